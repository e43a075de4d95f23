"""Print of the other side that shows through, told from pale print of the page itself."""

import pytest

pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
pytest.importorskip("cv2", reason="the extra ocr is not installed")

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from pipeline.documents.model import Document
from pipeline.documents.reading import read
from pipeline.documents.scan.through import front_of
from tests.documents.scan_making import FIGURES, page, stored

FRONT = page(texts=[(200, 300, "Statement 2025"), (1180, 340, "Unit: 10000")])
OTHER = page(
    [
        ("Department", "Agency", "Budget", "Notes"),
        ("Bureau of forests", "Reserve", "4,017.25", "final"),
        ("Bureau of roads", "Bridges", "5,630.18", "draft"),
    ],
    at=(300, 1100),
    texts=[(300, 900 + 50 * row, "Explanation of the expenditure of this department") for row in range(3)],
)


def pale(image: Image.Image) -> Image.Image:
    """A sixth of the print of a page, blurred as by paper."""
    return image.filter(ImageFilter.GaussianBlur(1.5)).point(lambda value: 255 - (255 - value) // 6)


def over(front: Image.Image, back: Image.Image) -> Image.Image:
    return Image.fromarray(np.minimum(np.asarray(front), np.asarray(back)))


def rows(document: Document) -> list[list[str]]:
    (table,) = document.tables
    return [[cell.text for cell in cells] for cells in table.rows]


def test_what_shows_through_is_no_print() -> None:
    document = read(stored(over(FRONT, pale(ImageOps.mirror(OTHER)))))
    assert rows(document) == [list(row) for row in FIGURES]
    assert [p.text.replace(" ", "") for p in document.paragraphs] == ["Statement2025", "Unit:10000"]


def test_pale_print_of_the_page_itself_stays() -> None:
    both = np.asarray(over(FRONT, pale(OTHER)))
    assert front_of(both).picture is both


def test_a_page_without_anything_pale_is_left_alone() -> None:
    front = np.asarray(FRONT)
    assert front_of(front).picture is front


def test_a_page_with_little_print_of_its_own_shows_that_only() -> None:
    front = page([], texts=[(200, 300, "Sum 58.2")])
    document = read(stored(over(front, pale(ImageOps.mirror(OTHER)))))
    assert not list(document.tables)
    assert [p.text.replace(" ", "") for p in document.paragraphs] == ["Sum58.2"]


def test_print_that_hangs_together_with_lines_that_show_through_is_the_pages_own() -> None:
    """The lines of the other side run through nearly all characters of this one."""
    lines = Image.new("L", FRONT.size, 255)
    draw = ImageDraw.Draw(lines)
    for y in range(180, 861, 40):
        draw.line((100, y, 1560, y), 0, 3)
    for x in range(100, 1561, 73):
        draw.line((x, 180, x, 860), 0, 3)
    back = over(OTHER, lines)
    document = read(stored(over(FRONT, pale(ImageOps.mirror(back)))))
    assert rows(document) == [list(row) for row in FIGURES]


def test_one_line_that_shows_through_is_known_by_the_page_before() -> None:
    one = page([], texts=[(300, 900, "Expenditure of this department"), (300, 1000, "Page")])
    front = np.asarray(over(FRONT, pale(ImageOps.mirror(one))))
    assert front_of(front).picture is front
    known = front_of(np.asarray(over(FRONT, pale(ImageOps.mirror(OTHER))))).other_side
    assert known is not None
    clean = front_of(front, known).picture
    assert clean[880:1060].min() > 225
    own = np.asarray(over(FRONT, pale(one)))
    assert front_of(own, known).picture is own
