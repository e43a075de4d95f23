"""Indentation: how far the texts of a column begin to the right of its leftmost ones, as leading blanks.

Where no codes are printed the indentation alone tells which row is part of which. It is read off columns whose texts
are set to the left; texts that are centred or set to the right begin anywhere and mean nothing by it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.documents.pdf_seam import Part, is_figure

# Positions nearer than this, in points, are the same.
_SAME = 1.0
# The least indentation in characters.
_LEAST = 0.4


@dataclass(frozen=True, slots=True)
class _Text:
    part: Part
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left - self.right) / 2

    @property
    def size(self) -> float:
        return self.part.lines[0].size


def indent(parts: Iterable[Part]) -> None:
    """Put leading blanks, two for the width of a character, before the indented texts of these cells."""
    columns: dict[tuple[int, int], list[_Text]] = defaultdict(list)
    for part in parts:
        if part.text and not is_figure(part.text):
            line = part.lines[0]
            columns[part.columns].append(_Text(part, line.x0 - part.box.x0, part.box.x1 - line.x1))
    for texts in columns.values():
        _indent_column(texts)


def _indent_column(texts: Sequence[_Text]) -> None:
    at_left = _aligned([text.left for text in texts])
    if len(at_left) < 2 or len(at_left) < max(
        len(_aligned([text.right for text in texts])), len(_aligned([text.middle for text in texts]))
    ):
        return
    first = min(texts[index].left for index in at_left)
    for index, text in enumerate(texts):
        width = (text.left - first) / text.size
        if width < _LEAST or (index not in at_left and abs(text.middle) < text.size):
            continue
        text.part.text = " " * max(1, round(width * 2)) + text.part.text


def _aligned(positions: Sequence[float]) -> set[int]:
    """The indices of the positions that another one shares."""
    ordered = sorted(range(len(positions)), key=lambda index: positions[index])
    shared: set[int] = set()
    for before, index in pairwise(ordered):
        if positions[index] - positions[before] <= _SAME:
            shared |= {before, index}
    return shared
