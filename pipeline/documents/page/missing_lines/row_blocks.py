"""The lines of a ruled row that is several, parted by where its amounts and codes stand: each text hangs at one.

An amount is one line, at the middle, the first or the last line of the texts beside it, the same in all cells of a
table, and where several fit the one at which fewer texts go on under a line with room for more. Of the ways to part
the lines of a cell the one is taken that brings each part nearest to its amount. A line that begins an item
(二、事业收入) is the rest of none; nor is one that is as far as rows are from a line with room for it. Such a line
beside no amount is a row of its own, unless it goes on.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import inf

from pipeline.documents.page.figures import is_amount
from pipeline.documents.page.grid import GridCell
from pipeline.documents.page.lines import Line
from pipeline.documents.page.rows import CODE
from pipeline.documents.page.unruled.wraps import TIGHT, begins_item

# How far, in points, figures of one row are from each other, and a text from where it hangs.
_SAME_LINE = 3.0
_OFF = 3.0
# Lines of a text are nearer than this part of the distance of rows, and a line that is full leaves less room, in
# heights of type.
_NEXT = 0.95
_ROOM = 2.5
_SIDES = ("middle", "top", "bottom")
_NONE = 10**6


def parted_at_figures(cells: Sequence[GridCell]) -> list[list[Line]]:
    """The lines of each row in the cells of a ruled row, all where it is one; none where they hang at no figures."""
    by_side = {side: _heights(cells, side) for side in _SIDES}
    fewest = min(map(len, by_side.values()))
    found: list[tuple[int, list[list[Line]]]] = []
    for side, heights in by_side.items():
        if not heights or len(heights) > fewest:
            continue
        off, broken = 0.0, 0
        rows: list[list[Line]] = [[] for _ in heights]
        for cell in cells:
            of_cell, parts = _parts(cell, heights, side)
            off = max(off, of_cell)
            broken += sum(_has_room(line, cell) for part in parts for line in part[:-1])
            for row, part in zip(rows, parts, strict=True):
                row.extend(part)
        if off <= _OFF:
            found.append((broken, rows))
    return min(found, key=lambda way: way[0])[1] if found else []


def side_of(cells: Sequence[GridCell]) -> str:
    """Where texts of several lines stand in the rows of these cells, as far as broken amounts say; else the middle."""
    return min(_SIDES, key=lambda side: len(_heights(cells, side)))


def _heights(cells: Sequence[GridCell], side: str) -> list[float]:
    """Where the rows stand, each with its figures on one height, if texts stand at this side; none without figures."""
    heights: list[float] = []
    for height in sorted(_place(line, side) for cell in cells for line in cell.lines if _is_figure_of_row(line)):
        if not heights or height - heights[-1] > _SAME_LINE:
            heights.append(height)
    return sorted([*heights, *_without_figures(cells, heights, side)]) if len(heights) > 1 else heights


def _without_figures(cells: Sequence[GridCell], heights: Sequence[float], side: str) -> list[float]:
    """Where texts of one line stand that are beside no figures and part of no other text: rows without an amount,
    between several that have one."""
    found: list[float] = []
    for cell in cells:
        begun = {0, len(cell.lines), *_beginning(cell, heights)}
        for number, line in enumerate(cell.lines):
            place = _place(line, side)
            if {number, number + 1} <= begun and all(abs(place - at) > _SAME_LINE for at in (*heights, *found)):
                found.append(place)
    return found


def _place(line: Line, side: str) -> float:
    """The middle of a line; of an amount that is broken into several, the middle of all, of the first or the last."""
    return {"middle": _middle(line), "top": line.top + line.size / 2, "bottom": line.bottom - line.size / 2}[side]


def _is_figure_of_row(line: Line) -> bool:
    return is_amount(line.text) or CODE.fullmatch(line.text) is not None


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _parts(cell: GridCell, heights: Sequence[float], side: str) -> tuple[float, list[list[Line]]]:
    """How far the worst part of the lines of a cell is off its height, and the parts, one for each height."""
    lines = cell.lines
    begun = _beginning(cell, heights)

    @cache
    def best(first: int, number: int) -> tuple[int, int, float, float, int]:
        """Of the lines from ``first`` on, for the heights from ``number`` on: how far the worst is off, in whole
        points, how many heights have none, how far all are off, and the worst, and where the next one begins."""
        if number == len(heights):
            return (0, 0, 0.0, 0.0, first) if first == len(lines) else (_NONE, 0, 0.0, inf, first)
        found = (_NONE, 0, 0.0, inf, first)
        for end in range(first, len(lines) + 1):
            if not begun.isdisjoint(range(first + 1, end)):
                break
            off = _off(lines[first:end], heights[number], side) if end > first else 0.0
            _, blank, total, worst, _ = best(end, number + 1)
            worst = max(off, worst)
            if worst < inf:
                found = min(found, (round(worst), blank + (end == first), off + total, worst, end))
        return found

    parts = []
    first = 0
    for number in range(len(heights)):
        end = best(first, number)[-1]
        parts.append(list(lines[first:end]))
        first = end
    return best(0, 0)[3], parts


def _beginning(cell: GridCell, heights: Sequence[float]) -> set[int]:
    """The numbers of the lines of a cell that are not the rest of the line above them."""
    size = max(line.size for line in cell.lines) if cell.lines else 0.0
    step = min([below - above for above, below in pairwise(heights)] + [TIGHT * size])
    return {
        number
        for number, (upper, lower) in enumerate(pairwise(cell.lines), start=1)
        if begins_item(lower.text) or (_middle(lower) - _middle(upper) > _NEXT * step and _has_room(upper, cell))
    }


def _has_room(line: Line, cell: GridCell) -> bool:
    """Whether more of a text had room in a line."""
    return cell.box.x1 - line.x1 > _ROOM * line.size


def _off(lines: Sequence[Line], height: float, side: str) -> float:
    strays = any(_is_figure_of_row(line) and abs(_place(line, side) - height) > _SAME_LINE for line in lines)
    if strays:
        return inf
    first, last = _place(lines[0], "top"), _place(lines[-1], "bottom")
    at = {"middle": (first + last) / 2, "top": first, "bottom": last}[side]
    return abs(at - height)
