"""core.fact_task: the year's main tasks (年度主要任务) of a department sheet."""

from collections.abc import Sequence
from typing import Any

from pipeline.facts.ids import TASK, fact_id
from pipeline.facts.line_items import Source
from pipeline.statements.model import Reading


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
            "proof": "unchecked",
            "table_no": reading.table.number,
            "row_no": item.row,
        }
        for seq, (reading, item) in enumerate(printed, start=1)
    ]
