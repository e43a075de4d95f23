"""Lists whose names go down from column to column as stairs do."""

from collections.abc import Sequence

from pipeline.statements.model import Row
from pipeline.statements.rows.catalogue_rows import is_sum_in_printed
from pipeline.statements.rows.panel_cells import PanelCells
from pipeline.statements.rows.row_roles import LABEL_ORDER

# Fewer columns of names are a staircase only where sums say so.
_FEWEST_STEPS = 3


def nest_staircase(cells: PanelCells, rows: Sequence[Row]) -> None:
    """Where names go down from column to column, a row is part of the last one whose names end left of its own.

    A row of figures without any name stands on the lowest step. Two columns are steps where the upper row is the
    sum of those under it.
    """
    cols = [column.col for column in cells.columns if column.concept in LABEL_ORDER]
    open_rows: list[tuple[int, Row]] = []
    under: dict[int, list[Row]] = {}
    for row in rows if cols else ():
        printed = [col for col in cols if (cell := cells.at(row.row, col)) is not None and cell.text]
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
