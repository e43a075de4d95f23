"""Texts of a header that were torn where columns meet (基本|支出), put together again.

Every column ends in a name of its own, so only texts that have a text below them can be pieces of one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from itertools import pairwise

from pipeline.documents.model import Table
from pipeline.statements.heads.column_numbers import is_column_numbers, numbers_behind_words
from pipeline.statements.heads.layout_evidence import is_amount
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import load

_YEAR_CUT = re.compile(r"\d{1,3}年")
_MOST_HEADER_ROWS = 6
_WIDEST_TEAR = 5
_DIGITS_OF_YEAR = 4
_LONGEST = 40
Place = tuple[int, int]


def mended(table: Table) -> tuple[Table, Mapping[Place, int]]:
    """The table with torn texts of the first rows put together in their first cell, and how many columns they touch."""
    torn: dict[Place, list[int]] = {}
    below: set[int] = set()
    for row in reversed(list(_rows_above_amounts(table))):
        printed = [cell for cell in table.rows[row - 1] if cell.text]
        texts = {cell.col: squeeze(cell.text) for cell in printed}
        if is_column_numbers(list(texts.values())) or numbers_behind_words(printed):
            continue
        for cols in _tears(texts, below):
            torn[row, cols[0]] = cols
        below |= set(texts)
    of_piece = {(row, col): (row, cols[0]) for (row, _), cols in torn.items() for col in cols}
    text = {(cell.row, cell.col): squeeze(cell.text) for cell in table.cells}
    whole = {(row, first): "".join(text[row, col] for col in cols) for (row, first), cols in torn.items()}
    cells = tuple(
        replace(cell, text=whole.get((cell.row, cell.col), "")) if (cell.row, cell.col) in of_piece else cell
        for cell in table.cells
    )
    return replace(table, cells=cells) if torn else table, {place: len(cols) for place, cols in torn.items()}


def _rows_above_amounts(table: Table) -> Iterator[int]:
    for row in range(1, min(_MOST_HEADER_ROWS, table.n_rows) + 1):
        if any(is_amount(cell.text) for cell in table.rows[row - 1]):
            return
        yield row


def _tears(texts: Mapping[int, str], below: AbstractSet[int]) -> Iterator[list[int]]:
    """The columns of texts beside each other that are one name of headers; each has a name of its own below.

    Of the ways to join texts the one leaves the fewest that are no names, and joins the fewest.
    """
    cols = sorted(col for col in texts if col in below)
    starts = [index for index, col in enumerate(cols) if index == 0 or cols[index - 1] + 1 != col]
    for start, end in pairwise([*starts, len(cols)]):
        run = cols[start:end]
        best: list[tuple[int, int, list[list[int]]]] = [(0, 0, [])]
        for last in range(1, len(run) + 1):
            ways = []
            for first in range(max(0, last - _WIDEST_TEAR), last):
                parts = [texts[col] for col in run[first:last]]
                if len(parts) == 1 or _is_torn(parts):
                    strange, joins, before = best[first]
                    is_strange = len(parts) == 1 and not is_whole(parts[0])
                    ways.append((strange + is_strange, joins + len(parts) - 1, [*before, run[first:last]]))
            best.append(min(ways))
        yield from (part for part in best[-1][2] if len(part) > 1)


def _is_torn(parts: Sequence[str]) -> bool:
    """Whether texts consist of words together, and one of them does not; figures beside each other are no year."""
    joined = "".join(parts)
    if joined.isdigit() and len(joined) > _DIGITS_OF_YEAR:
        return False
    return is_whole(joined) and not all(map(is_whole, parts))


def is_whole(text: str) -> bool:
    """Whether a text consists of words of headers, years, brackets and signs, and is no part of a year's name."""
    folded = fold(text)
    return len(folded) <= _LONGEST and _YEAR_CUT.match(folded) is None and _words().fullmatch(folded) is not None


@cache
def _words() -> re.Pattern[str]:
    header = load("columns")["header"]
    between = "|".join(map(re.escape, header["between"]))
    word = "|".join([*sorted(map(re.escape, header["words"]), key=len, reverse=True), r"\d{4}", r"[^\w]", "[a-z]"])
    return re.compile(rf"(?:{word})+(?:(?:{between})(?:{word})+)*", re.IGNORECASE)
