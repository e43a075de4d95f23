"""Native PDF: pages with a text layer as paragraphs and tables in reading order.

A page is read the fast way (:mod:`pipeline.documents.pdf.interpreter`); the few that use parts of PDF which that does
not take are read by pdfminer's interpreter. Both ways give the same characters and shapes.
"""

import gc
import io
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfplumber.pdf import PDF

from pipeline.documents.model import Content, UnreadableError
from pipeline.documents.page.blocks import content_of
from pipeline.documents.page.model import Page
from pipeline.documents.pdf.clip import layout_of
from pipeline.documents.pdf.drawing import Drawing, drawing_of
from pipeline.documents.pdf.extras import unread_extras
from pipeline.documents.pdf.fonts import Resources
from pipeline.documents.pdf.interpreter import fast_drawing_of
from pipeline.documents.pdf.pages import page_of
from pipeline.documents.scan.pictured import with_pictured
from pipeline.documents.scan.scan import scanned, with_scans

VERSION = "112"

logger = logging.getLogger(__name__)

MOST_PAGES = 3000

Draw = Callable[[PDFPage, int, Resources], Drawing]
"""How a page is read: the page, its number, the fonts of the document."""


def complete_drawing(page: PDFPage, number: int, resources: Resources) -> Drawing:
    """What a page draws, read by pdfminer's own interpreter."""
    layout, n_shadings = layout_of(page, resources)
    return drawing_of(layout, page, number, n_shadings)


def drawing(page: PDFPage, number: int, resources: Resources) -> Drawing:
    """What a page draws, read the fast way, and where that does not take it as :func:`complete_drawing` reads it."""
    try:
        return fast_drawing_of(page, number, resources)
    except UnreadableError:
        raise
    except Exception as error:
        logger.debug("page %d is read by pdfminer's interpreter: %s", number, error)
        return complete_drawing(page, number, resources)


def read(data: bytes) -> Content:
    """Paragraphs and tables of a PDF; cells have their page and their box on the displayed page.

    Pages without a text layer are recognised, and so are tables that are pictures on other pages. Raises
    UnreadableError for a file under a password, a damaged one and one of more than 3000 pages, and UnsupportedError
    where pages are scans and text recognition is not installed.
    """
    with _collector_at_rest():
        return _read(data)


def _read(data: bytes) -> Content:
    """What is read; the pages and their characters are gone before the collector would go through them."""
    pages = pages_of(data)
    scans = scanned(data, pages)
    pictured = with_pictured(data, with_scans(data, pages, scans), scans)
    unread = unread_extras(data, [page.number for page in pages if page.is_printed_upon])
    content = content_of(pictured.pages)
    return replace(content, unread=(*unread, *pictured.unread), is_recognised=bool(scans or pictured.numbers))


def pages_of(data: bytes, draw: Draw = drawing) -> list[Page]:
    """The pages of a PDF as its content says, with ``draw`` to read each.

    Raises UnreadableError for a file under a password, a damaged one and one of more than 3000 pages.
    """
    try:
        pdf = pdfplumber.open(io.BytesIO(data))  # not closed, for which pdfplumber would look for all pages again
        declared = _declared_pages(pdf)  # first, because to look at a hundred thousand pages takes minutes
        count = declared if declared > MOST_PAGES else len(pdf.pages)
        if count > MOST_PAGES:
            raise UnreadableError(f"the PDF has {count} pages; the most that is read is {MOST_PAGES}")
        if not count:
            raise UnreadableError("the PDF has no pages or is damaged")
        resources = Resources()
        return [page_of(draw(page.page_obj, page.page_number, resources)) for page in pdf.pages]
    except UnreadableError:
        raise
    except Exception as error:
        if _is_password(error):
            raise UnreadableError("the PDF is under a password; replace it by one without") from error
        raise UnreadableError("the PDF is damaged: its structure cannot be read; fetch the file again") from error


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Python's collector of cycles does not run: characters hold none, and to go through them all again and again takes
    an eighth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _declared_pages(pdf: PDF) -> int:
    """The number of pages that the file says it has; 0 where it does not say."""
    pages = resolve1(pdf.doc.catalog.get("Pages"))
    count = resolve1(pages.get("Count")) if isinstance(pages, dict) else None
    return count if isinstance(count, int) else 0


def _is_password(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, PDFPasswordIncorrect) or any(isinstance(arg, PDFPasswordIncorrect) for arg in error.args):
            return True
        error = error.__cause__ or error.__context__
    return False
