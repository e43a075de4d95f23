"""Faults for bench/fault_injection.py: what can go wrong with the cells of a table, applied to a document.

A fault changes the texts of a document that was read, before anything is understood. It says which row is gone or
doubled, so that every fact of the faulted document can be held against the true figure.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from pipeline.documents.model import Block, Cell, Document, Table
from pipeline.statements.heads.units import unit_of_line
from pipeline.statements.model import Reading
from pipeline.statements.numbers import parse_number

_T = TypeVar("_T")
Place = tuple[int, int, int]
"""Table, row and column number."""

SINGLE_CELL = ("one digit", "digits swapped", "point moved", "sign")
KINDS = (*SINGLE_CELL, "row dropped", "row doubled", "cells of a row swapped", "columns swapped", "unit slip")


@dataclass(frozen=True)
class Fault:
    """A fault of one table. ``cells`` are the places it changes, as they are in the true document.

    ``dropped`` and ``doubled`` are the number of the row that is gone, or that stands twice. ``note`` is for people.
    """

    kind: str
    table_no: int
    cells: tuple[Place, ...]
    note: str
    blocks: tuple[tuple[int, Block], ...]
    dropped: int | None = None
    doubled: int | None = None

    def applied(self, document: Document) -> Document:
        """The document with the fault."""
        blocks = list(document.blocks)
        for index, block in self.blocks:
            blocks[index] = block
        return replace(document, content=replace(document.content, blocks=tuple(blocks)))

    def true_place(self, place: Place) -> Place | None:
        """Where a cell of the faulted document stands in the true one; None for a cell of a doubled row."""
        table, row, col = place
        if table != self.table_no:
            return place
        if self.dropped is not None:
            return table, row + (row >= self.dropped), col
        if self.doubled is not None and row == self.doubled + 1:
            return None
        return table, row - (self.doubled is not None and row > self.doubled), col


@dataclass(frozen=True)
class Target:
    """A table with the places of its figures, ready for faults; ``index`` is its place among the document's blocks."""

    index: int
    table: Table
    reading: Reading
    places: tuple[tuple[int, int], ...]

    def fault(self, kind: str, texts: dict[tuple[int, int], str], note: str) -> Fault:
        """A fault that puts other texts into cells."""
        cells = tuple(
            replace(cell, text=texts[cell.row, cell.col]) if (cell.row, cell.col) in texts else cell
            for cell in self.table.cells
        )
        number = self.table.number
        changed = tuple((number, row, col) for row, col in sorted(texts))
        return Fault(kind, number, changed, note, ((self.index, replace(self.table, cells=cells)),))

    def text(self, place: tuple[int, int]) -> str:
        """What a cell prints."""
        return self.table.grid[place].text


# ---- one cell ----


def one_digit(text: str, chance: random.Random) -> str:
    """One digit is another."""
    at = chance.choice([i for i, char in enumerate(text) if char.isdigit()])
    other = chance.choice([digit for digit in "0123456789" if digit != text[at]])
    return f"{text[:at]}{other}{text[at + 1 :]}"


def digits_swapped(text: str, chance: random.Random) -> str | None:
    """Two neighbouring digits change places."""
    pairs = [m.start() for m in re.finditer(r"(?=(\d)[., ]{0,2}(?!\1)\d)", text)]
    if not pairs:
        return None
    at = chance.choice(pairs)
    then = next(i for i in range(at + 1, len(text)) if text[i].isdigit())
    return f"{text[:at]}{text[then]}{text[at + 1 : then]}{text[at]}{text[then + 1 :]}"


def point_moved(text: str, chance: random.Random) -> str | None:
    """The decimal point stands elsewhere, or a whole number has got one."""
    number = parse_number(text)
    if number is None or not number.value:
        return None
    value = number.value.scaleb(chance.choice((-2, -1, 1, 2)))
    return f"{value:f}"


def sign(text: str, chance: random.Random) -> str | None:
    """A sign too many, or one lost."""
    number = parse_number(text)
    return f"{-number.value:f}" if number is not None and number.value else None


_CHANGES: dict[str, Callable[[str, random.Random], str | None]] = {
    "one digit": one_digit,
    "digits swapped": digits_swapped,
    "point moved": point_moved,
    "sign": sign,
}


def cell_fault(target: Target, kind: str, place: tuple[int, int], chance: random.Random) -> Fault | None:
    """A fault of one cell, or None where the kind does not apply to its figure."""
    before = target.text(place)
    after = _CHANGES[kind](before, chance)
    return target.fault(kind, {place: after}, f"{before.strip()} -> {after}") if after is not None else None


# ---- rows and columns ----


def row_dropped(target: Target, row: int) -> Fault:
    """A row is gone and those below move up."""
    cells = tuple(moved for cell in target.table.cells if (moved := _without_row(cell, row)) is not None)
    table = replace(target.table, n_rows=target.table.n_rows - 1, cells=cells)
    return Fault(
        "row dropped", table.number, _row_cells(target, row), f"row {row}", ((target.index, table),), dropped=row
    )


def _without_row(cell: Cell, row: int) -> Cell | None:
    if cell.row > row:
        return replace(cell, row=cell.row - 1)
    if cell.row + cell.row_span <= row:
        return cell
    return replace(cell, row_span=cell.row_span - 1) if cell.row_span > 1 else None


def row_doubled(target: Target, row: int) -> Fault:
    """A row stands twice and those below move down."""
    cells: list[Cell] = []
    for cell in target.table.cells:
        if cell.row > row:
            cells.append(replace(cell, row=cell.row + 1))
        elif cell.row + cell.row_span <= row:
            cells.append(cell)
        elif cell.row_span > 1:
            cells.append(replace(cell, row_span=cell.row_span + 1))
        else:
            cells += [cell, replace(cell, row=row + 1)]
    table = replace(target.table, n_rows=target.table.n_rows + 1, cells=tuple(cells))
    return Fault(
        "row doubled", table.number, _row_cells(target, row), f"row {row}", ((target.index, table),), doubled=row
    )


def _row_cells(target: Target, row: int) -> tuple[Place, ...]:
    return tuple((target.table.number, r, c) for r, c in target.places if r == row)


def cells_swapped(target: Target, row: int, one: int, other: int) -> Fault:
    """Two figures of a row change places."""
    texts = {(row, one): target.text((row, other)), (row, other): target.text((row, one))}
    return target.fault("cells of a row swapped", texts, f"row {row}: columns {one} and {other}")


def columns_swapped(target: Target, one: int, other: int) -> Fault | None:
    """Two whole columns change places below the header; blanks take part, merged cells rule it out."""
    texts: dict[tuple[int, int], str] = {}
    first = min(row.row for row in target.reading.rows)
    for row in range(first, target.table.n_rows + 1):
        cells = [target.table.grid.get((row, col)) for col in (one, other)]
        if any(cell is None or cell.row_span * cell.col_span > 1 for cell in cells):
            return None
        texts.update({(row, one): target.text((row, other)), (row, other): target.text((row, one))})
    texts = {place: text for place, text in texts.items() if target.text(place) != text}
    return target.fault("columns swapped", texts, f"columns {one} and {other}") if texts else None


# ---- the unit ----

_SLIP = {"元": "万元", "万元": "元"}
_UNIT_WORD = re.compile(r"(单位\s*[:：]?\s*[(（]?\s*)(万元|元)")


def unit_slip(target: Target, document: Document) -> Fault | None:
    """The table's unit line says 万元 for 元, or 元 for 万元; where there is no such line the figures do."""
    cells = tuple(
        replace(cell, text=_slipped(cell.text)) if unit_of_line(cell.text) else cell for cell in target.table.cells
    )
    cells_of = tuple((target.table.number, row, col) for row, col in target.places)
    if cells != target.table.cells:
        return Fault(
            "unit slip", target.table.number, cells_of, "unit in the table",
            ((target.index, replace(target.table, cells=cells)),),
        )  # fmt: skip
    texts = {}
    for place in target.places:
        number = parse_number(target.text(place))
        if number is not None:
            texts[place] = f"{number.value.scaleb(4):f}"
    return target.fault("unit slip", texts, "figures x 10000")


def _slipped(text: str) -> str:
    return _UNIT_WORD.sub(lambda match: match[1] + _SLIP[match[2]], text)


# ---- a sample of all ----


def sample(document: Document, targets: Sequence[Target], each: int, chance: random.Random) -> Iterator[Fault]:
    """At most ``each`` faults of every kind, spread over the figures of the document."""
    figures = [(target, place) for target in targets for place in target.places]
    for kind in SINGLE_CELL:
        for target, place in _some(figures, each, chance):
            fault = cell_fault(target, kind, place, chance)
            if fault is not None:
                yield fault
    rows = [(target, row) for target in targets for row in sorted({row for row, _ in target.places})]
    yield from (row_dropped(target, row) for target, row in _some(rows, each, chance))
    yield from (row_doubled(target, row) for target, row in _some(rows, each, chance))
    pairs = [
        (target, row, one, other)
        for target, row in rows
        for cols in [[c for r, c in target.places if r == row]]
        for i, one in enumerate(cols)
        for other in cols[i + 1 :]
        if _value(target, (row, one)) != _value(target, (row, other))
    ]
    yield from (cells_swapped(*pair) for pair in _some(pairs, each, chance))
    columns = [(target, one, other) for target in targets for one, other in _column_pairs(target)]
    for column_pair in _some(columns, each, chance):
        swapped = columns_swapped(*column_pair)
        if swapped is not None:
            yield swapped
    for target in _some(targets, each, chance):
        slip = unit_slip(target, document)
        if slip is not None:
            yield slip


def _value(target: Target, place: tuple[int, int]) -> Decimal | None:
    number = parse_number(target.text(place))
    return number.value if number is not None else None


def _some(found: Sequence[_T], most: int, chance: random.Random) -> list[_T]:
    return list(found) if len(found) <= most else chance.sample(list(found), most)


def _column_pairs(target: Target) -> Iterator[tuple[int, int]]:
    money = [column for column in target.reading.columns if column.concept == "money"]
    used = {col for _, col in target.places}
    for i, one in enumerate(money):
        for other in money[i + 1 :]:
            if one.panel == other.panel and used & {one.col, other.col}:
                yield one.col, other.col
