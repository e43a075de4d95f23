"""Rows of a ruled table between which the line is missing, as what they print tells: they are cut again.

Amounts stand under the texts of a header in the same cells: the line under the header is missing. A cell over several
rows holds the amount of each: it is as many cells. A row is as high as several, and its lines stand in the middle of
each of these and have room for what follows: they are as many rows.
"""

from collections.abc import Sequence

from pipeline.documents.ordinals import ordinal_of
from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.lines import Line
from pipeline.documents.page.missing_lines.grid_cuts import OVER, SEVERAL, cut, holds_amount, is_clear
from pipeline.documents.page.missing_lines.high_rows import with_rows_of_one_height
from pipeline.documents.page.missing_lines.merged_rows import with_merged_parted, with_names_parted, with_records_cut

# How far amounts of one row may be from each other, in points.
_SAME_LINE = 3.0


def with_glued_rows(grid: Grid) -> Grid:
    """The grid with a line wherever one is missing between rows, as far as what is printed says so."""
    grid = with_merged_parted(with_records_cut(_with_header_cut(grid)))
    return _with_ordinals_parted(with_rows_of_one_height(with_names_parted(grid)))


def _with_header_cut(grid: Grid) -> Grid:
    """The grid with its header cut off the first row of amounts."""
    row = min((cell.row_end - 1 for cell in grid.cells if holds_amount(cell)), default=None)
    if row is None:
        return grid
    cells = [cell for cell in grid.cells if cell.row <= row < cell.row_end]
    of_amounts = [cell for cell in cells if holds_amount(cell)]
    height = _under_texts(of_amounts, [line for cell in cells for line in cell.lines])
    several = sum(len(cell.lines) >= SEVERAL for cell in cells)
    if height is None or several < SEVERAL or not grid.ys[row] < height < grid.ys[row + 1]:
        return grid
    return cut(grid, row, height)


def _under_texts(of_amounts: Sequence[GridCell], lines: Sequence[Line]) -> float | None:
    """Where a line is missing between texts and the amounts under them, in the widest room without a line of text."""
    above = [line for cell in of_amounts for line in cell.lines if not is_figure(line.text)]
    amounts = [line for cell in of_amounts for line in cell.lines if is_figure(line.text)]
    top = min(line.top for line in amounts)
    if not all(any(not is_figure(line.text) for line in cell.lines) for cell in of_amounts):
        return None
    if any(line.top - top > _SAME_LINE for line in amounts) or any(line.bottom > top + OVER for line in above):
        return None
    return _widest_room(lines, max(line.bottom for line in above), top)


def _widest_room(lines: Sequence[Line], top: float, bottom: float) -> float | None:
    """The middle of the widest room between two heights through which no line of text goes."""
    ends = [top]
    rooms: list[tuple[float, float]] = []
    for line in sorted(lines, key=lambda line: line.top):
        if line.bottom <= top or line.top >= bottom:
            continue
        rooms.append((max(ends), line.top))
        ends.append(line.bottom)
    rooms.append((max(ends), bottom))
    widest = max(rooms, key=lambda room: room[1] - room[0])
    return (widest[0] + widest[1]) / 2 if widest[1] >= widest[0] else None


def _with_ordinals_parted(grid: Grid) -> Grid:
    """The grid with each row parted in which a name has two ordinals, those between the one above and the one below.

    A text of several points (一、… 二、…) stands between texts that begin with the first one, too.
    """
    for col in range(grid.n_cols):
        column = [cell for cell in grid.cells if cell.col == col and cell.row_end - cell.row == 1 and cell.lines]
        for above, cell, below in reversed(list(zip([None, *column], column, [*column[1:], None], strict=False))):
            if len(cell.lines) < SEVERAL:
                continue
            at = [(ordinal, line) for line in cell.lines if (ordinal := ordinal_of(line.text)) is not None]
            if len(at) != SEVERAL or at[0][1] is not cell.lines[0] or at[1][0] != at[0][0] + 1:
                continue
            is_after = above is not None and ordinal_of(above.text) == at[0][0] - 1 > 0
            is_before = below is not None and ordinal_of(below.text) == at[1][0] + 1
            upper = cell.lines[cell.lines.index(at[1][1]) - 1]
            height = (upper.bottom + at[1][1].top) / 2
            beside = [other for other in grid.cells if other.row <= cell.row < other.row_end]
            if (is_after or is_before) and is_clear(beside, height) and upper.bottom <= at[1][1].top + OVER:
                grid = cut(grid, cell.row, height)
    return grid
