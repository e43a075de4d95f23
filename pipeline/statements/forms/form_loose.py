"""Rows of a form without any key: amounts with their names, and texts of the group above."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.documents.model import Cell
from pipeline.statements.forms.form_amounts import amount_named, names_money
from pipeline.statements.forms.form_grids import UNKNOWN, meaning, states_money
from pipeline.statements.forms.form_model import Form, Line, is_share
from pipeline.statements.forms.forms import key_of
from pipeline.statements.model import Field
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import any_of


def texts_and_amounts(form: Form, line: Line) -> bool:
    """Cells of a row without keys: amounts named by the text at their left, and texts that belong to the group above.

    A text under a group whose name says 用途 or 概况 is the purpose, one under the goals goes on with them; a row that
    begins with something else at its left is under no group, unless each of its texts stands right under its own.
    """
    name, named = "", None
    may_go_on = line.first.col > 1 or len(line.cells) == 1 or _are_under_goals(form, line)
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
        if number is not None and ("." in cell.text or cell.col in form.amounts or names_money(form, name)):
            form.use([cell], "value")
            form.uses.update({named: "header"} if named else {})
            amount = amount_named(form, name, cell)
            form.fields.append(replace(amount, path=(), role=None) if is_by_name else amount)
            continue
        if number is not None:
            continue
        name, named = squeeze(cell.text), (cell.row, cell.col)
        is_purpose = "用途" in form.group_text or "概况" in form.group_text
        key = "goals" if form.group == "goals" else "purpose" if is_purpose else None
        if key is not None and may_go_on:
            form.use([cell], "value")
            form.fields.append(Field(key, "", cell.row, cell.col, cell.text, form.group_text))
        elif form.group == "group" and states_money(cell.text):
            form.use([cell], "header")
    return True


def _are_under_goals(form: Form, line: Line) -> bool:
    """Whether each text of a row stands right under a header of goals (长期目标 | 年度目标)."""
    above = [form.table.grid.get((line.number - 1, cell.col)) for cell in line.cells]
    return all(
        head is not None and head.col == cell.col and key_of(head.text) == "goals"
        for head, cell in zip(above, line.cells, strict=True)
    )


def _are_pairs(form: Form, cells: Sequence[Cell]) -> bool:
    """Whether a row prints several amounts, each right of its own name (第一季度 | 60.00 | 第二季度 | 126.00).

    Headers of funds over them are of another row then; one that says only that it is money is over such pairs too.
    """
    amounts = [index for index, cell in enumerate(cells) if parse_number(cell.text) is not None]
    funds = {meaning(path)[0] for index in amounts if (path := form.path(cells[index]))}
    beside = all(index and parse_number(cells[index - 1].text) is None for index in amounts)
    return len(amounts) > 1 and beside and bool(funds - {"total", UNKNOWN})
