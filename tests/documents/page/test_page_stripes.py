"""Tables whose rows are shaded cell by cell in turn, as browsers print those of web pages."""

from collections.abc import Sequence

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.documents.model import Table
from pipeline.documents.page.missing_lines.stripes import without_stripes
from pipeline.documents.pdf import pdf
from tests.documents.pdf_making import FONT, Sheet, make_pdf

LEFT, WIDTHS, HEIGHT = 50.0, (70.0, 200.0, 90.0, 90.0, 90.0), 18.0
HEAD = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
BODY = [
    ["201", "一般公共服务支出", "1,209.50", "900.00", "309.50"],
    ["20103", "政府办公厅（室）及相关机构事务", "1,209.50", "900.00", "309.50"],
    ["2010301", "行政运行", "900.00", "900.00", ""],
    ["2010302", "一般行政管理事务", "309.50", "", "309.50"],
    ["208", "社会保障和就业支出", "88.20", "88.20", ""],
    ["20805", "行政事业单位养老支出", "88.20", "88.20", ""],
    ["2080505", "机关事业单位基本养老保险缴费支出", "88.20", "88.20", ""],
    ["", "合计", "1,297.70", "988.20", "309.50"],
]


def printed(sheet: Sheet, top: float, rows: Sequence[Sequence[str]], grounds: Sequence[int]) -> float:
    """Rows without lines, those with these numbers on a ground of their cells; where they end."""
    for number, row in enumerate(rows):
        x = LEFT
        for col, (text, width) in enumerate(zip(row, WIDTHS, strict=True)):
            if number in grounds:
                sheet.canvas.setFillGray(0.9)
                sheet.canvas.rect(x, sheet.height - top - HEIGHT, width, HEIGHT, stroke=0, fill=1)
                sheet.canvas.setFillGray(0)
            room = width - stringWidth(text, FONT, 8)
            sheet.text(x + (room / 2 if number == 0 else room - 3 if col > 1 else 3), top + 4, text, 8)
            x += width
        top += HEIGHT
    return top


def tables(data: bytes) -> list[list[list[str]]]:
    found = (block for block in pdf.read(data).blocks if isinstance(block, Table))
    return [[[cell.text.strip() for cell in row] for row in table.rows] for table in found]


@pytest.mark.parametrize("first", [0, 1])
def test_a_table_with_every_other_row_shaded_is_one(first: int) -> None:
    rows = [HEAD, *BODY]
    data = make_pdf(lambda sheet: printed(sheet, 80, rows, range(first, len(rows), 2)) and None)
    assert tables(data) == [rows]


def test_a_table_with_one_shaded_row_is_read_as_the_others_are() -> None:
    """The second one has a row without a ground at either end of its body."""
    short = [HEAD, *BODY[4:6], ["", "合计", "88.20", "88.20", ""]]

    def draw(sheet: Sheet) -> None:
        end = printed(sheet, 80, [HEAD, *BODY], range(1, 9, 2))
        sheet.text(LEFT, end + 30, "政府性基金预算支出表")
        printed(sheet, end + 60, short, [2])

    assert tables(make_pdf(draw)) == [[HEAD, *BODY], short]


def test_ruled_tables_keep_their_lines() -> None:
    """Three under each other, each under a title; and one beside rows that are shaded."""

    def ruled(sheet: Sheet) -> None:
        for top in (80, 200, 320):
            sheet.text(LEFT, top - 15, "支出表")
            sheet.table(LEFT, top, WIDTHS, [HEAD, *BODY[:2]])

    pages = pdf.pages_of(make_pdf(ruled))
    assert list(without_stripes(pages)) == pages

    def beside(sheet: Sheet) -> None:
        end = printed(sheet, 80, [HEAD, *BODY], range(0, 9, 2))
        sheet.table(LEFT, end + 40, WIDTHS, [HEAD, *BODY[:2]])

    (page,) = pdf.pages_of(make_pdf(beside))
    (shown,) = without_stripes([page])
    upright = [edge for edge in shown.edges if not edge.is_level]
    assert upright
    assert {edge.top > 260 for edge in upright} == {True}
    assert tables(make_pdf(beside)) == [[HEAD, *BODY], [HEAD, *BODY[:2]]]
