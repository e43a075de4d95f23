"""Rows without an amount at the end of a page, under a table of which no lines part the rows.

Where the next page goes on with the table, whatever stands in its columns down to the end of the page, each text
beginning where others of its column begin, are rows of it; else they may be a note.
"""

from collections.abc import Sequence

from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.grid import Grid
from pipeline.documents.page.lines import Line, rows_of
from pipeline.documents.page.missing_lines.cut_rows import cut_row
from pipeline.documents.page.missing_lines.open_grid import with_rows_under
from pipeline.documents.page.model import Edge, Glyph
from pipeline.documents.page.rows import ROW_DISTANCE, Row, row_of, spacing_of
from pipeline.documents.page.unruled.captions import is_caption, is_furniture

# Texts of one column begin within so many points.
_BEGINNING = 1.0
# How many lines a page prints over the rest of a table, and under its begin.
_MOST_LINES = 2


def with_last_rows(grid: Grid, glyphs: Sequence[Glyph], edges: Sequence[Edge]) -> tuple[Grid, list[Glyph]]:
    """A grid that the next page goes on with and the rows under it, and those characters of its page that are in none
    of them. ``edges`` are the lines of its page: under a last row with lines on its sides and below stand no rows.
    """
    if _is_closed(grid, edges):
        return grid, list(glyphs)
    under = [glyph for glyph in glyphs if glyph.top >= grid.box.bottom - _BEGINNING]
    lines = rows_of(under)
    spacing = spacing_of(lines)
    end = grid.box.bottom
    rows: list[Row] = []
    for line in lines:
        row = cut_row(line, grid.xs, spacing)
        if row is None or row.top - end > ROW_DISTANCE * row.size or is_furniture(row) or not begins_as(row, grid):
            break
        rows.append(row)
        end = row.bottom
    others = lines[len(rows) :]
    if not rows or len(others) > _MOST_LINES:
        return grid, list(glyphs)
    used = {id(glyph) for row in rows for glyph in row.glyphs}
    return with_rows_under(grid, [[row] for row in rows]), [glyph for glyph in glyphs if id(glyph) not in used]


def _is_closed(grid: Grid, edges: Sequence[Edge]) -> bool:
    """Whether a line runs under the last row of a grid and lines stand on both of its sides."""
    bottom, top = grid.ys[-1], grid.ys[-2]
    under = [edge for edge in edges if edge.is_level and abs(edge.top - bottom) <= _BEGINNING]
    sides = [e for e in edges if not e.is_level and e.top <= top + _BEGINNING and e.bottom >= bottom - _BEGINNING]
    drawn = all(any(abs(side.x0 - x) <= _BEGINNING for side in sides) for x in (grid.xs[0], grid.xs[-1]))
    return drawn and bool(under)


def begins_a_page(grid: Grid, glyphs: Sequence[Glyph]) -> bool:
    """Whether nothing but running heads stands over a grid, of the characters of its page that are in no table."""
    over = [row_of(line) for line in rows_of([glyph for glyph in glyphs if glyph.top < grid.box.top])]
    rows = [row for row in over if row is not None]
    return len(rows) <= _MOST_LINES and not any(map(is_caption, rows))


def begins_as(row: Row, grid: Grid) -> bool:
    """Whether each text of a row begins where a text of its column begins, and none is a figure."""
    known: dict[int, list[Line]] = {}
    for cell in grid.cells:
        if cell.lines and cell.col_end == cell.col + 1:
            known.setdefault(cell.col, []).append(cell.lines[0])
    return all(
        not is_figure(text.text)
        and any(abs(text.x0 - other.x0) < _BEGINNING for other in known.get(_column_of(text, grid), ()))
        for text in row.texts
    )


def _column_of(text: Line, grid: Grid) -> int:
    return sum(x <= (text.x0 + text.x1) / 2 for x in grid.xs) - 1
