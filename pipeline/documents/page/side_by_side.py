"""Tables side by side in one grid of lines: parted at the edge between the blocks of columns over which their titles
stand.

The grid is one where the lines of both touch, or run on over the room between them. The titles are in the first row of
the grid, each a cell over the columns of its table, or at one height over the grid, each in the middle of its columns
or at their beginning. No cell lies on both sides of the edge. A table with headers over blocks of its columns has one
title, and the number of a form beside it is none.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, product

from pipeline.documents.page.grid import Grid, GridCell, without_empty_lines
from pipeline.documents.page.lines import Line
from pipeline.documents.page.text import PlacedLine
from pipeline.documents.titles import is_title_of_table

# The number of the form may stand in a row over the titles.
_FIRST_ROWS = 2
# Titles stand at one height, and in the middle of their columns or at their beginning, within this part of their type.
_LEVEL, _OFF = 0.5, 1.0


def side_by_side(grid: Grid, grids: Sequence[Grid], lines: Sequence[PlacedLine]) -> list[Grid]:
    """The tables of a grid from left to right, the grid itself where it is one; ``grids`` and ``lines`` are those of
    its page.
    """
    top = grid.ys[0] + 1
    above = max((other.ys[-1] for other in grids if other.ys[-1] <= top), default=0.0)
    over = [placed.line for placed in lines if above <= placed.line.top and placed.line.bottom <= top]
    return _by_titles_inside(grid) or _by_titles_over(grid, over) or [grid]


def _by_titles_inside(grid: Grid) -> list[Grid]:
    for _, of_row in groupby((cell for cell in grid.cells if cell.row < _FIRST_ROWS), key=lambda cell: cell.row):
        titles = [cell for cell in of_row if cell.text]
        if len(titles) > 1 and all(is_title_of_table(cell.text) for cell in titles):
            edges = _free_edges(grid)
            between = [[col for col in edges if a.col_end <= col <= b.col] for a, b in pairwise(titles)]
            if not all(between):
                return []
            parts = _parts(grid, [cols[-1] for cols in between])
            cover = ((title.col_end - title.col) * 2 > part.n_cols for title, part in zip(titles, parts, strict=True))
            return parts if parts and all(cover) else []
    return []


def _by_titles_over(grid: Grid, over: Sequence[Line]) -> list[Grid]:
    """The tables under titles at one height, the lowest title among them; parted where their middles fit best."""
    lowest = max((line for line in over if is_title_of_table(line.text)), key=lambda line: line.bottom, default=None)
    if lowest is None:
        return []
    titles = sorted((line for line in over if abs(line.bottom - lowest.bottom) <= _LEVEL * line.size), key=_left)
    if len(titles) < 2 or not all(is_title_of_table(line.text) for line in titles):
        return []
    edges = _free_edges(grid)
    between = [[col for col in edges if a.x1 <= grid.xs[col] <= b.x0] for a, b in pairwise(titles)]
    found = [parts for cuts in product(*between) if (parts := _parts(grid, cuts))]
    return min(
        (parts for parts in found if _stand_over(titles, parts)), key=lambda parts: _off(titles, parts), default=[]
    )


def _left(line: Line) -> float:
    return line.x0


def _free_edges(grid: Grid) -> list[int]:
    """The numbers of the edges between columns on which no cell lies."""
    crossed = {col for cell in grid.cells for col in range(cell.col + 1, cell.col_end)}
    return [col for col in range(1, grid.n_cols) if col not in crossed]


def _parts(grid: Grid, cuts: Sequence[int]) -> list[Grid]:
    """The tables between these edges, without blank columns where they were parted; none if one of them is no table."""
    blocks = list(pairwise((0, *cuts, grid.n_cols)))
    parts = [_without_blank_ends([cell for cell in grid.cells if a <= cell.col < b]) for a, b in blocks]
    if not all(map(_is_table, parts)):
        return []
    return [without_empty_lines(grid.xs, grid.ys, cells, grid.page) for cells in parts]


def _without_blank_ends(cells: Sequence[GridCell]) -> list[GridCell]:
    """The cells without blank columns at either side and what no line closes under the shorter of two tables."""
    printed = [cell for cell in cells if cell.text]
    first = min((cell.col for cell in printed), default=0)
    end = max((cell.col_end for cell in printed), default=0)
    inside = [cell for cell in cells if first <= cell.col and cell.col_end <= end]
    last = max((cell.row_end for cell in inside), default=0)
    is_open = all(not cell.text and cell.open_below for cell in inside if cell.row_end == last)
    return [cell for cell in inside if cell.row_end < last] if is_open else inside


def _is_table(cells: Sequence[GridCell]) -> bool:
    """Whether there are rows under each other, and one with several texts."""
    rows = [cell.row for cell in cells if cell.text]
    return len(set(rows)) > 1 and len(set(rows)) < len(rows)


def _stand_over(titles: Sequence[Line], parts: Sequence[Grid]) -> bool:
    at_left = (abs(title.x0 - part.xs[0]) <= _OFF * title.size for title, part in zip(titles, parts, strict=True))
    return all(off <= _OFF for off in _offs(titles, parts)) or all(at_left)


def _off(titles: Sequence[Line], parts: Sequence[Grid]) -> float:
    return max(_offs(titles, parts))


def _offs(titles: Sequence[Line], parts: Sequence[Grid]) -> Iterator[float]:
    """How far from the middle of its table each title stands, in heights of its type."""
    for title, part in zip(titles, parts, strict=True):
        yield abs(title.x0 + title.x1 - part.xs[0] - part.xs[-1]) / 2 / title.size
