"""Tables too wide for their paper: columns that go on on the next page, laid beside those of the page before.

Both pages print the same rows, so the rows of both grids are as many and as high. The next page repeats the names of
the rows or prints figures alone; a table of its own would print names that are others, or headers that are the same.
What stands in the middle over the whole table, its title, is then printed on the next page, or cut in two.
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.join import JoinedTable, begin
from pipeline.documents.page.seam import Part, is_figure

_FEWEST_ROWS = 3
_SAME_HEIGHT = 1.0
# A text that ends nearer to the edge of its cell, in points, is cut there.
_CUT = 0.5


def goes_on_beside(table: JoinedTable, ys: Sequence[float], grid: Grid) -> bool:
    """Whether the columns of a grid go on with those of a table of the page before, whose rows are at ``ys``."""
    if table.n_rows != grid.n_rows or grid.n_rows < _FEWEST_ROWS or len(ys) != len(grid.ys):
        return False
    heights = [[below - above for above, below in pairwise(edges)] for edges in (ys, grid.ys)]
    if any(abs(one - other) > _SAME_HEIGHT for one, other in zip(*heights, strict=True)):
        return False
    repeated = _repeated(table, grid)
    new = [cell for cell in grid.cells if cell.col >= repeated and cell.text]
    body = [cell for cell in new if any(is_figure(other.text) for other in new if other.row == cell.row)]
    words = {_squeeze(cell.text) for cell in new if cell not in body}
    known = {_squeeze(cell.text) for cell in table.cells if cell.text and not is_figure(cell.text)}
    names = all(is_figure(cell.text) for cell in body)
    return bool(body) and bool(words) and names and not words & known


def is_one_print(table: JoinedTable, ys: Sequence[float], grid: Grid, titles: tuple[bool, bool]) -> bool:
    """Whether a grid under lines of its own page goes on with a table: it stands as high and names no rows, the table
    names them, and not both have a title (``titles``: of the table, of the grid)."""
    named = {cell.row for cell in table.cells if cell.text and not is_figure(cell.text)}
    with_figures = {cell.row for cell in table.cells if is_figure(cell.text)}
    return (
        not all(titles)
        and abs(ys[0] - grid.ys[0]) <= _SAME_HEIGHT
        and _repeated(table, grid) == 0
        and bool(with_figures)
        and with_figures <= named
    )


def append_beside(table: JoinedTable, grid: Grid) -> None:
    """Put the columns of the grid of the next page at the right of the table, without names of rows printed again."""
    repeated = _repeated(table, grid)
    shift = table.xs[-1] - grid.xs[repeated]
    first = len(table.xs) - 1 - repeated
    for part in begin(grid).cells:
        if part.col >= repeated:
            part.col, part.col_end = part.col + first, part.col_end + first
            cut = next((cell for cell in table.cells if part.col == first and _goes_on_in(cell, part)), None)
            if cut is None:
                table.cells.append(part)
            else:
                cut.text, cut.col_end = cut.text + part.text, part.col_end
    table.xs = (*table.xs, *(x + shift for x in grid.xs[repeated + 1 :]))
    table.page_to, table.bottom = grid.page, grid.box.bottom


def _goes_on_in(cell: Part, part: Part) -> bool:
    """Whether the words of a cell reach the very edge of the paper, which cut them, and end on the next page."""
    ends = [line.x1 for line in cell.lines]
    return (
        (cell.row, cell.row_end, cell.col_end) == (part.row, part.row_end, part.col)
        and bool(part.text and ends)
        and not is_figure(cell.text + part.text)
        and cell.box is not None
        and max(ends) > cell.box.x1 - _CUT
    )


def _repeated(table: JoinedTable, grid: Grid) -> int:
    """How many columns at the left of a grid are those of the table, text for text."""
    count = 0
    while count + 1 < min(len(table.xs), len(grid.xs)) - 1 and _column(table.cells, count) == _column(
        grid.cells, count
    ):
        count += 1
    return count if any(text for col in range(count) for text in _column(grid.cells, col).values()) else 0


def _column(cells: Sequence[Part] | Sequence[GridCell], col: int) -> dict[int, str]:
    return {cell.row: _squeeze(cell.text) for cell in cells if cell.col == col and cell.text}


def _squeeze(text: str) -> str:
    return "".join(text.split())
