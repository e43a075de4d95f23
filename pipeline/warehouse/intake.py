"""The first stages of an ingest: find the files, read what is new into the lake.

Every file is recorded with the time it was first seen before any is read, because that time decides between versions
and must not depend on an interruption.
"""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from pipeline.documents.reading import READER_VERSIONS
from pipeline.warehouse import scan as scanning
from pipeline.warehouse.lake import Lake
from pipeline.warehouse.manifest import LOADED, SEEN, WITHDRAWN
from pipeline.warehouse.register import Entry, Register, is_read, quarantine, set_status
from pipeline.warehouse.work import ChangedError, ReadTask, read_document, readers_version
from pipeline.warehouse.workspace import Workspace, failure_reason, logger, utc_now

_CHECKPOINT_SECONDS = 10
"""How much reading an interruption may cost."""


@dataclass(frozen=True)
class ScanReport:
    """Numbers of files: there, with new content (new files included), gone since the last scan.

    ``moving`` are the paths of files that are still being written and are left for the next run.
    """

    found: int
    changed: int
    gone: int
    moving: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadReport:
    """Documents known, documents read in this run, and those set aside in it with their reasons, by path."""

    documents: int
    read: int
    quarantined: Mapping[str, str]


def changes(workspace: Workspace) -> scanning.Changes:
    """What a scan would find new, changed or gone; writes nothing.

    Raises NotADirectoryError when the raw folder is missing.
    """
    known = Register.load(workspace.lake).known()
    return scanning.compare(workspace.raw_dir, known, timedelta(seconds=workspace.settle_seconds))


def _settled_changes(workspace: Workspace, register: Register) -> scanning.Changes:
    """The changes to take now. Files just written get the time to settle once; what moves on is left out."""
    known = register.known()
    settle = timedelta(seconds=workspace.settle_seconds)
    difference = scanning.compare(workspace.raw_dir, known, settle)
    if difference.moving:
        time.sleep(workspace.settle_seconds)
        difference = scanning.compare(workspace.raw_dir, known, settle)
    for found in difference.moving:
        logger.warning("%s is still being written; the next run takes it", found.path)
    return difference


def scan(workspace: Workspace) -> ScanReport:
    """Record every file with the time it was first seen, before any of them is read.

    Raises NotADirectoryError when the raw folder is missing.
    """
    lake = workspace.lake
    register = Register.load(lake)
    difference = _settled_changes(workspace, register)
    now = utc_now()
    names = register.names()
    for key in difference.gone:
        _withdraw(register, names[key], now, "the file is gone")
    for found, content in difference.changed.items():
        reason = f"the file has another content now (document {content.document_id})"
        before = names.get(found.key, [])
        _withdraw(register, before, now, reason)
        for replaced in before:
            replaced.is_replaced = True
        entry = Entry(*found.key, content.document_id, content.sha256, found.size_bytes, found.mtime, now)
        entry = register.entries.setdefault((*found.key, content.document_id), entry)
        entry.size_bytes, entry.mtime, entry.changed_at = found.size_bytes, found.mtime, now
        entry.is_replaced = False
        if before:
            entry.taken_at = [*(entry.taken_at or []), now]
        set_status([entry], SEEN)
        if content.problem:
            quarantine([entry], content.problem)
    for found in difference.touched:
        for entry in names[found.key]:
            entry.size_bytes, entry.mtime = found.size_bytes, found.mtime
    register.save(lake)
    logger.info(
        "%s: %d files, %d new or changed, %d gone",
        workspace.raw_dir,
        difference.found,
        len(difference.changed),
        len(difference.gone),
    )
    moving = tuple(found.path for found in difference.moving)
    return ScanReport(difference.found, len(difference.changed), len(difference.gone), moving)


def _withdraw(register: Register, entries: Iterable[Entry], now: datetime, reason: str) -> None:
    """Note that contents are gone; one whose bytes were never read leaves nothing to note."""
    for entry in entries:
        if entry.sha256 is None:
            del register.entries[entry.root, entry.path, entry.document_id]
        else:
            entry.changed_at = now
            set_status([entry], WITHDRAWN, reason)


def read_new(workspace: Workspace) -> ReadReport:
    """Read the documents that no present reader has read yet into the lake; set aside what cannot be read."""
    lake = workspace.lake
    register = Register.load(lake)
    documents = register.documents()
    attempt = f"{readers_version()} {workspace.workers.limits}"
    tasks: dict[ReadTask, list[Entry]] = {}
    size = 0
    for entries in register.present():
        first = entries[0]
        if first.sha256 is None:
            continue
        reading = next((entry for entry in documents[first.document_id] if is_read(entry)), None)
        if reading and _is_current(lake, reading):
            for entry in entries:
                _copy_reading(reading, entry)
        elif register.note(first.document_id).attempt != attempt:
            tasks[ReadTask(lake.root, Path(first.root, first.path), first.document_id, first.sha256)] = entries
            size += first.size_bytes or 0
        else:
            quarantine(entries, first.reason or _reason_elsewhere(documents[first.document_id]))
    quarantined: dict[str, str] = {}
    read = 0
    saved = time.monotonic()
    for outcome in workspace.work(read_document, list(tasks), size=size, label="reading"):
        entries = tasks[outcome.item]
        note = register.note(outcome.item.document_id)
        if outcome.result is not None:
            read += 1
            for entry in entries:
                entry.media_type, entry.reader = outcome.result.media_type, outcome.result.reader
                entry.reader_version, entry.pages = outcome.result.reader_version, outcome.result.pages
                entry.loaded_at = utc_now()
            set_status(entries, LOADED)
        else:
            if not isinstance(outcome.error, ChangedError | OSError):
                note.attempt = attempt
            for entry in entries:
                entry.reader = entry.reader_version = None
            quarantine(entries, failure_reason(outcome.error))
            quarantined |= {entry.path: entry.reason or "" for entry in entries}
        if time.monotonic() - saved > _CHECKPOINT_SECONDS:
            register.save(lake)
            saved = time.monotonic()
    register.save(lake)
    return ReadReport(len(documents), read, dict(sorted(quarantined.items())))


def _is_current(lake: Lake, reading: Entry) -> bool:
    version = reading.reader_version or ""
    return READER_VERSIONS.get(reading.reader or "") == version and lake.has_document(reading.document_id, version)


def _copy_reading(source: Entry, target: Entry) -> None:
    target.media_type, target.reader, target.reader_version = source.media_type, source.reader, source.reader_version
    target.pages, target.loaded_at = source.pages, source.loaded_at
    set_status([target], LOADED)


def _reason_elsewhere(entries: Iterable[Entry]) -> str:
    """The reason that a content got under an earlier name."""
    return next((entry.reason for entry in entries if entry.is_present and entry.reason), "it could not be read")
