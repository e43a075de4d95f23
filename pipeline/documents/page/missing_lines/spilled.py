"""Text that hangs out of cells which a page break left open: their sides are drawn down to its end.

A browser cuts a merged cell where the first of its rows ends on the page, draws its sides to there and no line, and
prints the rest of its text below.
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.page.model import Edge, Glyph

# Lines of one text stand no further apart than this, in heights of their type.
_PITCH = 1.0
# How far a character reaches over the side of its cell, in points.
_OVER = 0.5
# How far sides are drawn below the last line, in points.
_BELOW = 1.0


def with_spilled(edges: Sequence[Edge], glyphs: Sequence[Glyph], tolerance: float) -> list[Edge]:
    """The edges, with the sides of open cells at the foot of the lowest table drawn down to the end of their text.

    Only where all that is printed right under the table stands between such sides.
    """
    vertical = [edge for edge in edges if not edge.is_level]
    foot = max((edge.bottom for edge in edges), default=0.0)
    ends = sorted((edge for edge in vertical if foot - edge.bottom <= tolerance), key=lambda edge: edge.x0)
    if len(ends) < 2:
        return list(edges)
    below = [glyph for glyph in glyphs if glyph.bottom > foot and _is_below(glyph, foot)]
    if not below:
        return list(edges)
    lines = [edge for edge in edges if edge.is_level and foot - edge.top <= tolerance]
    opened = [pair for pair in pairwise(ends) if not _is_closed(*pair, lines)]
    hanging = [_hanging(left, right, foot, below) for left, right in opened]
    end = max((glyph.bottom for of_cell in hanging for glyph in of_cell), default=foot)
    inside = {id(glyph) for of_cell in hanging for glyph in of_cell}
    beside = [glyph for glyph in below if glyph.top < end and id(glyph) not in inside]
    if end == foot or any(_is_under(glyph, ends) for glyph in beside):
        return list(edges)
    sides = {id(side) for pair in opened for side in pair}
    return [_drawn_to(edge, end + _BELOW) if id(edge) in sides else edge for edge in edges]


def _is_below(glyph: Glyph, foot: float) -> bool:
    return (glyph.top + glyph.bottom) / 2 > foot and not glyph.text.isspace()


def _is_closed(left: Edge, right: Edge, lines: Sequence[Edge]) -> bool:
    middle = (left.x0 + right.x0) / 2
    return any(line.x0 <= middle <= line.x1 for line in lines)


def _hanging(left: Edge, right: Edge, foot: float, below: Sequence[Glyph]) -> list[Glyph]:
    """The characters under a cell, line by line from its foot down to the first gap."""
    found: list[Glyph] = []
    end = foot
    for glyph in sorted(below, key=lambda glyph: glyph.top):
        if left.x0 - _OVER <= glyph.x0 and glyph.x1 <= right.x0 + _OVER:
            if glyph.top - end > _PITCH * glyph.size:
                break
            end = max(end, glyph.bottom)
            found.append(glyph)
    return found


def _is_under(glyph: Glyph, ends: Sequence[Edge]) -> bool:
    return glyph.x1 > ends[0].x0 and glyph.x0 < ends[-1].x0


def _drawn_to(edge: Edge, bottom: float) -> Edge:
    return edge._replace(bottom=bottom)
