"""Native PDF: pages with a text layer, read by pdfplumber, as paragraphs and tables in reading order."""

import io
from dataclasses import replace

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from pipeline.documents.model import Content, UnreadableError
from pipeline.documents.pdf_blocks import content_of
from pipeline.documents.pdf_clip import layout_of
from pipeline.documents.pdf_pages import Page, page_of
from pipeline.documents.scan import scanned, with_scans

__all__ = ["MOST_PAGES", "content_of", "read"]

MOST_PAGES = 3000


def read(data: bytes) -> Content:
    """Paragraphs and tables of a PDF; cells have their page and their box on the displayed page.

    Pages without a text layer are recognised. Raises UnreadableError for a file under a password, a damaged one and
    one of more than 3000 pages, and UnsupportedError where pages are scans and text recognition is not installed.
    """
    pages = _pages(data)
    scans = scanned(data, pages)
    return replace(content_of(with_scans(data, pages, scans)), is_recognised=bool(scans))


def _pages(data: bytes) -> list[Page]:
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            count = len(pdf.pages)
            if count > MOST_PAGES:
                raise UnreadableError(f"the PDF has {count} pages; the most that is read is {MOST_PAGES}")
            if not count:
                raise UnreadableError("the PDF has no pages or is damaged")
            pages = []
            for source in pdf.pages:
                source._layout = layout_of(source.page_obj, pdf.rsrcmgr)
                pages.append(page_of(source))
                source.close()
            return pages
    except UnreadableError:
        raise
    except Exception as error:
        if _is_password(error):
            raise UnreadableError("the PDF is under a password; publish it without one") from error
        raise UnreadableError("the PDF is damaged: its structure cannot be read") from error


def _is_password(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, PDFPasswordIncorrect) or any(isinstance(arg, PDFPasswordIncorrect) for arg in error.args):
            return True
        error = error.__cause__ or error.__context__
    return False
