"""The Document model: what any reader makes of any file, before anyone asks what it means."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple


def squeezed(text: str) -> str:
    """A text without any white space, the breaks of its lines included."""
    return "".join(text.split())


class Box(NamedTuple):
    """A rectangle on a page in points, origin at the upper left."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell; a merged cell stands once, at its upper left corner, with its spans.

    ``row`` and ``col`` count from 1 in the table's grid. ``text`` is as printed, leading blanks included (they carry
    the indentation); a cell of white space only has the text ''.
    """

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside tables. ``number`` counts paragraphs from 1 in document order."""

    number: int
    text: str
    page: int | None = None


@dataclass(frozen=True)
class Table:
    """A table as a grid of ``n_rows`` x ``n_cols``. ``number`` counts tables from 1 in document order.

    ``spans_inferred``: the file prints a merged cell once and not how many columns it covers.
    """

    number: int
    n_rows: int
    n_cols: int
    cells: tuple[Cell, ...]
    page_from: int | None = None
    page_to: int | None = None
    spans_inferred: bool = False

    @cached_property
    def grid(self) -> dict[tuple[int, int], Cell]:
        """The cell that covers each (row, col); places covered by no cell are absent."""
        return {
            (row, col): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for col in range(cell.col, cell.col + cell.col_span)
        }

    @cached_property
    def rows(self) -> list[list[Cell]]:
        """The cells that begin in each row, left to right."""
        rows: list[list[Cell]] = [[] for _ in range(self.n_rows)]
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.col)):
            rows[cell.row - 1].append(cell)
        return rows


UNREAD = "\ufffd"
"""What stands in recognised text for type that was seen and could not be read."""


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that the file shows and that was not read, and why; it stands behind a paragraph, 0 before all."""

    paragraph: int
    reason: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader found: the blocks in document order and the number of pages, if the format has pages.

    ``unread`` is what the reader saw and did not read. ``is_recognised`` is how a reader of a format that need not be
    recognised says that pages of this file were.
    """

    blocks: tuple[Block, ...]
    pages: int | None = None
    unread: tuple[Unread, ...] = ()
    is_recognised: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read. ``document_id`` is the first 16 hex digits of the SHA-256 of its bytes."""

    document_id: str
    sha256: str
    size_bytes: int
    media_type: str
    reader: str
    reader_version: str
    content: Content

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Paragraphs and tables in document order."""
        return self.content.blocks

    @property
    def is_recognised(self) -> bool:
        """Whether the text was recognised from pictures, so that a figure can be other than the page prints."""
        return recognises(self.reader)

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs in order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> Iterator[Table]:
        """The tables in order."""
        return (block for block in self.blocks if isinstance(block, Table))


# Readers whose text was recognised from pictures of pages, so that a character can be misread; of a format that need
# not be a picture, the beginning of the name under which a file is kept whose pictures were recognised.
_RECOGNISING = frozenset({"ocr_text", "scan", "tagged_text"})
SCANNED = "scanned_"
"""What the name of a reader begins with that gives recognised text beside printed one."""


def recognises(reader: str | None) -> bool:
    """Whether the text that this reader gives was recognised from pictures."""
    return reader is not None and (reader in _RECOGNISING or reader.startswith(SCANNED))


class UnreadableError(Exception):
    """A file that cannot be read; the message is a reason that a person understands."""


class UnsupportedError(UnreadableError):
    """A file of a kind that no reader takes."""
