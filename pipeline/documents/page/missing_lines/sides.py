"""Tables whose left or right side is not drawn: the edges that close them are added.

Statistical tables are often open at their sides: lines part rows and columns, and nothing stands at the left of the
first column nor at the right of the last. The table finder sees no rectangle there.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.documents.page.model import Edge

# A column that holds a text is no narrower.
_NARROWEST = 9.0
# A line that parts two rows is longer; shorter ones are stubs in a margin.
_SHORTEST = 12.0
# Where the rest of a table on a page ends: at its only line across, and at the height at which those down begin.
_ENDS_OF_REST = 2
# Numbers of the fields of an edge.
_X0, _TOP, _X1, _BOTTOM = range(4)


def closing_sides(edges: Sequence[Edge], tolerance: float) -> list[Edge]:
    """Vertical edges where horizontal ones end above each other beside a vertical edge that runs between them.

    Only where all that runs between them is further inside, or a frame right outside: ends in the middle of a table are
    those of merged cells. One of two such lines may end further outside, as a frame does, where no text has room. A
    cell that a page break cuts goes to the height at which all lines between columns end. A table beside it, which no
    line reaches, has sides of its own. What is added stands on the line of a side that is drawn in part (a shaded
    header has edges), so that the cells of both meet.
    ``tolerance`` is how far apart ends of one side may be.
    """
    vertical = [edge for edge in edges if not edge.is_level]
    across = [edge for edge in edges if edge.is_level and edge.x1 - edge.x0 > _SHORTEST]
    horizontal = sorted(across, key=lambda edge: edge.top)
    closing = []
    for end, inward in ((_X0, 1), (_X1, -1)):
        for x, ending in _sides(horizontal, end, tolerance):
            longer = [edge for edge in horizontal if _is_frame((x - edge[end]) * inward, tolerance)]
            beside = [edge for edge in horizontal if ending[0].top <= edge.top <= ending[-1].top]
            reach = _reach(x, beside, tolerance)
            near = [e for e in vertical if (e.x0 - x) * inward < _NARROWEST and reach[0] <= e.x0 - x <= reach[1]]
            on_side = [edge for edge in near if abs(edge.x0 - x) <= tolerance]
            side = min((edge.x0 for edge in on_side), key=lambda place: abs(place - x), default=x)
            # Beside a side that is drawn in part what is further inside is the line of a narrow column.
            near = [edge for edge in near if not on_side or (edge.x0 - x) * inward <= tolerance]
            lines = _with_cut_ends(sorted([*ending, *longer], key=lambda edge: edge.top), vertical, tolerance)
            if len(ending) == 1 and not _is_rest_of_page(lines, ending[0], horizontal, tolerance):
                continue
            for above, below in pairwise(lines):
                if above in longer and below in longer:
                    continue
                places = [edge[end] for edge in (above, below) if edge not in longer]
                outermost = min(places, key=lambda place: place * inward)
                is_drawn = any(
                    _reaches(edge, above, below, tolerance) and not _is_frame((outermost - edge.x0) * inward, tolerance)
                    for edge in near
                )
                if not is_drawn and any(
                    _reaches(edge, above, below, tolerance) and _is_spanned(edge, above, below, tolerance)
                    for edge in vertical
                ):
                    closing.append(Edge(side, above.top, side, below.top, False))
    return closing


def _reach(x: float, horizontal: Sequence[Edge], tolerance: float) -> tuple[float, float]:
    """How far, to the left and to the right of a place, lines run that stand over it or end at it."""
    over = [edge for edge in horizontal if edge.x0 <= x + tolerance and edge.x1 >= x - tolerance]
    left, right = min(edge.x0 for edge in over) - x, max(edge.x1 for edge in over) - x
    return min(left, -_NARROWEST) - tolerance, max(right, _NARROWEST) + tolerance


def _with_cut_ends(lines: Sequence[Edge], vertical: Sequence[Edge], tolerance: float) -> list[Edge]:
    """Horizontal edges from top to bottom, and more at the heights at which a page break ends the vertical ones."""
    ends: list[list[Edge]] = []
    for line, end, outward in ((lines[0], _TOP, -1), (lines[-1], _BOTTOM, 1)):
        beyond = [
            edge[end]
            for edge in vertical
            if (edge[end] - line.top) * outward > _NARROWEST and _meets(edge, line, tolerance)
        ]
        is_cut = len(beyond) > 1 and max(beyond) - min(beyond) <= tolerance
        ends.append([line._replace(top=beyond[0], bottom=beyond[0])] if is_cut else [])
    return [*ends[0], *lines, *ends[1]]


def _is_rest_of_page(lines: Sequence[Edge], line: Edge, horizontal: Sequence[Edge], tolerance: float) -> bool:
    """Whether a line is the only one of what a page break leaves of a table: all lines between columns meet it."""
    top, bottom = lines[0].top, lines[-1].top
    return len(lines) == _ENDS_OF_REST and not any(
        other is not line and top - tolerance <= other.top <= bottom + tolerance for other in horizontal
    )


def _meets(edge: Edge, line: Edge, tolerance: float) -> bool:
    """Whether a vertical edge goes through a horizontal one or ends at it."""
    is_across = line.x0 - tolerance <= edge.x0 <= line.x1 + tolerance
    return is_across and edge.top <= line.top + tolerance and edge.bottom >= line.top - tolerance


def _is_frame(outside: float, tolerance: float) -> bool:
    """Whether an edge so much further outside than lines end is a frame around the table, which none of them meets."""
    return tolerance < outside < _NARROWEST


def _sides(horizontal: Sequence[Edge], end: int, tolerance: float) -> Iterator[tuple[float, list[Edge]]]:
    """The places at which horizontal edges end, with these edges from top to bottom."""
    ordered = sorted(horizontal, key=lambda edge: edge[end])
    group: list[Edge] = []
    for edge in [*ordered, None]:
        if edge is not None and (not group or edge[end] - group[0][end] <= tolerance):
            group.append(edge)
            continue
        if group:
            yield group[0][end], sorted(group, key=lambda edge: edge.top)
        group = [edge] if edge is not None else []


def _reaches(edge: Edge, above: Edge, below: Edge, tolerance: float) -> bool:
    """Whether a vertical edge runs all the way between two horizontal ones."""
    return edge.top <= above.top + tolerance and edge.bottom >= below.top - tolerance


def _is_spanned(edge: Edge, above: Edge, below: Edge, tolerance: float) -> bool:
    """Whether a vertical edge stands under the one and over the other of two horizontal ones."""
    left, right = max(above.x0, below.x0), min(above.x1, below.x1)
    return left - tolerance <= edge.x0 <= right + tolerance
