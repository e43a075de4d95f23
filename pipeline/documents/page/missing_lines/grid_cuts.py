"""A grid with one more line in a row, or with some of its cells in parts."""

from collections.abc import Callable, Iterable, Sequence

from pipeline.documents.model import Box
from pipeline.documents.page.figures import is_amount, is_figure
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.lines import Line
from pipeline.documents.page.running_on import width_of_unit

SEVERAL = 2
OVER = 1.5
"""How far lines of text may reach over a line of the table, in points."""
# A line of text is full where there is no room for so many more characters.
_ROOM = 1.5
# The margin at its right is so wide, in characters.
_MARGIN = 0.6
# So wide is the room that programs leave between Chinese and other letters or digits.
_BETWEEN = 0.25


def cut(grid: Grid, row: int, height: float) -> Grid:
    """The grid with one more line in a row."""

    def parts(cell: GridCell) -> list[GridCell]:
        if not cell.row <= row < cell.row_end:
            later = int(cell.row > row)
            return [cell._replace(row=cell.row + later, row_end=cell.row_end + later)]
        upper, lower = halves(cell, height)
        if cell.row < row and cell.row_end > row + 1 and not (upper and lower):
            return [cell._replace(row_end=cell.row_end + 1)]
        return parted(cell, row + 1, height, (upper, lower), (cell.row, cell.row_end + 1))

    return with_parts(grid, (*grid.ys[: row + 1], height, *grid.ys[row + 1 :]), parts)


def with_parts(grid: Grid, ys: Sequence[float], parts: Callable[[GridCell], list[GridCell]]) -> Grid:
    """The grid with these lines across, each cell in the parts that are said."""
    cells = [part for cell in grid.cells for part in parts(cell)]
    return Grid(grid.xs, tuple(ys), tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))), grid.page)


def is_clear(cells: Iterable[GridCell], height: float) -> bool:
    """Whether a line at this height goes through no text of these cells."""
    return not any(line.top + OVER < height < line.bottom - OVER for cell in cells for line in cell.lines)


def halves(cell: GridCell, height: float) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of a cell above and below a height."""
    upper = tuple(line for line in cell.lines if line.top + line.bottom < 2 * height)
    return upper, cell.lines[len(upper) :]


def parted(
    cell: GridCell, at: int, height: float, lines: tuple[tuple[Line, ...], tuple[Line, ...]], rows: tuple[int, int]
) -> list[GridCell]:
    """A cell of these rows as two, of which the second begins with row ``at``."""
    box = cell.box
    return [
        cell._replace(
            row=rows[0], row_end=at, box=Box(box.x0, box.top, box.x1, height), lines=lines[0], open_below=False
        ),
        cell._replace(
            row=at, row_end=rows[1], box=Box(box.x0, height, box.x1, box.bottom), lines=lines[1], open_above=False
        ),
    ]


def is_full(cell: GridCell, line: Line, following: str = "") -> bool:
    """Whether a line has no room for what follows: one character, or what no line break parts at its start."""
    between = _BETWEEN if following and line.text[-1].isascii() != following[0].isascii() else 0.0
    room = max(_ROOM, width_of_unit(following) + _MARGIN + between) if following else _ROOM
    return cell.box.x1 - line.x1 < room * line.size and not is_figure(line.text)


def holds_amount(cell: GridCell) -> bool:
    """Whether an amount stands in a line of a cell."""
    return any(is_amount(line.text) for line in cell.lines)
