"""Ruled tables whose rows are not ruled: a ruled header above open rows, and rows that only columns are drawn for.

A row without lines above and below is told by its figures. Below a ruled header rows are taken as long as their texts
stand in its columns; a cell in which several whole amounts stand under each other is as many rows.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.documents.model import Box
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.lines import Line, rows_of
from pipeline.documents.page.model import Glyph
from pipeline.documents.page.rows import SAME_ROW, Row, joined_rows, pitch_of, row_of

_AMOUNT = re.compile(r"[-(（△▲]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)[.．]\d{1,6}[)）]?")
# Lines whose middles are this near stand on one height.
_SAME_HEIGHT = 3.0
# How far a text may reach over the edge of its column, and how many heights of type a row may be from the one above.
_OVER = 3.0
_ROW_DISTANCE = 2.5
_FEWEST_COLUMNS = 3
_FEWEST_LINES = 2
_FEWEST_ALONE = 3


def with_open_rows(grids: Sequence[Grid], glyphs: Sequence[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    """The ruled tables of a page with the rows that no lines part, and the characters that are in none."""
    split = [_split(grid) for grid in grids]
    if not any(map(_is_header, split)):
        return split, list(glyphs)
    rows = [row for row in map(row_of, rows_of(glyphs)) if row is not None]
    used: set[int] = set()
    result = []
    for grid in split:
        others = [other for other in grids if other.box != grid.box]
        body = _rows_below(grid, rows, others) if _is_header(grid) else []
        result.append(_extended(grid, body) if body else grid)
        used.update(id(glyph) for row in body for glyph in row.glyphs)
    return result, [glyph for glyph in glyphs if id(glyph) not in used]


def _is_amount(text: str) -> bool:
    return _AMOUNT.fullmatch("".join(text.split())) is not None


def _is_header(grid: Grid) -> bool:
    """Whether a grid has columns and no amount in any of them."""
    return grid.n_cols >= _FEWEST_COLUMNS and not any(_is_amount(line.text) for c in grid.cells for line in c.lines)


def _rows_below(grid: Grid, rows: Sequence[Row], others: Sequence[Grid]) -> list[Row]:
    """The rows right under a grid of a header alone, as far as they stand in its columns."""
    below = [other.box.top for other in others if other.box.top >= grid.box.bottom]
    end, limit = grid.box.bottom, min(below, default=float("inf"))
    body: list[Row] = []
    for row in rows:
        if row.top < grid.box.bottom - _OVER:
            continue
        if row.top - end > _ROW_DISTANCE * row.size or row.bottom > limit or not _fits(grid.xs, row.texts):
            break
        body.append(row)
        end = row.bottom
    data = [index for index, row in enumerate(body) if row.is_data]
    if not any(_is_amount(text.text) for row in body for text in row.texts) or not data:
        return []
    pitch = pitch_of(body) if len(body) > 1 else 0.0
    return [
        row
        for index, row in enumerate(body)
        if index <= data[-1] or row.middle - body[data[-1]].middle < SAME_ROW * pitch
    ]


def _fits(xs: Sequence[float], texts: Iterable[Line]) -> bool:
    """Whether each text stands in one of the columns."""
    return all(any(x0 - _OVER < text.x0 and text.x1 < x1 + _OVER for x0, x1 in pairwise(xs)) for text in texts)


def _extended(grid: Grid, body: Sequence[Row]) -> Grid:
    """The grid with these rows at its end."""
    rows = joined_rows(body, pitch_of(body) if len(body) > 1 else 0.0)
    tops = [grid.ys[-1], *(min(line.top for line in lines) for lines in rows[1:])]
    ys = (*tops, max(line.bottom for lines in rows for line in lines))
    cells = list(grid.cells)
    for number, lines in enumerate(rows):
        for col, (x0, x1) in enumerate(pairwise(grid.xs)):
            inside = tuple(line for line in lines if x0 <= (line.x0 + line.x1) / 2 < x1)
            row = grid.n_rows + number
            box = Box(x0, ys[number], x1, ys[number + 1])
            cells.append(GridCell(row, col, row + 1, col + 1, box, grid.page, inside))
    return Grid(grid.xs, (*grid.ys[:-1], *ys), tuple(cells), grid.page)


def _split(grid: Grid) -> Grid:
    """The grid with every row in which several rows of figures stand taken apart."""
    of_lines = sorted({cell.row for cell in grid.cells if len(cell.lines) >= _FEWEST_LINES})
    parts = {row: lines for row in of_lines if (lines := _rows_inside(grid, row))}
    if not parts:
        return grid
    offset: list[int] = [0]
    ys = [grid.ys[0]]
    for row in range(grid.n_rows):
        inner = [min(line.top for line in lines) for lines in parts.get(row, [[]])[1:]]
        ys += [*inner, grid.ys[row + 1]]
        offset.append(len(ys) - 1)
    cells: list[GridCell] = []
    for cell in grid.cells:
        if cell.row not in parts:
            cells.append(replace(cell, row=offset[cell.row], row_end=offset[cell.row_end]))
            continue
        own = {id(line) for line in cell.lines}
        for number, part in enumerate(parts[cell.row]):
            row = offset[cell.row] + number
            box = Box(cell.box.x0, ys[row], cell.box.x1, ys[row + 1])
            inside = tuple(line for line in part if id(line) in own)
            cells.append(GridCell(row, cell.col, row + 1, cell.col_end, box, cell.page, inside))
    return Grid(grid.xs, tuple(ys), tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))), grid.page)


def _rows_inside(grid: Grid, row: int) -> list[list[Line]]:
    """The lines of each row that stands in one ruled row; none where it is one row."""
    cells = [cell for cell in grid.cells if cell.row <= row < cell.row_end]
    if any(cell.row_end - cell.row > 1 for cell in cells):
        return []
    of_amounts = [cell for cell in cells if cell.lines and all(_is_amount(line.text) for line in cell.lines)]
    counts = sorted(len(cell.lines) for cell in of_amounts)
    several = [count for count in counts if count >= _FEWEST_LINES]
    if not several or (len(several) == 1 and several[0] < _FEWEST_ALONE):
        return []
    rows: list[Row] = []
    for line in sorted((line for cell in cells for line in cell.lines), key=lambda line: line.top + line.bottom):
        middle = (line.top + line.bottom) / 2
        if rows and middle - rows[-1].middle < _SAME_HEIGHT:
            rows[-1] = Row((*rows[-1].texts, line), ())
        else:
            rows.append(Row((line,), ()))
    rows = [replace(row, texts=tuple(sorted(row.texts, key=lambda text: text.x0))) for row in rows]
    if sum(row.is_data for row in rows) < _FEWEST_LINES:
        return []
    return joined_rows(rows, pitch_of(rows))
