"""Opening the published database to read it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.paths import DEFAULT_WAREHOUSE_DIR
from pipeline.warehouse.making import settings
from pipeline.warehouse.published import connect


class WarehouseError(Exception):
    """A question that the warehouse cannot answer; the message names the cure."""


@contextmanager
def opened(warehouse_dir: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to DIR/budget.duckdb.

    Raises WarehouseError when nothing has been published there, when the file cannot be opened, and for any query
    that fails inside the block.
    """
    database = warehouse_dir / "budget.duckdb"
    if not database.is_file():
        raise WarehouseError(_missing(warehouse_dir))
    try:
        with connect(database) as connection:
            yield connection
    except duckdb.Error as error:
        raise WarehouseError(_why(error, database)) from error


def _missing(warehouse_dir: Path) -> str:
    if warehouse_dir.is_file():
        return f"{warehouse_dir} is a file; name the folder that it stands in: --warehouse {warehouse_dir.parent}"
    elsewhere = "" if warehouse_dir == DEFAULT_WAREHOUSE_DIR else f" RAW_DIR --warehouse {warehouse_dir}"
    return f"there is no warehouse in {warehouse_dir} yet; run: budget ingest{elsewhere}"


def _why(error: duckdb.Error, database: Path) -> str:
    """What DuckDB says; of a lock, who holds it and what to do about it."""
    text = str(error)
    if "Could not set lock" not in text:
        return text
    holder = re.search(r"held in (.+? \(PID \d+\))", text)
    return (
        f"{database} is open for writing in {holder[1] if holder else 'another program'}; "
        "close it there, or open it there read-only"
    )


def bound(connection: duckdb.DuckDBPyConnection, megabytes: int, folder: Path) -> None:
    """Let a connection keep no more than ``megabytes`` in memory; what sorts and joins need beyond goes to ``folder``.

    Left alone, DuckDB keeps what it reads of the file, up to nearly all memory of the machine.
    """
    for name, value in settings(folder, megabytes).items():
        connection.execute(f"SET {name} = '{str(value).replace(chr(39), chr(39) * 2)}'")
