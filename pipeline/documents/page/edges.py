"""Ruling lines made of drawn edges, and the points at which they meet, as pdfplumber's table finder has them.

The figures are those of its functions ``merge_edges`` and ``edges_to_intersections``, which copy each edge again and
again and compare each with every other one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from pipeline.documents.page.model import Edge

Point = tuple[float, float]
Meetings = dict[Point, set[int]]

# Names of the places of edges that run one way: across them, along them, and of their length.
_WAYS = {"h": ("top", "bottom", "x0", "x1", "width"), "v": ("x0", "x1", "top", "bottom", "height")}


def long_edges(edges: Iterable[Edge], shortest: float) -> list[Edge]:
    """The edges that run one way and are no shorter than this."""
    return [edge for edge in edges if (way := _WAYS.get(edge["orientation"])) and edge[way[-1]] >= shortest]


def merged(edges: Sequence[Edge], tolerance: float) -> list[Edge]:
    """Edges no further apart than ``tolerance`` at their mean place, and those that meet along it as one.

    Horizontal ones come first, each way in the order of their places.
    """
    return [edge for orientation in _WAYS for edge in _merged(edges, orientation, tolerance)]


def _merged(edges: Sequence[Edge], orientation: str, tolerance: float) -> Iterator[Edge]:
    place, other, begin, end, size = _WAYS[orientation]
    lines: dict[float, list[tuple[float, float, Edge]]] = {}
    for group in _near([edge for edge in edges if edge["orientation"] == orientation], place, tolerance):
        mean = sum([edge[place] for edge in group]) / len(group)
        for edge in group:
            shift = mean - edge[place]
            lines.setdefault(edge[place] + shift, []).append((edge[begin], shift, edge))
    for at in sorted(lines):
        last: Edge | None = None
        for start, shift, edge in sorted(lines[at], key=itemgetter(0)):
            if last is None or start > last[end] + tolerance:
                if last is not None:
                    yield last
                last = {**edge, place: at, other: edge[other] + shift}
            elif edge[end] > last[end]:
                last[size] += edge[end] - last[end]
                last[end] = edge[end]
        if last is not None:
            yield last


def _near(edges: Sequence[Edge], place: str, tolerance: float) -> Iterable[list[Edge]]:
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
    numbers: dict[tuple[float, ...], int] = {}
    lines: dict[str, list[tuple[float, float, float, int]]] = {"h": [], "v": []}
    for edge in edges:
        x0, top, x1, bottom = edge["x0"], edge["top"], edge["x1"], edge["bottom"]
        number = numbers.setdefault((x0, top, x1, bottom), len(numbers))
        lines[edge["orientation"]].append(
            (top, x0, x1, number) if edge["orientation"] == "h" else (x0, top, bottom, number)
        )
    across = sorted(lines["h"])
    upper, lower = [top + tolerance for top, *_ in across], [top - tolerance for top, *_ in across]
    vertical: Meetings = {}
    horizontal: Meetings = {}
    for x, first, last, number in lines["v"]:
        for top, x0, x1, other in across[bisect_left(upper, first) : bisect_right(lower, last)]:
            if x0 - tolerance <= x <= x1 + tolerance:
                vertical.setdefault((x, top), set()).add(number)
                horizontal.setdefault((x, top), set()).add(other)
    return vertical, horizontal
