"""From a Document to its statements: title, unit, columns, rows, forms and indicators of every table."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.documents.model import Document, Paragraph, Table
from pipeline.statements import headers
from pipeline.statements.columns import LABEL_CONCEPTS, classification_of, find_columns
from pipeline.statements.forms import is_form, read_form
from pipeline.statements.headers import Head, find_head
from pipeline.statements.indicators import header_row, read_indicators
from pipeline.statements.model import Column, Indicator, ProjectBlock, Reading, Row, Understanding, Unit
from pipeline.statements.numbers import has_digit, is_nil, parse_number
from pipeline.statements.rows import find_rows, unit_key
from pipeline.statements.summaries import find_blocks
from pipeline.statements.text import fold, squeeze
from pipeline.statements.titles import (
    OTHER,
    StatementKind,
    bare_title,
    find_title,
    is_info,
    is_note,
    kind_named,
    kind_of_title,
    kinds,
)
from pipeline.statements.units import only_unit, unit_of_line
from pipeline.statements.vocabulary import column_terms

_EMPTY_NOTE = re.compile(
    r"空表|无.{0,30}(预算|拨款|收支|支出|安排|经费)|没有.{0,30}(预算|拨款|支出|安排)|未安排|不涉及"
)
_UNIT_NAME = re.compile(
    r"(?:单位名称|部门名称|编制单位|编制部门|填报单位|填报部门|部门\(单位\)|部门|单位)[::](?P<name>(?!.{0,4}元)[^::,;。]{4,40}?)"
    r"(?=单位[::]|金额单位|$)"
)
_SHORTEST_UNIT = 4
_AS_OF = re.compile(r"截止时间[::]?(?P<date>.*)")
_PERFORMANCE = {"project_performance", "overall_performance", "project_performance_summary"}


def understand(document: Document, known: Understanding | None = None) -> Understanding:
    """What the tables of a document mean. Pure: the same document gives the same understanding.

    ``known`` is what the document meant before figures of some of its tables were edited: tables that are the same
    objects keep their readings, the others are read again.
    """
    contexts = list(_contexts(document))
    document_unit = only_unit(context.unit for context in contexts)
    names = frozenset(name for context in contexts for name in (*context.unit_names(), *_listed_units(context.table)))
    readings: list[Reading] = []
    furniture: set[int] = set()
    statement_no = 0
    for context in contexts:
        furniture.update(context.furniture)
        continues = context.title is None and bool(readings) and _continues(context, readings[-1])
        statement_no += 0 if continues else 1
        above = readings[-1] if continues else None
        reading = _kept(known, len(readings), context.table, above, statement_no)
        readings.append(reading or _read_table(context, above, document_unit, statement_no, names))
    return Understanding(document, tuple(readings), frozenset(furniture))


def _kept(
    known: Understanding | None, index: int, table: Table, above: Reading | None, statement_no: int
) -> Reading | None:
    """The known reading of a table that was not edited, nor the one that it continues."""
    if known is None or index >= len(known.readings):
        return None
    reading = known.readings[index]
    same = reading.table is table and reading.statement_no == statement_no
    return reading if same and (above is None or above is known.readings[index - 1]) else None


def _listed_units(table: Table) -> Iterator[str]:
    """The names in the columns of a table that are headed as names of units."""
    head = find_head(table)
    for col, path in headers.header_paths(table, head).items():
        if path and column_terms().match(fold(path[-1])) == "unit_name":
            for row in range(head.body, table.n_rows + 1):
                cell = table.grid.get((row, col))
                if cell is not None and cell.row == row and len(fold(cell.text)) >= _SHORTEST_UNIT:
                    yield unit_key(cell.text)


class _Context:
    """A table with the paragraphs around it."""

    def __init__(self, table: Table, between: Sequence[Paragraph], after: Sequence[Paragraph]) -> None:
        self.table = table
        self.between = between
        self.after = after
        found = find_title(between)
        inside = _title_in_table(table)
        self.title = bare_title(inside[0]) if inside else bare_title(found[0].text) if found else None
        self.kind = inside[1] if inside else found[1] if found else None
        start = between.index(found[0]) if found else len(between)
        own = between[start:]
        self.lines = [paragraph.text for paragraph in own[1:]]
        self.furniture = {paragraph.number for paragraph in own}
        self.furniture |= {paragraph.number for paragraph in after if is_note(paragraph.text)}
        self.unit_line = next(
            (text for text in [*self._first_rows(), *[p.text for p in own]] if unit_of_line(text) is not None),
            "",
        )
        self.unit = unit_of_line(self.unit_line)

    def unit_names(self) -> Iterator[str]:
        """The names of budget units that the lines about this table state (单位名称：...)."""
        for text in [*self._first_rows(), *self.lines, *([self.between[-1].text] if self.between else [])]:
            for match in _UNIT_NAME.finditer(fold(text)):
                yield unit_key(match["name"])

    def _first_rows(self) -> list[str]:
        rows = [[cell.text for cell in row if cell.text] for row in self.table.rows[:3]]
        return [text for row in rows for text in row if is_info(text) or len(row) == 1]


def _contexts(document: Document) -> list[_Context]:
    contexts = []
    between: list[Paragraph] = []
    blocks = document.blocks
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            between.append(block)
            continue
        after: list[Paragraph] = []
        for following in blocks[index + 1 :]:
            if not isinstance(following, Paragraph) or not (is_note(following.text) or _is_empty_note(following.text)):
                break
            after.append(following)
        contexts.append(_Context(block, between, after))
        between = []
    return contexts


def _is_empty_note(text: str) -> bool:
    folded = re.sub(r"\d{4}年", "", fold(text))
    return len(folded) <= 60 and _EMPTY_NOTE.search(folded) is not None and not has_digit(folded)


def _continues(context: _Context, above: Reading) -> bool:
    """Whether a table without a title goes on with the one before.

    A grid of indicators always does; another table where nothing but furniture stands between, if it has no header of
    its own or the header of the table above.
    """
    if header_row(context.table) == 1:
        return True
    if not all(is_info(paragraph.text) for paragraph in context.between):
        return False
    head = find_head(context.table)
    own = [squeeze(cell.text) for row in head.header for cell in context.table.rows[row - 1] if cell.text]
    known = {text for column in above.columns for text in column.path}
    return not own or not above.columns or sum(text in known for text in own) * 2 > len(own)


def _read_table(
    context: _Context, above: Reading | None, document_unit: Unit | None, statement_no: int, names: frozenset[str]
) -> Reading:
    table = context.table
    unit = context.unit or document_unit
    title, kind = context.title, context.kind
    if above is not None:
        title, kind = above.title, kind_named(above.statement)
        unit = context.unit or above.unit or document_unit
    kpi_header = header_row(table)
    last_form_row = kpi_header - 1 if kpi_header is not None else table.n_rows
    may_be_form = kind is None or kind.name in _PERFORMANCE
    if kpi_header is not None or (may_be_form and is_form(table, last_form_row)):
        kind = kind if kind is not None and kind.name in _PERFORMANCE else kind_named("project_performance")
        return _read_form_table(context, title or "", kind, unit, statement_no, kpi_header)
    return _read_grid(context, title or "", kind, unit, statement_no, names)


def _title_in_table(table: Table) -> tuple[str, StatementKind] | None:
    for row in table.rows[:2]:
        texts = [cell.text for cell in row if cell.text]
        if len(texts) == 1 and (kind := kind_of_title(texts[0])) is not None:
            return texts[0], kind
    return None


def _read_form_table(
    context: _Context, title: str, kind: StatementKind, unit: Unit | None, statement_no: int, kpi_header: int | None
) -> Reading:
    table = context.table
    last = kpi_header - 1 if kpi_header is not None else table.n_rows
    last -= _lines_above(table, kpi_header)
    form = read_form(table, last)
    uses = dict(form.uses)
    indicators: list[Indicator] = []
    blocks: list[ProjectBlock] = []
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    if kpi_header is not None:
        for row in range(last + 1, kpi_header):
            uses.update({(cell.row, cell.col): "header" for cell in table.rows[row - 1] if cell.text})
        grid = read_indicators(table, kpi_header, table.n_rows)
        indicators = grid.indicators
        uses.update(grid.uses)
        if grid.first_column is not None and grid.first_column > 1:
            columns = _left_columns(table, kpi_header, last, grid.first_column, kind, unit)
            blocks = find_blocks(table, columns, kpi_header + 1, grid.full_rows)
            indicators = [_in_block(indicator, blocks) for indicator in indicators]
            rows = _left_rows(table, columns, kpi_header, blocks)
            uses.update(_left_uses(table, columns, kpi_header, {row.row for row in rows}))
    return Reading(
        table=table,
        statement_no=statement_no,
        title=squeeze(title),
        statement=kind.name,
        axis=kind.axis,
        unit=unit,
        state="present",
        columns=columns,
        rows=rows,
        fields=tuple(form.fields),
        indicators=tuple(indicators),
        blocks=tuple(blocks),
        unit_line=context.unit_line,
        uses=uses,
        unparsed=_unused(table, uses),
    )


def _left_columns(
    table: Table, kpi_header: int, last: int, first_pair: int, kind: StatementKind, unit: Unit | None
) -> tuple[Column, ...]:
    """The columns at the left of pairs of indicators: code, name and amounts of the projects."""
    height = max(cell.row_span for cell in table.rows[kpi_header - 1])
    head = Head((), tuple(range(last + 1, kpi_header + height)), (), kpi_header + height)
    left = tuple(cell for cell in table.cells if cell.col < first_pair)
    part = Table(table.number, table.n_rows, first_pair - 1, left, table.page_from, table.page_to)
    return find_columns(part, head, headers.header_paths(part, head), kind, unit)


def _in_block(indicator: Indicator, blocks: Sequence[ProjectBlock]) -> Indicator:
    found = (index for index, block in enumerate(blocks) if block.first <= indicator.row <= block.last)
    return replace(indicator, block=next(found, None))


def _left_rows(
    table: Table, columns: Sequence[Column], kpi_header: int, blocks: Sequence[ProjectBlock]
) -> tuple[Row, ...]:
    """The rows that print amounts at the left of pairs of indicators: units first, then the projects.

    Rows of a project in which several figures stand for one merged cell are left out: only one of them is printed.
    """
    money = {column.col for column in columns if column.concept == "money"}
    crowded = {row for block in blocks for row in _crowded_rows(table, block, money)}
    rows = []
    for number in range(kpi_header + 1, table.n_rows + 1):
        cells = table.rows[number - 1]
        if number in crowded or not any(cell.col in money and cell.text for cell in cells):
            continue
        block = next((block for block in blocks if block.first <= number <= block.last), None)
        if block is not None:
            rows.append(Row(row=number, panel=0, label=block.name, project_name=block.name))
            continue
        texts = {column.concept: squeeze(c.text) for column in columns for c in cells if c.col == column.col and c.text}
        name = texts.get("project_name", "")
        code = texts.get("project_code")
        rows.append(
            Row(row=number, panel=0, label=name, role="unit", is_leaf=False, unit_code=code, unit_name=name or None)
        )
    return tuple(rows)


def _crowded_rows(table: Table, block: ProjectBlock, money: set[int]) -> set[int]:
    """The rows of a project's amounts where a column has more than one text with digits."""
    by_col: dict[int, set[int]] = {}
    for row in range(block.first, block.last + 1):
        for cell in table.rows[row - 1]:
            if cell.col in money and has_digit(cell.text):
                by_col.setdefault(cell.col, set()).add(row)
    return {row for rows in by_col.values() if len(rows) > 1 for row in rows}


def _left_uses(
    table: Table, columns: Sequence[Column], kpi_header: int, with_amounts: set[int]
) -> dict[tuple[int, int], str]:
    uses: dict[tuple[int, int], str] = {}
    for column in columns:
        for row in range(kpi_header + 1, table.n_rows + 1):
            cell = table.grid.get((row, column.col))
            use = _body_use(column, cell.text) if cell is not None and cell.text else None
            if cell is not None and use is not None and (use != "money" or row in with_amounts):
                uses[cell.row, cell.col] = use
    return uses


def _lines_above(table: Table, kpi_header: int | None) -> int:
    """How many lines above the header of a grid belong to that header (绩效指标, 成本指标 | 产出指标 ...)."""
    if kpi_header is None or kpi_header == 1:
        return 0
    heads = [fold(cell.text) for cell in table.rows[kpi_header - 1]]
    return 1 if heads.count("指标值") > 1 else 0


def _read_grid(
    context: _Context,
    title: str,
    kind: StatementKind | None,
    unit: Unit | None,
    statement_no: int,
    names: frozenset[str],
) -> Reading:
    table = context.table
    head = find_head(table)
    paths = headers.header_paths(table, head)
    kind = kind or _kind_of_headers(paths) or OTHER
    columns = find_columns(table, head, paths, kind, unit)
    axis = _axis(kind, columns)
    repeated = headers.repeated_rows(table, head)
    body = [row for row in range(head.body, table.n_rows + 1) if row not in repeated]
    rows = find_rows(table, columns, body, panel_axes(kind.name, axis, columns), names)
    uses = _grid_uses(table, head, columns) | {
        (cell.row, cell.col): "header" for row in repeated for cell in table.rows[row - 1] if cell.text
    }
    state = _state(table, head, columns, context.after)
    money_unit = _reading_unit(columns, unit)
    return Reading(
        table=table,
        statement_no=statement_no,
        title=squeeze(title),
        statement=kind.name,
        axis=axis,
        unit=money_unit,
        state=state,
        columns=columns,
        rows=rows,
        unit_line=context.unit_line,
        as_of=_as_of(context, head),
        uses=uses,
        unparsed=_unused(table, uses) | _unparsed(table, body, columns),
    )


def _kind_of_headers(paths: Mapping[int, tuple[str, ...]]) -> StatementKind | None:
    concepts = {column_terms().match(fold(path[-1])) for path in paths.values() if path}
    return next((kind for kind in kinds() if kind.headers and kind.headers <= concepts), None)


def _axis(kind: StatementKind, columns: Sequence[Column]) -> str:
    """What the rows are: the classification or unit that the table's columns print, else the statement's own."""
    concepts = [column.concept for column in columns]
    if kind.name in {"procurement", "purchase_of_services", "fixed_assets", "institutions"}:
        return kind.axis
    if "project_name" in concepts and (kind.axis == "project" or "function_code" not in concepts):
        return "project"
    for axis, names in (
        ("function", {"function_code", "function_name"}),
        ("economic", {"economic_code", "economic_name"}),
        ("gov_economic", {"gov_economic_code", "gov_economic_name"}),
    ):
        if names & set(concepts):
            return axis
    if "class_part" in concepts or "code" in concepts:
        return kind.axis
    left = concepts[: concepts.index("money")] if "money" in concepts else concepts
    if ("unit_name" in left or "unit_code" in left) and "label" not in left:
        return "unit"
    return kind.axis


def panel_axes(statement: str, axis: str, columns: Sequence[Column]) -> dict[int, str]:
    """What the rows of each panel are: in a summary revenue rows are funds and expenditure rows functions.

    The first column of a panel that has a meaning of its own says so; 序号 at the left of both sides has none.
    """
    axes: dict[int, str] = {}
    for column in columns:
        if kind_named(statement).sides and column.panel not in axes and column.concept != "serial":
            by_flow = {"revenue": "fund", "expenditure": "function"}.get(column.flow or "", axis)
            axes[column.panel] = classification_of("".join(column.path)) or by_flow
    return {column.panel: axes.get(column.panel, axis) for column in columns}


def _grid_uses(table: Table, head: Head, columns: Sequence[Column]) -> dict[tuple[int, int], str]:
    uses: dict[tuple[int, int], str] = {}
    for numbers, use in ((head.furniture, "furniture"), (head.header, "header"), (head.numbering, "furniture")):
        uses.update({(cell.row, cell.col): use for row in numbers for cell in table.rows[row - 1] if cell.text})
    for column in columns:
        for row in range(head.body, table.n_rows + 1):
            cell = table.grid.get((row, column.col))
            if cell is None or not cell.text or (cell.row, cell.col) in uses:
                continue
            body_use = _body_use(column, cell.text)
            if body_use is not None:
                uses[cell.row, cell.col] = body_use
    return uses


def _body_use(column: Column, text: str) -> str | None:
    if column.concept == "money":
        return "money" if parse_number(text) is not None and column.unit is not None else None
    if column.concept in LABEL_CONCEPTS:
        return "label"
    if column.concept == "serial":
        return "furniture"
    return "text" if column.concept is not None else None


def _unused(table: Table, uses: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], str]:
    return {
        (cell.row, cell.col): _reason(cell.text)
        for cell in table.cells
        if cell.text and (cell.row, cell.col) not in uses
    }


def _reason(text: str) -> str:
    if is_nil(text):
        return "printed nil"
    if parse_number(text) is None and has_digit(text):
        return "not legible as a number or a known text"
    return "no meaning found for this place"


def _unparsed(table: Table, body: Sequence[int], columns: Sequence[Column]) -> dict[tuple[int, int], str]:
    """Cells of body columns that are no fact, with a reason that names the column's trouble."""
    reasons: dict[tuple[int, int], str] = {}
    for column in columns:
        for row in body:
            cell = table.grid.get((row, column.col))
            if cell is None or not cell.text or cell.row != row or cell.col != column.col:
                continue
            if column.concept is None:
                reasons[row, column.col] = f"meaning of column not found: {'/'.join(column.path) or 'no header'}"
            elif column.concept == "money" and is_nil(cell.text):
                reasons[row, column.col] = "printed nil"
            elif column.concept == "money" and parse_number(cell.text) is None:
                reasons[row, column.col] = "no legible number in a column of money"
            elif column.concept == "money" and column.unit is None:
                reasons[row, column.col] = "unit of money not found in header, table or document"
    return reasons


def _state(table: Table, head: Head, columns: Sequence[Column], after: Sequence[Paragraph]) -> str:
    """``declared_empty``: a note says so, or no money cell of the body is non-zero."""
    money = [column.col for column in columns if column.concept == "money"]
    cells = [table.grid.get((row, col)) for row in range(head.body, table.n_rows + 1) for col in money]
    numbers = [parse_number(cell.text) for cell in cells if cell is not None and cell.text]
    if any(number is not None and number.value for number in numbers):
        return "present"
    texts = [cell.text for cell in cells if cell is not None and cell.text]
    if any(not is_nil(text) and parse_number(text) is None for text in texts):
        return "unreadable"
    if money or any(_is_empty_note(paragraph.text) for paragraph in after):
        return "declared_empty"
    return "present"


def _reading_unit(columns: Sequence[Column], unit: Unit | None) -> Unit | None:
    """The unit of all columns of money, the table's where they differ; a table without such columns has none."""
    units = {column.unit for column in columns if column.concept == "money"}
    return (units.pop() if len(units) == 1 else unit) if units else None


def _as_of(context: _Context, head: Head) -> str:
    texts = [cell.text for row in head.furniture for cell in context.table.rows[row - 1]] + list(context.lines)
    return next((match["date"] for text in texts if (match := _AS_OF.search(fold(text)))), "")
