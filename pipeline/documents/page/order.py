"""The order in which lines and tables of pages are read: from top to bottom, tables side by side one after the other.

Two tables that stand beside each other are read with what is printed over each only where both have a title of their
own; a title over both belongs to both, and the lines under it are read across.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.model import squeezed
from pipeline.documents.page.grid import Grid
from pipeline.documents.page.text import PlacedLine
from pipeline.documents.titles import ends_as_title

Item = PlacedLine | Grid
Key = tuple[int, float, int, float, float]

# What part of the lower one's height two tables side by side share.
_BESIDE = 0.5


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
        if len(beside) < 2 or any(left.box.x1 > right.box.x0 for left, right in pairwise(beside)) or id(grid) in keys:
            continue
        columns = _columns(items, beside)
        if all(any(ends_as_title(squeezed(line.line.text)) for line in lines) for lines in columns):
            parts: list[list[Item]] = [[*lines, table] for lines, table in zip(columns, beside, strict=True)]
            top = min(_top(item) for part in parts for item in part)
            for number, part in enumerate(parts):
                keys |= {id(item): (item.page, top, number, _top(item), _left(item)) for item in part}
    return keys


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
