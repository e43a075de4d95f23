"""Headers in one frame, with no lines between them, over columns that are ruled."""

from pipeline.documents.model import Table
from pipeline.documents.reading import read
from tests.documents.pdf_making import Sheet, make_pdf

WIDTHS = [60, 120, 80, 80, 80]
BODY = [
    ["", "合计", "9.00", "8.00", "1.00"],
    ["301", "工资福利支出", "8.00", "8.00", ""],
    ["302", "商品和服务支出", "1.00", "", "1.00"],
]


def centred(sheet: Sheet, x0: float, x1: float, top: float, text: str) -> None:
    sheet.text((x0 + x1) / 2 - 5 * len(text), top, text)


def draw(sheet: Sheet) -> None:
    """经济分类科目 over two columns and 基本支出 over three, in the middle of each, in a frame from 100 to 140."""
    sheet.text(200, 60, "一般公共预算基本支出表")
    for x in (50, 470):
        sheet.line(x, 100, x, 140)
    sheet.line(50, 100, 470, 100)
    centred(sheet, 50, 230, 105, "经济分类科目")
    centred(sheet, 230, 470, 105, "基本支出")
    ends = [(50, 110), (110, 230), (230, 310), (310, 390), (390, 470)]
    for (x0, x1), text in zip(ends, ("科目编码", "科目名称", "合计", "人员经费", "公用经费"), strict=True):
        centred(sheet, x0, x1, 125, text)
    sheet.table(50, 140, WIDTHS, BODY)


def test_headers_without_lines_stand_over_the_columns_of_the_body() -> None:
    (table,) = read(make_pdf(draw)).tables
    heads = {(cell.row, cell.col): (cell.text, cell.col_span) for cell in table.cells if cell.row < 3}
    assert heads == {
        (1, 1): ("经济分类科目", 2),
        (1, 3): ("基本支出", 3),
        (2, 1): ("科目编码", 1),
        (2, 2): ("科目名称", 1),
        (2, 3): ("合计", 1),
        (2, 4): ("人员经费", 1),
        (2, 5): ("公用经费", 1),
    }
    assert [[cell.text for cell in row] for row in table.rows[2:]] == BODY
    total = table.grid[3, 3]
    assert total.box is not None
    assert (round(total.box.top), round(total.box.x0)) == (140, 230)


def test_a_caption_in_the_frame_is_no_header() -> None:
    """部门：… and 单位：万元 in a line of the grid over the figures stay one cell."""

    def captioned(sheet: Sheet) -> None:
        sheet.table(50, 120, WIDTHS, [["", "", "", "", ""], *BODY], spans={(0, 0): (1, 5)})
        sheet.text(60, 124, "部门：某某局")
        sheet.text(400, 124, "单位：万元")

    (table,) = (block for block in read(make_pdf(captioned)).blocks if isinstance(block, Table))
    assert table.grid[1, 1].text.split() == ["部门：某某局", "单位：万元"]
    assert table.grid[1, 1].col_span == 5
