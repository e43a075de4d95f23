"""Characters of a page as lines of text, for cells and for what stands outside tables.

Characters that stand on one base line, within 3 points, are one line; a gap of more than 3 points is a blank. That is
pdfplumber's rule but for the base line: pdfplumber compares the tops, which differ where a line mixes fonts.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import inf
from operator import itemgetter
from typing import NamedTuple

from pipeline.documents.page.model import Glyph

_BASE: Callable[[Glyph], float] = itemgetter(6)
_LEFT: Callable[[Glyph], float] = itemgetter(1)
_SAME_LINE = 3.0
_WORD_GAP = 3.0
# Characters that share more than this part of their width and stand further apart than this part of their height.
_OVER = 0.5


class Line(NamedTuple):
    """A line of text with its box; ``size`` is the height of its first character."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of these characters from top to bottom; a blank stands where words are apart. None is blank."""
    return [line for row in rows_of(list(glyphs)) if (line := line_of(row)) is not None]


def rows_of(glyphs: Sequence[Glyph], part: float = inf) -> list[list[Glyph]]:
    """The characters of each line, left to right, lines from top to bottom.

    ``part`` is by what part of their height, if that is less, characters of one line may be apart.
    """
    if not glyphs:
        return []
    ordered = sorted(glyphs, key=_BASE)
    if part == inf and ordered[-1].base - ordered[0].base <= _SAME_LINE:
        ordered.sort(key=_LEFT)
        return [ordered]
    row: list[Glyph] = []
    rows = [row]
    above = ordered[0].base
    for glyph in ordered:
        base = glyph.base
        if base != above and base - above > min(_SAME_LINE, part * glyph.size):
            row = []
            rows.append(row)
        row.append(glyph)
        above = base
    parted = [line for row in rows for line in _lines_in_steps(row)]
    for row in parted:
        row.sort(key=_LEFT)
    return parted


def _lines_in_steps(row: list[Glyph]) -> list[list[Glyph]]:
    """The lines of characters in the order of their base lines, each near the one before.

    Lines of texts beside each other, each in the middle of its cell, may be so little apart that they lead from one
    line of a text to its next. Characters that then stand over each other are of two lines, and no line is higher than
    those of one line may be apart.
    """
    if row[-1].base - row[0].base <= _SAME_LINE or not _stand_over_each_other(row):
        return [row]
    lines = [[row[0]]]
    for glyph in row[1:]:
        if glyph.base - lines[-1][0].base > _SAME_LINE:
            lines.append([])
        lines[-1].append(glyph)
    return lines


def _stand_over_each_other(row: Sequence[Glyph]) -> bool:
    printed = sorted((glyph for glyph in row if not glyph.text.isspace()), key=_LEFT)
    return any(
        left.x1 - right.x0 > _OVER * min(left.x1 - left.x0, right.x1 - right.x0)
        and abs(left.base - right.base) > _OVER * min(left.size, right.size)
        for left, right in pairwise(printed)
    )


def split_at_gaps(row: Sequence[Glyph], gap: float) -> list[list[Glyph]]:
    """The printed characters of a line in pieces, cut where two are further apart than ``gap`` times their height."""
    pieces: list[list[Glyph]] = []
    piece: list[Glyph] = []
    end = size_before = 0.0
    for glyph in row:
        text, x0, _, x1, _, size, _ = glyph
        if text.isspace():
            continue
        if not pieces or x0 - end > gap * max(size_before, size):
            piece = []
            pieces.append(piece)
        piece.append(glyph)
        end, size_before = x1, size
    return pieces


def line_of(row: Sequence[Glyph]) -> Line | None:
    """The line of characters that are in order from left to right, None where all are blanks."""
    text: list[str] = []
    first, before, blank = None, -inf, False
    upper, end, lower = inf, -inf, -inf
    for glyph in row:
        character, x0, top, x1, bottom, _, _ = glyph
        if character.isspace():
            blank = True
            continue
        if first is None:
            first = glyph
        elif blank or x0 - before > _WORD_GAP:
            text.append(" ")
        text.append(character)
        if top < upper:
            upper = top
        if x1 > end:
            end = x1
        if bottom > lower:
            lower = bottom
        before, blank = x1, False
    if first is None:
        return None
    return Line("".join(text), first.x0, upper, end, lower, first.size)
