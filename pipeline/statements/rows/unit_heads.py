"""Names of budget units over codes or projects of their own: told by sums where no list of units does."""

from collections.abc import Sequence

from pipeline.statements.model import Row
from pipeline.statements.numbers import is_nil
from pipeline.statements.rows.sum_nesting import Figures, amounts, is_sum
from pipeline.statements.rows.unit_keys import looks_like_unit, unit_key
from pipeline.statements.text import fold, split_ordinal
from pipeline.statements.vocabulary import labels

_CLASS_DIGITS = 3


def head_codes_by_sums(rows: Sequence[Row]) -> None:
    """A row without a code over a list of printed codes, whose 类 make its amounts in every column, is their unit.

    Each such row of the panel must head a list of its own that begins with a 类, else none is a unit: where the codes
    are one list, a name between them is an entry that is not known. What names a fund or a component of the money
    heads the codes of that money, and of no unit.
    """
    lists: list[tuple[Row, list[Row]]] = []
    for row in rows:
        if row.codes.main is not None:
            if not lists:
                return
            lists[-1][1].append(row)
        elif row.role == "leaf" and row.label and any(text and not is_nil(text) for text in row.figures):
            lists.append((row, []))
    if lists and all(_is_headed(head, coded) for head, coded in lists):
        for head, _ in lists:
            head.role, head.unit_name = "unit", head.unit_name or head.label


def _is_headed(head: Row, coded: Sequence[Row]) -> bool:
    name = fold(head.label)
    if split_ordinal(head.label)[0] is not None or labels("fund").search(name) or labels("component").search(name):
        return False
    classes = [row for row in coded if len(row.codes.main or "") == _CLASS_DIGITS]
    values = [amounts(row) for row in (head, *classes)]
    if not classes or classes[0] is not coded[0] or any(value is None for value in values):
        return False
    whole, *parts = [value for value in values if value is not None]
    return any(whole) and whole == tuple(map(sum, zip(*parts, strict=True)))


def head_projects_by_sums(rows: Sequence[Row]) -> None:
    """Rows of a list of projects with names as units have them are the units of those under them, whose sums they are.

    All of the list is divided so, its totals left out, under one row over all units or under none; else none is a unit:
    a project may be named like one (a museum that is built).
    """
    listed = [row for row in rows if row.role != "total"]
    if not listed or any(row.role != "leaf" or row.codes.main is not None for row in listed):
        return
    figures = [amounts(row) for row in listed]
    known = [values for values in figures if values is not None]
    if len(known) < len(listed) or not any(map(_may_be_unit, listed)):
        return
    heads = _heads_from(listed, known, 0)
    if heads is None and _may_be_unit(listed[0]) and (heads := _heads_from(listed, known, 1)) is not None:
        heads = [listed[0], *heads] if is_sum(listed[0], heads) else None
    for head in heads or ():
        head.role, head.project_name, head.unit_name = "unit", None, head.unit_name or head.label


def _heads_from(rows: Sequence[Row], figures: Sequence[Figures], start: int) -> list[Row] | None:
    """The units that divide all rows from ``start`` on, the first way that does; None without one."""
    before = [tuple(0 * value for value in figures[0])]
    for values in figures:
        before.append(_added(before[-1], values))
    following: dict[int, int] = {}
    # Where the rows from there on are divided, by the sums of the rows before it.
    divided = {before[-1]: len(rows)}
    for first in range(len(rows) - 1, start - 1, -1):
        whole = figures[first]
        end = divided.get(_added(before[first + 1], whole)) if any(whole) and _may_be_unit(rows[first]) else None
        if end is not None:
            following[first] = end
            divided[before[first]] = first
    heads, at = [], start
    while at in following:
        heads.append(rows[at])
        at = following[at]
    return heads or None


def _added(first: Figures, second: Figures) -> Figures:
    return tuple(left + right for left, right in zip(first, second, strict=True))


def _may_be_unit(row: Row) -> bool:
    return looks_like_unit(unit_key(row.label))


def units_under_codes(rows: Sequence[Row]) -> None:
    """Units that share the money of functional codes: each code heads the units under it, and is their sum.

    The first row is a code then (under the total), and each code without units heads the narrower one under it. Where
    one code is not the sum of its units in every column, the units stand over their codes, and nothing is changed.
    """
    lists: list[tuple[Row, list[Row]]] = []
    for row in rows:
        if row.codes.main is not None:
            lists.append((row, []))
        elif row.role == "unit":
            if not lists:
                return
            lists[-1][1].append(row)
    if not any(units for _, units in lists) or not all(_is_divided(*pair, lists) for pair in lists):
        return
    of_units = {unit.row for _, units in lists for unit in units}
    for head, units in lists:
        head.unit_code = head.unit_name = None
        if head.parent in of_units:
            head.parent = None
        for unit in units:
            unit.parent = head.row


def _is_divided(head: Row, units: Sequence[Row], lists: Sequence[tuple[Row, Sequence[Row]]]) -> bool:
    """Whether a code is the sum of its units, or without any the class of another code."""
    if not units:
        code = head.codes.function or ""
        return any(other is not head and (other.codes.function or "").startswith(code) for other, _ in lists)
    values = [amounts(row) for row in (head, *units)]
    if any(value is None for value in values):
        return False
    whole, *parts = [value for value in values if value is not None]
    return any(whole) and whole == tuple(map(sum, zip(*parts, strict=True)))


def name_units(rows: Sequence[Row]) -> None:
    """Give rows that print the code of their unit its name, where the row of the unit above prints the name alone.

    All rows under a unit print one code, and no other unit's rows print it.
    """
    blocks: list[tuple[Row, list[Row]]] = []
    for row in rows:
        if row.role in {"unit", "total"}:
            blocks.append((row, []))
        elif blocks:
            blocks[-1][1].append(row)
    codes = [{row.unit_code for row in block if row.unit_code} for _, block in blocks]
    for (head, block), own in zip(blocks, codes, strict=True):
        alone = len(own) == 1 and sum(bool(own & other) for other in codes) == 1
        if alone and head.role == "unit" and head.unit_code is None:
            for row in block:
                if row.unit_code and row.unit_name is None:
                    row.unit_name = head.unit_name
