"""From a Document to its statements: title, unit, columns, rows, forms and indicators of every table."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.documents.model import Document, Table
from pipeline.statements.cells import grid_uses, listed_titles, state_of, unknown_heads, unparsed, unused
from pipeline.statements.contexts import Context, completes_sheet, contexts_of, continues, may_be_rest
from pipeline.statements.forms.form_tables import read_form_table, read_grid_rest, read_unit_sheet
from pipeline.statements.forms.forms import is_form, is_key_sheet
from pipeline.statements.forms.grid_rests import grid_rest
from pipeline.statements.forms.indicator_heads import header_row
from pipeline.statements.forms.indicator_texts import graded, texts_in_columns, untold
from pipeline.statements.forms.unit_sheets import unit_fields
from pipeline.statements.heads import headers
from pipeline.statements.heads.axes import axis_of, panel_axes
from pipeline.statements.heads.columns import find_columns
from pipeline.statements.heads.headers import Head
from pipeline.statements.heads.shared_heads import is_of_other_columns
from pipeline.statements.heads.units import only_unit, unit_of_line
from pipeline.statements.model import Column, Reading, Understanding, Unit
from pipeline.statements.rows.counts import counted_cells
from pipeline.statements.rows.rows import find_rows
from pipeline.statements.rows.stacked import stacked_sides
from pipeline.statements.rows.unit_keys import unit_key
from pipeline.statements.text import fold, squeeze
from pipeline.statements.titles.misnamed import misnamed
from pipeline.statements.titles.table_figures import known_figures, not_contradicted
from pipeline.statements.titles.table_order import listed_orders, standard_orders
from pipeline.statements.titles.title_words import is_narrower
from pipeline.statements.titles.titles import (
    OTHER,
    StatementKind,
    as_titled,
    kind_named,
    kind_of_title,
    kinds,
    names_both_sides,
    settled,
)
from pipeline.statements.titles.untitled import Group, by_content, decided, is_two_sided, names_both_flows
from pipeline.statements.vocabulary import column_terms

_COUNT_OR_AMOUNT = "the row counts things and the header says money"
_OVER_WHICH = "it is not certain over which columns this header stands"
_AS_OF = re.compile(r"截止时间[::]?(?P<date>.*)")
# A day above a list of assets, other than that on which it was made.
_DAY_OF_STOCK = re.compile(r"^(?!.*(填|制|打印|公开|发布|更新)).*?(?P<date>\d{4}年\d{1,2}月\d{1,2}日)")
# A line in which a document states its unit of money beside other things, such as a running head, is no longer.
_LONGEST_HEAD = 40
_PERFORMANCE = {"project_performance", "overall_performance", "project_performance_summary"}


def understand(document: Document, known: Understanding | None = None) -> Understanding:
    """What the tables of a document mean. Pure: the same document gives the same understanding.

    ``known`` is what the document meant before figures of some of its tables were edited: tables that are the same
    objects keep their readings, the others are read again.
    """
    contexts = contexts_of(document)
    document_unit = only_unit(context.unit for context in contexts) or _unit_of_text(document)
    of_tables = tuple(_units(known, index, context) for index, context in enumerate(contexts))
    names = frozenset().union(*of_tables)
    readings: list[Reading] = []
    heads: list[int] = []
    furniture: set[int] = set()
    statement_no = table_no = 0
    grid: Table | None = None
    for index, context in enumerate(contexts):
        furniture.update(context.furniture)
        rest = grid_rest(grid, context.table) if grid is not None and may_be_rest(context) else None
        goes_on = context.title is None and bool(readings) and continues(context, readings[-1])
        goes_on = goes_on or completes_sheet(context, [r for r in readings if r.statement_no == statement_no])
        goes_on = goes_on or rest is not None
        if not goes_on:
            # A section of a file leaves out tables; of these there are no fewer than statements.
            is_next = context.table.number == table_no + 1
            statement_no = statement_no + 1 if is_next else context.table.number
        table_no = context.table.number
        above = readings[-1] if goes_on else None
        heads.append(heads[-1] if goes_on else index)
        reading = _kept(known, len(readings), context.table, above, statement_no)
        if reading is None and rest is not None and above is not None:
            reading = read_grid_rest(context, above, rest)
        readings.append(reading or _read_table(context, above, document_unit, statement_no, names))
        grid = rest.whole if rest is not None else context.table if _is_grid_alone(readings[-1]) else None
    untitled = known.untitled if known is not None else _untitled(document, contexts, heads, readings)
    for index, head in enumerate(heads):
        kind, reading = untitled.get(head), readings[index]
        if kind is not None and (known is None or index >= len(known.readings) or reading is not known.readings[index]):
            unit = contexts[index].unit or contexts[head].unit or _unit_of(contexts[head], document_unit)
            readings[index] = _read_grid(contexts[index], reading.title, kind, unit, reading.statement_no, names)
    return Understanding(document, tuple(readings), frozenset(furniture), of_tables, untitled)


def _is_grid_alone(reading: Reading) -> bool:
    """Whether a table holds indicators of one sheet, that is no list of projects."""
    return bool(reading.indicators) and not reading.blocks and not reading.rows


def _untitled(
    document: Document, contexts: Sequence[Context], heads: Sequence[int], readings: Sequence[Reading]
) -> dict[int, StatementKind]:
    """What the tables are that no title names, or names falsely, by index, as far as it is certain."""
    first = sorted(set(heads))
    groups = [
        Group(readings[i], None if contexts[i].is_untitled and not _is_sheet(readings[i]) else _named(readings[i]))
        for i in first
    ]
    others = {first[number]: OTHER for number in misnamed(groups)}
    if all(group.kind is not None for group in groups):
        return others
    accounts = any(column.phase == "actual" for reading in readings for column in reading.columns)
    found = decided(groups, [*listed_orders(document.blocks), *standard_orders(accounts=accounts)])
    for number, index in enumerate(first):
        doubted = contexts[index].doubted
        if doubted is not None and groups[number].kind is None:
            kind = found.pop(number, doubted if doubted.expected and not doubted.sides else OTHER)
            if is_narrower(kind, doubted) and _is_confirmed(kind, groups[number].reading, groups):
                found[number] = kind
    return {first[number]: kind for number, kind in found.items()} | others


def _is_confirmed(kind: StatementKind, reading: Reading, groups: Sequence[Group]) -> bool:
    """Whether a table whose title has a word that is not understood is ``kind``: other tables print its total.

    None of these may be that statement.
    """
    titled = [(group.reading, group.kind) for group in groups if group.kind is not None]
    figures = known_figures(titled)
    is_free = all(other.name != kind.name for _, other in titled)
    is_printed = (kind.fund, kind.component) in figures
    return is_free and is_printed and bool(not_contradicted(reading, frozenset({kind.name}), figures))


def _is_sheet(reading: Reading) -> bool:
    """Whether a table was read as a form or as a grid of indicators."""
    return reading.statement in _PERFORMANCE


def _named(reading: Reading) -> StatementKind:
    """What the title of a table that was read says that it is."""
    named = kind_of_title(reading.title)
    fits = named is not None and named.name == reading.statement
    return as_titled(named if named is not None and fits else kind_named(reading.statement), reading.title)


def _unit_of_text(document: Document) -> Unit | None:
    """The unit that lines outside tables state, such as a running head, if they agree."""
    return only_unit(unit_of_line(p.text) for p in document.paragraphs if len(p.text) <= _LONGEST_HEAD)


def _units(known: Understanding | None, index: int, context: Context) -> frozenset[str]:
    """The names of budget units that a table and the lines about it print; the known ones of a table not edited."""
    if known is not None and index < len(known.readings) and known.readings[index].table is context.table:
        return known.unit_names[index]
    return frozenset([*context.stated_units(), *context.listed_units()])


def _kept(
    known: Understanding | None, index: int, table: Table, above: Reading | None, statement_no: int
) -> Reading | None:
    """The known reading of a table that was not edited, nor the one that it continues."""
    if known is None or index >= len(known.readings):
        return None
    reading = known.readings[index]
    same = reading.table is table and reading.statement_no == statement_no
    return reading if same and (above is None or above is known.readings[index - 1]) else None


def _read_table(
    context: Context, above: Reading | None, document_unit: Unit | None, statement_no: int, names: frozenset[str]
) -> Reading:
    table = context.table
    unit = _unit_of(context, document_unit)
    title, kind = context.title, context.kind
    if above is not None:
        named = kind_of_title(above.title)
        title = above.title
        kind = named if named is not None and named.name == above.statement else kind_named(above.statement)
        unit = context.unit or above.unit or _unit_of(context, document_unit)
    kpi_header = header_row(table)
    of_unit = unit_fields(table) if kind is None or kind.name == "institutions" else ()
    if of_unit:
        return read_unit_sheet(context, title or "", kind_named("institutions"), unit, statement_no, of_unit)
    if above is None and context.is_untitled and kpi_header is None:
        unknown = replace(OTHER, sides=True) if names_both_flows(context.paths) else OTHER
        draft = _read_grid(context, title or "", unknown, unit, statement_no, names)
        named = by_content(draft)
        if is_two_sided(draft) or (named is not None and named.name not in _PERFORMANCE):
            return draft
    last_form_row = kpi_header - 1 if kpi_header is not None else table.n_rows
    may_be_form = (kind is None and context.doubted is None) or (kind is not None and kind.name in _PERFORMANCE)
    of_project = kind is not None and kind.name == "project_list" and is_key_sheet(table)
    if kpi_header is not None or of_project or (may_be_form and is_form(table, last_form_row)):
        kind = kind if kind is not None and kind.name in _PERFORMANCE else kind_named("project_performance")
        return read_form_table(context, title or "", kind, unit, statement_no, kpi_header, names)
    return _read_grid(context, title or "", kind, unit, statement_no, names)


def _unit_of(context: Context, document_unit: Unit | None) -> Unit | None:
    """The unit of a table: its own, else the document's unless its unit line says that it counts things."""
    return context.unit or (None if context.counts_things else document_unit)


def _read_grid(
    context: Context,
    title: str,
    kind: StatementKind | None,
    unit: Unit | None,
    statement_no: int,
    names: frozenset[str],
) -> Reading:
    table = context.table
    head, paths = context.head, context.paths
    kind, columns = _columns(context, title, kind or _kind_of_concepts(paths) or OTHER, unit, names)
    axis = axis_of(kind, title, table, head, columns)
    repeated = headers.repeated_rows(table, head)
    notes = headers.note_rows(table, head)
    body = [row for row in range(head.body, table.n_rows + 1) if row not in repeated | notes]
    stacked = stacked_sides(table, columns, body) if kind.sides else None
    columns, bodies = stacked or (columns, {column.panel: body for column in columns})
    axes = panel_axes(kind, axis, table, body, columns)
    rows = find_rows(table, columns, bodies, axes, names)
    uses = grid_uses(table, head, columns) | {
        (cell.row, cell.col): "header" for row in repeated for cell in table.rows[row - 1] if cell.text
    }
    uses |= {(cell.row, cell.col): "furniture" for row in notes for cell in table.rows[row - 1] if cell.text}
    counted = counted_cells(table, columns, rows)
    uses = {place: use for place, use in uses.items() if counted.get(place, True)} | {
        place: "text" for place, certain in counted.items() if certain
    }
    listed = listed_titles(table) if kind.name == OTHER.name else {}
    unclear = {place: _COUNT_OR_AMOUNT for place, certain in counted.items() if not certain}
    unclear |= dict.fromkeys(context.uncertain_heads, _OVER_WHICH)
    state = state_of(table, body, columns, context.after)
    money_unit = _reading_unit(columns, unit)
    told = (*texts_in_columns(table, columns, rows), *graded(table, columns, head.body))
    unclear |= untold(columns, table, body, told)
    if kind.name == OTHER.name and not body:
        unclear |= unknown_heads(table, head)
    return Reading(
        table=table,
        statement_no=statement_no,
        title=squeeze(title),
        statement=settled(kind.name, axis, next((c.fund for c in columns if c.concept == "money"), None), title),
        axis=axis,
        axes=axes,
        unit=money_unit,
        state=state,
        columns=columns,
        rows=rows,
        indicators=told,
        unit_line=context.unit_line,
        as_of=_as_of(context, head, _AS_OF) or (_as_of(context, head, _DAY_OF_STOCK) if kind.flow == "balance" else ""),
        uses=uses | listed,
        unparsed={
            place: reason
            for place, reason in (unused(table, uses) | unparsed(table, body, columns) | unclear).items()
            if not counted.get(place) and place not in listed
        },
        counts=frozenset(counted),
    )


def _columns(
    context: Context, title: str, kind: StatementKind, unit: Unit | None, names: frozenset[str]
) -> tuple[StatementKind, tuple[Column, ...]]:
    """The columns of a grid, and its kind as the title and they say."""
    kind = as_titled(kind, title)
    kind = replace(kind, phase="actual") if kind.name == OTHER.name and context.of_accounts else kind
    columns = find_columns(context.table, context.head, context.paths, kind, unit)
    if names_both_sides(kind, title) and len({column.panel for column in columns}) > 1:
        kind = replace(kind, sides=True, flow=None)
        columns = find_columns(context.table, context.head, context.paths, kind, unit)
    elif _spends_on_projects(kind, title, columns):
        kind = replace(kind, flow="expenditure")
        columns = find_columns(context.table, context.head, context.paths, kind, unit)
    doubtful = context.doubtful_columns
    if is_of_other_columns(context.table, context.head.body, columns):
        doubtful = frozenset(column.col for column in columns)
    return kind, tuple(
        replace(column, is_doubtful=True) if column.col in doubtful else column
        for column in _of_units(columns, kind, names)
    )


def _spends_on_projects(kind: StatementKind, title: str, columns: Sequence[Column]) -> bool:
    """Whether a table of no known statement lists projects: its money is spent on them where no word says otherwise."""
    is_open = kind.name == OTHER.name and kind.flow is None and not kind.sides
    texts = [title, *(text for column in columns for text in column.path)]
    return is_open and any(c.concept == "project_name" for c in columns) and not any("收" in text for text in texts)


def _of_units(columns: Sequence[Column], kind: StatementKind, names: frozenset[str]) -> tuple[Column, ...]:
    """Columns headed by names of budget units hold the statement's money of these units."""
    return tuple(
        replace(column, unit_name=column.path[-1], fund=kind.fund, component=kind.component)
        if column.concept == "money"
        and (column.component is None or column.fund is None)
        and column.fund in {None, kind.fund}
        and column.path
        and unit_key(column.path[-1]) in names
        else column
        for column in columns
    )


def _kind_of_concepts(paths: Mapping[int, tuple[str, ...]]) -> StatementKind | None:
    """The statement that the concepts of the columns name."""
    concepts = {column_terms().match(fold(path[-1])) for path in paths.values() if path}
    texts = [fold(text) for path in paths.values() for text in path]
    return next((kind for kind in kinds() if kind.headed_by(concepts, texts)), None)


def _reading_unit(columns: Sequence[Column], unit: Unit | None) -> Unit | None:
    """The unit of all columns of money, the table's where they differ; a table without such columns has none."""
    units = {column.unit for column in columns if column.concept == "money"}
    return (units.pop() if len(units) == 1 else unit) if units else None


def _as_of(context: Context, head: Head, stated: re.Pattern[str]) -> str:
    texts = [cell.text for row in head.furniture for cell in context.table.rows[row - 1]] + list(context.lines)
    return next((match["date"] for text in texts if (match := stated.search(fold(text)))), "")
