"""What is derived in one piece: every disclosure, and every document that was read and is part of none."""

from collections.abc import Sequence

from pipeline.facts.disclosure.disclosures import Disclosure
from pipeline.facts.disclosure.figures_held import NO_FIGURES
from pipeline.facts.disclosure.sections import document_of
from pipeline.warehouse.entries import Note
from pipeline.warehouse.lake import Lake, Partition
from pipeline.warehouse.partitions import Unit, partition_order
from pipeline.warehouse.register import Register
from pipeline.warehouse.settled import Settled
from pipeline.warehouse.work import code_version, parse_identities


def partitions(lake: Lake, settled: Settled) -> list[Partition]:
    """The partitions that there are or should be, in the order of their names."""
    return sorted({*lake.partitions(), *settled.partitions()}, key=partition_order)


def units_in(register: Register, settled: Settled, partition: Partition) -> list[Unit]:
    """The units of one partition. A document that repeats another one is a unit beside it, without facts."""
    disclosures, repeats = settled.disclosures(partition), settled.repeats(partition)
    alone = settled.alone() if partition == (None, None) else []
    keys = [key for found in disclosures for key in found.document_ids]
    documents = register.those([*map(document_of, keys), *(section.document_id for section in (*repeats, *alone))])

    def unit(key: str, disclosure: Disclosure | None, names: Sequence[str], problem: str | None = None) -> Unit:
        held = ((name, documents[document_of(name)].speaking[0].reader_version or "") for name in names)
        return Unit(key, partition, tuple(held), disclosure, problem, code_version())

    return [
        *(unit(found.disclosure_id, found, found.document_ids) for found in disclosures),
        *(unit(section.key, None, [section.key]) for section in repeats),
        *(unit(section.key, None, [section.key], problem_of(documents[section.document_id].note)) for section in alone),
    ]


def problem_of(note: Note) -> str:
    """Why a document that was read belongs to no disclosure."""
    if note.failure:
        return note.failure
    said = parse_identities(note.identity) if note.identity else []
    reason = next(filter(None, (identity.reason for identity in said)), None)
    if (reason and reason.startswith(NO_FIGURES)) or any(reason and reason == identity.genre for identity in said):
        return f"read, but {reason}"
    return f"read, but not whose budget of which year it is: {reason or 'no evidence found'}"
