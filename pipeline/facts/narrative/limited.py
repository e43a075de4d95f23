"""Amounts of some of the money only: what a fund or a kind of expenditure divides that is not all money."""

import re
from dataclasses import replace

from pipeline.facts.narrative.measures import Topic
from pipeline.facts.narrative.words import words

BREAKDOWN = frozenset({"basic", "project"})
"""The two parts of all expenditure (基本支出, 项目支出)."""

LISTED_BY_FUND = "performance_budget"
"""What a text lists fund by fund: 涉及一般公共预算9万元，政府性基金1万元."""

# Amounts of all money by where they come from, by their names.
_SOURCE = re.compile("(?:income|expenditure)_|(?=carry_over$)")

# Funds of their own purpose: what a text says of one is not said of the budget.
_NARROW_FUNDS = frozenset({"gov_fund", "state_capital"})

# Funds of which none is a part of another.
_SEPARATE_FUNDS = frozenset({"general_public", "gov_fund", "state_capital", "fiscal_account", "unit"})


def is_narrow(topic: Topic) -> bool:
    """Whether a measure is of some of the money only, so that its funds are not those of the department."""
    return not topic.headline and not _SOURCE.match(topic.measure)


def are_separate(root: Topic | None, topic: Topic) -> bool:
    """Whether a fund cannot be a part of what the sentence divides, because that is another fund."""
    return (
        root is not None
        and all(
            known.fund in _SEPARATE_FUNDS and known.measure == f"{known.flow}_{known.fund}" for known in (root, topic)
        )
        and root.fund != topic.fund
    )


def part_of_narrow(found: Topic, phrase: str, whole: Topic | None) -> Topic | None:
    """A fund or a kind of expenditure as a part of ``whole``, where that is narrower than all money.

    政府采购预算9万元，其中：一般公共预算7万元 is no general public budget of 7.
    """
    fund = found.measure not in BREAKDOWN
    if (fund and _SOURCE.match(found.measure) is None) or whole is None:
        return None
    if not (is_narrow(whole) or whole.measure in BREAKDOWN):
        return None
    if not fund and whole.measure in {LISTED_BY_FUND, *BREAKDOWN}:
        return None
    if not fund and whole.by_fund and not words().carried.search(phrase):
        return None
    part = _SOURCE.sub("", found.measure)
    measure = whole.measure if part == "total" else f"{whole.measure}_{part}"
    return replace(whole, measure=measure, start=found.start, end=found.end, fund=None, headline=False, by_fund=False)


def paid_from(found: Topic, phrase: str, before: str, *, root: Topic | None, heading: Topic | None) -> Topic | None:
    """What is paid from the fund that a text names outside a breakdown; None where the fund itself is meant.

    The amount under a heading 公务接待费 that says what pays for it (财政拨款安排9万元) is none of that fund's.
    ``before`` is what stands before ``phrase``.
    """
    if _SOURCE.match(found.measure) is None or found.fund is None:
        return None
    whole = root or heading
    evaluated = words().performance.search(before.rpartition("。")[2]) is not None
    if words().flow.search(phrase) and not (
        evaluated and (words().involved.match(phrase) or (whole is not None and whole.measure == LISTED_BY_FUND))
    ):
        # 对2个项目开展部门评价，涉及一般公共预算支出9万元 is the fund's money in these projects.
        return None
    if words().involved.match(phrase) and words().performance.search(before):
        whole = Topic(LISTED_BY_FUND)
    elif whole is None or (whole.measure != LISTED_BY_FUND and (heading is None or whole.change != heading.change)):
        return None
    narrower = is_narrow(whole) or (found.fund == "fiscal" and whole.fund not in {None, "fiscal"})
    return replace(whole, start=found.start, end=found.end) if narrower else None


def on_side(found: Topic, flow: str) -> Topic | None:
    """A fund on the other side than it was taken for, None where it is of this side or no fund."""
    if found.flow == flow or found.fund is None or found.measure != f"{found.flow}_{found.fund}":
        return None
    return replace(found, measure=f"{flow}_{found.fund}", flow=flow)


def same_fund(total: Topic, root: Topic | None) -> Topic:
    """The other side of the fund that the sentence speaks of: 政府性基金收入9万元，支出9万元."""
    fund = root.fund if root is not None and root.flow is not None else None
    if fund is None or root is None or root.headline:
        return total
    return replace(total, measure=f"{total.flow}_{fund}", fund=fund, headline=False)


def of_narrow_fund(total: Topic, known: Topic | None) -> Topic:
    """本年收入 and 本年支出 of the narrow fund that the sentence or the heading (``known``) speaks of."""
    fund = narrow_fund(known)
    return replace(total, measure=f"{total.flow}_{fund}", fund=fund) if fund else total


def narrow_fund(known: Topic | None) -> str | None:
    """The fund of its own purpose that the sentence or the heading speaks of."""
    return known.fund if known is not None and not known.headline and known.fund in _NARROW_FUNDS else None
