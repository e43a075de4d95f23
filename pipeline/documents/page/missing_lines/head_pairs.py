"""Two headers in one cell: the line between their columns is missing, as where they stand says.

A header stands in the middle of its column. Where the texts of a cell fall in two and a line between them would have
each in the middle of its part, they are the headers of two columns.
"""

from collections.abc import Sequence

from pipeline.documents.page.lines import Line
from pipeline.documents.page.model import Glyph

# Headers have so many characters; texts of one are no further apart, in heights of type, and a line that has each in
# its middle is told from both sides within this part of the width of the cell.
_FEWEST_CHARACTERS = 2
_APART = 0.25
_EXACT = 0.04

Room = tuple[float, float]


def stand_apart(lines: Sequence[Line]) -> bool:
    """Whether the texts of a cell may be two beside each other."""
    if any(" " in line.text for line in lines):
        return True
    return len(lines) > 1 and max(line.x0 for line in lines) > min(line.x1 for line in lines)


def line_between(glyphs: Sequence[Glyph], left: float, right: float) -> tuple[Room, float] | None:
    """From where to where the line between two headers in a cell may stand, and where it would have both in the middle
    of their parts; None where it is one header."""
    printed = sorted((glyph for glyph in glyphs if not glyph.text.isspace()), key=lambda glyph: glyph.x0)
    if not printed:
        return None
    size = printed[0].size
    stripes: list[list[Glyph]] = []
    end = left
    for glyph in printed:
        if not stripes or glyph.x0 - end > _APART * size:
            stripes.append([])
        stripes[-1].append(glyph)
        end = max(end, glyph.x1)
    rooms = []
    for number in range(1, len(stripes)):
        before = [glyph for stripe in stripes[:number] for glyph in stripe]
        behind = [glyph for stripe in stripes[number:] for glyph in stripe]
        if min(len(before), len(behind)) < _FEWEST_CHARACTERS and not _are_numbers(before, behind):
            continue
        room = max(glyph.x1 for glyph in before), behind[0].x0
        told = before[0].x0 + room[0] - left, behind[0].x0 + max(glyph.x1 for glyph in behind) - right
        exact = _EXACT * (right - left)
        if abs(told[0] - told[1]) <= 2 * exact and all(room[0] - exact <= x <= room[1] + exact for x in told):
            rooms.append((abs(told[0] - told[1]), room, min(max(sum(told) / 2, room[0]), room[1])))
    return min(rooms)[1:] if rooms else None


def _are_numbers(before: Sequence[Glyph], behind: Sequence[Glyph]) -> bool:
    """Whether two texts are numbers of columns (栏次) that follow each other."""
    first, second = ("".join(glyph.text for glyph in part) for part in (before, behind))
    return first.isdecimal() and second.isdecimal() and int(second) == int(first) + 1
