"""Rows of cells in lines of text: cells parted by TABs, or by commas as in a CSV file.

A line with a TAB is a row. Commas also stand in sentences and in figures, so they make rows only where several lines in
succession have equally many cells, at least three, and the first is a header: no cell of it begins with a figure.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

Rows = list[list[str]]

_FIGURE = re.compile(r"^\s*-?\d[\d.]*(?!\d*年)")
_FEWEST_CELLS = 3
_FEWEST_ROWS = 3


def parts(lines: Iterable[str]) -> Iterator[str | Rows]:
    """The lines in order, those that are rows of one table together; a line that is no row ends the table."""
    for is_tabbed, group in groupby(lines, key=lambda line: "\t" in line):
        if is_tabbed:
            yield [line.split("\t") for line in group]
        else:
            yield from _by_commas(list(group))


def _by_commas(lines: Sequence[str]) -> Iterator[str | Rows]:
    for count, group in groupby(((line, _cells(line)) for line in lines), key=lambda pair: len(pair[1])):
        of_group = list(group)
        is_header = not any(_FIGURE.search(cell) for cell in of_group[0][1])
        if count >= _FEWEST_CELLS and len(of_group) >= _FEWEST_ROWS and is_header:
            yield [cells for _, cells in of_group]
        else:
            yield from (line for line, _ in of_group)


def _cells(line: str) -> list[str]:
    if line.count(",") < _FEWEST_CELLS - 1:
        return []
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error:
        return []
