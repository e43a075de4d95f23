"""Folding of printed names: what must not matter when a name in a document is compared with one in a list."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

_RADICALS = str.maketrans(
    "⺟⺠⺫⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻥⻦⻩⻬⻮⻰⻳", "母民罒虎西见角贝车长门青页风飞食马骨鱼鸟黄齐齿龙龟"
)
"""Characters of the CJK radicals supplement that PDF fonts put for the ideograph; NFKC leaves them alone."""

# Forms of other scripts that recognition prints for the simplified character.
_FORMS = str.maketrans("単収経費総額業対報査県", "单收经费总额业对报查县")

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

# Labels and headers are folded again and again, paragraphs are not: what is longer is not remembered.
_SHORT = 80
_MOST_REMEMBERED = 1 << 14


def remembered(function: Callable[[str], Result]) -> Callable[[str], Result]:
    """The function with its results for short texts remembered."""
    short = lru_cache(_MOST_REMEMBERED)(function)

    @wraps(function)
    def of(text: str) -> Result:
        return short(text) if len(text) <= _SHORT else function(text)

    return of


def squeeze(text: str) -> str:
    """The text without any white space and with CJK radicals folded; punctuation stays as printed."""
    return _SPACE.sub("", text).translate(_RADICALS)


@remembered
def fold(text: str) -> str:
    """A key for comparing names: squeezed, full-width and half-width forms folded (NFKC)."""
    return unicodedata.normalize("NFKC", squeeze(text)).translate(_FORMS)


def without_ordinal(text: str) -> str:
    """The squeezed text without a leading ordinal or 其中: "（一）教育支出" and "二、教育支出" give "教育支出"."""
    return _ORDINAL.sub("", squeeze(text))
