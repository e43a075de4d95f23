"""The codes that the cells of a row print: whole, in parts (类, 款, 项), before or behind a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.documents.model import Cell
from pipeline.statements.heads.code_columns import PART_CONCEPTS
from pipeline.statements.model import Codes, Column, Row
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
from pipeline.statements.text import fold, squeeze


@dataclass(slots=True)
class CodeCells:
    """Reads the codes of the rows of a panel in their order, and keeps the 类 and 款 that rows below leave blank."""

    parts: dict[str, list[str]] = field(default_factory=dict)

    def take(self, row: Row, cells: Sequence[tuple[Column, Cell]], texts: Mapping[str, str]) -> None:
        """Give a row its codes; that of its unit and its label too where a cell of codes prints these."""
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
        for group in _part_groups(cells):
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
        _second_names(found, texts)
        printed = next(iter(found.values()), "")
        if len(found) == 1 and is_unit_of(printed, fold(row.label)):
            row.unit_code, found = printed, {}
        row.codes = Codes(found.get("function"), found.get("economic"), found.get("gov_economic"))

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


def _second_names(found: dict[str, str], texts: Mapping[str, str]) -> None:
    """A classification printed as "30101-基本工资", or by its code, in a name column of its own."""
    for concept in NAME_CONCEPTS:
        code, name = split_code(texts.get(concept, ""))
        if code is not None and (name or is_code_only(concept, texts[concept])):
            found.setdefault(classification_of_code(code), code)


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
