"""A picture of a page made upright: its skew measured on ruling lines or lines of text, and taken out.

Pictures are gray, dark on light, 200 dots to the inch, as arrays of rows; measures are dots unless points are said.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.documents.model import Box
from pipeline.documents.scan.components import components

# Documents are read in parallel, so a document takes one processor.
cv2.setNumThreads(1)

Picture: TypeAlias = npt.NDArray[np.uint8]

DPI = 200
"""At how many dots per inch pages are looked at; the engine takes lines of 48 dots, which is 17 points here."""
POINT = 72 / DPI
"""Points per pixel."""

# Skews are looked for up to this many degrees; what is smaller than the second stays.
_MOST_SKEW = 6.0
_LEAST_SKEW = 0.02
# A ruling line that tells the skew is this long, in dots, and this many of them are needed.
_TELLING = 150
_ENOUGH = 3
# Characters of one line are no further apart, in dots; lines are.
_JOINED = 8
_BLOCK = 41
_DARKER = 12
# No stroke is thicker, in dots, and the faintest print is so much darker than the paper around it.
_STROKE = 31
_FAINTEST = 28
# So many dots of a page are print; where they are paler than the first, thin strokes are so in proportion, and where
# they are paler than the second it is dirt.
_PRINT = 1600
_USUAL = 110
_LEAST_PRINT = 50


@dataclass(frozen=True, slots=True)
class Placing:
    """Where an upright picture stands on the page as displayed: the two rows of an affine matrix over pixels."""

    across: tuple[float, float, float] = (1.0, 0.0, 0.0)
    down: tuple[float, float, float] = (0.0, 1.0, 0.0)

    def displayed(self, box: Box) -> Box:
        """The box, in points, around a box of the upright picture where it stands on the page as displayed."""
        corners = [(x / POINT, y / POINT) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
        xs, ys = ([(row[0] * x + row[1] * y + row[2]) * POINT for x, y in corners] for row in (self.across, self.down))
        return Box(*(round(value, 2) for value in (min(xs), min(ys), max(xs), max(ys))))


@dataclass(frozen=True, slots=True)
class Upright:
    """A picture without skew and how it stands on the page as displayed."""

    picture: Picture
    placing: Placing = Placing()


def ink(picture: Picture) -> Picture:
    """255 where something is printed: darker than its surroundings, so that shading and gray paper do not count.

    Beside the edge of a shaded cell its paper is darker than the mean; it is as light as the lightest paper near it.
    """
    smooth = cv2.GaussianBlur(picture, (3, 3), 0)
    depth = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, cv2.getStructuringElement(cv2.MORPH_RECT, (_STROKE, _STROKE)))
    pale = _paleness(np.asarray(depth, dtype=np.uint8))
    dark = cv2.adaptiveThreshold(
        smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _BLOCK, round(_DARKER * pale)
    )
    return np.asarray(cv2.bitwise_and(dark, dark, mask=(depth >= _FAINTEST * pale).astype(np.uint8)), dtype=np.uint8)


def _paleness(depth: Picture) -> float:
    """How dark the print of a page is as a share of what makes thin strokes as dark as is looked for, at most 1.

    Where nothing is dark there is no print.
    """
    # A quarter of the dots is enough to tell.
    counts = 4 * cv2.calcHist([np.ascontiguousarray(depth[::2, ::2])], [0], None, [256], [0, 256])
    darkest = 255 - int(np.argmax(np.cumsum(counts[::-1]) >= _PRINT))
    return darkest / _USUAL if _LEAST_PRINT <= darkest < _USUAL else 1.0


def upright(picture: Picture, turns: int) -> Upright:
    """The picture turned by so many quarters against the clock, and without its skew."""
    placing = _PLACED[turns % 4](*picture.shape)
    turned = np.ascontiguousarray(np.rot90(picture, turns))
    dark = ink(turned)
    skew = skew_of_lines(dark)
    if skew is None:
        skew = skew_of_text(dark)
    if abs(skew) < _LEAST_SKEW:
        return Upright(turned, _placing(placing))
    height, width = turned.shape
    there = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    straight = cv2.warpAffine(
        turned, there, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,)
    )
    back = np.vstack([cv2.invertAffineTransform(there), [0, 0, 1]])
    return Upright(np.asarray(straight, dtype=np.uint8), _placing(placing @ back))


# From the dots of a turned picture to those of the picture as displayed, by the height and width of the latter.
_PLACED: tuple[Callable[[int, int], npt.NDArray[np.float64]], ...] = (
    lambda height, width: np.array([[1.0, 0, 0], [0, 1, 0]]),
    lambda height, width: np.array([[0.0, -1, width], [1, 0, 0]]),
    lambda height, width: np.array([[-1.0, 0, width], [0, -1, height]]),
    lambda height, width: np.array([[0.0, 1, 0], [-1, 0, height]]),
)


def _placing(matrix: npt.NDArray[np.float64]) -> Placing:
    across, down = matrix.tolist()
    return Placing(tuple(across), tuple(down))


def lies_on_its_side(picture: Picture) -> bool:
    """Whether lines of text run up or down the picture: what is printed close together is higher than wide."""
    # Half the dots are enough to tell, in a quarter of the time.
    small = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    dark = ink(np.asarray(small, dtype=np.uint8))
    for shape in ((_TELLING // 4, 1), (1, _TELLING // 4)):
        long = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        wide = cv2.dilate(long, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
        dark = np.asarray(cv2.subtract(dark, np.asarray(wide, dtype=np.uint8)), dtype=np.uint8)
    near = _JOINED // 2
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (near, near)))
    found = components(np.asarray(joined, dtype=np.uint8))
    widths, heights = found.width, found.height
    level = int(widths[(widths > 2 * heights) & (heights > near)].sum())
    upright = int(heights[(heights > 2 * widths) & (widths > near)].sum())
    return upright > 2 * level


def skew_of_lines(dark: Picture) -> float | None:
    """The skew in degrees by lines fitted to long ruling lines, None where there are too few.

    Positive where lines fall to the right.
    """
    found: list[tuple[float, float]] = []
    for picture, sign in ((dark, 1), (np.ascontiguousarray(dark.T), -1)):
        opened = cv2.morphologyEx(picture, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (25, 1)))
        joined = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (9, 3)))
        lines = components(np.asarray(joined, dtype=np.uint8))
        for index in np.flatnonzero((lines.width >= _TELLING) & (lines.height <= 4 + 0.11 * lines.width)).tolist():
            width = int(lines.width[index])
            ys, xs = np.nonzero(lines.shape_of(index))
            found.append((sign * float(np.degrees(np.arctan(_slope(xs, ys)))), float(width)))
    if len(found) < _ENOUGH:
        return None
    return _median(found)


def _slope(xs: npt.NDArray[np.int64], ys: npt.NDArray[np.int64]) -> float:
    """The slope of the straight line nearest to these dots (least squares)."""
    apart = xs - xs.mean()
    return float((apart * ys).sum() / np.square(apart).sum())


def _median(weighted: list[tuple[float, float]]) -> float:
    weighted.sort()
    half = sum(weight for _, weight in weighted) / 2
    for value, weight in weighted:
        half -= weight
        if half <= 0:
            return value
    return weighted[-1][0]


def skew_of_text(dark: Picture) -> float:
    """The skew in degrees at which lines of text and the gaps between them stand out most; 0 for a blank page."""
    small = cv2.resize(dark, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    ys, xs = np.nonzero(small > 96)
    if len(ys) < 200:
        return 0.0
    if len(ys) > 60_000:
        chosen = np.linspace(0, len(ys) - 1, 60_000).astype(np.int64)
        ys, xs = ys[chosen], xs[chosen]
    best = 0.0
    for reach, step in ((_MOST_SKEW, 0.5), (0.5, 0.1), (0.1, 0.02)):
        angles = best + np.arange(-reach, reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _sharpness(xs, ys, float(angle))))
    return best


def _sharpness(xs: npt.NDArray[np.int64], ys: npt.NDArray[np.int64], angle: float) -> float:
    rows = np.rint(ys - np.tan(np.radians(angle)) * xs).astype(np.int64)
    profile = np.bincount(rows - rows.min()).astype(np.float64)
    return float(np.square(profile).sum())
