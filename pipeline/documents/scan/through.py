"""Print of the other side of the sheet that shows through thin paper: taken off, as it is no print of this page.

Faint print beside dark print may also be the page's own (a pale stamp, a copy of a copy). What it is is told by reading
it: print of the other side reads better in a mirror.
"""

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.documents.scan import engine
from pipeline.documents.scan.components import components
from pipeline.documents.scan.image import Picture

# At half the resolution: strokes are thinner than this, in dots, and print is so much darker than paper.
_STROKE = 17
_FAINTEST = 12
# What shows through is fainter than this share of the dark print, and hardly anything is between that and the other
# share; there are so many pieces of both, in dots as high.
_FAINT = 0.45
_BETWEEN = 0.65
_FEW_BETWEEN = 0.25
_FEWEST_FAINT = 10
_FEWEST_DARK = 5
_HEIGHTS = (5, 40)
_NARROWEST = 3
# Characters of a line are no further apart and rulings at least as long, in dots; so many lines of text are read.
_JOINED = 15
_RULING = 40
_WIDE = 4
_LINES = 6
_FEWEST_LINES = 3
# How sure the half of the lines that is read best must be in a mirror, and by how much surer than as it stands.
_SURE = 0.7
_SURER = 0.1
# Darker than most of what shows through: by this share.
_MORE = 1.15
_MIRRORS: tuple[Callable[[Picture], Picture], ...] = (np.fliplr, np.flipud)


def without_other_side(picture: Picture) -> Picture:
    """The picture, gray, without what shows through from the other side; the same picture where nothing does."""
    small = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    depth = _depth(np.asarray(small, dtype=np.uint8), _STROKE)
    printed = (depth >= _FAINTEST).astype(np.uint8)
    found = components(printed)
    is_print = (found.height >= _HEIGHTS[0]) & (found.height <= _HEIGHTS[1])
    is_print &= (found.width >= _NARROWEST) & (found.width <= _WIDE * found.height)
    if np.count_nonzero(is_print) < _FEWEST_FAINT + _FEWEST_DARK:
        return picture
    deepest = found.highest(depth)
    dark = float(np.sort(deepest[is_print])[-_FEWEST_DARK])
    faint = is_print & (deepest < _FAINT * dark)
    between = is_print & ~faint & (deepest < _BETWEEN * dark)
    if np.count_nonzero(faint) < max(_FEWEST_FAINT, np.count_nonzero(between) / _FEW_BETWEEN):
        return picture
    level = _MORE * float(np.percentile(deepest[faint], 95))
    shown = np.clip(255 - depth.astype(np.float32) * (200 / level), 0, 255).astype(np.uint8)
    near_print = cv2.dilate((depth >= _FAINT * dark).astype(np.uint8), np.ones((5, 5), np.uint8))
    shown[near_print > 0] = 255
    if not _is_mirrored(shown):
        return picture
    return _lifted(picture, level, dark)


def _depth(picture: Picture, stroke: int) -> Picture:
    """How much darker each dot is than the paper around it."""
    smooth = cv2.GaussianBlur(picture, (3, 3), 0)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (stroke, stroke))
    return np.asarray(cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, kernel), dtype=np.uint8)


def _is_mirrored(faint: Picture) -> bool:
    """Whether the longest lines of text of a picture, as far as they are clear, read better in a mirror."""
    lines = [cv2.resize(line, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC) for line in _lines_of(faint)]
    if len(lines) < _FEWEST_LINES:
        return False

    def sureness(turned: Callable[[Picture], Picture]) -> float:
        read = engine.recognise([np.ascontiguousarray(turned(np.asarray(line, dtype=np.uint8))) for line in lines])
        return float(np.mean(sorted(recognised.score for recognised in read)[len(read) // 2 :]))

    enough = max(sureness(np.asarray) + _SURER, _SURE)
    return any(sureness(mirror) >= enough for mirror in _MIRRORS)


def _lines_of(faint: Picture) -> list[Picture]:
    """The longest lines of text, without ruling lines."""
    dark = (faint < 255 - 100).astype(np.uint8)
    for shape in ((_RULING, 1), (1, _RULING)):
        long = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        dark[cv2.dilate(long, np.ones((3, 3), np.uint8)) > 0] = 0
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (_JOINED, 3)))
    found = components(np.asarray(joined, dtype=np.uint8))
    is_line = (found.height >= _HEIGHTS[0]) & (found.height <= _HEIGHTS[1]) & (found.width >= _WIDE * found.height)
    chosen = sorted(np.flatnonzero(is_line).tolist(), key=lambda index: -int(found.width[index]))[:_LINES]
    lines = []
    for index in chosen:
        left, top = int(found.left[index]), int(found.top[index])
        right, bottom = left + int(found.width[index]), top + int(found.height[index])
        lines.append(faint[max(top - 2, 0) : bottom + 2, max(left - 2, 0) : right + 2])
    return lines


def _lifted(picture: Picture, level: float, dark: float) -> Picture:
    """The picture with what is no darker than ``level`` as light as paper; dark print stays as dark as it is."""
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (2 * _STROKE - 3, 2 * _STROKE - 3))
    paper = cv2.morphologyEx(cv2.GaussianBlur(picture, (5, 5), 0), cv2.MORPH_CLOSE, kernel).astype(np.float32)
    depth: npt.NDArray[np.float32] = np.maximum(paper - picture - np.float32(level), 0)
    return np.clip(paper - depth * np.float32(dark / (dark - level)), 0, 255).astype(np.uint8)
