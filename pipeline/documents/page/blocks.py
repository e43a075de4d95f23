"""From pages to blocks in reading order: lines become paragraphs, tables that run over pages become one."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise, takewhile
from operator import itemgetter

from pipeline.documents.going_on import without_going_on
from pipeline.documents.model import Block, Box, Content, Paragraph, squeezed
from pipeline.documents.page.beside import (
    begin_strip,
    goes_on_beside,
    goes_on_in_strip,
    is_narrow_strip,
    is_one_print,
    names_rows_again,
    under_title_of_both,
    with_head_lines,
    with_rows_of,
)
from pipeline.documents.page.grid import Grid, find_grids
from pipeline.documents.page.join import append, finished, had_no_room, is_other_half
from pipeline.documents.page.joined_table import JoinedTable, begin
from pipeline.documents.page.lines import Line
from pipeline.documents.page.missing_lines.broken_figures import with_broken_figures
from pipeline.documents.page.missing_lines.frames import without_frames
from pipeline.documents.page.missing_lines.glued_rows import with_glued_rows
from pipeline.documents.page.missing_lines.last_rows import begins_a_page, with_last_rows
from pipeline.documents.page.missing_lines.open_body import with_open_body
from pipeline.documents.page.missing_lines.open_columns import with_open_columns
from pipeline.documents.page.missing_lines.open_rows import with_open_rows
from pipeline.documents.page.missing_lines.stripes import without_stripes
from pipeline.documents.page.missing_lines.undrawn import with_head_cells
from pipeline.documents.page.model import Glyph, Page
from pipeline.documents.page.order import Item, in_reading_order
from pipeline.documents.page.parted import tables_of
from pipeline.documents.page.same_columns import same_columns
from pipeline.documents.page.sheet_tops import are_titled_apart, begins_alike, begins_anew, repeats_header
from pipeline.documents.page.side_by_side import side_by_side
from pipeline.documents.page.strips import CUT, put_together
from pipeline.documents.page.text import (
    Margins,
    PlacedLine,
    goes_on,
    hanging_margins,
    joined,
    margins,
    outside_lines,
    running_lines,
    same_size,
)
from pipeline.documents.page.unruled.unruled import Outside, find_unruled
from pipeline.documents.titles import ends_as_title, is_form_number

Group = list[PlacedLine] | JoinedTable
Size = tuple[int, int]
_SIZE: Callable[[Glyph], float] = itemgetter(5)

# What a half of a title ends before the edge of its table at most, in heights of its type.
_CUT_AT = 2
_NOTE = re.compile("(备?注|说明)[:：]")
_DIGITS_AT_END = re.compile(r"\d+$")


def content_of(pages: Sequence[Page]) -> Content:
    """The blocks of these pages."""
    by_number = {page.number: page for page in pages}
    items = _items(pages)
    assembly = _Assembly(items, {page.number: (round(page.width), round(page.height)) for page in pages})
    for item in items:
        assembly.add(item)
    blocks: list[Block] = []
    paragraphs = tables = 0
    for group in assembly.groups:
        if isinstance(group, JoinedTable):
            tables += 1
            put_together(group)
            blocks.append(finished(group, tables, lambda page, box: by_number[page].place(box)))
        else:
            paragraphs += 1
            blocks.append(Paragraph(paragraphs, joined([placed.line for placed in group]), group[0].page))
    return Content(tuple(blocks), len(pages))


def _items(pages: Sequence[Page]) -> list[Item]:
    """Lines and tables of all pages in reading order, without running heads and page numbers."""
    lines: list[PlacedLine] = []
    grids: list[Grid] = []
    outsides: list[Outside] = []
    for page in without_frames(without_stripes(pages)):
        ruled, rest = find_grids(page, partial(is_narrow_strip, before=grids))
        before = grids[-1] if grids and grids[-1].page == page.number - 1 else None
        ruled = list(map(with_broken_figures, ruled))
        ruled, rest = with_open_body(page, with_open_rows(page, list(map(with_glued_rows, ruled))), rest, before)
        whole = [with_open_columns(with_head_cells(grid, page.glyphs), page.glyphs, before) for grid in ruled]
        whole = list(map(with_broken_figures, whole))
        tables = [table for grid in whole for table in tables_of(grid)]
        printed = outside_lines(page, rest) if tables else []
        found = [part for table in tables for part in side_by_side(table, tables, printed)]
        if before is not None and found and begins_a_page(found[0], rest) and _is_rest(before, found[0]):
            grids[-1], left = with_last_rows(before, outsides[-1].glyphs, outsides[-1].page.edges)
            outsides[-1] = replace(outsides[-1], glyphs=left)
        grids.extend(found)
        outsides.append(Outside(page, rest, max((grid.box.bottom for grid in found), default=0.0)))
    for outside, (unruled, rest) in zip(outsides, find_unruled(outsides), strict=True):
        grids.extend(unruled)
        lines.extend(outside_lines(outside.page, rest))
    running = running_lines(lines, len(pages), _common_size(pages))
    items: list[Item] = [*(placed for index, placed in enumerate(lines) if index not in running), *grids]
    return in_reading_order(items)


def _is_rest(before: Grid, grid: Grid) -> bool:
    """Whether a grid has the columns of the one with which the page before ends and its header or no other."""
    table = begin(before)
    return same_columns(table, grid) and (repeats_header(table, grid) or grid.xs == before.xs)


def _common_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for size, count in Counter(map(_SIZE, page.glyphs)).items():
            sizes[round(size, 1)] += count
    return sizes.most_common(1)[0][0] if sizes else 0.0


class _Assembly:
    """Takes the items in reading order and keeps ``groups``: the lines of each paragraph, and the tables."""

    def __init__(self, items: Sequence[Item], sizes: Mapping[int, Size]) -> None:
        self.groups: list[Group] = []
        self._sizes = sizes
        self._margins = _margins(items, sizes)
        self._ends = _ends(items, sizes)
        self._boxes: dict[int, list[Box]] = {number: [] for number in sizes}
        for item in items:
            if isinstance(item, Grid):
                self._boxes[item.page].append(item.box)
        self._next_page = dict(pairwise(sorted({item.page for item in items} - _pages_of_notes(items))))
        self._table: JoinedTable | None = None
        self._titles: list[str] = []
        self._over: list[str] = []
        self._between: list[PlacedLine] = []

    def add(self, item: Item) -> None:
        """The next item: a line of a new paragraph or of the last one, a table or the rest of the last one."""
        if isinstance(item, PlacedLine):
            self._add_line(item)
        elif self._table is not None and self._continues_strip(self._table, item):
            self._drop_lines(self._table)
        elif self._table is not None and (
            strip := self._beside(self._table, item) or self._under_cut_title(self._table, item)
        ):
            self._lay_beside(self._table, strip)
        elif self._table is not None and self._continues(self._table, item):
            append(self._table, item)
            self._drop_lines(self._table)
        else:
            self._titles = [_title_key(placed) for placed in self._between]
            self._over = [_title_key(placed) for placed in self._between if placed.page == item.page]
            self._table, self._between = begin(item), []
            self.groups.append(self._table)

    def _add_line(self, line: PlacedLine) -> None:
        before = self.groups[-1] if self.groups else None
        if isinstance(before, list) and goes_on(before[-1], line, self._margins[line.page], self._width_under(line)):
            before.append(line)
        else:
            self.groups.append([line])
        self._between.append(line)

    def _width_under(self, line: PlacedLine) -> float | None:
        """The width of the first table under a line of its page."""
        under = [box for box in self._boxes[line.page] if box.top > line.top]
        first = min(under, key=lambda box: box.top, default=None)
        return first.x1 - first.x0 if first is not None else None

    def _continues(self, table: JoinedTable, grid: Grid) -> bool:
        """Whether a grid goes on with the table of the page before: nothing, or the same title again, between."""
        is_next = self._next_page.get(table.last_page) == grid.page
        if not is_next or begins_anew(table, grid) or names_rows_again(table, grid):
            return False
        if not same_columns(table, grid):
            return not self._between and is_other_half(table, grid, self._ends[self._sizes[table.page_to]])
        if not self._between or (self._says_it_goes_on() and self._has_own_lines(grid)):
            return True
        if not self._has_own_lines(grid) or (not repeats_header(table, grid) and begins_alike(table, grid)):
            return False
        return had_no_room(table, grid, self._ends[self._sizes[table.page_to]])

    def _continues_strip(self, table: JoinedTable, grid: Grid) -> bool:
        """Whether a grid is the next page of columns that go on beside the table; if so, they take it in."""
        is_next = self._next_page.get(table.last_page) == grid.page
        return is_next and self._has_own_lines(grid) and goes_on_in_strip(table, grid)

    def _has_own_lines(self, grid: Grid) -> bool:
        """Whether nothing stands between the table and a grid of another page, or lines that the table has as well."""
        return all(_title_key(line) in {"", *self._titles} and line.page == grid.page for line in self._between)

    def _says_it_goes_on(self) -> bool:
        """Whether one of the lines since the table is 续表 alone."""
        return any(not _title_key(line) for line in self._between)

    def _beside(self, table: JoinedTable, grid: Grid) -> Grid | None:
        """The grid as more columns for the rows of the table, if it is that: nothing between, or lines over it that
        stand over the table."""
        if self._next_page.get(table.last_page) != grid.page or are_titled_apart(table, grid):
            return None
        over = self._between[len(self._notes(grid)) :]
        above = all(line.page == grid.page and line.top < grid.box.top for line in over)
        keys = self._over, [_title_key(line) for line in over]
        titles = [[key for key in of_one if ends_as_title(key)] for of_one in keys]
        # The last characters of a title that the paper cuts are printed on both pages.
        titles[1] = [key for key in titles[1] if not any(key != whole and whole.endswith(key) for whole in titles[0])]
        if above and titles[1] and set(titles[1]) <= set(titles[0]):
            return goes_on_beside(table, grid, is_title_repeated=True)
        named = [key for key in titles[1] if not is_form_number(key)]
        if above and named and all(map(is_form_number, titles[0])):
            title = next(line for line in over if _title_key(line) == named[-1])
            if (both := under_title_of_both(table, grid, title.line)) is not None:
                return both
        strip = goes_on_beside(table, grid, is_titled=bool(named))
        if strip is None or not over:
            return strip
        above = above and abs(grid.box.bottom - table.bands[0].ys[-1]) <= 1
        # The number of a form may stand at the right, over the last columns.
        if not named and not any(map(is_form_number, titles[0])):
            titles[1] = []
        return strip if above and is_one_print(table, strip, (bool(titles[0]), bool(titles[1]))) else None

    def _notes(self, grid: Grid) -> list[PlacedLine]:
        """The notes under the table at the foot of its page, before a grid of the next one; none where others stand."""
        foot = [line for line in self._between if line.page != grid.page]
        return foot if foot and _NOTE.match(_title_key(foot[0])) else []

    def _under_cut_title(self, table: JoinedTable, grid: Grid) -> Grid | None:
        """The grid as another strip of the table, whatever it prints, if the paper cut their title in two."""
        if self._next_page.get(table.last_page) != grid.page:
            return None
        index = next(index for index in reversed(range(len(self.groups))) if self.groups[index] is table)
        page = _last_strip(table).page_from
        before = (self.groups[at] for at in range(index - 1, -1, -1))
        over = list(takewhile(lambda group: _page_of(group) >= page, before))
        halves = (
            (_title_key(left[-1]), _title_key(line))
            for line in self._between
            for left in over
            if isinstance(left, list) and _is_cut(left, [line], page)
            if left[-1].line.x1 > table.xs[-1] - _CUT_AT * left[-1].line.size and not is_form_number(_title_key(line))
        )
        is_cut = any(ends_as_title(left + right) and not ends_as_title(left) for left, right in halves)
        return with_rows_of(table, grid) if is_cut else None

    def _drop_lines(self, table: JoinedTable) -> None:
        """Leave out the lines since the table, which its next page prints again."""
        last = next(index for index in reversed(range(len(self.groups))) if self.groups[index] is table)
        del self.groups[last + 1 :]
        self._between = []

    def _lay_beside(self, table: JoinedTable, grid: Grid) -> None:
        """Put a grid beside the table; the lines over it, or the ends of lines that the paper cut, stand over both."""
        index = next(index for index in reversed(range(len(self.groups))) if self.groups[index] is table)
        notes = len(self._notes(grid))
        new = {id(line) for line in self._between[notes:]}
        over: list[list[PlacedLine]] = []
        under: list[Group] = []
        for group in self.groups[index + 1 :]:
            if isinstance(group, list) and id(group[-1]) in new:
                over.append(group)
            else:
                under.append(group)
        del self.groups[index + 1 :]
        grid, in_rows = with_head_lines(grid, [line.line for line in self._between[notes:]])
        over = [group for group in over if not all(placed.line in in_rows for placed in group)]
        before = _last_strip(table)
        for group in over:
            cut = next((left for left in self.groups[:index] if _is_cut(left, group, before.page_from)), None)
            if isinstance(cut, list):
                cut.extend(_without_cut_character(cut[-1], group, before.xs[-1], grid.xs[0]))
            else:
                self.groups.insert(index, group)
                index += 1
        self.groups += under
        begin_strip(table, grid)
        over_both = [_title_key(line) for line in self._between[notes:]]
        self._titles += over_both
        self._over += over_both
        self._between = []


def _page_of(group: Group) -> int:
    return group.page_from if isinstance(group, JoinedTable) else group[-1].page


def _pages_of_notes(items: Sequence[Item]) -> set[int]:
    """The pages that print no more than the notes under a table, for which the page of the table had no room."""
    tables = {item.page for item in items if not isinstance(item, PlacedLine)}
    first: dict[int, PlacedLine] = {}
    for item in items:
        if isinstance(item, PlacedLine) and item.page not in tables:
            first.setdefault(item.page, item)
    return {page for page, line in first.items() if _NOTE.match(_title_key(line))}


def _is_cut(left: Group, right: Group, page: int) -> bool:
    """Whether a line of this page and one of the next stand at one height in type of one size."""
    if not isinstance(left, list) or not isinstance(right, list):
        return False
    first, second = left[-1], right[0]
    return first.page == page and abs(first.top - second.top) <= 1 and same_size(first.line, second.line)


def _last_strip(table: JoinedTable) -> JoinedTable:
    """The strip of a table that the next one goes on with: the table itself where it has no other."""
    return table.strips[-1] if table.strips else table


def _without_cut_character(left: PlacedLine, right: Group, edge: float, beginning: float) -> list[PlacedLine]:
    """The rest of a line on the next page, without the character or the number that the paper cuts and both print."""
    first, *others = right if isinstance(right, list) else []
    line = first.line
    if left.line.x1 > edge - CUT and line.x0 < beginning + CUT:
        number = _DIGITS_AT_END.search(left.line.text)
        twice = number[0] if number else left.line.text[-1:]
        rest = line.text.removeprefix(twice)
        if not rest:
            return others
        first = replace(first, line=line._replace(text=rest))
    return [first, *others]


def _title_key(placed: PlacedLine) -> str:
    return without_going_on(squeezed(placed.line.text))


def _margins(items: Iterable[Item], sizes: Mapping[int, Size]) -> dict[int, Margins | None]:
    """The margins of each page, from its own lines, or from those of all pages of its size where it shows none.

    Of several pages a line that each prints again (the unit's name under every title) counts once.
    """
    lines: dict[int, list[Line]] = {number: [] for number in sizes}
    of_size: dict[Size, list[Line]] = {size: [] for size in sizes.values()}
    known: set[tuple[Size, str]] = set()
    for item in items:
        if isinstance(item, PlacedLine):
            lines[item.page].append(item.line)
            if (sizes[item.page], item.line.text) not in known:
                known.add((sizes[item.page], item.line.text))
                of_size[sizes[item.page]].append(item.line)
    common = {size: margins(found) for size, found in of_size.items()}
    return {
        number: margins(found) or hanging_margins(found) or common[sizes[number]] for number, found in lines.items()
    }


def _ends(items: Iterable[Item], sizes: Mapping[int, Size]) -> dict[Size, float]:
    """The height at which the longest pages of each size end."""
    ends: dict[Size, float] = {}
    for item in items:
        bottom = item.box.bottom if isinstance(item, Grid) else item.line.bottom
        ends[sizes[item.page]] = max(bottom, ends.get(sizes[item.page], 0.0))
    return ends
