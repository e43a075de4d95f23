"""Where lines of text stand on an upright picture, in the cells of its tables and outside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.documents.scan.components import Components, components
from pipeline.documents.scan.image import Picture
from pipeline.documents.scan.rule import Rectangle

# A speck with a smaller side, as a share of a character, is no text.
_SPECK = 0.15
# Text is at least this high, and outside tables no higher than so many characters: more is a picture or a seal.
_LOWEST = 4
_HIGHEST = 4
# Where two lines touch, a row between them holds no more than this share of what the rows of a line hold.
_PRINTED_BETWEEN = 0.3
# Pieces of a line are further apart than this; a full-width comma leaves a little less.
_SAME_PIECE = 1.1
# Outside tables a wider gap parts two texts on one line.
_APART = 2.5
# Alone on its line, what is smaller than this share of a character and no longer than high is dirt, not a dash.
_DIRT = 0.36
_AS_HIGH = 1.7
# How much of the picture above and below a line goes with it, as a share of a character.
_ABOVE = 0.2
# A ruling line that leans or is curved runs no further from the side of its cell, as a share of a character.
_ASIDE = 0.5
# What begins so near to the edge of the picture, in dots, and is no larger than so many characters is a shadow there.
_EDGE = 10
_SHADOW = 1.5
# How far inside a cell its text begins.
_INSET = 1
# A stroke that runs through a cell ends no further from its lines, in dots, and is higher than so many characters.
_THROUGH = 5
# What is left of a line that is curved is no thicker, stands as near to the cell's line, and print is beside it.
_LEFT_OF_LINE = 3
# What stands at a cell's upper or lower line and is no higher than this share of a character is left of that line.
_REST_OF_LINE = 0.3
_AT_LINE = 2
_FEW_STROKES = 2
_HIGHER = 1.2


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of text: the rectangle to look at, the rows of its ink and the pieces of print as (from, to)."""

    x0: int
    top: int
    x1: int
    bottom: int
    inner_top: int
    inner_bottom: int
    pieces: tuple[tuple[int, int], ...]


def strips(text: Picture, area: Rectangle, size: float) -> list[Strip]:
    """The lines of text in a cell, from top to bottom. ``size`` is the usual height of a character in dots."""
    area = _beside_print(text, area, round(_ASIDE * size))
    x0, top, x1, bottom = area[0] + _INSET, area[1] + _INSET, area[2] - _INSET, area[3] - _INSET
    if x1 - x0 < _LOWEST or bottom - top < _LOWEST:
        return []
    dark = _without_strokes_through(_without_rest_of_lines(text[top:bottom, x0:x1], size), size)
    found = _lines(dark, x0, top, size)
    return [strip for strip in found if not _is_rest_of_line(strip, top, bottom, size)]


def _beside_print(text: Picture, area: Rectangle, reach: int) -> Rectangle:
    """The area of a cell with its sides where they cut no print, as the straight side of a line that leans may do."""
    x0, top, x1, bottom = area
    x0, x1 = (_uncut(text[top:bottom], side, reach) for side in (x0, x1))
    top, bottom = (_uncut(text[:, x0:x1].T, side, reach) for side in (top, bottom))
    return x0, top, x1, bottom


def _uncut(text: Picture, at: int, reach: int) -> int:
    """The blank column next to a side that runs through print; the side itself where none is near."""
    if not 0 < at < text.shape[1] or not (text[:, at - 1] & text[:, at]).any():
        return at
    first = max(at - reach, 0)
    blank = first + np.flatnonzero(~text[:, first : at + reach + 1].any(axis=0))
    return int(blank[np.argmin(np.abs(blank - at))]) if len(blank) else at


def _is_rest_of_line(strip: Strip, top: int, bottom: int, size: float) -> bool:
    """Whether a strip is what a line that leans or is curved leaves at the upper or lower side of its cell."""
    height, at = strip.inner_bottom - strip.inner_top, min(strip.inner_top - top, bottom - strip.inner_bottom)
    if height <= _LEFT_OF_LINE:
        return at + height <= _THROUGH
    return height <= _REST_OF_LINE * size and at <= _AT_LINE


def _lines(dark: Picture, x0: int, top: int, size: float) -> list[Strip]:
    """The lines of text in an area with one column of text, of which the upper left corner is given."""
    x1, bottom = x0 + dark.shape[1], top + len(dark)
    bands = _bands(dark, size)
    found = []
    for index, (start, end) in enumerate(bands):
        pieces = _without_dirt(dark[start:end], _pieces(dark[start:end], _SAME_PIECE * size), size)
        if not pieces or (end - start < _LOWEST and all(b - a < size / 4 for a, b in pieces)):
            continue
        above = bands[index - 1][1] if index else 0
        below = bands[index + 1][0] if index + 1 < len(bands) else bottom - top
        margin = max(round(_ABOVE * size), round((0.9 * size - (end - start)) / 2))
        found.append(
            Strip(
                x0,
                top + max(start - margin, above),
                x1,
                top + min(end + margin, below),
                top + start,
                top + end,
                tuple((x0 + a, x0 + b) for a, b in pieces),
            )
        )
    return found


def _without_dirt(dark: Picture, pieces: list[tuple[int, int]], size: float) -> list[tuple[int, int]]:
    """The pieces of a line of text that are no specks of dirt far from all others."""
    return [(a, b) for a, b in pieces if b - a > _DIRT * size or not _is_speck(dark[:, a:b], size)]


def _is_speck(piece: Picture, size: float) -> bool:
    rows = np.flatnonzero(piece.any(axis=1))
    sides = sorted((int(rows[-1] - rows[0] + 1), piece.shape[1]))
    return bool(sides[1] <= _DIRT * size and sides[1] <= _AS_HIGH * sides[0])


def _without_rest_of_lines(dark: Picture, size: float) -> Picture:
    """The print of a cell without what a curved line leaves at its upper or lower side, as thin as it: no dash."""
    rest = np.zeros(dark.shape[1], dtype=np.bool_)
    printed = dark > 0
    height = np.count_nonzero(printed, axis=0)
    for near in (printed[:_THROUGH], printed[-_THROUGH:]):
        rest |= (height > 0) & (height <= _LEFT_OF_LINE) & (np.count_nonzero(near, axis=0) == height)
    if not rest.any():
        return dark
    dark = dark.copy()
    for start, end in _runs(rest):
        is_alone = not (start and height[start - 1]) and not (end < len(height) and height[end])
        if is_alone and end - start > _DIRT * size:
            dark[:, start:end] = 0
    return dark


def _without_strokes_through(dark: Picture, size: float) -> Picture:
    """The print of a cell without what runs through it from its upper line to its lower one.

    That is a stamp or a stroke of a pen over the table, a line that is none of it, or at a side of the cell what is
    left of its own line; alone it looks like a 1. Large type in a low row is wider, or there is more of it.
    """
    height, width = dark.shape
    if not (dark[:_THROUGH].any() and dark[-_THROUGH:].any()):
        return dark
    is_high = height >= _HIGHER * size
    if not is_high and not (dark[:, :_THROUGH].any() or dark[:, -_THROUGH:].any()):
        return dark
    found = components(np.ascontiguousarray(dark))
    runs_through = (found.top < _THROUGH) & (found.top + found.height > height - _THROUGH)
    at_side = (
        (found.top <= _AT_LINE)
        & (found.top + found.height >= height - _AT_LINE)
        & (
            (found.left + found.width <= _LEFT_OF_LINE + _AT_LINE) & (found.left <= _AT_LINE)
            | (found.left >= width - _LEFT_OF_LINE - _AT_LINE) & (found.left + found.width >= width - _AT_LINE)
        )
    )
    runs_through &= (found.height > _HIGHER * size) & (found.height > 2 * found.width)
    return found.removed(dark, at_side | (runs_through & (np.count_nonzero(runs_through) <= _FEW_STROKES)))


def outside(text: Picture, cells: Sequence[Rectangle], size: float) -> list[Strip]:
    """The lines of text that stand in none of the cells; parts of a line that stand far apart are lines themselves."""
    rest = _without_pictures(text, size)
    for x0, top, x1, bottom in cells:
        rest[max(top, 0) : bottom, max(x0, 0) : x1] = 0
    margin = _INSET + round(0.25 * size)
    found: list[Strip] = []
    for top, bottom in _runs(np.count_nonzero(rest, axis=1) > 0):
        for x0, x1 in _pieces(rest[top:bottom], _APART * size):
            area = (
                max(x0 - margin, 0),
                max(top - margin, 0),
                min(x1 + margin, rest.shape[1]),
                min(bottom + margin, rest.shape[0]),
            )
            alone = np.zeros((area[3] - area[1], area[2] - area[0]), dtype=np.uint8)
            inner = slice(top - area[1], bottom - area[1]), slice(x0 - area[0], x1 - area[0])
            alone[inner] = rest[top:bottom, x0:x1]
            within = alone[_INSET:-_INSET, _INSET:-_INSET]
            if min(within.shape) >= _LOWEST:
                found.extend(_lines(within, area[0] + _INSET, area[1] + _INSET, size))
    height, width = text.shape
    inside = (_EDGE, _EDGE, width - _EDGE, height - _EDGE)
    return [strip for strip in found if not _is_at_line(strip, cells, size) and not _is_shadow(strip, inside, size)]


def _ink(strip: Strip) -> Rectangle:
    return strip.pieces[0][0], strip.inner_top, strip.pieces[-1][1], strip.inner_bottom


def _is_at_line(strip: Strip, cells: Sequence[Rectangle], size: float) -> bool:
    """Whether a strip is what a line of a table leaves beside its cells: thin, and at the side of one."""
    x0, top, x1, bottom = _ink(strip)
    if min(x1 - x0, bottom - top) > _REST_OF_LINE * size:
        return False
    return any(
        x0 <= cell[2] + _THROUGH
        and cell[0] - _THROUGH <= x1
        and top <= cell[3] + _THROUGH
        and cell[1] - _THROUGH <= bottom
        for cell in cells
    )


def _is_shadow(strip: Strip, inside: Rectangle, size: float) -> bool:
    """Whether a strip is a spot at the edge of the picture, where paper ends."""
    x0, top, x1, bottom = _ink(strip)
    is_at_edge = x0 <= inside[0] or top <= inside[1] or x1 >= inside[2] or bottom >= inside[3]
    return is_at_edge and max(x1 - x0, bottom - top) <= _SHADOW * size


def _without_pictures(text: Picture, size: float) -> Picture:
    """What is printed without what hangs together and is higher than a line: pictures, seals, frames."""
    joined = cv2.morphologyEx(text, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
    found = components(np.asarray(joined, dtype=np.uint8))
    return found.removed(text, found.height > _HIGHEST * size)


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
    """A band that is too high for one line in as many as it holds; large characters have no rows with little print."""
    top, bottom = band
    if round((bottom - top) / (1.25 * size)) < 2:
        return [band]
    size = max(size, character_size(dark[top:bottom]))
    count = round((bottom - top) / (1.25 * size))
    if count < 2:
        return [band]
    profile = np.count_nonzero(dark[top:bottom], axis=1)
    cuts = [top]
    for number in range(1, count):
        expected = (bottom - top) * number / count
        near = np.arange(int(expected - 0.35 * size), int(expected + 0.35 * size) + 1)
        near = near[(near > 0) & (near < bottom - top)]
        row = int(min(near, key=lambda row: (profile[row], abs(row - expected))))
        if profile[row] > _PRINTED_BETWEEN * np.percentile(profile, 75):
            return [band]
        cuts.append(top + row)
    cuts.append(bottom)
    return [(start, end) for start, end in pairwise(cuts)]


def _pieces(dark: Picture, gap: float) -> list[tuple[int, int]]:
    """The printed parts along a line, put together over gaps narrower than ``gap``."""
    pieces: list[tuple[int, int]] = []
    for start, end in _runs(np.count_nonzero(dark, axis=0) > 0):
        if pieces and start - pieces[-1][1] < gap:
            pieces[-1] = pieces[-1][0], end
        else:
            pieces.append((start, end))
    return pieces


def without_specks(dark: Picture, size: float) -> Picture:
    """What is printed without dirt; what is left out is smaller than a decimal point, or one that stands alone."""
    found = components(dark)
    return found.removed(dark, are_specks(found, size))


def are_specks(pieces: Components, size: float) -> npt.NDArray[np.bool_]:
    """Which pieces are too small to be print."""
    return np.asarray(pieces.area <= (_SPECK * size) ** 2)


def character_size(dark: Picture) -> float:
    """The usual height of a character in dots: of what hangs together, the larger part of the common heights."""
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 5)))
    found = components(np.asarray(joined, dtype=np.uint8))
    heights = found.height
    usual = heights[(heights >= 10) & (heights <= 80) & (found.width <= 4 * heights)]
    return float(np.percentile(usual, 75)) if len(usual) else 28.0
