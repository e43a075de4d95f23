"""What goes on with a table without vertical lines: on its page, on the next one, and in the lines under its last row.

Rows go on with a table where they stand in its columns, and where no more is printed between than the lines over the
end of a page and over the begin of the next.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.documents.model import squeezed
from pipeline.documents.page.model import Glyph
from pipeline.documents.page.rows import Row
from pipeline.documents.page.unruled.captions import is_caption, is_furniture
from pipeline.documents.page.unruled.layout import Layout
from pipeline.documents.page.unruled.parts import Candidate, Part, UnruledTable, columns_of
from pipeline.documents.page.unruled.row_groups import ends_figures
from pipeline.documents.page.unruled.words import Word, words_of
from pipeline.documents.page.unruled.wraps import is_rest, is_rest_overleaf

# A text that begins within so many points of another one begins where it begins; a word reaches no further to the left
# of its column.
_BEGINNING = 1.0
_ALIGNED = 3.0
# How many lines a page prints over the end of a table.
MOST_HEADS = 2
# What part of the texts must stand in the columns of the page before.
_FITTING = 0.9


def opened_table(first: Candidate, candidate: Candidate) -> UnruledTable | None:
    """The table that begins at the end of a page with too few rows to tell its columns, if those of the next page do
    with them."""
    part = candidate.part
    if part.page != first.part.page + 1 or part.number or part.head or any(map(is_caption, candidate.above)):
        return None
    layout = columns_of([first.part, part])
    return UnruledTable([first.part], layout, first) if layout is not None else None


def join(table: UnruledTable, candidate: Candidate) -> bool:
    """Put rows under the table above them, or with which the page before ends, if they go on with it; whether so."""
    part, header = candidate.part, table.parts[0].head
    is_repeated = _texts(part.head[: len(header)]) == _texts(header)
    # Rows under the header printed again may be without figures, too.
    blank = part.head[len(header) if is_repeated else 0 :]
    if (blank and not _is_body(blank, table)) or not _goes_on(table, candidate, is_repeated):
        return False
    part.add(blank)
    part.head = part.head[: len(part.head) - len(blank)]
    _put_under(table, candidate)
    return True


def _goes_on(table: UnruledTable, candidate: Candidate, is_repeated: bool) -> bool:
    """Whether rows stand where those of the table do, under nothing that parts them from it."""
    above, part = table.parts[-1], candidate.part
    over = _between(table, candidate)
    if part.page == above.page:
        if is_repeated or len(_fitting(over, table)) < len(over):
            return False
    elif part.page != above.page + 1 or part.number or not above.is_last:
        return False
    else:
        under = [] if part.head else _fitting(reversed(over), table)
        if len(over) - len(under) > MOST_HEADS:
            return False
    words = [word for words in part.words for word in words]
    fitting = sum(_is_inside(word, table) for word in words) >= _FITTING * len(words)
    return fitting and any(w.is_figure for w in words) and len({table.layout.column(w) for w in words}) > 1


def _put_under(table: UnruledTable, candidate: Candidate) -> None:
    """Put rows under a table that go on with it, and what stands between without figures."""
    before, part = table.last, candidate.part
    over = _between(table, candidate)
    if before.part.page < part.page:
        under = _fitting(before.below, table)
        if len(before.below) - len(under) <= MOST_HEADS:
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


def with_rest(table: UnruledTable, taken: Container[int]) -> None:
    """Put the lines under a table that go on with its last row, as far as all rows of the table tell."""
    part, head = table.last.part, table.parts[0].head
    known = [row for other in table.parts[:-1] for row in other.lines]
    for row in table.last.below:
        if row.figures and not ends_figures(part.lines, row):
            break
        if is_caption(row) or id(row) in taken or not is_rest(part.lines, row, head, known):
            break
        part.add([row])


def with_rest_overleaf(table: UnruledTable, rows: Sequence[Row], taken: Container[int]) -> None:
    """Put the line at the top of a page that goes on with the last row of a table on the page before."""
    above = table.parts[-1]
    if not rows or not above.is_last or id(rows[0]) in taken or is_caption(rows[0]):
        return
    body = [row for part in table.parts for row in part.lines]
    if is_rest_overleaf(body, rows[0], table.parts[0].head):
        table.parts.append(Part(above.page + 1, (), [rows[0]], [], (), (), 0, False, above.pitch))


def _is_body(rows: Sequence[Row], table: UnruledTable) -> bool:
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


def _between(table: UnruledTable, candidate: Candidate) -> list[Row]:
    """The rows of the page between a table and what may be its rest."""
    above = table.parts[-1]
    end = max(row.bottom for row in above.rows) if above.page == candidate.part.page else 0.0
    return [row for row in candidate.above if row.middle > end]


def _fitting(rows: Iterable[Row], table: UnruledTable) -> list[Row]:
    """The first of these rows, as far as each of their words stands where a column has words."""
    return list(takewhile(lambda row: not is_furniture(row) and all(_is_inside(w, table) for w in words_of(row)), rows))


def _is_inside(word: Word, table: UnruledTable) -> bool:
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


def _texts(rows: Sequence[Row]) -> list[str]:
    return [squeezed(text.text) for row in rows for text in row.texts]
