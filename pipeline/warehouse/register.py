"""The register: the manifest of the lake as objects, with what the stages note about a document beside it.

The manifest (pipeline.warehouse.manifest) says what became of every file; the notes hold what can be worked out again
from the lake at some cost (who a document says it is), so losing them loses time and nothing else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

import polars as pl

from pipeline.warehouse.files import write_parquet
from pipeline.warehouse.lake import Lake
from pipeline.warehouse.manifest import QUARANTINED, SCHEMA, SEEN, WITHDRAWN
from pipeline.warehouse.scan import Known


@dataclass(slots=True)
class Entry:
    """One row of the manifest: a content under a name. The columns are described in sql/schema (raw.document)."""

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


@dataclass
class Register:
    """All entries by (root, path, document_id) and all notes by document_id."""

    entries: dict[tuple[str, str, str], Entry] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)

    @classmethod
    def load(cls, lake: Lake) -> "Register":
        """The register of a lake, empty when there is none yet."""
        register = cls()
        for row in lake.load_manifest().iter_rows(named=True):
            entry = Entry(**row)
            register.entries[entry.root, entry.path, entry.document_id] = entry
        register.notes = {row["document_id"]: Note(**row) for row in _load_notes(lake)}
        return register

    def save(self, lake: Lake) -> None:
        """Write notes and manifest, each in one step."""
        notes = [[getattr(note, name) for name in _NOTES] for _, note in sorted(self.notes.items())]
        write_parquet(pl.DataFrame(notes, schema=_NOTES, orient="row"), lake.root / "notes.parquet")
        rows = [[getattr(entry, name) for name in SCHEMA] for entry in self.entries.values()]
        lake.save_manifest(pl.DataFrame(rows, schema=SCHEMA, orient="row"))

    def note(self, document_id: str) -> Note:
        """The note of a document, made when there is none."""
        return self.notes.setdefault(document_id, Note(document_id))

    def known(self) -> dict[tuple[str, str], Known]:
        """What a scan needs to know about the names. A file that could not be opened is opened again by every scan."""
        return {
            (entry.root, entry.path): Known(
                entry.size_bytes,
                entry.mtime if entry.sha256 else None,
                entry.document_id,
                entry.is_present,
                entry.changed_at,
            )
            for entry in sorted(self.entries.values(), key=_latest_last)
        }

    def names(self) -> dict[tuple[str, str], list[Entry]]:
        """The present content (at most one) of each name that has one."""
        result: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries.values():
            if entry.is_present:
                result.setdefault((entry.root, entry.path), []).append(entry)
        return result

    def documents(self) -> dict[str, list[Entry]]:
        """The entries of each content, those still there first, then by first seen, path and root."""
        result: dict[str, list[Entry]] = {}
        for entry in sorted(self.entries.values(), key=_precedence):
            result.setdefault(entry.document_id, []).append(entry)
        return result

    def present(self) -> Iterator[list[Entry]]:
        """The entries of each content that still stands somewhere, only those that do."""
        for entries in self.documents().values():
            if there := [entry for entry in entries if entry.is_present]:
                yield there

    def replaced(self) -> Iterator[list[Entry]]:
        """The entries of each content that was read and stands nowhere any more because others took its names."""
        for entries in self.documents().values():
            names = [entry for entry in entries if entry.is_replaced and is_read(entry)]
            if names and not any(entry.is_present for entry in entries):
                yield names


def _precedence(entry: Entry) -> tuple[bool, datetime, str, str]:
    return (not entry.is_present, entry.first_seen_at, entry.path, entry.root)


def _latest_last(entry: Entry) -> tuple[bool, datetime]:
    return entry.is_present, entry.changed_at or entry.first_seen_at


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


def _load_notes(lake: Lake) -> list[dict[str, Any]]:
    """The rows of the notes; none when another version of the program wrote them, who would note other things."""
    path = lake.root / "notes.parquet"
    if not path.is_file() or pl.read_parquet_schema(path) != _NOTES:
        return []
    return pl.read_parquet(path).to_dicts()


_NOTES = {item.name: pl.String() for item in fields(Note)}
