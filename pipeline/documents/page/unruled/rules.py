"""Horizontal lines of a table that has no vertical ones: what of its columns and rows they tell.

Programs that print cells draw the line under each cell for itself, so that its ends are the edges of a column.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.documents.page.model import Page

# Lines nearer than this, in points, are one; a line is no shorter.
_SAME = 3.0
_SHORTEST = 8.0
_MEETING = 1.5
# What part of a table's width a line between its rows covers.
_WIDE = 0.6


@dataclass(frozen=True, slots=True)
class Rule:
    """The pieces of a line at one height, each from left to right, as they are drawn."""

    y: float
    pieces: tuple[tuple[float, float], ...]

    @property
    def ends(self) -> list[float]:
        """Where pieces end, left to right, once where two meet."""
        return _apart(x for piece in self.pieces for x in piece)

    @property
    def joined(self) -> list[tuple[float, float]]:
        """The pieces, those that meet put together."""
        found: list[tuple[float, float]] = []
        for x0, x1 in self.pieces:
            if found and x0 - found[-1][1] <= _MEETING:
                found[-1] = found[-1][0], max(found[-1][1], x1)
            else:
                found.append((x0, x1))
        return found

    def covers(self, x0: float, x1: float) -> float:
        """How much of a stretch the line covers."""
        return sum(max(0.0, min(right, x1) - max(left, x0)) for left, right in self.joined)

    def is_wide(self, x0: float, x1: float) -> bool:
        """Whether the line runs over most of a stretch."""
        return self.covers(x0, x1) >= _WIDE * (x1 - x0)


def across(rules: Sequence[Rule], x0: float, x1: float) -> list[float]:
    """The heights of the lines that run over most of a stretch, top to bottom."""
    return [rule.y for rule in rules if rule.is_wide(x0, x1)]


def rules_of(page: Page) -> list[Rule]:
    """The horizontal lines of a page from top to bottom."""
    edges = sorted(
        (edge.top, edge.x0, edge.x1) for edge in page.edges if edge.is_level and edge.x1 - edge.x0 >= _SHORTEST
    )
    groups: list[list[tuple[float, float, float]]] = []
    for edge in edges:
        if groups and edge[0] - groups[-1][0][0] <= _SAME:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return [Rule(group[0][0], _pieces(group)) for group in groups]


def _pieces(group: Sequence[tuple[float, float, float]]) -> tuple[tuple[float, float], ...]:
    pieces: list[tuple[float, float]] = []
    for x0, x1 in sorted({(x0, x1) for _, x0, x1 in group}):
        if not pieces or abs(pieces[-1][0] - x0) > _MEETING or abs(pieces[-1][1] - x1) > _MEETING:
            pieces.append((x0, x1))
    return tuple(pieces)


def _apart(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for x in sorted(places):
        if not found or x - found[-1] > _MEETING:
            found.append(x)
    return found


def drawn_edges(rules: Sequence[Rule]) -> list[float]:
    """The edges of columns that lines say which are drawn cell by cell: one of them has all ends of the others."""
    finest = max(rules, key=lambda rule: len(rule.ends), default=None)
    if finest is None or len(finest.joined) != 1:
        return []
    ends = _cell_ends(finest)
    inside = all(any(abs(x - end) <= _SAME for end in ends) for rule in rules for x in rule.ends)
    return ends if inside and len(ends) > 2 else []


def _cell_ends(rule: Rule) -> list[float]:
    """The ends of the pieces of a line that are drawn cell by cell; its own where the pieces are not its whole length.

    The line under a header over some of the columns may be drawn upon the line across all of them.
    """
    cells = [
        piece for piece in rule.pieces if not any(other != piece and _is_part(other, piece) for other in rule.pieces)
    ]
    (whole,) = rule.joined
    (first, *others) = Rule(rule.y, tuple(cells)).joined
    is_whole = not others and _is_part(whole, first)
    return _apart(x for piece in cells for x in piece) if is_whole else list(whole)


def _is_part(piece: tuple[float, float], of: tuple[float, float]) -> bool:
    return of[0] - _MEETING <= piece[0] and piece[1] <= of[1] + _MEETING
