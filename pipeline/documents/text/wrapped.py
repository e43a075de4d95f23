"""Paragraphs of a text whose lines end at a margin: plain exports break them after so many places, in the middle of a
sentence, a word or a figure.

Where many lines that end no sentence end at the same place, and hardly any goes further than all such places, these are
margins; pages set in several sizes have several. A line of prose that ends at one and ends no sentence goes on in the
next one, unless that is indented further or begins with an ordinal or the unit of money. Where lines are paragraphs
their lengths are as many as they are, so that there is no margin, and nothing is put together.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from pipeline.documents.model import squeezed
from pipeline.documents.ordinals import begins_with_ordinal
from pipeline.documents.text.boxes import width_of
from pipeline.documents.titles import begins_as_unit_line, ends_as_title

# Shorter lines (in places; a Chinese character has two) are no lines of a page.
_NARROWEST = 40
# A margin has so many lines at least, and this part of those that end no sentence; so many lines at most go beyond all.
_FEWEST, _LEAST_SHARE, _MOST_BEYOND = 5, 0.08, 0.05
_CELLS = re.compile(r"\S(?: {2}|\u3000{2}|\t)\s*\S|\|")
_ENDS = re.compile(r"[。！？!?;；:：]['\"”’）)」』]*$")
_PROSE = re.compile(r"[，、；。：]")
_WORD = re.compile(r"[\w.,%-]+", re.ASCII)
_BEGINS = re.compile(r"[注附]|[-*+•]\s")


def margins(lines: Iterable[str]) -> frozenset[int]:
    """The places where the lines of a text end; none where it has no margin."""
    prose = [line.rstrip() for line in lines if _CELLS.search(line) is None]
    open_lines = [line for line, below in pairwise(prose) if line and below and not _ends(line)]
    count = Counter(width for line in open_lines if _PROSE.search(line) and (width := _width(line)) >= _NARROWEST)
    least = max(_FEWEST, _LEAST_SHARE * count.total())
    found = frozenset(width for width in count if count[width] + count[width - 1] >= least)
    widths = [width for line in prose if _PROSE.search(line) and (width := _width(line)) >= _NARROWEST]
    beyond = sum(1 for width in widths if width > max(found, default=0))
    return found if beyond <= _MOST_BEYOND * len(widths) else frozenset()


def unwrapped(lines: Sequence[str], at: AbstractSet[int]) -> Iterator[str]:
    """The lines without blank ones, those put together that are one paragraph by these margins."""
    paragraph = last = ""
    for line in map(str.rstrip, lines):
        if paragraph and _goes_on(last, line, at):
            paragraph += line.lstrip()
        else:
            if paragraph:
                yield paragraph
            paragraph = line
        last = line
    if paragraph:
        yield paragraph


def _goes_on(line: str, below: str, at: AbstractSet[int]) -> bool:
    """Whether a line is full and ends no sentence, and the one below begins none; both together are prose."""
    text = below.lstrip()
    if not text or len(below) - len(text) > len(line) - len(line.lstrip()) or _begins(text):
        return False
    if _ends(line) or _CELLS.search(line) or _CELLS.search(below) or _PROSE.search(line + text) is None:
        return False
    return any(_width(line) <= margin < _width(line) + _first_width(text) for margin in at)


def _ends(line: str) -> bool:
    return ends_as_title(squeezed(line)) or _ENDS.search(line) is not None


def _begins(text: str) -> bool:
    return begins_with_ordinal(text) or begins_as_unit_line(text) or _BEGINS.match(text) is not None


def _first_width(text: str) -> int:
    """The width of what is not parted at the beginning of a line: a word or a figure, a single character."""
    word = _WORD.match(text)
    return _width(word[0] if word else text[:1])


def _width(text: str) -> int:
    return sum(width_of(character, 1) for character in text)
