"""Open rows put to a grid: over it, under it, and grids one under the other as one."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.documents.model import Box
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.lines import Line
from pipeline.documents.page.rows import Row

Groups = list[list[Row]]


def with_rows_under(grid: Grid, groups: Groups) -> Grid:
    """The grid with these rows at its end."""
    ys = (grid.ys[-1], *(_top(group) for group in groups[1:]), _bottom(groups[-1]))
    cells = _cells(groups, grid.xs, ys, grid.n_rows, grid.page)
    return Grid(grid.xs, (*grid.ys, *ys[1:]), (*grid.cells, *cells), grid.page)


def with_rows_over(grid: Grid, groups: Groups) -> Grid:
    """The grid with these rows at its begin."""
    ys = (*(_top(group) for group in groups), grid.ys[0])
    cells = _cells(groups, grid.xs, ys, 0, grid.page)
    return Grid(grid.xs, (*ys[:-1], *grid.ys), (*cells, *_moved(grid, len(groups))), grid.page)


def as_one(grid: Grid, below: Grid) -> Grid:
    """Two grids of the same columns as one."""
    cells = (*grid.cells, *_moved(below, grid.n_rows))
    return Grid(grid.xs, (*grid.ys[:-1], *below.ys), cells, grid.page)


def with_columns(grid: Grid, xs: Sequence[float]) -> Grid:
    """A grid whose edges are some of these, as one of all these columns."""
    at = [min(range(len(xs)), key=lambda col: abs(xs[col] - x)) for x in grid.xs]
    cells = tuple(cell._replace(col=at[cell.col], col_end=at[cell.col_end]) for cell in grid.cells)
    return Grid(tuple(xs), grid.ys, cells, grid.page)


def _cells(groups: Groups, xs: Sequence[float], ys: Sequence[float], first: int, page: int) -> Iterator[GridCell]:
    """The cells of rows, of which the first is row ``first`` and ``ys`` are the edges."""
    for number, group in enumerate(groups):
        texts = sorted((text for row in group for text in row.texts), key=lambda text: (text.top, text.x0))
        for col, (x0, x1) in enumerate(pairwise(xs)):
            inside: tuple[Line, ...] = tuple(text for text in texts if x0 <= (text.x0 + text.x1) / 2 < x1)
            box = Box(x0, ys[number], x1, ys[number + 1])
            yield GridCell(first + number, col, first + number + 1, col + 1, box, page, inside)


def _top(group: Sequence[Row]) -> float:
    return min(row.top for row in group)


def _bottom(group: Sequence[Row]) -> float:
    return max(row.bottom for row in group)


def _moved(grid: Grid, rows: int) -> list[GridCell]:
    return [cell._replace(row=cell.row + rows, row_end=cell.row_end + rows) for cell in grid.cells]
