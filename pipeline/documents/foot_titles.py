"""A title in the last row of a table, cut from its own table by the end of a page: it stands over the next one.

Tables that touch are one grid on a page. Where the page ends behind the title of the second one, with or without the
lines of information under it, the grid ends with rows that are none of its table. No table ends with a title.
"""

from collections.abc import Sequence
from dataclasses import replace
from operator import is_

from pipeline.documents.apart import MOST_BETWEEN, begins_with_names, has_body, part, title_of
from pipeline.documents.model import Cell, Content, Table
from pipeline.documents.titles import is_form_number


def with_titles_over_tables(content: Content) -> Content:
    """The content with such rows as the first ones of the next table."""
    blocks = list(content.blocks)
    for index in range(len(blocks) - 1):
        table, behind = blocks[index], blocks[index + 1]
        if isinstance(table, Table) and isinstance(behind, Table) and (foot := _foot(table, behind)) is not None:
            blocks[index] = part(table, 1, foot)
            blocks[index + 1] = _under([cell for row in table.rows[foot - 1 :] for cell in row if cell.text], behind)
    return content if all(map(is_, blocks, content.blocks)) else replace(content, blocks=tuple(blocks))


def _under(lines: Sequence[Cell], table: Table) -> Table:
    """A table under these lines, each over all its columns."""
    over = [replace(line, row=row, col=1, row_span=1, col_span=table.n_cols) for row, line in enumerate(lines, 1)]
    below = [replace(cell, row=cell.row + len(over)) for cell in table.cells]
    pages = [cell.page for cell in over if cell.page is not None]
    first = min(pages, default=table.page_from)
    return replace(table, n_rows=table.n_rows + len(over), cells=(*over, *below), page_from=first)


def _foot(table: Table, behind: Table) -> int | None:
    """The row at which the title of the table behind begins, and nothing but lines of one text under it."""
    top = behind.rows[: MOST_BETWEEN + 1]
    if any(map(_title, top)) or not begins_with_names(top):
        return None
    own = {_title(row) for row in table.rows[:MOST_BETWEEN]}
    for number in range(table.n_rows, max(table.n_rows - MOST_BETWEEN, 2) - 1, -1):
        row = table.rows[number - 1]
        if sum(bool(cell.text) for cell in row) != 1:
            return None
        if title := _title(row):
            is_other = title not in own and has_body(table.rows[: number - 1])
            return number if is_other else None
    return None


def _title(row: Sequence[Cell]) -> str:
    title = title_of(row)
    return "" if is_form_number(title) else title
