"""Whether the figures of a spending plan (资金支出计划) are percent: its header says % over money too."""

from collections.abc import Sequence
from decimal import Decimal

from pipeline.statements.model import Unit
from pipeline.statements.numbers import Number, parse_number

HUNDRED = Decimal(100)


def is_in_percent(values: Sequence[str], unit: Unit | None, budget: Decimal | None) -> bool:
    """Whether figures without a sign are percent: the largest is 100 and the budget (元) is not 100 of the unit."""
    numbers = [number.value for value in values if (number := parse_number(value)) is not None]
    if not numbers or max(numbers) != HUNDRED or unit is None:
        return False
    return budget != unit.yuan(Number(HUNDRED))
