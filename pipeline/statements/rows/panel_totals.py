"""The totals of a panel: rows that are one by where they stand, and what belongs to which of them."""

from collections.abc import Sequence
from itertools import takewhile

from pipeline.statements.items import item_of, parts, parts_within
from pipeline.statements.model import Row
from pipeline.statements.rows.row_kinds import (
    has_ordinal,
    is_carried_over,
    is_division,
    is_year_total,
    ordinal_of,
)
from pipeline.statements.text import fold, split_ordinal
from pipeline.statements.vocabulary import any_of, labels


def sums_under_headings(rows: Sequence[Row]) -> None:
    """A sum with an ordinal of a lower rank is one under the heading above it: （一）政府采购支出合计 under 四、.

    One of a kind of money beside lines with ordinals of its rank (三、机关运行经费, 四、政府采购支出合计) is one too.
    """
    heads: list[Row] = []
    for row in rows:
        ordinal = ordinal_of(row)
        if ordinal is None:
            continue
        above = [head for head in heads if (other := ordinal_of(head)) is not None and other.depth < ordinal.depth]
        is_beside = len(above) < len(heads) and _is_of_kind(row)
        if row.role == "total" and (is_beside or (above and above[-1].role != "total")):
            row.role, row.level = "subtotal", None
        heads = [*above, row]


def grand_totals(rows: Sequence[Row]) -> None:
    """收入合计 under 本年收入合计 counts what is carried over too: it is the total, as is the last row of a panel.

    So is the first, where no other row is a sum, and nothing is carried over.
    """
    named = [row for row in rows if is_year_total(row) and not has_ordinal(row)]
    of_year = [row for row in named if fold(row.label).startswith(("本年", "当年"))]
    for row in named:
        if of_year and row.row > of_year[0].row and row not in of_year:
            row.role, row.level = "total", 0
    if not named or any(row.role == "total" for row in rows):
        return
    if named[-1] is rows[-1] and not _is_component(rows[-1]):
        rows[-1].role, rows[-1].level = "total", 0
    elif named == rows[:1] and len(rows) > 1 and not _is_component(rows[0]) and not any(map(is_carried_over, rows)):
        rows[0].role, rows[0].level = "total", 0


def item_total(rows: Sequence[Row]) -> None:
    """An item of the field (“三公”经费合计) is the total of a panel that prints nothing but its parts."""
    if any(row.role == "total" for row in rows):
        return
    names = {row.row: item_of(row.label) for row in rows}
    whole = next((row for row in (rows[0], rows[-1]) if names[row.row] in parts()), None) if len(rows) > 1 else None
    if whole is None or whole.role not in {"leaf", "subtotal"}:
        return
    within = parts_within(names[whole.row] or "")
    if all(row is whole or row.role == "of_which" or names[row.row] in within for row in rows):
        whole.role, whole.level = "total", 0


def plain_year_total(rows: Sequence[Row]) -> None:
    """The only 小计 of a panel, with nothing but what is carried over between it and the total, is that of the year."""
    sums = [index for index, row in enumerate(rows) if fold(row.label) == "小计"]
    totals = [index for index, row in enumerate(rows) if row.role == "total"]
    if len(sums) != 1 or len(totals) != 1 or not sums[0] < totals[0] or any(row.role == "unit" for row in rows):
        return
    between = [row for row in rows[sums[0] + 1 : totals[0]] if row.label]
    rows[sums[0]].of_year = all(is_carried_over(row) for row in between)


def attach_to_totals(rows: Sequence[Row]) -> None:
    """Rows without a parent are part of the total of the year, under them or in the first row, else of the last.

    The sum of another way to divide the same money is part of none. A total of the year (支出合计) below one in the
    first row (收入合计) heads the rows under it.
    """
    totals = [row for row in rows if row.role == "total"]
    last = next((row for row in reversed(totals) if row is not rows[0]), totals[0] if totals else None)
    year_total = next((row for row in rows if is_year_total(row) and not has_ordinal(row) and row.parent is None), None)
    headed = _headed_by_year(rows) if rows and year_total is rows[0] else {}
    for row in rows:
        if row.parent is not None or row is last or row.role == "of_which" or is_division(row):
            continue
        of_year = year_total is not None and row.row < year_total.row and row.role != "total"
        if row.row in headed:
            row.parent = headed[row.row]
        elif year_total is not None and of_year:
            row.parent = year_total.row
        elif last is not None and row.role != "total":
            row.parent = last.row


def _headed_by_year(rows: Sequence[Row]) -> dict[int, int | None]:
    """The total of the year over each row, where the first is one: of the totals themselves none."""
    head, headed = rows[0].row, dict[int, int | None]()
    for row in takewhile(lambda row: row.role != "total" and not is_carried_over(row), rows[1:]):
        is_head = is_year_total(row) and not has_ordinal(row)
        head = row.row if is_head else head
        headed[row.row] = None if is_head else head
    return headed


def _is_of_kind(row: Row) -> bool:
    """Whether a total is that of one kind of money (政府采购支出合计)."""
    bare = fold(split_ordinal(row.label)[1])
    return any_of("rows", "total_of_kind", "patterns").fullmatch(bare) is not None


def _is_component(row: Row) -> bool:
    """Whether a row names a component of the money (人员经费合计)."""
    return labels("component").search(fold(row.label)) is not None
