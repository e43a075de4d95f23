"""The answer to a query as text: a table for people, CSV and JSON for programs."""

import csv
import io
import json
from collections.abc import Sequence
from contextlib import redirect_stdout
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import duckdb

from pipeline.report.database import WarehouseError, opened

_ROWS_ON_SCREEN, _ALL = 1_000, 1_000_000_000


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def answer(warehouse_dir: Path, query: str, style: Format, width: int | None = None) -> str:
    """Run one query, read-only, and write its rows.

    ``width`` is how wide a table may be; None shows every row and column whole. Amounts are written exactly, as
    decimal numbers. Raises WarehouseError when the query fails, and for more than one.
    """
    with opened(warehouse_dir) as connection:
        if len(connection.extract_statements(query)) > 1:
            raise WarehouseError("these are several statements; ask one at a time")
        relation = connection.sql(query)
        if relation is None:
            raise WarehouseError("this statement gives no rows; write a SELECT")
        if style is Format.TABLE:
            return _table(relation, width)
        columns, rows = relation.columns, relation.fetchall()
    return _csv(columns, rows) if style is Format.CSV else _json(columns, rows)


def _table(relation: duckdb.DuckDBPyRelation, width: int | None) -> str:
    """DuckDB's own drawing, which knows how wide Chinese characters are; its footer tells when rows were left out."""
    text = io.StringIO()
    with redirect_stdout(text):
        if width:
            relation.show(max_width=width, max_rows=_ROWS_ON_SCREEN, null_value="")
        else:
            relation.show(max_width=_ALL, max_rows=_ALL, max_col_width=_ALL, null_value="")
    return text.getvalue().rstrip("\n")


def _csv(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([["" if value is None else _plain(value) for value in row] for row in rows])
    return text.getvalue().removesuffix("\n")


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return literal(value) if isinstance(value, bool | list | dict) else value


def _json(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> str:
    objects = (
        "{" + ", ".join(f"{json.dumps(name, ensure_ascii=False)}: {literal(value)}" for name, value in row) + "}"
        for row in (zip(columns, values, strict=True) for values in rows)
    )
    return "[" + ",\n ".join(objects) + "]"


def literal(value: Any) -> str:
    """A value as JSON; a Decimal stays the exact number that it is, which json.dumps cannot write."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{json.dumps(str(k), ensure_ascii=False)}: {literal(v)}" for k, v in value.items()) + "}"
        )
    if isinstance(value, date | datetime | time):
        return json.dumps(value.isoformat())
    return json.dumps(value, ensure_ascii=False, default=str)
