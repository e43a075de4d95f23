"""mart.department_year and mart.yoy_department. The figures are those of three real bureaus, added up by hand."""

from decimal import Decimal

import pytest
from synthetic import department, disclosure, line, told

OLD = department("dep-old", "key-431", "130121", "行政审批局")
NEW = department("dep-new", "key-431", "130121", "数据和政务服务局")
COAST = department("dep-coast", "key-435", "130302", "数据和政务服务局")
RIVER = department("dep-river", "key-129", "410726", "政务服务和大数据管理局")

REAL = {
    "core.dim_department": [OLD, NEW, COAST, RIVER],
    "core.dim_region": [
        {"region_code": "130121", "name": "井陉县", "level": "county"},
        {"region_code": "130302", "name": "海港区", "level": "county"},
        {"region_code": "410726", "name": "延津县", "level": "county"},
    ],
    "core.disclosure": [
        disclosure("j21", "130121", "dep-old", 2021),
        disclosure("j25", "130121", "dep-new", 2025),
        disclosure("h25", "130302", "dep-coast", 2025),
        disclosure("y24", "410726", "dep-river", 2024),
    ],
    "core.fact_line_item": [
        line("Lj25i", "j25", "income", "7780957.46", component=None, table_no=2),
        line("Lj25e", "j25", "expenditure", "7780957.46", fund_source=None),
        line("Lj25b", "j25", "expenditure", "5084965.46", component="basic", col_no=5),
        line("Lj25p", "j25", "expenditure", "2695992.00", component="project", col_no=6),
        line("Lh25i", "h25", "income", "20855000", component=None, unit_printed="万元"),
        line("Lh25e", "h25", "expenditure", "20855000", unit_printed="万元"),
        line("Ly24i", "y24", "income", "4212900", component=None, fiscal_year=2024, unit_printed="万元"),
    ],
    "core.fact_narrative": [
        told("Nj21", "j21", "expenditure_total", 2021, "5994100", raw="599.41万元"),
        told("Nj21i", "j21", "income_total", 2021, "5994100", raw="599.41万元"),
        told("Nj21c", "j21", "change_total", 2021, "1240200", raw="124.02万元", prior_year=2020),
        told("Nj21b", "j21", "basic", 2021, "4344100", raw="434.41万元"),
        told("Nj21d", "j21", "change_basic", 2021, "590200", raw="59.02万元", prior_year=2020),
        told("Nj25", "j25", "expenditure_total", 2025, "7780957.46"),
        told("Nj25c", "j25", "change_total", 2025, "182940.46", prior_year=2024),
        told("Nj25d", "j25", "change_basic", 2025, "241152.46", prior_year=2024),
        told("Nj25f", "j25", "change_project", 2025, "-58212.00", prior_year=2024),
        told("Nh25c", "h25", "change_total", 2025, "-666700", raw="66.67万元", prior_year=2024),
        told("Ny24e", "y24", "expenditure_total", 2024, "4212900", raw="421.29万元"),
        told("Ny24c", "y24", "change_income_total", 2024, "42800", raw="4.28万元", prior_year=2023),
        told("Ny24d", "y24", "change_expenditure_total", 2024, "42800", raw="4.28万元", prior_year=2023),
    ],
}


@pytest.mark.parametrize(
    ("key", "year", "measure", "amount", "source", "fact", "change"),
    [
        ("key-431", 2020, "expenditure_total", "4753900.00", "implied", "Nj21", "Nj21c"),
        ("key-431", 2020, "income_total", "4753900.00", "implied", "Nj21i", "Nj21c"),
        ("key-431", 2020, "basic", "3753900.00", "implied", "Nj21b", "Nj21d"),
        ("key-431", 2021, "expenditure_total", "5994100.00", "narrative", "Nj21", None),
        ("key-431", 2024, "expenditure_total", "7598017.00", "implied", "Lj25e", "Nj25c"),
        ("key-431", 2024, "basic", "4843813.00", "implied", "Lj25b", "Nj25d"),
        ("key-431", 2024, "project", "2754204.00", "implied", "Lj25p", "Nj25f"),
        ("key-431", 2025, "expenditure_total", "7780957.46", "table", "Lj25e", None),
        ("key-431", 2025, "change_total", "182940.46", "narrative", "Nj25c", None),
        ("key-435", 2024, "income_total", "21521700.00", "implied", "Lh25i", "Nh25c"),
        ("key-435", 2025, "expenditure_total", "20855000.00", "table", "Lh25e", None),
        ("key-129", 2023, "income_total", "4170100.00", "implied", "Ly24i", "Ny24c"),
        ("key-129", 2023, "expenditure_total", "4170100.00", "implied", "Ny24e", "Ny24d"),
        ("key-129", 2024, "income_total", "4212900.00", "table", "Ly24i", None),
        ("key-129", 2024, "expenditure_total", "4212900.00", "narrative", "Ny24e", None),
    ],
)
def test_headline_figures_name_their_source_and_evidence(warehouse, key, year, measure, amount, source, fact, change):
    query = warehouse(REAL)
    assert query(
        "SELECT amount_yuan, source, fact_id, change_fact_id FROM mart.department_year "
        "WHERE department_key = ? AND fiscal_year = ? AND measure = ?",
        key,
        year,
        measure,
    ) == [(Decimal(amount), source, fact, change)]


def test_the_arithmetic_of_an_implied_figure_can_be_read(warehouse):
    (row,) = warehouse(REAL)(
        "SELECT evidence, unit_printed, region_name, department_name FROM mart.department_year "
        "WHERE department_key = 'key-435' AND fiscal_year = 2024 AND measure = 'expenditure_total'"
    )
    assert row == ("2025: 20855000.00 + 666700.00 (text: 66.67万元)", "万元", "海港区", "数据和政务服务局")


def test_rows_are_unique_by_the_stated_key(warehouse):
    assert (
        warehouse(REAL)(
            "SELECT 1 FROM mart.department_year "
            "GROUP BY department_key, scope, subject_unit, kind, fiscal_year, measure HAVING count(*) > 1"
        )
        == []
    )


def one_department(disclosures, items=(), narrative=()):
    return {
        "core.dim_department": [NEW],
        "core.disclosure": disclosures,
        "core.fact_line_item": items,
        "core.fact_narrative": narrative,
    }


def figures(query, measure="expenditure_total"):
    return query(
        "SELECT scope, kind, fiscal_year, amount_yuan::INTEGER, source, fact_id FROM mart.department_year "
        "WHERE measure = ? ORDER BY ALL",
        measure,
    )


def test_a_change_of_both_sides_is_not_applied_to_two_different_totals(warehouse):
    query = warehouse(
        one_department(
            [disclosure("d", "130121", "dep-new", 2025)],
            narrative=[
                told("Ni", "d", "income_total", 2025, "100"),
                told("Ne", "d", "expenditure_total", 2025, "90", paragraph_no=2),
                told("Nc", "d", "change_total", 2025, "10", paragraph_no=2, prior_year=2024),
            ],
        )
    )
    assert figures(query) == [
        ("department", "budget", 2024, 80, "implied", "Ne"),
        ("department", "budget", 2025, 90, "narrative", "Ne"),
    ]
    assert figures(query, "income_total") == [("department", "budget", 2025, 100, "narrative", "Ni")]


def test_the_year_itself_beats_another_years_word_on_it(warehouse):
    query = warehouse(
        one_department(
            [disclosure("d24", "130121", "dep-new", 2024), disclosure("d25", "130121", "dep-new", 2025)],
            items=[
                line("L25", "d25", "expenditure", "100"),
                line("L25prior", "d25", "expenditure", "81", fiscal_year=2024, col_no=5),
            ],
            narrative=[
                told("N24", "d24", "expenditure_total", 2024, "80"),
                told("Nc", "d25", "change_total", 2025, "15", prior_year=2024),
            ],
        )
    )
    assert figures(query) == [
        ("department", "budget", 2024, 80, "narrative", "N24"),
        ("department", "budget", 2025, 100, "table", "L25"),
    ]


def test_a_prior_year_column_beats_a_stated_change_but_not_an_actual_one(warehouse):
    query = warehouse(
        one_department(
            [disclosure("d25", "130121", "dep-new", 2025)],
            items=[
                line("L25", "d25", "expenditure", "100"),
                line("L24", "d25", "expenditure", "81", fiscal_year=2024, col_no=5),
                line("L23", "d25", "expenditure", "70", fiscal_year=2023, col_no=6, phase="actual"),
            ],
            narrative=[told("Nc", "d25", "change_expenditure_total", 2025, "15", prior_year=2024)],
        )
    )
    assert figures(query) == [
        ("department", "budget", 2024, 81, "table", "L24"),
        ("department", "budget", 2025, 100, "table", "L25"),
    ]


def test_department_own_unit_and_final_accounts_stay_apart_and_old_versions_out(warehouse):
    disclosures = [
        disclosure("dep", "130121", "dep-new", 2025),
        disclosure("own", "130121", "dep-new", 2025, scope="own"),
        disclosure("unit", "130121", "dep-new", 2025, scope="unit", unit_code="431002", unit_name="中心"),
        disclosure("final", "130121", "dep-new", 2025, kind="final_accounts"),
        disclosure("older", "130121", "dep-new", 2025, scope="unit", unit_code="431003", is_current=False),
    ]
    items = [
        line(f"L{found['disclosure_id']}", found["disclosure_id"], "expenditure", str(amount))
        for amount, found in enumerate(disclosures, 100)
    ]
    items[3]["phase"] = "actual"
    assert figures(warehouse(one_department(disclosures, items))) == [
        ("department", "budget", 2025, 100, "table", "Ldep"),
        ("department", "final_accounts", 2025, 103, "table", "Lfinal"),
        ("own", "budget", 2025, 101, "table", "Lown"),
        ("unit", "budget", 2025, 102, "table", "Lunit"),
    ]


@pytest.mark.parametrize(
    ("measure", "label", "column_path"),
    [
        ("three_public_total", "“三公”经费小计", "资金性质/合计"),
        ("abroad", "一、因公出国（境）费", "资金性质/合计"),
        ("vehicle_total", "二、公务用车购置及运维费", "资金性质/合计"),
        ("vehicle_purchase", "其中：公务用车购置费", "资金性质/合计"),
        ("vehicle_operation", "2、公务用车运行维护费", "资金性质/合计"),
        ("reception", "三、公务接待费", "资金性质/合计"),
        ("three_public_total", "", '"三公"经费合计'),
        ("abroad", "", "因公出国(境)费"),
        ("vehicle_total", "", "公务用车购置及运行费/小计"),
        ("vehicle_purchase", "", "公务用车购置及运行费/公务用车购置费"),
        ("vehicle_operation", "", "公务用车购置及运行费/公务用车运行费"),
        ("reception", "", "公务接待费"),
        ("three_public_total", "", "“三公”经费财政拨款预算总额"),
        ("three_public_total", "", "财政拨款“三公”经费/合计/预算数"),
        ("vehicle_total", "", "“三公”经费/公务用车购置及运行维护费/小计"),
        ("reception", "", "财政拨款“三公”经费/公务接待费/预算数"),
        ("operating_cost", "", "机关运行经费预算数"),
        ("operating_cost", "机关运行经费", "2025年预算数"),
    ],
)
def test_items_of_three_public_are_found_in_rows_and_in_columns(warehouse, measure, label, column_path):
    cell = line("L1", "d", "three_public", "0.26", label=label, column_path=column_path, row_role="leaf")
    query = warehouse(one_department([disclosure("d", "130121", "dep-new", 2025)], [cell]))
    assert query("SELECT measure, source, fact_id FROM mart.department_year") == [(measure, "table", "L1")]


@pytest.mark.parametrize(("beside", "found"), [([], ["L1"]), (["gov_fund"], [])])
def test_the_total_row_of_three_public_is_the_whole_where_it_has_one_amount(warehouse, beside, found):
    """福州市商务局 2026: 合计 84.10 万元 in the one column 预算数 of 一般公共预算“三公”经费."""
    cells = [
        line(f"L{number}", "d", "three_public", "841000", column_path=fund, fund_source=fund, col_no=number)
        for number, fund in enumerate(["general_public", *beside], start=1)
    ]
    query = warehouse(one_department([disclosure("d", "130121", "dep-new", 2025)], cells))
    assert [fact for (fact,) in query("SELECT fact_id FROM mart.department_year")] == found


@pytest.mark.parametrize(
    ("fund", "column_path", "income"),
    [
        ("fiscal", "收入预算/财政拨款收入", "income_fiscal"),
        ("business", "其他资金收入/事业收入", "income_business"),
        ("operating", "事业单位经营收入", "income_operating"),
        ("superior", "上级补助收入", "income_superior"),
        ("affiliated", "附属单位上缴收入", "income_affiliated"),
        ("other", "本年收入/其他收入", "income_other"),
    ],
)
def test_each_kind_of_income_is_taken_from_the_table_before_the_text(warehouse, fund, column_path, income):
    column = line("L", "d", "income", "189767551", component=None, fund_source=fund, column_path=column_path)
    told_of = told("N", "d", income, 2025, "189767600", raw="18976.76万元")
    query = warehouse(one_department([disclosure("d", "130121", "dep-new", 2025)], [column], [told_of]))
    assert figures(query, income) == [("department", "budget", 2025, 189767551, "table", "L")]


def test_all_other_money_is_not_the_income_called_other(warehouse):
    row = line(
        "L", "d", "budget_summary", "900", component=None, flow="revenue", fund_source="other", label="二、其他资金"
    )
    query = warehouse(one_department([disclosure("d", "130121", "dep-new", 2025)], [row]))
    assert figures(query, "income_other") == []


@pytest.mark.parametrize("measure", ["personnel", "public_use"])
def test_parts_of_basic_expenditure_are_taken_from_the_general_public_budget_where_no_other_table_has_them(
    warehouse, measure
):
    cell = line("L1", "d", "general_public_expenditure", "5", component=measure)
    query = warehouse(one_department([disclosure("d", "130121", "dep-new", 2025)], [cell]))
    assert query("SELECT measure, fact_id FROM mart.department_year") == [(measure, "L1")]


def test_amounts_of_parts_are_no_headline_figures(warehouse):
    narrative = [
        told("N0", "d", "function_amount", 2025, "1"),
        told("N1", "d", "project_amount", 2025, "1"),
        told("N2", "d", "basic", 2025, "2", function_code="208"),
        told("N3", "d", "project", 2025, "3", project_id="P1"),
        told("N4", "d", "project", 2025, "4", paragraph_no=5),
        told("N5", "d", "project", 2025, "5", paragraph_no=6),
    ]
    query = warehouse(one_department([disclosure("d", "130121", "dep-new", 2025)], narrative=narrative))
    assert query("SELECT measure, fact_id FROM mart.department_year") == [("project", "N4")]


def test_a_stated_standstill_implies_the_year_before_in_the_unit_of_the_figure(warehouse):
    narrative = [
        told("N1", "d", "three_public_total", 2025, "40000", raw="4万元"),
        told("N2", "d", "change_three_public_total", 2025, "0", raw="持平", prior_year=2024),
    ]
    query = warehouse(one_department([disclosure("d", "130121", "dep-new", 2025)], narrative=narrative))
    assert query(
        "SELECT fiscal_year, measure, amount_yuan, source, unit_printed FROM mart.department_year ORDER BY 1, 2"
    ) == [
        (2024, "three_public_total", 40000, "implied", "万元"),
        (2025, "change_three_public_total", 0, "narrative", None),
        (2025, "three_public_total", 40000, "narrative", "万元"),
    ]


@pytest.mark.parametrize(
    ("printed", "raw", "earlier"),
    [
        # 普陀区规划和自然资源局 2024: 收入支出总计9859.38万元, 增加1062.85万元; its table of 本年支出 prints 9,759.38.
        ("98593800", "9859.38万元", []),
        ("97593800", "9759.38万元", [Decimal("86965300.00")]),
        ("97593900", "9759.39万元", [Decimal("86965300.00")]),  # one of the last digit
        ("97590000", "9759万元", [Decimal("86965300.00")]),  # rounded to 万元
        ("98590000", "9859万元", []),
    ],
)
def test_a_change_of_another_amount_than_the_tables_implies_nothing(warehouse, printed, raw, earlier):
    items = [line("L", "d", "expenditure", "97593800", unit_printed="万元")]
    narrative = [
        told("N", "d", "expenditure_total", 2025, printed, raw=raw),
        told("Nc", "d", "change_expenditure_total", 2025, "10628500", raw="1062.85万元", prior_year=2024),
    ]
    query = warehouse(one_department([disclosure("d", "130121", "dep-new", 2025)], items, narrative))
    assert query("SELECT amount_yuan FROM mart.department_year WHERE fiscal_year = 2024") == [
        (yuan,) for yuan in earlier
    ]


@pytest.mark.parametrize(
    ("change", "raw", "earlier"),
    [
        (
            "100040",
            "10.00万元",
            [(2024, 0, "implied")],
        ),  # 100000.00 元 printed as 10.00 万元 and more by less than half a digit
        ("100060", "10.01万元", []),
        ("14212500", "1421.25万元", []),
    ],
)
def test_a_change_above_the_amount_itself_implies_nothing(warehouse, change, raw, earlier):
    narrative = [
        told("N1", "d", "expenditure_gov_fund", 2025, "100000", raw="10万元"),
        told("N2", "d", "change_expenditure_gov_fund", 2025, change, raw=raw, prior_year=2024),
    ]
    query = warehouse(one_department([disclosure("d", "130121", "dep-new", 2025)], narrative=narrative))
    assert (
        query(
            "SELECT fiscal_year, amount_yuan::INTEGER, source FROM mart.department_year "
            "WHERE measure = 'expenditure_gov_fund' AND fiscal_year = 2024"
        )
        == earlier
    )


def yoy(query, year, key="key-431", measure="expenditure_total"):
    return query(
        "SELECT prior_year, prior_amount_yuan, change_yuan, change_percent, stated_change_yuan, comparable, reason "
        "FROM mart.yoy_department WHERE department_key = ? AND fiscal_year = ? AND measure = ?",
        key,
        year,
        measure,
    )


def test_yoy_against_an_implied_year_is_mapped(warehouse):
    (row,) = yoy(warehouse(REAL), 2025)
    assert row == (
        2024,
        Decimal("7598017.00"),
        Decimal("182940.46"),
        Decimal("2.4077"),
        Decimal("182940.46"),
        "mapped",
        "the year before is only implied by a stated change",
    )


EXECUTED = [
    # 杭州市交通运输局 2026: 政府性基金预算当年拨款221,670.92万元，比上年执行数增加188,485.40万元.
    told("N26", "d26", "expenditure_gov_fund", 2026, "2216709200", raw="221,670.92万元"),
    told("N26c", "d26", "change_expenditure_gov_fund", 2026, "1884854000", raw="188,485.40万元", prior_year=2025)
    | {"prior_phase": "actual"},
]
NO_EARLIER = "no figure of an earlier year"
AGAINST_EXECUTED = "budget against final accounts: the text compares with what was executed (执行数) only"


@pytest.mark.parametrize(
    ("kind", "narrative", "compared"),
    [
        ("budget", EXECUTED, (None, None, "no", f"{NO_EARLIER}; {AGAINST_EXECUTED}")),
        (
            "budget",
            [*EXECUTED, told("N25", "d25", "expenditure_gov_fund", 2025, "400000000", raw="40,000.00万元")],
            (Decimal(400000000), None, "yes", None),
        ),
        (
            "final_accounts",
            EXECUTED,
            (Decimal(331855200), Decimal(1884854000), "mapped", "the year before is only implied by a stated change"),
        ),
    ],
)
def test_a_change_against_what_was_executed_says_nothing_of_the_earlier_budget(warehouse, kind, narrative, compared):
    disclosures = [disclosure(f"d{year - 2000}", "130121", "dep-new", year, kind=kind) for year in (2025, 2026)]
    query = warehouse(one_department(disclosures, narrative=narrative))
    assert query(
        "SELECT prior_amount_yuan, stated_change_yuan, comparable, reason FROM mart.yoy_department "
        "WHERE measure = 'expenditure_gov_fund' AND fiscal_year = 2026"
    ) == [compared]
    (change,) = query("SELECT measure FROM mart.department_year WHERE fact_id = 'N26c'")
    assert change == ("change_expenditure_gov_fund" + ("_executed" if kind == "budget" else ""),)


def test_yoy_over_a_gap_is_not_comparable_and_says_so(warehouse):
    rows = {
        **REAL,
        "core.fact_narrative": [row for row in REAL["core.fact_narrative"] if row["narrative_id"] == "Nj21"],
    }
    (row,) = yoy(warehouse(rows), 2025)
    assert row == (
        2021,
        Decimal("5994100.00"),
        Decimal("1786857.46"),
        Decimal("29.8103"),
        None,
        "no",
        "other year: the latest earlier figure is of 2021; renamed: 行政审批局 is now 数据和政务服务局; "
        "source: table against narrative; unit: printed in 元 against 万元, so the change is rounded to 万元",
    )


def test_yoy_of_two_printed_years_of_one_name_is_comparable(warehouse):
    disclosures = [disclosure("d24", "130121", "dep-new", 2024), disclosure("d25", "130121", "dep-new", 2025)]
    items = [
        line("L24", "d24", "expenditure", "80", fiscal_year=2024),
        line("L25", "d25", "expenditure", "100"),
    ]
    query = warehouse(one_department(disclosures, items))
    assert yoy(query, 2025) == [(2024, 80, 20, 25, None, "yes", None)]
    assert yoy(query, 2024) == [(None, None, None, None, None, "no", "no figure of an earlier year")]


def test_yoy_says_when_carry_over_stands_in_one_year_only(warehouse):
    disclosures = [disclosure("d24", "130121", "dep-new", 2024), disclosure("d25", "130121", "dep-new", 2025)]
    items = [
        line("L24", "d24", "income", "0", fiscal_year=2024, component=None),
        line("L25", "d25", "income", "100", component=None),
        line("L25c", "d25", "income", "30", component=None, fund_source="carry_over", col_no=12),
    ]
    assert yoy(warehouse(one_department(disclosures, items)), 2025, measure="income_total") == [
        (2024, 0, 100, None, None, "mapped", "carry-over is included in 2025 only, as far as disclosed")
    ]


@pytest.mark.parametrize(
    ("change", "year_before", "reason"),
    [
        # 泉州市公安局本级 2026: 58341.63万元, 7600万元 of it carried over, 比上年增加 511.15万元.
        ("5111500", 578304800, "the year before is only implied by a stated change"),
        (None, None, "no figure of an earlier year"),
    ],
)
def test_yoy_says_nothing_of_carry_over_where_the_text_tells_the_change_or_no_year_is_compared(
    warehouse, change, year_before, reason
):
    items = [
        line("L", "d", "income", "583416300", component=None),
        line("Lc", "d", "income", "76000000", component=None, fund_source="carry_over", col_no=12),
    ]
    text = [told("N", "d", "change_income_total", 2025, change, prior_year=2024)] if change else []
    query = warehouse(one_department([disclosure("d", "130121", "dep-new", 2025)], items, text))
    ((_, amount, *_, said),) = yoy(query, 2025, measure="income_total")
    assert (amount, said) == (year_before, reason)


def test_yoy_does_not_compare_a_table_with_what_the_text_compares_with_another_amount(warehouse):
    # 北京市公安局交通管理局 2026: 支出预算529260.34万元，比2025年年初预算数547012.85万元减少17752.51万元, of which
    # 14,437 万元 are carried over to the next year (年终结转结余); its table prints 514,823.342892 as 本年支出合计.
    items = [line("L", "d", "expenditure", "5148233428.92")]
    narrative = [
        told("N", "d", "expenditure_total", 2025, "5292603400", raw="529260.34万元"),
        told("Np", "d", "expenditure_total", 2024, "5470128500", raw="547012.85万元"),
        told("Nc", "d", "change_expenditure_total", 2025, "-177525100", raw="17752.51万元", prior_year=2024),
    ]
    query = warehouse(one_department([disclosure("d", "130121", "dep-new", 2025)], items, narrative))
    ((*_, comparable, reason),) = yoy(query, 2025)
    assert comparable == "no"
    assert reason.startswith("different money: the text compares another amount of 2025 than the table prints; ")


def test_yoy_says_when_the_text_states_another_change(warehouse):
    disclosures = [disclosure("d24", "130121", "dep-new", 2024), disclosure("d25", "130121", "dep-new", 2025)]
    items = [line("L24", "d24", "expenditure", "8000", fiscal_year=2024), line("L25", "d25", "expenditure", "10000")]
    text = [told("N", "d25", "change_expenditure_total", 2025, "1000", prior_year=2024)]
    assert yoy(warehouse(one_department(disclosures, items, text)), 2025) == [
        (2024, 8000, 2000, 25, 1000, "mapped", "the text states another change: 1000.00")
    ]


@pytest.mark.parametrize(
    ("earlier", "reason"),
    [
        (
            {"kind": "final_accounts"},
            "no figure of an earlier year; budget against final accounts: 2024 is disclosed as final_accounts only",
        ),
        ({"scope": "own"}, "no figure of an earlier year; scope: 2024 is disclosed for own only"),
        (
            {"scope": "unit", "unit_code": "431002"},
            "no figure of an earlier year; scope: 2024 is disclosed for unit only",
        ),
    ],
)
def test_yoy_says_what_keeps_an_earlier_year_from_being_compared(warehouse, earlier, reason):
    disclosures = [
        disclosure("d24", "130121", "dep-new", 2024, **earlier),
        disclosure("d25", "130121", "dep-new", 2025),
        disclosure("f25", "130121", "dep-new", 2025, kind="final_accounts", scope="own"),
    ]
    items = [
        line("L24", "d24", "expenditure", "80", fiscal_year=2024)
        | {"phase": "actual" if "kind" in earlier else "budget"},
        line("L25", "d25", "expenditure", "100"),
    ]
    assert warehouse(one_department(disclosures, items))(
        "SELECT prior_amount_yuan, comparable, reason FROM mart.yoy_department "
        "WHERE fiscal_year = 2025 AND scope = 'department' AND measure = 'expenditure_total'"
    ) == [(None, "no", reason)]


def test_yoy_names_another_year_that_is_disclosed_otherwise(warehouse):
    disclosures = [
        disclosure("d22", "130121", "dep-new", 2022),
        disclosure("f24", "130121", "dep-new", 2024, kind="final_accounts"),
        disclosure("d25", "130121", "dep-new", 2025),
    ]
    items = [line("L22", "d22", "expenditure", "80", fiscal_year=2022), line("L25", "d25", "expenditure", "100")]
    ((prior_year, *_, comparable, reason),) = yoy(warehouse(one_department(disclosures, items)), 2025)
    assert (prior_year, comparable) == (2022, "no")
    assert reason == (
        "budget against final accounts: 2024 is disclosed as final_accounts only; "
        "other year: the latest earlier figure is of 2022"
    )


def test_the_total_of_accounts_is_that_of_this_year_alone_where_the_text_has_it(warehouse):
    """收、支总计 300, of which 本年支出合计 270; 收入合计 280. The change of 总计 is none of these."""
    query = warehouse(
        {
            "core.dim_department": [OLD],
            "core.disclosure": [disclosure("d", "130121", "dep-old", 2021, kind="final_accounts")],
            "core.fact_narrative": [
                told("N1", "d", "expenditure_total", 2021, "300", label="收、支总计", paragraph_no=1),
                told("N2", "d", "change_total", 2021, "20", label="收、支总计", paragraph_no=1, prior_year=2020),
                told("N3", "d", "income_total", 2021, "300", label="收入总计", paragraph_no=2),
                told("N4", "d", "income_total", 2021, "280", label="收入合计", paragraph_no=3),
                told("N5", "d", "expenditure_current_year", 2021, "270", label="本年支出合计", paragraph_no=4),
            ],
        }
    )
    found = query("SELECT fiscal_year, measure, amount_yuan, fact_id FROM mart.department_year ORDER BY ALL")
    assert [row for row in found if row[1].endswith("_total")] == [
        (2021, "change_total", Decimal(20), "N2"),
        (2021, "expenditure_total", Decimal(270), "N5"),
        (2021, "income_total", Decimal(280), "N4"),
    ]
