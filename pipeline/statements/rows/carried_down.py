"""What is printed once, beside or over the first of its rows, and counts for those under it: a unit, a project."""

from collections.abc import Sequence

from pipeline.statements.model import Row
from pipeline.statements.rows.panel_cells import PanelCells
from pipeline.statements.rows.row_roles import NAMES_OF_ITEMS

# What names nothing.
NO_NAMES = frozenset({"money", "serial", "quantity", "share"})


def head_projects(cells: PanelCells, rows: Sequence[Row]) -> None:
    """A project alone in its row heads the rows below that print it again with codes or items of their own."""
    heading: Row | None = None
    for row in rows:
        texts = [cells.at(row.row, column.col) for column in cells.columns if column.concept not in NO_NAMES]
        if row.project_name is not None and sum(cell is not None and bool(cell.text) for cell in texts) == 1:
            heading = row
        elif heading is not None and row.project_name == heading.project_name:
            row.parent = heading.row if row.parent is None else row.parent
        else:
            heading = None


def carry_units(cells: PanelCells, rows: Sequence[Row]) -> None:
    """A unit that is printed once, beside the first of its rows, is that of the rows under it too."""
    concepts = {column.concept for column in cells.columns}
    stated = [row.unit_name for row in rows if row.unit_name and row.role in {"leaf", "subtotal"}]
    if "unit_name" not in concepts or not concepts & NAMES_OF_ITEMS or len(set(stated)) < len(stated):
        return
    above: Row | None = None
    for row in rows:
        if row.role in {"total", "unit"} or row.unit_name:
            above = row if row.role == "leaf" else None
        elif above is not None and row.role == "leaf" and row.label:
            row.unit_code, row.unit_name = row.unit_code or above.unit_code, above.unit_name


def carry_projects(rows: Sequence[Row], axis: str) -> None:
    """A project that is printed once, beside the first of its economic codes, is that of those under it too.

    A list that repeats a project's name has none where it prints none.
    """
    named = [row.project_name for row in rows if row.project_name and row.role == "leaf"]
    if axis != "project" or len(set(named)) < len(named):
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


def _is_beside(row: Row, above: Row) -> bool:
    """Whether a row has another economic code of the same level, under the same functional code and unit."""
    codes, of_above = row.codes, above.codes
    same_level = codes.economic != of_above.economic and len(codes.economic or "") == len(of_above.economic or "")
    return same_level and codes.function == of_above.function and row.unit_name in {None, above.unit_name}
