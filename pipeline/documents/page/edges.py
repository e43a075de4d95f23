"""Ruling lines made of drawn edges, and the points at which they meet, as pdfplumber's table finder has them.

The figures are those of its functions ``merge_edges`` and ``edges_to_intersections``, which copy each edge again and
again and compare each with every other one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from operator import itemgetter

from pipeline.documents.page.model import Edge

Point = tuple[float, float]
Meetings = dict[Point, set[int]]

# Numbers of the fields of level and of upright edges: their place across, the other one there, their begin and end.
_WAYS = {True: (1, 3, 0, 2), False: (0, 2, 1, 3)}


def long_edges(edges: Iterable[Edge], shortest: float) -> list[Edge]:
    """The edges that are no shorter than this."""
    return [edge for edge in edges if edge.length >= shortest]


def merged(edges: Sequence[Edge], tolerance: float) -> list[Edge]:
    """Edges no further apart than ``tolerance`` at their mean place, and those that meet along it as one.

    Level ones come first, each way in the order of their places.
    """
    return [edge for is_level in _WAYS for edge in _merged(edges, is_level, tolerance)]


def _merged(edges: Sequence[Edge], is_level: bool, tolerance: float) -> Iterator[Edge]:
    place, other, begin, end = _WAYS[is_level]
    lines: dict[float, list[tuple[float, float, float]]] = {}
    for group in _near([edge for edge in edges if edge.is_level == is_level], place, tolerance):
        mean = sum([edge[place] for edge in group]) / len(group)
        for edge in group:
            shift = mean - edge[place]
            lines.setdefault(edge[place] + shift, []).append((edge[begin], edge[end], edge[other] + shift))
    for at in sorted(lines):
        pieces: list[tuple[float, float, float]] = []
        for piece in sorted(lines[at], key=itemgetter(0)):
            start, stop, beside = pieces[-1] if pieces else (0.0, -inf, 0.0)
            if piece[0] > stop + tolerance:
                pieces.append(piece)
            elif piece[1] > stop:
                pieces[-1] = start, piece[1], beside
        for start, stop, beside in pieces:
            yield Edge(start, at, stop, beside, True) if is_level else Edge(at, start, beside, stop, False)


def _near(edges: Sequence[Edge], place: int, tolerance: float) -> Iterable[list[Edge]]:
    """The edges in groups, in order, between whose places there is more than ``tolerance``."""
    numbers: dict[float, int] = {}
    number, before = 0, None
    for at in sorted({edge[place] for edge in edges}):
        if before is not None and at > before + tolerance:
            number += 1
        numbers[at], before = number, at
    groups: list[list[Edge]] = [[] for _ in range(number + 1)]
    for edge in edges:
        groups[numbers[edge[place]]].append(edge)
    return groups if edges else ()


def meetings(edges: Iterable[Edge], tolerance: float) -> tuple[Meetings, Meetings]:
    """The points at which edges meet, with the numbers of the vertical and with those of the horizontal ones there.

    Edges that lie upon each other have one number.
    """
    numbers: dict[Edge, int] = {}
    level: list[tuple[float, float, float, int]] = []
    upright: list[tuple[float, float, float, int]] = []
    for edge in edges:
        x0, top, x1, bottom, is_level = edge
        number = numbers.setdefault(edge, len(numbers))
        if is_level:
            level.append((top, x0, x1, number))
        else:
            upright.append((x0, top, bottom, number))
    across = sorted(level)
    upper, lower = [top + tolerance for top, *_ in across], [top - tolerance for top, *_ in across]
    vertical: Meetings = {}
    horizontal: Meetings = {}
    for x, first, last, number in upright:
        for top, x0, x1, other in across[bisect_left(upper, first) : bisect_right(lower, last)]:
            if x0 - tolerance <= x <= x1 + tolerance:
                vertical.setdefault((x, top), set()).add(number)
                horizontal.setdefault((x, top), set()).add(other)
    return vertical, horizontal
