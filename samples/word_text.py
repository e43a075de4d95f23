"""The text dialect of exports from word processors: one cell a line.

A cell is a TAB and its paragraphs, each ended by a line feed; a row is its cells and a line feed; a table its rows and
a line feed. A cell over several columns is printed once, one over several rows leaves an empty cell below. An empty
paragraph at a cell's end therefore shows as a stray blank line inside the row.
"""

from collections.abc import Iterable

from samples.blocks import Block, Paragraph, Table


def write(blocks: Iterable[Block]) -> str:
    """The whole document as text with LF line ends."""
    return "".join(_paragraph(block) if isinstance(block, Paragraph) else _table(block) for block in blocks)


def _paragraph(paragraph: Paragraph) -> str:
    mark = f"[bookmark: {paragraph.bookmark}]" if paragraph.bookmark else ""
    return f"{paragraph.lead}{mark}{paragraph.text}\n"


def _table(table: Table) -> str:
    rows = []
    for row in table.placed():
        cells = ("" if item.row_in_cell else item.cell.text for item in row)
        rows.append("".join(f"\t{text}\n" for text in cells))
    return "\n".join(rows) + "\n\n"
