"""Which facts are out of date, and their rewriting, partition by partition.

A unit is what is derived in one piece: a disclosure with its documents, or a document that no disclosure holds. A
partition of the lake holds the units of one region and year, and its digest lists them with their signatures; units
whose signature is unchanged keep their rows, so that one new file costs the derivation of its own disclosure only.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from pipeline import contract
from pipeline.facts.disclosure.disclosures import Disclosure
from pipeline.facts.disclosure.sections import document_of
from pipeline.warehouse.lake import UNIDENTIFIED, Lake, Partition

_ROW_KEYS = ("disclosure_id", "document_id", "identity_id")
_MEMBERS_OF = {"audit.identity_member": ("audit.identity_result", "identity_id")}
"""Tables whose rows name no document: the table that does, and the column that joins them."""


@dataclass(frozen=True)
class Unit:
    """Documents or sections (key, reader version) derived together; ``disclosure`` None = raw and audit only."""

    key: str
    partition: Partition
    documents: tuple[tuple[str, str], ...]
    disclosure: Disclosure | None
    problem: str | None
    """Why its documents give no facts, in words for a person; None when they do or need not."""
    code: str
    """The version of the code that derives it."""

    @property
    def document_ids(self) -> list[str]:
        """The ids of its documents, those of which it holds a section included."""
        return list(dict.fromkeys(document_of(key) for key, _ in self.documents))

    @property
    def has_sections(self) -> bool:
        """Whether a document of it holds other units too, so that its rows cannot be told by the document."""
        return any(document_of(key) != key for key, _ in self.documents)

    @cached_property
    def signature(self) -> str:
        """A digest of all that decides the rows of the unit: the code, the documents as read, the identity."""
        text = json.dumps([self.code, sorted(self.documents), repr(self.disclosure), self.problem])
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Rewrite:
    """A partition that is out of date: the units to derive, and those that keep their rows."""

    partition: Partition
    pending: tuple[Unit, ...]
    kept: tuple[Unit, ...]
    dropped: tuple[str, ...]
    """Keys of units that the lake holds and that are no longer wanted as they are."""

    @property
    def digest(self) -> str:
        """The text that the lake keeps as the partition's digest."""
        units = sorted((*self.pending, *self.kept), key=lambda unit: unit.key)
        return json.dumps({unit.key: unit.signature for unit in units})


def partition_key(partition: Partition) -> str:
    """The name of a partition in Dagster: ``130121-2025``, or ``unidentified`` when region or year is not known."""
    region, year = partition
    return UNIDENTIFIED if region is None or year is None else f"{region}-{year}"


def plan(lake: Lake, partition: Partition, units: Iterable[Unit]) -> Rewrite | None:
    """How to make the rows that the lake has of a partition those of ``units``; None where they are."""
    here = {unit.key: unit for unit in units}
    digest = lake.partition_digest(*partition)
    have: dict[str, str] = json.loads(digest) if digest else {}
    changed = any(have.get(key) != unit.signature for key, unit in here.items()) or bool(have.keys() - here.keys())
    kept = tuple(
        unit
        for key, unit in sorted(here.items())
        if have.get(key) == unit.signature and not (changed and unit.has_sections)
    )
    staying = {unit.key for unit in kept}
    pending = tuple(unit for key, unit in sorted(here.items()) if key not in staying)
    dropped = tuple(sorted(have.keys() - staying))
    return Rewrite(partition, pending, kept, dropped) if pending or dropped or digest is None else None


def partition_order(partition: Partition) -> tuple[bool, str, int]:
    """The key of the order of partitions: those without a region come last."""
    region, year = partition
    return region is None, region or "", year or 0


def rewrite(lake: Lake, change: Rewrite, derived: Mapping[str, Mapping[str, pl.DataFrame]]) -> int:
    """Write a partition from the frames of its pending units (by unit key) and the rows of those kept.

    The order of the rows depends on the content alone. Returns the number of rows that the partition then holds.
    """
    if not change.pending and not change.kept:
        lake.clear_partition(*change.partition)
        return 0
    frames = {table: [frame] for table, frame in _kept_rows(lake, change).items()}
    for unit in change.pending:
        for table, frame in derived[unit.key].items():
            frames.setdefault(table, []).append(frame)
    merged = {table: _ordered(pl.concat(parts)) for table, parts in frames.items()}
    merged = {table: frame for table, frame in merged.items() if not frame.is_empty()}
    lake.write_partition(*change.partition, merged, change.digest)
    return sum(frame.height for frame in merged.values())


def _kept_rows(lake: Lake, change: Rewrite) -> dict[str, pl.DataFrame]:
    if not change.kept:
        return {}
    documents = [name for unit in change.kept for name in unit.document_ids]
    disclosures = [unit.key for unit in change.kept if unit.disclosure]
    files = {table: _file(lake, table, change.partition) for table in contract.tables()}
    rows: dict[str, pl.DataFrame] = {}
    for table, file in files.items():
        if file is None or table in _MEMBERS_OF:
            continue
        frame = pl.read_parquet(file, hive_partitioning=False)
        by_document = pl.col("document_id").is_in(documents) if "document_id" in frame.columns else None
        by_disclosure = pl.col("disclosure_id").is_in(disclosures) if "disclosure_id" in frame.columns else None
        if by_document is not None and by_disclosure is not None:
            kept = pl.when(pl.col("document_id").is_null()).then(by_disclosure).otherwise(by_document)
        else:
            kept = by_document if by_document is not None else by_disclosure  # type: ignore[assignment]
        rows[table] = frame.filter(kept)
    for table, (owner, column) in _MEMBERS_OF.items():
        file = files.get(table)
        if file is not None and owner in rows:
            rows[table] = pl.read_parquet(file, hive_partitioning=False).join(rows[owner], on=column, how="semi")
    return rows


def _file(lake: Lake, table: str, partition: Partition) -> Path | None:
    file = lake.fact_file(table, partition)
    return file if file.is_file() else None


def _ordered(frame: pl.DataFrame) -> pl.DataFrame:
    keys = [name for name in _ROW_KEYS if name in frame.columns]
    return frame.sort(keys, nulls_last=True, maintain_order=True)
