"""Which project a line item belongs to."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pipeline.facts.projects.project_model import Project
from pipeline.statements.model import Understanding
from pipeline.statements.text import fold


def link_projects(items: Sequence[dict[str, Any]], understanding: Understanding, projects: Sequence[Project]) -> None:
    """Set project_id: line items of a project's sheet, and rows of lists that name a project, point to it."""
    document_id = understanding.document.document_id
    by_name: dict[str, list[Project]] = {}
    for project in projects:
        by_name.setdefault(fold(project.name), []).append(project)
    statement_of = {reading.table.number: reading.statement_no for reading in understanding.readings}
    by_statement = {place: project.project_id for project in projects for place in project.statements}
    by_row = {place: project.project_id for project in projects for place in project.rows}
    by_column = {place: project.project_id for project in projects for place in project.columns}
    names = {
        (reading.table.number, row.row): row.project_name or row.label
        for reading in understanding.readings
        if reading.axis == "project" or any(row.project_name for row in reading.rows)
        for row in reading.rows
    }
    in_blocks = {
        (reading.table.number, row): project.project_id
        for project in projects
        for reading in understanding.readings
        for index, block in enumerate(reading.blocks)
        if (document_id, reading.table.number, index) in project.blocks
        for row in range(block.first, block.last + 1)
    }
    for item in items:
        place = (item["table_no"], item["row_no"])
        sheet = by_statement.get((document_id, statement_of[item["table_no"]]))
        listed = in_blocks.get(place) or by_row.get((document_id, *place))
        listed = listed or by_column.get((document_id, item["table_no"], item["col_no"]))
        alike = by_name.get(fold(names.get(place, "")), [])
        item["project_id"] = sheet or listed or _of_amount(alike, item["amount_yuan"])


def _of_amount(alike: Sequence[Project], yuan: Decimal) -> str | None:
    """The one project of a name; where several units have one of that name, the one of this amount."""
    if len(alike) > 1:
        alike = [project for project in alike if any(amount.yuan == yuan for amount in project.amounts.values())]
    return alike[0].project_id if len(alike) == 1 else None
