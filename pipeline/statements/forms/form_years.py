"""Rows of a form that are years: 2023年决算 | 1,920.00 | 620.00 under 年度 | 收入合计 | 基本支出."""

from pipeline.statements.forms.form_grids import UNKNOWN, meaning, phase_of, states_money, year_of
from pipeline.statements.forms.form_model import Form, Line, columns_of
from pipeline.statements.header_words import SUMS
from pipeline.statements.model import Field
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import any_of

_FEWEST_AMOUNTS = 2


def header_of_years(form: Form, line: Line) -> bool:
    """A row that heads years and, right of them, amounts, over a row that begins with a year; a group may be left."""
    years = [cell for cell in line.cells if any_of("forms", "years", "patterns").fullmatch(fold(cell.text))]
    if len(years) != 1 or line.number == form.table.n_rows:
        return False
    heads = [cell for cell in line.cells if cell.col > years[0].col]
    below = form.table.grid.get((line.number + 1, years[0].col))
    if len(heads) < _FEWEST_AMOUNTS or below is None or year_of(below.text) is None:
        return False
    if not all(states_money(cell.text) or meaning([cell.text])[0] != UNKNOWN for cell in heads):
        return False
    form.use(line.cells, "header")
    form.heads.update({col: squeeze(cell.text) for cell in heads for col in columns_of(cell)})
    return True


def years_under_heads(form: Form, line: Line) -> bool:
    """A row of amounts under the headers of a grid that begins with its year (2022年预算 | 420.00 | 400.00 | 20.00).

    So does the row of their sum (合计) under them.
    """
    year, amounts = year_of(line.first.text), line.cells[1:]
    of_years = year is None and fold(line.first.text) in SUMS and form.has_years
    if (year is None and not of_years) or len(amounts) < _FEWEST_AMOUNTS or not form.heads:
        return False
    if any(cell.col not in form.heads or parse_number(cell.text) is None for cell in amounts):
        return False
    form.use([line.first], "header")
    form.use(amounts, "value")
    name = squeeze(line.first.text)
    for cell in amounts:
        fund, component = meaning(form.path(cell))
        form.fields.append(
            Field(
                *("amount", name, cell.row, cell.col, cell.text, form.group_text),
                path=form.path(cell),
                fund=fund,
                component=component,
                role="total",
                phase=phase_of(name),
                year=year,
                of_years=of_years,
            )
        )
    form.has_years = True
    return True
