"""Notes that a statement has nothing to report (本表为空表, 无政府性基金预算)."""

import re
from functools import cache

from pipeline.reference.regions import find_region, short_province_or_prefecture
from pipeline.statements.numbers import has_digit
from pipeline.statements.text import fold
from pipeline.statements.vocabulary import load

_LONGEST = 60
_YEAR = re.compile(r"\d{4}年")


def is_empty_note(text: str) -> bool:
    """Whether a line says that a statement has nothing to report; places and things are named with 无 too (无锡市)."""
    folded = _YEAR.sub("", fold(text))
    if len(folded) > _LONGEST or has_digit(folded):
        return False
    return any(not _begins_with_place(folded[match.start() :]) for match in _notes().finditer(folded))


@cache
def _notes() -> re.Pattern[str]:
    words = load("rows")["empty_note"]
    negated = [f"{no}(?!{'|'.join(words['other_words'])}).{{0,30}}(?:{'|'.join(words['what'])})" for no in words["no"]]
    # A match takes no text, so that one may begin within another.
    return re.compile(f"(?={'|'.join([*words['patterns'], *negated])})")


def _begins_with_place(text: str) -> bool:
    place = find_region(text) or short_province_or_prefecture(text)
    return place is not None and place.start == 0
