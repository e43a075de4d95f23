"""Small tables for the tests of statements."""

from pipeline.documents.grid import align
from pipeline.documents.model import Content, Document, Paragraph, Table


def table(*rows: list[str], number: int = 1) -> Table:
    """A table of texts, merged headers resolved as in a text export."""
    n_cols, cells = align(list(rows))
    return Table(number, len(rows), n_cols, cells)


def document(*blocks: str | Table, reader: str = "word_text") -> Document:
    """A document of paragraphs and tables in order."""
    made: list[Paragraph | Table] = []
    for block in blocks:
        count = sum(isinstance(known, Paragraph) for known in made)
        made.append(Paragraph(count + 1, block) if isinstance(block, str) else block)
    return Document("0123456789abcdef", "0" * 64, 1, "text/plain", reader, "1", Content(tuple(made)))
