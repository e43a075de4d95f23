"""Which lines are one row, in tables whose rows are no further apart than lines.

There every line is as far from the next as rows are, and only what lines print tells where a row begins. Texts of
several lines hang down from the line of their figures, stand up on it or have it in their middle (``side``), in one
table of a document as in the next. For each side the rows are those that break these rules least: a cell goes on where
its line is full, stands at its side of the row and leaves out no line; an item, an indented line or a figure begins a
cell; a row of figures has a name, and one without figures has a code where all rows have codes. How far they break
them is their ``cost``: 1 for a line that is broken though it has room.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import inf, log

from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.lines import Line
from pipeline.documents.page.rows import CODE, Row
from pipeline.documents.page.unruled.wraps import OPENING, Columns, Link, begins_item, is_indented, is_under, links_of

SIDES = ("top", "middle", "bottom")

# What it counts that a cell goes on though its line has room for what the next one begins with (less where it is as
# long as any of its column), though the next one begins an item or is indented, though a line is left out, and
# though the next one is further away than lines are.
_ROOM_LEFT = 1.0
_LONGEST = 0.3
_ITEM = 0.8
_INDENTED = 1.5
_LEFT_OUT = 1.5
_FURTHER = 0.6
# That a cell ends inside a bracket, that two figures are one cell, that figures have no name, that a row has no code or
# no figures where all have, that it is but a remark, that two rows are nearer than lines, and at most that a cell is
# off its side.
_IN_BRACKETS = 1.5
_TWO_FIGURES = 5.0
_NO_NAME = 1.0
_NO_CODE = 1.2
_NO_FIGURES = 0.6
_REMARK = 1.5
_TOO_NEAR = 2.0
_MOST_OFF = 1.0
# That a line is full though its cell ends there, which one of as many lines is as it has characters.
_FULL_BY_CHANCE = 0.25
# That a cell ends in the middle of a text of full lines, and that it begins with a bracket.
_IN_TEXT = 0.4
_BRACKET = 0.3
# A figure that ends in the next line, a code that does (digits of which the last line has less), a figure whose
# thousands are parted wrongly, one with other decimals than most.
_BROKEN = 0.1
_BROKEN_CODE = 0.3
_ILL_FORMED = 1.5
_OTHER_DECIMALS = 0.4
# How many lines of a row print figures at most; between which parts of the distance of lines something is the next
# line; and how far, in these distances, a cell may be off its side.
_MOST_FIGURE_LINES = 5
_NEXT = 1.35
_SAME = 1.04
_NEAREST = 0.8
_EXACT = 0.3
# No line is nearer to the next than so many heights of type.
_LINE = 0.9
# A figure is broken where so many digits more, of so many heights of type, have no room.
_DIGITS = 1.6
_DIGIT = 0.55
# Rows have codes, or figures, where so many have them.
_CODED = 0.8
_FILLED = 0.9
_WELL_FORMED = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?%?")

Rows = list[list[Row]]


@dataclass(frozen=True, slots=True)
class _Stack:
    """Texts of one column one under the other, which may be lines of one cell: their lines by number.

    ``parts`` says for each but the first what it counts that the one above does not go on with it, ``joins`` that it
    does; of figures the latter is told from what they print.
    """

    lines: tuple[int, ...]
    parts: tuple[float, ...]
    joins: tuple[float, ...]
    figures: tuple[Line, ...] = ()


class TightRows:
    """The lines of a table on each of its pages, and the rows that they make."""

    def __init__(self, pages: Sequence[Sequence[Row]], head: Sequence[Row]) -> None:
        self._pages = pages
        rows = [row for body in pages for row in body]
        columns = Columns(rows, head)
        self._links = [list(links_of(body, columns)) for body in pages]
        steps = [link.step for links in self._links for link in links]
        full = [link.step for links in self._links for link in links if link.is_full and link.is_sure]
        apart = (below.base - above.base for body in pages for above, below in pairwise(body))
        self._step = min(full or steps or [step for step in apart if step > _LINE * rows[0].size] or [inf])
        self._is_coded = _are_coded(rows)
        self._figures = [figure for row in rows for figure in row.figures]
        self._end = max((figure.x1 for figure in self._figures), default=inf)
        self._decimals = _common_decimals(self._figures)
        self._is_filled = False
        self._known: dict[str, list[tuple[float, Rows]]] = {}

    def cost(self, side: str) -> float:
        """What the rows cost where texts of several lines stand at this side of their row."""
        return sum(cost for cost, _ in self._found(side))

    def rows(self, side: str) -> list[Rows]:
        """For each page the lines of each row, top to bottom."""
        return [rows for _, rows in self._found(side)]

    def _found(self, side: str) -> list[tuple[float, Rows]]:
        if side not in self._known:
            found = []
            for self._is_filled in (True, False):
                found = [self._rows_of(number, side) for number in range(len(self._pages))]
                rows = [row for number, (_, of_page) in enumerate(found) for row in of_page[_begun(number, of_page) :]]
                if sum(any(line.figures for line in row) for row in rows) >= _FILLED * len(rows):
                    break
            self._known[side] = found
        return self._known[side]

    def _rows_of(self, number: int, side: str) -> tuple[float, Rows]:
        """The rows of a page; the first of a later page may be the rest of one that begins before."""
        body = self._pages[number]
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(body) + 1):
            costs = []
            n_figure_lines = 0
            for start in range(end - 1, -1, -1):
                n_figure_lines += bool(body[start].figures)
                if n_figure_lines > _MOST_FIGURE_LINES:
                    break
                costs.append((best[start][0] + self._row_cost(number, start, end, side), start))
            # Of rows that cost the same the shorter.
            best.append(min(costs, key=lambda found: (round(found[0], 6), -found[1])))
        rows: Rows = []
        end = len(body)
        while end:
            start = best[end][1]
            rows.insert(0, list(body[start:end]))
            end = start
        return best[-1][0], rows

    def _row_cost(self, number: int, start: int, end: int, side: str) -> float:
        """What it costs that the lines from ``start`` to before ``end`` are a row."""
        body = self._pages[number]
        begins_above = number > 0 and start == 0 and not body[0].is_data
        is_rest = begins_above and not (side == "top" and any(row.is_data for row in body[start:end]))
        cost = 0.0
        if start and body[start].base - body[start - 1].base < _NEAREST * self._step:
            cost += _TOO_NEAR
        ends = body[start].base, body[end - 1].base
        for stack in self._stacks[number]:
            first, last = bisect_left(stack.lines, start), bisect_left(stack.lines, end) - 1
            if first > last:
                continue
            cost += stack.parts[first - 1] if first else 0.0
            cost += self._cell_cost(stack, first, last)
            if end - start > 1 and not is_rest:
                off = self._off(body[stack.lines[first]].base, body[stack.lines[last]].base, ends, side)
                cost += min(off, _MOST_OFF) if off > _EXACT else 0.0
        has_figures = any(row.figures for row in body[start:end])
        if has_figures and not is_rest and not any(_has_name(row) for row in body[start:end]):
            cost += _NO_NAME
        if not has_figures and not is_rest and self._is_remark(body[start:end]):
            cost += _REMARK
        elif not has_figures and not is_rest:
            cost += _NO_CODE if self._is_coded else _NO_FIGURES if self._is_filled else 0.0
        return cost

    def _is_remark(self, lines: Sequence[Row]) -> bool:
        """Whether lines print nothing but what stands behind all figures, which is no row."""
        return all(text.x0 > self._end for row in lines for text in row.texts)

    def _off(self, upper: float, lower: float, ends: tuple[float, float], side: str) -> float:
        """How many lines a cell is off its side of its row."""
        if side == "top":
            return (upper - ends[0]) / self._step
        if side == "bottom":
            return (ends[1] - lower) / self._step
        return abs(upper + lower - ends[0] - ends[1]) / 2 / self._step

    def _cell_cost(self, stack: _Stack, first: int, last: int) -> float:
        if not stack.figures:
            return sum(stack.joins[first:last])
        pieces = stack.figures[first : last + 1]
        if len(pieces) == 1:
            return self._figure_cost(pieces[0].text)
        whole = "".join(piece.text for piece in pieces)
        is_amount = _WELL_FORMED.fullmatch(whole) is not None
        if not is_amount or not all(self._is_full(piece) for piece in pieces[:-1]):
            return _TWO_FIGURES
        if whole.isdigit():
            return _BROKEN_CODE if len(pieces[-1].text) < len(pieces[0].text) else _TWO_FIGURES
        return _BROKEN * (len(pieces) - 1) + self._figure_cost(whole)

    def _figure_cost(self, text: str) -> float:
        match = _WELL_FORMED.fullmatch(text)
        if match is None:
            return _ILL_FORMED if _is_ill_formed(text) else 0.0
        bare = text.lstrip("-")
        return (
            _OTHER_DECIMALS
            if len(match[1] or "") != self._decimals and not (bare == "0" or CODE.fullmatch(bare))
            else 0.0
        )

    def _is_full(self, figure: Line) -> bool:
        """Whether a figure ends where its column has no room for more digits."""
        widest = max(other.x1 - other.x0 for other in self._figures if is_under(other, figure))
        return widest - (figure.x1 - figure.x0) < _DIGITS * _DIGIT * figure.size

    @cached_property
    def _stacks(self) -> list[list[_Stack]]:
        return [
            [*self._texts(body, links), *self._columns(body)]
            for body, links in zip(self._pages, self._links, strict=True)
        ]

    def _texts(self, body: Sequence[Row], links: Sequence[Link]) -> Iterator[_Stack]:
        at = {id(row): number for number, row in enumerate(body)}
        following = {(at[id(link.row)], link.upper.x1): link for link in links}
        begun = {(at[id(link.below)], link.lower.x1) for link in links}
        for number, row in enumerate(body):
            for text in row.texts:
                if is_figure(text.text) or (number, text.x1) in begun:
                    continue
                lines, chain = [number], list[Link]()
                key = number, text.x1
                while (link := following.pop(key, None)) is not None:
                    key = at[id(link.below)], link.lower.x1
                    lines.append(key[0])
                    chain.append(link)
                yield _Stack(tuple(lines), tuple(_parts(chain)), tuple(map(self._joining, chain)))

    def _joining(self, link: Link) -> float:
        """What it counts that a text goes on with the one below it."""
        cost = 0.0 if link.is_full else _LONGEST if link.is_longest else _ROOM_LEFT
        if link.step > _NEXT * self._step:
            cost += _LEFT_OUT
        elif link.step > _SAME * self._step:
            cost += _FURTHER
        if link.is_inside:
            return cost
        if is_indented(link.lower, link.below):
            return cost + _INDENTED
        return cost + (_ITEM if begins_item(link.lower.text) else 0.0)

    def _columns(self, body: Sequence[Row]) -> Iterator[_Stack]:
        """The figures, those with others right under them together."""
        figures = [(figure, number) for number, row in enumerate(body) for figure in row.figures]
        used: set[int] = set()
        for index, (figure, number) in enumerate(figures):
            if id(figure) in used:
                continue
            pieces, lines = [figure], [number]
            for other, below in figures[index + 1 :]:
                if body[below].base - body[lines[-1]].base > _NEXT * self._step:
                    break
                if below > lines[-1] and id(other) not in used and is_under(other, pieces[-1]):
                    pieces.append(other)
                    lines.append(below)
                    used.add(id(other))
            nothing = (0.0,) * (len(pieces) - 1)
            yield _Stack(tuple(lines), nothing, nothing, tuple(pieces))


def _begun(number: int, rows: Rows) -> int:
    """How many of the rows of a page are the rest of one that begins on the page before."""
    return int(number > 0 and bool(rows) and not any(line.figures for line in rows[0]))


def _parts(chain: Sequence[Link]) -> Iterator[float]:
    """What it counts for each of these texts that it does not go on with the next one below it."""
    sure = [link.is_full and link.is_sure and not begins_item(link.lower.text) for link in chain]
    for number, link in enumerate(chain):
        if link.is_inside:
            yield _IN_BRACKETS
        elif sure[number]:
            beside = any(sure[at] for at in (number - 1, number + 1) if 0 <= at < len(chain))
            yield _FULL_BY_CHANCE * log(len(link.upper.text)) + (_IN_TEXT if beside else 0.0)
        else:
            yield _BRACKET if link.is_full and link.lower.text[0] in OPENING else 0.0


def rows_of_parts(pages: Sequence[Sequence[Row]]) -> list[Row]:
    """The rows that print a figure that is no whole one, or one without decimals that the next line prints."""
    common = _common_decimals([figure for body in pages for row in body for figure in row.figures])
    return [
        row
        for body in pages
        for number, row in enumerate(body)
        if any(_is_ill_formed(f.text) or _is_cut(f, body[number + 1 : number + 3], common) for f in row.figures)
    ]


def _is_cut(figure: Line, below: Sequence[Row], common: int) -> bool:
    """Whether digits right under a figure give it as many decimals as most have."""
    if _decimals(figure.text) in {0, common}:
        return False
    ends = (other.text for row in below for other in row.figures if is_under(figure, other))
    return any(end.isdigit() and _decimals(figure.text + end) == common for end in ends)


def _decimals(text: str) -> int:
    match = _WELL_FORMED.fullmatch(text)
    return len(match[1] or "") if match is not None else 0


def _is_ill_formed(text: str) -> bool:
    """Whether a text is part of a figure; several figures beside each other have blanks between them."""
    return ("," in text or "." in text) and " " not in text and _WELL_FORMED.fullmatch(text) is None


def _has_name(row: Row) -> bool:
    return any(not is_figure(text.text) or CODE.fullmatch(text.text) for text in row.texts)


def _are_coded(rows: Sequence[Row]) -> bool:
    data = [row for row in rows if row.is_data]
    coded = sum(any(CODE.fullmatch(text.text) for text in row.texts[:-1]) for row in data)
    return coded >= _CODED * len(data)


def _common_decimals(figures: Sequence[Line]) -> int:
    """How many decimals most figures have."""
    found = Counter(len(match[1] or "") for figure in figures if (match := _WELL_FORMED.fullmatch(figure.text)))
    return found.most_common(1)[0][0] if found else 0


def side_of(tables: Sequence[TightRows]) -> str:
    """At which side of their rows the texts of these tables stand: where they cost least."""
    return min(SIDES, key=lambda side: sum(table.cost(side) for table in tables))
