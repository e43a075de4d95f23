"""core.fact_asset: fixed assets (固定资产占用情况) by item, with quantity and value at the end of a year."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from pipeline.facts.ids import ASSET, fact_id
from pipeline.facts.line_items import Source
from pipeline.facts.reading_cells import number_in, text_in
from pipeline.statements.model import Reading
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold

_DATE = re.compile(r"(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?")
_UNIT_IN_LABEL = re.compile(r"[(（]([^()（）]+)[)）]$")


def assets(source: Source, readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """One row per printed item in stock; a value that is no number keeps its text in value_raw."""
    rows = []
    for reading in readings:
        if reading.statement != "fixed_assets" or any(column.flow != "balance" for column in reading.columns):
            continue
        for row in reading.rows:
            _, value_raw, value_col = number_in(reading, row, "money")
            value = parse_number(value_raw or "")
            quantity, _, _ = number_in(reading, row, "quantity")
            unit = next((column.unit for column in reading.columns if column.col == value_col), None)
            quantity_unit = _UNIT_IN_LABEL.search(row.label)
            rows.append(
                {
                    "asset_id": fact_id(ASSET, source.document_id, reading.table.number, row.row, row.panel),
                    "disclosure_id": source.disclosure_id,
                    "document_id": source.document_id,
                    "item": row.label or text_in(reading, row, "label"),
                    "quantity": quantity,
                    "quantity_unit": quantity_unit[1] if quantity_unit else None,
                    "value_yuan": unit.yuan(value) if unit is not None and value is not None else None,
                    "value_raw": value_raw,
                    "as_of": _as_of(reading, source),
                    "proof": "unchecked",
                    "table_no": reading.table.number,
                    "row_no": row.row,
                }
            )
    return rows


def _as_of(reading: Reading, source: Source) -> date:
    """The printed date, else the end of the year before the disclosure's (the stock at the start of its year)."""
    match = _DATE.search(fold(reading.as_of))
    return date(int(match[1]), int(match[2]), int(match[3])) if match else date(source.fiscal_year - 1, 12, 31)
