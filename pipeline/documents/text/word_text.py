"""Word documents exported as text with one cell a line.

The grammar: a cell is a TAB, its first paragraph and further paragraphs on lines of their own; a row is cells and a
blank line; a table is rows and a blank line. A cell whose last paragraph is empty adds a blank line, so that

- one blank line and a cell is the next row, or the next cell of the same row (the width of the table decides);
- two blank lines and a cell is the next row of the same table;
- two blank lines and a text, or three and more blank lines, end the table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.documents.apart import touching
from pipeline.documents.grid import align
from pipeline.documents.model import Block, Content, Paragraph, Table

VERSION = "15"

_BOOKMARK = re.compile(r"\[bookmark: [^\]]*\]")
# Of the rows of a table without merged cells so many at most are short.
_MOST_SHORT = 0.1
_PAGE_NUMBER = re.compile(r"[-—–\s]*\d{1,3}[-—–\s]*")


def detect(text: str) -> bool:
    """Whether the lines with TABs are cells: nearly all of them begin with the TAB and hold little after another."""
    tabbed = [line for line in text.split("\n") if "\t" in line]
    return (
        len(tabbed) >= 4 and sum(line[0] == "\t" for line in tabbed) >= 0.9 * len(tabbed) and _one_cell_a_line(tabbed)
    )


def _one_cell_a_line(tabbed: Sequence[str]) -> bool:
    inner = sum("\t" in line.strip("\t") for line in tabbed)
    return inner <= 0.05 * len(tabbed)


@dataclass
class _OpenTable:
    """The table being read: pieces of rows as the blank lines cut them, and the blank lines seen since."""

    pieces: list[list[str]] = field(default_factory=lambda: [[]])
    blanks: int = 0


def read(text: str) -> Content:
    """Paragraphs and tables of an export whose line ends are ``\\n``; bookmarks and page numbers are left out."""
    blocks: list[Block] = []
    paragraph_no = table_no = 0
    for chunk in _chunks(_BOOKMARK.sub("", text).split("\n")):
        if isinstance(chunk, str):
            paragraph_no += 1
            blocks.append(Paragraph(paragraph_no, chunk))
        else:
            for pieces in touching(chunk):
                table_no += 1
                rows = _join_pieces(pieces)
                n_cols, cells = align(rows)
                blocks.append(Table(table_no, len(rows), n_cols, cells, spans_inferred=True))
    return Content(tuple(blocks))


def _chunks(lines: Sequence[str]) -> Iterator[str | list[list[str]]]:
    """Texts of paragraphs, and tables as lists of row pieces."""
    table: _OpenTable | None = None
    for line in lines:
        if line.startswith("\t"):
            if table is not None and table.blanks >= 3:
                yield _finished(table)
                table = None
            if table is None:
                table = _OpenTable()
            elif table.blanks:
                table.pieces.append([])
            table.blanks = 0
            table.pieces[-1].append(_cell_text(line[1:]))
        elif table is not None and not line.strip() and line == "":
            table.blanks += 1
        elif table is not None and table.blanks < 2 and line.strip():
            table.pieces[-1][-1] += "\n" * (table.blanks + 1) + _cell_text(line)
            table.blanks = 0
        else:
            if table is not None:
                yield _finished(table)
                table = None
            if line.strip() and not _PAGE_NUMBER.fullmatch(line):
                yield _paragraph_text(line)
    if table is not None:
        yield _finished(table)


def _finished(table: _OpenTable) -> list[list[str]]:
    return [[cell if cell.strip() else "" for cell in piece] for piece in table.pieces]


def _cell_text(text: str) -> str:
    return text.rstrip("\t").replace("\t", " ").rstrip()


def _paragraph_text(line: str) -> str:
    return re.sub(r"\t+", " ", line).strip()


def _join_pieces(pieces: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Rows from pieces: below the first full row, short pieces that add up to exactly one row are one row.

    Where other rows stay short, their cells are merged, and two of them can add up to the width by chance: all stay.
    """
    width = max(map(len, pieces))
    full = sum(len(piece) == width for piece in pieces)
    if full < 2 or width < 3:
        return pieces
    first = next(i for i, piece in enumerate(pieces) if len(piece) == width)
    rows, index = list(pieces[: first + 1]), first + 1
    while index < len(pieces):
        total, end = len(pieces[index]), index + 1
        while total < width and end < len(pieces):
            total += len(pieces[end])
            end += 1
        if total == width and end > index + 1:
            rows.append([cell for piece in pieces[index:end] for cell in piece])
            index = end
        else:
            rows.append(pieces[index])
            index += 1
    short = sum(len(row) < width for row in rows[first:])
    return rows if short <= _MOST_SHORT * len(rows[first:]) else pieces
