"""Forms: sheets of keys and values such as a project's 绩效目标表, where no column has one meaning."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.documents.model import Cell, Table
from pipeline.reference.text import remembered
from pipeline.statements.form_grids import TaskHead, amounts_under_header, meaning, states_money, task_fields, task_head
from pipeline.statements.form_phases import phase_fields, phase_heads
from pipeline.statements.model import Field
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold, split_ordinal, squeeze
from pipeline.statements.titles import is_info, kind_of_title
from pipeline.statements.vocabulary import form_terms, full_match, load

_FEWEST_KEYS = 3
_MONEY_KEYS = {name for name, entry in load("forms")["key"].items() if entry.get("money")}
_SHARE = re.compile(r"[-\d.,]+%")
_UNIT_BEHIND = re.compile(r"\((金额)?(单位[::]?)?[百千万亿]*元\)$")


@dataclass
class Form:
    """The fields of a form and the use of each cell by its (row, col).

    ``heads`` are the headers of amounts (预算金额) over columns of the group that is being read, ``phases`` those that
    tell the budget from what was spent; ``outcomes`` are the columns of what was reached, beside those of the goals.
    """

    fields: list[Field] = field(default_factory=list)
    uses: dict[tuple[int, int], str] = field(default_factory=dict)
    heads: dict[int, str] = field(default_factory=dict)
    phases: Mapping[int, tuple[str, str | None]] = field(default_factory=dict)
    outcomes: set[int] = field(default_factory=set)

    def new_group(self) -> None:
        """Forget the headers of the group above."""
        self.heads.clear()
        self.outcomes.clear()
        self.phases = {}

    def is_of_other_years(self, cell: Cell) -> bool:
        """Whether the header of a cell names years before the sheet's own (近两年收支金额)."""
        head = self.heads.get(cell.col)
        return head is not None and full_match("forms", "other_years", "patterns").search(fold(head)) is not None

    def path(self, cell: Cell) -> tuple[str, ...]:
        """The header path of an amount of the group."""
        return (self.heads[cell.col],) if cell.col in self.heads else ()


def is_form(table: Table, last: int) -> bool:
    """Whether the rows up to ``last`` are a form: three and more keys, in more than one row."""
    keys = [(cell.row, name) for row in table.rows[:last] for cell in row if (name := key_of(cell.text)) is not None]
    names = {name for _, name in keys}
    return (
        len(names) >= _FEWEST_KEYS
        and len({row for row, _ in keys}) >= 2
        and "project_name" in names | _department(names)
    )


def names_project(table: Table, last: int) -> bool:
    """Whether the rows up to ``last`` have a place for the name of a project."""
    return any(key_of(cell.text) == "project_name" for row in table.rows[:last] for cell in row)


def is_key_sheet(table: Table) -> bool:
    """Whether a table is one project's sheet by its first column: every row begins with a key, one with 项目名称."""
    firsts = [row[0] for row in table.rows if row and row[0].text]
    keys = [key_of(cell.text) for cell in firsts if cell.col == 1]
    beside = [key_of(row[1].text) for row in table.rows if len(row) > 1]
    return len(keys) >= _FEWEST_KEYS and None not in keys and "project_name" in keys and not any(beside)


def _department(names: set[str]) -> set[str]:
    return {"project_name"} if {"unit_name", "goals"} <= names else set()


@remembered
def key_of(text: str) -> str | None:
    """The name of the key that a cell prints, or None."""
    folded = fold(text)
    spellings = (folded, split_ordinal(folded)[1].rstrip(":"), without_unit(folded))
    return next(filter(None, map(form_terms().match, spellings)), None) if folded else None


def without_unit(folded: str) -> str:
    """A folded key without the unit of money in brackets behind it: 预算金额(元)."""
    return _UNIT_BEHIND.sub("", folded.rstrip(":"))


def read_form(table: Table, last: int, other_rows: frozenset[int] = frozenset()) -> Form:
    """The fields of the rows up to ``last``, without ``other_rows``."""
    form = Form()
    group, group_text = "", ""
    periods: list[Cell] = []
    task_content: int | None = None
    tasks: TaskHead | None = None
    tasks_of = ""
    amounts = _amount_columns(table, last)
    for number in range(1, last + 1):
        cells = [cell for cell in table.rows[number - 1] if cell.text]
        if not cells or number in other_rows:
            continue
        if number <= 2 and _is_furniture(cells):
            form.uses.update({(cell.row, cell.col): "furniture" for cell in cells})
            continue
        keys = {cell.col: key for cell in cells if (key := key_of(cell.text)) is not None}
        first = cells[0]
        if form.phases and _phase_row(form, cells, keys, group_text):
            continue
        if keys.get(first.col) in {"group", "goals"} or (keys and first.col == 1):
            group, group_text = keys.get(first.col) or "", squeeze(first.text)
            form.new_group()
            tasks = None if group_text != tasks_of else tasks
        if phases := phase_heads(cells):
            form.phases = phases
            form.uses.update({(cell.row, cell.col): "header" for cell in cells})
            continue
        head = task_head(table, number, group_text)
        tasks_of = group_text if head is not None and head.money else tasks_of
        tasks = head if head is not None and head.money else tasks
        if tasks is not None and number <= tasks.last:
            form.uses.update({(cell.row, cell.col): "header" for cell in cells})
            continue
        of_task = task_fields(table, number, tasks, group_text) if tasks is not None and set(keys) <= {1} else []
        if of_task:
            _keep_task(form, cells, keys, of_task)
            continue
        tasks = None
        month_cells = [cell for cell in cells if keys.get(cell.col) == "period"]
        if len(month_cells) >= 2:
            periods = month_cells
            form.uses.update({(cell.row, cell.col): "header" for cell in cells})
        elif periods and not keys:
            _period_values(form, table, number, periods, group_text)
            periods = []
        elif (contents := _task_contents(keys)) is not None:
            task_content = contents
            form.uses.update({(cell.row, cell.col): "header" for cell in cells})
        elif task_content is not None and not keys and len(cells) >= 2 and not _has_amount(cells):
            _task(form, cells, group_text, task_content)
        elif keys:
            periods, task_content = [], None
            _pairs(form, table.rows[number - 1], keys, group_text)
        elif len(cells) > 1 and all(parse_number(cell.text) is not None for cell in cells):
            task_content = None
            _under_header(form, table, number, group_text)
        else:
            task_content = None
            _loose(form, cells, group, group_text, amounts)
    return form


def _phase_row(form: Form, cells: Sequence[Cell], keys: dict[int, str], group_text: str) -> bool:
    """A row of amounts under headers of phases; False where it holds none."""
    names = [keys.get(cell.col) for cell in cells if cell.col < min(form.phases)]
    key = next((name for name in reversed(names) if name in _MONEY_KEYS), None)
    fields = phase_fields(cells, form.phases, key, group_text)
    if not fields:
        return False
    form.fields.extend(fields)
    form.uses.update({(c.row, c.col): "value" if c.col in form.phases else "header" for c in cells})
    return True


def _keep_task(form: Form, cells: Sequence[Cell], keys: dict[int, str], fields: Sequence[Field]) -> None:
    """A row of a list of tasks with amounts: all of it is read, a group printed again beside it is a header."""
    form.fields.extend(fields)
    form.uses.update({(cell.row, cell.col): "header" if cell.col in keys else "value" for cell in cells})


def _under_header(form: Form, table: Table, number: int, group_text: str) -> None:
    """A row of nothing but amounts: header lines stand over it, in the rows of the group at its left, which is merged
    with that row or ends above it.
    """
    beside = (table.grid.get((row, 1)) for row in (number, number - 1))
    first = next((group.row for group in beside if group is not None and group.text), number - 1)
    fields = amounts_under_header(table, number, first, group_text)
    form.fields.extend(fields)
    form.uses.update({(field.row, field.col): "value" for field in fields})
    if fields:
        cells = (cell for row in range(first, number) for cell in table.rows[row - 1] if cell.text)
        form.uses.update({(cell.row, cell.col): "header" for cell in cells})


def _amount_columns(table: Table, last: int) -> frozenset[int]:
    """The columns in which amounts with decimals stand; a whole number in one of them is an amount too."""
    cells = (cell for row in table.rows[:last] for cell in row)
    return frozenset(cell.col for cell in cells if "." in cell.text and parse_number(cell.text) is not None)


def _task_contents(keys: dict[int, str]) -> int | None:
    """The column of the contents in the head of a list of tasks: the key at the right of 任务名称."""
    names = [col for col, key in keys.items() if key == "task_name"]
    return min((col for col in keys if names and col > names[0]), default=None)


def _has_amount(cells: Sequence[Cell]) -> bool:
    return any(parse_number(cell.text) is not None for cell in cells)


def _task(form: Form, cells: Sequence[Cell], group_text: str, content_col: int) -> None:
    """A row of a list of tasks: the name before the column of contents, in one cell or cut over several."""
    names = [cell for cell in cells if cell.col < content_col and squeeze(cell.text) != group_text]
    contents = [cell for cell in cells if cell.col >= content_col]
    if not names or not contents:
        return
    form.uses.update({(cell.row, cell.col): "value" for cell in (*names, *contents)})
    name = "".join(squeeze(cell.text) for cell in names)
    content = "".join(cell.text.strip() for cell in contents)
    form.fields.append(Field("task", name, names[0].row, names[0].col, content, group_text))


def _is_furniture(cells: Sequence[Cell]) -> bool:
    if len(cells) == 1 and kind_of_title(cells[0].text) is not None and key_of(cells[0].text) is None:
        return True
    return all(is_info(cell.text) for cell in cells) and not any(key_of(cell.text) for cell in cells)


def _pairs(form: Form, row: Sequence[Cell], keys: dict[int, str], group_text: str) -> None:
    """Each key of a row and the cell at its right; the row's group (its first cell) goes with every key."""
    names_money = any(states_money(cell.text) for cell in row if cell.col not in keys)
    names_money = names_money or sum(key in _MONEY_KEYS for key in keys.values()) > 1
    if set(keys.values()) <= {"group"} | _MONEY_KEYS and names_money and not _has_amount(row):
        form.uses.update({(cell.row, cell.col): "header" for cell in row if cell.text})
        heads = [cell for cell in row if states_money(cell.text)]
        form.heads.update({col: squeeze(cell.text) for cell in heads for col in _columns_of(cell)})
        return
    for cell, value in zip(row, [*row[1:], None], strict=True):
        key = keys.get(cell.col)
        if key is None:
            _amount_beside(form, cell, value, group_text)
            continue
        form.uses[cell.row, cell.col] = "header"
        if key == "outcome":
            form.outcomes.update(_columns_of(cell))
        if value is None or value.col in keys or key == "group":
            continue
        if value.text:
            form.uses[value.row, value.col] = "value"
        group = group_text if cell.col > 1 else ""
        path = form.path(value)
        form.fields.append(Field(key, squeeze(cell.text), value.row, value.col, value.text, group, path=path))


def _columns_of(cell: Cell) -> range:
    return range(cell.col, cell.col + cell.col_span)


def _amount_beside(form: Form, cell: Cell, value: Cell | None, group_text: str) -> None:
    """A text that is no key, and the amount with decimals at its right, in a row that has keys too."""
    if value is None or not _is_name(cell.text) or "." not in value.text or form.is_of_other_years(value):
        return
    if parse_number(value.text) is not None:
        form.uses.update({(cell.row, cell.col): "header", (value.row, value.col): "value"})
        form.fields.append(_amount(form, squeeze(cell.text), value, group_text))


def _is_name(text: str) -> bool:
    """Whether a text may name an amount: it is neither a figure nor a share."""
    return bool(text) and parse_number(text) is None and _SHARE.fullmatch(fold(text)) is None


def _amount(form: Form, name: str, cell: Cell, group_text: str) -> Field:
    """An amount with its name; under a header of its own it is one of several, else its place in the group is open."""
    (fund, component), path = meaning([name]), form.path(cell)
    role = "leaf" if path else None
    return Field("amount", name, cell.row, cell.col, cell.text, group_text, None, path, fund, component, role)


def _period_values(form: Form, table: Table, number: int, periods: Sequence[Cell], group_text: str) -> None:
    """The values under 3月底, 6月底 ...: by column, and by order where the row has a cell for each of them."""
    row = table.rows[number - 1]
    for index, period in enumerate(periods):
        by_column = next((cell for cell in row if cell.col == period.col), None)
        value = by_column or (row[index + len(row) - len(periods)] if len(row) >= len(periods) else None)
        match = next(p.fullmatch(fold(period.text)) for p, name in form_terms().patterns if name == "period")
        if value is None or match is None:
            continue
        if value.text:
            form.uses[value.row, value.col] = "value"
        form.fields.append(
            Field("period", squeeze(period.text), value.row, value.col, value.text, group_text, int(match["month"]))
        )


def _loose(form: Form, cells: Sequence[Cell], group: str, group_text: str, amounts: frozenset[int]) -> None:
    """Cells of a row without keys: amounts named by the text at their left, and texts that belong to the group above.

    A text under a group whose name says 用途 or 概况 is the purpose, one under the goals goes on with them.
    """
    name, named = "", None
    for cell in cells:
        number = parse_number(cell.text)
        if cell.col in form.outcomes:
            form.uses[cell.row, cell.col] = "value"
            continue
        if form.is_of_other_years(cell) or _SHARE.fullmatch(fold(cell.text)) is not None:
            continue
        if number is not None and ("." in cell.text or cell.col in amounts):
            form.uses[cell.row, cell.col] = "value"
            form.uses.update({named: "header"} if named else {})
            form.fields.append(_amount(form, name, cell, group_text))
            continue
        if number is not None:
            continue
        name, named = squeeze(cell.text), (cell.row, cell.col)
        key = "goals" if group == "goals" else "purpose" if "用途" in group_text or "概况" in group_text else None
        if key is not None:
            form.uses[cell.row, cell.col] = "value"
            form.fields.append(Field(key, "", cell.row, cell.col, cell.text, group_text))
        elif group == "group" and states_money(cell.text):
            form.uses[cell.row, cell.col] = "header"
