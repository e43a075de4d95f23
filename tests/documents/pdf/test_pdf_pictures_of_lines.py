"""Borders of cells that a program draws as pictures."""

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from pipeline.documents.pdf import pdf
from tests.documents.pdf.test_pdf_interpreter import both
from tests.documents.pdf_making import Sheet, make_pdf

ROWS = [["项目", "2024年预算", "2025年预算"], ["工资福利", "12", "13"], ["奖金", "", "4"]]
XS, YS = (60, 160, 260, 360), (100, 120, 140, 160)


def bordered(sheet: Sheet, mode: str = "RGB", color: tuple[int, ...] = (0, 0, 0)) -> None:
    """A table whose lines are pictures half a point thick; its rows have too few figures to be told without them."""
    dot = ImageReader(Image.new(mode, (1, 1), color))
    for y in YS:
        sheet.canvas.drawImage(dot, XS[0], sheet.height - y, XS[-1] - XS[0], 0.5, mask="auto")
    for x in XS:
        sheet.canvas.drawImage(dot, x, sheet.height - YS[-1], 0.5, YS[-1] - YS[0], mask="auto")
    for number, row in enumerate(ROWS):
        for x, text in zip(XS, row, strict=False):
            sheet.text(x + 3, YS[number] + 4, text)


def test_thin_pictures_are_the_lines_of_a_table() -> None:
    data = make_pdf(bordered)
    assert [page.n_images for page in both(data)] == [0]
    (table,) = pdf.read(data).blocks
    assert [[cell.text for cell in row] for row in table.rows] == ROWS  # type: ignore[union-attr]


@pytest.mark.parametrize("opaque", [0, 255])
def test_a_picture_that_may_be_transparent_is_no_line(opaque: int) -> None:
    (page,) = both(make_pdf(lambda sheet: bordered(sheet, "RGBA", (0, 0, 0, opaque))))
    assert page.edges == ()
