"""The figures of a disclosure as the identities see them: line items by table, row and column, and their resolution."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.audit.identity import Figure
from pipeline.facts.ids import LINE_ITEM, fact_id
from pipeline.statements.model import Column, Field, Reading
from pipeline.statements.numbers import FACTORS, parse_number

_MANY_DIGITS = 10
_DIGITS_OF_ROUNDED = 7
_CENT = Decimal("0.01")
# A table in which no more than this share of the figures has no decimals prints them always.
_FEW = 0.2
_TEXT_DECIMALS = re.compile(r"\d\s*[.．]\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Item:
    """A line item with its figure and the column of its table; ``column`` is None for a figure of a form.

    ``is_cut``: recognition lost its decimals, which all figures of the table print.
    """

    figure: Figure
    row: Mapping[str, Any]
    column: Column | None
    is_cut: bool = False

    @property
    def row_no(self) -> int:
        """The row of the table."""
        return int(self.row["row_no"])

    @property
    def col_no(self) -> int:
        """The column of the table."""
        return int(self.row["col_no"])


@dataclass(frozen=True, slots=True)
class TableFigures:
    """The items of one physical table and the reading they come from."""

    document_id: str
    reading: Reading
    items: tuple[Item, ...]

    def by_place(self) -> dict[tuple[int, int], Item]:
        """The items by (row, column), the first of a cell that prints several."""
        return {(item.row_no, item.col_no): item for item in reversed(self.items)}

    def of_fields(self) -> list[tuple[Field, Item]]:
        """The fields of a form that are amounts, with their items."""
        by_id = {item.figure.fact_id: item for item in self.items}
        number = self.reading.table.number
        ids = [fact_id(LINE_ITEM, self.document_id, number, *field.place) for field in self.reading.fields]
        return [(f, by_id[item]) for f, item in zip(self.reading.fields, ids, strict=True) if item in by_id]


def table_figures(
    readings: Mapping[str, Sequence[Reading]],
    line_items: Iterable[Mapping[str, Any]],
    recognised: Collection[str] = (),
) -> list[TableFigures]:
    """The figures of each table, in the order of the documents' tables.

    ``recognised`` are the documents whose text was recognised from pictures, so that a figure may have lost its end.
    """
    rows: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
    for row in line_items:
        rows.setdefault((row["document_id"], row["table_no"]), []).append(row)
    tables = []
    for document_id, of_document in readings.items():
        for reading in of_document:
            of_table = rows.get((document_id, reading.table.number), [])
            columns = {column.col: column for column in reading.columns}
            in_form = {(field.row, field.col) for field in reading.fields}
            resolutions = _resolutions(of_table, columns, document_id in recognised)
            cut = _cut(of_table) if document_id in recognised else [False] * len(of_table)
            items = tuple(
                Item(
                    Figure(row["line_item_id"], row["amount_yuan"], resolution, _name(row)),
                    row,
                    None if (row["row_no"], row["col_no"]) in in_form else columns.get(row["col_no"]),
                    is_cut,
                )
                for row, resolution, is_cut in zip(of_table, resolutions, cut, strict=True)
            )
            tables.append(TableFigures(document_id, reading, items))
    return tables


def _resolutions(
    rows: Sequence[Mapping[str, Any]], columns: Mapping[int, Column], is_recognised: bool
) -> list[Decimal]:
    """The resolution of each figure: the finest of its column, or its own where it is long and has fewer decimals.

    A spreadsheet drops closing zeros (15.5 beside 88.40), so the column counts; but a figure of ten and more digits
    with fewer decimals than its column was cut by the width of its cell, and one of seven and more was rounded where
    the column prints closing zeros (22118861 beside 982692.00). The fields of a form count as one column, and a column
    of bare zeros has the resolution of the table. Where recognition may have lost a last digit, no figure is taken for
    rounded: its sums would hold with the digit missing.
    """
    decimals = [_decimals(row["amount_raw"]) for row in rows]
    finest: dict[int, int] = {}
    zeros: dict[int, bool] = {}
    for row, places in zip(rows, decimals, strict=True):
        col = row["col_no"] if row["col_no"] in columns else 0
        finest[col] = max(finest.get(col, 0), places)
        zeros[col] = zeros.get(col, True) and not row["amount_yuan"]
    of_table = max(finest.values(), default=0)
    keeps_zeros = {
        row["col_no"]
        for row, places in zip(rows, decimals, strict=True)
        if places and row["amount_yuan"] and places == finest.get(row["col_no"]) and row["amount_raw"].endswith("0")
    }
    resolutions = []
    for row, places in zip(rows, decimals, strict=True):
        col = row["col_no"] if row["col_no"] in columns else 0
        of_column = of_table if zeros[col] else finest[col]
        digits = len(re.sub(r"\D", "", row["amount_raw"]))
        enough = _DIGITS_OF_ROUNDED if col in keeps_zeros else _MANY_DIGITS
        own = places if places < of_column and digits >= enough and not is_recognised else of_column
        resolutions.append(resolution(own, row["unit_printed"]))
    return resolutions


def _cut(rows: Sequence[Mapping[str, Any]]) -> list[bool]:
    """Whether each figure has no decimals in a table that prints closing zeros (12.30) and, but for it, always some."""
    decimals = [_decimals(row["amount_raw"]) if row["amount_yuan"] else None for row in rows]
    some = [places for places in decimals if places]
    usual = max(some, key=some.count, default=0)
    keeps_zeros = any(
        places == usual and row["amount_raw"].endswith("0") for row, places in zip(rows, decimals, strict=True)
    )
    bare = [places == 0 for places in decimals]
    printed = sum(places is not None for places in decimals)
    return bare if usual and keeps_zeros and sum(bare) <= _FEW * printed else [False] * len(rows)


def resolution(decimals: int, unit: str) -> Decimal:
    """How many 元 the last of ``decimals`` places of a unit is; never finer than what the warehouse keeps."""
    return max(Decimal(FACTORS[unit]).scaleb(-decimals), _CENT)


def text_resolutions(narrative: Iterable[Mapping[str, Any]]) -> dict[str, Decimal]:
    """The resolution of each amount of a text: the finest decimals that its paragraph prints, in its own unit."""
    rows = list(narrative)
    decimals: dict[tuple[str, int], int] = {}
    for row in rows:
        paragraph = (row["document_id"], row["paragraph_no"])
        printed = _TEXT_DECIMALS.search(row["raw"])
        decimals[paragraph] = max(decimals.get(paragraph, 0), len(printed[1]) if printed else 0)
    return {
        row["narrative_id"]: resolution(
            decimals[row["document_id"], row["paragraph_no"]], "万元" if "万" in row["raw"] else "元"
        )
        for row in rows
    }


def _decimals(raw: str) -> int:
    number = parse_number(raw)
    exponent = number.value.as_tuple().exponent if number else 0
    return max(0, -int(exponent))


def _name(row: Mapping[str, Any]) -> str:
    code = row.get("function_code") or row.get("economic_code") or row.get("gov_economic_code") or ""
    parts = [f"{code}{row['label']}", row["column_path"]]
    return f"{row['statement']}[{' | '.join(part for part in parts if part)}]"
