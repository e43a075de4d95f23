"""core.fact_project: one row per project, merged over every table of a disclosure that prints it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pipeline.facts.ids import PROJECT, fact_id
from pipeline.facts.line_items import Source
from pipeline.facts.reading_cells import cells_of, text_in
from pipeline.statements.model import Reading, Row, Unit
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold, squeeze

_UNIT_CODE = re.compile(r"(\d{3,9})(?=[^\d年])")
_YEAR_TOKENS = re.compile(r"20\d{2}(年度?)?|本年度?|年度")
_AMOUNTS = ("budget", "total", "fiscal", "other")


@dataclass
class Project:
    """A project as merged so far. Amounts are kept with the resolution they were printed in (元 of the last digit)."""

    document_id: str
    table_no: int
    row: int
    col: int
    code: str | None = None
    name: str = ""
    unit_code: str | None = None
    unit_name: str | None = None
    project_type: str | None = None
    purpose: str | None = None
    goals: str | None = None
    amounts: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    statements: set[tuple[str, int]] = field(default_factory=set)

    @property
    def project_id(self) -> str:
        """The id of the project: the place where it was printed first."""
        return fact_id(PROJECT, self.document_id, self.table_no, self.row, self.col)

    def add_amount(self, name: str, text: str, unit: Unit | None) -> None:
        """Take a printed amount unless a more precise printing of it is known."""
        number = parse_number(text)
        if number is None or unit is None:
            return
        exponent = number.value.as_tuple().exponent
        resolution = Decimal(unit.factor).scaleb(int(exponent))
        known = self.amounts.get(name)
        if known is None or resolution < known[1]:
            self.amounts[name] = (unit.yuan(number.value), resolution)

    def merge(self, other: "Project") -> None:
        """Take from another printing what this one lacks, and the more precise amounts."""
        for name in ("code", "unit_code", "unit_name", "project_type", "purpose", "goals"):
            if not getattr(self, name):
                setattr(self, name, getattr(other, name))
        self.name = self.name or other.name
        for name, (amount, resolution) in other.amounts.items():
            if name not in self.amounts or resolution < self.amounts[name][1]:
                self.amounts[name] = (amount, resolution)
        self.statements |= other.statements


def name_key(name: str) -> str:
    """A project's name without what changes from year to year: year tokens and white space."""
    return _YEAR_TOKENS.sub("", fold(name))


def find_projects(readings_by_document: Sequence[tuple[str, Sequence[Reading]]]) -> list[Project]:
    """The projects of a disclosure in the order of their first printing, merged by code, else by name."""
    projects: list[Project] = []
    for document_id, readings in readings_by_document:
        for mention in _mentions(document_id, readings):
            same = next((project for project in projects if _same(project, mention)), None)
            if same is None:
                projects.append(mention)
            else:
                same.merge(mention)
    return projects


def _same(one: Project, other: Project) -> bool:
    if one.code and other.code:
        return one.code == other.code
    return fold(one.name) == fold(other.name) != ""


def _mentions(document_id: str, readings: Sequence[Reading]) -> Iterator[Project]:
    for reading in readings:
        mention = _of_form(document_id, reading)
        if mention is not None:
            yield mention
        if reading.axis == "project" and reading.columns:
            yield from _of_list(document_id, reading)


def _of_form(document_id: str, reading: Reading) -> Project | None:
    """The project of a sheet: the sheet has a name of a project, and not several."""
    names = [item for item in reading.fields if item.key == "project_name" and item.value]
    if len(names) != 1 or reading.statement == "overall_performance":
        return None
    first = names[0]
    project = Project(document_id, reading.table.number, first.row, first.col, name=squeeze(first.value))
    project.statements.add((document_id, reading.statement_no))
    for item in reading.fields:
        value = squeeze(item.value)
        if item.key == "project_code" and value:
            project.code = value
        elif item.key == "project_type" and value:
            project.project_type = value
        elif item.key == "unit_name" and value:
            project.unit_code, project.unit_name = _split_unit(value)
        elif item.key == "purpose" and item.value:
            project.purpose = _joined(project.purpose, item.value)
        elif item.key == "goals" and item.value:
            project.goals = _joined(project.goals, item.value)
        elif item.key in _AMOUNTS:
            project.add_amount(item.key, item.value, reading.unit)
    if not project.unit_name:
        project.unit_code, project.unit_name = _unit_of_sheet(reading)
    return project


def _joined(known: str | None, text: str) -> str:
    return f"{known}\n{text.strip()}" if known else text.strip()


def _split_unit(text: str) -> tuple[str | None, str]:
    match = re.match(r"[(（\[]?(\d{3,9})[)）\]]?[-—]?(?=[^\d年])", text)
    return (match[1], text[match.end() :]) if match else (None, text)


def _unit_of_sheet(reading: Reading) -> tuple[str | None, str | None]:
    """The unit that the first line of a sheet prints with its code, such as 431001 and the name."""
    for cell in (cell for row in reading.table.rows[:1] for cell in row):
        text = squeeze(cell.text)
        if _UNIT_CODE.match(text) and reading.uses.get((cell.row, cell.col)) == "furniture":
            return _split_unit(text)
    return None, None


def _of_list(document_id: str, reading: Reading) -> Iterator[Project]:
    for row in reading.rows:
        name = text_in(reading, row, "project_name") or (row.label if _is_project_row(reading, row) else "")
        if not name or row.role in {"total", "unit", "subtotal"}:
            continue
        place = next((cell for _, cell in cells_of(reading, row, "project_name")), None)
        project = Project(document_id, reading.table.number, row.row, place.col if place else 1, name=name)
        project.code = text_in(reading, row, "project_code") or None
        project.project_type = text_in(reading, row, "project_type") or None
        project.unit_code, project.unit_name = row.unit_code, row.unit_name
        for column, cell in cells_of(reading, row, "money"):
            amount = {"total": "budget", "fiscal": "fiscal", "other": "other"}.get(column.fund or "")
            if amount and column.phase == "budget" and not column.year_offset:
                project.add_amount(amount, cell.text, column.unit)
        yield project


def _is_project_row(reading: Reading, row: Row) -> bool:
    return row.is_leaf and reading.statement == "project_list" and row.codes.main is None


def project_rows(source: Source, projects: Sequence[Project]) -> list[dict[str, Any]]:
    """The rows of core.fact_project; the key over years is settled in the warehouse, where all years are known."""
    rows = []
    for project in projects:
        amounts = {f"{name}_yuan": amount for name, (amount, _) in project.amounts.items()}
        rows.append(
            {
                "project_id": project.project_id,
                "disclosure_id": source.disclosure_id,
                "document_id": project.document_id,
                "project_key": project.code or name_key(project.name),
                "key_reason": "code" if project.code else "name",
                "project_code": project.code,
                "project_name": project.name,
                "unit_code": project.unit_code,
                "unit_name": project.unit_name,
                "project_type": project.project_type,
                **amounts,
                "purpose": project.purpose,
                "goals": project.goals,
                "proof": "unchecked",
                "table_no": project.table_no,
                "row_no": project.row,
            }
        )
    return rows
