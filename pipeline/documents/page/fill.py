"""Which characters stand in which rectangle of a page, also where a text is wider than its cell.

A character is in the rectangle around its middle, as pdfplumber has it. A figure that reaches over an edge is one
figure all the same, a text through a character of which an edge runs is one text, and the end of a name that is printed
on over the next column belongs to the name.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.documents.page.model import Glyph, Rectangle

# Characters of one word are no further apart, and the last one before an edge is no further from it.
_AT_EDGE = 0.9
_OF_FIGURES = frozenset("0123456789.,-")
_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d*)?")
# A character reaches over an edge by more points than this; those of one figure are no further apart, in parts of
# their height.
_REACH = 0.1
_IN_FIGURE = 0.15
# An edge runs through a character by this part of its width at least.
_THROUGH = 0.2
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


def fill(cells: Sequence[Filled], glyphs: Iterable[Glyph], over: list[int] | None = None) -> list[Glyph]:
    """Give each character to the rectangle around its middle; returns those that are in none.

    ``over`` takes the numbers of those that reach over the left or right edge of theirs.
    """
    if not cells:
        return list(glyphs)
    by_top = sorted(cells, key=lambda found: found.rectangle[1])
    tops = [found.rectangle[1] for found in by_top]
    tallest = max(found.rectangle[3] - found.rectangle[1] for found in cells)
    upper, lower = tops[0], max(found.rectangle[3] for found in cells)
    across: dict[float, list[tuple[float, float, Filled]]] = {}

    def at(y: float) -> list[tuple[float, float, Filled]]:
        near = by_top[bisect_left(tops, y - tallest) : bisect_right(tops, y)]
        across[y] = [(f.rectangle[0], f.rectangle[2], f) for f in reversed(near) if y < f.rectangle[3]]
        return across[y]

    rest: list[Glyph] = []
    for number, glyph in enumerate(glyphs):
        _, left, top, right, bottom, _, _ = glyph
        if bottom < upper or top > lower:
            rest.append(glyph)
            continue
        part = _INSIDE * (bottom - top)
        x, middle = (left + right) / 2, (top + bottom) / 2
        # Else it may stand on the upper or lower end of its table, less than half of it inside.
        for y in (middle, bottom - part, top + part):
            found = next((f for x0, x1, f in (across[y] if y in across else at(y)) if x0 <= x < x1), None)
            if found is not None:
                break
        if found is None:
            rest.append(glyph)
            continue
        (rest if _is_over(glyph, found.rectangle) else found.glyphs).append(glyph)
        if over is not None and (left < found.rectangle[0] - _REACH or right > found.rectangle[2] + _REACH):
            over.append(number)
    return rest


def keep_whole(cells: Sequence[Filled], glyphs: Sequence[Glyph], over: Iterable[int]) -> None:
    """Give a figure or a text of which a character reaches over an edge to one cell.

    A figure is in the cell around its middle, a text where it begins at the left or ends at the right end of a cell,
    else around its middle too. ``glyphs`` are in the order in which they were drawn, so that the characters of a figure
    follow each other.
    """
    owners: dict[int, Filled] = {}
    for number in over:
        is_next = _is_next if glyphs[number].text in _OF_FIGURES else _is_next_of_text
        owners = owners or {id(glyph): cell for cell in cells for glyph in cell.glyphs}
        first = last = number
        while first and is_next(glyphs[first - 1], glyphs[first]):
            first -= 1
        while last + 1 < len(glyphs) and is_next(glyphs[last], glyphs[last + 1]):
            last += 1
        run = glyphs[first : last + 1]
        of_run = {id(owner): owner for glyph in run if (owner := owners.get(id(glyph))) is not None}
        if len(of_run) < 2:
            continue
        in_order = sorted(of_run.values(), key=lambda cell: cell.rectangle[0])
        is_figure = is_next is _is_next
        if is_figure and not _FIGURE.fullmatch("".join(glyph.text for glyph in run)):
            continue
        if not is_figure and not _is_cut_through(glyphs[number], owners.get(id(glyphs[number]))):
            continue
        target = _around(run, in_order) if is_figure else _cell_of_text(run, in_order)
        if target is None:
            continue
        moved = {id(glyph) for glyph in run if owners.get(id(glyph)) is not target}
        for cell in in_order:
            cell.glyphs[:] = [glyph for glyph in cell.glyphs if id(glyph) not in moved]
        target.glyphs.extend(glyph for glyph in run if id(glyph) in moved)
        owners.update((name, target) for name in moved)


def _around(run: Sequence[Glyph], cells: Sequence[Filled]) -> Filled | None:
    middle = (run[0].x0 + run[-1].x1) / 2
    return next((cell for cell in cells if cell.rectangle[0] <= middle < cell.rectangle[2]), None)


def _cell_of_text(run: Sequence[Glyph], cells: Sequence[Filled]) -> Filled | None:
    """The one of these cells, from left to right, in which a text over all of them is set."""
    if run[0].x0 - cells[0].rectangle[0] < run[0].size:
        return cells[0]
    if cells[-1].rectangle[2] - run[-1].x1 < run[-1].size:
        return cells[-1]
    return _around(run, cells)


def _is_cut_through(glyph: Glyph, owner: Filled | None) -> bool:
    """Whether an edge of its cell runs through a character, not along its side."""
    if owner is None:
        return False
    least = _THROUGH * (glyph.x1 - glyph.x0)
    return glyph.x0 < owner.rectangle[0] - least or glyph.x1 > owner.rectangle[2] + least


def _is_next_of_text(before: Glyph, glyph: Glyph) -> bool:
    """Whether a character stands right behind another one of its text, on the same line."""
    if before.text.isspace() or glyph.text.isspace() or before.text in _OF_FIGURES or glyph.text in _OF_FIGURES:
        return False
    return abs(glyph.base - before.base) < 1 and abs(glyph.x0 - before.x1) <= _IN_FIGURE * glyph.size


def _is_next(before: Glyph, glyph: Glyph) -> bool:
    """Whether a character of a figure stands right behind another one, on the same line."""
    return (
        before.text in _OF_FIGURES
        and glyph.text in _OF_FIGURES
        and abs(glyph.base - before.base) < 1
        and abs(glyph.x0 - before.x1) <= _IN_FIGURE * glyph.size
    )


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
        reaching = [glyph for glyph in cell.glyphs if glyph.x1 > right - _AT_EDGE and _is_word(glyph)]
        if not reaching or top not in with_figures:
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


def _is_over(glyph: Glyph, rectangle: Rectangle) -> bool:
    """Whether a character is far too high for a rectangle and stands over it: a watermark."""
    return glyph.size > _OVER * (rectangle[3] - rectangle[1])
