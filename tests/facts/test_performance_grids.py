"""Grids of projects and indicators: targets of years, four levels, plans of payments in lists, criteria by grade."""

from decimal import Decimal
from typing import Any

from facts.test_layouts import derived, items

_SHEET = [["项目名称", ("农村公路养护", 4, 1)], ["项目当年预算", ("820.00", 4, 1)]]


def _targets(frames: dict[str, list[dict[str, Any]]]) -> list[tuple[str, str | None, str | None]]:
    return [(row["level3"], row["level2"], row["target_raw"]) for row in frames["core.fact_kpi"]]


def test_the_target_of_an_indicator_is_that_of_the_disclosures_year() -> None:
    frames = derived(
        "项目绩效目标表",
        *_SHEET,
        ["指标名称", "指标类别", "2024年", "2025年", "2026年"],
        ["养护里程", "数量指标", "2010公里", "2050公里", "2100公里"],
        ["公里养护成本", "成本指标", "0.42万元", "0.40万元", "0.40万元"],
    )
    assert _targets(frames) == [("养护里程", "数量指标", "2050公里"), ("公里养护成本", "成本指标", "0.40万元")]
    assert frames["audit.unparsed_cell"] == []


def test_an_indicator_without_a_target_of_the_disclosures_year_has_none() -> None:
    frames = derived(
        "项目绩效目标表",
        *_SHEET,
        ["一级指标", "二级指标", "三级指标", "2022年目标值", "2023年目标值"],
        ["产出指标", "数量指标", "养护里程", "2010公里", "2050公里"],
    )
    assert _targets(frames) == [("养护里程", "数量指标", None)]


def test_years_in_brackets_behind_the_words_for_them() -> None:
    frames = derived(
        "项目绩效目标表",
        *_SHEET,
        ["二级指标", "三级指标", "前年（2023年）", "上年（2024年）", "预计当年（2025年）"],
        ["数量指标", "养护里程", "1980公里", "2010公里", "2050公里"],
    )
    assert _targets(frames) == [("养护里程", "数量指标", "2050公里")]


def test_the_fourth_level_names_the_indicator() -> None:
    frames = derived(
        "项目绩效目标表",
        *_SHEET,
        ["一级指标", "二级指标", "三级指标", "四级指标", "目标值"],
        ["产出指标", "数量指标", "养护", "养护里程", "2050公里"],
    )
    (row,) = frames["core.fact_kpi"]
    assert (row["level3"], row["description"], row["target_raw"]) == ("养护里程", "养护", "2050公里")


def test_criteria_by_grade_of_what_a_department_does() -> None:
    frames = derived(
        "部门职责-工作活动绩效目标",
        [("职责活动", 1, 2), ("年度预算数", 1, 2), ("内容描述", 1, 2), ("绩效指标", 1, 2), ("评价标准", 4, 1)],
        ["优", "良", "中", "差"],
        ["公路养护", "820.00", "养护县乡公路", "路况优良率", "≥86%", "≥80%", "≥75%", "＜75%"],
    )
    assert _targets(frames) == [("路况优良率", None, "≥86%")]
    assert items(frames, "statement", "label", "fund_source") == [("overall_performance", "公路养护", "total")]
    (task,) = frames["core.fact_task"]
    assert (task["name"], task["content"], int(task["total_yuan"])) == ("公路养护", "养护县乡公路", 8_200_000)


def _plan(*rows: list[str]) -> list[tuple[int, Decimal | None, Decimal]]:
    frames = derived(
        "项目支出绩效目标表",
        [("项目名称", 1, 2), ("预算年度", 1, 2), ("分月支出计划", 3, 1), ("项目资金", 2, 1), ("绩效目标", 1, 2)],
        ["3月", "6月", "12月", "总计", "财政拨款"],
        *rows,
    )
    return [(row["month"], row["share"], row["amount_yuan"]) for row in frames["core.fact_project_schedule"]]


def test_a_plan_in_a_list_reaches_the_budget_in_its_last_month() -> None:
    found = _plan(["公路养护", "2025", "205.00", "410.00", "820.00", "820.00", "820.00", "提升路况"])
    assert found == [
        (3, Decimal("25"), Decimal("2050000.00")),
        (6, Decimal("50"), Decimal("4100000.00")),
        (12, Decimal("100"), Decimal("8200000.00")),
    ]


def test_months_with_money_of_their_own_are_no_cumulative_plan() -> None:
    assert _plan(["公路养护", "2025", "205.00", "205.00", "410.00", "820.00", "820.00", "提升路况"]) == []


def _fiscal(*amounts: str) -> tuple[int | None, int | None]:
    frames = derived(
        "项目支出绩效目标表",
        [("项目名称", 1, 2), ("资金来源", 4, 1), ("指标名称", 1, 2), ("目标值", 1, 2)],
        ["合计", "上级财政资金", "本级财政资金", "自有资金"],
        ["卒中中心设备购置", *amounts, "购置设备", "3台"],
        ["远程会诊平台", "80.00", "80.00", "", "", "会诊次数", "≥60次"],
    )
    project = frames["core.fact_project"][0]
    fiscal, other = project["fiscal_yuan"], project["other_yuan"]
    return None if fiscal is None else int(fiscal), None if other is None else int(other)


def test_fiscal_money_of_two_governments_is_their_sum_where_it_makes_the_budget() -> None:
    assert _fiscal("560.00", "300.00", "160.00", "100.00") == (4_600_000, 1_000_000)
    assert _fiscal("560.00", "300.00", "160.00", "90.00")[0] is None


def test_money_named_in_one_cell_with_its_amount() -> None:
    frames = derived(
        "整体支出绩效目标表",
        ["部门名称", ("某市农业农村局", 2, 1)],
        [("年度预算申请（万元）", 1, 4), ("资金总额：5,236.40", 2, 1)],
        ["其中：一般公共预算：4,836.40", "其中：基本支出：2,136.40"],
        ["政府性基金拨款：300.00", "项目支出：3,100.00"],
        ["财政专户管理资金：100.00", ""],
        ["整体绩效目标", ("粮食总产稳定。", 2, 1)],
    )
    assert items(frames, "label", "fund_source", "proof") == [
        ("资金总额", "total", "proven"),
        ("其中：一般公共预算", "general_public", "proven"),
        ("其中：基本支出", "total", "unchecked"),
        ("政府性基金拨款", "gov_fund", "proven"),
        ("项目支出", "total", "unchecked"),
        ("财政专户管理资金", "fiscal_account", "proven"),
    ]


def test_amounts_by_phase_of_a_group_without_a_name() -> None:
    frames = derived(
        "部门整体支出绩效自评表",
        ["部门名称", ("某市文化局", 4, 1)],
        [("部门预算执行", 1, 2), "年初预算数", "全年预算数（A）", "全年执行数（B）", "执行率"],
        ["1,680.00", "1,860.50", "1,792.30", "96.33%"],
        ["年度总体目标", ("推进文旅融合。", 4, 1)],
    )
    assert items(frames, "fund_source", "phase", "amount_yuan") == [
        ("total", "budget", Decimal("16800000.00")),
        ("total", "revised", Decimal("18605000.00")),
        ("total", "actual", Decimal("17923000.00")),
    ]


def test_quantities_that_print_what_they_count() -> None:
    frames = derived(
        "政府采购预算表",
        ["采购品目名称", "采购数量", "金额"],
        ["执法记录仪", "120台", "21.60"],
        ["物业服务", "一年", "60.00"],
    )
    found = [(row["item_name"], row["quantity"], row["measure_unit"]) for row in frames["core.fact_procurement"]]
    assert found == [("执法记录仪", Decimal("120"), "台"), ("物业服务", None, None)]
