"""Rows of cells in lines of text: cells parted by TABs, or by commas as in a CSV file.

A line with a TAB is a row. Commas also stand in sentences and in figures, so they make rows only where several lines in
succession have equally many cells, at least three, and the first is a header or most have blank cells, which no
sentence has. No cell of a header begins with a figure, but for a code behind a name and blanks, as in the first row of
a sheet of keys and values. Rows of two are a name and an amount, but for the header. A title over it stands alone in
its row and may begin with its number.
A cell in quotation marks may hold line breaks.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile

Rows = list[list[str]]

_FIGURE = re.compile(r"^\s*-?\d[\d.]*(?!\d*年)")
_AMOUNT = re.compile(r"(?:^|\t)-?[\d,]*\d[.,]\d+(?:\t|$)")
_WHOLE_AMOUNT = re.compile(r"-?\d[\d,，]*(?:\.\d+)?")
_CODE = re.compile(r"\d{10}[0-9A-Z]*|\d{6,}[A-Z][0-9A-Z]*")
_WHITE = re.compile(r"\s+")
# Rows of so many lengths are no table without blank cells; where nearly all lines begin with a TAB it begins a cell.
_FEWEST_WIDTHS, _FEWEST_BEGIN, _MOST_BEGIN = 3, 3, 0.9
_FEWEST_CELLS = 3
_FEWEST_ROWS = 3
_MOST_HEADER_ROWS = 3
# No quoted cell has more lines.
_MOST_LINES = 20
# What keeps a code a text in a spreadsheet.
_GUARDED = re.compile(r"=\"([^\"]*)\"|'([^']+)")
_QUOTED = re.compile(r'(?:(?<=[,\t])|^)"(?:[^"]|"")*"(?=[,\t]|$)')
_OPEN = re.compile(r'(?:^|[,\t])"')


def parts(lines: Iterable[str]) -> Iterator[str | Rows]:
    """The lines in order, those that are rows of one table together; a line that is no row ends the table."""
    for is_tabbed, group in groupby(_records(list(lines)), key=lambda line: "\t" in line):
        if is_tabbed:
            yield [_tabbed(line) for line in group]
        else:
            yield from _by_commas(list(group))


def with_quoted_rows(lines: Sequence[str]) -> list[str]:
    """The lines, those over which a quoted cell of a row with TABs spreads put together with line breaks."""
    records = _records(lines)
    return [part for record in records for part in ([record] if "\t" in record else record.split("\n"))]


def hides_blanks(lines: Sequence[str]) -> bool:
    """Whether a text with TABs prints nothing for blank cells, so that it is not known in which column an amount is.

    No two TABs follow each other and none ends a line, though some lines begin with one, and rows with amounts have
    cells as many as they have texts. (Where two marks of cells follow each other, such programs end the line.)
    """
    rows = [line for line in lines if "\t" in line]
    if any("\t\t" in row or row.endswith("\t") for row in rows):
        return False
    begin = sum(row.startswith("\t") for row in rows)
    widths = {row.strip("\t").count("\t") for row in rows if _AMOUNT.search(row)}
    return _FEWEST_BEGIN <= begin <= _MOST_BEGIN * len(rows) and len(widths) >= _FEWEST_WIDTHS


def _by_commas(lines: Sequence[str]) -> Iterator[str | Rows]:
    for count, group in groupby(((line, _cells(line)) for line in lines), key=lambda pair: len(pair[1])):
        of_group = list(group)
        first = next((cells for _, cells in of_group if sum(bool(cell.strip()) for cell in cells) > 1), [])
        rows = [cells for _, cells in of_group]
        is_header = bool(first) and (not any(map(_is_figure, _without_codes(first))) or _have_blanks(rows))
        is_table = count >= _FEWEST_CELLS or (count == 2 and _are_amounts(rows))
        if is_table and len(of_group) >= _FEWEST_ROWS and is_header:
            yield rows
        else:
            yield from (line for line, _ in of_group)


def _have_blanks(rows: Rows) -> bool:
    """Whether most rows have a blank cell before another one: two commas in succession."""
    return 2 * sum(any(not cell.strip() for cell in row[:-1]) for row in rows) > len(rows)


def _is_figure(cell: str) -> bool:
    return _FIGURE.search(_WHITE.sub("", cell)) is not None


def _without_codes(cells: Sequence[str]) -> list[str]:
    """The cells of a line but the codes among them, where it has blanks, which no sentence has, and begins with a name.

    A code has more figures than amounts have.
    """
    if _is_figure(cells[0]) or not cells[0].strip() or all(cell.strip() for cell in cells):
        return list(cells)
    return [cell for cell in cells if _CODE.fullmatch(cell.strip()) is None]


def _are_amounts(rows: Rows) -> bool:
    """Whether rows of two cells print a name and an amount or none, under a header."""
    texts = [row[1].strip() for row in rows if row[1].strip()]
    words = list(takewhile(lambda text: _WHOLE_AMOUNT.fullmatch(text) is None, texts))
    amounts = texts[len(words) :]
    is_header = 0 < len(words) <= _MOST_HEADER_ROWS < len(rows) and not any(_FIGURE.fullmatch(row[0]) for row in rows)
    return is_header and len(amounts) > 1 and all(map(_WHOLE_AMOUNT.fullmatch, amounts))


def _records(lines: Sequence[str]) -> Iterator[str]:
    """The lines, those together over which a quoted cell spreads."""
    at = 0
    while at < len(lines):
        record, last = lines[at], at
        while _is_open(record) and last - at < _MOST_LINES and last + 1 < len(lines):
            last += 1
            record += "\n" + lines[last]
        if last > at and (_is_open(record) or not (_tabbed(record) or _cells(record))):
            record, last = lines[at], at
        yield record
        at = last + 1


def _is_open(record: str) -> bool:
    """Whether a cell begins with a quotation mark that is not closed."""
    return _OPEN.search(_QUOTED.sub("", record)) is not None


def _tabbed(record: str) -> list[str]:
    """The cells of a line with TABs, quoted ones without their marks; none for another line."""
    if "\t" not in record:
        return []
    if _QUOTED.search(record) is None:
        return list(map(_without_guard, record.split("\t")))
    try:
        return list(map(_without_guard, next(csv.reader(io.StringIO(record), delimiter="\t"), [])))
    except csv.Error:
        return record.split("\t")


def _cells(line: str) -> list[str]:
    if "," not in line:
        return []
    try:
        return list(map(_without_guard, next(csv.reader(io.StringIO(line), strict=True), [])))
    except csv.Error:
        return []


def _without_guard(cell: str) -> str:
    """A cell without what keeps what it holds a text: 0101 of ="0101" and '0101."""
    guarded = _GUARDED.fullmatch(cell.strip())
    return cell if guarded is None else guarded[1] or guarded[2] or ""
