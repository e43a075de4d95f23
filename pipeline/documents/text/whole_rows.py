"""Rows of a table that stand on several lines, because the texts of their cells hold line breaks.

Programs that join the cells of a row with a sign print such texts as they are, so that a row goes on in the next line,
in the middle of a cell. All rows of a table have as many signs: lines are one row where they have that many together.
Only where all lines of a table make such rows are they put together. A line without any sign between two whole rows is
the beginning of a name, unless the row above ends in a name that is no shorter, which goes on in it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.documents.model import squeezed
from pipeline.documents.titles import ends_as_title

# A row has no more lines, and a table so many whole rows at least.
_MOST_LINES = 60
_FEWEST_WHOLE = 2
# Lines between the rows that are of no row: titles, the unit of money, sentences.
_APART = re.compile(r"单位[:：]|[:：]$|^[注附#]|。")
_FIGURE = re.compile(r"\s*[-\d,.%％]*\s*")


def with_whole_rows(lines: Sequence[str], sign: str) -> list[str]:
    """The lines, those of one row put together with line breaks between them; ``sign`` parts its cells."""
    found: list[str] = []
    for is_blank, group in groupby(lines, key=lambda line: not line.strip(" \u3000\xa0")):
        of_group = list(group)
        found += of_group if is_blank else _of_block(of_group, sign)
    return found


def _of_block(lines: Sequence[str], sign: str) -> Iterator[str]:
    """The lines of a block without blank lines, in which several tables may stand, each under its title."""
    table: list[str] = []
    for line in lines:
        if sign not in line and _is_apart(squeezed(line)):
            yield from _of_table(table, sign)
            yield line
            table = []
        else:
            table.append(line)
    yield from _of_table(table, sign)


def _is_apart(line: str) -> bool:
    return ends_as_title(line) or _APART.search(line) is not None


def _of_table(lines: Sequence[str], sign: str) -> list[str]:
    """The rows of a table with the lines over and under it; the lines as they are where they make no such rows."""
    counts = [line.count(sign) for line in lines]
    width = max(counts, default=0)
    inside = [index for index, count in enumerate(counts) if count]
    if (
        not inside
        or counts.count(width) < _FEWEST_WHOLE
        or all(counts[index] == width for index in range(inside[0], inside[-1] + 1))
    ):
        return list(lines)
    rows: list[list[str]] = []
    between: list[str] = []
    row: list[str] = []
    total = 0
    for index in range(inside[0], inside[-1] + 1):
        if not row and not counts[index]:
            between.append(lines[index])
            continue
        if not row and between:
            above = _of_above(rows[-1], between, lines[index], sign) if rows else 0
            if above:
                rows[-1] += between[:above]
            row += between[above:]
            between = []
        row.append(lines[index])
        total += counts[index]
        if total > width or len(row) > _MOST_LINES:
            return list(lines)
        if total == width:
            rows.append(row)
            row, total = [], 0
    if row:
        return list(lines)
    return [*lines[: inside[0]], *("\n".join(row) for row in rows), *lines[inside[-1] + 1 :]]


def _of_above(row: Sequence[str], between: Sequence[str], below: str, sign: str) -> int:
    """How many of the lines between two rows go on with the last cell of the upper one; the others begin the lower one.

    A name goes on in lines as long as its first and ends with a shorter one; brackets are closed in the cell in which
    they are opened.
    """
    last = row[-1].rsplit(sign, 1)[-1].strip()
    lengths = [len(line.strip()) for line in between]
    first = 0
    if last and _FIGURE.fullmatch(last) is None:
        full = next((number for number, length in enumerate(lengths) if length != len(last)), len(lengths))
        first = full + 1 if full < len(lengths) and lengths[full] < len(last) else full
    ways = range(len(between) + 1) if last else (0,)
    cells = {way: ("".join([last, *between[:way]]), "".join([*between[way:], below.split(sign)[0]])) for way in ways}
    return min(ways, key=lambda way: (sum(map(_open_brackets, cells[way])), abs(way - first)))


def _open_brackets(text: str) -> int:
    return abs(sum(text.count(sign) for sign in "（(") - sum(text.count(sign) for sign in "）)"))
