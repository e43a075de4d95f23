"""The table contract, read from sql/schema: the one place that says which columns a table has and of what type.

Everything that makes rows goes through :func:`frame`, so a column that the contract does not have, or a value that
does not fit its type, fails where it is made and not at the load.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import duckdb
import polars as pl

from pipeline.paths import SQL_DIR

_SIMPLE: dict[str, pl.DataType] = {
    "VARCHAR": pl.String(),
    "BOOLEAN": pl.Boolean(),
    "SMALLINT": pl.Int16(),
    "INTEGER": pl.Int32(),
    "BIGINT": pl.Int64(),
    "DOUBLE": pl.Float64(),
    "DATE": pl.Date(),
    "TIMESTAMP": pl.Datetime("us"),
}


def _polars_type(sql_type: str) -> pl.DataType:
    if sql_type.startswith("DECIMAL("):
        precision, scale = sql_type.removeprefix("DECIMAL(").removesuffix(")").split(",")
        return pl.Decimal(int(precision), int(scale))
    return _SIMPLE[sql_type]


def schema_files() -> list[str]:
    """The DDL scripts of sql/schema in the order of their names."""
    return [path.read_text(encoding="utf-8") for path in sorted((SQL_DIR / "schema").glob("*.sql"))]


@cache
def tables() -> dict[str, dict[str, pl.DataType]]:
    """Every table of the contract as ``{"core.fact_kpi": {column: polars type}}``, columns in order.

    The DDL is run in an in-memory database, so the contract is what DuckDB understood, comments and keys included.
    """
    rows = _asked(
        "SELECT schema_name || '.' || table_name, column_name, data_type FROM duckdb_columns() "
        "WHERE NOT internal ORDER BY 1, column_index"
    )
    result: dict[str, dict[str, pl.DataType]] = {}
    for table, column, sql_type in rows:
        result.setdefault(table, {})[column] = _polars_type(sql_type)
    return result


@cache
def primary_keys() -> dict[str, tuple[str, ...]]:
    """The columns of the primary key of every table that has one, in their order."""
    rows = _asked(
        "SELECT schema_name || '.' || table_name, constraint_column_names FROM duckdb_constraints() "
        "WHERE constraint_type = 'PRIMARY KEY' ORDER BY 1"
    )
    return {table: tuple(names) for table, names in rows}


def _asked(query: str) -> list[tuple[Any, ...]]:
    """What a query of DuckDB's catalogue finds in a database with the contract's tables."""
    with duckdb.connect() as connection:
        for script in schema_files():
            connection.execute(script)
        return connection.execute(query).fetchall()


def columns(table: str) -> dict[str, pl.DataType]:
    """The columns of one table, for example ``columns("core.fact_project")``."""
    return tables()[table]


def frame(table: str, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows as a frame with exactly the contract's columns; a column left out is null.

    Raises ValueError for a column that the contract does not have.
    """
    schema = columns(table)
    unknown = {key for row in rows for key in row} - schema.keys()
    if unknown:
        raise ValueError(f"{table} has no column {', '.join(sorted(unknown))}; see sql/schema")
    return pl.DataFrame([[row.get(name) for name in schema] for row in rows], schema=schema, orient="row", strict=True)
