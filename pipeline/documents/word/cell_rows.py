"""Tables as Word's older formats write them: paragraphs whose marks end a cell or a row, rows that say where their
cells begin and which are merged.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, TypeVar

from pipeline.documents.building import Builder, Placed, make_table
from pipeline.documents.model import UnreadableError
from pipeline.documents.word.docx_grid import RowShape, cell_lines

_MOST_DEPTH = 20
# A table inside a cell is one of its own where it has so many rows and columns, else text in a frame.
_FEWEST = 2

Shown = TypeVar("Shown")


@dataclass(slots=True)
class EdgeCell:
    """A cell as described by its row: edges in twips, merged with the one before it, part of a merge downwards
    (``restart`` or ``continue``, None for neither)."""

    left: int
    right: int
    text: str
    goes_on: bool = False
    down: str | None = None


@dataclass(slots=True)
class _Open(Generic[Shown]):
    """A table that is being read, with the cells of its current row and the lines of its current cell.

    ``told`` are its paragraphs and the tables in its cells, in order.
    """

    rows: list[list[EdgeCell]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    told: "list[str | _Open[Shown]]" = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)

    @property
    def nested(self) -> "list[_Open[Shown]]":
        """The tables in its cells."""
        return [part for part in self.told if isinstance(part, _Open)]

    @property
    def is_layout(self) -> bool:
        """Whether it is one column, or one row of as many tables as cells, that frames other tables."""
        tables = len(self.nested)
        return bool(tables) and (
            all(len(row) == 1 for row in self.rows) or (len(self.rows) == 1 and tables >= len(self.rows[0]))
        )

    def tell(self, lines: Sequence[str]) -> None:
        """Put in lines of the current cell."""
        self.lines.extend(lines)
        self.told.extend(lines)


class Story(Generic[Shown]):
    """Paragraphs and tables in order, told paragraph by paragraph with the depth of the tables around each.

    ``show`` adds what stands among the text (pictures, objects) behind the paragraph or the table that holds it.
    """

    def __init__(self, builder: Builder, show: Callable[[Sequence[Shown]], None]) -> None:
        self._builder, self._show = builder, show
        self._tables: list[_Open[Shown]] = []

    def paragraph(self, text: str, depth: int, *, ends_cell: bool, shown: Sequence[Shown] = ()) -> None:
        """A paragraph, which may be the last of its cell.

        Raises UnreadableError for tables nested deeper than in any disclosure.
        """
        if not self._enter(depth, shown):
            self._builder.paragraph(text)
            self._show(shown)
            return
        table = self._tables[-1]
        table.tell([text])
        if ends_cell:
            table.texts.append("\n".join(table.lines).replace("\t", " ").rstrip().lstrip("\n"))
            table.lines = []

    def end_row(
        self, depth: int, cells: Callable[[Sequence[str]], list[EdgeCell]], shown: Sequence[Shown] = ()
    ) -> None:
        """The end of a row; ``cells`` gives its cells from their texts."""
        if self._enter(depth, shown):
            table = self._tables[-1]
            table.rows.append(cells(table.texts))
            table.texts, table.lines = [], []

    def end(self) -> None:
        """The end of the story, and of its tables."""
        while self._tables:
            self._close()

    def _enter(self, depth: int, shown: Sequence[Shown]) -> bool:
        """Whether a paragraph of this depth stands in a table, which is then the last one."""
        if depth > _MOST_DEPTH:
            raise UnreadableError("tables nested deeper than in any disclosure")
        while len(self._tables) > depth:
            self._close()
        while len(self._tables) < depth:
            self._tables.append(_Open())
        if self._tables:
            self._tables[0].shown.extend(shown)
        return bool(self._tables)

    def _close(self) -> None:
        """A table has ended: add it, or hand it to the table around it."""
        table = self._tables.pop()
        if not self._tables:
            self._add(table)
            self._show(table.shown)
            return
        around = self._tables[-1]
        if len(table.rows) >= _FEWEST and len({cell.left for cell in placed(table.rows)}) >= _FEWEST:
            around.told.append(table)
        else:
            around.tell(_as_lines(table))
            around.told.extend(table.nested)

    def _add(self, table: _Open[Shown]) -> None:
        if table.is_layout:
            for part in table.told:
                if isinstance(part, _Open):
                    self._add(part)
                else:
                    self._builder.paragraph(part)
            return
        # Text behind the last row was in cells that no row describes.
        self._builder.table(placed(table.rows), len(table.rows))
        for text in [*table.texts, *table.lines]:
            self._builder.paragraph(text)
        for nested in table.nested:
            self._add(nested)


def placed(rows: Sequence[Sequence[EdgeCell]]) -> list[Placed]:
    """The cells of a table between its vertical lines, merged ones once; lines that nearly coincide are one."""
    merged_rows = [_merged_across(row) for row in rows]
    edges = sorted({edge for row in merged_rows for cell in row for edge in (cell.left, cell.right)})
    at = {edge: index for index, edge in enumerate(edges)}
    shapes = [
        RowShape(
            before=at[row[0].left] if row else 0,
            spans=tuple(at[cell.right] - at[cell.left] for cell in row),
            after=len(edges) - 1 - at[row[-1].right] if row else 0,
            widths=tuple(cell.right - cell.left for cell in row),
        )
        for row in merged_rows
    ]
    lines = cell_lines([right - left for left, right in pairwise(edges)], shapes)
    found: list[Placed] = []
    merging: dict[tuple[int, int], Placed] = {}
    for number, (row, row_lines) in enumerate(zip(merged_rows, lines, strict=True)):
        above, merging = merging, {}
        for cell, (left, right) in zip(row, row_lines, strict=True):
            upper = above.get((left, right))
            if cell.down == "continue" and upper is not None:
                upper.row_span += 1
                upper.text = f"{upper.text}\n{cell.text}" if cell.text.strip() else upper.text
                merging[left, right] = upper
                continue
            found.append(Placed(number, left, right, cell.text))
            if cell.down is not None:
                merging[left, right] = found[-1]
    return found


def _merged_across(row: Sequence[EdgeCell]) -> list[EdgeCell]:
    """The cells of a row, those merged with the one before put into it and those without any width left out."""
    cells: list[EdgeCell] = []
    for cell in row:
        if cells and (cell.goes_on or cell.right <= cell.left):
            before = cells[-1]
            text = "\n".join(text for text in (before.text, cell.text) if text.strip())
            cells[-1] = EdgeCell(before.left, max(before.right, cell.right), text, before.goes_on, before.down)
        elif cell.right > cell.left:
            cells.append(cell)
    return cells


def _as_lines(table: _Open[Shown]) -> list[str]:
    """The texts of a table that is no more than text in a frame, a row a line."""
    made = make_table(0, placed(table.rows), len(table.rows))
    lines = [] if made is None else [" ".join(cell.text for cell in row if cell.text) for row in made.rows]
    return [*lines, *table.texts, *table.lines]
