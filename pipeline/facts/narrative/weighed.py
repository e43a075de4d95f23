"""Whether a comparison is about a whole or about its part, by what the figures come to.

收入总计2876万元，其中上年结转135万元，较上年增加310万元，增长12.1%: no 135 is 310 more than a year before, and 2876 is
12.1 % more than 2566.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.facts.narrative.amounts import percents
from pipeline.facts.narrative.measures import Topic
from pipeline.facts.narrative.statement import Statement

# So much is looked at for the percentage behind a change.
_NEAR = 24
_HUNDRED = Decimal(100)
_PAUSE = re.compile("[；。]")


def fits_one_only(
    whole: Topic | None, part: Topic | None, statements: Sequence[Statement], change: Decimal, text: str, end: int
) -> Topic | None:
    """The one of two subjects whose stated amount a ``change`` in 元 can belong to, None where both can or neither.

    The change ends at ``text[:end]``, behind which its percentage may stand. A semicolon after the whole ends what may
    be said of it, unless the percentage tells the two apart.
    """
    if whole is None or part is None or whole == part:
        return None
    of_whole, of_part = (_stated(topic, statements) for topic in (whole, part))
    percentage = next(percents(text[end : end + _NEAR].partition("。")[0]), None)
    points = percentage.points if percentage is not None else None
    if of_whole is None or of_part is None or (points is None and _PAUSE.search(text, of_whole.end, end)):
        return None
    fits_whole, fits_part = (_fits(known.yuan, change, points) for known in (of_whole, of_part))
    return None if fits_whole is fits_part else whole if fits_whole else part


def _stated(topic: Topic, statements: Sequence[Statement]) -> Statement | None:
    """The amount of a subject stated last, of the latest year: what it is compared with may stand behind it."""
    stated = [known for known in reversed(statements) if not known.is_change and known.measure == topic.level]
    return max(stated, key=lambda known: known.fiscal_year, default=None)


def _fits(amount: Decimal, change: Decimal, points: Decimal | None) -> bool:
    """Whether an amount less its change is what a budget can be, and the change so many percent of it."""
    if amount < change:
        return False
    if points is None:
        return True
    prior = amount - change
    if not prior:
        return abs(points) in {Decimal(0), _HUNDRED}
    # Half a unit of the last digit that is printed, and what rounding the amounts adds to it.
    tolerance = Decimal(1).scaleb(int(points.as_tuple().exponent)) * Decimal("0.6")
    return abs(abs(change) / prior * _HUNDRED - abs(points)) <= tolerance
