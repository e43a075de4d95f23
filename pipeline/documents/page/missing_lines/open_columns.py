"""Ruled tables in which a line between two columns is missing: cells in which an amount stands beside another text.

What all rows leave free between amounts and other texts is where the line would be. A cell that holds two
amounts, or a name and an amount in row after row, is two cells; a header there is one of each column, unless it is
printed over both.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import inf

from pipeline.documents.model import Box
from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.lines import lines_of, rows_of, split_at_gaps
from pipeline.documents.page.missing_lines.head_pairs import line_between, stand_apart
from pipeline.documents.page.missing_lines.known_edges import missing_edges
from pipeline.documents.page.model import Glyph

_AMOUNT = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2,6}|[-−]?\d{1,3}(?:,\d{3})+")
_AMOUNT_BEFORE = re.compile(rf"({_AMOUNT.pattern})([^\d.,%％].*)")
_AMOUNT_BEHIND = re.compile(rf"(.*[^\d.,%％-])({_AMOUNT.pattern})")
# Figures that are money without decimals, and how many of them a row of money has.
_LARGE, _FEWEST_LARGE = re.compile(r"-?\d{5,}"), 3
# Texts of a line are apart by this part of their height.
_GAP = 0.5
_NIL = frozenset({"-", "—", "——", "/"})
# Figures that say that there is nothing, and in how many rows they stand beside figures of another column.
_NOTHING, _FEWEST_NILS = frozenset({*_NIL, "0", "0.00", "0.0"}), 2
# In how many rows texts must stand beside each other, by whether those at the left and at the right are amounts: two
# amounts in one cell are none, a code or an ordinal with a name may be.
_FEWEST_ROWS: Mapping[tuple[bool, bool], int] = {(True, True): 1, (True, False): 2, (False, True): 3}
# A column of 类, 款 or 项, and in how many rows two of them stand beside each other.
_CODE, _FEWEST_CODES = re.compile(r"\d{2,3}"), 3
# In how many rows, and in what part of those that print the second, texts stand beside each other under a header each,
# which has so many characters.
_FEWEST_TEXTS, _MOST_TEXTS, _FEWEST_CHARACTERS = 3, 0.6, 2
# So many cells at least lie under two headers where the line between them is missing.
_FEWEST_CELLS = 2
# How much further apart than others, and than this part of their height, characters of two headers are.
_WIDER, _LEAST_GAP = 2.0, 0.12
# By what part of the width of its cell a header in its middle is off it.
_OFF_MIDDLE = 0.12

# A text stands across an edge that is further inside it, in points.
_ACROSS = 1.0

Piece = tuple[float, float, str]
Span = tuple[int, int]
Room = tuple[float, float]


def with_open_columns(grid: Grid, glyphs: Sequence[Glyph], before: Grid | None = None) -> Grid:
    """The grid with the columns that no line parts; ``glyphs`` are the page's, ``before`` is the grid of the page
    before that may go on in this one."""
    body = min((cell.row for cell in grid.cells if _is_amount_in(cell)), default=None)
    body = _first_whole(grid) if body is None else body
    by_span: dict[Span, list[GridCell]] = defaultdict(list)
    for cell in grid.cells:
        if cell.row >= body and cell.lines:
            by_span[cell.col, cell.col_end].append(cell)
    headed = {(c.col, c.col_end) for c in grid.cells if c.row < body < grid.n_rows and stand_apart(c.lines)}
    headed = {span for span in headed if span[1] - span[0] == 1 and span in by_span}
    known = missing_edges(grid.xs, before.xs) if before is not None and _may_go_on(before, grid, body) else []
    several = {span for span, cells in by_span.items() if any(map(_holds_two, cells))} | headed
    several |= {span for span in by_span for x in known if grid.xs[span[0]] < x < grid.xs[span[1]]}
    headed_apart = _edges_of_header(grid, body)
    several |= {span for span in by_span for x in headed_apart if grid.xs[span[0]] < x < grid.xs[span[1]]}
    across = {span: cells for span, cells in by_span.items() if span[1] - span[0] > 1 and _may_be_apart(cells)}
    inside_across = _glyphs_of([cell for cells in across.values() for cell in cells], glyphs)
    parted = {span: _edges_between_texts(cells, inside_across, grid) for span, cells in across.items()}
    several |= {span for span, edges in parted.items() if edges}
    if not several:
        return grid
    parts = [cell for cell in grid.cells if cell.lines and (cell.row < body or (cell.col, cell.col_end) in several)]
    inside = _glyphs_of(parts, glyphs)
    cuts: dict[Span, list[float]] = {}
    for span in several:
        cells = by_span.get(span, [])
        headers = [cell for cell in parts if cell.row < body and (cell.col, cell.col_end) == span]
        edges = [x for x in headed_apart if grid.xs[span[0]] < x < grid.xs[span[1]]]
        edges = edges if len(edges) == span[1] - span[0] - 1 and len(cells) >= _FEWEST_CELLS else []
        edges = [x for x in edges if _are_of_columns(x, cells, inside)]
        if len(cells) >= _FEWEST_TEXTS or not _are_merged(cells, inside, grid):
            edges += [x for x in known if grid.xs[span[0]] < x < grid.xs[span[1]] and span[1] - span[0] == 1]
        edges = edges or parted.get(span, [])
        if edges and _are_free(edges, cells, inside):
            cuts[span] = edges
        elif rooms := _rooms(cells, headers, inside):
            cuts[span] = [_cut_in(room, headers, inside, grid.xs) for room in rooms]
        elif span in headed and (cut := _cut_under(headers, cells, inside)) is not None:
            cuts[span] = [cut]
        elif edges := [x for x in _edges_before_amounts(cells, inside, grid) if _are_free([x], cells, inside)]:
            cuts[span] = edges
    if not cuts:
        return grid
    places = sorted({cut for of_span in cuts.values() for cut in of_span})
    wider = [c for c in grid.cells if c.row >= body and c.lines and (c.col, c.col_end) not in several]
    wider = [c for c in wider if any(grid.xs[c.col] < place < grid.xs[c.col_end] for place in places)]
    return _parted(grid, cuts, inside | _glyphs_of(wider, glyphs), body)


def _is_amount_in(cell: GridCell) -> bool:
    return any(_holds_amount(line.text) for line in cell.lines)


@lru_cache(4096)
def _holds_amount(text: str) -> bool:
    return any(map(_AMOUNT.fullmatch, text.split()))


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
    return len(texts) > 1 and (is_nil or any(map(_AMOUNT.fullmatch, texts)) or all(map(_CODE.fullmatch, texts)))


def _glyphs_of(cells: Sequence[GridCell], glyphs: Sequence[Glyph]) -> dict[tuple[int, int], list[Glyph]]:
    """The characters in each of these cells, by the row and column in which it begins."""
    placed = [((g.x0 + g.x1) / 2, (g.top + g.bottom) / 2, g) for g in glyphs] if cells else []
    found: dict[tuple[int, int], list[Glyph]] = {}
    for cell in cells:
        left, top, right, bottom = cell.box.x0, cell.box.top, cell.box.x1, cell.box.bottom
        found[cell.row, cell.col] = [glyph for x, y, glyph in placed if top <= y < bottom and left <= x < right]
    return found


def _pieces(glyphs: Sequence[Glyph]) -> list[list[Piece]]:
    """The texts of each line, left to right: where they begin and end, and their characters."""
    return [
        [
            (part[0].x0, part[-1].x1, "".join(glyph.text for glyph in part))
            for piece in split_at_gaps(row, _GAP)
            for part in _at_amount(piece)
        ]
        for row in rows_of(glyphs)
    ]


def _at_amount(piece: list[Glyph]) -> list[list[Glyph]]:
    """A text cut behind the amount that it begins with, or before the one that it ends with."""
    text = "".join(glyph.text for glyph in piece)
    touching = _AMOUNT_BEFORE.fullmatch(text) or _AMOUNT_BEHIND.fullmatch(text)
    if touching is None or len(text) != len(piece):
        return [piece]
    return [piece[: touching.end(1)], piece[touching.end(1) :]]


def _rooms(
    cells: Sequence[GridCell], headers: Sequence[GridCell], inside: Mapping[tuple[int, int], Sequence[Glyph]]
) -> list[Room]:
    """From where to where lines are missing in cells of the same columns, under these headers."""
    of_cells = [[piece for line in _pieces(inside[cell.row, cell.col]) for piece in line] for cell in cells]
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
    inside: Mapping[tuple[int, int], Sequence[Glyph]],
) -> bool:
    """Whether texts left and right of a room stand beside each other in most rows, under a header for each."""
    rows = sum(bool(left and right) for left, right in zip(before, behind, strict=True))
    if rows < max(_FEWEST_TEXTS, _MOST_TEXTS * sum(map(bool, behind))):
        return False
    for header in headers:
        for line in _pieces(inside[header.row, header.col]):
            for piece, beside in pairwise(line):
                is_over = max(room[0], piece[1]) < min(room[1], beside[0])
                if is_over and min(len(piece[2]), len(beside[2])) >= _FEWEST_CHARACTERS:
                    return True
    return False


def _cut_in(
    room: Room, headers: Sequence[GridCell], inside: Mapping[tuple[int, int], list[Glyph]], xs: Sequence[float]
) -> float:
    """Where in a room the line is: at an edge of the grid, where a header is parted too, else in the middle."""
    left, right = room
    edges = xs[bisect_right(xs, left) : bisect_left(xs, right)]
    if edges:
        return edges[0]
    for header in headers:
        told = line_between(inside[header.row, header.col], header.box.x0, header.box.x1)
        if told is not None and left <= told[1] <= right:
            return told[1]
        for line in _pieces(inside[header.row, header.col]):
            for piece, beside in pairwise(line):
                if max(left, piece[1]) < min(right, beside[0]):
                    left, right = max(left, piece[1]), min(right, beside[0])
    return (left + right) / 2


def _may_go_on(before: Grid, grid: Grid, body: int) -> bool:
    """Whether nothing stands over the first amounts, in their columns, but what the grid before it prints too."""
    cols = {col for c in grid.cells if c.row == body and _is_amount_in(c) for col in range(c.col, c.col_end)}
    above = [cell for cell in grid.cells if cell.row < body and cols & set(range(cell.col, cell.col_end))]
    own = {word for cell in above for line in cell.lines for word in line.text.split()}
    return body < grid.n_rows and own <= {
        word for cell in before.cells for ln in cell.lines for word in ln.text.split()
    }


def _edges_before_amounts(
    cells: Sequence[GridCell], inside: Mapping[tuple[int, int], list[Glyph]], grid: Grid
) -> list[float]:
    """Edges of columns of amounts that cells over several columns print an amount behind, beside another text."""
    found: set[float] = set()
    for cell in cells:
        for line in _pieces(inside[cell.row, cell.col]):
            for before, behind in pairwise(line):
                if not _AMOUNT.fullmatch(behind[2]):
                    continue
                for col in range(cell.col + 1, cell.col_end):
                    of_column = [other for other in grid.cells if other.col == col and _is_amount_in(other)]
                    if before[1] < grid.xs[col] < behind[0] and of_column:
                        found.add(grid.xs[col])
    return sorted(found)


def _are_merged(cells: Sequence[GridCell], inside: Mapping[tuple[int, int], Sequence[Glyph]], grid: Grid) -> bool:
    """Whether each of these cells prints one text in its middle: names of sums, over the columns of the other page."""
    printed = [(cell, inside[cell.row, cell.col]) for cell in cells if inside[cell.row, cell.col]]
    return all(
        all(len(line) == 1 for line in _pieces(glyphs))
        and _is_centred(glyphs, grid.xs[cell.col], grid.xs[cell.col_end])
        for cell, glyphs in printed
    )


def _may_be_apart(cells: Sequence[GridCell]) -> bool:
    """Whether several cells of the same columns hold two texts on one line, or more lines than one."""
    return sum(len(cell.lines) > 1 or " " in cell.lines[0].text.strip() for cell in cells) >= _FEWEST_TEXTS


def _edges_between_texts(
    cells: Sequence[GridCell], inside: Mapping[tuple[int, int], list[Glyph]], grid: Grid
) -> list[float]:
    """Edges of the grid that cells over several columns have texts on both sides of, in most rows, and none across.

    A text is longer than a character: one that is printed spread (收  入) is one.
    """
    of_cells = [[piece for line in _pieces(inside[cell.row, cell.col]) for piece in line] for cell in cells]
    texts = [[piece for piece in of_cell if len(piece[2].strip()) >= _FEWEST_CHARACTERS] for of_cell in of_cells]
    found = []
    for x in grid.xs[cells[0].col + 1 : cells[0].col_end]:
        both = sum(any(x1 <= x for _, x1, _ in of_cell) and any(x0 >= x for x0, _, _ in of_cell) for of_cell in texts)
        if both >= max(_FEWEST_TEXTS, _MOST_TEXTS * len(cells)) and _are_free([x], cells, inside):
            found.append(x)
    return found


def _edges_of_header(grid: Grid, body: int) -> list[float]:
    """The edges between headers right above the first amounts that no cell under them has."""
    drawn = {col for cell in grid.cells if cell.row >= body for col in (cell.col, cell.col_end)}
    headers = [cell for cell in grid.cells if cell.row_end == body < grid.n_rows and cell.lines]
    ends = {cell.col_end for cell in headers} & {cell.col for cell in headers}
    return [grid.xs[col] for col in sorted(ends - drawn)]


def _are_free(edges: Sequence[float], cells: Sequence[GridCell], inside: Mapping[tuple[int, int], list[Glyph]]) -> bool:
    """Whether no text of these cells stands across one of these edges."""
    pieces = [piece for cell in cells for line in _pieces(inside[cell.row, cell.col]) for piece in line]
    return not any(x0 + _ACROSS < x < x1 - _ACROSS for x in edges for x0, x1, _ in pieces)


def _are_of_columns(x: float, cells: Sequence[GridCell], inside: Mapping[tuple[int, int], list[Glyph]]) -> bool:
    """Whether cells may be of two columns at an edge: one has texts on both sides of it, or all print figures.

    In a sheet of keys and values what stands over the first amounts is no header: under 项目期 | 1年 there is a key or
    an amount in one cell and the target of an indicator in another.
    """
    pieces = [[piece for line in _pieces(inside[cell.row, cell.col]) for piece in line] for cell in cells]
    if any(min(of_cell)[1] <= x <= max(of_cell)[0] for of_cell in pieces if of_cell):
        return True
    return all(is_figure(text) or text in _NIL for of_cell in pieces for _, _, text in of_cell)


def _cut_under(
    headers: Sequence[GridCell], cells: Sequence[GridCell], inside: Mapping[tuple[int, int], list[Glyph]]
) -> float | None:
    """Where a line is missing between two headers in one cell, nothing under them standing across."""
    for header in headers:
        told = line_between(inside[header.row, header.col], header.box.x0, header.box.x1)
        if told is None:
            continue
        below = [(x0, x1) for cell in cells for line in _pieces(inside[cell.row, cell.col]) for x0, x1, _ in line]
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
    are_figures = [all(is_figure(text) or text in _NIL for text in side) for side in sides]
    are_amounts = [are and any(map(_AMOUNT.fullmatch, side)) for are, side in zip(are_figures, sides, strict=True)]
    if all(are_figures) and any(text in _NOTHING for side in sides for text in side):
        return rows >= _FEWEST_NILS
    return rows >= _FEWEST_ROWS.get((are_amounts[0], are_amounts[1]), inf)


def _parted(
    grid: Grid, cuts: Mapping[Span, Sequence[float]], inside: Mapping[tuple[int, int], list[Glyph]], body: int
) -> Grid:
    xs = tuple(sorted({*grid.xs, *(cut for of_span in cuts.values() for cut in of_span)}))
    place = {x: number for number, x in enumerate(xs)}
    cells: list[GridCell] = []
    for cell in grid.cells:
        left, right = grid.xs[cell.col], grid.xs[cell.col_end]
        glyphs = inside.get((cell.row, cell.col), [])
        of_cell = cuts.get((cell.col, cell.col_end), ())
        if cell.row < body:
            of_cell = [cut for of_span in cuts.values() for cut in of_span if left < cut < right]
            below = [c for c in grid.cells if cell.row_end <= c.row < body and (c.row, c.col) in inside]
            under = [glyph for c in below for glyph in inside[c.row, c.col] if left <= glyph.x0 < right]
            of_cell = [
                cut
                for cut in of_cell
                if _parts_header(glyphs, cut, cell, grid, (cell.col, cell.col_end) in cuts)
                # A text on one side is over both where each column has a header of its own under it.
                and (len(_sides(glyphs, cut)), len(_sides(under, cut))) != (1, 2)
            ]
        elif (cell.col, cell.col_end) not in cuts:
            places = {cut for of_span in cuts.values() for cut in of_span if left < cut < right}
            of_cell = [cut for cut in sorted(places) if _parts_amount(glyphs, cut)]
        for x0, x1 in pairwise([left, *sorted(of_cell), right]):
            part = [glyph for glyph in glyphs if x0 <= (glyph.x0 + glyph.x1) / 2 < x1]
            box = Box(x0, cell.box.top, x1, cell.box.bottom)
            lines = tuple(lines_of(part)) if of_cell else cell.lines
            cells.append(cell._replace(col=place[x0], col_end=place[x1], box=box, lines=lines))
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return Grid(xs, grid.ys, tuple(cells), grid.page)


def _parts_header(glyphs: Sequence[Glyph], cut: float, cell: GridCell, grid: Grid, is_alone: bool) -> bool:
    """Whether a header has its own text left and right of a missing line, or a text that is not printed over both.

    ``is_alone`` says that it is over the columns beside the line and no others. A word of two characters printed spread
    (收  入) in the middle is one text.
    """
    lines = [[glyph for glyph in row if not glyph.text.isspace()] for row in rows_of(glyphs)]
    if not lines or any(glyph.x0 < cut < glyph.x1 for line in lines for glyph in line):
        return not lines and is_alone
    left, right = grid.xs[cell.col], grid.xs[cell.col_end]
    sides = [[g for line in lines for g in line if (g.x0 < cut) == at_left] for at_left in (True, False)]
    if not all(sides):
        text, part = (sides[0], (left, cut)) if sides[0] else (sides[1], (cut, right))
        return not _is_centred(text, left, right) and (is_alone or _is_centred(text, *part))
    if _is_centred(sides[0], left, cut) and _is_centred(sides[1], cut, right):
        return True
    is_spread = len(sides[0]) == len(sides[1]) == 1 and _is_centred([*sides[0], *sides[1]], left, right)
    return is_alone and not is_spread and all(_is_apart(line, cut) for line in lines)


def _sides(glyphs: Sequence[Glyph], cut: float) -> set[bool]:
    """On which sides of a missing line something is printed: True at its left."""
    return {glyph.x0 < cut for glyph in glyphs if not glyph.text.isspace()}


def _parts_amount(glyphs: Sequence[Glyph], cut: float) -> bool:
    """Whether a cell over more columns than others has an amount behind a missing line, another text before it."""
    lines = [line for line in _pieces(glyphs) if any(text.strip() for _, _, text in line)]
    behind = [text for line in lines for x0, _, text in line if x0 >= cut - _ACROSS]
    is_free = not any(x0 < cut - _ACROSS and x1 > cut + _ACROSS for line in lines for x0, x1, _ in line)
    return is_free and 0 < len(behind) < sum(map(len, lines)) and all(map(_AMOUNT.fullmatch, behind))


def _is_centred(glyphs: Sequence[Glyph], left: float, right: float) -> bool:
    middle = (min(glyph.x0 for glyph in glyphs) + max(glyph.x1 for glyph in glyphs)) / 2
    return abs(middle - (left + right) / 2) <= _OFF_MIDDLE * (right - left)


def _is_apart(line: Sequence[Glyph], cut: float) -> bool:
    """Whether the characters of a line are further apart where it is cut than elsewhere, if it is cut."""
    gaps = [(right.x0 - left.x1, left.x1 <= cut <= right.x0) for left, right in pairwise(line)]
    here = [gap for gap, is_cut in gaps if is_cut]
    others = [gap for gap, is_cut in gaps if not is_cut]
    return not here or here[0] > max(_LEAST_GAP * line[0].size, _WIDER * max(others, default=0.0))
