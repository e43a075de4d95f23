"""What is printed for a name that the vocabulary does not have, and names that a comma cut."""

import re

from pipeline.facts.narrative.classified import is_path
from pipeline.facts.narrative.context import Context
from pipeline.facts.narrative.measures import ordinal_end
from pipeline.facts.narrative.subjects import Mode, Span
from pipeline.facts.narrative.words import words


def printed_name(context: Context, chain: int | None, named: Span) -> str:
    """The words of a clause without what is no part of a name.

    ``chain`` is where the words begin that enumeration commas join to it (甲、乙2万元).
    """
    start, end = named
    text = context.text
    if chain is not None and context.mode is not Mode.PROJECTS and chain < start:
        between = text[chain:start]
        if between.endswith("、") and not words().verb.search(between[:-1]):
            start = chain + ordinal_end(text[chain:end])
    if (match := words().name_start.match(text[start:end])) is not None:
        start += match.end()
    if (match := words().project_figure.search(text[start:end])) is not None:
        end = start + match.start()
    if (match := words().name_end.search(text[start:end])) is not None:
        end = start + match.start()
    return context.passage.folded.label(start, end)


def name_behind(text: str, end: int) -> Span | None:
    """What an amount without words before it is said to be, right behind it: 5万元是上年结转的资金."""
    return _name(words().is_said_to_be.match(text, end)) or named_as_money_of(text, end)


def named_as_money_of(text: str, end: int) -> Span | None:
    """What an amount is the money of, right behind it: 某院增加了5万元的办案费预算."""
    return _name(words().is_money_of.match(text, end))


def _name(found: re.Match[str] | None) -> Span | None:
    return found.span("name") if found is not None else None


def is_name_before(text: str, span: Span) -> bool:
    """Whether words before an amount are all of the amount before them: 5万元的办案费和2万元的会议费."""
    return text[: span[0]].endswith("元") and words().money_of_before.fullmatch(text, *span) is not None


def whole_name(text: str, chain: int | None, named: Span) -> Span:
    """The words with what an enumeration comma cut off, where they are an entry's name (甲、乙支出（项）)."""
    start, end = named
    if chain is None or chain >= start or not is_path(text[start:end]):
        return named
    return chain + ordinal_end(text[chain:start]), end
