"""The body under a ruled header that no lines part into cells, or lines of some of its rows only.

The header says where the columns are. Rows that stand in them are its body: right under it, with or without lines
across, in frames over all columns, between ruled rows, as where every other row is shaded, with the header over these,
right under a table where their figures end under its own, and so at the begin of the next page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, takewhile

from pipeline.documents.model import Box
from pipeline.documents.page.figures import is_amount, is_figure
from pipeline.documents.page.grid import Grid
from pipeline.documents.page.lines import rows_of
from pipeline.documents.page.missing_lines.body_rows import (
    FEWEST_COLUMNS,
    SAME_EDGE,
    are_aligned,
    are_money,
    are_rows,
    ending_with_data,
    grouped,
)
from pipeline.documents.page.missing_lines.cut_rows import cut_row
from pipeline.documents.page.missing_lines.framed_rows import is_in, with_framed_rows
from pipeline.documents.page.missing_lines.last_rows import begins_as
from pipeline.documents.page.missing_lines.open_grid import (
    Groups,
    as_one,
    with_columns,
    with_rows_over,
    with_rows_under,
)
from pipeline.documents.page.missing_lines.undrawn import with_head_over
from pipeline.documents.page.model import Glyph, Page
from pipeline.documents.page.rows import Row, row_of, spacing_of
from pipeline.documents.page.unruled.captions import is_caption
from pipeline.documents.page.unruled.row_groups import bands_of, may_be_one
from pipeline.documents.page.unruled.rules import Rule, across, rules_of

# A row is this much over the end of what is above it at most, and so many heights of type from it.
_OVER = 3.0
_ROW_DISTANCE = 2.5
# How many lines a page prints over the rest of a table.
_MOST_HEADS = 2


def with_open_body(
    page: Page, grids: Sequence[Grid], glyphs: Sequence[Glyph], before: Grid | None
) -> tuple[list[Grid], list[Glyph]]:
    """The ruled tables of a page with the rows of theirs that are open, and the characters that are in none.

    ``glyphs`` are the characters that stand in none of the ``grids``, ``before`` is the last table of the page before.
    """
    body = _Body(page, glyphs)
    in_order = sorted(grids, key=lambda grid: grid.box.top)
    found = [with_framed_rows(grid, page, glyphs, body.spacing) for grid in in_order]
    rest = body.rest_of(before, found) if before is not None else None
    result = [rest] if rest is not None else []
    while found:
        chain = _Chain([found.pop(0)])
        if chain.grids[0].n_cols >= FEWEST_COLUMNS:
            body.complete(chain, found)
        result.append(chain.table())
    return result, body.rest


@dataclass
class _Chain:
    """Grids one under the other that are one table, with the open rows over, between and under them."""

    grids: list[Grid]
    between: list[Groups]
    above: Groups
    below: Groups
    under_head: Grid | None

    def __init__(self, grids: list[Grid]) -> None:
        self.grids, self.between, self.above, self.below, self.under_head = grids, [], [], [], None

    @property
    def is_header(self) -> bool:
        """Whether no amount is printed in the columns."""
        return not any(is_amount(line.text) for grid in self.grids for cell in grid.cells for line in cell.lines)

    def begun(self) -> Grid:
        """The first grid with the open rows over it."""
        return with_rows_over(self.grids[0], self.above) if self.above else self.grids[0]

    def table(self) -> Grid:
        """All of it as one grid."""
        table = self.under_head or self.begun()
        for groups, grid in zip(self.between, self.grids[1:], strict=True):
            table = as_one(with_rows_under(table, groups), with_columns(grid, self.grids[0].xs))
        return with_rows_under(table, self.below) if self.below else table


class _Body:
    """The characters of a page that stand in no grid, as rows that may be of one."""

    def __init__(self, page: Page, glyphs: Sequence[Glyph]) -> None:
        self.rest = list(glyphs)
        self._page = page

    @cached_property
    def _lines(self) -> list[list[Glyph]]:
        return rows_of(self.rest)

    @cached_property
    def spacing(self) -> float:
        """How far the characters of the rows stand apart."""
        return spacing_of(self._lines)

    @cached_property
    def _rules(self) -> list[Rule]:
        return rules_of(self._page)

    def rest_of(self, before: Grid, grids: Sequence[Grid]) -> Grid | None:
        """The rows at the begin of the page that go on with a table at the end of the page before."""
        limit = min((grid.box.top for grid in grids), default=float("inf"))
        rows = ending_with_data(self._beginning(before, limit))
        if not are_money(rows) or not are_aligned(rows, before):
            return None
        self._use(rows)
        return with_rows_under(Grid(before.xs, (rows[0].top,), (), self._page.number), self._banded(rows, before))

    def _beginning(self, before: Grid, limit: float) -> list[Row]:
        """The rows one under the other in the columns of a grid with which the page begins, under its running heads.

        Above the first row of data stand only those whose texts begin as those of the grid do.
        """
        rows: list[Row] = []
        heads = 0
        for line in self._lines:
            row = cut_row(line, before.xs, self.spacing) if line[0].top < limit else None
            is_data = any(row.is_data for row in rows)
            if row is not None and (is_caption(row) or not (is_data or row.is_data or begins_as(row, before))):
                row = None
            if rows and (row is None or row.top - rows[-1].bottom > _ROW_DISTANCE * row.size):
                if is_data:
                    break
                heads += len(rows)
                rows = []
            if row is not None:
                rows.append(row)
            else:
                heads += 1
            if heads > _MOST_HEADS:
                return []
        return rows

    def complete(self, chain: _Chain, following: list[Grid]) -> None:
        """Take in the grids that go on with the first one behind open rows, and the rows at its end."""
        is_striped = self._take_following(chain, following)
        limit = min((grid.box.top for grid in following if _is_below(grid, chain.grids[-1])), default=float("inf"))
        under = self._rows(chain, limit)
        if is_striped or chain.is_header:
            chain.below = self._under_header(under, chain.grids[0], is_striped=is_striped)
        else:
            chain.below = self._under_amounts(under, chain)
        if is_striped and not chain.is_header:
            chain.above = self._above(chain.grids[0])
            chain.under_head = self._under_head(chain.begun())
        self._use(row for groups in (*chain.between, chain.below, chain.above) for group in groups for row in group)

    def _take_following(self, chain: _Chain, following: list[Grid]) -> bool:
        """Take in the grids that go on behind open rows of money, as where every other row is ruled; whether any do."""
        taken: list[Grid] = []
        while (
            grid := next((g for g in following if g not in taken and _is_below(g, chain.grids[-1])), None)
        ) is not None:
            rows = self._rows(chain, grid.box.top)
            if not _is_near(rows, grid) or not _has_columns(grid, chain.grids[0]):
                break
            chain.grids.append(grid)
            chain.between.append([rows] if may_be_one(rows) else grouped(rows, chain.grids[0]))
            taken.append(grid)
        if not any(are_money(group) for groups in chain.between for group in groups):
            chain.grids[1:], chain.between[:] = [], []
            return False
        following[:] = [grid for grid in following if grid not in taken]
        return True

    def _under_header(self, under: Sequence[Row], grid: Grid, *, is_striped: bool) -> Groups:
        """The rows under a header, or under a table of which every other row is ruled, that are its body."""
        rows = self._ending(under, grid)
        if not are_money(rows) or not (is_striped or are_rows(rows, grid)):
            return []
        return [rows] if is_striped and may_be_one(rows) else self._banded(rows, grid)

    def _under_amounts(self, under: Sequence[Row], chain: _Chain) -> Groups:
        """The rows under a table with amounts that end under these."""
        first = chain.grids[0]
        bands = bands_of(self._ending(under, first), across(self._rules, first.xs[0], first.xs[-1]))
        groups = [list(band) for band in bands] or [[row] for row in takewhile(lambda row: row.is_data, under)]
        rows = [row for group in groups for row in group]
        return groups if are_money(rows) and are_aligned(rows, chain.grids[-1]) else []

    def _rows(self, chain: _Chain, limit: float) -> list[Row]:
        """The rows right under a grid, near the one above or a line across, as far as they stand in its columns."""
        grid = chain.grids[-1]
        wide = across(self._rules, chain.grids[0].xs[0], chain.grids[0].xs[-1])
        end = grid.box.bottom
        rows: list[Row] = []
        for line in self._lines:
            top, bottom = min(glyph.top for glyph in line), max(glyph.bottom for glyph in line)
            if top < grid.box.bottom - _OVER or not _is_beside(line, grid):
                continue
            row = cut_row(line, chain.grids[0].xs, self.spacing)
            if row is None and all(glyph.text.isspace() for glyph in line):
                continue
            places = [end, *(y for y in wide if end < y < top), top]
            room = max(below - above for above, below in pairwise(places))
            if row is None or bottom > limit + _OVER or room > _ROW_DISTANCE * row.size or is_caption(row):
                break
            rows.append(row)
            end = bottom
        return rows

    def _above(self, grid: Grid) -> Groups:
        """The row of figures right over a grid."""
        for line in reversed(self._lines):
            if max(glyph.bottom for glyph in line) > grid.box.top + _OVER or not _is_beside(line, grid):
                continue
            row = cut_row(line, grid.xs, self.spacing)
            is_near = row is not None and row.is_data and grid.box.top - row.bottom < _ROW_DISTANCE * row.size
            return [[row]] if row is not None and is_near else []
        return []

    def _under_head(self, grid: Grid) -> Grid | None:
        """The grid under the lines of its header that stand over it, those of its first rows put together with them."""
        over: list[Row] = []
        top = grid.box.top
        for line in reversed(self._lines):
            row = row_of(line, self.spacing)
            if row is None or row.bottom > grid.box.top + _OVER or not _is_beside(line, grid):
                continue
            if row.figures or is_caption(row) or top - row.bottom > _ROW_DISTANCE * row.size:
                break
            over.insert(0, row)
            top = row.top
        first = min((c.row for c in grid.cells if any(is_figure(line.text) for line in c.lines)), default=grid.n_rows)
        if not over:
            return None
        box = Box(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[first])
        own = [row_of(line, self.spacing) for line in rows_of([g for g in self._page.glyphs if is_in(g, box)])]
        head = [*over, *(row for row in own if row is not None)]
        body = [cell._replace(row=cell.row - first, row_end=cell.row_end - first) for cell in grid.cells]
        body = [cell for cell in body if cell.row >= 0]
        cuts = [(rule.y, *piece) for rule in self._rules for piece in rule.joined if top < rule.y < grid.ys[first]]
        found = with_head_over(Grid(grid.xs, grid.ys[first:], tuple(body), grid.page), head, cuts)
        self._use(over if found is not None else ())
        return found

    def _banded(self, rows: Sequence[Row], grid: Grid) -> Groups:
        """The lines of each row, which lines across may part."""
        bands = bands_of(rows, across(self._rules, grid.xs[0], grid.xs[-1]))
        return [list(band) for band in bands] or grouped(rows, grid)

    def _ending(self, rows: Sequence[Row], grid: Grid) -> list[Row]:
        """The rows up to the last one with figures, and as far as each has a line across the table right under it."""
        found = ending_with_data(rows)
        wide = across(self._rules, grid.xs[0], grid.xs[-1])
        for row in rows[len(found) :] if found else ():
            under = next((y for y in wide if y > row.middle), float("inf"))
            over = max((y for y in wide if found[-1].middle < y < row.middle), default=row.top)
            if under - row.bottom > max(row.size, row.top - over + _OVER):
                break
            found.append(row)
        return found

    def _use(self, rows: Iterable[Row]) -> None:
        used = {id(glyph) for row in rows for glyph in row.glyphs}
        if used:
            self.rest = [glyph for glyph in self.rest if id(glyph) not in used]
            lines = ([glyph for glyph in line if id(glyph) not in used] for line in self._lines)
            self._lines = [line for line in lines if line]


def _is_beside(line: Sequence[Glyph], grid: Grid) -> bool:
    """Whether a line is printed where the columns of a grid are."""
    return line[0].x0 < grid.xs[-1] and max(glyph.x1 for glyph in line) > grid.xs[0]


def _is_below(grid: Grid, above: Grid) -> bool:
    return grid.box.top >= above.box.bottom and grid.xs[0] < above.xs[-1] and above.xs[0] < grid.xs[-1]


def _is_near(rows: Sequence[Row], grid: Grid) -> bool:
    """Whether rows, of which there are some, end right above a grid."""
    return bool(rows) and grid.box.top - rows[-1].bottom < _ROW_DISTANCE * rows[-1].size


def _has_columns(grid: Grid, other: Grid) -> bool:
    """Whether the edges of a grid's columns are edges of another one, and both end where the other does."""
    ends = abs(grid.xs[0] - other.xs[0]), abs(grid.xs[-1] - other.xs[-1])
    return max(ends) < SAME_EDGE and all(any(abs(x - known) < SAME_EDGE for known in other.xs) for x in grid.xs)
