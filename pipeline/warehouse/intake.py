"""The first stages of an ingest: find the files, read what is new into the lake.

Every file is recorded with the time it was first seen before any is read, because that time decides between versions
and must not depend on an interruption.
"""

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from pipeline.documents.reading import READER_VERSIONS
from pipeline.warehouse import scan as scanning
from pipeline.warehouse.entries import Entry, Held, is_read, quarantine, set_status
from pipeline.warehouse.lake import Lake
from pipeline.warehouse.manifest import LOADED, SEEN, WITHDRAWN
from pipeline.warehouse.pool import Counted
from pipeline.warehouse.register import Queue, Register
from pipeline.warehouse.work import ChangedError, ReadResult, ReadTask, read_document, readers_version
from pipeline.warehouse.workspace import Workspace, failure_reason, logger, utc_now


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
    settle = timedelta(seconds=workspace.settle_seconds)
    with Register.reading(workspace.lake) as register:
        return scanning.summary(workspace.raw_dir, register.known(str(workspace.raw_dir.resolve())), settle)


def scan(workspace: Workspace) -> ScanReport:
    """Record every file with the time it was first seen, before any of them is read.

    Files just written get the time to settle once; what moves on is left out. Raises NotADirectoryError when the raw
    folder is missing.
    """
    now = utc_now()
    counts: Counter[str] = Counter()
    with Register.writing(workspace.lake) as register:
        moving = _take_changes(workspace, register, now, counts)
        if moving:
            time.sleep(workspace.settle_seconds)
            counts["found"] = 0
            moving = _take_changes(workspace, register, now, counts)
    for path in moving:
        logger.warning("%s is still being written; the next run takes it", path)
    report = ScanReport(counts["found"], counts["changed"], counts["gone"], tuple(moving))
    logger.info(
        "%s: %d files, %d new or changed, %d gone", workspace.raw_dir, report.found, report.changed, report.gone
    )
    return report


def _take_changes(workspace: Workspace, register: Register, now: datetime, counts: Counter[str]) -> list[str]:
    """Note the differences between the folder and the register and count them by kind; the paths of those that move."""
    moving = []
    known = register.known(str(workspace.raw_dir.resolve()))
    settle = timedelta(seconds=workspace.settle_seconds)
    found_one = partial(counts.update, ["found"])
    for difference in scanning.compare(workspace.raw_dir, known, settle, found_one=found_one):
        counts[difference.kind] += 1
        before = [entry for entry in register.entries(difference.root, difference.path) if entry.is_present]
        match difference.kind:
            case "gone":
                _withdraw(register, before, now, "the file is gone")
            case "changed":
                _take_content(register, difference, before, now)
            case "touched":
                for entry in before:
                    _note_file(entry, difference)
                register.put(before)
            case "moving":
                moving.append(difference.path)
    return moving


def _take_content(register: Register, difference: scanning.Difference, before: list[Entry], now: datetime) -> None:
    """Note that a name has this content now, in the place of those before."""
    found, content = difference.found, difference.content
    assert found
    assert content
    for replaced in before:
        replaced.is_replaced = True
    _withdraw(register, before, now, f"the file has another content now (document {content.document_id})")
    had = {entry.document_id: entry for entry in register.entries(*found.key)}
    entry = had.get(content.document_id) or Entry(
        *found.key, content.document_id, content.sha256, found.size_bytes, found.mtime, now
    )
    _note_file(entry, difference)
    entry.changed_at, entry.is_replaced = now, False
    if before:
        entry.taken_at = [*(entry.taken_at or []), now]
    set_status([entry], SEEN)
    if content.problem:
        quarantine([entry], content.problem)
    register.put([entry])


def _note_file(entry: Entry, difference: scanning.Difference) -> None:
    assert difference.found
    entry.size_bytes, entry.mtime = difference.found.size_bytes, difference.found.mtime


def _withdraw(register: Register, entries: Iterable[Entry], now: datetime, reason: str) -> None:
    """Note that contents are gone; one whose bytes were never read leaves nothing to note."""
    for entry in entries:
        if entry.sha256 is None:
            register.remove(entry)
        else:
            entry.changed_at = now
            set_status([entry], WITHDRAWN, reason)
            register.put([entry])


def read_new(workspace: Workspace) -> ReadReport:
    """Read the documents that no present reader has read yet into the lake; set aside what cannot be read."""
    lake = workspace.lake
    attempt = f"{readers_version()} {workspace.workers.limits}"
    quarantined: dict[str, str] = {}
    read = 0
    with Register.writing(lake) as register:
        queue = Queue(register)
        for held in register.every():
            if _wants_reading(lake, register, held, attempt):
                queue.add(held.document_id, held.present[0].size_bytes or 0)
        tasks = Counted(len(queue), (_read_task(lake, held.present[0]) for held, _ in queue))
        for outcome in workspace.work(read_document, tasks, size=queue.size, label="reading"):
            held = register.held(outcome.item.document_id)
            if outcome.result is not None:
                read += 1
                _note_reading(held.present, outcome.result)
            else:
                if not isinstance(outcome.error, ChangedError | OSError):
                    held.note.attempt = attempt
                    register.put_note(held.note)
                for entry in held.present:
                    entry.reader = entry.reader_version = None
                quarantine(held.present, failure_reason(outcome.error))
                quarantined |= {entry.path: entry.reason or "" for entry in held.present}
            register.put(held.present)
            register.save_now_and_then()
        return ReadReport(register.count(), read, dict(sorted(quarantined.items())))


def _wants_reading(lake: Lake, register: Register, held: Held, attempt: str) -> bool:
    """Whether a content is to be read; what is known of it is noted under all of its names."""
    present = held.present
    if not present or present[0].sha256 is None:
        return False
    reading = next((entry for entry in held.entries if is_read(entry)), None)
    before = [replace(entry) for entry in present]
    if reading and _is_current(lake, reading):
        for entry in present:
            _copy_reading(reading, entry)
    elif held.note.attempt != attempt:
        return True
    else:
        quarantine(present, present[0].reason or _reason_elsewhere(held.entries))
    if present != before:
        register.put(present)
    return False


def _read_task(lake: Lake, first: Entry) -> ReadTask:
    return ReadTask(lake.root, Path(first.root, first.path), first.document_id, first.sha256 or "")


def _note_reading(entries: Iterable[Entry], result: ReadResult) -> None:
    for entry in entries:
        entry.media_type, entry.reader = result.media_type, result.reader
        entry.reader_version, entry.pages = result.reader_version, result.pages
        entry.loaded_at = utc_now()
        set_status([entry], LOADED)


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
