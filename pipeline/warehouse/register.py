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
from dataclasses import dataclass, field, fields
from datetime import datetime
from itertools import groupby
from typing import Any

import polars as pl

from pipeline.warehouse import manifest
from pipeline.warehouse.lake import Lake
from pipeline.warehouse.manifest import QUARANTINED, SCHEMA, SEEN, WITHDRAWN
from pipeline.warehouse.register_file import RegisterFile, reading, writing
from pipeline.warehouse.scan import Known

_AT_ONCE = 500
"""Documents, or names, that are in memory at one time."""

_OF_A_FRAME = 5_000
"""Entries of a frame."""


@dataclass(slots=True)
class Entry:
    """A content under a name. The columns are described in sql/schema (raw.document)."""

    root: str
    path: str
    document_id: str
    sha256: str | None
    size_bytes: int | None
    mtime: datetime | None
    first_seen_at: datetime
    status: str = SEEN
    reason: str | None = None
    media_type: str | None = None
    reader: str | None = None
    reader_version: str | None = None
    pages: int | None = None
    loaded_at: datetime | None = None
    disclosure_id: str | None = None
    changed_at: datetime | None = None
    is_replaced: bool | None = None
    taken_at: list[datetime] | None = None

    @property
    def is_present(self) -> bool:
        """Whether the file still stands there with this content."""
        return self.status != WITHDRAWN and not self.is_replaced

    @property
    def name(self) -> str:
        """The file, whatever its content."""
        return f"{self.root}/{self.path}"


@dataclass(slots=True)
class Note:
    """What the stages remember of a document."""

    document_id: str
    attempt: str | None = None
    """The readers and limits that there were when it was last tried: with others, another attempt."""
    identity: str | None = None
    """Who the document says it is, as JSON; None when asking failed."""
    figures: str | None = None
    """What it states, as JSON: digests by statement, figures; only asked where documents may belong together."""
    asked: str | None = None
    """The code and the path that identity and figures, or the failure, came from."""
    failure: str | None = None
    """Why the document could not be asked; None when it could."""
    facts_failure: str | None = None
    """Why its facts could not be derived."""
    facts_signature: str | None = None
    """Signature of the unit whose derivation failed; another signature is another attempt."""


@dataclass(slots=True)
class Held:
    """A content: its entries, those still there first, then by first seen, path and root, and its note."""

    entries: list[Entry]
    note: Note

    @property
    def document_id(self) -> str:
        """The id of the content."""
        return self.note.document_id

    @property
    def present(self) -> list[Entry]:
        """The entries where it still stands."""
        return [entry for entry in self.entries if entry.is_present]

    @property
    def replaced(self) -> list[Entry]:
        """The entries of a content that was read and stands nowhere any more because others took its names."""
        return [] if self.present else [entry for entry in self.entries if entry.is_replaced and is_read(entry)]

    @property
    def speaking(self) -> list[Entry]:
        """The entries of a content that was read and still says something; none where it does not.

        Those that stand somewhere, and those replaced by others.
        """
        there = self.present
        return there if there and is_read(there[0]) else self.replaced


class Register:
    """The register of a lake, open for reading (:meth:`reading`) or for writing (:meth:`writing`)."""

    def __init__(self, connection: sqlite3.Connection, file: RegisterFile | None = None) -> None:
        self.connection = connection
        self._file = file

    @classmethod
    @contextmanager
    def reading(cls, lake: Lake) -> Iterator["Register"]:
        """The register as it is now; empty when there is none yet."""
        with reading(lake.register_path, _prepare) as connection:
            yield cls(connection)

    @classmethod
    @contextmanager
    def writing(cls, lake: Lake) -> Iterator["Register"]:
        """The register to be changed; what was written counts when the block ends without an error."""
        with writing(lake.register_path, _prepare) as file:
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
            found |= self._where(f"IN ({_marks(some)})", some)
        return found

    def held(self, document_id: str) -> Held:
        """One content. Raises KeyError when the register does not know it."""
        return self.those([document_id])[document_id]

    def _where(self, which: str, parameters: Sequence[str]) -> dict[str, Held]:
        where = f"WHERE document_id {which} ORDER BY document_id"
        entries = self.connection.execute(f"SELECT {_COLUMNS} FROM entry {where}", parameters).fetchall()
        notes = self.connection.execute(f"SELECT {_NOTE_COLUMNS} FROM note {where}", parameters).fetchall()
        by_id = {row[0]: Note(*row) for row in notes}
        return {
            name: Held(sorted(map(_entry, rows), key=_precedence), by_id.get(name) or Note(name))
            for name, rows in groupby(entries, key=lambda row: row[_ID])
        }

    def put(self, entries: Iterable[Entry]) -> None:
        """Write these entries, new ones and changed ones."""
        self.connection.executemany(
            f"INSERT OR REPLACE INTO entry ({_COLUMNS}) VALUES ({_marks(SCHEMA)})", map(_row, entries)
        )

    def put_note(self, note: Note) -> None:
        """Write a note, a new one or a changed one."""
        values = [getattr(note, name) for name in _NOTES]
        self.connection.execute(f"INSERT OR REPLACE INTO note ({_NOTE_COLUMNS}) VALUES ({_marks(_NOTES)})", values)

    def remove(self, entry: Entry) -> None:
        """Forget an entry."""
        key = [entry.root, entry.path, entry.document_id]
        self.connection.execute("DELETE FROM entry WHERE root = ? AND path = ? AND document_id = ?", key)

    # Names ----------------------------------------------------------------------------------------------------

    def entries(self, root: str, path: str) -> list[Entry]:
        """The contents that a name has had, in the order of their ids."""
        query = f"SELECT {_COLUMNS} FROM entry WHERE root = ? AND path = ? ORDER BY document_id"
        return [_entry(row) for row in self.connection.execute(query, [root, path]).fetchall()]

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
        query = f"SELECT {_COLUMNS} FROM entry {where} ORDER BY root, path, document_id LIMIT ?"
        while rows := self.connection.execute(query, [*last, *([root] if root else []), _AT_ONCE]).fetchall():
            last = rows[-1][: len(last)]
            yield from map(_entry, rows)

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
        rows += map(_values, entries)
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


def set_status(entries: Iterable[Entry], status: str, reason: str | None = None) -> None:
    """Set what became of a content, under all of these names."""
    for entry in entries:
        entry.status, entry.reason = status, reason


def is_read(entry: Entry) -> bool:
    """Whether a reader took the content (its status may be that of an older reader's attempt)."""
    return entry.reader is not None and entry.reader_version is not None


def quarantine(entries: Iterable[Entry], reason: str) -> None:
    """Set a content aside, with the reason that a person will read."""
    set_status(entries, QUARANTINED, reason)


def _precedence(entry: Entry) -> tuple[bool, datetime, str, str]:
    return (not entry.is_present, entry.first_seen_at, entry.path, entry.root)


def _values(entry: Entry) -> list[Any]:
    return [getattr(entry, name) for name in SCHEMA]


def _row(entry: Entry) -> list[Any]:
    """The entry as SQLite keeps it: times as ISO text, lists of times as JSON."""
    values = _values(entry)
    for place in _TIMES:
        values[place] = values[place].isoformat() if values[place] else None
    for place in _LISTS:
        values[place] = json.dumps([time.isoformat() for time in values[place]]) if values[place] else None
    return values


def _entry(row: Sequence[Any]) -> Entry:
    values = dict(zip(SCHEMA, row, strict=True))
    for name in _TIME_NAMES:
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    for name in _LIST_NAMES:
        values[name] = [datetime.fromisoformat(time) for time in json.loads(values[name])] if values[name] else None
    values["is_replaced"] = None if values["is_replaced"] is None else bool(values["is_replaced"])
    return Entry(**values)


def _marks(columns: Iterable[str]) -> str:
    return ", ".join("?" for _ in columns)


_TIME_NAMES = tuple(name for name, kind in SCHEMA.items() if kind == pl.Datetime("us"))
_LIST_NAMES = tuple(name for name, kind in SCHEMA.items() if kind == pl.List(pl.Datetime("us")))
_TIMES = tuple(list(SCHEMA).index(name) for name in _TIME_NAMES)
_LISTS = tuple(list(SCHEMA).index(name) for name in _LIST_NAMES)
_ID = list(SCHEMA).index("document_id")
_COLUMNS = ", ".join(SCHEMA)
_NOTES = tuple(item.name for item in fields(Note))
_NOTE_COLUMNS = ", ".join(_NOTES)

_MADE_AGAIN = {
    "note": _NOTES,
    "section": (
        "key",
        "document_id",
        "is_standing",
        "together",
        "beside",
        "is_yearless",
        "is_unnamed",
        "disclosure_id",
        "original",
    ),
    "disclosure": ("disclosure_id", "region_code", "fiscal_year", "is_current", "content"),
}
"""Tables that can be worked out again and their columns, the key first; settled describes the last two."""

_INDEXES = {
    "entry": ("document_id",),
    "section": ("document_id", "together", "beside", "disclosure_id", "original"),
    "disclosure": ("region_code, fiscal_year",),
}


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables that are missing. Of those that another version of the program made, the entries get the columns
    that they lack, and what can be worked out again is forgotten.
    """

    def columns(table: str) -> tuple[str, ...]:
        return tuple(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))

    connection.execute(
        f"CREATE TABLE IF NOT EXISTS entry ({_COLUMNS}, PRIMARY KEY (root, path, document_id)) WITHOUT ROWID"
    )
    for name in [name for name in SCHEMA if name not in columns("entry")]:
        connection.execute(f"ALTER TABLE entry ADD COLUMN {name}")
    for table, wanted in _MADE_AGAIN.items():
        if columns(table) != wanted:
            connection.execute(f"DROP TABLE IF EXISTS {table}")
            connection.execute(f"CREATE TABLE {table} ({', '.join(wanted)}, PRIMARY KEY ({wanted[0]})) WITHOUT ROWID")
    for table, keys in _INDEXES.items():
        for number, key in enumerate(keys):
            connection.execute(f"CREATE INDEX IF NOT EXISTS {table}_{number} ON {table} ({key})")
