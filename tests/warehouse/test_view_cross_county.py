"""mart.cross_county_function, with figures of two real bureaus of one year and a third made up."""

from decimal import Decimal

from synthetic import department, disclosure, line

A = department("a", "key-a", "130121", "数据和政务服务局")
B = department("b", "key-b", "130302", "数据和政务服务局")
C = department("c", "key-c", "410726", "政务服务中心")


def row(fact_id, disclosure_id, code, amount, row_no, **columns):
    level = (len(code) - 1) // 2
    return line(fact_id, disclosure_id, "expenditure", amount, row_no=row_no, function_code=code, label=code) | {
        "row_role": "leaf" if level == 3 else "subtotal",
        "is_leaf": level == 3,
        "level": level,
        **columns,
    }


# 一般公共服务支出 and 行政运行 of two counties in 2025 (元 and 万元); the third prints 项 only.
A_ROWS = [
    line("La", "a25", "expenditure", "7780957.46", row_no=3),
    row("La1", "a25", "201", "6604266.00", 4),
    row("La2", "a25", "20103", "6604266.00", 5, parent_row_no=4),
    row("La3", "a25", "2010301", "3019236.00", 6, parent_row_no=5),
    row("La4", "a25", "2010301", "1871244.00", 6, parent_row_no=5, component="basic", col_no=5),
    row("La5", "a25", "208", "543670.18", 7),
]
B_ROWS = [
    line("Lb", "b25", "expenditure", "20855000", row_no=3),
    row("Lb1", "b25", "201", "18536100", 4),
    row("Lb2", "b25", "20103", "11036100", 5, parent_row_no=4),
    row("Lb3", "b25", "2010301", "8576100", 6, parent_row_no=5),
]
C_ROWS = [
    line("Lc", "c25", "expenditure", "4000000", row_no=3),
    row("Lc1", "c25", "2010301", "1000000", 4),
    row("Lc2", "c25", "2010302", "2000000", 5),
]
TWO = {
    "core.dim_department": [A, B],
    "core.dim_function": [
        {"code": "201", "name": "一般公共服务支出", "level": 1, "is_official": False},
        {"code": "2010301", "name": "行政运行(旧)", "level": 3, "valid_from": 2007, "is_official": False},
        {"code": "2010301", "name": "行政运行", "level": 3, "valid_from": 2020, "is_official": True},
    ],
    "core.disclosure": [disclosure("a25", "130121", "a", 2025), disclosure("b25", "130302", "b", 2025)],
    "core.fact_line_item": A_ROWS + B_ROWS,
}
THREE = TWO | {
    "core.dim_department": [A, B, C],
    "core.disclosure": [*TWO["core.disclosure"], disclosure("c25", "410726", "c", 2025)],
    "core.fact_line_item": A_ROWS + B_ROWS + C_ROWS,
}


def compared(query, code):
    return query(
        "SELECT department_key, amount_yuan, share, peers, peers_with_code, peer_median_yuan, peer_median_share, "
        "rank, share_rank, comparable, reason FROM mart.cross_county_function WHERE function_code = ? ORDER BY 1",
        code,
    )


def test_amount_share_median_and_rank(warehouse):
    # 6604266 / 7780957.46 = 84.8773 %, 18536100 / 20855000 = 88.8808 %; medians of two are their means.
    median, median_share = Decimal("12570183.00"), Decimal("86.8791")
    assert compared(warehouse(TWO), "201") == [
        ("key-a", Decimal("6604266.00"), Decimal("84.8773"), 2, 2, median, median_share, 2, 2, "yes", None),
        ("key-b", Decimal("18536100.00"), Decimal("88.8808"), 2, 2, median, median_share, 1, 1, "yes", None),
    ]


def test_basic_expenditure_is_not_added_to_the_total(warehouse):
    query = warehouse(TWO)
    assert query(
        "SELECT amount_yuan, fact_ids, function_name, level FROM mart.cross_county_function "
        "WHERE function_code = '2010301' AND department_key = 'key-a'"
    ) == [(Decimal("3019236.00"), ["La3"], "行政运行", 3)]


def test_a_code_without_a_peer_is_not_comparable(warehouse):
    ((*_, comparable, reason),) = compared(warehouse(TWO), "208")
    assert (comparable, reason) == ("no", "no peer spends on this code")


def test_levels_that_a_form_does_not_print_are_summed_from_below(warehouse):
    query = warehouse(THREE)
    rows = compared(query, "201")
    assert [(row[0], row[1], row[9], row[10]) for row in rows] == [
        ("key-a", Decimal("6604266.00"), "mapped", "summed from lower codes somewhere in the group"),
        ("key-b", Decimal("18536100.00"), "mapped", "summed from lower codes somewhere in the group"),
        ("key-c", Decimal("3000000.00"), "mapped", "summed from lower codes somewhere in the group"),
    ]
    assert {row[5] for row in rows} == {Decimal("6604266.00")}
    assert query(
        "SELECT fact_ids FROM mart.cross_county_function WHERE function_code = '20103' AND department_key = 'key-c'"
    ) == [(["Lc1", "Lc2"],)]


def test_a_department_is_never_added_to_its_own_and_units(warehouse):
    rows = dict(TWO)
    rows["core.disclosure"] = [*TWO["core.disclosure"], disclosure("a25own", "130121", "a", 2025, scope="own")]
    rows["core.fact_line_item"] = [*A_ROWS, *B_ROWS, row("Lown", "a25own", "201", "5", 4)]
    found = compared(warehouse(rows), "201")
    assert [(row[0], row[1], row[3]) for row in found] == [
        ("key-a", Decimal("6604266.00"), 2),
        ("key-b", Decimal("18536100.00"), 2),
    ]


def test_an_own_disclosure_alone_is_shown_and_not_compared(warehouse):
    rows = dict(TWO)
    rows["core.disclosure"] = [
        disclosure("a25", "130121", "a", 2025, scope="own"),
        disclosure("b25", "130302", "b", 2025),
    ]
    found = {row[0]: row[9:] for row in compared(warehouse(rows), "201")}
    assert found == {
        "key-a": ("no", "scope: only own is disclosed, not the whole department"),
        "key-b": ("no", "no peer is disclosed for this year"),
    }


def test_rows_of_several_units_are_added_and_nested_rows_of_one_code_are_not(warehouse):
    items = [
        line("L0", "a25", "expenditure", "30", row_no=1),
        row("L1", "a25", "2010301", "10", 2, unit_code="431001"),
        row("L2", "a25", "2010301", "20", 3, unit_code="431002", is_leaf=False, row_role="subtotal"),
        row("L3", "a25", "2010301", "20", 4, unit_code="431002", economic_code="30101", parent_row_no=3),
    ]
    query = warehouse(TWO | {"core.fact_line_item": items})
    assert query(
        "SELECT amount_yuan, share, fact_ids FROM mart.cross_county_function WHERE function_code = '2010301'"
    ) == [(Decimal("30.00"), Decimal("100.0000"), ["L1", "L2"])]


def test_inferred_codes_and_carry_over_are_named(warehouse):
    items = [
        line("L0", "a25", "expenditure", "30", row_no=1),
        row("L1", "a25", "201", "30", 2, function_code=None, function_code_inferred="201"),
        line("L2", "a25", "income", "5", fund_source="carry_over", component=None, table_no=2),
    ]
    found = {row[0]: row[9:] for row in compared(warehouse(TWO | {"core.fact_line_item": items + B_ROWS}), "201")}
    by_name = "code found by its name somewhere in the group"
    assert found == {
        "key-a": ("mapped", f"{by_name}; carry-over is included, unlike in some of the group"),
        "key-b": ("mapped", f"{by_name}; carry-over is not included, unlike in some of the group"),
    }


def test_the_general_public_budget_is_a_basis_of_its_own(warehouse):
    items = [
        *A_ROWS,
        row("Lg", "b25", "201", "7", 4, statement="general_public_expenditure", fund_source="general_public"),
    ]
    query = warehouse(TWO | {"core.fact_line_item": items})
    assert query(
        "SELECT department_key, basis, comparable, share FROM mart.cross_county_function WHERE function_code = '201' "
        "ORDER BY 1"
    ) == [("key-a", "all_money", "no", Decimal("84.8773")), ("key-b", "general_public", "no", None)]
