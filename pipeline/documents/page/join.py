"""Tables that run over pages, put together: the parts laid under each other, repeated headers dropped.

Two tables on consecutive pages are one when nothing but page furniture, or the same title again, stands between them
and their columns have the same edges.
"""

from collections.abc import Callable
from itertools import pairwise

from pipeline.documents.model import Box, Cell, Table
from pipeline.documents.page.grid import Grid
from pipeline.documents.page.indent import indent
from pipeline.documents.page.joined_table import Band, JoinedTable, reaching, stretches
from pipeline.documents.page.part import continue_cell
from pipeline.documents.page.same_columns import add_columns, placed, shares_half
from pipeline.documents.page.seam import seam_of, whole_row
from pipeline.documents.page.sheet_tops import begins_alike, repeated_header

# The height of a line under a table, in points.
_LINE = 20.0


def append(table: JoinedTable, grid: Grid) -> None:
    """Put the grid of the next page under the table."""
    add_columns(table, grid)
    parts = placed(table.xs, grid)
    skipped = repeated_header(table, parts)
    first = [part for part in parts if part.row == skipped]
    cuts_row = bool(first) and seam_of(table.last_row, first).cuts_row
    take_in(table, grid, Band(grid.page, grid.ys, skipped, cuts_row))


def take_in(table: JoinedTable, grid: Grid, band: Band) -> None:
    """Put the rows of a grid behind those that repeat the header under the table, as the band says."""
    table.page_to, table.bottom = grid.page, grid.box.bottom
    table.bands.append(band)
    parts = [part for part in placed(table.xs, grid) if part.row >= band.skipped]
    above, first = table.last_row, [part for part in parts if part.row == band.skipped]
    seam = seam_of(above, first)
    pairs = seam.pairs if seam.cuts_row == band.cuts_row else whole_row(above, first) if band.cuts_row else ()
    table.printed = stretches(table.printed, parts)
    offset = table.n_rows - band.skipped - (1 if band.cuts_row else 0)
    for part in parts:
        part.row += offset
        part.row_end += offset
    for upper, lower in pairs:
        continue_cell(upper, lower)
    continued = {id(lower) for _, lower in pairs}
    new = [part for part in parts if id(part) not in continued]
    table.cells.extend(new)
    table.n_rows = grid.n_rows + offset
    table.last_row = reaching([*above, *new], table.n_rows)


def is_other_half(table: JoinedTable, grid: Grid, page_end: float) -> bool:
    """Whether a grid may be the lower half of a form that the page break cuts between rows of other columns.

    Such halves share their outer edges and half of the inner ones; the table had no room to go on, and the grid does
    not begin as the table does, which would be the next sheet.
    """
    return shares_half(table, grid) and not begins_alike(table, grid) and had_no_room(table, grid, page_end)


def had_no_room(table: JoinedTable, grid: Grid, page_end: float) -> bool:
    """Whether the table ended where no row of the grid had room above the end of what its pages print."""
    return page_end - table.bottom <= max(below - above for above, below in pairwise(grid.ys)) + _LINE


def finished(table: JoinedTable, number: int, place: Callable[[int, Box], Box]) -> Table:
    """The table of the document model; ``place`` leads from a page's reading position to the displayed page."""
    indent(table.cells)
    return Table(
        number=number,
        n_rows=table.n_rows,
        n_cols=len(table.xs) - 1,
        cells=tuple(
            Cell(
                row=part.row + 1,
                col=part.col + 1,
                text=part.text,
                row_span=part.row_end - part.row,
                col_span=part.col_end - part.col,
                page=part.page,
                box=place(part.page, part.box),
            )
            for part in sorted(table.cells, key=lambda part: (part.row, part.col))
        ),
        page_from=table.page_from,
        page_to=table.page_to,
    )
