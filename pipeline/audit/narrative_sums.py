"""Sums inside a text: income and its funds, expenditure and its components, a change and its parts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import count, islice
from typing import Any

from pipeline.audit.identity import Figure, Identity, total

_Stated = Mapping[str, Any]

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
    """The sums of each paragraph: a whole, and its parts printed after it before it is printed again.

    The parts of the last amount of a paragraph may begin the paragraphs right below it, one each.
    """
    paragraphs: dict[tuple[str, int], list[_Stated]] = {}
    for row in rows:
        paragraphs.setdefault((row["document_id"], row["paragraph_no"]), []).append(row)
    for (document_id, number), stated in paragraphs.items():
        for position, row in enumerate(stated):
            names = PARTS.get(row["measure"])
            if names is None:
                continue
            parts = _parts_after(row, names, islice(stated, position + 1, None))
            if row is stated[-1]:
                below = (paragraphs.get((document_id, later), []) for later in count(number + 1))
                parts = _parts_below(row, names, below)
            if parts:
                figures = [_figure(part, resolutions) for part in parts]
                yield total("sum in a text", "narrative", document_id, _figure(row, resolutions), figures)


def _parts_after(whole: _Stated, names: Sequence[str], later: Iterable[_Stated]) -> list[_Stated]:
    """The parts that a paragraph states after a whole, each once, before it states the whole again."""
    parts: list[_Stated] = []
    for row in later:
        if row["measure"] == whole["measure"] or row["fiscal_year"] != whole["fiscal_year"]:
            break
        repeated = row["measure"] != "project_amount" and any(part["measure"] == row["measure"] for part in parts)
        if row["measure"] in names and not repeated:
            parts.append(row)
    return parts


def _parts_below(whole: _Stated, names: Sequence[str], below: Iterable[Sequence[_Stated]]) -> list[_Stated]:
    """The parts with which the paragraphs below a whole begin: 基本支出9万元，其中：, then （一）人员经费5万元 ..."""
    parts: list[_Stated] = []
    for stated in below:
        first = stated[0] if stated else None
        known = {part["measure"] for part in parts}
        if first is None or first["measure"] not in set(names) - known or first["fiscal_year"] != whole["fiscal_year"]:
            break
        parts.append(first)
    return parts if len(parts) > 1 else []


def _figure(row: Mapping[str, Any], resolutions: Mapping[str, Decimal]) -> Figure:
    name = f"text[{row['label'] or row['measure']}]"
    return Figure(row["narrative_id"], row["amount_yuan"], resolutions[row["narrative_id"]], name)
