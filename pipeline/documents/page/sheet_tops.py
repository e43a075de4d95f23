"""How a grid begins, held against the table above: with its header again, its title, or another one."""

import re
from collections.abc import Sequence
from itertools import takewhile

from pipeline.documents.model import squeezed
from pipeline.documents.page.figures import is_amount, is_figure
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.joined_table import JoinedTable
from pipeline.documents.page.part import Part
from pipeline.documents.page.same_columns import placed
from pipeline.documents.rows_going_on import TOTAL
from pipeline.documents.titles import ends_as_title

_MOST_HEADER_ROWS = 8
# How many rows of a header a continuation may leave out, and how many texts it must repeat.
_MOST_ABOVE = 4
_FEWEST_WORDS = 2
# A key and its value.
_PAIR = 2
# How many characters of a text at least stand in a cell that has no room for all of it.
_MANY_CELLS = 6
_FEWEST_LEFT = 3
# The number of a column is shorter, the code of a project longer; a year heads a column.
_WHOLE_AMOUNT = re.compile(r"(?!20\d{2}$)[1-9]\d{2,11}")


def begins_anew(table: JoinedTable, grid: Grid) -> bool:
    """Whether a title over all columns that is not the table's own stands in the first printed rows of a grid.

    Above it there may be other lines over all columns: the number of the form, the unit of money.

    The table's own title begins another sheet of the same form where the keys under it come again with other values.
    """
    if not _has_title(grid.cells, grid.n_cols):
        return False
    return not repeats_header(table, grid) or _is_next_sheet(table, placed(table.xs, grid))


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


def repeats_header(table: JoinedTable, grid: Grid) -> bool:
    """Whether the grid begins with the header rows of the table."""
    return repeated_header(table, placed(table.xs, grid)) > 0


def begins_alike(table: JoinedTable, grid: Grid) -> bool:
    """Whether the grid begins with the very text with which the table begins, as the next sheet of a form does."""
    first, again = (_printed_rows(parts, 1) for parts in (table.cells, placed(table.xs, grid)))
    return not first or not again or first[0][1][0][1] == again[0][1][0][1]


def repeated_header(table: JoinedTable, parts: Sequence[Part]) -> int:
    """How many rows at the top of a continuation repeat the table's header.

    It may repeat all of it or leave out the title and what else stands above the names of the columns. The first keys
    of the next form of several repeat nothing, though they have the values of the form above. A row of amounts under
    the header is one of the table, though the page before begins with the same; only the total is printed with it.
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
            if _is_of_body(below[count][1]):
                break
            count += 1
        texts = [text for _, row in below[:count] for _, text in row]
        words = [text for text in texts if not is_figure(text)]
        # Rows from inside a form may print what another form prints: amounts are in no header that leaves out its top.
        amounts = start > 0 and any(is_figure(text) and "." in text for text in texts)
        names = start == 0 or (count > 0 and _names_columns(parts, below[count - 1][0], len(table.xs) - 1))
        if count > most and len(words) >= _FEWEST_WORDS and not amounts and names:
            most = count
    if not most:
        return 0
    last = below[most - 1][0]
    return max(part.row_end for part in parts if part.row <= last)


def _is_of_body(row: Sequence[tuple[int, str]]) -> bool:
    """Whether a row prints an amount, or ends with a whole one, and is no total."""
    texts = [text for _, text in row]
    has_amount = any(map(is_amount, texts)) or _WHOLE_AMOUNT.fullmatch(texts[-1]) is not None
    return has_amount and not any(map(TOTAL.search, texts))


def _names_columns(parts: Sequence[Part], last: int, n_cols: int) -> bool:
    """Whether the rows up to ``last`` print texts over most columns, as a header does that leaves out its top.

    Rows of the body print again what another project has, in a few columns: its kind of indicators, an indicator.
    """
    printed = takewhile(lambda part: part.row <= last, parts)
    named = {col for part in printed if part.text for col in range(part.col, part.col_end)}
    return len(named) * 3 >= n_cols * 2


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
