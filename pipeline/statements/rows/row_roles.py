"""What role a row has by its words: total, subtotal, part, closing, unit or a leaf."""

import re

from pipeline.statements.model import Codes, Row
from pipeline.statements.of_which import without_mark
from pipeline.statements.rows.row_kinds import LEVELS, is_category, is_year_total
from pipeline.statements.rows.unit_keys import looks_like_unit, unit_key
from pipeline.statements.text import fold, split_ordinal
from pipeline.statements.vocabulary import any_of

_UNIT_AND_NAME = re.compile(r"[(\[]?(?P<code>\d{3}(?:\d{3}){0,3})[)\]]?[-—、.:：_]?(?P<name>\D{3,})")

LABEL_ORDER = (
    "label",
    "function_name",
    "economic_name",
    "item_name",
    "project_name",
    "task_name",
    "unit_name",
    "gov_economic_name",
    "group_name",
    "project_type",
)
"""The concepts of columns that name a row, in the order in which they are asked."""

NAMES_OF_ITEMS = frozenset(LABEL_ORDER) - {"unit_name", "group_name", "project_type"} | {"catalogue_code"}
"""What names a row of items before its unit does."""


def set_role(row: Row, texts: dict[str, str], axis: str, units: frozenset[str]) -> None:
    """Set the role of a row, and its level and unit where the role says them.

    ``texts`` are what the row prints by the concept of the column, ``axis`` is what the rows of its list are, ``units``
    are the names of budget units that the document states.
    """
    bare = split_ordinal(row.label)[1]
    folded = fold(bare)
    if row.unit_name and row.label.isdigit():
        row.role, row.unit_code, row.label, row.project_name = "unit", row.label, row.unit_name, None
    elif axis in {"item", "project"} and (is_category(row) or _is_project_kind(row, axis)):
        row.of_kind = row.of_kind or _is_project_kind(row, axis)
        row.role, row.codes, row.unit_code, row.project_name = "subtotal", Codes(), None, None
    elif axis == "item" and row.label and unit_key(row.label) in units:
        # Lists of procurement repeat the classification of their items in the rows of units.
        row.role, row.codes = "unit", Codes()
        name_unit(row)
    elif row.codes.main is not None:
        row.level = LEVELS.get(len(row.codes.main))
    elif is_year_total(row):
        row.role = "subtotal"
    elif any_of("rows", "total", "patterns").fullmatch(folded):
        row.role, row.level, row.unit_name = "total", 0, None
    elif any_of("rows", "subtotal", "patterns").fullmatch(folded):
        row.role, row.unit_name = "subtotal", row.unit_name if row.unit_name != row.label else None
        if looks_like_unit(folded.removesuffix("小计")):
            row.role, row.unit_name = "unit", row.label.removesuffix("小计")
    elif any_of("rows", "closing", "patterns").fullmatch(folded):
        row.role = "closing"
    elif any_of("rows", "of_which", "patterns").fullmatch(folded):
        # 其中：（一）... begins a list of all parts.
        row.role = "leaf" if split_ordinal(without_mark(folded))[0] else "of_which"
    elif _is_unit(row, texts, axis, units):
        row.role = "unit"
        name_unit(row)


def _is_project_kind(row: Row, axis: str) -> bool:
    return axis == "project" and any_of("rows", "project_kind", "patterns").fullmatch(fold(row.label)) is not None


def _is_unit(row: Row, texts: dict[str, str], axis: str, units: frozenset[str]) -> bool:
    if row.label and unit_key(row.label) in units:
        return True
    if axis == "item" and "unit_name" in texts and not set(texts) & NAMES_OF_ITEMS:
        return True
    if axis in {"project", "item"} or row.project_name:
        return False
    if row.unit_code is not None or (axis == "unit" and "unit_name" in texts):
        return True
    match = _UNIT_AND_NAME.fullmatch(row.label)
    return match is not None and axis in {"function", "economic", "gov_economic"} and looks_like_unit(match["name"])


def name_unit(row: Row) -> None:
    """Set the code and the name of a unit in whose row one stands."""
    match = _UNIT_AND_NAME.fullmatch(row.label)
    if match is not None:
        row.unit_name = None if row.unit_name == row.label else row.unit_name
        row.unit_code, row.label = row.unit_code or match["code"], match["name"]
    row.unit_name = row.unit_name or row.label
