"""What stands in a raw folder: which files there are and which of them changed. Nothing here reads a document."""

import hashlib
import logging
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Literal

logger = logging.getLogger("pipeline.ingest")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Found:
    """A file as the file system describes it.

    ``path`` is relative to its root, with / between folders; ``mtime`` is UTC without a zone, cut to microseconds.
    """

    root: str
    path: str
    size_bytes: int
    mtime: datetime

    @property
    def key(self) -> tuple[str, str]:
        """Root and path: what a name is known by."""
        return self.root, self.path

    @property
    def absolute(self) -> Path:
        """Where the file stands on disk."""
        return Path(self.root, self.path)


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier scan noted about a name: enough to see that nothing changed without opening the file."""

    size_bytes: int | None
    mtime: datetime | None
    document_id: str
    is_present: bool
    changed_at: datetime | None = None
    """When a scan last found it new, changed, gone or back."""


@dataclass(frozen=True, slots=True)
class Content:
    """The identity of a file's bytes; ``sha256`` is None for bytes that could not be read, ``problem`` says why."""

    document_id: str
    sha256: str | None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A name whose file is not as it is known; files that are as they are known give none.

    ``changed``: new content (a new file, other bytes, a file that came back). ``touched``: its time or size is to be
    noted anew while the bytes are the same. ``gone``: a known name that is no longer there. ``moving``: a file that is
    still being written; it counts as nothing until it stands still.
    """

    kind: Literal["changed", "touched", "gone", "moving"]
    root: str
    path: str
    before: Known | None
    found: Found | None = None
    content: Content | None = None
    """Given where it changed."""

    @property
    def words(self) -> str:
        """One line that names it. The same file that goes and comes back once more is another difference."""
        noted = self.before.changed_at if self.before else None
        document = f" {self.content.document_id}" if self.content else ""
        return f"{self.kind} {self.root} {self.path}{document} {noted}"


@dataclass(frozen=True)
class Changes:
    """Numbers of files: there, with new content, gone, and still being written; a digest of what changed."""

    found: int
    changed: int
    gone: int
    moving: int
    digest: str
    """A name for this set of changes: the same changes have the same digest."""

    @property
    def is_empty(self) -> bool:
        """True when an ingest would find nothing to do."""
        return not self.changed and not self.gone


def is_ignored(name: str) -> bool:
    """Whether a name is hidden or an editor's lock file (``~$x.docx``, ``.~lock.x#``): no publisher made it."""
    return name.startswith((".", "~$")) or name == "Thumbs.db"


def walk(
    root: Path, unlisted: Callable[[OSError], None] | None = None, passed: Callable[[Path], None] = lambda _: None
) -> Iterator[Found]:
    """Every file under ``root`` in the order of the paths, ignored ones left out.

    Linked folders are not entered, links that lead out of ``root`` are not followed; ``passed`` is told of every link
    whose file or folder is therefore not among the files.

    ``unlisted`` is told of every folder below ``root`` that cannot be listed. Raises NotADirectoryError when ``root``
    is no folder, OSError when ``root`` itself cannot be listed.
    """
    if not root.is_dir():
        raise NotADirectoryError(f"{root} is not a folder; name the folder that holds the disclosures")
    absolute = root.resolve()

    def refuse(error: OSError) -> None:
        if unlisted is None or error.filename == str(absolute):
            raise error
        unlisted(error)

    yield from _files(absolute, absolute, refuse, passed)


def _files(
    root: Path, folder: Path, unlisted: Callable[[OSError], None], passed: Callable[[Path], None]
) -> Iterator[Found]:
    """The files of a folder and of those below it; a folder is sorted as its files are, with / behind its name."""
    try:
        with os.scandir(str(folder)) as listed:
            names = sorted(
                (_text(entry.name) + "/" * entry.is_dir(follow_symlinks=False), entry.name)
                for entry in listed
                if not is_ignored(entry.name)
            )
    except OSError as error:
        unlisted(error)
        return
    for shown, name in names:
        place = folder / name
        if shown.endswith("/"):
            yield from _files(root, place, unlisted, passed)
        elif _leads_out(root, place):
            passed(place)
        elif place.is_file() and (found := _look(root, place)):
            yield found


def _text(name: str) -> str:
    """A name that is not UTF-8 cannot be kept as it is: its odd bytes are written as \\xNN."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _leads_out(root: Path, place: Path) -> bool:
    """Whether a name is a link to what stands elsewhere, which may be any file of the machine, or to nothing."""
    return place.is_symlink() and not (place.exists() and place.resolve().is_relative_to(root))


def _look(root: Path, place: Path) -> Found | None:
    """The file as it is now; None when it has gone meanwhile."""
    try:
        stat = place.stat()
    except FileNotFoundError:
        return None
    mtime = _EPOCH + timedelta(microseconds=stat.st_mtime_ns // 1000)
    return Found(str(root), _text(place.relative_to(root).as_posix()), stat.st_size, mtime)


def content_of(found: Found) -> Content:
    """Hash a file. A file that cannot be opened gets an id from its path, so that it can be listed with its problem."""
    digest = hashlib.sha256()
    try:
        with found.absolute.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    except OSError as error:
        of_path = hashlib.sha256(found.path.encode()).hexdigest()[:16]
        is_odd = isinstance(error, FileNotFoundError) and "\\x" in found.path
        cure = "its name is not UTF-8; rename it" if is_odd else "check its permissions"
        return Content(of_path, None, f"the file cannot be opened ({error.strerror}); {cure}")
    return Content(digest.hexdigest()[:16], digest.hexdigest())


def compare(
    root: Path,
    known: Iterable[tuple[str, Known]],
    settle: timedelta = timedelta(0),
    now: datetime | None = None,
    found_one: Callable[[], None] = lambda: None,
) -> Iterator[Difference]:
    """The differences between a folder and what is known of it (path, Known), both in the order of the paths.

    By size and time first, by hash where those differ. A file that was written less than ``settle`` ago (``now`` is UTC
    without a zone), or that changes while it is hashed, is moving: most likely someone is copying it. No name is gone
    that stands in a folder that cannot be listed. ``found_one`` is called for every file that is there.

    Raises NotADirectoryError when ``root`` is no folder.
    """
    now = now or datetime.now(UTC).replace(tzinfo=None)
    unlisted: list[Path] = []

    def leave(error: OSError) -> None:
        logger.warning("%s cannot be listed (%s); what is known of its files stays", error.filename, error.strerror)
        unlisted.append(Path(error.filename))

    here = root.resolve()
    links: list[Path] = []
    for path, found, before in _side_by_side(walk(root, leave, links.append), known):
        if found:
            found_one()
            if difference := _difference(found, before, settle, now):
                yield difference
        elif before and before.is_present and not any((here / path).is_relative_to(folder) for folder in unlisted):
            yield Difference("gone", str(here), path, before)
    if links:
        others = f" and {len(links) - 1} more" if len(links) > 1 else ""
        logger.warning(
            "%s%s: links out of the raw folder or to nothing are not followed; put the files themselves there, or name "
            "their folder: budget ingest FOLDER",
            links[0],
            others,
        )


def _side_by_side(
    there: Iterable[Found], known: Iterable[tuple[str, Known]]
) -> Iterator[tuple[str, Found | None, Known | None]]:
    """Every path of either, both being in the order of the paths, with what there is of it."""
    left = ((found.path, found, None) for found in there)
    right = ((path, None, name) for path, name in known)
    merged: Iterator[tuple[str, Found | None, Known | None]] = merge(left, right, key=itemgetter(0))
    for path, some in groupby(merged, key=itemgetter(0)):
        found, before = None, None
        for _, one, name in some:
            found, before = one or found, name or before
        yield path, found, before


def _difference(found: Found, before: Known | None, settle: timedelta, now: datetime) -> Difference | None:
    """The difference of a file that is there; None where it is as it is known."""
    if before and before.is_present and (before.size_bytes, before.mtime) == (found.size_bytes, found.mtime):
        return None
    if abs(now - found.mtime) < settle:
        return Difference("moving", *found.key, before, found)
    content = content_of(found)
    if content.sha256 and _look(Path(found.root), found.absolute) != found:
        return Difference("moving", *found.key, before, found)
    if before and before.is_present and before.document_id == content.document_id:
        return Difference("touched", *found.key, before, found)
    return Difference("changed", *found.key, before, found, content)


def summary(
    root: Path, known: Iterable[tuple[str, Known]], settle: timedelta = timedelta(0), now: datetime | None = None
) -> Changes:
    """What :func:`compare` finds, in numbers and as a digest."""
    digest = hashlib.sha256()
    there: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for difference in compare(root, known, settle, now, lambda: there.update(["found"])):
        counts[difference.kind] += 1
        if difference.kind in ("changed", "gone"):
            digest.update(f"{difference.words}\n".encode())
    return Changes(there["found"], counts["changed"], counts["gone"], counts["moving"], digest.hexdigest()[:16])
