"""Small look-ups in a Reading that the fact modules share: the cells of a row by what their column means."""

from decimal import Decimal

from pipeline.documents.model import Cell
from pipeline.statements.model import Column, Reading, Row
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import squeeze


def cells_of(reading: Reading, row: Row, concept: str | None) -> list[tuple[Column, Cell]]:
    """The non-blank cells of a row whose columns have this concept, left to right."""
    found = []
    for column in reading.columns:
        cell = reading.table.grid.get((row.row, column.col))
        if column.concept == concept and column.panel == row.panel and cell is not None and cell.text:
            found.append((column, cell))
    return found


def text_in(reading: Reading, row: Row, concept: str) -> str:
    """The squeezed text of the first such cell, or ''."""
    return next((squeeze(cell.text) for _, cell in cells_of(reading, row, concept)), "")


def lines_in(reading: Reading, row: Row, concept: str) -> str | None:
    """The texts of all such cells, one a line; None where there is none."""
    return "\n".join(cell.text.strip() for _, cell in cells_of(reading, row, concept)) or None


def number_in(reading: Reading, row: Row, concept: str) -> tuple[Decimal | None, str | None, int | None]:
    """The number, the text and the column of the first such cell; a text that is no number gives no number."""
    for column, cell in cells_of(reading, row, concept):
        number = parse_number(cell.text)
        return (number.value if number else None), cell.text.strip(), column.col
    return None, None, None
