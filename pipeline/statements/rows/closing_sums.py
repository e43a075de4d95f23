"""Rows 小计 under the rows that they count: those of a unit, or of a class that they name (工资福利支出小计)."""

from collections.abc import Sequence

from pipeline.statements.model import Row
from pipeline.statements.rows.sum_nesting import is_sum
from pipeline.statements.rows.unit_keys import unit_key
from pipeline.statements.text import fold

_SUM = "小计"


def close_groups(rows: Sequence[Row]) -> None:
    """Make the rows without a parent between two rows 小计 parts of the lower one, where each such row is their sum.

    The rows of a group may print one unit each; then the 小计 is that unit's. Where one 小计 is not the sum of the rows
    over it in every column, it stands over its parts, or a figure is misread, and none is taken to close a group.
    """
    groups: list[tuple[Row, list[Row]]] = []
    open_group: list[Row] = []
    for row in rows:
        if row.role == "subtotal" and fold(row.label).endswith(_SUM) and not row.of_year and row.parent is None:
            groups.append((row, open_group))
            open_group = []
        elif row.role in {"total", "unit"}:
            open_group = []
        elif row.parent is None and row.role in {"leaf", "subtotal"} and row.label:
            open_group.append(row)
    if not all(is_sum(whole, parts) for whole, parts in groups):
        return
    for whole, parts in groups:
        units = {(part.unit_code, part.unit_name) for part in parts}
        if whole.unit_name is None and len(units) == 1:
            ((whole.unit_code, whole.unit_name),) = units
        for part in parts:
            part.parent = whole.row


def close_units(rows: Sequence[Row]) -> None:
    """Make the rows of one unit parts of the 小计 right under them that names it (某局小计) and is their sum.

    A row that names a unit without such rows over it is the head of those under it.
    """
    open_group: list[Row] = []
    for row in rows:
        closes = row.role == "unit" and fold(row.label).endswith(_SUM)
        names = {unit_key(part.unit_name or "") for part in open_group}
        if closes and names == {unit_key(row.unit_name or "")} and is_sum(row, open_group):
            row.role = "subtotal"
            for part in open_group:
                part.parent = row.row
        if row.role == "leaf" and row.parent is None and row.label:
            if open_group and open_group[-1].unit_name != row.unit_name:
                open_group = []
            open_group.append(row)
        else:
            open_group = []
