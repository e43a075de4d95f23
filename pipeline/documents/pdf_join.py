"""Tables that run over pages, put together: repeated headers dropped, cut rows and cut merged cells rejoined.

Two tables on consecutive pages are one when nothing but page furniture, or the same title again, stands between them
and their columns have the same edges.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.documents.model import Box, Cell, Table
from pipeline.documents.pdf_grid import Grid, GridCell
from pipeline.documents.pdf_lines import Line

# How far two edges may be apart, in points, and still be the same column's.
_SNAP = 3.0
_MOST_HEADER_ROWS = 8
_FIGURE = frozenset("0123456789.,-+%％，．—–－")


@dataclass(slots=True)
class Part:
    """A cell of a joined table: its place in the grid of all parts, its text and where it begins on paper."""

    row: int
    col: int
    row_end: int
    col_end: int
    text: str
    page: int
    box: Box
    lines: tuple[Line, ...] = ()


@dataclass(slots=True)
class JoinedTable:
    """A table under construction; ``xs`` are the edges of its columns on the page where it began."""

    xs: tuple[float, ...]
    n_rows: int
    page_from: int
    page_to: int
    last_box: Box
    cells: list[Part] = field(default_factory=list)

    def row(self, number: int) -> list[Part]:
        """The cells that begin in a row, left to right."""
        return sorted((cell for cell in self.cells if cell.row == number), key=lambda cell: cell.col)

    def last_row(self) -> list[Part]:
        """The cells that reach into the last row."""
        return sorted((cell for cell in self.cells if cell.row_end == self.n_rows), key=lambda cell: cell.col)


def begin(grid: Grid) -> JoinedTable:
    """The joined table that begins with this grid."""
    return JoinedTable(grid.xs, grid.n_rows, grid.page, grid.page, grid.box, [_part(cell) for cell in grid.cells])


def _part(cell: GridCell) -> Part:
    return Part(cell.row, cell.col, cell.row_end, cell.col_end, cell.text, cell.page, cell.box, cell.lines)


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
    if not parts:
        table.page_to, table.last_box = grid.page, grid.box
        return
    cut = _is_cut_row(table, parts, skipped)
    offset = table.n_rows - skipped - (1 if cut else 0)
    for part in parts:
        part.row += offset
        part.row_end += offset
    if cut:
        parts = _rejoin_row(table, parts)
    table.n_rows = grid.n_rows + offset
    parts = _rejoin_spans(table, parts)
    table.cells.extend(parts)
    table.page_to, table.last_box = grid.page, grid.box


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
        words = [text for row in range(count) for _, text in _signature(parts, row) if not _is_figure(text)]
        if count > best and len(words) >= 2:
            best = count
    spans = max((part.row_end for part in parts if part.row < best), default=0)
    return max(best, spans) if best else 0


def _is_figure(text: str) -> bool:
    return bool(text) and all(character in _FIGURE or character.isspace() for character in text)


def _is_cut_row(table: JoinedTable, parts: Sequence[Part], first: int) -> bool:
    """Whether the first row of a continuation is the rest of the row that the page break cut.

    It is when it holds no figure and no text in the row's first column, each of its texts goes on with a text that
    fills its cell down to the end of the page, and some text of the row has ended before.
    """
    below = [part for part in parts if part.row == first and part.text]
    above = {part.col: part for part in table.last_row() if part.text}
    if not below or not above or any(_is_figure(part.text) for part in below):
        return False
    if len(below) >= len(above) or min(above) in {part.col for part in below}:
        return False
    return all(part.col in above and _is_full(above[part.col]) and _starts_at_top(part) for part in below)


def _is_full(part: Part) -> bool:
    last = part.lines[-1]
    return part.box.bottom - last.bottom < last.size


def _starts_at_top(part: Part) -> bool:
    first = part.lines[0]
    return first.top - part.box.top < first.size


def _rejoin_row(table: JoinedTable, parts: list[Part]) -> list[Part]:
    """Add the texts of the first row to the cells they go on with; other cells of that row that reach on stay."""
    row = table.n_rows - 1
    above = {part.col: part for part in table.last_row()}
    kept = []
    for part in parts:
        if part.row > row:
            kept.append(part)
            continue
        target = above.get(part.col)
        if target is None:
            kept.append(part)
            continue
        if part.text:
            target.text = f"{target.text}\n{part.text}" if target.text else part.text
            target.lines = (*target.lines, *part.lines)
        target.row_end = max(target.row_end, part.row_end)
    return kept


def _rejoin_spans(table: JoinedTable, parts: list[Part]) -> list[Part]:
    """Cells merged over rows that the page break cut in two: the blank half is taken into the printed one."""
    top = min((part.row for part in parts), default=0)
    above = {(part.col, part.col_end): part for part in table.cells if part.row_end == top}
    kept = []
    for part in parts:
        target = above.get((part.col, part.col_end)) if part.row == top else None
        merged = target is not None and part.row_end - part.row > 1
        if target is None or not merged or (part.text and target.text):
            kept.append(part)
        elif not part.text:
            target.row_end = part.row_end
        elif target.row_end - target.row > 1:
            target.text, target.row_end = part.text, part.row_end
            target.page, target.box, target.lines = part.page, part.box, part.lines
        else:
            kept.append(part)
    return kept


def finished(table: JoinedTable, number: int, place: Callable[[int, Box], Box]) -> Table:
    """The table of the document model; ``place`` leads from a page's reading position to the displayed page."""
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
