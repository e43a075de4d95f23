"""Tables that touch, each with its title in a row of its own, taken apart: one grid on the page, several tables.

A table begins anew at a row that holds nothing but a title (a text that ends in 表), where rows of a table stand above
it and names of columns begin again under it. The title that the table has already is a repeated header. Forms of keys
and values over a list (one for each project) begin anew where the same keys stand again over the same names of columns.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import is_

from pipeline.documents.figures import FIGURE
from pipeline.documents.going_on import without_going_on
from pipeline.documents.model import Block, Cell, Content, Table, squeezed
from pipeline.documents.titles import ends_as_title

_NUMBER = re.compile(r"(?<=\D)([1-9]\d?|[一二三四五六七八九十]{1,2})[:：、]?$")
_LONGEST_TITLE = 60
# A form has so many keys at least, each with its value, and so many names of columns under them.
_FEWEST_KEYS, _FEWEST_NAMES = 2, 3
MOST_BETWEEN = 3
"""So many rows of information (unit of money, the form's number) may stand between a title and the names of columns."""


def apart(content: Content) -> Content:
    """The content with every table taken apart at the titles inside it, tables numbered anew."""
    return with_parts(content, _parts)


def with_parts(content: Content, parts: Callable[[Table], Iterable[Table]]) -> Content:
    """The content with the parts of every table in its place, tables numbered anew; itself where none changes."""
    blocks: list[Block] = []
    number = 0
    for block in content.blocks:
        for part in parts(block) if isinstance(block, Table) else (block,):
            number += isinstance(part, Table)
            is_other = isinstance(part, Table) and part.number != number
            blocks.append(replace(part, number=number) if is_other else part)
    is_same = len(blocks) == len(content.blocks) and all(map(is_, blocks, content.blocks))
    return content if is_same else replace(content, blocks=tuple(blocks))


def touching(rows: Sequence[Sequence[str]]) -> list[Sequence[Sequence[str]]]:
    """The rows of each of several tables that touch, from their texts as printed, each in a cell.

    What a row's cells cover can be told only where the rows beside it are of its table.
    """
    cells = tuple(Cell(row, col, text) for row, of in enumerate(rows, 1) for col, text in enumerate(of, 1))
    starts = _beginnings(Table(1, len(rows), max(map(len, rows)), cells))
    return [rows[first - 1 : end - 1] for first, end in pairwise([1, *starts, len(rows) + 1])]


def _parts(table: Table) -> Iterator[Table]:
    starts = _beginnings(table)
    if not starts:
        has_room = len(_without_blanks_beside(table.cells, table.n_rows)) < len(table.cells)
        yield part(table, 1, table.n_rows + 1) if has_room else table
        return
    for first, end in pairwise([1, *starts, table.n_rows + 1]):
        yield part(table, first, end)


def _beginnings(table: Table) -> list[int]:
    """The rows at which the second table begins, and each one after it."""
    titles = list(_starts(table))
    return sorted({*titles, *(form for form in _forms(table) if not _is_titled(table, form, titles))})


def _starts(table: Table) -> Iterator[int]:
    """The rows at which another table begins."""
    spanned = {row for cell in table.cells for row in range(cell.row + 1, cell.row + cell.row_span)}
    titles = {title_of(row) for row in table.rows[:MOST_BETWEEN]} - {""}
    began = 1
    for number, row in enumerate(table.rows, start=1):
        title = title_of(row)
        if not title or title in titles or number in spanned or not has_body(table.rows[began - 1 : number - 1]):
            continue
        if begins_with_names(table.rows[number : number + MOST_BETWEEN + 1]):
            titles = {title}
            began = number
            yield number


def _is_titled(table: Table, row: int, titles: Sequence[int]) -> bool:
    """Whether nothing but lines of one text stand between a title and a row, which begins the table of this title."""
    title = max((title for title in titles if title <= row), default=None)
    return title is not None and all(sum(bool(c.text) for c in line) < 2 for line in table.rows[title - 1 : row - 1])


def _forms(table: Table) -> Iterator[int]:
    """The rows at which a form begins again: its first key, it or another one with another value, above the names of
    columns of its list.

    The form that the table begins with tells which key that is; a header that is printed again has no other values. The
    lines over the first form that stand over another one too, and a title over it, begin it.
    """
    texts = [[squeezed(cell.text) for cell in row if cell.text] for row in table.rows]
    top = next((number for number, row in enumerate(texts) if len(row) > 1), len(texts))
    known: set[tuple[str, ...]] = set()
    last = len(texts)
    for number in range(top + _FEWEST_KEYS, len(texts)):
        if not _is_of_names(texts[number]):
            continue
        last = min(last, number)
        if tuple(texts[number]) not in known:
            known.add(tuple(texts[number]))
            continue
        first = _without_number(texts[top])
        keys = (key for key in range(number - 1, last, -1) if _without_number(texts[key]) == first)
        start = next(keys, None)
        if start is not None and _has_other_values(texts[start:number], texts[top:]) and table.rows[start][0].col == 1:
            last = number
            heads = [line for line in texts[:top] if line]
            while texts[start - 1] in heads or title_of(table.rows[start - 1]):
                start -= 1
            yield start + 1


def _has_other_values(form: Sequence[Sequence[str]], first: Sequence[Sequence[str]]) -> bool:
    """Whether a form begins with a key and its value, and one of its keys has another value than in the first form."""
    values = {_without_number(texts): texts[1:] for texts in reversed(first) if len(texts) > 1}
    keyed = [(_without_number(texts), texts[1:]) for texts in form if len(texts) > 1]
    is_first_number = len(form[0]) > 1 and form[0][0] != first[0][0]
    return len(form[0]) > 1 and (is_first_number or any(values.get(key, value) != value for key, value in keyed))


def _without_number(texts: Sequence[str]) -> str:
    """The first text of a row without the number behind it: 项目1, 项目二."""
    return _NUMBER.sub("", texts[0]) if texts else ""


def _is_of_names(texts: Sequence[str]) -> bool:
    return len(set(texts)) >= _FEWEST_NAMES and not any(FIGURE.fullmatch(text) for text in texts)


def title_of(row: Sequence[Cell]) -> str:
    """The title that a row holds, squeezed; '' for a row of several texts, a sentence or a name in one column."""
    texts = [cell for cell in row if cell.text]
    if len(texts) != 1 or (texts[0].col_span == 1 and len(row) > 1 and texts[0].col > 1):
        return ""
    printed = squeezed(texts[0].text)
    is_title = ends_as_title(printed) and len(printed) <= _LONGEST_TITLE and "。" not in printed
    return without_going_on(printed) if is_title else ""


def has_body(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether these rows are a table: names of columns and rows under them, which may be blank or a note only."""
    several = [(number, row) for number, row in enumerate(rows, start=1) if sum(bool(cell.text) for cell in row) > 1]
    if len(several) != 1:
        return len(several) > 1
    number, names = several[0]
    texts = [squeezed(cell.text) for cell in names if cell.text]
    return number < len(rows) and _is_of_names(texts) and not any(":" in text or "：" in text for text in texts)


def begins_with_names(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first row of several texts, after rows of one or of information, is one of words alone."""
    for row in rows:
        texts = [squeezed(cell.text) for cell in row if cell.text]
        if len(texts) > 1 and not any(":" in text or "：" in text for text in texts):
            return not any(FIGURE.fullmatch(text) for text in texts)
    return False


def _without_blanks_beside(cells: Sequence[Cell], n_rows: int) -> list[Cell]:
    """The cells without a blank one beside all rows, which is the room beside a table narrower than one it touches."""
    edges = {min((cell.col for cell in cells), default=0), max((cell.col for cell in cells), default=0)}
    beside = [cell for cell in cells if cell.col in edges and not cell.text and cell.row_span >= n_rows > 1]
    return [cell for cell in cells if cell not in beside] or list(cells)


def part(table: Table, first: int, end: int) -> Table:
    """The rows from ``first`` to before ``end``, with the columns in which some cell of theirs begins."""
    cells = _without_blanks_beside([cell for cell in table.cells if first <= cell.row < end], end - first)
    columns = sorted({cell.col for cell in cells})
    moved = tuple(
        replace(
            cell,
            row=cell.row - first + 1,
            row_span=min(cell.row_span, end - cell.row),
            col=bisect_left(columns, cell.col) + 1,
            col_span=bisect_left(columns, cell.col + cell.col_span) - bisect_left(columns, cell.col),
        )
        for cell in cells
    )
    pages = [cell.page for cell in cells if cell.page is not None]
    return Table(
        number=table.number,
        n_rows=end - first,
        n_cols=len(columns),
        cells=moved,
        page_from=min(pages, default=table.page_from),
        page_to=table.page_to if end > table.n_rows else max(pages, default=table.page_to),
        spans_inferred=table.spans_inferred,
    )
