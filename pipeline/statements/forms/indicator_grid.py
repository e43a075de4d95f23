"""What is found in a grid of indicators."""

from dataclasses import dataclass, field

from pipeline.documents.model import Cell
from pipeline.statements.model import Indicator


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

    def add(self, other: "IndicatorGrid") -> None:
        """Take in what another part of the table holds; the first column stays that of this part."""
        self.indicators.extend(other.indicators)
        self.uses.update(other.uses)
        self.full_rows.extend(other.full_rows)
        self.kinds.update(other.kinds)
        self.unexplained.extend(other.unexplained)
        self.listed.update(other.listed)
