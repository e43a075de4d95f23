"""The register: what became of every file, and what the stages note about a document; asked piece by piece.

It holds one entry per content under a name and one note per content. Entries are the only state of a warehouse that
changes from run to run and cannot be made again; notes hold what can be worked out again from the lake at some cost
(who a document says it is), so losing them loses time and nothing else. No caller has more of it in memory than the
documents it is at, so that memory does not grow with the warehouse.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import polars as pl

from pipeline.warehouse import manifest
from pipeline.warehouse.entries import Entry, Held, Note, precedence
from pipeline.warehouse.lake import Lake
from pipeline.warehouse.manifest import SCHEMA, WITHDRAWN
from pipeline.warehouse.register_file import RegisterFile, reading, writing
from pipeline.warehouse.register_tables import (
    ENTRY_COLUMNS,
    ID_AT,
    NOTE_COLUMNS,
    NOTE_NAMES,
    entry_of,
    marks,
    prepare,
    row_of,
)
from pipeline.warehouse.scan import Known

_AT_ONCE = 500
"""Documents, or names, that are in memory at one time."""

_OF_A_FRAME = 5_000
"""Entries of a frame."""


class Register:
    """The register of a lake, open for reading (:meth:`reading`) or for writing (:meth:`writing`)."""

    def __init__(self, connection: sqlite3.Connection, file: RegisterFile | None = None) -> None:
        self.connection = connection
        self._file = file

    @classmethod
    @contextmanager
    def reading(cls, lake: Lake) -> Iterator["Register"]:
        """The register as it is now; empty when there is none yet."""
        with reading(lake.register_path, prepare) as connection:
            yield cls(connection)

    @classmethod
    @contextmanager
    def writing(cls, lake: Lake) -> Iterator["Register"]:
        """The register to be changed; what was written counts when the block ends without an error."""
        with writing(lake.register_path, prepare) as file:
            register = cls(file.connection, file)
            if not lake.register_path.is_file():
                for frame in manifest.of_older_lake(lake.root, _AT_ONCE):
                    register.put(Entry(**row) for row in frame.iter_rows(named=True))
            yield register
        manifest.forget_older(lake.root)

    def save_now_and_then(self) -> None:
        """Let what was written count from time to time: an interruption costs some seconds of work."""
        assert self._file is not None
        self._file.save_now_and_then()

    # Documents ------------------------------------------------------------------------------------------------

    def every(self) -> Iterator[Held]:
        """Every content in the order of the ids; a caller may write those it was given meanwhile."""
        last = ""
        while True:
            rows = self.connection.execute(
                "SELECT DISTINCT document_id FROM entry WHERE document_id > ? ORDER BY document_id LIMIT ?",
                [last, _AT_ONCE],
            ).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield from self._where("BETWEEN ? AND ?", [rows[0][0], last]).values()

    def those(self, document_ids: Iterable[str]) -> dict[str, Held]:
        """These contents by their ids, in the order of the ids; all of them are in memory at one time."""
        wanted = sorted(set(document_ids))
        found: dict[str, Held] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            found |= self._where(f"IN ({marks(some)})", some)
        return found

    def held(self, document_id: str) -> Held:
        """One content. Raises KeyError when the register does not know it."""
        return self.those([document_id])[document_id]

    def _where(self, which: str, parameters: Sequence[str]) -> dict[str, Held]:
        where = f"WHERE document_id {which} ORDER BY document_id"
        entries = self.connection.execute(f"SELECT {ENTRY_COLUMNS} FROM entry {where}", parameters).fetchall()
        notes = self.connection.execute(f"SELECT {NOTE_COLUMNS} FROM note {where}", parameters).fetchall()
        by_id = {row[0]: Note(*row) for row in notes}
        return {
            name: Held(sorted(map(entry_of, rows), key=precedence), by_id.get(name) or Note(name))
            for name, rows in groupby(entries, key=lambda row: row[ID_AT])
        }

    def put(self, entries: Iterable[Entry]) -> None:
        """Write these entries, new ones and changed ones."""
        self.connection.executemany(
            f"INSERT OR REPLACE INTO entry ({ENTRY_COLUMNS}) VALUES ({marks(SCHEMA)})", map(row_of, entries)
        )

    def put_note(self, note: Note) -> None:
        """Write a note, a new one or a changed one."""
        values = [getattr(note, name) for name in NOTE_NAMES]
        self.connection.execute(f"INSERT OR REPLACE INTO note ({NOTE_COLUMNS}) VALUES ({marks(NOTE_NAMES)})", values)

    def remove(self, entry: Entry) -> None:
        """Forget an entry."""
        key = [entry.root, entry.path, entry.document_id]
        self.connection.execute("DELETE FROM entry WHERE root = ? AND path = ? AND document_id = ?", key)

    # Names ----------------------------------------------------------------------------------------------------

    def entries(self, root: str, path: str) -> list[Entry]:
        """The contents that a name has had, in the order of their ids."""
        query = f"SELECT {ENTRY_COLUMNS} FROM entry WHERE root = ? AND path = ? ORDER BY document_id"
        return [entry_of(row) for row in self.connection.execute(query, [root, path]).fetchall()]

    def known(self, root: str) -> Iterator[tuple[str, Known]]:
        """What a scan needs to know about the names below a root, in the order of the paths.

        A file that could not be opened is opened again by every scan.
        """
        for path, entries in groupby(self.by_name(root), key=lambda entry: entry.path):
            last = max(entries, key=lambda entry: (entry.is_present, entry.changed_at or entry.first_seen_at))
            mtime = last.mtime if last.sha256 else None
            yield path, Known(last.size_bytes, mtime, last.document_id, last.is_present, last.changed_at)

    def by_name(self, root: str | None = None) -> Iterator[Entry]:
        """Every entry (of one root) in the order of root, path and content."""
        last = (root or "", "", "")
        where = "WHERE (root, path, document_id) > (?, ?, ?)" + (" AND root = ?" if root else "")
        query = f"SELECT {ENTRY_COLUMNS} FROM entry {where} ORDER BY root, path, document_id LIMIT ?"
        while rows := self.connection.execute(query, [*last, *([root] if root else []), _AT_ONCE]).fetchall():
            last = rows[-1][: len(last)]
            yield from map(entry_of, rows)

    # Of all ---------------------------------------------------------------------------------------------------

    def count(self, status: str | None = None) -> int:
        """The number of contents, or of the entries of one status."""
        if status is None:
            row = self.connection.execute("SELECT count(DISTINCT document_id) FROM entry").fetchone()
        else:
            row = self.connection.execute("SELECT count(*) FROM entry WHERE status = ?", [status]).fetchone()
        return int(row[0])

    def reasons(self, status: str, at_most: int) -> list[tuple[str, str | None]]:
        """Path and reason of the first entries of a status, in the order of the paths."""
        query = "SELECT path, reason FROM entry WHERE status = ? ORDER BY path, reason LIMIT ?"
        return list(self.connection.execute(query, [status, at_most]).fetchall())

    def digest(self, columns: Sequence[str], *, with_withdrawn: bool = True) -> str:
        """A digest of these columns of all entries."""
        names = ", ".join(columns)
        where = "" if with_withdrawn else f" WHERE status <> '{WITHDRAWN}'"
        digest = hashlib.sha256()
        for row in self.connection.execute(f"SELECT {names} FROM entry{where} ORDER BY root, path, document_id"):
            digest.update(json.dumps(row).encode())
        return digest.hexdigest()

    def document_frames(self) -> Iterator[pl.DataFrame]:
        """The entries as frames of manifest.SCHEMA, all of a content in one frame, in the order of the ids."""
        return _frames(held.entries for held in self.every())

    def name_frames(self) -> Iterator[pl.DataFrame]:
        """The entries as frames of manifest.SCHEMA, in the order of root, path and content."""
        return _frames([entry] for entry in self.by_name())


def _frames(together: Iterable[Iterable[Entry]]) -> Iterator[pl.DataFrame]:
    rows: list[list[Any]] = []
    for entries in together:
        rows += ([getattr(entry, name) for name in SCHEMA] for entry in entries)
        if len(rows) >= _OF_A_FRAME:
            yield pl.DataFrame(rows, schema=SCHEMA, orient="row")
            rows = []
    yield pl.DataFrame(rows, schema=SCHEMA, orient="row")


@dataclass
class Queue:
    """Documents that something is to be done with, kept on the disk, in the order they were added.

    ``size`` is their size in bytes. A document that is added again keeps the larger ``mark``.
    """

    register: Register
    size: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.register.connection.executescript(
            "DROP TABLE IF EXISTS temp.queue; "
            "CREATE TEMP TABLE queue (place INTEGER PRIMARY KEY, document_id TEXT UNIQUE, mark INTEGER)"
        )

    def add(self, document_id: str, size: int, mark: int = 0) -> None:
        """Add a document."""
        inserted = self.register.connection.execute(
            "INSERT OR IGNORE INTO queue (document_id, mark) VALUES (?, ?)", [document_id, mark]
        )
        if inserted.rowcount:
            self.size += size
        else:
            self.register.connection.execute(
                "UPDATE queue SET mark = max(mark, ?) WHERE document_id = ?", [mark, document_id]
            )

    def __len__(self) -> int:
        (count,) = self.register.connection.execute("SELECT count(*) FROM queue").fetchone()
        return int(count)

    def __iter__(self) -> Iterator[tuple[Held, int]]:
        """Each document with its mark."""
        last = 0
        query = "SELECT place, document_id, mark FROM queue WHERE place > ? ORDER BY place LIMIT ?"
        while rows := self.register.connection.execute(query, [last, _AT_ONCE]).fetchall():
            last = rows[-1][0]
            held = self.register.those(document_id for _, document_id, _ in rows)
            yield from ((held[document_id], mark) for _, document_id, mark in rows)
