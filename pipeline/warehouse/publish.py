"""Putting a finished database in the place of the published one, so that no reader ever sees half a load.

Why it is done this way (tried on DuckDB 2.0): a writer shuts out readers, and a .wal file that a read-write client
left beside the published file makes every open fail once the file under it is replaced. So the new file is finished
and closed elsewhere, made read-only, checked in a fresh process, and renamed; readers that are open keep their
snapshot. Whatever happens at any point, the path holds the last published file or the new one. (An opening that the
rename falls into: see published.connect.)
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from pipeline.warehouse.making import settings
from pipeline.warehouse.published import is_locked

READ_ONLY = 0o444
VERIFY_SECONDS = 300
_BYTES_PER_SECOND = 100_000
"""To compute every view takes longer in a larger database; a check that is slow must not stop a sound publication."""

# Opens the file as an analyst would and reads from every table and view.
_VERIFY = """
import json, sys, duckdb
with duckdb.connect(sys.argv[1], read_only=True, config=json.loads(sys.argv[2])) as connection:
    relations = connection.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal UNION ALL "
        "SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal"
    ).fetchall()
    if not relations:
        sys.exit("it has no tables")
    for schema, name in relations:
        connection.execute(f'SELECT * FROM "{schema}"."{name}" LIMIT 1').fetchall()
"""


class PublicationError(Exception):
    """A database that was not published; the message says why and what stands published now."""


def verify(path: Path, megabytes: int | None = None) -> None:
    """Open a database read-only in a fresh process and read from each of its relations.

    Raises PublicationError with what went wrong.
    """
    seconds = VERIFY_SECONDS + path.stat().st_size // _BYTES_PER_SECOND
    try:
        run = subprocess.run(
            [sys.executable, "-c", _VERIFY, str(path), json.dumps(settings(path.parent, megabytes))],
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PublicationError(f"{path}: it could not be read within {seconds} s") from error
    if run.returncode:
        last_line = (run.stderr.strip().splitlines() or ["the process ended without a word"])[-1]
        raise PublicationError(f"{path}: a reader cannot open it: {last_line}")


def _wal(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def _seal(published: Path) -> None:
    """Keep a client that still has the file before open for writing from leaving its .wal beside the new one.

    Its name leads nowhere: a reader finds no .wal, and the client's next commit fails. The next publication removes it.
    """
    seal = published.with_name(f".{published.name}.{uuid4().hex}")
    seal.symlink_to("open-it-read-only/nowhere")
    os.replace(seal, _wal(published))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def publish(next_db: Path, published: Path, megabytes: int | None = None) -> None:
    """Make ``next_db`` the published database; both must lie on one file system.

    ``next_db`` must be checkpointed and closed. Afterwards it is gone and ``published`` is read-only. Raises
    PublicationError, with the last published file still in place, when either check fails.
    """
    if not next_db.is_file():
        raise PublicationError(f"{next_db}: there is nothing to publish; build it first")
    if _wal(next_db).exists():
        raise PublicationError(f"{next_db}: it was not closed (a .wal file lies beside it); build it again")
    next_db.chmod(READ_ONLY)
    verify(next_db, megabytes)
    _sync(next_db)
    previous = published.with_name(f".{published.name}.previous")
    previous.unlink(missing_ok=True)
    if published.exists():
        os.link(published, previous)
    # Before the rename, so that a crash between the two leaves a file that opens; after it, for a client that wrote
    # meanwhile.
    _wal(published).unlink(missing_ok=True)
    os.replace(next_db, published)
    if previous.exists() and is_locked(previous):
        _seal(published)
    else:
        _wal(published).unlink(missing_ok=True)
    _sync(published.parent)
    try:
        verify(published, megabytes)
    except PublicationError as error:
        if not previous.exists():
            raise
        os.replace(previous, published)
        raise PublicationError(f"{error}; the database published before is back in place") from error
    with suppress(FileNotFoundError):
        previous.unlink()
