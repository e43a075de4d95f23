"""The rectangles that the ruling lines of a page make, as pdfplumber's table finder finds them.

Merging the edges, where they meet and which rectangles belong together are pdfplumber's own functions. Finding the
smallest rectangle at each corner is done here by the same rule, with the edges of each corner compared once.
"""

from collections.abc import Mapping, Sequence

from pdfplumber.table import edges_to_intersections, merge_edges
from pdfplumber.utils.geometry import filter_edges

from pipeline.documents.page.bars import missing_bars, without_gaps
from pipeline.documents.page.model import Edge, Glyph, Rectangle
from pipeline.documents.page.open import closing_edges
from pipeline.documents.page.sides import closing_sides
from pipeline.documents.page.spilled import with_spilled

TOLERANCE = 3.0
"""How far apart lines that meet may end, in points: pdfplumber's own setting of the strategy "lines"."""
_SHORTEST_EDGE = 1
_SHORTEST_JOINED_EDGE = 3

Point = tuple[float, float]
Lines = frozenset[int]


def rectangles_of(
    edges: Sequence[Edge], tolerance: float = TOLERANCE, glyphs: Sequence[Glyph] = ()
) -> tuple[list[Rectangle], list[Edge]]:
    """The rectangles, open cells at page breaks and sides included, and the edges that were added to close those.

    ``tolerance`` is how far apart lines that meet may end, in points, ``glyphs`` are the characters of the page.
    """
    straight = [edge for edge in edges if edge["orientation"] is not None]
    long_enough = filter_edges(straight, min_length=_SHORTEST_EDGE)
    merged = merge_edges(long_enough, tolerance, tolerance, tolerance, tolerance)
    closed = without_gaps(merged, tolerance)
    merged = merge_edges(closed, tolerance, tolerance, tolerance, tolerance) if closed != merged else merged
    kept = filter_edges(merged, min_length=_SHORTEST_JOINED_EDGE)
    kept = with_spilled(kept, glyphs, tolerance)
    sides = closing_sides(kept, tolerance)
    closing = [*sides, *closing_edges([*kept, *sides], tolerance)]
    kept += missing_bars([*kept, *closing], glyphs, tolerance)
    intersections = edges_to_intersections([*kept, *closing], tolerance, tolerance)
    places = {id(edge): (edge["x0"], edge["top"], edge["x1"], edge["bottom"]) for edge in (*kept, *closing)}
    numbers = {place: number for number, place in enumerate(set(places.values()))}
    lines = {edge: numbers[place] for edge, place in places.items()}
    touching = {
        way: {point: frozenset(lines[id(edge)] for edge in meeting[way]) for point, meeting in intersections.items()}
        for way in ("v", "h")
    }
    return _smallest(touching["v"], touching["h"]), closing


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
        point = x, y
        ys = [lower for lower in columns[x] if lower > y and not vertical[point].isdisjoint(vertical[x, lower])]
        if not ys:
            continue
        xs = [right for right in rows[y] if right > x and not horizontal[point].isdisjoint(horizontal[right, y])]
        corner = next(
            (
                (right, lower)
                for lower in ys
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
