"""What the register holds: a content under a name, and what the stages note about a content."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pipeline.warehouse.manifest import QUARANTINED, SEEN, WITHDRAWN


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
    """A content: its entries, in their order of :func:`precedence`, and its note."""

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


def precedence(entry: Entry) -> tuple[bool, datetime, str, str]:
    """The order of the entries of a content: those still there first, then by first seen, path and root."""
    return (not entry.is_present, entry.first_seen_at, entry.path, entry.root)


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
