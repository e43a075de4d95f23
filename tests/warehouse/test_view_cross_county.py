"""mart.cross_county_function, with figures of two real bureaus of one year and a third made up."""

from decimal import Decimal

from synthetic import department, disclosure, line, told

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
    ((*_, median, median_share, rank, share_rank, comparable, reason),) = compared(warehouse(TWO), "208")
    assert (median, median_share, rank, share_rank) == (None, None, None, None)
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
    found = {row[0]: row[5:] for row in compared(warehouse(rows), "201")}
    assert found == {
        "key-a": (*[None] * 4, "no", "scope: only own is disclosed, not the whole department"),
        "key-b": (*[None] * 4, "no", "no peer is disclosed for this year"),
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


def test_a_department_of_no_known_region_makes_its_group_comparable_by_assumption_only(warehouse):
    rows = {
        "core.dim_department": [A, department("b", "key-b", None, "数据和政务服务局")],
        "core.disclosure": [disclosure("a25", "130121", "a", 2025), disclosure("b25", None, "b", 2025)],
    }
    query = warehouse(TWO | rows)
    reason = "a region of the group is not identified, so that its level of government is not known"
    asked = "SELECT disclosure_id, comparable, reason FROM mart.{} ORDER BY 1"
    for view in (
        "cross_county_function WHERE function_code = '2010301'",
        "cross_county_department WHERE measure = 'expenditure_total'",
    ):
        assert query(asked.format(view)) == [("a25", "mapped", reason), ("b25", "mapped", reason)]


def test_a_city_beside_a_county_is_comparable_by_assumption_only(warehouse):
    rows = {
        "core.dim_region": [
            {"region_code": "130121", "name": "井陉县", "level": "county"},
            {"region_code": "130300", "name": "秦皇岛市", "level": "prefecture"},
        ],
        "core.dim_department": [A, department("b", "key-b", "130300", "数据和政务服务局")],
        "core.disclosure": [disclosure("a25", "130121", "a", 2025), disclosure("b25", "130300", "b", 2025)],
    }
    query = warehouse(TWO | rows)
    reasons = [
        ("a25", "mapped", "levels of government differ in the group: here county"),
        ("b25", "mapped", "levels of government differ in the group: here prefecture"),
    ]
    asked = "SELECT disclosure_id, comparable, reason FROM mart.{} ORDER BY 1"
    assert query(asked.format("cross_county_function WHERE function_code = '2010301'")) == reasons
    assert query(asked.format("cross_county_department WHERE measure = 'expenditure_total'")) == reasons


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


def test_a_peer_of_another_year_is_shown_beside_and_counts_in_nothing(warehouse):
    rows = dict(THREE)
    rows["core.disclosure"] = [*TWO["core.disclosure"], disclosure("c25", "410726", "c", 2023)]
    rows["core.fact_line_item"] = [*A_ROWS, *B_ROWS, *[item | {"fiscal_year": 2023} for item in C_ROWS]]
    query = warehouse(rows)
    beside = "other year: the nearest figure is of 2023"
    # 3019236 and 8576100 make the median; 1000000 of 4000000 of 2023 stands beside them.
    assert query(
        "SELECT department_key, amount_year, amount_yuan, share, peers, peers_with_code, peer_median_yuan, rank, "
        "comparable, reason FROM mart.cross_county_function WHERE function_code = '2010301' AND fiscal_year = 2025 "
        "ORDER BY 1"
    ) == [
        ("key-a", 2025, Decimal(3019236), Decimal("38.8029"), 2, 2, Decimal(5797668), 2, "yes", None),
        ("key-b", 2025, Decimal(8576100), Decimal("41.1225"), 2, 2, Decimal(5797668), 1, "yes", None),
        ("key-c", 2023, Decimal(1000000), Decimal(25), 2, 2, Decimal(5797668), None, "no", beside),
    ]
    # A code that nobody spends on in the year is not shown with another year's.
    assert query("SELECT fiscal_year FROM mart.cross_county_function WHERE function_code = '2010302' ORDER BY 1") == [
        (2023,)
    ]


def test_how_much_of_a_group_is_proven(warehouse):
    proven = [item | {"proof": "proven"} for item in A_ROWS]
    # 6604266 of 6604266 + 18536100 = 26.2696 %
    assert warehouse(TWO | {"core.fact_line_item": proven + B_ROWS})(
        "SELECT department_key, proven_share, peer_proven_share, ratio_to_median FROM mart.cross_county_function "
        "WHERE function_code = '201' ORDER BY 1"
    ) == [
        ("key-a", Decimal(100), Decimal("26.2696"), Decimal("52.5391")),
        ("key-b", Decimal(0), Decimal("26.2696"), Decimal("147.4609")),
    ]


def test_economic_classes_of_two_counties(warehouse):
    def basic(fact_id, disclosure_id, amount, code=None):
        leaf = {"row_role": "leaf", "is_leaf": True, "row_no": 5} if code else {}
        return line(fact_id, disclosure_id, "basic_by_economic", amount, economic_code=code) | {
            "component": "basic",
            "fund_source": "general_public",
            **leaf,
        }

    items = [
        basic("A0", "a25", "5084965.46"),
        basic("A1", "a25", "1665696.00", "30101"),
        basic("B0", "b25", "10895000"),
        basic("B1", "b25", "2575900", "30101"),
    ]
    # 1665696 / 5084965.46 = 32.7573 %, 2575900 / 10895000 = 23.6430 %
    assert warehouse(TWO | {"core.fact_line_item": items})(
        "SELECT department_key, basis, amount_yuan, share, rank, share_rank, comparable "
        "FROM mart.cross_county_economic WHERE economic_code = '30101' ORDER BY 1"
    ) == [
        ("key-a", "general_public_basic", Decimal(1665696), Decimal("32.7573"), 2, 1, "yes"),
        ("key-b", "general_public_basic", Decimal(2575900), Decimal("23.6430"), 1, 2, "yes"),
    ]


HEADLINES = [
    line("La", "a25", "expenditure", "7780957.46"),
    line("Lap", "a25", "expenditure", "2695992.00", component="project", col_no=6, proof="proven"),
    line("Lb", "b25", "expenditure", "20855000"),
    line("Lbp", "b25", "expenditure", "9960000", component="project", col_no=6, proof="disputed"),
]


def headlines(query, measure, year=2025):
    return query(
        "SELECT department_key, amount_year, amount_yuan, share, peers, peers_with_figure, peer_median_yuan, rank, "
        "share_rank, comparable, reason FROM mart.cross_county_department WHERE measure = ? AND fiscal_year = ? "
        "ORDER BY 1",
        measure,
        year,
    )


def test_headline_figures_of_two_counties(warehouse):
    query = warehouse(TWO | {"core.fact_line_item": HEADLINES})
    disputed = "the amount is disputed"
    # 2695992 / 7780957.46 = 34.6486 %, 9960000 / 20855000 = 47.7583 %
    assert headlines(query, "project") == [
        ("key-a", 2025, Decimal(2695992), Decimal("34.6486"), 2, 2, Decimal(6327996), 2, 2, "yes", None),
        ("key-b", 2025, Decimal(9960000), Decimal("47.7583"), 2, 2, Decimal(6327996), 1, 1, "mapped", disputed),
    ]
    assert query("SELECT DISTINCT peer_proven_share FROM mart.cross_county_department WHERE measure = 'project'") == [
        (Decimal(50),)
    ]


def test_a_headline_of_another_year_stands_beside(warehouse):
    rows = dict(THREE)
    rows["core.disclosure"] = [*TWO["core.disclosure"], disclosure("c25", "410726", "c", 2024)]
    rows["core.fact_line_item"] = [*HEADLINES, line("Lc", "c25", "expenditure", "4212900", fiscal_year=2024)]
    *_, beside = headlines(warehouse(rows), "expenditure_total")
    assert beside[:4] == ("key-c", 2024, Decimal(4212900), Decimal(100))
    assert beside[4:9] == (2, 2, Decimal("14317978.73"), None, None)
    assert beside[9:] == ("no", "other year: the nearest figure is of 2024")


def test_headlines_of_a_department_are_never_added_to_its_own_and_units(warehouse):
    rows = dict(TWO)
    rows["core.disclosure"] = [
        *TWO["core.disclosure"],
        disclosure("a25own", "130121", "a", 2025, scope="own"),
        disclosure("b25unit", "130302", "b", 2025, scope="unit", unit_code="435002"),
    ]
    extra = [line("Lo", "a25own", "expenditure", "5"), line("Lu", "b25unit", "expenditure", "6")]
    found = headlines(warehouse(rows | {"core.fact_line_item": HEADLINES + extra}), "expenditure_total")
    assert [(row[0], row[2], row[4]) for row in found] == [
        ("key-a", Decimal("7780957.46"), 2),
        ("key-b", Decimal("20855000.00"), 2),
    ]


def test_an_implied_headline_makes_its_group_mapped(warehouse):
    narrative = [
        told("N1", "a25", "expenditure_total", 2025, "7780957.46"),
        told("N2", "a25", "change_expenditure_total", 2025, "182940.46", prior_year=2024),
    ]
    rows = TWO | {"core.fact_line_item": HEADLINES, "core.fact_narrative": narrative}
    (alone, beside) = headlines(warehouse(rows), "expenditure_total", 2024)
    (key, year, amount, share, *_, median, rank, share_rank, comparable, reason) = alone
    assert (key, year, amount, comparable) == ("key-a", 2024, Decimal("7598017.00"), "no")
    assert (share, median, rank, share_rank) == (Decimal(100), None, None, None)
    assert reason.startswith("no peer is disclosed for this year; a figure of the group is only implied")
    assert beside[:3] == ("key-b", 2025, Decimal(20855000))


def test_a_figure_of_a_text_beside_one_of_a_table_is_not_plainly_comparable(warehouse):
    rows = {
        "core.dim_department": [A, B],
        "core.disclosure": TWO["core.disclosure"],
        "core.fact_line_item": [line("La", "a25", "expenditure", "600", component="basic")],
        "core.fact_narrative": [told("Nb", "b25", "basic", 2025, "500")],
    }
    reason = "a figure of the group is of a text, which does not say what money it covers"
    assert warehouse(rows)(
        "SELECT amount_yuan, comparable, reason FROM mart.cross_county_department WHERE measure = 'basic' ORDER BY 1"
    ) == [(500, "mapped", reason), (600, "mapped", reason)]


def test_a_code_that_a_peer_prints_under_the_name_of_another_is_in_no_rank_and_median(warehouse):
    rows = THREE | {"core.dim_function": [*TWO["core.dim_function"]]}
    rows["core.dim_function"].append({"code": "2010350", "name": "事业运行", "level": 3, "is_official": True})
    renamed = {"La3": "行政运行", "Lb3": "事业运行", "Lc1": "行政运行"}
    rows["core.fact_line_item"] = [
        item | {"axis": "function", "label": renamed.get(item["line_item_id"], item["label"])}
        for item in rows["core.fact_line_item"]
    ]
    # The mean of 3019236 and 1000000; B's 8576100 is of another code.
    assert warehouse(rows)(
        "SELECT department_key, amount_yuan, peer_median_yuan, rank, comparable, reason "
        "FROM mart.cross_county_function WHERE function_code = '2010301' ORDER BY 1"
    ) == [
        ("key-a", Decimal(3019236), Decimal("2009618.00"), 1, "yes", None),
        (
            *("key-b", Decimal(8576100), None, None, "no"),
            "code of other content: printed as 事业运行, which is 2010350",
        ),
        ("key-c", Decimal(1000000), Decimal("2009618.00"), 2, "yes", None),
    ]
