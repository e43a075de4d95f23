"""Changes of how the cells of a PDF are set that change nothing of what they say: where texts stand, how they wrap."""

import random
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from bench.page_drawing import Change, Pages, mapped, shifted
from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.grid import Grid, GridCell, find_grids
from pipeline.documents.page.model import Glyph, Page

_PAD = 2.0
_HIGHER = 1.6
# Texts of so many characters are wrapped, on pages so many times as high.
_FEWEST_CHARACTERS = 8
_ROOM = 1.6
_LINE = 1.25

Offsets = Mapping[int, tuple[float, float]]


def _cells(page: Page) -> Iterator[tuple[Grid, GridCell, list[int]]]:
    """The printed cells of all tables with the numbers of their characters."""
    for grid in find_grids(page)[0]:
        inside: dict[tuple[int, int], GridCell] = {
            (row, col): cell
            for cell in grid.cells
            for row in range(cell.row, cell.row_end)
            for col in range(cell.col, cell.col_end)
        }
        found: dict[int, tuple[GridCell, list[int]]] = {}
        for number, glyph in enumerate(page.glyphs):
            row = bisect_right(grid.ys, (glyph.top + glyph.bottom) / 2) - 1
            col = bisect_right(grid.xs, (glyph.x0 + glyph.x1) / 2) - 1
            cell = inside.get((row, col))
            if cell is not None and cell.lines:
                found.setdefault(id(cell), (cell, []))[1].append(number)
        yield from ((grid, cell, numbers) for cell, numbers in found.values())


def _moved(page: Page, offsets: Offsets) -> Page:
    glyphs = (shifted(glyph, *offsets.get(number, (0.0, 0.0))) for number, glyph in enumerate(page.glyphs))
    return replace(page, glyphs=tuple(glyphs))


def texts_at(end: str) -> Change:
    """The texts of cells at their upper (``top``) or lower (``bottom``) end."""

    def off(_: Grid, cell: GridCell, glyphs: list[Glyph]) -> tuple[float, float]:
        if end == "top":
            return 0.0, cell.box.top + _PAD - min(glyph.top for glyph in glyphs)
        return 0.0, cell.box.bottom - _PAD - max(glyph.bottom for glyph in glyphs)

    return _each(off)


def figures_at(end: str) -> Change:
    """The figures of cells at their left end (``left``) or in their middle (``middle``)."""

    def off(_: Grid, cell: GridCell, glyphs: list[Glyph]) -> tuple[float, float]:
        if not is_figure(cell.text) or len(cell.lines) > 1:
            return 0.0, 0.0
        x0, x1 = min(glyph.x0 for glyph in glyphs), max(glyph.x1 for glyph in glyphs)
        if end == "left":
            return cell.box.x0 + _PAD - x0, 0.0
        return (cell.box.x0 + cell.box.x1 - x0 - x1) / 2, 0.0

    return _each(off)


def _each(off: Callable[[Grid, GridCell, list[Glyph]], tuple[float, float]]) -> Change:
    def change(pages: Pages, _: random.Random) -> list[Page]:
        changed = []
        for page in pages:
            offsets: dict[int, tuple[float, float]] = {}
            for grid, cell, numbers in _cells(page):
                printed = [page.glyphs[number] for number in numbers if not page.glyphs[number].text.isspace()]
                offsets.update(dict.fromkeys(numbers, off(grid, cell, printed)))
            changed.append(_moved(page, offsets))
        return changed

    return change


def wrapped(pages: Pages, _: random.Random) -> list[Page]:
    """Pages 1.6 times as high in which names of eight and more characters are broken into two lines."""
    return [_wrapped(_higher(page, _ROOM)) for page in pages]


def _higher(page: Page, times: float) -> Page:
    """The page so many times as high, in type as high as before."""
    moved = mapped(page, lambda x: x, lambda y: y * times)
    offsets = [(glyph.top + glyph.bottom) / 2 * (times - 1) for glyph in page.glyphs]
    glyphs = tuple(shifted(glyph, y=off) for glyph, off in zip(page.glyphs, offsets, strict=True))
    return replace(moved, glyphs=glyphs, height=page.height * times)


def _wrapped(page: Page) -> Page:
    offsets: dict[int, tuple[float, float]] = {}
    for _, cell, numbers in _cells(page):
        printed = [number for number in numbers if not page.glyphs[number].text.isspace()]
        if len(cell.lines) > 1 or len(printed) < _FEWEST_CHARACTERS or is_figure(cell.text):
            continue
        first, middle = page.glyphs[printed[0]], page.glyphs[printed[(len(printed) + 1) // 2]]
        if cell.box.bottom - cell.box.top < 2 * _LINE * first.size:
            continue
        half = _LINE * first.size / 2
        for number in numbers:
            is_second = page.glyphs[number].x0 >= middle.x0
            offsets[number] = (first.x0 - middle.x0, half) if is_second else (0.0, -half)
    return _moved(page, offsets)


def taller_header(pages: Pages, _: random.Random) -> list[Page]:
    """The first row of the first table of a page 1.6 times as high, and all below it further down."""
    return [_taller_header(page) for page in pages]


def _taller_header(page: Page) -> Page:
    grids = find_grids(page)[0]
    if not grids:
        return page
    top, bottom = grids[0].ys[0], grids[0].ys[1]
    more = (_HIGHER - 1) * (bottom - top)

    def down(y: float) -> float:
        return y if y <= top else y + more if y >= bottom else top + (y - top) * _HIGHER

    moved = mapped(page, lambda x: x, down)
    offsets = (down((g.top + g.bottom) / 2) - (g.top + g.bottom) / 2 for g in page.glyphs)
    glyphs = tuple(shifted(glyph, y=off) for glyph, off in zip(page.glyphs, offsets, strict=True))
    return replace(moved, glyphs=glyphs, height=page.height + more)
