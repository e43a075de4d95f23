"""Tables without vertical lines: rows of texts with figures that stand under each other, below a row of headers.

Only strong evidence makes a table of plain text: rows in succession with figures right under each other, amounts
among them, and header words above. Fewer rows are a table under a title or a unit of money. A page that goes on with
the table of the page before has its columns, and may have no header: the columns are those that the rows of all its
pages have. Where the header can be understood in no good way the text stays
text: a figure under another column's name would be wrong.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise, takewhile

from pipeline.documents.model import Box, squeezed
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.lines import rows_of
from pipeline.documents.page.model import Glyph, Page
from pipeline.documents.page.rows import Row, moved, parted_rows, row_of, spacings_of
from pipeline.documents.page.text import is_page_number
from pipeline.documents.page.unruled.captions import begun_header, is_caption, is_titled
from pipeline.documents.page.unruled.head_cells import head_cells
from pipeline.documents.page.unruled.layout import Layout, layout_of
from pipeline.documents.page.unruled.panels import stretches_of
from pipeline.documents.page.unruled.row_groups import bands_of, ends_figures, grouped_rows, tight_rows
from pipeline.documents.page.unruled.rules import Rule, drawn_edges, rules_of
from pipeline.documents.page.unruled.runs import runs_of
from pipeline.documents.page.unruled.tight import side_of
from pipeline.documents.page.unruled.words import Word, lines_in, words_of
from pipeline.documents.page.unruled.wraps import is_rest, is_rest_overleaf

# A text that begins within so many points of another one begins where it begins; a word reaches no further to the left
# of its column.
_BEGINNING = 1.0
_ALIGNED = 3.0
# How many lines a page prints over the end of a table.
_MOST_HEADS = 2
# Characters of one line differ in height by no more than this part of it: lines of cells side by side may be so near.
_SAME_LINE = 0.35
# What part of the texts must stand in the columns of the page before.
_FITTING = 0.9
# Fewer rows do not tell where their columns begin.
_FEWEST_ROWS = 3
# How doubtful, by its cost, a layout may be for each of its columns, and one of many.
_DOUBTFUL = 0.35
_OF_MANY = 1.2, 0.04


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
    lines: list[Row]
    bands: list[Sequence[Row]]
    rules: Sequence[Rule]
    number: int
    is_last: bool
    pitch: float
    begun: Sequence[Row] = ()
    words: list[list[Word]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.group(grouped_rows([self.lines], self.head, self.pitch)[0])

    def group(self, groups: Sequence[Sequence[Row]]) -> None:
        """Let these lines be the rows of the body, unless lines drawn between them say what is a row."""
        self.words = [[word for row in rows for word in words_of(row)] for rows in self.bands or groups]

    def add(self, rows: Sequence[Row], bands: Sequence[Sequence[Row]] = ()) -> None:
        """Put in lines of the body at its begin or end."""
        self.lines = sorted([*self.lines, *rows], key=lambda row: row.middle)
        if self.bands:
            more = [*self.bands, *(bands or [[row] for row in rows])]
            self.bands = sorted(more, key=lambda band: band[0].middle)
        self.group(grouped_rows([self.lines], self.head, self.pitch)[0])

    def put_over(self, begun: Sequence[Row]) -> None:
        """Put the lines of a header with which the page before ends over the rows."""
        if begun:
            first = min((*self.head, *self.lines), key=lambda row: row.middle)
            self.begun = begun
            self.head = [*moved(begun, first.middle - self.pitch - begun[-1].middle), *self.head]

    @property
    def rows(self) -> list[Row]:
        """All rows."""
        return [*self.head, *self.lines]


def find_unruled(outsides: Sequence[Outside]) -> list[tuple[list[Grid], list[Glyph]]]:
    """For each page the tables that the characters outside ruled tables make, and the characters that are in none."""
    tables: list[_Table] = []
    before: Sequence[Row] = ()
    panels = [panel for outside in outsides for panel in _panels(outside)]
    last_page = 0
    open_one: _Candidate | None = None
    for outside, rows in panels:
        before = before if outside.page.number != last_page else ()
        last_page = outside.page.number
        candidates = list(_candidates(outside, rows))
        for candidate in candidates:
            is_first = not candidate.part.number and len(candidate.above) <= _MOST_HEADS
            begun = begun_header(before) if is_first and not any(map(is_caption, candidate.above)) else []
            opened = _opened(open_one, candidate) if open_one is not None and not begun else None
            open_one = None
            tables += [opened] if opened is not None else []
            if not begun and tables and _goes_on(tables[-1], candidate):
                _with_blanks(tables[-1], candidate)
                continue
            if opened is not None:
                tables.pop()
            candidate.part.put_over(begun)
            is_table = candidate.is_table or (is_first and is_titled([*before, *candidate.above], candidate.part.lines))
            if is_table and candidate.part.head and (layout := _layout([candidate.part])) is not None:
                tables.append(_Table([candidate.part], layout, candidate))
            elif is_table and candidate.part.head and candidate.part.is_last:
                open_one = candidate
        rest = candidates[-1].below if candidates else rows
        before = [row for row in rest if row.middle > outside.ruled_end]
    grids: dict[int, list[Grid]] = {outside.page.number: [] for outside in outsides}
    used: set[int] = set()
    taken = {id(row) for table in tables for part in table.parts for row in part.rows}
    firsts = {outside.page.number: rows for outside, rows in reversed(panels)}
    for table in tables:
        _with_rest(table, taken)
        _with_rest_overleaf(table, firsts.get(table.parts[-1].page + 1, ()), taken)
    side = _side_of(tables)
    for table in tables:
        layout = _whole_layout(table, side)
        for part in table.parts:
            grids[part.page].append(_grid(part, layout))
            used.update(id(glyph) for row in (*part.rows, *part.begun) for glyph in row.glyphs)
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


@dataclass
class _Table:
    """A table under construction: its parts, the layout of the first one, and the candidate that is its last part."""

    parts: list[_Part]
    layout: Layout
    last: _Candidate

    @property
    def is_short(self) -> bool:
        """Whether so few rows are known that they do not tell where columns begin."""
        return sum(len(part.words) for part in self.parts) < _FEWEST_ROWS

    @cached_property
    def blank(self) -> set[int]:
        """The columns in which nothing but their header is printed on the first page."""
        printed = {self.layout.column(word) for words in self.parts[0].words for word in words}
        return set(range(len(self.layout.columns))) - printed


def _opened(first: _Candidate, candidate: _Candidate) -> _Table | None:
    """The table that begins at the end of a page with too few rows to tell its columns, if those of the next page do
    with them."""
    part = candidate.part
    if part.page != first.part.page + 1 or part.number or part.head or any(map(is_caption, candidate.above)):
        return None
    layout = _layout([first.part, part])
    return _Table([first.part], layout, first) if layout is not None else None


def _side_of(tables: Sequence[_Table]) -> str | None:
    """Where texts of several lines stand in the rows of these tables, as far as those tell that need to know."""
    tight = [tight_rows([part.lines for part in table.parts], table.parts[0].head) for table in tables]
    known = [rows for rows in tight if rows is not None]
    return side_of(known) if known else None


def _whole_layout(table: _Table, side: str | None) -> Layout:
    """The layout of a table from all its pages, whose rows are now known to be parted alike.

    ``side`` is where texts of several lines stand in the rows of all tables.
    """
    pitch = min(part.pitch for part in table.parts)
    rows = grouped_rows([part.lines for part in table.parts], table.parts[0].head, pitch, side)
    for part, groups in zip(table.parts, rows, strict=True):
        part.group(groups)
    return _layout(table.parts) or table.layout


def _rows_of(outside: Outside) -> list[Row]:
    lines = rows_of(outside.glyphs, _SAME_LINE)
    found = (row_of(line, spacing) for line, spacing in zip(lines, spacings_of(lines), strict=True))
    return parted_rows([row for row in found if row is not None])


def _panels(outside: Outside) -> list[tuple[Outside, Sequence[Row]]]:
    """The rows of a page, and where tables stand side by side those of each by themselves."""
    rows = _rows_of(outside)
    stretches = stretches_of(rows)
    if len(stretches) == 1 and not stretches[0].cuts:
        return [(outside, rows)]
    parts = [
        _within(outside, Box(x0, stretch.top, x1, stretch.bottom))
        for stretch in stretches
        for x0, x1 in pairwise((float("-inf"), *stretch.cuts, float("inf")))
    ]
    return [(part, _rows_of(part)) for part in parts]


def _within(outside: Outside, box: Box) -> Outside:
    """The characters and edges of a page whose middle lies in a box, edges cut at its sides."""
    glyphs = [
        glyph
        for glyph in outside.glyphs
        if box.x0 <= (glyph.x0 + glyph.x1) / 2 < box.x1 and box.top <= (glyph.top + glyph.bottom) / 2 < box.bottom
    ]
    edges = tuple(
        edge._replace(x0=max(edge.x0, box.x0), x1=min(edge.x1, box.x1))
        for edge in outside.page.edges
        if edge.x0 < box.x1 and edge.x1 > box.x0
    )
    return replace(outside, page=replace(outside.page, edges=edges), glyphs=glyphs)


def _candidates(outside: Outside, rows: Sequence[Row]) -> Iterator[_Candidate]:
    rules = rules_of(outside.page) if any(row.is_data for row in rows) else []
    runs = list(runs_of(rows, rules))
    for number, run in enumerate(runs):
        head, first, last = run.head, run.first, run.last
        body = rows[first:last]
        x0, x1 = min(row.texts[0].x0 for row in body), max(row.texts[-1].x1 for row in body)
        top = rows[head - 1].bottom if head else 0.0
        below = rows[last].top if last < len(rows) else float("inf")
        own = [rule for rule in rules if top - _ALIGNED < rule.y < below + _ALIGNED and rule.covers(x0, x1)]
        is_last = number == len(runs) - 1 and rows[last - 1].bottom > outside.ruled_end
        bands = bands_of(body, own, x0, x1)
        part = _Part(outside.page.number, rows[head:first], list(body), bands, own, number, is_last, run.pitch)
        yield _Candidate(part, run.is_table, rows[:head], rows[last:])


def _goes_on(table: _Table, candidate: _Candidate) -> bool:
    """Whether rows go on with a table with which the page before ends."""
    above, part = table.parts[-1], candidate.part
    over = _between(table, candidate)
    header = table.parts[0].head
    is_repeated = _texts(part.head[: len(header)]) == _texts(header)
    # Rows under the header printed again may be without figures, too.
    blank = part.head[len(header) if is_repeated else 0 :]
    if blank and not _is_body(blank, table):
        return False
    if part.page == above.page:
        if is_repeated or len(_fitting(over, table)) < len(over):
            return False
    elif part.page != above.page + 1 or part.number or not above.is_last:
        return False
    else:
        under = [] if part.head else _fitting(reversed(over), table)
        if len(over) - len(under) > _MOST_HEADS:
            return False
    words = [word for words in part.words for word in words]
    fitting = sum(_is_inside(word, table) for word in words) >= _FITTING * len(words)
    if not fitting or not any(w.is_figure for w in words) or len({table.layout.column(w) for w in words}) < 2:
        return False
    part.add(blank)
    part.head = part.head[: len(part.head) - len(blank)]
    return True


def _is_body(rows: Sequence[Row], table: _Table) -> bool:
    """Whether rows without figures begin where texts of the table's body begin, unlike headers."""
    places = [word.x0 for part in table.parts for words in part.words for word in words if not word.is_figure]
    return all(
        _is_inside(word, table) and any(abs(x0 - place) < _BEGINNING for x0 in _begins(row, word) for place in places)
        for row in rows
        for word in words_of(row)
        if word.glyphs[0] is _first(row, word, table.layout)
    )


def _begins(row: Row, word: Word) -> list[float]:
    """Where a word begins, and where the blanks before it do that indent it."""
    at = next(number for number, glyph in enumerate(row.glyphs) if glyph is word.glyphs[0])
    first = at
    while first and row.glyphs[first - 1].text.isspace():
        first -= 1
    return [word.x0, row.glyphs[first].x0]


def _first(row: Row, word: Word, layout: Layout) -> Glyph:
    """The first character of the column of a row in which a word stands."""
    own = [other for other in words_of(row) if layout.column(other) == layout.column(word)]
    return own[0].glyphs[0]


def _between(table: _Table, candidate: _Candidate) -> list[Row]:
    """The rows of the page between a table and what may be its rest."""
    above = table.parts[-1]
    end = max(row.bottom for row in above.rows) if above.page == candidate.part.page else 0.0
    return [row for row in candidate.above if row.middle > end]


def _fitting(rows: Iterable[Row], table: _Table) -> list[Row]:
    """The first of these rows, as far as each of their words stands where a column has words."""
    return list(takewhile(lambda row: not _is_outside(row) and all(_is_inside(w, table) for w in words_of(row)), rows))


def _is_outside(row: Row) -> bool:
    """Whether a row is a title, a unit of money or a page number."""
    return is_caption(row) or (len(row.texts) == 1 and is_page_number(row.texts[0].text))


def _is_inside(word: Word, table: _Table) -> bool:
    """Whether a word stands over one column, and begins in it if it is no figure; or over none, beside a blank one.

    Few rows do not tell where a column begins: there it need not reach beyond the next one's edge.
    """
    columns = table.layout.columns
    over = [x0 for x0, x1 in columns if word.x0 < x1 and x0 < word.x1]
    if table.is_short:
        return len(over) == 1 or (not over and bool(table.blank))
    if not over:
        right = sum(x1 < word.x0 for _, x1 in columns)
        return bool({right - 1, right} & table.blank)
    return len(over) == 1 and (word.is_figure or word.x0 > over[0] - _ALIGNED)


def _with_blanks(table: _Table, candidate: _Candidate) -> None:
    """Put rows under a table that go on with it, and what stands between without figures."""
    before, part = table.last, candidate.part
    over = _between(table, candidate)
    if before.part.page < part.page:
        under = _fitting(before.below, table)
        if len(before.below) - len(under) <= _MOST_HEADS:
            before.part.add(under)
    if not part.head:
        part.add(_fitting(reversed(over), table))
    if before.part.page == part.page:
        before.part.add(part.lines, part.bands)
        before.part.is_last = part.is_last
        table.last = replace(candidate, part=before.part)
        return
    table.parts.append(part)
    table.last = candidate


def _with_rest(table: _Table, taken: Container[int]) -> None:
    """Put the lines under a table that go on with its last row, as far as all rows of the table tell."""
    part, head = table.last.part, table.parts[0].head
    known = [row for other in table.parts[:-1] for row in other.lines]
    for row in table.last.below:
        if row.figures and not ends_figures(part.lines, row):
            break
        if is_caption(row) or id(row) in taken or not is_rest(part.lines, row, head, known):
            break
        part.add([row])


def _with_rest_overleaf(table: _Table, rows: Sequence[Row], taken: Container[int]) -> None:
    """Put the line at the top of a page that goes on with the last row of a table on the page before."""
    above = table.parts[-1]
    if not rows or not above.is_last or id(rows[0]) in taken or is_caption(rows[0]):
        return
    body = [row for part in table.parts for row in part.lines]
    if is_rest_overleaf(body, rows[0], table.parts[0].head):
        table.parts.append(_Part(above.page + 1, (), [rows[0]], [], (), 0, False, above.pitch))


def _texts(rows: Sequence[Row]) -> list[str]:
    return [squeezed(text.text) for row in rows for text in row.texts]


def _layout(parts: Sequence[_Part]) -> Layout | None:
    """The columns and the header of a table; None where they are doubtful or part the words of a figure."""
    body = [words for part in parts for words in part.words]
    first = parts[0]
    begin = min(word.top for word in first.words[0])
    end = max(row.bottom for row in first.head)
    drawn = drawn_edges(first.rules)
    if any(
        word.x0 < x - 1 and word.x1 > x + 1 for words in body for word in words for x in drawn[1:-1] if word.is_figure
    ):
        drawn = []
    over = [rule for rule in first.rules if rule.y < begin]
    top = next((rule.y for rule in over if rule.y < min(row.top for row in first.head) + _ALIGNED), None)
    closing = next((rule.y for rule in reversed(over) if rule.y > end - _ALIGNED), None)
    bottom = closing if closing is not None else (end + max(begin, end)) / 2
    inside = [(rule.y, *piece) for rule in over if rule.y not in {top, closing} for piece in rule.joined]
    layout = layout_of(first.head, body, drawn, top, bottom, inside)
    if layout is None or layout.cost > min(_DOUBTFUL * len(layout.columns), _most_doubtful(layout)):
        return None
    return None if any(_is_crowded(words, layout) for words in body) else layout


def _most_doubtful(layout: Layout) -> float:
    once, each = _OF_MANY
    return once + each * len(layout.columns)


def _is_crowded(words: Sequence[Word], layout: Layout) -> bool:
    """Whether two figures of one line stand in one column."""
    figures = [(id(word.row), layout.column(word)) for word in words if word.is_figure]
    return len(figures) > len(set(figures))


def _grid(part: _Part, layout: Layout) -> Grid:
    """The grid of the header, if the page prints it, and of the rows of the body."""
    xs = layout.xs
    cells, depth = head_cells(layout, part.page) if part.head else ([], 0)
    tops = [min(word.top for word in words) for words in part.words]
    begin = max(min((row.top for row in part.head), default=0.0), 0.0)
    heads = [begin + (tops[0] - begin) * level / depth for level in range(depth)]
    ys = (*heads, *tops, max(row.bottom for row in part.rows))
    cells = [_with_box(cell, xs, ys) for cell in cells]
    for number, words in enumerate(part.words, start=depth):
        inside: dict[int, list[Word]] = {}
        for word in words:
            inside.setdefault(layout.column(word), []).append(word)
        for col in range(len(xs) - 1):
            box = Box(xs[col], ys[number], xs[col + 1], ys[number + 1])
            cells.append(
                GridCell(number, col, number + 1, col + 1, box, part.page, tuple(lines_in(inside.get(col, ()))))
            )
    return Grid(xs, ys, tuple(cells), part.page)


def _with_box(cell: GridCell, xs: Sequence[float], ys: Sequence[float]) -> GridCell:
    box = Box(xs[cell.col], ys[cell.row], xs[cell.col_end], ys[cell.row_end])
    return GridCell(cell.row, cell.col, cell.row_end, cell.col_end, box, cell.page, cell.lines)
