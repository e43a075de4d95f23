"""What a worker process does with one document or one disclosure: read it, ask it who it is, derive its facts.

Tasks and results are small and can be pickled; documents travel through the lake.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import polars as pl

from pipeline.documents.model import UnreadableError
from pipeline.documents.reading import READER_VERSIONS, read
from pipeline.facts.disclosure.copies import Figure
from pipeline.facts.disclosure.disclosures import Disclosure
from pipeline.facts.disclosure.identity import Identity
from pipeline.facts.disclosure.section_identities import identify_sections
from pipeline.facts.disclosure.sections import document_of, section_of, sections
from pipeline.paths import PROJECT_ROOT
from pipeline.warehouse.derive import derive, figures_digest, figures_of
from pipeline.warehouse.lake import Lake

MAX_BYTES = 500_000_000
"""A file above this size is not opened; the largest disclosure known, a county's in scans, is a fifth of it."""


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A file to read into the lake; ``sha256`` is what the scan saw."""

    lake: Path
    file: Path
    document_id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a reader says of a document that it took."""

    media_type: str
    reader: str
    reader_version: str
    pages: int | None
    tables: int


@dataclass(frozen=True, slots=True)
class ClaimTask:
    """A document in the lake and the path it is known by."""

    lake: Path
    document_id: str
    reader_version: str
    path: str


@dataclass(frozen=True, slots=True)
class FiguresTask:
    """A document in the lake whose figures are compared, and the fiscal year of each of its sections (0 if unknown).

    ``with_figures``: not only the digests, because of this document and the other one only one is recognised, or
    because they are in different units of money.
    """

    lake: Path
    document_id: str
    reader_version: str
    years: tuple[int, ...]
    with_figures: bool


@dataclass(frozen=True, slots=True)
class Stated:
    """The digests of a section's statements, and its figures where they are needed, else None."""

    statements: dict[str, str]
    is_recognised: bool
    figures: tuple[Figure, ...] | None


@dataclass(frozen=True, slots=True)
class DeriveTask:
    """The documents, or sections, of one disclosure (key, reader version); ``disclosure`` None = raw and audit only."""

    lake: Path
    documents: tuple[tuple[str, str], ...]
    disclosure: Disclosure | None


class StorageError(OSError):
    """The lake could not be read or written, which says nothing of the document: the run must end."""


@contextmanager
def _storage() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"{error.strerror or error}"
        raise StorageError(error.errno, f"the lake cannot be used: {what}", error.filename) from error


class ChangedError(Exception):
    """A file whose bytes are no longer those that the scan saw."""


def read_document(task: ReadTask) -> ReadResult:
    """Read a file and write what it holds into the lake.

    Raises UnreadableError or UnsupportedError (pipeline.documents.model) with a reason, ChangedError for a file that
    changed after the scan, StorageError when the lake does not take it, OSError for a file that cannot be opened.
    """
    size = task.file.stat().st_size
    if size > MAX_BYTES:
        raise UnreadableError(f"a file of {size >> 20} MB, more than any disclosure has; publish it in parts")
    data = task.file.read_bytes()
    if hashlib.sha256(data).hexdigest() != task.sha256:
        raise ChangedError("the file changed while the ingest was running; run the ingest again")
    document = read(data)
    with _storage():
        Lake(task.lake).write_document(document)
    return ReadResult(
        document.media_type,
        document.reader,
        document.reader_version,
        document.content.pages,
        sum(1 for _ in document.tables),
    )


def ask_identity(task: ClaimTask) -> str:
    """Who each section of a document says it is, as JSON (:func:`parse_identities` reads it)."""
    with _storage():
        document = Lake(task.lake).read_document(task.document_id, task.reader_version)
    said = [asdict(identity) for identity in identify_sections(document, sections(document), task.path)]
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def parse_identities(text: str) -> list[Identity]:
    """The identities that :func:`ask_identity` wrote."""
    return [Identity(**said | {"listed_units": tuple(said["listed_units"])}) for said in json.loads(text)]


def digest_figures(task: FiguresTask) -> str:
    """What each section of a document states, as JSON (:func:`parse_stated` reads it)."""
    with _storage():
        document = Lake(task.lake).read_document(task.document_id, task.reader_version)
    stated: list[dict[str, object]] = []
    for part, year in zip(sections(document), task.years, strict=True):
        said: dict[str, object] = {"statements": dict(figures_digest(part)), "is_recognised": part.is_recognised}
        if task.with_figures:
            said["figures"] = [[f.statement, f.label, str(f.amount), f.proof] for f in figures_of(part, year)]
        stated.append(said)
    return json.dumps(stated, ensure_ascii=False, sort_keys=True)


def parse_stated(text: str) -> list[Stated]:
    """What :func:`digest_figures` wrote of each section."""
    return [
        Stated(
            said["statements"],
            said["is_recognised"],
            tuple(Figure(name, label, Decimal(amount), proof) for name, label, amount, proof in said["figures"])
            if "figures" in said
            else None,
        )
        for said in json.loads(text)
    ]


def derive_frames(task: DeriveTask) -> dict[str, pl.DataFrame]:
    """The rows of every table that come from these documents; tables without rows are left out."""
    lake = Lake(task.lake)
    with _storage():
        held = [(key, lake.read_document(document_of(key), version)) for key, version in task.documents]
    documents = [section_of(document, key) for key, document in held]
    frames = derive(documents, task.disclosure)
    return {table: frame for table, frame in frames.items() if not frame.is_empty()}


@cache
def code_version() -> str:
    """A digest of all code and data that decide what is derived from a document that was read.

    Facts are derived anew when it changes, so that a warehouse never mixes the rows of two versions.
    """
    package = PROJECT_ROOT / "pipeline"
    parts = [
        package / "contract.py",
        package / "warehouse" / "derive.py",
        *sorted(PROJECT_ROOT.glob("sql/schema/*.sql")),
    ]
    for folder in ("statements", "facts", "audit", "reference"):
        parts += sorted(path for path in (package / folder).rglob("*") if path.suffix in {".py", ".toml", ".csv"})
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.relative_to(PROJECT_ROOT).as_posix().encode())
        digest.update(part.read_bytes())
    return digest.hexdigest()[:16]


def readers_version() -> str:
    """A digest of the readers there are; a file that none took is tried again when it changes."""
    return hashlib.sha256(json.dumps(READER_VERSIONS, sort_keys=True).encode()).hexdigest()[:16]
