"""Changes of the lines of a PDF that change nothing of what it says: gaps, ends that stick out, borders."""

import random
from dataclasses import replace

from bench.page_drawing import Pages
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
        begin, end = (edge.x0, edge.x1) if edge.is_level else (edge.top, edge.bottom)
        ends = [(grid.xs if edge.is_level else grid.ys) for grid in grids]
        begin -= _OUT * any(abs(begin - places[0]) < _NEAR for places in ends)
        end += _OUT * any(abs(end - places[-1]) < _NEAR for places in ends)
        return edge._replace(x0=begin, x1=end) if edge.is_level else edge._replace(top=begin, bottom=end)

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
    return [
        *(Edge(left, y, right, y, True) for y in (top, bottom)),
        *(Edge(x, top, x, bottom, False) for x in (left, right)),
    ]


def without_border(pages: Pages, _: random.Random) -> list[Page]:
    """Tables without the lines at their left and right end."""
    return [_without_border(page) for page in pages]


def _without_border(page: Page) -> Page:
    grids = find_grids(page)[0]

    def is_side(edge: Edge) -> bool:
        return not edge.is_level and any(
            abs(edge.x0 - x) < _NEAR and edge.top < grid.ys[-1] and edge.bottom > grid.ys[0]
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
        if not edge.is_level or not any(abs(edge.top - y) < _NEAR for y in heights):
            edges.append(edge)
            continue
        x = edge.x0
        while x < edge.x1:
            edges.append(edge._replace(x0=x, x1=min(x + _STEP, edge.x1)))
            x += _STEP + _GAP
    return replace(page, edges=tuple(edges))
