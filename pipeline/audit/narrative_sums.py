"""Sums inside a text: income and its funds, expenditure and its components, a change and its parts."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from pipeline.audit.identity import Figure, Identity, total

# Which measures add up to which, when one paragraph (or the amounts of one clause) states them.
PARTS: Mapping[str, tuple[str, ...]] = {
    "income_total": (
        "income_general_public",
        "income_gov_fund",
        "income_state_capital",
        "income_fiscal_account",
        "income_unit",
        "income_business",
        "income_operating",
        "income_superior",
        "income_affiliated",
        "income_other",
        "carry_over",
    ),
    "expenditure_total": ("basic", "project", "operating_spend", "to_superior", "to_affiliated"),
    "basic": ("personnel", "public_use"),
    "project": ("project_amount",),
    "change_total": ("change_basic", "change_project"),
    "three_public_total": ("abroad", "vehicle_total", "reception"),
    "vehicle_total": ("vehicle_purchase", "vehicle_operation"),
    "procurement_total": ("procurement_goods", "procurement_works", "procurement_services"),
}


def narrative_sums(rows: Sequence[Mapping[str, Any]], resolutions: Mapping[str, Decimal]) -> Iterator[Identity]:
    """The sums of each paragraph: a whole, and its parts printed after it before it is printed again."""
    paragraphs: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
    for row in rows:
        paragraphs.setdefault((row["document_id"], row["paragraph_no"]), []).append(row)
    for (document_id, _), stated in paragraphs.items():
        for position, row in enumerate(stated):
            names = PARTS.get(row["measure"])
            if names is None:
                continue
            parts: list[Mapping[str, Any]] = []
            for later in islice(stated, position + 1, None):
                if later["measure"] == row["measure"] or later["fiscal_year"] != row["fiscal_year"]:
                    break
                repeated = later["measure"] != "project_amount" and any(
                    part["measure"] == later["measure"] for part in parts
                )
                if later["measure"] in names and not repeated:
                    parts.append(later)
            if parts:
                figures = [_figure(part, resolutions) for part in parts]
                yield total("sum in a text", "narrative", document_id, _figure(row, resolutions), figures)


def _figure(row: Mapping[str, Any], resolutions: Mapping[str, Decimal]) -> Figure:
    name = f"text[{row['label'] or row['measure']}]"
    return Figure(row["narrative_id"], row["amount_yuan"], resolutions[row["narrative_id"]], name)
