"""Headers of indicators over several rows in files that print blanks for merged cells, as CSV and lines with TABs do.

Such a file says where a cell begins and not how far it reaches. In a header every column has a text, so a blank right
of a text belongs to it where a lower line divides it, and one under a text where none does. A header whose blanks are
not all accounted for is left as it is printed. One header over both levels and the names (绩效指标) has them under the
blanks right of it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.indicator_heads import LEVEL_CONCEPTS, concepts_of, kpi_concept, texts_under
from pipeline.statements.heads.indicator_kinds import level_of
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold

_MOST_ABOVE, _MOST_BELOW = 2, 2
_LONGEST = 20
_SENTENCE = re.compile("[。；;：:，,]")
_TARGET = re.compile(r"[≥≤><=]*\d")
_LEVELS = frozenset(LEVEL_CONCEPTS)
_NAMES = LEVEL_CONCEPTS[2]


@lru_cache(maxsize=64)
def with_spans(table: Table) -> Table:
    """The table with the spans of its headers of indicators, as it is where any cell reaches down."""
    if table.spans_inferred:
        return _over_targets(table)
    if any(cell.row_span > 1 for cell in table.cells):
        return table
    spans: dict[tuple[int, int], Cell] = {}
    for number, row in enumerate(table.rows, start=1):
        if _names_levels(row):
            spans |= next(filter(None, map(_laid, _blocks(table, number))), {}) or _over_kinds(table, number)
    if not spans:
        return table
    covered = {
        (row, col)
        for cell in spans.values()
        for row in range(cell.row, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    }
    kept = (cell for cell in table.cells if (cell.row, cell.col) not in covered)
    return replace(table, cells=tuple(sorted([*spans.values(), *kept], key=lambda cell: (cell.row, cell.col))))


def _over_targets(table: Table) -> Table:
    """The table with the headers of names and targets (绩效指标 | 指标值) over what is printed under them.

    Where a file does not say how wide cells are, both may have been laid on as many columns: the one column of theirs
    that prints targets, behind kinds and names, is where the second begins.
    """
    for number, row in enumerate(table.rows, start=1):
        for names, target in pairwise(cell for cell in row if cell.text):
            end = target.col + target.col_span
            if (kpi_concept(names.text), kpi_concept(target.text)) != (_NAMES, "kpi_target"):
                continue
            below = {col: texts_under(table, number, col) for col in range(names.col, end)}
            begins = [col for col, texts in below.items() if _are_targets(texts)]
            has_kinds = any(level_of(text, bare=True) == LEVEL_CONCEPTS[0] for text in below[names.col])
            if len(begins) != 1 or begins[0] in {names.col, target.col} or not has_kinds or names.row_span > 1:
                return table
            first = replace(names, col_span=begins[0] - names.col)
            second = replace(target, col=begins[0], col_span=end - begins[0])
            kept = (cell for cell in table.cells if cell not in (names, target))
            return replace(table, cells=tuple(sorted([*kept, first, second], key=lambda cell: (cell.row, cell.col))))
    return table


def _are_targets(texts: Sequence[str]) -> bool:
    """Whether half of the texts begin with a figure, or a sign before it."""
    return bool(texts) and 2 * sum(_TARGET.match(fold(text)) is not None for text in texts) >= len(texts)


def _over_kinds(table: Table, number: int) -> dict[tuple[int, int], Cell]:
    """The header of names (绩效指标) in a row with blanks up to that of the targets, over kinds of indicators."""
    for cell in table.rows[number - 1]:
        if kpi_concept(cell.text) != _NAMES:
            continue
        end = cell.col + 1
        while (blank := table.grid.get((number, end))) is not None and not blank.text:
            end += 1
        below = [table.grid.get((number + 1, col)) for col in range(cell.col, end)]
        are_texts = all(text is not None and text.text for text in below)
        heads_kinds = below[0] is not None and level_of(below[0].text, bare=True) == LEVEL_CONCEPTS[0]
        if blank is not None and kpi_concept(blank.text) == "kpi_target" and end - cell.col > 1:
            return {(number, cell.col): replace(cell, col_span=end - cell.col)} if are_texts and heads_kinds else {}
    return {}


def _names_levels(row: Sequence[Cell]) -> bool:
    """Whether a row heads two levels of indicators, or one beside their target."""
    concepts = set(concepts_of(row)) - {None}
    return len(concepts & _LEVELS) > 1 or bool(concepts & _LEVELS and "kpi_target" in concepts)


def _blocks(table: Table, number: int) -> list[list[list[Cell]]]:
    """The rows that may be one header with the row that names the levels, the most of them first."""
    levels = {cell.col for cell in table.rows[number - 1] if kpi_concept(cell.text) in _LEVELS}
    above = below = 0
    while above < min(_MOST_ABOVE, number - 1) and _is_line(table.rows[number - 2 - above]):
        above += 1
    while below < min(_MOST_BELOW, table.n_rows - number):
        row = table.rows[number + below]
        if not _is_line(row) or any(cell.text and cell.col in levels for cell in row):
            break
        below += 1
    sizes = sorted(((up, down) for up in range(above + 1) for down in range(below + 1)), key=sum, reverse=True)
    return [table.rows[number - 1 - up : number + down] for up, down in sizes if up + down]


def _is_line(row: Sequence[Cell]) -> bool:
    """Whether a row prints nothing but short texts without figures, none of them a sentence."""
    texts = [fold(cell.text) for cell in row if cell.text]
    return bool(texts) and not any(
        len(text) > _LONGEST or _SENTENCE.search(text) or parse_number(text) is not None for text in texts
    )


def _laid(rows: Sequence[Sequence[Cell]]) -> dict[tuple[int, int], Cell]:
    """The cells of a header with their spans by place; none where a column or a line is not accounted for."""
    printed = {(cell.row, cell.col): cell for row in rows for cell in row if cell.text}
    numbers = [row[0].row for row in rows]
    columns = sorted({col for _, col in printed})
    found: dict[tuple[int, int], Cell] = {}
    taken: set[tuple[int, int]] = set()
    for (row, col), cell in sorted(printed.items()):
        if (row, col) in taken:
            return {}
        lower = [number for number in numbers if number > row]
        deep = _depth(printed, lower, col)
        width = cell.col_span
        if deep < len(lower) and width == 1:
            while _goes_on(printed, row, lower, col + width, taken):
                width += 1
            if width == 1:
                return {}
        area = {(row + down, col + right) for down in range(deep + 1) for right in range(width)}
        if area & taken or any(place in printed for place in area - {(row, col)}):
            return {}
        taken |= area
        found[row, col] = replace(cell, row_span=deep + 1, col_span=width)
    if any((row, col) not in taken for row in numbers for col in columns):
        return {}
    return found if any(cell.row_span > 1 for cell in found.values()) else {}


def _depth(printed: dict[tuple[int, int], Cell], lower: Sequence[int], col: int) -> int:
    """How many of the lower lines are blank under a text."""
    return next((index for index, row in enumerate(lower) if (row, col) in printed), len(lower))


def _goes_on(
    printed: dict[tuple[int, int], Cell], row: int, lower: Sequence[int], col: int, taken: set[tuple[int, int]]
) -> bool:
    """Whether the column right of a text that heads others is one of these."""
    is_free = (row, col) not in printed and (row, col) not in taken
    return is_free and any((number, col) in printed for number in lower)
