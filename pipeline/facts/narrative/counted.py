"""Amounts whose clause names nothing, behind a count: what they are the money of is what was counted."""

from dataclasses import replace

from pipeline.facts.narrative.context import Context
from pipeline.facts.narrative.limited import LISTED_BY_FUND
from pipeline.facts.narrative.measures import OTHER, Topic, find_topic, ordinal_end, says_nothing
from pipeline.facts.narrative.subjects import Span
from pipeline.facts.narrative.words import words

# So much is looked at for what was counted.
_NEAR = 120
# A mark stands between what is counted and its money.
_MARK = 1


def of_projects(context: Context, named: Span, said: Span) -> Topic | None:
    """The money of projects just counted as under performance management (绩效目标，项目3个，资金9万元)."""
    before = context.text[max(0, said[1] - _NEAR) : said[1]]
    counted = words().performance_counted.search(before)
    if counted is None or not says_nothing(context.text[slice(*named)]) or said[1] + _MARK < named[0]:
        return None
    return context.adopt(replace(Topic(LISTED_BY_FUND), label=context.passage.folded.label(*said)))


def named_before(context: Context, chain: int | None, named: Span) -> Span:
    """The name before counts that 、 joins to an amount without one: 国内公务接待28批次、230人次、1.60万元."""
    if chain is None or chain >= named[0] or not says_nothing(context.text[slice(*named)]):
        return named
    start = chain + ordinal_end(context.text[chain : named[0]])
    counted = words().counted_name.match(context.text[start : named[0]])
    return named if counted is None else (start, start + counted.end("name"))


def named_by_count(context: Context, named: Span, counted: Span | None) -> Span:
    """The name that the sentence has counted, where an amount says only that it was spent: 接待8批次，支出9万元."""
    return counted if counted is not None and words().own_figure.match(context.text[slice(*named)]) else named


def bought(context: Context, named: Span, said: Span) -> Topic | None:
    """The cost of what was just counted as bought: of vehicles (购置车辆2辆，购置费36万元), or of anything else."""
    before = context.text[slice(*said)]
    counted = words().count.search(before)
    phrase, vehicles = context.text[slice(*named)], words().vehicles_bought.search(before) is not None
    if counted is None or counted.end() < len(before):
        return None
    bought_so = vehicles or words().thing_bought.match(before) is not None
    if not words().cost.match(phrase) and not (bought_so and words().paid.match(phrase)):
        return None
    if vehicles:
        return context.adopt(context.labelled(Topic("vehicle_purchase", end=named[1] - named[0]), named))
    return replace(OTHER, label=context.passage.folded.label(*said))


def worth(context: Context, named: Span, said: Span) -> Topic | None:
    """What something just counted is worth, beside the stock that it belongs to (其中：房屋90平方米，价值9万元), also
    with the amount alone behind the count (车辆2辆，9万元)."""
    before = context.text[slice(*said)]
    counted = words().count.search(before)
    if context.subject is None or not context.subject.stock or counted is None or counted.end() < len(before):
        return None
    phrase = context.text[slice(*named)]
    if not words().count_link.match(phrase) and (phrase or said[1] + _MARK != named[0]):
        return None
    name = before[: counted.start()]
    found = find_topic(name)
    if says_nothing(name) or (found is not None and found.measure == context.subject.measure):
        return None
    return replace(found or OTHER, label=context.passage.folded.label(*said))
