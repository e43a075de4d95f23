"""Tables that are ruled in part only, and what is printed over the lines of a table."""

import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics

from pipeline.documents.model import Table
from pipeline.documents.pdf import pdf
from pipeline.documents.scan.scan import scanned
from tests.documents.pdf_making import FONT, Sheet, make_pdf
from tests.documents.ruled_making import HEAD, WIDTHS, shown, texts

BODY = [
    ["", "合计", "1,434.50", "1,234.50"],
    ["301", "工资福利支出", "1,234.50", "1,234.50"],
    ["302", "商品和服务支出", "200.00", ""],
    ["303", "其他", "", ""],
]


def frame(sheet: Sheet, top: float, bottom: float) -> None:
    right = 50 + sum(WIDTHS)
    for x0, y0, x1, y1 in ((50, top, right, top), (50, bottom, right, bottom)):
        sheet.line(x0, y0, x1, y1)
    for x in (50, right):
        sheet.line(x, top, x, bottom)


def test_open_rows_under_a_ruled_header_are_its_body() -> None:
    def draw(sheet: Sheet) -> None:
        end = texts(sheet, sheet.table(50, 80, WIDTHS, [HEAD]), BODY)
        sheet.text(50, end + 6, "注：本表合计1,434.50元，其中基本支出1,234.50元。")

    assert shown(make_pdf(draw)) == [[HEAD, *BODY], "注：本表合计1,434.50元，其中基本支出1,234.50元。"]


def test_rows_between_drawn_columns_are_told_by_their_figures() -> None:
    def draw(sheet: Sheet) -> None:
        end = texts(sheet, sheet.table(50, 80, WIDTHS, [HEAD]), BODY)
        frame(sheet, 100, end)
        for col in range(1, len(WIDTHS)):
            sheet.line(50 + sum(WIDTHS[:col]), 100, 50 + sum(WIDTHS[:col]), end)

    assert shown(make_pdf(draw)) == [[HEAD, *BODY]]


def test_each_item_of_a_list_between_drawn_columns_is_a_row_though_few_have_an_amount() -> None:
    """The amounts stand at the middle of three items each."""
    items = ["一、拨款收入", "二、事业收入", "三、其他收入", "四、上年结转", "五、用结余弥补收支差额", "六、上级补助"]
    amounts = ["", "1,434.50", "", "", "200.00", ""]
    body = [["", item, amount, amount] for item, amount in zip(items, amounts, strict=True)]

    def draw(sheet: Sheet) -> None:
        end = texts(sheet, sheet.table(50, 80, WIDTHS, [HEAD]), body)
        frame(sheet, 100, end)
        for col in range(1, len(WIDTHS)):
            sheet.line(50 + sum(WIDTHS[:col]), 100, 50 + sum(WIDTHS[:col]), end)

    assert shown(make_pdf(draw)) == [[HEAD, *body]]


def drawn_columns(sheet: Sheet, top: float, body: list[list[str]]) -> None:
    """A body in a frame under a ruled header, with lines between its columns alone."""
    end = texts(sheet, sheet.table(50, top, WIDTHS, [HEAD]), body)
    frame(sheet, top + 20, end)
    for col in range(1, len(WIDTHS)):
        sheet.line(50 + sum(WIDTHS[:col]), top + 20, 50 + sum(WIDTHS[:col]), end)


def test_a_text_goes_on_under_the_line_that_is_full() -> None:
    """Amounts stand at the last line of their row: the line between two rows begins the lower one, as it is full."""
    names = [
        (106, "工资福利支出"),
        (124, "行政单位离退休"),
        (137, "机关事业单位基本养老保险和职业年"),
        (147, "金缴费支出"),
        (165, "其他"),
    ]
    amounts = [(106, "434.50"), (124, "200.00"), (147, "34.50"), (165, "0.50")]

    def draw(sheet: Sheet) -> None:
        sheet.table(50, 80, WIDTHS, [HEAD])
        frame(sheet, 100, 180)
        for col in range(1, len(WIDTHS)):
            sheet.line(50 + sum(WIDTHS[:col]), 100, 50 + sum(WIDTHS[:col]), 180)
        for top, name in names:
            sheet.text(52 + WIDTHS[0], top, name, 9)
        for top, amount in amounts:
            for col in (2, 3):
                sheet.text(52 + sum(WIDTHS[:col]), top, amount, 9)

    ((_, *rows),) = shown(make_pdf(draw))
    assert [row[1:] for row in rows] == [
        ["工资福利支出", "434.50", "434.50"],
        ["行政单位离退休", "200.00", "200.00"],
        ["机关事业单位基本养老保险和职业年\n金缴费支出", "34.50", "34.50"],
        ["其他", "0.50", "0.50"],
    ]


def test_rows_between_drawn_columns_without_an_amount_are_no_rest_of_others() -> None:
    """The amounts stand right under the rows without one."""
    names = ["拨款收入", "事业收入", "本年收入合计", "上年结转", "收入总计"]
    amounts = ["1,434.50", "200.00", "1,634.50", "", "1,634.50"]
    body = [["", name, amount, ""] for name, amount in zip(names, amounts, strict=True)]
    assert shown(make_pdf(lambda sheet: drawn_columns(sheet, 80, body))) == [[HEAD, *body]]


def test_whole_figures_between_drawn_columns_at_the_same_heights_are_rows() -> None:
    """Codes under the word 合计, and amounts without decimals."""
    body = [
        ["合计", "", "916", "916"],
        ["301", "工资福利支出", "811", "811"],
        ["30101", "基本工资", "505", "505"],
        ["30102", "津贴补贴", "306", "306"],
        ["302", "商品和服务支出", "105", "105"],
    ]
    assert shown(make_pdf(lambda sheet: drawn_columns(sheet, 80, body))) == [[HEAD, *body]]


def test_columns_that_begin_under_a_merged_cell_are_closed_by_one_line() -> None:
    """The line between the name of the first row, over six columns, and the rows under it is not drawn."""
    widths = [30, 30, 100, 30, 30, 100, 70, 70]
    head = ["类", "款", "科目名称", "类", "款", "政府科目", "合计", "基本支出"]
    rows = [
        ["合计", "", "", "", "", "", "811.00", "811.00"],
        ["301", "01", "基本工资", "501", "01", "工资奖金津补贴", "505.00", "505.00"],
        ["301", "02", "津贴补贴", "501", "01", "工资奖金津补贴", "306.00", "306.00"],
    ]

    def draw(sheet: Sheet) -> None:
        top = sheet.table(50, 80, widths, [head])
        end = top + 20 * len(rows)
        edges = [50 + sum(widths[:col]) for col in range(len(widths) + 1)]
        sheet.line(edges[0], end, edges[-1], end)
        for number, x in enumerate(edges):
            sheet.line(x, top + 20 if 0 < number < 6 else top, x, end)
        for row, cells in enumerate(rows):
            for x, text in zip(edges, cells, strict=False):
                sheet.text(x + 3, top + 20 * row + 4, text)

    assert shown(make_pdf(draw)) == [[head, ["合计", "811.00", "811.00"], *rows[1:]]]


def test_a_number_of_two_lines_stays_one() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 80, WIDTHS, [HEAD, ["301", "工资", "1,234,5\n67.89", "1,234,5\n67.89"]], height=32)

    assert shown(make_pdf(draw)) == [[HEAD, ["301", "工资", "1,234,5\n67.89", "1,234,5\n67.89"]]]


def test_a_table_in_a_frame_alone() -> None:
    def draw(sheet: Sheet) -> None:
        frame(sheet, 80, texts(sheet, 80, [HEAD, *BODY]))

    assert shown(make_pdf(draw)) == [[HEAD, *BODY]]


def test_text_in_a_rectangle_that_stands_alone_is_kept() -> None:
    def draw(sheet: Sheet) -> None:
        frame(sheet, 80, 120)
        sheet.text(60, 90, "说明一句")

    assert shown(make_pdf(draw)) == ["说明一句"]


def test_shaded_rows_are_no_tables_of_their_own() -> None:
    def draw(sheet: Sheet) -> None:
        for row in (1, 3):
            sheet.canvas.setFillColorRGB(0.9, 0.9, 1)
            sheet.canvas.rect(50, sheet.height - 80 - 20 * (row + 1), sum(WIDTHS), 20, stroke=0, fill=1)
        sheet.canvas.setFillColorRGB(0, 0, 0)
        texts(sheet, 80, [HEAD, *BODY])

    assert shown(make_pdf(draw)) == [[HEAD, *BODY]]


def test_the_end_of_a_name_that_is_printed_over_the_next_column() -> None:
    name = "机关事业单位基本养老保险缴费支出"

    def draw(sheet: Sheet) -> None:
        sheet.table(50, 80, [70, 130, 120], [["编码", "名称", "合计"], ["2080505", "", ""]])
        sheet.text(123, 104, name)
        sheet.text(50 + 70 + 130 + 60, 104, "456,789.12")

    assert shown(make_pdf(draw)) == [[["编码", "名称", "合计"], ["2080505", name, "456,789.12"]]]


def test_a_text_through_which_an_edge_runs_is_in_one_cell() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 80, [85, 85, 60, 60], [["", "", "", "单位：元"], ["301", "工资", "5.00", "5.00"]])
        sheet.text(51, 84, "编制部门：某某人力资源局")

    # The text ends in the second of the cells; its ninth character stands on the edge between both.
    assert shown(make_pdf(draw)) == [
        [["编制部门：某某人力资源局", "", "", "单位：元"], ["301", "工资", "5.00", "5.00"]]
    ]


def test_a_flat_watermark_over_a_table_is_not_in_its_cells() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 80, WIDTHS, [HEAD, *BODY])
        sheet.text(120, 90, "内部公开", size=60)

    blocks = shown(make_pdf(draw))
    assert [HEAD, *BODY] in blocks
    assert [block for block in blocks if isinstance(block, str)] == ["内部公开"]


@pytest.mark.parametrize(("shift", "tables"), [(0, 1), (20, 1), (60, 2)])
def test_a_table_that_goes_on_shifted_by_another_margin(shift: float, tables: int) -> None:
    def first(sheet: Sheet) -> None:
        sheet.table(50, 720, WIDTHS, [HEAD, *BODY[:2]])

    def second(sheet: Sheet) -> None:
        sheet.table(50 + shift, 40, WIDTHS, BODY[2:])

    blocks = shown(make_pdf(first, second))
    assert len(blocks) == tables
    assert shift >= 60 or blocks == [[HEAD, *BODY]]


def test_tables_side_by_side_are_read_each_under_its_own_title() -> None:
    def draw(sheet: Sheet) -> None:
        for left, title in ((50, "收入总表"), (320, "支出总表")):
            sheet.text(left + 50, 60, title)
            sheet.text(left, 80, "单位：元")
            sheet.table(left, 100, [120, 80], [["项目", "金额"], [title, "1.00"]])

    assert shown(make_pdf(draw)) == [
        part for title in ("收入总表", "支出总表") for part in (title, "单位：元", [["项目", "金额"], [title, "1.00"]])
    ]


def test_tables_side_by_side_under_one_title_are_read_across() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(240, 60, "部门收支总表")
        sheet.text(50, 80, "部门：某局")
        sheet.text(450, 80, "单位：元")
        for left in (50, 320):
            sheet.table(left, 100, [120, 80], [["项目", "金额"], ["甲", "1.00"]])

    assert shown(make_pdf(draw))[:3] == ["部门收支总表", "部门：某局", "单位：元"]


def invisible(sheet: Sheet, x: float, top: float, text: str) -> None:
    written = sheet.canvas.beginText(x, sheet.height - top)
    written.setFont(FONT, 10)
    written.setTextRenderMode(3)
    written.textOut(text)
    written.setTextRenderMode(0)
    sheet.canvas.drawText(written)


def test_invisible_text_is_left_out_by_both_ways_to_read_a_page() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 80, WIDTHS, [HEAD, *BODY])
        invisible(sheet, 125, 114, "藏9,999.99")

    data = make_pdf(draw)
    assert shown(data) == [[HEAD, *BODY]]
    assert [page.glyphs for page in pdf.pages_of(data)] == [
        page.glyphs for page in pdf.pages_of(data, pdf.complete_drawing)
    ]


def test_a_picture_under_invisible_text_is_a_scan() -> None:
    def draw(sheet: Sheet) -> None:
        picture = Image.new("L", (60, 84), 200)
        sheet.canvas.drawInlineImage(picture, 0, 0, sheet.width, sheet.height)
        for row in range(10):
            invisible(sheet, 60, 100 + 20 * row, "井陉县财政局 1,234.50")

    data = make_pdf(draw)
    assert scanned(data, pdf.pages_of(data)) == {1}


def test_amounts_with_a_name_or_a_code_right_behind_them() -> None:
    rows = [
        ["合计", "2,345.01", "501", "机关工资", "2,000.00"],
        ["基本工资", "1,200.00", "50101", "奖金津贴", "2,000.00"],
        ["津贴补贴", "800.00", "502", "商品服务", "345.01"],
        ["办公费", "345.01", "50201", "办公经费", "345.01"],
    ]
    edges = [50, 180, 187, 240, 400]

    def draw(sheet: Sheet) -> None:
        for number, row in enumerate([["科目", "金额", "编码", "名称", "金额"], *rows]):
            for col, text in enumerate(row):
                wide = pdfmetrics.stringWidth(text, FONT, 10)
                sheet.text(edges[col] - (wide if col in (1, 4) else 0), 80 + 20 * number, text)

    (table,) = (block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table))
    assert [[cell.text.strip() for cell in row] for row in table.rows][1:] == rows
