"""Indicators that stand beside each other, with their levels, name and target in rows: a grid printed on its side."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.forms import key_of
from pipeline.statements.forms.indicator_grid import IndicatorGrid
from pipeline.statements.forms.indicator_heads import KPI_CONCEPTS, LEVEL_CONCEPTS, kpi_concept
from pipeline.statements.model import Indicator
from pipeline.statements.text import squeeze

_NEEDED = frozenset({"level3", "kpi_target"})
_FEWEST = 2


def indicators_across(table: Table, last: int) -> tuple[IndicatorGrid, frozenset[int]]:
    """The indicators of the rows up to ``last`` that each begin with a header of a grid, and those rows.

    Such rows follow each other, one for the names and one for the targets at least; what heads them all at their left
    (绩效指标) is a header. Every column right of these headers with a name or a target is an indicator.
    """
    found, rows = IndicatorGrid(), set[int]()
    for block in _blocks(table, last):
        heads = {concept: cell for cell, concept in block}
        begin = max(cell.col + cell.col_span for cell, _ in block)
        rows.update(cell.row for cell, _ in block)
        for cell, _ in block:
            row = [other for other in table.rows[cell.row - 1] if other.text]
            found.uses.update({(other.row, other.col): "header" for other in row if other.col <= cell.col})
            found.uses.update({(other.row, other.col): "indicator" for other in row if other.col > cell.col})
        for col in range(begin, table.n_cols + 1):
            texts = _texts(table, heads, col)
            if any(cell.col == col and cell.text for cell in _cells(table, heads, col)) and (
                texts["level3"] or texts["kpi_target"]
            ):
                found.indicators.append(_indicator(heads["kpi_target"].row, col, texts))
    return found, frozenset(rows)


def _blocks(table: Table, last: int) -> Iterator[list[tuple[Cell, str]]]:
    """Rows one under the other that begin with different headers of a grid, names and targets among them."""
    block: list[tuple[Cell, str]] = []
    for number in range(1, last + 2):
        head = _head(table.rows[number - 1]) if number <= last else None
        if head is not None and head[1] not in {concept for _, concept in block}:
            block.append(head)
            continue
        if {concept for _, concept in block} >= _NEEDED and _is_grid(table, block):
            yield block
        block = [head] if head is not None else []


def _is_grid(table: Table, block: Sequence[tuple[Cell, str]]) -> bool:
    """Whether rows have a level among them, or print several names, each with its target."""
    if any(concept in LEVEL_CONCEPTS[:2] for _, concept in block):
        return True
    begin = max(cell.col for cell, _ in block)
    rows = (table.rows[cell.row - 1] for cell, concept in block if concept in _NEEDED)
    names, targets = ({cell.col for cell in row if cell.text and cell.col > begin} for row in rows)
    return len(names) > 1 and names == targets


def _head(row: Sequence[Cell]) -> tuple[Cell, str] | None:
    """The header that a row begins with, alone or behind a group of the form, where what follows is no header."""
    texts = [cell for cell in row if cell.text]
    if len(texts) > _FEWEST and key_of(texts[0].text) == "group" and kpi_concept(texts[0].text) is None:
        texts = texts[1:]
    concept = kpi_concept(texts[0].text) if texts else None
    if concept is None or len(texts) < _FEWEST or any(kpi_concept(cell.text) for cell in texts[1:]):
        return None
    return (texts[0], concept) if concept in KPI_CONCEPTS else None


def _cells(table: Table, heads: Mapping[str, Cell], col: int) -> list[Cell]:
    at = (table.grid.get((heads[concept].row, col)) for concept in _NEEDED)
    return [cell for cell in at if cell is not None]


def _texts(table: Table, heads: Mapping[str, Cell], col: int) -> dict[str, str]:
    cells = {concept: table.grid.get((head.row, col)) for concept, head in heads.items()}
    return {concept: squeeze(cell.text) if cell is not None else "" for concept, cell in cells.items()}


def _indicator(row: int, col: int, texts: Mapping[str, str]) -> Indicator:
    return Indicator(
        row=row,
        col=col,
        level1=texts.get("level1", ""),
        level2=texts.get("level2", ""),
        level3=texts["level3"],
        description=texts.get("kpi_description", ""),
        target=texts.get("kpi_operator", "") + texts["kpi_target"] + texts.get("kpi_unit", ""),
        weight=texts.get("kpi_weight", ""),
        basis=texts.get("kpi_basis", ""),
    )
