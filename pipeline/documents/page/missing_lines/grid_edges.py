"""Edges that a grid has elsewhere, in its header or its other rows, and cells over several columns lack."""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.missing_lines.cell_pieces import (
    ACROSS,
    AMOUNT,
    GAP,
    NIL,
    Inside,
    is_amount_in,
    is_centred,
    pieces_of,
)

# In how many cells, and in what part of all, texts stand on both sides of an edge, which have so many characters.
FEWEST_TEXTS, MOST_TEXTS, FEWEST_CHARACTERS = 3, 0.6, 2
# Where a header tells an edge, texts this part of their height apart stand on both sides of it: a nil and a name.
TOLD_GAP = 0.2


def may_go_on(before: Grid, grid: Grid, body: int) -> bool:
    """Whether nothing stands over the first amounts, in their columns, but what the grid before it prints too."""
    cols = {col for c in grid.cells if c.row == body and is_amount_in(c) for col in range(c.col, c.col_end)}
    above = [cell for cell in grid.cells if cell.row < body and cols & set(range(cell.col, cell.col_end))]
    own = {word for cell in above for line in cell.lines for word in line.text.split()}
    return body < grid.n_rows and own <= {
        word for cell in before.cells for ln in cell.lines for word in ln.text.split()
    }


def edges_of_header(grid: Grid, body: int) -> list[float]:
    """The edges between headers right above the first amounts that no cell under them has."""
    drawn = {col for cell in grid.cells if cell.row >= body for col in (cell.col, cell.col_end)}
    headers = [cell for cell in grid.cells if cell.row_end == body < grid.n_rows and cell.lines]
    ends = {cell.col_end for cell in headers} & {cell.col for cell in headers}
    return [grid.xs[col] for col in sorted(ends - drawn)]


def may_be_apart(cells: Sequence[GridCell]) -> bool:
    """Whether several cells of the same columns hold two texts on one line, or more lines than one."""
    return sum(len(cell.lines) > 1 or " " in cell.lines[0].text.strip() for cell in cells) >= FEWEST_TEXTS


def edges_between_texts(cells: Sequence[GridCell], inside: Inside, grid: Grid) -> list[float]:
    """Edges of the grid that cells over several columns have texts on both sides of, in most rows, and none across.

    A text is longer than a character: one that is printed spread (收  入) is one.
    """
    of_cells = [[piece for line in pieces_of(inside[cell.row, cell.col]) for piece in line] for cell in cells]
    texts = [[piece for piece in of_cell if len(piece[2].strip()) >= FEWEST_CHARACTERS] for of_cell in of_cells]
    found = []
    for x in grid.xs[cells[0].col + 1 : cells[0].col_end]:
        both = sum(any(x1 <= x for _, x1, _ in of_cell) and any(x0 >= x for x0, _, _ in of_cell) for of_cell in texts)
        if both >= max(FEWEST_TEXTS, MOST_TEXTS * len(cells)) and are_free([x], cells, inside):
            found.append(x)
    return found


def edges_before_amounts(cells: Sequence[GridCell], inside: Inside, grid: Grid) -> list[float]:
    """Edges of columns of amounts that cells over several columns print an amount behind, beside another text."""
    found: set[float] = set()
    for cell in cells:
        for line in pieces_of(inside[cell.row, cell.col]):
            for before, behind in pairwise(line):
                if not AMOUNT.fullmatch(behind[2]):
                    continue
                for col in range(cell.col + 1, cell.col_end):
                    of_column = [other for other in grid.cells if other.col == col and is_amount_in(other)]
                    if before[1] < grid.xs[col] < behind[0] and of_column:
                        found.add(grid.xs[col])
    return sorted(found)


def are_merged(cells: Sequence[GridCell], inside: Inside, grid: Grid) -> bool:
    """Whether each of these cells prints one text in its middle: names of sums, over the columns of the other page."""
    printed = [(cell, inside[cell.row, cell.col]) for cell in cells if inside[cell.row, cell.col]]
    return all(
        all(len(line) == 1 for line in pieces_of(glyphs))
        and is_centred(glyphs, grid.xs[cell.col], grid.xs[cell.col_end])
        for cell, glyphs in printed
    )


def are_free(edges: Sequence[float], cells: Sequence[GridCell], inside: Inside, gap: float = GAP) -> bool:
    """Whether no text of these cells, which end at such a ``gap``, stands across one of these edges."""
    pieces = [piece for cell in cells for line in pieces_of(inside[cell.row, cell.col], gap) for piece in line]
    return not any(x0 + ACROSS < x < x1 - ACROSS for x in edges for x0, x1, _ in pieces)


def are_filled(edges: Sequence[float], cell: GridCell, inside: Inside) -> bool:
    """Whether a text of a cell stands between each two of these edges."""
    pieces = [piece for line in pieces_of(inside[cell.row, cell.col], TOLD_GAP) for piece in line]
    return all(
        any(left <= x0 + ACROSS and x1 - ACROSS <= right for x0, x1, _ in pieces) for left, right in pairwise(edges)
    )


def are_of_columns(x: float, cells: Sequence[GridCell], inside: Inside) -> bool:
    """Whether cells may be of two columns at an edge: one has texts on both sides of it, or all print figures, some on
    either side.

    In a sheet of keys and values what stands over the first amounts is no header: under 项目期 | 1年 there are amounts
    on one side, or a key or an amount in one cell and the target of an indicator in another.
    """
    pieces = [[piece for line in pieces_of(inside[cell.row, cell.col]) for piece in line] for cell in cells]
    if any(min(of_cell)[1] <= x <= max(of_cell)[0] for of_cell in pieces if of_cell):
        return True
    sides = {x0 >= x for of_cell in pieces for x0, _, _ in of_cell}
    return len(sides) > 1 and all(is_figure(text) or text in NIL for of_cell in pieces for _, _, text in of_cell)
