"""Indentation: how far the texts of a column begin to the right of its leftmost ones, as leading blanks.

Where no codes are printed the indentation alone tells which row is part of which. It is read off columns whose texts
are set to the left; texts that are centred or set to the right begin anywhere and mean nothing by it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.part import Part

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
    if not _is_set_to_the_left(texts):
        return
    at_left = _aligned([text.left for text in texts])
    first = min(texts[index].left for index in at_left)
    sizes = _sizes(texts)
    for index, text in enumerate(texts):
        width = (text.left - first) / sizes[index]
        if width < _LEAST or (index not in at_left and abs(text.middle) < text.size):
            continue
        text.part.text = " " * max(1, round(width * 2)) + text.part.text


def _sizes(texts: Sequence[_Text]) -> dict[int, float]:
    """The usual height of the type that begins where each text does, by its index.

    Type of one size is not equally high in all lines of a scan; what begins in one place is indented equally.
    """
    sizes: dict[int, float] = {}
    for place in _places([text.left for text in texts]):
        sizes |= dict.fromkeys(place, median(texts[index].size for index in place))
    return sizes


def _is_set_to_the_left(texts: Sequence[_Text]) -> bool:
    """Whether more of the texts of one line share where they begin than where they end or have their middle.

    Texts of several lines fill the width, so that they share all three.
    """
    single = [text for text in texts if len(text.part.lines) == 1]
    at_left = len(_aligned([text.left for text in single]))
    at_right, in_middle = (len(_aligned(ends)) for ends in ([t.right for t in single], [t.middle for t in single]))
    return at_left >= max(2, at_right, in_middle)


def _aligned(positions: Sequence[float]) -> set[int]:
    """The indices of the positions that another one shares."""
    return {index for place in _places(positions) if len(place) > 1 for index in place}


def _places(positions: Sequence[float]) -> list[list[int]]:
    """The indices of positions that are the same, each with the next one."""
    ordered = sorted(range(len(positions)), key=lambda index: positions[index])
    places = [[index] for index in ordered[:1]]
    for before, index in pairwise(ordered):
        if positions[index] - positions[before] <= _SAME:
            places[-1].append(index)
        else:
            places.append([index])
    return places
