"""Tables that touch on a page: one grid of lines, taken apart where a title inside it begins another table.

Each part has columns of its own, by which it goes on on the next page; `apart` sees tables only when they are whole.
A row begins another table that holds nothing but one cell over all or most columns whose text is a title (…表), where
rows of several texts stand above and below it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.documents.model import squeezed
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.titles import is_form_number, is_title_of_table

# How many characters a title has, and what stands in none.
_SHORTEST, _LONGEST = 4, 75
_SENTENCE = re.compile("[。；;：:]")


def tables_of(grid: Grid) -> Iterator[Grid]:
    """The tables of a grid from top to bottom, each with its own columns; the grid itself where it is one."""
    starts = _starts(grid)
    for first, end in zip([0, *starts], [*starts, grid.n_rows], strict=True):
        yield _cut(grid, first, end) if starts else grid


def _starts(grid: Grid) -> list[int]:
    """The rows, but for the first, with which another table begins; a title at the end has its table overleaf."""
    by_row: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        by_row.setdefault(cell.row, []).append(cell)
    lines = {row: squeezed(of_row[0].text) for row, of_row in by_row.items() if _is_line(of_row, grid.n_cols)}
    titles = [row for row in sorted(by_row) if _is_title(by_row[row], grid.n_cols)]
    several = [row for row, of_row in by_row.items() if sum(bool(cell.text) for cell in of_row) > 1]
    starts: list[int] = []
    for index, title in enumerate(titles):
        start = title
        while start - 1 in lines and is_form_number(lines[start - 1]):
            start -= 1
        first, end = starts[-1] if starts else 0, titles[index + 1] if index + 1 < len(titles) else None
        is_above = any(first <= row < start for row in several)
        if is_above and (end is None or any(title < row < end for row in several)):
            starts.append(start)
    return starts


def _is_line(of_row: Sequence[GridCell], n_cols: int) -> bool:
    """Whether a row is one printed cell over all columns and nothing else."""
    first = of_row[0]
    if len(of_row) != 1 or not first.text:
        return False
    return first.row_end - first.row == 1 < first.col_end - first.col == n_cols


def _is_title(of_row: Sequence[GridCell], n_cols: int) -> bool:
    """Whether a row is a title over all columns, or over most of them with nothing beside it.

    The number of a form (公开02表) may stand over its title or under it.
    """
    first, *others = of_row
    if first.col > 0 or first.row_end - first.row > 1 or any(other.text for other in others):
        return False
    text = squeezed(first.text)
    is_title = _SHORTEST <= len(text) <= _LONGEST and is_title_of_table(text) and _SENTENCE.search(text) is None
    return is_title and 1 < first.col_end - first.col > n_cols / 2


def _without_room(cells: Sequence[GridCell], n_rows: int) -> list[GridCell]:
    """The cells without a blank one beside all rows: the room beside a table narrower than one that it touches."""
    ends = {min(cell.col for cell in cells), max(cell.col for cell in cells)}
    room = [cell for cell in cells if cell.col in ends and not cell.text and cell.row_end - cell.row >= n_rows > 1]
    return [cell for cell in cells if cell not in room] or list(cells)


def _cut(grid: Grid, first: int, end: int) -> Grid:
    inside = _without_room([cell for cell in grid.cells if first <= cell.row < end], end - first)
    cols = sorted({cell.col for cell in inside})
    cells = [
        cell._replace(
            row=cell.row - first,
            row_end=min(cell.row_end, end) - first,
            col=bisect_left(cols, cell.col),
            col_end=bisect_left(cols, cell.col_end),
        )
        for cell in inside
    ]
    right = max(cell.col_end for cell in inside)
    return Grid((*(grid.xs[col] for col in cols), grid.xs[right]), grid.ys[first : end + 1], tuple(cells), grid.page)
