"""core.fact_project: one row per project, merged over every table of a disclosure that prints it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from itertools import chain
from typing import Any

from rapidfuzz import fuzz

from pipeline.facts.line_items import Source
from pipeline.facts.projects.listed_amounts import add_fund_of_all, add_listed_amounts
from pipeline.facts.projects.project_funds import rows_of_all_money
from pipeline.facts.projects.project_model import Amount, Project, split_unit
from pipeline.facts.projects.sheet_projects import add_rest_of_sheet, name_in_title, projects_of_sheet
from pipeline.facts.reading_cells import cells_of, lines_in, text_in
from pipeline.reference.loader import codes_by_name
from pipeline.statements.forms.forms import key_of
from pipeline.statements.forms.indicator_heads import BARE_PROJECT
from pipeline.statements.forms.whole_life import is_beside_year
from pipeline.statements.heads.indicator_kinds import level_of
from pipeline.statements.model import Reading, Row
from pipeline.statements.rows.project_names import code_and_name
from pipeline.statements.rows.row_roles import LABEL_ORDER
from pipeline.statements.rows.unit_keys import unit_key
from pipeline.statements.text import fold, split_ordinal, squeeze
from pipeline.statements.titles.titles import OTHER
from pipeline.statements.vocabulary import any_of, column_terms

_YEAR_TOKENS = re.compile(r"20\d{2}(年度?)?|本年度?|年度")
_WITH_UNIT = re.compile(r"(?P<name>[^()]+)\((?P<unit>[^()]+)\)")
_CENT = Decimal("0.01")
# Statements whose rows are projects by their labels.
_LISTS = frozenset({"project_list", "project_performance_summary"})
_LIKENESS = 75.0
_WHOLE_FRAGMENT = 4
_FISCAL_FUNDS = frozenset({"general_public", "gov_fund", "state_capital"})
_WHOLE = frozenset({"total", "project"})
_OTHER_FUNDS = frozenset({"fiscal_account", "unit_funds", "business", "operating", "superior", "affiliated"})


def name_key(name: str) -> str:
    """A project's name without what changes from year to year: year tokens and white space."""
    return _YEAR_TOKENS.sub("", fold(name))


def unique_names(projects: Sequence[Project]) -> dict[str, str]:
    """Project ids by the names that one project alone has: several units may each have 日常运行经费."""
    counts = Counter(fold(project.name) for project in projects)
    return {project.name: project.project_id for project in projects if counts[fold(project.name)] == 1}


def find_projects(readings_by_document: Sequence[tuple[str, Sequence[Reading]]], fiscal_year: int) -> list[Project]:
    """The projects of a disclosure in the order of their first printing, merged by code, else by name.

    A name that one list, or sheets of their own, print for several units is a project of each.
    """
    projects: list[Project] = []
    fragmentary: list[Project] = []
    for document_id, readings in readings_by_document:
        for mention in chain.from_iterable(map(_added_up, _mentions(document_id, readings, fiscal_year))):
            same = _known(projects, mention) or _named_with_unit(projects, mention)
            if same is not None:
                same.merge(mention)
            elif mention.fragments:
                fragmentary.append(mention)
            else:
                projects.append(mention)
    _merge_fragmentary(projects, fragmentary)
    of_all_money = rows_of_all_money(readings_by_document)
    for project in projects:
        if "budget" not in project.amounts and "fiscal" in project.amounts and project.rows & of_all_money:
            project.amounts["budget"] = project.amounts["fiscal"]
    return projects


def _added_up(mentions: Iterable[Project]) -> list[Project]:
    """The mentions of one table; rows of one name and code make its amounts together."""
    found: list[Project] = []
    by_name: dict[str, list[Project]] = {}
    for mention in mentions:
        alike = by_name.setdefault(fold(mention.name), [])
        same = next((p for p in alike if _same(p, mention) and _unit(p) == _unit(mention)), None)
        if same is None and alike and alike[-1] is found[-1] and _goes_on(mention):
            same = alike[-1]
        if same is None or mention.fragments:
            found.append(mention)
            alike.append(mention)
            continue
        for name, amount in mention.amounts.items():
            known = same.amounts.get(name)
            same.amounts[name] = amount if known is None else known.plus(amount)
        same.merge(replace(mention, amounts={}))
    return found


def _goes_on(mention: Project) -> bool:
    """Whether a row prints neither code nor unit, as the rows under a merged cell whose span is lost."""
    return bool(mention.rows) and not (mention.code or mention.unit_name)


def _merge_fragmentary(projects: list[Project], mentions: Sequence[Project]) -> None:
    """Names read in fragments go to the whole names that they are most like, best likeness first, one to one."""
    scores = sorted(
        (
            (_likeness(mention, project), -i, -j)
            for i, mention in enumerate(mentions)
            for j, project in enumerate(projects)
        ),
        reverse=True,
    )
    taken: dict[int, int] = {}
    for score, i, j in scores:
        if score >= _LIKENESS and -i not in taken and -j not in taken.values():
            taken[-i] = -j
    for i, mention in enumerate(mentions):
        if i in taken:
            projects[taken[i]].merge(mention)
        else:
            projects.append(mention)


def _likeness(mention: Project, project: Project) -> float:
    """How well the fragments fit the name: the best whole fragment (to 100), and all of them together (to 1)."""
    name = fold(project.name)
    parts = [(fuzz.partial_ratio(fold(part), name), len(part)) for part in mention.fragments if len(part) > 1]
    whole = max((ratio for ratio, length in parts if length >= _WHOLE_FRAGMENT), default=0.0)
    total = sum(length for _, length in parts)
    together = sum(ratio * length for ratio, length in parts) / total if total else 0.0
    return max(whole, together) + together / 100


def _known(projects: Sequence[Project], mention: Project) -> Project | None:
    """The project that a mention is of: one of its unit before others, and none that is printed for another unit."""
    alike = [project for project in projects if _same(project, mention) and not _have_other_money(project, mention)]
    of_unit = (project for project in alike if _unit(project) == _unit(mention))
    return next(of_unit, None) or next((p for p in alike if not _of_other_unit(p, mention)), None)


def _named_with_unit(projects: Sequence[Project], mention: Project) -> Project | None:
    """The project that a sheet names with its unit in brackets behind it, as a list of several units prints it:
    专项工作经费（某局） of 专项工作经费 under 某局."""
    named = _WITH_UNIT.fullmatch(fold(mention.name))
    if named is None or mention.unit_name or mention.code:
        return None
    of_unit = (p for p in projects if p.unit_name and unit_key(p.unit_name) == unit_key(named["unit"]))
    return next((p for p in of_unit if fold(p.name) == named["name"] and not _have_other_money(p, mention)), None)


def _of_other_unit(one: Project, other: Project) -> bool:
    """Whether one list names two units for them, or a sheet of each does."""
    both_sheets = bool(one.statements and other.statements and one.unit_name and other.unit_name)
    return bool(_lists(one) & _lists(other)) or (both_sheets and _unit(one) != _unit(other))


def _have_other_money(one: Project, other: Project) -> bool:
    """Whether two sheets of one name, without codes, print other amounts: sheets of two projects."""
    if not (one.statements and other.statements) or (one.code and other.code):
        return False
    both = one.amounts.keys() & other.amounts.keys()
    return any(
        abs(one.amounts[name].yuan - other.amounts[name].yuan)
        > max(one.amounts[name].resolution, other.amounts[name].resolution)
        for name in both
    )


def _unit(project: Project) -> str:
    return unit_key(project.unit_name or "")


def _lists(project: Project) -> set[tuple[str, int]]:
    """The tables that list a project."""
    return {(document_id, table_no) for document_id, table_no, _ in project.rows}


def _same(one: Project, other: Project) -> bool:
    if one.code and other.code:
        return one.code == other.code
    return fold(one.name) == fold(other.name) != ""


def _mentions(document_id: str, readings: Sequence[Reading], fiscal_year: int) -> Iterator[list[Project]]:
    """The projects that each table names, in its order."""
    titled = sum(bool(reading.fields and name_in_title(reading.title)) for reading in readings)
    for reading in readings:
        mentions = projects_of_sheet(document_id, reading, fiscal_year, in_series=titled > 1)
        if len(mentions) == 1:
            add_rest_of_sheet(mentions[0], reading, readings)
        if _lists_projects(reading) and reading.columns and not reading.blocks:
            mentions.extend(_of_list(document_id, reading, fiscal_year))
        mentions.extend(_of_blocks(document_id, reading, fiscal_year))
        yield mentions


def _of_blocks(document_id: str, reading: Reading, fiscal_year: int) -> Iterator[Project]:
    for index, block in enumerate(reading.blocks):
        project = Project(document_id, reading.table.number, block.first, 1, code=block.code, name=block.name)
        project.blocks.add((document_id, reading.table.number, index))
        project.fragments = tuple(block.names) if block.fragmentary else ()
        project.goals = "\n".join(block.goals) or None
        project.purpose = "\n".join(block.purposes) or None
        project.project_type = block.project_type
        code, name = split_unit(block.unit_name) if block.unit_name else (None, None)
        project.unit_code, project.unit_name = block.unit_code or code, name
        printed = []
        for column in reading.columns:
            cells = block.amounts.get(column.col, []) if column.concept == "money" else []
            # A project of several units prints an amount for each; recognised text repeats one.
            cells = cells[-1:] if block.fragmentary else cells
            amounts = (project.printed(cell.text, column.unit, cell.row, cell.col) for cell in cells)
            if parts := [part for part in amounts if part is not None]:
                printed.append((column, reduce(Amount.plus, parts)))
        # 项目总额 alone beside the indicators of a year is what they are to be reached with.
        add_listed_amounts(project, reading.columns, printed, fiscal_year, is_beside_year)
        yield project


def _of_list(document_id: str, reading: Reading, fiscal_year: int) -> Iterator[Project]:
    for row in reading.rows:
        # Of names by level (一级项目, 二级项目) the narrowest.
        printed = cells_of(reading, row, "project_name")
        name = (squeeze(printed[-1][1].text) if printed else row.project_name) or ""
        over_classes = _stand_over_classes(reading) and row.codes.economic is None
        name = name or (row.label if over_classes or _is_project_row(reading, row) else "")
        is_sum = row.role in {"total", "unit"} or (row.role == "subtotal" and not over_classes)
        is_sum = is_sum or row.component == "basic"
        if not name or row.of_kind or is_sum or _is_word_of_form(name):
            continue
        place = printed[-1][1] if printed else None
        code, name = code_and_name(split_ordinal(name)[1])
        project = Project(document_id, reading.table.number, row.row, place.col if place else 1, name=name)
        project.code = text_in(reading, row, "project_code") or code
        project.project_type = text_in(reading, row, "project_type") or None
        project.unit_code, project.unit_name = row.unit_code, row.unit_name
        project.rows.add((document_id, reading.table.number, row.row))
        project.goals = lines_in(reading, row, "goals")
        project.purpose = lines_in(reading, row, "purpose")
        amounts = (
            (column, project.printed(cell.text, column.unit, cell.row, cell.col))
            for column, cell in cells_of(reading, row, "money")
        )
        printed_amounts = [(column, amount) for column, amount in amounts if amount is not None]
        add_listed_amounts(project, reading.columns, printed_amounts, fiscal_year)
        add_fund_of_all(project, row.fund)
        yield project


def _lists_projects(reading: Reading) -> bool:
    """Whether the rows of a table are projects, or it is a list of them under functions (科目（单位、项目）名称).

    So are those of a list of them in which the function of each has a column beside its name (项目 | 功能科目), and
    in a table of no known statement those that have a column of names (对乡镇转移支付预算表).
    """
    if reading.statement == OTHER.name and any(column.concept == "project_name" for column in reading.columns):
        return True
    if reading.statement != "project_list" or reading.axis != "function":
        return reading.axis == "project" or (reading.statement == "project_list" and _stand_over_classes(reading))
    heads = {c.concept: fold(c.path[-1]) for c in reading.columns if c.path and c.concept in {"label", "function_name"}}
    if len(heads) > 1 and heads["label"] == BARE_PROJECT:
        return True
    return any(any_of("columns", "projects_among", "patterns").fullmatch(text) for text in heads.values())


def _stand_over_classes(reading: Reading) -> bool:
    """Whether one column prints projects and, under each, the economic classes of its money (项目名称/经济科目)."""
    heads = (fold(column.path[-1]) for column in reading.columns if column.path and column.concept in LABEL_ORDER)
    return any(any_of("columns", "projects_over_classes", "patterns").fullmatch(text) for text in heads)


def _is_word_of_form(name: str) -> bool:
    """Whether a text is a key of a sheet, a header of indicators or a kind of them, and no project's name."""
    concept = column_terms().match(fold(name)) or ""
    return concept.startswith(("level", "kpi_")) or level_of(name) is not None or key_of(name) is not None


def _is_project_row(reading: Reading, row: Row) -> bool:
    """Whether a row of a list of projects is one by its label: it prints no code, or a function's and not its name."""
    if not row.is_leaf or reading.statement not in _LISTS or _labels_are_kinds(reading):
        return False
    of_function = row.codes.economic is None and row.codes.gov_economic is None
    return row.codes.main is None or (of_function and not codes_by_name("function", row.label))


def _labels_are_kinds(reading: Reading) -> bool:
    """Whether the labels stand under a header of kinds (项目类别), beside a column not understood: the names."""
    heads = [fold(column.path[-1]) for column in reading.columns if column.path and column.concept == "label"]
    is_unknown = any(column.path and column.concept is None for column in reading.columns)
    return is_unknown and bool(heads) and all(column_terms().match(head) == "project_type" for head in heads)


def project_rows(source: Source, projects: Sequence[Project]) -> list[dict[str, Any]]:
    """The rows of core.fact_project.

    ``project_key`` is the name without year tokens; the warehouse, where all years and names of the bureau are known,
    makes the key over years from it (pipeline.warehouse.project_keys).
    """
    rows = []
    for project in projects:
        budget = project.amounts.get("budget")
        amounts = {f"{name}_yuan": amount.yuan for name, amount in project.amounts.items()}
        rows.append(
            {
                "project_id": project.project_id,
                "disclosure_id": source.disclosure_id,
                "document_id": project.document_id,
                "project_key": name_key(project.name),
                "key_reason": "name",
                "project_code": project.code,
                "project_name": project.name,
                "unit_code": project.unit_code,
                "unit_name": project.unit_name,
                "project_type": project.project_type,
                **amounts,
                "budget_digit_yuan": max(budget.resolution, _CENT) if budget else None,
                "purpose": project.purpose,
                "goals": project.goals,
                "proof": "unchecked",
                "table_no": project.table_no,
                "row_no": project.row,
            }
        )
    return rows
