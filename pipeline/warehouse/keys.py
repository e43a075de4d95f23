"""The keys of a database that is made: declared where their indexes fit into memory, else proven by a query.

DuckDB keeps the index of a key in memory as long as rows are added, and cannot move it to the disk. What is known of a
key does not depend on the index: a query over sorted rows, which can use the disk, finds what stands twice.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from pipeline import contract

BYTES_PER_ROW = 90
"""Of the index of a key while rows are added: 86 measured with ids of 17 characters, DuckDB 2.0."""

SHARE = 3
"""Of the bound of memory indexes may take one in so many parts."""

_LEAST_BYTES = 8
"""Of a row in a Parquet file: an id is a hash of 64 bits, which nothing compresses."""

_UNITS = {"bytes": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40}


def too_large(connection: duckdb.DuckDBPyConnection, files: Mapping[str, Sequence[Path]]) -> frozenset[str]:
    """The tables with a key whose indexes do not fit beside those of the others; ``files`` hold their rows.

    The largest ones are left out first.
    """
    room = _memory(connection) // SHARE // BYTES_PER_ROW
    keyed = {table: list(files[table]) for table in contract.primary_keys() if files.get(table)}
    if sum(path.stat().st_size for paths in keyed.values() for path in paths) // _LEAST_BYTES <= room:
        return frozenset()
    rows = {table: _rows(connection, paths) for table, paths in keyed.items()}
    found = set()
    for table in sorted(rows, key=lambda table: (-rows[table], table)):
        if sum(count for other, count in rows.items() if other not in found) <= room:
            break
        found.add(table)
    return frozenset(found)


def without(script: str, tables: frozenset[str]) -> str:
    """A script of sql/schema in which these tables declare no key; its columns stay NOT NULL."""
    for table in tables:
        key = contract.primary_keys()[table]
        schema, name = table.split(".")
        declared = re.search(rf'CREATE TABLE {schema}\."?{name}"? \(.*?\n\);', script, re.DOTALL)
        if declared is None:
            continue
        columns = re.sub(r",\n    PRIMARY KEY \([^)]*\)", "", declared[0]).replace(" PRIMARY KEY", "")
        for column in key:
            columns = re.sub(rf"(\n    {column} +[\w(),]+?)(?: NOT NULL)?(,?\n)", r"\1 NOT NULL\2", columns)
        script = script.replace(declared[0], columns)
    return script


def twice(connection: duckdb.DuckDBPyConnection, table: str) -> str | None:
    """A key of the table that stands twice, as text; None where each stands once."""
    names = ", ".join(f'"{name}"' for name in contract.primary_keys()[table])
    schema, name = table.split(".")
    found = connection.execute(
        f"SELECT concat_ws(', ', {names}) FROM {schema}.\"{name}\" GROUP BY {names} HAVING count(*) > 1 LIMIT 1"
    ).fetchone()
    return None if found is None else str(found[0])


def _rows(connection: duckdb.DuckDBPyConnection, paths: Sequence[Path]) -> int:
    query = "SELECT sum(num_rows) FROM parquet_file_metadata(?)"
    found = connection.execute(query, [[str(path) for path in paths]]).fetchone()
    assert found is not None
    return int(found[0])


def _memory(connection: duckdb.DuckDBPyConnection) -> int:
    """DuckDB's bound of memory in bytes."""
    found = connection.execute("SELECT current_setting('memory_limit')").fetchone()
    assert found is not None
    number, unit = str(found[0]).split()
    return int(float(number) * _UNITS[unit])
