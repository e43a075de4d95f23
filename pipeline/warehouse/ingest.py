"""The stages of an ingest, from files to the published database, as plain functions in the order they run.

Belongs here: the list of stages, and those that write facts and the database. Does not belong here: Dagster
(pipeline.defs), what a worker does with one document (work), how the database is made (build) and put in place
(publish). Every stage finds its input in the lake, so a run that was interrupted is finished by the next one.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import uuid4

import polars as pl

from pipeline import contract
from pipeline.facts.disclosure.disclosures import Disclosure
from pipeline.paths import SQL_DIR
from pipeline.reference import given
from pipeline.warehouse.build import BuildResult, ViewInfo, build, create_views
from pipeline.warehouse.change_log import ChangeLog, record_changes
from pipeline.warehouse.dimensions import dimension_frames
from pipeline.warehouse.disclosing import ResolveReport, resolve_disclosures
from pipeline.warehouse.entries import quarantine
from pipeline.warehouse.files import write_text
from pipeline.warehouse.intake import ReadReport, ScanReport, changes, read_new, scan
from pipeline.warehouse.lake import Lake, Partition
from pipeline.warehouse.manifest import SCHEMA
from pipeline.warehouse.partitions import Rewrite, Unit, partition_key, plan, rewrite
from pipeline.warehouse.pool import Counted
from pipeline.warehouse.publish import publish as put_in_place
from pipeline.warehouse.published import opens
from pipeline.warehouse.recovery import running
from pipeline.warehouse.register import Register
from pipeline.warehouse.rules import require_sound, run_rules
from pipeline.warehouse.settled import Settled
from pipeline.warehouse.units import partitions, units_in
from pipeline.warehouse.work import DeriveTask, code_version, derive_frames
from pipeline.warehouse.workspace import Workspace, failure_reason, logger, utc_now

__all__ = [
    "DeriveReport",
    "ReadReport",
    "ResolveReport",
    "ScanReport",
    "Workspace",
    "build_next",
    "changes",
    "create_next_views",
    "derive_changed",
    "is_published",
    "publish_next",
    "read_new",
    "resolve_disclosures",
    "rows_in_lake",
    "run",
    "scan",
]


@dataclass(frozen=True)
class DeriveReport:
    """Partition keys that were rewritten with the rows they now hold, and the number of units derived for them."""

    partitions: Mapping[str, int]
    units: int


def derive_changed(workspace: Workspace) -> DeriveReport:
    """Derive the facts of new and changed disclosures and rewrite their partitions; the others are left alone.

    A disclosure on which the program fails keeps what was read of it (raw), without facts, and is set aside. A
    partition is planned when its turn comes and written when its last unit is derived, so that memory holds some
    partitions at a time.
    """
    lake = workspace.lake
    written: dict[str, int] = {}
    frames: dict[str, Mapping[str, pl.DataFrame]] = {}

    def finish(change: Rewrite) -> None:
        key = partition_key(change.partition)
        written[key] = written.get(key, 0) + rewrite(lake, change, frames)
        for unit in change.pending:
            del frames[unit.key]

    with Register.writing(lake) as register:
        settled = Settled(register)
        waiting: list[Partition] = []
        units = size = 0
        for partition in partitions(lake, settled):
            change = plan(lake, partition, units_in(register, settled, partition))
            if change and change.pending:
                waiting.append(partition)
                units += len(change.pending)
                size += sum(_size(register, unit) for unit in change.pending)
            elif change:
                finish(change)
        begun: dict[DeriveTask, tuple[Rewrite, Unit]] = {}
        left: dict[Partition, int] = {}

        def tasks() -> Iterator[DeriveTask]:
            for partition in waiting:
                change = plan(lake, partition, units_in(register, settled, partition))
                assert change
                left[partition] = len(change.pending)
                for unit in change.pending:
                    task = DeriveTask(lake.root, unit.documents, unit.disclosure)
                    begun[task] = change, unit
                    yield task

        for outcome in workspace.work(derive_frames, Counted(units, tasks()), size=size, label="deriving"):
            change, unit = begun.pop(outcome.item)
            if outcome.result is not None:
                derived: list[Mapping[str, pl.DataFrame]] = [outcome.result, *_problem_rows(register, unit)]
            else:
                derived = _kept(workspace, register, unit, outcome.error)
            frames[unit.key] = _joined([*derived, *_disclosure_rows(unit.disclosure)])
            left[change.partition] -= 1
            if not left[change.partition]:
                finish(change)
    return DeriveReport(dict(sorted(written.items())), units)


def _size(register: Register, unit: Unit) -> int:
    return sum(held.entries[0].size_bytes or 0 for held in register.those(unit.document_ids).values())


def _problem_rows(register: Register, unit: Unit) -> list[dict[str, pl.DataFrame]]:
    """Why the documents of a unit give no facts, where they do not."""
    if not unit.problem:
        return []
    return [{"audit.quarantine": _quarantine_frame(register, unit, "identity", unit.problem)}]


def _kept(
    workspace: Workspace, register: Register, unit: Unit, error: BaseException | None
) -> list[Mapping[str, pl.DataFrame]]:
    """What was read of a unit on which the program fails; its documents are set aside."""
    reason = failure_reason(error)
    alone = [DeriveTask(workspace.lake.root, (document,), None) for document in unit.documents]
    kept = workspace.work(derive_frames, alone, size=0, label="keeping what was read of")
    found: list[Mapping[str, pl.DataFrame]] = [outcome.result for outcome in kept if outcome.result is not None]
    for held in register.those(unit.document_ids).values():
        held.note.facts_failure, held.note.facts_signature = reason, unit.signature
        register.put_note(held.note)
        quarantine(held.present, reason)
        register.put(held.present)
    return [*found, {"audit.quarantine": _quarantine_frame(register, unit, "facts", reason)}]


def _joined(parts: Iterable[Mapping[str, pl.DataFrame]]) -> dict[str, pl.DataFrame]:
    """Several sets of tables as one."""
    frames: dict[str, list[pl.DataFrame]] = {}
    for part in parts:
        for table, frame in part.items():
            frames.setdefault(table, []).append(frame)
    return {table: pl.concat(of_table) for table, of_table in frames.items()}


def _disclosure_rows(disclosure: Disclosure | None) -> list[dict[str, pl.DataFrame]]:
    """The rows of a unit that no document gives: its disclosure, where it is one."""
    if disclosure is None:
        return []
    rows = {"core.disclosure": [disclosure.row()], "core.disclosure_period": disclosure.period_rows()}
    return [{table: contract.frame(table, of_table) for table, of_table in rows.items()}]


def _quarantine_frame(register: Register, unit: Unit, stage: str, reason: str) -> pl.DataFrame:
    """The rows of audit.quarantine for the documents of a unit that give no facts."""
    rows = [
        {"document_id": name, "path": register.held(name).entries[0].path, "stage": stage, "reason": reason}
        for name in unit.document_ids
    ]
    return contract.frame("audit.quarantine", rows)


def rows_in_lake(workspace: Workspace, table: str) -> int:
    """The number of rows that the lake holds of a contract table, over all partitions."""
    files = workspace.lake.fact_files(table)
    return int(pl.scan_parquet(files, hive_partitioning=False).select(pl.len()).collect().item()) if files else 0


def is_published(workspace: Workspace) -> bool:
    """Whether the published database opens and is what the lake, the code and the SQL would give again."""
    mark = workspace.published_mark
    is_noted = mark.is_file() and mark.read_text(encoding="utf-8") == _state(workspace)
    return is_noted and opens(workspace.database)


def _state(workspace: Workspace) -> str:
    """A digest of everything the database is built from."""
    lake: Lake = workspace.lake
    digest = hashlib.sha256(code_version().encode())
    for script in sorted(SQL_DIR.rglob("*.sql")):
        digest.update(script.relative_to(SQL_DIR).as_posix().encode() + script.read_bytes())
    for name in given.FILES.values():
        file = workspace.reference_dir / name
        digest.update(name.encode() + (file.read_bytes() if file.is_file() else b""))
    with Register.reading(lake) as register:
        digest.update(register.digest(tuple(SCHEMA)).encode())
    for partition in lake.partitions():
        digest.update(f"{partition} {lake.partition_digest(*partition)}".encode())
    return digest.hexdigest()


def build_next(workspace: Workspace) -> BuildResult:
    """Make next.duckdb from the lake: schema, dimensions, what was read and derived, results of the rules, changes.

    The rules read tables only and run before the views, so that views may show what they found.
    """
    logger.info("building the database")
    lake, megabytes = workspace.lake, workspace.database_megabytes
    dimensions = dimension_frames(lake, workspace.reference_dir)
    built = build(lake, workspace.next_database, dimensions, megabytes=megabytes)
    found = run_rules(built.path, megabytes=megabytes)
    run_id = workspace.run_id or uuid4().hex
    changes = record_changes(lake, workspace.database, built.path, run_id, utc_now(), megabytes=megabytes)
    rules = {"audit.rule": len(found), "audit.rule_result": sum(found.values())}
    return replace(built, rows=built.rows | rules | changes)


def create_next_views(workspace: Workspace) -> list[ViewInfo]:
    """Create the views of sql/views in next.duckdb. Raises FileNotFoundError when it has not been built."""
    if not workspace.next_database.is_file():
        raise FileNotFoundError(f"{workspace.next_database} is not there; build it first (asset warehouse/next)")
    return create_views(workspace.next_database, megabytes=workspace.database_megabytes)


def publish_next(workspace: Workspace) -> None:
    """Put next.duckdb in the place of budget.duckdb; readers see the old one or the new one, never half of one.

    Raises UnsoundLoadError when it breaks a rule that means that the load is wrong.
    """
    state = _state(workspace)
    if workspace.next_database.is_file():
        require_sound(workspace.next_database)
    put_in_place(workspace.next_database, workspace.database, workspace.database_megabytes)
    ChangeLog(workspace.lake).published()
    write_text(state, workspace.published_mark)
    logger.info("published %s", workspace.database)


def run(workspace: Workspace) -> None:
    """All stages in order, without Dagster; a database that is up to date is not built again."""
    with running(workspace):
        scan(workspace)
        read_new(workspace)
        resolve_disclosures(workspace)
        derive_changed(workspace)
        if not is_published(workspace):
            build_next(workspace)
            create_next_views(workspace)
            publish_next(workspace)
