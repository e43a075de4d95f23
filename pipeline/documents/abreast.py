"""Tables abreast, each under its title, in one grid of a sheet, a Word table or a web page: parted between the titles.

The titles are alone in one of the first rows, each over the columns of its table: merged over most of them, or in the
first one. No cell lies on both sides of a cut, and under each title the names of columns begin a table. What a page
draws so is parted by its lines (``page/side_by_side``).
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from pipeline.documents.apart import begins_with_names, with_parts
from pipeline.documents.model import Cell, Content, Table
from pipeline.documents.titles import is_title_of_table

# The numbers of the forms and the names of the units may stand in rows over the titles.
_FIRST_ROWS = 3
# So many rows of information stand under a title at most, over the names of columns.
_MOST_BETWEEN = 4


def parted(content: Content) -> Content:
    """The content with the tables of every grid from left to right, numbered anew."""
    return with_parts(content, _tables)


def _tables(table: Table) -> list[Table]:
    """The tables of a grid, the grid itself where it is one."""
    for _, of_row in groupby((cell for cell in table.cells if cell.row <= _FIRST_ROWS), key=lambda cell: cell.row):
        titles = [cell for cell in of_row if cell.text]
        if len(titles) > 1 and all(is_title_of_table(title.text) for title in titles):
            return _under(titles, table) or [table]
    return [table]


def _under(titles: Sequence[Cell], table: Table) -> list[Table]:
    """The tables under these titles; none where one of them stands over no table, or a cell over two."""
    crossed = {col for cell in table.cells for col in range(cell.col + 1, cell.col + cell.col_span)}
    between = [[c for c in range(a.col + a.col_span, b.col + 1) if c not in crossed] for a, b in pairwise(titles)]
    if not all(between):
        return []
    blocks = list(pairwise((1, *(cols[-1] for cols in between), table.n_cols + 1)))
    parts = [_part(table, first, end) for first, end in blocks]
    return parts if all(map(_is_headed, titles, parts)) else []


def _part(table: Table, first: int, end: int) -> Table:
    """The columns from ``first`` to before ``end`` without the blank ones at either side and the blank rows under."""
    cells = [cell for cell in table.cells if first <= cell.col < end]
    printed = [cell for cell in cells if cell.text]
    left = min((cell.col for cell in printed), default=first)
    right = max((cell.col + cell.col_span for cell in printed), default=end)
    bottom = max((cell.row + cell.row_span for cell in printed), default=1)
    inside = [cell for cell in cells if left <= cell.col and cell.col + cell.col_span <= right and cell.row < bottom]
    columns = sorted({cell.col for cell in inside})
    moved = (
        replace(
            cell,
            col=bisect_left(columns, cell.col) + 1,
            col_span=bisect_left(columns, cell.col + cell.col_span) - bisect_left(columns, cell.col),
            row_span=min(cell.row_span, bottom - cell.row),
        )
        for cell in inside
    )
    return replace(table, n_rows=bottom - 1, n_cols=len(columns), cells=tuple(moved))


def _is_headed(title: Cell, part: Table) -> bool:
    """Whether a title stands over most columns of a table or in the first one, and names of columns under it."""
    own = next((cell for cell in part.cells if cell.row == title.row and cell.text), None)
    is_over = own is not None and (own.col == 1 or own.col_span * 2 > part.n_cols)
    return is_over and begins_with_names(part.rows[title.row : title.row + _MOST_BETWEEN])
