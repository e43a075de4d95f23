"""The rules on tables: identities, units, codes, tables that are missing or empty."""

from decimal import Decimal

import pytest
from rule_bench import BASE, facts, found, place
from synthetic import line, told


def identity(identity_id, holds="no", disclosure_id="d25", rule="columns = total", **columns):
    named = {
        "identity_id": identity_id,
        "disclosure_id": disclosure_id,
        "document_id": f"doc-{disclosure_id}",
        "rule": rule,
        "statement": "expenditure",
        "equation": "合计 3.00 = 基本 1.00 + 项目 1.00",
        "expected": Decimal(3),
        "actual": Decimal(2),
        "difference": Decimal(-1),
        "tolerance": Decimal("0.02"),
        "holds": holds,
    }
    return named | columns


def member(identity_id, fact_id):
    return {"identity_id": identity_id, "fact_id": fact_id, "side": "left", "coefficient": Decimal(1)}


def test_failing_identities_are_listed_with_both_sides():
    rows = {
        "audit.identity_result": [
            identity("a"),
            identity("b", statement=None),
            identity("c", "exact"),
            identity("d", "within_rounding"),
            identity("e", disclosure_id="older"),
            identity("f", rule="text = table"),
        ],
        "audit.identity_member": [member("a", "L2"), member("a", "L1")],
    }
    first, second = found("identity_fails", BASE, rows)
    assert (first["identity_id"], first["fact_id"], first["difference"]) == ("a", "L1", Decimal(-1))
    assert first["message"] == (
        "columns = total in expenditure: 合计 3.00 = 基本 1.00 + 项目 1.00; off by -1.00 元, rounding explains 0.02 元"
    )
    assert (second["identity_id"], second["fact_id"], second["statement"]) == ("b", None, "several tables")


def test_identities_that_hold_are_not_listed():
    rows = {"audit.identity_result": [identity("c", "exact"), identity("d", "within_rounding")]}
    assert found("identity_fails", BASE, rows) == []


def test_a_text_that_no_table_agrees_with_is_found():
    rows = {
        "audit.identity_result": [
            identity("a", rule="text = table", expected=Decimal(300), actual=Decimal(200)),
            identity("b", "exact", rule="text = table"),
            identity("c", rule="columns = total"),
        ],
        "audit.identity_member": [member("a", "N1"), member("b", "N2"), member("c", "N3")],
        "core.fact_narrative": [
            told("N1", "d25", "basic", 2025, "200.00", proof="disputed"),
            told("N2", "d25", "basic", 2025, "300.00", proof="proven"),
            told("N3", "d25", "basic", 2025, "300.00", proof="disputed"),
        ],
    }
    (row,) = found("narrative_differs_from_table", BASE, rows)
    assert (row["fact_id"], row["text_yuan"], row["table_yuan"], row["difference"]) == ("N1", 200, 300, -100)


@pytest.mark.parametrize(
    ("raw", "yuan", "is_found"),
    [
        ("28,828万元", "288280000", False),  # rounded to 万元
        ("28,827万元", "288270000", True),
        ("2.88亿元", "288000000", False),
        ("2.86亿元", "286000000", True),
        ("28828.07万元", "288280700", False),  # cut, not rounded
        ("288280739元", "288280739", False),
        ("288280738元", "288280738", True),
    ],
)
def test_a_text_may_round_or_cut_to_its_own_digits(raw, yuan, is_found):
    rows = {
        "audit.identity_result": [
            identity("a", rule="text = table", expected=Decimal("288280739.00"), actual=Decimal(yuan))
        ],
        "audit.identity_member": [member("a", "N1")],
        "core.fact_narrative": [told("N1", "d25", "expenditure_total", 2025, yuan, raw=raw)],
    }
    assert facts(found("narrative_differs_from_table", BASE, rows)) == ["N1"] * is_found


@pytest.mark.parametrize("disclosure_id", ["d25", "older"])
def test_a_text_without_a_table_or_of_an_older_version_is_not_found(disclosure_id):
    rows = {
        "audit.identity_result": [identity("a", rule="text = table", disclosure_id="older")],
        "audit.identity_member": [member("a", "N9")],
        "core.fact_narrative": [told("N1", disclosure_id, "basic", 2025, "200.00")],
    }
    assert found("narrative_differs_from_table", BASE, rows) == []


def test_a_table_in_the_wrong_unit_is_found():
    rows = {
        "core.fact_line_item": [
            line("L1", "d25", "budget_summary", "7780957.46"),
            line("L2", "d25", "expenditure", "7780957.46", table_no=4),
            line("L3", "d25", "fiscal_summary", "778.10", table_no=5),
            line("L4", "d25", "expenditure", "5084965.46", component="basic", table_no=4),
        ],
        "core.fact_narrative": [told("N1", "d25", "basic", 2025, "508.50")],
    }
    basic, total = sorted(found("unit_slip", BASE, rows), key=lambda row: row["measure"])
    assert (total["fact_id"], total["low_places"]) == ("L3", "table 5 (fiscal_summary)")
    assert total["high_places"] == "table 3 (budget_summary), table 4 (expenditure)"
    assert total["difference"] == Decimal("7780179.36")
    assert (basic["measure"], basic["low_places"]) == ("basic", "paragraph 1")


@pytest.mark.parametrize(
    "other",
    [
        line("L2", "d25", "fiscal_summary", "7780957.46"),
        line("L2", "d25", "fiscal_summary", "7780000.00"),  # another figure, the unit is right
        line("L2", "d25", "fiscal_summary", "0.00"),
        line("L2", "d25", "fiscal_summary", "778.10", fiscal_year=2024),
        line("L2", "d25", "fiscal_summary", "778.10", component="basic"),
        line("L2", "d25", "fiscal_summary", "778.10", row_role="leaf"),
        line("L2", "d25", "fiscal_summary", "778.10", component=None),
        line("L2", "d25", "three_public", "778.10"),
        line("L2", "o25", "fiscal_summary", "778.10"),
        line("L2", "older", "fiscal_summary", "778.10"),
    ],
)
def test_totals_of_something_else_are_no_unit_slip(other):
    rows = {"core.fact_line_item": [line("L1", "d25", "expenditure", "7780957.46"), other]}
    assert found("unit_slip", BASE, rows) == []


FUNCTIONS = {
    "core.dim_function": [
        {"code": "2010301", "name": "行政运行", "level": 3, "is_official": True},
        {"code": "2010350", "name": "事业运行", "level": 3, "is_official": True},
        {"code": "20805", "name": "行政事业单位养老支出", "level": 2, "is_official": True},
        {"code": "2010399", "name": "其他政府办公厅（室）及相关机构事务支出", "level": 3, "is_official": True},
        {"code": "2019999", "name": "观察到的", "level": 3, "is_official": False},
    ],
    "core.dim_economic": [{"code": "30101", "name": "基本工资", "level": 2, "is_official": True}],
    "core.dim_code_alias": [
        {"classification": "function", "code": "20805", "name": "行政事业单位离退休", "reason": "former name"}
    ],
    "core.dim_procurement_item": [
        {"code": "A05040101", "name": "复印纸", "level": 4, "is_official": True},
        {"code": "C21020000", "name": "房屋租赁服务", "level": 2, "is_official": True},
    ],
}


def coded(fact_id, label, code, disclosure_id="d25", **columns):
    named = {"label": label, "function_code": code, "axis": "function", "row_role": "leaf"}
    return line(fact_id, disclosure_id, "expenditure", "1.00", **(named | columns))


def bought(fact_id, item, code):
    return place(procurement_id=fact_id, item_name=item, catalogue_code=code)


def test_codes_with_another_codes_name_are_found():
    rows = {
        "core.fact_line_item": [
            coded("L1", "事业运行", "2010301"),
            coded("L2", "事业运行", "2010301", row_no=5),
            coded("L3", "某项新事务", "20805"),
            coded("L4", "奖金", None, axis="economic", economic_code="30101"),
        ],
        "core.fact_procurement": [bought("Q1", "房屋租赁服务", "A05040101")],
    }
    listed = found("code_name_disagrees", BASE, FUNCTIONS, rows)
    assert sorted((row["fact_id"], row["listed"], row["code_of_name"], row["facts"]) for row in listed) == [
        ("L1", "行政运行", "2010350", 2),
        ("L3", "行政事业单位养老支出, 行政事业单位离退休", None, 1),
        ("L4", "基本工资", None, 1),
        ("Q1", "复印纸", "C21020000", 1),
    ]


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("行政运行", "2010301"),
        ("行政运行支出", "2010301"),
        ("一、行政运行", "2010301"),
        ("行政事业单位离退休", "20805"),  # a listed alias: the name until 2019
        ("其他政府办公厅(室)及相关机构事务", "2010399"),
        ("其他政府办公厅(室)及相", "2010399"),  # cut short by the cell
        ("其他政府办公厅(室)及相关机构事物支出", "2010399"),  # one character
        ("", "2010301"),
        ("事业运行", None),
        ("事业运行", "2019999"),  # not in the reference list: code_unknown says so
    ],
)
def test_names_that_vary_agree(label, code):
    rows = {"core.fact_line_item": [coded("L1", label, code)]}
    assert found("code_name_disagrees", BASE, FUNCTIONS, rows) == []


@pytest.mark.parametrize(
    "item",
    [
        coded("L1", "大厅运转费", "2010301", axis="project"),
        coded("L1", "事业运行", "2010301", "older"),
        coded("L1", "行政运行", "2010301", axis="economic", economic_code="30101"),
    ],
)
def test_labels_that_name_something_else_are_not_compared(item):
    rows = {"core.fact_line_item": [item], "core.fact_procurement": [bought("Q1", "打印纸 A4", "A05040101")]}
    assert found("code_name_disagrees", BASE, FUNCTIONS, rows) == []


def test_economic_codes_before_their_renumbering_are_not_compared():
    item = coded("L1", "住房公积金", None, axis="economic", economic_code="30101")
    assert found("code_name_disagrees", BASE, FUNCTIONS, {"core.fact_line_item": [item | {"fiscal_year": 2017}]}) == []
    assert facts(found("code_name_disagrees", BASE, FUNCTIONS, {"core.fact_line_item": [item]})) == ["L1"]


def test_codes_outside_the_reference_list_are_found():
    rows = {
        "core.fact_line_item": [
            coded("L1", "观察到的", "2019999"),
            coded("L2", "没有列出的", "2310000"),
            coded("L3", "没有列出的", "2310000"),
            coded("L4", "行政运行", "2010301", economic_code="39999"),
        ],
        "core.fact_procurement": [bought("Q1", "复印纸", "Z1")],
    }
    listed = found("code_unknown", BASE, FUNCTIONS, rows)
    assert sorted((row["fact_id"], row["classification"], row["code"], row["facts"]) for row in listed) == [
        ("L1", "function", "2019999", 1),
        ("L2", "function", "2310000", 2),
        ("L4", "economic", "39999", 1),
        ("Q1", "procurement", "Z1", 1),
    ]


def test_listed_codes_and_rows_without_a_code_are_fine():
    rows = {
        "core.fact_line_item": [
            coded("L1", "行政运行", "2010301", economic_code="30101"),
            coded("L2", "无编码", None, function_code_inferred="2310000"),
            coded("L4", "基本工资", None, economic_code="3010101"),  # a local division of a listed code
            coded("L3", "没有列出的", "2310000", "older"),
        ],
        "core.fact_procurement": [bought("Q1", "复印纸", None)],
    }
    assert found("code_unknown", BASE, FUNCTIONS, rows) == []


def status(statement, state, disclosure_id="d25"):
    return {"disclosure_id": disclosure_id, "statement": statement, "status": state}


def paragraph(text, number=1, disclosure_id="d25"):
    return {
        "document_id": f"doc-{disclosure_id}",
        "paragraph_no": number,
        "text": text,
        "disclosure_id": disclosure_id,
    }


def test_missing_tables_are_found_with_what_the_text_says():
    rows = {
        "audit.table_status": [
            status("income", "missing"),
            status("gov_fund_expenditure", "missing"),
            status("expenditure", "present"),
        ],
        "raw.paragraph": [
            paragraph("本部门没有收入。"),
            paragraph("本部门没有政府性基金收入。", 2),
            paragraph("本部门无国有资本经营预算。", 3),
            paragraph("无政府性基金", 1, "o25"),
        ],
    }
    listed = found("table_missing", BASE, rows)
    assert [(row["statement"], row["explained_by"]) for row in listed] == [
        ("gov_fund_expenditure", "本部门没有政府性基金收入。"),
        ("income", None),
    ]


def test_present_and_empty_tables_are_not_missing():
    rows = {
        "audit.table_status": [
            status("income", "present"),
            status("gov_fund_expenditure", "declared_empty"),
            status("expenditure", "unreadable"),
            status("expenditure", "missing", "older"),
        ]
    }
    assert found("table_missing", BASE, rows) == []


def empty_table(statement="gov_fund_expenditure", state="declared_empty", disclosure_id="d25"):
    return {
        "document_id": f"doc-{disclosure_id}",
        "table_no": 7,
        "title": "政府性基金预算支出表",
        "statement": statement,
        "state": state,
        "n_rows": 5,
        "n_cols": 3,
        "disclosure_id": disclosure_id,
    }


def note(text, table_no=7):
    named = {"document_id": "doc-d25", "table_no": table_no, "row_no": 5, "col_no": 1, "text": text}
    return named | {"row_span": 1, "col_span": 3}


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"raw.paragraph": [paragraph("本部门没有国有资本经营预算。")]},
        {"raw.paragraph": [paragraph("注：无政府性基金预算，空表列示。", 1, "o25")]},
        {"raw.paragraph": [paragraph("基金预算收入10元，项目收入0元。")]},
        {"raw.cell": [note("无政府性基金预算", 8), note("合计")]},
    ],
)
def test_an_empty_table_that_nothing_explains_is_found(said):
    (row,) = found("table_empty_without_note", BASE, {"raw.table": [empty_table()]}, said)
    assert (row["disclosure_id"], row["table_no"], row["statement"]) == ("d25", 7, "gov_fund_expenditure")


@pytest.mark.parametrize(
    "said",
    [
        {"raw.paragraph": [paragraph("注：无政府性基金预算财政拨款预算，空表列示。")]},
        {"raw.paragraph": [paragraph("我部门 2024 年没有使用 政府性基金预算拨款安排的支出。")]},
        {"raw.paragraph": [paragraph("政府性基金预算支出为空")]},
        {"raw.paragraph": [paragraph("注：本表无数据")]},
        {"raw.paragraph": [paragraph("一般公共预算支出10万元；政府性基金拨款支出预算为0；其他为1。")]},
        {
            "core.fact_kpi": [
                place(kpi_id="K1", seq=1, table_no=7),
            ]
        },
        {"raw.paragraph": [paragraph("其中：基金预算收入0.00元，其他收入8.00元。")]},
        {"raw.cell": [note("注：本表为空表")]},
        {"core.fact_line_item": [line("L1", "d25", "gov_fund_expenditure", "0.00", table_no=7)]},
    ],
)
def test_an_empty_table_with_a_note_or_a_printed_zero_is_fine(said):
    assert found("table_empty_without_note", BASE, {"raw.table": [empty_table()]}, said) == []


def test_tables_with_figures_or_of_older_versions_need_no_note():
    rows = {
        "raw.table": [
            empty_table(state="present"),
            empty_table(disclosure_id="older"),
            empty_table() | {"table_no": 8, "state": None},
        ]
    }
    assert found("table_empty_without_note", BASE, rows) == []


def test_another_kind_of_empty_table_needs_a_note_of_its_own():
    rows = {
        "raw.table": [
            empty_table("procurement"),
            empty_table("meeting_training", disclosure_id="o25"),
            empty_table("income", disclosure_id="d24"),
        ],
        "raw.paragraph": [paragraph("注：无政府采购预算，空表列示。"), paragraph("本表为空表", 1, "d24")],
    }
    assert [row["statement"] for row in found("table_empty_without_note", BASE, rows)] == ["meeting_training"]
    assert facts(found("table_empty_without_note", BASE, rows)) == [None]
