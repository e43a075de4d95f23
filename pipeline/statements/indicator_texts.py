"""Indicators told in words: a text beside 产出指标 in a form or under a column of that name, without targets."""

from collections.abc import Sequence

from pipeline.documents.model import Table
from pipeline.statements.indicators import IndicatorGrid, cells_across
from pipeline.statements.model import Column, Indicator, Row
from pipeline.statements.text import fold, split_ordinal, squeeze
from pipeline.statements.vocabulary import full_match

CONCEPT = "kpi_text"
"""The concept of a column whose texts are indicators of the kind that its header names."""

_LEVELS = ("level1", "level2")
# The name of an indicator and its target.
_NAME_AND_TARGET = 2


def texts_beside(table: Table, last: int) -> IndicatorGrid:
    """The indicators of the rows of a form up to ``last`` that print a kind of indicator and one or two texts after it.

    Of two texts the first is the indicator's name. One text is what is to be reached, as it is printed.
    """
    found = IndicatorGrid()
    for number in range(1, last + 1):
        cells = [cell for cell in cells_across(table, number) if cell.text]
        kinds = [cell for cell in cells if level_of(cell.text) is not None]
        if not kinds:
            continue
        texts = [cell for cell in cells if cell.col > kinds[-1].col and cell.row == number]
        if not 0 < len(texts) <= _NAME_AND_TARGET:
            continue
        found.uses.update({(cell.row, cell.col): "header" for cell in cells if cell.col <= kinds[-1].col})
        found.uses.update({(cell.row, cell.col): "indicator" for cell in texts})
        name = texts[0].text if len(texts) == _NAME_AND_TARGET else ""
        found.indicators.append(_indicator(number, texts[-1].col, [cell.text for cell in kinds], name, texts[-1].text))
    return found


def texts_in_columns(table: Table, columns: Sequence[Column], rows: Sequence[Row]) -> list[Indicator]:
    """The indicators of the columns of a list that are headed by a kind of indicator, row by row."""
    of_texts = [column for column in columns if column.concept == CONCEPT]
    found = []
    for row in rows:
        for column in of_texts:
            cell = table.grid.get((row.row, column.col))
            if cell is not None and cell.text and (cell.row, cell.col) == (row.row, column.col):
                kinds = [text for text in column.path if level_of(text) is not None]
                found.append(_indicator(row.row, column.col, kinds, "", cell.text))
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
