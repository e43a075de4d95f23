"""A disclosure as ordered blocks: paragraphs and tables of cells with spans, before any file format.

Writers (text dialects today, other formats later) take these blocks; builders make them from figures.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_SPEC = re.compile(r"(?P<text>.*?)(?:>(?P<cols>\d+))?(?:v(?P<rows>\d+))?")


@dataclass(frozen=True)
class Cell:
    """One printed cell. `text` may hold line feeds: each starts a paragraph, a last one leaves an empty paragraph."""

    text: str = ""
    cols: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Paragraph:
    """One line of text; `lead` is what stands before a bookmark that begins in mid-paragraph."""

    text: str = ""
    bookmark: str | None = None
    lead: str = ""
    is_item: bool = False


@dataclass(frozen=True)
class Placed:
    """A cell at its column of one row; `row_in_cell` counts from 0, so anything above 0 is a vertical continuation."""

    column: int
    row_in_cell: int
    cell: Cell


@dataclass(frozen=True)
class Table:
    """Rows of the cells that *begin* in them, as in HTML.

    The first `header_rows` of them are the header. `wrap` is the number of characters after which a narrow column
    breaks a text; `page_breaks` are the numbers of rows (from 1) after which a page ends.
    """

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0
    wrap: int | None = None
    page_breaks: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns."""
        return max(sum(item.cell.cols for item in row) for row in self.placed())

    def placed(self) -> Iterator[list[Placed]]:
        """Each row with the cells that begin in it and those that continue into it, ordered by column."""
        hanging: list[Placed] = []
        for cells in self.rows:
            row = list(hanging)
            taken = {item.column + i for item in hanging for i in range(item.cell.cols)}
            column = 0
            for cell in cells:
                while column in taken:
                    column += 1
                row.append(Placed(column, 0, cell))
                column += cell.cols
            row.sort(key=lambda item: item.column)
            yield row
            hanging = [
                Placed(item.column, item.row_in_cell + 1, item.cell)
                for item in row
                if item.row_in_cell + 1 < item.cell.rows
            ]


Block = Paragraph | Table


def texts(values: Iterable[str]) -> tuple[Cell, ...]:
    """A row of plain cells."""
    return tuple(Cell(value) for value in values)


def header(lines: Sequence[str]) -> list[tuple[Cell, ...]]:
    """Header rows from their short notation: cells split by '|', `>n` spans n columns, `vn` spans n rows.

    >>> header(["序号v2|收入>2", "项目|金额"])[0][1]
    Cell(text='收入', cols=2, rows=1)
    """
    rows = []
    for line in lines:
        cells = []
        for spec in line.split("|"):
            match = _SPEC.fullmatch(spec.strip())
            if match is None:
                raise ValueError(f"header cell {spec!r} of {line!r} is not 'text>columns v rows'")
            cells.append(Cell(match["text"], int(match["cols"] or 1), int(match["rows"] or 1)))
        rows.append(tuple(cells))
    return rows
