"""Whether a title says more of its table than is understood: the word that makes it another statement may be new."""

from collections import Counter
from collections.abc import Collection, Sequence

from pipeline.statements import components
from pipeline.statements.text import fold, split_ordinal, squeeze, without_exclusions
from pipeline.statements.titles.names_in_titles import REMARK, before_known_words, known_words, may_end
from pipeline.statements.titles.titles import FISCAL_FUNDS, StatementKind, bare_title, in_full

# What names these stands in no other title, whatever stands beside it.
_UNMISTAKABLE = frozenset({"three_public"})
_OF_ITEMS = frozenset({"meeting_training", "operating_cost"})
_SHORTEST_NAME = 4
_SEVERAL = 3
_SIDES = ("收支", "收入", "支出")


def unknown_part(kind: StatementKind, title: str) -> str:
    """What stands before the known words of a title of money and is in no vocabulary (甲乙 of 甲乙支出表).

    Read from its end, a title consists of known words back to the name of a unit, a place or a year: then the result is
    ''. Titles of lists and performance tables have words of their own.
    """
    if (not kind.budget and kind.name not in _OF_ITEMS) or kind.name in _UNMISTAKABLE:
        return ""
    text = in_full(without_exclusions(split_ordinal(squeeze(fold(bare_title(title))))[1]))
    rest = before_known_words(REMARK.sub("", text))
    return "" if may_end(rest) else rest


def is_doubtful(kind: StatementKind, title: str) -> bool:
    """Whether a title names a table of expenditure or revenue behind a word that is in no vocabulary."""
    return unknown_part(kind, title) != ""


def say_nothing(parts: Sequence[tuple[str, str]], n_titles: int, units: Collection[str]) -> frozenset[str]:
    """Of the unknown parts of the titles of a document those that say nothing of the table: names, and a house's words.

    ``parts`` are the statements that the titles name, with their parts. A name is what a line states as one
    (``units``). What ends the parts of most of the ``n_titles`` titles of budget tables, whatever statement they name,
    tells none of them apart, and neither does what several have behind the word of their statement (收支概要表).
    """
    ends = [(statement, _last_word(part)) for statement, part in parts]
    counts = Counter(end for _, end in ends)
    named = Counter(end for _, end in set(ends))
    return frozenset(
        part
        for (_, part), (_, end) in zip(parts, ends, strict=True)
        if any(part.endswith(unit) for unit in units if len(unit) >= _SHORTEST_NAME)
        or (counts[end] * 2 > n_titles and named[end] > 1)
        or (named[end] >= _SEVERAL and part[: -len(end)].endswith(_SIDES))
    )


def _last_word(part: str) -> str:
    """The end of an unknown part behind the last known word in it."""
    ends = (part.rfind(word) + len(word) for word in known_words() if len(word) > 1 and word in part)
    return part[max(ends, default=0) :]


def is_narrower(kind: StatementKind, doubted: StatementKind) -> bool:
    """Whether a table can be ``kind`` under a title that names ``doubted`` but for a word that is not understood."""
    if kind.name == doubted.name:
        return True
    in_fund = doubted.fund in {None, "total", kind.fund} or (doubted.fund == "fiscal" and kind.fund in FISCAL_FUNDS)
    wider = {kind.component, *components.wholes(kind.component)}
    in_component = doubted.component in wider
    return in_fund and in_component and (kind.flow, kind.sides) == (doubted.flow, doubted.sides)
