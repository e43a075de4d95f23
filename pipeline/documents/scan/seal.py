"""Red seals over a scanned page: taken off by their color, so that the print under them can be read.

Print under a seal stays dark in the red part of the light, and the seal itself is nearly as light as paper there. Only
red marks as large and as round as a seal are taken off; red print, such as a negative figure, stays.
"""

from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pipeline.documents.scan.engine import Picture

Colored = npt.NDArray[np.uint8]
"""Rows, columns, and red, green, blue."""

# How much more red than anything else a mark is, and around it what the losses of a JPEG leave of it.
_RED = 40
_REDDISH = 15
# From this on the red part of a seal is paper.
_PAPER = 140
# The sides of a seal in inches, how round it is, how far apart its parts may be, and how much red a page with one has.
_SIDES = (0.9, 3.0)
_ROUND = 1.6
_GAP = 0.12
_LEAST = 0.0005


def has_seal(colored: Colored, dpi: float) -> bool:
    """Whether a red mark as large and as round as a seal is on a page."""
    return bool(_seals(colored, dpi))


def without_seals(colored: Colored, dpi: float) -> "Picture":
    """The page in gray with its seals taken off."""
    gray: Picture = cv2.cvtColor(colored, cv2.COLOR_RGB2GRAY)  # type: ignore[assignment]
    redness = _redness(colored)
    for x0, top, x1, bottom in _seals(colored, dpi):
        part = np.s_[top:bottom, x0:x1]
        marked = cv2.dilate((redness[part] > _REDDISH).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        red = colored[part][..., 0]
        gray[part] = np.where(marked, np.where(red >= _PAPER, 255, red), gray[part])
    return gray


def _redness(colored: Colored) -> npt.NDArray[np.int16]:
    parts = colored.astype(np.int16)
    return np.asarray(parts[..., 0] - parts[..., 1:].max(axis=2), dtype=np.int16)


def _seals(colored: Colored, dpi: float) -> list[tuple[int, int, int, int]]:
    """Left, top, right and bottom of each seal, in dots."""
    red = (_redness(colored) > _RED).astype(np.uint8)
    if red.mean() < _LEAST:
        return []
    gap = max(round(_GAP * dpi), 1)
    closed = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed)
    least, most = (side * dpi for side in _SIDES)
    found = []
    for x, y, width, height, _ in stats[1:].tolist():
        sides = sorted((width, height))
        if least <= sides[0] and sides[1] <= most and sides[1] <= _ROUND * sides[0]:
            found.append((max(x - gap, 0), max(y - gap, 0), x + width + gap, y + height + gap))
    return found
