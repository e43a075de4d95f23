"""Changes of the lines of a PDF that change nothing of what it says: gaps, ends that stick out, borders."""

import random
from dataclasses import replace

from bench.page_drawing import Pages, placed
from pipeline.documents.page.grid import Grid, find_grids
from pipeline.documents.page.model import Edge, Page

_OUT = 4.0
_OFFSET = 3.5
_GAP, _STEP = 6.0, 60.0
# An edge this near, in points, to the end of a table is of its border; lines nearer than this are one.
_NEAR = 2.0
_FEWEST_ROWS = 4


def sticking_out(pages: Pages, _: random.Random) -> list[Page]:
    """The outermost ends of all lines 4 points further out."""
    return [_sticking_out(page) for page in pages]


def _sticking_out(page: Page) -> Page:
    grids = find_grids(page)[0]

    def longer(edge: Edge) -> Edge:
        begin, end = ("x0", "x1") if edge["orientation"] == "h" else ("top", "bottom")
        ends = [(grid.xs if begin == "x0" else grid.ys) for grid in grids]
        first = any(abs(edge[begin] - places[0]) < _NEAR for places in ends)
        last = any(abs(edge[end] - places[-1]) < _NEAR for places in ends)
        return placed(edge, **{begin: edge[begin] - _OUT * first, end: edge[end] + _OUT * last})

    return replace(page, edges=tuple(map(longer, page.edges)))


def borders_twice(pages: Pages, _: random.Random) -> list[Page]:
    """A frame 3.5 points around each table."""
    return [
        replace(page, edges=(*page.edges, *(edge for grid in find_grids(page)[0] for edge in _frame(grid))))
        for page in pages
    ]


def _frame(grid: Grid) -> list[Edge]:
    left, right = grid.xs[0] - _OFFSET, grid.xs[-1] + _OFFSET
    top, bottom = grid.ys[0] - _OFFSET, grid.ys[-1] + _OFFSET
    sides = [("h", left, y, right, y) for y in (top, bottom)] + [("v", x, top, x, bottom) for x in (left, right)]
    return [
        placed({"orientation": way, "object_type": "line"}, x0=x0, top=y0, x1=x1, bottom=y1)
        for way, x0, y0, x1, y1 in sides
    ]


def without_border(pages: Pages, _: random.Random) -> list[Page]:
    """Tables without the lines at their left and right end."""
    return [_without_border(page) for page in pages]


def _without_border(page: Page) -> Page:
    grids = find_grids(page)[0]

    def is_side(edge: Edge) -> bool:
        return edge["orientation"] == "v" and any(
            abs(edge["x0"] - x) < _NEAR and edge["top"] < grid.ys[-1] and edge["bottom"] > grid.ys[0]
            for grid in grids
            for x in (grid.xs[0], grid.xs[-1])
        )

    return replace(page, edges=tuple(edge for edge in page.edges if not is_side(edge)))


def broken_line(pages: Pages, chance: random.Random) -> list[Page]:
    """A line between two rows of each table with a gap of 6 points every 60."""
    return [_broken_line(page, chance) for page in pages]


def _broken_line(page: Page, chance: random.Random) -> Page:
    heights = [grid.ys[chance.randrange(2, grid.n_rows)] for grid in find_grids(page)[0] if grid.n_rows >= _FEWEST_ROWS]
    edges: list[Edge] = []
    for edge in page.edges:
        if edge["orientation"] != "h" or not any(abs(edge["top"] - y) < _NEAR for y in heights):
            edges.append(edge)
            continue
        x = edge["x0"]
        while x < edge["x1"]:
            edges.append(placed(edge, x0=x, x1=min(x + _STEP, edge["x1"])))
            x += _STEP + _GAP
    return replace(page, edges=tuple(edges))
