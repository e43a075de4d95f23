"""Columns of money that stand beside each other under the same header: it does not head the rows under it.

Word processors print the header of one table over the rows of another that touches it.
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.model import Table
from pipeline.statements.model import Column
from pipeline.statements.numbers import parse_number


def is_of_other_columns(table: Table, body: int, columns: Sequence[Column]) -> bool:
    """Whether columns of money beside each other have the same header path and a row from ``body`` on fills both."""
    money = [column for column in columns if column.concept == "money" and column.path]
    return any(
        _are_filled(table, body, (left.col, right.col))
        for left, right in pairwise(money)
        if right.col == left.col + 1 and (left.panel, left.path) == (right.panel, right.path)
    )


def _are_filled(table: Table, body: int, pair: tuple[int, int]) -> bool:
    """Whether a row prints figures in both columns, each in a cell of its own."""
    for row in range(body, table.n_rows + 1):
        cells = [table.grid.get((row, col)) for col in pair]
        own = [cell for cell in cells if cell is not None and cell.col_span == 1]
        if len(own) == len(pair) and all(parse_number(cell.text) is not None for cell in own):
            return True
    return False
