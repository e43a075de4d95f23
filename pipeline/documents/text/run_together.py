"""Cells of recognised rows that ran together, parted: the row prints fewer cells than the table has columns, and one of
its cells holds the texts of two.

Between the texts stands a blank. An amount behind a text or behind another amount is one of its own, for no name ends
in an amount. A text behind a code is the name of its column only where the row has then just the columns of the table,
because a name may begin with a number.
"""

import re
from collections.abc import Iterator, Sequence

Row = Sequence[str]

_AMOUNT = r"-?\d[\d,]*\s?\.\s?\d{2}"
_BEFORE_AMOUNT = re.compile(rf"(?P<first>\S.*?)(?<!\.)\s+(?P<second>{_AMOUNT})(?!\s?\d)")
_BEHIND_CODE = re.compile(r"(?P<first>\d{2}(?:\d(?:\d{2}){0,2})?)\s+(?P<second>[\u3400-\u9fff]\D*)")
_WORD = re.compile(r"[\u3400-\u9fff]")
_WHOLE_AMOUNT = re.compile(_AMOUNT)


def with_cells_apart(chunks: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """The rows of a table, by chunks, those apart that ran together."""
    width = max((len(row) for chunk in chunks for row in chunk), default=0)
    return [[_apart(row, width) for row in chunk] for chunk in chunks]


def _apart(row: Row, width: int) -> Row:
    missing = width - len(row)
    if missing <= 0:
        return row
    parted = [part for text in row for part in _before_amounts(text)]
    if len(parted) > width:
        return row
    behind = [match for text in parted if (match := _BEHIND_CODE.fullmatch(text))]
    if behind and len(parted) + len(behind) == width:
        return [part for text in parted for part in _behind_code(text)]
    return parted


def _before_amounts(text: str) -> Iterator[str]:
    """A text and the amount behind it, or amounts in a row."""
    match = _BEFORE_AMOUNT.fullmatch(text)
    if match is not None and (_WORD.search(match["first"]) or _WHOLE_AMOUNT.fullmatch(match["first"])):
        yield match["first"]
        yield match["second"]
    else:
        yield text


def _behind_code(text: str) -> Iterator[str]:
    match = _BEHIND_CODE.fullmatch(text)
    if match is None:
        yield text
    else:
        yield match["first"]
        yield match["second"]
