"""Rows 小计 under the rows that they count: those of a unit, or of a class that they name (工资福利支出小计)."""

from collections.abc import Sequence

from pipeline.statements.model import Row
from pipeline.statements.sum_nesting import amounts
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
    if not all(_is_sum(whole, parts) for whole, parts in groups):
        return
    for whole, parts in groups:
        units = {(part.unit_code, part.unit_name) for part in parts}
        if whole.unit_name is None and len(units) == 1:
            ((whole.unit_code, whole.unit_name),) = units
        for part in parts:
            part.parent = whole.row


def _is_sum(whole: Row, parts: Sequence[Row]) -> bool:
    values = [amounts(row) for row in (whole, *parts)]
    if not parts or any(value is None for value in values):
        return False
    total, *of_parts = [value for value in values if value is not None]
    return any(total) and total == tuple(map(sum, zip(*of_parts, strict=True)))
