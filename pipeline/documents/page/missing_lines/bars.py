"""Lines that are missing where others end at them: the edges that close the cells there are added.

A line between two columns ends at a line across, and a line between two rows at one between columns. Where it ends in
the middle of a cell that prints something on both sides of that place and nothing at it, the line there is not drawn:
between a header and the headers under it or beside it, or between rows of which one is merged.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from pipeline.documents.page.model import Edge, Glyph

# A row holds a line of text, and a column a character, in points; no line goes through more than this part of a
# character, nor between two that are nearer than this part of their height.
_LEAST = 7.0
_THROUGH = 0.3
_APART = 0.3
# A line that goes on within so many points is broken there.
_GAP = 15.0


@dataclass(frozen=True, slots=True)
class _Way:
    """A way in which edges run, with the numbers of their fields: where they begin and end, and their place across."""

    is_level: bool
    begin: int
    end: int
    place: int


_BY_LEFT: Callable[[Edge], float] = itemgetter(0)
_BY_TOP: Callable[[Edge], float] = itemgetter(1)
_ACROSS, _DOWN = _Way(True, 0, 2, 1), _Way(False, 1, 3, 0)


def missing_bars(
    edges: Sequence[Edge], closing: Sequence[Edge], glyphs: Sequence[Glyph], tolerance: float
) -> list[Edge]:  # fmt: skip
    """Edges, horizontal and vertical, from one edge to another between which others end there with no line.

    ``edges`` are those of the page. ``closing`` are edges that were added to close cells: at one across, which reaches
    over some of the columns that lack a line, more may be missing. ``tolerance`` is how far apart lines that meet may
    end.
    """
    drawn = sorted((edge for edge in edges if edge.is_level), key=_BY_TOP)
    across = sorted([*drawn, *(edge for edge in closing if edge.is_level)], key=_BY_TOP)
    down = sorted((edge for edge in (*edges, *closing) if not edge.is_level), key=_BY_LEFT)
    bars = list(_bars(down, drawn, across, _ACROSS, glyphs, tolerance))
    return [
        *bars,
        *_bars(sorted([*across, *bars], key=_BY_TOP), down, down, _DOWN, glyphs, tolerance),
    ]


def without_gaps(edges: Sequence[Edge], tolerance: float) -> list[Edge]:
    """The edges, those longer that end where nothing meets them and go on right behind a gap.

    Edges of one line are at one height or one place across. Where there is no gap, these are the edges themselves.
    """
    longer: dict[int, Edge] = {}
    for way, beside in ((_ACROSS, _DOWN), (_DOWN, _ACROSS)):
        lines: dict[float, list[Edge]] = {}
        for edge in edges:
            if edge.is_level == way.is_level:
                lines.setdefault(edge[way.place], []).append(edge)
        others = [edge for edge in edges if edge.is_level == beside.is_level]
        for place, line in lines.items():
            line.sort(key=itemgetter(way.begin))
            for edge, following in pairwise(line):
                ends = edge[way.end], following[way.begin]
                if 0 < ends[1] - ends[0] < _GAP and not all(
                    _meets(others, place, end, beside, tolerance) for end in ends
                ):
                    longer[id(edge)] = edge._replace(x1=ends[1]) if way is _ACROSS else edge._replace(bottom=ends[1])
    return [longer.get(id(edge), edge) for edge in edges]


def _bars(
    ending: Sequence[Edge],
    drawn: Sequence[Edge],
    lines: Sequence[Edge],
    way: _Way,
    glyphs: Sequence[Glyph],
    tolerance: float,
) -> Iterator[Edge]:
    """The edges this way that are missing where those of the other way, ``ending``, end at none of ``drawn``."""
    beside = _DOWN if way is _ACROSS else _ACROSS
    found: list[Edge] = []
    for edge in ending:
        at = edge[beside.place]
        for place in (edge[beside.begin], edge[beside.end]):
            if _meets(drawn, at, place, way, tolerance) or _meets(found, at, place, way, tolerance):
                continue
            through = [line for line in ending if _passes(line, place, beside)]
            before = next((line for line in reversed(through) if line[beside.place] < at - tolerance), None)
            behind = next((line for line in through if line[beside.place] > at + tolerance), None)
            if before is None or behind is None:
                continue
            ends = before[beside.place], behind[beside.place]
            if _parts(ends, place, lines, way, glyphs, tolerance):
                found.append(_edge(ends, place, way))
    yield from found


def _meets(lines: Sequence[Edge], at: float, place: float, way: _Way, tolerance: float) -> bool:
    return any(
        abs(line[way.place] - place) <= tolerance and line[way.begin] - tolerance <= at <= line[way.end] + tolerance
        for line in lines
    )


def _passes(line: Edge, place: float, way: _Way) -> bool:
    return line[way.begin] < place - _LEAST and line[way.end] > place + _LEAST


def _parts(
    ends: tuple[float, float], place: float, lines: Sequence[Edge], way: _Way, glyphs: Sequence[Glyph], tolerance: float
) -> bool:  # fmt: skip
    """Whether a line there parts what is printed in one cell: some on each side of it and nothing at it."""
    over = [
        line[way.place]
        for line in lines
        if line[way.begin] <= ends[0] + tolerance and line[way.end] >= ends[1] - tolerance
    ]
    first = max((other for other in over if other < place), default=None)
    last = min((other for other in over if other > place), default=None)
    if first is None or last is None or min(place - first, last - place) < _LEAST:
        return False
    box = (ends[0], first, ends[1], last) if way is _ACROSS else (first, ends[0], last, ends[1])
    inside = list(_printed(glyphs, box))
    parts = [_part(glyph, place, way) for glyph in inside]
    if any(_THROUGH < part < 1 - _THROUGH for part in parts) or (way is _DOWN and _is_in_text(inside, place)):
        return False
    return any(part >= 1 - _THROUGH for part in parts) and any(part <= _THROUGH for part in parts)


def _part(glyph: Glyph, place: float, way: _Way) -> float:
    """How much of a character is before a place: 0 where it is all behind it."""
    first, last = (glyph.top, glyph.bottom) if way is _ACROSS else (glyph.x0, glyph.x1)
    return (place - first) / max(last - first, 1.0)


def _is_in_text(glyphs: Sequence[Glyph], place: float) -> bool:
    """Whether two characters of one line left and right of a place are near each other."""
    before = [glyph for glyph in glyphs if glyph.x0 + glyph.x1 < 2 * place]
    behind = [glyph for glyph in glyphs if glyph.x0 + glyph.x1 >= 2 * place]
    return any(
        abs(left.base - right.base) < 1 and right.x0 - left.x1 < _APART * right.size
        for left in before
        for right in behind
    )


def _printed(glyphs: Sequence[Glyph], box: tuple[float, float, float, float]) -> Iterator[Glyph]:
    x0, top, x1, bottom = box
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        if x0 < x < x1 and top < y < bottom and not glyph.text.isspace():
            yield glyph


def _edge(ends: tuple[float, float], place: float, way: _Way) -> Edge:
    x0, x1, top, bottom = (*ends, place, place) if way is _ACROSS else (place, place, *ends)
    return Edge(x0, top, x1, bottom, way.is_level)
