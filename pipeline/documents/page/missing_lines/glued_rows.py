"""Rows of a ruled table between which the line is missing, as what they print tells: they are cut again.

Amounts stand under the texts of a header in the same cells: the line under the header is missing. A cell over several
rows holds the amount of each: it is as many cells. A row is as high as several, and its lines stand in the middle of
each of these and have room for what follows: they are as many rows.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from pipeline.documents.model import Box
from pipeline.documents.page.figures import is_amount, is_figure
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.lines import Line
from pipeline.documents.page.seam import ordinal_of, width_of_unit

_SEVERAL = 2
_FEWEST_AMOUNTS = 3
# How far lines may reach over a line of the table, and amounts of one row be from each other, in points.
_OVER, _SAME_LINE = 1.5, 3.0
# So many rows, and this part of all, are as high as most; a row is so many times as high within this part of it.
_FEWEST_ALIKE, _ALIKE = 5, 0.5
# Or so many rows and no other.
_FEWEST_OF_ALL = 4
_MOST_OFF = 0.12
# A line is in the middle of its row within this part of the height of a row, and full where there is no room for so
# many more characters.
_OFF_MIDDLE = 0.2
_ROOM = 1.5
# The margin at its right is so wide, in characters.
_MARGIN = 0.6
# Of lines that each fill a row of a merged cell, the middle is no further off that of the row.
_OFF_OWN_MIDDLE = 0.1
_MOST_ROWS = 4


def with_glued_rows(grid: Grid) -> Grid:
    """The grid with a line wherever one is missing between rows, as far as what is printed says so."""
    grid = _with_merged_parted(_with_records_cut(_with_header_cut(grid)))
    return _with_ordinals_parted(_with_rows_of_one_height(_with_names_parted(grid)))


def _with_ordinals_parted(grid: Grid) -> Grid:
    """The grid with each row parted in which a name has two ordinals, those between the one above and the one below.

    A text of several points (一、… 二、…) stands between texts that begin with the first one, too.
    """
    for col in range(grid.n_cols):
        column = [cell for cell in grid.cells if cell.col == col and cell.row_end - cell.row == 1 and cell.lines]
        for above, cell, below in reversed(list(zip([None, *column], column, [*column[1:], None], strict=False))):
            at = [(ordinal, line) for line in cell.lines if (ordinal := ordinal_of(line.text)) is not None]
            if len(at) != _SEVERAL or at[0][1] is not cell.lines[0] or at[1][0] != at[0][0] + 1:
                continue
            is_after = above is not None and ordinal_of(above.text) == at[0][0] - 1 > 0
            is_before = below is not None and ordinal_of(below.text) == at[1][0] + 1
            upper = cell.lines[cell.lines.index(at[1][1]) - 1]
            height = (upper.bottom + at[1][1].top) / 2
            lines = [ln for c in grid.cells if c.row <= cell.row < c.row_end for ln in c.lines]
            is_free = not any(line.top + _OVER < height < line.bottom - _OVER for line in lines)
            if (is_after or is_before) and is_free and upper.bottom <= at[1][1].top + _OVER:
                grid = _cut(grid, cell.row, height)
    return grid


def _with_names_parted(grid: Grid) -> Grid:
    """The grid with each cell over several rows parted that prints a text in the middle of each of these, none full.

    The rows are those of amounts beside it, one in each.
    """
    amounts = {cell.row for cell in grid.cells if cell.row_end - cell.row == 1 and _is_amount(cell)}

    def parts(cell: GridCell) -> list[GridCell]:
        rows = range(cell.row, cell.row_end)
        if len(rows) == 1 or len(cell.lines) != len(rows) or not amounts.issuperset(rows):
            return [cell]
        if any(_is_full(cell, line) for line in cell.lines):
            return [cell]
        ends = list(pairwise(grid.ys[cell.row : cell.row_end + 1]))
        for line, (top, bottom) in zip(cell.lines, ends, strict=True):
            if abs(line.top + line.bottom - top - bottom) / 2 > _OFF_OWN_MIDDLE * (bottom - top):
                return [cell]
        return [
            GridCell(
                row, cell.col, row + 1, cell.col_end, Box(cell.box.x0, top, cell.box.x1, bottom), cell.page, (line,)
            )
            for row, line, (top, bottom) in zip(rows, cell.lines, ends, strict=True)
        ]

    return _with_parts(grid, grid.ys, parts)


def _is_amount(cell: GridCell) -> bool:
    return any(is_amount(line.text) for line in cell.lines)


def _with_records_cut(grid: Grid) -> Grid:
    """The grid with a line where cells over the same rows each hold an amount of two records, in the middle of theirs.

    A record has several rows in other columns (the indicators of a project). The line between two is where each amount,
    and each other text beside them, is in the middle of what it leaves.
    """
    spans: dict[tuple[int, int], list[GridCell]] = {}
    for cell in grid.cells:
        if cell.row_end - cell.row > 1 and cell.lines:
            spans.setdefault((cell.row, cell.row_end), []).append(cell)
    for cells in sorted(spans.values(), key=lambda cells: cells[0].row, reverse=True):
        height = _between_records(cells)
        if height is not None and min(abs(height - y) for y in grid.ys) > _SAME_LINE:
            row = max(row for row, y in enumerate(grid.ys) if y < height)
            beside = [c for c in grid.cells if c.row <= row < c.row_end]
            if not any(ln.top + _OVER < height < ln.bottom - _OVER for c in beside for ln in c.lines):
                grid = _cut(grid, row, height)
    return grid


def _between_records(cells: Sequence[GridCell]) -> float | None:
    """Where the amounts of two records in cells of the same rows are parted; None where texts are not in the middle.

    A record that a page break cuts stands in the middle of rows that go on there.
    """
    two = [cell for cell in cells if len(cell.lines) == _SEVERAL and all(is_amount(line.text) for line in cell.lines)]
    texts = [cell for cell in cells if cell not in two and len(cell.lines) >= _SEVERAL]
    if not two or not texts:
        return None
    box, (above, below) = two[0].box, [(line.top + line.bottom) / 2 for line in two[0].lines]
    is_cut = any(cell.open_above for cell in cells), any(cell.open_below for cell in cells)
    heights = [2 * above - box.top, 2 * below - box.bottom]
    known = [height for height, cut in zip(heights, is_cut, strict=True) if not cut]
    if not known or max(known) - min(known) > _SAME_LINE:
        return None

    def is_parted(cell: GridCell) -> bool:
        return all(
            bool(lines) and abs((lines[0].top + lines[-1].bottom) / 2 - middle) <= _SAME_LINE
            for lines, middle in zip(_halves(cell, known[0]), (above, below), strict=True)
        )

    return known[0] if all(map(is_parted, two)) and any(map(is_parted, texts)) else None


def _with_header_cut(grid: Grid) -> Grid:
    """The grid with its header cut off the first row of amounts."""
    found = _amounts(grid.cells)
    row = min((cell.row_end - 1 for cell in grid.cells if id(cell) in found), default=None)
    if row is None:
        return grid
    cells = [cell for cell in grid.cells if cell.row <= row < cell.row_end]
    of_amounts = [cell for cell in cells if id(cell) in found]
    height = _under_texts(of_amounts, [line for cell in cells for line in cell.lines])
    several = sum(len(cell.lines) >= _SEVERAL for cell in cells)
    if height is None or several < _SEVERAL or not grid.ys[row] < height < grid.ys[row + 1]:
        return grid
    return _cut(grid, row, height)


def _amounts(cells: Iterable[GridCell]) -> set[int]:
    """The cells in which an amount stands."""
    return {id(cell) for cell in cells if any(is_amount(line.text) for line in cell.lines)}


def _under_texts(of_amounts: Sequence[GridCell], lines: Sequence[Line]) -> float | None:
    """Where a line is missing between texts and the amounts under them, in the widest room without a line of text."""
    above = [line for cell in of_amounts for line in cell.lines if not is_figure(line.text)]
    amounts = [line for cell in of_amounts for line in cell.lines if is_figure(line.text)]
    top = min(line.top for line in amounts)
    if not all(any(not is_figure(line.text) for line in cell.lines) for cell in of_amounts):
        return None
    if any(line.top - top > _SAME_LINE for line in amounts) or any(line.bottom > top + _OVER for line in above):
        return None
    return _widest_room(lines, max(line.bottom for line in above), top)


def _widest_room(lines: Sequence[Line], top: float, bottom: float) -> float | None:
    """The middle of the widest room between two heights through which no line of text goes."""
    ends = [top]
    rooms: list[tuple[float, float]] = []
    for line in sorted(lines, key=lambda line: line.top):
        if line.bottom <= top or line.top >= bottom:
            continue
        rooms.append((max(ends), line.top))
        ends.append(line.bottom)
    rooms.append((max(ends), bottom))
    widest = max(rooms, key=lambda room: room[1] - room[0])
    return (widest[0] + widest[1]) / 2 if widest[1] >= widest[0] else None


def _cut(grid: Grid, row: int, height: float) -> Grid:
    """The grid with one more line in a row."""

    def parts(cell: GridCell) -> list[GridCell]:
        if not cell.row <= row < cell.row_end:
            later = int(cell.row > row)
            return [cell._replace(row=cell.row + later, row_end=cell.row_end + later)]
        upper, lower = _halves(cell, height)
        if cell.row < row and cell.row_end > row + 1 and not (upper and lower):
            return [cell._replace(row_end=cell.row_end + 1)]
        return _parted(cell, row + 1, height, (upper, lower), (cell.row, cell.row_end + 1))

    return _with_parts(grid, (*grid.ys[: row + 1], height, *grid.ys[row + 1 :]), parts)


def _with_parts(grid: Grid, ys: Sequence[float], parts: Callable[[GridCell], list[GridCell]]) -> Grid:
    cells = [part for cell in grid.cells for part in parts(cell)]
    return Grid(grid.xs, tuple(ys), tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))), grid.page)


def _halves(cell: GridCell, height: float) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of a cell above and below a height."""
    upper = tuple(line for line in cell.lines if line.top + line.bottom < 2 * height)
    return upper, cell.lines[len(upper) :]


def _parted(
    cell: GridCell, at: int, height: float, lines: tuple[tuple[Line, ...], tuple[Line, ...]], rows: tuple[int, int]
) -> list[GridCell]:
    """A cell of these rows as two, of which the second begins with row ``at``."""
    box = cell.box
    return [
        cell._replace(
            row=rows[0], row_end=at, box=Box(box.x0, box.top, box.x1, height), lines=lines[0], open_below=False
        ),
        cell._replace(
            row=at, row_end=rows[1], box=Box(box.x0, height, box.x1, box.bottom), lines=lines[1], open_above=False
        ),
    ]


def _with_merged_parted(grid: Grid) -> Grid:
    """The grid with each cell over several rows parted that holds amounts of two of them, or of the row under texts.

    One amount under a text is none of another row; in cells beside each other they are.
    """
    cuts: dict[int, int] = {}
    single: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        if cell.row_end - cell.row == 1 or _is_text(cell):
            continue
        for at in range(cell.row + 1, cell.row_end):
            upper, lower = _halves(cell, grid.ys[at])
            if not upper or not lower or upper[-1].bottom > grid.ys[at] + _OVER or lower[0].top < grid.ys[at] - _OVER:
                continue
            if not any(is_amount(line.text) for line in lower):
                continue
            if any(is_amount(line.text) for line in upper):
                cuts[id(cell)] = at
            elif all(is_amount(line.text) for line in lower):
                single.setdefault(at, []).append(cell)
    for at, cells in single.items():
        if len(cells) >= _SEVERAL or at in cuts.values() or _is_header_of(cells[0], at, grid):
            cuts.update((id(cell), at) for cell in cells if id(cell) not in cuts)
    if not cuts:
        return grid
    spans = {(cell.row, cell.row_end): cuts[id(cell)] for cell in grid.cells if id(cell) in cuts}

    def parts(cell: GridCell) -> list[GridCell]:
        at = cuts.get(id(cell), spans.get((cell.row, cell.row_end)))
        if at is None or any(line.top + _OVER < grid.ys[at] < line.bottom - _OVER for line in cell.lines):
            return [cell]
        return _parted(cell, at, grid.ys[at], _halves(cell, grid.ys[at]), (cell.row, cell.row_end))

    return _with_parts(grid, grid.ys, parts)


def _is_text(cell: GridCell) -> bool:
    """Whether words go on under an amount: a narrow cell broke a sentence so that its figure fills a line (36.8)."""
    return any(is_amount(upper.text) and not is_figure(lower.text) for upper, lower in pairwise(cell.lines))


def _is_header_of(cell: GridCell, at: int, grid: Grid) -> bool:
    """Whether the rows before ``at`` print no figure and amounts follow under a cell."""
    above = (line for other in grid.cells if other.row < at and other is not cell for line in other.lines)
    below = [other for other in grid.cells if other.row >= at and other.col <= cell.col < other.col_end]
    amounts = sum(any(is_amount(line.text) for line in other.lines) for other in below)
    return amounts >= _FEWEST_AMOUNTS and not any(is_figure(line.text) for line in above)


def _with_rows_of_one_height(grid: Grid) -> Grid:
    """The grid with the rows parted that are as high as several, each of which has its own lines in its middle."""
    heights = [below - above for above, below in pairwise(grid.ys)]
    common, count = Counter(round(height) for height in heights).most_common(1)[0]
    is_common = count >= max(_FEWEST_ALIKE, _ALIKE * grid.n_rows) or count == grid.n_rows - 1 >= _FEWEST_OF_ALL
    if not is_common or not common:
        return grid
    first = min((cell.row for cell in grid.cells if _is_amount(cell)), default=None)
    for row in range(grid.n_rows - 1, first - 1 if first is not None else grid.n_rows, -1):
        n_rows = round(heights[row] / common)
        height = heights[row] / n_rows if n_rows else 0.0
        if not _SEVERAL <= n_rows <= _MOST_ROWS or abs(height - common) > _MOST_OFF * common:
            continue
        places = [grid.ys[row] + number * height for number in range(n_rows + 1)]
        cells = [cell for cell in grid.cells if cell.row <= row < cell.row_end]
        if _are_rows(cells, row, places):
            for place in reversed(places[1:-1]):
                grid = _cut(grid, row, place)
    return grid


def _are_rows(cells: Sequence[GridCell], row: int, places: Sequence[float]) -> bool:
    """Whether the lines of cells of one row are those of several, which these places part.

    The lines of each stand in its middle. None is full, so that no text runs on, unless the next begins with an
    ordinal, and no amount is broken over lines. A cell over more rows around it prints nothing on both sides of a
    place.
    """
    printed: set[int] = set()
    for cell in cells:
        if _is_broken_amount(cell):
            return False
        if cell.row_end - cell.row > 1:
            is_around = cell.row < row and cell.row_end > row + 1
            if not is_around or any(all(_halves(cell, place)) for place in places[1:-1]):
                return False
            continue
        parts = [
            [line for line in cell.lines if top <= (line.top + line.bottom) / 2 < bottom]
            for top, bottom in pairwise(places)
        ]
        if sum(map(len, parts)) < len(cell.lines):
            return False
        for lines, (top, bottom) in zip(parts, pairwise(places), strict=True):
            if lines and abs(lines[0].top + lines[-1].bottom - top - bottom) / 2 > _OFF_MIDDLE * (bottom - top):
                return False
        numbers = [number for number, lines in enumerate(parts) if lines]
        for number, following in pairwise(numbers):
            is_full = _is_full(cell, parts[number][-1], parts[following][0].text)
            if is_full and ordinal_of(parts[following][0].text) is None:
                return False
        printed.update(numbers)
    return printed == set(range(len(places) - 1))


def _is_broken_amount(cell: GridCell) -> bool:
    """Whether the lines of a cell are an amount together, and not each of them one: 620.4 over 041."""
    texts = [line.text for line in cell.lines]
    return len(texts) > 1 and is_amount("".join(texts)) and not all(map(is_amount, texts))


def _is_full(cell: GridCell, line: Line, following: str = "") -> bool:
    """Whether a line has no room for what follows: one character, or what no line break parts at its start."""
    room = max(_ROOM, width_of_unit(following) + _MARGIN) if following else _ROOM
    return cell.box.x1 - line.x1 < room * line.size and not is_figure(line.text)
