"""The changes of every run, kept in the lake, and what the published database was made from.

    lake/changes/<run_id>/<table>.parquet     the change rows of one run that published
    lake/changes/.pending/                    those of a database that is built and not yet published
    lake/changes/units.jsonl                  the units of the published database with their signatures, by partition

Pending rows become part of the log when the database that carries them is published. A run that dies between the two
leaves them pending; the next one finds out from the published database which it was.
"""

import json
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from pipeline import contract
from pipeline.warehouse.build import load_files, load_frame
from pipeline.warehouse.changes import TABLES, compare
from pipeline.warehouse.files import write_parquet, write_whole
from pipeline.warehouse.lake import Lake, Partition
from pipeline.warehouse.making import MakingError, bounded
from pipeline.warehouse.published import readable
from pipeline.warehouse.workspace import logger

_PENDING = ".pending"


class ChangeLog:
    """The log of a lake."""

    def __init__(self, lake: Lake) -> None:
        self.root = lake.root / "changes"
        self._published_units = self.root / "units.jsonl"
        self._lake = lake

    def files(self, table: str) -> list[Path]:
        """The files that hold the rows of all runs that published."""
        return sorted(self.root.glob(f"[!.]*/{table}.parquet"))

    def settle(self, published: Path) -> None:
        """Decide about rows that a run left pending: they are kept if the published database carries them."""
        pending = self.root / _PENDING
        if pending.is_dir():
            if (run_id := self._run_id(pending)) and run_id in _runs(published):
                self._keep(run_id)
            else:
                shutil.rmtree(pending)

    def add(self, frames: Mapping[str, pl.DataFrame]) -> None:
        """Note the rows of a database that is built, until :meth:`published` is called for it."""
        pending = self.root / _PENDING
        shutil.rmtree(pending, ignore_errors=True)
        for table in reversed(TABLES):  # audit.run last: without it the rest counts for nothing
            write_parquet(frames[table], pending / f"{table}.parquet")

    def published(self) -> None:
        """Keep the pending rows and note the units whose facts the published database holds."""
        pending = self.root / _PENDING
        if run_id := self._run_id(pending):
            self._keep(run_id)
        write_whole(self._published_units, self._write_units)

    def changed_units(self) -> set[str] | None:
        """The units (keys) whose inputs are not those of the published database; None when that was not noted."""
        changed: set[str] = set()
        known: set[Partition] = set()
        try:
            with self._published_units.open(encoding="utf-8") as lines:
                for line in lines:
                    region, year, before = json.loads(line)
                    known.add((region, year))
                    changed |= _differing(before, self._units((region, year)))
        except FileNotFoundError:
            return None
        for partition in self._lake.partitions():
            if partition not in known:
                changed |= self._units(partition).keys()
        return changed

    def _write_units(self, path: Path) -> None:
        with path.open("w", encoding="utf-8") as lines:
            for partition in self._lake.partitions():
                lines.write(json.dumps([*partition, self._units(partition)], sort_keys=True) + "\n")

    def _units(self, partition: Partition) -> dict[str, str]:
        units: dict[str, str] = json.loads(self._lake.partition_digest(*partition) or "{}")
        return units

    def _keep(self, run_id: str) -> None:
        shutil.rmtree(self.root / run_id, ignore_errors=True)
        (self.root / _PENDING).rename(self.root / run_id)

    @staticmethod
    def _run_id(folder: Path) -> str | None:
        file = folder / "audit.run.parquet"
        return str(pl.read_parquet(file)["run_id"][0]) if file.is_file() else None


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    return {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}


def _runs(database: Path) -> set[str]:
    """The runs that a published database tells of; none where there is none or it cannot be asked."""
    try:
        with readable(database) as path, duckdb.connect(str(path), read_only=True) as connection:
            return {row[0] for row in connection.execute("SELECT run_id FROM audit.run").fetchall()}
    except (duckdb.Error, OSError):
        return set()


def record_changes(
    lake: Lake, published: Path, built: Path, run_id: str, at: datetime, *, megabytes: int | None = None
) -> dict[str, int]:
    """Fill the change tables of a database that was built: all earlier runs, and what this one changes.

    Where the published database is damaged, or of a version of the program whose tables cannot be compared, the run
    says so, lists nothing and is published all the same. Returns the rows of
    each change table.
    """
    log = ChangeLog(lake)
    log.settle(published)
    try:
        if published.is_file():
            with readable(published) as before:
                frames = compare(before, built, log.changed_units(), run_id, at, megabytes=megabytes)
        else:
            frames = compare(None, built, None, run_id, at, megabytes=megabytes)
    except (duckdb.Error, MakingError, OSError) as error:
        note = f"what changed against the database published before could not be told: {str(error).splitlines()[0]}"
        logger.warning(note)
        frames = _untold(run_id, at, note)
    log.add(frames)
    with bounded(built, built.parent, megabytes) as connection:
        connection.begin()
        for table in TABLES:
            load_files(connection, table, log.files(table))
            load_frame(connection, table, frames[table])
        connection.commit()
        connection.execute("CHECKPOINT")
        counts = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in TABLES}
    return {table: int(count[0]) for table, count in counts.items() if count}


def _untold(run_id: str, at: datetime, note: str) -> dict[str, pl.DataFrame]:
    counts = dict.fromkeys((name for name, kind in contract.columns("audit.run").items() if kind == pl.Int32()), 0)
    run = {"run_id": run_id, "run_at": at, "note": note} | counts
    return {table: contract.frame(table, [run] if table == "audit.run" else []) for table in TABLES}
