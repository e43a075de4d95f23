"""The text boxes of a Word 97-2003 document: where in the body each one is anchored.

A shape has its place in the body and a number (PlcfSpa, [MS-DOC] 2.8.37); the text of each box, in a part of its own,
has the number of its shape (PlcftxbxTxt, 2.8.32).
"""

import struct
from dataclasses import dataclass

_SHAPE_SIZE, _BOX_SIZE, _SHAPE_OF_BOX = 26, 22, 14


@dataclass(frozen=True, slots=True)
class Story:
    """A run of characters of its own: body, text boxes, a page header; ``start`` and ``end`` count characters."""

    start: int
    end: int


def placed_boxes(shapes: bytes, boxes: bytes, whole: Story) -> tuple[list[tuple[int, Story]], list[Story]]:
    """The boxes with the position in the body of each, in order, and the boxes that have none.

    ``shapes`` and ``boxes`` are the two parts, ``whole`` is the text of all boxes.
    """
    positions, numbers = _entries(shapes, _SHAPE_SIZE, 0)
    places = dict(zip(numbers, positions, strict=False))
    starts, shape_of = _entries(boxes, _BOX_SIZE, _SHAPE_OF_BOX)
    placed: list[tuple[int, Story]] = []
    others: list[Story] = []
    end = whole.start
    for start, following, number in zip(starts, starts[1:], shape_of, strict=False):
        box = Story(whole.start + start, min(whole.start + following, whole.end))
        if box.start != end or box.end < box.start:
            break
        end = box.end
        if number in places:
            placed.append((places[number], box))
        else:
            others.append(box)
    if end < whole.end:
        others.append(Story(end, whole.end))
    return sorted(placed, key=lambda pair: pair[0]), others


def _entries(part: bytes, size: int, place: int) -> tuple[tuple[int, ...], list[int]]:
    """The positions of a list of entries, one more than there are, and the number at a place of each entry."""
    count = max(len(part) - 4, 0) // (4 + size)
    positions = struct.unpack_from(f"<{count + 1}I", part) if count else ()
    first = 4 * (count + 1)
    return positions, [struct.unpack_from("<i", part, first + size * index + place)[0] for index in range(count)]
