"""Opening databases while one is made, within a fixed amount of memory and with room on the disk for what is beyond.

Left alone, DuckDB takes most of the machine's memory for its cache, and more the larger the database is. A bound makes
the cost of a build independent of what it holds: sorts and joins that need more go to a folder beside the database.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import duckdb

MEGABYTES = 1000
"""What DuckDB may take when nothing else is asked for: the views of 10 million line items are made with it."""

VARIABLE = "BUDGET_DATABASE_MEGABYTES"
"""Of the environment, for ingests that nobody starts by hand."""

_PER_THREAD = 250
"""Megabytes that a thread needs to work without the disk; a smaller bound means fewer threads."""

Settings = dict[str, str | bool | int | float | list[str]]


class MakingError(Exception):
    """A database that cannot be made within its bounds; the message names the cure."""


def settings(folder: Path, megabytes: int) -> Settings:
    """DuckDB's configuration for a connection that may take ``megabytes`` and spills into ``folder``.

    The spilled files have the name of a file that is not finished, so that what a killed run leaves is swept away
    (recovery); DuckDB removes them itself when the connection is closed.
    """
    return {
        "memory_limit": f"{megabytes}MB",
        "threads": max(1, min(os.cpu_count() or 1, megabytes // _PER_THREAD)),
        "temp_directory": str(folder / f".spill.{uuid4().hex}"),
    }


@contextmanager
def bounded(database: Path | None, folder: Path, megabytes: int, **more: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a database that is made in ``folder``; None = one in memory, to attach others to.

    ``more`` are further settings of DuckDB. Raises MakingError when memory or disk do not suffice.
    """
    config = settings(folder, megabytes) | more
    try:
        with duckdb.connect(":memory:" if database is None else str(database), config=config) as connection:
            yield connection
    except duckdb.OutOfMemoryException as error:
        first, *_ = str(error).splitlines()
        raise MakingError(
            f"the database cannot be made with {megabytes} MB of memory and the free disk of {folder} ({first}); "
            f"free disk there or give more memory: budget ingest --database-megabytes {2 * megabytes}, or "
            f"{VARIABLE}={2 * megabytes} in the environment"
        ) from error
