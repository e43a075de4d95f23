"""Which characters stand in which rectangle of a page, also where a text is wider than its cell.

A character is in the rectangle around its middle, as pdfplumber has it. A figure that reaches over an edge is one
figure all the same, a text through a character of which an edge runs is one text, and the end of a name that is printed
on over the next column belongs to the name.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import nan

from pipeline.documents.page.model import Glyph, Rectangle

# Characters of one word are no further apart, and the last one before an edge is no further from it.
_AT_EDGE = 0.9
_OF_FIGURES = frozenset("0123456789.,-")
_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d*)?")
_AMOUNT = re.compile(r"-?\d[\d,]*\.\d+")
# A character reaches over an edge by more points than this, and stands on it where this part of its height is on both
# sides, less in a text that begins in its cell; those of one figure, and of one text, are no further apart, in parts of
# their height.
_REACH = 0.1
_ON_EDGE, _ON_EDGE_BEGUN = 0.15, 0.05
_IN_FIGURE = 0.15
# A text hangs over the edge of its cell with so many characters at most, and has this many times as many inside.
_MOST_HANGING, _INSIDE_HANGING = 2, 3
# No text begins or ends in a cell that is no wider than so many heights of its type.
_NARROW = 1.5
_IN_TEXT = 0.05
# Type this many times as high as a cell is printed over the table.
_OVER = 1.75
# A line that a page break cuts a row through may stand on the edge of the table, by this part of its height inside.
_INSIDE = 0.3


@dataclass(slots=True)
class Filled:
    """A rectangle, the characters inside it and whether it has no line of its own above or below."""

    rectangle: Rectangle
    open_above: bool = False
    open_below: bool = False
    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        """Whether nothing but blanks stands in the rectangle."""
        return all(glyph.text.isspace() for glyph in self.glyphs)


class _Places:
    """Which rectangle is around a point; of several the one that begins lowest, which is inside the others."""

    def __init__(self, cells: Sequence[Filled]) -> None:
        self._by_top = sorted(cells, key=lambda cell: cell.rectangle[1])
        self._tops = [cell.rectangle[1] for cell in self._by_top]
        self._tallest = max((cell.rectangle[3] - cell.rectangle[1] for cell in cells), default=0.0)
        self._edges = sorted({edge for cell in cells for edge in cell.rectangle[1::2]})
        self._bands: dict[int, Band] = {}

    def band(self, y: float) -> "Band":
        """The places from left to right at a height, which are the same between two edges of rectangles."""
        number = bisect_right(self._edges, y)
        if number not in self._bands:
            near = self._by_top[bisect_left(self._tops, y - self._tallest) : bisect_right(self._tops, y)]
            self._bands[number] = _band([cell for cell in near if y < cell.rectangle[3]])
        return self._bands[number]

    def around(self, x: float, y: float) -> Filled | None:
        """The rectangle around a point."""
        edges, owners = self.band(y)
        return owners[bisect_right(edges, x)]


Band = tuple[list[float], list[Filled | None]]
"""The edges of rectangles from left to right, and in which rectangle a place before each and behind the last is."""


def _band(cells: Sequence[Filled]) -> Band:
    """The places in these rectangles, of which the later ones are inside the others."""
    edges = sorted({edge for cell in cells for edge in cell.rectangle[::2]})
    number = {edge: index for index, edge in enumerate(edges, start=1)}
    owners: list[Filled | None] = [None] * (len(edges) + 1)
    for cell in cells:
        first, end = number[cell.rectangle[0]], number[cell.rectangle[2]]
        owners[first:end] = [cell] * (end - first)
    return edges, owners


def fill(cells: Sequence[Filled], glyphs: Iterable[Glyph], over: list[int] | None = None) -> list[Glyph]:
    """Give each character to the rectangle around its middle; returns those that are in none.

    ``over`` takes the numbers of those that reach over the left or right edge of theirs, or into one.
    """
    if not cells:
        return list(glyphs)
    places = _Places(cells)
    rest: list[Glyph] = []
    height = nan
    for number, glyph in enumerate(glyphs):
        _, left, top, right, bottom, size, _ = glyph
        y = (top + bottom) / 2
        if y != height:
            edges, owners = places.band(y)
            height = y
        found = owners[bisect_right(edges, (left + right) / 2)] or _at_edge(glyph, places.around)
        if found is None:
            rest.append(glyph)
            if over is not None and (places.around(left + _REACH, y) or places.around(right - _REACH, y)):
                over.append(number)
            continue
        x0, above, x1, below = found.rectangle
        # A character that is far too high for a rectangle stands over it: a watermark.
        (rest if size > _OVER * (below - above) else found.glyphs).append(glyph)
        if over is not None and (left < x0 - _REACH or right > x1 + _REACH):
            over.append(number)
    return rest


def _at_edge(glyph: Glyph, around: Callable[[float, float], Filled | None]) -> Filled | None:
    """The rectangle in which less than half of a character stands, at the upper or lower end of its table."""
    x, part = (glyph.x0 + glyph.x1) / 2, _INSIDE * (glyph.bottom - glyph.top)
    return around(x, glyph.bottom - part) or around(x, glyph.top + part)


def keep_whole(cells: Sequence[Filled], glyphs: Sequence[Glyph], over: Iterable[int], rest: list[Glyph]) -> None:
    """Give a text of which a character stands on an edge to one cell, a figure or a text that is wider than its cell.

    It is the cell around the middle of a figure. Of another text it is the one at whose left edge it begins, else the
    one at whose right edge it ends, else the one around its middle. ``glyphs`` are in the order in which they were
    drawn, so that the characters of a text follow each other; of ``rest``, which are in no cell, those of such a text
    are taken.
    """
    owners: dict[int, Filled] = {}
    for number in over:
        owners = owners or {id(glyph): cell for cell in cells for glyph in cell.glyphs}
        run = _run(glyphs, number)
        of_run = {id(owner): owner for glyph in run if (owner := owners.get(id(glyph))) is not None}
        is_parted = len({id(owners.get(id(glyph))) for glyph in run}) > 1
        target = (_owner(run, list(of_run.values())) or _hanging(run, owners)) if is_parted else None
        if target is None:
            continue
        moved = {id(glyph) for glyph in run if owners.get(id(glyph)) is not target}
        rest[:] = [glyph for glyph in rest if id(glyph) not in moved]
        for cell in of_run.values():
            cell.glyphs[:] = [glyph for glyph in cell.glyphs if id(glyph) not in moved]
        target.glyphs.extend(glyph for glyph in run if id(glyph) in moved)
        owners.update((name, target) for name in moved)


def _run(glyphs: Sequence[Glyph], number: int) -> Sequence[Glyph]:
    """The characters of the text around one of them, of the figure where all are of figures or it is an amount."""
    figure = _stretch(glyphs, number, is_figure=True)
    text = _stretch(glyphs, number, is_figure=False)
    is_figure = all(glyph.text in _OF_FIGURES for glyph in text) or _AMOUNT.fullmatch("".join(g.text for g in figure))
    return figure if is_figure else text


def _stretch(glyphs: Sequence[Glyph], number: int, *, is_figure: bool) -> Sequence[Glyph]:
    first = last = number
    while first and _is_next(glyphs[first - 1], glyphs[first], is_figure):
        first -= 1
    while last + 1 < len(glyphs) and _is_next(glyphs[last], glyphs[last + 1], is_figure):
        last += 1
    return glyphs[first : last + 1]


def _is_next(before: Glyph, glyph: Glyph, is_figure: bool) -> bool:
    """Whether a character of a text or a figure stands right behind another one, on the same line."""
    if abs(glyph.base - before.base) >= 1:
        return False
    are_figures = before.text in _OF_FIGURES and glyph.text in _OF_FIGURES
    if not are_figures and (is_figure or (before.text + glyph.text).isspace()):
        return False
    return abs(glyph.x0 - before.x1) <= (_IN_FIGURE if are_figures else _IN_TEXT) * glyph.size


def _owner(run: Sequence[Glyph], cells: Sequence[Filled]) -> Filled | None:
    """The cell of a text that stands in several."""
    middle = (run[0].x0 + run[-1].x1) / 2
    around = next((cell for cell in cells if cell.rectangle[0] <= middle < cell.rectangle[2]), None)
    if all(glyph.text in _OF_FIGURES for glyph in run):
        return around if _FIGURE.fullmatch("".join(glyph.text for glyph in run)) else None
    wide = [cell for cell in cells if cell.rectangle[2] - cell.rectangle[0] > _NARROW * run[0].size]
    beginning = next((cell for cell in wide if 0 <= run[0].x0 - cell.rectangle[0] <= run[0].size), None)
    ending = next((cell for cell in wide if 0 <= cell.rectangle[2] - run[-1].x1 <= run[0].size), None)
    edges = [edge for cell in cells for edge in (cell.rectangle[0], cell.rectangle[2])]
    part = _ON_EDGE_BEGUN if beginning is not None else _ON_EDGE
    if not any(min(edge - glyph.x0, glyph.x1 - edge) > part * glyph.size for glyph in run for edge in edges):
        return None
    return beginning or ending or around


def _hanging(run: Sequence[Glyph], owners: Mapping[int, Filled]) -> Filled | None:
    """The cell of a text over the edge of which its first or its last characters hang, None where others do."""
    owner = owners.get(id(run[len(run) // 2]))
    if owner is None:
        return None
    outside = [glyph for glyph in run if owners.get(id(glyph)) is not owner]
    is_few = len(outside) <= _MOST_HANGING and len(run) - len(outside) >= _INSIDE_HANGING * len(outside)
    return owner if is_few else None


def bring_back(cells: Sequence[Filled]) -> None:
    """Give back to a cell the end of a name that is printed on over its right edge, in rows that print figures.

    The end is words without a gap to the name; where it stands, there is nothing else but a figure.
    """
    by_left: dict[float, list[Filled]] = {}
    for cell in cells:
        by_left.setdefault(cell.rectangle[0], []).append(cell)
    with_figures = {cell.rectangle[1] for cell in cells if any(glyph.text == "." for glyph in cell.glyphs)}
    for cell in sorted(cells, key=lambda cell: cell.rectangle[0]):
        _, top, right, bottom = cell.rectangle
        if top not in with_figures:
            continue
        reaching = [glyph for glyph in cell.glyphs if glyph.x1 > right - _AT_EDGE and _is_word(glyph)]
        if not reaching:
            continue
        for beside in by_left.get(right, ()):
            if beside.rectangle[1] == top and beside.rectangle[3] == bottom:
                for glyph in reaching:
                    _move_run(glyph, beside, cell)


def _move_run(last: Glyph, source: Filled, target: Filled) -> None:
    line = [glyph for glyph in source.glyphs if abs(glyph.base - last.base) < 1 and not glyph.text.isspace()]
    run: list[Glyph] = []
    end = last.x1
    for glyph in sorted(line, key=lambda glyph: glyph.x0):
        if _is_word(glyph) and abs(glyph.x0 - end) < _AT_EDGE:
            run.append(glyph)
            end = glyph.x1
    moved = {id(glyph) for glyph in run}
    if run and all(glyph.text in _OF_FIGURES for glyph in line if id(glyph) not in moved):
        source.glyphs[:] = [glyph for glyph in source.glyphs if id(glyph) not in moved]
        target.glyphs.extend(run)


def _is_word(glyph: Glyph) -> bool:
    return "\u4e00" <= glyph.text <= "\u9fff" or glyph.text in "（）()、，"
