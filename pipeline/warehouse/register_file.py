"""The file of the register: a SQLite database that is never changed in place.

Whoever writes works on a copy and puts it in the place of the file in one step, so that a crash leaves the register
as it was, readers need no lock, and what the disk does not take is told as for every other file of the lake. SQLite
keeps a bounded number of pages in memory, however large the file is.
"""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

_CACHE = 16_000
"""Kilobytes of the file that are kept in memory."""

_SAVE_SECONDS = 10
"""How much work an interruption may cost."""

_PROBE = 1 << 16

Prepare = Callable[[sqlite3.Connection], None]


class RegisterFile:
    """A copy of ``file`` to write to, made by :func:`writing`; ``connection`` is open on it."""

    def __init__(self, file: Path, copy: Path, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._file, self._copy = file, copy
        self._changes = connection.total_changes
        self._saved = time.monotonic()

    def save(self) -> None:
        """Put what was written so far in the place of the file, in one step, and go on with the copy."""
        if self.connection.total_changes == self._changes and self._file.is_file():
            return
        self.connection.commit()
        whole = _beside(self._file)
        try:
            shutil.copyfile(self._copy, whole)
            os.replace(whole, self._file)
        finally:
            whole.unlink(missing_ok=True)
        self._changes, self._saved = self.connection.total_changes, time.monotonic()

    def save_now_and_then(self) -> None:
        """Save when the last time is some seconds ago."""
        if time.monotonic() - self._saved > _SAVE_SECONDS:
            self.save()


@contextmanager
def writing(file: Path, prepare: Prepare) -> Iterator[RegisterFile]:
    """A copy of the register (empty where there is none) that takes its place at the end; not after an error.

    ``prepare`` is called first; it makes what is missing. Raises OSError that names the file when there is no room or
    no permission.
    """
    copy = _beside(file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_file():
            shutil.copyfile(file, copy)
        connection = sqlite3.connect(copy)
        try:
            connection.execute("PRAGMA journal_mode = OFF")  # a copy that fails is thrown away
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(f"PRAGMA cache_size = -{_CACHE}")
            prepare(connection)
            held = RegisterFile(file, copy, connection)
            yield held
            held.save()
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        reason = _reason(copy, error)
        raise OSError(reason.errno, f"cannot be written ({reason.strerror})", str(file)) from error
    except OSError as error:
        if error.filename in (str(copy), str(file)):
            raise OSError(error.errno, f"cannot be written ({error.strerror})", str(file)) from error
        raise
    finally:
        copy.unlink(missing_ok=True)


@contextmanager
def reading(file: Path, prepare: Prepare) -> Iterator[sqlite3.Connection]:
    """The register as it is now, also when another takes its place meanwhile; an empty one where there is none."""
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        if file.is_file():
            raise
        connection = sqlite3.connect(":memory:")
        prepare(connection)
    try:
        yield connection
    finally:
        connection.close()


def _beside(file: Path) -> Path:
    """A name for a file that is not finished (see recovery)."""
    return file.with_name(f".{file.name}.{uuid4().hex}")


def _reason(copy: Path, error: sqlite3.OperationalError) -> OSError:
    """Why SQLite could not write, which it does not say: what the system answers to more of the same."""
    try:
        with copy.open("ab") as stream:
            stream.write(bytes(_PROBE))
    except OSError as answer:
        return answer
    return OSError(None, str(error))
