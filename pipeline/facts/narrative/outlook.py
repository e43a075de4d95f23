"""What a reader sees from a place in the text, and from the amounts stated so far."""

from collections.abc import Sequence
from decimal import Decimal

from pipeline.facts.narrative.context import Span
from pipeline.facts.narrative.measures import Topic, find_topic, ordinal_end
from pipeline.facts.narrative.pieces import LONGEST_CLAUSE
from pipeline.facts.narrative.statement import Statement
from pipeline.facts.narrative.words import words

# An amount and its change.
_LEVEL_AND_CHANGE = 2
OF = "的"
"""What stands between an amount and the percentage that another is of it."""

_BUDGET = "_budget"

SIGNS = {"+": 1, "-": -1, "−": -1}
"""The sign of a change that stands without a verb behind what is compared with: 较上年+2万元."""

# So much is looked at of what follows in a sentence.
_LONGEST_SENTENCE = 4_000


def begins_with_number(text: str, place: int) -> bool:
    """Whether what follows is told in numbered parts: 主要原因是：（1）…；（2）…"""
    return words().numbered.search(text[place : place + LONGEST_CLAUSE].lstrip("：")) is not None


def goes_on(text: str, place: int) -> bool:
    """Whether the sentence goes on behind a semicolon with more parts: no cause, and no year that begins anew."""
    further = text[place : place + _LONGEST_SENTENCE].partition("。")[0].split("；")[1:]
    if further and words().anew.match(further[0]):
        return False
    return any(part and not words().next_cause.search(part[ordinal_end(part) :]) for part in further)


def lists_amounts(phrase: str) -> bool:
    """Whether words before an amount only number what it is of (一是基本支出9万元), and give no cause."""
    match = words().listed_as.match(phrase)
    return match is not None and words().verb.search(phrase) is None and find_topic(phrase[match.end() :]) is not None


def is_of_growth(text: str, clause: Span) -> bool:
    """Whether an amount is that of the growth printed right before it: 增长1.2%（3.8万元）, 下降5%，金额2万元."""
    phrase, before = text[slice(*clause)], text[: clause[0]]
    if not phrase:
        return before.endswith("%（")
    return before.endswith("%，") and words().growth_amount.match(phrase) is not None


def is_numbered(text: str, named: Span) -> bool:
    """Whether only a number stands before a name in the paragraph: 1、道路养护经费."""
    return 0 < named[0] == ordinal_end(text[: named[0]])


def is_about(statement: Statement, named: str, root: Topic | None) -> bool:
    """Whether words name the measure of an amount that was stated."""
    found = find_topic(named, parent=root)
    return found is not None and found.measure == statement.topic.measure


def is_all(whole: Topic | None, statements: Sequence[Statement]) -> bool:
    """Whether the amount stated last is as much as the whole of which it is a part."""
    if whole is None:
        return False
    stated = (known.yuan for known in reversed(statements) if known.topic.measure == whole.measure)
    return next(stated, None) == statements[-1].yuan if statements else False


def level_of(last: Statement, statements: Sequence[Statement]) -> Statement | None:
    """The amount that a share is of: the one stated last, behind its change the one before; None where it has one.

    In 公务接待费2万元，比上年减少1万元，占三公经费的5% the share is that of 2万元.
    """
    before = statements[-_LEVEL_AND_CHANGE:-1] if last.is_change else [last]
    return next((known for known in before if known.topic == last.topic and known.percent is None), None)


def shared_by(phrase: str, statements: Sequence[Statement], last: Statement, root: Topic | None) -> Statement | None:
    """The amount that a share is of: the one before that with which it is compared in 完成预算10万元的80%.

    A share of what has another name (总额9万元，其中：财政拨款占80%) is of none that is stated.
    """
    if phrase == OF:
        before = statements[-2] if len(statements) > 1 else None
        return before if before is not None and before.topic == last.topic and before.percent is None else None
    share = words().share.search(phrase)
    named = find_topic(phrase[: share.start()], parent=root) if share is not None else None
    if named is not None and (named.measure, named.code) != (last.topic.measure, last.topic.code):
        return None
    if last.measure == last.topic.level + _BUDGET:
        # 支出决算8万元，年初预算10万元，完成年初预算的80%
        return next(
            (
                known
                for known in reversed(statements)
                if (known.topic, known.fiscal_year) == (last.topic, last.fiscal_year)
                and known.measure == known.topic.level
                and known.percent is None
            ),
            None,
        )
    return level_of(last, statements)


def towards(value: Decimal, sign: int | None) -> Decimal:
    """A figure with the sign of its verb: 减少2 and 增加-2 are below zero, and so is 减少-2."""
    return -abs(value) if sign == -1 else value
