"""What cells that reach down over several rows of a list say of these: codes, the 小计 they are part of, names."""

import re
from collections.abc import Sequence

from pipeline.statements.heads.code_columns import PART_CONCEPTS
from pipeline.statements.heads.column_concepts import CODE_CONCEPTS
from pipeline.statements.model import Codes, Row
from pipeline.statements.rows.panel_cells import PanelCells
from pipeline.statements.rows.printed_codes import NAME_CONCEPTS, classification_of_code, split_code
from pipeline.statements.rows.row_roles import LABEL_ORDER, NAMES_OF_ITEMS
from pipeline.statements.text import fold, squeeze

_SUM = re.compile("小计|合计")


def with_covering_codes(cells: PanelCells, row_no: int, codes: Codes) -> Codes:
    """The codes of a row, and of the other classifications those of merged cells that reach down to it."""
    found: dict[str, str] = {}
    parts: list[str] = []
    for column in cells.columns:
        cell = cells.table.grid.get((row_no, column.col))
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


def nest_under_merged(cells: PanelCells, rows: Sequence[Row]) -> None:
    """A row beside a merged label is part of the row in which the label begins, if that one is its 小计."""
    drawn = {row.row for row in rows}
    for row in rows:
        above = _group_above(cells, row.row)
        row.parent = above if above in drawn else None


def _group_above(cells: PanelCells, row_no: int) -> int | None:
    """The row of the merged label that reaches down beside this one, if that row is its 小计."""
    for column in cells.columns:
        cell = cells.table.grid.get((row_no, column.col))
        if column.concept in LABEL_ORDER and cell is not None and cell.text and cell.row < row_no:
            beside = (cells.table.grid.get((cell.row, other.col)) for other in cells.columns)
            if any(c is not None and c is not cell and _SUM.fullmatch(fold(c.text)) for c in beside):
                return cell.row
    return None


def name_under_merged(cells: PanelCells, rows: Sequence[Row]) -> None:
    """Give rows that print no name of their own that of the narrowest cell which reaches down to them.

    物业管理服务 beside 部门集中采购 and 分散自行组织 is bought in two ways, a row each.
    """
    names = [column.col for column in cells.columns if column.concept in NAMES_OF_ITEMS - {"catalogue_code"}]
    for row in rows:
        covering = [cells.table.grid.get((row.row, col)) for col in names]
        merged = [cell for cell in covering if cell is not None and cell.text and cell.row < row.row]
        if merged and not row.label and row.role == "leaf":
            row.label = squeeze(merged[-1].text)
