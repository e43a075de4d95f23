"""Pages drawn anew: what changes of how a PDF is drawn are made of."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.documents.page.model import Edge, Glyph, Page

Pages = Sequence[Page]
Change = Callable[[Pages, random.Random], list[Page]]


def mapped(page: Page, x: Callable[[float], float], y: Callable[[float], float]) -> Page:
    """The page with every place moved."""

    def glyph(old: Glyph) -> Glyph:
        size = y(old.top + old.size) - y(old.top)
        return Glyph(old.text, x(old.x0), y(old.top), x(old.x1), y(old.bottom), size, y(old.base))

    edges = (Edge(x(e.x0), y(e.top), x(e.x1), y(e.bottom), e.is_level) for e in page.edges)
    return replace(page, glyphs=tuple(map(glyph, page.glyphs)), edges=tuple(edges))


def shifted(glyph: Glyph, x: float = 0.0, y: float = 0.0) -> Glyph:
    """The character so many points further right and down."""
    return glyph._replace(
        x0=glyph.x0 + x, x1=glyph.x1 + x, top=glyph.top + y, bottom=glyph.bottom + y, base=glyph.base + y
    )
