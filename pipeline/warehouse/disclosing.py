"""The middle stage of an ingest: which documents make which disclosure.

Every step goes through the register piece by piece. Documents that may be one disclosure, whatever region they name,
are settled together and all others without them, so that memory holds some of these groups at a time.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from pipeline.documents.model import recognises
from pipeline.facts.disclosure.disclosures import is_yearless, resolve, row_name, settled_together, yearless_key
from pipeline.facts.disclosure.identity import Identity
from pipeline.facts.disclosure.peers import canonical_name
from pipeline.facts.disclosure.sections import document_of, section_key
from pipeline.facts.disclosure.versions import Claim
from pipeline.warehouse.entries import Entry, Held, Note, quarantine, set_status
from pipeline.warehouse.manifest import LOADED, SUPERSEDED, WITHDRAWN
from pipeline.warehouse.partitions import partition_key
from pipeline.warehouse.pool import Counted, Outcome
from pipeline.warehouse.register import Queue, Register
from pipeline.warehouse.settled import Mark, Section, Settled
from pipeline.warehouse.units import problem_of, units_in
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


@dataclass(frozen=True)
class ResolveReport:
    """Disclosures there are (older versions included), and the keys of all their partitions."""

    disclosures: int
    partitions: tuple[str, ...]


def resolve_disclosures(workspace: Workspace) -> ResolveReport:
    """Ask every document that was read who it is, and settle which documents make which disclosure and version.

    Figures are compared only where several documents may be one disclosure, which saves a third of the work.
    """
    with Register.writing(workspace.lake) as register:
        settled = Settled(register)
        _identify(workspace, register)
        settled.clear()
        for held in register.every():
            if held.speaking:
                _put_sections(settled, held)
        settled.join_yearless()
        _compare(workspace, register, settled)
        for groups in settled.groups():
            documents = register.those(document_id for group in groups for _, document_id in group)
            claims = {claim.document_id: claim for held in documents.values() for claim in _claims(held)}
            for group in groups:
                settled.put(resolve([claims[key] for key, _ in group if key in claims]))
        for held in register.every():
            _settle(register, settled, held)
        partitions = {partition_key(partition) for partition in settled.partitions()}
        return ResolveReport(settled.count(), tuple(sorted(partitions)))


def _identify(workspace: Workspace, register: Register) -> None:
    """Ask those that were not asked yet who they are."""
    queue = Queue(register)
    for held in register.every():
        if held.speaking and held.note.asked != _asked_of(held.speaking[0]):
            queue.add(held.document_id, held.speaking[0].size_bytes or 0)
    tasks = Counted(len(queue), (_claim_task(workspace, held) for held, _ in queue))
    for outcome in workspace.work(ask_identity, tasks, size=queue.size, label="identifying"):
        held = register.held(outcome.item.document_id)
        note = held.note
        note.identity, note.figures, note.failure = outcome.result, None, _failure(outcome)
        note.asked = None if isinstance(outcome.error, OSError) else _asked_of(held.speaking[0])
        register.put_note(note)
        register.save_now_and_then()


def _compare(workspace: Workspace, register: Register, settled: Settled) -> None:
    """Ask those that may be one disclosure with another one what they state."""
    queue = Queue(register)
    for groups in settled.groups(at_least=2):
        for group in groups:
            members = register.those(document_id for _, document_id in group)
            for name, mixed in _alike(list(members.values())).items():
                if not _is_known(members[name].note, mixed):
                    queue.add(name, members[name].speaking[0].size_bytes or 0, mixed)
    tasks = Counted(len(queue), (_figures_task(workspace, held, bool(mixed)) for held, mixed in queue))
    for outcome in workspace.work(digest_figures, tasks, size=queue.size, label="comparing"):
        held = register.held(outcome.item.document_id)
        held.note.figures, held.note.failure = outcome.result, _failure(outcome)
        register.put_note(held.note)
        if held.note.failure:
            _put_sections(settled, held)
        register.save_now_and_then()
    settled.join_yearless()


def _claim_task(workspace: Workspace, held: Held) -> ClaimTask:
    entry = held.speaking[0]
    return ClaimTask(workspace.lake.root, entry.document_id, entry.reader_version or "", entry.path)


def _figures_task(workspace: Workspace, held: Held, with_figures: bool) -> FiguresTask:
    entry = held.speaking[0]
    years = tuple(identity.fiscal_year or 0 for identity in parse_identities(held.note.identity or "[]"))
    return FiguresTask(workspace.lake.root, entry.document_id, entry.reader_version or "", years, with_figures)


def _is_known(note: Note, with_figures: bool) -> bool:
    """Whether what a document states was asked for, its figures included where they are needed."""
    if note.figures is None:
        return False
    return not with_figures or all(stated.figures is not None for stated in parse_stated(note.figures))


def _failure(outcome: "Outcome[ClaimTask, str] | Outcome[FiguresTask, str]") -> str | None:
    return failure_reason(outcome.error) if outcome.error else None


def _asked_of(entry: Entry) -> str:
    return hashlib.sha256(f"{code_version()} {entry.reader_version} {entry.path}".encode()).hexdigest()[:16]


def _put_sections(settled: Settled, held: Held) -> None:
    """Note which sections a document has, and what each is to be settled with."""
    said = _said(held.note)
    count = len(said) or 1
    keys = [section_key(held.document_id, number, count) for number in range(1, count + 1)]
    path = held.speaking[0].path
    marks = [
        Mark(settled_together(identity), "\x1f".join(yearless_key(path, identity)), is_yearless(identity))
        for identity in said
    ]
    settled.put_sections(held.document_id, keys, marks, is_standing=bool(held.present))


def _said(note: Note) -> list[Identity]:
    """Who the sections of a document say they are; nothing where it could not be asked."""
    return parse_identities(note.identity) if note.identity and not note.failure else []


def _alike(members: Sequence[Held]) -> dict[str, bool]:
    """The documents that name the same region, unit, year, kind and scope as another one.

    One that names no region or no year may belong to those of its folder. With each, whether it is to be compared
    figure by figure: one of the two is recognised and the other is digital, or they are in different units of money.
    """
    groups: dict[tuple[object, ...], dict[str, tuple[Entry, str | None]]] = {}
    counts: Counter[tuple[object, ...]] = Counter()
    everywhere: set[tuple[object, ...]] = set()
    incomplete: set[tuple[object, ...]] = set()
    for held in members:
        entry = held.speaking[0]
        for said in _said(held.note):
            unit = (canonical_name(row_name(said)), said.fiscal_year, said.kind, said.scope)
            folder = entry.path.rpartition("/")[0]
            in_region, in_folder = (said.region_code, None, *unit), (None, folder, *unit)
            of_any_year = yearless_key(entry.path, said)
            keys: tuple[tuple[object, ...], ...] = (in_region, in_folder, of_any_year)
            for key in keys:
                groups.setdefault(key, {})[entry.document_id] = (entry, said.stated_unit)
                counts[key] += 1
            everywhere.add(in_region)
            incomplete.update([in_folder] if not said.region_code else [])
            incomplete.update([of_any_year] if is_yearless(said) else [])
    alike: dict[str, bool] = {}
    for key, group in groups.items():
        if counts[key] > 1 and (key in everywhere or key in incomplete):
            units = {unit for _, unit in group.values() if unit}
            mixed = len(units) > 1 or len({recognises(entry.reader) for entry, _ in group.values()}) > 1
            for name in group:
                alike[name] = mixed or alike.get(name, False)
    return alike


def _claims(held: Held) -> Iterator[Claim]:
    """What each section of a document claims to be; nothing where it could not be asked."""
    said = _said(held.note)
    first, *_ = entries = held.speaking
    seen = min(entry.first_seen_at for entry in held.entries).isoformat()
    taken = tuple((entry.name, at.isoformat()) for entry in held.entries for at in entry.taken_at or ())
    names = frozenset(entry.name for entry in entries)
    stated = parse_stated(held.note.figures) if held.note.figures else [Stated({}, False, None) for _ in said]
    for number, (identity, of_section) in enumerate(zip(said, stated, strict=bool(said)), start=1):
        key = section_key(held.document_id, number, len(said))
        more = (of_section.is_recognised, of_section.figures or (), taken)
        yield Claim(key, first.path, seen, identity, of_section.statements, names, not first.is_present, *more)


def _settle(register: Register, settled: Settled, held: Held) -> None:
    """Set the status of a document that was read from what the disclosures say of it."""
    entries = held.speaking
    if not entries:
        return
    before = [(entry.status, entry.reason, entry.disclosure_id) for entry in entries]
    sections = settled.sections(held.document_id)
    only = sections[0].disclosure_id if len(sections) == 1 else None
    for entry in entries:
        entry.disclosure_id = only
    if held.present:
        _settle_present(register, settled, held, sections)
    elif any(section.disclosure_id for section in sections):
        set_status(entries, SUPERSEDED, OLDER_VERSION)
    else:
        first = entries[0]
        there = (entry.document_id for entry in register.entries(first.root, first.path) if entry.is_present)
        content = next(there, None)
        reason = f"the file has another content now (document {content})" if content else "the file is gone"
        set_status(entries, WITHDRAWN, reason)
    if [(entry.status, entry.reason, entry.disclosure_id) for entry in entries] != before:
        register.put(entries)


def _settle_present(register: Register, settled: Settled, held: Held, sections: Sequence[Section]) -> None:
    entries, note = held.present, held.note
    originals = [section.original for section in sections if section.original]
    if note.failure or all(section.is_unidentified for section in sections):
        quarantine(entries, problem_of(note))
    elif note.facts_failure and note.facts_signature in _signatures(register, settled, sections):
        quarantine(entries, note.facts_failure)
    elif any(section.is_current for section in sections):
        set_status(entries, LOADED, _partly(note, sections))
    elif originals:
        set_status(entries, SUPERSEDED, f"repeats {register.held(document_of(originals[0])).entries[0].path}")
    elif any(section.disclosure_id for section in sections):
        set_status(entries, SUPERSEDED, OLDER_VERSION)
    else:
        set_status(entries, LOADED)


def _signatures(register: Register, settled: Settled, sections: Sequence[Section]) -> set[str]:
    """The signatures of the units that sections are in."""
    wanted = {section.key for section in sections}
    found = settled.named({section.disclosure_id for section in sections if section.disclosure_id})
    partitions = {(disclosure.region_code, disclosure.fiscal_year) for disclosure in found.values()}
    in_partition = partial(units_in, register, settled)
    units = [unit for partition in partitions | {(None, None)} for unit in in_partition(partition)]
    return {unit.signature for unit in units if wanted & {key for key, _ in unit.documents}}


def _partly(note: Note, sections: Sequence[Section]) -> str | None:
    """Which sections of a document that was loaded gave no facts; None where all did."""
    without = [str(number) for number, section in enumerate(sections, start=1) if section.is_unidentified]
    return f"section {', '.join(without)} of {len(sections)}: {problem_of(note)}" if without else None
