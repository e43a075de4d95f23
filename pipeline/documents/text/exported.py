"""A file of rows as programs export it: other marks than commas between cells, and what keeps a code a text.

Where a comma is for decimals, programs part cells by semicolons, others by bars; ``sep=;`` tells a spreadsheet which.
So that a spreadsheet keeps a code with all its digits they write a TAB beside it (and ``="0101"`` or ``'0101``, which
:mod:`pipeline.documents.text.delimited` takes off). They put a text alone in its row in quotation marks as any other.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.documents.model import Content
from pipeline.documents.text import plain_text

VERSION = f"2.{plain_text.VERSION}"

_MARKS = ";|"
_STATED = re.compile(r"sep=(.)", re.I)
_FEWEST_MARKS = 2
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# No quoted cell has more lines.
_MOST_LINES = 20
_BESIDE = re.compile(r'(?:^|(?<=,)|(?<=,")|(?<=^"))\t+|\t+(?=,|",|"$|$)')
# In a table that is drawn with signs: a line, or a bar between blanks.
_RULE = re.compile(r"-{3}|[─━═]{3}|={3}| \| ")
_QUOTED = re.compile(r'"([^"]*)"')


def detect(text: str) -> bool:
    """Whether a text is mostly rows of cells that have one of these traits."""
    lines = text.split("\n")
    return _by_commas(lines) != lines


def read(text: str) -> Content:
    """Paragraphs and tables of the text as a file with commas."""
    return plain_text.read("\n".join(_by_commas(text.split("\n"))))


def _by_commas(lines: Sequence[str]) -> list[str]:
    """The lines with nothing but commas between the cells of rows."""
    stated = _STATED.fullmatch(lines[0].strip())
    of_rows = list(lines[1:] if stated else lines)
    marks = "" if any(map(_RULE.search, lines)) else _MARKS
    mark = stated[1] if stated else next((mark for mark in marks if _are_rows(lines, mark)), ",")
    if mark in _MARKS:
        of_rows = list(_with_commas(of_rows, mark))
    if not _are_rows(of_rows, ","):
        return of_rows
    if all("\t" not in _BESIDE.sub("", line) for line in of_rows):
        of_rows = [_BESIDE.sub("", line) for line in of_rows]
    return [quoted[1] if (quoted := _QUOTED.fullmatch(line)) else line for line in of_rows]


def _are_rows(lines: Iterable[str], mark: str) -> bool:
    """Whether most lines that print anything have several cells between these marks, most of them with a first one."""
    printed = [_THOUSANDS.sub("", line) for line in lines if line.strip(f" {mark}")]
    of_rows = [line for line in printed if line.count(mark) >= _FEWEST_MARKS]
    return 2 * len(of_rows) > len(printed) and 2 * sum(line.startswith(mark) for line in of_rows) < len(of_rows)


def _with_commas(lines: Sequence[str], mark: str) -> Iterator[str]:
    try:
        rows = list(csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=mark))
    except csv.Error:
        rows = []
    if not rows or any(cell.count("\n") > _MOST_LINES for row in rows for cell in row):
        yield from lines
        return
    for row in rows:
        if len(row) < _FEWEST_MARKS:
            yield from "".join(row).split("\n")
            continue
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(row)
        yield from line.getvalue().removesuffix("\n").split("\n")
