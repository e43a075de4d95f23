"""Texts that name a unit and a budget in passing, and short disclosures that must not be taken for such."""

import pytest
from facts.making import document

from pipeline.facts.disclosure.identity import identify
from pipeline.facts.disclosure.passing import IN_PASSING


@pytest.mark.parametrize(
    "lines",
    [
        ["井陉县水利局全力推进2026年预算执行", "截至5月底，全局完成支出1,260.00万元，占年度预算的42%。"],
        ["物业服务合同", "甲方：井陉县人民医院", "合同金额：860,000.00元，列入甲方2026年部门预算，按季支付。"],
        ["井陉县微水镇人民政府关于追加2026年预算经费的请示", "县财政局：", "需追加经费38.50万元，请予安排。"],
        ["井陉县民政局2026年低保资金发放公示", "发放812人，资金486,000.00元。列入2026年预算。"],
    ],
)
def test_a_budget_in_passing_is_no_disclosure(lines: list[str]) -> None:
    found = identify(document(*lines), "a.docx")
    assert not found.may_disclose
    assert found.reason == IN_PASSING


@pytest.mark.parametrize(
    "lines",
    [
        ["井陉县水利局2026年部门预算", "“三公”经费6.00万元。"],
        ["井陉县水利局部门预算公开说明", "2026年“三公”经费6.00万元。"],
        ["井陉县水利局", "2026年收入预算451.00万元，支出预算451.00万元。"],
        ["井陉县水利局", "机关运行经费说明", "2026年机关运行经费预算18.60万元。"],
        ["井陉县水利局2026年政府采购预算情况说明", "2026年政府采购预算120.00万元。"],
        ["部门：井陉县水利局", "2026年会议费预算6.00万元。"],
        ["井陉县水利局", "2026年预算", "政府采购预算表", "车辆 9.00元"],
    ],
)
def test_a_short_disclosure_is_one(lines: list[str]) -> None:
    found = identify(document(*lines), "a.docx")
    assert found.may_disclose
    assert (found.department_name, found.fiscal_year) == ("井陉县水利局", 2026)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["2026年度河北省部门预算公开", "井陉县", "机关事务管理中心"], "井陉县机关事务管理中心"),
        (["2026年部门预算公开", "河北省", "石家庄市", "井陉县", "某事务中心"], "河北省石家庄市井陉县某事务中心"),
    ],
)
def test_a_region_in_the_lines_before_a_name_is_its_region(lines: list[str], name: str) -> None:
    found = identify(document(*lines, "支出预算9.00万元。"), "a.docx")
    assert (found.region_code, found.department_name) == ("130121", name)
