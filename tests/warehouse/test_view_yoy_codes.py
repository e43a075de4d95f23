"""mart.yoy_function and mart.yoy_economic: the same code a year earlier, and whether the comparison holds."""

from decimal import Decimal

import pytest
from synthetic import department, disclosure, line, told

OLD = department("old", "key-431", "130121", "行政审批局")
NEW = department("new", "key-431", "130121", "数据和政务服务局")


def spent(fact_id, disclosure_id, code, amount, **columns):
    return line(fact_id, disclosure_id, "general_public_expenditure", amount, function_code=code, label=code) | {
        "row_role": "leaf",
        "is_leaf": True,
        "level": (len(code) - 1) // 2,
        "row_no": 5,
        **columns,
    }


def total(fact_id, disclosure_id, amount, **columns):
    return line(fact_id, disclosure_id, "general_public_expenditure", amount, row_no=4, **columns)


BASE = {
    "core.dim_department": [OLD, NEW],
    "core.disclosure": [disclosure("d24", "130121", "new", 2024), disclosure("d25", "130121", "new", 2025)],
}
ITEMS = [
    total("T24", "d24", "8000000", fiscal_year=2024),
    spent("L24", "d24", "2010301", "2800000", fiscal_year=2024, proof="proven"),
    total("T25", "d25", "10000000"),
    spent("L25", "d25", "2010301", "3000000", proof="proven"),
]
SQL = (
    "SELECT fiscal_year, prior_year, amount_yuan, prior_amount_yuan, change_yuan, change_percent, prior_source, "
    "comparable, reason FROM mart.yoy_function WHERE function_code = ? AND fiscal_year = 2025 ORDER BY basis"
)


def test_two_disclosures_of_one_department(warehouse):
    query = warehouse(BASE | {"core.fact_line_item": ITEMS})
    # 200000 / 2800000 = 7.142857 %
    assert query(SQL, "2010301") == [
        (2025, 2024, Decimal(3000000), Decimal(2800000), Decimal(200000), Decimal("7.1429"), "table", "yes", None)
    ]
    assert query(
        "SELECT basis, share, prior_share, proven_share, prior_proven_share, fact_ids, prior_fact_ids "
        "FROM mart.yoy_function WHERE function_code = '2010301' AND fiscal_year = 2025"
    ) == [("general_public", Decimal(30), Decimal(35), Decimal(100), Decimal(100), ["L25"], ["L24"])]


def test_levels_that_are_summed_up_are_compared_and_say_so(warehouse):
    query = warehouse(BASE | {"core.fact_line_item": ITEMS})
    ((*_, comparable, reason),) = query(SQL, "201")
    assert (comparable, reason) == ("mapped", "summed from lower codes")


def test_a_renamed_department_a_renamed_code_and_another_unit_are_named(warehouse):
    names = [
        {"code": "2010301", "name": "机关运行", "level": 3, "valid_from": 2007, "is_official": True},
        {"code": "2010301", "name": "行政运行", "level": 3, "valid_from": 2025, "is_official": True},
    ]
    rows = {
        "core.disclosure": [disclosure("d24", "130121", "old", 2024), disclosure("d25", "130121", "new", 2025)],
        "core.dim_function": names,
        "core.fact_line_item": [*ITEMS[:1], ITEMS[1] | {"unit_printed": "万元"}, *ITEMS[2:]],
    }
    ((*_, comparable, reason),) = warehouse(BASE | rows)(SQL, "2010301")
    assert comparable == "mapped"
    assert reason == (
        "renamed: 行政审批局 is now 数据和政务服务局; renamed code: 机关运行 is now 行政运行; "
        "unit: printed in 元 against 万元, so the change is rounded to 万元"
    )


def test_a_prior_year_column_serves_where_no_disclosure_does(warehouse):
    reason = "the year before is only stated by another year's disclosure"
    items = [
        total("T25", "d25", "10000000"),
        spent("L25", "d25", "2010301", "3000000"),
        total("T24", "d25", "8000000", fiscal_year=2024, col_no=3),
        spent("L24", "d25", "2010301", "2500000", fiscal_year=2024, col_no=3),
    ]
    assert warehouse(BASE | {"core.fact_line_item": items})(SQL, "2010301") == [
        (2025, 2024, Decimal(3000000), Decimal(2500000), Decimal(500000), Decimal(20), "column", "mapped", reason)
    ]


def change(amount, raw, base="300万元", base_amount="3000000", proof="proven"):
    return [
        told("N1", "d25", "function_amount", 2025, base_amount, function_code="2010301", raw=base),
        told("N2", "d25", "change_function_amount", 2025, amount, function_code="2010301", raw=raw)
        | {"prior_year": 2024, "proof": proof},
    ]


@pytest.mark.parametrize(
    ("amount", "raw", "earlier"), [("3000040", "300.00万元", [2024, 0]), ("3000060", "300.01万元", [None, None])]
)
def test_a_stated_change_above_the_amount_itself_implies_nothing(warehouse, amount, raw, earlier):
    query = warehouse(BASE | {"core.fact_line_item": ITEMS[2:], "core.fact_narrative": change(amount, raw)})
    ((_, year, _, prior, *_),) = query(SQL, "2010301")
    assert [year, prior] == earlier


def test_a_stated_change_implies_the_year_before(warehouse):
    rows = {"core.fact_line_item": ITEMS[2:], "core.fact_narrative": change("-500000", "50万元")}
    query = warehouse(BASE | rows)
    ((*years, amount, prior, difference, percent, source, comparable, reason),) = query(SQL, "2010301")
    assert (years, source, comparable) == ([2025, 2024], "implied", "mapped")
    assert (amount, prior, difference, percent) == (3000000, 3500000, -500000, Decimal("-14.2857"))
    assert reason == (
        "the year before is only implied by a stated change; "
        "unit: printed in 元 against 万元, so the change is rounded to 万元"
    )
    assert query(
        "SELECT stated_change_yuan, prior_proven_share, prior_change_fact_id FROM mart.yoy_function "
        "WHERE function_code = '2010301'"
    ) == [(Decimal(-500000), Decimal(100), "N2")]


def test_a_change_against_what_was_executed_implies_no_budget(warehouse):
    first, second = change("-500000", "50万元")
    rows = {"core.fact_line_item": ITEMS[2:], "core.fact_narrative": [first, second | {"prior_phase": "actual"}]}
    ((_, prior_year, *_, comparable, reason),) = warehouse(BASE | rows)(SQL, "2010301")
    assert (prior_year, comparable) == (None, "no")
    assert reason == (
        "no figure of an earlier year; "
        "budget against final accounts: the text compares with what was executed (执行数) only"
    )


def test_a_change_of_another_amount_is_not_taken(warehouse):
    narrative = change("-500000", "50万元", base="290万元", base_amount="2900000")
    query = warehouse(BASE | {"core.fact_line_item": ITEMS[2:], "core.fact_narrative": narrative})
    ((_, prior_year, *_, reason),) = query(SQL, "2010301")
    assert (prior_year, reason) == (None, "no figure of an earlier year")


def test_a_change_belongs_to_one_basis_only(warehouse):
    every = [spent("A25", "d25", "2010301", "3000000", statement="expenditure", table_no=9)]
    rows = {"core.fact_line_item": ITEMS[2:] + every, "core.fact_narrative": change("-500000", "50万元")}
    assert warehouse(BASE | rows)(
        "SELECT basis, prior_source FROM mart.yoy_function WHERE function_code = '2010301' ORDER BY 1"
    ) == [("all_money", None), ("general_public", "implied")]


def test_a_code_of_another_name_whose_change_the_text_states_otherwise_is_another(warehouse):
    # 江苏省人民检察院: 2040405 公诉和审判监督 150.00 in 2017; in 2018 公诉、审判、侦查、执行等检察监督 1,895万元,
    # 减少134万元: 2040404 of 480.00, 2040406 of 100.00 and 2040499 of 1,299.00 went into it.
    names = [
        {"code": "2040405", "name": "公诉和审判监督", "level": 3, "valid_from": 2007, "is_official": True},
        {
            "code": "2040405",
            "name": "公诉、审判、侦查、执行等检察监督",
            "level": 3,
            "valid_from": 2025,
            "is_official": True,
        },
    ]
    items = [
        spent("L24", "d24", "2040405", "1500000", fiscal_year=2024),
        spent("L25", "d25", "2040405", "18950000"),
    ]
    narrative = [
        row | {"function_code": "2040405"}
        for row in change("-1340000", "134万元", base="1,895万元", base_amount="18950000")
    ]
    rows = {"core.dim_function": names, "core.fact_line_item": items, "core.fact_narrative": narrative}
    ((*_, prior_source, comparable, reason),) = warehouse(BASE | rows)(SQL, "2040405")
    assert (prior_source, comparable) == ("table", "no")
    assert reason.startswith("code of other content: its name changed and the text states another change; ")


def test_a_text_that_states_another_change_than_the_tables_is_named(warehouse):
    rows = {"core.fact_line_item": ITEMS, "core.fact_narrative": change("-500000", "50万元")}
    ((*_, prior_source, comparable, reason),) = warehouse(BASE | rows)(SQL, "2010301")
    assert (prior_source, comparable) == ("table", "mapped")
    assert reason == "the text states another change: -500000.00"


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        ([*ITEMS, spent("New", "d25", "2010399", "1")], "the table of 2024 does not have the code"),
        ([*ITEMS[2:], spent("New", "d25", "2010399", "1")], "no figure of an earlier year"),
    ],
)
def test_a_code_without_an_earlier_figure(warehouse, items, reason):
    ((_, prior_year, *_, comparable, said),) = warehouse(BASE | {"core.fact_line_item": items})(SQL, "2010399")
    assert (prior_year, comparable, said) == (None, "no", reason)


def test_a_year_between_is_not_skipped_in_silence(warehouse):
    rows = {"core.disclosure": [disclosure("d24", "130121", "new", 2022), BASE["core.disclosure"][1]]}
    items = [ITEMS[0] | {"fiscal_year": 2022}, ITEMS[1] | {"fiscal_year": 2022}, *ITEMS[2:]]
    ((_, prior_year, *_, comparable, reason),) = warehouse(BASE | rows | {"core.fact_line_item": items})(SQL, "2010301")
    assert (prior_year, comparable, reason) == (2022, "no", "other year: the latest earlier figure is of 2022")


def test_a_department_is_never_compared_with_its_own_or_a_unit(warehouse):
    rows = {
        "core.disclosure": [
            disclosure("d24", "130121", "new", 2024, scope="own"),
            disclosure("u24", "130121", "new", 2024, scope="unit", unit_code="431002"),
            disclosure("d25", "130121", "new", 2025),
        ],
        "core.fact_line_item": [*ITEMS, spent("U", "u24", "2010301", "9", fiscal_year=2024)],
    }
    assert warehouse(BASE | rows)(
        "SELECT scope, subject_unit, amount_yuan, prior_year, reason FROM mart.yoy_function "
        "WHERE function_code = '2010301' ORDER BY 1"
    ) == [
        (
            "department",
            "",
            Decimal(3000000),
            None,
            "no figure of an earlier year; scope: 2024 is disclosed for own only",
        ),
        ("own", "", Decimal(2800000), None, "no figure of an earlier year"),
        ("unit", "431002", Decimal(9), None, "no figure of an earlier year"),
    ]


def test_a_code_that_holds_other_money_since_a_reform_is_mapped(warehouse):
    moved = {"classification": "function", "code": "2010301", "fiscal_year": 2025, "reason": "takes in 事业运行"}
    rows = BASE | {"core.fact_line_item": ITEMS}
    ((*_, comparable, reason),) = warehouse(rows | {"core.dim_code_break": [moved]})(SQL, "2010301")
    assert (comparable, reason) == ("mapped", "code of other content since 2025: takes in 事业运行")


def test_a_reform_before_both_years_or_after_them_changes_nothing(warehouse):
    breaks = [
        {"classification": "function", "code": "2010301", "fiscal_year": year, "reason": "moved"}
        for year in (2018, 2024, 2026)
    ]
    rows = BASE | {"core.fact_line_item": ITEMS, "core.dim_code_break": breaks}
    ((*_, comparable, reason),) = warehouse(rows)(SQL, "2010301")
    assert (comparable, reason) == ("yes", None)


def test_carry_over_in_one_year_only_is_named(warehouse):
    def every(fact_id, disclosure_id, year):
        return spent(fact_id, disclosure_id, "2010301", "5", statement="expenditure", fiscal_year=year)

    carried = line("C", "d25", "income", "5", fund_source="carry_over", component=None, table_no=2)
    rows = {"core.fact_line_item": [every("L24", "d24", 2024), every("L25", "d25", 2025), carried]}
    ((*_, comparable, reason),) = warehouse(BASE | rows)(SQL, "2010301")
    assert (comparable, reason) == ("mapped", "carry-over is included in 2025 only, as far as disclosed")


def test_economic_classes_have_bases_of_their_own(warehouse):
    def wages(fact_id, disclosure_id, amount, year, **columns):
        return line(fact_id, disclosure_id, "basic_by_economic", amount, fiscal_year=year, economic_code="30101") | {
            "row_role": "leaf",
            "is_leaf": True,
            "component": "basic",
            "fund_source": "general_public",
            **columns,
        }

    items = [
        wages("E24", "d24", "100", 2024),
        wages("E25", "d25", "110", 2025),
        wages("P25", "d25", "60", 2025, component="personnel", col_no=5),
        wages("S25", "d25", "150", 2025, statement="economic_summary", component="total", fund_source="total")
        | {"table_no": 7},
    ]
    assert warehouse(BASE | {"core.fact_line_item": items})(
        "SELECT basis, prior_amount_yuan, amount_yuan, change_percent, comparable FROM mart.yoy_economic "
        "WHERE economic_code = '30101' AND fiscal_year = 2025 ORDER BY basis"
    ) == [
        ("all_money", None, Decimal(150), None, "no"),
        ("general_public_basic", Decimal(100), Decimal(110), Decimal(10), "yes"),
    ]


NUMBERED = {
    "core.dim_economic": [
        {"code": "30202", "name": "印刷费", "level": 2, "is_official": True},
        {"code": "30203", "name": "咨询费", "level": 2, "is_official": True},
        {"code": "30231", "name": "公务用车运行维护费", "level": 2, "is_official": True},
    ]
}


@pytest.mark.parametrize(
    ("code", "before", "now", "comparable", "reason"),
    [
        ("30202", "印刷费", "印刷费", "yes", None),
        # Names cut short by their cells and with another ordinal are spellings.
        ("30231", "公务用车运行", "（一）公务用车运行维护费", "yes", None),
        # 30202 is 印刷费: one of the years counts the codes otherwise.
        (
            *("30202", "印刷费", "咨询费", "no"),
            "code of other content: printed as 咨询费, the year before as 印刷费",
        ),
        (
            *("30202", "咨询费", "咨询费", "mapped"),
            "the department numbers otherwise: the code is printed as 咨询费",
        ),
        # A name that no list has: the code may have been renamed.
        ("30202", "印刷费", "资料费", "mapped", "renamed code: printed as 资料费, the year before as 印刷费"),
    ],
)
def test_the_names_that_the_tables_print_tell_of_another_code(warehouse, code, before, now, comparable, reason):
    def item(fact_id, disclosure_id, name, year):
        return line(fact_id, disclosure_id, "basic_by_economic", "20000", fiscal_year=year) | {
            "axis": "economic",
            "economic_code": code,
            "label": name,
            "component": "basic",
            "fund_source": "general_public",
            "row_role": "leaf",
            "is_leaf": True,
        }

    items = [item("L24", "d24", before, 2024), item("L25", "d25", now, 2025)]
    assert warehouse(BASE | NUMBERED | {"core.fact_line_item": items})(
        "SELECT comparable, reason FROM mart.yoy_economic WHERE economic_code = ? AND fiscal_year = 2025", code
    ) == [(comparable, reason)]
