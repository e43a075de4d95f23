"""The cells of one panel: those of a row's own, and those merged with rows above it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.documents.model import Cell, Table
from pipeline.statements.heads.code_columns import PART_CONCEPTS
from pipeline.statements.model import Column
from pipeline.statements.text import squeeze


@dataclass(frozen=True, slots=True)
class PanelCells:
    """A table as the columns of one of its panels see it."""

    table: Table
    columns: Sequence[Column]

    def at(self, row: int, col: int) -> Cell | None:
        """The cell of a row, without those above whose text reaches down to it."""
        cell = self.table.grid.get((row, col))
        return cell if cell is not None and (cell.row == row or not cell.text) else None

    def of(self, row_no: int, column: Column) -> Cell | None:
        """The cell of a column; of a 类 or 款 that is merged with those above a blank one, as if printed once."""
        cell = self.table.grid.get((row_no, column.col))
        if cell is not None and cell.row < row_no and column.concept in PART_CONCEPTS:
            return replace(cell, row=row_no, row_span=1, text="")
        return self.at(row_no, column.col)

    def covering(self, row_no: int, concept: str) -> str | None:
        """The text of a merged cell of a column that reaches down to this row."""
        cells = (self.table.grid.get((row_no, column.col)) for column in self.columns if column.concept == concept)
        return next(
            (squeeze(cell.text) for cell in cells if cell is not None and cell.row < row_no and cell.text), None
        )
