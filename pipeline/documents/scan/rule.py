"""Ruling lines of a picture and how they meet each other, in dots at 200 to the inch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

Rectangle: TypeAlias = tuple[int, int, int, int]
"""Left, top, right and bottom; the ends are exclusive."""

MEET = 8
"""Lines meet that end so many dots before each other."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line: rectangle of its ink, ``is_level`` where it runs from left to right."""

    x0: int
    top: int
    x1: int
    bottom: int
    is_level: bool

    @property
    def length(self) -> int:
        """Its length in dots."""
        return self.x1 - self.x0 if self.is_level else self.bottom - self.top

    @property
    def thickness(self) -> int:
        """Its thickness in dots."""
        return self.bottom - self.top if self.is_level else self.x1 - self.x0


def is_between(rule: Rule, others: Sequence[Rule], gap: int = MEET) -> bool:
    """Whether a rule runs from one of the others to another, with no more than ``gap`` dots between."""
    return all(any(meets(rule, end, other, gap) for other in others) for end in ("near", "far"))


def over_corners(rule: Rule, across: Sequence[Rule]) -> Rule:
    """The rule up to the far side of those that it meets at its ends."""
    if rule.is_level:
        x0, x1 = min([rule.x0, *(o.x0 for o in across)]), max([rule.x1, *(o.x1 for o in across)])
        return replace(rule, x0=x0, x1=x1)
    top, bottom = min([rule.top, *(o.top for o in across)]), max([rule.bottom, *(o.bottom for o in across)])
    return replace(rule, top=top, bottom=bottom)


def parts(rule: Rule, others: Sequence[Rule]) -> Iterator[Rule]:
    """The rule cut where others run across it: from the first to the last of them, then from each to the next.

    A stroke of a character may stand right at the end of a line, and then the two are one.
    """
    across = sorted((other for other in others if crosses(rule, other)), key=lambda other: (other.top, other.x0))
    for first, last in [*zip(across[:1], across[1:][-1:], strict=False), *pairwise(across)]:
        if rule.is_level:
            yield replace(rule, x0=max(rule.x0, first.x0), x1=min(rule.x1, last.x1))
        else:
            yield replace(rule, top=max(rule.top, first.top), bottom=min(rule.bottom, last.bottom))


def crosses(rule: Rule, other: Rule) -> bool:
    """Whether one is level and the other upright, and they meet."""
    return (
        rule.is_level != other.is_level
        and rule.x0 - MEET <= other.x1
        and other.x0 - MEET <= rule.x1
        and rule.top - MEET <= other.bottom
        and other.top - MEET <= rule.bottom
    )


def meets(rule: Rule, end: str, other: Rule, gap: int) -> bool:
    """Whether an end of a rule lies on another one that runs across it, or no more than ``gap`` dots away."""
    if rule.is_level == other.is_level:
        return False
    if rule.is_level:
        x, y = float(rule.x0 if end == "near" else rule.x1), (rule.top + rule.bottom) / 2
    else:
        x, y = (rule.x0 + rule.x1) / 2, float(rule.top if end == "near" else rule.bottom)
    return other.top - gap <= y <= other.bottom + gap and other.x0 - gap <= x <= other.x1 + gap
