"""Tables drawn as boxes of ``+``, ``-``, ``=`` and ``|``: every cell is a rectangle, so that spans are exact."""

import unicodedata
from collections.abc import Sequence

from pipeline.documents.model import Cell

_ACROSS = frozenset("-=:+")
_DOWN = frozenset("|+")
Rectangle = tuple[int, int, int, int]


def width_of(character: str, ambiguous: int) -> int:
    """The places that a character takes in a line of even places; signs such as “ have no certain width."""
    kind = unicodedata.east_asian_width(character)
    return 2 if kind in "WF" else ambiguous if kind == "A" else 1


def ambiguous_width(lines: Sequence[str]) -> int:
    """The width of signs that have no certain one with which the lines are most evenly long."""
    lengths = {wide: {sum(width_of(c, wide) for c in line) for line in lines} for wide in (1, 2)}
    return min(lengths, key=lambda wide: len(lengths[wide]))


def cells_of_boxes(lines: Sequence[str]) -> tuple[int, int, tuple[Cell, ...]]:
    """The number of rows and columns and the cells of a drawing; lines of a cell are parted by line breaks."""
    canvas = _canvas(lines)
    found = [box for top, row in enumerate(canvas) for left in range(len(row)) if (box := _box(canvas, top, left))]
    tops = sorted({edge for top, _, bottom, _ in found for edge in (top, bottom)})
    lefts = sorted({edge for _, left, _, right in found for edge in (left, right)})
    cells = tuple(
        Cell(
            tops.index(top) + 1,
            lefts.index(left) + 1,
            _text(canvas, (top, left, bottom, right)),
            row_span=tops.index(bottom) - tops.index(top),
            col_span=lefts.index(right) - lefts.index(left),
        )
        for top, left, bottom, right in found
    )
    return max(0, len(tops) - 1), max(0, len(lefts) - 1), cells


def _canvas(lines: Sequence[str]) -> list[list[str]]:
    """The characters by place; the second place of a wide one is empty. All lines are equally long."""
    rows = []
    wide = ambiguous_width(lines)
    for line in lines:
        row: list[str] = []
        for character in line:
            row += [character, *[""] * (width_of(character, wide) - 1)]
        rows.append(row)
    width = max(map(len, rows))
    return [row + [" "] * (width - len(row)) for row in rows]


def _box(canvas: Sequence[Sequence[str]], top: int, left: int) -> Rectangle | None:
    """The smallest closed rectangle that has its upper left corner here."""
    if canvas[top][left] != "+":
        return None
    for right in range(left + 1, len(canvas[top])):
        if canvas[top][right] not in _ACROSS:
            return None
        if canvas[top][right] != "+":
            continue
        for bottom in range(top + 1, len(canvas)):
            sides = {canvas[bottom][left], canvas[bottom][right]}
            if not sides <= _DOWN:
                break
            if sides == {"+"} and all(sign in _ACROSS for sign in canvas[bottom][left : right + 1]):
                return top, left, bottom, right
    return None


def _text(canvas: Sequence[Sequence[str]], box: Rectangle) -> str:
    top, left, bottom, right = box
    lines = ["".join(row[left + 1 : right]) for row in canvas[top + 1 : bottom]]
    # One place beside the line belongs to the drawing.
    texts = [line[1:].rstrip() if line.startswith(" ") else line.rstrip() for line in lines]
    return "\n".join(text for text in texts if text)
