"""Rows that are as high as several: each of these has its own lines in its middle."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.ordinals import ordinal_of
from pipeline.documents.page.figures import is_amount
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.missing_lines.grid_cuts import SEVERAL, cut, halves, holds_amount, is_full

# So many rows, and this part of all, are as high as most; a row is so many times as high within this part of it.
_FEWEST_ALIKE, _ALIKE = 5, 0.5
# Or so many rows and no other.
_FEWEST_OF_ALL = 4
_MOST_OFF = 0.12
# A line is in the middle of its row within this part of the height of a row.
_OFF_MIDDLE = 0.2
_MOST_ROWS = 4


def with_rows_of_one_height(grid: Grid) -> Grid:
    """The grid with the rows parted that are as high as several, each of which has its own lines in its middle."""
    heights = [below - above for above, below in pairwise(grid.ys)]
    common, count = Counter(round(height) for height in heights).most_common(1)[0]
    is_common = count >= max(_FEWEST_ALIKE, _ALIKE * grid.n_rows) or count == grid.n_rows - 1 >= _FEWEST_OF_ALL
    if not is_common or not common:
        return grid
    first = min((cell.row for cell in grid.cells if holds_amount(cell)), default=None)
    for row in range(grid.n_rows - 1, first - 1 if first is not None else grid.n_rows, -1):
        n_rows = round(heights[row] / common)
        height = heights[row] / n_rows if n_rows else 0.0
        if not SEVERAL <= n_rows <= _MOST_ROWS or abs(height - common) > _MOST_OFF * common:
            continue
        places = [grid.ys[row] + number * height for number in range(n_rows + 1)]
        cells = [cell for cell in grid.cells if cell.row <= row < cell.row_end]
        if _are_rows(cells, row, places):
            for place in reversed(places[1:-1]):
                grid = cut(grid, row, place)
    return grid


def _are_rows(cells: Sequence[GridCell], row: int, places: Sequence[float]) -> bool:
    """Whether the lines of cells of one row are those of several, which these places part.

    The lines of each stand in its middle. None is full, so that no text runs on, unless the next begins with an
    ordinal, and no amount is broken over lines. A cell over more rows around it prints nothing on both sides of a
    place.
    """
    printed: set[int] = set()
    for cell in cells:
        if _is_broken_amount(cell):
            return False
        if cell.row_end - cell.row > 1:
            is_around = cell.row < row and cell.row_end > row + 1
            if not is_around or any(all(halves(cell, place)) for place in places[1:-1]):
                return False
            continue
        parts = [
            [line for line in cell.lines if top <= (line.top + line.bottom) / 2 < bottom]
            for top, bottom in pairwise(places)
        ]
        if sum(map(len, parts)) < len(cell.lines):
            return False
        for lines, (top, bottom) in zip(parts, pairwise(places), strict=True):
            if lines and abs(lines[0].top + lines[-1].bottom - top - bottom) / 2 > _OFF_MIDDLE * (bottom - top):
                return False
        numbers = [number for number, lines in enumerate(parts) if lines]
        for number, following in pairwise(numbers):
            below = parts[following][0].text
            if is_full(cell, parts[number][-1], below) and ordinal_of(below) is None:
                return False
        printed.update(numbers)
    return printed == set(range(len(places) - 1))


def _is_broken_amount(cell: GridCell) -> bool:
    """Whether the lines of a cell are an amount together, and not each of them one: 620.4 over 041."""
    texts = [line.text for line in cell.lines]
    return len(texts) > 1 and is_amount("".join(texts)) and not all(map(is_amount, texts))
