"""Lines that the engine is not sure of: two lines that touch are read apart, and type that stays unread is marked.

A line that nobody can read is not left out of its cell: the text would be another one without it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from pipeline.documents.model import UNREAD
from pipeline.documents.scan import engine
from pipeline.documents.scan.engine import Character, Recognised
from pipeline.documents.scan.image import Picture
from pipeline.documents.scan.strips import Strip

# Below the first the engine saw no text but dirt, a seal or a picture; from the second on it is sure.
LEAST_SCORE = 0.45
_SURE = 0.8
# How high two lines are at least, in characters, and how far from their middle they part, as a share of their height.
_TWO_LINES = 1.5
_OFF_MIDDLE = 0.15
# Type is at least so high and wide, in characters; what is smaller may be dirt or the rest of a line.
_TYPE = 0.6
# What ends so near to the side of its cell, in dots, and is narrower than a character is cut off by that side: print of
# the cell beside it.
_AT_SIDE = 8


def read_apart(
    text: Picture, found: Sequence[Strip], read: Sequence[Recognised], size: float, cutting: Callable[[Strip], Picture]
) -> tuple[list[Strip], list[Recognised]]:
    """The lines and what they say; those that are two are two where both can be read and the whole could not.

    ``text`` is the ink of the page, ``size`` the usual height of a character, ``cutting`` gives a line's picture.
    """
    strips: list[Strip] = []
    said: list[Recognised] = []
    for strip, line in zip(found, read, strict=True):
        parts = _parts(text, strip, size) if line.score < _SURE else []
        lines = engine.recognise([cutting(part) for part in parts]) if parts else []
        if not lines or min(part.score for part in lines) < _SURE:
            parts, lines = [strip], [line]
        strips.extend(parts)
        said.extend(lines)
    return strips, said


def marked(strip: Strip, line: Recognised, size: float) -> Recognised:
    """A line that could not be read as the mark for one, nothing where it may be no type of its cell."""
    if line.score >= LEAST_SCORE:
        return line
    x0, x1 = strip.pieces[0][0], strip.pieces[-1][1]
    is_cut = x1 - x0 < size and (x0 <= strip.x0 + _AT_SIDE or x1 >= strip.x1 - _AT_SIDE)
    is_type = min(strip.inner_bottom - strip.inner_top, x1 - x0) >= _TYPE * size and not is_cut
    return Recognised((Character(UNREAD, 0.5),) if is_type else (), line.score)


def _parts(text: Picture, strip: Strip, size: float) -> list[Strip]:
    """The two lines that a strip is, parted where the least is printed near its middle; none of a low one."""
    top, bottom = strip.inner_top, strip.inner_bottom
    if bottom - top < _TWO_LINES * size:
        return []
    off = max(round(_OFF_MIDDLE * (bottom - top)), 1)
    middle = (top + bottom) // 2
    printed = np.count_nonzero(text[middle - off : middle + off + 1, strip.x0 : strip.x1], axis=1)
    at = middle - off + int(printed.argmin())
    return [replace(strip, bottom=at, inner_bottom=at), replace(strip, top=at, inner_top=at)]
