"""Sheets of keys and values about one budget unit (单位基本信息表): its name, code, nature, rank and funding."""

from collections.abc import Iterator
from itertools import chain, pairwise

from pipeline.documents.model import Cell, Table
from pipeline.statements.model import Field
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import column_terms

NAME = "unit_name"
CONCEPTS = frozenset({NAME, "unit_code", "unit_nature", "unit_rank", "unit_funding"})
_FEWEST_KEYS = 3


def unit_fields(table: Table) -> tuple[Field, ...]:
    """The keys and values of a sheet about one unit: its name once, two and more others; empty for any other table.

    Each key stands left of its value. A row of keys without values heads the columns of a list.
    """
    pairs = [pair for pair in _pairs(table) if pair[2].text]
    keys = [key for key, _, _ in pairs]
    printed = [cell for cell in table.cells if _key(cell) is not None]
    if keys.count(NAME) != 1 or len(set(keys)) < _FEWEST_KEYS or len(pairs) < len(printed):
        return ()
    amounts = (cell for cell in table.cells if "." in cell.text and parse_number(cell.text) is not None)
    if len(keys) > len(set(keys)) or any(amounts):
        return ()
    return tuple(Field(key, squeeze(cell.text), value.row, value.col, value.text) for key, cell, value in pairs)


def _pairs(table: Table) -> Iterator[tuple[str, Cell, Cell]]:
    """Each key and the cell at its right, where that is no key."""
    for cell, value in chain.from_iterable(map(pairwise, table.rows)):
        key = _key(cell)
        if key is not None and _key(value) is None:
            yield key, cell, value


def _key(cell: Cell) -> str | None:
    concept = column_terms().match(fold(cell.text)) if cell.text else None
    return concept if concept in CONCEPTS else None
