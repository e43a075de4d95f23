"""What a page prints and where: turned pages, shifted boxes, odd characters, clipped and doubled text."""

import pytest

from pipeline.documents.model import Box, Cell, Content, Table
from pipeline.documents.pdf import pdf
from tests.documents.contents import paragraphs, texts
from tests.documents.pdf_making import Sheet, make_pdf

ROWS = [["项目", "预算数"], ["工资", "1,234.50"], ["合计", "1,234.50"]]


def draw(sheet: Sheet) -> None:
    sheet.table(50, 100, [100, 100], ROWS)


def the_table(content: Content) -> Table:
    (table,) = (block for block in content.blocks if isinstance(block, Table))
    return table


def cell_of(table: Table, text: str) -> Cell:
    return next(cell for cell in table.cells if cell.text == text)


def rounded(box: Box | None) -> tuple[int, int, int, int]:
    assert box is not None
    return round(box.x0), round(box.top), round(box.x1), round(box.bottom)


def test_a_plain_page() -> None:
    table = the_table(pdf.read(make_pdf(draw)))
    assert texts(table) == ROWS
    assert rounded(cell_of(table, "工资").box) == (50, 120, 150, 140)
    assert cell_of(table, "工资").page == 1


@pytest.mark.parametrize("origin", [(-12, 12), (30, -40)])
def test_a_shifted_media_box_does_not_shift_the_cells(origin: tuple[float, float]) -> None:
    table = the_table(pdf.read(make_pdf(draw, origin=origin)))
    assert texts(table) == ROWS
    assert rounded(cell_of(table, "工资").box) == (50, 120, 150, 140)


def test_boxes_are_measured_from_the_crop_box() -> None:
    table = the_table(pdf.read(make_pdf(draw, crop=(40, 0, 595, 800))))
    assert rounded(cell_of(table, "工资").box) == (10, 78, 110, 98)


def test_text_outside_the_crop_box_is_not_seen() -> None:
    def both(sheet: Sheet) -> None:
        sheet.text(50, 10, "裁去")
        sheet.text(50, 200, "留下")

    assert paragraphs(pdf.read(make_pdf(both, crop=(0, 0, 595, 800)))) == ["留下"]


@pytest.mark.parametrize(
    ("rotate", "box"),
    [(90, (842 - 140, 50, 842 - 120, 150)), (180, (445, 702, 545, 722)), (270, (120, 445, 140, 545))],
)
def test_a_page_whose_text_is_turned_by_the_rotation(rotate: int, box: tuple[int, int, int, int]) -> None:
    table = the_table(pdf.read(make_pdf(draw, rotate=rotate)))
    assert texts(table) == ROWS
    assert rounded(cell_of(table, "工资").box) == box


def test_a_wide_page_that_is_stored_upright() -> None:
    def sideways(sheet: Sheet) -> None:
        sheet.canvas.rotate(90)
        sheet.canvas.translate(0, -sheet.width)
        wide = Sheet(sheet.canvas, (842, 595))
        wide.table(50, 100, [100, 100], ROWS)

    displayed = the_table(pdf.read(make_pdf(sideways, rotate=90)))
    assert texts(displayed) == ROWS
    assert rounded(cell_of(displayed, "工资").box) == (50, 120, 150, 140)
    as_stored = the_table(pdf.read(make_pdf(sideways)))
    assert texts(as_stored) == ROWS
    assert rounded(cell_of(as_stored, "工资").box) == (120, 842 - 150, 140, 842 - 50)


def test_radicals_are_ideographs_and_control_characters_are_gone() -> None:
    def odd(sheet: Sheet) -> None:
        sheet.table(50, 100, [100, 100], [["⻔户", "车\u200b辆"], ["1\u200b2", "⻋"]])

    assert texts(the_table(pdf.read(make_pdf(odd)))) == [["门户", "车辆"], ["12", "车"]]


def test_a_bold_face_made_by_printing_twice_is_read_once() -> None:
    def bold(sheet: Sheet) -> None:
        sheet.text(50, 50, "收支总表 111")
        sheet.text(50.3, 50, "收支总表 111")

    assert paragraphs(pdf.read(make_pdf(bold))) == ["收支总表 111"]


def test_text_that_a_clipping_path_hides_is_not_read() -> None:
    def clipped(sheet: Sheet) -> None:
        path = sheet.canvas.beginPath()
        path.rect(0, sheet.height - 100, sheet.width, 100)
        sheet.canvas.saveState()
        sheet.canvas.clipPath(path, stroke=0)
        sheet.text(50, 60, "看得见")
        sheet.text(50, 120, "看不见")
        sheet.canvas.restoreState()
        sheet.text(50, 140, "也看得见")

    assert paragraphs(pdf.read(make_pdf(clipped))) == ["看得见", "也看得见"]


def test_a_figure_that_ends_beyond_the_page_is_read_whole() -> None:
    def cut(sheet: Sheet) -> None:
        sheet.table(395, 100, [100, 130], [["教育", ""], ["住房", ""]])
        # Seven characters of 36.14 points: from 565 to 601 on a page of 595, so that the last digit lies beyond.
        sheet.text(565, 104, "1234.56", font="Helvetica")
        sheet.text(500, 124, "78.00", font="Helvetica")

    for data in (make_pdf(cut), make_pdf(cut, crop=(0, 0, 595, 842))):
        (table,) = (block for block in pdf.read(data).blocks if isinstance(block, Table))
        assert [row[1].text for row in table.rows] == ["1234.56", "78.00"]


def test_a_line_cut_lengthwise_by_the_clipping_stays_in_its_cell() -> None:
    def cut(sheet: Sheet) -> None:
        sheet.table(50, 100, [100, 100], [["", "5"], ["住房", "6"]])
        path = sheet.canvas.beginPath()
        path.rect(50, sheet.height - 120, 100, 20)
        sheet.canvas.saveState()
        sheet.canvas.clipPath(path, stroke=0)
        sheet.text(53, 101, "教育")
        sheet.text(53, 114, "支出")
        sheet.canvas.restoreState()

    assert texts(the_table(pdf.read(make_pdf(cut)))) == [["教育\n支出", "5"], ["住房", "6"]]


@pytest.mark.parametrize("angle", [5, 10, 40, 85])
def test_a_watermark_across_the_page_is_not_text(angle: int) -> None:
    def marked(sheet: Sheet) -> None:
        draw(sheet)
        sheet.canvas.saveState()
        sheet.canvas.translate(60, 600)
        sheet.canvas.rotate(angle)
        sheet.canvas.setFont("Helvetica", 40)
        sheet.canvas.drawString(0, 0, "DRAFT")
        sheet.canvas.restoreState()

    content = pdf.read(make_pdf(marked))
    assert len(content.blocks) == 1
    assert texts(the_table(content)) == ROWS
