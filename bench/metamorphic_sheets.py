"""Statements as they were read from a real disclosure, in a form that can be edited and printed again.

A sheet is one printed statement: its title, the lines over it, its cells, and for each money cell the record that a
reader must find. Records are worked out when they are asked for, from the header cells and the row that they point to,
so that an edit of a printed text edits what is expected.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pipeline.documents.model import Table
from pipeline.statements.heads.headers import find_head, repeated_rows
from pipeline.statements.heads.units import unit_of_line
from pipeline.statements.model import Column, Reading, Row, Understanding
from pipeline.statements.numbers import is_nil
from pipeline.statements.text import fold, squeeze
from pipeline.statements.titles.titles import is_info, kind_named
from samples import blocks

# What of a line item is compared, besides what RowFacts and the header cells give.
_KEPT = ("statement", "axis", "flow", "fiscal_year", "phase", "unit_code", "unit_name", "level", "row_role", "is_leaf")
_KEPT += ("fund_source", "component")
COMPARED = (*_KEPT, "function_code", "economic_code", "gov_economic_code", "function_code_inferred")
COMPARED += ("economic_code_inferred", "label", "label_path", "column_path", "amount_yuan")
CODES = ("function_code", "economic_code", "gov_economic_code", "function_code_inferred", "economic_code_inferred")


@dataclass(eq=False)
class RowFacts:
    """What the records of one row share: its label, its codes and the rows that it is part of."""

    label: str
    codes: dict[str, str | None]
    above: list["RowFacts"]


@dataclass(eq=False)
class Item:
    """One printed cell. ``part`` is header, numbering or body; ``concept`` is what its column holds.

    A money cell has ``fact`` (the fields that edits leave alone), ``amount``, ``row_facts`` and ``over``, the header
    cells above it, or the path as it was read where it is not simply these.
    """

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1
    part: str = "body"
    concept: str | None = None
    row_facts: RowFacts | None = None
    fact: dict[str, Any] | None = None
    amount: Decimal = Decimal(0)
    over: list["Item"] | str = ""

    def record(self) -> tuple[Any, ...]:
        """The fields of COMPARED that a reader must find for this cell."""
        if self.fact is None or self.row_facts is None:
            raise ValueError(f"the cell {self.text!r} states no money")
        row = self.row_facts
        path = self.over if isinstance(self.over, str) else "/".join(squeeze(item.text) for item in self.over)
        values = self.fact | row.codes
        values |= {
            "label": row.label,
            "label_path": "/".join([*(above.label for above in row.above), row.label]),
            "column_path": path,
            "amount_yuan": self.amount,
        }
        return tuple(values[name] for name in COMPARED)


@dataclass
class Sheet:
    """One printed statement. ``unit`` is printed over the table where ``unit_line`` says so."""

    title: str
    above: list[str]
    unit: str
    items: list[Item]
    n_rows: int
    n_cols: int
    panels: int
    statement: str
    year: int
    own_units: bool
    below: list[str] = field(default_factory=list)
    before_title: list[str] = field(default_factory=list)
    unit_line: bool = True

    def records(self) -> list[tuple[Any, ...]]:
        """What a reader must find."""
        return [item.record() for item in self.money()]

    def money(self) -> list[Item]:
        """The cells that state money."""
        return [item for item in self.items if item.fact is not None]

    def column(self, concepts: Sequence[str]) -> int | None:
        """The only column of a table without panels whose cells hold one of these concepts."""
        cols = {item.col for item in self.items if item.concept in concepts and item.part == "body"}
        return cols.pop() if len(cols) == 1 and self.panels == 1 else None

    def of_column(self, col: int) -> list[Item]:
        """The body cells that begin in a column."""
        return [item for item in self.items if item.col == col and item.part == "body"]

    def axes(self) -> set[str]:
        """What the rows are whose money is printed."""
        return {item.fact["axis"] for item in self.money() if item.fact is not None}

    def header_at(self, row: int, col: int) -> Item | None:
        """The header cell that covers a place."""
        covering = (i for i in self.items if i.part == "header" and row in _rows(i) and col in _cols(i))
        return next(covering, None)

    def header_rows(self) -> int:
        """How many rows are header."""
        return max((item.row + item.row_span - 1 for item in self.items if item.part == "header"), default=0)

    def body_rows(self) -> list[int]:
        """The rows of the body."""
        return list(range(max((i.row for i in self.items if i.part != "body"), default=0) + 1, self.n_rows + 1))

    def insert_column(self, at: int, header: str, texts: dict[int, str], concept: str | None = None) -> Item:
        """A new column before column ``at`` under a header cell over all header rows; returns that cell."""
        for item in self.items:
            if item.col >= at:
                item.col += 1
            elif item.col + item.col_span > at:
                item.col_span += 1
        self.n_cols += 1
        head = Item(1, at, header, self.header_rows(), part="header", concept=concept)
        covered = {row for i in self.items if i.col <= at < i.col + i.col_span for row in _rows(i)}
        if covered & set(_rows(head)):
            raise ValueError("a header cell stands over the place of the new column")
        self.items.append(head)
        for row in self.body_rows():
            if row not in covered:
                self.items.append(Item(row, at, texts.get(row, ""), concept=concept))
        return head

    def can_insert(self, at: int) -> bool:
        """Whether no merged cell lies over the left edge of a column."""
        return not any(item.col < at < item.col + item.col_span for item in self.items)

    def drop_column(self, col: int) -> None:
        """A column taken away, with what stands in it alone."""
        self.items = [item for item in self.items if not (item.col == col and item.col_span == 1)]
        for item in self.items:
            if item.col > col:
                item.col -= 1
            elif item.col + item.col_span > col:
                item.col_span -= 1
        self.n_cols -= 1

    def insert_row(self, at: int) -> None:
        """Make room for a row before row ``at``."""
        for item in self.items:
            if item.row >= at:
                item.row += 1
            elif item.row + item.row_span > at:
                item.row_span += 1
        self.n_rows += 1

    def add_row(self, at: int) -> list[Item]:
        """A new row before row ``at``, blank; returns its cells, those left out over which merged ones stand."""
        self.insert_row(at)
        covered = {col for item in self.items if at in _rows(item) for col in _cols(item)}
        added = [Item(at, col, "") for col in range(1, self.n_cols + 1) if col not in covered]
        self.items += added
        return added

    def drop_row(self, row: int) -> None:
        """A row taken away, with what stands in it alone."""
        self.items = [item for item in self.items if not (item.row == row and item.row_span == 1)]
        for item in self.items:
            if item.row > row:
                item.row -= 1
            elif item.row + item.row_span > row:
                item.row_span -= 1
        self.n_rows -= 1

    def printed(self) -> Iterator[blocks.Block]:
        """The paragraphs and the table."""
        lines = [*self.before_title, self.title, *self.above]
        if self.unit_line:
            lines.append(f"单位：{self.unit}")
        for line in lines:
            if line:
                yield blocks.Paragraph(line)
        rows: list[list[Item]] = [[] for _ in range(self.n_rows)]
        for item in sorted(self.items, key=lambda item: (item.row, item.col)):
            rows[item.row - 1].append(item)
        cells = tuple(tuple(blocks.Cell(i.text, i.col_span, i.row_span) for i in row) for row in rows)
        yield blocks.Table(cells, self.header_rows())
        for line in self.below:
            yield blocks.Paragraph(line)


def _rows(item: Item) -> range:
    return range(item.row, item.row + item.row_span)


def _cols(item: Item) -> range:
    return range(item.col, item.col + item.col_span)


def sheets_of(understanding: Understanding, facts: Sequence[dict[str, Any]], year: int) -> list[Sheet]:
    """The budget statements of a document that stand in one table each and of which no figure is disputed."""
    by_table: dict[int, dict[tuple[int, int], dict[str, Any]]] = {}
    for fact in facts:
        by_table.setdefault(fact["table_no"], {})[fact["row_no"], fact["col_no"]] = fact
    numbers = [reading.statement_no for reading in understanding.readings]
    lines = _lines_above(understanding)
    sheets = []
    for reading in understanding.readings:
        found = by_table.get(reading.table.number, {})
        if numbers.count(reading.statement_no) == 1 and _is_fit(reading, found):
            sheets.append(_sheet(reading, found, lines[reading.table.number], year))
    return sheets


def _is_fit(reading: Reading, found: dict[tuple[int, int], dict[str, Any]]) -> bool:
    if not kind_named(reading.statement).budget or reading.state != "present" or not reading.title:
        return False
    if reading.unit is None or any(not is_nil(reading.table.grid[place].text) for place in reading.unparsed):
        return False
    proofs = [fact["proof"] for fact in found.values()]
    return len(proofs) > 3 and set(proofs) <= {"proven", "unchecked"} and proofs.count("proven") * 10 >= 9 * len(proofs)


def _lines_above(understanding: Understanding) -> dict[int, list[str]]:
    """The lines of information over each table, without unit of money."""
    lines: dict[int, list[str]] = {}
    between: list[str] = []
    for block in understanding.document.blocks:
        if isinstance(block, Table):
            lines[block.number] = between
            between = []
        elif block.number in understanding.furniture and _is_name(block.text):
            between.append(block.text)
    return lines


def _is_name(text: str) -> bool:
    return is_info(text) and unit_of_line(text) is None and ":" in fold(text)


def _sheet(reading: Reading, found: dict[tuple[int, int], dict[str, Any]], above: list[str], year: int) -> Sheet:
    table = reading.table
    head = find_head(table)
    left_out = {*head.furniture, *repeated_rows(table, head)}
    kept = [row for row in range(1, table.n_rows + 1) if row not in left_out]
    number = {row: index for index, row in enumerate(kept, start=1)}
    columns = {column.col: column for column in reading.columns}
    items: dict[tuple[int, int], Item] = {}
    for cell in table.cells:
        rows = [row for row in range(cell.row, cell.row + cell.row_span) if row in number]
        if rows:
            part = "header" if rows[0] in head.header else "numbering" if rows[0] in head.numbering else "body"
            # Where lines of the page end is its program's; whoever prints the text breaks it anew.
            item = Item(number[rows[0]], cell.col, cell.text.replace("\n", ""), len(rows), cell.col_span, part)
            item.concept = columns[cell.col].concept if part == "body" else None
            items[cell.row, cell.col] = item
    row_facts = _row_facts(reading)
    panel_of = {column.col: column.panel for column in reading.columns}
    for (row, col), item in items.items():
        item.row_facts = row_facts.get((row, panel_of[col]))
        if (fact := found.get((row, col))) is not None:
            item.fact = {name: fact[name] for name in _KEPT}
            item.amount = fact["amount_yuan"]
            item.text = "".join(item.text.split())
            item.over = _over(table, head.header, columns[col], items)
    for row in head.furniture:
        above = above + [cell.text for cell in table.rows[row - 1] if cell.text and _is_name(cell.text)]
    return Sheet(
        title=reading.title,
        above=above,
        unit=reading.unit.name if reading.unit else "",
        items=list(items.values()),
        n_rows=len(kept),
        n_cols=table.n_cols,
        panels=len({column.panel for column in reading.columns}),
        statement=reading.statement,
        year=year,
        own_units=len({c.unit for c in reading.columns if c.unit}) > 1
        or any("元" in text for c in reading.columns for text in c.path),
    )


def _over(table: Table, header: Sequence[int], column: Column, items: dict[tuple[int, int], Item]) -> list[Item] | str:
    """The header cells whose texts are the path of a column; the path itself where it is not simply these."""
    cells = dict.fromkeys(table.grid[row, column.col] for row in header if (row, column.col) in table.grid)
    over = [items[cell.row, cell.col] for cell in cells if cell.text]
    same = tuple(squeeze(item.text) for item in over) == column.path
    return over if same else "/".join(column.path)


def _row_facts(reading: Reading) -> dict[tuple[int, int], RowFacts]:
    by_place = {(row.row, row.panel): row for row in reading.rows}
    made: dict[tuple[int, int], RowFacts] = {}

    def facts_of(row: Row) -> RowFacts:
        place = row.row, row.panel
        if place not in made:
            codes = (row.codes.function, row.codes.economic, row.codes.gov_economic)
            inferred = (row.function_inferred, row.economic_inferred)
            made[place] = RowFacts(row.label, dict(zip(CODES, (*codes, *inferred), strict=True)), [])
            above = row
            while above.parent is not None:
                panel = above.parent_panel if above.parent_panel is not None else above.panel
                above = by_place[above.parent, panel]
                if above.role != "total":
                    made[place].above.insert(0, facts_of(above))
        return made[place]

    for row in reading.rows:
        facts_of(row)
    return made
