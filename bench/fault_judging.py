"""What became of a fault that was put into a disclosure: noticed, repaired, or a wrong number proven.

A fault is *detected* when a number of the document is disputed or corrected, or a printed figure is no fact any more.
It is *repaired* when all facts are the true ones again, *wrongly repaired* when a corrected fact is not the true one or
a correction takes away a true row. A number is *proven though wrong* when its proof is proven or corrected and its
value is not that of the true document. Set apart, with the reason:

- no value changes (a row of blanks and zeros, two equal figures swapped);
- the change is within the tolerance of every identity of the cell that must hold;
- the cell stands in no identity, or only in ties that may differ without anything being wrong (lists, texts), or in
  sums of a list that count only when they hold;
- two figures of a row are swapped that stand in the same identities, on the same side: no arithmetic tells them apart;
- a dropped row that is the sum of rows which stay, or the only part of one: no remaining number is wrong;
- a doubled row of a unit: tables print a department and its own budget unit of the same name in just this way, and a
  款 without 项 of its own is printed as its own 项;
- two whole columns are swapped and every identity inside the table still holds, so that only equality with another
  table can see it;
- the unit of a table slips whose figures stand in no identity with a text or another table.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from bench.faults import Fault, Place, Target
from pipeline.audit.repair import repair
from pipeline.documents.model import Document, Table, UnreadableError
from pipeline.documents.reading import read
from pipeline.facts.disclosure.disclosures import Disclosure
from pipeline.facts.disclosure.identity import identify
from pipeline.statements.titles.titles import kind_named
from pipeline.statements.understand import understand
from pipeline.warehouse.derive import derive

_DIGITAL, _RECOGNISED = "word_text", "ocr_text"
_DIVISION_DIGITS = 5
_INSIDE = frozenset({"children = parent", "columns = total", "items of the field", "budget = fiscal + other"})


@dataclass(frozen=True)
class Facts:
    """What a run made of a document: amount and proof by place, what failed, what was corrected."""

    amounts: Mapping[Place, tuple[Decimal, str]]
    failing: tuple[tuple[str, str], ...]
    corrections: tuple[tuple[str, str, str | None], ...]
    members: Mapping[Place, tuple["Member", ...]]
    identities: frozenset[str]
    illegible: int


class Member(NamedTuple):
    """An identity in which a figure stands."""

    identity: str
    rule: str
    side: str
    coefficient: Decimal
    tolerance: Decimal


@dataclass(frozen=True)
class Base:
    """A true document with its facts and the tables to put faults into."""

    name: str
    year: int
    document: Document
    facts: Facts
    targets: tuple[Target, ...]

    @property
    def budget_tables(self) -> frozenset[int]:
        """The numbers of the tables whose arithmetic is expected to close; lists of projects may be a choice."""
        return frozenset(
            target.table.number
            for target in self.targets
            if kind_named(target.reading.statement).budget and target.reading.axis != "project"
        )


@dataclass(frozen=True)
class Outcome:
    """What became of one fault."""

    document: str
    kind: str
    note: str
    in_budget_table: bool
    excluded: str | None
    detected: bool
    repaired: bool
    wrongly_repaired: bool
    proven_though_wrong: tuple[str, ...]
    corrected_digital: bool
    equations: tuple[str, ...]


def facts_of(document: Document, year: int) -> Facts:
    """All line items of a document with their proofs."""
    frames = derive([document], _disclosure(document, year))
    places: dict[str, Place] = {}
    amounts: dict[Place, tuple[Decimal, str]] = {}
    for row in frames["core.fact_line_item"].to_dicts():
        place = row["table_no"], row["row_no"], row["col_no"]
        places[row["line_item_id"]] = place
        amounts[place] = row["amount_yuan"], row["proof"]
    results = {row["identity_id"]: row for row in frames["audit.identity_result"].to_dicts()}
    members: dict[Place, list[Member]] = defaultdict(list)
    for row in frames["audit.identity_member"].to_dicts():
        result = results[row["identity_id"]]
        if row["fact_id"] in places:
            member = Member(row["identity_id"], result["rule"], row["side"], row["coefficient"], result["tolerance"])
            members[places[row["fact_id"]]].append(member)
    failing = tuple((row["rule"], row["equation"]) for row in results.values() if row["holds"] == "no")
    corrections = tuple((row["place"], row["before"], row["after"]) for row in frames["audit.correction"].to_dicts())
    of_places = {place: tuple(found) for place, found in members.items()}
    return Facts(amounts, failing, corrections, of_places, frozenset(results), frames["audit.unparsed_cell"].height)


def _disclosure(document: Document, year: int) -> Disclosure:
    return Disclosure(
        disclosure_id="D",
        region_code=None,
        region_source=None,
        department_id="",
        department_name="",
        department_code=None,
        unit_name=None,
        unit_code=None,
        fiscal_year=year,
        kind="budget",
        scope="department",
        version=1,
        is_current=True,
        stated_unit=None,
        document_ids=(document.document_id,),
        first_seen_at="2000-01-01T00:00:00",
        superseded_at=None,
        periods=(("2000-01-01T00:00:00", None),),
    )


def prepare(path: Path) -> Base:
    """Read a file and take it as true, after its own repair where it was recognised from pictures."""
    document = read(path.read_bytes())
    year = identify(document, path.name).fiscal_year
    if year is None:
        raise UnreadableError("no fiscal year was found")
    if document.is_recognised:
        document = repair(document, year).understanding.document
    facts = facts_of(replace(document, reader=_DIGITAL), year)
    by_table: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for table_no, row, col in sorted(facts.amounts):
        by_table[table_no].append((row, col))
    readings = {reading.table.number: reading for reading in understand(document).readings}
    targets = tuple(
        Target(index, block, readings[block.number], tuple(by_table[block.number]))
        for index, block in enumerate(document.blocks)
        if isinstance(block, Table) and by_table[block.number]
    )
    return Base(path.stem, year, document, facts, targets)


def judge(base: Base, fault: Fault) -> Outcome:
    """Try a fault as digital and as recognised text."""
    faulted = fault.applied(base.document)
    digital = facts_of(replace(faulted, reader=_DIGITAL), base.year)
    nothing_to_repair = not digital.failing and digital.illegible == base.facts.illegible
    recognised = digital if nothing_to_repair else facts_of(replace(faulted, reader=_RECOGNISED), base.year)
    wrong, missing = _differing(base, fault, recognised)
    wrong_digital, missing_digital = _differing(base, fault, digital)
    proven = [
        f"{kind} {place}: {recorded[0]} is {recorded[1]}, true is {_true_amount(base, fault, place)}"
        for kind, facts, places in (("digital", digital, wrong_digital), ("recognised", recognised, wrong))
        for place in places
        if (recorded := facts.amounts[place])[1] in {"proven", "corrected"}
    ]
    corrected = [place for place in wrong if recognised.amounts[place][1] == "corrected"]
    ghosts = [c for c in recognised.corrections if c[2] is None]
    wrong_ghost = bool(ghosts) and bool(missing)
    return Outcome(
        document=base.name,
        kind=fault.kind,
        note=f"table {fault.table_no} {_statement(base, fault)} {_places(fault)} {fault.note}",
        in_budget_table=fault.table_no in base.budget_tables,
        excluded=_excluded(base, fault, digital, wrong_digital, missing_digital),
        detected=_is_detected(base, digital, missing_digital),
        repaired=bool(recognised.corrections) and not wrong and not missing,
        wrongly_repaired=bool(corrected) or wrong_ghost,
        proven_though_wrong=tuple(proven),
        corrected_digital=bool(digital.corrections),
        equations=tuple(f"{rule}: {equation}" for rule, equation in digital.failing[:4])
        + tuple(f"correction {place}: {before} -> {after}" for place, before, after in recognised.corrections[:3]),
    )


def _true_amount(base: Base, fault: Fault, place: Place) -> Decimal | None:
    true_place = fault.true_place(place)
    true = base.facts.amounts.get(true_place) if true_place is not None else None
    return true[0] if true is not None else None


def _differing(base: Base, fault: Fault, facts: Facts) -> tuple[list[Place], list[Place]]:
    """Places of the faulted document whose value is not the true one, and true places that have no fact any more."""
    wrong = []
    seen = set()
    for place, (amount, _) in facts.amounts.items():
        true = _true_amount(base, fault, place)
        if true is not None:
            seen.add(fault.true_place(place))
        if true != amount and (true is not None or amount):
            wrong.append(place)
    gone = set(fault.cells) if fault.dropped is not None else set()
    return wrong, [place for place in base.facts.amounts if place not in seen and place not in gone]


def _is_detected(base: Base, facts: Facts, missing: Sequence[Place]) -> bool:
    disputed = {place for place, (_, proof) in facts.amounts.items() if proof == "disputed"}
    known = {place for place, (_, proof) in base.facts.amounts.items() if proof == "disputed"}
    return len(disputed) > len(known) or bool(missing) or len(facts.failing) > len(base.facts.failing)


def _excluded(base: Base, fault: Fault, digital: Facts, wrong: Sequence[Place], missing: Sequence[Place]) -> str | None:
    """Why a fault does not count against the targets, or None."""
    amounts, members = base.facts.amounts, base.facts.members
    held = [place for place in fault.cells if members.get(place)]
    if fault.dropped is not None or fault.doubled is not None:
        reason = _excluded_row(base, fault)
        is_list = fault.table_no not in base.budget_tables
        undetected = not _is_detected(base, digital, missing)
        return reason or ("sums of a list that count only when they hold" if is_list and undetected else None)
    if not wrong and not missing:
        return "no value changes"
    if not held:
        return "the cells stand in no identity"
    if fault.kind == "cells of a row swapped" and _interchangeable(members, fault):
        return "the cells stand in the same identities, on the same side"
    known = set(base.facts.failing)
    if fault.kind == "columns swapped" and not any(
        (rule, equation) not in known and rule in _INSIDE for rule, equation in digital.failing
    ):
        return "only equality with another table can see it"
    if fault.kind == "unit slip" and not any(
        member.rule not in _INSIDE and amounts[place][0] for place in held for member in members[place]
    ):
        return "the table stands in no identity with another table or a text"
    if len(fault.cells) == 1 and not missing:
        change = abs(digital.amounts[fault.cells[0]][0] - amounts[fault.cells[0]][0])
        standing = [m for m in members[fault.cells[0]] if m.identity in digital.identities]
        if all(change * abs(m.coefficient) <= m.tolerance for m in standing):
            return "within the tolerance of every identity that must hold"
    ties = {member.identity for place in held for member in members[place]}
    unproven = all(digital.amounts[place][1] == "unchecked" for place in wrong)
    if unproven and not missing and not ties & digital.identities:
        return "the cells stand only in ties that may differ"
    return None


def _interchangeable(members: Mapping[Place, tuple[Member, ...]], fault: Fault) -> bool:
    return len({frozenset(members.get(place, ())) for place in fault.cells}) == 1


def _excluded_row(base: Base, fault: Fault) -> str | None:
    amounts, members = base.facts.amounts, base.facts.members
    values = [place for place in fault.cells if amounts[place][0]]
    if not values:
        return "no value changes"
    if not any(members.get(place) for place in values):
        return "the cells stand in no identity"
    rows = next(t.reading.rows for t in base.targets if t.table.number == fault.table_no)
    if fault.doubled is not None:
        doubled = [row for row in rows if row.row == fault.doubled]
        if any(row.role == "unit" for row in doubled):
            return "a unit may stand twice: as department and as its own budget unit"
        if any(row.is_leaf and len(row.codes.function or "") == _DIVISION_DIGITS for row in doubled):
            return "a 款 may stand twice: as such and as its only 项"
        return None
    leaves = [row for row in rows if row.row == fault.dropped and row.is_leaf]
    if not leaves:
        return "the row is the sum of rows that stay, or a field of its own"
    only = all(sum(row.parent == leaf.parent and row.panel == leaf.panel for row in rows) == 1 for leaf in leaves)
    return "the row is the only part of a row that stays" if only else None


def _statement(base: Base, fault: Fault) -> str:
    return next(t.reading.statement for t in base.targets if t.table.number == fault.table_no)


def _places(fault: Fault) -> str:
    return f"row {fault.cells[0][1]} column {fault.cells[0][2]}" if len(fault.cells) == 1 else ""
