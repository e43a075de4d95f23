"""What a document's tables mean: statements, their columns and rows, and the use of every cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.documents.model import Cell, Document, Table
from pipeline.statements.numbers import FACTORS, Number, to_yuan
from pipeline.statements.titles.titles import StatementKind


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of money: the printed word and how many 元 it is."""

    name: str
    factor: int

    def yuan(self, number: Number) -> Decimal:
        """A printed amount as 元 with two decimals: in the unit behind its figure, else in this one."""
        return to_yuan(number.value, FACTORS[number.unit] if number.unit else self.factor)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    ``concept`` is a name of the vocabulary, ``money`` for amounts, None where the header's meaning was not found.
    ``path`` holds the header texts from top to bottom, squeezed. ``panel`` counts the side-by-side tables from 0.
    ``unit_name`` is the budget unit that the header names, where units stand side by side. ``is_doubtful``: another
    header text may stand over it, too, an amount stands in its path, or the header is of other columns.
    """

    col: int
    path: tuple[str, ...]
    concept: str | None
    panel: int = 0
    unit: Unit | None = None
    flow: str | None = None
    fund: str | None = None
    component: str | None = None
    phase: str = "budget"
    year: int | None = None
    year_offset: int = 0
    unit_name: str | None = None
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Codes:
    """The classification codes that a row prints."""

    function: str | None = None
    economic: str | None = None
    gov_economic: str | None = None

    @property
    def main(self) -> str | None:
        """The code that the row's place in its table follows: function, else departmental, else government economic."""
        return self.function or self.economic or self.gov_economic


@dataclass(slots=True)
class Row:
    """One row of one panel. ``parent`` and ``row`` are row numbers of the table; the rest follows the contract.

    ``parent_panel`` is the panel of the parent where that is another one, on which this panel goes on; ``of_year``
    marks a plain 小计 that is the total of the year, ``of_kind`` a kind of projects over those of its kind.
    """

    row: int
    panel: int
    label: str
    indent: int = 0
    codes: Codes = field(default_factory=Codes)
    function_inferred: str | None = None
    economic_inferred: str | None = None
    unit_code: str | None = None
    unit_name: str | None = None
    project_name: str | None = None
    role: str = "leaf"
    of_year: bool = False
    of_kind: bool = False
    level: int | None = None
    parent: int | None = None
    parent_panel: int | None = None
    is_leaf: bool = True
    fund: str | None = None
    component: str | None = None
    ancestors: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a form and the place of its value. ``key`` is a name of the vocabulary, ``text`` the key as printed.

    An amount in a grid inside the form has the header lines over it as ``path``, what heads the names of its column as
    ``side`` (收入来源), and its role, fund source, component, phase and year where these are its own; ``of_years`` is
    what stands for all years of the grid. ``part`` counts from 0 the values that one cell prints.
    """

    key: str
    text: str
    row: int
    col: int
    value: str
    group: str = ""
    month: int | None = None
    path: tuple[str, ...] = ()
    fund: str | None = None
    component: str | None = None
    role: str | None = None
    phase: str | None = None
    year: int | None = None
    of_years: bool = False
    side: str = ""
    part: int = 0

    @property
    def place(self) -> tuple[int, ...]:
        """Row and column, and which of several values of one cell it is behind the first."""
        return (self.row, self.col, *([self.part] if self.part else []))


@dataclass(frozen=True, slots=True)
class Indicator:
    """One KPI as printed; ``row`` and ``col`` are the place of its target, ``block`` its project's block.

    ``part`` counts from 0 the indicators that one cell numbers; ``year`` is the one that a header over several targets
    says that this one is of.
    """

    row: int
    col: int
    level1: str
    level2: str
    level3: str
    description: str
    target: str
    weight: str
    basis: str
    block: int | None = None
    part: int = 0
    year: int | None = None


@dataclass
class ProjectBlock:
    """The rows of one project in a long table of several.

    ``names`` and ``codes`` are the fragments of name and code as printed, ``amounts`` the cells by column number,
    several where the project has an amount for each of its units. ``goals`` are its texts of 绩效目标, ``purposes``
    those of what it is for (项目概况);
    ``unit_code`` and ``unit_name`` the unit in whose rows it stands, ``project_type`` its kind. ``repeats`` are the
    rows that print its amounts again, beside another of its indicators.
    """

    first: int
    last: int
    names: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    amounts: dict[int, list[Cell]] = field(default_factory=dict)
    code: str | None = None
    goals: list[str] = field(default_factory=list)
    purposes: list[str] = field(default_factory=list)
    repeats: set[int] = field(default_factory=set)
    unit_code: str | None = None
    unit_name: str | None = None
    project_type: str | None = None

    @property
    def name(self) -> str:
        """The fragments of the name, joined."""
        return "".join(self.names)

    @property
    def fragmentary(self) -> bool:
        """Whether the name was put together from several lines, so that it may be garbled."""
        return len(self.names) != 1 or len(self.codes) > 1


@dataclass(frozen=True, slots=True)
class Reading:
    """One physical table understood.

    ``axes`` says what the rows of each panel are, where panels differ from ``axis``. ``uses`` tells for each non-blank
    cell, by (row, col) of its upper left corner, what it is: a word such as ``header``, ``label``, ``furniture``,
    ``money``, ``text``; a cell that is nothing stands in ``unparsed`` with the reason. ``counts`` are the cells of
    columns of money that count things.
    """

    table: Table
    statement_no: int
    title: str
    statement: str
    axis: str
    unit: Unit | None
    state: str
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    fields: tuple[Field, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    blocks: tuple[ProjectBlock, ...] = ()
    unit_line: str = ""
    as_of: str = ""
    axes: Mapping[int, str] = field(default_factory=dict)
    uses: Mapping[tuple[int, int], str] = field(default_factory=dict)
    unparsed: Mapping[tuple[int, int], str] = field(default_factory=dict)
    counts: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Understanding:
    """A document and what its tables mean, in order.

    ``furniture`` are the paragraphs that belong to tables, ``unit_names`` the names of budget units by table,
    ``untitled`` what the tables are that no title names, by their index, as far as it was found.
    """

    document: Document
    readings: tuple[Reading, ...]
    furniture: frozenset[int]
    unit_names: tuple[frozenset[str], ...]
    untitled: Mapping[int, StatementKind] = field(default_factory=dict)
