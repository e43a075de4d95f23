"""Grids inside forms: lists of tasks with their amounts, and amounts under header lines instead of beside keys."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.forms import key_of
from pipeline.statements.heads.column_meaning import is_plain
from pipeline.statements.model import Field
from pipeline.statements.numbers import has_digit, parse_number
from pipeline.statements.of_which import without_mark
from pipeline.statements.text import fold, squeeze
from pipeline.statements.unit_of_money import without_unit
from pipeline.statements.vocabulary import any_of, column_terms, form_terms, labels

_NAME = "名称"
_TASKS = "任务"
_LONGEST_HEADER = 20
_COUNTED = frozenset({"quantity", "measure_unit"})
_WHOLES = frozenset({"budget", "total", "group"})
_OF_YEAR = re.compile(
    r"(?P<year>20\d{2})年?度?(预算|执行|决算|计划|安排|资金|金额|支出|收入|调整|预计|实际|完成)*(数|额|合计)?"
    r"(\((前年|上年|去年|本年|当年|预计|计划|预算)[^()\d]*\))?"
)
UNKNOWN = "unknown"
"""The fund source of an amount whose name is not understood."""


@dataclass(frozen=True, slots=True)
class TaskHead:
    """The head of a list of tasks: its last row, the columns of name and content, the header path of each amount.

    What is listed without a content is no task.
    """

    last: int
    name_col: int
    content_col: int
    money: Mapping[int, tuple[str, ...]]


def task_head(table: Table, number: int, group_text: str) -> TaskHead | None:
    """The head of a list of tasks that begins in this row: 任务名称 (名称 beside 重点任务), the content, amounts."""
    cells = [cell for cell in table.rows[number - 1] if cell.text]
    contents = {cell.col for cell in cells if column_terms().match(fold(cell.text)) == "task_content"}
    names = [
        cell
        for cell in cells
        if _is_task_name(cell, group_text, beside_content=cell.col + cell.col_span in contents and cell.row_span == 1)
    ]
    name = next((cell for cell in names if form_terms().match(fold(cell.text)) == "task_name"), next(iter(names), None))
    right = [cell for cell in cells if name is not None and cell.col > name.col]
    if name is None or not right:
        return None
    last = number + name.row_span - 1
    last += _has_line_below(table, last, name.col, right[0].col)
    paths = {col: header_path(table, range(number, last + 1), col) for col in range(right[0].col + 1, table.n_cols + 1)}
    begins = {cell.col for row in range(number, last + 1) for cell in table.rows[row - 1] if cell.text}
    paths = {col: path for col, path in paths.items() if col in begins}
    of_money = any(states_money(text) for path in paths.values() for text in path)
    money = {col: path for col, path in paths.items() if of_money and _heads_amounts(path)}
    return TaskHead(last, name.col, right[0].col, money)


def parts_head(table: Table, number: int) -> TaskHead | None:
    """The head of a list of the parts of a project in this row: 子项目名称 | 金额, over names and amounts.

    Between the two may stand what is counted and its price (数量 | 单价).
    """
    cells = [cell for cell in table.rows[number - 1] if cell.text]
    heads = any_of("forms", "parts", "patterns")
    for index, name in enumerate(cells):
        behind = [cell for cell in cells[index + 1 :] if column_terms().match(fold(cell.text)) not in _COUNTED]
        right = next((cell for cell in behind if not _is_price([cell.text])), None)
        if right is None or not heads.fullmatch(fold(name.text)) or not _heads_amounts([squeeze(right.text)]):
            continue
        last = number + name.row_span - 1
        below, beside = (table.grid.get((last + 1, cell.col)) for cell in (name, right))
        if below is None or beside is None or not below.text or key_of(below.text) is not None:
            continue
        if parse_number(below.text) is None and parse_number(beside.text) is not None:
            paths = {
                col: header_path(table, range(number, last + 1), col) for col in range(name.col + 1, table.n_cols + 1)
            }
            money = {col: path for col, path in paths.items() if _heads_amounts(path) or _is_price(path)}
            return TaskHead(last, name.col, name.col, money)
    return None


def _is_price(path: Sequence[str]) -> bool:
    return bool(path) and any_of("columns", "money", "prices").fullmatch(fold(path[-1])) is not None


def _has_line_below(table: Table, number: int, name_col: int, content_col: int) -> bool:
    """Whether the next row heads the amounts too (总额 | 财政拨款), blank under the name and the content.

    Text exports print the rest of a cell over two lines as a blank one.
    """
    if number == table.n_rows:
        return False
    below = {cell.col: cell for cell in table.rows[number]}
    blank = all(col in below and not below[col].text for col in (name_col, content_col))
    names = [cell for cell in below.values() if cell.text]
    return blank and len(names) > 1 and all(cell.col > content_col and not has_digit(cell.text) for cell in names)


def _heads_amounts(path: Sequence[str]) -> bool:
    return any(map(states_money, path)) or (bool(path) and meaning(path)[0] != UNKNOWN)


def _is_task_name(cell: Cell, group_text: str, *, beside_content: bool) -> bool:
    """Whether a cell heads the names of tasks; without a group over it, it stands at the left or beside the content."""
    folded = fold(cell.text)
    named = column_terms().match(folded) == "task_name"
    if form_terms().match(folded) == "task_name":
        return True
    if _TASKS in group_text and (folded == _NAME or (named and squeeze(cell.text) != group_text)):
        return True
    return (cell.col == cell.row_span == 1 or beside_content) and named


def states_money(text: str) -> bool:
    """Whether a text is a header of amounts: short, without a figure, with a word for money in it."""
    folded = fold(text)
    return (
        len(folded) <= _LONGEST_HEADER
        and not has_digit(folded)
        and any_of("forms", "money", "words").search(folded) is not None
    )


def is_amount_of_group(group: Cell, value: Cell) -> bool:
    """Whether an amount stands beside a group of money (项目资金（万元） | 186.60)."""
    return parse_number(value.text) is not None and states_money(group.text) and "%" not in fold(group.text)


def header_path(table: Table, rows: Sequence[int], col: int) -> tuple[str, ...]:
    """The texts over a column in these rows, top to bottom, squeezed; a cell over several rows counts once."""
    cells = dict.fromkeys(table.grid[row, col] for row in rows if (row, col) in table.grid)
    return tuple(squeeze(cell.text) for cell in cells if cell.text)


def task_fields(table: Table, number: int, head: TaskHead, group_text: str) -> list[Field]:
    """The fields of a row of tasks: the task with its content, and its amounts; none where the row is no task."""
    name, content = (table.grid.get((number, col)) for col in (head.name_col, head.content_col))
    if name is None or not name.text or name.row != number:
        # The name of a total covers the content; where its span is lost it may stand over that.
        name = content if content is not None and content.row == number and _is_total(content.text) else None
    if name is None:
        return []
    label = squeeze(name.text)
    is_total = _is_total(label)
    aside = _columns_aside(table, number, head) if is_total else 0
    fields = []
    if not is_total and content is not None and content is not name:
        fields.append(Field("task", label, number, name.col, content.text.strip(), group_text))
    for cell in table.rows[number - 1]:
        path = _path_over(cell, head, aside, is_total=is_total) if cell.col > head.name_col else None
        if path is not None and cell.text and parse_number(cell.text) is not None:
            fund, component = (UNKNOWN, None) if _is_price(path) else meaning(path)
            role = "total" if is_total else "leaf"
            fields.append(
                Field("task_amount", label, number, cell.col, cell.text, group_text, None, path, fund, component, role)
            )
    return fields


def _path_over(cell: Cell, head: TaskHead, aside: int, *, is_total: bool) -> tuple[str, ...] | None:
    """The header path of an amount; the cell of one in a total may begin further left, where spans are lost."""
    cols = range(cell.col + aside, cell.col + aside + (cell.col_span if is_total else 1))
    return next((head.money[col] for col in cols if col in head.money), None)


def _is_total(text: str) -> bool:
    return any_of("rows", "total", "patterns").fullmatch(fold(text).removeprefix("金额")) is not None


def _columns_aside(table: Table, number: int, head: TaskHead) -> int:
    """How many columns the cells of a total are left of theirs: its name covers the content, but its span is lost."""
    merged = head.content_col - head.name_col
    lost = table.spans_inferred and len(table.rows[number - 1]) + merged == len(table.rows[head.last - 1])
    return merged if lost else 0


def amounts_under_header(table: Table, number: int, first: int, group_text: str) -> list[Field]:
    """The amounts of a row that holds nothing else: each is named by the header lines over it, from row ``first``."""
    fields = []
    for cell in table.rows[number - 1]:
        path = header_path(table, range(first, number), cell.col)
        if path and key_of(path[-1]) != "score" and cell.text and parse_number(cell.text) is not None:
            fund, component = meaning(path)
            year = year_of(path[-1])
            fields.append(
                Field(
                    *("amount", group_text, number, cell.col, cell.text, ""),
                    path=path,
                    fund=fund,
                    component=component,
                    role="total",
                    year=year,
                )
            )
    return fields


def year_of(text: str) -> int | None:
    """The year that a header or key begins with (2025年预算数, 其中：2025年), where it says no more but money."""
    match = _OF_YEAR.fullmatch(without_mark(fold(text)))
    return int(match["year"]) if match is not None else None


def phase_of(text: str) -> str | None:
    """The phase that a name of an amount with its year states (2023年决算), or without one an adjusted budget."""
    phase = labels("phase").search(fold(text))
    return phase if year_of(text) is not None or phase == "revised" else None


def meaning(path: Sequence[str]) -> tuple[str, str | None]:
    """Fund source and component of an amount, by the lowest text that names one; UNKNOWN where none does.

    Money of a government (中央资金) is fiscal; what says only that it is money, or on what it is spent (基本支出), is
    of all funds.
    """
    folded = [without_unit(fold(text)) for text in path]
    component = next((name for text in reversed(folded) if (name := labels("component").search(text))), None)
    names = [_fund(text) for text in reversed(folded)]
    narrow = next((name for name in names if name not in {None, "total"}), None)
    return narrow or names[0] or ("total" if component else UNKNOWN), component


def _fund(folded: str) -> str | None:
    if not folded:
        return None
    named = labels("fund").search(folded)
    if named not in {None, "total"}:
        return named
    if any_of("forms", "governments", "patterns").fullmatch(folded):
        return "fiscal"
    is_total = (
        named == "total" or is_plain([folded]) or key_of(folded) in _WHOLES or _OF_YEAR.fullmatch(without_mark(folded))
    )
    return "total" if is_total else None
