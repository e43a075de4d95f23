"""Headers of tables without vertical lines: which words are one cell, and over which columns it stands.

Cells of a header do not overlap, the texts of a row of cells share their middle, or all their upper or lower ends, and
a cell over several columns is centred on them or begins where they begin, as all do where most headers of one column
do. Of all ways to part a header into cells by these rules the one that breaks them least is taken; how far it breaks
them is its ``cost``, in heights of type.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import inf

from pipeline.documents.page.unruled.columns import Span
from pipeline.documents.page.unruled.words import Word

# What counts as much as a text that stands off by this many heights of type: a level more, a column without a text, a
# line that is shorter than the next one of its text or leaves room in its cell, one over several columns that has
# nothing of them below it, and one at the left end of its columns.
_LEVEL = 0.2
_BLANK = 1.0
_BROKEN = 0.4
_ROOMY = 0.15
_SHARED = 0.3
# Lines of one text are no further apart than so many heights of type, but for this cost.
_NEXT_LINE = 2.2
_FAR = 0.7
_LEFT = 0.12
# However many lines of a text are short, they count no more than this.
_MOST_BREAKS = 0.4
# Where texts stand in their cells, and what it counts that they do not stand in the middle.
SIDES = {"middle": 0.0, "top": 0.2, "bottom": 0.3}
# A way to part a header that costs no more is not bettered, and one that costs more is none.
_GOOD = 0.12
MOST_DOUBTFUL = 3.0
_SAME_LINE = 0.3
_OVER = 0.5
_MOST_COST = 3.0
_LEEWAY = 0.25
# How much of a column is no room for a text, in heights of type.
_MARGINS = 1.5
_UNDRAWN = 1.0


@dataclass(frozen=True)
class Piece:
    """Words of one header line that stand over the same columns."""

    words: tuple[Word, ...]

    @cached_property
    def x0(self) -> float:
        """The left end in points."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """The right end."""
        return max(word.x1 for word in self.words)

    @cached_property
    def top(self) -> float:
        """The upper edge."""
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        """The lower edge."""
        return max(word.bottom for word in self.words)

    @cached_property
    def middle(self) -> float:
        """The height of the middle."""
        return (self.top + self.bottom) / 2

    @cached_property
    def size(self) -> float:
        """The height of the type."""
        return self.words[0].size


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a header over the columns from ``col`` to before ``col_end``, with the cells below it."""

    col: int
    col_end: int
    top: float
    pieces: tuple[Piece, ...]
    below: tuple["HeadCell", ...] = ()

    @property
    def depth(self) -> int:
        """How many levels the cell and those below it have."""
        return 1 + max((cell.depth for cell in self.below), default=0)


Parted = tuple[float, tuple[HeadCell, ...]]


@dataclass
class Header:
    """The pieces of a header from ``top`` to ``bottom`` over columns whose words cover ``columns`` of the width.

    ``edges`` gives for each edge of a column between where and where it is; ``cuts`` are lines drawn inside the header.
    ``side`` is where texts stand in cells higher than they: in the middle, at the top or at the bottom; ``is_left``
    says that they stand at the left end of their cells, not in the middle.
    """

    pieces: Sequence[Piece]
    columns: Sequence[Span]
    edges: Sequence[Span]
    top: float
    bottom: float
    cuts: Sequence[tuple[float, float, float]] = ()
    side: str = "middle"
    is_left: bool = False
    _known: dict[tuple[int, int, int], Parted] = field(default_factory=dict)
    _known_borders: dict[int, list[int]] = field(default_factory=dict)
    _cells: dict[tuple[int, int, float], tuple[float, HeadCell | None]] = field(default_factory=dict)
    _groups: dict[tuple[int, int, int, int, float], tuple[float, HeadCell | None]] = field(default_factory=dict)

    @cached_property
    def ordered(self) -> list[Piece]:
        """The pieces by the height of their middle."""
        return sorted(self.pieces, key=lambda piece: (piece.middle, piece.x0))

    @cached_property
    def reach(self) -> list[tuple[int, int]]:
        """Which columns each piece stands over: those it overlaps, or the two between which it stands."""
        return [_reach(piece, self.columns) for piece in self.ordered]

    @cached_property
    def begins(self) -> list[float]:
        """Where each column begins: its words, or a text over it alone."""
        return [
            min([x0, *(p.x0 for p, reach in zip(self.ordered, self.reach, strict=True) if reach == (col, col + 1))])
            for col, (x0, _) in enumerate(self.columns)
        ]

    @cached_property
    def size(self) -> float:
        """The height of the type."""
        return max((piece.size for piece in self.pieces), default=1.0)

    def parted(self) -> Parted:
        """The cells of the topmost level with all below them, and what that costs."""
        cost, cells = self._region(0, len(self.columns), 0, self.top)
        return cost + SIDES[self.side], cells

    def _inside(self, a: int, b: int, start: int, end: int | None = None) -> list[int]:
        reach = self.reach
        numbers = range(start, len(reach) if end is None else end)
        return [number for number in numbers if reach[number][0] < b and reach[number][1] > a]

    def _borders(self, start: int) -> list[int]:
        """The edges of columns over which no piece from this one on reaches."""
        if start not in self._known_borders:
            inner = {edge for lo, hi in self.reach[start:] for edge in range(lo + 1, hi)}
            self._known_borders[start] = [edge for edge in range(len(self.columns) + 1) if edge not in inner]
        return self._known_borders[start]

    def _region(self, a: int, b: int, start: int, top: float) -> Parted:
        key = a, b, start
        if key not in self._known:
            best = self._leaves(a, b, start, top)
            if best[0] > _GOOD and b - a > 1:
                inside = self._inside(a, b, start)
                for before, number in pairwise(inside):
                    first, second = self.ordered[before], self.ordered[number]
                    if second.middle - first.middle > _SAME_LINE * self.size:
                        cut = self._cut(a, b, start, number, top)
                        best = min(best, cut, key=lambda parted: parted[0])
            self._known[key] = best
        return self._known[key]

    def _leaves(self, a: int, b: int, start: int, top: float) -> Parted:
        """All pieces as one level of cells."""
        inside = self._inside(a, b, start)
        spans: list[tuple[int, int]] = []
        for number in inside:
            lo, hi = self.reach[number]
            if hi - lo > 1 and self._is_loose(number):
                return inf, ()
            spans.append((lo, hi))
        cells: list[HeadCell] = []
        cost, col = 0.0, a
        while col < b:
            end, grows = col + 1, True
            while grows:
                reaching = max((hi for lo, hi in spans if lo < end and hi > col), default=end)
                grows, end = reaching > end, max(end, reaching)
            if end > b or any(lo < col < hi for lo, hi in spans):
                return inf, ()
            own = [n for n, (lo, hi) in zip(inside, spans, strict=True) if lo < end and hi > col]
            if end - col > 1 and any(self.reach[n] != (col, end) for n in own):
                return inf, ()
            cost += self._stack_cost(own, col, end)
            if own and self._crossed(col, end, self.ordered[own[0]].top, self.ordered[own[-1]].bottom):
                return inf, ()
            cells.append(HeadCell(col, end, top, tuple(self.ordered[n] for n in own)))
            col = end
        return cost + self._row_cost([cell for cell in cells if cell.pieces]), tuple(cells)

    def _crossed(self, col: int, end: int, y0: float, y1: float) -> bool:
        """Whether a line that is drawn inside the header runs over these columns between two heights."""
        x = (self.columns[col][0] + self.columns[end - 1][1]) / 2
        return any(x0 < x < x1 and y0 < y < y1 for y, x0, x1 in self.cuts)

    def _is_loose(self, number: int) -> bool:
        """Whether a piece stands between two columns, over none."""
        piece = self.ordered[number]
        return not any(_overlaps(piece, column) for column in self.columns)

    def _stack_cost(self, own: Sequence[int], col: int, end: int) -> float:
        if not own:
            return _BLANK
        width = self.columns[end - 1][1] - self.columns[col][0] - _MARGINS * self.size
        return _SHARED * (end - col - 1) + self._lines_cost(own, width)

    def _lines_cost(self, own: Sequence[int], width: float) -> float:
        """How far pieces are from being the lines of one text in a cell that is at least so wide.

        Pieces beside each other are headers of columns that were not parted, and no text.
        """
        cost = breaks = 0.0
        for upper, lower in pairwise(self.ordered[number] for number in own):
            if lower.middle - upper.middle < _SAME_LINE * self.size:
                if lower.x0 - upper.x1 > self.size:
                    return inf
                continue
            if max(upper.x0, lower.x0) > min(upper.x1, lower.x1):
                return inf
            if lower.middle - upper.middle > _NEXT_LINE * self.size:
                cost += _FAR
            if lower.x1 - lower.x0 - (upper.x1 - upper.x0) > self.size:
                breaks += _BROKEN
            elif width - (upper.x1 - upper.x0) > self.size:
                breaks += _ROOMY
        return cost + min(breaks, _MOST_BREAKS)

    def _row_cost(self, cells: Sequence[HeadCell]) -> float:
        """How far the texts of a level are from sharing their middle, their upper or their lower ends."""
        if not cells:
            return 0.0
        tops = [min(piece.top for piece in cell.pieces) for cell in cells]
        bottoms = [max(piece.bottom for piece in cell.pieces) for cell in cells]
        middles = [(top + bottom) / 2 for top, bottom in zip(tops, bottoms, strict=True)]
        places = {"middle": middles, "top": tops, "bottom": bottoms}[self.side]
        return min((max(places) - min(places)) / self.size, _MOST_COST)

    def _cut(self, a: int, b: int, start: int, number: int, top: float) -> Parted:
        """A level of cells of which those over several columns have others below them, from piece ``number`` on."""
        best: list[Parted] = [(0.0, ()), *((inf, ()) for _ in range(b - a))]
        borders = [border for border in self._borders(start) if a <= border <= b]
        for end in borders:
            for col in borders[: borders.index(end)]:
                cost, cells = best[col - a]
                if cost >= best[end - a][0] or cost > MOST_DOUBTFUL:
                    continue
                if end - col == 1:
                    more, cell = self._alone(col, start, top)
                else:
                    more, cell = self._group(col, end, start, number, top)
                if cell is not None and cost + more < best[end - a][0]:
                    best[end - a] = cost + more, (*cells, cell)
        cost, cells = best[-1]
        return (cost + _LEVEL, cells) if any(cell.below for cell in cells) else (inf, ())

    def _alone(self, col: int, start: int, top: float) -> tuple[float, HeadCell | None]:
        """A cell over one column down to the end of the header."""
        key = col, start, top
        if key not in self._cells:
            self._cells[key] = self._found_alone(col, start, top)
        return self._cells[key]

    def _found_alone(self, col: int, start: int, top: float) -> tuple[float, HeadCell | None]:
        own = self._inside(col, col + 1, start)
        if any(self.reach[n] != (col, col + 1) for n in own):
            return inf, None
        pieces = tuple(self.ordered[n] for n in own)
        cell = HeadCell(col, col + 1, top, pieces)
        if not pieces:
            return _BLANK, cell
        y0, y1 = min(piece.top for piece in pieces), max(piece.bottom for piece in pieces)
        if self._crossed(col, col + 1, y0, y1):
            return inf, None
        off = {
            "middle": abs((y0 + y1) / 2 - (top + self.bottom) / 2),
            "top": y0 - min(self.ordered[n].top for n in range(start, len(self.ordered))),
            "bottom": max(piece.bottom for piece in self.ordered) - y1,
        }[self.side]
        return self._stack_cost(own, col, col + 1) + max(off / self.size - _LEEWAY, 0.0), cell

    def _group(self, col: int, end: int, start: int, number: int, top: float) -> tuple[float, HeadCell | None]:
        """A cell over several columns with cells below it."""
        key = col, end, start, number, top
        if key not in self._groups:
            self._groups[key] = self._found_group(col, end, start, number, top)
        return self._groups[key]

    def _found_group(self, col: int, end: int, start: int, number: int, top: float) -> tuple[float, HeadCell | None]:
        upper, lower = self._inside(col, end, start, number), self._inside(col, end, number)
        if not upper or not lower or any(self.reach[n][0] < col or self.reach[n][1] > end for n in (*upper, *lower)):
            return inf, None
        pieces = [self.ordered[n] for n in upper]
        x0, x1 = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
        for one, other in pairwise(pieces):
            apart = max(one.x0, other.x0) - min(one.x1, other.x1)
            same = other.middle - one.middle < _SAME_LINE * self.size
            if apart > (2 * self.size if same else 0.0):
                return inf, None
        y0, y1 = max(piece.bottom for piece in pieces), min(self.ordered[n].top for n in lower)
        border = (y0 + y1) / 2
        off = abs(sum((min(p.top for p in pieces), y0)) / 2 - (top + border) / 2) / self.size
        own = self._beside(x0, x1, col, end) + min(off, 1.0) / 4 + self._lines_cost(upper, 0.0)
        if own > MOST_DOUBTFUL:
            return inf, None
        cost, cells = self._region(col, end, number, border)
        if not cells:
            return inf, None
        cost += own
        is_drawn = all(self._crossed(under, under + 1, y0 - _OVER, y1 + _OVER) for under in range(col, end))
        if self.cuts and not is_drawn:
            cost += _UNDRAWN
        narrower = max(piece.x1 - piece.x0 for piece in cells[0].pieces) - (x1 - x0) if cells[0].pieces else 0.0
        if len(cells) == 1 and cells[0].below and narrower < self.size:
            return cost, HeadCell(col, end, top, (*pieces, *cells[0].pieces), cells[0].below)
        return cost, HeadCell(col, end, top, tuple(pieces), cells)

    def _beside(self, x0: float, x1: float, col: int, end: int) -> float:
        """How far a text is from the middle, or from the left end, of these columns."""
        (left0, left1), (right0, right1) = self.edges[col], self.edges[end]
        if self.is_left:
            return (abs(x0 - self.begins[col]) + max(x1 - right1, 0.0)) / self.size
        least, most = (left0 + right0) / 2, (left1 + right1) / 2
        middle = (x0 + x1) / 2
        centred = max(least - middle, middle - most, 0.0) + abs(middle - (least + most) / 2) / 10
        outside = max(left0 - x0, x1 - right1, 0.0)
        at_left = max(left0 - x0, x0 - self.columns[col][0] - 1.0, 0.0) + _LEFT * self.size
        return (min(centred, at_left) + outside) / self.size


def _reach(piece: Piece, columns: Sequence[Span]) -> tuple[int, int]:
    over = [number for number, column in enumerate(columns) if _overlaps(piece, column)]
    if over:
        return over[0], over[-1] + 1
    middle = (piece.x0 + piece.x1) / 2
    right = next((number for number, (x0, _) in enumerate(columns) if middle < x0), len(columns))
    return max(right - 1, 0), min(right + 1, len(columns))


def _overlaps(piece: Piece, column: Span) -> bool:
    return min(piece.x1, column[1]) - max(piece.x0, column[0]) > _OVER
