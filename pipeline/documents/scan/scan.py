"""Scans: pages of a PDF without a text layer, and image files.

A page that was recognised is a page like any other afterwards: :func:`with_scans` puts it among the native ones, and
paragraphs, tables and their joining over pages are the PDF reader's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image
from pypdfium2 import raw

from pipeline.documents.model import Content, UnreadableError
from pipeline.documents.page.blocks import content_of
from pipeline.documents.page.model import Page
from pipeline.documents.scan import engine
from pipeline.documents.scan.frames import MOST_PAGES, Frame, frames

VERSION = "92"

if TYPE_CHECKING:
    from pipeline.documents.scan.engine import Picture
    from pipeline.documents.scan.seal import Colored

DPI = 200
# At how many dots per inch a page is looked at for seals.
_SKETCH = 72
# A page with fewer printed characters and a picture over this share of it, or so many drawn shapes, is a scan.
_FEW_CHARACTERS = 10
_LARGE = 0.3
_MANY_SHAPES = 200
# How a character is written of which only its number is known, and how many of those a page may have: bullets.
_NAMELESS, _MOST_NAMELESS = "(cid:", 0.1


def read(data: bytes) -> Content:
    """Paragraphs and tables of an image file, a page for each of its pictures.

    Raises UnsupportedError, with the command that installs it, where text recognition is missing, and UnreadableError
    for a damaged file, one with too many dots or pages, and one that shows no text.
    """
    engine.require()
    from pipeline.documents.scan.page import pages_of

    content = content_of(list(pages_of(enumerate(pictures(data), start=1))))
    if not content.blocks:
        raise UnreadableError("an image that shows no text")
    return replace(content, is_recognised=True)


def scanned(data: bytes, pages: Sequence[Page]) -> set[int]:
    """The numbers of the pages that show text as a picture or as drawn shapes only, or in fonts that do not say which
    characters theirs are.

    Raises UnreadableError where a page has no text and cannot be displayed, so that what it shows is not known.
    """
    nameless = {page.number for page in pages if _is_nameless(page)}
    few = [page for page in pages if len(list(islice(_printed(page), _FEW_CHARACTERS))) < _FEW_CHARACTERS]
    if not few:
        return nameless
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            return nameless | {page.number for page in few if _is_picture(pdf[page.number - 1])}
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("the PDF is damaged: a page without text cannot be displayed") from error


def with_scans(data: bytes, pages: Sequence[Page], numbers: set[int]) -> list[Page]:
    """The pages, those with these numbers recognised from how the PDF displays them.

    Raises UnsupportedError where text recognition is not installed, and UnreadableError for more pages than any scanned
    disclosure has and where one cannot be displayed.
    """
    if not numbers:
        return list(pages)
    engine.require()
    if len(numbers) > MOST_PAGES:
        raise UnreadableError(f"the PDF has {len(numbers)} scanned pages; the most that is recognised is {MOST_PAGES}")
    from pipeline.documents.scan.page import pages_of

    try:
        with pypdfium2.PdfDocument(data) as pdf:
            shown = ((number, _rendered(pdf[number - 1])) for number in sorted(numbers))
            recognised = {page.number: page for page in pages_of(shown)}
            return [recognised.get(page.number, page) for page in pages]
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("the PDF is damaged: a page to be recognised cannot be displayed") from error


def _printed(page: Page) -> Iterator[str]:
    return (glyph.text for glyph in page.glyphs if not glyph.text.isspace())


def _is_nameless(page: Page) -> bool:
    """Whether many characters of a page are known by their number in the font only."""
    # Nearly every page has none, which is seen fastest in one text of all characters.
    if _NAMELESS not in "".join([glyph.text for glyph in page.glyphs]):
        return False
    printed = list(_printed(page))
    return sum(text.startswith(_NAMELESS) for text in printed) > _MOST_NAMELESS * len(printed)


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    width, height = page.get_size()
    covered = shapes = 0.0
    for item in page.get_objects(max_depth=4):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            covered += max(right - left, 0) * max(top - bottom, 0)
        elif item.type == raw.FPDF_PAGEOBJ_PATH:
            shapes += 1
    return covered >= _LARGE * width * height or shapes >= _MANY_SHAPES


def _rendered(page: pypdfium2.PdfPage) -> "Picture":
    """The displayed page, gray, 200 dots per inch, without seals."""
    from pipeline.documents.scan import seal

    if seal.has_seal(_colored(page, _SKETCH), _SKETCH):
        return seal.without_seals(_colored(page, DPI), DPI)
    bitmap = page.render(scale=DPI / 72, grayscale=True)
    picture: Picture = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width].copy()
    return picture


def _colored(page: pypdfium2.PdfPage, dpi: int) -> "Colored":
    """The displayed page in red, green and blue."""
    shown: Colored = page.render(scale=dpi / 72, rev_byteorder=True).to_numpy()[..., :3].copy()
    return shown


def pictures(data: bytes) -> Iterator["Picture"]:
    """The pictures of an image file as displayed, gray, 200 dots per inch as far as can be told.

    Raises UnreadableError for a damaged file and one with too many dots or pages.
    """
    import numpy as np

    for frame in frames(data):
        factor = DPI / frame.dpi
        gray = _without_seals(frame)
        size = max(round(gray.width * factor), 1), max(round(gray.height * factor), 1)
        yield np.asarray(gray.resize(size, Image.Resampling.BICUBIC), dtype=np.uint8)


def _without_seals(frame: Frame) -> Image.Image:
    """The picture in gray; where text recognition is installed, without seals."""
    image = frame.image
    if image.mode == "RGB" and engine.installed() is not None:
        import numpy as np

        from pipeline.documents.scan import seal

        colored = np.asarray(image)
        if seal.has_seal(colored, frame.dpi):
            return Image.fromarray(seal.without_seals(colored, frame.dpi))
    return image.convert("L")
