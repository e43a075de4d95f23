"""Grids of performance indicators (绩效指标): one row an indicator, or pairs of name and target side by side."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.indicator_columns import find_kpi_columns, unexplained_heads
from pipeline.statements.forms.indicator_evidence import PAIR_NAMES
from pipeline.statements.forms.indicator_heads import (
    KPI_CONCEPTS,
    LEVEL_CONCEPTS,
    NOT_HELD,
    SECOND_TARGET,
    cells_across,
    concepts_of,
    kpi_concept,
    line_below,
    target_years,
)
from pipeline.statements.forms.indicator_levels import PrintedRow, doubtful_levels, fill_levels
from pipeline.statements.forms.indicator_lists import numbered_items, several_in
from pipeline.statements.heads.indicator_kinds import (
    kinds_before,
    level_of,
    move_first_levels,
    name_and_target,
    settle_levels,
)
from pipeline.statements.model import Indicator
from pipeline.statements.numbers import is_nil, parse_number
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import any_of, column_terms

# What stands at the left of the indicators where the same columns head those of several projects or units.
_OWNER_CONCEPTS = frozenset({"project_name", "project_code", "unit_name", "unit_code"})
BARE_PROJECT = "项目"
"""A header that names projects at the left of indicators, and items elsewhere."""
_FEWEST_NUMBERS = 3
# Whether more is better; no operator.
_DIRECTION = re.compile("[正反逆负]向")
# A sign alone as a target tells that the row does not stand under its header.
_SIGN_ALONE = re.compile("[≥≤><=＞＜＝]+")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)$")
_LETTER = re.compile(r"\([A-Z](/[A-Z])?\)")
_POINTS = re.compile(r"\(\d{1,3}[分%]?\)$")
# What a form prints for names that nobody filled in.
_BLANK_NAME = re.compile(r"(指标\d*:?|[….]+)?")


@dataclass
class IndicatorGrid:
    """What was found: the indicators and the use of each cell by its (row, col).

    ``unexplained`` are the headers of names, kinds and targets that no word explains: what stands under them told it.
    ``first_column`` is the first column of the grid where other columns, those of the projects, stand at its left, and
    ``full_rows`` are the rows in which every kind of indicator is printed. ``kinds`` are the kinds that the rows of
    indicators print themselves, '' for none: of the first level where a column has it. ``listed`` are cells that are
    read and yet in doubt, or that no fact holds, with the reason.
    """

    indicators: list[Indicator] = field(default_factory=list)
    uses: dict[tuple[int, int], str] = field(default_factory=dict)
    first_column: int | None = None
    full_rows: list[int] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)
    unexplained: list[Cell] = field(default_factory=list)
    listed: dict[tuple[int, int], str] = field(default_factory=dict)


def read_indicators(table: Table, header: int, last: int) -> IndicatorGrid:
    """The indicators of the rows under ``header`` up to ``last``.

    A grid without a column for the third level names its indicators in that of the description (指标内容).
    """
    found = IndicatorGrid()
    concepts = concepts_of(table.rows[header - 1])
    for cell in cells_across(table, header):
        if cell.text:
            found.uses[cell.row, cell.col] = "header"
    columns = find_kpi_columns(table, header)
    found.unexplained = unexplained_heads(table, header, columns)
    years = target_years(table, header)
    pairs = _pairs(table.rows[header - 1])
    several = concepts.count("kpi_target") > 1 and not {"level1", "level2"} & set(columns.values())
    if pairs and several and not years:
        _read_pairs(table, header, last, pairs, found)
        return found
    if any(names_owners(cell) for cell in cells_across(table, header) if cell.col < min(columns)):
        found.first_column = min(columns)
    for group in _groups(columns):
        _read_rows(table, header, last, group, found)
    found.indicators.sort(key=lambda indicator: (indicator.row, indicator.col))
    return found


def _groups(columns: Mapping[int, str]) -> list[dict[int, str]]:
    """The columns of each set of indicators that a row prints side by side, as those of all years and of this year.

    A set begins where a word comes again; what a later one has no column of its own for (一级指标) it shares with the
    first.
    """
    groups: list[dict[int, str]] = [{}]
    for col, concept in sorted(columns.items()):
        if concept in LEVEL_CONCEPTS and concept in groups[-1].values():
            groups.append({})
        groups[-1][col] = concept
    complete = [group for group in groups if "kpi_target" in group.values()]
    if len(complete) < len(groups) or len(groups) == 1:
        return [dict(columns)]
    shared = {col: concept for col, concept in groups[0].items() if concept in LEVEL_CONCEPTS[:2]}
    return [
        {**{col: concept for col, concept in shared.items() if concept not in group.values()}, **group}
        for group in groups
    ]


def _read_rows(table: Table, header: int, last: int, columns: Mapping[int, str], found: IndicatorGrid) -> None:
    printed: list[PrintedRow] = []
    below = line_below(table, header) or ()
    of_year = target_years(table, header)
    years = set(range(header + 1, max((cell.row + cell.row_span for cell in below), default=header)))
    above = "" if LEVEL_CONCEPTS[0] in columns.values() else _kind_above(table, header, columns)
    kind = LEVEL_CONCEPTS[0] if LEVEL_CONCEPTS[0] in columns.values() else LEVEL_CONCEPTS[1]
    for number in range(header + 1, last + 1):
        if number in years or numbers_columns(table.rows[number - 1]) or _heads_again(table.rows[number - 1], columns):
            found.uses.update({(cell.row, cell.col): "header" for cell in table.rows[number - 1] if cell.text})
            continue
        row = PrintedRow(number, 0, {})
        for cell in table.rows[number - 1]:
            concept = columns.get(cell.col)
            if concept in LEVEL_CONCEPTS[:2] and parse_number(cell.text) is not None:
                continue
            if concept == LEVEL_CONCEPTS[1] and _reaches_over_names(table, cell, columns):
                concept = LEVEL_CONCEPTS[2]
                row.closed.add(LEVEL_CONCEPTS[1])
            if concept in KPI_CONCEPTS and cell.text:
                if concept != "kpi_operator" or _DIRECTION.search(squeeze(cell.text)) is None:
                    row.texts[concept] = cell.text
                if cell.col in of_year:
                    row.by_year.append((of_year[cell.col], cell))
                row.col = cell.col if concept == "kpi_target" or not row.col else row.col
                found.uses[cell.row, cell.col] = "indicator"
                if concept in NOT_HELD and not is_nil(cell.text):
                    found.listed[cell.row, cell.col] = NOT_HELD[concept]
        if _SIGN_ALONE.fullmatch(squeeze(row.texts.get("kpi_target", ""))):
            for cell in table.rows[number - 1]:
                found.uses.pop((cell.row, cell.col), None)
            continue
        if second := row.texts.pop(SECOND_TARGET, ""):
            row.texts["kpi_description" if row.texts.get("kpi_target") else "kpi_target"] = second
        if row.texts:
            found.kinds[number] = fold(row.texts.get(kind, ""))
        if _is_sum(row):
            continue
        if LEVEL_CONCEPTS[0] not in columns.values() and len(row.texts) == 1 and (kind := _kind_alone(row)):
            above = kind
            continue
        row.above = above
        for concept in LEVEL_CONCEPTS[:2]:
            covering = _covering(table, header, number, columns, concept)
            if covering is not None and columns.get(covering.col, concept) != concept:
                row.closed.add(concept)
            elif covering is not None and covering.row < number:
                row.texts.setdefault(concept, covering.text)
            elif _is_closed(table, header, number, columns, concept):
                row.closed.add(concept)
        if set(row.texts) <= {"kpi_description", "kpi_basis"} and printed and row.texts:
            _go_on(printed[-1], row)
        elif row.texts:
            printed.append(row)
    fill_levels(printed)
    settle_levels([row.texts for row in printed])
    found.listed.update(doubtful_levels(printed, table, columns))
    for row in printed:
        row.texts["level1_filled"] = row.texts["level1_filled"] or row.above
    move_first_levels([row.texts for row in printed])
    for row in printed:
        if "level3" not in columns.values():
            row.texts["level3"] = row.texts.pop("kpi_description", "")
            if not row.texts["level3"]:
                row.texts["level3"], row.texts["kpi_target"] = name_and_target(row.texts.get("kpi_target", ""))
        if "kpi_target" not in columns.values():
            named = name_and_target(row.texts.get("level3", ""))
            row.texts["level3"], row.texts["kpi_target"] = named if named[0] else (row.texts.get("level3", ""), "")
        name = fold(row.texts.get("level3", ""))
        if row.texts.get("kpi_target") or _BLANK_NAME.fullmatch(name) is None:
            found.indicators.extend(_indicators(row))


def _kind_above(table: Table, header: int, columns: Mapping[int, str]) -> str:
    """The kind of the first level (产出指标) in the line over a set of columns, '' where it is not one over all."""
    cells = {table.grid.get((header - 1, col)) for col in columns}
    cell = next(iter(cells))
    is_one = len(cells) == 1 and cell is not None and level_of(cell.text, bare=True) == LEVEL_CONCEPTS[0]
    return squeeze(cell.text) if cell is not None and is_one else ""


def names_owners(cell: Cell) -> bool:
    """Whether a header heads the names or codes of projects (项目), or of the units whose indicators they are."""
    return fold(cell.text) == BARE_PROJECT or column_terms().match(fold(cell.text)) in _OWNER_CONCEPTS


def _kind_alone(row: PrintedRow) -> str:
    """The kind of the first level that a row prints alone over the indicators of it (产出指标（50分）), '' if none."""
    text = next(iter(row.texts.values()))
    return squeeze(text) if level_of(_POINTS.sub("", fold(text))) == LEVEL_CONCEPTS[0] else ""


def _is_sum(row: PrintedRow) -> bool:
    """Whether a row sums up scores (合计): it is of no kind and names no indicator."""
    names = [fold(row.texts[concept]) for concept in LEVEL_CONCEPTS if concept in row.texts]
    sums = any_of("columns", "indicator_kinds", "sums")
    return bool(names) and all(sums.fullmatch(name) for name in names) and not row.texts.get("kpi_target")


def numbers_columns(cells: Sequence[Cell]) -> bool:
    """Whether a line numbers the columns: 1, 2, 3 and so on, nothing else, or prints the letters of a formula: (A)."""
    texts = [squeeze(cell.text) for cell in cells if cell.text]
    if texts and all(_LETTER.fullmatch(fold(text)) for text in texts):
        return True
    return len(texts) >= _FEWEST_NUMBERS and texts == [str(number) for number in range(1, len(texts) + 1)]


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


def _indicators(row: PrintedRow) -> list[Indicator]:
    """The indicator of a row, or one for each year that it has a target of, or that its texts number."""
    if several := _several(row.texts) if not row.by_year else []:
        found = []
        for part, (name, target) in enumerate(several):
            row.texts |= {"level3": name, "kpi_target": target}
            found.append(replace(_indicator(row), part=part))
        return found
    if not row.by_year:
        return [_indicator(row)]
    found = []
    for year, cell in row.by_year:
        row.texts["kpi_target"] = cell.text
        found.append(replace(_indicator(row), col=cell.col, year=year))
    return found


def _several(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Names and targets of a row that prints several: in one text, or numbered alike (1.里程 2.桥梁 | 1.≥36 2.≥3)."""
    if any(texts.get(concept) for concept in ("kpi_operator", "kpi_unit")):
        return []
    name, target = texts.get("level3", ""), texts.get("kpi_target", "")
    if not name:
        return several_in(target)
    names, targets = numbered_items(name), numbered_items(target)
    return list(zip(names, targets, strict=True)) if len(names) == len(targets) else []


def _indicator(row: PrintedRow) -> Indicator:
    texts = row.texts
    printed = (texts.get(name, "") for name in ("kpi_operator", "kpi_unit"))
    operator, unit = ("" if is_nil(text) else text for text in printed)
    operator = "" if _DIRECTION.search(squeeze(operator)) else operator
    target = squeeze(operator + texts.get("kpi_target", "") + unit)
    level1, level2 = squeeze(texts["level1_filled"]), squeeze(texts["level2_filled"])
    level3 = squeeze(texts.get("level3", ""))
    if not level1 and not level2:
        level1, level2, level3 = kinds_before(level3)
    return Indicator(
        row=row.row,
        col=row.col,
        level1=level1,
        level2=level2,
        level3=level3,
        description=squeeze(texts.get("kpi_description", "")),
        target=target,
        weight=squeeze(texts.get("kpi_weight", "")),
        basis=squeeze(texts.get("kpi_basis", "")),
    )


def _pairs(heads: Sequence[Cell]) -> list[tuple[int, int]]:
    """The columns of the pairs of a name and its target that a header prints side by side."""
    return [
        (left.col, right.col)
        for (left, name), (right, target) in pairwise(zip(heads, concepts_of(heads), strict=True))
        if name in PAIR_NAMES and target == "kpi_target"
    ]


def _read_pairs(table: Table, header: int, last: int, pairs: Sequence[tuple[int, int]], found: IndicatorGrid) -> None:
    """The indicators of pairs of (name, target) side by side, level 1 in the header line above."""
    level1 = _level1_of_pairs(table, header, pairs)
    level2 = _level2_of_pairs(table, header, pairs)
    found.first_column = pairs[0][0]
    for number in range(header + 1, last + 1):
        cells = {cell.col: cell for cell in table.rows[number - 1]}
        if all(cells[col].text for pair in pairs for col in pair if col in cells):
            found.full_rows.append(number)
        for left, right in pairs:
            name, target = cells.get(left), cells.get(right)
            if name is not None and (target is None or not target.text) and level_of(name.text) == LEVEL_CONCEPTS[0]:
                level1[left] = squeeze(name.text)
                found.uses[name.row, name.col] = "header"
            if name is None or target is None or not name.text or not target.text:
                continue
            found.kinds[number] = ""
            found.uses[name.row, name.col] = found.uses[target.row, target.col] = "indicator"
            found.indicators.append(
                Indicator(
                    row=number,
                    col=target.col,
                    level1=level1.get(left, ""),
                    level2=level2.get(left, ""),
                    level3=squeeze(name.text),
                    description="",
                    target=squeeze(target.text),
                    weight="",
                    basis="",
                )
            )


def _level2_of_pairs(table: Table, header: int, pairs: Sequence[tuple[int, int]]) -> dict[int, str]:
    """Level 2 of each pair: the kind of it (数量指标) that its header names, or a header over the pair, right above."""
    above = {left: table.grid.get((header - 1, left)) for left, _ in pairs}
    above |= {left: head for left, _ in pairs if level_of((head := table.grid[header, left]).text) == "level2"}
    return {
        left: squeeze(cell.text) for left, cell in above.items() if cell is not None and level_of(cell.text) == "level2"
    }


def _reaches(cell: Cell, left: int, right: int) -> bool:
    """Whether a cell stands over one of the columns from ``left`` to ``right``."""
    return cell.col <= right and left < cell.col + cell.col_span


def _level1_of_pairs(table: Table, header: int, pairs: Sequence[tuple[int, int]]) -> dict[int, str]:
    """Level 1 of each pair: the words of the line above in their order if there is one for each, else by column.

    Without any it is what the header of the names says in brackets: 绩效指标（产出）.
    """
    above = table.rows[header - 2] if header > 1 else ()
    first = any_of("columns", "indicator_kinds", "level1")
    words = [cell for cell in above if first.search(fold(cell.text)) and level_of(cell.text) != "level2"]
    if len(words) == len(pairs):
        return {left: squeeze(word.text) for (left, _), word in zip(pairs, words, strict=True)}
    if words:
        return {left: squeeze(word.text) for left, right in pairs for word in words if _reaches(word, left, right)}
    heads = {left: _IN_BRACKETS.search(fold(table.grid[header, left].text)) for left, _ in pairs}
    said = {left: match[1] for left, match in heads.items() if match is not None}
    return {left: text for left, text in said.items() if level_of(text, bare=True) == LEVEL_CONCEPTS[0]}
