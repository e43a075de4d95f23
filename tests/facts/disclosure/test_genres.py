"""Documents that are published beside disclosures and are none."""

import pytest
from facts.making import document

from pipeline.documents.model import Document
from pipeline.facts.disclosure.identity import identify

NOTE = ["2025年项目资金320.00万元，按预算执行。", "井陉县财政局", "2025年3月1日"]
STATEMENTS = ["收支总表", "单位：万元", "收入总表", "支出总表", "一般公共预算支出表"]


def of(*lines: str) -> Document:
    return document(*lines, *NOTE)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["井陉县2024年财政预算执行情况和2025年财政预算草案的报告"], "政府预算"),
        (["关于井陉县2024年预算执行情况", "与2025年预算草案的报告"], "政府预算"),
        (["井陉县2025年政府预算公开"], "政府预算"),
        (["井陉县财政局关于2024年全县财政决算（草案）的报告"], "政府预算"),
        (["关于井陉县2024年财政收支决算情况的报告"], "政府预算"),
        (["井陉县2025年政府预算公开", *STATEMENTS], "政府预算"),
        (["井财农〔2025〕7号", "关于下达2025年中央财政衔接推进乡村振兴补助资金预算的通知"], "资金下达通知"),
        (["井陉县财政局关于提前下达2025年义务教育", "补助经费的通知"], "资金下达通知"),
        (["井陉县林业局2024年度部门整体支出绩效评价报告"], "绩效评价报告"),
        (["井陉县林业局", "2024年度项目支出绩效自评报告"], "绩效评价报告"),
        (["井陉县2025年县级“三公”经费预算汇总情况的说明"], "汇总"),
        (["关于井陉县2024年度预算执行和其他财政收支的审计工作报告"], "审计报告"),
        (["井陉县财政局关于印发《差旅费管理办法》的通知"], "办法、意见"),
        (["关于进一步做好2025年部门预算公开工作的通知"], "办法、意见"),
        (["井陉县教育局2025年校舍维修项目公开招标公告"], "采购公告"),
    ],
)
def test_the_title_says_what_is_no_disclosure(lines: list[str], kind: str) -> None:
    found = identify(of(*lines), "a.docx")
    assert not found.may_disclose
    assert kind in (found.reason or "")


@pytest.mark.parametrize(
    "lines",
    [
        ["井陉县林业局2024年度部门决算", "目录", "五、部门整体支出绩效评价报告"],
        ["井陉县微水镇人民政府2025年部门预算公开"],
        ["井陉县教育局2024年本级决算报告"],
        ["井陉县人民政府办公室2025年政府部门预算公开"],
        ["关于批复井陉县林业局2025年部门预算的通知"],
        ["关于做好预算公开的通知", "井陉县林业局2025年", *STATEMENTS],
        ["井陉县政府采购中心2025年部门预算"],
        ["井陉县审计局2025年部门预算情况说明"],
        ["井陉县林业局2025年部门预算编制说明", "一、预算执行情况"],
        ["2025年部门预算", "井陉县财政局", "附件", "井陉县财政局绩效评价报告"],
    ],
)
def test_a_disclosure_is_none_of_them(lines: list[str]) -> None:
    assert identify(of(*lines), "a.docx").may_disclose


def test_taxes_are_a_governments_revenue() -> None:
    taxes = [
        ["项目", "预算数"],
        ["一、税收收入", "31.00"],
        ["增值税", "16.00"],
        ["企业所得税", "12.00"],
        ["契税", "3.00"],
    ]
    found = identify(document("一般公共预算收入表", "编制单位：井陉县财政局", taxes, "2025年部门预算"), "a.xlsx")
    assert not found.may_disclose
    assert "政府预算" in (found.reason or "")


def test_funds_are_no_unit() -> None:
    for title in ("2025年井陉县一般公共预算支出表", "2025年井陉县社会保险基金预算支出表", "2025年井陉县财政预算支出表"):
        assert identify(document(title, [["支出合计", "12.00"]]), "a.xlsx").department_name == ""
