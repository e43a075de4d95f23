"""AsciiDoc: tables between two lines ``|===``, a cell behind each ``|``, which may cover several columns and rows.

``2.3+|`` begins a cell over two columns and three rows. Cells follow each other row by row, on one line or many; how
many columns there are is said by ``[cols=...]``, or by the first line of cells. A line ``.支出总表`` is a title, ``==``
begins a heading.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.documents.building import Builder, Placed
from pipeline.documents.model import Content

VERSION = "2"

_EDGE = re.compile(r"\|={3,}\s*")
_CELL = re.compile(r"(?:^|(?<=\s))(?:(?P<cols>\d*)(?:\.(?P<rows>\d+))?\+)?[<^>.]*[adehlmsv]?(?<!\\)\|")
_ATTRIBUTES = re.compile(r"\s*\[.*\]\s*")
_COLUMNS = re.compile(r"cols\s*=\s*\"?(?P<columns>[^\"\]]+)")
_TIMES = re.compile(r"(\d+)\*")
_MARK = re.compile(r"\s*(?:=+\s+|\.(?=[^\s.]))")
_MOST_SPAN = 1000


def detect(text: str) -> bool:
    """Whether a text has a table between such lines."""
    return sum(_EDGE.fullmatch(line) is not None for line in text.split("\n")) > 1


def read(text: str) -> Content:
    """Paragraphs and tables of a text whose line ends are ``\\n``."""
    builder = Builder()
    inside: list[str] | None = None
    columns = 0
    for line in text.split("\n"):
        if _EDGE.fullmatch(line):
            if inside is not None:
                _add(builder, inside, columns)
                columns = 0
            inside = None if inside is not None else []
        elif inside is not None:
            inside.append(line)
        elif _ATTRIBUTES.fullmatch(line):
            columns = _columns_said(line) or columns
        else:
            builder.paragraph(_MARK.sub("", line, count=1))
    if inside:
        _add(builder, inside, columns)
    return builder.content()


def _columns_said(line: str) -> int:
    said = _COLUMNS.search(line)
    parts = said["columns"].split(",") if said else []
    return sum(int(times[1]) if (times := _TIMES.match(part.strip())) else 1 for part in parts)


def _add(builder: Builder, lines: Sequence[str], columns: int) -> None:
    cells = list(_cells(lines))
    width = columns or next((count for line in lines if (count := _width(line))), 0)
    taken: set[tuple[int, int]] = set()
    placed: list[Placed] = []
    row = col = 0
    for text, n_cols, n_rows in cells if width else ():
        while (row, col) in taken or col >= width:
            row, col = (row, col + 1) if col < width else (row + 1, 0)
        right = min(col + n_cols, width)
        placed.append(Placed(row, col, right, text, n_rows))
        taken |= {(below, under) for below in range(row, row + n_rows) for under in range(col, right)}
    n_rows = max((cell.row for cell in placed), default=-1) + 1
    for cell in placed:
        cell.row_span = min(cell.row_span, n_rows - cell.row)
    builder.table(placed, n_rows)


def _cells(lines: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """The texts of the cells, each with how many columns and rows it covers."""
    text = "\n".join(lines)
    starts = list(re.finditer(_CELL.pattern, text, re.MULTILINE))
    for start, end in zip(starts, [*(following.start() for following in starts[1:]), len(text)], strict=True):
        cols, rows = (min(max(int(start[name] or 1), 1), _MOST_SPAN) for name in ("cols", "rows"))
        yield text[start.end() : end].strip().replace("\\|", "|"), cols, rows


def _width(line: str) -> int:
    return sum(int(cell["cols"] or 1) for cell in _CELL.finditer(line))
