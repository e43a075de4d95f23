"""Rows of texts in which a merged text is printed in each of its columns and rows, as programs give them that ask a
grid for the text of each place.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from pipeline.documents.figures import FIGURE
from pipeline.documents.model import Cell, Table

_NAME = re.compile("[\u3400-\u9fff].*[\u3400-\u9fff]")
_FEWEST = 3


def repeats_heads(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a header of a table of figures repeats its merged texts: a name beside itself over the first figures, or
    further down over two other names.
    """
    first = next((index for index, row in enumerate(rows) if any(map(FIGURE.fullmatch, row))), None)
    if first is None or len(rows) < _FEWEST or len(rows[0]) < _FEWEST:
        return False
    over = any(left == right and _NAME.search(left) for row in rows[:first] for left, right in pairwise(row))
    return over or any(_is_under_head(above, row) for above, row in pairwise(rows))


def repeats_rows(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the cells at the left of a row, a text and a figure among them, are those of the row above."""
    return any(_prefix(above, row) for above, row in pairwise(rows))


def with_merged_texts(number: int, rows: Sequence[Sequence[str]]) -> Table:
    """The table of rows of equally many cells in which a merged text is printed in each of its
    columns and rows.

    In the body rows are merged where a text and a figure at their left are those of the row above, or where the row
    above is the upper line of a header.
    """
    first_body = next((i for i, row in enumerate(rows) if any(map(FIGURE.fullmatch, row))), len(rows))
    merged = [0, *(_prefix(above, row) for above, row in pairwise(rows))]
    lower_head = [False, *(_is_under_head(above, row) for above, row in pairwise(rows))]
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        for col, text in enumerate(row):
            if (index, col) in taken:
                continue
            span = 1
            while text and not FIGURE.fullmatch(text) and col + span < len(row) and row[col + span] == text:
                span += 1
            height = 1
            run = [text] * span
            while text and index + height < len(rows) and list(rows[index + height][col : col + span]) == run:
                below = index + height
                if below >= first_body and merged[below] < col + span and not lower_head[below]:
                    break
                height += 1
            taken |= {(index + down, col + right) for down in range(height) for right in range(span)}
            cells.append(Cell(index + 1, col + 1, text, height, span))
    return Table(number, len(rows), len(rows[0]), tuple(cells))


def _is_under_head(above: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row prints two names under one name of the row above that is merged: the lower line of a header.

    No figures stand in either, as they do in rows of the body that print a name twice (满意度指标 | 满意度指标).
    """
    if any(map(FIGURE.fullmatch, (*above, *row))):
        return False
    pairs = zip(pairwise(above), pairwise(row), strict=True)
    return any(
        left == right and _NAME.search(left) is not None and first != second and bool(first) and bool(second)
        for (left, right), (first, second) in pairs
    )


def _prefix(above: Sequence[str], row: Sequence[str]) -> int:
    """How many cells at the left are those of the row above, a text and a figure among them.

    Texts alone may be printed again, and so may codes.
    """
    alike = [text for text, _ in takewhile(lambda pair: pair[0] == pair[1] != "", zip(above, row, strict=True))]
    figures = sum(FIGURE.fullmatch(text) is not None for text in alike)
    return len(alike) if len(alike) < len(row) and 0 < figures < len(alike) else 0
