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


def unbroken(rules: Sequence[Rule], gap: int, alone: int = 0) -> list[Rule]:
    """Long ruling lines without their breaks: parts of one line no more than ``gap`` dots apart are one.

    Such parts end where no other line is. An end that meets nothing goes on to a line across no further away, and so
    the corner of two broken lines is closed. What meets nothing at either end is a line if it is longer than ``alone``:
    the strokes of a text that fills its cell end near both sides of it.
    """
    whole: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.is_level, rule.x0 if rule.is_level else rule.top)):
        before = next((other for other in reversed(whole) if _goes_on(other, rule, gap)), None)
        # What begins or ends at a line across is whole there: two tables stand one under the other.
        if before is None or _meets_any(before, "far", rules) or _meets_any(rule, "near", rules):
            whole.append(rule)
            continue
        whole.remove(before)
        whole.append(
            replace(
                before,
                x0=min(before.x0, rule.x0),
                top=min(before.top, rule.top),
                x1=max(before.x1, rule.x1),
                bottom=max(before.bottom, rule.bottom),
            )
        )
    return [
        _reaching(rule, whole, gap)
        if rule.length > alone or any(_meets_any(rule, end, rules) for end in ("near", "far"))
        else rule
        for rule in whole
    ]


def _meets_any(rule: Rule, end: str, others: Sequence[Rule]) -> bool:
    return any(meets(rule, end, other, MEET) for other in others)


def _goes_on(rule: Rule, other: Rule, gap: int) -> bool:
    """Whether the other is level with a rule and begins no further than ``gap`` dots behind it."""
    if rule.is_level != other.is_level:
        return False
    apart = other.x0 - rule.x1 if rule.is_level else other.top - rule.bottom
    aside = (
        rule.top + rule.bottom - other.top - other.bottom if rule.is_level else rule.x0 + rule.x1 - other.x0 - other.x1
    )
    return 0 <= apart <= gap and abs(aside) <= rule.thickness + other.thickness


def _reaching(rule: Rule, others: Sequence[Rule], gap: int) -> Rule:
    for end in ("near", "far"):
        if _meets_any(rule, end, others):
            continue
        near = [other for other in others if meets(rule, end, other, gap)]
        if not near:
            continue
        if rule.is_level:
            at = min(near, key=lambda other: abs(other.x0 - (rule.x0 if end == "near" else rule.x1)))
            rule = replace(rule, x0=min(rule.x0, at.x0), x1=max(rule.x1, at.x1))
        else:
            at = min(near, key=lambda other: abs(other.top - (rule.top if end == "near" else rule.bottom)))
            rule = replace(rule, top=min(rule.top, at.top), bottom=max(rule.bottom, at.bottom))
    return rule
