"""Sums of things that are counted: vehicles and their uses, the stock of a department and of its units."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pipeline.audit.identity import Figure, Identity, total
from pipeline.facts.ids import ASSET, fact_id
from pipeline.statements.model import Column, Reading, Row
from pipeline.statements.text import fold
from pipeline.statements.vocabulary import any_of

_RULE = "count = its kinds"
_OF_UNITS = "count = its units"
_FEWEST_PARTS = 2
_ONE = Decimal(1)


def count_sums(readings: Mapping[str, Sequence[Reading]], assets: Sequence[Mapping[str, Any]]) -> Iterator[Identity]:
    """The sums of the counts of each table of assets; ``readings`` by document, ``assets`` of core.fact_asset.

    A table may name only some uses of vehicles, so that a sum counts where it holds and says nothing where it does not.
    """
    counted = {row["asset_id"]: row for row in assets if row["quantity"] is not None}
    for document_id, of_document in readings.items():
        for reading in of_document:
            found = _Counts(document_id, reading, counted)
            for identity in (*found.of_rows(), *found.of_columns(), *found.of_units()):
                if identity.holds == "exact":
                    yield identity


class _Counts:
    """The counts of one table by their place."""

    def __init__(self, document_id: str, reading: Reading, counted: Mapping[str, Mapping[str, Any]]) -> None:
        self.document_id, self.reading, self.counted = document_id, reading, counted
        self.columns = [column for column in reading.columns if column.concept == "quantity"]

    def _figure(self, row: Row, col: int) -> Figure | None:
        asset = self.counted.get(fact_id(ASSET, self.document_id, self.reading.table.number, row.row, col))
        return Figure(asset["asset_id"], asset["quantity"], _ONE, asset["item"]) if asset is not None else None

    def _sum(self, rule: str, whole: Figure | None, parts: Sequence[Figure | None]) -> Iterator[Identity]:
        figures = [part for part in parts if part is not None]
        if whole is not None and len(figures) >= _FEWEST_PARTS:
            yield total(rule, self.reading.statement, self.document_id, whole, figures)

    def of_rows(self) -> Iterator[Identity]:
        """A row and those under it: 车辆数合计（辆） and 机要通信用车, 应急保障用车 ..."""
        for whole in self.reading.rows if len(self.columns) < _FEWEST_PARTS else ():
            parts = [row for row in self.reading.rows if row.parent == whole.row and row.panel == whole.panel]
            figures = [self._figure(row, row.panel) for row in parts if row.role != "of_which"]
            if None not in figures:
                yield from self._sum(_RULE, self._figure(whole, whole.panel), figures)

    def of_columns(self) -> Iterator[Identity]:
        """A column 合计 and those beside it under one header."""
        for whole in self.columns if len(self.columns) > 1 else ():
            if not _is_total(whole):
                continue
            beside = [column for column in self.columns if column.path[:-1] == whole.path[:-1] and column != whole]
            for row in self.reading.rows:
                parts = [self._figure(row, column.col) for column in beside if not _is_total(column)]
                yield from self._sum(_RULE, self._figure(row, whole.col), parts)

    def of_units(self) -> Iterator[Identity]:
        """The row 合计 and those of the units, column by column."""
        totals = [row for row in self.reading.rows if row.role == "total"]
        units = [row for row in self.reading.rows if row.role == "unit"]
        for column in self.columns if len(self.columns) > 1 and len(totals) == 1 else ():
            parts = [self._figure(row, column.col) for row in units]
            yield from self._sum(_OF_UNITS, self._figure(totals[0], column.col), parts)


def _is_total(column: Column) -> bool:
    leaf = fold(column.path[-1]) if column.path else ""
    return any(any_of("rows", role, "patterns").fullmatch(leaf) for role in ("total", "subtotal"))
