"""The stages of an ingest, from files to the published database, as plain functions in the order they run.

Belongs here: the list of stages, and those that write facts and the database. Does not belong here: Dagster
(pipeline.defs), what a worker does with one document (work), how the database is made (build) and put in place
(publish). Every stage finds its input in the lake, so a run that was interrupted is finished by the next one.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

import polars as pl

from pipeline import contract
from pipeline.facts.disclosures import Disclosure
from pipeline.paths import SQL_DIR
from pipeline.reference import given
from pipeline.warehouse.build import BuildResult, ViewInfo, build, create_views
from pipeline.warehouse.change_log import ChangeLog, record_changes
from pipeline.warehouse.dimensions import dimension_frames
from pipeline.warehouse.disclosing import ResolveReport, resolution_of, resolve_disclosures, units_of
from pipeline.warehouse.files import write_text
from pipeline.warehouse.intake import ReadReport, ScanReport, changes, read_new, scan
from pipeline.warehouse.lake import Lake
from pipeline.warehouse.partitions import Rewrite, Unit, partition_key, plan, rewrite
from pipeline.warehouse.publish import publish as put_in_place
from pipeline.warehouse.published import opens
from pipeline.warehouse.recovery import running
from pipeline.warehouse.register import Entry, Register, quarantine
from pipeline.warehouse.rules import require_sound, run_rules
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

    A disclosure on which the program fails keeps what was read of it (raw), without facts, and is set aside.
    """
    lake = workspace.lake
    register = Register.load(lake)
    rewrites = {change.partition: change for change in plan(lake, units_of(register, resolution_of(register)))}
    waiting = {partition: len(change.pending) for partition, change in rewrites.items()}
    frames: dict[str, Mapping[str, pl.DataFrame]] = {}
    written: dict[str, int] = {}

    def finish(change: Rewrite) -> None:
        key = partition_key(change.partition)
        written[key] = written.get(key, 0) + rewrite(lake, change, frames)
        for unit in change.pending:
            del frames[unit.key]

    for change in rewrites.values():
        if not change.pending:
            finish(change)
    pending = [unit for change in rewrites.values() for unit in change.pending]
    for unit, derived in _derive(workspace, register, pending):
        frames[unit.key] = derived
        waiting[unit.partition] -= 1
        if not waiting[unit.partition]:
            finish(rewrites[unit.partition])
    register.save(lake)
    return DeriveReport(dict(sorted(written.items())), len(pending))


def _derive(
    workspace: Workspace, register: Register, units: Sequence[Unit]
) -> Iterator[tuple[Unit, Mapping[str, pl.DataFrame]]]:
    """The frames of every unit; those on which the program fails come last, with what can be kept of them."""
    lake = workspace.lake
    documents = register.documents()
    size = sum(documents[name][0].size_bytes or 0 for unit in units for name in unit.document_ids)
    tasks = {DeriveTask(lake.root, unit.documents, unit.disclosure): unit for unit in units}
    failed: list[tuple[Unit, str]] = []
    for outcome in workspace.work(derive_frames, list(tasks), size=size, label="deriving"):
        unit = tasks[outcome.item]
        if outcome.result is None:
            failed.append((unit, failure_reason(outcome.error)))
            continue
        frames = [outcome.result, _disclosure_rows(unit.disclosure)]
        if unit.problem:
            frames.append({"audit.quarantine": _quarantine_frame(documents, unit, "identity", unit.problem)})
        yield unit, _joined(frames)
    for unit, reason in failed:
        alone = [DeriveTask(lake.root, (document,), None) for document in unit.documents]
        kept = workspace.work(derive_frames, alone, size=0, label="keeping what was read of")
        frames = [outcome.result for outcome in kept if outcome.result is not None]
        for name in unit.document_ids:
            note = register.note(name)
            note.facts_failure, note.facts_signature = reason, unit.signature
            quarantine([entry for entry in documents[name] if entry.is_present], reason)
        quarantined = {"audit.quarantine": _quarantine_frame(documents, unit, "facts", reason)}
        yield unit, _joined([*frames, _disclosure_rows(unit.disclosure), quarantined])


def _joined(parts: Iterable[Mapping[str, pl.DataFrame]]) -> dict[str, pl.DataFrame]:
    """Several sets of tables as one."""
    frames: dict[str, list[pl.DataFrame]] = {}
    for part in parts:
        for table, frame in part.items():
            frames.setdefault(table, []).append(frame)
    return {table: pl.concat(of_table) for table, of_table in frames.items()}


def _disclosure_rows(disclosure: Disclosure | None) -> dict[str, pl.DataFrame]:
    if disclosure is None:
        return {}
    rows = {"core.disclosure": [disclosure.row()], "core.disclosure_period": disclosure.period_rows()}
    return {table: contract.frame(table, of_table) for table, of_table in rows.items()}


def _quarantine_frame(documents: Mapping[str, list[Entry]], unit: Unit, stage: str, reason: str) -> pl.DataFrame:
    """The rows of audit.quarantine for the documents of a unit that give no facts."""
    rows = [
        {"document_id": name, "path": documents[name][0].path, "stage": stage, "reason": reason}
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
    manifest = lake.load_manifest()
    digest.update(manifest.sort("root", "path", "document_id").write_json().encode())
    for partition in lake.partitions():
        digest.update(f"{partition} {lake.partition_digest(*partition)}".encode())
    return digest.hexdigest()


def build_next(workspace: Workspace) -> BuildResult:
    """Make next.duckdb from the lake: schema, dimensions, what was read and derived, results of the rules, changes.

    The rules read tables only and run before the views, so that views may show what they found.
    """
    logger.info("building the database")
    lake, megabytes = workspace.lake, workspace.database_megabytes
    dimensions = dimension_frames(lake, resolution_of(Register.load(lake)), workspace.reference_dir)
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
