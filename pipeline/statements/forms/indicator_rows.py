"""Grids that print an indicator a row, its levels in columns of their own or in rows above."""

import re
from collections.abc import Mapping, Sequence

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.indicator_grid import IndicatorGrid
from pipeline.statements.forms.indicator_heads import (
    KPI_CONCEPTS,
    LEVEL_CONCEPTS,
    NOT_HELD,
    SECOND_TARGET,
    kpi_concept,
    line_below,
    numbers_columns,
    target_years,
)
from pipeline.statements.forms.indicator_levels import PrintedRow, doubtful_levels, fill_levels, rejoin_kinds
from pipeline.statements.forms.row_indicators import DIRECTION, indicators_of
from pipeline.statements.heads.indicator_kinds import level_of, move_first_levels, settle_levels
from pipeline.statements.numbers import is_nil, parse_number
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import any_of

# A sign alone as a target tells that the row does not stand under its header.
_SIGN_ALONE = re.compile("[≥≤><=＞＜＝]+")
_POINTS = re.compile(r"\(\d{1,3}[分%]?\)$")


def read_rows(table: Table, header: int, last: int, columns: Mapping[int, str], found: IndicatorGrid) -> None:
    """Add to ``found`` the indicators of the rows under ``header`` up to ``last``; ``columns`` says what each holds."""
    printed = _printed_rows(table, header, last, columns, found)
    rejoin_kinds(printed)
    fill_levels(printed)
    settle_levels([row.texts for row in printed])
    found.listed.update(doubtful_levels(printed, table, columns))
    for row in printed:
        row.texts["level1_filled"] = row.texts["level1_filled"] or row.above
    move_first_levels([row.texts for row in printed])
    for row in printed:
        found.indicators.extend(indicators_of(row, columns.values()))


def _printed_rows(
    table: Table, header: int, last: int, columns: Mapping[int, str], found: IndicatorGrid
) -> list[PrintedRow]:
    """The rows that print indicators, with the uses of the cells of all rows in ``found``."""
    has_level1 = LEVEL_CONCEPTS[0] in columns.values()
    above = "" if has_level1 else _kind_above(table, header, columns)
    kind = LEVEL_CONCEPTS[0] if has_level1 else LEVEL_CONCEPTS[1]
    of_year = target_years(table, header)
    end_of_head = max((cell.row + cell.row_span for cell in line_below(table, header) or ()), default=header)
    printed: list[PrintedRow] = []
    for number in range(header + 1, last + 1):
        cells = table.rows[number - 1]
        if number < end_of_head or numbers_columns(cells) or _heads_again(cells, columns):
            found.uses.update({(cell.row, cell.col): "header" for cell in cells if cell.text})
            continue
        row, read = _row(table, number, columns, of_year)
        if _SIGN_ALONE.fullmatch(squeeze(row.texts.get("kpi_target", ""))):
            continue
        _use(read, found)
        if row.texts:
            found.kinds[number] = fold(row.texts.get(kind, ""))
        if _is_sum(row):
            continue
        if not has_level1 and len(row.texts) == 1 and (alone := _kind_alone(row)):
            above = alone
            continue
        row.above = above
        for concept in LEVEL_CONCEPTS[:2]:
            _take_level_over(row, table, header, columns, concept)
        if set(row.texts) <= {"kpi_description", "kpi_basis"} and printed and row.texts:
            _go_on(printed[-1], row)
        elif row.texts:
            printed.append(row)
    return printed


def _row(
    table: Table, number: int, columns: Mapping[int, str], of_year: Mapping[int, int]
) -> tuple[PrintedRow, list[tuple[Cell, str]]]:
    """A row as it is printed, and the cells that are of an indicator, each with what it is."""
    row = PrintedRow(number, 0, {})
    read: list[tuple[Cell, str]] = []
    for cell in table.rows[number - 1]:
        concept = columns.get(cell.col)
        if concept in LEVEL_CONCEPTS[:2] and parse_number(cell.text) is not None:
            continue
        if concept == LEVEL_CONCEPTS[1] and _reaches_over_names(table, cell, columns):
            concept = LEVEL_CONCEPTS[2]
            row.closed.add(LEVEL_CONCEPTS[1])
        if concept not in KPI_CONCEPTS or not cell.text:
            continue
        read.append((cell, concept))
        if concept != "kpi_operator" or DIRECTION.search(squeeze(cell.text)) is None:
            row.texts[concept] = cell.text
        if cell.col in of_year:
            row.by_year.append((of_year[cell.col], cell))
        row.col = cell.col if concept == "kpi_target" or not row.col else row.col
    if second := row.texts.pop(SECOND_TARGET, ""):
        row.texts["kpi_description" if row.texts.get("kpi_target") else "kpi_target"] = second
    return row, read


def _use(read: Sequence[tuple[Cell, str]], found: IndicatorGrid) -> None:
    """Note that these cells are of an indicator, and list those that no fact holds."""
    for cell, concept in read:
        found.uses[cell.row, cell.col] = "indicator"
        if concept in NOT_HELD and not is_nil(cell.text):
            found.listed[cell.row, cell.col] = NOT_HELD[concept]


def _take_level_over(row: PrintedRow, table: Table, header: int, columns: Mapping[int, str], concept: str) -> None:
    """Take the text of a level from the cell that reaches over the row, and note where a blank one closes it."""
    covering = _covering(table, header, row.row, columns, concept)
    if covering is not None and columns.get(covering.col, concept) != concept:
        row.closed.add(concept)
    elif covering is not None and covering.row < row.row:
        row.texts.setdefault(concept, covering.text)
    elif _is_closed(table, header, row.row, columns, concept):
        row.closed.add(concept)


def _kind_above(table: Table, header: int, columns: Mapping[int, str]) -> str:
    """The kind of the first level (产出指标) in the line over a set of columns, '' where it is not one over all."""
    cells = {table.grid.get((header - 1, col)) for col in columns}
    cell = next(iter(cells))
    is_one = len(cells) == 1 and cell is not None and level_of(cell.text, bare=True) == LEVEL_CONCEPTS[0]
    return squeeze(cell.text) if cell is not None and is_one else ""


def _kind_alone(row: PrintedRow) -> str:
    """The kind of the first level that a row prints alone over the indicators of it (产出指标（50分）), '' if none."""
    text = next(iter(row.texts.values()))
    return squeeze(text) if level_of(_POINTS.sub("", fold(text))) == LEVEL_CONCEPTS[0] else ""


def _is_sum(row: PrintedRow) -> bool:
    """Whether a row sums up scores (合计): it is of no kind and names no indicator."""
    names = [fold(row.texts[concept]) for concept in LEVEL_CONCEPTS if concept in row.texts]
    sums = any_of("columns", "indicator_kinds", "sums")
    return bool(names) and all(sums.fullmatch(name) for name in names) and not row.texts.get("kpi_target")


def _heads_again(cells: Sequence[Cell], columns: Mapping[int, str]) -> bool:
    """Whether a line prints the header again, as at the top of a page."""
    printed = [cell for cell in cells if cell.text and cell.col in columns]
    return len(printed) > 1 and all(kpi_concept(cell.text) == columns[cell.col] for cell in printed)


def _covering(table: Table, header: int, row: int, columns: Mapping[int, str], concept: str) -> Cell | None:
    """The cell over this row of a level column: a merged one from above, or of the level at its left."""
    for col, name in columns.items():
        if name == concept:
            cell = table.grid.get((row, col))
            return cell if cell is not None and header < cell.row and cell.text else None
    return None


def _reaches_over_names(table: Table, cell: Cell, columns: Mapping[int, str]) -> bool:
    """Whether a cell of the second level holds the name of an indicator that has none: it reaches over that column."""
    names = [col for col, name in columns.items() if name == LEVEL_CONCEPTS[2]]
    return any(table.grid.get((cell.row, col)) is cell for col in names) and level_of(cell.text) is None


def _is_closed(table: Table, header: int, row: int, columns: Mapping[int, str], concept: str) -> bool:
    """Whether a blank cell of a level begins in this row, in a column where other cells are merged.

    Not at the top of a page, where the cell may be the rest of the one above.
    """
    for col, name in columns.items():
        if name == concept:
            cell = table.grid.get((row, col))
            above = table.grid.get((row - 1, col))
            if cell is None or cell.row != row or cell.text or above is None or cell.page != above.page:
                return False
            return any(other.row_span > 1 and other.col == col and other.row > header for other in table.cells)
    return False


def _go_on(above: PrintedRow, row: PrintedRow) -> None:
    """A row that holds only the end of an explanation was cut off the row above by a page break."""
    for concept, text in row.texts.items():
        above.texts[concept] = above.texts.get(concept, "") + text
