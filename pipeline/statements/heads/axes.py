"""What the rows of a table, or of a panel of it, are: its axis (function, economic, unit, item, project, fund ...)."""

import re
from collections.abc import Sequence

from pipeline.documents.model import Table
from pipeline.reference.loader import codes_by_name
from pipeline.statements.heads.code_columns import axis_of_codes, body_texts
from pipeline.statements.heads.column_concepts import CODE_CONCEPTS, classification_of
from pipeline.statements.heads.headers import Head, body_rows
from pipeline.statements.model import Column
from pipeline.statements.periods import period_of
from pipeline.statements.text import fold, split_ordinal, squeeze
from pipeline.statements.titles.titles import OTHER, StatementKind, settled
from pipeline.statements.vocabulary import any_of, column_terms, labels

# A side of a summary that tells basic from project expenditure.
_BY_NATURE = re.compile("支出性质|支出用途|按用途|按性质")
_CLASSIFICATIONS = {"function", "economic", "gov_economic"}
_DIGITS_OF_UNITS = {6, 9}
_SUMS = ("total", "year_total", "closing")


def axis_of(kind: StatementKind, title: str, table: Table, head: Head, columns: Sequence[Column]) -> str:
    """What the rows of a grid are, by its columns, then by what the rows print, then by its title."""
    if not kind.sides and _names_periods(table, head, columns):
        return "period"
    axis = _of_rows(kind, _of_columns(kind, columns, table, head), table, head, columns)
    return axis if kind.sides else _of_economic(axis, title, table, head, columns)


def _names_periods(table: Table, head: Head, columns: Sequence[Column]) -> bool:
    """Whether all rows are a year or a phase: 2024年预算数, 2025年预算数, 增减额 under headers of items."""
    of_labels = {column.col for column in columns if column.concept == "label"}
    texts = [cell.text for row in table.rows[head.body - 1 :] for cell in row if cell.col in of_labels and cell.text]
    return bool(texts) and all(period_of(text) is not None for text in texts)


def _of_columns(kind: StatementKind, columns: Sequence[Column], table: Table, head: Head) -> str:
    """What the rows are: the classification or unit that the table's columns print, else the statement's own."""
    concepts = [column.concept for column in columns]
    if kind.name in {"procurement", "purchase_of_services", "fixed_assets", "institutions"}:
        return kind.axis
    if kind.sides and len({column.panel for column in columns}) > 1:
        return kind.axis
    of_projects = kind.axis == "project" or kind.component == "project"
    if "project_name" in concepts and (of_projects or "function_code" not in concepts):
        return "project"
    if "class_part" in concepts and kind.axis in {*_CLASSIFICATIONS, "unit"}:
        parts = columns[concepts.index("class_part")]
        return classification_of("".join(parts.path)) or axis_of_codes(table, head, parts.col) or kind.axis
    for axis, names in (
        ("function", {"function_code", "function_name"}),
        ("economic", {"economic_code", "economic_name"}),
        ("gov_economic", {"gov_economic_code", "gov_economic_name"}),
    ):
        if names & set(concepts):
            return axis
    if "class_part" in concepts or "code" in concepts:
        return "unit" if kind.axis in _CLASSIFICATIONS and _codes_units(columns, table, head) else kind.axis
    left = concepts[: concepts.index("money")] if "money" in concepts else concepts
    if ("unit_name" in left or "unit_code" in left) and not {"label", "task_name"} & set(left):
        return "unit"
    return "unit" if "unit_code" in left and _lists_units(columns, table, head) else kind.axis


def _codes_units(columns: Sequence[Column], table: Table, head: Head) -> bool:
    """Whether a column of codes that its header leaves open prints those of budget units, three digits a level."""
    col = next((column.col for column in columns if column.concept == "code"), None)
    texts = body_texts(table, body_rows(table, head), col) if col is not None else []
    codes = {text for text in texts if text.isdigit()}
    units = {code for code in codes if len(code) in _DIGITS_OF_UNITS}
    return bool(units) and all(any(unit.startswith(code) for unit in units) for code in codes)


def _lists_units(columns: Sequence[Column], table: Table, head: Head) -> bool:
    """Whether a column for units and items (单位名称（科目）) names units only: each row has a code of its own."""
    if not any(column.concept == "label" and "单位" in "".join(column.path) for column in columns):
        return False
    col = next(column.col for column in columns if column.concept == "unit_code")
    cells = (table.grid.get((row, col)) for row in range(head.body, table.n_rows + 1))
    codes = [text for cell in cells if cell is not None and (text := fold(cell.text)).isdigit()]
    return 0 < len(codes) == len(set(codes))


def _of_rows(kind: StatementKind, axis: str, table: Table, head: Head, columns: Sequence[Column]) -> str:
    """``fund`` for a table whose rows print no codes and mostly name funds; for one of expenditure ``item`` where its
    rows tell basic from project expenditure, ``economic`` where most of them name what only that classification has.
    ``project`` for a list of projects beside codes of functions, ``fund`` for a table of no known statement in which
    each row is one, by the header of its name too.
    """
    if kind.name == OTHER.name and axis == kind.axis and _names_funds(table, head, columns):
        return "fund"
    concepts = {column.concept for column in columns}
    of_label = next((column.col for column in columns if column.concept == "label"), None)
    lists_projects = settled(kind.name, axis, None) == "project_list"
    if lists_projects and axis == "function" and _codes_stand_beside_projects(table, head, columns):
        return "project"
    if kind.sides or axis != "function" or of_label is None:
        return axis
    if concepts & (CODE_CONCEPTS | {"class_part", "function_name"}):
        return axis
    of_labels = {column.col for column in columns if column.concept == "label"}
    cells = [cell for row in table.rows[head.body - 1 :] for cell in row if cell.col in of_labels and cell.text]
    bare = [fold(split_ordinal(squeeze(cell.text))[1]) for cell in cells]
    if kind.flow != "revenue":
        if {"基本支出", "项目支出"} <= set(bare):
            return "item"
        economic = [text for text in bare if codes_by_name("economic", text) and not codes_by_name("function", text)]
        if len(economic) * 2 > len(bare):
            return "economic"
        bare = ["" if codes_by_name("function", text) else text for text in bare]
    funds = [labels("fund").search(text) for text in bare]
    named = [name for name in funds if name != "total"]
    return "fund" if sum(name is not None for name in named) * 2 > len(named) else axis


def _names_funds(table: Table, head: Head, columns: Sequence[Column]) -> bool:
    """Whether the one column of names is headed as funds (资金来源) and each of them is one, sums left out."""
    labelled = [column for column in columns if column.concept == "label"]
    if len(labelled) != 1 or column_terms().match(fold("".join(labelled[0].path[-1:]))) != "fund_kind":
        return False
    cells = (table.grid.get((row, labelled[0].col)) for row in range(head.body, table.n_rows + 1))
    texts = [fold(cell.text) for cell in cells if cell is not None and cell.text]
    names = [text for text in texts if not any_of("rows", "total", "patterns").fullmatch(text)]
    return bool(names) and all(labels("fund").search(name) not in {None, "total"} for name in names)


def _codes_stand_beside_projects(table: Table, head: Head, columns: Sequence[Column]) -> bool:
    """Whether most labels beside printed codes are no names of functions: projects, each with the code of its 项."""
    of_codes = {column.col for column in columns if column.concept in {"item_part", "function_code"}}
    of_label = next((column.col for column in columns if column.concept in {"label", "function_name"}), None)
    coded = [
        {cell.col: fold(cell.text) for cell in row if cell.text}
        for row in table.rows[head.body - 1 :]
        if any(cell.col in of_codes and fold(cell.text).isdigit() for cell in row)
    ]
    named = [texts[of_label] for texts in coded if of_label in texts]
    return sum(not codes_by_name("function", text) for text in named) * 2 > len(named)


def _of_economic(axis: str, title: str, table: Table, head: Head, columns: Sequence[Column]) -> str:
    """Which of the two economic classifications rows are of: that of the codes in their labels, else of the title.

    A title says it (按政府预算经济分类) where no column of codes does.
    """
    names = [column.col for column in columns if column.concept in {"label", "economic_name"}]
    if axis != "economic" or not names:
        return axis
    of_labels = axis_of_codes(table, head, names[0])
    has_codes = any(column.concept in CODE_CONCEPTS | {"class_part"} for column in columns)
    of_title = None if has_codes or of_labels else classification_of(title)
    return "gov_economic" if "gov_economic" in {of_labels, of_title} else axis


def panel_axes(
    kind: StatementKind, axis: str, table: Table, body: Sequence[int], columns: Sequence[Column]
) -> dict[int, str]:
    """What the rows of each panel are: in a summary revenue rows are funds and expenditure rows functions.

    The first column of a panel that has a meaning of its own says so; 序号 at the left of both sides has none. Rows of
    expenditure that mostly name its components (基本支出, 人员经费) are items. Of classifications side by side
    the headers of each panel name one.
    """
    axes: dict[int, str] = {}
    are_many = axis in _CLASSIFICATIONS and len({column.panel for column in columns}) > 1
    for column in columns:
        if are_many and not kind.sides and (of_panel := classification_of("".join(column.path))) is not None:
            axes.setdefault(column.panel, of_panel)
        if kind.sides and column.panel not in axes and column.concept != "serial":
            by_flow = {"revenue": "fund", "expenditure": "function"}.get(column.flow or "", axis)
            by_nature = "item" if _BY_NATURE.search("".join(column.path)) else None
            named = by_nature or classification_of("".join(column.path))
            of_rows = _named_by_rows(table, body, column) if by_flow == "function" else None
            axes[column.panel] = named or of_rows or by_flow
    return {column.panel: axes.get(column.panel, axis) for column in columns}


def _named_by_rows(table: Table, body: Sequence[int], column: Column) -> str | None:
    """What most rows of a column of labels are, totals and what is carried over left out, if no functions.

    Items, where they name components; an economic classification, where they name its classes and nothing over them.
    """
    cells = (table.grid.get((row, column.col)) for row in body)
    texts = [fold(split_ordinal(squeeze(cell.text))[1]) for cell in cells if cell is not None and cell.text]
    texts = [text for text in texts if not any(any_of("rows", role, "patterns").fullmatch(text) for role in _SUMS)]
    named = [labels("component").search(text) for text in texts]
    for axis in ("economic", "gov_economic"):
        classes = [bool(codes_by_name(axis, text)) and not codes_by_name("function", text) for text in texts]
        others = (name for name, is_class in zip(named, classes, strict=True) if not is_class)
        if sum(classes) * 2 > len(texts) and not any(others):
            return axis
    return "item" if sum(name is not None for name in named) * 2 > len(texts) else None
