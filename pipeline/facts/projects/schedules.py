"""core.fact_project_schedule: spending plans (资金支出计划), printed as cumulative percent or as cumulative money."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from pipeline.facts.line_items import Source
from pipeline.facts.payment_plans import HUNDRED, is_in_percent
from pipeline.facts.projects.project_model import Project
from pipeline.statements.forms.forms import month_of
from pipeline.statements.model import Reading
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold

_PERCENT = re.compile(r"(?P<number>[\d.,]+)%")
_CENT = Decimal("0.01")
_SHARE = Decimal("0.0001")
_FEWEST_MONTHS = 2


def schedules(source: Source, readings: Sequence[Reading], projects: Sequence[Project]) -> list[dict[str, Any]]:
    """One row per project and printed month with both forms: the other one follows from the project's budget.

    A plan is in percent where its figures carry the sign, or where its last figure is 100 and the budget is not. The
    plans of a list stand in columns of months.
    """
    by_place = {(p.document_id, p.table_no): p for p in projects}
    by_statement = {place: p for p in projects for place in p.statements}
    rows: list[dict[str, Any]] = []
    for reading in readings:
        rows.extend(_of_list(source, reading, projects))
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
            rows.append(_row(source, reading, project, item.month, (share, amount), (item.row, item.col), item.value))
    return rows


def _row(
    source: Source,
    reading: Reading,
    project: Project,
    month: int,
    both: tuple[Decimal | None, Decimal | None],
    place: tuple[int, int],
    raw: str,
) -> dict[str, Any]:
    share, amount = both
    return {
        "project_id": project.project_id,
        "disclosure_id": source.disclosure_id,
        "document_id": source.document_id,
        "month": month,
        "share": share,
        "amount_yuan": amount,
        "raw": raw.strip(),
        "proof": "unchecked",
        "table_no": reading.table.number,
        "row_no": place[0],
        "col_no": place[1],
    }


def _of_list(source: Source, reading: Reading, projects: Sequence[Project]) -> Iterator[dict[str, Any]]:
    """The plans of the projects of a list, whose columns are headed by months.

    Only a plan that reaches the project's budget in its last month adds up the months before; each month's own money
    is no such plan.
    """
    headed = ((column, month_of(column.path[-1])) for column in reading.columns if column.path)
    months = {column.col: month for column, month in headed if month is not None}
    place = (source.document_id, reading.table.number)
    of_rows = {row: project for project in projects for *table, row in project.rows if tuple(table) == place}
    for row in reading.rows if len(months) >= _FEWEST_MONTHS else ():
        project = of_rows.get(row.row)
        budget = project.amounts["budget"].yuan if project is not None and "budget" in project.amounts else None
        cells = [cell for col in months if (cell := reading.table.grid.get((row.row, col))) is not None and cell.text]
        both = [_both(cell.text, reading, budget, bare_percent=False) for cell in cells]
        shares = [share for share, _ in both if share is not None]
        if project is None or budget is None or len(shares) < len(months) or shares != sorted(shares):
            continue
        if both[-1] != (HUNDRED.quantize(_SHARE), budget):
            continue
        for cell, of_month in zip(cells, both, strict=True):
            yield _row(source, reading, project, months[cell.col], of_month, (cell.row, cell.col), cell.text)


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
