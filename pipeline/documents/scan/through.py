"""Print of the other side of the sheet that shows through thin paper: taken off, as it is no print of this page.

Faint print beside dark print may also be the page's own (a pale stamp, a copy of a copy). What it is is told by reading
it: print of the other side reads better in a mirror.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.documents.scan import engine
from pipeline.documents.scan.components import Components, components
from pipeline.documents.scan.image import Picture

Mask = npt.NDArray[np.bool_]

# At half the resolution: strokes are thinner than this, in dots, and print is so much darker than paper.
_STROKE = 17
_FAINTEST = 12
# Pale print is so many pieces, in dots as high and as wide, none darker; hardly any is darker by less than this factor,
# and the page's own print begins below this share of its darkest dots, which are so many.
_HEIGHTS = (5, 40)
_NARROWEST = 3
_FEWEST_PALE = 10
_DARKEST_PALE = 90
_STEP = 1.45
_FEW_DARKER = 0.25
_OWN = 0.65
_DARKEST = 400
# So many dots beside a stroke are darker than paper.
_HALO = 7
# Characters of a line are no further apart and rulings at least as long, in dots; so many lines of text are read.
_JOINED = 15
_RULING = 40
_WIDE = 4
_LINES = 6
_FEWEST_LINES = 2
# The print of the page hides so much of a line.
_HIDDEN = 0.03
# How sure the half of the lines that is read best must be in a mirror, and by how much surer than as it stands.
_SURE = 0.7
_SURER = 0.1
# Darker than most of what shows through: by this share.
_MORE = 1.15
_MIRRORS: tuple[Callable[[Picture], Picture], ...] = (np.fliplr, np.flipud)


class OtherSide(NamedTuple):
    """How dark what shows through is at most, and where the page's own print begins."""

    level: float
    own: float


class Front(NamedTuple):
    """A page without what shows through from its other side, and how that showed, None where nothing did."""

    picture: Picture
    other_side: OtherSide | None


def front_of(picture: Picture, known: OtherSide | None = None) -> Front:
    """The picture, gray, without what shows through from the other side; the same picture where nothing does.

    ``known`` is how the other side showed on a page before of the same document: then a line is enough to tell.
    """
    small = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    depth = _depth(np.asarray(small, dtype=np.uint8), _STROKE)
    counts = cv2.calcHist([depth], [0], None, [256], [0, 256])
    dark = 255 - int(np.argmax(np.cumsum(counts[::-1]) >= _DARKEST))
    other_side = _pale_print(_depths_of_print(depth)) or known
    if other_side is None or other_side.own >= _OWN * dark:
        return Front(picture, None)
    level, own = other_side
    shown = np.clip(255 - depth.astype(np.float32) * (200 / level), 0, 255).astype(np.uint8)
    hidden = cv2.dilate((depth >= own).astype(np.uint8), np.ones((_HALO, _HALO), np.uint8)) > 0
    shown[hidden] = 255
    lines = _lines_of(shown, (depth >= _FAINTEST) & ~hidden, hidden)
    if not _are_mirrored(lines, is_known=known is not None):
        return Front(picture, None)
    return Front(_lifted(picture, level, dark), other_side)


def _depths_of_print(depth: Picture) -> Picture:
    """How dark each piece of print is that is as high and as wide as a character or a few that touch."""
    found = components((depth >= _FAINTEST).astype(np.uint8))
    is_print = (found.height >= _HEIGHTS[0]) & (found.height <= _HEIGHTS[1])
    is_print &= (found.width >= _NARROWEST) & (found.width <= _WIDE * found.height)
    return np.asarray(found.highest(depth)[is_print], dtype=np.uint8)


def _pale_print(pieces: Picture) -> OtherSide | None:
    """The pale print of a page where hardly anything is a little darker; None where there is none.

    The page's own print may hang together with lines that show through, so that all its pieces are larger.
    """
    steps = np.arange(_FAINTEST, _DARKEST_PALE)
    pale = np.array([np.count_nonzero(pieces < step) for step in steps])
    darker = np.array([np.count_nonzero((pieces >= step) & (pieces < step * _STEP)) for step in steps])
    share = np.where(pale >= _FEWEST_PALE, darker / np.maximum(pale, 1), np.inf)
    best = int(share.argmin())
    if share[best] > _FEW_DARKER:
        return None
    own = float(steps[best])
    return OtherSide(_MORE * float(np.percentile(pieces[pieces < own], 95)), own)


def _depth(picture: Picture, stroke: int) -> Picture:
    """How much darker each dot is than the paper around it."""
    smooth = cv2.GaussianBlur(picture, (3, 3), 0)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (stroke, stroke))
    return np.asarray(cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, kernel), dtype=np.uint8)


def _are_mirrored(lines: Sequence[Picture], *, is_known: bool) -> bool:
    """Whether lines of text, as far as they are clear, read better in a mirror."""
    if len(lines) < (1 if is_known else _FEWEST_LINES):
        return False
    large = [cv2.resize(line, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC) for line in lines]

    def sureness(turned: Callable[[Picture], Picture]) -> float:
        read = engine.recognise([np.ascontiguousarray(turned(np.asarray(line, dtype=np.uint8))) for line in large])
        return float(np.mean(sorted(recognised.score for recognised in read)[len(read) // 2 :]))

    as_it_stands = sureness(np.asarray)
    enough = as_it_stands if is_known else max(as_it_stands + _SURER, _SURE)
    return any(sureness(mirror) > enough for mirror in _MIRRORS)


def _lines_of(faint: Picture, printed: Mask, hidden: Mask) -> list[Picture]:
    """The longest lines of text, without ruling lines; those first of which the print of the page hides nothing."""
    dark = printed.astype(np.uint8)
    for shape in ((_RULING, 1), (1, _RULING)):
        long = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        dark[cv2.dilate(long, np.ones((3, 3), np.uint8)) > 0] = 0
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (_JOINED, 3)))
    found = components(np.asarray(joined, dtype=np.uint8))
    is_line = (found.height >= _HEIGHTS[0]) & (found.height <= _HEIGHTS[1]) & (found.width >= _WIDE * found.height)
    boxes = [_around(found, index) for index in np.flatnonzero(is_line).tolist()]
    boxes.sort(key=lambda box: (bool(hidden[box].mean() > _HIDDEN), box[1].start - box[1].stop))
    return [faint[box] for box in boxes[:_LINES]]


def _around(found: Components, index: int) -> tuple[slice, slice]:
    """A piece with a margin."""
    left, top = int(found.left[index]), int(found.top[index])
    right, bottom = left + int(found.width[index]), top + int(found.height[index])
    return np.s_[max(top - 2, 0) : bottom + 2, max(left - 2, 0) : right + 2]


def _lifted(picture: Picture, level: float, dark: float) -> Picture:
    """The picture with what is no darker than ``level`` as light as paper; dark print stays as dark as it is."""
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (2 * _STROKE - 3, 2 * _STROKE - 3))
    paper = cv2.morphologyEx(cv2.GaussianBlur(picture, (5, 5), 0), cv2.MORPH_CLOSE, kernel).astype(np.float32)
    depth: npt.NDArray[np.float32] = np.maximum(paper - picture - np.float32(level), 0)
    return np.clip(paper - depth * np.float32(dark / (dark - level)), 0, 255).astype(np.uint8)
