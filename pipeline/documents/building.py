"""What readers of formats with real tables share: numbering of blocks, and a grid from the cells' edges.

A reader says where a cell's left and right edges are in any integer measure (grid columns, twips). A column is where
some cell begins, so absurd spans and lines that nothing uses cost nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.documents.encoding import INVISIBLE
from pipeline.documents.model import Block, Cell, Content, Paragraph, Table, Unread, UnreadableError

_MAX_CELLS = 1_000_000
_MAX_AREA = 10_000_000
# Page numbers: 第 1 页 共 20 页, - 3 -, Page 3 of 20.
_NOTHING = re.compile(r"[\W\d_第共页ofpage]*", re.IGNORECASE)
_WHITE = re.compile(r"\s+")
# No document that is longer is looked through for the words of its page heads.
_MOST_TEXT = 5_000_000


@dataclass(slots=True)
class Placed:
    """A cell of row ``row`` (from 0) between the vertical lines ``left`` and ``right``."""

    row: int
    left: int
    right: int
    text: str
    row_span: int = 1


@dataclass(slots=True)
class _PageHead:
    lines: list[str]


@dataclass(frozen=True, slots=True)
class _NotRead:
    reason: str


class Builder:
    """Collects paragraphs and tables in document order and numbers them."""

    def __init__(self) -> None:
        self._parts: list[str | Table | _PageHead | _NotRead] = []
        self._tables = self._area = 0
        self._is_recognised = False

    def paragraph(self, text: str) -> None:
        """Adds a paragraph for each line that is not blank, trimmed, its TABs as blanks."""
        self._parts.extend(_lines(text))

    def page_head(self, text: str) -> None:
        """Adds what stands at the head of the pages (页眉) from here on, as paragraphs.

        A reader of the pages sees it over every table. Lines that the document prints elsewhere too, or that the pages
        before had, and page numbers are no more than furniture, and left out.
        """
        if self._parts and isinstance(before := self._parts[-1], _PageHead):
            before.lines.extend(_lines(text))
        else:
            self._parts.append(_PageHead(list(_lines(text))))

    def table(self, cells: Sequence[Placed], n_rows: int) -> None:
        """Adds a table unless all its cells are blank."""
        table = make_table(self._tables + 1, cells, n_rows)
        if table is not None:
            self._add(table)

    def include(self, content: Content) -> None:
        """Adds the blocks of what is embedded in the document."""
        self._is_recognised |= content.is_recognised
        waiting = sorted(content.unread, key=lambda unread: unread.paragraph, reverse=True)
        for block in content.blocks:
            if isinstance(block, Paragraph):
                while waiting and waiting[-1].paragraph < block.number:
                    self.unread(waiting.pop().reason)
                self.paragraph(block.text)
            else:
                self._add(replace(block, number=self._tables + 1))
        for unread in reversed(waiting):
            self.unread(unread.reason)

    def unread(self, reason: str) -> None:
        """Notes that something stands here that was not read, and why."""
        self._parts.append(_NotRead(reason))

    def content(self) -> Content:
        """All blocks so far."""
        blocks: list[Block] = []
        unread: list[Unread] = []
        paragraphs = 0
        for part in self._with_page_heads():
            if isinstance(part, Table):
                blocks.append(part)
            elif isinstance(part, _NotRead):
                unread.append(Unread(paragraphs, part.reason))
            else:
                paragraphs += 1
                blocks.append(Paragraph(paragraphs, part))
        return Content(tuple(blocks), unread=tuple(unread), is_recognised=self._is_recognised)

    def _with_page_heads(self) -> Iterator["str | Table | _NotRead"]:
        """The parts in order, of the page heads the lines that say what nothing else does."""
        heads = {line for part in self._parts if isinstance(part, _PageHead) for line in part.lines}
        printed = self._printed() if heads else ""
        new = {line for line in heads if not _NOTHING.fullmatch(line) and _WHITE.sub("", line) not in printed}
        before: list[str] = []
        for part in self._parts:
            if isinstance(part, _PageHead):
                yield from (line for line in dict.fromkeys(part.lines) if line in new and line not in before)
                before = part.lines
            else:
                yield part

    def _printed(self) -> str:
        """The characters of all paragraphs and cells."""
        texts = (
            part if isinstance(part, str) else "".join(cell.text for cell in part.cells)
            for part in self._parts
            if isinstance(part, str | Table)
        )
        return _WHITE.sub("", "".join(texts)[:_MOST_TEXT])

    def _add(self, table: Table) -> None:
        self._area += table.n_rows * table.n_cols
        if self._area > _MAX_AREA:
            raise UnreadableError("tables with more cells than any disclosure has")
        self._tables += 1
        self._parts.append(table)


def _lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        stripped = line.replace("\t", " ").translate(INVISIBLE).strip()
        if stripped:
            yield stripped


def make_table(number: int, cells: Sequence[Placed], n_rows: int) -> Table | None:
    """The table of these cells with a column for each line at which a cell begins; None where all is blank."""
    texts = [cell.text.translate(INVISIBLE) for cell in cells]
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
