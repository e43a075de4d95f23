"""Changes of how the pages of a PDF are drawn that change nothing of what they say.

Each takes the pages of a file as :func:`pipeline.documents.pdf.pdf.pages_of` reads them and draws them as another
office might: with other margins, in another size, less exactly, in wider type, without a line, with other page breaks.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bench.cell_changes import figures_at, taller_header, texts_at, wrapped
from bench.line_changes import borders_twice, broken_line, sticking_out, without_border
from bench.page_drawing import Change, Pages, mapped, shifted
from pipeline.documents.page.grid import find_grids
from pipeline.documents.page.model import Edge, Glyph, Page

# Lines nearer than this, in points, are one line drawn twice.
_SAME_LINE = 4.0
_TOP = 60.0
# The parts of a page, at its top and bottom, whose running lines stay where they are.
_HEAD, _FOOT = 48.0, 0.85
_FEWEST_ROWS, _FEWEST_COLUMNS, _FEWEST_LINES = 8, 3, 4


def wider_margins(pages: Pages, _: random.Random) -> list[Page]:
    """20 points more at the left and right, 30 above and below."""
    moved = [mapped(page, lambda x: x + 20.37, lambda y: y + 31.71) for page in pages]
    return [replace(page, width=page.width + 40, height=page.height + 60) for page in moved]


def scaled(across: float, down: float) -> Change:
    """The page and all on it so many times as wide and as high."""

    def change(pages: Pages, _: random.Random) -> list[Page]:
        moved = [mapped(page, lambda x: x * across, lambda y: y * down) for page in pages]
        return [replace(page, width=page.width * across, height=page.height * down) for page in moved]

    return change


def shaken(pages: Pages, chance: random.Random) -> list[Page]:
    """Lines of text up to 0.3 points higher or lower, edges up to 0.4 points off."""
    return [_shaken(page, chance) for page in pages]


def _shaken(page: Page, chance: random.Random) -> Page:
    heights: dict[float, float] = {}
    glyphs = []
    for glyph in page.glyphs:
        off = heights.setdefault(round(glyph.base, 1), chance.uniform(-0.3, 0.3))
        glyphs.append(glyph._replace(top=glyph.top + off, bottom=glyph.bottom + off, base=glyph.base + off))
    edges = []
    for edge in page.edges:
        edges.append(_moved_across(edge, chance.uniform(-0.4, 0.4)))
    return replace(page, glyphs=tuple(glyphs), edges=tuple(edges))


def lines_twice(pages: Pages, _: random.Random) -> list[Page]:
    """Each line once more, a point beside itself."""
    return [replace(page, edges=(*page.edges, *map(_beside, page.edges))) for page in pages]


def _beside(edge: Edge) -> Edge:
    return _moved_across(edge, 0.9)


def _moved_across(edge: Edge, by: float) -> Edge:
    if edge.is_level:
        return edge._replace(top=edge.top + by, bottom=edge.bottom + by)
    return edge._replace(x0=edge.x0 + by, x1=edge.x1 + by)


def texts_moved(right: float = 0.0, down: float = 0.0) -> Change:
    """All texts so many points further right and down than the lines."""

    def change(pages: Pages, _: random.Random) -> list[Page]:
        return [replace(page, glyphs=tuple(shifted(g, right, down) for g in page.glyphs)) for page in pages]

    return change


def taller_type(pages: Pages, _: random.Random) -> list[Page]:
    """Characters in boxes a fifth higher, as other fonts have them."""
    return [
        replace(
            page,
            glyphs=tuple(g._replace(top=g.top - 0.1 * g.size, bottom=g.bottom + 0.1 * g.size) for g in page.glyphs),
        )
        for page in pages
    ]


def fitted(part: float) -> Change:
    """All on a page so many times as large, on paper as wide as before, as a sheet that is fitted to a width."""

    def change(pages: Pages, _: random.Random) -> list[Page]:
        moved = [mapped(page, lambda x: 40 + x * part, lambda y: y * part) for page in pages]
        return [replace(page, height=page.height * part) for page in moved]

    return change


def wider_type(pages: Pages, _: random.Random) -> list[Page]:
    """Each text 8 % wider around its middle, so that some reach over the edges of their cells."""
    return [_wider(page) for page in pages]


def _wider(page: Page) -> Page:
    glyphs = list(page.glyphs)
    for run in _runs(page):
        middle = (min(glyphs[n].x0 for n in run) + max(glyphs[n].x1 for n in run)) / 2
        for n in run:
            x0, x1 = (middle + (x - middle) * 1.08 for x in (glyphs[n].x0, glyphs[n].x1))
            glyphs[n] = glyphs[n]._replace(x0=x0, x1=x1)
    return replace(page, glyphs=tuple(glyphs))


def _runs(page: Page) -> Iterable[list[int]]:
    """The numbers of the characters of each text: on one line, less than a third of their height apart."""
    lines: dict[int, list[int]] = {}
    for number, glyph in enumerate(page.glyphs):
        lines.setdefault(round(glyph.base), []).append(number)
    for line in lines.values():
        line.sort(key=lambda number: page.glyphs[number].x0)
        starts = [0]
        for at, (left, right) in enumerate(pairwise(line), start=1):
            if page.glyphs[right].x0 - page.glyphs[left].x1 > page.glyphs[right].size / 3:
                starts.append(at)
        for start, end in pairwise([*starts, len(line)]):
            yield line[start:end]


def without_line(*, is_level: bool) -> Change:
    """Every page without one of its inner lines of one way."""

    def place_of(edge: Edge) -> float:
        return edge.top if is_level else edge.x0

    def change(pages: Pages, chance: random.Random) -> list[Page]:
        return [_without(page, chance) for page in pages]

    def _without(page: Page, chance: random.Random) -> Page:
        lines: list[float] = []
        for place in sorted(place_of(edge) for edge in page.edges if edge.is_level == is_level):
            if not lines or place - lines[-1] > _SAME_LINE:
                lines.append(place)
        if len(lines) < _FEWEST_LINES:
            return page
        line = chance.choice(lines[1:-1])
        kept = (e for e in page.edges if e.is_level != is_level or not 0 <= place_of(e) - line < _SAME_LINE)
        return replace(page, edges=tuple(kept))

    return change


def more_breaks(pages: Pages, chance: random.Random) -> list[Page]:
    """A page break between two rows of a table of every page, without its header again on the new page."""
    ends: dict[tuple[float, float], float] = {}
    for page in pages:
        bottoms = [grid.ys[-1] for grid in find_grids(page)[0]]
        ends[page.width, page.height] = max([ends.get((page.width, page.height), page.height - 75), *bottoms])
    broken: list[Page] = []
    for page in pages:
        for part in _broken(page, ends, chance):
            broken.append(replace(part, number=len(broken) + 1))
    return broken


def _broken(page: Page, ends: Mapping[tuple[float, float], float], chance: random.Random) -> list[Page]:
    grids = find_grids(page)[0]
    large = [grid for grid in grids if grid.n_rows >= _FEWEST_ROWS and grid.n_cols >= _FEWEST_COLUMNS]
    if not large:
        return [page]
    grid = chance.choice(large)
    row = chance.randrange(5, grid.n_rows - 1)
    if any(cell.row < row < cell.row_end for cell in grid.cells):
        return [page]
    cut = grid.ys[row]
    head = min(_HEAD, grid.ys[0] - 1)
    foot = max(page.height * _FOOT, max(other.ys[-1] for other in grids) + 1)
    fixed = [glyph for glyph in page.glyphs if glyph.bottom < head or glyph.top > foot]
    moving = [glyph for glyph in page.glyphs if glyph.bottom >= head and glyph.top <= foot]
    above = [glyph for glyph in moving if (glyph.top + glyph.bottom) / 2 < cut]
    below = [glyph for glyph in moving if (glyph.top + glyph.bottom) / 2 >= cut]
    lines = [edge for edge in page.edges if edge.is_level]
    sides = [edge for edge in page.edges if not edge.is_level]
    upper = [e for e in lines if e.top <= cut + 1.5]
    upper += [e._replace(bottom=min(e.bottom, cut)) for e in sides if e.top < cut - 1]
    lower = [e for e in lines if e.top >= cut - 1.5]
    lower += [e._replace(top=max(e.top, cut)) for e in sides if e.bottom > cut + 1]
    down = max(0.0, ends[page.width, page.height] - cut)
    return [_shifted(page, fixed, above, upper, down), _shifted(page, fixed, below, lower, _TOP - cut)]


def _shifted(page: Page, fixed: Sequence[Glyph], glyphs: Sequence[Glyph], edges: Sequence[Edge], by: float) -> Page:
    """A page of these characters and edges so much further down, and of those that stay."""
    moved = mapped(replace(page, glyphs=tuple(glyphs), edges=tuple(edges)), lambda x: x, lambda y: y + by)
    return replace(moved, glyphs=(*fixed, *moved.glyphs))


CHANGES: Mapping[str, Change] = {
    "wider margins": wider_margins,
    "smaller": scaled(0.7, 0.7),
    "larger": scaled(1.5, 1.5),
    "narrower": scaled(0.85, 1.0),
    "shaken": shaken,
    "lines twice": lines_twice,
    "texts 2.5 points to the right": texts_moved(2.5),
    "texts 2.5 points to the left": texts_moved(-2.5),
    "texts 2 points lower": texts_moved(down=2.0),
    "texts 2 points higher": texts_moved(down=-2.0),
    "wider type": wider_type,
    "taller type": taller_type,
    "fitted to 60 %": fitted(0.6),
    "texts at the top": texts_at("top"),
    "texts at the bottom": texts_at("bottom"),
    "figures at the left": figures_at("left"),
    "figures in the middle": figures_at("middle"),
    "names wrapped": wrapped,
    "taller header": taller_header,
    "lines sticking out": sticking_out,
    "borders twice": borders_twice,
    "without a border": without_border,
    "a line with gaps": broken_line,
    "without a vertical line": without_line(is_level=False),
    "without a horizontal line": without_line(is_level=True),
    "more page breaks": more_breaks,
}
