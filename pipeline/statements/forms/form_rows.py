"""The rows of a form: each reader takes the rows of its kind and leaves the others to the next one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.form_grids import (
    UNKNOWN,
    amounts_under_header,
    is_amount_of_group,
    meaning,
    phase_of,
    states_money,
    year_of,
)
from pipeline.statements.forms.form_lists import (
    header_of_contents,
    header_of_months,
    header_of_tasks,
    task,
    task_with_amounts,
    values_of_months,
)
from pipeline.statements.forms.form_model import Form, Line, is_share
from pipeline.statements.forms.form_pairs import is_fund_alone, pairs_in_cells
from pipeline.statements.forms.form_phases import is_unread, phase_fields, phase_heads
from pipeline.statements.forms.form_years import header_of_years, years_under_heads
from pipeline.statements.forms.forms import MONEY_KEYS, key_of
from pipeline.statements.heads.furniture import are_information, is_title_alone
from pipeline.statements.model import Field
from pipeline.statements.numbers import has_digit, parse_number
from pipeline.statements.rows.unit_keys import looks_like_unit, unit_key
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import any_of

_FIGURES = re.compile(r"[\d,，.．\s]*\d[\d,，.．\s]*")
# The number of a form, its title and lines of information stand no lower.
_LAST_FURNITURE = 4
_UNIT = "单位"
_OF_MONEY = {"group", *MONEY_KEYS}


def read_form(table: Table, last: int, other_rows: frozenset[int] = frozenset()) -> Form:
    """The fields of the rows up to ``last``, without ``other_rows``."""
    form = Form(table, _amount_columns(table, last))
    for number in range(1, last + 1):
        cells = [cell for cell in table.rows[number - 1] if cell.text]
        if cells and number not in other_rows:
            line = Line(number, cells, _keys(cells))
            next(filter(None, (read(form, line) for read in _READERS)), None)
    return form


def _keys(cells: Sequence[Cell]) -> dict[int, str]:
    """The keys of a row by column; the name of a fund beside 资金性质 or 资金来源 is the value of that.

    What was reached (总体目标完成情况) heads the goals where their header stands beside it, and 单位 a name that ends
    like one of a unit.
    """
    keys = {cell.col: key for cell in cells if (key := key_of(cell.text)) is not None}
    for cell, value, beside in zip(cells, cells[1:], [*cells[2:], None], strict=False):
        key = keys.get(cell.col)
        if key == "outcome" and keys.get(value.col) == "goals":
            keys[cell.col] = "goals"
        if fold(cell.text) == _UNIT and value.text and looks_like_unit(unit_key(value.text)):
            keys[cell.col] = "unit_name"
        if key in {"fund_kind", "group"} and is_fund_alone(value, beside):
            keys[cell.col] = "fund_kind"
            keys.pop(value.col, None)
    return keys


def _furniture(form: Form, line: Line) -> bool:
    """The form's title, unit and years above it; the columns of a grid of years are known by what heads them."""
    texts = [cell.text for cell in line.cells]
    if line.number > _LAST_FURNITURE or any(map(key_of, texts)):
        return False
    if not is_title_alone(texts) and not are_information(texts):
        return False
    form.use(line.cells, "furniture")
    return True


def _amounts_by_phase(form: Form, line: Line) -> bool:
    """A row of amounts under headers of phases."""
    names = [line.keys.get(cell.col) for cell in line.cells if form.phases and cell.col < min(form.phases)]
    key = next((name for name in reversed(names) if name in MONEY_KEYS), None)
    fields = phase_fields(line.cells, form.phases, key, form.group_text) if form.phases else []
    form.fields.extend(fields)
    if fields:
        read = [cell for cell in line.cells if not is_unread(cell, form.phases)]
        form.uses.update({(c.row, c.col): "value" if c.col in form.phases else "header" for c in read})
    return bool(fields)


def _beginning_of_group(form: Form, line: Line) -> bool:
    """A row that begins a group, and is under no header, forgets those above; the rest of it is for other readers."""
    key = line.keys.get(line.first.col)
    if key in {"group", "goals"} or (line.keys and line.first.col == 1 and not (key in MONEY_KEYS and 1 in form.heads)):
        form.group, form.group_text = key or "", squeeze(line.first.text)
        form.heads.clear()
        form.sides.clear()
        form.has_years = False
        form.outcomes.clear()
        form.phases = {}
        form.tasks = form.tasks if form.group_text == form.tasks_of else None
    return False


def _header_of_phases(form: Form, line: Line) -> bool:
    if phases := phase_heads(line.cells):
        form.phases = phases
        form.use(line.cells, "header")
    return bool(phases)


def _header_of_ways(form: Form, line: Line) -> bool:
    """A row that heads ways to divide the same money, each over its columns: 按收入性质分 | 按支出性质分."""
    ways = [cell for cell in line.cells if any_of("columns", "money", "one_way").fullmatch(fold(cell.text))]
    if not ways or any(cell not in ways and line.keys.get(cell.col) != "group" for cell in line.cells):
        return False
    form.use(line.cells, "header")
    ends = [*(way.col for way in ways[1:]), form.table.n_cols + 1]
    for way, end in zip(ways, ends, strict=True):
        # Where the widths of merged cells are lost, a way goes on to the next one.
        cols = range(way.col, end) if form.is_flat else _columns_of(way)
        form.heads.update(dict.fromkeys(cols, squeeze(way.text)))
    return True


def _header_of_amounts(form: Form, line: Line) -> bool:
    """A row of keys that heads amounts instead of having them beside it."""
    if not line.keys:
        return False
    form.months, form.task_content = (), None
    heads = [cell for cell in line.cells if states_money(cell.text) or (cell.col > 1 and _names_fund(cell.text))]
    others = any(cell.col not in line.keys for cell in heads)
    is_head = others or sum(key in MONEY_KEYS for key in line.keys.values()) > 1
    is_head = is_head and not any((cell.row, cell.col) in form.uses for cell in line.cells)
    if not is_head or not set(line.keys.values()) <= _OF_MONEY or any(_is_figure(cell) for cell in line.cells):
        return False
    form.use(line.cells, "header")
    form.heads.update({col: squeeze(cell.text) for cell in heads for col in _columns_of(cell)})
    form.sides.update(_sides(form, line, heads))
    return True


def _sides(form: Form, line: Line, heads: Sequence[Cell]) -> dict[int, str]:
    """The header left of each header of amounts, by the column of these, where names stand under it."""
    found = {}
    for left, head in zip(line.cells, line.cells[1:], strict=False):
        below = form.table.grid.get((line.number + 1, left.col))
        if head in heads and below is not None and below.text and parse_number(below.text) is None:
            found.update(dict.fromkeys(_columns_of(head), squeeze(left.text)))
    return found


def _pairs(form: Form, line: Line) -> bool:
    """Each key of a row and the cell at its right; the row's group (its first cell) goes with every key.

    Where merged cells came without their spans, blanks between the two are the rest of one of them.
    """
    if not line.keys:
        return False
    row = line.cells if form.is_flat else form.table.rows[line.number - 1]
    for cell, value in zip(row, [*row[1:], None], strict=True):
        key = line.keys.get(cell.col) if cell.text else None
        if key is None:
            _amount_beside(form, cell, value)
            continue
        form.use([cell], "header")
        if key == "outcome":
            form.outcomes.update(_columns_of(cell))
        if key == "group" and value is not None and is_amount_of_group(cell, value):
            form.use([value], "value")
            form.fields.append(_amount(form, squeeze(cell.text), value))
        if value is not None and not value.text:
            found = _behind_blank(form, line, value) if key in MONEY_KEYS else _behind_rest(form, line, value)
            value = found or value
        if value is None or value.col in line.keys or key == "group" or (value.row, value.col) in form.uses:
            continue
        if key == "goals" and _heads_goals(value):
            form.use([head for head in line.cells if _heads_goals(head)], "header")
            continue
        # Figures that are not known to be one amount are listed.
        if value.text and not (key in MONEY_KEYS and has_digit(value.text) and parse_number(value.text) is None):
            form.use([value], "value")
        group = form.group_text if cell.col > 1 else ""
        path = form.path(value)
        text, side = squeeze(cell.text), form.sides.get(value.col, "")
        form.fields.append(Field(key, text, value.row, value.col, value.text, group, path=path, side=side))
    return True


def _behind_blank(form: Form, line: Line, blank: Cell) -> Cell | None:
    """The amount right of a blank under a key: the blank has no key, so that the amount is that of the key at its left.

    A page is read so where the line between such columns (实施单位 | 某局) is taken to go on under them.
    """
    rows = (form.table.grid.get((row, blank.col)) for row in range(line.number - 1, 0, -1))
    above = next((cell for cell in rows if cell is not None and cell.text and cell.col == blank.col), None)
    found = next((cell for cell in line.cells if cell.col > blank.col), None)
    if above is None or key_of(above.text) is None or found is None or blank.col in form.heads:
        return None
    return found if parse_number(found.text) is not None and found.row == line.number else None


def _behind_rest(form: Form, line: Line, blank: Cell) -> Cell | None:
    """The text right of a blank that is the rest of the key at its left, a merged cell that came without its span.

    The text ends the row or a key stands right of it; before anything else, a blank too, it may be a key that is not
    known, of a form that leaves the blank unfilled.
    """
    value = form.table.grid.get((line.number, blank.col + 1)) if blank.col_span == 1 else None
    beside = form.table.grid.get((line.number, value.col + value.col_span)) if value is not None else None
    is_last = beside is None or beside.col in line.keys
    if value is None or not value.text or not is_last or value.row != line.number or value.col in line.keys:
        return None
    return None if has_digit(value.text) and parse_number(value.text) is not None else value


def _heads_goals(cell: Cell) -> bool:
    """Whether a cell heads the names or texts of goals (名称 | 目标说明) instead of being one."""
    return any_of("forms", "goal_heads", "patterns").fullmatch(fold(cell.text)) is not None


def _under_header(form: Form, line: Line) -> bool:
    """A row of nothing but amounts: header lines stand over it, in the rows of the group at its left, which is merged
    with that row or ends above it.
    """
    form.task_content = None
    if len(line.cells) == 1 or not all(parse_number(cell.text) is not None for cell in line.cells):
        return False
    beside = (form.table.grid.get((row, 1)) for row in (line.number, line.number - 1))
    first = next((group.row for group in beside if group is not None and group.text), line.number - 1)
    fields = amounts_under_header(form.table, line.number, first, form.group_text)
    form.fields.extend(fields)
    form.uses.update({(field.row, field.col): "value" for field in fields})
    if fields:
        above = (c for row in range(first, line.number) for c in form.table.rows[row - 1] if c.text)
        form.use([c for c in above if parse_number(c.text) is None or year_of(c.text) is not None], "header")
    return True


def _loose(form: Form, line: Line) -> bool:
    """Cells of a row without keys: amounts named by the text at their left, and texts that belong to the group above.

    A text under a group whose name says 用途 or 概况 is the purpose, one under the goals goes on with them; a row that
    begins with something else at its left is under no group.
    """
    name, named = "", None
    is_by_name = _are_pairs(form, line.cells)
    for cell in line.cells:
        number = parse_number(cell.text)
        if cell.col in form.outcomes:
            if number is None:
                form.use([cell], "value")
            continue
        if form.is_of_other_years(cell, name) or is_share(cell.text):
            continue
        if number is not None and "." not in cell.text and any_of("forms", "no_amounts", "patterns").search(fold(name)):
            continue
        if number is not None and ("." in cell.text or cell.col in form.amounts or _names_money(form, name)):
            form.use([cell], "value")
            form.uses.update({named: "header"} if named else {})
            amount = _amount(form, name, cell)
            form.fields.append(replace(amount, path=(), role=None) if is_by_name else amount)
            continue
        if number is not None:
            continue
        name, named = squeeze(cell.text), (cell.row, cell.col)
        is_purpose = "用途" in form.group_text or "概况" in form.group_text
        key = "goals" if form.group == "goals" else "purpose" if is_purpose else None
        key = key if line.first.col > 1 or len(line.cells) == 1 else None
        if key is not None:
            form.use([cell], "value")
            form.fields.append(Field(key, "", cell.row, cell.col, cell.text, form.group_text))
        elif form.group == "group" and states_money(cell.text):
            form.use([cell], "header")
    return True


def _are_pairs(form: Form, cells: Sequence[Cell]) -> bool:
    """Whether a row prints several amounts, each right of its own name (第一季度 | 60.00 | 第二季度 | 126.00).

    Headers of funds over them are of another row then; one that says only that it is money is over such pairs too.
    """
    amounts = [index for index, cell in enumerate(cells) if parse_number(cell.text) is not None]
    funds = {meaning(path)[0] for index in amounts if (path := form.path(cells[index]))}
    beside = all(index and parse_number(cells[index - 1].text) is None for index in amounts)
    return len(amounts) > 1 and beside and bool(funds - {"total", UNKNOWN})


_READERS: tuple[Callable[[Form, Line], bool], ...] = (
    _furniture,
    _amounts_by_phase,
    years_under_heads,
    _beginning_of_group,
    pairs_in_cells,
    _header_of_phases,
    header_of_years,
    header_of_tasks,
    task_with_amounts,
    header_of_months,
    values_of_months,
    header_of_contents,
    task,
    _header_of_ways,
    _header_of_amounts,
    _pairs,
    _under_header,
    _loose,
)
"""The readers in the order in which a row is offered to them, the narrow kinds before the wide ones."""


def _amount_columns(table: Table, last: int) -> frozenset[int]:
    """The columns in which amounts with decimals stand; a whole number in one of them is an amount too."""
    cells = (cell for row in table.rows[:last] for cell in row)
    return frozenset(cell.col for cell in cells if "." in cell.text and parse_number(cell.text) is not None)


def _is_figure(cell: Cell) -> bool:
    """Whether a cell prints an amount, or digits and their marks that are not known to be one (1260000 over 0.00)."""
    return parse_number(cell.text) is not None or _FIGURES.fullmatch(cell.text.strip()) is not None


def _columns_of(cell: Cell) -> range:
    return range(cell.col, cell.col + cell.col_span)


def _amount_beside(form: Form, cell: Cell, value: Cell | None) -> None:
    """A text that is no key, and the amount with decimals at its right, in a row that has keys too."""
    if value is None or not _is_name(cell.text) or form.is_of_other_years(value, cell.text):
        return
    if parse_number(value.text) is not None and ("." in value.text or _names_money(form, cell.text)):
        form.use([cell], "header")
        form.use([value], "value")
        form.fields.append(_amount(form, squeeze(cell.text), value))


def _names_fund(text: str) -> bool:
    return meaning([text])[0] != UNKNOWN


def _names_money(form: Form, name: str) -> bool:
    """Whether a text in a group of money names an amount, so that a whole number beside it is one."""
    return states_money(form.group_text) and (states_money(name) or (bool(name) and _names_fund(name)))


def _is_name(text: str) -> bool:
    """Whether a text may name an amount: it is neither a figure nor a share."""
    return bool(text) and parse_number(text) is None and not is_share(text)


def _amount(form: Form, name: str, cell: Cell) -> Field:
    """An amount with its name; under a header of its own it is one of several, else its place in the group is open.

    Where the name is no fund it says for what the money is, and the header of which fund it is.
    """
    (fund, component), path = meaning([name]), form.path(cell)
    if fund == UNKNOWN and path:
        fund = meaning(path)[0]
    return Field(
        *("amount", name, cell.row, cell.col, cell.text, form.group_text),
        path=path,
        fund=fund,
        component=component,
        role="leaf" if path else None,
        phase=phase_of(name),
        year=year_of(name),
        side=form.sides.get(cell.col, ""),
    )
