"""Folding of printed names: what must not matter when a name in a document is compared with one in a list."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache, wraps
from typing import TypeVar

from pipeline.reference.lists import read_rows

_SPACE = re.compile(r"\s+")
_ORDINAL = re.compile(
    r"""^(?:
        其中[:：]?
      | [(（][一二三四五六七八九十百\d]{1,4}[)）][、.．]?
      | [一二三四五六七八九十百]{1,4}[、.．]
      | \d{1,2}(?:[、．]|\.(?!\d))
      | [-—●*·]
    )+""",
    re.VERBOSE,
)


Result = TypeVar("Result")

# Labels and headers are folded again and again, paragraphs are not: of longer texts only the last few are remembered.
_SHORT = 80
_MOST_REMEMBERED, _FEW_REMEMBERED = 1 << 14, 8


def remembered(function: Callable[[str], Result]) -> Callable[[str], Result]:
    """The function with its results for short texts, and for the last few long ones, remembered."""
    short = lru_cache(_MOST_REMEMBERED)(function)
    long = lru_cache(_FEW_REMEMBERED)(function)

    @wraps(function)
    def of(text: str) -> Result:
        return short(text) if len(text) <= _SHORT else long(text)

    return of


def squeeze(text: str) -> str:
    """The text without any white space and with CJK radicals folded; punctuation stays as printed."""
    return _SPACE.sub("", text).translate(_characters("radical"))


@remembered
def fold(text: str) -> str:
    """A key for comparing names: squeezed, full-width and half-width forms folded (NFKC), words of the field that were
    misread for others that are none (合汁) as they were meant."""
    return as_meant(unicodedata.normalize("NFKC", squeeze(text)).translate(_characters("form")))


def as_meant(text: str) -> str:
    """A squeezed text with the words of the field that were misread for others that are none (合汁) as they were
    meant."""
    pattern, meant = _misread()
    return pattern.sub(lambda match: meant[match.lastindex or 0], text)


@cache
def _characters(kind: str) -> dict[int, str]:
    """The characters of a kind (radical, form) that stand for another, for ``str.translate``."""
    return {ord(row["printed"]): row["meant"] for row in read_rows("characters.csv") if row["kind"] == kind}


@cache
def _misread() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """The patterns of misread words in one, a group each, and what the group of each number means."""
    rows = list(read_rows("misread.csv"))
    return re.compile("|".join(f"({row['pattern']})" for row in rows)), ("", *(row["meant"] for row in rows))


def without_ordinal(text: str) -> str:
    """The squeezed text without a leading ordinal or 其中: "（一）教育支出" and "二、教育支出" give "教育支出"."""
    return _ORDINAL.sub("", squeeze(text))
