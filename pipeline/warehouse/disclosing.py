"""The middle stage of an ingest: which documents make which disclosure, and what is to be derived in one piece."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipeline.documents.model import recognises
from pipeline.facts.disclosures import Disclosure, Resolution, resolve, row_name, yearless_key
from pipeline.facts.figures_held import NO_FIGURES
from pipeline.facts.peers import canonical_name
from pipeline.facts.sections import document_of, section_key
from pipeline.facts.versions import Claim
from pipeline.warehouse.lake import Partition
from pipeline.warehouse.manifest import LOADED, SUPERSEDED, WITHDRAWN
from pipeline.warehouse.partitions import Unit, partition_key
from pipeline.warehouse.pool import Outcome
from pipeline.warehouse.register import Entry, Note, Register, is_read, quarantine, set_status
from pipeline.warehouse.work import (
    ClaimTask,
    FiguresTask,
    Stated,
    ask_identity,
    code_version,
    digest_figures,
    parse_identities,
    parse_stated,
)
from pipeline.warehouse.workspace import Workspace, failure_reason

OLDER_VERSION = "an older version of a disclosure that was published again"

Task = TypeVar("Task", ClaimTask, FiguresTask)


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
    documents = [entries[0] for entries in _read(register)]
    unasked = [entry for entry in documents if register.note(entry.document_id).asked != _asked_of(entry)]
    for entry, outcome in _ask(workspace, ask_identity, {_claim_task(workspace, e): e for e in unasked}, "identifying"):
        note = register.note(entry.document_id)
        note.identity, note.figures, note.failure = outcome.result, None, _failure(outcome)
        note.asked = None if isinstance(outcome.error, OSError) else _asked_of(entry)
    alike = _alike(register, documents)
    tasks = {_figures_task(workspace, register, entry, mixed): entry for entry, mixed in alike}
    unknown = {task: e for task, e in tasks.items() if not _is_known(register.note(e.document_id), task.with_figures)}
    for entry, answer in _ask(workspace, digest_figures, unknown, "comparing"):
        note = register.note(entry.document_id)
        note.figures, note.failure = answer.result, _failure(answer)
    resolution = resolution_of(register)
    _settle(register, resolution)
    register.save(workspace.lake)
    keys = {partition_key(unit.partition) for unit in units_of(register, resolution)}
    return ResolveReport(len(resolution.disclosures), tuple(sorted(keys)))


def _claim_task(workspace: Workspace, entry: Entry) -> ClaimTask:
    return ClaimTask(workspace.lake.root, entry.document_id, entry.reader_version or "", entry.path)


def _figures_task(workspace: Workspace, register: Register, entry: Entry, with_figures: bool) -> FiguresTask:
    said = parse_identities(register.note(entry.document_id).identity or "[]")
    years = tuple(identity.fiscal_year or 0 for identity in said)
    return FiguresTask(workspace.lake.root, entry.document_id, entry.reader_version or "", years, with_figures)


def _is_known(note: Note, with_figures: bool) -> bool:
    """Whether what a document states was asked for, its figures included where they are needed."""
    if note.figures is None:
        return False
    return not with_figures or all(stated.figures is not None for stated in parse_stated(note.figures))


def _read(register: Register) -> Iterator[list[Entry]]:
    """The contents that were read and still say something: those that stand somewhere, and those replaced by others."""
    yield from (entries for entries in register.present() if is_read(entries[0]))
    yield from register.replaced()


def _ask(
    workspace: Workspace, question: Callable[[Task], str], tasks: Mapping[Task, Entry], label: str
) -> Iterator[tuple[Entry, Outcome[Task, str]]]:
    """Each document with its answer, or with the error that came instead."""
    size = sum(entry.size_bytes or 0 for entry in tasks.values())
    for outcome in workspace.work(question, list(tasks), size=size, label=label):
        yield tasks[outcome.item], outcome


def _failure(outcome: Outcome[Task, str]) -> str | None:
    return failure_reason(outcome.error) if outcome.error else None


def _asked_of(entry: Entry) -> str:
    return hashlib.sha256(f"{code_version()} {entry.reader_version} {entry.path}".encode()).hexdigest()[:16]


def _alike(register: Register, documents: Iterable[Entry]) -> list[tuple[Entry, bool]]:
    """The documents that name the same region, unit, year, kind and scope as another one.

    One that names no region or no year may belong to those of its folder. With each, whether it is to be compared
    figure by figure: one of the two is recognised and the other is digital.
    """
    groups: dict[tuple[object, ...], dict[str, Entry]] = {}
    counts: Counter[tuple[object, ...]] = Counter()
    everywhere: set[tuple[object, ...]] = set()
    incomplete: set[tuple[object, ...]] = set()
    for entry in documents:
        note = register.note(entry.document_id)
        if note.identity and not note.failure:
            for said in parse_identities(note.identity):
                unit = (canonical_name(row_name(said)), said.fiscal_year, said.kind, said.scope)
                folder = entry.path.rpartition("/")[0]
                in_region, in_folder = (said.region_code, None, *unit), (None, folder, *unit)
                of_any_year = yearless_key(entry.path, said)
                keys: tuple[tuple[object, ...], ...] = (in_region, in_folder, of_any_year)
                for key in keys:
                    groups.setdefault(key, {})[entry.document_id] = entry
                    counts[key] += 1
                everywhere.add(in_region)
                incomplete.update([in_folder] if not said.region_code else [])
                incomplete.update([of_any_year] if said.department_name and said.fiscal_year is None else [])
    alike: dict[str, tuple[Entry, bool]] = {}
    for key, group in groups.items():
        if counts[key] > 1 and (key in everywhere or key in incomplete):
            mixed = len({recognises(entry.reader) for entry in group.values()}) > 1
            for name, entry in group.items():
                alike[name] = (entry, mixed or (name in alike and alike[name][1]))
    return list(alike.values())


def resolution_of(register: Register) -> Resolution:
    """Which disclosures the documents make, replaced ones as older versions."""
    documents = register.documents()
    claims = []
    for entries in _read(register):
        first = entries[0]
        note = register.note(first.document_id)
        if not note.identity or note.failure:
            continue
        of_all = documents[first.document_id]
        seen = min(entry.first_seen_at for entry in of_all).isoformat()
        taken = tuple((entry.name, at.isoformat()) for entry in of_all for at in entry.taken_at or ())
        names = frozenset(entry.name for entry in entries)
        identities = parse_identities(note.identity)
        stated = parse_stated(note.figures) if note.figures else [Stated({}, False, None) for _ in identities]
        for key, said, of_section in zip(section_keys(first.document_id, note), identities, stated, strict=True):
            held = (of_section.is_recognised, of_section.figures or (), taken)
            claims.append(Claim(key, first.path, seen, said, of_section.statements, names, not first.is_present, *held))
    return resolve(claims)


def section_keys(document_id: str, note: Note) -> list[str]:
    """The keys of the sections of a document; the document's id where nothing is known of it."""
    count = len(parse_identities(note.identity)) if note.identity and not note.failure else 1
    return [section_key(document_id, number, count) for number in range(1, count + 1)]


def _settle(register: Register, resolution: Resolution) -> None:
    """Set the status of every document that was read from what the disclosures say of it."""
    part_of = {key: found for found in resolution.disclosures for key in found.document_ids}
    paths = {name: entries[0].path for name, entries in register.documents().items()}
    failed = any(note.facts_failure for note in register.notes.values())
    units = units_of(register, resolution) if failed else []
    signatures = {key: unit.signature for unit in units for key, _ in unit.documents}
    for entries in register.present():
        first = entries[0]
        if not is_read(first):
            continue
        note = register.note(first.document_id)
        keys = section_keys(first.document_id, note)
        disclosures = [part_of[key] for key in keys if key in part_of]
        originals = [resolution.duplicates[key] for key in keys if key in resolution.duplicates]
        for entry in entries:
            entry.disclosure_id = disclosures[0].disclosure_id if len(keys) == len(disclosures) == 1 else None
        if note.failure or all(key in resolution.unidentified for key in keys):
            quarantine(entries, _problem(note))
        elif note.facts_failure and note.facts_signature in {signatures.get(key) for key in keys}:
            quarantine(entries, note.facts_failure)
        elif any(disclosure.is_current for disclosure in disclosures):
            set_status(entries, LOADED, _partly(note, keys, resolution))
        elif originals:
            set_status(entries, SUPERSEDED, f"repeats {paths[document_of(originals[0])]}")
        elif disclosures:
            set_status(entries, SUPERSEDED, OLDER_VERSION)
        else:
            set_status(entries, LOADED)
    present = {name: entries[0].document_id for name, entries in register.names().items()}
    for entries in register.replaced():
        first = entries[0]
        keys = section_keys(first.document_id, register.note(first.document_id))
        disclosures = [part_of[key] for key in keys if key in part_of]
        for entry in entries:
            entry.disclosure_id = disclosures[0].disclosure_id if len(keys) == len(disclosures) == 1 else None
        if disclosures:
            set_status(entries, SUPERSEDED, OLDER_VERSION)
        elif content := present.get((first.root, first.path)):
            set_status(entries, WITHDRAWN, f"the file has another content now (document {content})")
        else:
            set_status(entries, WITHDRAWN, "the file is gone")


def _partly(note: Note, keys: Sequence[str], resolution: Resolution) -> str | None:
    """Which sections of a document that was loaded gave no facts; None where all did."""
    without = [str(number) for number, key in enumerate(keys, start=1) if key in resolution.unidentified]
    return f"section {', '.join(without)} of {len(keys)}: {_problem(note)}" if without else None


def units_of(register: Register, resolution: Resolution) -> list[Unit]:
    """What is to be derived in one piece: every disclosure, and every document that was read and is part of none."""
    readings = {entries[0].document_id: entries[0] for entries in _read(register)}
    standing = {entries[0].document_id for entries in register.present()}

    def unit(key: str, within: Disclosure | None, names: Sequence[str], problem: str | None = None) -> Unit:
        """``within`` names the partition; the rows of a disclosure are those whose key is its id."""
        documents = tuple((key, readings[document_of(key)].reader_version or "") for key in names)
        partition: Partition = (within.region_code, within.fiscal_year) if within else (None, None)
        disclosure = within if within and within.disclosure_id == key else None
        return Unit(key, partition, documents, disclosure, problem, code_version())

    part_of = {key: found for found in resolution.disclosures for key in found.document_ids}
    units = [unit(found.disclosure_id, found, found.document_ids) for found in resolution.disclosures]
    keys = [key for name in readings if name in standing for key in section_keys(name, register.note(name))]
    for key in sorted(set(keys) - part_of.keys()):
        original = resolution.duplicates.get(key)
        if original:
            units.append(unit(key, part_of[original], [key]))
        else:
            units.append(unit(key, None, [key], _problem(register.note(document_of(key)))))
    return units


def _problem(note: Note) -> str:
    """Why a document that was read belongs to no disclosure."""
    if note.failure:
        return note.failure
    reasons = [said.reason for said in parse_identities(note.identity)] if note.identity else []
    reason = next(filter(None, reasons), None)
    if reason == NO_FIGURES:
        return f"read, but {NO_FIGURES}"
    return f"read, but not whose budget of which year it is: {reason or 'no evidence found'}"
