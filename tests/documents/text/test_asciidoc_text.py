"""Texts in AsciiDoc."""

from pipeline.documents.model import Table
from pipeline.documents.reading import read

TEXT = """= 某局2025年部门预算

.支出总表
[cols="2*,3*",options="header"]
|===
.2+|科目编码 .2+|科目名称 .2+|合计 2+|基本支出
|人员经费 |公用经费

|201
|一般公共服务支出
|9.00 |7.00 |2.00
3+|合计 | |2.00
|===

注：单位为万元。
"""


def test_cells_over_columns_and_rows() -> None:
    document = read(TEXT.encode())
    assert document.reader == "asciidoc_text"
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "某局2025年部门预算",
        "支出总表",
        "注：单位为万元。",
    ]
    (table,) = document.tables
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["科目编码", "科目名称", "合计", "基本支出"],
        ["人员经费", "公用经费"],
        ["201", "一般公共服务支出", "9.00", "7.00", "2.00"],
        ["合计", "", "2.00"],
    ]
    spans = {cell.text: (cell.row, cell.col, cell.row_span, cell.col_span) for cell in table.cells if cell.row < 3}
    assert spans["科目名称"] == (1, 2, 2, 1)
    assert spans["基本支出"] == (1, 4, 1, 2)
    assert spans["公用经费"] == (2, 5, 1, 1)
    assert [cell.col for cell in table.rows[3]] == [1, 4, 5]


def test_the_first_line_says_how_many_columns_there_are() -> None:
    document = read("单位：万元\n\n|===\n|科目 |合计\n\n|教育支出\n|5.00\n|===\n".encode())
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == [["科目", "合计"], ["教育支出", "5.00"]]
