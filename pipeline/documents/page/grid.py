"""Ruled tables of one page: the rectangles that pdfplumber's table finder sees, as a grid of cells with spans.

A rectangle that covers several columns or rows of the grid is one merged cell.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from pipeline.documents.model import Box
from pipeline.documents.page.edges import Point
from pipeline.documents.page.fill import Filled, bring_back, fill, keep_whole
from pipeline.documents.page.lines import Line, lines_of
from pipeline.documents.page.model import Edge, Glyph, Page, Rectangle
from pipeline.documents.page.overflow import put_back
from pipeline.documents.page.rectangles import TOLERANCE, rectangles_of

_SIZE: Callable[[Glyph], float] = itemgetter(5)
# Lines of a grid nearer than so many points, or than this part of the height of its type where that is more, are one
# line, unless something is printed between them.
_NARROWEST_COLUMN, _PART_OF_COLUMN = 5.0, 0.6
_NARROWEST_ROW, _PART_OF_ROW = 4.0, 0.5
# A blank column at the border of a table that is no wider than this, or than so many heights of type, is margin.
_WIDEST_MARGIN, _PART_OF_MARGIN = 12.0, 1.4
# Lines that meet end within this part of the height of the type of their page, where that is more than usual.
_PART_OF_TOLERANCE = 0.3


class GridCell(NamedTuple):
    """A cell of a page's table; rows and columns count from 0, the end is exclusive.

    ``open_above`` and ``open_below`` say that no line closes the cell there: the page break cut it.
    """

    row: int
    col: int
    row_end: int
    col_end: int
    box: Box
    page: int
    lines: tuple[Line, ...] = ()
    open_above: bool = False
    open_below: bool = False

    @property
    def text(self) -> str:
        """The lines of the cell, joined by line breaks."""
        lines = self.lines
        return lines[0].text if len(lines) == 1 else "\n".join([line.text for line in lines])


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on one page: the positions of its lines and its cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    page: int

    @property
    def n_rows(self) -> int:
        """The number of rows."""
        return len(self.ys) - 1

    @property
    def n_cols(self) -> int:
        """The number of columns."""
        return len(self.xs) - 1

    @property
    def box(self) -> Box:
        """What the table covers of the page in reading position."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def find_grids(page: Page, is_strip: Callable[[Grid], bool] = lambda _: False) -> tuple[list[Grid], list[Glyph]]:
    """The ruled tables of a page from top to bottom, and the characters that stand in none of them.

    Rectangles without any text are no table, and neither are those in one column or alone: a frame around text, unless
    ``is_strip`` says that the column goes on with a table of another page.
    """
    size = _size(page.glyphs)
    rectangles, closing = rectangles_of(page.edges, max(TOLERANCE, _PART_OF_TOLERANCE * size), page.glyphs)
    found = [_found(rectangle, closing) for rectangle in rectangles]
    over: list[int] = []
    rest = fill(found, page.glyphs, over)
    if over:
        keep_whole(found, page.glyphs, over, rest)
    bring_back(found)
    put_back(found, page.glyphs)
    grids = []
    groups = _groups(found)
    grouped = {id(cell) for group in groups for cell in group}
    rest.extend(glyph for cell in found if id(cell) not in grouped for glyph in cell.glyphs)
    for group in groups:
        if all(cell.is_blank for cell in group):
            continue
        grid, left_out = _grid(group, page.number)
        if grid.n_cols == 1 and not is_strip(grid):
            left_out = group
        else:
            grids.append(grid)
        rest.extend(glyph for cell in left_out for glyph in cell.glyphs)
    return grids, rest


def _groups(found: Sequence[Filled]) -> list[list[Filled]]:
    """The cells of each table: rectangles that share a corner with another one, without the room between two tables."""
    rest = list({cell.rectangle: cell for cell in found if not _is_between(cell, found)}.values())
    groups = []
    while rest:
        group: list[Filled] = []
        corners: set[Point] = set()
        n_before = -1
        while len(group) > n_before:
            n_before = len(group)
            apart = []
            for cell in rest:
                x0, top, x1, bottom = cell.rectangle
                own = (x0, top), (x0, bottom), (x1, top), (x1, bottom)
                if corners and corners.isdisjoint(own):
                    apart.append(cell)
                else:
                    corners.update(own)
                    group.append(cell)
            rest = apart
        if len(group) > 1:
            groups.append(group)
    return sorted(groups, key=lambda group: min((cell.rectangle[1], cell.rectangle[0]) for cell in group))


def _is_between(cell: Filled, found: Sequence[Filled]) -> bool:
    """Whether a rectangle is open above and below, blank, and has ruled cells at its left and at its right."""
    if not (cell.open_above and cell.open_below and cell.is_blank):
        return False
    left, _, right, _ = cell.rectangle
    ruled = [other.rectangle for other in found if not (other.open_above and other.open_below)]
    return any(other[2] == left for other in ruled) and any(other[0] == right for other in ruled)


def _found(rectangle: Rectangle, closing: Sequence[Edge]) -> Filled:
    if not closing:
        return Filled(rectangle)
    x0, top, x1, bottom = rectangle
    beside = [edge for edge in closing if edge.x0 <= x0 and x1 <= edge.x1]
    return Filled(
        rectangle,
        open_above=any(edge.top == top for edge in beside),
        open_below=any(edge.top == bottom for edge in beside),
    )


def _grid(group: Sequence[Filled], page: int) -> tuple[Grid, list[Filled]]:
    """The grid of these rectangles, and those left out: frames around other ones."""
    printed = [glyph for found in group for glyph in found.glyphs if not glyph.text.isspace()]
    across = {x for found in group for x in (found.rectangle[0], found.rectangle[2])}
    down = {y for found in group for y in (found.rectangle[1], found.rectangle[3])}
    size = _size(printed)
    narrowest, lowest = max(_NARROWEST_COLUMN, _PART_OF_COLUMN * size), max(_NARROWEST_ROW, _PART_OF_ROW * size)
    xs = _grid_lines(across, printed, _middle_across, narrowest)
    ys = _grid_lines(down, printed, _middle_down, lowest)
    col_at, row_at = _nearest(xs, across), _nearest(ys, down)
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    left_out: list[Filled] = []
    for found in sorted(group, key=lambda found: (found.is_blank, _area(found.rectangle))):
        x0, top, x1, bottom = found.rectangle
        col, col_end, row, row_end = col_at[x0], col_at[x1], row_at[top], row_at[bottom]
        is_single = row_end - row == 1 == col_end - col
        places = {(row, col)} if is_single else {(r, c) for r in range(row, row_end) for c in range(col, col_end)}
        if not places or not places.isdisjoint(taken):
            free = [] if found.is_blank or col_end - col == len(xs) - 1 else _free_parts(places - taken)
            if not free:
                left_out.append(found)
                continue
            # A line of the cells inside was drawn too short to cut the frame: its text stands in what they leave.
            parts = [
                Filled((xs[part[1]], ys[part[0]], xs[part[3]], ys[part[2]]), found.open_above, found.open_below)
                for part in free
            ]
            rest = fill(parts, found.glyphs)
            left_out.extend([Filled(found.rectangle, glyphs=rest)] if rest else [])
            for (row, col, row_end, col_end), part_found in zip(free, parts, strict=True):
                taken |= {(r, c) for r in range(row, row_end) for c in range(col, col_end)}
                box = Box(*part_found.rectangle)
                cells.append(GridCell(row, col, row_end, col_end, box, page, tuple(lines_of(part_found.glyphs))))
            continue
        taken |= places
        lines = tuple(lines_of(found.glyphs))
        cells.append(
            GridCell(
                row, col, row_end, col_end, Box(x0, top, x1, bottom), page, lines, found.open_above, found.open_below
            )
        )
    cells.sort(key=lambda cell: (cell.row, cell.col))
    margin = max(_WIDEST_MARGIN, _PART_OF_MARGIN * size)
    return without_empty_lines(xs, ys, _without_margins(cells, xs, ys, margin), page), left_out


def _size(glyphs: Sequence[Glyph]) -> float:
    """The height of the type of most characters; 0 where there are none."""
    return median(map(_SIZE, glyphs)) if glyphs else 0.0


def _free_parts(places: set[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """The rectangles (row, col, row_end, col_end) that these places make: runs of a row, alike runs below joined."""
    parts: list[tuple[int, int, int, int]] = []
    for row in sorted({row for row, _ in places}):
        cols = sorted(col for at, col in places if at == row)
        starts = [col for col in cols if col - 1 not in cols]
        ends = [col + 1 for col in cols if col + 1 not in cols]
        for start, end in zip(starts, ends, strict=True):
            above = next((part for part in parts if part[1:] == (start, row, end)), None)
            if above is not None:
                parts.remove(above)
            parts.append((above[0] if above is not None else row, start, row + 1, end))
    return parts


def _area(rectangle: Rectangle) -> float:
    return (rectangle[2] - rectangle[0]) * (rectangle[3] - rectangle[1])


def _grid_lines(
    positions: set[float], printed: Sequence[Glyph], middle: Callable[[Glyph], float], narrowest: float
) -> tuple[float, ...]:
    """The positions in order, without those that make a strip too narrow to print in and with nothing printed.

    ``middle`` is where between them a character stands.
    """
    kept: list[float] = []
    for position in sorted(positions):
        if kept and position - kept[-1] < narrowest and not any(kept[-1] <= middle(g) < position for g in printed):
            continue
        kept.append(position)
    return tuple(kept)


def _middle_across(glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1) / 2


def _middle_down(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


def _nearest(lines: Sequence[float], positions: Iterable[float]) -> dict[float, int]:
    """For each position the number of the line that is nearest to it."""
    known = {line: index for index, line in enumerate(lines)}
    return {
        position: known[position]
        if position in known
        else min(range(len(lines)), key=lambda index: abs(lines[index] - position))
        for position in positions
    }


def _without_margins(
    cells: Sequence[GridCell], xs: Sequence[float], ys: Sequence[float], widest: float
) -> list[GridCell]:
    """The cells without what stands at the border of a table and holds nothing.

    That is a column narrower than ``widest`` at its left or right end, rows above the first text, and a last row that
    no line closes: lines drawn too far. Cells of the next column that reach into such a column end where most do. A row
    of several cells right above, each over columns, stays: headers whose texts stand on the pages beside this one.
    """
    kept = list(cells)
    for col in (0, len(xs) - 2):
        own = [cell for cell in kept if (cell.col, cell.col_end) == (col, col + 1)]
        if xs[col + 1] - xs[col] < widest and not any(cell.text for cell in own):
            kept = _without_column([cell for cell in kept if cell not in own], col)
    first = min((cell.row for cell in kept if cell.text), default=0)
    above = [cell for cell in kept if cell.row_end == first]
    first -= len(above) > 1 and all(cell.row_end - cell.row == 1 < cell.col_end - cell.col for cell in above)
    kept = [cell for cell in kept if cell.row_end > first]
    bottom = [cell for cell in kept if cell.row_end == len(ys) - 1]
    if all(not cell.text and cell.open_below and cell.row_end - cell.row == 1 for cell in bottom):
        kept = [cell for cell in kept if cell not in bottom]
    return kept


def _without_column(cells: Sequence[GridCell], col: int) -> list[GridCell]:
    """The cells without the first or the last column, ``col``, which is of none: at that end all end where most do."""
    inner, outer = (1, 0) if col == 0 else (col, col + 1)
    reaching = sum(outer in {cell.col, cell.col_end} for cell in cells)
    beside = sum(inner in {cell.col, cell.col_end} for cell in cells)
    old, new = (inner, outer) if reaching > beside else (outer, inner)
    if col == 0:
        return [cell._replace(col=new) if cell.col == old else cell for cell in cells]
    return [cell._replace(col_end=new) if cell.col_end == old else cell for cell in cells]


def without_empty_lines(xs: Sequence[float], ys: Sequence[float], cells: Sequence[GridCell], page: int) -> Grid:
    """The grid of these cells, without the rows and columns in which none begins."""
    rows = sorted({cell.row for cell in cells})
    cols = sorted({cell.col for cell in cells})
    last_row, last_col = max(cell.row_end for cell in cells), max(cell.col_end for cell in cells)
    if len(rows) < len(ys) - 1 or len(cols) < len(xs) - 1:
        cells = _renumbered(cells, rows, cols)
    return Grid(
        (*(xs[col] for col in cols), xs[last_col]), (*(ys[row] for row in rows), ys[last_row]), tuple(cells), page
    )


def _renumbered(cells: Sequence[GridCell], rows: Sequence[int], cols: Sequence[int]) -> list[GridCell]:
    """The cells with these rows and columns, in order, counted from 0."""
    return [
        GridCell(
            bisect_left(rows, cell.row),
            bisect_left(cols, cell.col),
            bisect_left(rows, cell.row_end),
            bisect_left(cols, cell.col_end),
            cell.box,
            cell.page,
            cell.lines,
            cell.open_above,
            cell.open_below,
        )
        for cell in cells
    ]
