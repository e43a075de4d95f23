"""Whether a title says more of its table than is understood: the word that makes it another statement may be new."""

import re
from functools import cache

from pipeline.statements import components
from pipeline.statements.text import fold, split_ordinal, squeeze, without_exclusions
from pipeline.statements.titles import FISCAL_FUNDS, StatementKind, bare_title
from pipeline.statements.vocabulary import load

_OF_ITEMS = frozenset({"meeting_training", "operating_cost"})
_SIGNS = re.compile(r"[\dA-Za-z()\[\]【】、,，:：.．/+&·—–_-]")


def is_doubtful(kind: StatementKind, title: str) -> bool:
    """Whether a title names a table of expenditure or revenue behind a word that is in no vocabulary (甲乙支出表).

    Read from its end, a title consists of known words back to the name of a unit, a place or a year. Titles of lists
    and performance tables have words of their own.
    """
    if not kind.budget and kind.name not in _OF_ITEMS:
        return False
    text = without_exclusions(split_ordinal(squeeze(fold(bare_title(title))))[1])
    rest = _without_known_end(text)
    return rest != "" and _begins().search(rest) is None


def is_narrower(kind: StatementKind, doubted: StatementKind) -> bool:
    """Whether a table can be ``kind`` under a title that names ``doubted`` but for a word that is not understood."""
    if kind.name == doubted.name:
        return True
    in_fund = doubted.fund in {None, "total", kind.fund} or (doubted.fund == "fiscal" and kind.fund in FISCAL_FUNDS)
    wider = {kind.component, *components.wholes(kind.component)}
    in_component = doubted.component in wider
    return in_fund and in_component and (kind.flow, kind.sides) == (doubted.flow, doubted.sides)


def _without_known_end(text: str) -> str:
    """What stands before the longest end of a text that consists of known words and signs."""
    words: list[str] = load("statements")["title_words"]["words"]
    begins = {len(text)}
    for start in range(len(text) - 1, -1, -1):
        if (_SIGNS.match(text, start) and start + 1 in begins) or any(
            text.startswith(word, start) and start + len(word) in begins for word in words
        ):
            begins.add(start)
    return text[: min(begins)]


@cache
def _begins() -> re.Pattern[str]:
    suffixes = [*load("rows")["unit"]["suffixes"], *load("statements")["title_words"]["before"]]
    return re.compile(f"({'|'.join(suffixes)})$")
