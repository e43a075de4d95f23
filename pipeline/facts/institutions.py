"""core.fact_institution: the units of a department (机构设置情况) with nature, rank and funding."""

from collections.abc import Sequence
from typing import Any

from pipeline.facts.ids import INSTITUTION, fact_id
from pipeline.facts.line_items import Source
from pipeline.facts.reading_cells import text_in
from pipeline.statements.model import Reading


def institutions(source: Source, readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """One row per unit that a table of institutions prints."""
    return [
        {
            "institution_id": fact_id(INSTITUTION, source.document_id, reading.table.number, row.row, 0),
            "disclosure_id": source.disclosure_id,
            "document_id": source.document_id,
            "unit_code": row.unit_code,
            "unit_name": row.unit_name or row.label,
            "nature": text_in(reading, row, "unit_nature") or None,
            "rank": text_in(reading, row, "unit_rank") or None,
            "funding": text_in(reading, row, "unit_funding") or None,
            "proof": "unchecked",
            "table_no": reading.table.number,
            "row_no": row.row,
        }
        for reading in readings
        if reading.statement == "institutions"
        for row in reading.rows
        if row.role in {"unit", "leaf"}
    ]
