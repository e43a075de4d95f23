"""The rows of amounts at the left of a grid of indicators of a department: its tasks, each beside its indicators."""

from collections.abc import Sequence

from pipeline.documents.model import Cell, Table
from pipeline.statements.model import Column, Row
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import any_of

_NAMES = frozenset({"task_name", "label"})


def are_of_tasks(columns: Sequence[Column]) -> bool:
    """Whether columns hold amounts and the names of the tasks that these are of, each under a header of its own."""
    has_money = any(column.concept == "money" and column.path for column in columns)
    return has_money and any(column.concept == "task_name" and column.path for column in columns)


def rows_of_tasks(table: Table, columns: Sequence[Column], first: int) -> tuple[Row, ...]:
    """The rows from ``first`` on that print amounts.

    A row's label is the task that is printed for its amount alone. Where the task is merged over several amounts the
    label is what the next column prints of each (对应项目), and the task is the ancestor.
    """
    money = {column.col for column in columns if column.concept == "money"}
    names = [column.col for column in columns if column.concept in _NAMES and column.path]
    rows = []
    for number in range(first, table.n_rows + 1):
        amounts = [c for c in table.rows[number - 1] if c.col in money and parse_number(c.text) is not None]
        if not amounts:
            continue
        end = max(amount.row + amount.row_span for amount in amounts)
        cells = [cell for col in names if (cell := table.grid.get((number, col))) is not None and cell.text]
        own = next((cell for cell in cells if _is_of_amount(cell, number, end)), None)
        label = squeeze(own.text) if own is not None else ""
        is_total = any_of("rows", "total", "patterns").fullmatch(fold(label)) is not None
        above = tuple(dict.fromkeys(squeeze(c.text) for c in cells if own is None or c.col < own.col))
        role = "total" if is_total else "leaf"
        rows.append(Row(number, 0, label, role=role, is_leaf=not is_total, ancestors=above))
    totals = [row for row in rows if row.role == "total"]
    for row in rows if len(totals) == 1 else ():
        row.parent = totals[0].row if row.is_leaf else None
    return tuple(rows)


def _is_of_amount(cell: Cell, row: int, end: int) -> bool:
    """Whether a name begins in a row of an amount and reaches no further down than that, which ends before ``end``."""
    return cell.row == row and cell.row + cell.row_span <= end
