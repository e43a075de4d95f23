"""Rows that hold several rows, each of their cells a line for each."""

import pytest

from pipeline.documents.model import Cell, Content, Table
from pipeline.documents.several_rows import with_rows_apart


def table(*rows: list[str]) -> Table:
    cells = [Cell(row=r, col=c, text=text) for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1)]
    return Table(number=1, n_rows=len(rows), n_cols=len(rows[0]), cells=tuple(cells))


def texts(found: Table) -> list[list[str]]:
    (block,) = with_rows_apart(Content((found,))).blocks
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in block.rows]


def test_a_row_of_lines_is_as_many_rows() -> None:
    found = texts(
        table(
            ["编码", "项目", "金额", "备注"],
            ["201\n2010301", "一般公共服务\n行政运行", "1,200.00\n", ""],
            ["205\n208\n221", "教育\n社会保障\n住房保障", "30.00\n\n12.50", ""],
            ["", "合计", "1,242.50", ""],
        )
    )
    assert found == [
        ["编码", "项目", "金额", "备注"],
        ["201\n2010301", "一般公共服务\n行政运行", "1,200.00\n", ""],
        ["205", "教育", "30.00", ""],
        ["208", "社会保障", "", ""],
        ["221", "住房保障", "12.50", ""],
        ["", "合计", "1,242.50", ""],
    ]


def test_merged_cells_below_move_with_their_rows() -> None:
    cells = (
        Cell(row=1, col=1, text="甲\n乙"),
        Cell(row=1, col=2, text="1.00\n2.00"),
        Cell(row=2, col=1, text="丙", row_span=2),
        Cell(row=2, col=2, text="3.00"),
        Cell(row=3, col=2, text="4.00"),
    )
    (block,) = with_rows_apart(Content((Table(1, 3, 2, cells),))).blocks
    assert isinstance(block, Table)
    assert block.n_rows == 4
    assert [(cell.row, cell.row_span, cell.text) for cell in block.cells if cell.col == 1] == [
        (1, 1, "甲"),
        (2, 1, "乙"),
        (3, 2, "丙"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        ["机关事业单位\n基本养老保险", "12.00"],  # a label in two lines
        ["教育\n卫生\n住房", "1.00\n2.00"],  # which of the three has none?
        ["教育\n卫生", "1,234.\n56"],  # one amount in two lines
        ["1.00\n2.00", "3.00\n4.00"],  # nothing says what they are
    ],
)
def test_other_cells_of_several_lines_stay(row: list[str]) -> None:
    assert texts(table(["项目", "金额"], row)) == [["项目", "金额"], row]
