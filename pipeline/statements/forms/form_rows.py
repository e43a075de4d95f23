"""The rows of a form: each reader takes the rows of its kind and leaves the others to the next one."""

from collections.abc import Callable, Sequence

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.form_grids import (
    amounts_under_header,
    year_of,
)
from pipeline.statements.forms.form_heads import header_of_amounts, header_of_phases, header_of_ways
from pipeline.statements.forms.form_keys import keys_and_values
from pipeline.statements.forms.form_lists import (
    header_of_contents,
    header_of_months,
    header_of_tasks,
    task,
    task_with_amounts,
    values_of_months,
)
from pipeline.statements.forms.form_loose import texts_and_amounts
from pipeline.statements.forms.form_model import Form, Line
from pipeline.statements.forms.form_pairs import is_fund_alone, pairs_in_cells
from pipeline.statements.forms.form_phases import is_unread, phase_fields
from pipeline.statements.forms.form_years import header_of_years, years_under_heads
from pipeline.statements.forms.forms import MONEY_KEYS, key_of
from pipeline.statements.heads.furniture import are_information, is_title_alone
from pipeline.statements.numbers import parse_number
from pipeline.statements.rows.unit_keys import looks_like_unit, unit_key
from pipeline.statements.text import fold, squeeze

# The number of a form, its title and lines of information stand no lower.
_LAST_FURNITURE = 4
_UNIT = "单位"


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
        form.begin_group(key or "", squeeze(line.first.text))
    return False


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


_READERS: tuple[Callable[[Form, Line], bool], ...] = (
    _furniture,
    _amounts_by_phase,
    years_under_heads,
    _beginning_of_group,
    pairs_in_cells,
    header_of_phases,
    header_of_years,
    header_of_tasks,
    task_with_amounts,
    header_of_months,
    values_of_months,
    header_of_contents,
    task,
    header_of_ways,
    header_of_amounts,
    keys_and_values,
    _under_header,
    texts_and_amounts,
)
"""The readers in the order in which a row is offered to them, the narrow kinds before the wide ones."""


def _amount_columns(table: Table, last: int) -> frozenset[int]:
    """The columns in which amounts with decimals stand; a whole number in one of them is an amount too."""
    cells = (cell for row in table.rows[:last] for cell in row)
    return frozenset(cell.col for cell in cells if "." in cell.text and parse_number(cell.text) is not None)
