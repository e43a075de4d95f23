"""Amounts that no sum proves, whatever it adds up to: they may be amounts of something else.

Another header may stand over their column, or their row is several that recognition read as one, or one of which it
lost the name. A page says where that may be: a place of its grid that no cell covers, a name that several rows share, a
mark that begins no name, type that was seen and not read.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import takewhile

from pipeline.documents.model import UNREAD, Block, Cell, Document, Paragraph, Table
from pipeline.statements.heads.column_concepts import CODE_CONCEPTS, LABEL_CONCEPTS
from pipeline.statements.heads.column_meaning import BANNERS
from pipeline.statements.model import Reading, Row
from pipeline.statements.text import fold, squeeze
from pipeline.statements.titles.titles import kind_of_title
from pipeline.statements.unit_of_money import without_units
from pipeline.statements.vocabulary import labels

# The code of a 款 or 项 before its name, behind another text: 行政运行2120101-行政运行.
_CODE_INSIDE = re.compile(r"[^\dA-Za-z年](?:2[0-3]|3\d|5\d)\d{3}(?:\d{2})?[-—]?[\u4e00-\u9fff]")
# The ordinal of an item behind another text: 一般公共预算拨款二、政府性基金; 一、二期 is a count.
_ITEM_INSIDE = re.compile(r"(?:[\u4e00-\u9fff]|…)[一二三四五六七八九十]+、(?![一二三四五六七八九十])")
_AMOUNT_INSIDE = re.compile(r"\d\.\d{2}")
# What begins no name: its ordinal or first character was lost.
_BEGINS_NO_NAME = re.compile(r"[、，,.。：:…；;”)\]]")
_CODE = re.compile(r"\d{3,}")
# A line of the page about its tables (单位：万元) that recognition took into a header.
_UNIT_LINE = re.compile("单位:")


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The rows and columns of a table whose amounts are not proven."""

    rows: Container[int]
    columns: Container[int]

    def holds(self, row: int, col: int) -> bool:
        """Whether a cell is in one of them."""
        return row in self.rows or col in self.columns


def doubtful_of(reading: Reading, *, is_recognised: bool, heads_outside: Container[int] = ()) -> Doubtful:
    """What of a table is doubtful; what recognition may have lost or joined is so in recognised text alone.

    ``heads_outside`` are the numbers of the tables beside which a text of a header stands.
    """
    rows: set[int] = set()
    columns = {column.col for column in reading.columns if column.is_doubtful}
    if is_recognised:
        rows.update(row.row for row in reading.rows if _is_misread(row.label) or _lost_name(reading, row))
        rows.update(_rows_in_one(reading))
        columns.update(_lost_heads(reading))
    if reading.table.number in heads_outside:
        columns.update(column.col for column in reading.columns)
    return Doubtful(frozenset(rows), frozenset(columns))


def heads_outside(document: Document) -> frozenset[int]:
    """The tables of recognised text before or behind which, on their page, a text of a header stands alone (收入).

    Its ruling lines were lost, and it is in the path of no column.
    """
    if not document.is_recognised:
        return frozenset()
    blocks = document.blocks
    found: set[int] = set()
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            for page, beside in ((block.page_from, blocks[:index][::-1]), (block.page_to, blocks[index + 1 :])):
                lines = list(takewhile(lambda other: isinstance(other, Paragraph), beside))
                if any(_is_head(line, page) for line in lines):
                    found.add(block.number)
    return frozenset(found)


def _is_head(line: Block, page: int | None) -> bool:
    if not isinstance(line, Paragraph) or line.page != page or kind_of_title(line.text) is not None:
        return False
    folded = fold(line.text)
    return folded in BANNERS or folded in labels("fund").exact or folded in labels("component").exact


def _is_misread(label: str) -> bool:
    """Whether a label is of several rows, or lacks characters that were printed."""
    folded = fold(label)
    several = (_CODE_INSIDE, _ITEM_INSIDE, _AMOUNT_INSIDE)
    return UNREAD in label or _BEGINS_NO_NAME.match(label) is not None or any(p.search(folded) for p in several)


def _lost_name(reading: Reading, row: Row) -> bool:
    """Whether the place of a row's name has no cell: its ruling lines were lost and its text with them."""
    if not _has_amount(reading, row.row):
        return False
    named = [c.col for c in reading.columns if c.panel == row.panel and c.concept in LABEL_CONCEPTS | CODE_CONCEPTS]
    grid = reading.table.grid
    return any((row.row, col) not in grid for col in named)


def _rows_in_one(reading: Reading) -> Iterator[int]:
    """The rows beside a cell that holds the names of several of them, of which it is not known whose is whose."""
    named = {column.col for column in reading.columns if column.concept in LABEL_CONCEPTS | CODE_CONCEPTS}
    for cell in reading.table.cells:
        rows = range(cell.row, cell.row + cell.row_span)
        if len(rows) < 2 or cell.col not in named or reading.uses.get((cell.row, cell.col)) == "header":
            continue
        if _names(cell) > 1 and sum(_has_amount(reading, row) for row in rows) > 1:
            yield from rows


def _names(cell: Cell) -> int:
    """How many rows the lines of a cell name: as many as begin with a code or an item's ordinal."""
    lines = [squeeze(line) for line in cell.text.split("\n")]
    inside = len(_ITEM_INSIDE.findall(fold("".join(lines)))) + 1
    return max(inside, sum(_CODE.match(line) is not None for line in lines))


def _has_amount(reading: Reading, row: int) -> bool:
    money = (column.col for column in reading.columns if column.concept == "money")
    return any(reading.uses.get((row, col)) == "money" for col in money)


def _lost_heads(reading: Reading) -> Iterator[int]:
    """The columns over which a header text was lost or one stands that is none: no cell is there, a merged one without
    a text, unread type, or the line that states the unit."""
    table = reading.table
    rows = {row for (row, _), use in reading.uses.items() if use == "header"}
    for column in reading.columns:
        is_alien = any(UNREAD in text or _UNIT_LINE.search(without_units(fold(text))) for text in column.path)
        if is_alien or any(_is_lost(table, row, column.col) for row in rows):
            yield column.col


def _is_lost(table: Table, row: int, col: int) -> bool:
    cell = table.grid.get((row, col))
    return cell is None or (not cell.text and cell.col_span > 1)
