"""Faults of a whole table, which the sums inside it cannot see."""

from making import EXPENDITURE, document, failing, proofs, table

GENERAL = "一般公共预算财政拨款支出表"


def test_a_table_in_the_wrong_unit_is_in_doubt_as_a_whole():
    slipped = table(EXPENDITURE, GENERAL, unit="万元")
    of = document(table(EXPENDITURE, "部门支出总表"), slipped, table(EXPENDITURE, "财政拨款支出表"))
    found = proofs(of)
    assert {proof for (no, _, _), proof in found.items() if no == 2} == {"disputed"}
    assert {proof for (no, _, _), proof in found.items() if no != 2} == {"proven"}
    assert "one unit of money" in {rule for rule, _ in failing(of)}


def test_of_two_tables_neither_is_believed():
    of = document(table(EXPENDITURE, "部门支出总表"), table(EXPENDITURE, GENERAL, unit="万元"))
    assert set(proofs(of).values()) == {"disputed"}


def test_a_text_tells_the_unit_of_the_only_table_that_prints_its_figure():
    text = "2025年部门支出预算190.00万元。"
    found = proofs(document(table(EXPENDITURE, "部门支出总表"), text=text))
    assert set(found.values()) == {"disputed"}
    found = proofs(document(table(EXPENDITURE, "部门支出总表", unit="万元"), text=text))
    assert set(found.values()) == {"proven"}


def test_columns_under_each_others_headers():
    swapped = [[code, name, total, project, basic] for code, name, total, basic, project in EXPENDITURE]
    of = document(table(swapped, "部门支出总表"), table(EXPENDITURE, GENERAL), table(EXPENDITURE, "财政拨款支出表"))
    found = proofs(of)
    wrong = {proof for (no, _, column), proof in found.items() if no == 1 and column != "合计"}
    assert wrong == {"disputed"}
    assert {proof for (no, _, _), proof in found.items() if no != 1} == {"proven"}
    assert {proof for (no, _, column), proof in found.items() if no == 1 and column == "合计"} == {"proven"}


def test_columns_that_add_up_in_no_row_are_not_what_their_headers_say():
    swapped = [[code, name, basic, total, project] for code, name, total, basic, project in EXPENDITURE]
    of = document(table(swapped, "部门支出总表"))
    assert "columns under their headers" in {rule for rule, _ in failing(of)}
    assert set(proofs(of).values()) == {"disputed"}


def test_one_wrong_cell_is_no_fault_of_its_table():
    rows = [list(row) for row in EXPENDITURE]
    rows[3][3] = "800000.00"
    found = proofs(document(table(rows, "部门支出总表"), table(EXPENDITURE, GENERAL)))
    assert found[1, "社会保障和就业支出", "合计"] == "proven"
    assert found[2, "行政运行", "合计"] == "proven"
