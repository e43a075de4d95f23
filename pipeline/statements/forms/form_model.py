"""What is known of a form while its rows are read, and a row as its readers see it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.form_grids import TaskHead, states_money, year_of
from pipeline.statements.forms.form_phases import Head
from pipeline.statements.forms.forms import key_of
from pipeline.statements.model import Field
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold
from pipeline.statements.titles.titles import FISCAL_FUNDS
from pipeline.statements.vocabulary import any_of, labels

_SHARE = re.compile(r"[-\d.,]+%")


def is_share(text: str) -> bool:
    """Whether a text is a share of a whole (98.7%)."""
    return _SHARE.fullmatch(fold(text)) is not None


def columns_of(cell: Cell) -> range:
    """The columns that a cell covers."""
    return range(cell.col, cell.col + cell.col_span)


@dataclass
class Form:
    """The fields of a form and the use of each cell by its (row, col), with what is known while its rows are read.

    ``amounts`` are the columns in which amounts with decimals stand. The rest is what rows above say of the next ones:
    ``group`` is the key that heads them and ``group_text`` its text, ``heads`` are the headers of amounts (预算金额)
    over columns of the group (``has_years``: of rows that are years), ``sides`` those of the names left of them
    (收入来源), ``phases`` those that tell the budget from what was spent, ``outcomes`` the columns of what was reached,
    beside those of the goals; ``months`` the header of a plan of payments, ``tasks`` that of a list of tasks with
    amounts (``tasks_of`` its group), ``task_content`` the column of the contents in one without.
    """

    table: Table
    amounts: frozenset[int]
    fields: list[Field] = field(default_factory=list)
    uses: dict[tuple[int, int], str] = field(default_factory=dict)
    group: str = ""
    group_text: str = ""
    heads: dict[int, str] = field(default_factory=dict)
    sides: dict[int, str] = field(default_factory=dict)
    has_years: bool = False
    phases: Mapping[int, Head] = field(default_factory=dict)
    outcomes: set[int] = field(default_factory=set)
    months: Sequence[Cell] = ()
    tasks: TaskHead | None = None
    tasks_of: str = ""
    task_content: int | None = None

    @cached_property
    def is_flat(self) -> bool:
        """Whether merged cells came without their spans.

        No cell has one, or none but over columns, which readers of rows infer, while blanks part the key of the
        project's name from the text at its right: the one other text of a row where these stand over a line of texts,
        and otherwise one between blanks and the next key.
        """
        spanned = [cell for cell in self.table.cells if cell.row_span > 1 or cell.col_span > 1]
        if any(cell.row_span > 1 for cell in spanned):
            return False
        fewest = 2 if all(map(self._heads_texts, spanned)) else 3
        return not spanned or any(_is_name_behind_blank(row, fewest) for row in self.table.rows)

    def _heads_texts(self, cell: Cell) -> bool:
        """Whether a text stands right under a cell in each of its columns."""
        below = (self.table.grid.get((cell.row + 1, col)) for col in columns_of(cell))
        return all(under is not None and under.text and under.col_span == 1 for under in below)

    def use(self, cells: Sequence[Cell], use: str) -> None:
        """Note what cells are."""
        self.uses.update({(cell.row, cell.col): use for cell in cells})

    def begin_group(self, key: str, text: str) -> None:
        """Begin a group with its key and text: what rows above say is forgotten, tasks only in another one."""
        self.group, self.group_text = key, text
        self.heads.clear()
        self.sides.clear()
        self.has_years = False
        self.outcomes.clear()
        self.phases = {}
        self.tasks = self.tasks if text == self.tasks_of else None

    def is_of_other_years(self, cell: Cell, name: str) -> bool:
        """Whether the name of an amount, or its header, names other years than the sheet's own (近两年收支金额).

        The header may stand above groups that have begun since, over a line of years (2023年 | 2024年).
        """
        names = [fold(text) for text in (name, self.heads.get(cell.col, ""), *self._over(cell))]
        return any(any_of("forms", "other_years", "patterns").search(text) is not None for text in names)

    def _over(self, cell: Cell) -> list[str]:
        """The header of money right above the figures over a cell, with the years under it.

        A row of one text (收入构成) between them parts the rows of figures and heads no column.
        """
        found = []
        for row in range(cell.row - 1, 0, -1):
            head = self.table.grid.get((row, cell.col))
            text = head.text if head is not None else ""
            if not text or parse_number(text) is not None or is_share(text) or self._is_caption(row):
                continue
            found.append(text)
            if year_of(text) is None:
                break
        return found if all(states_money(text) or year_of(text) for text in found) else []

    def _is_caption(self, row: int) -> bool:
        """Whether a row prints one text over several columns, that of the group at its left aside."""
        cells = [cell for cell in self.table.rows[row - 1] if cell.text and not (cell.col == 1 and cell.row_span > 1)]
        return len(cells) == 1 and cells[0].col_span > 1 and year_of(cells[0].text) is None

    def path(self, cell: Cell) -> tuple[str, ...]:
        """The header path of an amount of the group."""
        return (self.heads[cell.col],) if cell.col in self.heads else ()


def _is_name_behind_blank(row: Sequence[Cell], fewest: int) -> bool:
    """Whether blanks part the key of the project's name from a text that ends the row, or that blanks part from a key.

    ``fewest`` is how many texts the row has at least.
    """
    printed = [cell for cell in row if cell.text]
    if len(printed) < fewest or key_of(printed[0].text) != "project_name":
        return False
    name, *others = printed[1:]
    is_behind = key_of(name.text) is None and name.col > printed[0].col + printed[0].col_span
    is_before = not others or (key_of(others[0].text) is not None and others[0].col > name.col + name.col_span)
    return is_behind and is_before


@dataclass(frozen=True)
class Line:
    """A row of a form: its cells that print something, and the keys among them by column."""

    number: int
    cells: Sequence[Cell]
    keys: Mapping[int, str]

    @property
    def first(self) -> Cell:
        """The first cell that prints something."""
        return self.cells[0]


def funds_beside(fields: Sequence[Field]) -> list[Field]:
    """The amounts of other fiscal funds (政府性基金) in the column of the general public budget.

    Where a sheet prints no fiscal money as a whole, they are its parts beside the general public budget.
    """
    fiscal = [field for field in fields if field.key == "fiscal"]
    if any(labels("fund").search(fold(field.text)) != "general_public" for field in fiscal):
        return []
    others = FISCAL_FUNDS - {"general_public"}
    cols = {field.col for field in fiscal}
    amounts = [field for field in fields if field.key == "amount" and field.year is None and not field.of_years]
    return [field for field in amounts if field.fund in others and field.col in cols]
