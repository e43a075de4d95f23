"""A table of several pages under construction."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.part import Part

Stretch = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Band:
    """The rows of a table on one page: the edges of the rows there, how many of them repeat the header, and whether
    the page break before them cuts a row."""

    page: int
    ys: tuple[float, ...]
    skipped: int = 0
    cuts_row: bool = False


@dataclass(slots=True)
class JoinedTable:
    """A table under construction.

    ``xs`` are the edges of its columns on the page where it began, ``bottom`` is where it ends on its last page,
    ``bands`` are its pages, ``cells`` are in the order of their rows, ``last_row`` those that reach into the last one,
    ``strips`` the columns for which its paper had no room, each a table of the same rows, ``printed`` where in its
    width anything is printed on any of its pages: stretches from left to right, apart from each other.
    """

    xs: tuple[float, ...]
    n_rows: int
    page_from: int
    page_to: int
    bottom: float
    cells: list[Part] = field(default_factory=list)
    last_row: list[Part] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    strips: list["JoinedTable"] = field(default_factory=list)
    printed: tuple[Stretch, ...] = ()

    @property
    def last_page(self) -> int:
        """The last page on which columns of the table stand."""
        return max(self.page_to, *(strip.page_to for strip in self.strips)) if self.strips else self.page_to


def begin(grid: Grid) -> JoinedTable:
    """The joined table that begins with this grid."""
    cells = [part_of(cell) for cell in grid.cells]
    return JoinedTable(
        xs=grid.xs,
        n_rows=grid.n_rows,
        page_from=grid.page,
        page_to=grid.page,
        bottom=grid.box.bottom,
        cells=cells,
        last_row=reaching(cells, grid.n_rows),
        bands=[Band(grid.page, grid.ys)],
        printed=stretches((), cells),
    )


def reaching(cells: Iterable[Part], row_end: int) -> list[Part]:
    """The cells that end with a row, from left to right."""
    return sorted((cell for cell in cells if cell.row_end == row_end), key=lambda cell: cell.col)


def stretches(known: Iterable[Stretch], cells: Iterable[Part | GridCell]) -> tuple[Stretch, ...]:
    """These stretches of a width and those that the lines of cells cover, as one where they overlap."""
    found: list[Stretch] = []
    for x0, x1 in sorted([*known, *((line.x0, line.x1) for cell in cells for line in cell.lines)]):
        if found and x0 <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], x1)
        else:
            found.append((x0, x1))
    return tuple(found)


def part_of(cell: GridCell) -> Part:
    """A cell of a page's table as a part of one of several pages."""
    return Part(
        cell.row,
        cell.col,
        cell.row_end,
        cell.col_end,
        cell.text,
        cell.page,
        cell.box,
        cell.box,
        cell.lines,
        cell.open_above,
        cell.open_below,
    )
