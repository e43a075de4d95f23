"""The money of project sheets: by years, by governments, in grids, in one cell with its key; and lists of projects."""

from decimal import Decimal
from typing import Any

import pytest
from facts.test_layouts import all_proven, derived, items

from pipeline.facts.projects.project_model import split_unit
from pipeline.statements.forms.forms import pair_of
from pipeline.statements.rows.project_names import code_and_name

KPIS = (["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "修复面积", "≥5万亩"])


def of_project(frames: dict[str, list[dict[str, Any]]]) -> tuple[Any, ...]:
    """Budget, whole life, fiscal and other money of the only project, in 万元."""
    (row,) = frames["core.fact_project"]
    amounts = (row[name] for name in ("budget_yuan", "total_yuan", "fiscal_yuan", "other_yuan"))
    return tuple(None if amount is None else int(amount) // 10_000 for amount in amounts)


def test_amounts_by_year() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("草原修复", 5, 1)],
        [("项目资金", 1, 4), "年度", "2025", "2026", "2027", "合计"],
        ["资金总额", "200", "180", "150", "530"],
        ["财政拨款", "200", "160", "150", "510"],
        ["其他资金", "0", "20", "0", "20"],
        *KPIS,
    )
    assert of_project(frames) == (200, 530, 200, 0)
    found = items(frames, "fund_source", "fiscal_year", "column_path", "amount_yuan")
    assert ("total", 2026, "2026", Decimal(1_800_000)) in found
    assert ("other", 2026, "2026", Decimal(200_000)) in found
    assert ("fiscal", 2025, "合计", Decimal(5_100_000)) in found
    assert len(found) == 12


@pytest.mark.parametrize("year", ["2025年", "2025年度", "2025年预算数"])
def test_the_budget_of_the_year_beside_another(year: str) -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("医保补助", 3, 1)],
        ["预算", "2024年", "19,800.00万元", year, "21,000.00万元"],
        *KPIS,
    )
    assert of_project(frames) == (21_000, None, None, None)
    assert items(frames, "fiscal_year", "amount_yuan") == [(2024, Decimal(198_000_000)), (2025, Decimal(210_000_000))]


def test_funds_by_year() -> None:
    """Read off by hand: 40 = 30 + 10 of this year's 45; every column and every row adds up."""
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("文化培训", 4, 1)],
        ["资金来源", "2025年", "2026年", "2027年", "合计"],
        ["一般公共预算", "30.00", "32.00", "35.00", "97.00"],
        ["政府性基金", "10.00", "0.00", "0.00", "10.00"],
        ["单位自筹", "5.00", "5.00", "5.00", "15.00"],
        ["合计", "45.00", "37.00", "40.00", "122.00"],
        *KPIS,
    )
    assert of_project(frames) == (45, 122, 40, 5)
    proofs = {row["proof"] for row in frames["core.fact_line_item"]}
    assert proofs == {"proven"}


def test_all_money_beside_a_name_that_is_no_key() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("康复服务", 3, 1)],
        [("项目资金（元）", 1, 2), "总额", "1,860,000.00", "其中：财政资金", "1,800,000.00"],
        ["其他资金", "60,000.00", "上年结转", "0.00"],
        *KPIS,
        unit="元",
    )
    assert of_project(frames) == (186, None, 180, 6)


def test_the_project_is_named_in_a_line_above_the_sheet() -> None:
    frames = derived(
        "项目绩效目标表</p><p>项目名称：绿化养护",
        ["项目单位", "某区园林处", "项目负责人", "张某"],
        ["项目预算", "135", "其中财政资金", "135"],
        ["绩效目标", ("养护绿地120万平方米", 3, 1)],
        *KPIS,
    )
    (row,) = frames["core.fact_project"]
    assert (row["project_name"], row["unit_name"], row["goals"]) == ("绿化养护", "某区园林处", "养护绿地120万平方米")
    assert {kpi["project_id"] for kpi in frames["core.fact_kpi"]} == {row["project_id"]}


def test_a_row_with_a_key_of_its_own_does_not_go_on_with_the_purpose() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", "教师培训", "项目金额", "75.60"],
        ["资金用途", ("培训费", 3, 1)],
        ["甲乙丙丁", "戊己", "庚辛", "壬癸"],
        *KPIS,
    )
    (row,) = frames["core.fact_project"]
    assert row["purpose"] == "培训费"
    assert [cell["text"] for cell in frames["audit.unparsed_cell"]] == ["甲乙丙丁", "戊己", "庚辛", "壬癸"]


def test_money_of_governments_is_fiscal_where_it_makes_the_budget() -> None:
    def sheet(total: str, heads: list[str], parts: list[str]) -> dict[str, list[dict[str, Any]]]:
        return derived(
            "项目支出绩效目标表",
            ["项目名称", ("薄弱环节改善", len(heads), 1)],
            [("资金来源（万元）", 1, 2), "合计", *heads],
            [total, *parts],
            *KPIS,
        )

    heads = ["中央资金", "自治区资金", "县（区）级资金"]
    frames = sheet("800.00", heads, ["500.00", "250.00", "50.00"])
    assert of_project(frames) == (800, None, 800, None)
    assert items(frames, "fund_source") == [("total",), ("fiscal",), ("fiscal",), ("fiscal",)]
    assert {row["proof"] for row in frames["core.fact_line_item"]} == {"proven"}
    # Parts that do not make the total prove nothing, and a word that is not known is of no fund.
    assert of_project(sheet("900.00", heads, ["500.00", "250.00", "50.00"])) == (900, None, None, None)
    frames = sheet("800.00", ["中央资金", "甲乙丙丁"], ["500.00", "300.00"])
    assert of_project(frames) == (800, None, None, None)
    assert items(frames, "fund_source") == [("total",), ("fiscal",), (None,)]


def test_a_part_of_a_part_counts_once() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("公路养护", 6, 1)],
        [("项目资金（万元）", 1, 2), "总额", "财政拨款", "其中：一般债券", "政府性基金", "单位资金", "其他"],
        ["480.00", "430.00", "80.00", "30.00", "20.00", "0.00"],
        *KPIS,
    )
    assert of_project(frames) == (480, None, 460, 20)


def test_whole_figures_beside_names_of_money() -> None:
    frames = derived(
        "转移支付绩效目标表",
        ["转移支付名称", "学前教育补助资金", "主管部门", "某市教育局"],
        [("资金情况（万元）", 1, 3), "年度金额：", ("640", 2, 1)],
        ["其中：中央补助", ("440", 2, 1)],
        ["自治区补助", ("200", 2, 1)],
        *KPIS,
    )
    assert of_project(frames) == (640, None, 640, None)
    (row,) = frames["core.fact_project"]
    assert (row["project_name"], row["unit_name"]) == ("学前教育补助资金", "某市教育局")


def test_key_and_value_in_one_cell() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("自主就业补助", 2, 1)],
        [("年度预算申请（万元）", 1, 3), ("资金总额：150.00", 2, 1)],
        [("其中：财政拨款：140.00", 2, 1)],
        [("其他资金：10.00", 2, 1)],
        ["总体目标", ("足额发放补助。", 2, 1)],
        *KPIS,
    )
    assert of_project(frames) == (150, None, 140, 10)
    assert items(frames, "label", "amount_raw") == [
        ("资金总额", "150.00"),
        ("其中：财政拨款", "140.00"),
        ("其他资金", "10.00"),
    ]
    assert frames["audit.unparsed_cell"] == []


def test_pairs_in_cells() -> None:
    assert pair_of("其中：财政拨款：140.00") == ("fiscal", "其中：财政拨款", "140.00")
    assert pair_of("目标1：完成改造") is None
    assert pair_of("资金总额：") is None


def test_a_list_of_projects_under_a_title_of_sheets() -> None:
    frames = derived(
        "项目支出绩效目标表",
        [("项目名称", 1, 2), ("主管部门", 1, 2), ("实施单位", 1, 2), ("项目资金", 3, 1), ("年度绩效目标", 1, 2)],
        ["合计", "财政拨款", "其他资金"],
        ["经济普查", "某市统计局", "某市普查中心", "45.00", "40.00", "5.00", "完成数据处理"],
        ["住户调查", "某市统计局", "某市调查队", "18.00", "18.00", "0.00", "完成120户调查"],
        ["合计", "", "", "63.00", "58.00", "5.00", ""],
    )
    found = [
        (row["project_name"], row["unit_name"], row["budget_yuan"], row["fiscal_yuan"], row["goals"])
        for row in frames["core.fact_project"]
    ]
    assert found == [
        ("经济普查", "某市普查中心", Decimal(450_000), Decimal(400_000), "完成数据处理"),
        ("住户调查", "某市调查队", Decimal(180_000), Decimal(180_000), "完成120户调查"),
    ]
    assert {row["proof"] for row in frames["core.fact_line_item"]} == {"proven"}


def test_a_list_of_names_and_amounts_without_a_title_is_of_projects() -> None:
    frames = derived(
        "部门预算项目",
        ["序号", "项目名称", "金额", "资金性质", "主要内容"],
        ["1", "中小企业发展专项", "200.00", "一般公共预算", "支持技术改造"],
        ["2", "运行监测", "15.00", "一般公共预算", "购买监测服务"],
        ["", "合计", "215.00", "", ""],
    )
    assert {row["statement"] for row in frames["core.fact_line_item"]} == {"project_list"}
    assert [(row["project_name"], row["budget_yuan"]) for row in frames["core.fact_project"]] == [
        ("中小企业发展专项", Decimal(2_000_000)),
        ("运行监测", Decimal(150_000)),
    ]


def test_the_budget_of_a_list_is_that_of_its_year() -> None:
    frames = derived(
        "项目支出明细表",
        ["项目名称", "2024年预算数", "2025年预算数"],
        ["设备购置", "2,000.00", "2,160.00"],
        ["合计", "2,000.00", "2,160.00"],
    )
    assert of_project(frames)[0] == 2_160


def test_names_with_codes() -> None:
    assert code_and_name("51130225R000012345678-场馆免费开放") == ("51130225R000012345678", "场馆免费开放")
    assert code_and_name("11000022T000000433689-12123平台服务") == ("11000022T000000433689", "12123平台服务")
    assert code_and_name("520302260000112233就业见习补贴") == ("520302260000112233", "就业见习补贴")
    assert code_and_name("场馆开放（51130225T001）") == ("51130225T001", "场馆开放")
    assert code_and_name("2025年春节慰问") == (None, "2025年春节慰问")
    assert code_and_name("12345热线运维") == (None, "12345热线运维")
    assert split_unit("308-某市文旅局") == ("308", "某市文旅局")


def test_the_sum_of_a_unit_over_its_projects_is_no_project() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["单位编码", "单位（专项）名称", "资金总额", "实施期绩效目标", "一级指标", "二级指标", "三级指标", "指标值"],
        ["401", "某区卫健局", "410.00", "", "", "", "", ""],
        ["401001", "公共卫生服务", "350.00", "免费服务", "产出指标", "数量指标", "建档率", "≥90%"],
        ["401001", "奖扶", "60.00", "落实政策", "产出指标", "数量指标", "对象人数", "620人"],
    )
    assert [(row["project_name"], row["goals"]) for row in frames["core.fact_project"]] == [
        ("公共卫生服务", "免费服务"),
        ("奖扶", "落实政策"),
    ]


def test_a_name_like_a_unit_s_over_its_projects_is_none_where_they_make_its_amount() -> None:
    def names(total: str) -> list[str]:
        frames = derived(
            "项目支出绩效目标表",
            ["项目名称", "专项类型", "金额", "一级指标", "二级指标", "三级指标", "指标值"],
            ["某县人民政府办公室", "", total, "", "", "", ""],
            ["公文系统运维", "运转类", "30.00", "产出指标", "数量指标", "系统数量", "1套"],
            ["政务督查", "特定目标类", "60.00", "产出指标", "数量指标", "督查次数", "≥12次"],
        )
        return [row["project_name"] for row in frames["core.fact_project"]]

    assert names("90.00") == ["公文系统运维", "政务督查"]
    assert names("80.00") == ["某县人民政府办公室", "公文系统运维", "政务督查"]


def test_a_header_of_a_fund_over_its_sum_and_parts() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("石漠化治理", 6, 1)],
        [("预算金额", 1, 3), ("金额合计", 1, 2), ("财政拨款", 3, 1), ("财政专户管理资金", 1, 2), ("单位资金", 1, 2)],
        ["小计", "一般公共预算", "政府性基金"],
        ["350.00", "320.00", "300.00", "20.00", "10.00", "20.00"],
        *KPIS,
    )
    assert of_project(frames) == (350, None, 320, 30)


def test_the_whole_investment_in_a_list() -> None:
    frames = derived(
        "项目支出情况表",
        [("项目名称", 1, 2), ("总投资", 1, 2), ("2025年预算安排", 3, 1)],
        ["小计", "财政资金", "自筹及其他"],
        ["灌区配套", "9,000.00", "2,400.00", "2,200.00", "200.00"],
    )
    assert of_project(frames) == (2_400, 9_000, 2_200, 200)


def test_transfers_of_governments_are_fiscal() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目支出名称", ("检察办案", 3, 1)],
        [("项目资金（万元）", 1, 2), "合计", "中央政法转移支付", "本级财政安排"],
        ["230.00", "180.00", "50.00"],
        ["年度目标", ("保障办案", 3, 1)],
        ["产出", "数量指标", "办理案件数", "≥320件"],
    )
    assert of_project(frames) == (230, None, 230, None)
    (kpi,) = frames["core.fact_kpi"]
    assert (kpi["level1"], kpi["level2"], kpi["level3"]) == ("产出", "数量指标", "办理案件数")


def test_other_money_of_a_list_in_several_columns() -> None:
    frames = derived(
        "项目支出表",
        ["预算项目", "合计", "财政拨款", "教育收费（专户）", "其他收入"],
        ["园舍维修", "90.00", "50.00", "30.00", "10.00"],
    )
    assert of_project(frames) == (90, None, 50, 40)


def test_a_list_of_projects_with_their_goals() -> None:
    frames = derived(
        "部门预算重点项目公开表",
        ["项目名称", "项目概述", "实施主体", "实施周期", "年度预算安排", "绩效目标"],
        ["平安小区", "建设小区36个", "某县公安局", "2025年", "420.00", "发案下降30%"],
    )
    assert of_project(frames)[0] == 420
    assert [row["statement"] for row in frames["core.fact_line_item"]] == ["project_list"]
    assert frames["core.fact_project"][0]["goals"] == "发案下降30%"


def test_assets_that_columns_are_headed_by() -> None:
    frames = derived(
        "国有资产占有情况表",
        [("资产总额", 1, 2), ("固定资产", 2, 1), ("无形资产", 1, 2)],
        ["小计", "车辆"],
        ["1,860.00", "1,400.00", "210.00", "40.00"],
    )
    assert [(row["item"], row["value_yuan"]) for row in frames["core.fact_asset"]] == [
        ("资产总额", Decimal(18_600_000)),
        ("固定资产/小计", Decimal(14_000_000)),
        ("固定资产/车辆", Decimal(2_100_000)),
        ("无形资产", Decimal(400_000)),
    ]


def test_tasks_of_a_sheet_without_a_group_over_them() -> None:
    frames = derived(
        "部门整体绩效目标表",
        ["部门名称", ("某区融媒体中心", 4, 1)],
        ["年度履职目标", ("做好宣传", 4, 1)],
        ["年度主要任务", "对应项目", "预算安排（财政拨款）", "上年结转", "合计"],
        ["新闻采编", "采编经费", "200.00", "10.00", "210.00"],
        ["平台运维", "运维费", "90.00", "0.00", "90.00"],
        *KPIS,
    )
    found = [(row["name"], row["content"], row["total_yuan"], row["fiscal_yuan"]) for row in frames["core.fact_task"]]
    assert found == [
        ("新闻采编", "采编经费", Decimal(2_100_000), Decimal(2_000_000)),
        ("平台运维", "运维费", Decimal(900_000), Decimal(900_000)),
    ]


def test_a_sheet_of_tasks_without_a_project_is_the_departments() -> None:
    """200 = 190 + 10; what heads the tasks at the left is no ancestor of theirs."""
    frames = derived(
        "情况说明",
        [("任务名称", 1, 2), ("主要内容", 1, 2), ("预算金额（万元）", 3, 1)],
        ["总额", "财政拨款", "其他资金"],
        ["运转类", "保障机构运转", "10.00", "10.00", ""],
        ["特定目标类", "粮食生产", "200.00", "190.00", "10.00"],
        [("金额合计", 2, 1), "210.00", "200.00", "10.00"],
        ["年度总体目标", ("保障粮食安全", 4, 1)],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
        ["", "产出指标", "数量指标", "播种面积", "≥5万亩"],
    )
    assert frames["core.fact_project"] == []
    assert set(items(frames, "statement", "component")) == {("overall_performance", "total")}
    assert {label for (label,) in items(frames, "label_path")} == {"运转类", "特定目标类", "金额合计"}
    assert all_proven(frames)


def test_the_goals_of_a_term_and_of_the_year_under_their_headers() -> None:
    frames = derived(
        "项目支出绩效目标申报表",
        ["项目名称", ("现代种业提升", 3, 1)],
        ["资金总额", ("500.00", 3, 1)],
        [("长期绩效目标", 2, 1), ("年度绩效目标", 2, 1)],
        [("建成良种基地", 2, 1), ("建成良种基地2处", 2, 1)],
        *KPIS,
    )
    (project,) = frames["core.fact_project"]
    assert project["goals"] == "建成良种基地\n建成良种基地2处"


def test_the_kind_of_units_in_a_list_of_them_is_their_nature() -> None:
    frames = derived(
        "所属单位情况表",
        ["单位代码", "名称", "类别", "行政级别", "经费来源", "编制"],
        ["352001", "某县海洋局", "行政", "正科", "财政核拨", "20"],
        ["352002", "某县渔港所", "公益一类", "副科", "财政核补", "8"],
    )
    found = [
        (row["unit_code"], row["unit_name"], row["nature"], row["rank"], row["funding"])
        for row in frames["core.fact_institution"]
    ]
    assert found == [
        ("352001", "某县海洋局", "行政", "正科", "财政核拨"),
        ("352002", "某县渔港所", "公益一类", "副科", "财政核补"),
    ]


def test_tasks_beside_the_units_that_answer_for_them() -> None:
    frames = derived(
        "年度重点工作任务清单",
        ["重点工作", "主要内容", "责任单位", "预算金额（万元）", "其中：财政资金"],
        ["景区提升", "改造步道12公里", "景区管理处", "300.00", "280.00"],
    )
    (task,) = frames["core.fact_task"]
    assert (task["name"], task["content"], task["fiscal_yuan"]) == ("景区提升", "改造步道12公里", Decimal(2_800_000))


def test_tasks_in_a_list() -> None:
    frames = derived(
        "年度重点工作任务表",
        ["序号", "工作任务", "具体内容", "预算安排", "财政拨款", "其他资金", "完成时限"],
        ["1", "人工影响天气", "增雨作业60次", "88.00", "80.00", "8.00", "12月"],
        ["2", "灾害预警", "升级平台", "35.00", "35.00", "", "9月"],
        ["合计", "", "", "123.00", "115.00", "8.00", ""],
    )
    found = [
        (row["name"], row["content"], row["total_yuan"], row["fiscal_yuan"], row["other_yuan"])
        for row in frames["core.fact_task"]
    ]
    assert found == [
        ("人工影响天气", "增雨作业60次", Decimal(880_000), Decimal(800_000), Decimal(80_000)),
        ("灾害预警", "升级平台", Decimal(350_000), Decimal(350_000), None),
    ]
