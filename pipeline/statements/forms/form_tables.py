"""Tables that hold a form, a grid of indicators, or both."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from pipeline.documents.model import Table
from pipeline.statements.cells import PRINTED_NIL, form_state_of, unused
from pipeline.statements.contexts import Context
from pipeline.statements.forms.blank_spans import with_spans
from pipeline.statements.forms.form_model import Form
from pipeline.statements.forms.form_rows import read_form
from pipeline.statements.forms.forms import key_of, pair_of, part_of_project, projects_across
from pipeline.statements.forms.grid_rests import GridRest
from pipeline.statements.forms.indicator_grid import IndicatorGrid
from pipeline.statements.forms.indicator_heads import (
    concepts_of,
    first_header_row,
)
from pipeline.statements.forms.indicator_texts import texts_beside
from pipeline.statements.forms.indicators_across import indicators_across
from pipeline.statements.forms.project_grids import ProjectGrid, read_grid
from pipeline.statements.forms.spent_beside import with_spent
from pipeline.statements.heads.indicator_kinds import level_of
from pipeline.statements.heads.units import only_unit, unit_of_header
from pipeline.statements.model import Field, Reading, Unit
from pipeline.statements.numbers import parse_number
from pipeline.statements.rows.unit_keys import is_unit_with_code
from pipeline.statements.text import fold, squeeze
from pipeline.statements.titles.titles import StatementKind, kind_named
from pipeline.statements.unit_of_money import has_unit_behind

_LINES_ABOVE = 4
_NUMBERED = re.compile(r"(绩效)?指标(\d{1,2}|[一二三四五六七八九十])")
_BLANKS = re.compile(r"\s+")
_BEHIND_COLON = re.compile(r"([:：])\s+")


def read_form_table(
    context: Context,
    title: str,
    kind: StatementKind | None,
    unit: Unit | None,
    statement_no: int,
    kpi_header: int | None,
    units: Set[str],
) -> Reading:
    """The reading of a table with the fields of a form above ``kpi_header`` and indicators below; None is no grid.

    Where no title says whose sheet it is (``kind`` None), its fields do.
    ``units`` are the names of budget units that the document states.
    """
    table, whole = context.table, with_spans(context.table)
    last = kpi_header - 1 if kpi_header is not None else table.n_rows
    last -= _lines_above(whole, kpi_header)
    told, form = _told_and_form(table, last, with_grid=kpi_header is not None)
    named_above = _named_above([line.text for line in context.between[-_LINES_ABOVE:]])
    form.fields.extend(named for named in named_above if all(field.key != named.key for field in form.fields))
    form.fields = with_spent(form.fields)
    kind = kind or _kind_of_fields(form.fields)
    unit = _unit_of_form(table, last) or unit or _unit_of_figures(form.fields)
    grid = ProjectGrid(told.indicators) if kpi_header is None else read_grid(whole, kpi_header, last, kind, unit, units)
    uses = form.uses | told.uses | grid.uses
    reading = _sheet(context, title, kind, unit, statement_no, tuple(form.fields), uses)
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


def _kind_of_fields(fields: Sequence[Field]) -> StatementKind:
    """Whose sheet it is: a department's where it lists tasks and names no project, else a project's."""
    keys = {field.key for field in fields}
    is_overall = "task" in keys and not {"project_name", "project_code"} & keys
    return kind_named("overall_performance" if is_overall else "project_performance")


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
        all_told.add(told)
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
