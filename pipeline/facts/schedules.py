"""core.fact_project_schedule: spending plans (资金支出计划), printed as cumulative percent or as cumulative money."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from pipeline.facts.line_items import Source
from pipeline.facts.payment_plans import HUNDRED, is_in_percent
from pipeline.facts.project_model import Project
from pipeline.statements.model import Reading
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold

_PERCENT = re.compile(r"(?P<number>[\d.,]+)%")
_CENT = Decimal("0.01")
_SHARE = Decimal("0.0001")


def schedules(source: Source, readings: Sequence[Reading], projects: Sequence[Project]) -> list[dict[str, Any]]:
    """One row per project and printed month with both forms: the other one follows from the project's budget.

    A plan is in percent where its figures carry the sign, or where its last figure is 100 and the budget is not.
    """
    by_place = {(p.document_id, p.table_no): p for p in projects}
    by_statement = {place: p for p in projects for place in p.statements}
    rows = []
    for reading in readings:
        plan = [item for item in reading.fields if item.key == "period" and item.value]
        project = by_place.get((source.document_id, reading.table.number)) or by_statement.get(
            (source.document_id, reading.statement_no)
        )
        if not plan or project is None:
            continue
        budget = project.amounts["budget"].yuan if "budget" in project.amounts else None
        bare_percent = is_in_percent([item.value for item in plan], reading.unit, budget)
        for item in plan:
            share, amount = _both(item.value, reading, budget, bare_percent)
            if item.month is None or (share is None and amount is None):
                continue
            rows.append(
                {
                    "project_id": project.project_id,
                    "disclosure_id": source.disclosure_id,
                    "document_id": source.document_id,
                    "month": item.month,
                    "share": share,
                    "amount_yuan": amount,
                    "raw": item.value.strip(),
                    "proof": "unchecked",
                    "table_no": reading.table.number,
                    "row_no": item.row,
                    "col_no": item.col,
                }
            )
    return rows


def _both(
    text: str, reading: Reading, budget: Decimal | None, bare_percent: bool
) -> tuple[Decimal | None, Decimal | None]:
    percent = _PERCENT.fullmatch(fold(text))
    number = parse_number(percent["number"] if percent else text)
    if number is None:
        return None, None
    if percent or bare_percent:
        amount = None if budget is None else (budget * number.value / HUNDRED).quantize(_CENT, ROUND_HALF_EVEN)
        return number.value.quantize(_SHARE, ROUND_HALF_EVEN), amount
    if reading.unit is None:
        return None, None
    amount = reading.unit.yuan(number)
    share = (amount * HUNDRED / budget).quantize(_SHARE, ROUND_HALF_EVEN) if budget else None
    return share, amount
