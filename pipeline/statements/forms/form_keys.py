"""Rows of a form that print keys, each with its value at its right."""

from pipeline.documents.model import Cell
from pipeline.statements.forms.form_amounts import amount_named, names_money
from pipeline.statements.forms.form_grids import is_amount_of_group
from pipeline.statements.forms.form_model import Form, Line, columns_of, is_share
from pipeline.statements.forms.forms import MONEY_KEYS, key_of
from pipeline.statements.model import Field
from pipeline.statements.numbers import has_digit, parse_number
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import any_of


def keys_and_values(form: Form, line: Line) -> bool:
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
            form.outcomes.update(columns_of(cell))
        if key == "group" and value is not None and is_amount_of_group(cell, value):
            form.use([value], "value")
            form.fields.append(amount_named(form, squeeze(cell.text), value))
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
    above = next((cell for cell in rows if cell is not None and cell.text), None)
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


def _amount_beside(form: Form, cell: Cell, value: Cell | None) -> None:
    """A text that is no key, and the amount with decimals at its right, in a row that has keys too."""
    if value is None or not _is_name(cell.text) or form.is_of_other_years(value, cell.text):
        return
    if parse_number(value.text) is not None and ("." in value.text or names_money(form, cell.text)):
        form.use([cell], "header")
        form.use([value], "value")
        form.fields.append(amount_named(form, squeeze(cell.text), value))


def _is_name(text: str) -> bool:
    """Whether a text may name an amount: it is neither a figure nor a share."""
    return bool(text) and parse_number(text) is None and not is_share(text)
