"""The strips of a table that is too wide for its paper, laid at its right: one table of all columns.

Names of rows that a strip prints again are left out. What the edge of the paper cuts in two, a header or its words, is
put together again.
"""

from collections.abc import Sequence
from itertools import takewhile

from pipeline.documents.model import squeezed
from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.joined_table import JoinedTable
from pipeline.documents.page.part import Part

# What ends nearer to the edge of its cell or of its paper, in points, is cut there.
CUT = 0.5


def put_together(table: JoinedTable) -> None:
    """Lay the strips of a table at its right, one after the other, without names of rows that they print again."""
    for strip in table.strips:
        repeated = repeated_columns(table, strip)
        first, shift = len(table.xs) - 1, table.xs[-1] - strip.xs[repeated]
        of_edge = [cell for cell in table.cells if cell.col_end == first and cell.text]
        parts = [part for part in strip.cells if part.col >= repeated]
        for part in parts:
            part.col, part.col_end = part.col + first - repeated, part.col_end + first - repeated
        table.xs = (*table.xs, *(x + shift for x in strip.xs[repeated + 1 :]))
        for cell in of_edge:
            rest = next((part for part in parts if part.col == first and _goes_on_in(cell, part)), None)
            if rest is not None:
                cell.text, cell.col_end = cell.text + _rest_of_words(cell, rest), rest.col_end
                parts.remove(rest)
        _widen(of_edge, parts, first, len(table.xs) - 1)
        _widen_back(table.cells, parts, first)
        table.cells.extend(parts)
        table.page_to = max(table.page_to, strip.page_to)
    table.strips.clear()


def _widen(of_edge: Sequence[Part], parts: list[Part], first: int, end: int) -> None:
    """Let the headers at the edge of the paper run on over the blank rest that they have on the next page.

    It may have no lines there; under it stands a header.
    """
    for cell in of_edge:
        if is_figure(cell.text) or not any(
            part.text and part.row >= cell.row_end and part.col == first for part in parts
        ):
            continue
        over = [part for part in parts if part.row < cell.row_end and part.row_end > cell.row]
        rest = next((part for part in over if part.col == first), None)
        if rest is None:
            cell.col_end = min((part.col for part in over), default=end)
        elif not rest.text and (rest.row, rest.row_end) == (cell.row, cell.row_end):
            cell.col_end = rest.col_end
            parts.remove(rest)


def _widen_back(cells: list[Part], parts: Sequence[Part], first: int) -> None:
    """Let the headers at the beginning of a page run back over the blank that they have at the edge of the one before.

    Under that blank stands a header, so that it is no cell without one. Where no line closes the blank, it is no cell:
    the columns of that page over which there is nothing.
    """
    for part in parts:
        if part.col != first or not part.text or is_figure(part.text):
            continue
        free = _free_before(cells, part)
        at_edge = (cell for cell in cells if cell.col_end == free)
        blank = next((c for c in at_edge if not c.text and (c.row, c.row_end) == (part.row, part.row_end)), None)
        if blank is None:
            under = [c for c in cells if c.row == part.row_end and free <= c.col < first and c.text]
            if under and not any(is_figure(cell.text) for cell in under):
                part.col = free
            continue
        under = [c for c in cells if c.row == part.row_end and blank.col <= c.col < first and c.text]
        if under and not any(is_figure(cell.text) for cell in under):
            part.col = blank.col
            cells.remove(blank)


def _free_before(cells: Sequence[Part], part: Part) -> int:
    """The first of the columns right before a header over which no cell stands in its rows."""
    over = [cell.col_end for cell in cells if cell.row < part.row_end and cell.row_end > part.row]
    return max((end for end in over if end <= part.col), default=0)


def _goes_on_in(cell: Part, part: Part) -> bool:
    """Whether the words of a cell reach the very edge of the paper, which cut them, and end on the next page."""
    ends = [line.x1 for line in cell.lines]
    return (
        (cell.row, cell.row_end, cell.col_end) == (part.row, part.row_end, part.col)
        and bool(part.text and ends)
        and not is_figure(cell.text + part.text)
        and cell.box is not None
        and max(ends) > cell.box.x1 - CUT
    )


def _rest_of_words(cell: Part, part: Part) -> str:
    """The words of the next page, without the character at its edge of which this page prints the other half."""
    is_halved = part.box is not None and min(line.x0 for line in part.lines) < part.box.x0 + CUT
    return part.text[1:] if is_halved and cell.text[-1] == part.text[0] else part.text


def repeated_columns(table: JoinedTable, strip: Grid | JoinedTable) -> int:
    """How many columns at the left of a strip are those of the table on its first page, text for text."""
    count = 0
    cells = of_first_page(table)
    of_strip = strip.cells if isinstance(strip, Grid) else of_first_page(strip)
    while count + 1 < min(len(table.xs), len(strip.xs)) - 1 and _column(cells, count) == _column(of_strip, count):
        count += 1
    return count if any(text for col in range(count) for text in _column(of_strip, col).values()) else 0


def of_first_page(table: JoinedTable) -> list[Part]:
    """The cells of a table that begin on its first page, in the order of their rows."""
    end = len(table.bands[0].ys) - 1
    return list(takewhile(lambda cell: cell.row < end, table.cells))


def _column(cells: Sequence[Part] | Sequence[GridCell], col: int) -> dict[int, str]:
    return {cell.row: squeezed(cell.text) for cell in cells if cell.col == col and cell.text}
