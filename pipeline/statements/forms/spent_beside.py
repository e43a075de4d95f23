"""Money spent beside the budget in a form, with parts under each: 预算数 | 350.00 | 执行数 | 343.70."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.statements.forms.form_grids import meaning
from pipeline.statements.forms.forms import MONEY_KEYS
from pipeline.statements.model import Field

_SPENT = "actual"


def with_spent(fields: Sequence[Field]) -> list[Field]:
    """The fields, where amounts of money keys under one that was spent, in its column and group, were spent too.

    They bear the phase and are no key's, so that none of them is a budget. Another amount of all money ends them.
    """
    spent: dict[int, Field] = {}
    found = []
    for field in fields:
        above = spent.get(field.col)
        if field.key == _SPENT:
            spent[field.col] = field
        elif field.key in {"budget", "total"}:
            spent.pop(field.col, None)
        elif above is not None and field.key in MONEY_KEYS and field.phase is None and _is_part(field, above):
            fund, component = meaning([field.text])
            field = replace(field, key="amount", phase=_SPENT, fund=fund, component=component, role="leaf")
        found.append(field)
    return found


def _is_part(field: Field, above: Field) -> bool:
    return field.group == above.group and field.row > above.row
