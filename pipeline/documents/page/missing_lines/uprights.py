"""Upright edges of a page that stand at one height: those of a ruled table, of a shaded row, of a frame."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.documents.page.model import Edge

SAME = 2.0
"""Edges nearer than this, in points, are at one place, or touch."""
# The side of a row of text is longer.
_LOWEST = 6.0


@dataclass(slots=True)
class Uprights:
    """Upright edges that touch or stand beside each other: from where to where."""

    edges: list[Edge]
    top: float
    bottom: float

    @property
    def ends(self) -> tuple[float, float]:
        """Where the first and the last of them stand."""
        return min(edge.x0 for edge in self.edges), max(edge.x1 for edge in self.edges)


def uprights_of(edges: Sequence[Edge]) -> list[Uprights]:
    """The upright edges at each height from top to bottom, without those lower than a row."""
    found: list[Uprights] = []
    upright = (edge for edge in edges if not edge.is_level and edge.bottom - edge.top > _LOWEST)
    for edge in sorted(upright, key=lambda edge: edge.top):
        if found and edge.top <= found[-1].bottom + SAME:
            found[-1].edges.append(edge)
            found[-1].bottom = max(found[-1].bottom, edge.bottom)
        else:
            found.append(Uprights([edge], edge.top, edge.bottom))
    return found
