"""Cells that a page break left open: the lines that close them above or below are added.

Some programs draw no line where a page cuts through a cell; the lines at its sides just end. The table finder sees no
rectangle there, and the text of the cell would fall out of the table.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.documents.page.model import Edge

# Nothing lower than this holds a line of text; the keys of a chart's legend are lower.
_SHORTEST_SIDE = 9.0
# Numbers of the fields of an edge.
_TOP, _BOTTOM = 1, 3


def closing_edges(edges: Sequence[Edge], tolerance: float) -> list[Edge]:
    """Horizontal edges between neighbouring vertical ones that end at one height with no line there.

    Only where both are the sides of a cell: a line further up or down spans them, or they run beside cells of the
    same table from the height where it begins to the one where it ends. ``tolerance`` is how far apart ends at one
    height may be.
    """
    vertical = sorted(
        (edge for edge in edges if not edge.is_level and edge.bottom - edge.top >= _SHORTEST_SIDE),
        key=lambda edge: edge.x0,
    )
    horizontal = [edge for edge in edges if edge.is_level]
    pairs = [
        (height, left, right)
        for end in (_TOP, _BOTTOM)
        for height in _heights(vertical, horizontal, end, tolerance)
        for left, right in _neighbours(vertical, height, end, tolerance)
        if not _is_closed(left, right, height, horizontal, tolerance)
    ]
    closing = [
        _edge(left, right, height) for height, left, right in pairs if _spanned(left, right, horizontal, tolerance)
    ]
    waiting = [pair for pair in pairs if not _spanned(pair[1], pair[2], horizontal, tolerance)]
    grows = True
    while grows:
        beside = [pair for pair in waiting if _runs_beside(*pair, [*horizontal, *closing], tolerance)]
        closing.extend(_edge(left, right, height) for height, left, right in beside)
        waiting = [pair for pair in waiting if pair not in beside]
        grows = bool(beside)
    return closing


def _neighbours(vertical: Sequence[Edge], height: float, end: int, tolerance: float) -> Iterator[tuple[Edge, Edge]]:
    """The pairs of vertical edges that end at a height, with no other edge between them there."""
    reaching = [edge for edge in vertical if edge.top - tolerance <= height <= edge.bottom + tolerance]
    for left, right in pairwise(reaching):
        if abs(left[end] - height) <= tolerance and abs(right[end] - height) <= tolerance:
            yield left, right


def _heights(vertical: Sequence[Edge], horizontal: Sequence[Edge], end: int, tolerance: float) -> list[float]:
    """The heights at which vertical edges end; a line that is there already decides where exactly."""
    heights: list[float] = []
    for height in sorted(edge[end] for edge in vertical):
        if not heights or height - heights[-1] > tolerance:
            near = [edge.top for edge in horizontal if abs(edge.top - height) <= tolerance]
            heights.append(min(near, key=lambda y: abs(y - height), default=height))
    return heights


def _is_closed(left: Edge, right: Edge, height: float, horizontal: Sequence[Edge], tolerance: float) -> bool:
    middle = (left.x0 + right.x0) / 2
    return any(abs(edge.top - height) <= tolerance and edge.x0 <= middle <= edge.x1 for edge in horizontal)


def _spanned(left: Edge, right: Edge, horizontal: Sequence[Edge], tolerance: float) -> bool:
    """Whether a line spans both edges somewhere along their common length."""
    top, bottom = max(left.top, right.top), min(left.bottom, right.bottom)
    return any(
        top - tolerance <= edge.top <= bottom + tolerance
        and edge.x0 <= left.x0 + tolerance
        and edge.x1 >= right.x0 - tolerance
        for edge in horizontal
    )


def _runs_beside(height: float, left: Edge, right: Edge, lines: Sequence[Edge], tolerance: float) -> bool:
    """Whether two edges of one length stand beside a line that begins or ends at one of them at this height."""
    if abs(left.top - right.top) > tolerance or abs(left.bottom - right.bottom) > tolerance:
        return False
    return any(
        abs(line.top - height) <= tolerance
        and (abs(line.x0 - right.x0) <= tolerance or abs(line.x1 - left.x0) <= tolerance)
        for line in lines
    )


def _edge(left: Edge, right: Edge, height: float) -> Edge:
    return Edge(left.x0, height, right.x0, height, True)
