"""Tables without vertical lines: rows of texts with figures that stand under each other, below a row of headers.

Only strong evidence makes a table of plain text: rows in succession with figures right under each other, amounts
among them, and header words above. Fewer rows are a table under a title or a unit of money, where each amount stands
under a header. A page that goes on with the table of the page before has its columns, and may have no header: the
columns are those that the rows of all its pages have. Where the header can be understood in no good way the text stays
text: a figure under another column's name would be wrong.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, product, takewhile

from pipeline.documents.model import Box
from pipeline.documents.pdf_grid import Grid, GridCell
from pipeline.documents.pdf_layout import Layout, layout_of
from pipeline.documents.pdf_lines import Line, rows_of
from pipeline.documents.pdf_pages import Glyph, Page
from pipeline.documents.pdf_row_groups import grouped_rows
from pipeline.documents.pdf_rows import SAME_ROW, Row, pitch_of, row_of
from pipeline.documents.pdf_rules import Rule, drawn_edges, rules_of
from pipeline.documents.pdf_seam import is_figure
from pipeline.documents.pdf_words import Word, lines_in, words_of

_FEWEST_ROWS = 3
_MOST_HEADER_LINES = 12
# Rows further apart than this many characters are not in one table; figures whose ends differ by more points are not
# in one column.
_ROW_DISTANCE = 4.0
_ALIGNED = 3.0
# So many heights of type a row is below the last one where rows between them are blank.
_BLANK_ROWS = 24.0
# So many lines may follow a row and be part of it.
_MOST_LINES = 4
# So many lines above a header are looked at for a title or a unit of money.
_MOST_LINES_ABOVE = 4
_CAPTION = re.compile(r"表([(（].{1,12}[)）])?$|单位[:：]?[(（]?(人民币)?[百千万亿]*元|^[(（]?(人民币)?[百千万亿]*元[)）]?$")
_LABEL = re.compile(r"^(?!.{0,4}其中)[^:：]{2,20}[:：].")
# How high a row is that stands alone, in heights of its type, and how many lines a page prints over the end of a table.
_PITCH = 1.5
_MOST_HEADS = 2
# Steps from row to row that differ by no more than this part are alike, and so many of them are most.
_SAME_STEP = 0.08
_MOST_STEPS = 0.6
# Characters of one line differ in height by no more than this part of it: lines of cells side by side may be so near.
_SAME_LINE = 0.35
# A line of a cell is not as wide as this part of its table, and as near to its row as this part of their distance.
_NARROW = 0.6
_CLOSE = 0.7
# What part of the texts must stand in the columns of the page before.
_FITTING = 0.9
# How doubtful, by its cost, a layout may be for each of its columns and header cells.
_DOUBTFUL = 0.35
# How much larger than a header a title is set, and by what part of the distance between lines two may differ.
_LARGER = 1.15


@dataclass(frozen=True, slots=True)
class Outside:
    """A page, its characters that stand in no ruled table, and where its last ruled table ends."""

    page: Page
    glyphs: Sequence[Glyph]
    ruled_end: float


@dataclass(slots=True)
class _Part:
    """What of a table stands on one page: rows of the header and of the body, whose lines belong together."""

    page: int
    head: Sequence[Row]
    body: list[Sequence[Row]]
    rules: Sequence[Rule]
    number: int
    is_last: bool
    words: list[list[Word]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words = [[word for row in rows for word in words_of(row)] for rows in self.body]

    def add(self, groups: Sequence[Sequence[Row]], at: int | None = None) -> None:
        """Put in rows of the body before row ``at``, or at the end."""
        place = len(self.body) if at is None else at
        self.body[place:place] = groups
        self.words[place:place] = [[word for row in rows for word in words_of(row)] for rows in groups]

    @property
    def rows(self) -> list[Row]:
        """All rows."""
        return [*self.head, *(row for rows in self.body for row in rows)]


def find_unruled(outsides: Sequence[Outside]) -> list[tuple[list[Grid], list[Glyph]]]:
    """For each page the tables that the characters outside ruled tables make, and the characters that are in none."""
    tables: list[_Table] = []
    for outside in outsides:
        for candidate in _candidates(outside):
            if tables and _goes_on(tables[-1], candidate):
                _with_blanks(tables[-1], candidate)
            elif candidate.is_table and (layout := _layout([candidate.part])) is not None:
                tables.append(_Table([candidate.part], layout, candidate))
    grids: dict[int, list[Grid]] = {outside.page.number: [] for outside in outsides}
    used: set[int] = set()
    for table in tables:
        layout = (_layout(table.parts) if len(table.parts) > 1 else None) or table.layout
        for part in table.parts:
            grids[part.page].append(_grid(part, layout))
            used.update(id(glyph) for row in part.rows for glyph in row.glyphs)
    return [
        (grids[outside.page.number], [glyph for glyph in outside.glyphs if id(glyph) not in used])
        for outside in outsides
    ]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What may be a table or the rest of one, with what the page prints over and under it."""

    part: _Part
    is_table: bool
    above: Sequence[Row]
    below: Sequence[Row]
    pitch: float


@dataclass(slots=True)
class _Table:
    """A table under construction: its parts, the layout of the first one, and the candidate that is its last part."""

    parts: list[_Part]
    layout: Layout
    last: _Candidate


def _candidates(outside: Outside) -> Iterator[_Candidate]:
    rows = [row for row in map(row_of, rows_of(outside.glyphs, _SAME_LINE)) if row is not None]
    runs = list(_runs(rows))
    rules = rules_of(outside.page) if runs else []
    for number, (start, end) in enumerate(runs):
        pitch = _pitch(rows[start:end])
        first, last = _with_lines(rows, start, end, pitch, rules)
        head = _head(rows, first)
        body = rows[first:last]
        x0, x1 = min(row.texts[0].x0 for row in body), max(row.texts[-1].x1 for row in body)
        top = rows[head - 1].bottom if head else 0.0
        below = rows[last].top if last < len(rows) else float("inf")
        own = [rule for rule in rules if top - _ALIGNED < rule.y < below + _ALIGNED and rule.covers(x0, x1)]
        is_last = number == len(runs) - 1 and rows[last - 1].bottom > outside.ruled_end
        grouped = _rows(body, pitch, own, x0, x1)
        part = _Part(outside.page.number, rows[head:first], grouped, own, number, is_last)
        is_table = head < first and (_has_amount_column(body) or _is_titled(rows, head, body))
        yield _Candidate(part, is_table, rows[:head], rows[last:], pitch)


def _pitch(rows: Sequence[Row]) -> float:
    """The distance of rows in points: the one that most of them share, else the common one of rows of data."""
    if len(rows) < 2:
        return _PITCH * rows[0].size
    common = pitch_of(rows)
    steps = [below.middle - above.middle for above, below in pairwise(rows)]
    shared = max(steps, key=lambda step: sum(abs(other - step) <= _SAME_STEP * step for other in steps))
    share = sum(abs(other - shared) <= _SAME_STEP * shared for other in steps) / len(steps)
    return shared if shared < common and share >= _MOST_STEPS else common


def _goes_on(table: _Table, candidate: _Candidate) -> bool:
    """Whether rows go on with a table with which the page before ends."""
    above, part = table.parts[-1], candidate.part
    over = _between(table, candidate)
    if part.page == above.page:
        if part.head or len(_fitting(over, table.layout)) < len(over):
            return False
    elif part.page != above.page + 1 or part.number or not above.is_last:
        return False
    elif part.head:
        if _texts(part.head) != _texts(table.parts[0].head) or len(over) > _MOST_HEADS:
            return False
    elif len(over) - len(_fitting(reversed(over), table.layout)) > _MOST_HEADS:
        return False
    words = [word for words in part.words for word in words]
    fitting = sum(_is_inside(word, table.layout) for word in words) >= _FITTING * len(words)
    return fitting and any(w.is_figure for w in words) and len({table.layout.column(w) for w in words}) > 1


def _between(table: _Table, candidate: _Candidate) -> list[Row]:
    """The rows of the page between a table and what may be its rest."""
    above = table.parts[-1]
    end = max(row.bottom for row in above.rows) if above.page == candidate.part.page else 0.0
    return [row for row in candidate.above if row.middle > end]


def _fitting(rows: Iterable[Row], layout: Layout) -> list[Row]:
    """The first of these rows, as far as each of their words stands where a column has words."""
    return list(
        takewhile(lambda row: not _is_caption(row) and all(_is_inside(w, layout) for w in words_of(row)), rows)
    )


def _is_inside(word: Word, layout: Layout) -> bool:
    """Whether a word stands over one column, and begins in it if it is no figure."""
    over = [x0 for x0, x1 in layout.columns if word.x0 < x1 and x0 < word.x1]
    return len(over) == 1 and (word.is_figure or word.x0 > over[0] - _ALIGNED)


def _with_blanks(table: _Table, candidate: _Candidate) -> None:
    """Put rows under a table that go on with it, and what stands between without figures."""
    before, part = table.last, candidate.part
    over = _between(table, candidate)
    if before.part.page < part.page:
        under = _fitting(before.below, table.layout)
        if len(before.below) - len(under) <= _MOST_HEADS:
            before.part.add(grouped_rows(under, before.pitch))
    if not part.head:
        part.add(grouped_rows(_fitting(reversed(over), table.layout)[::-1], candidate.pitch), at=0)
    if before.part.page == part.page:
        before.part.add(part.body)
        before.part.is_last = part.is_last
        table.last = replace(candidate, part=before.part)
        return
    table.parts.append(part)
    table.last = candidate


def _texts(rows: Sequence[Row]) -> list[str]:
    return ["".join(text.text.split()) for row in rows for text in row.texts]


def _layout(parts: Sequence[_Part]) -> Layout | None:
    """The columns and the header of a table; None where they are doubtful or part the words of a figure."""
    body = [words for part in parts for words in part.words]
    first = parts[0]
    begin = min(word.top for word in first.words[0])
    end = max(row.bottom for row in first.head)
    drawn = drawn_edges(first.rules)
    if any(word.x0 < x - 1 and word.x1 > x + 1 for words in body for word in words for x in drawn[1:-1] if word.is_figure):
        drawn = []
    over = [rule for rule in first.rules if rule.y < begin]
    top = next((rule.y for rule in over if rule.y < min(row.top for row in first.head) + _ALIGNED), None)
    closing = next((rule.y for rule in reversed(over) if rule.y > end - _ALIGNED), None)
    bottom = closing if closing is not None else (end + max(begin, end)) / 2
    inside = [
        (rule.y, *piece) for rule in over if rule.y not in {top, closing} for piece in rule.joined
    ]
    layout = layout_of(first.head, body, drawn, top, bottom, inside)
    if layout is None or layout.cost > _DOUBTFUL * len(layout.columns):
        return None
    return None if any(_is_crowded(words, layout) for words in body) else layout


def _is_crowded(words: Sequence[Word], layout: Layout) -> bool:
    """Whether two figures of one line stand in one column."""
    figures = [(id(word.row), layout.column(word)) for word in words if word.is_figure]
    return len(figures) > len(set(figures))


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
        while end < len(rows) and (_follows(rows[end - 1], rows[end]) or _is_below(rows[start:last], rows[end])):
            row = rows[end]
            if not row.is_data and (_is_caption(row) or (len(row.texts) == 1 and row.width >= _NARROW * widest)):
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
    """Whether each text of a row, figures left out, begins where one of these rows has a text."""
    places = [(text.x0 - text.size, text.x1) for other in above for text in other.texts if not is_figure(text.text)]
    return all(any(x0 <= text.x0 < x1 for x0, x1 in places) for text in row.texts if not is_figure(text.text))


def _follows(above: Row, below: Row) -> bool:
    return below.top - above.bottom < _ROW_DISTANCE * max(above.size, below.size)


def _with_lines(
    rows: Sequence[Row], start: int, end: int, pitch: float, rules: Sequence[Rule]
) -> tuple[int, int]:  # fmt: skip
    """A stretch with the lines right above its first row and right under its last that belong to these rows."""
    first, last = start, end
    x0, x1 = min(row.texts[0].x0 for row in rows[start:end]), max(row.texts[-1].x1 for row in rows[start:end])
    widest = x1 - x0
    wide = [rule.y for rule in rules if rule.is_wide(x0, x1)]
    over = [y for y in wide if y < rows[start].middle]
    if over and rows[start].top - over[-1] < _ROW_DISTANCE * rows[start].size:
        while first > 0 and rows[first - 1].middle > over[-1]:
            first -= 1
    else:
        while first > 0 and start - first < _MOST_LINES and _is_line_of(rows[first - 1], rows[start], pitch, widest):
            step = rows[start].middle - rows[first - 1].middle
            if first > 1 and step > rows[first - 1].middle - rows[first - 2].middle:
                break
            if _head(rows, first) < first and step > _CLOSE * pitch and not _is_mirrored(rows, first - 1, start):
                break
            first -= 1
    under = [y for y in wide if y > rows[end - 1].middle]
    while last < len(rows) and under and last - end < _MOST_HEADER_LINES * 4:
        if rows[last].middle > under[-1] or not _follows(rows[last - 1], rows[last]):
            break
        if _is_caption(rows[last]) or not any(rows[last].middle < y < rows[last].bottom + 3 * pitch for y in under):
            break
        last += 1
    while last < len(rows) and last - end < _MOST_LINES and _is_line_of(rows[last], rows[end - 1], pitch, widest):
        last += 1
    return first, last


def _is_mirrored(rows: Sequence[Row], above: int, row: int) -> bool:
    """Whether a line above a row has another one as far below it."""
    step = rows[row].middle - rows[above].middle
    return any(
        abs(line.middle - rows[row].middle - step) < step / 4
        and len(line.texts) == 1
        and min(line.texts[0].x1, rows[above].texts[0].x1) > max(line.texts[0].x0, rows[above].texts[0].x0)
        for line in rows[row + 1 : row + 1 + _MOST_LINES]
    )


def _is_line_of(line: Row, row: Row, pitch: float, widest: float) -> bool:
    return _is_line(line, widest) and abs(line.middle - row.middle) < SAME_ROW * pitch


def _is_line(line: Row, widest: float) -> bool:
    """Whether a row may be a line of a cell: one text, no figure, not as wide as the table."""
    return len(line.texts) == 1 and not line.figures and line.width < _NARROW * widest and not _is_caption(line)


def _head(rows: Sequence[Row], first: int) -> int:
    """Where the header above a stretch of data begins: lines without figures up to a title or a unit of money.

    Of the lines at least one has several texts, or there is no header.
    """
    head = first
    while head > 0 and first - head < _MOST_HEADER_LINES:
        row = rows[head - 1]
        if row.figures or not _follows(row, rows[head]) or _is_caption(row) or row.size > _LARGER * rows[head].size:
            break
        head -= 1
    return head if any(len(row.texts) > 1 for row in rows[head:first]) else first


def _is_caption(row: Row) -> bool:
    """Whether a row is what stands left and right above a table (部门：… 单位：…), or its title."""
    if any(_LABEL.search("".join(text.text.split())) for text in row.texts):
        return True
    return len(row.texts) < 3 and any(_CAPTION.search("".join(text.text.split())) for text in row.texts)


def _rows(
    body: Sequence[Row], pitch: float, rules: Sequence[Rule], x0: float, x1: float
) -> list[Sequence[Row]]:  # fmt: skip
    """The lines of each row: between lines drawn over the width, or those nearest to its figures."""
    ys = [rule.y for rule in rules if rule.is_wide(x0, x1)]
    bands: dict[int, list[Row]] = {}
    for row in body:
        bands.setdefault(sum(y < row.middle for y in ys), []).append(row)
    if len(bands) > 1 and all(sum(row.is_data for row in band) <= 1 for band in bands.values()):
        return [bands[number] for number in sorted(bands)]
    return list(grouped_rows(body, pitch))


def _has_amount_column(body: Sequence[Row]) -> bool:
    """Whether figures, written as amounts, stand with an end or their middles under each other in enough rows."""
    figures = [figure for row in body for figure in row.figures]
    for figure, place in product(figures, (_right, _left, _centre)):
        column = [other for other in figures if abs(place(other) - place(figure)) <= _ALIGNED]
        amounts = [other for other in column if "." in other.text or "," in other.text]
        if len(column) >= _FEWEST_ROWS and len(amounts) * 2 >= len(column):
            return True
    return False


def _right(text: Line) -> float:
    return text.x1


def _left(text: Line) -> float:
    return text.x0


def _centre(text: Line) -> float:
    return (text.x0 + text.x1) / 2


def _is_titled(rows: Sequence[Row], head: int, body: Sequence[Row]) -> bool:
    """Whether a title of a table or a unit of money stands over a header, and amounts below it."""
    above = rows[max(head - _MOST_LINES_ABOVE, 0) : head]
    amounts = [figure for row in body for figure in row.figures if "." in figure.text or "," in figure.text]
    return bool(amounts) and any(_CAPTION.search("".join(text.text.split())) for row in above for text in row.texts)


def _grid(part: _Part, layout: Layout) -> Grid:
    """The grid of the header, if the page prints it, and of the rows of the body."""
    xs = layout.xs
    cells = list(_head_cells(part, layout)) if part.head else []
    depth = max((cell.row_end for cell in cells), default=0)
    tops = [min(word.top for word in words) for words in part.words]
    begin = min((row.top for row in part.head), default=0.0)
    heads = [begin + (tops[0] - begin) * level / depth for level in range(depth)]
    ys = (*heads, *tops, max(row.bottom for row in part.rows))
    cells = [_with_box(cell, xs, ys) for cell in cells]
    for number, words in enumerate(part.words, start=depth):
        inside: dict[int, list[Word]] = {}
        for word in words:
            inside.setdefault(layout.column(word), []).append(word)
        for col in range(len(xs) - 1):
            box = Box(xs[col], ys[number], xs[col + 1], ys[number + 1])
            cells.append(GridCell(number, col, number + 1, col + 1, box, part.page, tuple(lines_in(inside.get(col, ())))))
    return Grid(xs, ys, tuple(cells), part.page)


def _with_box(cell: GridCell, xs: Sequence[float], ys: Sequence[float]) -> GridCell:
    box = Box(xs[cell.col], ys[cell.row], xs[cell.col_end], ys[cell.row_end])
    return GridCell(cell.row, cell.col, cell.row_end, cell.col_end, box, cell.page, cell.lines)


def _head_cells(part: _Part, layout: Layout) -> Iterator[GridCell]:
    """The cells of the header in rows, the lowest down to its end."""
    depth = max(cell.depth for cell in layout.cells)
    level = [(cell, 0) for cell in layout.cells]
    while level:
        cell, row = level.pop(0)
        row_end = row + 1 if cell.below else depth
        lines = tuple(lines_in(word for piece in cell.pieces for word in piece.words))
        yield GridCell(row, cell.col, row_end, cell.col_end, Box(0, 0, 0, 0), part.page, lines)
        level.extend((below, row + 1) for below in cell.below)

