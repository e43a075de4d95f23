"""Views and tables of the published warehouse as files: Parquet for programs, CSV and Excel for people.

Spreadsheets run a text that begins with = + - or @ as a formula, and a disclosure can print any text. In CSV and Excel
such a text gets an apostrophe in front, the mark by which spreadsheets know a text; Parquet keeps it as it is.
"""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import duckdb

from pipeline.report.answers import literal
from pipeline.report.database import WarehouseError, opened
from pipeline.report.naming import unknown

_BATCH = 10_000
_SHEET_ROWS = 1_048_576
_SHEET_TEXT = 32_767
_SHEET_DIGITS = 15
_FORMULA_STARTS = r"[=+\-@＝＋－＠]"
_FORMULA = re.compile(rf"\s*{_FORMULA_STARTS}")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class FileFormat(StrEnum):
    """What kind of file is written."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"


def format_of(target: Path | None) -> FileFormat:
    """The kind of file that a name asks for, Parquet without a name. Raises WarehouseError for another ending."""
    if target is None:
        return FileFormat.PARQUET
    try:
        return FileFormat(target.suffix.removeprefix(".").lower())
    except ValueError as error:
        kinds = ", ".join(FileFormat)
        raise WarehouseError(f"{target}: end the name with one of {kinds}, or say --format") from error


def export(warehouse_dir: Path, name: str, style: FileFormat, target: Path | None = None) -> tuple[Path, int]:
    """Write every row of a view or table; ``name`` without a schema is one of mart.

    Rows stand in the order of their columns, so that the same warehouse gives the same file. ``target`` is the file,
    by default NAME.FORMAT in the working directory; it is replaced once the new one is whole. CSV is UTF-8 with a byte
    order mark, by which Excel knows it. Gives the file and the number of its rows.

    Raises WarehouseError for an unknown name, when the file cannot be written, and when Excel cannot hold the rows.
    """
    file = target or Path(f"{name}.{style}")
    part = file.with_name(f".{file.name}.part")
    if not file.parent.is_dir():
        raise WarehouseError(f"{file} cannot be written: there is no folder {file.parent}")
    with opened(warehouse_dir) as connection:
        relation = _relation(connection, name)
        (rows,) = connection.execute(f"SELECT count(*) FROM {relation}").fetchone() or (0,)
        try:
            _WRITERS[style](connection, relation, part)
            part.replace(file)
        except OSError as error:
            raise WarehouseError(f"{file} cannot be written: {error}") from error
        finally:
            part.unlink(missing_ok=True)
    return file, int(rows)


def _relation(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """The quoted name of a view or table that exists."""
    known = [
        f"{schema}.{relation}"
        for schema, relation in connection.execute(
            "SELECT table_schema, table_name FROM information_schema.tables "
            "WHERE table_schema IN ('mart', 'core', 'audit', 'raw') ORDER BY table_schema <> 'mart', 1, 2"
        ).fetchall()
    ]
    full = name if "." in name else f"mart.{name}"
    if full not in known:
        raise unknown("view or table", name, known)
    schema, relation = full.split(".")
    return f'{schema}."{relation}"'


def _rows(connection: duckdb.DuckDBPyConnection, relation: str) -> Iterator[tuple[Any, ...]]:
    cursor = connection.execute(f"SELECT * FROM {relation} ORDER BY ALL")
    while batch := cursor.fetchmany(_BATCH):
        yield from batch


def _columns(connection: duckdb.DuckDBPyConnection, relation: str) -> list[str]:
    return [str(row[0]) for row in connection.execute(f"DESCRIBE {relation}").fetchall()]


def _write_parquet(connection: duckdb.DuckDBPyConnection, relation: str, file: Path) -> None:
    path = str(file).replace("'", "''")
    connection.execute(f"COPY (SELECT * FROM {relation} ORDER BY ALL) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")


def _write_csv(connection: duckdb.DuckDBPyConnection, relation: str, file: Path) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(_columns(connection, relation))
        for row in _rows(connection, relation):
            writer.writerow([_text(value) for value in row])


def _write_xlsx(connection: duckdb.DuckDBPyConnection, relation: str, file: Path) -> None:
    try:
        from openpyxl import Workbook  # type: ignore[import-untyped]
    except ImportError as error:
        raise WarehouseError("Excel files need the extra xlsx: pip install -e '.[xlsx]'") from error

    columns = _columns(connection, relation)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("data")
    sheet.freeze_panes = "A2"
    sheet.append(columns)
    try:
        for number, row in enumerate(_rows(connection, relation), start=2):
            if number > _SHEET_ROWS:
                raise WarehouseError(f"Excel holds {_SHEET_ROWS:,} rows at most; write csv or parquet")
            sheet.append([_sheet_value(value, column) for value, column in zip(row, columns, strict=True)])
    finally:
        sheet.close()
    meanings = book.create_sheet("columns")
    meanings.append(["column", "type", "meaning"])
    schema, name = relation.replace('"', "").split(".")
    described = connection.execute(
        "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE schema_name = ? AND table_name = ? "
        "ORDER BY column_index",
        [schema, name],
    ).fetchall()
    for meaning in described:
        meanings.append([_sheet_value(value, "meaning") for value in meaning])
    book.save(file)


_WRITERS: dict[FileFormat, Callable[[duckdb.DuckDBPyConnection, str, Path], None]] = {
    FileFormat.PARQUET: _write_parquet,
    FileFormat.CSV: _write_csv,
    FileFormat.XLSX: _write_xlsx,
}


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: one that could be gets an apostrophe in front."""
    return f"'{text}" if _FORMULA.match(text) else text


def harmless_in_sql(column: str) -> str:
    """The expression for a quoted column of texts that no spreadsheet takes for formulas.

    For files that programs read, too: a text that is a number and nothing else (-28.00) is no formula and stays.
    """
    is_formula = f"regexp_matches({column}, '^[\\s\\p{{Z}}]*{_FORMULA_STARTS}')"
    is_number = f"regexp_full_match({column}, '[+-]?[0-9][0-9,]*([.][0-9]+)?%?')"
    return f"CASE WHEN {is_formula} AND NOT {is_number} THEN '''' || {column} ELSE {column} END"


def _text(value: Any) -> str:
    """A value as CSV: exact decimals, dates as in ISO 8601, lists as JSON, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return literal(value).strip('"') if isinstance(value, date | datetime) else literal(value)


def _sheet_value(value: Any, column: str) -> Any:
    """A value as an Excel cell: numbers stay numbers, but one with more digits than Excel keeps is written as text."""
    if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > _SHEET_DIGITS:
        return harmless(format(value, "f"))
    if value is None or isinstance(value, bool | int | Decimal | date | datetime | float):
        return value
    text = harmless(_UNPRINTABLE.sub("\ufffd", value if isinstance(value, str) else literal(value)))
    if len(text) > _SHEET_TEXT:
        raise WarehouseError(
            f"a text of column {column} has {len(text):,} characters and Excel holds {_SHEET_TEXT:,}; "
            "write csv or parquet"
        )
    return text
