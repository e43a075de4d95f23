"""Tables that touch: a title over all columns inside a grid begins another table.

Word processors join tables with no paragraph between them, and a page shows tables that touch as one grid. Where a row
holds nothing but one cell over all columns whose text is a title (…表), and rows of several texts stand above and below
it, two tables were printed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.documents.model import Block, Cell, Content, Paragraph, Table

_TITLE = re.compile(r"[^。；;：:]{3,60}表([(（].{1,12}[)）])?")
# What may stand over a title: the number of its form.
_NUMBER = re.compile(r"\D{0,8}[\d一二三四五六七八九十]{1,3}([-—]\d{1,2})?表?")


class Place(NamedTuple):
    """A cell: its rows and columns from 0, ends exclusive, and its text."""

    row: int
    col: int
    row_end: int
    col_end: int
    text: str


def starts_of(cells: Sequence[Place], n_cols: int, *, goes_on: bool = False) -> list[int]:
    """The rows, but for the first, with which another table begins.

    What ``goes_on`` may end with a title: its table stands on the next page.
    """
    by_row: dict[int, list[Place]] = {}
    for cell in cells:
        by_row.setdefault(cell.row, []).append(cell)
    lines = {row: _squeezed(of_row[0].text) for row, of_row in by_row.items() if _is_line(of_row, n_cols)}
    titles = [row for row in sorted(lines) if _TITLE.fullmatch(lines[row])]
    several = [row for row, of_row in by_row.items() if sum(bool(cell.text) for cell in of_row) > 1]
    starts: list[int] = []
    for index, title in enumerate(titles):
        start = title
        while start - 1 in lines and _NUMBER.fullmatch(lines[start - 1]):
            start -= 1
        first, end = starts[-1] if starts else 0, titles[index + 1] if index + 1 < len(titles) else None
        is_above = any(first <= row < start for row in several)
        is_below = any(title < row and (end is None or row < end) for row in several)
        if is_above and (is_below or (goes_on and end is None)):
            starts.append(start)
    return starts


def _is_line(of_row: Sequence[Place], n_cols: int) -> bool:
    """Whether a row is one printed cell over all columns and nothing else."""
    first = of_row[0]
    if len(of_row) != 1 or not first.text:
        return False
    return first.row_end - first.row == 1 < first.col_end - first.col == n_cols


def _squeezed(text: str) -> str:
    return "".join(text.split())


def parted(content: Content) -> Content:
    """The content with every table taken apart that is several; tables are numbered anew."""
    blocks: list[Block] = []
    tables = 0
    for block in content.blocks:
        for part in (block,) if isinstance(block, Paragraph) else _parts(block):
            tables += isinstance(part, Table)
            blocks.append(replace(part, number=tables) if isinstance(part, Table) else part)
    return replace(content, blocks=tuple(blocks)) if len(blocks) > len(content.blocks) else content


def _parts(table: Table) -> Iterator[Table]:
    places = [
        Place(cell.row - 1, cell.col - 1, cell.row + cell.row_span - 1, cell.col + cell.col_span - 1, cell.text)
        for cell in table.cells
    ]
    starts = starts_of(places, table.n_cols)
    for first, end in zip([0, *starts], [*starts, table.n_rows], strict=True):
        yield _cut(table, first + 1, end + 1) if starts else table


def _cut(table: Table, first: int, end: int) -> Table:
    """The rows from ``first`` up to ``end``, with the columns at which a cell of theirs begins."""
    cells = [cell for cell in table.cells if first <= cell.row < end]
    cols = sorted({cell.col for cell in cells})
    pages = [cell.page for cell in cells if cell.page is not None]
    return Table(
        number=table.number,
        n_rows=end - first,
        n_cols=len(cols),
        cells=tuple(_moved(cell, first, end, cols) for cell in cells),
        page_from=min(pages, default=table.page_from),
        page_to=max(pages, default=table.page_to),
    )


def _moved(cell: Cell, first: int, end: int, cols: Sequence[int]) -> Cell:
    left, right = bisect_left(cols, cell.col), bisect_left(cols, cell.col + cell.col_span)
    return replace(
        cell,
        row=cell.row - first + 1,
        row_span=min(cell.row + cell.row_span, end) - cell.row,
        col=left + 1,
        col_span=right - left,
    )
