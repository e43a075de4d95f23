"""Rows of recognised text whose columns drift: which column does each cell of a short row belong to?

A page can lose columns that are blank on it. The rows of full width say what each column holds (amounts, counts, other
figures, texts, prose, blanks); the rows of one length that follow each other lost the same columns, and are placed
together where they fit best. Only the kind of a text is looked at, never what it means.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

Row = Sequence[str]

_AMOUNT = re.compile(r"[-\d][\d,， ]*[.．] ?\d+.?")
_COUNT = re.compile(r"[\d ]+")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\d{4}年(?!\d)")
_KINDS = ("blank", "amount", "count", "figure", "text", "prose")
_PROSE = 24
_SMOOTHING = 0.25
_GAP = 1.5
# How much likelier (natural logarithm) a move must be where the row has its full width.
_SURELY = 4.0


def place(chunks: Sequence[Sequence[Row]]) -> list[list[int]]:
    """The column (from 1) of each cell of each row; blank cells at the end of a row that moved right are left out.

    ``chunks`` are the rows of one table between blank lines. A chunk that begins with a full row of texts without any
    digit is a new head and starts a new section with columns of its own.
    """
    return [columns for section in _sections(chunks) for columns in _place_section(section)]


def _sections(chunks: Sequence[Sequence[Row]]) -> Iterator[list[Row]]:
    section: list[Row] = []
    for chunk in chunks:
        if section and _is_head(chunk[0]):
            yield section
            section = []
        section.extend(chunk)
    if section:
        yield section


def _is_head(row: Row) -> bool:
    return len(row) >= 3 and all(cell.strip() and not _DIGIT.search(cell) for cell in row)


def _place_section(rows: Sequence[Row]) -> Iterator[list[int]]:
    width = max(map(len, rows))
    first = _first_body_row(rows)
    full = [row for row in rows[first:] if len(row) == width]
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and len(rows[end]) == len(rows[start]) and (end < first) == (start < first):
            end += 1
        group = rows[start:end]
        columns = list(range(1, len(rows[start]) + 1))
        if start >= first and len(full) >= 2:
            if len(columns) < width:
                columns, _ = _best_columns(group, full, width)
            else:
                yield from (_moved(row, full, width) for row in group)
                start = end
                continue
        for _ in group:
            yield columns
        start = end


def _first_body_row(rows: Sequence[Row]) -> int:
    """The first row with two cells of figures or prose, else with one; a head may hold one that was misread.

    Names of years (2022年执行数) are words of a head.
    """
    of_body = {"amount", "count", "figure", "prose"}
    counts = [sum(_kind(cell) in of_body and not _YEAR.search(cell) for cell in row) for row in rows]
    return next((i for least in (2, 1) for i, count in enumerate(counts) if count >= least), len(rows))


def _moved(row: Row, full: Sequence[Row], width: int) -> list[int]:
    """The columns of a row of full width that lost columns inside it and ends in blanks instead.

    No amount moves to a column where no other row prints one: it stands among blanks because it is a rare one.
    """
    length = max((position + 1 for position, text in enumerate(row) if text.strip()), default=0)
    as_printed = list(range(1, width + 1))
    if not 0 < length < width:
        return as_printed
    others = [other for other in full if other is not row]
    if len(others) < 2:
        return as_printed
    columns, cost = _best_columns([row[:length]], others, width)
    profile = [Counter(_kind(other[col]) for other in others) for col in range(width)]
    printed_cost = sum(_surprise(profile[col], _kind(row[col])) for col in range(length))
    amounts = [col for text, col in zip(row, columns, strict=False) if _kind(text) == "amount"]
    fits = all(profile[col - 1]["amount"] for col in amounts)
    return columns if fits and cost + _SURELY < printed_cost else as_printed


def _best_columns(group: Sequence[Row], full: Sequence[Row], width: int) -> tuple[list[int], float]:
    """Increasing columns for the positions of the rows, the likeliest by the kinds of their cells, and the cost."""
    profile = [Counter(_kind(row[col]) for row in full) for col in range(width)]
    length = len(group[0])
    costs = [
        [sum(_surprise(profile[col], _kind(row[position])) for row in group) for col in range(width)]
        for position in range(length)
    ]
    best: list[dict[int, tuple[float, tuple[int, ...]]]] = [{}]
    for col in range(width - length + 1):
        best[0][col] = (costs[0][col] + (_GAP if col else 0.0), (col + 1,))
    for position in range(1, length):
        layer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for col in range(position, width - length + position + 1):
            layer[col] = min(
                (cost + costs[position][col] + (_GAP if before < col - 1 else 0.0), (*columns, col + 1))
                for before, (cost, columns) in best[-1].items()
                if before < col
            )
        best.append(layer)
    cost, columns = min(best[-1].values())
    return list(columns), cost


def _surprise(profile: Counter[str], kind: str) -> float:
    total = profile.total() + _SMOOTHING * len(_KINDS)
    return -math.log((profile[kind] + _SMOOTHING) / total)


def _kind(text: str) -> str:
    squeezed = text.strip()
    if not squeezed:
        return "blank"
    if _AMOUNT.fullmatch(squeezed):
        return "amount"
    if _COUNT.fullmatch(squeezed):
        return "count"
    if len(squeezed) > _PROSE:
        return "prose"
    return "figure" if _DIGIT.search(squeezed) else "text"
