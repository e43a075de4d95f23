"""Amounts that a narrow column breaks over lines, put together: 1260000 over 0.00 is 12600000.00.

A program breaks a figure where its cell has no room for another digit. Two amounts under each other do not look so:
the lines above the last would have no decimals, which the last one has, and each would fill its cell.
"""

import re
from dataclasses import replace
from itertools import pairwise

from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.lines import Line

_DIGITS = re.compile(r"\d{4,}")
_POINT = re.compile(r"\d+\.\d\|\d|\d+\.\|\d{2}")
_END = re.compile(r"\d*\.\d{2,6}")
# How wide a digit is beside its height, and the margins at both sides of a cell together, in points.
_DIGIT = 0.6
_MARGINS = 12.0


def with_broken_figures(grid: Grid) -> Grid:
    """The grid, each amount in one line that the width of its cell breaks."""
    cells = [cell._replace(lines=(_whole(cell),)) if _is_broken(cell) else cell for cell in grid.cells]
    return replace(grid, cells=tuple(cells))


def _is_broken(cell: GridCell) -> bool:
    *full, last = [line.text for line in cell.lines] or [""]
    if not full or not _are_close(cell) or not all(_fills(line, cell) for line in cell.lines[:-1]):
        return False
    if all(map(_DIGITS.fullmatch, full)) and _END.fullmatch(last):
        # A point is narrow: the last line may have one character more than fills the others.
        length = len(full[0])
        return all(len(text) == length for text in full) and len(last) <= length + 1
    # Where the point stands further up, what is under it completes the decimals that a figure has, and nothing else.
    *digits, point = full
    return bool(digits) and all(map(_DIGITS.fullmatch, digits)) and _POINT.fullmatch(f"{point}|{last}") is not None


def _are_close(cell: GridCell) -> bool:
    """Whether the lines of a cell over several rows follow each other as those of one text."""
    is_one_row = cell.row_end - cell.row == 1
    return is_one_row or all(after.top - before.bottom < before.size for before, after in pairwise(cell.lines))


def _fills(line: Line, cell: GridCell) -> bool:
    """Whether no other digit has room in the line."""
    return (cell.box.x1 - cell.box.x0) - (line.x1 - line.x0) < _DIGIT * line.size + _MARGINS


def _whole(cell: GridCell) -> Line:
    first, last = cell.lines[0], cell.lines[-1]
    return first._replace(text="".join(line.text for line in cell.lines), bottom=last.bottom)
