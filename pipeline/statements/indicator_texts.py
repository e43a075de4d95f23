"""Indicators told in words: a text beside 产出指标 in a form or under a column of that name, without targets."""

from collections.abc import Sequence

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms import key_of
from pipeline.statements.indicators import IndicatorGrid, cells_across, name_and_target
from pipeline.statements.model import Column, Indicator, Row
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold, split_ordinal, squeeze
from pipeline.statements.vocabulary import full_match

CONCEPT = "kpi_text"
"""The concept of a column whose texts are indicators of the kind that its header names."""

_LEVELS = ("level1", "level2")
_VALUE_AND_UNIT = 2


def texts_beside(table: Table, last: int) -> tuple[IndicatorGrid, frozenset[int]]:
    """The indicators of the rows of a form up to ``last`` that print a kind of indicator, and those rows.

    One text behind the kind is what is to be reached, as it is printed. Of several the first is the indicator's name
    and the rest its target: a value, or sign, value and unit. A row that prints more is no indicator, and one that
    begins with something else than a group of the form is none of these rows.
    """
    found, rows = IndicatorGrid(), set()
    for number in range(1, last + 1):
        cells = [cell for cell in cells_across(table, number) if cell.text]
        kinds = [cell for cell in cells if level_of(cell.text) is not None]
        texts = [cell for cell in cells if kinds and cell.col > kinds[-1].col and cell.row == number]
        left = [cell for cell in cells if kinds and cell.col < kinds[0].col and cell.row == number]
        if not texts or any(key_of(cell.text) != "group" for cell in left):
            continue
        rows.add(number)
        found.uses.update({(cell.row, cell.col): "header" for cell in cells if cell.col <= kinds[-1].col})
        name, target = texts[:-1][:1], texts[1:] or texts
        if len(target) > 1 and not _is_target(target):
            continue
        found.uses.update({(cell.row, cell.col): "indicator" for cell in texts})
        target_text = "".join(cell.text for cell in target)
        name_text = "".join(cell.text for cell in name)
        if not name:
            name_text, target_text = name_and_target(target_text)
        found.indicators.append(_indicator(number, target[0].col, [c.text for c in kinds], name_text, target_text))
    return found, frozenset(rows)


def _is_target(cells: Sequence[Cell]) -> bool:
    """Whether cells make one target: sign, value and unit, without the sign or without the unit."""
    texts = [cell.text for cell in cells]
    signs = full_match("columns", "indicator_kinds", "signs")
    value = 1 if signs.fullmatch(fold(texts[0])) else 0
    return value < len(texts) <= value + _VALUE_AND_UNIT and parse_number(texts[value]) is not None


def texts_in_columns(table: Table, columns: Sequence[Column], rows: Sequence[Row]) -> list[Indicator]:
    """The indicators of the columns of a list that are headed by a kind of indicator, row by row."""
    of_texts = [column for column in columns if column.concept == CONCEPT]
    found = []
    for row in rows:
        for column in of_texts:
            cell = table.grid.get((row.row, column.col))
            if cell is not None and cell.text and (cell.row, cell.col) == (row.row, column.col):
                kinds = [text for text in column.path if level_of(text) is not None]
                found.append(_indicator(row.row, column.col, kinds, *name_and_target(cell.text)))
    return found


def level_of(text: str) -> str | None:
    """``level1`` or ``level2`` for a text that is the name of a kind of indicator: 产出指标, 数量指标."""
    bare = split_ordinal(fold(text))[1].rstrip(":")
    return (
        next((level for level in _LEVELS if full_match("columns", "indicator_kinds", level).fullmatch(bare)), None)
        if bare
        else None
    )


def _indicator(row: int, col: int, kinds: Sequence[str], name: str, target: str) -> Indicator:
    """``kinds`` from the widest to the narrowest; a second one, or one that is no first level, is of the second."""
    first = next((kind for kind in kinds if level_of(kind) == "level1"), "")
    second = next((kind for kind in reversed(kinds) if kind is not first), "")
    return Indicator(row, col, squeeze(first), squeeze(second), squeeze(name), "", squeeze(target), "", "")
