"""Amounts of a form by phase: 年初预算数 | 全年预算数 | 全年执行数 over the rows of a sheet's money (绩效自评表)."""

from collections.abc import Mapping, Sequence

from pipeline.documents.model import Cell
from pipeline.statements.form_grids import meaning, states_money
from pipeline.statements.model import Field
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import labels

_LATER = frozenset({"revised", "actual"})
_FEWEST_HEADS = 2
_BUDGET = "budget"


def phase_heads(cells: Sequence[Cell]) -> Mapping[int, tuple[str, str | None]]:
    """The headers of amounts by phase of a row, by column: text and phase, the phase None over what is no money.

    Empty unless two and more columns are of amounts, one of them of a later phase than the budget.
    """
    if any(parse_number(cell.text) is not None for cell in cells):
        return {}
    phases = {cell: labels("phase").search(fold(cell.text)) for cell in cells}
    of_money = [cell for cell in cells if phases[cell] is not None or states_money(cell.text)]
    if len(of_money) < _FEWEST_HEADS or not _LATER & set(phases.values()):
        return {}
    first = next(cell for cell in cells if phases[cell] is not None)
    return {
        col: (squeeze(cell.text), (phases[cell] or _BUDGET) if cell in of_money else None)
        for cell in cells
        if cell.col >= first.col
        for col in range(cell.col, cell.col + cell.col_span)
    }


def phase_fields(
    cells: Sequence[Cell], heads: Mapping[int, tuple[str, str | None]], key: str | None, group_text: str
) -> list[Field]:
    """The amounts of a row under such headers; ``key`` is the key that names the row.

    What the sheet budgets is the key's; what was budgeted later or spent only bears its name.
    """
    names = [cell for cell in cells if cell.col < min(heads)]
    if not names:
        return []
    name = squeeze(names[-1].text)
    fund, component = meaning([name])
    fields = []
    for cell in cells:
        head, phase = heads.get(cell.col, ("", None))
        if phase is None or parse_number(cell.text) is None:
            continue
        own = key if key is not None and phase == _BUDGET else "amount"
        role = "total" if key in {"budget", "total"} else "leaf"
        fields.append(
            Field(own, name, cell.row, cell.col, cell.text, group_text, None, (head,), fund, component, role, phase)
        )
    return fields
