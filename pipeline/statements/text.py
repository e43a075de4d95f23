"""Texts as they are compared: white space gone, widths and look-alike characters folded, ordinals split off."""

import re
from dataclasses import dataclass

from pipeline.reference import text as reference_text
from pipeline.reference.text import squeeze

__all__ = ["Ordinal", "fold", "indent", "split_ordinal", "squeeze", "without_exclusions", "without_inclusions"]

_QUOTES = re.compile("[“”\"'‘’「」『』《》<>〈〉]")

_CHINESE_NUMERAL = "一二三四五六七八九十百〇零"
_ORDINAL = re.compile(
    rf"(?:(?P<chinese>[{_CHINESE_NUMERAL}]+)[、,，.．](?!\d)"
    rf"|[(（](?P<in_brackets>[{_CHINESE_NUMERAL}]+)[)）][、.．]?"
    r"|(?P<arabic>\d{1,2})[、.．](?!\d)"
    r"|[(（](?P<arabic_in_brackets>\d{1,2})[)）][、.．]?"
    r"|(?P<circled>[①-⑳]))"
)
_EXCLUSION = re.compile(r"[(（-]?不(?:含|包含|包括)[^()（）]*[)）]?")
_INCLUSION = re.compile(r"\(包?含[^()]*\)")
_DEPTHS = {"chinese": 1, "in_brackets": 2, "arabic": 3, "arabic_in_brackets": 4, "circled": 5}


@reference_text.remembered
def fold(text: str) -> str:
    """The text as it is compared: squeezed, full-width forms and radicals folded, quotation marks dropped."""
    return _QUOTES.sub("", reference_text.fold(text))


def without_exclusions(text: str) -> str:
    """A text without what it says that it leaves out: 事业收入 of 事业收入（不含财政专户资金）."""
    return _EXCLUSION.sub("", text)


def without_inclusions(folded: str) -> str:
    """A folded text without what it has beside its own: 事业收入 of 事业收入(含教育收费)."""
    return _INCLUSION.sub("", folded)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A printed ordinal: ``depth`` 1 for 一、 2 （一） 3 1、 4 (1) 5 ①; ``first`` when it starts anew."""

    depth: int
    first: bool


def split_ordinal(text: str) -> tuple[Ordinal | None, str]:
    """The ordinal at the start of a squeezed text and what follows it."""
    match = _ORDINAL.match(text)
    if match is None or match.end() == len(text):
        return None, text
    kind = match.lastgroup or ""
    return Ordinal(_DEPTHS[kind], match.group(kind) in {"一", "1", "①"}), text[match.end() :]


def indent(text: str) -> int:
    """The number of leading blanks; a full-width blank counts for two."""
    width = 0
    for character in text:
        if character == "\u3000":
            width += 2
        elif character in " \u00a0\t":
            width += 1
        else:
            break
    return width
