"""A project as it is put together from the tables that print it, and its amounts."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from pipeline.facts.ids import LINE_ITEM, PROJECT, fact_id
from pipeline.statements.model import Unit
from pipeline.statements.numbers import FACTORS, parse_number

_UNIT_WITH_CODE = re.compile(r"[(（\[]?(\d{3,9})[)）\]]?[-—]?(?=[^\d年])")


class Amount(NamedTuple):
    """An amount of a project: 元, the 元 of its last printed digit, and the line items that print it."""

    yuan: Decimal
    resolution: Decimal
    line_items: tuple[str, ...]

    def plus(self, other: "Amount") -> "Amount":
        """Both together, as precise as the coarser."""
        resolution = max(self.resolution, other.resolution)
        return Amount(self.yuan + other.yuan, resolution, (*self.line_items, *other.line_items))


@dataclass
class Project:
    """A project as merged so far; of several printings of an amount the most precise counts."""

    document_id: str
    table_no: int
    row: int
    col: int
    code: str | None = None
    name: str = ""
    unit_code: str | None = None
    unit_name: str | None = None
    project_type: str | None = None
    purpose: str | None = None
    goals: str | None = None
    amounts: dict[str, Amount] = field(default_factory=dict)
    statements: set[tuple[str, int]] = field(default_factory=set)
    blocks: set[tuple[str, int, int]] = field(default_factory=set)
    rows: set[tuple[str, int, int]] = field(default_factory=set)
    columns: set[tuple[str, int, int]] = field(default_factory=set)
    fragments: tuple[str, ...] = ()

    @property
    def project_id(self) -> str:
        """The id of the project: the place where it was printed first."""
        return fact_id(PROJECT, self.document_id, self.table_no, self.row, self.col)

    def add_amount(self, name: str, text: str, unit: Unit | None, *place: int) -> None:
        """Take the amount that a cell of the project's table prints, unless a more precise printing is known."""
        amount = self.printed(text, unit, *place)
        if amount is not None:
            self.take(name, amount)

    def printed(self, text: str, unit: Unit | None, *place: int) -> Amount | None:
        """The amount that a cell of the project's table prints; None without a number or a unit."""
        number = parse_number(text)
        if number is None or unit is None:
            return None
        exponent = number.value.as_tuple().exponent
        line_item = fact_id(LINE_ITEM, self.document_id, self.table_no, *place)
        return Amount(unit.yuan(number), Decimal(FACTORS[number.unit or unit.name]).scaleb(int(exponent)), (line_item,))

    def take(self, name: str, amount: Amount) -> None:
        """Keep an amount unless a more precise printing of it is known."""
        if name not in self.amounts or amount.resolution < self.amounts[name].resolution:
            self.amounts[name] = amount

    def merge(self, other: "Project") -> None:
        """Take from another printing what this one lacks, and the more precise amounts."""
        for name in ("code", "unit_code", "unit_name", "project_type", "purpose", "goals"):
            if not getattr(self, name):
                setattr(self, name, getattr(other, name))
        self.name = self.name or other.name
        for name, amount in other.amounts.items():
            self.take(name, amount)
        self.statements |= other.statements
        self.blocks |= other.blocks
        self.rows |= other.rows
        self.columns |= other.columns


def split_unit(text: str) -> tuple[str | None, str]:
    """Code and name of a unit that are printed together: 308-某局."""
    match = _UNIT_WITH_CODE.match(text)
    return (match[1], text[match.end() :]) if match else (None, text)
