"""The rows of one panel of a table as printed: label, codes, names of unit and project, role, money."""

import re
from collections.abc import Mapping, Sequence

from pipeline.documents.model import Cell, Table
from pipeline.reference.loader import codes_by_name
from pipeline.statements import components
from pipeline.statements.model import Column, Row
from pipeline.statements.rows.carried_down import NO_NAMES, carry_projects, carry_units, head_projects
from pipeline.statements.rows.catalogue_rows import is_category_alone, nest_by_catalogue, without_catalogue_code
from pipeline.statements.rows.code_cells import CodeCells
from pipeline.statements.rows.label_elsewhere import (
    BESIDE_ROWS,
    UNITS_IN_HEADER,
    take_heading_of_projects,
    take_label_elsewhere,
)
from pipeline.statements.rows.merged_cells import name_under_merged, nest_under_merged, with_covering_codes
from pipeline.statements.rows.panel_cells import PanelCells
from pipeline.statements.rows.printed_codes import is_code_only
from pipeline.statements.rows.row_roles import LABEL_ORDER, NAMES_OF_ITEMS, name_unit, set_role
from pipeline.statements.rows.staircase import nest_staircase
from pipeline.statements.rows.unit_keys import code_and_name, looks_like_unit
from pipeline.statements.text import fold, indent, squeeze
from pipeline.statements.vocabulary import any_of, labels

_LONGEST_UNIT_CODE = 12
# Columns of names in which those of units may stand too.
_OF_NAMES = frozenset({"project_name", "label", "function_name", "economic_name"})
# A mark behind a blank at the end of a label is dirt that was recognised, not part of the name.
_STRAY_MARK = re.compile(r"\s[:.,;·]$")
_FIRST_LABEL = {"project": "project_name", "unit": "unit_name", "economic": "economic_name", "item": "item_name"}


class Panel:
    """The columns of one panel and the rows read from them."""

    def __init__(self, table: Table, columns: Sequence[Column], axis: str, units: frozenset[str]) -> None:
        self.cells = PanelCells(table, columns)
        self.codes = CodeCells()
        self.units = units
        self.columns = columns
        self.axis = axis
        self.units_among = any(
            column.concept in _OF_NAMES and UNITS_IN_HEADER.search(column.path[-1]) for column in columns if column.path
        )
        self.named: dict[int, tuple[str, ...]] = {}

    def rows(self, body: Sequence[int]) -> list[Row]:
        """The rows of these numbers that print more than what stands beside rows."""
        drawn = []
        for row_no in body:
            cells = [(column, self.cells.of(row_no, column)) for column in self.columns]
            if any(cell.text for column, cell in cells if cell is not None and column.concept not in BESIDE_ROWS):
                drawn.append(self._row(row_no, [(column, cell) for column, cell in cells if cell is not None]))
        nest_under_merged(self.cells, drawn)
        if self.axis == "item":
            nest_by_catalogue(drawn, self._catalogue_codes(drawn))
            nest_staircase(self.cells, drawn)
        head_projects(self.cells, drawn)
        carry_units(self.cells, drawn)
        carry_projects(drawn, self.axis)
        if self.axis in {"item", "project"}:
            name_under_merged(self.cells, drawn)
        return drawn

    def _catalogue_codes(self, rows: Sequence[Row]) -> dict[int, str]:
        cols = [column.col for column in self.columns if column.concept == "catalogue_code"]
        cells = {row.row: self.cells.at(row.row, col) for row in rows for col in cols[:1]}
        return {row: squeeze(cell.text) for row, cell in cells.items() if cell is not None}

    def _row(self, row_no: int, cells: Sequence[tuple[Column, Cell]]) -> Row:
        texts = _texts(cells)
        is_over_projects = False
        if not set(texts) & set(LABEL_ORDER):
            is_over_projects = self.axis == "project" and take_heading_of_projects(texts, cells)
            if not is_over_projects:
                take_label_elsewhere(texts, cells)
        if self.axis == "item" and is_category_alone(texts):
            texts["label"] = texts.pop("remark")
        naming = _without_unit_over_rows(texts, cells)
        raw_label = self._raw_label(naming)
        label = without_catalogue_code(squeeze(_STRAY_MARK.sub("", raw_label)))
        row = Row(row=row_no, panel=self.columns[0].panel, label=label, indent=indent(raw_label))
        self.codes.take(row, cells, texts)
        self._take_names(row, texts)
        self._take_money(row, cells, texts)
        set_role(row, naming, self.axis, self.units)
        self._settle_role(row, texts, is_over_projects=is_over_projects)
        self._take_covering(row)
        return row

    def _raw_label(self, texts: Mapping[str, str]) -> str:
        """The text that names a row, as printed: by the axis of its panel, else by the order of all labels."""
        order = (_FIRST_LABEL.get(self.axis, "label"), *LABEL_ORDER)
        named = {concept: text for concept, text in texts.items() if not is_code_only(concept, text)}
        return next((named[concept] for concept in order if concept in named), "")

    def _take_names(self, row: Row, texts: Mapping[str, str]) -> None:
        """The unit and the project that a row names, and the codes that the name of its economic class may have."""
        if "unit_code" in texts or "unit_name" in texts:
            # One column may print the codes of units and those of their items.
            unit_code = squeeze(texts.get("unit_code", ""))
            row.unit_code = unit_code if unit_code and unit_code != row.codes.main else None
            row.unit_name = squeeze(texts.get("unit_name", "")) or None
        if "project_name" in texts:
            row.project_name = squeeze(texts["project_name"])
        if self.axis in {"item", "project"} and row.codes.economic is None and "economic_name" in texts:
            self.named[row.row] = codes_by_name("economic", squeeze(texts["economic_name"]))

    def _take_money(self, row: Row, cells: Sequence[tuple[Column, Cell]], texts: Mapping[str, str]) -> None:
        """The figures of a row, and what columns of kinds say of its money."""
        printed = {column.col: squeeze(cell.text) for column, cell in cells}
        row.figures = tuple(printed.get(column.col, "") for column in self.columns if column.concept == "money")
        row.of_kind = self._is_sum_of_kind(texts)
        row.fund = self._named_by(row.row, texts, "fund", ("fund_kind",))
        component = self._named_by(row.row, texts, "component", ("spending_kind", "project_type"))
        # An economic class there is what the row is, not a part of the money.
        row.component = component if component not in components.CLASSES else None

    def _settle_role(self, row: Row, texts: Mapping[str, str], *, is_over_projects: bool) -> None:
        """The role of a row that heads projects or is a unit among them, and the code of such a unit."""
        if is_over_projects and row.role == "leaf":
            row.role = "unit" if row.unit_name else "subtotal"
            if row.unit_name:
                name_unit(row)
        has_code = row.codes.main is not None or len(texts.get("project_code", "")) > _LONGEST_UNIT_CODE
        if row.role == "leaf" and self.units_among and not has_code and looks_like_unit(fold(row.label)):
            row.role, row.project_name = "unit", None
            name_unit(row)
        if row.role == "unit" and not has_code:
            # One column may print the codes of units and those of their projects.
            row.unit_code = row.unit_code or squeeze(texts.get("project_code", "")) or None

    def _take_covering(self, row: Row) -> None:
        """What merged cells that begin above a row say of it: codes, and its unit."""
        if row.role == "leaf" and (row.codes.main is not None or row.project_name is not None):
            row.codes = with_covering_codes(self.cells, row.row, row.codes)
        if row.role == "leaf" and row.unit_code is None and row.unit_name is None:
            row.unit_code, row.unit_name = (self.cells.covering(row.row, name) for name in ("unit_code", "unit_name"))
        if row.unit_name and row.unit_code is None:
            row.unit_code, row.unit_name = code_and_name(row.unit_name)

    def _named_by(self, row_no: int, texts: Mapping[str, str], of: str, concepts: Sequence[str]) -> str | None:
        """The fund or component that a column of kinds names for the money of this row (支出类别: 基本支出)."""
        printed = (fold(texts.get(concept) or self.cells.covering(row_no, concept) or "") for concept in concepts)
        return next((name for text in printed if (name := labels(of).search_one(text)) not in {None, "total"}), None)

    def _is_sum_of_kind(self, texts: Mapping[str, str]) -> bool:
        """Whether a row of a list of named projects prints their kind (专项业务) alone: a sum of it."""
        has_names = any(column.concept == "project_name" for column in self.columns)
        names = {concept for concept in texts if concept not in NO_NAMES}
        is_alone = self.axis == "project" and has_names and names == {"project_type"}
        return is_alone and not any_of("rows", "total", "patterns").fullmatch(fold(texts["project_type"]))


def _without_unit_over_rows(texts: dict[str, str], cells: Sequence[tuple[Column, Cell]]) -> dict[str, str]:
    """What names a row: not a unit whose cell reaches down over rows with names of their own beside it."""
    is_over_rows = any(column.concept == "unit_name" and cell.row_span > 1 for column, cell in cells)
    if is_over_rows and set(texts) & NAMES_OF_ITEMS:
        return {concept: text for concept, text in texts.items() if concept != "unit_name"}
    return texts


def _texts(cells: Sequence[tuple[Column, Cell]]) -> dict[str, str]:
    """What a row prints by concept, the first column of each."""
    texts: dict[str, str] = {}
    seen: set[tuple[int, int]] = set()
    for column, cell in cells:
        if column.concept and cell.text and (cell.row, cell.col) not in seen:
            seen.add((cell.row, cell.col))
            # Of wider and narrower names (一级, 二级, 三级) the narrowest, the last, names the row.
            if column.concept == "group_name" or column.concept not in texts:
                texts[column.concept] = cell.text
    return texts
