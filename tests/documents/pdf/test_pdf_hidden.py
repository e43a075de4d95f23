"""What nobody sees: digits beyond an edge are read with their figure; white, tiny and watermark type is not read."""

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader

from pipeline.documents.model import Content, Paragraph, Table
from pipeline.documents.pdf import pdf
from pipeline.documents.pdf.pdf import complete_drawing, content_of, drawing, pages_of
from tests.documents.pdf_making import Sheet, make_pdf

WHITE, DARK = (1, 1, 1), (0.1, 0.2, 0.5)


def contents(data: bytes) -> Content:
    """What both ways to read a page give."""
    fast, complete = (pages_of(data, draw) for draw in (drawing, complete_drawing))
    assert [page.glyphs for page in fast] == [page.glyphs for page in complete]
    return content_of(fast)


def rows(data: bytes) -> list[list[str]]:
    (table,) = (block for block in contents(data).blocks if isinstance(block, Table))
    return [[cell.text for cell in row] for row in table.rows]


def clipped(sheet: Sheet, box: tuple[float, float, float, float], x: float, top: float, text: str) -> None:
    """A text of which only the part inside the box (x0, top, x1, bottom) is seen."""
    x0, y0, x1, y1 = box
    sheet.canvas.saveState()
    path = sheet.canvas.beginPath()
    path.rect(x0, sheet.height - y1, x1 - x0, y1 - y0)
    sheet.canvas.clipPath(path, stroke=0, fill=0)
    sheet.text(x, top, text)
    sheet.canvas.restoreState()


def test_a_figure_that_runs_over_the_edge_of_the_page_is_read_whole() -> None:
    def wide(sheet: Sheet) -> None:
        sheet.table(395, 100, [100, 100], [["项目", "预算数"], ["工资", ""], ["合计", "9.00"]])
        sheet.text(565, 124, "12,345.67")

    assert rows(make_pdf(wide)) == [["项目", "预算数"], ["工资", "12,345.67"], ["合计", "9.00"]]


@pytest.mark.parametrize(("x", "printed"), [(170, "12,345.67"), (125, "….67"), (185, "12,3…")])
def test_a_figure_cut_by_its_cell_is_read_whole_or_as_no_number(x: float, printed: str) -> None:
    """The cell is 150 to 200 wide; the figure ends behind it, or begins before it, seen by more or less than half.

    9 characters of 37.12 points: a digit is 4.62 wide, the comma and the point 2.38.
    """

    def cut(sheet: Sheet) -> None:
        sheet.table(100, 100, [50, 50, 50], [["项目", "上年", "本年"], ["工资", "", "8.00"], ["合计", "7.00", "8.00"]])
        clipped(sheet, (150, 120, 200, 140), x, 124, "12,345.67")

    assert rows(make_pdf(cut)) == [["项目", "上年", "本年"], ["工资", printed, "8.00"], ["合计", "7.00", "8.00"]]


def test_a_figure_out_of_sight_and_the_hidden_end_of_a_name_are_not_read() -> None:
    def cut(sheet: Sheet) -> None:
        sheet.table(100, 100, [50, 50, 50], [["项目", "上年", "本年"], ["", "6.00", "8.00"]])
        clipped(sheet, (100, 120, 150, 140), 103, 124, "机关事业单位养老保险")
        clipped(sheet, (100, 120, 150, 140), 240, 124, "55.00")

    assert rows(make_pdf(cut))[1] == ["机关事业单", "6.00", "8.00"]


def test_tiny_and_white_type_in_a_header_is_not_read() -> None:
    def header(sheet: Sheet) -> None:
        sheet.table(100, 100, [100, 100], [["项目", "预算数"], ["工资", "9.00"]])
        sheet.text(240, 112, "x7", size=1)
        sheet.canvas.setFillColorRGB(*WHITE)
        sheet.text(260, 104, "内部")
        sheet.text(100, 300, "白底白字")

    content = contents(make_pdf(header))
    assert not [block for block in content.blocks if isinstance(block, Paragraph)]
    assert rows(make_pdf(header)) == [["项目", "预算数"], ["工资", "9.00"]]


def test_small_type_over_larger_type_is_no_text_and_small_figures_and_small_names_are() -> None:
    """Scraps of 2.5 points over a header of five; a name and a figure shrunk to fit, and a figure over a name."""

    def header(sheet: Sheet) -> None:
        sheet.canvas.scale(0.5, 0.5)
        sheet.text(100, 60, "单位预算公开表单位预算公开表单位预算公开表")
        sheet.table(100, 100, [100, 100], [["三公经费", "预算数"], ["", ""], ["工资", "9.00"]])
        sheet.text(112, 105, "购置费", size=5)
        sheet.text(103, 128, "机关事业单位", size=5)
        sheet.text(203, 128, "12,345.67", size=5)
        sheet.text(112, 146, "8", size=5)

    read = rows(make_pdf(header))
    assert read[:2] == [["三公经费", "预算数"], ["机关事业单位", "12,345.67"]]
    assert "8" in read[2][0]


def test_white_type_on_a_dark_ground_is_read() -> None:
    def header(sheet: Sheet) -> None:
        sheet.canvas.setFillColorRGB(*DARK)
        sheet.canvas.rect(100, sheet.height - 120, 200, 20, stroke=0, fill=1)
        sheet.canvas.setFillColorRGB(*WHITE)
        sheet.table(100, 100, [100, 100], [["项目", "预算数"]])
        sheet.canvas.setFillColorRGB(0, 0, 0)
        sheet.table(100, 120, [100, 100], [["工资", "9.00"], ["合计", "9.00"]])

    assert rows(make_pdf(header)) == [["项目", "预算数"], ["工资", "9.00"], ["合计", "9.00"]]


def test_a_page_of_small_type_is_read() -> None:
    """A large sheet printed on one page: all type is two points high."""

    def small(sheet: Sheet) -> None:
        sheet.canvas.scale(0.2, 0.2)
        sheet.table(100, 100, [100, 100], [["项目", "预算数"], ["工资", "9.00"]], height=40)

    assert [text for row in rows(make_pdf(small)) for text in row] == ["项目", "预算数", "工资", "9.00"]
    assert pdf.read(make_pdf(small)) == contents(make_pdf(small))


ROWS = [["科目", "合计", "项目支出"], ["工资福利支出", "1,234.50", "234.50"], ["商品和服务支出", "15.00", ""]]


def under(sheet: Sheet, angle: int = 0, gray: float = 0.85, alpha: float = 1.0, **at: float) -> None:
    """A table and a text of a watermark at a place of it."""
    sheet.table(60, 100, [120, 100, 100], ROWS)
    sheet.canvas.saveState()
    sheet.canvas.setFillGray(gray)
    sheet.canvas.setFillAlpha(alpha)
    sheet.canvas.translate(at.get("x", 100), sheet.height - at.get("top", 117))
    sheet.canvas.rotate(angle)
    sheet.text(0, sheet.height, "某市财政局", size=12)
    sheet.canvas.restoreState()


def test_a_pale_text_again_and_again_is_a_watermark() -> None:
    def tiled(sheet: Sheet) -> None:
        for x in (100, 190, 280):
            for top in (85, 126, 146):
                under(sheet, x=x, top=top)

    content = contents(make_pdf(tiled))
    assert [[cell.text for cell in row] for row in content.blocks[0].rows] == ROWS  # type: ignore[union-attr]
    assert len(content.blocks) == 1


@pytest.mark.parametrize(("gray", "alpha"), [(0.85, 1.0), (0.0, 0.3)])
@pytest.mark.parametrize("angle", [0, 90])
def test_a_pale_text_over_print_or_across_it_is_a_watermark(angle: int, gray: float, alpha: float) -> None:
    def draw(sheet: Sheet) -> None:
        under(sheet, angle, gray, alpha, x=75 if not angle else 270, top=124 if not angle else 158)

    assert rows(make_pdf(draw)) == ROWS


def test_a_pale_text_through_which_rulings_run_is_a_watermark() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(60, 100, [120, 30, 30, 30], [["科目", "合计", "", ""], ["工资", "5.00", "", ""]])
        sheet.canvas.setFillGray(0.85)
        sheet.text(214, 122, "某市财政局", size=16)
        sheet.canvas.setFillGray(0)

    assert rows(make_pdf(draw)) == [["科目", "合计", "", ""], ["工资", "5.00", "", ""]]


def test_a_pale_text_over_shaded_rows_is_a_watermark() -> None:
    texts = [["科目", "合计", ""], ["工资", "5.00", ""], ["奖金", "6.00", ""], ["合计", "11.00", ""]]

    def draw(sheet: Sheet) -> None:
        for row in (0, 2):
            for left, wide in ((60, 100), (160, 60), (220, 120)):
                sheet.canvas.setFillGray(0.92)
                sheet.canvas.rect(left, sheet.height - 120 - 20 * row, wide, 20, stroke=0, fill=1)
        sheet.canvas.setFillGray(0.85)
        sheet.text(240, 118, "财政", size=26)
        sheet.canvas.setFillGray(0)
        for number, row in enumerate(texts):
            for left, text in zip((63, 163, 223), row, strict=True):
                sheet.text(left, 104 + 20 * number, text)

    assert rows(make_pdf(draw)) == texts


def test_a_pale_figure_that_reaches_over_a_ruling_is_read() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(60, 100, [120, 30, 30, 30], [["科目", "合计", "", ""], ["工资", "5.00", "", ""]])
        sheet.canvas.setFillGray(0.7)
        sheet.text(212, 124, "1,234.50")
        sheet.canvas.setFillGray(0)

    assert rows(make_pdf(draw))[1] == ["工资", "5.00", "1,234.50", ""]


def test_pale_print_is_read() -> None:
    def draw(sheet: Sheet) -> None:
        under(sheet, x=65, top=180)
        for row in range(3):
            sheet.canvas.setFillGray(0.7)
            sheet.text(230, 200 + 20 * row, "0.00")
            sheet.canvas.setFillGray(0)

    content = contents(make_pdf(draw))
    texts = [block.text for block in content.blocks if isinstance(block, Paragraph)]
    assert texts == ["某市财政局", "0.00", "0.00", "0.00"]


def test_pale_headers_on_a_dark_ground_are_read() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.canvas.setFillColorRGB(*DARK)
        sheet.canvas.rect(60, sheet.height - 120, 300, 20, stroke=0, fill=1)
        sheet.canvas.setFillGray(0)
        sheet.table(60, 100, [100, 100, 100], [["", "", ""], *ROWS[1:]])
        sheet.canvas.setFillGray(0.9)
        for col in range(3):
            sheet.text(64 + 100 * col, 104, "预算数")
        sheet.canvas.setFillGray(0)

    assert rows(make_pdf(draw))[0] == ["预算数"] * 3


PICTURE = Image.new("L", (600, 200), 230)


def under_a_picture(sheet: Sheet) -> None:
    """A text at the upper left, under a picture of 216 by 72 points, and another one beside it."""
    sheet.text(110, 120, "基本支出12.50")
    sheet.line(110, 140, 300, 140)
    sheet.text(400, 120, "项目支出37.25")


def texts(data: bytes) -> list[str]:
    return [block.text for block in contents(data).blocks if isinstance(block, Paragraph)]


def test_text_under_a_picture_is_a_guess_that_nobody_sees() -> None:
    def covered(sheet: Sheet) -> None:
        under_a_picture(sheet)
        sheet.picture(PICTURE, 100, 100)
        sheet.text(110, 150, "第3页")

    (page,) = pages_of(make_pdf(covered))
    assert not page.edges
    assert "".join(texts(make_pdf(covered))) == "项目支出37.25第3页"


@pytest.mark.parametrize("kind", ["mask", "blend", "pale", "before"])
def test_text_under_a_picture_that_lets_it_through_is_read(kind: str) -> None:
    """A seal with a transparent ground, a picture multiplied with the page, half opaque, or painted before the text."""

    def seen(sheet: Sheet) -> None:
        if kind == "before":
            sheet.picture(PICTURE, 100, 100)
        under_a_picture(sheet)
        sheet.canvas.saveState()
        if kind == "mask":
            seal = Image.new("RGBA", PICTURE.size, (200, 0, 0, 90))
            sheet.canvas.drawImage(ImageReader(seal), 100, sheet.height - 172, 216, 72, mask="auto")
        elif kind == "blend":
            sheet.canvas.setBlendMode("Multiply")
            sheet.picture(PICTURE, 100, 100)
        elif kind == "pale":
            sheet.canvas.setFillAlpha(0.5)
            sheet.picture(PICTURE, 100, 100)
        sheet.canvas.restoreState()

    assert "".join(texts(make_pdf(seen))) == "基本支出12.50项目支出37.25"


def test_a_page_recognised_by_another_program_under_its_picture_is_a_scan() -> None:
    """The guess (32.50) is under the picture of the page, which says 12.50."""
    picture = Image.new("L", (1653, 2339), 255)
    ImageDraw.Draw(picture).text((300, 400), "12.50", 0, ImageFont.load_default(size=40))

    def recognised(sheet: Sheet) -> None:
        sheet.text(110, 144, "32.50", size=14)
        sheet.text(110, 244, "基本支出和项目支出", size=14)
        sheet.picture(picture, 0, 0)

    assert [block.text for block in pdf.read(make_pdf(recognised)).blocks if isinstance(block, Paragraph)] == ["12.50"]
