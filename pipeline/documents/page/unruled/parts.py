"""What of a table without vertical lines stands on each page, and the columns and the header that its parts have.

Where the header can be understood in no good way there are no columns and the text stays text: a figure under another
column's name would be wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.documents.model import Box
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.rows import Row, moved
from pipeline.documents.page.unruled.head_cells import head_cells
from pipeline.documents.page.unruled.layout import Layout, layout_of
from pipeline.documents.page.unruled.row_groups import grouped_rows
from pipeline.documents.page.unruled.rules import Rule, drawn_edges
from pipeline.documents.page.unruled.words import Word, lines_in, words_of

# A drawn line is of a header or a body if it is no further from its texts.
NEAR_TEXT = 3.0
# Fewer rows do not tell where their columns begin.
_FEWEST_ROWS = 3
# How doubtful, by its cost, a layout may be for each of its columns, and one of many.
_DOUBTFUL = 0.35
_OF_MANY = 1.2, 0.04


@dataclass(slots=True)
class Part:
    """What of a table stands on one page: rows of the header and of the body, whose lines belong together.

    ``across`` are the heights of the lines drawn over its width, ``bands`` the rows between them where these part rows.
    """

    page: int
    head: Sequence[Row]
    lines: list[Row]
    bands: list[Sequence[Row]]
    across: Sequence[float]
    rules: Sequence[Rule]
    number: int
    is_last: bool
    pitch: float
    begun: Sequence[Row] = ()
    words: list[list[Word]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.group(grouped_rows([self.lines], self.head, self.pitch)[0])

    def group(self, groups: Sequence[Sequence[Row]]) -> None:
        """Let these lines be the rows of the body, unless lines drawn between them say what is a row."""
        self.words = [[word for row in rows for word in words_of(row)] for rows in self.bands or groups]

    def add(self, rows: Sequence[Row], bands: Sequence[Sequence[Row]] = ()) -> None:
        """Put in lines of the body at its begin or end."""
        self.lines = sorted([*self.lines, *rows], key=lambda row: row.middle)
        if self.bands:
            more = [*self.bands, *bands] if bands else _with_lines(self.bands, rows, self.across)
            self.bands = sorted(more, key=lambda band: band[0].middle)
        self.group(grouped_rows([self.lines], self.head, self.pitch)[0])

    def put_over(self, begun: Sequence[Row]) -> None:
        """Put the lines of a header with which the page before ends over the rows."""
        if begun:
            first = min((*self.head, *self.lines), key=lambda row: row.middle)
            self.begun = begun
            self.head = [*moved(begun, first.middle - self.pitch - begun[-1].middle), *self.head]

    @property
    def rows(self) -> list[Row]:
        """All rows."""
        return [*self.head, *self.lines]


def _with_lines(bands: Sequence[Sequence[Row]], lines: Sequence[Row], across: Sequence[float]) -> list[Sequence[Row]]:
    """The rows between lines with these lines of text: each in the row from which no line parts it, or one of its own.

    Lines with figures are rows of their own beside another that has some.
    """
    found = list(bands)
    for line in lines:
        place = sum(y < line.middle for y in across)
        beside = [number for number, band in enumerate(found) if sum(y < band[0].middle for y in across) == place]
        near = [number for number in beside if not line.is_data or not any(row.is_data for row in found[number])]
        if near:
            found[near[0]] = sorted([*found[near[0]], line], key=lambda row: row.middle)
        else:
            found.append([line])
    return found


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a table or the rest of one, with what the page prints over and under it."""

    part: Part
    is_table: bool
    above: Sequence[Row]
    below: Sequence[Row]


@dataclass
class UnruledTable:
    """A table under construction: its parts, the layout of the first one, and the candidate that is its last part."""

    parts: list[Part]
    layout: Layout
    last: Candidate

    @property
    def is_short(self) -> bool:
        """Whether so few rows are known that they do not tell where columns begin."""
        return sum(len(part.words) for part in self.parts) < _FEWEST_ROWS

    @cached_property
    def blank(self) -> set[int]:
        """The columns in which nothing but their header is printed on the first page."""
        printed = {self.layout.column(word) for words in self.parts[0].words for word in words}
        return set(range(len(self.layout.columns))) - printed


def columns_of(parts: Sequence[Part]) -> Layout | None:
    """The columns and the header of a table; None where they are doubtful or part the words of a figure."""
    body = [words for part in parts for words in part.words]
    first = parts[0]
    begin = min(word.top for word in first.words[0])
    end = max(row.bottom for row in first.head)
    drawn = drawn_edges(first.rules)
    if any(
        word.x0 < x - 1 and word.x1 > x + 1 for words in body for word in words for x in drawn[1:-1] if word.is_figure
    ):
        drawn = []
    over = [rule for rule in first.rules if rule.y < begin]
    top = next((rule.y for rule in over if rule.y < min(row.top for row in first.head) + NEAR_TEXT), None)
    closing = next((rule.y for rule in reversed(over) if rule.y > end - NEAR_TEXT), None)
    bottom = closing if closing is not None else (end + max(begin, end)) / 2
    inside = [(rule.y, *piece) for rule in over if rule.y not in {top, closing} for piece in rule.joined]
    for is_exact in (True, False) if not drawn[1:-1] else (True,):
        layout = layout_of(first.head, body, drawn, top, bottom, inside, is_exact=is_exact)
        if layout is not None and not _is_doubtful(layout):
            return None if any(_is_crowded(words, layout) for words in body) else layout
    return None


def _is_doubtful(layout: Layout) -> bool:
    once, each = _OF_MANY
    return layout.cost > min(_DOUBTFUL * len(layout.columns), once + each * len(layout.columns))


def _is_crowded(words: Sequence[Word], layout: Layout) -> bool:
    """Whether two figures of one line stand in one column."""
    figures = [(id(word.row), layout.column(word)) for word in words if word.is_figure]
    return len(figures) > len(set(figures))


def grid_of(part: Part, layout: Layout) -> Grid:
    """The grid of the header, if the page prints it, and of the rows of the body."""
    xs = layout.xs
    cells, depth = head_cells(layout, part.page) if part.head else ([], 0)
    tops = [min(word.top for word in words) for words in part.words]
    begin = max(min((row.top for row in part.head), default=0.0), 0.0)
    heads = [begin + (tops[0] - begin) * level / depth for level in range(depth)]
    ys = (*heads, *tops, max(row.bottom for row in part.rows))
    cells = [_with_box(cell, xs, ys) for cell in cells]
    for number, words in enumerate(part.words, start=depth):
        inside: dict[int, list[Word]] = {}
        for word in words:
            inside.setdefault(layout.column(word), []).append(word)
        for col in range(len(xs) - 1):
            box = Box(xs[col], ys[number], xs[col + 1], ys[number + 1])
            cells.append(
                GridCell(number, col, number + 1, col + 1, box, part.page, tuple(lines_in(inside.get(col, ()))))
            )
    return Grid(xs, ys, tuple(cells), part.page)


def _with_box(cell: GridCell, xs: Sequence[float], ys: Sequence[float]) -> GridCell:
    box = Box(xs[cell.col], ys[cell.row], xs[cell.col_end], ys[cell.row_end])
    return GridCell(cell.row, cell.col, cell.row_end, cell.col_end, box, cell.page, cell.lines)
