"""The rectangles that the ruling lines of a page make, as pdfplumber's table finder finds them.

The smallest rectangle at each corner is found by the same rule, with the edges of each corner compared once.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from pipeline.documents.page.edges import Point, long_edges, meetings, merged
from pipeline.documents.page.missing_lines.bars import missing_bars, without_gaps
from pipeline.documents.page.missing_lines.open import closing_edges
from pipeline.documents.page.missing_lines.sides import closing_sides
from pipeline.documents.page.missing_lines.spilled import with_spilled
from pipeline.documents.page.model import Edge, Glyph, Rectangle

TOLERANCE = 3.0
"""How far apart lines that meet may end, in points: pdfplumber's own setting of the strategy "lines"."""
_SHORTEST_EDGE = 1
_SHORTEST_JOINED_EDGE = 3

Lines = AbstractSet[int]


def rectangles_of(
    edges: Sequence[Edge], tolerance: float = TOLERANCE, glyphs: Sequence[Glyph] = ()
) -> tuple[list[Rectangle], list[Edge]]:
    """The rectangles, open cells at page breaks and sides included, and the edges that were added to close those.

    ``tolerance`` is how far apart lines that meet may end, in points, ``glyphs`` are the characters of the page.

    Lines are completed from what the page shows to what it implies, because each step asks where lines end, and would
    take an end that an earlier one mends for one that means something: a line with gaps is made whole, sides are drawn
    down to text that hangs out of their cell, only then a side that is not drawn is seen by the lines across that end
    above each other, an open cell by the sides that end at one height, and last, at all of these, a line that is
    missing inside the table.
    """
    found = merged(long_edges(edges, _SHORTEST_EDGE), tolerance)
    whole = without_gaps(found, tolerance)
    found = merged(whole, tolerance) if whole != found else found
    drawn = with_spilled(long_edges(found, _SHORTEST_JOINED_EDGE), glyphs, tolerance)
    sides = closing_sides(drawn, tolerance)
    closing = [*sides, *closing_edges([*drawn, *sides], tolerance)]
    bars = missing_bars(drawn, closing, glyphs, tolerance)
    return rectangles_between([*drawn, *bars, *closing], tolerance), closing


def rectangles_between(edges: Iterable[Edge], tolerance: float) -> list[Rectangle]:
    """The smallest rectangles of which these edges are the sides, where those that meet end no further apart."""
    return _smallest(*meetings(edges, tolerance))


def _smallest(vertical: Mapping[Point, Lines], horizontal: Mapping[Point, Lines]) -> list[Rectangle]:
    """The smallest rectangle below and right of each point whose sides are edges, points from left to right.

    Taken are the points where edges meet, with the numbers of the vertical and of the horizontal ones.
    """
    points = sorted(vertical)
    columns: dict[float, list[float]] = {}
    rows: dict[float, list[float]] = {}
    for x, y in points:
        columns.setdefault(x, []).append(y)
        rows.setdefault(y, []).append(x)
    found = []
    for x, y in points:
        column, row = columns[x], rows[y]
        uprights, levels = vertical[x, y], horizontal[x, y]
        xs = [right for right in row[bisect_right(row, x) :] if not levels.isdisjoint(horizontal[right, y])]
        if not xs:
            continue
        corner = next(
            (
                (right, lower)
                for lower in column[bisect_right(column, y) :]
                if not uprights.isdisjoint(vertical[x, lower])
                for right in xs
                if (right, lower) in vertical
                and not vertical[right, lower].isdisjoint(vertical[right, y])
                and not horizontal[right, lower].isdisjoint(horizontal[x, lower])
            ),
            None,
        )
        if corner is not None:
            found.append((float(x), float(y), float(corner[0]), float(corner[1])))
    return found
