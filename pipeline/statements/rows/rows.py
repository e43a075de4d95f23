"""What each row is: its label, codes, role, level, and the row that it is part of."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.documents.model import Cell, Table
from pipeline.reference.loader import codes_by_name
from pipeline.statements import components
from pipeline.statements.heads.code_columns import PART_CONCEPTS
from pipeline.statements.heads.column_concepts import CODE_CONCEPTS
from pipeline.statements.model import Codes, Column, Row
from pipeline.statements.numbers import has_digit
from pipeline.statements.rows.catalogue_rows import (
    is_category_alone,
    is_sum_in_printed,
    nest_by_catalogue,
    without_catalogue_code,
)
from pipeline.statements.rows.hierarchy import set_parents
from pipeline.statements.rows.merged_names import name_under_merged
from pipeline.statements.rows.names import infer_codes, rejoined
from pipeline.statements.rows.printed_codes import (
    CODE_AND_NAME,
    NAME_CONCEPTS,
    PART_AND_NAME,
    classification_of_code,
    is_code_only,
    is_unit_of,
    split_code,
    split_second,
    unit_code_in,
    without_padding,
)
from pipeline.statements.rows.row_kinds import code_of, is_year_total
from pipeline.statements.rows.row_roles import LABEL_ORDER, NAMES_OF_ITEMS, name_unit, set_role
from pipeline.statements.rows.unit_keys import code_and_name, looks_like_unit
from pipeline.statements.text import fold, indent, squeeze
from pipeline.statements.vocabulary import any_of, labels

_NO_NAMES = frozenset({"money", "serial", "quantity", "share"})
# What stands beside rows makes none.
_NO_ROW = frozenset({"serial", "remark", "fund_kind", "spending_kind"})
_LONGEST_UNIT_CODE = 12
# Fewer columns of names are a staircase only where sums say so.
_FEWEST_STEPS = 3
# A mark behind a blank at the end of a label is dirt that was recognised, not part of the name.
_STRAY_MARK = re.compile(r"\s[:.,;·]$")
_SUM = re.compile("小计|合计")
# A header that says that budget units stand in one column with projects or codes: 单位名称（科目）.
_UNITS_TOO = re.compile("单位|部门")
_FIRST_LABEL = {"project": "project_name", "unit": "unit_name", "economic": "economic_name", "item": "item_name"}


def find_rows(
    table: Table,
    columns: Sequence[Column],
    bodies: Mapping[int, Sequence[int]],
    axes: Mapping[int, str],
    units: frozenset[str],
) -> tuple[Row, ...]:
    """The rows of every panel among its body's, in reading order, with roles, levels and parents.

    ``bodies`` are the numbers of the rows of each panel and ``axes`` what they are, ``units`` the names of budget units
    that the document states.
    """
    rows: list[Row] = []
    lists = _lists(columns, axes)
    for panel in dict.fromkeys(column.panel for column in columns):
        of_panel = [column for column in columns if column.panel == panel]
        reader = _Panel(table, of_panel, axes[panel], units)
        drawn = rejoined(reader.rows(bodies[panel]), axes[panel])
        before = [row for row in rows if lists[row.panel] == lists[panel] and row.role not in {"total", "unit"}]
        _take_sums_beside([row for row in rows if lists[row.panel] == lists[panel]], drawn)
        infer_codes([*before, *drawn], axes[panel])
        set_parents(drawn)
        for row in drawn:
            if len(codes := reader.named.get(row.row, ())) == 1:
                row.economic_inferred = codes[0]
        rows.extend(drawn)
    _join_panels(rows, lists)
    return tuple(rows)


def _take_sums_beside(before: Sequence[Row], drawn: Sequence[Row]) -> None:
    """A figure without a label is that of the sum whose words stand in the panel before, where they run on to it.

    公用经费合计 under the first of two panels of one list, its amount at the end of the second.
    """
    sums = {row.row: row for row in before if row.role in {"total", "subtotal"} and row.label}
    for row in drawn:
        words = sums.get(row.row)
        if words is not None and not row.label and any(row.figures) and not any(words.figures):
            row.label, row.role, row.level = words.label, words.role, words.level


_List = tuple[str, tuple[tuple[str, ...], ...]]
"""What the rows of a panel are and the headers of its columns: panels that agree in it print one list."""


def _lists(columns: Sequence[Column], axes: Mapping[int, str]) -> dict[int, _List]:
    paths: dict[int, list[tuple[str, ...]]] = {column.panel: [] for column in columns}
    for column in columns:
        if column.concept == "money" or column.concept in CODE_CONCEPTS | set(PART_CONCEPTS) | set(LABEL_ORDER):
            paths[column.panel].append(column.path)
    return {panel: (axes[panel], tuple(of_panel)) for panel, of_panel in paths.items()}


def _join_panels(rows: Sequence[Row], lists: Mapping[int, _List]) -> None:
    """A list of codes that runs on in the next panel under the same header: its rows are part of those before.

    The 类 may stand at the foot of one panel and its 款 at the top of the next.
    """
    open_rows: dict[str, Row] = {}
    for above, row in pairwise([None, *rows]):
        if row is None or (code := code_of(row)) is None:
            continue
        if above is not None and row.panel != above.panel and lists[row.panel] != lists[above.panel]:
            open_rows = {}
        whole = next(
            (open_rows[code[:length]] for length in (5, 3) if code[:length] in open_rows and length < len(code)), None
        )
        if whole is not None and whole.panel != row.panel:
            row.parent, row.parent_panel, row.ancestors = whole.row, whole.panel, (*whole.ancestors, whole.label)
            whole.is_leaf, whole.role = False, "subtotal" if whole.role == "leaf" else whole.role
        open_rows[code] = row
    _share_total(rows, lists)


def _share_total(rows: Sequence[Row], lists: Mapping[int, _List]) -> None:
    """The codes of a list in several panels are part of its total, where one of the panels prints the only one."""
    totals = [row for row in rows if code_of(row) is None and (row.role == "total" or is_year_total(row))]
    for total in totals:
        if sum(lists[other.panel] == lists[total.panel] for other in totals) > 1:
            continue
        for row in rows:
            in_list = row.panel != total.panel and lists[row.panel] == lists[total.panel]
            if in_list and row.parent is None and code_of(row) is not None:
                row.parent, row.parent_panel = total.row, total.panel


class _Panel:
    """The columns of one panel and the rows read from them."""

    def __init__(self, table: Table, columns: Sequence[Column], axis: str, units: frozenset[str]) -> None:
        self.table = table
        self.units = units
        self.columns = columns
        self.axis = axis
        self.parts: dict[str, list[str]] = {}
        self.units_among = any(
            column.concept in {"project_name", "label", "function_name"} and _UNITS_TOO.search(column.path[-1])
            for column in columns
            if column.path
        )
        self.named: dict[int, tuple[str, ...]] = {}

    def rows(self, body: Sequence[int]) -> list[Row]:
        drawn = []
        for row_no in body:
            cells = [(column, self._cell_of(row_no, column)) for column in self.columns]
            if any(cell.text for column, cell in cells if cell is not None and column.concept not in _NO_ROW):
                drawn.append(self._row(row_no, [(column, cell) for column, cell in cells if cell is not None]))
        self._grouped(drawn)
        if self.axis == "item":
            nest_by_catalogue(drawn, self._catalogue_codes(drawn))
            self._staircase(drawn)
        self._headed(drawn)
        self._units_down(drawn)
        self._projects_down(drawn)
        if self.axis in {"item", "project"}:
            name_under_merged(self.table, self.columns, drawn)
        return drawn

    def _units_down(self, rows: Sequence[Row]) -> None:
        """A unit that is printed once, beside the first of its rows, is that of the rows under it too."""
        concepts = {column.concept for column in self.columns}
        stated = [row.unit_name for row in rows if row.unit_name and row.role in {"leaf", "subtotal"}]
        if "unit_name" not in concepts or not concepts & NAMES_OF_ITEMS or len(set(stated)) < len(stated):
            return
        above: Row | None = None
        for row in rows:
            if row.role in {"total", "unit"} or row.unit_name:
                above = row if row.role == "leaf" else None
            elif above is not None and row.role == "leaf" and row.label:
                row.unit_code, row.unit_name = row.unit_code or above.unit_code, above.unit_name

    def _projects_down(self, rows: Sequence[Row]) -> None:
        """A project that is printed once, beside the first of its economic codes, is that of those under it too.

        A list that repeats a project's name has none where it prints none.
        """
        named = [row.project_name for row in rows if row.project_name and row.role == "leaf"]
        if self.axis != "project" or len(set(named)) < len(named):
            return
        above: Row | None = None
        for row in rows:
            if row.role != "leaf" or row.codes.economic is None:
                above = None
            elif row.project_name:
                above = row
            elif above is not None and _is_beside(row, above):
                row.project_name = above.project_name
            else:
                above = None

    def _headed(self, rows: Sequence[Row]) -> None:
        """A project alone in its row heads the rows below that print it again with codes or items of their own."""
        heading: Row | None = None
        for row in rows:
            texts = [self._cell(row.row, column.col) for column in self.columns if column.concept not in _NO_NAMES]
            if row.project_name is not None and sum(cell is not None and bool(cell.text) for cell in texts) == 1:
                heading = row
            elif heading is not None and row.project_name == heading.project_name:
                row.parent = heading.row if row.parent is None else row.parent
            else:
                heading = None

    def _staircase(self, rows: Sequence[Row]) -> None:
        """Where names go down from column to column, a row is part of the last one whose names end left of its own.

        A row of figures without any name stands on the lowest step. Two columns are steps where the upper row is the
        sum of those under it.
        """
        cols = [column.col for column in self.columns if column.concept in LABEL_ORDER]
        open_rows: list[tuple[int, Row]] = []
        under: dict[int, list[Row]] = {}
        for row in rows if cols else ():
            printed = [col for col in cols if (cell := self._cell(row.row, col)) is not None and cell.text]
            if not printed and (row.label or not open_rows):
                continue
            first, last = (printed[0], printed[-1]) if printed else (cols[-1], cols[-1])
            while open_rows and open_rows[-1][0] >= first:
                open_rows.pop()
            if open_rows and row.parent is None:
                under.setdefault(open_rows[-1][1].row, []).append(row)
            open_rows.append((last, row))
        for head in rows:
            parts = under.get(head.row, [])
            if parts and (len(cols) >= _FEWEST_STEPS or is_sum_in_printed(head, parts)):
                for part in parts:
                    part.parent = head.row

    def _catalogue_codes(self, rows: Sequence[Row]) -> dict[int, str]:
        cols = [column.col for column in self.columns if column.concept == "catalogue_code"]
        cells = {row.row: self._cell(row.row, col) for row in rows for col in cols[:1]}
        return {row: squeeze(cell.text) for row, cell in cells.items() if cell is not None}

    def _cell(self, row: int, col: int) -> Cell | None:
        cell = self.table.grid.get((row, col))
        return cell if cell is not None and (cell.row == row or not cell.text) else None

    def _cell_of(self, row_no: int, column: Column) -> Cell | None:
        """The cell of a column; of a 类 or 款 that is merged with those above a blank one, as if printed once."""
        cell = self.table.grid.get((row_no, column.col))
        if cell is not None and cell.row < row_no and column.concept in PART_CONCEPTS:
            return replace(cell, row=row_no, row_span=1, text="")
        return self._cell(row_no, column.col)

    def _row(self, row_no: int, cells: Sequence[tuple[Column, Cell]]) -> Row:
        texts: dict[str, str] = {}
        seen: set[tuple[int, int]] = set()
        for column, cell in cells:
            if column.concept and cell.text and (cell.row, cell.col) not in seen:
                seen.add((cell.row, cell.col))
                # Of wider and narrower names (一级, 二级, 三级) the narrowest, the last, names the row.
                if column.concept == "group_name" or column.concept not in texts:
                    texts[column.concept] = cell.text
        if not set(texts) & set(LABEL_ORDER):
            self._label_elsewhere(texts, cells)
        if self.axis == "item" and is_category_alone(texts):
            texts["label"] = texts.pop("remark")
        is_sum_of_kind = self._is_sum_of_kind(texts)
        order = (_FIRST_LABEL.get(self.axis, "label"), *LABEL_ORDER)
        named = {concept: text for concept, text in texts.items() if not is_code_only(concept, text)}
        raw_label = next((named[concept] for concept in order if concept in named), "")
        label = without_catalogue_code(squeeze(_STRAY_MARK.sub("", raw_label)))
        row = Row(row=row_no, panel=self.columns[0].panel, label=label, indent=indent(raw_label))
        self._codes(row, cells, texts)
        if "unit_code" in texts or "unit_name" in texts:
            # One column may print the codes of units and those of their items.
            unit_code = squeeze(texts.get("unit_code", ""))
            row.unit_code = unit_code if unit_code and unit_code != row.codes.main else None
            row.unit_name = squeeze(texts.get("unit_name", "")) or None
        if "project_name" in texts:
            row.project_name = squeeze(texts["project_name"])
        if self.axis in {"item", "project"} and row.codes.economic is None and "economic_name" in texts:
            self.named[row_no] = codes_by_name("economic", squeeze(texts["economic_name"]))
        printed = {column.col: squeeze(cell.text) for column, cell in cells}
        row.figures = tuple(printed.get(column.col, "") for column in self.columns if column.concept == "money")
        row.of_kind = is_sum_of_kind
        row.fund = self._named_by(row_no, texts, "fund", ("fund_kind",))
        component = self._named_by(row_no, texts, "component", ("spending_kind", "project_type"))
        # An economic class there is what the row is, not a part of the money.
        row.component = component if component not in components.CLASSES else None
        set_role(row, texts, self.axis, self.units)
        has_code = row.codes.main is not None or len(texts.get("project_code", "")) > _LONGEST_UNIT_CODE
        if row.role == "leaf" and self.units_among and not has_code and looks_like_unit(fold(row.label)):
            row.role, row.project_name = "unit", None
            name_unit(row)
        if row.role == "unit" and not has_code:
            # One column may print the codes of units and those of their projects.
            row.unit_code = row.unit_code or squeeze(texts.get("project_code", "")) or None
        if row.role == "leaf" and (row.codes.main is not None or row.project_name is not None):
            row.codes = self._with_covering_codes(row_no, row.codes)
        if row.role == "leaf" and row.unit_code is None and row.unit_name is None:
            row.unit_code, row.unit_name = (self._covering(row_no, name) for name in ("unit_code", "unit_name"))
        if row.unit_name and row.unit_code is None:
            row.unit_code, row.unit_name = code_and_name(row.unit_name)
        return row

    def _named_by(self, row_no: int, texts: Mapping[str, str], of: str, concepts: Sequence[str]) -> str | None:
        """The fund or component that a column of kinds names for the money of this row (支出类别: 基本支出)."""
        printed = (fold(texts.get(concept) or self._covering(row_no, concept) or "") for concept in concepts)
        return next((name for text in printed if (name := labels(of).search_one(text)) not in {None, "total"}), None)

    def _is_sum_of_kind(self, texts: Mapping[str, str]) -> bool:
        """Whether a row of a list of named projects prints their kind (专项业务) alone: a sum of it."""
        has_names = any(column.concept == "project_name" for column in self.columns)
        names = {concept for concept in texts if concept not in _NO_NAMES}
        is_alone = self.axis == "project" and has_names and names == {"project_type"}
        return is_alone and not any_of("rows", "total", "patterns").fullmatch(fold(texts["project_type"]))

    @staticmethod
    def _label_elsewhere(texts: dict[str, str], cells: Sequence[tuple[Column, Cell]]) -> None:
        """A word in the column of unit codes, or a 合计 in any other, that runs on over the names is the label.

        So is a 小计 in the column of the codes of projects.
        """
        total, subtotal = (any_of("rows", name, "patterns") for name in ("total", "subtotal"))
        for column, cell in cells:
            is_word = column.concept == "unit_code" and cell.text and not has_digit(cell.text)
            is_word = is_word or (column.concept == "project_code" and subtotal.fullmatch(fold(cell.text)) is not None)
            if is_word or (column.concept not in CODE_CONCEPTS | {"money"} and total.fullmatch(fold(cell.text))):
                texts["label"] = cell.text
                texts.pop(column.concept or "", None)
                return
        # The only text of a row names it, under a header that says of what kind (单位名称、资产类别) it may be.
        alone = [(column, cell) for column, cell in cells if cell.text and column.concept not in _NO_ROW]
        words = [(column, cell) for column, cell in alone if column.concept != "money" and not has_digit(cell.text)]
        if len(words) == 1 and words[0][0].concept is None and any(column.concept == "money" for column, _ in alone):
            column, cell = words[0]
            is_unit = any(map(_UNITS_TOO.search, column.path[-1:])) and looks_like_unit(fold(cell.text))
            texts["unit_name" if is_unit else "label"] = cell.text

    def _covering(self, row_no: int, concept: str) -> str | None:
        """The text of a merged cell of a column that reaches down to this row."""
        cells = (self.table.grid.get((row_no, column.col)) for column in self.columns if column.concept == concept)
        return next(
            (squeeze(cell.text) for cell in cells if cell is not None and cell.row < row_no and cell.text), None
        )

    def _with_covering_codes(self, row_no: int, codes: Codes) -> Codes:
        """The codes of a row, and of the other classifications those of merged cells that reach down to it."""
        found: dict[str, str] = {}
        parts: list[str] = []
        for column in self.columns:
            cell = self.table.grid.get((row_no, column.col))
            text = cell.text if cell is not None and cell.row < row_no else ""
            if column.concept in PART_CONCEPTS:
                parts = [text] if column.concept == "class_part" else [*parts, text]
                code, _ = split_code("".join(map(squeeze, parts))) if text else (None, "")
            else:
                code, _ = split_code(text) if column.concept in {*CODE_CONCEPTS, *NAME_CONCEPTS} else (None, "")
            if code is not None:
                found[classification_of_code(code)] = code
        of = codes.function, codes.economic, codes.gov_economic
        kinds = "function", "economic", "gov_economic"
        return Codes(*(code or found.get(kind) for code, kind in zip(of, kinds, strict=True)))

    def _grouped(self, rows: Sequence[Row]) -> None:
        """A row beside a merged label is part of the row in which the label begins, if that one is its 小计."""
        drawn = {row.row for row in rows}
        for row in rows:
            above = self._group_above(row.row)
            row.parent = above if above in drawn else None

    def _group_above(self, row_no: int) -> int | None:
        """The row of the merged label that reaches down beside this one, if that row is its 小计."""
        for column in self.columns:
            cell = self.table.grid.get((row_no, column.col))
            if column.concept in LABEL_ORDER and cell is not None and cell.text and cell.row < row_no:
                beside = (self.table.grid.get((cell.row, other.col)) for other in self.columns)
                if any(c is not None and c is not cell and _SUM.fullmatch(fold(c.text)) for c in beside):
                    return cell.row
        return None

    def _codes(self, row: Row, cells: Sequence[tuple[Column, Cell]], texts: dict[str, str]) -> None:
        found: dict[str, str] = {}
        for column, cell in cells:
            if column.concept in {"function_code", "economic_code", "gov_economic_code", "code"} and cell.text:
                code, name = split_code(cell.text)
                if code is not None:
                    found.setdefault(classification_of_code(code), code)
                    if name and not row.label:
                        row.label = name
                elif unit_code_in(cell.text) is not None:
                    row.unit_code = unit_code_in(cell.text)
                elif not row.label:
                    row.label = squeeze(cell.text)
        for group in self._part_groups(cells):
            code = self._joined_parts(group)
            if code is not None:
                found.setdefault(classification_of_code(code), code)
            elif not any(cell.text for _, cell in group[1:] if cell is not group[0][1]):
                row.unit_code = unit_code_in(group[0][1].text) or row.unit_code
                if not row.label and row.unit_code is None:
                    row.label = squeeze(group[0][1].text)
        code, name = split_code(row.label)
        if code is not None and name and (not found or code in found.values()):
            found[classification_of_code(code)] = code
            row.label = name
        if (second := split_second(row.label)) is not None:
            row.label, code = second
            found.setdefault(classification_of_code(code), code)
        self._second_names(found, texts)
        printed = next(iter(found.values()), "")
        if len(found) == 1 and is_unit_of(printed, fold(row.label)):
            row.unit_code, found = printed, {}
        row.codes = Codes(found.get("function"), found.get("economic"), found.get("gov_economic"))

    @staticmethod
    def _second_names(found: dict[str, str], texts: dict[str, str]) -> None:
        """A classification printed as "30101-基本工资", or by its code, in a name column of its own."""
        for concept in NAME_CONCEPTS:
            code, name = split_code(texts.get(concept, ""))
            if code is not None and (name or is_code_only(concept, texts[concept])):
                found.setdefault(classification_of_code(code), code)

    @staticmethod
    def _part_groups(cells: Sequence[tuple[Column, Cell]]) -> list[list[tuple[Column, Cell]]]:
        """The cells of 类, 款 and 项 of each classification; a 款 that ran into the name beside it comes from there."""
        groups: list[list[tuple[Column, Cell]]] = []
        for column, cell in cells:
            if column.concept == "class_part":
                groups.append([(column, cell)])
            elif column.concept in PART_CONCEPTS and groups:
                merged = PART_AND_NAME.fullmatch(fold(cell.text))
                groups[-1].append((column, replace(cell, text=merged["part"]) if merged else cell))
            elif groups and groups[-1][0][1].text and not any(part.text for _, part in groups[-1][1:]):
                merged = PART_AND_NAME.fullmatch(fold(cell.text))
                if merged is not None:
                    groups[-1] = [groups[-1][0], (column, replace(cell, text=merged["part"]))]
        return groups

    def _joined_parts(self, group: Sequence[tuple[Column, Cell]]) -> str | None:
        """类, 款 and 项 joined; parts left blank before a printed one are completed from the rows above."""
        key = str(group[0][0].col)
        printed = [squeeze(cell.text) for _, cell in group]
        # A sheet that took 01 for a number prints 1.
        printed[1:] = [part.zfill(2) if part.isdigit() else part for part in printed[1:]]
        if not any(printed) or not all(part.isdigit() for part in printed if part):
            return None
        last = max(index for index, part in enumerate(printed) if part)
        known = self.parts.get(key, [])
        parts = [part or (known[index] if index < len(known) else "") for index, part in enumerate(printed[: last + 1])]
        code = ""
        for part in parts:
            code = part if code and part.startswith(code) and len(part) > 2 else code + part
        if not CODE_AND_NAME.fullmatch(code):
            return None
        self.parts[key] = parts
        return without_padding(code)


def _is_beside(row: Row, above: Row) -> bool:
    """Whether a row has another economic code of the same level, under the same functional code and unit."""
    codes, of_above = row.codes, above.codes
    same_level = codes.economic != of_above.economic and len(codes.economic or "") == len(of_above.economic or "")
    return same_level and codes.function == of_above.function and row.unit_name in {None, above.unit_name}
