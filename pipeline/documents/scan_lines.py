"""Where lines stand on an upright picture: ruling lines as edges of tables, and lines of text as rectangles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.documents.scan_image import Picture

# Dots at 200 to the inch. A ruling line is at least this long, and a shorter gap in it is a flaw of the print.
_SHORTEST = 36
_FLAW = 12
# How thick a ruling line may be.
_THICKEST = 11
# A speck that is no larger is no text.
_SPECK = 3
_LOWEST = 4


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line: rectangle of its ink, ``is_level`` where it runs from left to right."""

    x0: int
    top: int
    x1: int
    bottom: int
    is_level: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of text: its rectangle, end exclusive, and the printed pieces in it as (from, to) along the line."""

    x0: int
    top: int
    x1: int
    bottom: int
    pieces: tuple[tuple[int, int], ...]

    @property
    def height(self) -> int:
        """Its height in dots."""
        return self.bottom - self.top


def rules(dark: Picture) -> list[Rule]:
    """The ruling lines of what is printed, level ones first."""
    return [
        *(Rule(x0, top, x1, bottom, True) for x0, top, x1, bottom in _level(dark)),
        *(
            Rule(x0, top, x1, bottom, False)
            for top, x0, bottom, x1 in _level(np.ascontiguousarray(dark.T))
        ),
    ]


def _level(dark: Picture) -> Iterator[tuple[int, int, int, int]]:
    thick = cv2.dilate(dark, cv2.getStructuringElement(cv2.MORPH_RECT, (1, 3)))
    opened = cv2.morphologyEx(thick, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (_SHORTEST, 1)))
    joined = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (_FLAW, 1)))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for label in range(1, count):
        left, top, width, height, area = (int(value) for value in stats[label])
        if area / width <= _THICKEST + 2 and height <= _THICKEST + 2 + 0.01 * width:
            yield left, top, left + width, top + height


def without(dark: Picture, lines: Sequence[Rule]) -> Picture:
    """What is printed apart from these ruling lines."""
    rest = dark.copy()
    for rule in lines:
        grown = (1, 2) if rule.is_level else (2, 1)
        rest[max(rule.top - grown[1], 0) : rule.bottom + grown[1], max(rule.x0 - grown[0], 0) : rule.x1 + grown[0]] = 0
    return rest


def strips(dark: Picture, size: float) -> list[Strip]:
    """The lines of text in a cell, or in any area with one column of text, from top to bottom.

    ``size`` is the usual height of a character in dots.
    """
    found = []
    for top, bottom in _bands(dark, size):
        pieces = _pieces(dark[top:bottom], size)
        if pieces and bottom - top >= _LOWEST or any(end - start > size / 4 for start, end in pieces):
            found.append(Strip(pieces[0][0], top, pieces[-1][1], bottom, tuple(pieces)))
    return found


def _runs(printed: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], printed.astype(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _bands(dark: Picture, size: float) -> list[tuple[int, int]]:
    """Rows that hold print, put together where a character has a gap in it, cut where two lines touch."""
    bands: list[tuple[int, int]] = []
    for top, bottom in _runs(np.count_nonzero(dark, axis=1) > 0):
        if bands:
            above, below = bands[-1][1] - bands[-1][0], bottom - top
            is_part = min(above, below) < 0.6 * size
            if is_part and bottom - bands[-1][0] <= 1.15 * size and top - bands[-1][1] < 0.45 * size:
                bands[-1] = bands[-1][0], bottom
                continue
        bands.append((top, bottom))
    return [part for band in bands for part in _cut(dark, band, size)]


def _cut(dark: Picture, band: tuple[int, int], size: float) -> list[tuple[int, int]]:
    """A band that is too high for one line in as many as it holds, cut where least is printed."""
    top, bottom = band
    count = round((bottom - top) / (1.25 * size))
    if count < 2:
        return [band]
    profile = np.count_nonzero(dark[top:bottom], axis=1)
    cuts = [top]
    for number in range(1, count):
        expected = (bottom - top) * number / count
        near = np.arange(int(expected - 0.35 * size), int(expected + 0.35 * size) + 1)
        near = near[(near > 0) & (near < bottom - top)]
        cuts.append(top + int(min(near, key=lambda row: (profile[row], abs(row - expected)))))
    cuts.append(bottom)
    return [(start, end) for start, end in zip(cuts, cuts[1:], strict=False)]


def _pieces(dark: Picture, size: float) -> list[tuple[int, int]]:
    """The printed parts along a line, put together over gaps narrower than a character."""
    pieces: list[tuple[int, int]] = []
    for start, end in _runs(np.count_nonzero(dark, axis=0) > 0):
        if pieces and start - pieces[-1][1] < 0.8 * size:
            pieces[-1] = pieces[-1][0], end
        else:
            pieces.append((start, end))
    return pieces


def without_specks(dark: Picture) -> Picture:
    """What is printed without single dots of dirt."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    keep = (stats[:, cv2.CC_STAT_AREA] > _SPECK).astype(np.uint8) * 255
    keep[0] = 0
    return np.asarray(keep[labels], dtype=np.uint8) if count > 1 else dark


def character_size(dark: Picture) -> float:
    """The usual height of a character in dots: of what hangs together, the larger part of the common heights."""
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 5)))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    widths = stats[1:, cv2.CC_STAT_WIDTH]
    usual = heights[(heights >= 10) & (heights <= 80) & (widths <= 4 * heights)]
    return float(np.percentile(usual, 75)) if len(usual) else 28.0
