"""Tables that touch on a page: one grid of lines, taken apart where a title inside it begins another table."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from pipeline.documents.parted import Place, starts_of
from pipeline.documents.pdf_grid import Grid


def tables_of(grid: Grid) -> Iterator[Grid]:
    """The tables of a grid from top to bottom, each with its own columns; the grid itself where it is one."""
    places = [Place(cell.row, cell.col, cell.row_end, cell.col_end, cell.text) for cell in grid.cells]
    starts = starts_of(places, grid.n_cols, goes_on=True)
    for first, end in zip([0, *starts], [*starts, grid.n_rows], strict=True):
        yield _cut(grid, first, end) if starts else grid


def _cut(grid: Grid, first: int, end: int) -> Grid:
    inside = [cell for cell in grid.cells if first <= cell.row < end]
    cols = sorted({cell.col for cell in inside})
    cells = [
        replace(
            cell,
            row=cell.row - first,
            row_end=min(cell.row_end, end) - first,
            col=bisect_left(cols, cell.col),
            col_end=bisect_left(cols, cell.col_end),
        )
        for cell in inside
    ]
    right = max(cell.col_end for cell in inside)
    return Grid((*(grid.xs[col] for col in cols), grid.xs[right]), grid.ys[first : end + 1], tuple(cells), grid.page)
