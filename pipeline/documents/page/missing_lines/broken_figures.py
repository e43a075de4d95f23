"""Amounts that a narrow column breaks over lines, put together: 1260000 over 0.00 is 12600000.00.

A program breaks a figure where its cell has no room for another digit. All amounts of a column have as many decimals,
so that its lines say where each of them ends, also where several stand in one cell since no lines part the rows: 139.2,
568, 22.58 and 24 can only be 139.2568 and 22.5824. Columns in which that is not sure stay as they are printed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.lines import Line, rows_of
from pipeline.documents.page.model import Glyph

# Pieces of figures, amounts, and a begin so long that it is no amount without decimals where its end has some.
_PIECE = re.compile(r"-?[\d.,]+")
_AMOUNT = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)\.(\d{1,6})|-?\d{1,3}(?:,\d{3})+")
_NUMBER = re.compile(rf"{_AMOUNT.pattern}|-?\d+")
_WHOLE = re.compile(r"-?\d{3,}")
_LONG = re.compile(r"-?\d{4,}")
_MOST_DECIMALS, _HUNDREDTHS = 6, 2
# An amount has no more characters.
_LONGEST_AMOUNT = 24
# How wide a digit is beside its height, and the margins at both sides of a cell together, in points.
_DIGIT = 0.6
_MARGINS = 12.0
# So many amounts of a column say how many decimals all of its have.
_FEWEST_AMOUNTS = 2

Parts = list[tuple[Line, ...]]
"""The lines of each amount of a cell."""
Columns = Mapping[tuple[int, int], Sequence[GridCell]]
"""The cells that print pieces of figures and nothing else, by their columns."""


def with_broken_figures(grid: Grid) -> Grid:
    """The grid, each amount in one line that the width of its cell breaks."""
    if not any(len(cell.lines) > 1 and _is_of_figures(cell) for cell in grid.cells):
        return grid
    columns: dict[tuple[int, int], list[GridCell]] = defaultdict(list)
    for cell in grid.cells:
        if cell.lines and _is_of_figures(cell):
            columns[cell.col, cell.col_end].append(cell)
    sure = _whole_cells(columns, None)
    common = _common_decimals(sure.get(id(cell), cell) for cells in columns.values() for cell in cells)
    whole = _whole_cells(columns, common)
    return replace(grid, cells=tuple(whole.get(id(cell), cell) for cell in grid.cells)) if whole else grid


def _is_of_figures(cell: GridCell) -> bool:
    return all(_PIECE.fullmatch(line.text) for line in cell.lines) and _are_close(cell)


def _are_close(cell: GridCell) -> bool:
    """Whether the lines of a cell over several rows follow each other as those of one text."""
    is_one_row = cell.row_end - cell.row == 1
    return is_one_row or all(after.top - before.bottom < before.size for before, after in pairwise(cell.lines))


def _whole_cells(columns: Columns, common: int | None) -> dict[int, GridCell]:
    """The cells that break amounts, with whole ones; ``common`` is how many decimals those have that are known."""
    return {id(cell): joined for cells in columns.values() for cell, joined in _joined(cells, common)}


def _common_decimals(cells: Iterable[GridCell]) -> int | None:
    """How many decimals the amounts have that fill lines of their own, None where they do not agree."""
    texts = (line.text for cell in cells if all(_is_amount(line.text) for line in cell.lines) for line in cell.lines)
    found = {len(amount[1] or "") for text in texts if (amount := _AMOUNT.fullmatch(text)) is not None}
    return found.pop() if len(found) == 1 else None


def _joined(cells: Sequence[GridCell], common: int | None) -> Iterable[tuple[GridCell, GridCell]]:
    """The cells of a column that break amounts, each with what it is with whole ones; none where that is not sure."""
    several = [cell for cell in cells if len(cell.lines) > 1]
    single = [cell.text for cell in cells if len(cell.lines) == 1]
    if any(map(_WHOLE.fullmatch, single)) or any(all(_is_amount(line.text) for line in c.lines) for c in several):
        return []
    known = {len(amount[1] or "") for text in single if (amount := _AMOUNT.fullmatch(text)) is not None}
    ways = {decimals: [_parts(cell, decimals) for cell in several] for decimals in known or range(_MOST_DECIMALS + 1)}
    found = [(decimals, parts) for decimals, parts in ways.items() if parts and all(parts)]
    if len(known) > 1 or len(found) != 1:
        return []
    ((decimals, parts),) = found
    is_sure = sum(map(len, parts)) + len(single) >= _FEWEST_AMOUNTS or decimals == common
    is_sure = is_sure or not all(_NUMBER.fullmatch(line.text) for cell in several for line in cell.lines)
    return [
        (cell, cell._replace(lines=tuple(map(_whole, of_cell))))
        for cell, of_cell in zip(several, parts, strict=True)
        if is_sure or (decimals >= _HUNDREDTHS and _LONG.fullmatch(cell.lines[0].text))
    ]


def _is_amount(text: str) -> bool:
    return _AMOUNT.fullmatch(text) is not None


def _parts(cell: GridCell, decimals: int) -> Parts:
    """The lines of each amount of a cell, all with so many decimals; none where there is no way or several."""
    widest = max(line.x1 - line.x0 for line in cell.lines)
    count = len(cell.lines)
    ways: list[list[Parts]] = [[] for _ in range(count)] + [[[]]]
    for first in range(count - 1, -1, -1):
        text = ""
        for end, line in enumerate(cell.lines[first:], start=first + 1):
            text += line.text
            amount = _AMOUNT.fullmatch(text)
            if amount is not None and len(amount[1] or "") == decimals:
                ways[first] += [[cell.lines[first:end], *rest] for rest in ways[end][:2]]
            if len(ways[first]) > 1 or len(text) > _LONGEST_AMOUNT or not _fills(line, cell, widest):
                break
    return ways[0][0] if len(ways[0]) == 1 else []


def _fills(line: Line, cell: GridCell, widest: float) -> bool:
    """Whether no other digit has room in the line, neither in the cell nor beside the widest of its lines."""
    width, digit = line.x1 - line.x0, _DIGIT * line.size
    return (cell.box.x1 - cell.box.x0) - width < digit + _MARGINS and widest - width < digit


def in_one_line(glyphs: Sequence[Glyph], cells: Sequence[GridCell], side: str) -> list[Glyph]:
    """The characters in cells of one row, those of each broken amount in one line as wide as the widest of its own.

    That is at the height of its ``side``: the first line, the last, or the middle between both.
    """
    placed: dict[int, Glyph] = {}
    for line in (line for cell in cells for line in cell.lines if _is_amount(line.text)):
        inside = [g for g in glyphs if line.top <= (g.top + g.bottom) / 2 < line.bottom and line.x0 <= g.x0 < line.x1]
        rows = rows_of([glyph for glyph in inside if not glyph.text.isspace()])
        own = [glyph for row in rows for glyph in row]
        if len(rows) > 1 and "".join(glyph.text for glyph in own) == line.text:
            first, last = rows[0][0].base, rows[-1][0].base
            base = {"middle": (first + last) / 2, "top": first, "bottom": last}[side]
            scale = (line.x1 - line.x0) / sum(glyph.x1 - glyph.x0 for glyph in own)
            x0 = line.x0
            for glyph in own:
                x1, down = x0 + scale * (glyph.x1 - glyph.x0), base - glyph.base
                placed[id(glyph)] = glyph._replace(
                    x0=x0, x1=x1, top=glyph.top + down, bottom=glyph.bottom + down, base=base
                )
                x0 = x1
    return [placed.get(id(glyph), glyph) for glyph in glyphs]


def _whole(lines: Sequence[Line]) -> Line:
    """The line that these are."""
    text = "".join(line.text for line in lines)
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    return lines[0]._replace(text=text, x0=x0, x1=x1, bottom=lines[-1].bottom)
