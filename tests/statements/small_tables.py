"""Small tables for the tests of statements."""

from pipeline.documents.grid import align
from pipeline.documents.model import Cell, Content, Document, Paragraph, Table
from pipeline.statements.model import Column, Reading, Row
from pipeline.statements.understand import understand


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


def reading_of(title: str, *rows: list[str]) -> Reading:
    """What is understood of a table of these rows in 万元, under a title."""
    (reading,) = understand(document(title, "单位：万元", table(*rows))).readings
    return reading


def money(reading: Reading) -> list[Column]:
    """The columns of money."""
    return [column for column in reading.columns if column.concept == "money"]


def row(reading: Reading, label: str) -> Row:
    """The first row of a label."""
    return next(row for row in reading.rows if row.label == label)


def under_headers(paths: list[tuple[str, ...]], *body: list[str]) -> Table:
    """A table whose columns stand under these header texts, equal ones beside each other merged."""
    depth = max(map(len, paths))
    cells = []
    for row in range(depth):
        col = 0
        while col < len(paths):
            path, end = paths[col], col + 1
            is_last = row == len(path) - 1
            while (
                not is_last
                and end < len(paths)
                and paths[end][: row + 1] == path[: row + 1]
                and len(paths[end]) > row + 1
            ):
                end += 1
            if row < len(path):
                cells.append(Cell(row + 1, col + 1, path[row], depth - row if is_last else 1, end - col))
            col = end if row < len(path) else col + 1
    cells += [Cell(depth + 1 + r, 1 + c, text) for r, row in enumerate(body) for c, text in enumerate(row)]
    return Table(1, depth + len(body), len(paths), tuple(cells))
