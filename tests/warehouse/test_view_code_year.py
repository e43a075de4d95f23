"""mart.code_year: which cells of a table make the amount of a code."""

from decimal import Decimal

import pytest
from synthetic import department, disclosure, line

BASE = {
    "core.dim_department": [department("a", "key-a", "310107", "社会工作部")],
    "core.disclosure": [disclosure("a24", "310107", "a", 2025)],
}
SQL = "SELECT code, amount_yuan, total_yuan, fact_ids FROM mart.code_year ORDER BY code"


def basic(fact_id, row_no, col_no, code, amount, label=None, **columns):
    return line(fact_id, "a24", "basic_by_economic", amount, row_no=row_no, col_no=col_no) | {
        "economic_code": code,
        "label": label or code,
        "component": "basic",
        "fund_source": "general_public",
        "row_role": "leaf" if code is None or len(code) > 3 else "subtotal",
        "is_leaf": code is None or len(code) > 3,
        **columns,
    }


# A form of 决算 prints personnel left and public use right, and no total of both.
PANELS = [
    basic("L1", 2, 3, "301", "953600"),
    basic("L2", 3, 3, "30101", "953600"),
    basic("R1", 2, 6, "302", "102300"),
    basic("R2", 3, 6, "30201", "102300"),
    basic("L9", 40, 3, None, "953600", "人员经费合计"),
    basic("R9", 40, 6, None, "102300", "公用经费合计"),
]


def test_panels_side_by_side_count_both(warehouse):
    total = Decimal(1055900)
    assert warehouse(BASE | {"core.fact_line_item": PANELS})(SQL) == [
        ("301", Decimal(953600), total, ["L1"]),
        ("30101", Decimal(953600), total, ["L2"]),
        ("302", Decimal(102300), total, ["R1"]),
        ("30201", Decimal(102300), total, ["R2"]),
    ]


def test_a_second_column_of_totals_counts_for_nothing(warehouse):
    items = [
        basic("T", 1, 3, None, "30", "合计", row_role="total", is_leaf=False),
        basic("A", 2, 3, "30101", "10"),
        basic("B", 3, 3, "30102", "20"),
        basic("A2", 2, 4, "30101", "10"),
        # Printed in the second column only: it is no part of the first.
        basic("C2", 4, 4, "30103", "5"),
    ]
    found = warehouse(BASE | {"core.fact_line_item": items})(SQL)
    assert [(code, ids) for code, _, _, ids in found if len(code) == 5] == [("30101", ["A"]), ("30102", ["B"])]
    assert {total for _, _, total, _ in found} == {Decimal(30)}


@pytest.mark.parametrize(("extra", "total"), [("0", Decimal(953600)), ("500000", None)])
def test_a_total_that_is_not_printed_is_the_sum_of_leaves_or_unknown(warehouse, extra, total):
    items = [basic("L2", 3, 3, "30101", "953600"), basic("X", 4, 3, None, extra, "其他")]
    assert {row[2] for row in warehouse(BASE | {"core.fact_line_item": items})(SQL)} == {total}


def test_the_widest_scope_of_a_year_is_marked(warehouse):
    rows = BASE | {
        "core.disclosure": [*BASE["core.disclosure"], disclosure("own", "310107", "a", 2025, scope="own")],
        "core.fact_line_item": [basic("L", 3, 3, "30101", "9"), basic("O", 3, 3, "30101", "4", disclosure_id="own")],
    }
    rows["core.fact_line_item"][1] |= {"document_id": "doc-own"}
    assert warehouse(rows)(
        "SELECT scope, is_widest, amount_yuan FROM mart.code_year WHERE code = '30101' ORDER BY 1"
    ) == [("department", True, 9), ("own", False, 4)]


NAMES = {
    "core.dim_economic": [
        {"code": "301", "name": "工资福利支出", "level": 1, "is_official": True},
        {"code": "30101", "name": "基本工资", "level": 2, "is_official": True},
        {"code": "30202", "name": "印刷费", "level": 2, "is_official": True},
        {"code": "30203", "name": "咨询费", "level": 2, "is_official": True},
        {"code": "30211", "name": "差旅费", "level": 2, "is_official": True},
    ]
}


@pytest.mark.parametrize(
    ("code", "label", "other"),
    [
        ("30202", "印刷费", None),
        ("30202", "咨询费", "30203"),
        ("30202", "资料费", None),  # no other code's name
        ("3021101", "差旅费", None),  # a local code under 30211
    ],
)
def test_a_code_with_the_name_of_another_one_is_marked(warehouse, code, label, other):
    items = [basic("L1", 2, 3, code, "20000", label, axis="economic")]
    assert warehouse(BASE | NAMES | {"core.fact_line_item": items})(
        "SELECT printed_name, other_code FROM mart.code_year WHERE code = ?", code
    ) == [(label, other)]


def test_economic_codes_before_their_renumbering_have_names_of_their_own(warehouse):
    rows = BASE | NAMES | {"core.disclosure": [disclosure("a24", "310107", "a", 2017)]}
    rows["core.fact_line_item"] = [basic("L1", 2, 3, "30202", "20000", "咨询费", axis="economic", fiscal_year=2017)]
    assert warehouse(rows)("SELECT printed_name, other_code FROM mart.code_year WHERE code = '30202'") == [
        ("咨询费", None)
    ]


def test_the_usual_printed_name_of_a_year_and_the_others(warehouse):
    rows = BASE | NAMES
    rows["core.disclosure"] = [disclosure(key, "310107", "a", 2025) for key in ("x", "y", "z", "w")]
    labels = {"x": "印刷费", "y": "印刷费", "z": "（二）印刷费", "w": "咨询费"}
    rows["core.fact_line_item"] = [
        basic(f"L{key}", 2, 3, "30202", "1", label, axis="economic", disclosure_id=key) for key, label in labels.items()
    ]
    assert warehouse(rows)(
        "SELECT code, name, printed_name, disclosures, other_names FROM mart.code_name "
        "WHERE classification = 'economic' AND code IN ('30202', '30203') ORDER BY code"
    ) == [("30202", "印刷费", "印刷费", 2, ["咨询费"]), ("30203", "咨询费", None, None, None)]
