"""Repair of recognised text, and of nothing else."""

import pytest
from making import EXPENDITURE, changed, derived, document, failing, proofs, table

from pipeline.audit import misread_names

GENERAL = "一般公共预算财政拨款支出表"
TITLE = "部门支出总表"


def recognised(rows):
    return document(table(rows, TITLE), recognised=True)


def corrections(of):
    return [(row["place"], row["before"], row["after"]) for row in derived(of)["audit.correction"]]


def amounts(of):
    return [
        (item["label"], item["column_path"], str(item["amount_yuan"])) for item in derived(of)["core.fact_line_item"]
    ]


TRUE = amounts(document(table(EXPENDITURE, TITLE)))


@pytest.mark.parametrize(
    ("row", "column", "misread"),
    [
        (3, 3, "89.00"),  # a digit
        (3, 3, "8.000"),  # the point
        (3, 3, "-80.00"),  # the sign
        (0, 2, "109.00"),  # two digits swapped
        (6, 2, "4.00"),  # a digit lost
        (7, 3, "440.00"),  # a digit more
        (4, 4, "6O.0O"),  # letters for digits
        (4, 2, "60, 00"),  # a comma for the point
        (3, 2, "9¢.00"),  # a sign for a digit
    ],
)
def test_one_misread_cell_is_repaired(row, column, misread):
    of = recognised(changed(EXPENDITURE, row, column, misread))
    assert amounts(of) == TRUE
    assert corrections(of) == [(f"table 1, row {row + 3}, column {column + 1}", misread, EXPENDITURE[row][column])]
    assert failing(of) == []
    found = [item for item in derived(of)["core.fact_line_item"] if item["proof"] == "corrected"]
    assert [item["amount_raw"] for item in found] == [misread]
    assert {item["proof"] for item in derived(of)["core.fact_line_item"]} == {"proven", "corrected"}


def test_a_correction_has_its_equations_as_evidence():
    (row,) = derived(recognised(changed(EXPENDITURE, 3, 3, "89.00")))["audit.correction"]
    assert "90.00 = expenditure[2010301行政运行 | 基本支出] 80.00" in row["evidence"]


@pytest.mark.parametrize("row", [2, 3, 4, 7])
def test_a_row_that_stands_twice_is_a_ghost(row):
    of = recognised([*EXPENDITURE[: row + 1], EXPENDITURE[row], *EXPENDITURE[row + 1 :]])
    assert amounts(of) == TRUE
    assert {after for _, _, after in corrections(of)} == {None}
    assert {item["proof"] for item in derived(of)["core.fact_line_item"]} == {"proven"}


def test_a_wrapped_name_that_repeats_the_amounts_slightly_wrong_is_a_ghost():
    rows = [list(row) for row in EXPENDITURE]
    rows[7][1] = "机关事业单位基本养老保险"
    rows.append(["", "缴费支出", "40.00", "4.000", ""])
    of = recognised(rows)
    assert amounts(of) == TRUE
    assert {before for _, before, _ in corrections(of)} == {"40.00", "4.000"}


def test_what_cannot_be_settled_stays_as_printed_and_is_disputed():
    # One equation alone: either figure may be the misread one.
    rows = [["", "合计", "52.00"], ["2010301", "行政运行", "50.00"]]
    of = document(table(rows, TITLE, head=["科目编码", "科目名称", "合计"]), recognised=True)
    assert corrections(of) == []
    assert set(proofs(of).values()) == {"disputed"}


def test_no_repair_without_one_slip_that_explains_it():
    # 80.00 -> 13.00 is two digits: something else is wrong here.
    of = recognised(changed(EXPENDITURE, 3, 3, "13.00"))
    assert corrections(of) == []
    assert proofs(of)[1, "行政运行", "基本支出"] == "disputed"


def test_a_lost_row_is_not_made_up_for_by_its_neighbours():
    rows = [row for row in EXPENDITURE if row[0] != "2010302"]
    of = recognised(rows)
    assert corrections(of) == []
    assert failing(of) != []


@pytest.mark.parametrize("text", ["89.00", "8O.00"])
def test_digital_text_is_reported_never_corrected(text):
    of = document(table(changed(EXPENDITURE, 3, 3, text), TITLE))
    assert corrections(of) == []
    assert failing(of) != []


def test_what_holds_is_left_alone():
    of = recognised(EXPENDITURE)
    assert corrections(of) == []
    assert amounts(of) == TRUE


def test_a_printing_elsewhere_settles_what_one_table_cannot():
    rows = changed(EXPENDITURE, 3, 3, "89.00")
    of = document(table(rows, TITLE), table(EXPENDITURE, GENERAL), recognised=True)
    assert [after for _, _, after in corrections(of)] == ["80.00"]


NAME = "机关事业单位基本养老保险缴费支出"


@pytest.mark.parametrize(
    "misread",
    [
        "几关事业单位基本养老保险缴费支出",  # a character of sixteen
        "凯关事业单位基本养老保险缴牌支出",  # two of sixteen
        "关事业单位基本养老保险缴费支出",  # the first cut off
        "机关事业单位基本养老保险缴费支出【",  # a mark of a line behind it
    ],
)
def test_a_misread_name_is_the_one_of_the_code_beside_it(misread):
    of = recognised(changed(EXPENDITURE, 7, 1, misread))
    found = {row["fact_id"]: row for row in derived(of)["audit.correction"]}
    items = [item for item in derived(of)["core.fact_line_item"] if item["function_code"] == "2080505"]
    assert [item["label"] for item in items] == [NAME] * len(items)
    # A correction for each figure of the row, whose amounts are as printed and proven by their sums.
    assert sorted(found) == sorted(item["line_item_id"] for item in items)
    assert {(row["place"], row["before"], row["after"]) for row in found.values()} == {
        ("table 1, row 10, column 2", misread, NAME)
    }
    assert all("code 2080505" in row["evidence"] for row in found.values())
    assert {(item["proof"], item["amount_raw"]) for item in items} == {("proven", "40.00")}


@pytest.mark.parametrize(
    ("row", "misread", "name"),
    [
        (5, "社食保障和就业变出", "社会保障和就业支出"),  # two of nine characters that make no word
        (3, "行玫运行", "行政运行"),
    ],
)
def test_a_name_with_characters_that_make_no_word(row, misread, name):
    of = recognised(changed(EXPENDITURE, row, 1, misread))
    assert {after for _, _, after in corrections(of)} == {name}


@pytest.mark.parametrize(
    ("row", "printed"),
    [
        (3, "行政"),  # a name cut short
        (3, "机关运行"),  # two characters of four
        (7, "行政单位离退休"),  # the name of another code
    ],
)
def test_another_name_beside_a_code_stays(row, printed):
    of = recognised(changed(EXPENDITURE, row, 1, printed))
    assert corrections(of) == []
    assert printed in [item["label"] for item in derived(of)["core.fact_line_item"]]


def test_a_name_that_is_printed_so_twice_or_in_a_digital_document_stays():
    misread = "几关事业单位基本养老保险缴费支出"
    rows = changed(EXPENDITURE, 7, 1, misread)
    twice = document(table(rows, TITLE), table(rows, GENERAL), recognised=True)
    assert corrections(twice) == []
    assert corrections(document(table(rows, TITLE))) == []
    # Where a row of the same code prints the name of the list, the document knows it.
    thrice = document(table(rows, TITLE), table(rows, GENERAL), table(EXPENDITURE, "财政拨款支出表"), recognised=True)
    assert {after for _, _, after in corrections(thrice)} == {NAME}


def test_what_is_written_for_other_characters_is_not_misread():
    assert not misread_names._is_misread("其它社会保障和就业支出", "其他社会保障和就业支出")
    assert misread_names._is_misread("式他社会保障和就业支出", "其他社会保障和就业支出")
