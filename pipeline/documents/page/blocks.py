"""From pages to blocks in reading order: lines become paragraphs, tables that run over pages become one."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from pipeline.documents.model import Block, Content, Paragraph
from pipeline.documents.page.beside import append_beside, goes_on_beside, is_one_print
from pipeline.documents.page.grid import Grid, find_grids
from pipeline.documents.page.join import (
    JoinedTable,
    append,
    begin,
    begins_anew,
    finished,
    had_no_room,
    repeats_header,
    same_columns,
)
from pipeline.documents.page.lines import Line
from pipeline.documents.page.model import Page
from pipeline.documents.page.open_rows import with_open_rows
from pipeline.documents.page.order import Item, in_reading_order
from pipeline.documents.page.parted import tables_of
from pipeline.documents.page.text import Margins, PlacedLine, goes_on, joined, margins, outside_lines, running_lines
from pipeline.documents.page.unruled import Outside, find_unruled

Group = list[PlacedLine] | JoinedTable
Size = tuple[int, int]

_TITLE = re.compile(r"表([(（].{1,12}[)）])?$")
_CONTINUED = re.compile(r"[(（]?续表?[)）]?\d*$")


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
    for page in pages:
        ruled, rest = with_open_rows(*find_grids(page))
        found = [table for grid in ruled for table in tables_of(grid)]
        grids.extend(found)
        outsides.append(Outside(page, rest, max((grid.box.bottom for grid in found), default=0.0)))
    for outside, (unruled, rest) in zip(outsides, find_unruled(outsides), strict=True):
        grids.extend(unruled)
        lines.extend(outside_lines(outside.page, rest))
    running = running_lines(lines, len(pages), _common_size(pages))
    items: list[Item] = [*(placed for index, placed in enumerate(lines) if index not in running), *grids]
    return in_reading_order(items)


def _common_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for size, count in Counter(glyph.size for page in pages for glyph in page.glyphs).items():
        sizes[round(size, 1)] += count
    return sizes.most_common(1)[0][0] if sizes else 0.0


class _Assembly:
    """Takes the items in reading order and keeps ``groups``: the lines of each paragraph, and the tables."""

    def __init__(self, items: Sequence[Item], sizes: Mapping[int, Size]) -> None:
        self.groups: list[Group] = []
        self._sizes = sizes
        self._margins = _margins(items, sizes)
        self._ends = _ends(items, sizes)
        self._next_page = dict(pairwise(sorted({item.page for item in items})))
        self._table: JoinedTable | None = None
        self._ys: Sequence[float] | None = None
        self._titles: list[str] = []
        self._between: list[PlacedLine] = []

    def add(self, item: Item) -> None:
        """The next item: a line of a new paragraph or of the last one, a table or the rest of the last one."""
        if isinstance(item, PlacedLine):
            self._add_line(item)
        elif self._table is not None and self._continues_beside(self._table, item):
            self._lay_beside(self._table, item)
        elif self._table is not None and self._continues(self._table, item):
            last = next(index for index in reversed(range(len(self.groups))) if self.groups[index] is self._table)
            del self.groups[last + 1 :]
            append(self._table, item)
            self._between, self._ys = [], None
        else:
            self._titles = [_title_key(placed) for placed in self._between]
            self._table, self._between, self._ys = begin(item), [], item.ys
            self.groups.append(self._table)

    def _add_line(self, line: PlacedLine) -> None:
        before = self.groups[-1] if self.groups else None
        if isinstance(before, list) and goes_on(before[-1], line, self._margins[line.page]):
            before.append(line)
        else:
            self.groups.append([line])
        self._between.append(line)

    def _continues(self, table: JoinedTable, grid: Grid) -> bool:
        """Whether a grid goes on with the table of the page before: nothing, or the same title again, between."""
        if self._next_page.get(table.page_to) != grid.page or not same_columns(table, grid) or begins_anew(table, grid):
            return False
        if not self._between:
            return True
        again = all(_title_key(line) in self._titles and line.page == grid.page for line in self._between)
        return (
            again and repeats_header(table, grid) and had_no_room(table, grid, self._ends[self._sizes[table.page_to]])
        )

    def _continues_beside(self, table: JoinedTable, grid: Grid) -> bool:
        """Whether a grid has more columns for the rows of the table, which stands on one page: nothing between, or
        lines over the grid that stand over the table."""
        if self._next_page.get(table.page_to) != grid.page or self._ys is None:
            return False
        if not goes_on_beside(table, self._ys, grid):
            return False
        above = all(line.page == grid.page and line.top < grid.box.top for line in self._between)
        keys = self._titles, [_title_key(line) for line in self._between]
        of_table, of_grid = (any(map(_TITLE.search, of_one)) for of_one in keys)
        return not self._between or (above and is_one_print(table, self._ys, grid, (of_table, of_grid)))

    def _lay_beside(self, table: JoinedTable, grid: Grid) -> None:
        """Put a grid beside the table; the lines over it, or the ends of lines that the paper cut, stand over both."""
        index = next(index for index in reversed(range(len(self.groups))) if self.groups[index] is table)
        over = self.groups[index + 1 :]
        del self.groups[index + 1 :]
        for group in over:
            cut = next((left for left in self.groups[:index] if _is_cut(left, group, table.page_to)), None)
            if isinstance(cut, list) and isinstance(group, list):
                cut.extend(group)
            else:
                self.groups.insert(index, group)
                index += 1
        append_beside(table, grid)
        self._titles += [_title_key(line) for line in self._between]
        self._between = []


def _is_cut(left: Group, right: Group, page: int) -> bool:
    """Whether a line of this page and one of the next stand at one height in type of one size."""
    if not isinstance(left, list) or not isinstance(right, list):
        return False
    first, second = left[-1], right[0]
    return first.page == page and abs(first.top - second.top) <= 1 and first.line.size == second.line.size


def _title_key(placed: PlacedLine) -> str:
    return _CONTINUED.sub("", "".join(placed.line.text.split()))


def _margins(items: Iterable[Item], sizes: Mapping[int, Size]) -> dict[int, Margins | None]:
    """The margins of each page, from its own lines, or from those of all pages of its size where it has too few.

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
    return {number: margins(found) or common[sizes[number]] for number, found in lines.items()}


def _ends(items: Iterable[Item], sizes: Mapping[int, Size]) -> dict[Size, float]:
    """The height at which the longest pages of each size end."""
    ends: dict[Size, float] = {}
    for item in items:
        bottom = item.box.bottom if isinstance(item, Grid) else item.line.bottom
        ends[sizes[item.page]] = max(bottom, ends.get(sizes[item.page], 0.0))
    return ends
