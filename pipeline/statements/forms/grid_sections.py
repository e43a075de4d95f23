"""A grid of indicators in sections, each under a header of its own: those of several years above those of the year."""

from collections.abc import Mapping, Sequence

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.indicator_columns import find_kpi_columns
from pipeline.statements.forms.indicator_grid import IndicatorGrid
from pipeline.statements.forms.indicator_heads import (
    LEVEL_CONCEPTS,
    cells_across,
    concepts_of,
    first_header_row,
    kpi_concept,
    names_owners,
)
from pipeline.statements.forms.indicators import read_indicators

_LEVELS = frozenset(LEVEL_CONCEPTS)


def read_sections(table: Table, header: int, last: int) -> IndicatorGrid:
    """The indicators of the rows under ``header`` up to ``last``, each under the header that is right above it.

    A header that says the same again, as on each page, begins no section: levels go on over it.
    """
    heads = _headers(table, header, last)
    ends = [*(first_header_row(table, head) - 1 for head in heads[1:]), last]
    found, *others = (read_indicators(table, head, end) for head, end in zip(heads, ends, strict=True))
    for other in others:
        found.add(other)
    return found


def _headers(table: Table, header: int, last: int) -> list[int]:
    """The rows that head the sections of a grid; one beside columns of projects is in one piece."""
    if any(names_owners(cell) for cell in cells_across(table, header)):
        return [header]
    found, columns = [header], find_kpi_columns(table, header)
    for number in range(header + 1, last + 1):
        cells = table.rows[number - 1]
        concepts = set(concepts_of(cells))
        if "kpi_target" in concepts and len(concepts & _LEVELS) > 1 and not _says_the_same(cells, columns):
            found.append(number)
            columns = find_kpi_columns(table, number)
    return found


def _says_the_same(cells: Sequence[Cell], columns: Mapping[int, str]) -> bool:
    """Whether a header says of each column what the one above it says."""
    return all(columns.get(cell.col) == kpi_concept(cell.text) for cell in cells if kpi_concept(cell.text) is not None)
