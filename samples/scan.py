"""Scanned PDF files of the blocks: pictures of the pages in two tones, a little askew, as an office copier leaves them.

A font with Chinese characters is needed to draw them, and fonts differ, so that the bytes depend on the machine.
"""

import io
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from samples.blocks import Block
from samples.pages import Page, lay_out

_DPI = 200
_DRAWN = 400
"""Pages are drawn at twice the resolution, so that edges have shades before they become black or white."""
_SKEWS = (0.4, -0.6, 0.2, -0.3)
_WHITE_FROM = 170


def write(blocks: Iterable[Block], font: Path) -> bytes:
    """The whole document as the bytes of a PDF of pictures, with no character in it; `font` is a font's file.

    Raises OSError where the font cannot be opened.
    """
    images = [_picture(page, font, _SKEWS[n % len(_SKEWS)]) for n, page in enumerate(lay_out(blocks))]
    file = io.BytesIO()
    images[0].save(file, "PDF", resolution=_DPI, save_all=True, append_images=images[1:])
    return file.getvalue()


def _picture(page: Page, font: Path, skew: float) -> Image.Image:
    unit = _DRAWN / 72
    image = Image.new("L", (round(page.width * unit), round(page.height * unit)), 255)
    draw = ImageDraw.Draw(image)
    for rule in page.rules:
        draw.line([round(value * unit) for value in (rule.x0, rule.top, rule.x1, rule.bottom)], 0, round(0.7 * unit))
    for text in page.texts:
        anchor = {"left": "ls", "right": "rs", "middle": "ms"}[text.align]
        place = text.x * unit, (text.top + 0.88 * text.size) * unit
        draw.text(place, text.text, 0, ImageFont.truetype(font, round(text.size * unit)), anchor)
    turned = image.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
    small = turned.resize((turned.width * _DPI // _DRAWN, turned.height * _DPI // _DRAWN), Image.Resampling.LANCZOS)
    return small.point(lambda value: 255 if value >= _WHITE_FROM else 0).convert("1")
