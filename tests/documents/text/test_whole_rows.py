"""Rows that stand on several lines."""

from pipeline.documents.model import Paragraph
from pipeline.documents.reading import read
from pipeline.documents.text.whole_rows import with_whole_rows

ROWS = [
    "科目\t合计\t基本\n支出\t上年\n结转",
    "机关事业单\n位养老\t9.00\t7.00\t2.00",
    "卫生\t4.00\t4.00\t",
    "合计（含\n结转）\t13.00\t11.00\t2.00",
]


def test_lines_that_have_the_signs_of_a_row_together_are_one() -> None:
    lines = ["支出总表", "单位：万元", *"\n".join(ROWS).split("\n"), "说明", "", "甲\t乙"]
    assert with_whole_rows(lines, "\t") == ["支出总表", "单位：万元", *ROWS, "说明", "", "甲\t乙"]


def test_rows_stay_lines_where_one_has_other_signs() -> None:
    lines = ["科目\t合计\t支出", "卫生\t4.00\t4.00", "教育", "支出\t4.00", "合计\t8.00\t4.00"]
    assert with_whole_rows(lines, "\t") == lines


def test_a_text_of_such_rows_is_read_with_tabs_and_with_pipes() -> None:
    for text in ("\n".join(ROWS), "\n".join(ROWS).replace("\t", " | ")):
        document = read(f"支出总表\n单位：万元\n{text}\n\n说明如下\n".encode())
        (table,) = document.tables
        assert [[cell.text for cell in row] for row in table.rows] == [row.split("\t") for row in ROWS]
        assert [block.text for block in document.blocks if isinstance(block, Paragraph)][-1] == "说明如下"


def test_a_row_between_pipes_ends_with_its_pipe() -> None:
    text = "| 科目 | 金额 |\n| 机关事业单\n位养老 | 9.00 |\n| 卫生 | 4.00 |\n"
    (table,) = read(text.encode()).tables
    assert [row[0].text for row in table.rows] == ["科目", "机关事业单\n位养老", "卫生"]
