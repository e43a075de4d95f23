"""Tables that a document goes on with in another one under the title again: one table again.

A long table that is cut by hand, at the end of a page or anywhere, goes on in a table of its own under the same title
and prints the names of the columns again. It is the rest of the table above where that has its title and begins with
the same rows, and either its title says so (支出总表（续表）), or the ordinals of its rows go on, or the table above
begins with the total of both. No row of the rest names then what a row of the table names: the same statement of
another unit prints its total and its classes again.

A rest right under its table needs no title, and may leave out the names of the columns, where it goes on so, or ends
with the total of both. Names of columns that stand alone, as at the foot of a page, have their rows right under them,
or are printed again over them; what stands over the names (the unit of money) need not be.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.documents.figures import FIGURE
from pipeline.documents.going_on import without_going_on
from pipeline.documents.model import Block, Cell, Content, Paragraph, Table, squeezed
from pipeline.documents.rows_going_on import has_amount, is_under_total, ordinals_go_on, rows_go_on
from pipeline.documents.titles import ends_as_title

# How many lines stand over a table at most: its title, its number, the unit's name, the unit of money.
_MOST_LINES = 5
_MOST_HEADER_ROWS = 8
_PAGE = re.compile(r"[-—]?\d{1,3}[-—]?")
# The share of the names of a header that recognition may misread.
_MISREAD = 0.25
# So many names make a header.
_FEWEST_NAMES = 3


def rejoined(content: Content) -> Content:
    """The content with every table that goes on under a title with 续, or under 续表, in one piece, blocks numbered.

    The lines over the rest are left out, as a header that is printed again is.
    """
    blocks: list[Block] = []
    dropped: list[int] = []
    for block in content.blocks:
        whole = _whole(blocks, block, content.is_recognised) if isinstance(block, Table) else None
        if whole is None:
            blocks.append(block)
            continue
        index = _last_table(blocks)
        dropped += [line.number for line in blocks[index + 1 :]]
        blocks[index:] = [whole]
    if len(blocks) == len(content.blocks):
        return content
    unread = (
        replace(part, paragraph=part.paragraph - bisect_right(dropped, part.paragraph)) for part in content.unread
    )
    return replace(content, blocks=tuple(_numbered(blocks)), unread=tuple(unread))


def _numbered(blocks: Sequence[Block]) -> Iterator[Block]:
    paragraphs = tables = 0
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            yield replace(block, number=tables)
        else:
            paragraphs += 1
            yield replace(block, number=paragraphs)


def _last_table(blocks: Sequence[Block]) -> int:
    return max((index for index, block in enumerate(blocks) if isinstance(block, Table)), default=-1)


def _whole(blocks: Sequence[Block], rest: Table, is_recognised: bool) -> Table | None:
    """The last table with the rest under it; None where the rest is a table of its own.

    Where pages were recognised, a page's number may stand between them, and some names of the header are misread.
    """
    index = _last_table(blocks)
    table = blocks[index] if index >= 0 else None
    if not isinstance(table, Table) or table.n_cols != rest.n_cols:
        return None
    between = _lines(blocks[index + 1 :])
    if is_recognised:
        between = [text for text in between if not _PAGE.fullmatch(text)]
    misread = _MISREAD if is_recognised else 0.0
    if not any(between):
        return _right_under(table, rest, misread) if len(between) <= _MOST_LINES else None
    return _under_title(table, rest, misread, _lines(blocks[max(index - _MOST_LINES, 0) : index]), between)


def _lines(blocks: Sequence[Block]) -> list[str]:
    return [squeezed(block.text) for block in blocks if isinstance(block, Paragraph)]


def _under_title(
    table: Table, rest: Table, misread: float, above: Sequence[str], between: Sequence[str]
) -> Table | None:
    """A table with what stands under its title again as its rest: the lines ``between`` are some of those ``above``."""
    titles = [text for text in between if without_going_on(text) != text]
    is_again = set(map(without_going_on, between)) <= {"", *above}
    if len(between) > _MOST_LINES or len(titles) > 1 or not is_again:
        return None
    repeated = _repeated_rows(table, rest, misread)
    says_so = bool(titles) or (any(map(ends_as_title, between)) and rows_go_on(table, rest, repeated, repeated))
    return _under(table, rest, repeated) if repeated and says_so else None


def _right_under(table: Table, rest: Table, misread: float) -> Table | None:
    """A table with what stands right under it as its rest, whose header it prints again or not at all."""
    header = next((number for number, row in enumerate(table.rows) if has_amount(row)), 0)
    if not header:
        return _under_header(table, rest)
    over = _rows_over_names(table, rest, header)
    repeated = _repeated_rows(table, rest, misread, over)
    if repeated not in {0, header - over}:
        return None
    # Without figures a first row may be a header of other columns, unless its ordinal goes on.
    is_body = has_amount(rest.rows[0]) or ordinals_go_on(table.rows[header:], rest.rows[:1], table.n_cols)
    if not repeated and not is_body:
        return None
    goes_on = rows_go_on(table, rest, header, repeated, at_end=True) or is_under_total(table, rest, header, repeated)
    return _under(table, rest, repeated) if goes_on else None


def _under_header(table: Table, rest: Table) -> Table | None:
    """The rest under a header that stands alone; where it prints the header again, its own print is taken."""
    if _is_header_alone(table) and has_amount(rest.rows[0]):
        return _under(table, rest, 0)
    over = _rows_over_names(table, rest, table.n_rows)
    printed = [_texts(row) for row in table.rows[over:]]
    if any(FIGURE.fullmatch(text) for texts in printed for text in texts) or printed != [
        _texts(row) for row in rest.rows[: len(printed)]
    ]:
        return None
    if sum(map(len, printed)) < _FEWEST_NAMES or not any(map(has_amount, rest.rows)):
        return None
    cells = tuple(cell for cell in table.cells if cell.row <= over)
    return _under(replace(table, n_rows=over, cells=cells), rest, 0)


def _rows_over_names(table: Table, rest: Table, header: int) -> int:
    """How many rows a table prints over the first one of the rest: its title, its number, the unit of money."""
    first = _texts(rest.rows[0])
    return next((number for number, row in enumerate(table.rows[:header]) if _texts(row) == first), 0) if first else 0


def _texts(row: Sequence[Cell]) -> list[str]:
    return [text for cell in row if (text := squeezed(cell.text))]


def _is_header_alone(table: Table) -> bool:
    """Whether a table ends with names of all its columns and prints no figure."""
    texts = [squeezed(cell.text) for cell in table.cells if cell.text]
    last = [cell for cell in table.cells if cell.row + cell.row_span > table.n_rows]
    named = all(cell.text for cell in last) and sum(cell.col_span for cell in last) == len(last) == table.n_cols
    return named and not any(map(FIGURE.fullmatch, texts))


def _repeated_rows(table: Table, rest: Table, misread: float, over: int = 0) -> int:
    """How many rows at the top of the rest print the first rows of the table, without so many ``over`` them.

    ``misread`` is the share of the names in a row that may be other ones.
    """
    count = 0
    for above, below in zip(table.rows[over:_MOST_HEADER_ROWS], rest.rows, strict=False):
        if [_place(cell) for cell in above] != [_place(cell) for cell in below]:
            break
        names = [(_print(one), _print(other)) for one, other in zip(above, below, strict=True)]
        other_names = [pair for pair in names if pair[0] != pair[1]]
        if len(other_names) > misread * sum(map(any, names)) or any(map(FIGURE.fullmatch, sum(other_names, ()))):
            break
        count += 1
    return count


def _under(table: Table, rest: Table, repeated: int) -> Table:
    """The table with the rows of the rest under it, without those that it repeats."""
    offset = table.n_rows - repeated
    cells = [replace(cell, row=cell.row + offset) for cell in rest.cells if cell.row > repeated]
    pages = rest.page_to if rest.page_to is not None else table.page_to
    return replace(table, n_rows=table.n_rows + rest.n_rows - repeated, cells=(*table.cells, *cells), page_to=pages)


def _place(cell: Cell) -> tuple[int, int]:
    return cell.col, cell.col_span


def _print(cell: Cell) -> str:
    return squeezed(cell.text)
