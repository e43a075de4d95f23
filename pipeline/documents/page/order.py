"""The order in which lines and tables of pages are read: from top to bottom, tables side by side one after the other.

Two tables that stand beside each other are read with what is printed over each only where both have a title of their
own; a title over both belongs to both, and the lines under it are read across. Where nothing but lines is read of one
of the two (无 under its header), these are read after or before the table with their title.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.model import squeezed
from pipeline.documents.page.grid import Grid
from pipeline.documents.page.text import PlacedLine
from pipeline.documents.titles import ends_as_title, is_title_of_table

Item = PlacedLine | Grid
Key = tuple[int, float, int, float, float]

# What part of the lower one's height two tables side by side share.
_BESIDE = 0.5
# Titles at one height are no further apart, in points.
_LEVEL = 2.0
_TWO = 2


def in_reading_order(items: Sequence[Item]) -> list[Item]:
    """The items of all pages as they are read."""
    keys = {id(item): _plain(item) for item in items}
    by_page: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        by_page[item.page].append(item)
    for of_page in by_page.values():
        keys |= _keys_side_by_side(of_page)
    return sorted(items, key=lambda item: keys[id(item)])


def _plain(item: Item) -> Key:
    return item.page, _top(item), 0, _top(item), _left(item)


def _top(item: Item) -> float:
    return item.box.top if isinstance(item, Grid) else item.top


def _left(item: Item) -> float:
    return item.box.x0 if isinstance(item, Grid) else item.line.x0


def _right(item: Item) -> float:
    return item.box.x1 if isinstance(item, Grid) else item.line.x1


def _keys_side_by_side(items: Sequence[Item]) -> dict[int, Key]:
    """The keys of the tables of a page that stand side by side under titles of their own, with the lines over them."""
    grids = sorted((item for item in items if isinstance(item, Grid)), key=_top)
    keys: dict[int, Key] = {}
    for grid in grids:
        beside = sorted((other for other in grids if other is grid or _are_beside(grid, other)), key=_left)
        if len(beside) == 1:
            keys |= _keys_beside_lines(items, grid)
        if len(beside) < 2 or any(left.box.x1 > right.box.x0 for left, right in pairwise(beside)) or id(grid) in keys:
            continue
        columns = _columns(items, beside)
        if all(any(ends_as_title(squeezed(line.line.text)) for line in lines) for lines in columns):
            parts: list[list[Item]] = [[*lines, table] for lines, table in zip(columns, beside, strict=True)]
            top = min(_top(item) for part in parts for item in part)
            for number, part in enumerate(parts):
                keys |= {id(item): (item.page, top, number, _top(item), _left(item)) for item in part}
    return keys


def _keys_beside_lines(items: Sequence[Item], grid: Grid) -> dict[int, Key]:
    """The keys of a table and of the lines beside it, if each have a title at one height over them; else none."""
    box = grid.box
    lines = [item for item in items if isinstance(item, PlacedLine)]
    titles = [line for line in lines if line.top < box.top and _is_title(line)]
    own = max((title for title in titles if box.x0 <= _left(title) and _right(title) <= box.x1), key=_top, default=None)
    level = [title for title in titles if own is not None and abs(title.top - own.top) <= _LEVEL]
    if own is None or len(level) != _TWO:
        return {}
    inside = [item for item in items if own.top - _LEVEL <= _top(item) < box.bottom]
    left = [item for item in inside if _right(item) <= box.x0]
    right = [item for item in inside if _left(item) >= box.x1]
    middle = [item for item in inside if box.x0 <= _left(item) and _right(item) <= box.x1]
    columns = [column for column in (left, middle, right) if column]
    is_parted = len(columns) == _TWO and sum(map(len, columns)) == len(inside)
    if not is_parted or not all(any(title in column for title in level) for column in columns):
        return {}
    return {
        id(item): (item.page, own.top, number, _top(item), _left(item))
        for number, column in enumerate(columns)
        for item in column
    }


def _is_title(line: PlacedLine) -> bool:
    return is_title_of_table(line.line.text)


def _are_beside(grid: Grid, other: Grid) -> bool:
    shared = min(grid.box.bottom, other.box.bottom) - max(grid.box.top, other.box.top)
    lower = min(grid.box.bottom - grid.box.top, other.box.bottom - other.box.top)
    return (grid.box.x1 <= other.box.x0 or other.box.x1 <= grid.box.x0) and shared > _BESIDE * lower


def _columns(items: Sequence[Item], beside: Sequence[Grid]) -> list[list[PlacedLine]]:
    """The lines over each of these tables, up to the first one that stands over several, or to another table."""
    edges = [-1.0, *((left.box.x1 + right.box.x0) / 2 for left, right in pairwise(beside)), float("inf")]
    bottom = min(_top(grid) for grid in beside)
    columns: list[list[PlacedLine]] = [[] for _ in beside]
    above = (item for item in items if _top(item) < bottom and not any(item is grid for grid in beside))
    for item in sorted(above, key=_top, reverse=True):
        inside = [number for number, (x0, x1) in enumerate(pairwise(edges)) if x0 <= _left(item) and _right(item) <= x1]
        if isinstance(item, Grid) or not inside:
            break
        columns[inside[0]].append(item)
    return columns
