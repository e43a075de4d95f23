"""Seals over scanned pages are taken off; red print stays."""

import io

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from pipeline.documents.reading import read
from pipeline.documents.scan import engine as scan_engine
from tests.documents.scan_making import FIGURES, HEIGHT, WIDTHS, page

pytestmark = pytest.mark.skipif(scan_engine.installed() is None, reason="text recognition is not installed")
INK = (220, 40, 45)


def sealed(x: int, y: int) -> Image.Image:
    """The page with a seal of 1.6 inches around a place: a ring, a star and letters between."""
    sheet = page().convert("RGB")
    seal = Image.new("RGB", sheet.size, "white")
    draw = ImageDraw.Draw(seal)
    draw.ellipse((x - 160, y - 160, x + 160, y + 160), outline=INK, width=8)
    draw.regular_polygon((x, y, 45), 5, fill=INK)
    draw.text((x - 110, y - 110), "FINANCE", INK, ImageFont.load_default(50))
    return ImageChops.multiply(sheet, seal)


def stored(image: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **({"resolution": 200, "quality": 75} if kind == "PDF" else {"dpi": (200, 200)}))
    return file.getvalue()


def rows(data: bytes) -> list[list[str]]:
    (table,) = read(data).tables
    return [[cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize(("x", "y", "kind"), [(700, 520, "PNG"), (1000, 560, "PDF")])
def test_figures_under_a_seal_are_read(x: int, y: int, kind: str) -> None:
    assert rows(stored(sealed(x, y), kind)) == [list(row) for row in FIGURES]


def test_a_red_figure_stays() -> None:
    plain = [list(row) for row in FIGURES]
    red = plain[1][2]
    plain[1][2] = ""
    image = sealed(1000, 1500)
    drawn = page(plain).convert("RGB")
    image = ImageChops.multiply(drawn, Image.composite(image, Image.new("RGB", image.size, "white"), _below(image)))
    font = ImageFont.load_default(28)
    draw = ImageDraw.Draw(image)
    draw.text((200 + sum(WIDTHS[:3]) - 14 - draw.textlength(red, font), 400 + HEIGHT + 16), red, INK, font)
    assert rows(stored(image, "PNG")) == [list(row) for row in FIGURES]


def _below(image: Image.Image) -> Image.Image:
    """A mask of what lies below the table."""
    mask = Image.new("L", image.size, 0)
    mask.paste(255, (0, 1000, image.width, image.height))
    return mask
