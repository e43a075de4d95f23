"""The ways to divide the lines of a header into cells, each with the text that stands in it, by their cost.

A header is a row of blocks. A block is one column with a name from top to bottom, or a cell over several columns with a
row of blocks under it. The costs say what is usual: a text stands near the middle of its cell, a group begins with its
sum (小计), prints no name twice and has no names behind figures. Only their order matters.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import pairwise

from pipeline.statements.header_words import SUMS

_GROUP_STARTS = SUMS | {"金额合计"}
_OF_WHICH = re.compile(r"其中[:：]?")

# Costs of columns: without any name, with a name in the last line though there is room above, with two texts.
_NAMELESS, _LOW, _OFF_LINE, _TWO_TEXTS, _WRAPPED = 2.0, 0.6, 0.1, 0.7, 0.2
# Costs of cells over several columns: each, by lines, by distance from the middle in columns, of texts to be joined.
_MERGED, _TALL, _JOINED, _STRANGE_JOIN = 0.1, 0.3, 0.3, 2.5
_LEFT_OF_CENTRE, _RIGHT_OF_CENTRE = 0.1, 0.6
# A group that begins with its sum, has a sum later, or prints a name twice; figures behind names and names behind them.
_STARTED, _SUM_INSIDE, _TWICE, _FIGURES_BEHIND, _NAMES_BEHIND = -0.5, 1.0, 1.5, 0.6, 3.0
# A sum beside the only group that it can be the sum of; a group that has the names of the group before it.
_SUM_OF_GROUP, _ALIKE = 1.0, -0.8
_MOST_WAYS = 8
_NAMES_CUT_OFF, _NEXT_PANEL = 0.5, 0.8
# Columns that repeat the names of the group before them, under no text of their own: it stands over them too.
_BARE_PANEL = 0.8
# A panel of names and figures that stands under no side, where the first line names both sides.
_OF_NO_SIDE = 2.0
# What is no name that columns have, and stands over others.
_NO_NAME = 0.6
_NOT_A_PART = 0.6
# 其中 alone heads several columns; over one its name would stand behind it.
_OF_WHICH_ALONE = 1.0
_JOINED_NAMES = 0.5
# A name in a middle line, which may as well stand under the text of the line above.
_UNCOVERED = 0.08
# In a header that prints the names of its first columns in the first line, so many of them, none is low by itself.
_FEWEST_ON_TOP, _LOW_BESIDE_TOP = 3, 1.5
# The last line of a wrapped text is a name of its own.
_NAME_BELOW = 0.8


@dataclass(frozen=True, slots=True)
class Piece:
    """A text in a line of the header (from 0) and the columns that it touches."""

    line: int
    cols: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A cell of the header: the lines and columns that it covers, both ends included, and the pieces of its text."""

    pieces: tuple[Piece, ...]
    lines: tuple[int, int]
    cols: tuple[int, int]

    @property
    def text(self) -> str:
        """The text of all pieces."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Block:
    """One column or a cell over several: its text, and the names of its columns."""

    text: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """One way to divide a header, or a part of it, into blocks from left to right."""

    cost: float
    cells: tuple[LaidCell, ...]
    blocks: tuple[Block, ...] = ()

    @cached_property
    def covers(self) -> dict[Piece, frozenset[int]]:
        """The columns that each text of the header stands over."""
        return {piece: frozenset(range(cell.cols[0], cell.cols[1] + 1)) for cell in self.cells for piece in cell.pieces}

    def under(self, cell: LaidCell) -> list[LaidCell]:
        """The cells right under a cell, from left to right."""
        below = [
            other
            for other in self.cells
            if other.lines[0] > cell.lines[1] and cell.cols[0] <= other.cols[0] and other.cols[1] <= cell.cols[1]
        ]
        covered = [
            other
            for other in below
            if not any(
                over is not other and over.lines[1] < other.lines[0] and over.cols[0] <= other.cols[0] <= over.cols[1]
                for over in below
            )
        ]
        return sorted(covered, key=lambda other: other.cols)


@dataclass(frozen=True, slots=True)
class Words:
    """What texts of headers are.

    ``is_whole``: one consists of words; ``is_name``: it is a name that columns have; ``is_misplaced``: the first is no
    part of the second, but of what stands beside the second; ``is_term``: it is a term of the field, never a group over
    another name; ``is_item``: it is an item of the field (公务接待费), never part of a longer name; ``is_side``: it is
    the name of a side of a table (收入).
    """

    is_whole: Callable[[str], bool]
    is_name: Callable[[str], bool]
    is_term: Callable[[str], bool]
    is_item: Callable[[str], bool]
    is_misplaced: Callable[[str, str], bool]
    is_side: Callable[[str], bool]


def layouts(pieces: Sequence[Piece], n_lines: int, kinds: Sequence[str], words: Words) -> list[Layout]:
    """The likeliest ways to divide a header, the best first; none where no division holds all texts.

    ``kinds`` says of each column whether ``figures``, ``names`` or nothing stand under the header.
    """
    divider = _Divider(tuple(pieces), n_lines, tuple(kinds), words)
    rows = divider.row(1, len(kinds), 0)
    whole = [
        Layout(row.cost + _row_cost(row.blocks) + divider.cost_of_sides(row.cells), row.cells, row.blocks)
        for row in rows
    ]
    return sorted(whole, key=lambda layout: layout.cost)


class _Divider:
    def __init__(self, pieces: tuple[Piece, ...], n_lines: int, kinds: tuple[str, ...], words: Words) -> None:
        self.pieces, self.n_lines, self.kinds, self.words = pieces, n_lines, kinds, words
        self.is_two_sided = is_two_sided(kinds)
        self.low = _LOW_BESIDE_TOP if self._on_top() >= _FEWEST_ON_TOP else _LOW
        self.known: dict[tuple[int, int, int], list[Layout]] = {}
        self.blocks: dict[tuple[int, int, int], list[Layout]] = {}

    def _on_top(self) -> int:
        """How many names of single columns stand in the first line, nothing under them, before the one that is over
        the first name of a lower line."""
        columns = {col for piece in self.pieces if piece.line > 0 for col in piece.cols}
        tops = [piece for piece in self.pieces if piece.line == 0 and self.words.is_name(piece.text)]
        under = min(columns, default=0)
        if not any(piece.cols[0] == under for piece in tops):
            return 0
        return sum(piece.cols[0] == piece.cols[-1] < under for piece in tops)

    def row(self, first: int, last: int, line: int) -> list[Layout]:
        """Blocks for the columns ``first`` to ``last`` from ``line`` down."""
        key = (first, last, line)
        if key not in self.known:
            ways = [] if first <= last else [Layout(0.0, ())]
            for end in range(first, last + 1):
                for block in self.block(first, end, line):
                    ways += [_beside(block, rest) for rest in self.row(end + 1, last, line)]
            self.known[key] = _best(ways)
        return self.known[key]

    def block(self, first: int, last: int, line: int) -> list[Layout]:
        """One block over just these columns."""
        key = (first, last, line)
        if key not in self.blocks:
            self.blocks[key] = self._column(first, line) if first == last else _best(self._merged(first, last, line))
        return self.blocks[key]

    def cost_of_sides(self, cells: Sequence[LaidCell]) -> float:
        """The cost of panels that belong to no side: 收入 and 支出 over the first two of three."""
        sides = [cell for cell in cells if cell.lines[0] == 0 and self.words.is_side(cell.text)]
        if not self.is_two_sided or len({cell.text for cell in sides}) < len(("收入", "支出")):
            return 0.0
        ends = [col for col, pair in enumerate(pairwise(self.kinds), start=1) if pair == ("figures", "names")]
        return _OF_NO_SIDE * sum(not any(cell.cols[0] <= col + 1 <= cell.cols[1] for cell in sides) for col in ends)

    def _inside(self, first: int, last: int, lines: range) -> list[Piece] | None:
        """The texts in these lines and columns; None where one of them stands over other columns too."""
        found = []
        for piece in self.pieces:
            if piece.line in lines and piece.cols[-1] >= first and piece.cols[0] <= last:
                if piece.cols[0] < first or piece.cols[-1] > last:
                    return None
                found.append(piece)
        return found

    def _column(self, col: int, line: int) -> list[Layout]:
        inside = self._inside(col, col, range(line, self.n_lines))
        if inside is None:
            return []
        if not inside:
            return [Layout(_NAMELESS, (), (Block("", ("",)),))]
        bottom = self.n_lines - 1
        if len(inside) == 1:
            (piece,) = inside
            is_low = piece.line == bottom > line
            cost = self.low if is_low else _OFF_LINE * max(0.0, abs(piece.line - (line + bottom) / 2) - 0.5)
            cost += _UNCOVERED if line < piece.line < bottom else 0.0
            return [Layout(cost, (LaidCell((piece,), (line, bottom), (col, col)),), (_column_block(piece.text),))]
        whole = "".join(piece.text for piece in inside)
        if self.words.is_term(whole):
            return [Layout(0.0, (LaidCell(tuple(inside), (line, bottom), (col, col)),), (_column_block(whole),))]
        if (
            self.words.is_whole(whole)
            and self.words.is_name(whole)
            and not all(self.words.is_name(piece.text) for piece in inside)
        ):
            cost = _WRAPPED + (_NAME_BELOW if self.words.is_name(inside[-1].text) else 0.0)
            return [Layout(cost, (LaidCell(tuple(inside), (line, bottom), (col, col)),), (_column_block(whole),))]
        ends = [*(piece.line - 1 for piece in inside[1:]), bottom]
        starts = [line, *(end + 1 for end in ends[:-1])]
        cells = tuple(
            LaidCell((piece,), (start, end), (col, col)) for piece, start, end in zip(inside, starts, ends, strict=True)
        )
        cost = _TWO_TEXTS * (len(inside) - 1)
        cost += _NO_NAME * sum(not self.words.is_name(piece.text) for piece in inside)
        cost += _OF_WHICH_ALONE if any(_OF_WHICH.fullmatch(piece.text) for piece in inside[:-1]) else 0.0
        return [Layout(cost, cells, (Block(inside[0].text, (inside[-1].text,)),))]

    def _merged(self, first: int, last: int, line: int) -> Iterator[Layout]:
        for height in range(1, self.n_lines - line):
            inside = self._inside(first, last, range(line, line + height))
            if not inside:
                if inside is None:
                    return
                continue
            if len({piece.line for piece in inside}) > 1:
                return
            cost = self._join_cost(inside)
            if cost is None:
                return
            cols = [col for piece in inside for col in piece.cols]
            cost += _MERGED + _TALL * (height - 1) + self._kinds_cost(first, last)
            cost += 0.0 if self.words.is_name("".join(piece.text for piece in inside)) else _NO_NAME
            # A text that is not torn stands in the first of the columns that it touches, so it is rarely too far right.
            aside = (first + last - cols[0] - cols[-1]) / 2
            cost += _LEFT_OF_CENTRE * aside if aside > 0 else -_RIGHT_OF_CENTRE * aside
            top = LaidCell(tuple(inside), (line, line + height - 1), (first, last))
            for under in self.row(first, last, line + height):
                parts = [block.text for block in under.blocks]
                of_group = group_cost(top.text, parts, self.words) + _row_cost(under.blocks)
                # Each of several panels prints the names again.
                of_group += _twice_cost(parts) if self._panels(first, last) == 1 else 0.0
                names = tuple(name for block in under.blocks for name in block.names)
                yield Layout(cost + under.cost + of_group, (top, *under.cells), (Block(top.text, names),))

    def _join_cost(self, inside: Sequence[Piece]) -> float | None:
        """The cost of taking texts beside each other for one; None where they do not touch."""
        if any(left.cols[-1] + 1 != right.cols[0] for left, right in pairwise(inside)):
            return None
        whole = "".join(piece.text for piece in inside)
        if not self.words.is_whole(whole) or sum(self.words.is_item(piece.text) for piece in inside) > 1:
            return _STRANGE_JOIN * (len(inside) - 1)
        names = sum(self.words.is_name(piece.text) for piece in inside)
        return (_JOINED_NAMES if names > 1 else _JOINED) * (len(inside) - 1)

    def _panels(self, first: int, last: int) -> int:
        """How many panels of names and figures columns of a two-sided table hold."""
        sides = _changes(self.kinds[first - 1 : last])
        return 1 + (sides.count(("figures", "names")) if self.is_two_sided else 0)

    def _kinds_cost(self, first: int, last: int) -> float:
        sides = _changes(self.kinds[first - 1 : last])
        if self.is_two_sided:
            # 收入 and 支出 stand over the names at the left of their figures too.
            is_cut = first > 1 and self.kinds[first - 2 : first] == ("names", "figures")
            return _NEXT_PANEL * sides.count(("figures", "names")) + (_NAMES_CUT_OFF if is_cut else 0.0)
        return _NAMES_BEHIND * sides.count(("figures", "names")) + _FIGURES_BEHIND * sides.count(("names", "figures"))


def is_two_sided(kinds: Sequence[str]) -> bool:
    """Whether names have figures behind them, and names of another side behind these (``kinds`` as in layouts)."""
    return _changes(kinds).count(("names", "figures")) > 1


def _changes(kinds: Sequence[str]) -> list[tuple[str, str]]:
    """What stands beside what in columns that are not empty."""
    return list(pairwise([kind for kind in kinds if kind]))


def group_cost(over: str, parts: Sequence[str], words: Words) -> float:
    """The cost of these texts right under another: a group begins with its sum, and has none later."""
    sums = [text in _GROUP_STARTS for text in parts]
    started = _STARTED if sums[0] and len(parts) > 1 else 0.0
    strange = _NOT_A_PART * sum(words.is_misplaced(text, over) for text in parts if text)
    return started + strange + _SUM_INSIDE * sum(sums[1:])


def _twice_cost(parts: Sequence[str]) -> float:
    """The cost of names that stand twice in one group."""
    named = [text for text in parts if text]
    return _TWICE * (len(named) - len(set(named)))


def _row_cost(blocks: Sequence[Block]) -> float:
    """The cost of blocks beside each other that say something of each other."""
    alike = sum(len(left.names) > 1 and left.names == right.names for left, right in pairwise(blocks))
    sums = [len(block.names) == 1 and block.text in _GROUP_STARTS for block in blocks]
    ends = [*(index for index, is_sum in enumerate(sums) if is_sum), len(blocks)]
    groups = sum(last - first == 2 and len(blocks[first + 1].names) > 1 for first, last in pairwise(ends))
    return _ALIKE * alike + _SUM_OF_GROUP * groups + _BARE_PANEL * _bare_panels(blocks)


def _bare_panels(blocks: Sequence[Block]) -> int:
    """How many times the names of a group stand again behind it, over columns alone."""
    found = 0
    for index, block in enumerate(blocks):
        behind = blocks[index + 1 : index + 1 + len(block.names)]
        are_alone = len(block.names) > 1 and all(other.names == (other.text,) for other in behind)
        found += are_alone and tuple(other.text for other in behind) == block.names
    return found


def _column_block(text: str) -> Block:
    return Block(text, (text,))


def _beside(left: Layout, right: Layout) -> Layout:
    return Layout(left.cost + right.cost, left.cells + right.cells, left.blocks + right.blocks)


def _best(ways: Iterator[Layout] | list[Layout]) -> list[Layout]:
    return nsmallest(_MOST_WAYS, ways, key=lambda layout: layout.cost)
