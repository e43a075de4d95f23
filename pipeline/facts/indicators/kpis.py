"""core.fact_kpi: performance indicators (绩效指标) of projects and of the department, with parsed targets."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.facts.ids import KPI, fact_id
from pipeline.facts.indicators.targets import Target, parse_target
from pipeline.facts.line_items import Source
from pipeline.facts.projects.project_model import Project
from pipeline.statements.model import Indicator, Reading
from pipeline.statements.text import fold

_COST = "成本"
_UNIT_OF_NAME = re.compile(r"\(([^()\d]{1,10})\)$")


def kpis(source: Source, readings: Sequence[Reading], projects: Sequence[Project]) -> list[dict[str, Any]]:
    """One row per indicator; ``seq`` counts within the project, or within the department's own indicators."""
    by_statement = {place: project for project in projects for place in project.statements}
    by_block = {place: project for project in projects for place in project.blocks}
    by_row = {place: project for project in projects for place in project.rows}
    by_column = {place: project for project in projects for place in project.columns}
    seq: dict[str | None, int] = {}
    rows = []
    for reading in readings:
        for indicator in _of_year(reading.indicators, source.fiscal_year):
            block = -1 if indicator.block is None else indicator.block
            place = source.document_id, reading.table.number
            project = (
                by_block.get((*place, block))
                or by_row.get((*place, indicator.row))
                or by_column.get((*place, indicator.col))
                or by_statement.get((source.document_id, reading.statement_no))
            )
            project_id = project.project_id if project else None
            seq[project_id] = seq.get(project_id, 0) + 1
            rows.append(_row(source, reading, indicator, project_id, seq[project_id]))
    return rows


def _of_year(indicators: Sequence[Indicator], fiscal_year: int) -> list[Indicator]:
    """The indicators; of one with targets of several years that of the disclosure's, else the last without a target."""
    years: dict[tuple[int, str], set[int | None]] = {}
    for indicator in indicators:
        years.setdefault((indicator.row, indicator.level3), set()).add(indicator.year)
    found = []
    for indicator in indicators:
        of_row = years[indicator.row, indicator.level3]
        if indicator.year in {None, fiscal_year}:
            found.append(indicator)
        elif fiscal_year not in of_row and indicator.year == max(year for year in of_row if year is not None):
            found.append(replace(indicator, target=""))
    return found


def _target(indicator: Indicator, year: int, *, money: bool) -> Target:
    """The parsed target; a bare figure counts what the name ends with in brackets: 办结率（%） | ≥95."""
    target = parse_target(indicator.target, money=money, year=year)
    unit = _UNIT_OF_NAME.search(fold(indicator.level3))
    if unit is None or target.value is None or target.unit is not None or target.amount_yuan is not None:
        return target
    with_unit = parse_target(f"{indicator.target}{unit[1]}", money=money)
    return with_unit if (with_unit.value, with_unit.unit) == (target.value, unit[1]) else target


def _row(source: Source, reading: Reading, indicator: Indicator, project_id: str | None, seq: int) -> dict[str, Any]:
    is_cost = _COST in indicator.level1 + indicator.level2
    target = _target(indicator, source.fiscal_year, money=is_cost)
    place = indicator.row, indicator.col, *([indicator.part] if indicator.part else [])
    return {
        "kpi_id": fact_id(KPI, source.document_id, reading.table.number, *place),
        "document_id": source.document_id,
        "disclosure_id": source.disclosure_id,
        "project_id": project_id,
        "seq": seq,
        "level1": indicator.level1 or None,
        "level2": indicator.level2 or None,
        "level3": indicator.level3 or None,
        "description": indicator.description or None,
        "target_raw": indicator.target or None,
        "operator": target.operator,
        "target_value": target.value,
        "target_unit": target.unit,
        "target_date": target.date,
        "amount_yuan": target.amount_yuan,
        "weight_raw": indicator.weight or None,
        "basis": indicator.basis or None,
        "proof": "unchecked",
        "table_no": reading.table.number,
        "row_no": indicator.row,
    }
