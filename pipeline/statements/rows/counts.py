"""Figures that count things in columns of money: 公务用车保有量（辆） beside 公务接待费, under one header 预算数."""

import re
from collections.abc import Mapping, Sequence

from pipeline.documents.model import Table
from pipeline.statements.heads.units import is_unit_of_money
from pipeline.statements.model import Column, Row
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold, split_ordinal
from pipeline.statements.vocabulary import any_of, load


def counted_cells(table: Table, columns: Sequence[Column], rows: Sequence[Row]) -> Mapping[tuple[int, int], bool]:
    """The cells of columns of money, and of columns whose meaning is not known, in which rows count things.

    True where that is certain. False where row and header contradict each other (车辆（辆） under 金额) and the figure,
    a whole number, may be either. A row beside a column of quantities prints its count there, and money here. What a
    column 单位 that names a unit of money for other rows says of a row is certain.
    """
    with_quantity = {column.panel for column in columns if column.concept == "quantity"}
    measures = [c.col for c in columns if c.concept == "measure_unit" and _states_money(table, rows, c.col)]
    found = {}
    for row in rows:
        if row.panel in with_quantity:
            continue
        stated = [fold(cell.text) for col in measures if (cell := table.grid.get((row.row, col))) is not None]
        is_measured = any(stated) and not any(map(is_unit_of_money, stated))
        if not is_measured and not is_counted(row.label):
            continue
        for column in columns:
            cell = table.grid.get((row.row, column.col))
            if column.concept not in {"money", None} or column.panel != row.panel or cell is None or not cell.text:
                continue
            number = parse_number(cell.text)
            if number is None or (cell.row, cell.col) != (row.row, column.col):
                continue
            if is_measured or not _says_money(column):
                found[cell.row, cell.col] = True
            elif number.value == number.value.to_integral_value() and "." not in cell.text:
                found[cell.row, cell.col] = False
    return found


def _states_money(table: Table, rows: Sequence[Row], col: int) -> bool:
    cells = (table.grid.get((row.row, col)) for row in rows)
    return any(is_unit_of_money(fold(cell.text)) for cell in cells if cell is not None)


def is_counted(label: str) -> bool:
    """Whether a row's label says that its figures count things: it ends with what is counted, in brackets."""
    bare = fold(split_ordinal(label)[1])
    return any_of("rows", "count", "patterns").fullmatch(bare) is not None


def _says_money(column: Column) -> bool:
    words: list[str] = load("rows")["count"]["money"]
    return any(re.search(word, fold(text)) for word in words for text in column.path)
