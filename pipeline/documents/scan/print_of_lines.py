"""How the print of a ruling line lies on the paper: over which rows, and how much darker."""

import numpy as np
import numpy.typing as npt

from pipeline.documents.scan.image import Picture

FAINTEST = 18
"""How much darker than the paper the faintest line is."""
PAPER = 90
"""The paper is as light as this share of the dots around a line, in percent."""
THICKEST = 11
"""How thick a ruling line may be, in dots at 200 to the inch."""
BESIDE = 3
"""How far from a ruling line the paper is looked at."""
REACHES = 2
"""A short line runs into those that it meets; strokes of large characters end a little before them."""
LONGEST_STROKE = 100
"""A level stroke of a character is no longer."""
ALL_ALONG = 0.93
"""A line is printed all along: this share of it at least."""
# What is blurred beside a line and belongs to it, as a share of its darkness.
_HALO = 0.15
# Over which part of its length a line is dark.
_MOST_OF_LINE = 0.75


def printed_rows(around: Picture) -> tuple[int, int]:
    """The rows of a line itself, without print that touches it: those that are dark over most of its length.

    A line that leans so much that no row is dark over most of it is all of them but those beside it.

    Figures that end at a line may touch it in more than half of all rows of a table. Where another line crosses, there
    is no paper beside it, which says nothing.
    """
    beside = around.max(axis=0)
    is_paper_there = beside > _percentile(beside, PAPER) - 2 * FAINTEST
    lightness = _percentile(around[:, is_paper_there], 100 * _MOST_OF_LINE)
    darkest = int(np.argmin(lightness))
    paper = float(lightness.max())
    if paper - lightness[darkest] < FAINTEST and len(lightness) > 2 * BESIDE:
        return BESIDE, len(lightness) - BESIDE
    is_dark = lightness < paper - max(_HALO * (paper - lightness[darkest]), FAINTEST / 4)
    upper = lower = darkest
    while upper > 0 and is_dark[upper - 1]:
        upper -= 1
    while lower < len(lightness) - 1 and is_dark[lower + 1]:
        lower += 1
    return upper, lower + 1


def _percentile(values: Picture, percent: float) -> npt.NDArray[np.float64]:
    """The percentile along the last axis as NumPy has it, in a fraction of its time: short integers sort fastest."""
    last = values.shape[-1] - 1
    place = percent / 100 * last
    low = int(place)
    ordered = np.sort(values.astype(np.int16), axis=-1).astype(np.float64)
    return np.asarray(ordered[..., low] + (ordered[..., min(low + 1, last)] - ordered[..., low]) * (place - low))
