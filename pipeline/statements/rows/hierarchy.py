"""Which row is part of which: by codes, units, ordinals, indentation, the totals of a panel, and last by sums."""

from collections.abc import Mapping, Sequence

from pipeline.statements.items import item_of, part_named, parts
from pipeline.statements.model import Row
from pipeline.statements.numbers import parse_number
from pipeline.statements.rows import sum_nesting
from pipeline.statements.rows.closing_sums import close_groups, close_units
from pipeline.statements.rows.nesting import nest
from pipeline.statements.rows.of_which_rows import of_which_blocks
from pipeline.statements.rows.panel_totals import (
    attach_to_totals,
    grand_totals,
    item_total,
    plain_year_total,
    sums_under_headings,
)
from pipeline.statements.rows.row_kinds import code_of, has_ordinal, is_carried_over, is_category, is_year_total
from pipeline.statements.rows.unit_heads import head_codes_by_sums, name_units, units_under_codes
from pipeline.statements.text import fold
from pipeline.statements.titles.titles import FISCAL_FUNDS
from pipeline.statements.vocabulary import labels


def set_parents(rows: list[Row]) -> None:
    """Set parent, role, is_leaf and ancestors of the rows of one panel, in reading order."""
    head_codes_by_sums(rows)
    sums_under_headings(rows)
    grand_totals(rows)
    item_total(rows)
    plain_year_total(rows)
    _funds_of_fiscal(rows)
    of_which_blocks(rows)
    _parents_by_item(rows)
    close_units(rows)
    sum_nesting.units_beside_places(rows)
    nest(rows)
    units_under_codes(rows)
    close_groups(rows)
    attach_to_totals(rows)
    sum_nesting.nest_by_sums(rows)
    sum_nesting.head_units_by_sums(rows)
    sum_nesting.head_items_by_sums(rows)
    sum_nesting.head_classes_by_sums(rows)
    name_units(rows)
    by_row = {row.row: row for row in rows}
    _open_circles(rows, by_row)
    with_parts = {row.parent for row in rows if row.role != "of_which"}
    for row in rows:
        if row.row in with_parts and row.role == "leaf":
            row.role = "subtotal"
        if row.row not in with_parts and row.role == "subtotal" and is_category(row):
            row.role = "leaf"
        row.is_leaf = row.row not in with_parts and row.role not in {"total", "of_which"}
        row.ancestors = _ancestors(row, by_row)


def _funds_of_fiscal(rows: Sequence[Row]) -> None:
    """Revenue without ordinals: the funds that 财政拨款 consists of, listed right under it, are its parts.

    Under 上年结转 behind the total of the year they are parts of what is carried over.
    """
    whole: Row | None = None
    of_year = False
    for row in rows:
        of_year = of_year or is_year_total(row)
        plain = row.role == "leaf" and not has_ordinal(row) and code_of(row) is None and row.label
        fund = labels("fund").search(fold(row.label)) if plain else None
        if fund == "fiscal" or (plain and of_year and is_carried_over(row)):
            whole = row
        elif whole is not None and fund in FISCAL_FUNDS:
            row.parent = whole.row if row.parent is None else row.parent
        else:
            whole = None


def _parents_by_item(rows: list[Row]) -> None:
    """Rows that the field itself makes parts of another row (公务接待费 of “三公”经费小计) point to it."""
    named: dict[str, Row] = {}
    whole: str | None = None
    for row in rows:
        name = item_of(row.label) or (part_named(row.label, whole) if whole is not None else None)
        if name is not None:
            named.setdefault(name, row)
            whole = name if name in parts() else whole
        elif row.role != "of_which":
            whole = None
    for item, names in parts().items():
        whole_row = _sum_under(named[item], rows) if item in named else None
        for name in names:
            if whole_row is not None and name in named and named[name].parent is None:
                named[name].parent = whole_row.row


def _sum_under(item: Row, rows: Sequence[Row]) -> Row:
    """The row of an item; where it is a heading without figures over its sum (（一）支出合计), the sum."""
    below = rows[rows.index(item) + 1 :][:1]
    is_heading = has_ordinal(item) and not any(map(parse_number, item.figures))
    return below[0] if is_heading and below and is_year_total(below[0]) and has_ordinal(below[0]) else item


def _open_circles(rows: Sequence[Row], by_row: Mapping[int, Row]) -> None:
    """No row is part of itself: where ways to nest contradict each other, the row closing a circle has no parent.

    Each way sets the parent of rows that have none, and looks up or down for it: a total below its parts, a unit above
    its codes. Each alone makes no circle, and no document is known in which two do; but a row in one would have
    ancestors without end, and so would the run.
    """
    for row in rows:
        above = {row.row}
        last = row
        while last.parent is not None and last.parent not in above:
            last = by_row[last.parent]
            above.add(last.row)
        if last.parent is not None:
            last.parent = None


def _ancestors(row: Row, by_row: Mapping[int, Row]) -> tuple[str, ...]:
    chain: list[str] = []
    parent = row.parent
    while parent is not None:
        above = by_row[parent]
        if above.role != "total":
            chain.append(above.label)
        parent = above.parent
    return tuple(reversed(chain))
