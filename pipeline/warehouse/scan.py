"""What stands in a raw folder: which files there are and which of them changed. Nothing here reads a document."""

import hashlib
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

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


@dataclass(frozen=True)
class Changes:
    """The difference between a folder and what is known of it.

    ``changed`` are names with new content (new files, other bytes, files that came back), ``touched`` are names whose
    time or size was noted anew while the bytes are the same, ``gone`` are known names that are no longer there,
    ``moving`` are files that are still being written: they count as nothing until they stand still.
    """

    found: int
    changed: Mapping[Found, Content]
    touched: tuple[Found, ...]
    gone: tuple[tuple[str, str], ...]
    moving: tuple[Found, ...] = ()
    noted: Mapping[tuple[str, str], datetime | None] = field(default_factory=dict)
    """When each changed or gone name had last changed before, where it was known."""

    @property
    def is_empty(self) -> bool:
        """True when an ingest would find nothing to do."""
        return not self.changed and not self.gone

    @property
    def digest(self) -> str:
        """A name for this set of changes: the same changes have the same digest, whatever the order.

        The same file that goes and comes back once more is another change.
        """
        lines = sorted(
            [
                f"+ {found.root} {found.path} {content.document_id} {self.noted.get(found.key)}"
                for found, content in self.changed.items()
            ]
            + [f"- {root} {path} {self.noted.get((root, path))}" for root, path in self.gone]
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def is_ignored(name: str) -> bool:
    """Whether a name is hidden or an editor's lock file (``~$x.docx``, ``.~lock.x#``): no publisher made it."""
    return name.startswith((".", "~$")) or name == "Thumbs.db"


def walk(root: Path, unlisted: Callable[[OSError], None] | None = None) -> Iterator[Found]:
    """Every file under ``root`` in the order of the paths, ignored ones left out.

    Linked folders are not entered, links that lead out of ``root`` are not followed.

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

    yield from sorted(_files(absolute, refuse), key=lambda found: found.path)


def _files(root: Path, unlisted: Callable[[OSError], None]) -> Iterator[Found]:
    for folder, folders, names in os.walk(root, onerror=unlisted):
        folders[:] = [name for name in folders if not is_ignored(name)]
        for name in names:
            place = Path(folder, name)
            if is_ignored(name) or not place.is_file() or _leads_out(root, place):
                continue
            found = _look(root, place)
            if found:
                yield found


def _leads_out(root: Path, place: Path) -> bool:
    """Whether a name is a link to a file that stands elsewhere: it may be any file of the machine."""
    return place.is_symlink() and not place.resolve().is_relative_to(root)


def _look(root: Path, place: Path) -> Found | None:
    """The file as it is now; None when it has gone meanwhile."""
    try:
        stat = place.stat()
    except FileNotFoundError:
        return None
    mtime = _EPOCH + timedelta(microseconds=stat.st_mtime_ns // 1000)
    # A name that is not UTF-8 cannot be kept as it is: its odd bytes are written as \xNN.
    path = os.fsencode(place.relative_to(root).as_posix()).decode("utf-8", "backslashreplace")
    return Found(str(root), path, stat.st_size, mtime)


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
    root: Path, known: Mapping[tuple[str, str], Known], settle: timedelta = timedelta(0), now: datetime | None = None
) -> Changes:
    """Compare a folder with what is known: by size and time first, by hash where those differ.

    A file that was written less than ``settle`` ago (``now`` is UTC without a zone), or that changes while it is
    hashed, is moving: most likely someone is copying it. ``known`` may hold names of other roots; only names under
    ``root`` can be gone, and none in a folder that cannot be listed.

    Raises NotADirectoryError when ``root`` is no folder.
    """
    now = now or datetime.now(UTC).replace(tzinfo=None)
    unlisted: list[Path] = []

    def leave(error: OSError) -> None:
        logger.warning("%s cannot be listed (%s); what is known of its files stays", error.filename, error.strerror)
        unlisted.append(Path(error.filename))

    changed: dict[Found, Content] = {}
    touched: list[Found] = []
    moving: list[Found] = []
    seen: set[tuple[str, str]] = set()
    for found in walk(root, leave):
        seen.add(found.key)
        before = known.get(found.key)
        if before and before.is_present and (before.size_bytes, before.mtime) == (found.size_bytes, found.mtime):
            continue
        if abs(now - found.mtime) < settle:
            moving.append(found)
            continue
        content = content_of(found)
        if content.sha256 and _look(Path(found.root), found.absolute) != found:
            moving.append(found)
        elif before and before.is_present and before.document_id == content.document_id:
            touched.append(found)
        else:
            changed[found] = content
    here = root.resolve()
    gone = sorted(
        key
        for key, name in known.items()
        if key[0] == str(here)
        and name.is_present
        and key not in seen
        and not any((here / key[1]).is_relative_to(folder) for folder in unlisted)
    )
    names = [found.key for found in changed] + gone
    noted = {key: known[key].changed_at for key in names if key in known}
    return Changes(len(seen), changed, tuple(touched), tuple(gone), tuple(moving), noted)
