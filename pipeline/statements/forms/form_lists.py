"""Rows of a form that list something: the year's tasks with their contents or amounts, values of several months."""

from collections.abc import Sequence

from pipeline.documents.model import Cell
from pipeline.statements.forms.form_grids import parts_head, task_fields, task_head
from pipeline.statements.forms.form_model import Form, Line
from pipeline.statements.forms.forms import month_of
from pipeline.statements.model import Field
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import squeeze

_FEWEST_MONTHS = 2


def header_of_tasks(form: Form, line: Line) -> bool:
    """The lines that head a list of tasks with amounts, or of the parts of a project.

    What heads the names at the left of the sheet is no group of it.
    """
    head = parts_head(form.table, line.number) or task_head(form.table, line.number, form.group_text)
    if head is not None and head.money:
        if head.name_col == line.first.col == 1:
            form.begin_group("", "")
        form.tasks, form.tasks_of = head, form.group_text
    if form.tasks is None or line.number > form.tasks.last:
        return False
    form.use(line.cells, "header")
    return True


def task_with_amounts(form: Form, line: Line) -> bool:
    """A row of a list of tasks with amounts: all of it is read but figures right of the name under no header of money.

    A group printed again beside it is a header.
    """
    is_task = form.tasks is not None and set(line.keys) <= {1}
    fields = task_fields(form.table, line.number, form.tasks, form.group_text) if form.tasks and is_task else []
    if form.tasks is None or not fields:
        form.tasks = None
        return False
    form.fields.extend(fields)
    places, name_col = {(field.row, field.col) for field in fields}, form.tasks.name_col
    read = [c for c in line.cells if c.col <= name_col or (c.row, c.col) in places or parse_number(c.text) is None]
    form.uses.update({(c.row, c.col): "header" if c.col in line.keys else "value" for c in read})
    return True


def header_of_months(form: Form, line: Line) -> bool:
    """The months to which values in the row below belong: 3月底 | 6月底 | 10月底 | 12月底."""
    months = [cell for cell in line.cells if line.keys.get(cell.col) == "period"]
    if len(months) < _FEWEST_MONTHS:
        return False
    form.months = months
    form.use(line.cells, "header")
    return True


def values_of_months(form: Form, line: Line) -> bool:
    """The values under 3月底, 6月底 ...: by column, and by order where the row has a cell for each of them."""
    if not form.months or line.keys:
        return False
    row = form.table.rows[line.number - 1]
    for index, month in enumerate(form.months):
        by_column = next((cell for cell in row if cell.col == month.col), None)
        shift = len(row) - len(form.months)
        value = by_column or (row[index + shift] if shift >= 0 else None)
        number = month_of(month.text)
        if value is None or number is None:
            continue
        if value.text:
            form.use([value], "value")
        form.fields.append(
            Field("period", squeeze(month.text), value.row, value.col, value.text, form.group_text, number)
        )
    names = [cell for cell in line.cells if cell.col < min(month.col for month in form.months)]
    form.use([cell for cell in names if parse_number(cell.text) is None], "header")
    form.months = ()
    return True


def header_of_contents(form: Form, line: Line) -> bool:
    """The head of a list of tasks without amounts: the key at the right of 任务名称 is their content."""
    names = [col for col, key in line.keys.items() if key == "task_name"]
    content = min((col for col in line.keys if names and col > names[0]), default=None)
    if content is None:
        return False
    form.task_content = content
    form.use(line.cells, "header")
    return True


def task(form: Form, line: Line) -> bool:
    """A row of a list of tasks: the name before the column of contents, in one cell or cut over several."""
    if form.task_content is None or line.keys or len(line.cells) == 1 or _has_amount(line.cells):
        return False
    names = [c for c in line.cells if c.col < form.task_content and squeeze(c.text) != form.group_text]
    contents = [cell for cell in line.cells if cell.col >= form.task_content]
    if names and contents:
        form.use([*names, *contents], "value")
        name = "".join(squeeze(cell.text) for cell in names)
        content = "".join(cell.text.strip() for cell in contents)
        form.fields.append(Field("task", name, names[0].row, names[0].col, content, form.group_text))
    return True


def _has_amount(cells: Sequence[Cell]) -> bool:
    return any(parse_number(cell.text) is not None for cell in cells)
