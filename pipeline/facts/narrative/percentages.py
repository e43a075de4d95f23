"""Percentages of a text: the growth of an amount, printed behind it or ahead of it, and the share that it is."""

from collections.abc import Sequence
from decimal import Decimal

from pipeline.facts.narrative.context import Context
from pipeline.facts.narrative.measures import Topic, find_topic, says_nothing
from pipeline.facts.narrative.statement import Clause, Statement
from pipeline.facts.narrative.subjects import Mode
from pipeline.facts.narrative.words import words

# What stands between an amount and the percentage that another is of it.
_OF = "的"
_BUDGET = "_budget"


def take_percentage(
    points: Decimal, clause: Clause, context: Context, statements: Sequence[Statement], last: Statement | None
) -> Decimal | None:
    """Give a percentage to the amount stated before that it says something about, or return it as a growth ahead.

    ``last`` is the amount stated last in the sentence. A growth ahead (比上年增长20%，增加2万元) has the sign of its
    verb and is that of the next amount; what it names is the subject.
    """
    phrase = context.text[slice(*clause.after)]
    verb = words().verb.search(phrase)
    sign = None if verb is None else -1 if words().decreasing.search(verb["verb"]) else 1
    named = phrase[: verb.start()] if verb is not None else ""
    is_of_other = last is not None and named and not says_nothing(named) and not _is_about(last, named, context.root)
    ahead = None
    if verb is not None and context.mode is Mode.STATE and (last is None or not last.is_change or is_of_other):
        before = clause.name_before(clause.after[0] + verb.start())
        if context.explicit(before) is not None or says_nothing(context.text[slice(*before)]):
            ahead = towards(points, sign)
    if last is None or last.in_cause is not (context.mode is Mode.CAUSE):
        return ahead
    if verb is None and (phrase == _OF or words().share.search(phrase)):
        if (shared := _shared_by(phrase, statements, last, context.root)) is not None:
            shared.percent = points
    elif last.percent is not None:
        return ahead
    elif verb is not None:
        if last.is_change and not is_of_other:
            last.percent = towards(points, sign)
    elif not phrase and not clause.has_base:
        last.percent = towards(points, -1) if last.is_change and last.yuan < 0 else points
    return ahead


def towards(value: Decimal, sign: int | None) -> Decimal:
    """A figure with the sign of its verb: 减少2 and 增加-2 are below zero, and so is 减少-2."""
    return -abs(value) if sign == -1 else value


def _is_about(statement: Statement, named: str, root: Topic | None) -> bool:
    """Whether words name the measure of an amount that was stated."""
    found = find_topic(named, parent=root)
    return found is not None and found.measure == statement.topic.measure


def _level_of(last: Statement, statements: Sequence[Statement]) -> Statement | None:
    """The amount that a share is of: the one stated last, behind changes, its budget and other years the one before.

    In 公务接待费2万元，比年初预算减少2万元，比上年减少1万元，占三公经费的5% the share is that of 2万元, in
    支出决算8万元，年初预算10万元，完成年初预算的80% that of 8万元. None where it has one already.
    """
    place = next(number for number, known in enumerate(statements) if known is last)
    for known in reversed(statements[: place + 1]):
        if _named(known) != _named(last):
            break
        is_level = not known.is_change and known.measure != known.topic.level + _BUDGET
        if is_level and known.fiscal_year == last.fiscal_year:
            return known if known.percent is None else None
    return None


def _named(statement: Statement) -> tuple[str, str | None, str | None, str]:
    topic = statement.topic
    return topic.measure, topic.code, topic.project_id, topic.label


def _shared_by(phrase: str, statements: Sequence[Statement], last: Statement, root: Topic | None) -> Statement | None:
    """The amount that a share is of: the one before that with which it is compared in 完成预算10万元的80%.

    A share of what has another name (总额9万元，其中：财政拨款占80%) is of none that is stated.
    """
    if phrase == _OF:
        before = statements[-2] if len(statements) > 1 else None
        return before if before is not None and before.topic == last.topic and before.percent is None else None
    share = words().share.search(phrase)
    named = find_topic(phrase[: share.start()], parent=root) if share is not None else None
    if named is not None and (named.measure, named.code) != (last.topic.measure, last.topic.code):
        return None
    return _level_of(last, statements)
