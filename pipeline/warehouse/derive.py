"""From the documents of one disclosure to the rows of every table: raw, facts and audit."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from pipeline.audit.accounting import correction_rows, quarantined_tables, table_status, unparsed_cells, unread_parts
from pipeline.audit.doubtful import doubtful_of, heads_outside
from pipeline.audit.examine import examine
from pipeline.audit.proof import member_rows, result_rows, worst
from pipeline.audit.repair import Repaired, repair
from pipeline.audit.rounding_notes import rounding_notes
from pipeline.contract import frame
from pipeline.documents.model import Document
from pipeline.facts.assets import assets
from pipeline.facts.disclosure.copies import Figure
from pipeline.facts.disclosure.disclosures import Disclosure
from pipeline.facts.disclosure.successions import successions_in
from pipeline.facts.ids import LINE_ITEM, fact_id
from pipeline.facts.indicators.kpis import kpis
from pipeline.facts.institutions import institutions
from pipeline.facts.line_items import Source, line_items
from pipeline.facts.narrative import narrative_rows
from pipeline.facts.procurement import procurement
from pipeline.facts.projects.project_links import link_projects
from pipeline.facts.projects.project_model import Project
from pipeline.facts.projects.projects import find_projects, project_rows, unique_names
from pipeline.facts.projects.schedules import schedules
from pipeline.facts.raw_rows import cell_rows, paragraph_rows, table_rows
from pipeline.facts.staff.staff import staff
from pipeline.facts.staff.staff_tables import staff_in_tables
from pipeline.facts.tasks import tasks
from pipeline.statements.model import Understanding
from pipeline.statements.text import fold
from pipeline.statements.understand import understand

Rows = dict[str, list[dict[str, Any]]]


def derive(documents: Sequence[Document], disclosure: Disclosure | None) -> dict[str, pl.DataFrame]:
    """The rows of every table that come from these documents, by the contract's table names.

    ``disclosure`` None means that the fiscal year is not known: raw and audit rows only. The documents are the parts
    of one disclosure in the order of first sight; projects are merged over all of them, and a statement that a later
    part repeats gives no facts again.
    """
    repaired = [repair(document, disclosure.fiscal_year if disclosure else 0) for document in documents]
    disclosure_id = disclosure.disclosure_id if disclosure else None
    rows: Rows = {}
    for document, of_document in zip(documents, repaired, strict=True):
        _extend(rows, _raw(document, of_document, disclosure_id))
    if disclosure is not None:
        _extend(rows, _facts(repaired, disclosure.disclosure_id, disclosure.fiscal_year, disclosure.kind))
    return {table: frame(table, of_table) for table, of_table in rows.items()}


def _extend(rows: Rows, more: Mapping[str, Sequence[dict[str, Any]]]) -> None:
    for table, of_table in more.items():
        rows.setdefault(table, []).extend(of_table)


def _raw(document: Document, repaired: Repaired, disclosure_id: str | None) -> Rows:
    understanding = repaired.understanding
    return {
        "raw.table": table_rows(understanding, disclosure_id),
        "raw.paragraph": paragraph_rows(document, disclosure_id),
        "raw.cell": cell_rows(document),
        "audit.unparsed_cell": unparsed_cells(document, repaired, disclosure_id),
        "audit.correction": correction_rows(document, repaired, disclosure_id),
        "audit.rounding_note": rounding_notes(document, disclosure_id),
        "audit.quarantine": [*unread_parts(document), *quarantined_tables(understanding)],
    }


def _facts(repaired: Sequence[Repaired], disclosure_id: str, fiscal_year: int, kind: str = "budget") -> Rows:
    understood = without_repeats([of_document.understanding for of_document in repaired])
    corrections = {c.fact_id: c.before for of_document in repaired for c in of_document.corrections if not c.is_of_name}
    projects = find_projects([(u.document.document_id, u.readings) for u in understood], fiscal_year)
    by_name = unique_names(projects)
    by_folded_name = {fold(name): project_id for name, project_id in by_name.items()}
    rows: Rows = {"audit.table_status": table_status(disclosure_id, understood)}
    first = Source("", disclosure_id, fiscal_year, kind)
    rows["core.fact_project"] = project_rows(first, projects)
    for understanding in understood:
        source = Source(understanding.document.document_id, disclosure_id, fiscal_year, kind)
        readings = understanding.readings
        items = line_items(source, readings)
        link_projects(items, understanding, projects)
        narrative = narrative_rows(
            understanding.document,
            fiscal_year=fiscal_year,
            projects=by_name,
        )
        _extend(
            rows,
            {
                "core.fact_line_item": items,
                "core.fact_project_schedule": schedules(source, readings, projects),
                "core.fact_kpi": kpis(source, readings, projects),
                "core.fact_procurement": procurement(source, readings, by_folded_name),
                "core.fact_asset": assets(source, readings),
                "core.fact_institution": institutions(source, readings),
                "core.fact_staff": [*staff(source, understanding.document), *staff_in_tables(source, readings)],
                "core.fact_succession": successions_in(source, understanding.document),
                "core.fact_task": tasks(source, readings),
                "core.fact_narrative": [{**row, "disclosure_id": disclosure_id} for row in narrative],
            },
        )
    _prove(rows, understood, projects, disclosure_id, corrections)
    for item in rows["core.fact_line_item"]:
        item["amount_raw"] = corrections.get(item["line_item_id"], item["amount_raw"])
    return rows


def _prove(
    rows: Rows,
    understood: Sequence[Understanding],
    projects: Sequence[Project],
    disclosure_id: str,
    corrected: Iterable[str],
) -> None:
    """Set the proof of every number and add the identities to the audit.

    An amount in a doubtful row or column (``audit/doubtful``) is not proven, whatever sums it is in: those that hold
    say nothing of it and do not name it.
    """
    items, narrative = rows["core.fact_line_item"], rows["core.fact_narrative"]
    readings = {understanding.document.document_id: understanding.readings for understanding in understood}
    recognised = {u.document.document_id for u in understood if u.document.is_recognised}
    examination = examine(readings, items, narrative, corrected, rows["core.fact_asset"], recognised)
    outside = {u.document.document_id: heads_outside(u.document) for u in understood}
    doubtful = {
        (document_id, reading.table.number): doubtful_of(
            reading, is_recognised=document_id in recognised, heads_outside=outside[document_id]
        )
        for document_id, tables in readings.items()
        for reading in tables
    }
    unproven = set()
    for row in items:
        row["proof"] = examination.proofs.get(row["line_item_id"], "unchecked")
        if doubtful[row["document_id"], row["table_no"]].holds(row["row_no"], row["col_no"]):
            row["proof"] = worst(["unchecked", row["proof"]])
            unproven |= {row["line_item_id"]} if row["proof"] == "unchecked" else set()
    for row in narrative:
        row["proof"] = examination.proofs.get(row["narrative_id"], "unchecked")
    _spread(rows, projects, examination.proofs)
    rows["audit.identity_result"] = result_rows(disclosure_id, examination.identities)
    members = member_rows(examination.identities)
    rows["audit.identity_member"] = [member for member in members if member["fact_id"] not in unproven]


def _spread(rows: Rows, projects: Sequence[Project], proofs: Mapping[str, str]) -> None:
    """Rows that are drawn from cells of money have the worst proof of these cells, a stock also that of its count."""
    by_cell = {item["line_item_id"]: item["proof"] for item in rows["core.fact_line_item"]}
    by_row: dict[tuple[str, int, int], list[str]] = {}
    for item in rows["core.fact_line_item"]:
        by_row.setdefault((item["document_id"], item["table_no"], item["row_no"]), []).append(item["proof"])
    for table in ("core.fact_procurement", "core.fact_asset"):
        for row in rows[table]:
            own = [proofs[row["asset_id"]]] if row.get("asset_id") in proofs else []
            row["proof"] = worst([*by_row.get((row["document_id"], row["table_no"], row["row_no"]), ()), *own])
    for row in rows["core.fact_project_schedule"]:
        cell = fact_id(LINE_ITEM, row["document_id"], row["table_no"], row["row_no"], row["col_no"])
        row["proof"] = by_cell.get(cell, "unchecked")
    for row, project in zip(rows["core.fact_project"], projects, strict=True):
        cells = [cell for amount in project.amounts.values() for cell in amount.line_items]
        row["proof"] = worst(by_cell[cell] for cell in cells if cell in by_cell)


def without_repeats(parts: Sequence[Understanding]) -> list[Understanding]:
    """The parts of a disclosure without the statements whose figures an earlier part gives already."""
    given: set[tuple[str, str]] = set()
    result = []
    for part in parts:
        digests = statement_digests(part)
        repeated = {name for name, digest in digests.items() if (name, digest) in given}
        given |= set(digests.items())
        result.append(replace(part, readings=tuple(r for r in part.readings if r.statement not in repeated)))
    return result


def statement_digests(understanding: Understanding) -> dict[str, str]:
    """A digest of the figures of each statement of the tables.

    Amounts in 元 and their labels, so that the same disclosure in another format has the same digests. Statements of
    the same name count together.
    """
    source = Source(understanding.document.document_id, "", 0)
    figures: dict[str, list[str]] = {}
    for item in line_items(source, understanding.readings):
        figures.setdefault(item["statement"], []).append(f"{fold(item['label'])}={item['amount_yuan']}")
    for reading in understanding.readings:
        figures.setdefault(reading.statement, []).extend(
            f"{fold(indicator.level3)}={fold(indicator.target)}" for indicator in reading.indicators
        )
    return {statement: _digest(of_statement) for statement, of_statement in sorted(figures.items())}


def _digest(figures: Sequence[str]) -> str:
    return hashlib.blake2b("\n".join(sorted(figures)).encode(), digest_size=8).hexdigest()


def figures_of(document: Document, fiscal_year: int) -> tuple[Figure, ...]:
    """The amounts of tables and text, for comparing a recognised document with a digital one.

    Those of a recognised document are repaired as its facts would be; the proof is that of the document alone.
    """
    rows = _facts([repair(document, fiscal_year)], "", fiscal_year)
    of_tables = [
        Figure(row["statement"], fold(row["label"]), row["amount_yuan"], row["proof"])
        for row in rows["core.fact_line_item"]
    ]
    of_text = [
        Figure("narrative", row["measure"], row["amount_yuan"], row["proof"])
        for row in rows["core.fact_narrative"]
        if row["amount_yuan"] is not None
    ]
    return (*of_tables, *of_text)


def figures_digest(document: Document) -> dict[str, str]:
    """The digests of the statements that a document prints, its narrative among them as ``narrative``."""
    digests = statement_digests(understand(document))
    narrative = narrative_rows(document, fiscal_year=0, projects={})
    if narrative:
        digests["narrative"] = _digest([f"{row['measure']}={row['amount_yuan']}" for row in narrative])
    return digests
