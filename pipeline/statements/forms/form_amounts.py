"""Amounts of a form that are named by a text beside them, which is no key."""

from pipeline.documents.model import Cell
from pipeline.statements.forms.form_grids import UNKNOWN, meaning, phase_of, states_money, year_of
from pipeline.statements.forms.form_model import Form
from pipeline.statements.model import Field


def amount_named(form: Form, name: str, cell: Cell) -> Field:
    """An amount with its name; under a header of its own it is one of several, else its place in the group is open.

    Where the name is no fund (基本支出, 合计) it says for what the money is, and the header of which fund it is.
    """
    (fund, component), path = meaning([name]), form.path(cell)
    if fund in {UNKNOWN, "total"} and path:
        of_header = meaning(path)[0]
        fund = fund if of_header == UNKNOWN else of_header
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


def names_money(form: Form, name: str) -> bool:
    """Whether a text in a group of money names an amount, so that a whole number beside it is one."""
    return states_money(form.group_text) and (states_money(name) or (bool(name) and names_fund(name)))


def names_fund(text: str) -> bool:
    """Whether a text names a fund or component."""
    return meaning([text])[0] != UNKNOWN
