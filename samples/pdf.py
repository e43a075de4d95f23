"""PDF files of the blocks: text in a font that is not embedded, as many publishers leave it, and ruling lines."""

import io
from collections.abc import Iterable

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from samples.blocks import Block
from samples.pages import Page, Text, lay_out

_FONT = "STSong-Light"
_ASCENT = 0.88


def write(blocks: Iterable[Block]) -> bytes:
    """The whole document as the bytes of a PDF file; the same blocks give the same bytes."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1, pageCompression=1)
    for page in lay_out(blocks):
        canvas.setPageSize((page.width, page.height))
        _draw(canvas, page)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _draw(canvas: Canvas, page: Page) -> None:
    canvas.setLineWidth(0.7)
    for rule in page.rules:
        canvas.line(rule.x0, page.height - rule.top, rule.x1, page.height - rule.bottom)
    for text in page.texts:
        _print(canvas, page, text)


def _print(canvas: Canvas, page: Page, text: Text) -> None:
    canvas.setFont(_FONT, text.size)
    y = page.height - text.top - _ASCENT * text.size
    draw = {"left": canvas.drawString, "right": canvas.drawRightString, "middle": canvas.drawCentredString}
    draw[text.align](text.x, y, text.text)
