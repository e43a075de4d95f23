"""Rows of a form that head the amounts under them: phases, ways to divide money, keys of money."""

import re
from collections.abc import Sequence

from pipeline.documents.model import Cell
from pipeline.statements.forms.form_amounts import names_fund
from pipeline.statements.forms.form_grids import states_money
from pipeline.statements.forms.form_model import Form, Line, columns_of
from pipeline.statements.forms.form_phases import phase_heads
from pipeline.statements.forms.forms import MONEY_KEYS
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import any_of

_FIGURES = re.compile(r"[\d,，.．\s]*\d[\d,，.．\s]*")
_OF_MONEY = {"group", *MONEY_KEYS}


def header_of_phases(form: Form, line: Line) -> bool:
    """A row that heads phases: what is budgeted, and what was spent."""
    if phases := phase_heads(line.cells):
        form.phases = phases
        form.use(line.cells, "header")
    return bool(phases)


def header_of_ways(form: Form, line: Line) -> bool:
    """A row that heads ways to divide the same money, each over its columns: 按收入性质分 | 按支出性质分."""
    ways = [cell for cell in line.cells if any_of("columns", "money", "one_way").fullmatch(fold(cell.text))]
    if not ways or any(cell not in ways and line.keys.get(cell.col) != "group" for cell in line.cells):
        return False
    form.use(line.cells, "header")
    ends = [*(way.col for way in ways[1:]), form.table.n_cols + 1]
    for way, end in zip(ways, ends, strict=True):
        # Where the widths of merged cells are lost, a way goes on to the next one.
        cols = range(way.col, end) if form.is_flat else columns_of(way)
        form.heads.update(dict.fromkeys(cols, squeeze(way.text)))
    return True


def header_of_amounts(form: Form, line: Line) -> bool:
    """A row of keys that heads amounts instead of having them beside it."""
    if not line.keys:
        return False
    form.months, form.task_content = (), None
    heads = [cell for cell in line.cells if states_money(cell.text) or (cell.col > 1 and names_fund(cell.text))]
    others = any(cell.col not in line.keys for cell in heads)
    is_head = others or sum(key in MONEY_KEYS for key in line.keys.values()) > 1
    is_head = is_head and not any((cell.row, cell.col) in form.uses for cell in line.cells)
    if not is_head or not set(line.keys.values()) <= _OF_MONEY or any(_is_figure(cell) for cell in line.cells):
        return False
    form.use(line.cells, "header")
    form.heads.update({col: squeeze(cell.text) for cell in heads for col in columns_of(cell)})
    form.sides.update(_sides(form, line, heads))
    return True


def _sides(form: Form, line: Line, heads: Sequence[Cell]) -> dict[int, str]:
    """The header left of each header of amounts, by the column of these, where names stand under it."""
    found = {}
    for left, head in zip(line.cells, line.cells[1:], strict=False):
        below = form.table.grid.get((line.number + 1, left.col))
        if head in heads and below is not None and below.text and parse_number(below.text) is None:
            found.update(dict.fromkeys(columns_of(head), squeeze(left.text)))
    return found


def _is_figure(cell: Cell) -> bool:
    """Whether a cell prints an amount, or digits and their marks that are not known to be one (1260000 over 0.00)."""
    return parse_number(cell.text) is not None or _FIGURES.fullmatch(cell.text.strip()) is not None
