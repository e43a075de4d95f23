"""Rows and columns whose amounts no sum proves."""

import pytest

from pipeline.audit.doubtful import Doubtful, doubtful_of, heads_outside
from pipeline.documents.model import Cell, Document, Table
from pipeline.statements.understand import understand
from tests.statements.small_tables import document, table

HEADS = ["功能科目", "合计", "基本支出"]


@pytest.mark.parametrize(
    ("name", "is_several"),
    [
        ("2120101-行政运行50209-维修（护）费2120101-行政运行50299-其他商品和服务支出", True),
        ("行政运行：2120101-行政运行", True),
        ("2120101-行政运行", False),
        ("某市12345热线运行", False),
        ("某局T2026001系统维护", False),
    ],
)
def test_a_recognised_row_with_the_names_of_several_is_doubtful(name: str, is_several: bool) -> None:
    (reading,) = understand(document("支出总表", "单位：万元", table(HEADS, [name, "3.00", "3.00"]))).readings
    assert doubtful_of(reading, is_recognised=True).holds(2, 2) == is_several
    assert not doubtful_of(reading, is_recognised=False).holds(2, 2)


def test_a_column_with_an_amount_in_its_header_is_doubtful() -> None:
    """The line under a row of figures was lost: 18.060000 stands in the header."""
    printed = table(["功能科目", "合计\n18.060000", "基本支出"], ["2120101-行政运行", "3.00", "3.00"])
    (reading,) = understand(document("支出总表", "单位：万元", printed)).readings
    found = doubtful_of(reading, is_recognised=True)
    assert (found.holds(2, 2), found.holds(2, 3)) == (True, False)


def _recognised(*blocks: str | Table) -> Document:
    return document("支出总表", "单位：万元", *blocks, reader="scan")


def _held(document: Document) -> Doubtful:
    (reading,) = understand(document).readings
    return doubtful_of(reading, is_recognised=True, heads_outside=heads_outside(document))


@pytest.mark.parametrize(
    ("name", "is_doubtful"),
    [
        ("一、一般公共预算拨款收入二、政府性基金预算拨款收入", True),
        ("、一般公共服务支出", True),
        ("培训支出18.06", True),
        ("培训\ufffd", True),
        ("一、一般公共服务支出", False),
        ("职工宿舍建设一、二期工程", False),
    ],
)
def test_a_recognised_name_that_lost_or_won_characters_is_doubtful(name: str, is_doubtful: bool) -> None:
    assert _held(_recognised(table(HEADS, [name, "3.00", "3.00"]))).holds(2, 2) == is_doubtful


def _grid(*cells: Cell) -> Table:
    return Table(1, 4, 3, cells)


_HEAD = tuple(Cell(1, col, text) for col, text in enumerate(HEADS, start=1))
_AMOUNTS = tuple(Cell(row, col, "3.00") for row in (2, 3, 4) for col in (2, 3))


def test_rows_beside_one_cell_with_the_names_of_two_are_doubtful() -> None:
    """The line between 2050803 and 2120101 was lost; it is not known which amount is whose."""
    names = Cell(2, 1, "2050803培训支出\n2120101行政运行", row_span=2), Cell(4, 1, "合计")
    found = _held(_recognised(_grid(*_HEAD, *names, *_AMOUNTS)))
    assert [found.holds(row, 2) for row in (2, 3, 4)] == [True, True, False]


def test_a_row_whose_name_has_no_cell_is_doubtful() -> None:
    names = Cell(2, 1, "2050803培训支出"), Cell(4, 1, "合计")
    found = _held(_recognised(_grid(*_HEAD, *names, *_AMOUNTS)))
    assert [found.holds(row, 2) for row in (2, 3, 4)] == [False, True, False]


def test_columns_under_a_lost_header_are_doubtful() -> None:
    """Over 小计 and 人员经费 a merged cell shows no text: 基本支出 was not read."""
    heads = [Cell(1, 1, "功能科目", 2), Cell(1, 2, "合计", 2), Cell(1, 3, "", 1, 2), Cell(2, 3, "小计")]
    body = [Cell(3, 1, "培训支出"), *(Cell(3, col, "3.00") for col in (2, 3, 4))]
    printed = Table(1, 3, 4, (*heads, Cell(2, 4, "人员经费"), *body))
    assert [_held(_recognised(printed)).holds(3, col) for col in (2, 3, 4)] == [False, True, True]


@pytest.mark.parametrize(("line", "is_doubtful"), [("支出", True), ("金额单位：万元", False)])
def test_a_header_outside_its_table_makes_all_columns_doubtful(line: str, is_doubtful: bool) -> None:
    """The upper line of the table was lost, and 支出 stands over it as a paragraph."""
    printed = _recognised(line, table(HEADS, ["培训支出", "3.00", "3.00"]))
    assert _held(printed).holds(2, 2) == is_doubtful


@pytest.mark.parametrize(
    ("head", "is_doubtful"), [("合计单位：万元", True), ("合计（金额单位：万元）", False), ("合计（万元）", False)]
)
def test_a_column_under_the_line_of_the_unit_is_doubtful(head: str, is_doubtful: bool) -> None:
    """The line between both was lost; a header may state its unit in brackets."""
    printed = table(["功能科目", head, "基本支出"], ["培训支出", "3.00", "3.00"])
    assert _held(_recognised(printed)).holds(2, 2) == is_doubtful
