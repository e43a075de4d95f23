"""Ruled tables whose rows are not all ruled: a row in which several rows of figures stand is taken apart.

A cell in which several whole amounts stand under each other is as many rows, and so are figures that stand at the same
heights in two, and lines of which one that is neither the first, the last nor in the middle has an amount beside it.
Where a table has such a row, its others with several lines are parted too, and lines and figures of all of them say
which lines are one row.
"""

from collections.abc import Sequence
from itertools import permutations

from pipeline.documents.model import Box
from pipeline.documents.page.figures import is_amount, is_figure
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.lines import Line, rows_of
from pipeline.documents.page.missing_lines.broken_figures import in_one_line
from pipeline.documents.page.missing_lines.cut_rows import cut_row
from pipeline.documents.page.missing_lines.row_blocks import parted_at_figures, side_of
from pipeline.documents.page.model import Page
from pipeline.documents.page.rows import CODE, Row, pitch_of, spacing_of
from pipeline.documents.page.unruled.row_groups import grouped_rows

# Lines whose middles are this near stand on one height, and those on the same line of type nearer than the second.
_SAME_HEIGHT = 3.0
_SAME_LINE = 1.0
_FEWEST_LINES = 2
# So many figures at the same heights in two cells are of so many rows, also where they are not sure to be money.
_FEWEST_FIGURES = 4


def with_open_rows(page: Page, grids: Sequence[Grid]) -> list[Grid]:
    """The ruled tables of a page, each row of theirs taken apart in which several rows stand."""
    return [_parted(grid, parts) if (parts := _parts(page, grid)) else grid for grid in grids]


def _parts(page: Page, grid: Grid) -> dict[int, list[list[Line]]]:
    """For each ruled row that is several the lines of each of these."""
    several = sorted({cell.row for cell in grid.cells if len(cell.lines) >= _FEWEST_LINES})
    sure = [row for row in several if _has_rows(grid, row)]
    if not sure:
        return {}
    first = min([sure[0], *(cell.row for cell in grid.cells for line in cell.lines if is_amount(line.text))])
    several = [row for row in several if row >= first]
    hanging = {row: lines for row in several if (lines := parted_at_figures(_cells(grid, row)))}
    bands = {row: rows for row in several if row not in hanging and (rows := _lines_in(page, grid, row))}
    parts = {row: lines for row, lines in hanging.items() if len(lines) > 1}
    if not bands:
        return parts
    head = [Row((line,), ()) for cell in grid.cells if cell.row < first for line in cell.lines]
    pitch = pitch_of([row for rows in bands.values() for row in rows])
    groups = grouped_rows(list(bands.values()), head, pitch)
    return parts | {
        row: [[text for line in group for text in line.texts] for group in of_row]
        for row, of_row in zip(bands, groups, strict=True)
        if len(of_row) > 1
    }


def _cells(grid: Grid, row: int) -> list[GridCell]:
    """The cells of a row, none where one is higher."""
    cells = [cell for cell in grid.cells if cell.row <= row < cell.row_end]
    return cells if all(cell.row_end - cell.row == 1 for cell in cells) else []


def _has_rows(grid: Grid, row: int) -> bool:
    """Whether amounts in the cells of a ruled row, and more beside them, say that it is several rows."""
    cells = _cells(grid, row)
    of_codes = [cell for cell in cells if cell.lines and all(CODE.fullmatch(line.text) for line in cell.lines)]
    of_amounts = [cell for cell in cells if cell.lines and all(is_amount(line.text) for line in cell.lines)]
    several = [cell for cell in (*of_amounts, *of_codes) if len(cell.lines) >= _FEWEST_LINES]
    if _has_columns_of_figures(cells):
        return True
    if any(_is_beside_inner_line(cell.lines[0], cells) for cell in of_amounts if len(cell.lines) == 1):
        return True
    if not several:
        return False
    rows: list[Row] = []
    for line in sorted((line for cell in cells for line in cell.lines), key=lambda line: line.top + line.bottom):
        middle = (line.top + line.bottom) / 2
        if rows and middle - rows[-1].middle < _SAME_HEIGHT:
            rows[-1] = Row((*rows[-1].texts, line), ())
        else:
            rows.append(Row((line,), ()))
    return sum(row.is_data for row in rows) >= _FEWEST_LINES


def _has_columns_of_figures(cells: Sequence[GridCell]) -> bool:
    """Whether two cells hold figures alone, all of one of them at heights of those of the other."""
    columns = [
        [(line.top + line.bottom) / 2 for line in cell.lines]
        for cell in cells
        if len(cell.lines) >= _FEWEST_FIGURES and all(is_figure(line.text) for line in cell.lines)
    ]
    return any(
        all(any(abs(middle - other) < _SAME_LINE for other in second) for middle in first)
        for first, second in permutations(columns, 2)
    )


def _is_beside_inner_line(amount: Line, cells: Sequence[GridCell]) -> bool:
    """Whether an amount stands at the height of a line of a cell where no text of one line stands in a row: not of the
    first, the last or the one in the middle."""
    middle = (amount.top + amount.bottom) / 2
    for cell in cells:
        for number, line in enumerate(cell.lines[1:-1], start=1):
            if abs((line.top + line.bottom) / 2 - middle) < _SAME_LINE and 2 * number != len(cell.lines) - 1:
                return True
    return False


def _lines_in(page: Page, grid: Grid, row: int) -> list[Row]:
    """The lines of a ruled row, one text in each cell; none where a text stands in no cell or a cell is higher."""
    cells = _cells(grid, row)
    if not cells:
        return []
    xs = (*(cell.box.x0 for cell in cells), cells[-1].box.x1)
    top, bottom = grid.ys[row], grid.ys[row + 1]
    inside = [g for g in page.glyphs if top <= (g.top + g.bottom) / 2 < bottom and xs[0] <= g.x0 < xs[-1]]
    lines = rows_of(in_one_line(inside, cells, side_of(cells)))
    spacing = spacing_of(lines)
    cut = [cut_row(line, xs, spacing) for line in lines]
    return [line for line in cut if line is not None] if None not in cut else []


def _parted(grid: Grid, parts: dict[int, list[list[Line]]]) -> Grid:
    """The grid with these rows, each as many rows as it has lists of lines."""
    offset: list[int] = [0]
    ys = [grid.ys[0]]
    for row in range(grid.n_rows):
        inner = [min(line.top for line in lines) for lines in parts.get(row, [[]])[1:]]
        ys += [*inner, grid.ys[row + 1]]
        offset.append(len(ys) - 1)
    cells: list[GridCell] = []
    for cell in grid.cells:
        if cell.row not in parts:
            cells.append(cell._replace(row=offset[cell.row], row_end=offset[cell.row_end]))
            continue
        for number, part in enumerate(parts[cell.row]):
            row = offset[cell.row] + number
            box = Box(cell.box.x0, ys[row], cell.box.x1, ys[row + 1])
            inside = tuple(line for line in part if box.x0 <= (line.x0 + line.x1) / 2 < box.x1)
            cells.append(GridCell(row, cell.col, row + 1, cell.col_end, box, cell.page, inside))
    return Grid(grid.xs, tuple(ys), tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))), grid.page)
