"""What reading a paragraph yields and what is passed around while it is read."""

from dataclasses import dataclass
from decimal import Decimal

from pipeline.facts.narrative.measures import Topic
from pipeline.facts.narrative.subjects import Span


@dataclass(frozen=True, slots=True)
class Base:
    """What a figure is compared with: a year (None for the same year's budget), and whether what was spent is meant."""

    year: int | None
    executed: bool
    printed: str


@dataclass(slots=True)
class Statement:
    """One amount that the paragraph states, printed up to ``end``; the fields are those of core.fact_narrative."""

    topic: Topic
    measure: str
    fiscal_year: int
    prior_year: int | None
    prior_phase: str | None
    yuan: Decimal
    raw: str
    label: str
    end: int
    is_change: bool
    in_cause: bool
    percent: Decimal | None = None
    quantity: Decimal | None = None
    quantity_unit: str | None = None


def no_change(
    topic: Topic, measure: str, compared: tuple[int, int | None, str | None], raw: str, *, end: int, in_cause: bool
) -> Statement:
    """A stated 持平: the change of 0.00 between the years ``compared``, the later, the earlier and its phase."""
    zero = Decimal("0.00")
    return Statement(topic, measure, *compared, zero, raw, topic.label, end, is_change=True, in_cause=in_cause)


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a piece at ``text[start:end]``; ``before`` and ``after`` are what is left beside a comparison.

    ``than`` is the sign of the change where the comparison itself states it (小于上年预算数), 0 for an equal one.
    """

    start: int
    end: int
    before: Span
    after: Span
    has_base: bool
    than: int | None = None

    def name_before(self, end: int) -> Span:
        """The words that name the subject of a change or of 持平: after the comparison, else before it."""
        return (self.after[0], end) if end > self.after[0] or not self.has_base else self.before
