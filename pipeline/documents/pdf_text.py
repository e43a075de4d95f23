"""Text outside tables: running heads and page numbers dropped, lines put together into paragraphs.

A line goes on with the one above when that one is printed up to the right margin and this one begins at the left
margin, not indented. So titles, unit lines and list entries, which end early, stay by themselves.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.documents.pdf_lines import Line, line_of, rows_of, split_at_gaps
from pipeline.documents.pdf_pages import Glyph, Page

_PAGE_NUMBER = re.compile(
    r"[-—–―－·.~\s]*(?:第\s*)?(?:\d{1,4}|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,4})"
    r"(?:\s*[/／]\s*\d{1,4})?(?:\s*页)?(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?[-—–―－·.~\s]*"
)
_DIGITS = re.compile(r"\d+")
_SENTENCE_END = "。！？；：!?;:"
# The part of a page, at the top and at the bottom, where heads and page numbers are looked for.
_MARGIN = 0.12
# A title and a unit line on one height are two paragraphs when they are further apart than this many characters.
_PARTS_GAP = 2.5
# How many characters a full line may be shorter than the margin (a mark that may not begin a line), and how far
# in a line that goes on may begin.
_SHORT_OF_MARGIN = 2.0
_INDENTED = 0.8
_MOST_LINE_PITCH = 2.6
_LONG_LINE = 20


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line outside tables with its page; ``top`` is that of the whole line, of which this can be a part."""

    line: Line
    page: int
    page_height: float
    top: float


def outside_lines(page: Page, glyphs: Sequence[Glyph]) -> list[PlacedLine]:
    """The lines of the characters that are in no table, cut where parts of a line stand far apart."""
    lines = []
    for row in rows_of(glyphs):
        printed = [glyph for glyph in row if not glyph.text.isspace()]
        top = min((glyph.top for glyph in printed), default=0.0)
        for piece in _pieces(printed):
            line = line_of([glyph for glyph in row if piece[0].x0 <= glyph.x0 <= piece[-1].x0])
            if line is not None:
                lines.append(PlacedLine(line, page.number, page.height, top))
    return lines


def _pieces(printed: Sequence[Glyph]) -> list[list[Glyph]]:
    """Parts of a line; a title whose characters are all spread (目      录) is one part."""
    pieces = split_at_gaps(printed, _PARTS_GAP)
    spread = len(pieces) > 1 and max(map(len, pieces)) == 1
    return [list(printed)] if spread else pieces


def running_lines(lines: Sequence[PlacedLine], n_pages: int) -> set[int]:
    """The indices of heads, feet and page numbers: at the margin of the page, and repeated or a number alone."""
    at_margin: dict[int, str] = {}
    for index, placed in enumerate(lines):
        middle = (placed.line.top + placed.line.bottom) / 2
        if middle < placed.page_height * _MARGIN:
            at_margin[index] = "head"
        elif middle > placed.page_height * (1 - _MARGIN):
            at_margin[index] = "foot"
    keys = {index: _running_key(lines[index], side) for index, side in at_margin.items()}
    pages: dict[tuple[str, str, int], set[int]] = {}
    for index, key in keys.items():
        pages.setdefault(key, set()).add(lines[index].page)
    enough = max(3, n_pages // 2)
    return {
        index
        for index, key in keys.items()
        if len(pages[key]) >= enough or (_PAGE_NUMBER.fullmatch(lines[index].line.text) is not None)
    }


def _running_key(placed: PlacedLine, side: str) -> tuple[str, str, int]:
    text = _DIGITS.sub("#", "".join(placed.line.text.split()))
    return text, side, round(placed.line.top / 4)


@dataclass(frozen=True, slots=True)
class Margins:
    """The left and right end of full lines of text, in points."""

    left: float
    right: float


def margins(lines: Sequence[Line]) -> Margins | None:
    """The margins of running text: where most of the long lines begin and end; None without long lines."""
    long_lines = [line for line in lines if len(line.text) >= _LONG_LINE]
    if len(long_lines) < 2:
        return None
    left = Counter(round(line.x0) for line in long_lines).most_common(1)[0][0]
    right = Counter(round(line.x1 / 4) for line in long_lines).most_common(1)[0][0] * 4.0
    return Margins(float(left), right)


def goes_on(above: PlacedLine, below: PlacedLine, text_margins: Margins | None) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    if text_margins is None:
        return False
    first, second = above.line, below.line
    size = max(first.size, second.size)
    if abs(first.size - second.size) > 0.2 * size:
        return False
    reaches = first.x1 >= text_margins.right - _SHORT_OF_MARGIN * size
    begins = second.x0 <= text_margins.left + _INDENTED * size
    if not reaches or not begins:
        return False
    if above.page != below.page:
        return above.page + 1 == below.page and first.text[-1] not in _SENTENCE_END
    return 0 < second.top - first.top <= _MOST_LINE_PITCH * size


def joined(lines: Sequence[Line]) -> str:
    """The text of a paragraph: lines put together, a blank only between Latin words."""
    text = lines[0].text
    for line in lines[1:]:
        blank = text[-1].isascii() and text[-1].isalpha() and line.text[0].isascii() and line.text[0].isalpha()
        text += (" " if blank else "") + line.text
    return text
