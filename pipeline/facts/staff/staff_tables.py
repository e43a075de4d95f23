"""Posts (编制) and members of staff (实有) that tables print: columns of counts by unit, keys of sheets."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.facts.ids import STAFF, fact_id
from pipeline.facts.line_items import Source
from pipeline.facts.reading_cells import cells_of
from pipeline.facts.staff.staff_words import category_of, measure_of
from pipeline.statements.model import Column, Reading, Row
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import squeeze

_KEY = "staff"
# A number of persons is a whole one, and no department has more.
_PERSONS = re.compile(r"\d{1,6}")


def staff_in_tables(source: Source, readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """One row per printed number of posts or of staff, without a sum of our own.

    ``unit_name`` is whose they are in a list of units; those of its total, of a unit that all others are part of, of
    the only one and of a department's sheet are the disclosure's own and have none.
    """
    rows: list[dict[str, Any]] = []
    for reading in readings:
        counted = [(column, measure) for column in reading.columns if (measure := _measure(column)) is not None]
        whole = _whole(reading) if counted else None
        for row in reading.rows if counted else ():
            unit = None if row is whole or row.role == "total" else row.unit_name or row.label or None
            rows.extend(_of_row(source, reading, row, counted, unit))
        rows.extend(_of_fields(source, reading))
    return rows


def _measure(column: Column) -> str | None:
    return measure_of("".join(column.path)) if column.concept == "quantity" else None


def _whole(reading: Reading) -> Row | None:
    """The unit of which all others are part, or the only row."""
    if any(row.role == "total" for row in reading.rows):
        return None
    tops = [row for row in reading.rows if row.parent is None]
    return tops[0] if len(tops) == 1 else None


def _of_row(
    source: Source, reading: Reading, row: Row, counted: Sequence[tuple[Column, str]], unit: str | None
) -> Iterator[dict[str, Any]]:
    measures = {column.col: measure for column, measure in counted}
    for column, cell in cells_of(reading, row, "quantity"):
        if column.col in measures and (persons := _persons(cell.text)) is not None:
            raw = f"{'/'.join(column.path)} {squeeze(cell.text)}"
            place = (row.row, column.col)
            yield _row(source, reading, place, measures[column.col], category_of(column.path[-1]), raw, persons, unit)


def _of_fields(source: Source, reading: Reading) -> Iterator[dict[str, Any]]:
    for item in reading.fields:
        measure = measure_of(item.text) if item.key == _KEY else None
        if measure is not None and (persons := _persons(item.value)) is not None:
            raw = f"{item.text} {squeeze(item.value)}"
            place = (item.row, item.col)
            yield _row(source, reading, place, measure, category_of(item.text), raw, persons, None)


def _persons(printed: str) -> int | None:
    """A number of persons; None where a text is none, or the lines of a cell make no one number."""
    number = parse_number(printed) if _PERSONS.fullmatch(squeeze(printed)) else None
    return int(number.value) if number is not None else None


def _row(
    source: Source,
    reading: Reading,
    place: tuple[int, int],
    measure: str,
    category: str,
    raw: str,
    persons: int,
    unit: str | None,
) -> dict[str, Any]:
    row, col = place
    return {
        "staff_id": fact_id(STAFF, source.document_id, reading.table.number, row, col),
        "disclosure_id": source.disclosure_id,
        "document_id": source.document_id,
        "unit_name": unit,
        "measure": measure,
        "category": category,
        "persons": persons,
        "raw": raw,
        "proof": "unchecked",
        "table_no": reading.table.number,
        "row_no": row,
        "col_no": col,
    }
