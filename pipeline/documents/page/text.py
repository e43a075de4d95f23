"""Text outside tables: running heads and page numbers dropped, lines put together into paragraphs.

A line goes on with the one above when that one is printed up to the right margin and this one begins at the left
margin, not indented. So titles, unit lines and list entries, which end early, stay by themselves.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isclose

from pipeline.documents.model import squeezed
from pipeline.documents.ordinals import begins_with_ordinal
from pipeline.documents.page.lines import Line, line_of, rows_of, split_at_gaps
from pipeline.documents.page.model import Glyph, Page
from pipeline.documents.titles import ends_as_title

_PAGE_NUMBER = re.compile(
    r"[-—–―－─·.~\s]*(?:第\s*)?(?:\d{1,4}|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,4})"
    r"(?:\s*[/／]\s*\d{1,4})?(?:\s*页)?(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?[-—–―－─·.~\s]*"
)
_NUMBER = re.compile(r"[\d,.%]+")
# What no line ends inside of: brackets with the character that they begin with, the signs behind it, and the number
# that hangs on a quotation mark.
_UNDIVIDED = re.compile(r"[（(“《]+.(?:[）)》，。；：、]*”?\d*)")
_DIGITS = re.compile(r"\d+")
_SENTENCE_END = "。！？；：!?;:"
# The part of a page, at the top and at the bottom, where heads and page numbers are looked for, and the one where
# numbers that count the pages are, on pages with wide margins.
_MARGIN = 0.12
_WIDE_MARGIN = 0.2
# A line in common type is a head or foot when it is on so many pages, and on this part of them all.
_FEWEST_PAGES = 3
_MOST_PAGES = 0.7
_LARGER = 1.15
# How far, in points, the sheets of a scan lie differently on the glass.
_DRIFT = 24.0
# A title and a unit line on one height are two paragraphs when they are further apart than this many characters.
_PARTS_GAP = 2.5
# How many characters a full line may end before the margin, when a sentence ends there or not, and how far in a line
# that goes on may begin.
_ROOM_ENDED = 1.5
_ROOM = 3.0
_INDENTED = 0.8
_MOST_LINE_PITCH = 2.6
# A line of so many characters shows where the margins are, if so many of them agree within so many points.
_LONG_LINE = 20
_FEWEST_LINES = 3
_SAME_MARGIN = 6.0
# How far, in characters, the first line of a paragraph is indented.
_LEAST_INDENT = 1.5
_MOST_INDENT = 2.5
# How far, in characters, a line goes further than the margin that it shows to be none.
_BEYOND = 2.0
# How far apart the two lines of a title are at most, in heights of its type.
_MOST_TITLE_PITCH = 2.0
_SIZE_NOISE = 1e-3
_OPENING, _CLOSING = re.compile(r"[(（]"), re.compile(r"[)）]")


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line outside tables with its page; ``top`` is that of the whole line, of which this can be a part."""

    line: Line
    page: int
    page_height: float
    top: float


def outside_lines(page: Page, glyphs: Sequence[Glyph]) -> list[PlacedLine]:
    """The lines of the characters that are in no table, cut where parts of a line stand far apart."""
    lines: list[PlacedLine] = []
    for row in rows_of(glyphs):
        whole = line_of(row)
        if whole is None:
            continue
        # No part ends but at a blank.
        pieces = split_at_gaps(row, _PARTS_GAP) if " " in whole.text else []
        # A title whose characters are all spread (目      录) is one part.
        is_one = len(pieces) < 2 or max(map(len, pieces)) == 1
        parts = [whole] if is_one else [_between(piece[0].x0, row, piece[-1].x0) for piece in pieces]
        lines.extend(PlacedLine(part, page.number, page.height, whole.top) for part in parts if part is not None)
    return lines


def _between(first: float, row: Sequence[Glyph], last: float) -> Line | None:
    """The line of the characters of a row that begin between two places."""
    return line_of([glyph for glyph in row if first <= glyph.x0 <= last])


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but the number of its page."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def running_lines(lines: Sequence[PlacedLine], n_pages: int, size: float) -> set[int]:
    """The indices of heads, feet and page numbers: outermost on their page, and a number alone or on most pages.

    A head is text once, where it stands first, and a foot where it stands last: it may state what nothing else does,
    such as the unit of money. ``size`` is the size of the document's common type; a line in larger type than that and
    than running text, since it may be that of tables, is a title, however often it is printed.
    """
    outer = {index: side for side in ("head", "foot") for index in _outermost(lines, side)}
    alike: dict[tuple[str, str], list[PlacedLine]] = {}
    for index, side in outer.items():
        alike.setdefault(_running_key(lines[index], side), []).append(lines[index])
    enough = max(_FEWEST_PAGES, n_pages * _MOST_PAGES)
    common = max(size, _text_size(placed.line for index, placed in enumerate(lines) if index not in outer))
    repeated = {
        index: side
        for index, side in outer.items()
        if _n_pages_beside(lines[index], alike[_running_key(lines[index], side)]) >= enough
        and lines[index].line.size <= _LARGER * common
    }
    numbers = {index for index in outer if _numbers_its_page(lines[index].line, common)} | _counting_pages(lines)
    once = {_running_key(lines[index], side): index for index, side in _outwards(repeated, lines)}
    return numbers | (repeated.keys() - once.values())


def _numbers_its_page(line: Line, common: float) -> bool:
    """Whether a line is the number of its page; 一 in larger type than the ``common`` one is what the paper left of a
    title."""
    return is_page_number(line.text) and (_DIGITS.search(line.text) is not None or line.size <= _LARGER * common)


def _counting_pages(lines: Sequence[PlacedLine]) -> set[int]:
    """The indices of lines at wide margins whose numbers count the pages, on as many pages as a head must be on."""
    by_first: dict[tuple[str, int], list[int]] = {}
    for side in ("head", "foot"):
        for index in _outermost(lines, side, _WIDE_MARGIN):
            text = lines[index].line.text
            number = _DIGITS.search(text)
            if number is not None and is_page_number(text):
                by_first.setdefault((side, int(number[0]) - lines[index].page), []).append(index)
    pages = {key: len({lines[index].page for index in found}) for key, found in by_first.items()}
    return {index for key, found in by_first.items() if pages[key] >= _FEWEST_PAGES for index in found}


def _n_pages_beside(placed: PlacedLine, alike: Sequence[PlacedLine]) -> int:
    """On how many pages a line stands about where it stands on this one."""
    return len({other.page for other in alike if abs(other.line.top - placed.line.top) <= _DRIFT})


def _text_size(lines: Iterable[Line]) -> float:
    """The size of most long lines, 0 where there are few: of running text, whatever the tables are printed in."""
    sizes = Counter(line.size for line in lines if len(line.text) >= _LONG_LINE)
    size, count = max(sizes.items(), key=lambda item: (item[1], item[0]), default=(0.0, 0))
    return size if count >= _FEWEST_LINES else 0.0


def _outwards(sides: Mapping[int, str], lines: Sequence[PlacedLine]) -> list[tuple[int, str]]:
    """These lines with their sides, heads from the last page to the first, feet from the first to the last."""
    return sorted(sides.items(), key=lambda item: lines[item[0]].page * (-1 if item[1] == "head" else 1))


def _outermost(lines: Sequence[PlacedLine], side: str, margin: float = _MARGIN) -> list[int]:
    """The indices of the first or last line of each page, if it stands at the margin, with what is beside it.

    ``margin`` is its part of the height of the page.
    """
    ends: dict[int, float] = {}
    for placed in lines:
        known = ends.get(placed.page, placed.top)
        ends[placed.page] = min(known, placed.top) if side == "head" else max(known, placed.top)
    return [
        index
        for index, placed in enumerate(lines)
        if placed.top == ends[placed.page]
        and (
            placed.top < placed.page_height * margin
            if side == "head"
            else placed.top > placed.page_height * (1 - margin)
        )
    ]


def _running_key(placed: PlacedLine, side: str) -> tuple[str, str]:
    return _DIGITS.sub("#", squeezed(placed.line.text)), side


@dataclass(frozen=True, slots=True)
class Margins:
    """The left and right end of full lines of text, in points."""

    left: float
    right: float


def margins(lines: Sequence[Line]) -> Margins | None:
    """The margins of running text; None where too few long lines end at one place.

    The right one is where most of the long lines end, the left one where most of the lines under a full line begin.
    Lines of which many others go further are no full ones: they are paragraphs of one line that end near each other.
    """
    long = [line for line in lines if len(line.text) >= _LONG_LINE]
    ends = _commonest([line.x1 for line in long])
    while ends:
        beyond = [line.x1 for line in long if line.x1 > ends[-1] + _BEYOND * line.size]
        if len(beyond) * 2 <= len(ends):
            break
        ends = _commonest(beyond)
    if len(ends) < _FEWEST_LINES:
        return None
    right = sum(ends) / len(ends)
    starts = _commonest([below.x0 for above, below in pairwise(lines) if above.x1 >= right - above.size])
    return Margins(sum(starts) / len(starts), right) if starts else None


def hanging_margins(lines: Sequence[Line]) -> Margins | None:
    """The margins that lines show which begin two characters left of the indented line above them, which is full.

    A page of a few paragraphs has too few full lines to agree; its first lines are indented all the same. The furthest
    line says where full ones end.
    """
    long = [line for line in lines if len(line.text) >= _LONG_LINE]
    right = max((line.x1 for line in long), default=0.0)
    starts = [
        below.x0
        for above, below in pairwise(lines)
        if above in long
        and same_size(above, below)
        and above.text[-1] not in _SENTENCE_END
        and above.x1 >= right - _ROOM_ENDED * above.size
        and _LEAST_INDENT * above.size <= above.x0 - below.x0 <= _MOST_INDENT * above.size
        and 0 < below.top - above.top <= _MOST_LINE_PITCH * above.size
    ]
    return Margins(min(starts), right) if starts else None


def _commonest(positions: Sequence[float]) -> list[float]:
    """The positions in the stretch that holds most of them, the first such stretch."""
    ordered = sorted(positions)
    stretches = [(bisect_right(ordered, x + _SAME_MARGIN) - first, -first) for first, x in enumerate(ordered)]
    count, first = max(stretches, default=(0, 0))
    return ordered[-first : count - first]


def goes_on(
    above: PlacedLine, below: PlacedLine, text_margins: Margins | None, table_width: float | None = None
) -> bool:
    """Whether a line goes on with the paragraph of the line before it; a table's title behind a sentence does not.

    ``table_width`` is that of the table under the lines, in points: a title in a cell over the table is as wide.
    """
    first, second = above.line, below.line
    size = max(first.size, second.size)
    text_width = text_margins.right - text_margins.left if text_margins is not None else None
    if any(_is_wrapped_title(above, below, width) for width in (text_width, table_width)):
        return True
    if text_margins is None or abs(first.size - second.size) > 0.2 * size:
        return False
    room = (text_margins.right - first.x1) / size
    ended = first.text[-1] in _SENTENCE_END
    if second.x0 > text_margins.left + _INDENTED * size or room > _room_left(second.text, ended):
        return False
    if ended and ends_as_title(second.text):
        return False
    short = second.x1 < text_margins.right - _ROOM * size
    if begins_with_ordinal(second.text) and (ended or room > 1 or short):
        return False
    if above.page != below.page:
        return above.page + 1 == below.page and not ended
    return 0 < second.top - first.top <= _MOST_LINE_PITCH * size


def _is_wrapped_title(above: PlacedLine, below: PlacedLine, width: float | None) -> bool:
    """Whether two lines that share their middle are the title of a table, the first full or ending in a bracket.

    A full one leaves no room for another character in the ``width`` of what it is set in.

    A line that is a title by itself has nothing under it but what it opened a bracket for.
    """
    first, second = above.line, below.line
    pitch = second.top - first.top
    if above.page != below.page or not same_size(first, second) or not 0 < pitch <= _MOST_TITLE_PITCH * first.size:
        return False
    if abs(first.x0 + first.x1 - second.x0 - second.x1) > first.size or second.x1 - second.x0 >= first.x1 - first.x0:
        return False
    opened = len(_OPENING.findall(first.text)) > len(_CLOSING.findall(first.text))
    room = width - (first.x1 - first.x0) if width is not None else float("inf")
    full = -_SAME_MARGIN < room < _ROOM_ENDED * first.size and not ends_as_title(first.text)
    return (opened or full) and ends_as_title(first.text + second.text)


def same_size(one: Line, other: Line) -> bool:
    """Whether two lines are in type of one size, which a scaled page gives with some noise."""
    return isclose(one.size, other.size, rel_tol=_SIZE_NOISE)


def _room_left(following: str, ended: bool) -> float:
    """How much room, in characters, a full line leaves: more where what came next is not divided."""
    number = _NUMBER.match(following)
    bracket = _UNDIVIDED.match(following)
    kept = number[0] if number else bracket[0] if bracket else ""
    return (_ROOM_ENDED if ended else _ROOM) + sum(0.5 if character.isascii() else 1.0 for character in kept)


def joined(lines: Sequence[Line]) -> str:
    """The text of a paragraph: lines put together, a blank only between Latin words."""
    text = lines[0].text
    for line in lines[1:]:
        blank = text[-1].isascii() and text[-1].isalpha() and line.text[0].isascii() and line.text[0].isalpha()
        text += (" " if blank else "") + line.text
    return text
