"""The header of a layout as cells of a grid, in as many rows as it has levels."""

from pipeline.documents.model import Box
from pipeline.documents.page.grid import GridCell
from pipeline.documents.page.unruled.layout import Layout
from pipeline.documents.page.unruled.words import lines_in

_NOWHERE = Box(0, 0, 0, 0)


def head_cells(layout: Layout, page: int) -> tuple[list[GridCell], int]:
    """The cells of the header, the lowest down to its end, without their places on the page; and how many rows."""
    depth = max(cell.depth for cell in layout.cells)
    cells: list[GridCell] = []
    level = [(cell, 0) for cell in layout.cells]
    while level:
        cell, row = level.pop(0)
        row_end = row + 1 if cell.below else depth
        lines = tuple(lines_in(word for piece in cell.pieces for word in piece.words))
        cells.append(GridCell(row, cell.col, row_end, cell.col_end, _NOWHERE, page, lines))
        level.extend((below, row + 1) for below in cell.below)
    return cells, depth
