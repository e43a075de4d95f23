"""Indicators told in words: a text beside 产出指标 in a form or under a column of that name, without targets."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.forms import key_of
from pipeline.statements.forms.indicator_grid import IndicatorGrid
from pipeline.statements.forms.indicator_heads import cells_across
from pipeline.statements.forms.indicator_lists import name_and_figure, named_by_kind, several_in
from pipeline.statements.heads.indicator_kinds import (
    are_of_one_family,
    is_first_level,
    is_of_either,
    kind_in_name,
    level_of,
    name_and_target,
)
from pipeline.statements.model import Column, Indicator, Row
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold, split_ordinal, squeeze
from pipeline.statements.vocabulary import any_of

CONCEPT = "kpi_text"
"""The concept of a column whose texts are indicators of the kind that its header names."""

_VALUE_AND_UNIT = 2
_ALL_KINDS = "level3"
_GRADED = frozenset({"level3", "kpi_best"})
_NAME_AND_TARGET = 2
_INDICATOR = "指标"
_LEVELS = 2
_SIGN = re.compile(r"^\s*[≥≤><=＞＜＝]+")


def texts_beside(table: Table, last: int) -> tuple[IndicatorGrid, frozenset[int]]:
    """The indicators of the rows of a form up to ``last`` that print a kind of indicator, and those rows.

    One text behind the kind is what is to be reached, as it is printed; several that it numbers are an indicator each.
    Of several cells the first is the indicator's name and the rest its target: a value, or sign, value and unit. What
    stands behind another kind of the row is an indicator of that. A row that prints more is no indicator, and one that
    begins with something else than a group of the form is none of these rows.
    """
    found, rows = IndicatorGrid(), set()
    for number in range(1, last + 1):
        cells = [cell for cell in cells_across(table, number) if cell.text]
        parts = _by_kind(cells, number)
        left = [cell for cell in cells if parts and cell.col < parts[0][0][0].col and cell.row == number]
        if not any(texts for _, texts in parts) or any(key_of(cell.text) != "group" for cell in left):
            continue
        rows.add(number)
        found.uses.update({(cell.row, cell.col): "header" for cell in left})
        for kinds, texts in parts:
            found.uses.update({(cell.row, cell.col): "header" for cell in kinds})
            if texts and (len(texts) <= _NAME_AND_TARGET or _is_target(texts[1:])):
                found.uses.update({(cell.row, cell.col): "indicator" for cell in texts})
                found.indicators.extend(_told(number, [cell.text for cell in kinds], texts))
    return found, frozenset(rows)


def _by_kind(cells: Sequence[Cell], number: int) -> list[tuple[list[Cell], list[Cell]]]:
    """The kinds of indicators of a row, each with those above it, and the texts of the row behind it.

    Without 指标 a text is a kind beside another, or under a group of the form. A kind that begins again in the row
    without 指标, or is of either level, is of the second.
    """
    parts: list[tuple[list[Cell], list[Cell]]] = []
    for index, cell in enumerate(cells):
        before = cells[index - 1] if index else None
        beside = before is not None and (level_of(before.text, bare=True) is not None or key_of(before.text) == "group")
        beside = beside or (index == 0 and len(cells) > 1 and level_of(cells[1].text) == "level2")
        behind = bool(parts and parts[-1][1]) and any(level_of(kind.text) for kind in parts[-1][0])
        level = level_of(cell.text, bare=beside or behind)
        if behind and level == "level1" and (level_of(cell.text) is None or is_of_either(cell.text)):
            level = "level2"
        if level is None:
            if parts and cell.row == number:
                parts[-1][1].append(cell)
        elif parts and not parts[-1][1]:
            parts[-1][0].append(cell)
        else:
            above = [kind for kind in (parts[-1][0] if parts else ()) if level_of(kind.text, bare=True) == "level1"]
            parts.append(([*(above if level == "level2" else ()), cell], []))
    return parts


def _told(number: int, kinds: Sequence[str], texts: Sequence[Cell]) -> list[Indicator]:
    """The indicators of cells behind a kind; a single text that numbers several is taken apart.

    A kind before a target alone, without the word for indicators, is the name of one: 服务对象满意度：≥95%.
    """
    if len(texts) > 1:
        target = "".join(cell.text for cell in texts[1:])
        return [_indicator(number, texts[1].col, kinds, texts[0].text, target)]
    if several := several_in(texts[0].text):
        return [
            replace(_indicator(number, texts[0].col, kinds, name, target), part=part)
            for part, (name, target) in enumerate(several)
        ]
    kind, text = kind_in_name(split_ordinal(texts[0].text)[1])
    printed = text.rstrip().rstrip("。；;")
    named = name_and_figure(printed) if kind else name_and_target(printed)
    if not named[0] and not kind.endswith(_INDICATOR) and _SIGN.match(text):
        kind, named = "", (kind, text)
    if not named[0]:
        return [_indicator(number, texts[0].col, kinds, "", texts[0].text)]
    return [_indicator(number, texts[0].col, kinds, f"{kind}:{named[0]}" if kind else named[0], named[1])]


def _is_target(cells: Sequence[Cell]) -> bool:
    """Whether cells make one target: sign, value and unit, without the sign or without the unit."""
    texts = [cell.text for cell in cells]
    if len(texts) == 1:
        return True
    signs = any_of("columns", "indicator_kinds", "signs")
    value = 1 if signs.fullmatch(fold(texts[0])) else 0
    figure = _SIGN.sub("", texts[value]) if value < len(texts) else ""
    return value < len(texts) <= value + _VALUE_AND_UNIT and parse_number(figure) is not None


def texts_in_columns(table: Table, columns: Sequence[Column], rows: Sequence[Row]) -> list[Indicator]:
    """The indicators of the columns of a list that are headed by a kind of indicator, row by row.

    A column that is headed 绩效指标 alone has those that its texts tell by their kinds.
    """
    of_texts = [column for column in columns if column.concept in {CONCEPT, _ALL_KINDS}]
    found = []
    for row in rows:
        for column in of_texts:
            cell = table.grid.get((row.row, column.col))
            if cell is None or (column.concept == _ALL_KINDS and not named_by_kind(cell.text)):
                continue
            if any_of("forms", "unfilled", "patterns").fullmatch(fold(cell.text)) or level_of(cell.text) is not None:
                continue
            if (cell.row, cell.col) == (row.row, column.col):
                bare = column.concept == CONCEPT
                kinds = [text for text in _path(column, of_texts) if level_of(text, bare=bare) is not None]
                found.extend(_told(row.row, kinds, [cell]))
    return found


def _path(column: Column, columns: Sequence[Column]) -> tuple[str, ...]:
    """The headers over a column of one kind, under the first level of the column at its left where only that holds it.

    Where the widths of merged headers are lost, 可持续影响指标 may be read under 满意度指标, beside 效益指标.
    """
    if len(column.path) != _LEVELS or are_of_one_family(*column.path) is not False:
        return column.path
    left = next((c.path[0] for c in reversed(columns) if c.col < column.col and len(c.path) == _LEVELS), "")
    return (left, column.path[1]) if are_of_one_family(left, column.path[1]) else column.path


def untold(
    columns: Sequence[Column], table: Table, body: Sequence[int], told: Sequence[Indicator]
) -> dict[tuple[int, int], str]:
    """The cells of a column of a list that is headed 绩效指标 alone whose texts tell no indicator, with the reason."""
    read = {indicator.row for indicator in told}
    cols = {column.col for column in columns if column.concept == _ALL_KINDS}
    cells = (cell for row in body if row not in read for cell in table.rows[row - 1] if cell.col in cols and cell.text)
    return {(cell.row, cell.col): "indicators that the text does not part" for cell in cells}


def graded(table: Table, columns: Sequence[Column], first: int) -> list[Indicator]:
    """The indicators of a list that prints beside each what is very good (优), which is its target, and what is less.

    The rows are those from ``first`` on that print a name of one and its best grade.
    """
    cols = {column.concept: column.col for column in columns if column.concept in _GRADED}
    if set(cols) != _GRADED:
        return []
    found = []
    for row in range(first, table.n_rows + 1):
        name, best = (table.grid.get((row, cols[concept])) for concept in ("level3", "kpi_best"))
        if name is not None and best is not None and name.text and best.text and name.row == best.row == row:
            found.append(_indicator(row, best.col, (), name.text, best.text))
    return found


def _indicator(row: int, col: int, kinds: Sequence[str], name: str, target: str) -> Indicator:
    """``kinds`` from the widest to the narrowest; a second one, or one that is no first level, is of the second."""
    first = next((kind for kind in kinds if level_of(kind, bare=True) == "level1"), "")
    second = next((kind for kind in reversed(kinds) if kind is not first), "")
    own, bare = kind_in_name(name)
    if own and not first and not second and is_first_level(own):
        first, name = own, bare
    second, name = (own, bare) if own and not second and own != first else (second, name)
    return Indicator(row, col, squeeze(first), squeeze(second), squeeze(name), "", squeeze(target), "", "")
