"""Whether the rows of one table go on with those of another: by their ordinals, their codes and the total of both."""

import re
from collections.abc import Sequence

import cn2an  # type: ignore[import-untyped]

from pipeline.documents.figures import FIGURE
from pipeline.documents.model import Cell, Table, squeezed

TOTAL = re.compile(r"[合总]计")
# The total of a whole table; 本年收入合计 is that of the rows above it.
_WHOLE_TOTAL = re.compile(r"(?:收入|支出)?[合总]计")
_AMOUNT = re.compile(r"-?[\d,，]+[.．]\d+")
_CODE = re.compile(r"\d{3,}")
_ORDINAL = re.compile(
    r"(?P<open>[（(])?(?P<number>[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?(open)[）)]|[、.．])"
)


def rows_go_on(table: Table, rest: Table, header: int, repeated: int, *, at_end: bool = False) -> bool:
    """Whether the rows of the rest under so many repeated ones go on with those of the table under its header.

    ``at_end``: also where the total of both stands at the end, or none has been printed and the codes go on.
    """
    body, below = table.rows[header:], rest.rows[repeated:]
    if not body or not below or any(map(has_amount, table.rows[:header])):
        return False
    # Lines without a name are numbered at most, where one side of a form is longer than the other.
    names = [_names(row) for row in below if any(cell.text for cell in row) and (_names(row) or has_amount(row))]
    if not names or not all(names) or set(names) & {_names(row) for row in body}:
        return False
    ordinals = ordinals_go_on(body, below, table.n_cols)
    if ordinals is not None:
        return ordinals
    totals = [any(map(TOTAL.search, row)) for row in names]
    if any(map(TOTAL.search, _names(body[0]))):
        return not any(totals) and _codes_go_on(body, below)
    is_open = not any(_WHOLE_TOTAL.fullmatch(name) for row in body for name in _names(row))
    is_end = totals[-1] or any(map(_code, below))
    return at_end and is_open and is_end and not any(totals[:-1]) and _codes_go_on(body, below)


def is_under_total(table: Table, rest: Table, header: int, repeated: int) -> bool:
    """Whether rows lie under the total with which the table above begins.

    They may name what rows above name: units one after the other, each with the classes of its money.
    """
    totals = [any(map(TOTAL.search, _names(row))) for row in (*table.rows[header:], *rest.rows[repeated:])]
    ordinals = ordinals_go_on(table.rows[header:], rest.rows[repeated:], table.n_cols)
    return ordinals is None and totals[:1] == [True] and not any(totals[1:])


def ordinals_go_on(body: Sequence[Sequence[Cell]], below: Sequence[Sequence[Cell]], n_cols: int) -> bool | None:
    """Whether the first ordinal of each column of the rest follows the last one of its style; None without ordinals.

    The first one under a heading of another style says nothing.
    """
    follows = []
    for col in range(1, n_cols + 1):
        above, after = (
            [found for row in rows for cell in row if cell.col == col and (found := _ordinal(cell.text))]
            for rows in (body, below)
        )
        if not above or not after:
            continue
        style, first = after[0]
        last = next((number for other, number in reversed(above) if other == style), None)
        if last is not None and not (first == 1 and above[-1][0] != style):
            follows.append(last + 1 == first)
    return all(follows) if follows else None


def has_amount(row: Sequence[Cell]) -> bool:
    """Whether a row prints an amount with decimals."""
    return any(_AMOUNT.fullmatch(squeezed(cell.text)) for cell in row)


def _names(row: Sequence[Cell]) -> tuple[str, ...]:
    """What a row prints beside figures, with its code, which is a figure at its left."""
    texts = [text for cell in row if (text := squeezed(cell.text))]
    codes = [text for text in texts[:1] if _CODE.fullmatch(text)]
    return (*codes, *(text for text in texts if not FIGURE.fullmatch(text)))


def _codes_go_on(body: Sequence[Sequence[Cell]], below: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first code of the rest stands behind the last one of the table, or neither prints codes."""
    above, after = ([text for row in rows if (text := _code(row))] for rows in (body, below))
    return bool(above) == bool(after) and (not above or above[-1] <= after[0])


def _code(row: Sequence[Cell]) -> str:
    first = next((text for cell in row if (text := squeezed(cell.text))), "")
    return first if _CODE.fullmatch(first) else ""


def _ordinal(text: str) -> tuple[bool, int] | None:
    """Whether the number of a row (十三、, （二）) stands in brackets, and the number."""
    match = _ORDINAL.match(squeezed(text))
    return (bool(match["open"]), int(cn2an.cn2an(match["number"], "smart"))) if match else None
