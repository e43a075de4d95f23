"""Grids inside forms: lists of tasks with their amounts, and amounts under header lines instead of beside keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.documents.model import Cell, Table
from pipeline.statements.model import Field
from pipeline.statements.numbers import has_digit, parse_number
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import form_terms, full_match, labels

_NAME = "名称"
_TASKS = "任务"
_LONGEST_HEADER = 20
_MONEY = ("资金", "金额", "预算", "拨款", "总额")


@dataclass(frozen=True, slots=True)
class TaskHead:
    """The head of a list of tasks: its last row, the columns of name and content, the header path of each amount."""

    last: int
    name_col: int
    content_col: int
    money: Mapping[int, tuple[str, ...]]


def task_head(table: Table, number: int, group_text: str) -> TaskHead | None:
    """The head of a list of tasks that begins in this row: 任务名称 (名称 beside 重点任务), the content, amounts."""
    cells = [cell for cell in table.rows[number - 1] if cell.text]
    name = next((cell for cell in cells if _is_task_name(cell, group_text)), None)
    right = [cell for cell in cells if name is not None and cell.col > name.col]
    if name is None or not right:
        return None
    last = number + name.row_span - 1
    paths = {col: header_path(table, range(number, last + 1), col) for col in range(right[0].col + 1, table.n_cols + 1)}
    begins = {cell.col for row in range(number, last + 1) for cell in table.rows[row - 1] if cell.text}
    money = {col: path for col, path in paths.items() if col in begins and any(states_money(text) for text in path)}
    return TaskHead(last, name.col, right[0].col, money)


def _is_task_name(cell: Cell, group_text: str) -> bool:
    folded = fold(cell.text)
    return form_terms().match(folded) == "task_name" or (folded == _NAME and _TASKS in group_text)


def states_money(text: str) -> bool:
    """Whether a text is a header of amounts: short, without a figure, with a word for money in it."""
    folded = fold(text)
    return len(folded) <= _LONGEST_HEADER and not has_digit(folded) and any(word in folded for word in _MONEY)


def header_path(table: Table, rows: Sequence[int], col: int) -> tuple[str, ...]:
    """The texts over a column in these rows, top to bottom, squeezed; a cell over several rows counts once."""
    cells = dict.fromkeys(table.grid[row, col] for row in rows if (row, col) in table.grid)
    return tuple(squeeze(cell.text) for cell in cells if cell.text)


def task_fields(table: Table, number: int, head: TaskHead, group_text: str) -> list[Field]:
    """The fields of a row of tasks: the task with its content, and its amounts; none where the row is no task."""
    name, content = (table.grid.get((number, col)) for col in (head.name_col, head.content_col))
    if name is None or not name.text or name.row != number:
        return []
    label = squeeze(name.text)
    is_total = full_match("rows", "total", "patterns").fullmatch(fold(label).removeprefix("金额")) is not None
    fields = []
    if not is_total and content is not None and content is not name:
        fields.append(Field("task", label, number, name.col, content.text.strip(), group_text))
    for cell in table.rows[number - 1]:
        path = head.money.get(cell.col)
        if path is not None and cell.text and parse_number(cell.text) is not None:
            fund, component = meaning(path)
            role = "total" if is_total else "leaf"
            fields.append(
                Field("task_amount", label, number, cell.col, cell.text, group_text, None, path, fund, component, role)
            )
    return fields


def amounts_under_header(table: Table, number: int, first: int, group_text: str) -> list[Field]:
    """The amounts of a row that holds nothing else: each is named by the header lines over it, from row ``first``."""
    fields = []
    for cell in table.rows[number - 1]:
        path = header_path(table, range(first, number), cell.col)
        if path and cell.text and parse_number(cell.text) is not None:
            fund, component = meaning(path)
            fields.append(
                Field("amount", group_text, number, cell.col, cell.text, "", None, path, fund, component, "total")
            )
    return fields


def meaning(path: Sequence[str]) -> tuple[str, str | None]:
    """Fund source and component of an amount, by the lowest text that names one; all money where none does."""
    funds = [labels("fund").search(fold(text)) for text in path]
    components = [labels("component").search(fold(text)) for text in path]
    fund = next((name for name in reversed(funds) if name not in {None, "total"}), None)
    return fund or "total", next((name for name in reversed(components) if name), None)
