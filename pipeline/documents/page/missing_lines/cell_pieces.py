"""What the cells of a grid print, line by line: texts that stand apart, and an amount apart from what it touches."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeline.documents.page.grid import GridCell
from pipeline.documents.page.lines import rows_of, split_at_gaps
from pipeline.documents.page.model import Glyph

AMOUNT = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2,6}|[-−]?\d{1,3}(?:,\d{3})+")
_AMOUNT_BEFORE = re.compile(rf"({AMOUNT.pattern})([^\d.,%％].*)")
_AMOUNT_BEHIND = re.compile(rf"(.*[^\d.,%％-])({AMOUNT.pattern})")
# Figures that say that there is nothing.
NIL = frozenset({"-", "—", "——", "/"})
# Texts of a line are apart by this part of their height.
GAP = 0.5
# By what part of the width of its cell a text in its middle is off it.
_OFF_MIDDLE = 0.12
# A text stands across an edge that is further inside it, in points.
ACROSS = 1.0

Piece = tuple[float, float, str]
# The characters of cells, by the row and column in which a cell begins.
Inside = Mapping[tuple[int, int], Sequence[Glyph]]


def is_amount_in(cell: GridCell) -> bool:
    """Whether a cell prints an amount of money, among whatever else."""
    return any(_holds_amount(line.text) for line in cell.lines)


@lru_cache(4096)
def _holds_amount(text: str) -> bool:
    return any(map(AMOUNT.fullmatch, text.split()))


def glyphs_of(cells: Sequence[GridCell], glyphs: Sequence[Glyph]) -> dict[tuple[int, int], list[Glyph]]:
    """The characters in each of these cells, by the row and column in which it begins."""
    placed = sorted(((g.top + g.bottom) / 2, number) for number, g in enumerate(glyphs)) if cells else []
    heights = [height for height, _ in placed]
    found: dict[tuple[int, int], list[Glyph]] = {}
    for cell in cells:
        beside = placed[bisect_left(heights, cell.box.top) : bisect_left(heights, cell.box.bottom)]
        inside = [glyphs[number] for number in sorted(number for _, number in beside)]
        found[cell.row, cell.col] = [g for g in inside if cell.box.x0 <= (g.x0 + g.x1) / 2 < cell.box.x1]
    return found


def pieces_of(glyphs: Sequence[Glyph], gap: float = GAP) -> list[list[Piece]]:
    """The texts of each line, left to right: where they begin and end, and their characters."""
    return [
        [
            (part[0].x0, part[-1].x1, "".join(glyph.text for glyph in part))
            for piece in split_at_gaps(row, gap)
            for part in _at_amount(piece)
        ]
        for row in rows_of(glyphs)
    ]


def _at_amount(piece: list[Glyph]) -> list[list[Glyph]]:
    """A text cut behind the amount that it begins with, or before the one that it ends with."""
    text = "".join(glyph.text for glyph in piece)
    touching = _AMOUNT_BEFORE.fullmatch(text) or _AMOUNT_BEHIND.fullmatch(text)
    if touching is None or len(text) != len(piece):
        return [piece]
    return [piece[: touching.end(1)], piece[touching.end(1) :]]


def is_centred(glyphs: Sequence[Glyph], left: float, right: float) -> bool:
    """Whether characters stand in the middle between two edges."""
    middle = (min(glyph.x0 for glyph in glyphs) + max(glyph.x1 for glyph in glyphs)) / 2
    return abs(middle - (left + right) / 2) <= _OFF_MIDDLE * (right - left)
