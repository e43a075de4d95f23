"""What stands in a raw folder: which files there are and which of them changed. Nothing here reads a document."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

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
    time or size was noted anew while the bytes are the same, ``gone`` are known names that are no longer there.
    """

    found: int
    changed: Mapping[Found, Content]
    touched: tuple[Found, ...]
    gone: tuple[tuple[str, str], ...]

    @property
    def is_empty(self) -> bool:
        """True when an ingest would find nothing to do."""
        return not self.changed and not self.gone

    @property
    def digest(self) -> str:
        """A name for this set of changes: the same changes have the same digest, whatever the order."""
        lines = sorted(
            [f"+ {found.root} {found.path} {content.document_id}" for found, content in self.changed.items()]
            + [f"- {root} {path}" for root, path in self.gone]
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def is_ignored(name: str) -> bool:
    """Whether a name is hidden or an editor's lock file (``~$x.docx``, ``.~lock.x#``): no publisher made it."""
    return name.startswith((".", "~$")) or name == "Thumbs.db"


def walk(root: Path) -> Iterator[Found]:
    """Every file under ``root`` in the order of the paths, ignored ones left out; linked folders are not entered.

    Raises NotADirectoryError when ``root`` is no folder.
    """
    if not root.is_dir():
        raise NotADirectoryError(f"{root} is not a folder; name the folder that holds the disclosures")
    absolute = root.resolve()
    yield from sorted(_files(absolute), key=lambda found: found.path)


def _files(root: Path) -> Iterator[Found]:
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not is_ignored(name)]
        for name in names:
            place = Path(folder, name)
            if is_ignored(name) or not place.is_file():
                continue
            stat = place.stat()
            mtime = _EPOCH + timedelta(microseconds=stat.st_mtime_ns // 1000)
            yield Found(str(root), place.relative_to(root).as_posix(), stat.st_size, mtime)


def content_of(found: Found) -> Content:
    """Hash a file. A file that cannot be opened gets an id from its path, so that it can be listed with its problem."""
    digest = hashlib.sha256()
    try:
        with found.absolute.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    except OSError as error:
        of_path = hashlib.sha256(found.path.encode()).hexdigest()[:16]
        return Content(of_path, None, f"the file cannot be opened ({error.strerror}); check its permissions")
    return Content(digest.hexdigest()[:16], digest.hexdigest())


def compare(files: Iterable[Found], known: Mapping[tuple[str, str], Known], root: Path) -> Changes:
    """Compare a folder with what is known: by size and time first, by hash where those differ.

    ``known`` may hold names of other roots; only names under ``root`` can be gone.
    """
    changed: dict[Found, Content] = {}
    touched: list[Found] = []
    seen: set[tuple[str, str]] = set()
    for found in files:
        seen.add(found.key)
        before = known.get(found.key)
        if before and before.is_present and (before.size_bytes, before.mtime) == (found.size_bytes, found.mtime):
            continue
        content = content_of(found)
        if before and before.is_present and before.document_id == content.document_id:
            touched.append(found)
        else:
            changed[found] = content
    here = str(root.resolve())
    gone = sorted(key for key, name in known.items() if key[0] == here and name.is_present and key not in seen)
    return Changes(len(seen), changed, tuple(touched), tuple(gone))
