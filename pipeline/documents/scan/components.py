"""What hangs together on a picture (connected components), with the box and the area of each piece.

OpenCV can measure pieces too, but visits all paper for it; most of a page is paper, so its print is visited here only.
"""

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

_Picture: TypeAlias = npt.NDArray[np.uint8]
_Numbers: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Components:
    """The pieces of a picture; each array has an entry for each of them, in dots."""

    left: _Numbers
    top: _Numbers
    width: _Numbers
    height: _Numbers
    area: _Numbers
    # The number of its piece, from 1, at every dot that is printed, in the rows that ``_row_of`` names.
    _labels: npt.NDArray[np.int32]
    _row_of: _Numbers
    _starts: _Numbers
    _lengths: _Numbers
    _of_run: _Numbers

    def __len__(self) -> int:
        return len(self.left)

    def shape_of(self, index: int) -> npt.NDArray[np.bool_]:
        """The box of a piece, true where the piece is printed."""
        left, top = int(self.left[index]), int(np.searchsorted(self._row_of, self.top[index]))
        box = self._labels[top : top + int(self.height[index]), left : left + int(self.width[index])]
        return np.asarray(box == index + 1)

    def highest(self, values: _Picture) -> _Picture:
        """The highest value within each piece, of a picture of the same size."""
        most = np.zeros(len(self), dtype=np.uint8)
        rows, lefts = np.nonzero(self._labels)
        np.maximum.at(most, self._labels[rows, lefts] - 1, values[self._row_of[rows], lefts])
        return most

    def removed(self, picture: _Picture, gone: npt.NDArray[np.bool_]) -> _Picture:
        """A picture of the same size without what is printed where the pieces of which ``gone`` is true are."""
        rest = picture.copy(order="C")
        runs = gone[self._of_run]
        starts, lengths = self._starts[runs], self._lengths[runs]
        # The places of all dots of these runs: each run counts on from its start.
        before = np.cumsum(lengths) - lengths
        rest.reshape(-1)[np.repeat(starts - before, lengths) + np.arange(lengths.sum())] = 0
        return rest


def components(dark: _Picture) -> Components:
    """What is not 0 and hangs together, also over corners."""
    # Of blank rows one after each line of print is enough, and most rows of ruling lines alone are blank.
    has_print = dark.max(axis=1) > 0
    has_print[1:] |= has_print[:-1]
    row_of = np.flatnonzero(has_print)
    height, width = dark.shape
    dark = dark[row_of]
    count, labels = cv2.connectedComponents(dark, connectivity=8) if len(row_of) else (1, dark.astype(np.int32))
    # A column of paper parts the rows, and print at the edge of the picture begins and ends a run.
    printed = np.zeros((len(row_of), width + 1), dtype=np.bool_)
    np.not_equal(dark, 0, out=printed[:, 1:])
    flat = np.concatenate((printed.reshape(-1), [False]))
    edges = np.flatnonzero(flat[1:] != flat[:-1])
    rows, left = np.divmod(edges[::2], width + 1)
    lengths = edges[1::2] - edges[::2]
    of_run = labels[rows, left].astype(np.int64) - 1
    rows = row_of[rows]
    starts = rows * width + left
    found = count - 1
    lefts, rights = np.full(found, width), np.zeros(found, dtype=np.int64)
    tops, bottoms = np.full(found, height), np.zeros(found, dtype=np.int64)
    np.minimum.at(lefts, of_run, left)
    np.maximum.at(rights, of_run, left + lengths)
    np.minimum.at(tops, of_run, rows)
    np.maximum.at(bottoms, of_run, rows + 1)
    area = np.bincount(of_run, weights=lengths, minlength=found).astype(np.int64)
    return Components(
        lefts,
        tops,
        rights - lefts,
        bottoms - tops,
        area,
        np.asarray(labels, dtype=np.int32),
        row_of,
        starts,
        lengths,
        of_run,
    )
