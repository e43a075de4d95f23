"""Whether a grid of the next page has the columns of a table, by where their edges stand."""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.page.grid import Grid
from pipeline.documents.page.joined_table import JoinedTable, part_of, stretches
from pipeline.documents.page.part import Part

# How far two edges may be apart, in points, and still be the same column's.
_SNAP = 3.0
# By what part of the narrowest column edges may be off where all columns are there, and where only some are.
_OFF = 0.4
_OFF_OF_SOME = 0.05
# What part of its inner edges a form of two halves shares.
_SHARED = 0.5
# How far a whole table may be shifted on the next page, how exactly its columns must then be as wide, and how many
# edges that takes.
_MOST_SHIFT = 40.0
_SAME_WIDTH = 1.5
_FEWEST_EDGES = 4
# How far outer edges may be apart where so many inner ones are at one place, and what that is.
_MOST_OUTSIDE, _SAME_INSIDE, _FEWEST_INSIDE = 12.0, 1.0, 2


def same_columns(table: JoinedTable, grid: Grid) -> bool:
    """Whether a grid has the columns of the table.

    Its outer edges are the table's. Inside, either as many columns stand at about the same places, or all edges of the
    one are edges of the other. The same columns may all be shifted, on pages with another margin; as many with the same
    inner edges may end a little further out on one page, where its side is missing or is a frame's. One inner edge
    may stand anywhere between texts, where its line is missing on one page.
    """
    if _shifted(table.xs, grid.xs) or _same_inside(table.xs, grid.xs) or _same_but_one(table, grid):
        return True
    return _same_ends(table, grid) and (_near(table.xs, grid.xs) or _part_of(table.xs, grid.xs))


def shares_half(table: JoinedTable, grid: Grid) -> bool:
    """Whether a grid has the outer edges of the table, and half of the inner ones, as the halves of one form do."""
    if not _same_ends(table, grid):
        return False
    snap = _snap(table.xs, grid.xs)
    few, many = sorted((table.xs[1:-1], grid.xs[1:-1]), key=len)
    shared = sum(any(abs(x - other) <= snap for other in many) for x in few)
    return len(few) > 1 and shared >= _SHARED * len(few)


def add_columns(table: JoinedTable, grid: Grid) -> None:
    """Give the table the edges that it lacks, those that only the grid prints, where these part its columns."""
    if _same_places(table.xs, grid.xs) or _same_but_one(table, grid):
        return
    xs = _union(table.xs, grid.xs)
    places = [_index(xs, x) for x in table.xs]
    for cell in table.cells:
        cell.col, cell.col_end = places[cell.col], places[cell.col_end]
    table.xs = xs


def placed(xs: Sequence[float], grid: Grid) -> list[Part]:
    """The cells of a grid in the columns of these edges."""
    places = list(range(len(xs))) if _same_places(xs, grid.xs) else [_index(xs, x) for x in grid.xs]
    parts = [part_of(cell) for cell in grid.cells]
    for part in parts:
        part.col, part.col_end = places[part.col], places[part.col_end]
    return parts


def _same_ends(table: JoinedTable, grid: Grid) -> bool:
    """Whether the outer edges are at one place."""
    return abs(table.xs[0] - grid.xs[0]) <= _SNAP and abs(table.xs[-1] - grid.xs[-1]) <= _SNAP


def _near(xs: Sequence[float], others: Sequence[float]) -> bool:
    """Whether the edges are as many, and none is off by more than a part of the columns beside it."""
    if len(xs) != len(others):
        return False
    widths = [min(b - a for a, b in pairwise(edges)) for edges in (xs, others)]
    return all(abs(x - other) <= _OFF * min(widths) for x, other in zip(xs, others, strict=True))


def _shifted(xs: Sequence[float], others: Sequence[float]) -> bool:
    """Whether several columns have the same widths, at most so far from each other as margins may differ."""
    if len(xs) != len(others) or len(xs) < _FEWEST_EDGES or abs(xs[0] - others[0]) > _MOST_SHIFT:
        return False
    return all(abs((x - xs[0]) - (other - others[0])) <= _SAME_WIDTH for x, other in zip(xs, others, strict=True))


def _same_inside(xs: Sequence[float], others: Sequence[float]) -> bool:
    """Whether several inner edges are at one place, and none of the others is far off, the outer ones included."""
    ends = max(abs(xs[0] - others[0]), abs(xs[-1] - others[-1]))
    if not _near(xs, others) or ends > _MOST_OUTSIDE:
        return False
    inside = zip(xs[1:-1], others[1:-1], strict=True)
    return sum(abs(x - other) <= _SAME_INSIDE for x, other in inside) >= _FEWEST_INSIDE


def _same_but_one(table: JoinedTable, grid: Grid) -> bool:
    """Whether all edges but an inner one are at one place, and on no page anything is printed between its two."""
    off = [at for at, (x, y) in enumerate(zip(table.xs, grid.xs, strict=False)) if abs(x - y) > _SAME_INSIDE]
    if len(table.xs) != len(grid.xs) or len(off) != 1 or not 0 < off[0] < len(grid.xs) - 1:
        return False
    left, right = sorted((table.xs[off[0]], grid.xs[off[0]]))
    is_nearest = _index(table.xs, grid.xs[off[0]]) == off[0]
    return is_nearest and not any(x0 < right and x1 > left for x0, x1 in stretches(table.printed, grid.cells))


def _same_places(xs: Sequence[float], others: Sequence[float]) -> bool:
    return _near(xs, others) or _shifted(xs, others)


def _part_of(xs: Sequence[float], others: Sequence[float]) -> bool:
    few, many = sorted((xs, others), key=len)
    snap = _snap(xs, others)
    return all(any(abs(x - other) <= snap for other in many) for x in few)


def _snap(xs: Sequence[float], others: Sequence[float]) -> float:
    """How far two edges may be apart and still be the same column's, in tables of wide columns a little more."""
    return max(_SNAP, _OFF_OF_SOME * min(b - a for edges in (xs, others) for a, b in pairwise(edges)))


def _union(xs: Sequence[float], others: Sequence[float]) -> tuple[float, ...]:
    """The edges of both, each once."""
    snap = _snap(xs, others)
    new = [x for x in others if all(abs(x - old) > snap for old in xs)]
    return tuple(sorted([*xs, *new]))


def _index(xs: Sequence[float], x: float) -> int:
    """The number of the edge that is nearest to a place."""
    return min(range(len(xs)), key=lambda index: abs(xs[index] - x))
