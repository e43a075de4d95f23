"""Small look-ups in a Reading that the fact modules share: the cells of a row by what their column means."""

import re
import unicodedata
from decimal import Decimal

from pipeline.documents.model import Cell
from pipeline.statements.model import Column, Reading, Row
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import squeeze

# A count with what it counts behind it: 120台, 36,000平方米, 1项(批).
_COUNTED = re.compile(r"(?P<figure>[\d,]+(?:\.\d+)?)\s*(?P<thing>[^\W\d_]{1,4}(?:\([^()\d]{1,4}\))?)")


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


def count_in(text: str) -> tuple[Decimal | None, str | None]:
    """The number that a cell counts and what it counts, where that is printed behind it (120台); None for neither.

    A figure with a unit of money is no count.
    """
    number = parse_number(text)
    if number is not None:
        return (number.value if number.unit is None else None), None
    counted = _COUNTED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    number = parse_number(counted["figure"]) if counted is not None else None
    return (number.value, counted["thing"]) if counted is not None and number is not None else (None, None)
