"""Headers in one frame, with no lines between them, over columns that are ruled."""

from reportlab.pdfbase import pdfmetrics

from pipeline.documents.model import Table
from pipeline.documents.reading import read
from tests.documents.pdf_making import FONT, Sheet, make_pdf

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


def head_of(widths: list[int], lines: list[list[tuple[int, int, str]]], body: list[list[str]]) -> list[tuple[str, int]]:
    """Texts and spans of the headers in a frame over a ruled body; lines of texts, each in the middle of columns."""
    edges = [50 + sum(widths[:col]) for col in range(len(widths) + 1)]

    def framed(sheet: Sheet) -> None:
        sheet.text(100, 60, "收支总表")
        bottom = 100 + 20 * len(lines)
        for x in (edges[0], edges[-1]):
            sheet.line(x, 100, x, bottom)
        sheet.line(edges[0], 100, edges[-1], 100)
        for number, texts in enumerate(lines):
            for col, end, text in texts:
                wide = pdfmetrics.stringWidth(text, FONT, 10)
                sheet.text((edges[col] + edges[end]) / 2 - wide / 2, 105 + 20 * number, text)
        sheet.table(50, bottom, widths, body)

    (table,) = read(make_pdf(framed)).tables
    return [(cell.text, cell.col_span) for cell in table.cells if cell.row <= len(lines)]


def test_a_header_of_spread_characters_is_one() -> None:
    lines = [
        [(0, 2, "收        入"), (2, 4, "支        出")],
        [(0, 1, "项目"), (1, 2, "预算数"), (2, 3, "项目"), (3, 4, "预算数")],
    ]
    body = [["事业收入", "9.00", "教育支出", "9.00"], ["收入总计", "9.00", "支出总计", "9.00"]]
    assert [("".join(text.split()), span) for text, span in head_of([100, 80, 100, 80], lines, body)] == [
        ("收入", 2),
        ("支出", 2),
        *((text, 1) for text in ("项目", "预算数", "项目", "预算数")),
    ]


def test_spread_headers_alone_between_lines_across_are_apart() -> None:
    """收 入 and 支 出 stand in one cell, their characters parted by blanks, over a line and a row of headers."""

    def framed(sheet: Sheet) -> None:
        sheet.text(100, 60, "收支总表")
        for x in (50, 410):
            sheet.line(x, 100, x, 140)
        for y in (100, 120):
            sheet.line(50, y, 410, y)
        for x, text in ((122, "收        入"), (302, "支        出")):
            sheet.text(x, 105, text)
        for x, text in ((90, "项目"), (175, "预算数"), (270, "项目"), (355, "预算数")):
            sheet.text(x, 125, text)
        sheet.table(50, 140, [100, 80, 100, 80], [["事业收入", "9.00", "教育支出", "9.00"]] * 2)

    (table,) = read(make_pdf(framed)).tables
    heads = [("".join(cell.text.split()), cell.col, cell.col_span) for cell in table.cells if cell.row == 1]
    assert heads == [("收入", 1, 2), ("支出", 3, 2)]


def test_a_header_in_the_middle_of_two_columns_is_over_both() -> None:
    """项目 over a narrow and a wide column, in which alone it stands."""
    body = [["1", "收入合计", "9.00"], ["2", "事业收入", "9.00"]]
    assert head_of([40, 160, 80], [[(0, 2, "项目"), (2, 3, "金额")]], body) == [("项目", 2), ("金额", 1)]


def test_two_columns_have_headers_too() -> None:
    body = [["事业收入", "9.00"], ["收入总计", "9.00"]]
    assert head_of([120, 80], [[(0, 1, "项目"), (1, 2, "预算数")]], body) == [("项目", 1), ("预算数", 1)]


def test_groups_closed_by_lines_across_have_headers_without_lines_between_them() -> None:
    """A line runs under 财政拨款 alone, whose three columns share a cell; two headers beside it share another."""
    widths = [120, 70, 70, 70, 70]
    edges = [50 + sum(widths[:col]) for col in range(len(widths) + 1)]

    def framed(sheet: Sheet) -> None:
        sheet.text(100, 60, "收入总表")
        for x in (edges[0], edges[-1]):
            sheet.line(x, 100, x, 140)
        sheet.line(edges[0], 100, edges[-1], 100)
        sheet.line(edges[2], 120, edges[5], 120)
        centred(sheet, edges[0], edges[1], 115, "科目名称")
        centred(sheet, edges[1], edges[2], 115, "总计")
        centred(sheet, edges[2], edges[5], 105, "财政拨款")
        for col, text in ((2, "小计"), (3, "一般公共"), (4, "基金")):
            centred(sheet, edges[col], edges[col + 1], 125, text)
        sheet.table(50, 140, widths, [["行政运行", "9.00", "9.00", "8.00", "1.00"]] * 2)

    (table,) = read(make_pdf(framed)).tables
    heads = {(cell.row, cell.col): (cell.text, cell.row_span, cell.col_span) for cell in table.cells if cell.row < 3}
    assert heads == {
        (1, 1): ("科目名称", 2, 1),
        (1, 2): ("总计", 2, 1),
        (1, 3): ("财政拨款", 1, 3),
        (2, 3): ("小计", 1, 1),
        (2, 4): ("一般公共", 1, 1),
        (2, 5): ("基金", 1, 1),
    }


def test_headers_that_stand_upright_are_of_their_columns() -> None:
    """Columns as narrow as a character: each line of the frame holds one character of each header."""
    texts = ["科目", "一般公共预算", "基金预算", "其他收入"]
    widths = [120, 16, 16, 16]
    edges = [50, 170, 186, 202, 218]

    def upright(sheet: Sheet) -> None:
        sheet.text(100, 60, "收入总表")
        for x in (edges[0], edges[-1]):
            sheet.line(x, 100, x, 180)
        sheet.line(edges[0], 100, edges[-1], 100)
        centred(sheet, edges[0], edges[1], 134, texts[0])
        for x0, x1, text in zip(edges[1:], edges[2:], texts[1:], strict=False):
            for number, character in enumerate(text):
                centred(sheet, x0, x1, 140 - 6 * len(text) + 12 * number, character)
        sheet.table(50, 180, widths, [["教育", "9.0", "8.0", "1.0"], ["行政", "9.0", "8.0", "1.0"]])

    (table,) = read(make_pdf(upright)).tables
    assert ["".join(cell.text.split()) for cell in table.rows[0]] == texts


def test_a_cell_over_more_rows_beside_headers_without_lines_between_them_is_a_header() -> None:
    """名称 beside 基本支出 and the three headers under it, which share a cell; lines close the first two."""

    def framed(sheet: Sheet) -> None:
        sheet.text(100, 60, "基本支出表")
        for x in (50, 170, 380):
            sheet.line(x, 100, x, 140)
        sheet.line(50, 100, 380, 100)
        sheet.line(170, 120, 380, 120)
        centred(sheet, 50, 170, 115, "名称")
        centred(sheet, 170, 380, 105, "基本支出")
        for x0, text in ((170, "合计"), (240, "人员经费"), (310, "公用经费")):
            centred(sheet, x0, x0 + 70, 125, text)
        sheet.table(50, 140, [120, 70, 70, 70], [["工资", "9.00", "9.00", "0.00"], ["差旅费", "1.00", "0.00", "1.00"]])

    (table,) = read(make_pdf(framed)).tables
    heads = {(cell.row, cell.col): (cell.text, cell.row_span, cell.col_span) for cell in table.cells if cell.row < 3}
    assert heads == {
        (1, 1): ("名称", 2, 1),
        (1, 2): ("基本支出", 1, 3),
        (2, 2): ("合计", 1, 1),
        (2, 3): ("人员经费", 1, 1),
        (2, 4): ("公用经费", 1, 1),
    }


def test_a_cell_beside_headers_that_reaches_into_the_body_keeps_its_text() -> None:
    """整体情况 beside the headers, which share a cell, and beside the first row of figures."""

    def framed(sheet: Sheet) -> None:
        sheet.text(100, 60, "整体绩效目标表")
        for x in (50, 110, 350):
            sheet.line(x, 100, x, 160)
        sheet.line(230, 120, 230, 160)
        sheet.line(50, 100, 350, 100)
        for y in (120, 140):
            sheet.line(110, y, 350, y)
        sheet.line(50, 160, 350, 160)
        centred(sheet, 50, 110, 125, "整体情况")
        for x0, texts in ((110, ("支出", "9.00", "8.00")), (230, ("预算金额", "1.00", "2.00"))):
            for number, text in enumerate(texts):
                centred(sheet, x0, x0 + 120, 104 + 20 * number, text)

    (table,) = read(make_pdf(framed)).tables
    assert [cell.text for cell in table.cells] == ["整体情况", "支出 预算金额", "9.00", "1.00", "8.00", "2.00"]


def test_a_line_under_a_group_says_which_columns_it_is_over() -> None:
    """Headers at the foot of their cells; 购置及运行费 is in the middle of three columns, and of five."""
    widths = [80, 80, 80, 80, 80, 80]

    def framed(sheet: Sheet) -> None:
        sheet.text(100, 60, "三公经费支出表")
        for x in (50, 530):
            sheet.line(x, 100, x, 130)
        sheet.line(50, 100, 530, 100)
        sheet.line(210, 115, 450, 115)
        centred(sheet, 210, 450, 103, "购置及运行费")
        for col, text in enumerate(("合计", "出国费", "小计", "购置费", "运行费", "接待费")):
            centred(sheet, 50 + 80 * col, 130 + 80 * col, 118, text)
        sheet.table(50, 130, widths, [["9.00", "", "8.00", "", "8.00", "1.00"]])

    (table,) = read(make_pdf(framed)).tables
    assert (table.grid[1, 3].text, table.grid[1, 3].col_span) == ("购置及运行费", 3)
    assert [table.grid[1, col].text for col in (1, 2, 6)] == ["合计", "出国费", "接待费"]
