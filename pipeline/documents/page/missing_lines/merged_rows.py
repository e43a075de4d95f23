"""Cells over several rows that hold what is of each of them: an amount, a name or a record each."""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.model import Box
from pipeline.documents.page.figures import is_amount, is_figure
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.missing_lines.grid_cuts import (
    OVER,
    SEVERAL,
    cut,
    halves,
    holds_amount,
    is_clear,
    is_full,
    parted,
    with_parts,
)

_FEWEST_AMOUNTS = 3
# How far a text may be off the middle of its record, in points.
_SAME_LINE = 3.0
# Of lines that each fill a row of a merged cell, the middle is no further off that of the row.
_OFF_OWN_MIDDLE = 0.1


def with_records_cut(grid: Grid) -> Grid:
    """The grid with a line where cells over the same rows each hold an amount of two records, in the middle of theirs.

    A record has several rows in other columns (the indicators of a project). The line between two is where each amount,
    and each other text beside them, is in the middle of what it leaves.
    """
    spans: dict[tuple[int, int], list[GridCell]] = {}
    for cell in grid.cells:
        if cell.row_end - cell.row > 1 and cell.lines:
            spans.setdefault((cell.row, cell.row_end), []).append(cell)
    for cells in sorted(spans.values(), key=lambda cells: cells[0].row, reverse=True):
        height = _between_records(cells)
        if height is not None and min(abs(height - y) for y in grid.ys) > _SAME_LINE:
            row = max(row for row, y in enumerate(grid.ys) if y < height)
            beside = [c for c in grid.cells if c.row <= row < c.row_end]
            if is_clear(beside, height):
                grid = cut(grid, row, height)
    return grid


def _between_records(cells: Sequence[GridCell]) -> float | None:
    """Where the amounts of two records in cells of the same rows are parted; None where texts are not in the middle.

    A record that a page break cuts stands in the middle of rows that go on there.
    """
    two = [cell for cell in cells if len(cell.lines) == SEVERAL and all(is_amount(line.text) for line in cell.lines)]
    texts = [cell for cell in cells if cell not in two and len(cell.lines) >= SEVERAL]
    if not two or not texts:
        return None
    box, (above, below) = two[0].box, [(line.top + line.bottom) / 2 for line in two[0].lines]
    is_cut = any(cell.open_above for cell in cells), any(cell.open_below for cell in cells)
    heights = [2 * above - box.top, 2 * below - box.bottom]
    known = [height for height, cut in zip(heights, is_cut, strict=True) if not cut]
    if not known or max(known) - min(known) > _SAME_LINE:
        return None

    def is_parted(cell: GridCell) -> bool:
        return all(
            bool(lines) and abs((lines[0].top + lines[-1].bottom) / 2 - middle) <= _SAME_LINE
            for lines, middle in zip(halves(cell, known[0]), (above, below), strict=True)
        )

    return known[0] if all(map(is_parted, two)) and any(map(is_parted, texts)) else None


def with_merged_parted(grid: Grid) -> Grid:
    """The grid with each cell over several rows parted that holds amounts of two of them, or of the row under texts.

    One amount under a text is none of another row; in cells beside each other they are.
    """
    cuts: dict[int, int] = {}
    single: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        if cell.row_end - cell.row == 1 or _is_text(cell):
            continue
        for at in range(cell.row + 1, cell.row_end):
            upper, lower = halves(cell, grid.ys[at])
            if not upper or not lower or upper[-1].bottom > grid.ys[at] + OVER or lower[0].top < grid.ys[at] - OVER:
                continue
            if not any(is_amount(line.text) for line in lower):
                continue
            if any(is_amount(line.text) for line in upper):
                cuts[id(cell)] = at
            elif all(is_amount(line.text) for line in lower):
                single.setdefault(at, []).append(cell)
    for at, cells in single.items():
        if len(cells) >= SEVERAL or at in cuts.values() or _is_header_of(cells[0], at, grid):
            cuts.update((id(cell), at) for cell in cells if id(cell) not in cuts)
    if not cuts:
        return grid
    spans = {(cell.row, cell.row_end): cuts[id(cell)] for cell in grid.cells if id(cell) in cuts}

    def parts(cell: GridCell) -> list[GridCell]:
        at = cuts.get(id(cell), spans.get((cell.row, cell.row_end)))
        if at is None or not is_clear([cell], grid.ys[at]):
            return [cell]
        return parted(cell, at, grid.ys[at], halves(cell, grid.ys[at]), (cell.row, cell.row_end))

    return with_parts(grid, grid.ys, parts)


def _is_text(cell: GridCell) -> bool:
    """Whether words go on under an amount: a narrow cell broke a sentence so that its figure fills a line (36.8)."""
    return any(is_amount(upper.text) and not is_figure(lower.text) for upper, lower in pairwise(cell.lines))


def _is_header_of(cell: GridCell, at: int, grid: Grid) -> bool:
    """Whether the rows before ``at`` print no figure and amounts follow under a cell."""
    above = (line for other in grid.cells if other.row < at and other is not cell for line in other.lines)
    below = [other for other in grid.cells if other.row >= at and other.col <= cell.col < other.col_end]
    amounts = sum(any(is_amount(line.text) for line in other.lines) for other in below)
    return amounts >= _FEWEST_AMOUNTS and not any(is_figure(line.text) for line in above)


def with_names_parted(grid: Grid) -> Grid:
    """The grid with each cell over several rows parted that prints a text in the middle of each of these, none full.

    The rows are those of amounts beside it, one in each.
    """
    amounts = {cell.row for cell in grid.cells if cell.row_end - cell.row == 1 and holds_amount(cell)}

    def parts(cell: GridCell) -> list[GridCell]:
        rows = range(cell.row, cell.row_end)
        if len(rows) == 1 or len(cell.lines) != len(rows) or not amounts.issuperset(rows):
            return [cell]
        if any(is_full(cell, line) for line in cell.lines):
            return [cell]
        ends = list(pairwise(grid.ys[cell.row : cell.row_end + 1]))
        for line, (top, bottom) in zip(cell.lines, ends, strict=True):
            if abs(line.top + line.bottom - top - bottom) / 2 > _OFF_OWN_MIDDLE * (bottom - top):
                return [cell]
        return [
            GridCell(
                row, cell.col, row + 1, cell.col_end, Box(cell.box.x0, top, cell.box.x1, bottom), cell.page, (line,)
            )
            for row, line, (top, bottom) in zip(rows, cell.lines, ends, strict=True)
        ]

    return with_parts(grid, grid.ys, parts)
