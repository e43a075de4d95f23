"""core.fact_institution: the units of a department (机构设置情况) with nature, rank and funding."""

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.facts.ids import INSTITUTION, fact_id
from pipeline.facts.line_items import Source
from pipeline.facts.reading_cells import text_in
from pipeline.statements.forms.unit_sheets import NAME
from pipeline.statements.model import Reading, Row
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import any_of

_BY_KEY = {
    "unit_code": "unit_code",
    "unit_name": NAME,
    "nature": "unit_nature",
    "rank": "unit_rank",
    "funding": "unit_funding",
}


def institutions(source: Source, readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """One row per unit that a table of institutions prints, or a sheet of keys and values about it."""
    return [
        {
            "institution_id": fact_id(INSTITUTION, source.document_id, reading.table.number, row_no, 0),
            "disclosure_id": source.disclosure_id,
            "document_id": source.document_id,
            **texts,
            "proof": "unchecked",
            "table_no": reading.table.number,
            "row_no": row_no,
        }
        for reading in readings
        if reading.statement == "institutions"
        for row_no, texts in (*_of_rows(reading), *_of_sheet(reading))
    ]


def _of_rows(reading: Reading) -> Iterator[tuple[int, dict[str, str | None]]]:
    for row in reading.rows:
        if row.role in {"unit", "leaf"} and (row.unit_name or row.label):
            yield (
                row.row,
                {
                    "unit_code": row.unit_code,
                    "unit_name": row.unit_name or row.label,
                    "nature": text_in(reading, row, "unit_nature") or _kind(reading, row) or _behind(row),
                    "rank": text_in(reading, row, "unit_rank") or None,
                    "funding": text_in(reading, row, "unit_funding") or None,
                },
            )


def _of_sheet(reading: Reading) -> Iterator[tuple[int, dict[str, str | None]]]:
    texts = {item.key: squeeze(item.value) for item in reading.fields}
    for item in reading.fields:
        if item.key == NAME:
            yield item.row, {name: texts.get(key) for name, key in _BY_KEY.items()}


def _behind(row: Row) -> str | None:
    """The nature in brackets behind a unit's name: 某市服务中心（下属事业单位）."""
    found = any_of("rows", "unit_nature", "patterns").search(fold(row.unit_name or row.label))
    return found["nature"] if found is not None else None


def _kind(reading: Reading, row: Row) -> str:
    """The text of a column whose header says only that it is a kind (类别), which beside units is their nature."""
    kinds = any_of("columns", "kinds_of_units", "patterns")
    cols = [column.col for column in reading.columns if column.path and kinds.fullmatch(fold(column.path[-1]))]
    cells = (reading.table.grid.get((row.row, col)) for col in cols)
    return next((squeeze(cell.text) for cell in cells if cell is not None and cell.text), "")
