"""Tables that run over pages, put together: the parts laid under each other, repeated headers dropped.

Two tables on consecutive pages are one when nothing but page furniture, or the same title again, stands between them
and their columns have the same edges.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.documents.model import Box, Cell, Table
from pipeline.documents.pdf_grid import Grid, GridCell
from pipeline.documents.pdf_indent import indent
from pipeline.documents.pdf_seam import Part, continue_cell, is_figure, seam_of

# How far two edges may be apart, in points, and still be the same column's.
_SNAP = 3.0
_MOST_HEADER_ROWS = 8


@dataclass(slots=True)
class JoinedTable:
    """A table under construction; ``xs`` are the edges of its columns on the page where it began."""

    xs: tuple[float, ...]
    n_rows: int
    page_from: int
    page_to: int
    cells: list[Part] = field(default_factory=list)

    def row(self, number: int) -> list[Part]:
        """The cells that begin in a row, left to right."""
        return sorted((cell for cell in self.cells if cell.row == number), key=lambda cell: cell.col)

    def last_row(self) -> list[Part]:
        """The cells that reach into the last row."""
        return sorted((cell for cell in self.cells if cell.row_end == self.n_rows), key=lambda cell: cell.col)


def begin(grid: Grid) -> JoinedTable:
    """The joined table that begins with this grid."""
    return JoinedTable(grid.xs, grid.n_rows, grid.page, grid.page, [_part(cell) for cell in grid.cells])


def _part(cell: GridCell) -> Part:
    return Part(
        cell.row,
        cell.col,
        cell.row_end,
        cell.col_end,
        cell.text,
        cell.page,
        cell.box,
        cell.lines,
        cell.open_above,
        cell.open_below,
    )


def same_columns(table: JoinedTable, grid: Grid) -> bool:
    """Whether the columns of a grid have the edges of the table: the outer ones, and one set holds the other."""
    if abs(table.xs[0] - grid.xs[0]) > _SNAP or abs(table.xs[-1] - grid.xs[-1]) > _SNAP:
        return False
    few, many = sorted((table.xs, grid.xs), key=len)
    return all(any(abs(x - other) <= _SNAP for other in many) for x in few)


def repeats_header(table: JoinedTable, grid: Grid) -> bool:
    """Whether the grid begins with the header rows of the table."""
    places = [_index(table.xs, x) for x in grid.xs]
    parts = [_part(cell) for cell in grid.cells]
    for part in parts:
        part.col, part.col_end = places[part.col], places[part.col_end]
    return _repeated_header(table, parts) > 0


def append(table: JoinedTable, grid: Grid) -> None:
    """Put the grid of the next page under the table."""
    xs = _union(table.xs, grid.xs)
    _move(table, xs)
    parts = [_part(cell) for cell in grid.cells]
    places = [_index(xs, x) for x in grid.xs]
    for part in parts:
        part.col, part.col_end = places[part.col], places[part.col_end]
    skipped = _repeated_header(table, parts)
    parts = [part for part in parts if part.row >= skipped]
    table.page_to = grid.page
    if not parts:
        return
    seam = seam_of(table.last_row(), [part for part in parts if part.row == skipped])
    offset = table.n_rows - skipped - (1 if seam.cuts_row else 0)
    for part in parts:
        part.row += offset
        part.row_end += offset
    for above, below in seam.pairs:
        continue_cell(above, below)
    continued = {id(below) for _, below in seam.pairs}
    table.cells.extend(part for part in parts if id(part) not in continued)
    table.n_rows = grid.n_rows + offset


def _union(xs: Sequence[float], others: Sequence[float]) -> tuple[float, ...]:
    new = [x for x in others if all(abs(x - old) > _SNAP for old in xs)]
    return tuple(sorted([*xs, *new]))


def _index(xs: Sequence[float], x: float) -> int:
    return min(range(len(xs)), key=lambda index: abs(xs[index] - x))


def _move(table: JoinedTable, xs: tuple[float, ...]) -> None:
    places = [_index(xs, x) for x in table.xs]
    for cell in table.cells:
        cell.col, cell.col_end = places[cell.col], places[cell.col_end]
    table.xs = xs


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _signature(parts: Sequence[Part], row: int) -> list[tuple[int, str]]:
    return [
        (part.col, _squeeze(part.text)) for part in sorted(parts, key=lambda p: p.col) if part.row == row and part.text
    ]


def _repeated_header(table: JoinedTable, parts: Sequence[Part]) -> int:
    """How many rows at the top of a continuation repeat the table's header."""
    best = 0
    for start in range(min(3, table.n_rows)):
        count = 0
        while count < _MOST_HEADER_ROWS and start + count < table.n_rows:
            above, below = _signature(table.cells, start + count), _signature(parts, count)
            if above != below or not (above or count):
                break
            count += 1
        words = [text for row in range(count) for _, text in _signature(parts, row) if not is_figure(text)]
        if count > best and len(words) >= 2:
            best = count
    spans = max((part.row_end for part in parts if part.row < best), default=0)
    return max(best, spans) if best else 0


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
