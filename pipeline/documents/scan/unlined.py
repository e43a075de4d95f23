"""A picture without its ruling lines, for the text that stands between them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, starmap
from statistics import median

import numpy as np

from pipeline.documents.scan.image import Picture
from pipeline.documents.scan.print_of_lines import (
    ALL_ALONG,
    BESIDE,
    FAINTEST,
    LONGEST_STROKE,
    REACHES,
    THICKEST,
    printed_rows,
)
from pipeline.documents.scan.rule import Rule

# How much a line leans at most, as a share of its length.
_LEANING = 0.005


def without(picture: Picture, lines: Sequence[Rule]) -> Picture:
    """The picture with these ruling lines in the color of the paper beside them.

    A page that was not flat has lines that lean a little: they are followed piece by piece.
    """
    clean = picture.copy()
    height, width = picture.shape
    for rule in lines:
        top, bottom = max(rule.top - 1, 0), min(rule.bottom + 1, height)
        x0, x1 = max(rule.x0 - 1, 0), min(rule.x1 + 1, width)
        if rule.is_level:
            beside = picture[[max(top - BESIDE, 0), min(bottom + BESIDE, height) - 1], x0:x1]
        else:
            beside = picture[top:bottom, [max(x0 - BESIDE, 0), min(x1 + BESIDE, width) - 1]]
        paper = np.median(beside)
        across, shown = (picture, clean) if rule.is_level else (picture.T, clean.T)
        start, end, upper, lower = (x0, x1, top, bottom) if rule.is_level else (top, bottom, x0, x1)
        for first, last, left, right in _followed(across, start, end, upper, lower):
            shown[first:last, left:right] = paper
    return clean


def _followed(across: Picture, start: int, end: int, upper: int, lower: int) -> Iterator[tuple[int, int, int, int]]:
    """First and last row, left and right of a level line: its rectangle, or its pieces where it leans or is curved.

    Such a line shows at one of its ends that it leaves the rectangle or does not fill it; a text may stand in the rest.
    """
    count = max((end - start) // LONGEST_STROKE, 1)
    edges = [start + (end - start) * number // count for number in range(count + 1)]
    reach = min(THICKEST, REACHES + round(_LEANING * (end - start)))
    top, bottom = max(upper - reach, 0), lower + reach

    def rows(left: int, right: int) -> tuple[int, int] | None:
        around = across[top:bottom, left:right]
        first, last = printed_rows(around)
        is_line = last - first <= lower - upper + REACHES and _is_over_all(around, first, last)
        return (top + first, top + last) if is_line else None

    ends = (rows(*edges[:2]), rows(*edges[-2:])) if count > 1 else ()
    fills = lower - upper - 2 * REACHES
    if not any(found[0] < upper or found[1] > lower or found[1] - found[0] <= fills for found in ends if found):
        yield upper, lower, start, end
        return
    pieces = list(_in_one(list(starmap(rows, pairwise(edges))), (upper + 1, lower - 1)))
    # What a line leans in one piece shows in no row over most of it.
    beside = 1 + int((pieces[0][0] - upper + lower - pieces[0][1]) / count)
    for (left, right), (first, last) in zip(pairwise(edges), pieces, strict=True):
        yield max(first - beside, 0), last + beside, left, right


def _in_one(pieces: Sequence[tuple[int, int] | None], whole: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """First and last row of each piece of a line; where print hides one, those from the piece before to the one behind.

    A piece is as thick as most, and the line goes on in it.
    """
    usual = median(last - first for first, last in filter(None, pieces))
    known = [found if found and abs(found[1] - found[0] - usual) <= REACHES else None for found in pieces]
    for number, found in enumerate(known):
        before = next(filter(None, reversed(known[:number])), None)
        behind = next(filter(None, known[number + 1 :]), None)
        near = [other for other in (before, behind) if other]
        if found and (not near or any(abs(sum(found) - sum(other)) <= 2 * REACHES for other in near)):
            near = [found]
        elif not near:
            near = [whole]
        yield min(first for first, _ in near), max(last for _, last in near)


def _is_over_all(around: Picture, first: int, last: int) -> bool:
    """Whether rows are darker than paper in nearly every column, as a line is and a text is not."""
    darkest = around[first:last].min(axis=0)
    is_dark = np.median(darkest) < np.median(around.max(axis=0)) - FAINTEST
    return bool(is_dark) and float(np.mean(darkest < np.median(darkest) + 2 * FAINTEST)) >= ALL_ALONG
