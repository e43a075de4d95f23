"""Whether a text goes on in the line below it, in tables where no line parts rows.

A text is broken where its column has no room for what cannot be parted at the start of the next line; and a bracket
that it opens is closed further on. A column ends where others of its lines end, and before the next one if that begins
in one place. Lines are as far apart as the lines that their characters stand on, whatever the boxes of their fonts are.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.lines import Line
from pipeline.documents.page.rows import Row
from pipeline.documents.page.running_on import UNIT, has_open_bracket, is_in_brackets
from pipeline.documents.page.unruled.columns import Span

# Between how many heights of type the next line is lower.
_LEAST_STEP = 0.9
_NEXT_LINE = 2.2
# Rows no further apart than this, in heights of type, stand as near as lines.
TIGHT = 1.6
# How much room, in heights of type, a line that is full leaves beyond what the next one begins with, how much more
# there may be to the next column, and how wide a letter or digit is.
_ROOM = 0.05
_MARGINS = 1.2
_NARROW = 0.55
_CLOSING = frozenset(")）、，。；：”》,.;:")
OPENING = frozenset("(（")
_ITEM = re.compile(r"[(（]?[一二三四五六七八九十\d]{1,7}[)）、.．]|其中|\d{3}(?:\d{2}){0,2}(?!\d)")
# Blanks that are further from a text, in heights of type, do not indent it.
_BLANK = 0.3
# What part of the narrower of two lines stands under the other.
_UNDER = 0.5
# Texts of a column begin in one place if so many do, of widths that differ by more points, within so many heights of
# type.
_FEWEST = 3
_MOST = 0.8
_EXACT = 0.5
_WIDTHS = 1.0
_WIDE = 6.0


@dataclass
class Columns:
    """The rows of a table, from all its pages, and of its header, from which the ends of its columns are known."""

    rows: Sequence[Row]
    head: Sequence[Row] = ()

    @cached_property
    def headers(self) -> list[Span]:
        """From where to where texts of the header reach."""
        return [(text.x0, text.x1) for row in self.head for text in row.texts]

    @cached_property
    def spans(self) -> Counter[Span]:
        """From where to where texts that are no figures reach, from their indentation on, and how many do."""
        return Counter((text.x0, text.x1) for text, _ in texts_of(self.rows))

    def others(self, text: Line) -> list[float]:
        """Where the other texts in the column of a text end."""
        own = text.x0, text.x1
        return [span[1] for span, number in self.spans.items() if (span != own or number > 1) and _meet(span, own)]

    def ends_as_header(self, text: Line, leeway: float) -> bool:
        """Whether a header over a text ends where it ends."""
        own = text.x0, text.x1
        return any(_meet(span, own) and abs(span[1] - text.x1) < leeway for span in self.headers)

    @cached_property
    def begins(self) -> list[tuple[float, float]]:
        """Where each text and figure begins and ends."""
        return sorted((text.x0, text.x1) for row in self.rows for text in row.texts)

    def next_column(self, right: float, size: float) -> float | None:
        """Where all texts of the column behind this place begin; None where they begin in several places."""
        start = bisect_right(self.begins, (right + _EXACT, 0.0))
        if start == len(self.begins):
            return None
        first = self.begins[start][0]
        near = self.begins[start : bisect_left(self.begins, (first + _WIDE * size, 0.0))]
        widths = [x1 - x0 for x0, x1 in near if x0 - first < _EXACT]
        if len(widths) < max(_FEWEST, _MOST * len(near)) or max(widths) - min(widths) < _WIDTHS:
            return None
        return first


@dataclass(eq=False)
class Link:
    """A text and the next one below it in its column, with their rows.

    ``step`` is how far the lower one is below the upper one in points, ``is_inside`` says that a bracket that opened
    before is closed only in the lower one or further on.
    """

    upper: Line
    lower: Line
    row: Row
    below: Row
    step: float
    columns: Columns
    is_inside: bool = False

    @property
    def is_full(self) -> bool:
        """Whether the upper one ends where its column does, or inside a bracket, so that the lower one goes on."""
        return self._fullness[0]

    @property
    def is_sure(self) -> bool:
        """False where the upper one is the longest line of its column and nothing else says where that ends."""
        return self._fullness[1]

    @cached_property
    def _fullness(self) -> tuple[bool, bool]:
        upper, lower = self.upper, self.lower
        if self.is_inside or lower.text[0] in _CLOSING:
            return True, True
        if lower.text[0] in OPENING:
            return True, False
        least, right = self._least, self._right
        following = self.columns.next_column(max(right, upper.x1), upper.size)
        if following is not None and following - upper.x1 > least + _MARGINS * upper.size:
            return False, True
        is_known = following is not None or upper.x1 - right < least or self.columns.ends_as_header(upper, least)
        return right - upper.x1 < least, is_known

    @property
    def is_longest(self) -> bool:
        """Whether the upper one ends where the longest lines of its column do, however far the next column is."""
        return -self._least < self._right - self.upper.x1 < self._least

    @cached_property
    def _least(self) -> float:
        """How much room the lower one needs to begin in, in points."""
        unit = UNIT.match(self.lower.text)
        signs = sum(1.0 if sign > "\xff" else _NARROW for sign in unit[0]) if unit is not None else 1.0
        return (signs + _ROOM) * self.upper.size

    @cached_property
    def _right(self) -> float:
        """Where the other lines of the column end."""
        return max(self.columns.others(self.upper), default=self.upper.x1)


def links_of(body: Sequence[Row], columns: Columns) -> Iterator[Link]:
    """The links of the texts that a table prints on one page, figures left out."""
    texts = texts_of(body)
    bases = [row.glyphs[_place(text, row)].base for text, row in texts]
    opened: dict[int, tuple[str, list[Link]]] = {}
    for index, (text, row) in enumerate(texts):
        for other in range(index + 1, len(texts)):
            lower, below = texts[other]
            if below is not row and is_under(lower, text):
                step = bases[other] - bases[index]
                if _LEAST_STEP * text.size < step < _NEXT_LINE * text.size:
                    link = Link(text, lower, row, below, step, columns)
                    before, inside = opened.get(index, ("", []))
                    if has_open_bracket(before + text.text) and not (row.is_data and below.is_data):
                        opened[other] = before + text.text, [*inside, link]
                        for one in opened[other][1] if is_in_brackets(before + text.text, lower.text) else ():
                            one.is_inside = True
                    yield link
                break


def is_rest(body: Sequence[Row], line: Row, head: Sequence[Row], known: Sequence[Row] = ()) -> bool:
    """Whether all texts of a line under a body go on with texts of its last row, as far as the texts above it tell.

    ``known`` are rows of the table on other pages. A line that opens a bracket goes on where it is as far below a full
    one as this one is below another full one.
    """
    rows = [*body, line]
    every = list(links_of(rows, Columns([*known, *rows], head)))
    above = {(id(link.below), link.lower.x0): link for link in every if link.is_full}
    links = [link for link in every if link.below is line and link.step < TIGHT * link.upper.size]
    return len(links) == len(line.texts) - len(line.figures) and all(
        link.is_full and (link.is_sure or _is_as_far(link, above.get((id(link.row), link.upper.x0)))) for link in links
    )


def is_rest_overleaf(body: Sequence[Row], line: Row, head: Sequence[Row]) -> bool:
    """The same for the first line of the page below a body."""
    columns = Columns(body, head)
    links = []
    for lower, _ in texts_of([line]):
        above = ((text, row) for text, row in reversed(texts_of(body)) if is_under(text, lower))
        found = next(above, None)
        if found is None or begins_item(lower.text) or abs(found[0].x0 - lower.x0) > _EXACT:
            return False
        links.append(Link(found[0], lower, found[1], line, 0.0, columns))
    return not line.figures and all(link.is_full and link.is_sure for link in links)


def _is_as_far(link: Link, above: Link | None) -> bool:
    return above is not None and abs(link.step - above.step) < _EXACT


def begins_item(text: str) -> bool:
    """Whether a line begins an item of a list, or a name with its code."""
    return _ITEM.match(text) is not None


def is_indented(text: Line, row: Row) -> bool:
    """Whether blanks are printed before a text from :func:`texts_of`: it goes on with none above it."""
    return row.glyphs[_place(text, row)].text.isspace()


def is_under(one: Line, other: Line) -> bool:
    """Whether the narrower of two texts stands under, or over, the other by half its width."""
    return _meet((one.x0, one.x1), (other.x0, other.x1))


def _meet(one: Span, other: Span) -> bool:
    over = min(one[1], other[1]) - max(one[0], other[0])
    return over > _UNDER * min(one[1] - one[0], other[1] - other[0])


def texts_of(rows: Sequence[Row]) -> list[tuple[Line, Row]]:
    """The texts that are no figures, from their indentation on, with their rows."""
    return [(_with_indent(text, row), row) for row in rows for text in row.texts if not is_figure(text.text)]


def _place(text: Line, row: Row) -> int:
    """Which character of its row a text begins with."""
    at = bisect_left(row.glyphs, text.x0, key=lambda glyph: glyph.x0)
    return min(at, len(row.glyphs) - 1)


def _with_indent(text: Line, row: Row) -> Line:
    """A text from the first of the blanks on that are printed before it."""
    at = _place(text, row)
    room = (_BLANK + row.spacing) * text.size
    while at and row.glyphs[at - 1].text.isspace() and row.glyphs[at].x0 - row.glyphs[at - 1].x1 < room:
        at -= 1
    return text._replace(x0=min(row.glyphs[at].x0, text.x0))
