"""What readers of formats with real tables share: numbering of blocks, and a grid from the cells' edges.

A reader says where a cell's left and right edges are in any integer measure (grid columns, twips). A column is where
some cell begins, so absurd spans and lines that nothing uses cost nothing.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.documents.model import Block, Cell, Content, Paragraph, Table, Unread, UnreadableError

_MAX_CELLS = 1_000_000
_MAX_AREA = 10_000_000
# Where a word may be divided, marks of direction and of byte order: nothing that is printed.
_INVISIBLE = dict.fromkeys((0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF))


@dataclass(slots=True)
class Placed:
    """A cell of row ``row`` (from 0) between the vertical lines ``left`` and ``right``."""

    row: int
    left: int
    right: int
    text: str
    row_span: int = 1


class Builder:
    """Collects paragraphs and tables in document order and numbers them."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._unread: list[Unread] = []
        self._paragraphs = self._tables = self._area = 0
        self._is_recognised = False

    def paragraph(self, text: str) -> None:
        """Adds a paragraph for each line that is not blank, trimmed, its TABs as blanks."""
        for line in text.split("\n"):
            stripped = line.replace("\t", " ").translate(_INVISIBLE).strip()
            if stripped:
                self._paragraphs += 1
                self._blocks.append(Paragraph(self._paragraphs, stripped))

    def table(self, cells: Sequence[Placed], n_rows: int) -> None:
        """Adds a table unless all its cells are blank."""
        table = make_table(self._tables + 1, cells, n_rows)
        if table is not None:
            self._add(table)

    def include(self, content: Content) -> None:
        """Adds the blocks of what is embedded in the document."""
        before = self._paragraphs
        self._is_recognised |= content.is_recognised
        for block in content.blocks:
            if isinstance(block, Paragraph):
                self.paragraph(block.text)
            else:
                self._add(replace(block, number=self._tables + 1))
        self._unread.extend(replace(unread, paragraph=before + unread.paragraph) for unread in content.unread)

    def unread(self, reason: str) -> None:
        """Notes that something stands here that was not read, and why."""
        self._unread.append(Unread(self._paragraphs, reason))

    def content(self) -> Content:
        """All blocks so far."""
        return Content(tuple(self._blocks), unread=tuple(self._unread), is_recognised=self._is_recognised)

    def _add(self, table: Table) -> None:
        self._area += table.n_rows * table.n_cols
        if self._area > _MAX_AREA:
            raise UnreadableError("tables with more cells than any disclosure has")
        self._tables += 1
        self._blocks.append(table)


def make_table(number: int, cells: Sequence[Placed], n_rows: int) -> Table | None:
    """The table of these cells with a column for each line at which a cell begins; None where all is blank."""
    texts = [cell.text.translate(_INVISIBLE) for cell in cells]
    if not any(text.strip() for text in texts):
        return None
    if len(cells) > _MAX_CELLS:
        raise UnreadableError("a table with more cells than any disclosure has")
    lines = sorted({cell.left for cell in cells})
    return Table(
        number=number,
        n_rows=n_rows,
        n_cols=len(lines),
        cells=tuple(
            Cell(
                row=cell.row + 1,
                col=bisect_left(lines, cell.left) + 1,
                text=text if text.strip() else "",
                row_span=cell.row_span,
                col_span=bisect_left(lines, cell.right) - bisect_left(lines, cell.left),
            )
            for cell, text in sorted(zip(cells, texts, strict=True), key=lambda item: (item[0].row, item[0].left))
        ),
    )


def snap(edges: Sequence[int], tolerance: int) -> dict[int, int]:
    """Each edge with the first edge of its group: groups of edges that lie within ``tolerance`` of their first."""
    snapped: dict[int, int] = {}
    first: int | None = None
    for edge in sorted(set(edges)):
        if first is None or edge - first > tolerance:
            first = edge
        snapped[edge] = first
    return snapped
