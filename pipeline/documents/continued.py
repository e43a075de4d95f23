"""Tables that a document goes on with in another one under a title such as 支出总表（续表）: one table again.

Word processors cut a long table at the end of a page by hand: the rest stands in a table of its own under the same
title with 续, and prints the names of the columns again. It is the rest of the table above where that has its title
and begins with the same rows.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.documents.model import Block, Cell, Content, Paragraph, Table

_CONTINUED = re.compile(r"[(（]?续表?[一二三四五六七八九十\d]*[)）]?$")
# How many lines stand over a table at most: its title, its number, the unit's name, the unit of money.
_MOST_LINES = 5
_MOST_HEADER_ROWS = 8


def rejoined(content: Content) -> Content:
    """The content with every table that goes on under a title with 续 in one piece, blocks numbered anew.

    The lines over the rest are left out, as a header that is printed again is.
    """
    blocks: list[Block] = []
    dropped: list[int] = []
    for block in content.blocks:
        whole = _whole(blocks, block) if isinstance(block, Table) else None
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


def _whole(blocks: Sequence[Block], rest: Table) -> Table | None:
    """The last table with the rest under it; None where the rest is a table of its own."""
    index = _last_table(blocks)
    table = blocks[index] if index >= 0 else None
    between = [_squeeze(block.text) for block in blocks[index + 1 :] if isinstance(block, Paragraph)]
    if not isinstance(table, Table) or table.n_cols != rest.n_cols or not 0 < len(between) <= _MOST_LINES:
        return None
    above = blocks[max(index - _MOST_LINES, 0) : index]
    known = {_squeeze(block.text) for block in above if isinstance(block, Paragraph)}
    titles = [text for text in between if _CONTINUED.sub("", text) != text]
    if len(titles) != 1 or not {_CONTINUED.sub("", text) for text in between} <= known:
        return None
    repeated = _repeated_rows(table, rest)
    return _under(table, rest, repeated) if repeated else None


def _repeated_rows(table: Table, rest: Table) -> int:
    """How many rows at the top of the rest print the first rows of the table."""
    count = 0
    for above, below in zip(table.rows[:_MOST_HEADER_ROWS], rest.rows, strict=False):
        if [_print(cell) for cell in above] != [_print(cell) for cell in below]:
            break
        count += 1
    return count


def _under(table: Table, rest: Table, repeated: int) -> Table:
    offset = table.n_rows - repeated
    cells = [replace(cell, row=cell.row + offset) for cell in rest.cells if cell.row > repeated]
    pages = rest.page_to if rest.page_to is not None else table.page_to
    return replace(table, n_rows=table.n_rows + rest.n_rows - repeated, cells=(*table.cells, *cells), page_to=pages)


def _print(cell: Cell) -> tuple[int, int, str]:
    return cell.col, cell.col_span, _squeeze(cell.text)


def _squeeze(text: str) -> str:
    return "".join(text.split())
