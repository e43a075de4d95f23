"""Reading the published database from the program, whoever else has it open."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from uuid import uuid4

import duckdb


def connect(database: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a published database, which may be replaced at any moment.

    DuckDB reads the header of a file, closes it, and opens it again by its name for the rest. Where a publication falls
    between the two, one file's header meets the content of the other, and the opening fails ("Failed to load metadata
    pointer"; tried on DuckDB 2.0). So a file that was replaced meanwhile is opened anew.

    Raises duckdb.Error as duckdb.connect does, OSError where there is no such file.
    """
    while True:
        before = _identity(database)
        try:
            connection = duckdb.connect(str(database), read_only=True)
        except duckdb.Error:
            if _identity(database) == before:
                raise
            continue
        if _identity(database) == before:
            return connection
        connection.close()


def _identity(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino, status.st_mtime_ns


def is_locked(database: Path) -> bool:
    """Whether a client has the database open for writing, which shuts out readers."""
    try:
        duckdb.connect(str(database), read_only=True).close()
    except duckdb.IOException as error:
        return "lock" in str(error)
    except duckdb.Error:
        pass
    return False


def opens(database: Path) -> bool:
    """Whether the database is there and sound enough to be opened; one that a client has open for writing counts."""
    if not database.is_file():
        return False
    try:
        duckdb.connect(str(database), read_only=True).close()
    except duckdb.Error as error:
        return "lock" in str(error)
    return True


@contextmanager
def readable(database: Path) -> Iterator[Path]:
    """A path under which the database can be opened read-only: its own, or that of a copy while a client writes to it.

    The copy lies beside it and leaves out what the client has not written back yet. Raises duckdb.Error when neither
    can be opened, OSError when it cannot be copied.
    """
    try:
        duckdb.connect(str(database), read_only=True).close()
        is_free = True
    except duckdb.Error:
        is_free = False
    if is_free:
        yield database
        return
    copy = database.with_name(f".{database.name}.{uuid4().hex}")
    try:
        copyfile(database, copy)
        duckdb.connect(str(copy), read_only=True).close()
        yield copy
    finally:
        copy.unlink(missing_ok=True)
