"""Where on a page without rulings a table may be: rows of figures in succession, with the header over them.

A run begins and ends with a row of data. Lines between them belong to it, rows without figures too where their texts
begin where those of the other rows do. Over it stand the lines of its header, up to a title or a unit of money.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from pipeline.documents.page.figures import has_marks, is_figure
from pipeline.documents.page.lines import Line
from pipeline.documents.page.rows import CODE, ROW_DISTANCE, SAME_ROW, Row, follows
from pipeline.documents.page.unruled.captions import is_caption, is_titled
from pipeline.documents.page.unruled.row_groups import ends_figures
from pipeline.documents.page.unruled.rules import Rule
from pipeline.documents.page.unruled.wraps import is_rest, is_under

_FEWEST_ROWS = 3
_MOST_HEADER_LINES = 24
_MOST_BLANK_LINES = 48
# Figures whose ends differ by more points are not in one column.
_ALIGNED = 3.0
# So many heights of type a row is below the last one where rows between them are blank.
_BLANK_ROWS = 24.0
# So many lines may follow a row and be part of it.
_MOST_LINES = 4
# How high a row is that stands alone, in heights of its type.
_PITCH = 1.5
# Steps from row to row that differ by no more than this part are alike, and so many of them are most.
_SAME_STEP = 0.08
# Rows are further apart than this many heights of type.
_LEAST_STEP = 1.15
_MOST_STEPS = 0.6
# A line of a cell is not as wide as this part of its table, and as near to its row as this part of their distance.
_NARROW = 0.6
_CLOSE = 0.7
# The next line of a text is no more than so many heights of type lower.
_NEXT_LINE = 2.0
# A line is of the row below it that is further by this factor from the row above.
_NEARER = 1.2
# A row without an amount has so many texts and more, each within so many points under those of so many rows; it is no
# further from the row above than others are, nor nearer, by more than this part of their distance.
_FEWEST_TEXTS = 2
_SAME_PLACE = 1.0
_FEWEST_ALIGNED = 2
_OWN_STEP = 0.25
# How much larger than a header a title is set.
_LARGER = 1.15


@dataclass(frozen=True, slots=True)
class Run:
    """Rows of a page by number, ends exclusive: the header from ``head``, the body from ``first`` to ``last``.

    ``pitch`` is the least distance of its rows in points; ``is_table`` says whether, under a header, the figures are
    evidence enough.
    """

    head: int
    first: int
    last: int
    pitch: float
    is_table: bool


def runs_of(rows: Sequence[Row], rules: Sequence[Rule]) -> Iterator[Run]:
    """The runs of a page from top to bottom; ``rules`` are its horizontal lines."""
    runs = list(_runs(rows))
    free = 0
    following_starts = [start for start, _ in (*runs, (len(rows), 0))][1:]
    for (start, end), following in zip(runs, following_starts, strict=True):
        pitch = _pitch(rows[start:end])
        first, last = _with_lines(rows, start, end, pitch, rules)
        first, last = max(first, free), min(last, following)
        head = max(_head(rows, first), free)
        free = last
        body = rows[first:last]
        is_table = _has_amount_column(body) or is_titled(rows[:head], body)
        yield Run(head, first, last, pitch, is_table)


def _pitch(rows: Sequence[Row]) -> float:
    """The least distance of rows in points: the one that most of them share, else that of rows of data."""
    if len(rows) < 2:
        return _PITCH * rows[0].size
    data = [row for row in rows if row.is_data]
    apart = [below.middle - above.middle for above, below in pairwise(data)]
    apart = [step for step in apart if step > _LEAST_STEP * rows[0].size]
    common = min(apart, default=_PITCH * rows[0].size)
    steps = [below.middle - above.middle for above, below in pairwise(rows)]
    steps = [step for step in steps if step > _LEAST_STEP * rows[0].size] or [common]
    shared = max(steps, key=lambda step: sum(abs(other - step) <= _SAME_STEP * step for other in steps))
    share = sum(abs(other - shared) <= _SAME_STEP * shared for other in steps) / len(steps)
    return shared if shared < common and share >= _MOST_STEPS else common


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
        while end < len(rows) and (follows(rows[end - 1], rows[end]) or _is_below(rows[start:last], rows[end])):
            row = rows[end]
            if not row.is_data and (is_caption(row) or (len(row.texts) == 1 and row.width >= _NARROW * widest)):
                break
            if end - last >= _MOST_LINES and not _stands_under(row, rows[start:last]):
                break
            end += 1
            if row.is_data:
                last = end
        yield start, last
        start = last


def _is_below(above: Sequence[Row], row: Row) -> bool:
    """Whether a row of data some blank rows further down has its texts and figures under those of these rows."""
    if not row.is_data or row.top - above[-1].bottom > _BLANK_ROWS * row.size or not _stands_under(row, above):
        return False
    figures = [figure for other in above for figure in other.figures]
    return all(
        any(abs(place(figure) - place(other)) <= _ALIGNED for other in figures for place in (_right, _left, _centre))
        for figure in row.figures
    )


def _stands_under(row: Row, above: Sequence[Row]) -> bool:
    """Whether each text of a row, figures left out, begins where one of these rows has a text or a code."""
    texts = (text for other in above for text in other.texts if not is_figure(text.text) or CODE.fullmatch(text.text))
    places = [(text.x0 - text.size, text.x1) for text in texts]
    return all(any(x0 <= text.x0 < x1 for x0, x1 in places) for text in row.texts if not is_figure(text.text))


def _with_lines(
    rows: Sequence[Row], start: int, end: int, pitch: float, rules: Sequence[Rule]
) -> tuple[int, int]:  # fmt: skip
    """A stretch with the lines right above its first row and right under its last that belong to these rows."""
    first, last = start, end
    x0, x1 = min(row.texts[0].x0 for row in rows[start:end]), max(row.texts[-1].x1 for row in rows[start:end])
    widest = x1 - x0
    wide = [rule.y for rule in rules if rule.is_wide(x0, x1)]
    over = [y for y in wide if y < rows[start].middle]
    lines = [row for row in rows[:start] if over and row.middle > over[-1]]
    if over and rows[start].top - over[-1] < ROW_DISTANCE * rows[start].size and all(len(r.texts) == 1 for r in lines):
        first -= len(lines)
    else:
        while (
            first > 0
            and start - first < _MOST_LINES
            and (_is_line_of(rows[first - 1], rows[start], pitch, widest) or _is_half(rows, first - 1, start, pitch))
        ):
            step = rows[start].middle - rows[first - 1].middle
            if first > 1 and step > rows[first - 1].middle - rows[first - 2].middle:
                break
            if _head(rows, first) < first and step > _CLOSE * pitch and not _is_mirrored(rows, first - 1, start):
                break
            first -= 1
    under = [y for y in wide if y > rows[end - 1].middle]
    while last < len(rows) and under and last - end < _MOST_BLANK_LINES:
        if rows[last].middle > under[-1] or not follows(rows[last - 1], rows[last]):
            break
        if is_caption(rows[last]) or not any(rows[last].middle < y < rows[last].bottom + 3 * pitch for y in under):
            break
        last += 1
    while last < len(rows) and last - end < _MOST_LINES and _is_line(rows[last], widest):
        if rows[last].middle - rows[end - 1].middle >= _CLOSE * pitch:
            break
        last += 1
    while last < len(rows) and not is_caption(rows[last]):
        if rows[last].figures and not ends_figures(rows[first:last], rows[last]):
            break
        head = rows[_head(rows, first) : first]
        is_line = is_rest(rows[first:last], rows[last], head) or _is_other_half(rows, start, end, last)
        if not is_line and not _is_row_of_texts(rows[first:last], rows[last], pitch):
            break
        last += 1
    return first, last


def _is_row_of_texts(body: Sequence[Row], row: Row, pitch: float) -> bool:
    """Whether a line under the last row of data is one more row, without an amount.

    It is as far down as rows are, and each of its texts, several, stands in a column of texts: its left end, its right
    end or its middle is under that of texts of two and more rows.
    """
    step = row.middle - body[-1].middle
    if row.figures or len(row.texts) < _FEWEST_TEXTS or abs(step - pitch) > _OWN_STEP * pitch:
        return False
    texts = [text for other in body for text in other.texts if not is_figure(text.text)]
    return all(
        any(
            sum(abs(place(text) - place(other)) <= _SAME_PLACE for other in texts) >= _FEWEST_ALIGNED
            for place in (_left, _right, _centre)
        )
        for text in row.texts
    )


def _is_other_half(rows: Sequence[Row], start: int, end: int, below: int) -> bool:
    """Whether a line is as far below the last row of data as one of this row is above it."""
    row, line = rows[end - 1], rows[below]
    step = line.middle - row.middle
    if line.middle - rows[below - 1].middle > _NEXT_LINE * line.size:
        return False
    for number in range(max(start + 1, end - 1 - _MOST_LINES), end - 1):
        above = rows[number]
        before = next((other for other in reversed(rows[start:number]) if other.is_data), None)
        if before is None or above.is_data or above.middle - before.middle < _NEARER * step:
            continue
        if abs(row.middle - above.middle - step) < step / 8 and _are_of_one(line, above):
            return True
    return False


def _are_of_one(line: Row, other: Row) -> bool:
    """Whether all texts of a line stand over or under texts of another one; where that is one text, it is one, too."""
    if len(other.texts) == 1 < len(line.texts):
        return False
    return all(any(min(t.x1, o.x1) > max(t.x0, o.x0) for o in other.texts) for t in line.texts)


def _is_mirrored(rows: Sequence[Row], above: int, row: int) -> bool:
    """Whether a line above a row has another one as far below it."""
    step = rows[row].middle - rows[above].middle
    return any(
        abs(line.middle - rows[row].middle - step) < step / 4 and _are_of_one(line, rows[above])
        for line in rows[row + 1 : row + 1 + _MOST_LINES]
    )


def _is_half(rows: Sequence[Row], above: int, row: int, pitch: float) -> bool:
    """Whether a line right above a row prints the first lines of several of its cells, whose other lines it mirrors."""
    line = rows[above]
    if line.figures or is_caption(line) or rows[row].middle - line.middle >= _CLOSE * pitch:
        return False
    step = rows[row].middle - line.middle
    return any(
        abs(other.middle - rows[row].middle - step) < step / 4
        and not other.figures
        and all(any(is_under(text, below) for below in other.texts) for text in line.texts)
        for other in rows[row + 1 : row + 1 + _MOST_LINES]
    )


def _is_line_of(line: Row, row: Row, pitch: float, widest: float) -> bool:
    return _is_line(line, widest) and abs(line.middle - row.middle) < SAME_ROW * pitch


def _is_line(line: Row, widest: float) -> bool:
    """Whether a row may be a line of a cell: one text, no figure, not as wide as the table."""
    return len(line.texts) == 1 and not line.figures and line.width < _NARROW * widest and not is_caption(line)


def _head(rows: Sequence[Row], first: int) -> int:
    """Where the header above a stretch of data begins: lines without figures up to a title or a unit of money.

    Of the lines at least one has several texts, or there is no header.
    """
    head = first
    while head > 0 and first - head < _MOST_HEADER_LINES:
        row = rows[head - 1]
        if row.figures or not follows(row, rows[head]) or is_caption(row):
            break
        if row.size > _LARGER * rows[head].size and not (head == first and _are_headers(rows, head - 1)):
            break
        head -= 1
    return head if any(len(row.texts) > 1 for row in rows[head:first]) else first


def _are_headers(rows: Sequence[Row], last: int) -> bool:
    """Whether one of the lines in one size of type that end with this one has several texts, as no title has."""
    first = last
    while first > 0 and last - first < _MOST_LINES and max(rows[first - 1].size, rows[last].size) < _LARGER * min(
        rows[first - 1].size, rows[last].size
    ):  # fmt: skip
        first -= 1
    return any(len(row.texts) > 1 and not row.figures and not is_caption(row) for row in rows[first : last + 1])


def _has_amount_column(body: Sequence[Row]) -> bool:
    """Whether figures, written as amounts, stand with an end or their middles under each other in enough rows."""
    figures = [figure for row in body for figure in row.figures]
    for figure, place in product(figures, (_right, _left, _centre)):
        column = [other for other in figures if abs(place(other) - place(figure)) <= _ALIGNED]
        amounts = [other for other in column if has_marks(other.text)]
        if len(column) >= _FEWEST_ROWS and len(amounts) * 2 >= len(column):
            return True
    return False


def _right(text: Line) -> float:
    return text.x1


def _left(text: Line) -> float:
    return text.x0


def _centre(text: Line) -> float:
    return (text.x0 + text.x1) / 2
