"""The audit of one disclosure: its identities, and the proof that they give each number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.audit.across_tables import identities_across
from pipeline.audit.figures import TableFigures, resolution, table_figures
from pipeline.audit.identity import Identity
from pipeline.audit.narrative_sums import narrative_sums
from pipeline.audit.proof import proofs
from pipeline.audit.soft import narrative_identities, soft_identities
from pipeline.audit.within_tables import identities_within
from pipeline.statements.model import Reading

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Examination:
    """The identities that count, failing ones included, and the proof of each fact that stands in one."""

    identities: tuple[Identity, ...]
    proofs: Mapping[str, str]


def examine(readings: Mapping[str, Sequence[Reading]], line_items: Rows, narrative: Rows) -> Examination:
    """Examine the line items and amounts of texts of one disclosure; ``readings`` by document.

    Identities come from declared structure only. Those that may fail without anything being wrong (lists that show a
    choice, tables that may or may not count what is carried over) are kept when they hold.
    """
    tables = table_figures(readings, line_items)
    identities = table_identities(tables)
    resolutions = _text_resolutions(narrative)
    identities += narrative_identities(tables, narrative, resolutions)
    identities += [identity for identity in narrative_sums(narrative, resolutions) if identity.holds != "no"]
    unique = tuple({identity.identity_id: identity for identity in identities}.values())
    return Examination(unique, proofs(unique))


def table_identities(tables: Sequence[TableFigures]) -> list[Identity]:
    """The identities of the tables alone."""
    identities = [identity for table in tables for identity in identities_within(table)]
    identities += _kept(identities_across(tables))
    identities += _kept((identity, True) for identity in soft_identities(tables))
    return list({identity.identity_id: identity for identity in identities}.values())


def _kept(identities: Iterable[tuple[Identity, bool]]) -> list[Identity]:
    return [identity for identity, soft in identities if not soft or identity.holds != "no"]


def _text_resolutions(narrative: Rows) -> dict[str, Decimal]:
    """The resolution of a document's texts: two decimals of the unit that most of its amounts are printed in."""
    resolutions: dict[str, Decimal] = {}
    for row in narrative:
        unit = "万元" if "万" in row["raw"] else "元"
        known = resolutions.get(row["document_id"])
        own = resolution(2, unit)
        resolutions[row["document_id"]] = own if known is None else max(known, own)
    return resolutions
