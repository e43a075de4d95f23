"""Ruled tables in which a line between two columns is missing: cells in which an amount stands beside another text.

What all rows leave free between amounts and other texts is where the line would be. A cell that holds two
amounts, or a name and an amount in row after row, is two cells; a header there is one of each column, unless it is
printed over both.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.missing_lines.cell_pieces import (
    AMOUNT,
    NIL,
    Inside,
    Piece,
    glyphs_of,
    is_amount_in,
    pieces_of,
)
from pipeline.documents.page.missing_lines.column_cuts import Span, with_cuts
from pipeline.documents.page.missing_lines.grid_edges import (
    FEWEST_CHARACTERS,
    FEWEST_TEXTS,
    MOST_TEXTS,
    TOLD_GAP,
    are_filled,
    are_free,
    are_merged,
    are_of_columns,
    edges_before_amounts,
    edges_between_texts,
    edges_of_header,
    may_be_apart,
    may_go_on,
)
from pipeline.documents.page.missing_lines.head_pairs import line_between, stand_apart
from pipeline.documents.page.missing_lines.known_edges import missing_edges
from pipeline.documents.page.model import Glyph

# Figures that are money without decimals, and how many of them a row of money has.
_LARGE, _FEWEST_LARGE = re.compile(r"-?\d{5,}"), 3
# Figures that say that there is nothing, and in how many rows they stand beside figures of another column.
_NOTHING, _FEWEST_NILS = frozenset({*NIL, "0", "0.00", "0.0"}), 2
# In how many rows texts must stand beside each other, by whether those at the left and at the right are amounts: two
# amounts in one cell are none, a code or an ordinal with a name may be.
_FEWEST_ROWS: Mapping[tuple[bool, bool], int] = {(True, True): 1, (True, False): 2, (False, True): 3}
# A column of 类, 款 or 项, and in how many rows two of them stand beside each other.
_CODE, _FEWEST_CODES = re.compile(r"\d{2,3}"), 3
# So many cells at least lie under two headers where the line between them is missing.
_FEWEST_CELLS = 2

Room = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Cells over the same columns of a grid that may be of more columns, and the headers over just these.

    Inside them ``headed`` are edges of the header, ``known`` those of the page before, ``between`` those with texts on
    both sides.
    """

    grid: Grid
    span: Span
    cells: Sequence[GridCell]
    headers: Sequence[GridCell]
    inside: Inside
    headed: Sequence[float]
    known: Sequence[float]
    between: Sequence[float]


def with_open_columns(grid: Grid, glyphs: Sequence[Glyph], before: Grid | None = None) -> Grid:
    """The grid with the columns that no line parts; ``glyphs`` are the page's, ``before`` is the grid of the page
    before that may go on in this one."""
    body = min((cell.row for cell in grid.cells if is_amount_in(cell)), default=None)
    body = _first_whole(grid) if body is None else body
    foot = _foot(grid, body, glyphs)
    by_span: dict[Span, list[GridCell]] = defaultdict(list)
    for cell in grid.cells:
        if body <= cell.row < foot and cell.lines:
            by_span[cell.col, cell.col_end].append(cell)
    apart = {(c.col, c.col_end) for c in grid.cells if c.row < body and c.col_end - c.col == 1 and stand_apart(c.lines)}
    known = missing_edges(grid.xs, before.xs) if before is not None and may_go_on(before, grid, body) else []
    headed = edges_of_header(grid, body)
    between = _between(by_span, glyphs, grid)
    several = {
        span
        for span, cells in by_span.items()
        if span in apart or between.get(span) or any(map(_holds_two, cells)) or _within(grid, span, [*known, *headed])
    }
    if not several:
        return grid
    above = [cell for cell in grid.cells if cell.lines and cell.row < foot]
    parts = [cell for cell in above if cell.row < body or (cell.col, cell.col_end) in several]
    inside = glyphs_of(parts, glyphs)
    cuts: dict[Span, list[float]] = {}
    for span in several:
        headers = [cell for cell in parts if cell.row < body and (cell.col, cell.col_end) == span]
        columns = _Columns(
            grid,
            span,
            by_span[span],
            headers,
            inside,
            headed=_within(grid, span, headed),
            known=_within(grid, span, known),
            between=between.get(span, []),
        )
        found = next((edges for way in _WAYS if (edges := way(columns))), None)
        if found is not None:
            cuts[span] = found
    if not cuts:
        return grid
    places = sorted({cut for of_span in cuts.values() for cut in of_span})
    wider = [cell for cell in above if cell.row >= body and (cell.col, cell.col_end) not in several]
    wider = [c for c in wider if _within(grid, (c.col, c.col_end), places)]
    return with_cuts(grid, cuts, inside | glyphs_of(wider, glyphs), body)


def _foot(grid: Grid, body: int, glyphs: Sequence[Glyph]) -> int:
    """The row from which on there are notes: below all figures, over all columns, the first across an edge of them."""
    last = max((cell.row_end for cell in grid.cells if cell.row >= body and _holds_figure(cell)), default=grid.n_rows)
    below = [cell for cell in grid.cells if cell.row >= last and cell.lines]
    if any((cell.col, cell.col_end) != (0, grid.n_cols) for cell in below):
        return grid.n_rows
    inside = glyphs_of(below, glyphs)
    inner = grid.xs[1:-1]
    return min((cell.row for cell in below if not are_free(inner, [cell], inside)), default=grid.n_rows)


def _holds_figure(cell: GridCell) -> bool:
    """Whether a text of a cell is a figure, or says that there is nothing."""
    return any(is_figure(text) or text in NIL for line in cell.lines for text in line.text.split())


def _within(grid: Grid, span: Span, edges: Sequence[float]) -> list[float]:
    """Those of these edges that stand inside the columns of a grid."""
    return [x for x in edges if grid.xs[span[0]] < x < grid.xs[span[1]]]


def _between(
    by_span: Mapping[Span, Sequence[GridCell]], glyphs: Sequence[Glyph], grid: Grid
) -> dict[Span, list[float]]:
    """The edges of the grid that cells over several columns have texts on both sides of."""
    across = {span: cells for span, cells in by_span.items() if span[1] - span[0] > 1 and may_be_apart(cells)}
    inside = glyphs_of([cell for cells in across.values() for cell in cells], glyphs)
    return {span: edges_between_texts(cells, inside, grid) for span, cells in across.items()}


def _told_edges(columns: _Columns) -> list[float]:
    """Edges that the header or the page before has, else those with texts on both sides, if no text is across one."""
    cells, inside, width = columns.cells, columns.inside, columns.span[1] - columns.span[0]
    are_all = len(columns.headed) == width - 1
    if are_all and len(cells) < _FEWEST_CELLS:
        ends = columns.grid.xs[columns.span[0]], columns.grid.xs[columns.span[1]]
        are_all = all(are_filled([ends[0], *columns.headed, ends[1]], cell, inside) for cell in cells)
    edges = [x for x in columns.headed if are_all and are_of_columns(x, cells, inside)]
    if edges and are_free(edges, cells, inside, TOLD_GAP):
        return edges
    if width == 1 and (len(cells) >= FEWEST_TEXTS or not are_merged(cells, inside, columns.grid)):
        edges += columns.known
    edges = edges or list(columns.between)
    return edges if are_free(edges, cells, inside) else []


def _cuts_in_rooms(columns: _Columns) -> list[float]:
    """A line in each room that the texts of the cells leave between columns."""
    rooms = _rooms(columns.cells, columns.headers, columns.inside)
    return [_cut_in(room, columns.headers, columns.inside, columns.grid.xs) for room in rooms]


def _cuts_under_headers(columns: _Columns) -> list[float]:
    """The line between two headers that stand apart in one cell over one column."""
    is_one = columns.span[1] - columns.span[0] == 1
    if not is_one or not any(stand_apart(header.lines) for header in columns.headers):
        return []
    cut = _cut_under(columns.headers, columns.cells, columns.inside)
    return [cut] if cut is not None else []


def _edges_of_amounts(columns: _Columns) -> list[float]:
    """Edges of columns of amounts that no text stands across."""
    edges = edges_before_amounts(columns.cells, columns.inside, columns.grid)
    return [x for x in edges if are_free([x], columns.cells, columns.inside)]


# What tells where the lines between columns are missing; the first that finds any is believed.
_WAYS: Sequence[Callable[[_Columns], list[float]]] = (
    _told_edges,
    _cuts_in_rooms,
    _cuts_under_headers,
    _edges_of_amounts,
)


def _first_whole(grid: Grid) -> int:
    """The first row of money without decimals, of which several figures are too large for a year or a number."""
    large = Counter(cell.row for cell in grid.cells if _LARGE.fullmatch(cell.text))
    return min((row for row, count in large.items() if count >= _FEWEST_LARGE), default=grid.n_rows)


def _holds_two(cell: GridCell) -> bool:
    """Whether an amount stands beside another text, or one code beside another."""
    if len(cell.lines) == 1 and " " not in cell.lines[0].text:
        return False
    texts = [text for line in cell.lines for text in line.text.split()]
    is_nil = all(text in _NOTHING for text in texts)
    return len(texts) > 1 and (is_nil or any(map(AMOUNT.fullmatch, texts)) or all(map(_CODE.fullmatch, texts)))


def _rooms(cells: Sequence[GridCell], headers: Sequence[GridCell], inside: Inside) -> list[Room]:
    """From where to where lines are missing in cells of the same columns, under these headers."""
    of_cells = [[piece for line in pieces_of(inside[cell.row, cell.col]) for piece in line] for cell in cells]
    stripes: list[list[float]] = []
    for x0, x1 in sorted((x0, x1) for pieces in of_cells for x0, x1, _ in pieces):
        if not stripes or x0 > stripes[-1][1]:
            stripes.append([x0, x1])
        stripes[-1][1] = max(stripes[-1][1], x1)
    within = [[[piece for piece in of_cell if x0 <= piece[0] <= x1] for of_cell in of_cells] for x0, x1 in stripes]
    return [
        (stripes[number][1], stripes[number + 1][0])
        for number, (before, behind) in enumerate(pairwise(within))
        if _are_apart(before, behind)
        or _are_headed_apart(before, behind, (stripes[number][1], stripes[number + 1][0]), headers, inside)
    ]


def _are_headed_apart(
    before: Sequence[Sequence[Piece]],
    behind: Sequence[Sequence[Piece]],
    room: Room,
    headers: Sequence[GridCell],
    inside: Inside,
) -> bool:
    """Whether texts left and right of a room stand beside each other in most rows, under a header for each."""
    rows = sum(bool(left and right) for left, right in zip(before, behind, strict=True))
    if rows < max(FEWEST_TEXTS, MOST_TEXTS * sum(map(bool, behind))):
        return False
    for header in headers:
        for line in pieces_of(inside[header.row, header.col]):
            for piece, beside in pairwise(line):
                is_over = max(room[0], piece[1]) < min(room[1], beside[0])
                if is_over and min(len(piece[2]), len(beside[2])) >= FEWEST_CHARACTERS:
                    return True
    return False


def _cut_in(room: Room, headers: Sequence[GridCell], inside: Inside, xs: Sequence[float]) -> float:
    """Where in a room the line is: at an edge of the grid, where a header is parted too, else in the middle."""
    left, right = room
    edges = xs[bisect_right(xs, left) : bisect_left(xs, right)]
    if edges:
        return edges[0]
    for header in headers:
        told = line_between(inside[header.row, header.col], header.box.x0, header.box.x1)
        if told is not None and left <= told[1] <= right:
            return told[1]
        for line in pieces_of(inside[header.row, header.col]):
            for piece, beside in pairwise(line):
                if max(left, piece[1]) < min(right, beside[0]):
                    left, right = max(left, piece[1]), min(right, beside[0])
    return (left + right) / 2


def _cut_under(headers: Sequence[GridCell], cells: Sequence[GridCell], inside: Inside) -> float | None:
    """Where a line is missing between two headers in one cell, nothing under them standing across."""
    for header in headers:
        told = line_between(inside[header.row, header.col], header.box.x0, header.box.x1)
        if told is None:
            continue
        below = [(x0, x1) for cell in cells for line in pieces_of(inside[cell.row, cell.col]) for x0, x1, _ in line]
        left = max([told[0][0], *(x1 for x0, x1 in below if x0 + x1 < 2 * told[1])])
        right = min([told[0][1], *(x0 for x0, x1 in below if x0 + x1 >= 2 * told[1])])
        if left <= right:
            return min(max(told[1], left), right)
    return None


def _are_apart(before: Sequence[Sequence[Piece]], behind: Sequence[Sequence[Piece]]) -> bool:
    """Whether the texts of each cell left and right of a room are those of two columns."""
    rows = sum(bool(left and right) for left, right in zip(before, behind, strict=True))
    sides = [[text for pieces in side for _, _, text in pieces] for side in (before, behind)]
    if all(_CODE.fullmatch(text) for side in sides for text in side):
        return rows >= _FEWEST_CODES
    are_figures = [all(is_figure(text) or text in NIL for text in side) for side in sides]
    are_amounts = [are and any(map(AMOUNT.fullmatch, side)) for are, side in zip(are_figures, sides, strict=True)]
    if all(are_figures) and any(text in _NOTHING for side in sides for text in side):
        return rows >= _FEWEST_NILS
    return rows >= _FEWEST_ROWS.get((are_amounts[0], are_amounts[1]), inf)
