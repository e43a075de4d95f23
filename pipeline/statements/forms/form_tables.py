"""Tables that hold a form, a grid of indicators, or both, with the columns of projects at the left of the grid."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from pipeline.documents.model import Table
from pipeline.statements.cells import PRINTED_NIL, body_use, form_state_of, unused
from pipeline.statements.contexts import Context
from pipeline.statements.forms.form_model import Form
from pipeline.statements.forms.form_rows import read_form
from pipeline.statements.forms.forms import key_of, pair_of, part_of_project, projects_across
from pipeline.statements.forms.grid_rests import GridRest
from pipeline.statements.forms.grid_sections import read_sections
from pipeline.statements.forms.indicator_columns import find_kpi_columns
from pipeline.statements.forms.indicator_heads import (
    cells_across,
    concepts_of,
    first_header_row,
    kpi_concept,
)
from pipeline.statements.forms.indicator_texts import texts_beside
from pipeline.statements.forms.indicators import (
    BARE_PROJECT,
    IndicatorGrid,
    names_owners,
    numbers_columns,
)
from pipeline.statements.forms.indicators_across import indicators_across
from pipeline.statements.forms.project_rows import rows_of_projects, sum_rows
from pipeline.statements.forms.spent_beside import with_spent
from pipeline.statements.forms.summaries import find_blocks
from pipeline.statements.forms.task_rows import are_of_tasks, rows_of_tasks
from pipeline.statements.heads import headers
from pipeline.statements.heads.columns import find_columns
from pipeline.statements.heads.headers import Head
from pipeline.statements.heads.indicator_kinds import level_of
from pipeline.statements.heads.units import only_unit, unit_of_header
from pipeline.statements.model import Column, Field, Indicator, ProjectBlock, Reading, Row, Unit
from pipeline.statements.numbers import parse_number
from pipeline.statements.rows.unit_keys import is_unit_with_code, looks_like_unit, unit_key
from pipeline.statements.text import fold, squeeze
from pipeline.statements.titles.titles import StatementKind, kind_named, kind_of_title
from pipeline.statements.unit_of_money import has_unit_behind

_LINES_ABOVE = 4
_NUMBERED = re.compile(r"(绩效)?指标(\d{1,2}|[一二三四五六七八九十])")
_BLANKS = re.compile(r"\s+")
_BEHIND_COLON = re.compile(r"([:：])\s+")


def read_form_table(
    context: Context,
    title: str,
    kind: StatementKind,
    unit: Unit | None,
    statement_no: int,
    kpi_header: int | None,
    units: Set[str],
) -> Reading:
    """The reading of a table with the fields of a form above ``kpi_header`` and indicators below; None is no grid.

    ``units`` are the names of budget units that the document states.
    """
    table = context.table
    last = kpi_header - 1 if kpi_header is not None else table.n_rows
    last -= _lines_above(table, kpi_header)
    told, form = _told_and_form(table, last, with_grid=kpi_header is not None)
    named_above = _named_above([line.text for line in context.between[-_LINES_ABOVE:]])
    form.fields.extend(named for named in named_above if all(field.key != named.key for field in form.fields))
    form.fields = with_spent(form.fields)
    unit = _unit_of_form(table, last) or unit or _unit_of_figures(form.fields)
    grid = _Grid(list(told.indicators), dict(form.uses) | told.uses)
    if kpi_header is not None:
        grid = _read_grid(table, kpi_header, last, kind, unit, units, grid.uses)
    reading = _sheet(context, title, kind, unit, statement_no, tuple(form.fields), grid.uses)
    not_read = [reason for reason in reading.unparsed.values() if reason != PRINTED_NIL]
    holds_rows = bool(grid.indicators or grid.blocks or grid.rows or not_read)
    return replace(
        reading,
        state=form_state_of(form.fields, holds_rows=holds_rows),
        columns=grid.columns,
        rows=grid.rows,
        indicators=tuple(grid.indicators),
        blocks=tuple(grid.blocks),
        axes=grid.axes,
        unparsed=dict(reading.unparsed) | dict(grid.listed),
    )


def read_grid_rest(context: Context, above: Reading, rest: GridRest) -> Reading:
    """The reading of a table that is the rest of the grid of indicators of the sheet above."""
    kind = kind_named(above.statement)
    reading = _sheet(context, above.title, kind, above.unit, above.statement_no, (), rest.found.uses)
    unparsed = dict(reading.unparsed) | rest.found.listed
    return replace(reading, indicators=tuple(rest.found.indicators), unparsed=unparsed)


def read_unit_sheet(
    context: Context, title: str, kind: StatementKind, unit: Unit | None, statement_no: int, fields: tuple[Field, ...]
) -> Reading:
    """A sheet of keys and values about one budget unit; the keys and values that are not known stay unparsed."""
    keys = {fold(field.text) for field in fields}
    uses = {(field.row, field.col): "value" for field in fields}
    uses |= {(cell.row, cell.col): "header" for cell in context.table.cells if cell.text and fold(cell.text) in keys}
    return _sheet(context, title, kind, unit, statement_no, fields, uses)


def _sheet(
    context: Context,
    title: str,
    kind: StatementKind,
    unit: Unit | None,
    statement_no: int,
    fields: tuple[Field, ...],
    uses: Mapping[tuple[int, int], str],
) -> Reading:
    """The reading of a sheet of keys and values, without a grid."""
    return Reading(
        table=context.table,
        statement_no=statement_no,
        title=squeeze(title),
        statement=kind.name,
        axis=kind.axis,
        unit=unit,
        state="present",
        fields=fields,
        unit_line=context.unit_line,
        uses=uses,
        unparsed=unused(context.table, uses),
    )


@dataclass
class _Grid:
    """What a grid of indicators holds, with the columns of projects beside it, and the uses of all cells so far."""

    indicators: list[Indicator]
    uses: dict[tuple[int, int], str]
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    blocks: Sequence[ProjectBlock] = ()
    listed: Mapping[tuple[int, int], str] = field(default_factory=dict)
    axes: Mapping[int, str] = field(default_factory=dict)


def _read_grid(
    table: Table,
    kpi_header: int,
    last: int,
    kind: StatementKind,
    unit: Unit | None,
    units: Set[str],
    uses: dict[tuple[int, int], str],
) -> _Grid:
    """The grid under ``kpi_header``, which begins behind row ``last``; ``uses`` are those of the form above it."""
    for row in range(last + 1, _after_header(table, kpi_header)):
        uses.update({(cell.row, cell.col): "header" for cell in table.rows[row - 1] if cell.text})
    read = read_sections(table, kpi_header, _end_of_grid(table, kpi_header))
    grid = _Grid(read.indicators, uses | read.uses)
    for cell in read.unexplained:
        grid.uses.pop((cell.row, cell.col), None)
    grid.listed = read.listed
    if read.first_column is not None and read.first_column > 1:
        columns = _left_columns(table, kpi_header, last, read.first_column, kind, unit)
        numbered = kpi_header < table.n_rows and numbers_columns(table.rows[kpi_header])
        begin = kpi_header + 1 + numbered
        sums = sum_rows(table, columns, begin, {indicator.row for indicator in read.indicators}, units)
        if all(column.concept != "money" for column in columns):
            columns += _right_columns(table, kpi_header, last, kind, unit)
        blocks = find_blocks(table, columns, begin, read.full_rows, read.kinds, sums)
        heads = [block for block in blocks if _is_heading(table, block, read.indicators)]
        blocks = [block for block in blocks if block not in heads]
        _set_units(table, columns, blocks, _unit_rows(heads, sums))
        grid.columns, grid.blocks = columns, blocks
        grid.indicators = [_in_block(indicator, blocks) for indicator in read.indicators]
        grid.rows = rows_of_projects(table, columns, kpi_header + 1, blocks, sums)
        grid.uses.update(_left_uses(table, columns, kpi_header, {row.row for row in grid.rows}))
        _use_labels(table, grid)
    elif read.first_column is None and (first := min(find_kpi_columns(table, kpi_header), default=1)) > 1:
        columns = _left_columns(table, kpi_header, last, first, kind, unit)
        if are_of_tasks(columns):
            grid.columns, grid.axes = columns, {0: "item"}
            grid.rows = rows_of_tasks(table, columns, _after_header(table, kpi_header))
            grid.uses.update(_left_uses(table, columns, kpi_header, {row.row for row in grid.rows}))
    grid.uses.update(_keys_beside(table, kpi_header, grid.uses))
    return grid


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


def _told_and_form(table: Table, last: int, *, with_grid: bool) -> tuple[IndicatorGrid, Form]:
    """The indicators told in words and the fields of the rows up to ``last``; of several projects side by side all."""
    parts = [] if with_grid else [part_of_project(table, col) for col in projects_across(table, last)]
    read = []
    for part in parts or [table]:
        across, rows_across = indicators_across(part, 0 if with_grid else last)
        told, told_in = (across, rows_across) if rows_across else texts_beside(part, 0 if with_grid else last)
        read.append((told, read_form(part, last, told_in)))
    (all_told, whole), *others = read
    for told, form in others:
        all_told.indicators.extend(told.indicators)
        all_told.uses.update(told.uses)
        whole.fields.extend(form.fields)
        whole.uses.update(form.uses)
    return all_told, whole


def _named_above(lines: Sequence[str]) -> list[Field]:
    """The project that the lines right above the table name (项目名称：...) and the unit whose code and name one is.

    Else the unit that one names (填报单位：...). Both are placed in its first cell.
    """
    texts = [text for line in lines for text in _BLANKS.split(_BEHIND_COLON.sub(r"\1", line.strip()))]
    pairs = [Field(key, text, 1, 1, value) for key, text, value in filter(None, map(pair_of, texts))]
    projects = [pair for pair in pairs if pair.key == "project_name"]
    units = [Field("unit_name", "", 1, 1, text) for text in reversed(texts) if is_unit_with_code(text)]
    units += [pair for pair in reversed(pairs) if pair.key == "unit_name"]
    return [*projects[:1], *units[:1]]


def _unit_of_form(table: Table, last: int) -> Unit | None:
    """The unit that the keys and headers of a form state (项目资金（元）), if they agree."""
    texts = (cell.text for row in table.rows[:last] for cell in row)
    return only_unit(unit_of_header([text]) for text in texts if key_of(text) or has_unit_behind(fold(text)))


def _unit_of_figures(fields: Sequence[Field]) -> Unit | None:
    """The unit that the figures of a form print behind them (预算金额 | 120.00万元), if they agree."""
    numbers = (parse_number(field.value) for field in fields)
    return only_unit(unit_of_header([number.unit]) for number in numbers if number is not None and number.unit)


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


def _left_columns(
    table: Table, kpi_header: int, last: int, first_pair: int, kind: StatementKind, unit: Unit | None
) -> tuple[Column, ...]:
    """The columns at the left of pairs of indicators: code, name and amounts of the projects."""
    body = _after_header(table, kpi_header)
    head = Head((), tuple(range(last + 1, body)), (), body)
    left = tuple(cell for cell in table.cells if cell.col < first_pair)
    part = Table(table.number, table.n_rows, first_pair - 1, left, table.page_from, table.page_to)
    found = find_columns(part, head, headers.header_paths(part, head), kind, unit)
    if any(column.concept in {"project_name", "project_code"} for column in found):
        return found
    bare = [column for column in found if column.path and fold(column.path[-1]) == BARE_PROJECT]
    return tuple(replace(column, concept="project_name") if column in bare else column for column in found)


def _right_columns(
    table: Table, kpi_header: int, last: int, kind: StatementKind, unit: Unit | None
) -> tuple[Column, ...]:
    """The columns of money at the right of a grid of indicators, for projects that have none at its left."""
    body = _after_header(table, kpi_header)
    head = Head((), tuple(range(last + 1, body)), (), body)
    end = max(find_kpi_columns(table, kpi_header))
    right = tuple(cell for cell in table.cells if cell.col > end)
    part = Table(table.number, table.n_rows, table.n_cols, right, table.page_from, table.page_to)
    found = find_columns(part, head, headers.header_paths(part, head), kind, unit)
    return tuple(column for column in found if column.concept == "money" and column.col > end and column.path)


def _after_header(table: Table, kpi_header: int) -> int:
    """The first row under the header of a grid of indicators, whose cells may reach down over several rows.

    A key at its left (绩效指标) reaches down over the indicators themselves.
    """
    columns = find_kpi_columns(table, kpi_header)
    return kpi_header + max((cell.row_span for cell in table.rows[kpi_header - 1] if cell.col in columns), default=1)


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


def _left_uses(
    table: Table, columns: Sequence[Column], kpi_header: int, with_amounts: set[int]
) -> dict[tuple[int, int], str]:
    uses: dict[tuple[int, int], str] = {}
    for column in columns:
        for row in range(kpi_header + 1, table.n_rows + 1):
            cell = table.grid.get((row, column.col))
            use = body_use(column, cell.text) if cell is not None and cell.text else None
            if cell is not None and use is not None and (use != "money" or row in with_amounts):
                uses[cell.row, cell.col] = use
    return uses


def _use_labels(table: Table, grid: _Grid) -> None:
    """The cells that print the labels of their rows are used, in whichever column these stand."""
    for row in grid.rows:
        for cell in table.rows[row.row - 1]:
            if row.label and squeeze(cell.text) == row.label:
                grid.uses.setdefault((cell.row, cell.col), "label")


def _lines_above(table: Table, kpi_header: int | None) -> int:
    """How many lines above the header of a grid belong to that header (绩效指标, 成本指标 | 产出指标 ...)."""
    if kpi_header is None or kpi_header == 1:
        return 0
    of_pairs = concepts_of(table.rows[kpi_header - 1]).count("kpi_target") > 1 and any(
        _heads_pairs(cell.text) for cell in table.rows[kpi_header - 2]
    )
    return max(int(of_pairs), kpi_header - first_header_row(table, kpi_header))


def _heads_pairs(text: str) -> bool:
    """Whether a text stands over pairs of name and target: a kind of indicator, 绩效指标 or its number (指标1)."""
    return level_of(text) is not None or key_of(text) == "group" or _NUMBERED.fullmatch(fold(text)) is not None
