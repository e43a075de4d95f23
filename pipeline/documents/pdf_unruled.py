"""Tables without ruling lines: rows of texts with figures that stand under each other, below a row of headers.

Only strong evidence makes a table of plain text: rows in succession with figures right under each other, amounts
among them, and header words above. Fewer rows are a table under a title or a unit of money, where each amount stands
under a header. Columns are the stretches of the page's width in which the rows print, and headers under which no row
prints anything. A page that goes on with the table of the page before has its columns, and may have no header.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, product

from pipeline.documents.model import Box
from pipeline.documents.pdf_grid import Grid, GridCell
from pipeline.documents.pdf_lines import Line, rows_of
from pipeline.documents.pdf_pages import Glyph, Page
from pipeline.documents.pdf_rows import SAME_ROW, Row, joined_rows, pitch_of, row_of
from pipeline.documents.pdf_seam import is_figure

_FEWEST_ROWS = 3
_MOST_HEADER_ROWS = 4
# Rows further apart than this many characters are not in one table; figures whose ends differ by more points are not
# in one column.
_ROW_DISTANCE = 4.0
_ALIGNED = 3.0
# So many lines may follow a row and be part of it.
_MOST_LINES = 4
# So many lines above a header are looked at for a title or a unit of money.
_MOST_LINES_ABOVE = 4
_CAPTION = re.compile(r"表([(（].{1,12}[)）])?$|单位[:：][(（]?(人民币)?[百千万亿]*元")
# How high a row is that stands alone, in heights of its type, and how many lines a page prints over the end of a table.
_PITCH = 1.5
_MOST_HEADS = 2
# More columns that are blank from top to bottom are not looked for.
_MOST_ALONE = 3
# A line of a cell is not as wide as this part of its table.
_NARROW = 0.6
# What part of the texts must stand in the columns of the page before.
_FITTING = 0.9


def find_unruled(page: Page, glyphs: Sequence[Glyph], above: Grid | None = None) -> tuple[list[Grid], list[Glyph]]:
    """The tables that the characters outside ruled tables make, and the characters that are in none.

    ``above`` is the table without ruling lines with which the page before ends, if it does.
    """
    rows = [row for row in map(row_of, rows_of(glyphs)) if row is not None]
    grids: list[Grid] = []
    used: set[int] = set()
    for start, end in _runs(rows):
        pitch = pitch_of(rows[start:end]) if end - start > 1 else _PITCH * rows[start].size
        first, last = _with_lines(rows, start, end, pitch)
        head = _head(rows, first)
        body = rows[first:last]
        columns = above.xs if above is not None and not grids and _fits(above.xs, rows[head:last]) else None
        if head == first and columns is None:
            continue
        ends_table = columns is not None and head == first <= _MOST_HEADS
        if not (_has_amount_column(body) or ends_table or _is_titled(rows, head, first, body)):
            continue
        grids.append(_grid(rows[head:first], joined_rows(body, pitch), columns, page.number))
        used.update(id(glyph) for row in rows[head:last] for glyph in row.glyphs)
    return grids, [glyph for glyph in glyphs if id(glyph) not in used]


def _runs(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Stretches of rows, ends exclusive, that begin and end with a row of data and are one under the other."""
    widest = max((row.width for row in rows if row.is_data), default=0.0)
    start = 0
    while start < len(rows):
        if not rows[start].is_data:
            start += 1
            continue
        end = start + 1
        last = end
        while end < len(rows) and _follows(rows[end - 1], rows[end]) and end - last < _MOST_LINES:
            if not rows[end].is_data and rows[end].width >= _NARROW * widest:
                break
            end += 1
            if rows[end - 1].is_data:
                last = end
        yield start, last
        start = last


def _follows(above: Row, below: Row) -> bool:
    return below.top - above.bottom < _ROW_DISTANCE * max(above.size, below.size)


def _with_lines(rows: Sequence[Row], start: int, end: int, pitch: float) -> tuple[int, int]:
    """A stretch with the lines right above its first row and right under its last that belong to these rows."""
    first, last = start, end
    widest = max(row.width for row in rows[start:end])
    while first > 0 and start - first < _MOST_LINES and _is_line_of(rows[first - 1], rows[start], pitch, widest):
        if first > 1 and rows[start].middle - rows[first - 1].middle > rows[first - 1].middle - rows[first - 2].middle:
            break
        first -= 1
    while last < len(rows) and last - end < _MOST_LINES and _is_line_of(rows[last], rows[end - 1], pitch, widest):
        last += 1
    if first > 1 and _is_line(rows[first - 1], widest) and _head(rows, first) == first > _head(rows, first - 1) + 1:
        # Under a repeated header: the end of a cell that the page break cut.
        first -= 1
    return first, last


def _is_line_of(line: Row, row: Row, pitch: float, widest: float) -> bool:
    return _is_line(line, widest) and abs(line.middle - row.middle) < SAME_ROW * pitch


def _is_line(line: Row, widest: float) -> bool:
    """Whether a row may be a line of a cell: one text, no figure, not as wide as the table."""
    return len(line.texts) == 1 and not line.figures and line.width < _NARROW * widest


def _fits(xs: Sequence[float], rows: Sequence[Row]) -> bool:
    """Whether nearly all texts stand in one of these columns each, and figures in several."""
    texts = [text for row in rows for text in row.texts]
    inside = [
        text for text in texts if any(x0 - _ALIGNED < text.x0 and text.x1 < x1 + _ALIGNED for x0, x1 in pairwise(xs))
    ]
    columns = {_column(text, xs) for text in inside if is_figure(text.text)}
    return len(inside) >= _FITTING * len(texts) and len(columns) > 1


def _head(rows: Sequence[Row], first: int) -> int:
    """Where the header rows above a stretch of data begin: rows of several texts without figures."""
    head = first
    while head > 0 and first - head < _MOST_HEADER_ROWS:
        row = rows[head - 1]
        if len(row.texts) < 2 or row.figures or not _follows(row, rows[head]) or _is_caption(row):
            break
        head -= 1
    return head


def _is_caption(row: Row) -> bool:
    """Whether a row is what stands left and right above a table (部门：… 单位：…)."""
    return any("：" in text.text or ":" in text.text for text in row.texts)


def _has_amount_column(body: Sequence[Row]) -> bool:
    """Whether figures, written as amounts, stand with their right or left ends under each other in enough rows."""
    figures = [figure for row in body for figure in row.figures]
    for figure, end in product(figures, ("x1", "x0")):
        column = [other for other in figures if abs(getattr(other, end) - getattr(figure, end)) <= _ALIGNED]
        amounts = [other for other in column if "." in other.text or "," in other.text]
        if len(column) >= _FEWEST_ROWS and len(amounts) * 2 >= len(column):
            return True
    return False


def _is_titled(rows: Sequence[Row], head: int, first: int, body: Sequence[Row]) -> bool:
    """Whether a title of a table or a unit of money stands over a header, and every amount under one of its texts."""
    above = rows[max(head - _MOST_LINES_ABOVE, 0) : head]
    headers = [text for row in rows[head:first] for text in row.texts]
    amounts = [figure for row in body for figure in row.figures if "." in figure.text]
    return (
        any(_CAPTION.search("".join(text.text.split())) for row in above for text in row.texts)
        and bool(amounts)
        and all(
            any(text.x0 - text.size < amount.x1 and amount.x0 < text.x1 + text.size for text in headers)
            for amount in amounts
        )
    )


def _grid(head: Sequence[Row], rows: Sequence[Sequence[Line]], columns: tuple[float, ...] | None, page: int) -> Grid:
    """The grid of header rows and of the texts of each row of the body, in these columns or in those that it prints."""
    heads = [list(row.texts) for row in head]
    xs = columns or _columns(heads, rows)
    tops = [min(text.top for text in texts) for texts in (*heads, *rows)]
    ys = (*tops, max(text.bottom for texts in (*heads, *rows) for text in texts))
    cells: list[GridCell] = []
    for number, texts in enumerate((*heads, *rows)):
        spans = _header_spans(texts, xs) if number < len(heads) - 1 else None
        for col, col_end, lines in _placed(texts, xs, spans):
            box = Box(xs[col], ys[number], xs[col_end], ys[number + 1])
            cells.append(GridCell(number, col, number + 1, col_end, box, page, tuple(lines)))
    return Grid(xs, ys, tuple(cells), page)


def _columns(heads: Sequence[Sequence[Line]], rows: Sequence[Sequence[Line]]) -> tuple[float, ...]:
    """The edges of the columns: in the middle between the stretches of the width that the rows cover."""
    stretches = _stretches([text for texts in rows if len(texts) > 1 for text in texts])
    stretches = sorted([*stretches, *_headers_alone(heads, stretches)])
    everything = [text for texts in (*heads, *rows) for text in texts]
    inner = [(left[1] + right[0]) / 2 for left, right in pairwise(stretches)]
    return (min(text.x0 for text in everything), *inner, max(text.x1 for text in everything))


def _headers_alone(
    heads: Sequence[Sequence[Line]], stretches: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Where the headers stand under which nothing is printed: those left when each stretch has the nearest one.

    The headers of columns are the texts under which no other header stands. They go with the stretches in order.
    """
    leaves = sorted(
        (text.x0, text.x1)
        for number, texts in enumerate(heads)
        for text in texts
        if not any(other.x0 < text.x1 and text.x0 < other.x1 for below in heads[number + 1 :] for other in below)
    )
    if not 0 < len(leaves) - len(stretches) <= _MOST_ALONE:
        return []
    middles = [x0 + x1 for x0, x1 in leaves]
    chosen = min(
        combinations(range(len(leaves)), len(stretches)),
        key=lambda kept: sum(abs(middles[i] - x0 - x1) for i, (x0, x1) in zip(kept, stretches, strict=True)),
    )
    alone = [leaf for index, leaf in enumerate(leaves) if index not in chosen]
    overlaps = any(x0 < right and left < x1 for left, right in alone for x0, x1 in stretches)
    return [] if overlaps else alone


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
