"""What a reader gave, as tests compare it: the texts of tables and paragraphs."""

from pipeline.documents.model import Content, Document, Paragraph, Table


def texts(table: Table) -> list[list[str]]:
    """The texts of a table, row by row."""
    return [[cell.text for cell in row] for row in table.rows]


def paragraphs(content: Content) -> list[str]:
    """The texts of the paragraphs."""
    return [block.text for block in content.blocks if isinstance(block, Paragraph)]


def shown(content: Content | Document) -> list[object]:
    """Paragraphs as texts, tables as rows of texts."""
    return [block.text if isinstance(block, Paragraph) else texts(block) for block in content.blocks]
