"""core.fact_task: the year's main tasks (年度主要任务), of a department sheet or in a list of their own."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from pipeline.facts.ids import TASK, fact_id
from pipeline.facts.line_items import Source
from pipeline.facts.reading_cells import cells_of, text_in
from pipeline.statements.heads.column_meaning import is_plain
from pipeline.statements.model import Column, Reading
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold, squeeze
from pipeline.statements.titles.titles import FISCAL_FUNDS
from pipeline.statements.vocabulary import column_terms

_BY_FUND = {
    "total": "total_yuan",
    **dict.fromkeys(("fiscal", *FISCAL_FUNDS), "fiscal_yuan"),
    **dict.fromkeys(("other", "unit_funds"), "other_yuan"),
}
_TASK = "task_name"
# A list of these names what is done under another heading.
_NO_TASKS = frozenset({"project_name", "item_name"})


class _Task(NamedTuple):
    """A printed task and its place."""

    reading: Reading
    row: int
    col: int
    name: str
    content: str
    amounts: dict[str, Decimal]


def tasks(source: Source, readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """One row per printed task, numbered in order."""
    printed = [task for reading in readings for task in (*_of_sheet(reading), *_of_list(reading))]
    return [
        {
            "task_id": fact_id(TASK, source.document_id, task.reading.table.number, task.row, task.col),
            "disclosure_id": source.disclosure_id,
            "document_id": source.document_id,
            "seq": seq,
            "name": task.name,
            "content": task.content,
            **task.amounts,
            "proof": "unchecked",
            "table_no": task.reading.table.number,
            "row_no": task.row,
        }
        for seq, task in enumerate(printed, start=1)
    ]


def _of_sheet(reading: Reading) -> Iterator[_Task]:
    """The tasks of a form; the row of a task prints all money, its fiscal and its other part."""
    for item in reading.fields:
        if item.key != "task":
            continue
        amounts: dict[str, Decimal] = {}
        for other in reading.fields:
            number = parse_number(other.value) if other.key == "task_amount" and other.row == item.row else None
            name = _BY_FUND.get(other.fund or "")
            if number is not None and reading.unit is not None and name is not None:
                amounts.setdefault(name, reading.unit.yuan(number))
        yield _Task(reading, item.row, item.col, item.text, item.value, amounts)


def _of_list(reading: Reading) -> Iterator[_Task]:
    """The rows of a table that are headed as tasks; one over the amounts of several rows has none of its own."""
    named = next((column for column in reading.columns if _heads_tasks(column)), None)
    if named is None or reading.blocks or _NO_TASKS & {column.concept for column in reading.columns}:
        return
    rows = {row.row for row in reading.rows}
    for row in reading.rows:
        cell = reading.table.grid.get((row.row, named.col))
        if row.role not in {"leaf", "of_which"} or cell is None or not cell.text or cell.row != row.row:
            continue
        amounts: dict[str, Decimal] = {}
        is_only = sum(column.concept == "money" for column in reading.columns) == 1
        is_over_several = not rows.isdisjoint(range(cell.row + 1, cell.row + cell.row_span))
        for column, amount in cells_of(reading, row, "money") if not is_over_several else ():
            number = parse_number(amount.text)
            is_all = is_only or is_plain([fold(text) for text in column.path])
            fund = column.fund or ("total" if is_all else "")
            if number is not None and column.unit is not None and fund in _BY_FUND and column.phase == "budget":
                amounts.setdefault(_BY_FUND[fund], column.unit.yuan(number))
        content = text_in(reading, row, "task_content")
        yield _Task(reading, row.row, named.col, squeeze(cell.text), content, amounts)


def _heads_tasks(column: Column) -> bool:
    """Whether a header is one of tasks, also where it heads the labels of its table."""
    is_label = column.concept == "label" and bool(column.path)
    return column.concept == _TASK or (is_label and column_terms().match(fold(column.path[-1])) == _TASK)
