"""One picture of a page as the same :class:`Page` that a native PDF page becomes: characters and ruling edges.

Cells are found first, from the ruling lines; then each line in a cell, and each line outside the tables, is recognised
by itself. So a figure cannot run over into its neighbour's cell.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from pdfplumber.table import edges_to_intersections, intersections_to_cells, merge_edges

from pipeline.documents import scan_engine, scan_lines
from pipeline.documents.model import Box
from pipeline.documents.pdf_pages import Edge, Glyph, Page
from pipeline.documents.scan_engine import Recognised
from pipeline.documents.scan_image import DPI, Picture, Placing, ink, upright
from pipeline.documents.scan_lines import Rule, Strip

# How far apart, in dots, the ends of ruling lines may be where they meet, and how far inside a cell its text begins.
_MEET = 8
_INSET = 2
# The smallest cell that can hold a character, in dots.
_SMALLEST = 12
# Below this the engine saw no text but dirt, a seal or a picture.
_LEAST_SCORE = 0.45

Rectangle = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class ScannedPage(Page):
    """A page whose characters were recognised; its reading position is upright, which the display need not be."""

    placing: Placing | None = None

    def place(self, box: Box) -> Box:
        """A box in reading position as the box around it on the displayed page."""
        assert self.placing is not None
        return self.placing.displayed(box)


def page_of(picture: Picture, number: int) -> ScannedPage:
    """The page that a gray picture of 200 dots per inch shows. Call :func:`scan_engine.require` first."""
    straight = upright(picture)
    glyphs, edges = _print(straight.picture)
    height, width = straight.picture.shape
    return ScannedPage(
        number, width * POINT, height * POINT, tuple(glyphs), tuple(edges), n_images=1, placing=straight.placing
    )


def _print(picture: Picture) -> tuple[list[Glyph], list[Edge]]:
    """Characters and edges of an upright picture, in points."""
    dark = ink(picture)
    rules = scan_lines.rules(dark)
    edges = [_edge(rule) for rule in rules]
    cells = _cells(edges)
    text = scan_lines.without_specks(scan_lines.without(dark, rules))
    size = scan_lines.character_size(text)
    strips = [strip for cell in cells for strip in scan_lines.strips(text, cell, size)]
    strips.extend(scan_lines.outside(text, cells, size))
    read = scan_engine.recognise([_cutting(picture, strip, size) for strip in strips])
    glyphs = [
        glyph
        for strip, recognised in zip(strips, read, strict=True)
        if recognised.score >= _LEAST_SCORE
        for glyph in _glyphs(strip, recognised, size)
    ]
    return glyphs, edges


def _edge(rule: Rule) -> Edge:
    """A ruling line as an edge along its middle, in points."""
    x0, top, x1, bottom = (value * POINT for value in (rule.x0, rule.top, rule.x1, rule.bottom))
    if rule.is_level:
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return {
        "orientation": "h" if rule.is_level else "v",
        "object_type": "scanned",
        "x0": x0,
        "top": top,
        "x1": x1,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _cells(edges: Sequence[Edge]) -> list[Rectangle]:
    """The rectangles that the edges make, in dots; those that frame others are left out."""
    merged = merge_edges(list(edges), _MEET, _MEET, _MEET, _MEET)
    found = intersections_to_cells(edges_to_intersections([*merged, *closing_edges(merged, _MEET)], _MEET, _MEET))
    rectangles = [tuple(round(float(value) / POINT) for value in cell) for cell in found]
    return [cell for cell in rectangles if not any(_frames(cell, other) for other in rectangles)]
