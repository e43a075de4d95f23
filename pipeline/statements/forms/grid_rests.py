"""The rest of a grid of indicators in a table of its own without a header, as overleaf: read under the header above."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.forms import key_of
from pipeline.statements.forms.indicator_columns import find_kpi_columns
from pipeline.statements.forms.indicator_grid import IndicatorGrid
from pipeline.statements.forms.indicator_heads import LEVEL_CONCEPTS, cells_across, header_row
from pipeline.statements.forms.indicators import read_indicators
from pipeline.statements.heads.indicator_kinds import names_kinds

_LEVELS = frozenset(LEVEL_CONCEPTS[:2])


@dataclass(frozen=True, slots=True)
class GridRest:
    """The grid with its rest under it, and what the rest holds at the places of its own table."""

    whole: Table
    found: IndicatorGrid


def grid_rest(grid: Table, table: Table) -> GridRest | None:
    """A table read as the rest of a grid of indicators; None where it is none.

    It has a column for each header of the grid, without that of the group at its left or with it, its levels are kinds
    of indicators, and every row that prints something prints a target.
    """
    header = header_row(grid)
    if header is None or header_row(table) is not None:
        return None
    columns = find_kpi_columns(grid, header)
    for cols in _ways(grid, header, table):
        cells = _placed(table, cols, grid.n_rows)
        texts = [cell.text for cell in cells if columns.get(cell.col) in _LEVELS and cell.text]
        targets = {cell.row for cell in cells if columns.get(cell.col) == "kpi_target" and cell.text}
        if not texts or not all(map(names_kinds, texts)) or targets != {cell.row for cell in cells if cell.text}:
            continue
        whole = replace(grid, n_rows=grid.n_rows + table.n_rows, cells=(*grid.cells, *cells), page_to=table.page_to)
        return GridRest(whole, _of_rest(read_indicators(whole, header, whole.n_rows), cols, grid.n_rows))
    return None


def _ways(grid: Table, header: int, table: Table) -> list[Sequence[int]]:
    """The columns of the grid that those of the rest can be."""
    heads = [cell for cell in cells_across(grid, header) if cell.text]
    ways: list[Sequence[int]] = [range(1, grid.n_cols + 1), [cell.col for cell in heads]]
    if heads and key_of(heads[0].text) == "group":
        ways.append([cell.col for cell in heads[1:]])
    return [cols for cols in ways if len(cols) == table.n_cols]


def _placed(table: Table, cols: Sequence[int], above: int) -> list[Cell]:
    """The cells of a rest as they stand under the grid."""
    ends = [*(col - 1 for col in cols[1:]), cols[-1]]
    return [
        replace(
            cell,
            row=cell.row + above,
            col=cols[cell.col - 1],
            col_span=max(ends[cell.col + cell.col_span - 2] - cols[cell.col - 1] + 1, 1),
        )
        for cell in table.cells
    ]


def _of_rest(found: IndicatorGrid, cols: Sequence[int], above: int) -> IndicatorGrid:
    """What stands under the grid, at the places of the rest's own table."""
    back = {col: index for index, col in enumerate(cols, start=1)}
    rest = IndicatorGrid()
    rest.indicators = [
        replace(indicator, row=indicator.row - above, col=back[indicator.col])
        for indicator in found.indicators
        if indicator.row > above
    ]
    rest.uses = {(row - above, back[col]): use for (row, col), use in found.uses.items() if row > above}
    rest.listed = {(row - above, back[col]): why for (row, col), why in found.listed.items() if row > above}
    return rest
