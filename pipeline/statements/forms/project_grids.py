"""A grid of indicators with what its table prints beside it: the columns of projects or tasks, keys and notes."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from pipeline.documents.model import Cell, Table
from pipeline.statements.cells import body_use
from pipeline.statements.forms.forms import key_of
from pipeline.statements.forms.grid_sections import read_sections
from pipeline.statements.forms.indicator_columns import find_kpi_columns
from pipeline.statements.forms.indicator_grid import IndicatorGrid
from pipeline.statements.forms.indicator_heads import (
    BARE_PROJECT,
    cells_across,
    kpi_concept,
    names_owners,
    numbers_columns,
)
from pipeline.statements.forms.project_rows import rows_of_projects, sum_rows
from pipeline.statements.forms.summaries import find_blocks
from pipeline.statements.forms.task_rows import are_of_tasks, rows_of_tasks
from pipeline.statements.heads import headers
from pipeline.statements.heads.columns import find_columns
from pipeline.statements.heads.headers import Head
from pipeline.statements.model import Column, Indicator, ProjectBlock, Row, Unit
from pipeline.statements.rows.unit_keys import looks_like_unit, unit_key
from pipeline.statements.text import fold, squeeze
from pipeline.statements.titles.titles import StatementKind, kind_of_title


@dataclass
class ProjectGrid:
    """What a grid of indicators holds, with the columns of projects beside it, and the uses of its cells."""

    indicators: list[Indicator]
    uses: dict[tuple[int, int], str] = field(default_factory=dict)
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    blocks: Sequence[ProjectBlock] = ()
    listed: Mapping[tuple[int, int], str] = field(default_factory=dict)
    axes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a grid stands in its table, and what is known of the money beside it."""

    table: Table
    header: int
    above: int
    """The last row above the header, all of its lines."""
    kind: StatementKind
    unit: Unit | None

    @property
    def body(self) -> int:
        """The first row under the header, whose cells may reach down over several rows.

        A key at its left (绩效指标) reaches down over the indicators themselves.
        """
        columns = find_kpi_columns(self.table, self.header)
        cells = self.table.rows[self.header - 1]
        return self.header + max((cell.row_span for cell in cells if cell.col in columns), default=1)


def read_grid(
    table: Table, header: int, above: int, kind: StatementKind, unit: Unit | None, units: Set[str]
) -> ProjectGrid:
    """The grid under the row ``header``, of which the first line stands behind row ``above``.

    ``unit`` is that of the money beside it, ``units`` are the names of budget units that the document states.
    """
    place = _Place(table, header, above, kind, unit)
    read = read_sections(table, header, _end_of_grid(table, header))
    lines = (cell for row in table.rows[above : place.body - 1] for cell in row if cell.text)
    grid = ProjectGrid(read.indicators, {(cell.row, cell.col): "header" for cell in lines} | read.uses)
    for cell in read.unexplained:
        grid.uses.pop((cell.row, cell.col), None)
    grid.listed = read.listed
    if read.first_column is not None and read.first_column > 1:
        _add_projects(grid, place, read, read.first_column, units)
    elif read.first_column is None:
        _add_tasks(grid, place)
    grid.uses.update(_keys_beside(table, header, grid.uses))
    return grid


def _add_projects(grid: ProjectGrid, place: _Place, read: IndicatorGrid, first_column: int, units: Set[str]) -> None:
    """Add the projects left of the first column of indicators: columns, amounts, which indicators are of which."""
    table, header = place.table, place.header
    columns = _left_columns(place, first_column)
    numbered = header < table.n_rows and numbers_columns(table.rows[header])
    begin = header + 1 + numbered
    sums = sum_rows(table, columns, begin, {indicator.row for indicator in read.indicators}, units)
    if all(column.concept != "money" for column in columns):
        columns += _right_columns(place)
    blocks = find_blocks(table, columns, begin, read.full_rows, read.kinds, sums)
    heads = [block for block in blocks if _is_heading(table, block, read.indicators)]
    blocks = [block for block in blocks if block not in heads]
    _set_units(table, columns, blocks, _unit_rows(heads, sums))
    grid.columns, grid.blocks = columns, blocks
    grid.indicators = [_in_block(indicator, blocks) for indicator in read.indicators]
    grid.rows = rows_of_projects(table, columns, header + 1, blocks, sums)
    grid.uses.update(_uses_beside(table, columns, header, {row.row for row in grid.rows}))
    _use_labels(table, grid)


def _add_tasks(grid: ProjectGrid, place: _Place) -> None:
    """Add the tasks at the left of the grid, if it has any there."""
    first = min(find_kpi_columns(place.table, place.header), default=1)
    columns = _left_columns(place, first) if first > 1 else ()
    if are_of_tasks(columns):
        grid.columns, grid.axes = columns, {0: "item"}
        grid.rows = rows_of_tasks(place.table, columns, place.body)
        grid.uses.update(_uses_beside(place.table, columns, place.header, {row.row for row in grid.rows}))


def _end_of_grid(table: Table, kpi_header: int) -> int:
    """The last row of a grid of indicators: the next project's sheet begins below it with the key of its name.

    Text exports may print the title of that sheet in the same row.
    """
    if any(names_owners(cell) for cell in cells_across(table, kpi_header)):
        return table.n_rows
    for number in range(kpi_header + 1, table.n_rows + 1):
        texts = [cell.text for cell in table.rows[number - 1] if cell.text]
        begin = 1 if len(texts) > 1 and kind_of_title(texts[0]) is not None else 0
        names_project = len(texts) > begin + 1 and key_of(texts[begin]) == "project_name"
        if names_project and not any(kpi_concept(t) for t in texts):
            return number - 1
    return table.n_rows


def _keys_beside(table: Table, kpi_header: int, uses: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], str]:
    """Keys that stand beside or under a grid of indicators (绩效指标, 备注), and the value of a note."""
    found: dict[tuple[int, int], str] = {}
    for row in filter(None, table.rows[kpi_header:]):
        for cell, value in zip(row, [*row[1:], None], strict=True):
            if (cell.row, cell.col) in uses or key_of(cell.text) not in {"group", "goals", "note"}:
                continue
            found[cell.row, cell.col] = "header"
            if value is not None and value.text and key_of(cell.text) == "note":
                found[value.row, value.col] = "value"
    return found


def _left_columns(place: _Place, first: int) -> tuple[Column, ...]:
    """The columns left of ``first``, at the left of indicators: code, name and amounts of the projects."""
    found = _columns(place, [cell for cell in place.table.cells if cell.col < first], first - 1)
    if any(column.concept in {"project_name", "project_code"} for column in found):
        return found
    bare = [column for column in found if column.path and fold(column.path[-1]) == BARE_PROJECT]
    return tuple(replace(column, concept="project_name") if column in bare else column for column in found)


def _right_columns(place: _Place) -> tuple[Column, ...]:
    """The columns of money at the right of a grid of indicators, for projects that have none at its left."""
    end = max(find_kpi_columns(place.table, place.header))
    found = _columns(place, [cell for cell in place.table.cells if cell.col > end], place.table.n_cols)
    return tuple(column for column in found if column.concept == "money" and column.col > end and column.path)


def _columns(place: _Place, cells: Sequence[Cell], n_cols: int) -> tuple[Column, ...]:
    """What the columns of these cells are, under the lines of the header of the grid."""
    head = Head((), tuple(range(place.above + 1, place.body)), (), place.body)
    part = replace(place.table, n_cols=n_cols, cells=tuple(cells))
    paths = headers.header_paths(part, head)
    return find_columns(part, headers.body_rows(part, head), paths, place.kind, place.unit)


def _is_heading(table: Table, block: ProjectBlock, indicators: Sequence[Indicator]) -> bool:
    """Whether a row prints a name alone, without an indicator: the unit whose projects follow."""
    if block.first != block.last or block.codes or any(block.first == indicator.row for indicator in indicators):
        return False
    return sum(bool(cell.text) for cell in table.rows[block.first - 1]) == 1


def _unit_rows(heads: Sequence[ProjectBlock], sums: Mapping[int, tuple[str, str]]) -> dict[int, str]:
    """The rows that print the unit whose projects follow, with its name: those with its amounts and bare ones."""
    bare = {block.first: block.name for block in heads if looks_like_unit(unit_key(block.name))}
    return bare | {row: label for row, (role, label) in sums.items() if role == "unit"}


def _set_units(
    table: Table, columns: Sequence[Column], blocks: Sequence[ProjectBlock], units: Mapping[int, str]
) -> None:
    """The unit of projects that print none: the one in the nearest row of a unit above them, with the code there."""
    of_codes = {column.col for column in columns if column.concept in {"unit_code", "project_code"}}
    for block in blocks:
        above = [row for row in units if row < block.first]
        if above and block.unit_name is None:
            block.unit_name = units[max(above)]
            codes = (squeeze(cell.text) for cell in table.rows[max(above) - 1] if cell.col in of_codes)
            block.unit_code = block.unit_code or next(filter(str.isdigit, codes), None)


def _in_block(indicator: Indicator, blocks: Sequence[ProjectBlock]) -> Indicator:
    found = (index for index, block in enumerate(blocks) if block.first <= indicator.row <= block.last)
    return replace(indicator, block=next(found, None))


def _uses_beside(
    table: Table, columns: Sequence[Column], kpi_header: int, with_amounts: set[int]
) -> dict[tuple[int, int], str]:
    """The uses of the cells in the columns beside a grid; those of money in the rows ``with_amounts`` alone."""
    uses: dict[tuple[int, int], str] = {}
    for column in columns:
        for row in range(kpi_header + 1, table.n_rows + 1):
            cell = table.grid.get((row, column.col))
            use = body_use(column, cell.text) if cell is not None and cell.text else None
            if cell is not None and use is not None and (use != "money" or row in with_amounts):
                uses[cell.row, cell.col] = use
    return uses


def _use_labels(table: Table, grid: ProjectGrid) -> None:
    """The cells that print the labels of their rows are used, in whichever column these stand."""
    for row in grid.rows:
        for cell in table.rows[row.row - 1]:
            if row.label and squeeze(cell.text) == row.label:
                grid.uses.setdefault((cell.row, cell.col), "label")
