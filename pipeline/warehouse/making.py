"""Opening databases while one is made, within a bound of memory and with room on the disk for what is beyond.

Left alone, DuckDB takes nearly all memory of the machine for its cache, which others need. Sorts and joins that need
more than the bound go to a folder beside the database; the indexes of keys cannot, and are left out where they do not
fit (keys). A bound that is too small all the same ends the build with a message that says so.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import duckdb

SHARE = "50%"
"""Of the machine's memory: what DuckDB may take when nothing else is asked for."""

VARIABLE = "BUDGET_DATABASE_MEGABYTES"
"""Of the environment, for ingests that nobody starts by hand."""

_PER_THREAD = 250
"""Megabytes that a thread needs to work without the disk; a smaller bound means fewer threads."""

Settings = dict[str, str | bool | int | float | list[str]]


class MakingError(Exception):
    """A database that cannot be made within its bounds; the message names the cure."""


def settings(folder: Path, megabytes: int | None) -> Settings:
    """DuckDB's configuration for a connection that may take ``megabytes`` (None: SHARE) and spills into ``folder``.

    The spilled files have the name of a file that is not finished, so that what a killed run leaves is swept away
    (recovery); DuckDB removes them itself when the connection is closed.
    """
    spill: Settings = {"temp_directory": str(folder / f".spill.{uuid4().hex}")}
    if megabytes is None:
        return spill | {"memory_limit": SHARE}
    threads = max(1, min(os.cpu_count() or 1, megabytes // _PER_THREAD))
    return spill | {"memory_limit": f"{megabytes}MB", "threads": threads}


@contextmanager
def bounded(
    database: Path | None, folder: Path, megabytes: int | None, **more: str
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a database that is made in ``folder``; None = one in memory, to attach others to.

    ``more`` are further settings of DuckDB. Raises MakingError when memory or disk do not suffice.
    """
    config = settings(folder, megabytes) | more
    try:
        with duckdb.connect(":memory:" if database is None else str(database), config=config) as connection:
            yield connection
    except duckdb.Error as error:
        if not is_out_of_memory(error):
            raise
        first, *_ = str(error).splitlines()
        had, wanted = (f"{megabytes} MB", str(2 * megabytes)) if megabytes else (f"{SHARE} of the machine's", "MB")
        raise MakingError(
            f"the database cannot be made with {had} memory and the free disk of {folder} ({first}); free disk there "
            f"or give more memory: budget ingest --database-megabytes {wanted}, or {VARIABLE}={wanted} in the "
            "environment"
        ) from error


def is_out_of_memory(error: duckdb.Error) -> bool:
    """Whether a failure says nothing of the query, but that memory and disk do not suffice.

    Where memory ends while a transaction is committed, DuckDB calls it a failure of the transaction.
    """
    return isinstance(error, duckdb.OutOfMemoryException) or "could not allocate" in str(error)
