"""Tables without ruling lines: rows of texts with figures that stand under each other, below a row of headers.

Only strong evidence makes a table of plain text: rows in succession with figures right under each other, amounts
among them, and header words above. Columns are the stretches of the page's width in which the rows print.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.documents.model import Box
from pipeline.documents.pdf_grid import Grid, GridCell
from pipeline.documents.pdf_lines import Line, line_of, rows_of, split_at_gaps
from pipeline.documents.pdf_pages import Glyph, Page
from pipeline.documents.pdf_seam import is_figure

# Texts of one row that are further apart than this many characters are different cells.
_CELL_GAP = 1.0
_FEWEST_ROWS = 3
_MOST_HEADER_ROWS = 4
# Rows further apart than this many characters are not in one table; figures whose right ends differ by more points are
# not in one column.
_ROW_DISTANCE = 4.0
_ALIGNED = 3.0
# A row nearer to the one above than this part of the common distance is its second line.
_SECOND_LINE = 0.75


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the page: its texts and the characters they are made of."""

    texts: tuple[Line, ...]
    glyphs: tuple[Glyph, ...]

    @property
    def top(self) -> float:
        return min(text.top for text in self.texts)

    @property
    def bottom(self) -> float:
        return max(text.bottom for text in self.texts)

    @property
    def size(self) -> float:
        return max(text.size for text in self.texts)

    @property
    def figures(self) -> list[Line]:
        return [text for text in self.texts if is_figure(text.text)]

    @property
    def is_data(self) -> bool:
        return len(self.texts) > 1 and bool(self.figures)


def find_unruled(page: Page, glyphs: Sequence[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    """The tables that the characters outside ruled tables make, and the characters that are in none."""
    rows = [row for row in map(_row, rows_of(glyphs)) if row is not None]
    grids: list[Grid] = []
    used: set[int] = set()
    for first, last in _runs(rows):
        head = _head(rows, first)
        body = rows[first:last]
        if head == first or not _has_amount_column(body):
            continue
        grids.append(_grid(rows[head:first], body, page.number))
        used.update(id(glyph) for row in rows[head:last] for glyph in row.glyphs)
    return grids, [glyph for glyph in glyphs if id(glyph) not in used]


def _row(glyphs: Sequence[Glyph]) -> _Row | None:
    pieces = (line_of(piece) for piece in split_at_gaps(glyphs, _CELL_GAP))
    texts = tuple(text for text in pieces if text is not None)
    return _Row(texts, tuple(glyphs)) if texts else None


def _runs(rows: Sequence[_Row]) -> Iterator[tuple[int, int]]:
    """Stretches of rows, ends exclusive, that begin and end with a row of data and are one under the other."""
    start = 0
    while start < len(rows):
        if not rows[start].is_data:
            start += 1
            continue
        end = start + 1
        last = end
        while end < len(rows) and _follows(rows[end - 1], rows[end]) and end - last < 2:
            end += 1
            if rows[end - 1].is_data:
                last = end
        if sum(row.is_data for row in rows[start:last]) >= _FEWEST_ROWS:
            yield start, last
        start = last


def _follows(above: _Row, below: _Row) -> bool:
    return below.top - above.bottom < _ROW_DISTANCE * max(above.size, below.size)


def _head(rows: Sequence[_Row], first: int) -> int:
    """Where the header rows above a stretch of data begin: rows of several texts without figures."""
    head = first
    while head > 0 and first - head < _MOST_HEADER_ROWS:
        row = rows[head - 1]
        if len(row.texts) < 2 or row.figures or not _follows(row, rows[head]) or _is_caption(row):
            break
        head -= 1
    return head


def _is_caption(row: _Row) -> bool:
    """Whether a row is what stands left and right above a table (部门：… 单位：…)."""
    return any("：" in text.text or ":" in text.text for text in row.texts)


def _has_amount_column(body: Sequence[_Row]) -> bool:
    """Whether figures, written as amounts, stand with their right ends under each other in enough rows."""
    figures = [figure for row in body for figure in row.figures]
    for figure in figures:
        column = [other for other in figures if abs(other.x1 - figure.x1) <= _ALIGNED]
        amounts = [other for other in column if "." in other.text or "," in other.text]
        if len(column) >= _FEWEST_ROWS and len(amounts) * 2 >= len(column):
            return True
    return False


def _grid(head: Sequence[_Row], body: Sequence[_Row], page: int) -> Grid:
    rows = _joined_rows(body)
    stretches = _stretches([text for row in body if row.is_data for text in row.texts])
    everything = [text for row in (*head, *body) for text in row.texts]
    inner = [(left[1] + right[0]) / 2 for left, right in pairwise(stretches)]
    xs = (min(text.x0 for text in everything), *inner, max(text.x1 for text in everything))
    heads = [list(row.texts) for row in head]
    tops = [min(text.top for text in texts) for texts in (*heads, *rows)]
    ys = (*tops, max(text.bottom for text in everything))
    cells: list[GridCell] = []
    for number, texts in enumerate((*heads, *rows)):
        spans = _header_spans(texts, xs) if number < len(heads) - 1 else None
        for col, col_end, lines in _placed(texts, xs, spans):
            box = Box(xs[col], ys[number], xs[col_end], ys[number + 1])
            cells.append(GridCell(number, col, number + 1, col_end, box, page, tuple(lines)))
    return Grid(xs, ys, tuple(cells), page)


def _joined_rows(body: Sequence[_Row]) -> list[list[Line]]:
    """The texts of each row, second lines of a cell put to the row above."""
    pitch = median([below.top - above.top for above, below in pairwise(body)])
    rows: list[list[Line]] = []
    top = 0.0
    for row in body:
        if rows and not row.is_data and row.top - top < _SECOND_LINE * pitch:
            rows[-1].extend(row.texts)
        else:
            rows.append(list(row.texts))
        top = row.top
    return rows


def _stretches(texts: Sequence[Line]) -> list[tuple[float, float]]:
    """The stretches of the width that these texts cover, left to right, those that overlap put together."""
    merged: list[tuple[float, float]] = []
    for x0, x1 in sorted((text.x0, text.x1) for text in texts):
        if merged and x0 <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _header_spans(texts: Sequence[Line], xs: Sequence[float]) -> list[tuple[int, int]]:
    """The columns of each text of an upper header row: those that are nearer to it than to its neighbours."""
    middles = [(text.x0 + text.x1) / 2 for text in texts]
    owner = [
        min(range(len(texts)), key=lambda index: abs(middles[index] - (left + right) / 2))
        for left, right in pairwise(xs)
    ]
    spans = []
    for index, text in enumerate(texts):
        columns = [col for col, who in enumerate(owner) if who == index] or [_column(text, xs)]
        spans.append((min(columns), max(columns) + 1))
    return spans


def _placed(
    texts: Sequence[Line], xs: Sequence[float], spans: Sequence[tuple[int, int]] | None
) -> Iterator[tuple[int, int, list[Line]]]:
    """The cells of a row, blank ones included: first column, end, lines."""
    by_span: dict[tuple[int, int], list[Line]] = {}
    for index, text in enumerate(texts):
        col = _column(text, xs)
        by_span.setdefault(spans[index] if spans else (col, col + 1), []).append(text)
    covered = {col for start, end in by_span for col in range(start, end)}
    for col in range(len(xs) - 1):
        if col not in covered:
            by_span[col, col + 1] = []
    for (start, end), lines in sorted(by_span.items()):
        yield start, end, lines


def _column(text: Line, xs: Sequence[float]) -> int:
    middle = (text.x0 + text.x1) / 2
    return next((col for col, right in enumerate(xs[1:]) if middle <= right), len(xs) - 2)
