"""One picture of a page as the same :class:`Page` that a native PDF page becomes: characters and ruling edges.

Cells are found first, from the ruling lines; then each line in a cell, and each line outside the tables, is recognised
by itself. So a figure cannot run over into its neighbour's cell.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.documents.model import Box
from pipeline.documents.page.edges import merged
from pipeline.documents.page.missing_lines.open import closing_edges
from pipeline.documents.page.model import Edge, Glyph, Page
from pipeline.documents.page.rectangles import rectangles_between
from pipeline.documents.scan import engine, figures, lines, strips, unlined, unsure
from pipeline.documents.scan.engine import Recognised
from pipeline.documents.scan.image import POINT, Picture, Placing, ink, lies_on_its_side, upright
from pipeline.documents.scan.rule import Rectangle, Rule
from pipeline.documents.scan.strips import Strip
from pipeline.documents.scan.through import OtherSide, front_of

# How far apart, in points, ruling lines may be where they meet: as in the tables of native pages.
_MEET = 3
# Between the pieces of a line and at their sides, as shares of a character.
_GAP = 0.6
_MARGIN = 0.25
# From this on the lines of a page are read the right way up.
_READABLE = 0.8
# A picture lower or narrower than this, in dots, holds no line of text: a rule, a dot.
_LOWEST = 8


@dataclass(frozen=True, slots=True)
class ScannedPage(Page):
    """A page whose characters were recognised; its reading position is upright, which the display need not be."""

    placing: Placing | None = None
    other_side: OtherSide | None = None
    """How the other side of the sheet showed through, None where it did not."""

    def place(self, box: Box) -> Box:
        """A box in reading position as the box around it on the displayed page."""
        assert self.placing is not None
        return self.placing.displayed(box)


def page_of(picture: Picture, number: int, known: OtherSide | None = None) -> ScannedPage:
    """The page that a gray picture of 200 dots per inch shows, also when it lies on its side or upside down.

    ``known`` is how the other side showed through on a page before. Call :func:`engine.require` first.
    """
    if min(picture.shape) < _LOWEST:
        height, width = picture.shape
        return ScannedPage(number, width * POINT, height * POINT, (), (), n_images=1)
    front, other_side = front_of(picture, known)
    pages = []
    for turns in (1, 3) if lies_on_its_side(front) else (0, 2):
        straight = upright(front, turns)
        glyphs, edges, score = _print(straight.picture)
        height, width = straight.picture.shape
        page = ScannedPage(
            number,
            width * POINT,
            height * POINT,
            tuple(glyphs),
            tuple(edges),
            n_images=1,
            placing=straight.placing,
            other_side=other_side,
        )
        if score >= _READABLE:
            return page
        pages.append((score, page))
    return max(pages, key=lambda scored: scored[0])[1]


def pages_of(pictures: Iterable[tuple[int, Picture]]) -> Iterator[ScannedPage]:
    """The pages of one document, with their numbers; all are on one kind of paper."""
    other_side: OtherSide | None = None
    for number, picture in pictures:
        page = page_of(picture, number, other_side)
        other_side = page.other_side or other_side
        yield page


def grid_of(rulings: Sequence[Rule]) -> list[Rectangle]:
    """The cells that the ruling lines of an upright picture make, in dots."""
    return _cells([_edge(rule) for rule in rulings])


def _print(picture: Picture) -> tuple[list[Glyph], list[Edge], float]:
    """Characters and edges of an upright picture, in points, and how sure the engine is of the characters."""
    drawn = lines.drawn(picture)
    edges = [_edge(rule) for rule in drawn.tables]
    cells = _cells(edges)
    clean = unlined.without(picture, [*drawn.tables, *drawn.others])
    text = ink(clean)
    size = strips.character_size(text)
    text = strips.without_specks(text, size)
    inside = [strip for cell in cells for strip in strips.strips(text, cell, size)]
    outside = strips.outside(text, cells, size)
    pictures = [_cutting(clean, strip, size) for strip in (*inside, *outside)]
    read = figures.read_again(pictures, engine.recognise(pictures))
    score = sum(recognised.score for recognised in read) / len(read) if read else 1.0
    inside, said = unsure.read_apart(
        text, inside, read[: len(inside)], size, lambda strip: _cutting(clean, strip, size)
    )
    glyphs = [
        glyph
        for strip, recognised in zip(inside, said, strict=True)
        for glyph in _glyphs(strip, unsure.marked(strip, recognised, size), size)
    ]
    glyphs += [
        glyph
        for strip, recognised in zip(outside, read[len(read) - len(outside) :], strict=True)
        if recognised.score >= unsure.LEAST_SCORE
        for glyph in _glyphs(strip, recognised, size)
    ]
    return glyphs, edges, score


def _edge(rule: Rule) -> Edge:
    """A ruling line as an edge along its middle, in points."""
    x0, top, x1, bottom = (value * POINT for value in (rule.x0, rule.top, rule.x1, rule.bottom))
    if rule.is_level:
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return Edge(x0, top, x1, bottom, rule.is_level)


def _cells(edges: Sequence[Edge]) -> list[Rectangle]:
    """The rectangles that the edges make, in dots; those that frame others are left out."""
    lines = merged(edges, _MEET)
    found = rectangles_between([*lines, *closing_edges(lines, _MEET)], _MEET)
    rectangles = list(dict.fromkeys(map(_dots, found)))
    x0, top, x1, bottom = np.array(rectangles).reshape(-1, 4).T
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    return [cell for cell in rectangles if not _frames(cell, x, y)]


def _dots(cell: tuple[float, ...]) -> Rectangle:
    x0, top, x1, bottom = (round(float(value) / POINT) for value in cell)
    return x0, top, x1, bottom


def _frames(cell: Rectangle, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> bool:
    """Whether the middle of another cell is in this one, of the middles of all cells."""
    x0, top, x1, bottom = cell
    is_in = (x0 < x) & (x < x1) & (top < y) & (y < bottom)
    return int(np.count_nonzero(is_in)) > 1


def _cutting(picture: Picture, strip: Strip, size: float) -> Picture:
    """The picture of a line: its printed pieces beside each other, wide gaps between them made narrow."""
    gap = np.full((strip.bottom - strip.top, round(_GAP * size)), 255, dtype=np.uint8)
    parts: list[Picture] = []
    for x0, x1 in _widened(strip, size):
        if parts:
            parts.append(gap)
        parts.append(picture[strip.top : strip.bottom, x0:x1])
    return np.hstack(parts)


def _widened(strip: Strip, size: float) -> list[tuple[int, int]]:
    """The pieces of a line with a margin at their sides, inside the cell."""
    margin = round(_MARGIN * size)
    return [(max(x0 - margin, strip.x0), min(x1 + margin, strip.x1)) for x0, x1 in strip.pieces]


def _glyphs(strip: Strip, recognised: Recognised, size: float) -> Iterator[Glyph]:
    """The characters of a line in points; those of one piece lie side by side without a gap."""
    pieces = _widened(strip, size)
    gap = round(_GAP * size)
    starts = [sum(x1 - x0 for x0, x1 in pieces[:index]) + gap * index for index in range(len(pieces))]
    width = starts[-1] + pieces[-1][1] - pieces[-1][0]
    held: list[list[tuple[str, float]]] = [[] for _ in pieces]
    for character in recognised.characters:
        at = character.at * width
        index = max(bisect_right(starts, at + gap / 2) - 1, 0)
        held[index].append((character.text, pieces[index][0] + at - starts[index]))
    top, bottom = strip.inner_top * POINT, strip.inner_bottom * POINT
    for (x0, x1), characters in zip(strip.pieces, held, strict=True):
        if not characters:
            continue
        middles = [min(max(at, x0), x1) for _, at in characters]
        ends = [x0, *((a + b) / 2 for a, b in pairwise(middles)), x1]
        for (text, _), (left, right) in zip(characters, pairwise(ends), strict=True):
            yield Glyph(text, left * POINT, top, right * POINT, bottom, bottom - top, bottom)
