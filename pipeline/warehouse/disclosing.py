"""The middle stage of an ingest: which documents make which disclosure, and what is to be derived in one piece."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.facts.disclosures import Claim, Disclosure, Resolution, resolve, row_name
from pipeline.facts.figures_held import NO_FIGURES
from pipeline.facts.peers import canonical_name
from pipeline.warehouse.lake import Partition
from pipeline.warehouse.manifest import LOADED, SUPERSEDED
from pipeline.warehouse.partitions import Unit, partition_key
from pipeline.warehouse.pool import Outcome
from pipeline.warehouse.register import Entry, Note, Register, is_read, quarantine, set_status
from pipeline.warehouse.work import ClaimTask, ask_identity, code_version, digest_figures, parse_identity
from pipeline.warehouse.workspace import Workspace, failure_reason


@dataclass(frozen=True)
class ResolveReport:
    """Disclosures there are (older versions included), and the keys of all their partitions."""

    disclosures: int
    partitions: tuple[str, ...]


def resolve_disclosures(workspace: Workspace) -> ResolveReport:
    """Ask every document that was read who it is, and settle which documents make which disclosure and version.

    Figures are compared only where several documents may be one disclosure, which saves a third of the work.
    """
    register = Register.load(workspace.lake)
    documents = [entries[0] for entries in register.present() if is_read(entries[0])]
    unasked = [entry for entry in documents if register.note(entry.document_id).asked != _asked_of(entry)]
    for entry, outcome in _ask(workspace, ask_identity, unasked, "identifying"):
        note = register.note(entry.document_id)
        note.identity, note.figures, note.failure = outcome.result, None, _failure(outcome)
        note.asked = None if isinstance(outcome.error, OSError) else _asked_of(entry)
    shared = [entry for entry in _alike(register, documents) if register.note(entry.document_id).figures is None]
    for entry, outcome in _ask(workspace, digest_figures, shared, "comparing"):
        note = register.note(entry.document_id)
        note.figures, note.failure = outcome.result, _failure(outcome)
    resolution = resolution_of(register)
    _settle(register, resolution)
    register.save(workspace.lake)
    keys = {partition_key(unit.partition) for unit in units_of(register, resolution)}
    return ResolveReport(len(resolution.disclosures), tuple(sorted(keys)))


def _ask(
    workspace: Workspace, question: Callable[[ClaimTask], str], entries: Sequence[Entry], label: str
) -> Iterator[tuple[Entry, Outcome[ClaimTask, str]]]:
    """Each document with its answer, or with the error that came instead."""
    lake = workspace.lake.root
    tasks = {ClaimTask(lake, entry.document_id, entry.reader_version or "", entry.path): entry for entry in entries}
    size = sum(entry.size_bytes or 0 for entry in entries)
    for outcome in workspace.workers.run(question, list(tasks), size=size, label=label):
        yield tasks[outcome.item], outcome


def _failure(outcome: Outcome[ClaimTask, str]) -> str | None:
    return failure_reason(outcome.error) if outcome.error else None


def _asked_of(entry: Entry) -> str:
    return hashlib.sha256(f"{code_version()} {entry.reader_version} {entry.path}".encode()).hexdigest()[:16]


def _alike(register: Register, documents: Iterable[Entry]) -> list[Entry]:
    """The documents that name the same unit, year, kind and scope as another one; the region may be missing in one."""
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in documents:
        note = register.note(entry.document_id)
        if note.identity and not note.failure:
            said = parse_identity(note.identity)
            unit = (canonical_name(row_name(said)), said.fiscal_year, said.kind, said.scope)
            groups.setdefault(unit, []).append(entry)
    return [entry for group in groups.values() if len(group) > 1 for entry in group]


def resolution_of(register: Register) -> Resolution:
    """Which disclosures the present documents make."""
    claims = []
    for entries in register.present():
        first = entries[0]
        note = register.note(first.document_id)
        if is_read(first) and note.identity and not note.failure:
            claims.append(
                Claim(
                    document_id=first.document_id,
                    path=first.path,
                    first_seen_at=first.first_seen_at.isoformat(),
                    identity=parse_identity(note.identity),
                    statements=json.loads(note.figures) if note.figures else {},
                )
            )
    return resolve(claims)


def _settle(register: Register, resolution: Resolution) -> None:
    """Set the status of every document that was read from what the disclosures say of it."""
    part_of = {document: found for found in resolution.disclosures for document in found.document_ids}
    paths = {entries[0].document_id: entries[0].path for entries in register.present()}
    unidentified = set(resolution.unidentified)
    signatures = {name: unit.signature for unit in units_of(register, resolution) for name, _ in unit.documents}
    for entries in register.present():
        first = entries[0]
        if not is_read(first):
            continue
        note = register.note(first.document_id)
        disclosure = part_of.get(first.document_id)
        original = resolution.duplicates.get(first.document_id)
        for entry in entries:
            entry.disclosure_id = disclosure.disclosure_id if disclosure else None
        if note.failure or first.document_id in unidentified:
            quarantine(entries, _problem(note))
        elif note.facts_failure and note.facts_signature == signatures[first.document_id]:
            quarantine(entries, note.facts_failure)
        elif original:
            set_status(entries, SUPERSEDED, f"repeats {paths[original]}")
        elif disclosure and not disclosure.is_current:
            set_status(entries, SUPERSEDED, "an older version of a disclosure that was published again")
        else:
            set_status(entries, LOADED)


def units_of(register: Register, resolution: Resolution) -> list[Unit]:
    """What is to be derived in one piece: every disclosure, and every document that was read and is part of none."""
    readings = {entries[0].document_id: entries[0] for entries in register.present() if is_read(entries[0])}

    def unit(key: str, within: Disclosure | None, names: Sequence[str], problem: str | None = None) -> Unit:
        """``within`` names the partition; the rows of a disclosure are those whose key is its id."""
        documents = tuple((name, readings[name].reader_version or "") for name in names)
        partition: Partition = (within.region_code, within.fiscal_year) if within else (None, None)
        disclosure = within if within and within.disclosure_id == key else None
        return Unit(key, partition, documents, disclosure, problem, code_version())

    part_of = {name: found for found in resolution.disclosures for name in found.document_ids}
    units = [unit(found.disclosure_id, found, found.document_ids) for found in resolution.disclosures]
    for name in sorted(readings.keys() - part_of.keys()):
        original = resolution.duplicates.get(name)
        if original:
            units.append(unit(name, part_of[original], [name]))
        else:
            units.append(unit(name, None, [name], _problem(register.note(name))))
    return units


def _problem(note: Note) -> str:
    """Why a document that was read belongs to no disclosure."""
    if note.failure:
        return note.failure
    reason = parse_identity(note.identity).reason if note.identity else None
    if reason == NO_FIGURES:
        return f"read, but {NO_FIGURES}"
    return f"read, but not whose budget of which year it is: {reason or 'no evidence found'}"
