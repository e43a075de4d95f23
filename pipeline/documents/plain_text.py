"""Any other text: paragraphs, and tables of lines with TABs or, as in a CSV file, with commas.

Nothing is known about where the text comes from, so nothing is repaired: a line is a paragraph, rows of cells
(:mod:`pipeline.documents.delimited`) that follow each other are a table, and any other line, a blank one included, ends
it.
"""

from collections.abc import Sequence

from pipeline.documents.delimited import parts
from pipeline.documents.model import Block, Cell, Content, Paragraph, Table


def detect(text: str) -> bool:
    """Any text is plain text."""
    return True


def read(text: str) -> Content:
    """Paragraphs and tables of a text whose line ends are ``\\n``."""
    blocks: list[Block] = []
    tables = paragraphs = 0
    for part in parts(text.split("\n")):
        if not isinstance(part, str):
            table = make_table(tables + 1, part)
            if table is not None:
                tables += 1
                blocks.append(table)
        elif part.strip():
            paragraphs += 1
            blocks.append(Paragraph(paragraphs, part.strip()))
    return Content(tuple(blocks))


def make_table(number: int, rows: Sequence[Sequence[str]]) -> Table | None:
    """The table of these rows, cells trimmed and rows with their own number of cells.

    ``n_cols`` is the width of the widest row. None where all cells are blank.
    """
    if not any(text.strip() for row in rows for text in row):
        return None
    cells = tuple(
        Cell(row_no, col_no, text.strip()) for row_no, row in enumerate(rows, 1) for col_no, text in enumerate(row, 1)
    )
    return Table(number, len(rows), max(map(len, rows)), cells)
