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
    """The pieces of a picture; each array has an entry for each of them, in dots.

    ``labels`` has the number of its piece, from 1, at every dot that is printed, and 0 on paper.
    """

    labels: npt.NDArray[np.int32]
    left: _Numbers
    top: _Numbers
    width: _Numbers
    height: _Numbers
    area: _Numbers
    _starts: _Numbers
    _lengths: _Numbers
    _of_run: _Numbers

    def __len__(self) -> int:
        return len(self.left)

    def shape_of(self, index: int) -> npt.NDArray[np.bool_]:
        """The box of a piece, true where the piece is printed."""
        left, top = int(self.left[index]), int(self.top[index])
        box = self.labels[top : top + int(self.height[index]), left : left + int(self.width[index])]
        return np.asarray(box == index + 1)

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
    count, labels = cv2.connectedComponents(dark, connectivity=8)
    height, width = dark.shape
    # A column of paper parts the rows, and print at the edge of the picture begins and ends a run.
    printed = np.zeros((height, width + 1), dtype=np.bool_)
    np.not_equal(dark, 0, out=printed[:, 1:])
    flat = np.concatenate((printed.reshape(-1), [False]))
    edges = np.flatnonzero(flat[1:] != flat[:-1])
    rows, left = np.divmod(edges[::2], width + 1)
    starts, lengths = rows * width + left, edges[1::2] - edges[::2]
    of_run = labels.reshape(-1)[starts].astype(np.int64) - 1
    found = count - 1
    lefts, rights = np.full(found, width), np.zeros(found, dtype=np.int64)
    tops, bottoms = np.full(found, height), np.zeros(found, dtype=np.int64)
    np.minimum.at(lefts, of_run, left)
    np.maximum.at(rights, of_run, left + lengths)
    np.minimum.at(tops, of_run, rows)
    np.maximum.at(bottoms, of_run, rows + 1)
    area = np.bincount(of_run, weights=lengths, minlength=found).astype(np.int64)
    return Components(
        np.asarray(labels, dtype=np.int32),
        lefts,
        tops,
        rights - lefts,
        bottoms - tops,
        area,
        starts,
        lengths,
        of_run,
    )
