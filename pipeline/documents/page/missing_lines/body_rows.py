"""Rows that may be of the body of a table: whether they print its money, in its columns, and where each ends."""

from collections.abc import Sequence

from pipeline.documents.page.figures import is_amount, is_figure
from pipeline.documents.page.grid import Grid
from pipeline.documents.page.lines import Line
from pipeline.documents.page.missing_lines.open_grid import Groups
from pipeline.documents.page.rows import SAME_ROW, Row, pitch_of
from pipeline.documents.page.unruled.row_groups import grouped_rows

FEWEST_COLUMNS = 2
SAME_EDGE = 2.0
"""Edges of one column in two grids, or of one column's amounts, differ by no more points."""


def are_money(rows: Sequence[Row]) -> bool:
    """Whether an amount is among the texts of rows, or a row prints whole figures in several columns."""
    amounts = any(is_amount(text.text) for row in rows for text in row.texts)
    return amounts or any(len(row.figures) >= FEWEST_COLUMNS for row in rows)


def are_aligned(rows: Sequence[Row], grid: Grid) -> bool:
    """Whether the amounts of rows stand under amounts of a grid, one end or the middle under the other, in one column
    at least, and nowhere beside them."""
    known: dict[int, list[Line]] = {}
    for cell in grid.cells:
        known.setdefault(cell.col, []).extend(line for line in cell.lines if is_amount(line.text))
    is_known = False
    for text in (text for row in rows for text in row.texts if is_amount(text.text)):
        own = known.get(sum(x <= (text.x0 + text.x1) / 2 for x in grid.xs) - 1, [])
        if own and not any(_is_in_line(text, other) for other in own):
            return False
        is_known = is_known or bool(own)
    return is_known


def _is_in_line(one: Line, other: Line) -> bool:
    ends = one.x0 - other.x0, one.x1 - other.x1
    return min(abs(ends[0]), abs(ends[1]), abs(sum(ends) / 2)) < SAME_EDGE


def ending_with_data(rows: Sequence[Row]) -> list[Row]:
    """The rows up to the last one that prints figures, with the lines of its cells under it."""
    data = [index for index, row in enumerate(rows) if row.is_data]
    if not data:
        return []
    pitch = pitch_of(rows) if len(rows) > 1 else 0.0
    last = rows[data[-1]]
    near = SAME_ROW * max(pitch, last.size)
    return [row for index, row in enumerate(rows) if index <= data[-1] or row.middle - last.middle < near]


def are_rows(rows: Sequence[Row], grid: Grid) -> bool:
    """Whether rows under a header of two columns print a name and an amount each; under more columns they are rows."""
    if grid.n_cols > FEWEST_COLUMNS:
        return True
    return all(not row.figures or (len(row.texts) == len(row.figures) + 1 == 2) for row in rows)


def grouped(rows: Sequence[Row], grid: Grid) -> Groups:
    """The lines of each row, under a header that reaches down to the last line of a grid without figures."""
    if len(rows) < 2:
        return [list(rows)] if rows else []
    head = [Row((line,), ()) for cell in grid.cells for line in cell.lines if not is_figure(line.text)]
    return grouped_rows([rows], head, pitch_of(rows))[0]
