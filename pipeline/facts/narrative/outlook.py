"""What a reader sees from a place in the text, and from the amounts stated so far."""

import re
from collections.abc import Sequence

from pipeline.facts.narrative.measures import Topic, find_topic, ordinal_end
from pipeline.facts.narrative.pieces import LONGEST_CLAUSE
from pipeline.facts.narrative.statement import Statement
from pipeline.facts.narrative.subjects import Span
from pipeline.facts.narrative.words import words

SIGNS = {"+": 1, "-": -1, "−": -1}
"""The sign of a change that stands without a verb behind what is compared with: 较上年+2万元."""

_MARK = re.compile("[。；：，]")
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


def is_item(text: str, start: int) -> bool:
    """Whether a name begins with a number behind the mark before it: …万元。2.上年结转."""
    before = _MARK.split(text[max(0, start - LONGEST_CLAUSE) : start])[-1]
    return 0 < len(before) == ordinal_end(before)


def is_sum_of_names(text: str, chain: int | None, named: Span) -> bool:
    """Whether an amount is what several measures named before it make together: 甲支出、乙支出共9万元."""
    if chain is None or chain >= named[0] or words().summed.search(text[slice(*named)]) is None:
        return False
    names = [*text[chain : named[0]].strip("、").split("、"), text[slice(*named)]]
    return len(names) > 1 and "等" not in names[-1] and all(find_topic(name) is not None for name in names)


def is_all(whole: Topic | None, statements: Sequence[Statement]) -> bool:
    """Whether the amount stated last is as much as the whole of which it is a part."""
    if whole is None:
        return False
    stated = (known.yuan for known in reversed(statements) if known.topic.measure == whole.measure)
    return next(stated, None) == statements[-1].yuan if statements else False
