"""The audit of one disclosure: its identities, and the proof that they give each number."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.audit.count_sums import count_sums
from pipeline.audit.figures import table_figures, text_resolutions
from pipeline.audit.identity import Identity
from pipeline.audit.narrative_sums import narrative_sums
from pipeline.audit.proof import proofs
from pipeline.audit.soft import narrative_identities, narrative_links
from pipeline.audit.systematic import systematic_faults
from pipeline.audit.tables import links, table_identities
from pipeline.statements.model import Reading

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Examination:
    """The identities that count, failing ones included, and the proof of each fact that stands in one."""

    identities: tuple[Identity, ...]
    proofs: Mapping[str, str]


def examine(
    readings: Mapping[str, Sequence[Reading]],
    line_items: Rows,
    narrative: Rows,
    corrected: Iterable[str] = (),
    assets: Rows = (),
    recognised: Collection[str] = (),
) -> Examination:
    """Examine the line items, amounts of texts and counts of assets of one disclosure; ``readings`` by document.
    ``corrected`` are the facts that a repair changed, ``recognised`` the documents whose text was recognised from
    pictures.

    Identities come from declared structure only. Those that may fail without anything being wrong (lists that show a
    choice, tables that may or may not count what is carried over) are kept when they hold.
    """
    tables = table_figures(readings, line_items, recognised)
    of_tables = table_identities(tables)
    identities = of_tables.counting
    resolutions = text_resolutions(narrative)
    texts = narrative_links(tables, narrative, resolutions)
    identities += systematic_faults(tables, of_tables.inside, [*links(tables, of_tables), *texts])
    identities += narrative_identities(texts, narrative)
    identities += [identity for identity in narrative_sums(narrative, resolutions) if identity.holds != "no"]
    identities += count_sums(readings, assets)
    unique = tuple({identity.identity_id: identity for identity in identities}.values())
    misreadable = {row["line_item_id"] for row in line_items if row["document_id"] in recognised}
    cut = {item.figure.fact_id for table in tables for item in table.items if item.is_cut}
    found = proofs(unique, corrected, misreadable)
    return Examination(unique, {fact: proof for fact, proof in found.items() if fact not in cut or proof == "disputed"})
