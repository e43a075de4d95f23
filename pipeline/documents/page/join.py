"""Tables that run over pages, put together: the parts laid under each other, repeated headers dropped.

Two tables on consecutive pages are one when nothing but page furniture, or the same title again, stands between them
and their columns have the same edges.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from pipeline.documents.model import Box, Cell, Table, squeezed
from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.indent import indent
from pipeline.documents.page.part import Part, continue_cell
from pipeline.documents.page.seam import seam_of, whole_row
from pipeline.documents.titles import ends_as_title

# How far two edges may be apart, in points, and still be the same column's.
_SNAP = 3.0
# By what part of the narrowest column edges may be off where all columns are there, and where only some are.
_OFF = 0.4
_OFF_OF_SOME = 0.05
# What part of its inner edges a form of two halves shares.
_SHARED = 0.5
# How far a whole table may be shifted on the next page, how exactly its columns must then be as wide, and how many
# edges that takes.
_MOST_SHIFT = 40.0
_SAME_WIDTH = 1.5
_FEWEST_EDGES = 4
# How far outer edges may be apart where so many inner ones are at one place, and what that is.
_MOST_OUTSIDE, _SAME_INSIDE, _FEWEST_INSIDE = 12.0, 1.0, 2
_MOST_HEADER_ROWS = 8
# The height of a line under a table, in points.
_LINE = 20.0
# How many rows of a header a continuation may leave out, and how many texts it must repeat.
_MOST_ABOVE = 4
_PAIR = 2
_FEWEST_WORDS = 2
# How many characters of a text at least stand in a cell that has no room for all of it.
_MANY_CELLS = 6
_FEWEST_LEFT = 3


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
    cells = [_part(cell) for cell in grid.cells]
    return JoinedTable(
        xs=grid.xs,
        n_rows=grid.n_rows,
        page_from=grid.page,
        page_to=grid.page,
        bottom=grid.box.bottom,
        cells=cells,
        last_row=reaching(cells, grid.n_rows),
        bands=[Band(grid.page, grid.ys)],
        printed=_stretches((), cells),
    )


def reaching(cells: Iterable[Part], row_end: int) -> list[Part]:
    """The cells that end with a row, from left to right."""
    return sorted((cell for cell in cells if cell.row_end == row_end), key=lambda cell: cell.col)


def _stretches(known: Iterable[Stretch], cells: Iterable[Part | GridCell]) -> tuple[Stretch, ...]:
    """These stretches of a width and those that the lines of cells cover, as one where they overlap."""
    found: list[Stretch] = []
    for x0, x1 in sorted([*known, *((line.x0, line.x1) for cell in cells for line in cell.lines)]):
        if found and x0 <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], x1)
        else:
            found.append((x0, x1))
    return tuple(found)


def _part(cell: GridCell) -> Part:
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


def same_columns(table: JoinedTable, grid: Grid) -> bool:
    """Whether a grid has the columns of the table.

    Its outer edges are the table's. Inside, either as many columns stand at about the same places, or all edges of the
    one are edges of the other. The same columns may all be shifted, on pages with another margin; as many with the same
    inner edges may end a little further out on one page, where its side is missing or is a frame's. One inner edge
    may stand anywhere between texts, where its line is missing on one page.
    """
    if _shifted(table.xs, grid.xs) or _same_inside(table.xs, grid.xs) or _same_but_one(table, grid):
        return True
    if abs(table.xs[0] - grid.xs[0]) > _SNAP or abs(table.xs[-1] - grid.xs[-1]) > _SNAP:
        return False
    return _near(table.xs, grid.xs) or _part_of(table.xs, grid.xs)


def _near(xs: Sequence[float], others: Sequence[float]) -> bool:
    """Whether the edges are as many, and none is off by more than a part of the columns beside it."""
    if len(xs) != len(others):
        return False
    widths = [min(b - a for a, b in pairwise(edges)) for edges in (xs, others)]
    return all(abs(x - other) <= _OFF * min(widths) for x, other in zip(xs, others, strict=True))


def _shifted(xs: Sequence[float], others: Sequence[float]) -> bool:
    """Whether several columns have the same widths, at most so far from each other as margins may differ."""
    if len(xs) != len(others) or len(xs) < _FEWEST_EDGES or abs(xs[0] - others[0]) > _MOST_SHIFT:
        return False
    return all(abs((x - xs[0]) - (other - others[0])) <= _SAME_WIDTH for x, other in zip(xs, others, strict=True))


def _same_inside(xs: Sequence[float], others: Sequence[float]) -> bool:
    """Whether several inner edges are at one place, and none of the others is far off, the outer ones included."""
    ends = max(abs(xs[0] - others[0]), abs(xs[-1] - others[-1]))
    if not _near(xs, others) or ends > _MOST_OUTSIDE:
        return False
    inside = zip(xs[1:-1], others[1:-1], strict=True)
    return sum(abs(x - other) <= _SAME_INSIDE for x, other in inside) >= _FEWEST_INSIDE


def _same_but_one(table: JoinedTable, grid: Grid) -> bool:
    """Whether all edges but an inner one are at one place, and on no page anything is printed between its two."""
    off = [at for at, (x, y) in enumerate(zip(table.xs, grid.xs, strict=False)) if abs(x - y) > _SAME_INSIDE]
    if len(table.xs) != len(grid.xs) or len(off) != 1 or not 0 < off[0] < len(grid.xs) - 1:
        return False
    left, right = sorted((table.xs[off[0]], grid.xs[off[0]]))
    is_nearest = _index(table.xs, grid.xs[off[0]]) == off[0]
    return is_nearest and not any(x0 < right and x1 > left for x0, x1 in _stretches(table.printed, grid.cells))


def _same_places(xs: Sequence[float], others: Sequence[float]) -> bool:
    return _near(xs, others) or _shifted(xs, others)


def _part_of(xs: Sequence[float], others: Sequence[float]) -> bool:
    few, many = sorted((xs, others), key=len)
    snap = _snap(xs, others)
    return all(any(abs(x - other) <= snap for other in many) for x in few)


def _snap(xs: Sequence[float], others: Sequence[float]) -> float:
    """How far two edges may be apart and still be the same column's, in tables of wide columns a little more."""
    return max(_SNAP, _OFF_OF_SOME * min(b - a for edges in (xs, others) for a, b in pairwise(edges)))


def is_other_half(table: JoinedTable, grid: Grid, page_end: float) -> bool:
    """Whether a grid may be the lower half of a form that the page break cuts between rows of other columns.

    Such halves share their outer edges and half of the inner ones; the table had no room to go on, and the grid does
    not begin as the table does, which would be the next sheet.
    """
    snap = _snap(table.xs, grid.xs)
    if abs(table.xs[0] - grid.xs[0]) > _SNAP or abs(table.xs[-1] - grid.xs[-1]) > _SNAP:
        return False
    few, many = sorted((table.xs[1:-1], grid.xs[1:-1]), key=len)
    shared = sum(any(abs(x - other) <= snap for other in many) for x in few)
    is_shared = len(few) > 1 and shared >= _SHARED * len(few)
    return is_shared and not begins_alike(table, grid) and had_no_room(table, grid, page_end)


def begins_anew(table: JoinedTable, grid: Grid) -> bool:
    """Whether a title over all columns that is not the table's own stands in the first printed rows of a grid.

    Above it there may be other lines over all columns: the number of the form, the unit of money.

    The table's own title begins another sheet of the same form where the keys under it come again with other values.
    """
    if not _has_title(grid.cells, grid.n_cols):
        return False
    return not repeats_header(table, grid) or _is_next_sheet(table, _placed(table.xs, grid))


def are_titled_apart(table: JoinedTable, grid: Grid) -> bool:
    """Whether a title over all columns stands in the first printed rows of both, and that of the grid is its own."""
    return _has_title(table.cells, len(table.xs) - 1) and begins_anew(table, grid)


def _has_title(cells: Sequence[Part] | Sequence[GridCell], n_cols: int) -> bool:
    """Whether a title is among the lines over all columns with which the cells, in the order of their rows, begin."""
    printed = (cell for cell in cells if cell.text)
    lines = takewhile(lambda cell: cell.col_end - cell.col == n_cols, printed)
    return any(ends_as_title(squeezed(line.text)) for line in lines)


def _is_next_sheet(table: JoinedTable, parts: Sequence[Part]) -> bool:
    """Whether nothing but lines of one text are repeated, and the row under them has the keys of the table's first."""
    above = [texts for _, texts in _printed_rows(table.cells, _MOST_HEADER_ROWS)]
    below = [texts for _, texts in _printed_rows(parts, _MOST_HEADER_ROWS)]
    first = next((index for index, texts in enumerate(above) if len(texts) > 1), None)
    if first is None or above[:first] != below[:first] or len(below) == first or above[first] == below[first]:
        return False
    return len(set(above[first]) & set(below[first])) >= _FEWEST_WORDS


def _has_other_value(
    above: Sequence[Sequence[tuple[int, str]]], below: Sequence[Sequence[tuple[int, str]]], n_cols: int
) -> bool:
    """Whether a form begins again with the same keys and values (实施单位 | X) and then has another value of a key.

    Each of the first has a line of its own over several columns, which no line of a header has.
    """
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(above, below, strict=False)))
    if (
        n_cols <= _PAIR
        or not same
        or same == min(len(above), len(below))
        or any(len(row) != _PAIR for row in above[:same])
    ):
        return False
    (key, *values), (key_again, *values_again) = above[same], below[same]
    is_other = bool(values and values_again) and values[0][0] == values_again[0][0] and values != values_again
    return key == key_again and is_other and not any(is_figure(text) for _, text in (*values, *values_again)[:1])


def repeats_header(table: JoinedTable, grid: Grid) -> bool:
    """Whether the grid begins with the header rows of the table."""
    return _repeated_header(table, _placed(table.xs, grid)) > 0


def begins_alike(table: JoinedTable, grid: Grid) -> bool:
    """Whether the grid begins with the very text with which the table begins, as the next sheet of a form does."""
    first, again = (_printed_rows(parts, 1) for parts in (table.cells, _placed(table.xs, grid)))
    return not first or not again or first[0][1][0][1] == again[0][1][0][1]


def had_no_room(table: JoinedTable, grid: Grid, page_end: float) -> bool:
    """Whether the table ended where no row of the grid had room above the end of what its pages print."""
    return page_end - table.bottom <= max(below - above for above, below in pairwise(grid.ys)) + _LINE


def append(table: JoinedTable, grid: Grid) -> None:
    """Put the grid of the next page under the table."""
    if not _same_places(table.xs, grid.xs) and not _same_but_one(table, grid):
        _move(table, _union(table.xs, grid.xs))
    parts = _placed(table.xs, grid)
    skipped = _repeated_header(table, parts)
    first = [part for part in parts if part.row == skipped]
    cuts_row = bool(first) and seam_of(table.last_row, first).cuts_row
    take_in(table, grid, Band(grid.page, grid.ys, skipped, cuts_row))


def take_in(table: JoinedTable, grid: Grid, band: Band) -> None:
    """Put the rows of a grid behind those that repeat the header under the table, as the band says."""
    table.page_to, table.bottom = grid.page, grid.box.bottom
    table.bands.append(band)
    parts = [part for part in _placed(table.xs, grid) if part.row >= band.skipped]
    above, first = table.last_row, [part for part in parts if part.row == band.skipped]
    seam = seam_of(above, first)
    pairs = seam.pairs if seam.cuts_row == band.cuts_row else whole_row(above, first) if band.cuts_row else ()
    table.printed = _stretches(table.printed, parts)
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


def _placed(xs: Sequence[float], grid: Grid) -> list[Part]:
    """The cells of a grid in the columns of these edges."""
    places = list(range(len(xs))) if _same_places(xs, grid.xs) else [_index(xs, x) for x in grid.xs]
    parts = [_part(cell) for cell in grid.cells]
    for part in parts:
        part.col, part.col_end = places[part.col], places[part.col_end]
    return parts


def _union(xs: Sequence[float], others: Sequence[float]) -> tuple[float, ...]:
    snap = _snap(xs, others)
    new = [x for x in others if all(abs(x - old) > snap for old in xs)]
    return tuple(sorted([*xs, *new]))


def _index(xs: Sequence[float], x: float) -> int:
    return min(range(len(xs)), key=lambda index: abs(xs[index] - x))


def _move(table: JoinedTable, xs: tuple[float, ...]) -> None:
    places = [_index(xs, x) for x in table.xs]
    for cell in table.cells:
        cell.col, cell.col_end = places[cell.col], places[cell.col_end]
    table.xs = xs


def _printed_rows(parts: Sequence[Part], most: int) -> list[tuple[int, list[tuple[int, str]]]]:
    """The first ``most`` rows that print anything, by number: the column and the squeezed text of each cell.

    The cells are in the order of their rows, and no more of them are looked at: a table may run over a thousand pages.
    """
    texts: dict[int, list[tuple[int, str]]] = {}
    for part in parts:
        if part.text:
            if part.row not in texts and len(texts) == most:
                break
            texts.setdefault(part.row, []).append((part.col, squeezed(part.text)))
    return [(row, sorted(cells)) for row, cells in texts.items()]


def _prints(row: Sequence[tuple[int, str]], again: Sequence[tuple[int, str]]) -> bool:
    """Whether a row prints the texts of another; a few may end early, where a cell had no room for all lines.

    Of many cells all may: a row of names in narrow columns that is printed again in half its height.
    """
    if [col for col, _ in row] != [col for col, _ in again]:
        return False
    cut = [(text, short) for (_, text), (_, short) in zip(row, again, strict=True) if text != short]
    are_many = len(row) >= _MANY_CELLS
    return (len(cut) * 2 <= len(row) or are_many) and all(
        text.startswith(short) and (are_many or len(short) >= _FEWEST_LEFT) and not is_figure(text)
        for text, short in cut
    )


def _repeated_header(table: JoinedTable, parts: Sequence[Part]) -> int:
    """How many rows at the top of a continuation repeat the table's header.

    It may repeat all of it or leave out the title and what else stands above the names of the columns. The first keys
    of the next form of several repeat nothing, though they have the values of the form above.
    """
    above = [texts for _, texts in _printed_rows(table.cells, _MOST_HEADER_ROWS)]
    below = _printed_rows(parts, _MOST_HEADER_ROWS)
    again = [texts for _, texts in below]
    if any(_has_other_value(above[start:], again, len(table.xs) - 1) for start in range(min(_MOST_ABOVE, len(above)))):
        return 0
    most = 0
    for start in range(min(_MOST_ABOVE, len(above))):
        count = 0
        while start + count < len(above) and count < len(below) and _prints(above[start + count], below[count][1]):
            count += 1
        texts = [text for _, row in below[:count] for _, text in row]
        words = [text for text in texts if not is_figure(text)]
        # Rows from inside a form may print what another form prints: amounts are in no header that leaves out its top.
        amounts = start > 0 and any(is_figure(text) and "." in text for text in texts)
        if count > most and len(words) >= _FEWEST_WORDS and not amounts:
            most = count
    if not most:
        return 0
    last = below[most - 1][0]
    return max(part.row_end for part in parts if part.row <= last)


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
