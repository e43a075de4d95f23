"""Small PDFs for tests, drawn with coordinates from the upper left of the page, in a CJK font that is not embedded."""

import io
from collections.abc import Callable, Mapping, Sequence

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
A4 = (595.0, 842.0)

pdfmetrics.registerFont(UnicodeCIDFont(FONT))

Spans = Mapping[tuple[int, int], tuple[int, int]]


class Sheet:
    """One page to draw on; y is measured from the top."""

    def __init__(self, canvas: Canvas, size: tuple[float, float]) -> None:
        self.canvas = canvas
        self.width, self.height = size

    def text(self, x: float, top: float, text: str, size: float = 10, font: str = FONT) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - top - size * 0.88, text)

    def line(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.canvas.line(x0, self.height - top, x1, self.height - bottom)

    def picture(self, picture: Image.Image, x: float, top: float) -> None:
        """A picture of 200 dots per inch."""
        width, height = (side * 72 / 200 for side in picture.size)
        self.canvas.drawImage(ImageReader(picture), x, self.height - top - height, width, height)

    def table(
        self,
        x: float,
        top: float,
        widths: Sequence[float],
        rows: Sequence[Sequence[str]],
        *,
        height: float = 20,
        spans: Spans | None = None,
        right: frozenset[int] = frozenset(),
        open_above: frozenset[int] = frozenset(),
        open_below: frozenset[int] = frozenset(),
    ) -> float:
        """A ruled table; ``spans`` gives rows and columns of merged cells, the rest of theirs is left out.

        ``open_above`` and ``open_below`` are the columns whose outer line is not drawn. Returns where it ends.
        """
        covered = {
            (row + i, col + j): (row, col)
            for (row, col), (n_rows, n_cols) in (spans or {}).items()
            for i in range(n_rows)
            for j in range(n_cols)
            if i or j
        }
        for row, texts in enumerate(rows):
            for col, text in enumerate(texts):
                if (row, col) in covered:
                    continue
                n_rows, n_cols = (spans or {}).get((row, col), (1, 1))
                x0, x1 = x + sum(widths[:col]), x + sum(widths[: col + n_cols])
                y0, y1 = top + row * height, top + (row + n_rows) * height
                self.line(x0, y0, x0, y1)
                self.line(x1, y0, x1, y1)
                if row or col not in open_above:
                    self.line(x0, y0, x1, y0)
                if row + n_rows < len(rows) or col not in open_below:
                    self.line(x0, y1, x1, y1)
                for number, part in enumerate(text.split("\n")):
                    wide = pdfmetrics.stringWidth(part, FONT, 10)
                    self.text(x1 - wide - 3 if col in right else x0 + 3, y0 + 4 + number * 13, part)
        return top + len(rows) * height


def make_pdf(
    *pages: Callable[[Sheet], object],
    size: tuple[float, float] = A4,
    rotate: int = 0,
    origin: tuple[float, float] = (0, 0),
    crop: tuple[float, float, float, float] | None = None,
    encrypt: StandardEncryption | None = None,
) -> bytes:
    """A PDF of these pages. ``origin`` is the lower left corner of a shifted MediaBox."""
    stream = io.BytesIO()
    stored = (size[1], size[0]) if rotate % 180 else size  # the canvas turns the size with the page
    canvas = Canvas(stream, pagesize=stored, encrypt=encrypt, pageCompression=0)
    for draw in pages:
        if rotate:
            canvas.setPageRotation(rotate)
        if crop is not None:
            canvas.setCropBox(crop)
        if origin != (0, 0):
            canvas.translate(*origin)
        draw(Sheet(canvas, size))
        canvas.showPage()
    canvas.save()
    data = stream.getvalue()
    if origin != (0, 0):
        width, height = size
        old = f"/MediaBox [ 0 0 {width:g} {height:g} ]".encode()
        x, y = origin
        new = f"/MediaBox [ {x:g} {y:g} {x + width:g} {y + height:g} ]".encode()
        assert old in data
        data = data.replace(old, new)
    return data


def pdf_with_picture(picture: Image.Image, *, text: str, rotate: int = 0) -> bytes:
    """A page with a line of text at the top and a picture of 200 dots per inch at (60, 200)."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    sheet = Sheet(canvas, A4)
    sheet.text(60, 100, text)
    width, height = (side * 72 / 200 for side in picture.size)
    canvas.drawImage(ImageReader(picture), 60, A4[1] - 200 - height, width, height)
    canvas.setPageRotation(rotate)
    canvas.showPage()
    canvas.save()
    return file.getvalue()
