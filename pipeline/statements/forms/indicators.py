"""Grids of performance indicators (绩效指标): one row an indicator, or pairs of name and target side by side."""

from collections.abc import Mapping

from pipeline.documents.model import Table
from pipeline.statements.forms.indicator_columns import find_kpi_columns, unexplained_heads
from pipeline.statements.forms.indicator_grid import IndicatorGrid
from pipeline.statements.forms.indicator_heads import (
    LEVEL_CONCEPTS,
    cells_across,
    concepts_of,
    names_owners,
    target_years,
)
from pipeline.statements.forms.indicator_pairs import pairs_of, read_pairs
from pipeline.statements.forms.indicator_rows import read_rows


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
    pairs = pairs_of(table.rows[header - 1])
    several = concepts.count("kpi_target") > 1 and not {"level1", "level2"} & set(columns.values())
    if pairs and several and not years:
        read_pairs(table, header, last, pairs, found)
        return found
    if any(names_owners(cell) for cell in cells_across(table, header) if cell.col < min(columns)):
        found.first_column = min(columns)
    for group in _groups(columns):
        read_rows(table, header, last, group, found)
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
