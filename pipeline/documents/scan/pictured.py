"""Tables that are put as pictures into a document with text: on a page of a PDF, or in a Word document.

A picture counts as a table where its ruling lines make a grid in which the document prints next to nothing itself.
What is recognised joins what the page prints, in the same coordinates. Another picture that shows texts, a chart or a
table without lines, is named as not read; photographs, seals, backgrounds and what every page prints are left alone.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from pipeline.documents import media_type
from pipeline.documents.model import Box, Content, Unread, UnreadableError, UnsupportedError
from pipeline.documents.page.blocks import content_of
from pipeline.documents.page.model import Edge, Glyph, Page
from pipeline.documents.scan import engine
from pipeline.documents.scan.frames import MOST_PAGES
from pipeline.documents.scan.scan import DPI, pictures

if TYPE_CHECKING:
    from pipeline.documents.scan.engine import Picture

# A picture over a smaller share of the page, or with a side of fewer dots, shows no table that can be read.
_LARGE = 0.04
_FEWEST_DOTS = 150
# Cells of a grid: rows and columns at least, and the share of cells in which the page may print itself.
_FEWEST_LINES = 3
_FEWEST_CELLS = 6
_PRINTED = 0.2
_POINT = 72 / DPI
# What is printed on so many pages in the same place is a letterhead; a picture on which the page prints so many
# characters itself is a background.
_MOST_PAGES = 3
_PRINTED_UPON = 10
# A picture is named by its share of the page where it cannot be looked at.
_MOST_OF_PAGE = 0.2
_NO_LINES = "it shows texts without the lines of a table, which is not read"
# How metafiles of Windows begin, and what stands in the head of the enhanced ones.
_METAFILES = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00")
_ENHANCED = b" EMF"


Bounds = tuple[float, float, float, float]
"""Left, bottom, right and top of a picture on its page, in points."""


@dataclass(frozen=True, slots=True)
class Pictured:
    """The pages with what their pictures show, the numbers of those to which that added something, and the unread."""

    pages: list[Page]
    numbers: frozenset[int]
    unread: tuple[Unread, ...] = ()


def read(data: bytes) -> Content:
    """The paragraphs and tables of an image file that shows a ruled table; no blocks where it shows none.

    Raises UnsupportedError where text recognition is missing, and UnreadableError for a damaged image and one that
    shows texts without ruling lines.
    """
    shown = [picture for picture in pictures(data) if min(picture.shape) >= _FEWEST_DOTS]
    if not shown:
        return Content(())
    engine.require()
    from pipeline.documents.scan.lines import rules
    from pipeline.documents.scan.page import grid_of, page_of
    from pipeline.documents.scan.shown import shows_texts

    if not any(_is_grid(grid_of(rules(picture))) for picture in shown):
        if any(shows_texts(picture, rules(picture)) for picture in shown):
            raise UnreadableError(_NO_LINES)
        return Content(())
    content = content_of([page_of(picture, number) for number, picture in enumerate(shown, start=1)])
    return replace(content, pages=None, is_recognised=True)


def pictured(data: bytes) -> Content:
    """The table that a picture shows; no blocks where it shows none.

    Raises UnreadableError for a damaged picture and UnsupportedError for one of a kind that is not read, or where text
    recognition is not installed.
    """
    if data.startswith(_METAFILES) or data[40:44] == _ENHANCED:
        raise UnsupportedError("drawn by commands to a printer (a metafile); paste it as a table")
    try:
        kind = media_type.kind_of(data)
    except UnreadableError:
        return Content(())
    return read(data) if kind in media_type.IMAGES else Content(())


def with_pictured(data: bytes, pages: Sequence[Page], scans: set[int]) -> Pictured:
    """The pages of a PDF with the tables that pictures on them show, but for those that are recognised whole.

    Without text recognition they are the pages as they are, and large pictures are named as not read. Raises
    UnreadableError where a page cannot be displayed.
    """
    asked = [page for page in pages if page.n_images and page.number not in scans]
    if not asked:
        return Pictured(list(pages), frozenset())
    added: dict[int, Page] = {}
    unread: list[Unread] = []
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            large = {page.number: _large(pdf[page.number - 1]) for page in asked}
            places = Counter(_place(bounds) for found in large.values() for bounds in found)
            for page in asked:
                own = [bounds for bounds in large[page.number] if places[_place(bounds)] < _MOST_PAGES]
                whole, reasons = _with_tables(pdf[page.number - 1], page, large[page.number], own)
                unread += [Unread(0, f"a picture on page {page.number}: {reason}") for reason in reasons]
                if whole is not page:
                    added[page.number] = whole
                if len(added) + len(scans) > MOST_PAGES:
                    raise UnreadableError(f"more than {MOST_PAGES} pages of the PDF show tables as pictures")
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("the PDF is damaged: a page with pictures cannot be displayed") from error
    return Pictured([added.get(page.number, page) for page in pages], frozenset(added), tuple(unread))


def _large(source: pypdfium2.PdfPage) -> list[Bounds]:
    """Where the large pictures of a page stand."""
    width, height = source.get_size()
    found = (item.get_bounds() for item in source.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))
    return [bounds for bounds in found if _share(bounds, width, height) >= _LARGE]


def _place(bounds: Bounds) -> tuple[int, ...]:
    return tuple(round(value) for value in bounds)


def _with_tables(
    source: pypdfium2.PdfPage, page: Page, large: Sequence[Bounds], own: Sequence[Bounds]
) -> tuple[Page, list[str]]:
    """The page with the tables that its large pictures show, and why others that are its own are not read."""
    shown = [
        dots for bounds in large if min((dots := _dots(source, bounds))[2] - dots[0], dots[3] - dots[1]) >= _FEWEST_DOTS
    ]
    if not shown or engine.installed() is None:
        width, height = source.get_size()
        hidden = [bounds for bounds in own if _share(bounds, width, height) >= _MOST_OF_PAGE and not engine.installed()]
        missing = f"text recognition is not installed ({engine.INSTALL})"
        return page, [missing for bounds in hidden if not _is_printed_upon(page, _dots(source, bounds))]
    from pipeline.documents.scan.image import lies_on_its_side
    from pipeline.documents.scan.lines import rules
    from pipeline.documents.scan.page import grid_of, page_of
    from pipeline.documents.scan.shown import shows_texts

    reasons = []
    printed = page
    mine = [_dots(source, bounds) for bounds in own]
    for dots in shown:
        x0, y0, x1, y1 = dots
        picture = _displayed(source, x0, y0, x1, y1)
        rulings = rules(picture)
        cells = [_moved(Box(*(value * _POINT for value in cell)), x0, y0) for cell in grid_of(rulings)]
        is_grid = _is_grid(cells)
        if (
            is_grid
            and _is_blank([page.reading_place(cell) for cell in cells], page.glyphs)
            and not lies_on_its_side(picture)
        ):
            page = _joined(page, page_of(picture, page.number), x0, y0)
        elif dots in mine and not _is_printed_upon(printed, dots) and shows_texts(picture, rulings):
            reasons.append("a table on its side, which is not read" if is_grid else _NO_LINES)
    return page, reasons


def _is_printed_upon(page: Page, dots: tuple[int, int, int, int]) -> bool:
    """Whether the page itself prints texts on a picture: it is a background, or its texts are known."""
    x0, y0, x1, y1 = (value * _POINT for value in dots)
    place = page.reading_place(Box(x0, y0, x1, y1))
    printed = sum(_holds(place, (g.x0 + g.x1) / 2, (g.top + g.bottom) / 2) for g in page.glyphs if not g.text.isspace())
    return printed >= _PRINTED_UPON


def _dots(source: pypdfium2.PdfPage, bounds: Bounds) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of a part of a page as dots of the displayed page."""
    width, height = _size(source)
    places = pypdfium2.PdfPosConv(source, (0, 0, width, height, 0))
    left, bottom, right, top = bounds
    ends = [places.to_bitmap(left, bottom), places.to_bitmap(right, top)]
    x0, x1 = sorted(min(max(x, 0), width) for x, _ in ends)
    y0, y1 = sorted(min(max(y, 0), height) for _, y in ends)
    return x0, y0, x1, y1


def _displayed(source: pypdfium2.PdfPage, x0: int, y0: int, x1: int, y1: int) -> "Picture":
    """A part of the displayed page, gray, its place in dots."""
    width, height = _size(source)
    # Half a dot less, because what is cut off is rounded up to dots.
    crop = [(dots - 0.5) * _POINT for dots in (x0, height - y1, width - x1, y0)]
    bitmap = source.render(scale=DPI / 72, crop=crop, grayscale=True)
    picture: Picture = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width].copy()
    return picture


def _size(source: pypdfium2.PdfPage) -> tuple[int, int]:
    """Width and height of the displayed page in dots."""
    width, height = source.get_size()
    return ceil(width * (DPI / 72)), ceil(height * (DPI / 72))


def _share(bounds: Bounds, width: float, height: float) -> float:
    left, bottom, right, top = bounds
    return max(right - left, 0) * max(top - bottom, 0) / max(width * height, 1)


def _is_grid(cells: Sequence[Box] | Sequence[tuple[int, int, int, int]]) -> bool:
    corners = [(cell.x0, cell.top) if isinstance(cell, Box) else cell[:2] for cell in cells]
    rows, columns = len({round(top) for _, top in corners}), len({round(x) for x, _ in corners})
    return len(cells) >= _FEWEST_CELLS and rows >= _FEWEST_LINES and columns >= 2


def _is_blank(cells: Sequence[Box], glyphs: Sequence[Glyph]) -> bool:
    """Whether the page itself prints in few of these cells."""
    printed = [((g.x0 + g.x1) / 2, (g.top + g.bottom) / 2) for g in glyphs if not g.text.isspace()]
    filled = sum(any(_holds(cell, x, y) for x, y in printed) for cell in cells)
    return filled <= _PRINTED * len(cells)


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _moved(box: Box, x: float, y: float) -> Box:
    """A box of a picture, in points, as one of the page on which the picture begins at these dots."""
    return Box(box.x0 + x * _POINT, box.top + y * _POINT, box.x1 + x * _POINT, box.bottom + y * _POINT)


def _joined(page: Page, shown: Page, x: float, y: float) -> Page:
    """The page with the characters and lines of a picture on it; what the page prints itself stands."""

    def placed(box: Box) -> Box:
        return page.reading_place(_moved(shown.place(box), x, y))

    own = [Box(g.x0, g.top, g.x1, g.bottom) for g in page.glyphs if not g.text.isspace()]
    glyphs = []
    for glyph in shown.glyphs:
        box = placed(Box(glyph.x0, glyph.top, glyph.x1, glyph.bottom))
        if not any(_holds(other, (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2) for other in own):
            glyphs.append(Glyph(glyph.text, box.x0, box.top, box.x1, box.bottom, glyph.size, box.bottom))
    if not glyphs:
        return page
    edges = [_edge(edge, placed(Box(*edge[:4]))) for edge in shown.edges]
    return replace(page, glyphs=(*page.glyphs, *glyphs), edges=(*page.edges, *edges))


def _edge(edge: Edge, box: Box) -> Edge:
    """An edge at another place, along the middle of the box."""
    x0, top, x1, bottom = box.x0, box.top, box.x1, box.bottom
    if edge.is_level:
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return Edge(x0, top, x1, bottom, edge.is_level)
