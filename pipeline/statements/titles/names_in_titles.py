"""The words that titles consist of, and the name of a unit before them: 政府采购中心 of 某市政府采购中心收支总表.

What a unit is called says nothing of the table: 国有资产监督管理委员会 prints more than its assets.
"""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.statements.vocabulary import any_of, load

_SIGNS = re.compile(r"[\dA-Za-z()\[\]【】、,，:：.．/+&·—–_-]")
# What stands in brackets at the end says by what the rows are, or how far the table goes. The name of a sheet, of 31
# characters at the most, may end before its bracket is closed.
REMARK = re.compile(r"\([^()]*\)?$")


def known_words() -> Sequence[str]:
    """The words that titles consist of, all known ones."""
    words: list[str] = load("statements")["title_words"]["words"]
    return words


def before_known_words(text: str) -> str:
    """What stands before the longest end of a text that consists of known words and signs."""
    words = known_words()
    begins = {len(text)}
    for start in range(len(text) - 1, -1, -1):
        if (_SIGNS.match(text, start) and start + 1 in begins) or any(
            text.startswith(word, start) and start + len(word) in begins for word in words
        ):
            begins.add(start)
    return text[: min(begins)]


@cache
def _ends(*, of_names: bool) -> re.Pattern[str]:
    names = load("statements")["names_in_titles"]
    ends = [*load("rows")["unit"]["suffixes"], *names["units"], *([] if of_names else names["places_and_years"])]
    return re.compile(f"({'|'.join(ends)})$")


def may_end(text: str) -> bool:
    """Whether the words of a title may begin behind a text: the name of a unit, a place, a year."""
    return _ends(of_names=False).search(text) is not None


def without_name(folded: str) -> str:
    """A folded title without the name of the unit that it begins with.

    Words of a statement before the name keep it whole (一般公共预算某局支出表), and none behind it do (采购办明细表).
    """
    name = before_known_words(REMARK.sub("", folded))
    words = folded[len(name) :]
    is_name = _ends(of_names=True).search(name) is not None and name.count("(") == name.count(")")
    if not is_name or any_of("statements", "names_in_titles", "of_tables").search(name):
        return folded
    return folded if any_of("statements", "names_in_titles", "of_any").fullmatch(words) else words
