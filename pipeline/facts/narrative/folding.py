"""A paragraph as it is searched: folded character by character, so that every place leads back to what is printed."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.statements.text import fold, squeeze

_OPENING = ("“", '"', "‘", "'")
_CLOSING = ("”", '"', "’", "'")
_TO_CHINESE = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"})
# A page number between two rules, left in the middle of a sentence that runs over a page.
_PAGE_NUMBER = re.compile(r"[─—-]\s*\d{1,4}\s*[─—-]\s*\n|─\s*\d{1,4}\s*─")
_BOOKMARK = re.compile(r"\[bookmark: [^\]]*\]")


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if "①" <= character <= "⑳":
        return f"（{ord(character) - ord('①') + 1}）"
    return fold(character).translate(_TO_CHINESE)


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` is the folded form of ``raw``; ``origin[i]`` is the place in ``raw`` of its character ``i``.

    White space and quotation marks are gone, full-width forms are half-width, punctuation is Chinese (，；：（）) where
    it stands for punctuation. A blank stays only between two groups of digits that may be two numbers.
    """

    raw: str
    text: str
    origin: tuple[int, ...]

    def printed(self, start: int, end: int) -> str:
        """What is printed at ``text[start:end]``."""
        return self.raw[self.origin[start] : self.origin[end - 1] + 1] if start < end else ""

    def label(self, start: int, end: int) -> str:
        """What is printed at ``text[start:end]`` without white space; a mark that was opened before it is kept."""
        if start >= end:
            return ""
        first, last = self.origin[start], self.origin[end - 1] + 1
        inside = self.raw[first:last]
        if any(inside.count(mark) % 2 for mark in _CLOSING) and self.raw[first - 1 : first] in _OPENING:
            inside = self.raw[first - 1] + inside
        return squeeze(_PAGE_NUMBER.sub("", _BOOKMARK.sub("", inside)))


def fold_paragraph(raw: str) -> Folded:
    """Fold a paragraph; bookmarks and page numbers in the middle of it count as white space."""
    skipped = {
        place
        for pattern in (_BOOKMARK, _PAGE_NUMBER)
        for match in pattern.finditer(raw)
        for place in range(*match.span())
    }
    characters: list[str] = []
    origin: list[int] = []
    blank = False
    for place, printed in enumerate(raw):
        folded = "" if place in skipped else _fold_character(printed)
        if not folded:
            blank = blank or place in skipped or printed.isspace()
            continue
        if (
            blank
            and folded[0].isdigit()
            and characters
            and characters[-1].isdigit()
            and _two_groups(raw, origin[-1], place)
        ):
            characters.append(" ")
            origin.append(place)
        blank = False
        characters.extend(folded)
        origin.extend([place] * len(folded))
    return Folded(raw, "".join(characters), tuple(origin))


def _two_groups(raw: str, before: int, after: int) -> bool:
    """Whether the digits before and after a blank are groups; single digits are one number set with wide spacing."""
    return raw[before - 1 : before].isdigit() or raw[after + 1 : after + 2].isdigit()
