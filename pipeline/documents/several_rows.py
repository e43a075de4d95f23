"""Rows of a table that hold several rows: each of their cells prints as many lines, amounts among them.

Whoever types a table may put a whole column into one cell, a line for each row. Amounts are never broken into amounts,
so a row whose cells have as many lines, or nothing, is so many rows. Where one has fewer, nobody can tell which of its
lines are left out, and the row stays.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.documents.model import Cell, Content, Table, squeezed

_AMOUNT = re.compile(r"[-−(（]?(?:\d{1,3}(?:[,，]\d{3})+(?:[.．]\d{1,6})?|\d+[.．]\d{1,6})[)）]?")
_FIGURE = re.compile(r"[-−(（]?[\d,，.．]*\d[)）]?|[-—–/]*")
_FEWEST_AMOUNTS = 2


def with_rows_apart(content: Content) -> Content:
    """The content with every row of a table that holds several taken apart; its rows are numbered anew.

    On a page, where a cell has a place, its lines keep the place of the whole cell.
    """
    blocks = [_apart(block) if isinstance(block, Table) else block for block in content.blocks]
    return replace(content, blocks=tuple(blocks)) if blocks != list(content.blocks) else content


def _apart(table: Table) -> Table:
    spanned = {row for cell in table.cells for row in range(cell.row, cell.row + cell.row_span) if cell.row_span > 1}
    counts = [1 if number in spanned else _n_rows(row) for number, row in enumerate(table.rows, start=1)]
    if all(count == 1 for count in counts):
        return table
    begins = [1 + sum(counts[:number]) for number in range(len(counts) + 1)]
    cells: list[Cell] = []
    for cell in table.cells:
        first, end = begins[cell.row - 1], begins[cell.row - 1 + cell.row_span]
        if counts[cell.row - 1] == 1:
            cells.append(replace(cell, row=first, row_span=end - first))
            continue
        lines = cell.text.split("\n") if cell.text else [""] * (end - first)
        cells += [replace(cell, row=first + number, text=line.strip()) for number, line in enumerate(lines)]
    return replace(table, n_rows=begins[-1] - 1, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))))


def _n_rows(row: Sequence[Cell]) -> int:
    """How many rows a row holds."""
    printed = [cell.text.split("\n") for cell in row if cell.text]
    counts = {len(lines) for lines in printed}
    if len(counts) != 1:
        return 1
    of_figures = [lines for lines in printed if all(_FIGURE.fullmatch(squeezed(line)) for line in lines)]
    has_amounts = any(
        sum(_AMOUNT.fullmatch(squeezed(line)) is not None for line in lines) >= _FEWEST_AMOUNTS for lines in of_figures
    )
    return counts.pop() if has_amounts and len(of_figures) < len(printed) else 1
