"""The audit of one disclosure: its identities, and the proof that they give each number."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.audit.figures import resolution, table_figures
from pipeline.audit.identity import Identity
from pipeline.audit.narrative_sums import narrative_sums
from pipeline.audit.proof import proofs
from pipeline.audit.soft import narrative_identities
from pipeline.audit.tables import table_identities
from pipeline.statements.model import Reading

_DECIMALS = re.compile(r"\d\s*[.．]\s*(\d+)")

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Examination:
    """The identities that count, failing ones included, and the proof of each fact that stands in one."""

    identities: tuple[Identity, ...]
    proofs: Mapping[str, str]


def examine(
    readings: Mapping[str, Sequence[Reading]], line_items: Rows, narrative: Rows, corrected: Iterable[str] = ()
) -> Examination:
    """Examine the line items and amounts of texts of one disclosure; ``readings`` by document.
    ``corrected`` are the facts that a repair changed.

    Identities come from declared structure only. Those that may fail without anything being wrong (lists that show a
    choice, tables that may or may not count what is carried over) are kept when they hold.
    """
    tables = table_figures(readings, line_items)
    identities = table_identities(tables)
    resolutions = _text_resolutions(narrative)
    identities += narrative_identities(tables, narrative, resolutions)
    identities += [identity for identity in narrative_sums(narrative, resolutions) if identity.holds != "no"]
    unique = tuple({identity.identity_id: identity for identity in identities}.values())
    return Examination(unique, proofs(unique, corrected))


def _text_resolutions(narrative: Rows) -> dict[str, Decimal]:
    """The resolution of each amount of a text: the finest decimals that its paragraph prints, in its own unit."""
    decimals: dict[tuple[str, int], int] = {}
    for row in narrative:
        paragraph = (row["document_id"], row["paragraph_no"])
        printed = _DECIMALS.search(row["raw"])
        decimals[paragraph] = max(decimals.get(paragraph, 0), len(printed[1]) if printed else 0)
    return {
        row["narrative_id"]: resolution(
            decimals[row["document_id"], row["paragraph_no"]], "万元" if "万" in row["raw"] else "元"
        )
        for row in narrative
    }
