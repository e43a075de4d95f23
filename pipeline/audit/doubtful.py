"""Amounts that no sum proves, whatever it adds up to: they may be amounts of something else.

Another header may stand over their column, or their row is several that recognition read as one.
"""

import re
from collections.abc import Container
from dataclasses import dataclass

from pipeline.statements.model import Reading
from pipeline.statements.text import fold

# The code of a 款 or 项 before its name, behind another text: 行政运行2120101-行政运行.
_CODE_INSIDE = re.compile(r"[^\dA-Za-z年](?:2[0-3]|3\d|5\d)\d{3}(?:\d{2})?[-—]?[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The rows and columns of a table whose amounts are not proven."""

    rows: Container[int]
    columns: Container[int]

    def holds(self, row: int, col: int) -> bool:
        """Whether a cell is in one of them."""
        return row in self.rows or col in self.columns


def doubtful_of(reading: Reading, *, is_recognised: bool) -> Doubtful:
    """What of a table is doubtful; names of several rows in one are so in recognised text alone."""
    rows = (row.row for row in reading.rows if is_recognised and _names_several(row.label))
    return Doubtful(frozenset(rows), frozenset(column.col for column in reading.columns if column.is_doubtful))


def _names_several(label: str) -> bool:
    return _CODE_INSIDE.search(fold(label)) is not None
