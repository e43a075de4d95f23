"""Which vertical lines of a Word table does each cell lie between?

Word writes spans in columns of w:tblGrid, but a table that was edited by hand has lines that nearly coincide, and
other programs leave the grid or the spans out. Then the widths of the cells say it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from pipeline.documents.building import snap

# Twips (a twentieth of a point). A column that holds a digit is 300 wide and more with the cell's margins.
_NEAR = 120
_MAX_SPAN = 1000


@dataclass(frozen=True, slots=True)
class RowShape:
    """A row as written: grid columns left out before and after, and span and width of each cell.

    A width is None where it is not given in the measure of the table's other widths.
    """

    before: int
    spans: tuple[int, ...]
    after: int
    widths: tuple[int | None, ...]

    @property
    def total(self) -> int:
        """The grid columns of the row."""
        return self.before + sum(self.spans) + self.after


Lines = list[list[tuple[int, int]]]


def cell_lines(grid: Sequence[int], rows: Sequence[RowShape]) -> Lines:
    """The lines (left, right) of each cell of each row, left < right, equal numbers for lines that coincide.

    ``grid`` are the widths of the grid's columns in twips, or fewer, or none, where the document does not say.
    """
    if len({row.total for row in rows}) > 1:
        by_width = _by_width(rows)
        if by_width is not None:
            return by_width
    lines = [_spans(row) for row in rows]
    if rows and len(grid) >= max(row.total for row in rows) and min(grid, default=-1) >= 0 < sum(grid):
        return without_slivers(lines, [0, *accumulate(grid)])
    return lines


def capped(span: int | None) -> int:
    """A span as it can be meant: at least 1 and no more columns than any table has."""
    return min(max(span or 1, 1), _MAX_SPAN)


def _spans(row: RowShape) -> list[tuple[int, int]]:
    ends = list(accumulate(row.spans, initial=row.before))
    return list(pairwise(ends))


def _by_width(rows: Sequence[RowShape]) -> Lines | None:
    """Lines from the widths alone, None where widths are missing or make more columns than the rows have cells."""
    if any(row.before or row.after or not row.spans for row in rows):
        return None
    edges: list[list[int]] = []
    narrowest = _NEAR * 10
    for row in rows:
        widths = [width for width in row.widths if width is not None and width > 0]
        if len(widths) != len(row.widths):
            return None
        narrowest = min(narrowest, *widths)
        edges.append(list(accumulate(widths, initial=0)))
    snapped = snap([edge for row_edges in edges for edge in row_edges], min(_NEAR, narrowest // 3))
    if len(set(snapped.values())) - 1 > max(row.total for row in rows):
        return None
    lines = [[snapped[edge] for edge in row_edges] for row_edges in edges]
    return [list(pairwise(row_lines)) for row_lines in lines]


def without_slivers(lines: Lines, position: Sequence[int]) -> Lines:
    """The same cells with neighbouring lines made one where they nearly coincide and no cell lies between them."""
    cells = {cell for row in lines for cell in row}
    lefts_by_right: dict[int, set[int]] = {}
    for left, right in cells:
        lefts_by_right.setdefault(right, set()).add(left)
    group: dict[int, int] = {}
    first: int | None = None
    for line in sorted({line for cell in cells for line in cell}):
        is_near = first is not None and position[line] - position[first] <= _NEAR
        between = any(group[left] == first for left in lefts_by_right.get(line, ()))
        if first is None or not is_near or between:
            first = line
        group[line] = first
    return [[(group[left], group[right]) for left, right in row] for row in lines]
