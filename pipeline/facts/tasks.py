"""core.fact_task: the year's main tasks (年度主要任务) of a department sheet."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pipeline.facts.ids import TASK, fact_id
from pipeline.facts.line_items import Source
from pipeline.statements.model import Reading
from pipeline.statements.numbers import parse_number

_BY_FUND = {"total": "total_yuan", "other": "other_yuan", "unit_funds": "other_yuan"}


def tasks(source: Source, readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """One row per printed task, numbered in order."""
    printed = [(reading, item) for reading in readings for item in reading.fields if item.key == "task"]
    return [
        {
            "task_id": fact_id(TASK, source.document_id, reading.table.number, item.row, item.col),
            "disclosure_id": source.disclosure_id,
            "document_id": source.document_id,
            "seq": seq,
            "name": item.text,
            "content": item.value,
            **_amounts(reading, item.row),
            "proof": "unchecked",
            "table_no": reading.table.number,
            "row_no": item.row,
        }
        for seq, (reading, item) in enumerate(printed, start=1)
    ]


def _amounts(reading: Reading, row: int) -> dict[str, Decimal]:
    """The amounts that the row of a task prints: all money, its fiscal and its other part."""
    amounts: dict[str, Decimal] = {}
    for item in reading.fields:
        number = parse_number(item.value) if item.key == "task_amount" and item.row == row else None
        if number is not None and reading.unit is not None:
            amounts.setdefault(_BY_FUND.get(item.fund or "", "fiscal_yuan"), reading.unit.yuan(number))
    return amounts
