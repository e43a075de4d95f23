"""Cells of a form that print a key and its value together, or names of money and their figures one after the other."""

import re

from pipeline.documents.model import Cell
from pipeline.statements.forms.form_grids import UNKNOWN, meaning, phase_of, year_of
from pipeline.statements.forms.form_model import Form, Line
from pipeline.statements.forms.forms import MONEY_KEYS, key_of, pair_of
from pipeline.statements.model import Field
from pipeline.statements.numbers import UNIT, has_digit, parse_number
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import labels

_LONGEST_FUND = 12
_SEVERAL = 2
_OF_MONEY = {"group", *MONEY_KEYS}
_FIGURE = r"-?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?"
# A name and its figure: a colon stands between them, or the figure has decimals or a unit.
_NAMED_FIGURE = re.compile(
    rf"(?P<name>(?:其中[:：])?[^\d:：;；,，、。]{{2,30}}?)\s*"
    rf"(?:[:：]\s*(?P<behind_colon>{_FIGURE}(?:\s*{UNIT})?)|(?P<clear>{_FIGURE}\s*{UNIT}|{_FIGURE}(?<=\.\d\d)|{_FIGURE}(?<=\.\d)))"
    r"(?![\d.%％])\s*(?:[;；,，、。]\s*)?"
)


def pairs_in_cells(form: Form, line: Line) -> bool:
    """Cells that print key and value together (资金总额：150.00); a row with other keys is read on.

    So do those of money that is no key (政府性基金拨款：300.00), and those that print several amounts, each behind its
    name (其中：财政拨款 100.00 其他 20.00). Behind a key that is none of money they are part of its text.
    """
    found = False
    for cell in line.cells:
        left = next((other for other in reversed(line.cells) if other.col < cell.col), None)
        key = line.keys.get(left.col) if left is not None else None
        if cell.col in line.keys or (key is not None and key not in _OF_MONEY):
            continue
        fields = _fields_of(form, cell, only_money=key is not None)
        form.fields.extend(fields)
        if any(field.key not in MONEY_KEYS or _is_read(field) for field in fields):
            form.use([cell], "value")
        found = found or bool(fields)
    if line.keys or not found:
        return False
    if (line.first.row, line.first.col) not in form.uses and not has_digit(line.first.text):
        form.use([line.first], "header")
    return True


def _fields_of(form: Form, cell: Cell, *, only_money: bool) -> list[Field]:
    group = form.group_text if cell.col > 1 else ""
    amounts = named_figures(cell.text)
    pair = pair_of(cell.text) if len(amounts) < _SEVERAL else None
    if pair is not None:
        name, text, value = pair
        return [Field(name, text, cell.row, cell.col, value, group)] if name in MONEY_KEYS or not only_money else []
    return [_field(cell, name, figure, group, part) for part, (name, figure) in enumerate(amounts)]


def _field(cell: Cell, name: str, figure: str, group: str, part: int) -> Field:
    key = key_of(name)
    if key in MONEY_KEYS:
        return Field(str(key), name, cell.row, cell.col, figure, group, part=part)
    fund, component = meaning([name])
    return Field(
        *("amount", name, cell.row, cell.col, figure, group),
        fund=fund,
        component=component,
        phase=phase_of(name),
        year=year_of(name),
        part=part,
    )


def _is_read(field: Field) -> bool:
    """Whether the value of a key of money is an amount, or words; digits that are none are listed."""
    return parse_number(field.value) is not None or not has_digit(field.value)


def is_fund_alone(cell: Cell, beside: Cell | None) -> bool:
    """Whether a cell prints the name of one fund, and the next one of the row no amount of it."""
    named = labels("fund").search_one(fold(cell.text)) if len(cell.text) <= _LONGEST_FUND else None
    is_amount = beside is not None and parse_number(beside.text) is not None
    return named not in {None, "total"} and not has_digit(cell.text) and not is_amount


def named_figures(text: str) -> list[tuple[str, str]]:
    """The names of money of a text, each with the figure behind it; empty where the text prints anything else."""
    found = []
    end = 0
    text = text.strip()
    while end < len(text):
        match = _NAMED_FIGURE.match(text, end)
        if match is None:
            return []
        name, figure = squeeze(match["name"]), match["behind_colon"] or match["clear"]
        if parse_number(figure) is None or not (key_of(name) in MONEY_KEYS or meaning([name])[0] != UNKNOWN):
            return []
        found.append((name, figure))
        end = match.end()
    return found
