"""A title in the last row of a table, cut from its own table by the end of a page: it stands over the next one.

Tables that touch are one grid on a page. Where the page ends behind the title of the second one, with or without the
lines of information under it, the grid ends with rows that are none of its table. No table ends with a title.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.documents.apart import MOST_BETWEEN, begins_with_names, has_body, part, title_of
from pipeline.documents.continued import numbered
from pipeline.documents.model import Block, Cell, Content, Paragraph, Table

# The number of a form, which is no title: 附表11, 公开02表, 表一.
_FORM = re.compile(r"[\d一二三四五六七八九十]表$|表[-\d一二三四五六七八九十]+$")


def with_titles_over_tables(content: Content) -> Content:
    """The content with such rows as paragraphs over the next table, blocks numbered."""
    blocks: list[Block] = []
    added: list[int] = []
    paragraphs = 0
    for block, behind in zip(content.blocks, (*content.blocks[1:], None), strict=True):
        paragraphs += isinstance(block, Paragraph)
        foot = _foot(block, behind) if isinstance(block, Table) and isinstance(behind, Table) else None
        if foot is None or not isinstance(block, Table):
            blocks.append(block)
            continue
        blocks.append(part(block, 1, foot))
        lines = [cell for row in block.rows[foot - 1 :] for cell in row if cell.text]
        blocks += [Paragraph(0, line.text, line.page) for line in lines]
        added += [paragraphs + 1] * len(lines)
    if not added:
        return content
    unread = (replace(one, paragraph=one.paragraph + bisect_right(added, one.paragraph)) for one in content.unread)
    return replace(content, blocks=tuple(numbered(blocks)), unread=tuple(unread))


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
    return "" if _FORM.search(title) else title
