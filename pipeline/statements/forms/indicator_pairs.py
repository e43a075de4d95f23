"""Grids that print indicators as pairs of name and target side by side, their kinds in the lines above."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.indicator_evidence import PAIR_NAMES
from pipeline.statements.forms.indicator_grid import IndicatorGrid
from pipeline.statements.forms.indicator_heads import LEVEL_CONCEPTS, concepts_of
from pipeline.statements.heads.indicator_kinds import level_of
from pipeline.statements.model import Indicator
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import any_of

_IN_BRACKETS = re.compile(r"\(([^()]+)\)$")


def pairs_of(heads: Sequence[Cell]) -> list[tuple[int, int]]:
    """The columns of the pairs of a name and its target that a header prints side by side."""
    return [
        (left.col, right.col)
        for (left, name), (right, target) in pairwise(zip(heads, concepts_of(heads), strict=True))
        if name in PAIR_NAMES and target == "kpi_target"
    ]


def read_pairs(table: Table, header: int, last: int, pairs: Sequence[tuple[int, int]], found: IndicatorGrid) -> None:
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


def _reaches(cell: Cell, left: int, right: int) -> bool:
    """Whether a cell stands over one of the columns from ``left`` to ``right``."""
    return cell.col <= right and left < cell.col + cell.col_span
