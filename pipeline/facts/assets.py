"""core.fact_asset: fixed assets (固定资产占用情况) by item, with quantity and value at the end of a year."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pipeline.documents.model import Cell
from pipeline.facts.ids import ASSET, fact_id
from pipeline.facts.line_items import Source
from pipeline.facts.reading_cells import cells_of, count_in, text_in
from pipeline.statements.header_words import SUMS
from pipeline.statements.heads.column_meaning import is_plain
from pipeline.statements.model import Column, Reading, Row
from pipeline.statements.numbers import is_nil, parse_number
from pipeline.statements.text import fold

_DATE = re.compile(r"(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?")
_UNIT_IN_LABEL = re.compile(r"[(（]([^()（）\d]+)[)）]$")


def assets(source: Source, readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """One row per printed item in stock; a value that is no number keeps its text in value_raw.

    A table with columns for each kind of things (units in its rows) gives a row for each kind, with number and value.
    """
    rows: list[dict[str, Any]] = []
    for reading in readings:
        if reading.statement != "fixed_assets" or any(column.flow != "balance" for column in reading.columns):
            continue
        for row in reading.rows:
            kinds = _cells(reading, row, "quantity")
            if len(kinds) > 1 or _are_kinds(reading):
                rows.extend(_of_kinds(source, reading, row, kinds))
            else:
                rows.append(_of_row(source, reading, row, kinds))
    return rows


def _are_kinds(reading: Reading) -> bool:
    """Whether each column is the value of a kind of things: in a table without labels and numbers, or of units and
    totals only, in which a 小计 stands under a kind (固定资产).
    """
    money = [column for column in reading.columns if column.concept == "money"]
    if len(money) > 1 and {column.concept for column in reading.columns} <= {"money", "serial", "remark", "fund_kind"}:
        return True
    of_kinds = (c for c in money if len(c.path) > 1 and fold(c.path[-1]) in SUMS and not is_plain([fold(c.path[-2])]))
    return any(of_kinds) and all(row.role in {"total", "unit"} for row in reading.rows)


def _cells(reading: Reading, row: Row, *concepts: str | None) -> list[tuple[Column, Cell]]:
    """The cells of these concepts without what came and went, and those of the year's beginning beside its end."""
    cells = [pair for concept in concepts for pair in cells_of(reading, row, concept) if pair[0].phase != "change"]
    closing = [(column, cell) for column, cell in cells if column.phase != "opening"]
    return closing or cells


def _of_row(source: Source, reading: Reading, row: Row, kinds: Sequence[tuple[Column, Cell]]) -> dict[str, Any]:
    """The stock that a row states: of several figures of its value or its quantity the first."""
    figures = _cells(reading, row, "money", None)
    counts = [cell for _, cell in figures if (cell.row, cell.col) in reading.counts]
    values = [(column, cell) for column, cell in figures if column.concept == "money" and cell not in counts]
    column, cell = values[0] if values else (None, None)
    printed = [count_in(cell.text) for cell in (*(cell for _, cell in kinds), *counts)]
    quantity, thing = next((count for count in printed if count[0] is not None), (None, None))
    figure = parse_number(cell.text) if cell is not None else None
    value = column.unit.yuan(figure) if column and column.unit and figure else None
    measure_unit = text_in(reading, row, "measure_unit")
    in_label = _UNIT_IN_LABEL.search(row.label)
    unit = thing or measure_unit or (in_label[1] if in_label else "")
    return {
        **_place(source, reading, row, row.panel),
        "item": row.label or text_in(reading, row, "label"),
        "quantity": quantity,
        "quantity_unit": None if is_nil(unit) else unit or None,
        "value_yuan": value,
        "value_raw": cell.text.strip() if cell is not None else None,
    }


def _of_kinds(
    source: Source, reading: Reading, row: Row, kinds: Sequence[tuple[Column, Cell]]
) -> Iterator[dict[str, Any]]:
    """The stock of each kind that columns are headed by; number and value of one kind share their upper header."""
    values = _cells(reading, row, "money")
    for column, cell in kinds:
        beside = [pair for pair in values if len(column.path) > 1 and pair[0].path[:-1] == column.path[:-1]]
        value = beside[0] if len(beside) == 1 else None
        values = [pair for pair in values if pair is not value]
        yield _of_kind(source, reading, row, column, cell, value)
    for pair in values:
        yield _of_kind(source, reading, row, pair[0], None, pair)


def _of_kind(
    source: Source, reading: Reading, row: Row, column: Column, count: Cell | None, value: tuple[Column, Cell] | None
) -> dict[str, Any]:
    """A number, a value or both; a unit whose they are stands before the kind."""
    leaf = fold(column.path[-1]) if len(column.path) > 1 else ""
    is_plain_value = count is None and bool(leaf) and leaf not in SUMS and is_plain([leaf])
    is_one = (count is not None and value is not None) or is_plain_value
    kind = "/".join(column.path[:-1] if is_one else column.path)
    units = (match[1] for text in reversed(column.path) if (match := _UNIT_IN_LABEL.search(text)))
    number = parse_number(value[1].text) if value is not None else None
    quantity, thing = count_in(count.text) if count is not None else (None, None)
    unit = value[0].unit if value is not None else None
    return {
        **_place(source, reading, row, column.col),
        "item": kind if row.role == "total" or not row.label else f"{row.label}/{kind}",
        "quantity": quantity,
        "quantity_unit": next(units, thing) if count is not None else None,
        "value_yuan": unit.yuan(number) if unit is not None and number is not None else None,
        "value_raw": value[1].text.strip() if value is not None else None,
    }


def _place(source: Source, reading: Reading, row: Row, col: int) -> dict[str, Any]:
    return {
        "asset_id": fact_id(ASSET, source.document_id, reading.table.number, row.row, col),
        "disclosure_id": source.disclosure_id,
        "document_id": source.document_id,
        "as_of": _as_of(reading, source),
        "proof": "unchecked",
        "table_no": reading.table.number,
        "row_no": row.row,
    }


def _as_of(reading: Reading, source: Source) -> date:
    """The printed date, else the end of the year that a stock of such a disclosure is of."""
    match = _DATE.search(fold(reading.as_of))
    return date(int(match[1]), int(match[2]), int(match[3])) if match else date(source.stock_year, 12, 31)
