"""From a Document to its statements: title, unit, columns, rows, forms and indicators of every table."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.documents.model import Document, Table
from pipeline.statements.contexts import Context, completes_sheet, contexts_of, continues, may_be_rest
from pipeline.statements.forms.blank_spans import with_spans
from pipeline.statements.forms.form_tables import read_form_table, read_grid_rest, read_unit_sheet
from pipeline.statements.forms.forms import is_form, is_key_sheet
from pipeline.statements.forms.grid_rests import grid_rest
from pipeline.statements.forms.indicator_heads import header_row
from pipeline.statements.forms.unit_sheets import unit_fields
from pipeline.statements.grids import read_grid
from pipeline.statements.heads.units import only_unit, unit_of_line
from pipeline.statements.model import Reading, Understanding, Unit
from pipeline.statements.titles.misnamed import misnamed
from pipeline.statements.titles.table_figures import known_figures, not_contradicted
from pipeline.statements.titles.table_order import listed_orders, standard_orders
from pipeline.statements.titles.title_words import is_narrower
from pipeline.statements.titles.titles import OTHER, StatementKind, as_titled, kind_named, kind_of_title
from pipeline.statements.titles.untitled import Group, by_content, decided, is_two_sided, names_both_flows

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
            readings[index] = read_grid(contexts[index], reading.title, kind, unit, reading.statement_no, names)
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
    kpi_header = header_row(with_spans(table))
    of_unit = unit_fields(table) if kind is None or kind.name == "institutions" else ()
    if of_unit:
        return read_unit_sheet(context, title or "", kind_named("institutions"), unit, statement_no, of_unit)
    if above is None and context.is_untitled and kpi_header is None:
        unknown = replace(OTHER, sides=True) if names_both_flows(context.paths) else OTHER
        draft = read_grid(context, title or "", unknown, unit, statement_no, names)
        named = by_content(draft)
        if is_two_sided(draft) or (named is not None and named.name not in _PERFORMANCE):
            return draft
    last_form_row = kpi_header - 1 if kpi_header is not None else table.n_rows
    may_be_form = (kind is None and context.doubted is None) or (kind is not None and kind.name in _PERFORMANCE)
    of_project = kind is not None and kind.name == "project_list" and is_key_sheet(table)
    if kpi_header is not None or of_project or (may_be_form and is_form(table, last_form_row)):
        kind = kind if kind is not None and kind.name in _PERFORMANCE else None
        return read_form_table(context, title or "", kind, unit, statement_no, kpi_header, names)
    return read_grid(context, title or "", kind, unit, statement_no, names)


def _unit_of(context: Context, document_unit: Unit | None) -> Unit | None:
    """The unit of a table: its own, else the document's unless its unit line says that it counts things."""
    return context.unit or (None if context.counts_things else document_unit)
