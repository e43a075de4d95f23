"""The rules on projects: indicators, spending plans, repetition, sums."""

from decimal import Decimal

import pytest
from rule_bench import BASE, facts, found, kpi, place, project
from synthetic import line, told

P1 = {"core.fact_project": [project("P1", "2460000.00")]}


def test_a_ceiling_above_the_budget_is_found():
    rows = {
        "core.fact_kpi": [
            kpi("K1", "≤320万元", "3200000"),
            kpi("K2", "300万元", "3000000", operator="=", level1="成本指标", level2=None),
        ]
    }
    first, second = found("cost_ceiling_above_budget", BASE, P1, rows)
    assert (first["fact_id"], first["ceiling_yuan"], first["budget_yuan"]) == ("K1", 3200000, 2460000)
    assert first["difference"] == 740000
    assert second["fact_id"] == "K2"


@pytest.mark.parametrize(
    "indicator",
    [
        kpi("K1", "≤246万元", "2460000"),
        kpi("K1", "≤247万元", "2470000", level2="数量指标"),
        kpi("K1", "≥320万元", "3200000", operator=">="),
        kpi("K1", "≤4348.46万元", None),  # a rate has no amount
        kpi("K1", None, None, operator="text"),
        kpi("K1", "≤320万元", "3200000", project_id="P2"),  # its project is not there
        kpi("K1", "≤320万元", "3200000", project_id=None),  # the department's own
        kpi("K1", "≤320万元", "3200000", level1=None, level2=None),
        kpi("K1", "≤320万元", "3200000", disclosure_id="older"),
    ],
)
def test_other_ceilings_are_fine(indicator):
    assert found("cost_ceiling_above_budget", BASE, P1, {"core.fact_kpi": [indicator]}) == []


def test_a_ceiling_may_be_the_budget_rounded_to_its_own_digits():
    rows = {"core.fact_project": [project("P1", "14400")], "core.fact_kpi": [kpi("K1", "≤1.44万元", "14400")]}
    assert found("cost_ceiling_above_budget", BASE, rows) == []
    rows["core.fact_kpi"] = [
        kpi("K1", "≤1.45万元", "14500"),
        kpi("K2", "≤1.4万元", "14000"),
        kpi("K3", "≤2万元", "20000"),
    ]
    assert facts(found("cost_ceiling_above_budget", BASE, rows)) == ["K1", "K3"]
    rows["core.fact_kpi"] = [kpi("K1", "≤1.5万元", "14900")]
    assert found("cost_ceiling_above_budget", BASE, rows) == []


def test_a_budget_of_few_digits_is_exceeded_beyond_them_only():
    # 13.20万元 is anything from 131,950 to 132,050 元; a sheet of 2026 promises a rent of ≤13.2012万元.
    budget = {"core.fact_project": [project("P1", "132000", budget_digit_yuan=Decimal(100))]}
    within = [kpi("K1", "≤13.2012万元", "132012"), kpi("K2", "≤13.2050万元", "132050")]
    assert found("cost_ceiling_above_budget", BASE, budget, {"core.fact_kpi": within}) == []
    beyond = [kpi("K1", "≤13.2051万元", "132051")]
    assert facts(found("cost_ceiling_above_budget", BASE, budget, {"core.fact_kpi": beyond})) == ["K1"]
    parts = [kpi("K1", "≤6.6006万元", "66006"), kpi("K2", "≤6.6006万元", "66006", seq=2)]
    assert found("cost_ceilings_sum_above_budget", BASE, budget, {"core.fact_kpi": parts}) == []


def test_costs_to_society_are_not_paid_from_the_budget():
    rows = {"core.fact_kpi": [kpi("K1", "≤320万元", "3200000", level1="成本指标", level2="社会成本指标")]}
    assert found("cost_ceiling_above_budget", BASE, P1, rows) == []


def test_a_project_without_a_budget_has_no_ceiling():
    rows = {"core.fact_project": [project("P1", None)], "core.fact_kpi": [kpi("K1", "≤1.8万元", "18000")]}
    assert found("cost_ceiling_above_budget", BASE, rows) == []
    assert found("cost_ceilings_sum_above_budget", BASE, rows) == []


def parts(*yuan, **columns):
    return {
        "core.fact_kpi": [
            kpi(f"K{n}", f"≤{amount // 10000}万元", str(amount), seq=n, **columns) for n, amount in enumerate(yuan, 1)
        ]
    }


def test_ceilings_that_add_up_to_more_than_the_budget_are_found():
    rows = parts(260000, 200000, 100000, 190000, 50000)
    (row,) = found("cost_ceilings_sum_above_budget", BASE, {"core.fact_project": [project("P1", "640000")]}, rows)
    assert (row["fact_id"], row["indicators"], row["ceilings_yuan"], row["difference"]) == ("P1", 5, 800000, 160000)
    assert row["targets"] == "≤26万元, ≤20万元, ≤10万元, ≤19万元, ≤5万元"


@pytest.mark.parametrize(
    "rows",
    [
        parts(400000, 240000),  # together the budget
        parts(640000, 300000),  # the first one is the total
        parts(900000, 300000),  # above the budget by itself: cost_ceiling_above_budget says so
        parts(630000),
        parts(400000, 300000, operator=">="),
        parts(400000, 300000, level2="数量指标"),
        parts(400000, 300000, project_id="P2"),
        parts(400000, 300000, project_id=None),
        {},
    ],
)
def test_other_ceilings_are_no_sum(rows):
    assert found("cost_ceilings_sum_above_budget", BASE, {"core.fact_project": [project("P1", "640000")]}, rows) == []


def step(month, share, yuan, raw="…", **columns):
    named = {
        "project_id": "P1",
        "month": month,
        "share": None if share is None else Decimal(share),
        "amount_yuan": None if yuan is None else Decimal(yuan),
        "raw": raw,
        "col_no": 4,
    }
    return place(**(named | columns))


@pytest.mark.parametrize(
    ("steps", "difference"),
    [
        ([step(10, "75", "1845000"), step(12, "95", "2337000", "95%")], Decimal(-123000)),
        ([step(12, None, "2400000", "240.00")], Decimal(-60000)),
        ([step(12, "110", "2706000", "110%")], Decimal(246000)),
        ([step(3, "25", "615000"), step(10, "100", "2460000")], Decimal(0)),  # nothing printed for December
    ],
)
def test_a_plan_that_does_not_reach_the_budget_is_found(steps, difference):
    (row,) = found("plan_short_of_budget", BASE, P1, {"core.fact_project_schedule": steps})
    assert (row["fact_id"], row["difference"]) == ("P1", difference)


@pytest.mark.parametrize(
    "steps",
    [
        [step(3, "25", "615000"), step(12, "100", "2460000")],
        [step(12, "100", "2460050", "246.01")],  # the second decimal of 万元
        [step(12, "100", None)],
        [step(12, "40", "1", project_id="P2")],  # its project is not there
        [],  # no plan
    ],
)
def test_other_plans_are_fine(steps):
    assert found("plan_short_of_budget", BASE, P1, {"core.fact_project_schedule": steps}) == []


def test_a_plan_without_a_budget_is_judged_by_its_share():
    rows = {"core.fact_project": [project("P1", None), project("P2", None)]}
    steps = [step(12, "90", None), step(12, "100", None, project_id="P2")]
    assert facts(found("plan_short_of_budget", BASE, rows, {"core.fact_project_schedule": steps})) == ["P1"]


@pytest.mark.parametrize(
    ("target", "yuan", "text", "difference"),
    [
        ("≤3.36万元", "33600", "更换和维修费用成本≤4.2万元", Decimal(8400)),
        ("≤3.36万元", "33600", "费用成本42000元", Decimal(8400)),
        ("≤3.36万元", "33600", "费用成本4.2 万", Decimal(8400)),
    ],
)
def test_money_in_the_text_that_is_not_the_target_is_found(target, yuan, text, difference):
    rows = {"core.fact_kpi": [kpi("K1", target, yuan, description=text)]}
    (row,) = found("kpi_text_differs", BASE, rows)
    assert (row["fact_id"], row["difference"]) == ("K1", difference)
    assert row["message"] == 'indicator "成本控制数": the text says 42000.00 元, the target is ≤3.36万元'


@pytest.mark.parametrize(
    ("target", "value", "unit", "text"),
    [
        ("≥56组", "56", "组", "购置暖气片65组"),
        ("≥95%", "95", "%", "满意度达到98％以上"),
        ("≥5000个", "5000", "个", "5,500个"),
    ],
)
def test_counts_and_percents_in_the_text_that_are_not_the_target_are_found(target, value, unit, text):
    indicator = kpi("K1", target, None, target_value=Decimal(value), target_unit=unit, level3=text)
    (row,) = found("kpi_text_differs", BASE, {"core.fact_kpi": [indicator]})
    assert (row["target_value"], row["difference"]) == (Decimal(value), None)


@pytest.mark.parametrize(
    ("target", "value", "unit", "yuan", "text"),
    [
        ("≤1.8万元", "1.8", "万元", "18000", "每年支付1.8万元"),
        ("≤1.8万元", "1.8", "万元", "18000", "每年支付18,000元，分2次，共3万元"),
        ("≤1.8万元", "1.8", "万元", "18000", "每人500元/天"),
        ("≤18000万元", "18000", "万元", "180000000", "总投资1.8亿元"),
        ("≤4套", "4", "套", None, "每套3万元"),
        ("≤1.8万元", "1.8", "万元", "18000", "实际支出小于等于预算金额"),
        ("≤1.8万元", "1.8", "万元", "18000", None),
        ("≥1500平方米", "1500", "平方米", None, "办公楼3-5层，面积为1500平方米"),
        ("≥70个", "70", "个", None, "保障6类窗口"),
        ("≥95%", "95", "%", None, "执行率=(完成数/预算数)×100%"),
        ("≥95%", "95", "%", None, "执行率=完成数/预算数*100%"),
        ("1年", "1", "年", None, "2025年专网全年运行"),
        ("≤500元/人", "500", "元/人", None, "每人600元/人"),
        ("全年", None, None, None, "保障12个月"),
        ("≥5", "5", None, None, "共6项"),
    ],
)
def test_other_figures_of_the_text_are_fine(target, value, unit, yuan, text):
    indicator = kpi(
        "K1",
        target,
        yuan,
        target_value=None if value is None else Decimal(value),
        target_unit=unit,
        description=text,
        operator="text" if value is None else "<=",
    )
    older = kpi("K2", "≤3万元", "30000", description="4万元", disclosure_id="older")
    assert found("kpi_text_differs", BASE, {"core.fact_kpi": [indicator, older]}) == []


def test_projects_with_one_code_or_with_one_name_and_budget_are_found():
    rows = {
        "core.fact_project": [
            project("P1", "100", project_code="A", row_no=1),
            project("P2", "150", project_code="A", row_no=2),
            project("P3", "70", project_name="大厅 运转", project_code="B", row_no=3),
            project("P4", "70", project_name="大厅运转", row_no=4),
        ]
    }
    by_name, by_code = sorted(found("project_twice", BASE, rows), key=lambda row: row["fact_id"], reverse=True)
    assert (by_code["fact_id"], by_code["same"], by_code["times"], by_code["difference"]) == ("P2", "code", 2, 100)
    assert (by_name["fact_id"], by_name["same"], by_name["codes"], by_name["difference"]) == (
        "P4",
        "name and budget",
        "B",
        70,
    )


@pytest.mark.parametrize(
    "other",
    [
        project("P2", "100", project_code="B"),
        project("P2", "200", project_name="P1", project_code="B"),  # split under two codes
        project("P2", "100", project_name="P1", project_code="B", unit_code="431003"),
        project("P2", None, project_name="P1"),
        project("P2", "100", "d24", project_code="A"),  # another year
        project("P2", "100", "older", project_code="A"),
        project("P2", "100", "o25", project_name="P1"),
    ],
)
def test_projects_that_share_less_stand_once(other):
    rows = {"core.fact_project": [project("P1", "100", project_code="A"), other]}
    assert found("project_twice", BASE, rows) == []


def expenditure(yuan, **columns):
    return {"core.fact_line_item": [line("L1", "d25", "expenditure", yuan, component="project", **columns)]}


THREE = {"core.fact_project": [project("P1", "700000"), project("P2", "300000"), project("P3", None)]}


def test_projects_beyond_project_expenditure_are_found():
    (row,) = found("projects_exceed_project_expenditure", BASE, THREE, expenditure("900000"))
    assert (row["fact_id"], row["projects"], row["projects_yuan"], row["difference"]) == ("L1", 2, 1000000, 100000)
    assert found("projects_short_of_project_expenditure", BASE, THREE, expenditure("900000")) == []


def test_project_expenditure_without_projects_is_found():
    text = {"core.fact_narrative": [told("N1", "d25", "project", 2025, "1100000.00")]}
    (row,) = found("projects_short_of_project_expenditure", BASE, THREE, text)
    assert (row["fact_id"], row["difference"]) == ("N1", -100000)
    assert found("projects_exceed_project_expenditure", BASE, THREE, text) == []


@pytest.mark.parametrize(
    "rows",
    [
        expenditure("1000000"),
        expenditure("1000100", unit_printed="万元"),  # three figures with two decimals of 万元
        expenditure("900000", fiscal_year=2024),
        expenditure("900000", fund_source="general_public"),
        expenditure("900000", row_role="leaf"),
        {"core.fact_narrative": [told("N1", "o25", "project", 2025, "5.00")]},
        {"core.fact_narrative": [told("N1", "d25", "change_project", 2025, "5.00")]},
        {},
    ],
)
@pytest.mark.parametrize("rule", ["projects_exceed_project_expenditure", "projects_short_of_project_expenditure"])
def test_other_project_expenditure_is_fine(rule, rows):
    assert found(rule, BASE, THREE, rows) == []


def test_a_table_of_project_expenditure_is_taken_before_the_text():
    text = {"core.fact_narrative": [told("N1", "d25", "project", 2025, "1.00")]}
    assert found("projects_exceed_project_expenditure", BASE, THREE, expenditure("1000000"), text) == []


def test_a_difference_of_100_yuan_counts_where_figures_are_in_yuan():
    assert len(found("projects_short_of_project_expenditure", BASE, THREE, expenditure("1000100"))) == 1


def weighed(*weights, **columns):
    return {
        "core.fact_kpi": [
            kpi(f"K{n}", "≥95%", None, seq=n, weight_raw=weight, **columns) for n, weight in enumerate(weights, 1)
        ]
    }


def test_weights_that_make_no_whole_are_found():
    (row,) = found("kpi_weights_incomplete", BASE, P1, weighed("20", "15分", "10%", None))
    assert (row["fact_id"], row["indicators"], row["weights"], row["difference"]) == ("K1", 3, 45, -55)


@pytest.mark.parametrize(
    "rows",
    [
        weighed("40", "30", "30"),
        weighed("40", "30", "20"),  # 10 points are for 预算执行率
        weighed("0.5", "0.4"),
        weighed(None, None),
        weighed("50", None),
        weighed("高", "中"),
        weighed("20", "15", disclosure_id="older"),
    ],
)
def test_other_weights_are_fine(rows):
    assert found("kpi_weights_incomplete", BASE, P1, rows) == []
