"""Opening the published database to read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

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
        raise WarehouseError(f"there is no warehouse in {warehouse_dir} yet; run: budget ingest")
    try:
        with connect(database) as connection:
            yield connection
    except duckdb.Error as error:
        raise WarehouseError(str(error)) from error


def bound(connection: duckdb.DuckDBPyConnection, megabytes: int, folder: Path) -> None:
    """Let a connection keep no more than ``megabytes`` in memory; what sorts and joins need beyond goes to ``folder``.

    Left alone, DuckDB keeps what it reads of the file, up to nearly all memory of the machine.
    """
    for name, value in settings(folder, megabytes).items():
        connection.execute(f"SET {name} = '{str(value).replace(chr(39), chr(39) * 2)}'")
