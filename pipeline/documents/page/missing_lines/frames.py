"""Frames around rows: a table of which only the two outer sides stand upright has no lines between its columns.

Web pages and offices print tables so, with lines under the rows. Where lines across end inside, at headers over several
rows or cell by cell, the frame would make cells of some headers and none of the body. Without its sides the table is
read as the one without vertical lines that it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.documents.page.model import Edge, Page
from pipeline.documents.page.unruled.rules import Rule, rules_of

# Sides nearer than this, in points, are at one place, or touch; the side of a row of text is longer than the second.
_SAME = 3.0
_LOWEST = 6.0
# So many lines run from one side to the other: those over, between and under a header and a body.
_FEWEST = 3


@dataclass(slots=True)
class _Sides:
    """Upright edges that touch or stand beside each other: from where to where."""

    edges: list[Edge]
    top: float
    bottom: float


def without_frames(pages: Iterable[Page]) -> Iterator[Page]:
    """The pages without the sides of tables that have no other lines from top to bottom."""
    for page in pages:
        rules = rules_of(page)
        framed = [sides for sides in _sides(page.edges) if _is_frame(sides, rules)]
        ground = {id(edge) for sides in framed for edge in sides.edges}
        yield replace(page, edges=tuple(e for e in page.edges if id(e) not in ground)) if ground else page


def _sides(edges: Sequence[Edge]) -> list[_Sides]:
    found: list[_Sides] = []
    upright = (edge for edge in edges if not edge.is_level and edge.bottom - edge.top > _LOWEST)
    for edge in sorted(upright, key=lambda edge: edge.top):
        if found and edge.top <= found[-1].bottom + _SAME:
            found[-1].edges.append(edge)
            found[-1].bottom = max(found[-1].bottom, edge.bottom)
        else:
            found.append(_Sides([edge], edge.top, edge.bottom))
    return found


def _is_frame(sides: _Sides, rules: Sequence[Rule]) -> bool:
    """Whether these are the two sides of rows that lines across part, some of which end where nothing stands."""
    left, right = min(edge.x0 for edge in sides.edges), max(edge.x1 for edge in sides.edges)
    if any(left + _SAME < edge.x0 < right - _SAME for edge in sides.edges):
        return False
    within = [rule for rule in rules if sides.top - _SAME <= rule.y <= sides.bottom + _SAME]
    ends = [x for rule in within for x in rule.ends]
    if any(x < left - _SAME or x > right + _SAME for x in ends):
        return False
    whole = sum(rule.is_wide(left, right) for rule in within)
    return whole >= _FEWEST and any(left + _SAME < x < right - _SAME for x in ends)
