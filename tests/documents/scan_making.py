"""Pictures of pages for tests, 200 dots per inch: a ruled table of figures and lines of text, and what scanners add."""

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

A4 = (1654, 2339)
WIDTHS = (240, 300, 300, 300)
HEIGHT = 64
FIGURES = (
    ("Code", "2023", "2024", "2025"),
    ("301", "1,234.50", "780.00", "2,014.50"),
    ("302", "65.47", "9,108.23", "9,173.70"),
    ("Total", "1,299.97", "9,888.23", "11,188.20"),
)


def page(
    rows: Sequence[Sequence[str]] = FIGURES,
    *,
    at: tuple[int, int] = (200, 400),
    size: tuple[int, int] = A4,
    texts: Sequence[tuple[int, int, str]] = (),
) -> Image.Image:
    """A white page with a table whose upper left corner stands at a place, and texts as (x, y, text) of theirs.

    Columns are WIDTHS wide and rows HEIGHT high; figures stand at the right of their cells.
    """
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(28)
    x0, top = at
    for row, cells in enumerate(rows):
        for col, text in enumerate(cells):
            left, upper = x0 + sum(WIDTHS[:col]), top + row * HEIGHT
            draw.rectangle((left, upper, left + WIDTHS[col], upper + HEIGHT), outline=0, width=3)
            start = left + 12 if col == 0 else left + WIDTHS[col] - 14 - draw.textlength(text, font)
            draw.text((start, upper + 16), text, 0, font)
    for x, y, text in texts:
        draw.text((x, y), text, 0, font)
    return image


def scanned(image: Image.Image, *, skew: float = 0.0, noise: float = 0.0, quality: int | None = None) -> Image.Image:
    """The page as a scanner gives it: turned by degrees against the clock, with noise and losses of JPEG."""
    turned = image.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
    noisy = np.asarray(turned, dtype=np.float64) + np.random.default_rng(1).normal(0, noise, turned.size[::-1])
    result = Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))
    if quality is None:
        return result
    packed = io.BytesIO()
    result.save(packed, "JPEG", quality=quality)
    return Image.open(packed)


def stored(*images: Image.Image, kind: str = "PDF", dpi: int | None = 200) -> bytes:
    """A file of these pages: a PDF of pictures, or an image file."""
    file = io.BytesIO()
    if kind == "PDF":
        images[0].save(file, kind, resolution=dpi or 72, save_all=True, append_images=images[1:])
    else:
        resolution = {"dpi": (dpi, dpi)} if dpi else {}
        several = {"save_all": True, "append_images": images[1:]} if len(images) > 1 else {}
        images[0].save(file, kind, **resolution, **several)
    return file.getvalue()
