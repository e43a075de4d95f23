"""Tables without vertical lines: codes and names in one cell, lines under headers of several columns, headers that
stand in the middle over figures at the right."""

from itertools import pairwise

from reportlab.pdfbase import pdfmetrics

from tests.documents.page.test_page_wraps import read
from tests.documents.pdf_making import FONT, Sheet

XS = (40, 150, 230, 340, 420, 500)
"""The edges of five columns."""


def row(
    sheet: Sheet, top: float, texts: list[str], at: str, xs: tuple[float, ...] = XS, size: float = 9
) -> None:  # fmt: skip
    """Texts in the middle of their columns (m), at the left (l) or at the right (r)."""
    for text, place, (x0, x1) in zip(texts, at, pairwise(xs), strict=True):
        wide = pdfmetrics.stringWidth(text, FONT, size)
        left, right = x0 + 2, x1 - 2 - wide
        sheet.text({"l": left, "r": right, "m": (left + right) / 2}[place], top, text, size)


def titled(sheet: Sheet, title: str) -> None:
    sheet.text(220, 40, title, 14)
    sheet.text(430, 64, "单位：万元", 9)


SIDES = [
    ["财政拨款收入", "717.16", "201 一般公共服务支出", "", ""],
    ["一般公共预算", "717.16", "202 外交支出", "", ""],
    ["政府性基金预算", "", "203 国防支出", "", ""],
    ["国有资本经营预算", "", "204 公共安全支出", "", ""],
    ["", "", "208 社会保障支出", "53.22", "53.22"],
    ["", "", "213 农林水支出", "663.94", "663.94"],
    ["收入总计", "717.16", "", "717.16", "717.16"],
]


def test_codes_with_their_names_in_one_cell_make_no_column() -> None:
    def draw(sheet: Sheet) -> None:
        titled(sheet, "财政拨款收支总表")
        row(sheet, 80, ["项目", "金额", "功能分类", "合计", "一般公共"], "mmmmm")
        for number, texts in enumerate(SIDES):
            row(sheet, 100 + 18 * number, texts, "lrlrr")

    (table,), _ = read(draw)
    assert table == [["项目", "金额", "功能分类", "合计", "一般公共"], *SIDES]


CODED = [
    ["合计", "", "30.50", "20.00", "10.50"],
    ["201", "一般公共服务", "20.00", "20.00", ""],
    ["208", "社会保障", "10.50", "", "10.50"],
]
HEADS = [["项目", "", "本年支出", "", ""], ["编码", "名称", "小计", "基本支出", "项目支出"]]


def headed(sheet: Sheet) -> None:
    """The header of CODED: 项目 over two columns, 本年支出 over three."""
    sheet.text((XS[0] + XS[2]) / 2 - 9, 82, "项目", 9)
    sheet.text((XS[2] + XS[5]) / 2 - 18, 82, "本年支出", 9)
    row(sheet, 98, HEADS[1], "mmmmm")
    for number, texts in enumerate(CODED):
        row(sheet, 116 + 18 * number, texts, "llrrr")


def test_a_line_under_one_header_upon_the_line_under_all_gives_no_columns() -> None:
    def draw(sheet: Sheet) -> None:
        titled(sheet, "支出总表")
        headed(sheet)
        for top, x0, x1 in ((78, XS[0], XS[5]), (112, XS[0], XS[5]), (112, XS[0] + 2, XS[2] - 2), (172, XS[0], XS[5])):
            sheet.line(x0, top, x1, top)

    (table,), _ = read(draw)
    assert table == [["项目", "本年支出"], HEADS[1], *CODED]


def test_the_header_of_a_table_without_rows_is_not_that_of_the_next_titled_one() -> None:
    def empty(sheet: Sheet) -> None:
        titled(sheet, "国有资本经营支出表")
        row(sheet, 82, ["序号", "名称", "金额", "", ""], "mmmmm")
        sheet.text(60, 100, "无", 9)

    def draw(sheet: Sheet) -> None:
        titled(sheet, "支出总表")
        headed(sheet)

    (table,), _ = read(empty, draw)
    assert table == [["项目", "本年支出"], HEADS[1], *CODED]


def test_headers_in_the_middle_left_of_figures_at_the_right_do_not_begin_columns() -> None:
    """公务用车购置及运行费 stands in the middle over three columns, and is printed over the second of them."""
    xs = (40.0, 138.7, 212.9, 288.5, 347.3, 422.2, 497.8, 573.4)
    names = ["合计", "阿右旗水利局本级", "阿右旗防汛抗旱中心", "阿右旗水务服务中心"]
    body = [[name, "1.50", "0.00", "1.50", "0.00", "1.50", "0.00"] for name in names]

    def draw(sheet: Sheet) -> None:
        titled(sheet, "三公经费表")
        row(sheet, 80, ["公务用车购置及运行费"], "m", (xs[3], xs[6]), 5.6)
        row(sheet, 87, ["单位名称", "“三公”经费合计", "因公出国（境）费", "", "", "", "公务接待费"], "mmmmmmm", xs, 5.6)
        row(sheet, 94, ["", "", "", "小计", "公务用车购置费", "公务用车运行费", ""], "mmmmmmm", xs, 5.6)
        for number, texts in enumerate(body):
            row(sheet, 106 + 14 * number, texts, "lrrrrrr", xs, 5.6)

    (table,), _ = read(draw)
    assert [[text.strip() for text in texts] for texts in table] == [
        ["单位名称", "“三公”经费合计", "因公出国（境）费", "公务用车购置及运行费", "公务接待费"],
        ["小计", "公务用车购置费", "公务用车运行费"],
        *body,
    ]


def test_a_table_of_which_a_page_prints_one_row_has_the_columns_of_the_next_page() -> None:
    """The name in the first row does not reach under its header; a longer one overleaf does."""
    xs = (40.0, 72.0, 112.0, 232.0, 332.0, 432.0)
    rows = [
        ["301", "", "工资", "101,972,843", "101,972,843"],
        ["301", "01", "基本工资", "13,148,436", "13,148,436"],
        ["301", "02", "津贴补贴", "68,824,407", "68,824,407"],
        ["301", "08", "机关事业单位基本养老保险缴费", "20,000,000", "20,000,000"],
        ["合计", "", "", "101,972,843", "101,972,843"],
    ]

    def draw(sheet: Sheet) -> None:
        sheet.text(220, 660, "基本支出表", 14)
        sheet.text(430, 684, "单位：元", 9)
        row(sheet, 702, ["项目", "基本支出"], "mm", (xs[0], xs[3], xs[5]))
        row(sheet, 716, ["科目编码"], "m", (xs[0], xs[2]))
        row(sheet, 723, ["名称", "合计", "人员经费"], "mmm", xs[2:])
        row(sheet, 730, ["类", "款"], "mm", xs[:3])
        row(sheet, 748, rows[0], "lllrr", xs)

    def overleaf(sheet: Sheet) -> None:
        for number, texts in enumerate(rows[1:]):
            row(sheet, 60 + 18 * number, texts, "lllrr", xs)

    (table,), _ = read(draw, overleaf)
    assert table[-5:] == rows


def test_figures_at_the_left_are_of_the_header_right_behind_them() -> None:
    """基本支出 is blank: 30.50 stands right before 项目支出, whose column it begins, and far behind 基本支出."""
    xs = (40, 100, 230, 340, 420, 500)
    heads = ["编码", "名称", "合计", "基本支出", "项目"]
    body = [["合计", "", "30.50", "", "30.50"], ["212", "城乡社区支出", "30.50", "", "30.50"]]

    def draw(sheet: Sheet) -> None:
        titled(sheet, "政府性基金预算支出表")
        row(sheet, 82, heads, "mmmmm", xs)
        for number, texts in enumerate([*body, ["21208", "征地和拆迁", "30.50", "", "30.50"]]):
            row(sheet, 100 + 18 * number, texts, "lllll", xs)

    (table,), _ = read(draw)
    assert [[text.strip() for text in texts] for texts in table[:3]] == [heads, *body]


def test_whole_amounts_under_a_title_and_a_header_are_a_table() -> None:
    """Amounts of yuan without decimals and commas."""
    heads = ["编码", "名称", "合计", "基本支出", "项目支出"]
    body = [["合计", "", "305012", "305012", ""], ["201", "一般公共服务", "305012", "305012", ""]]

    def draw(sheet: Sheet) -> None:
        titled(sheet, "支出总表")
        row(sheet, 82, heads, "mmmmm")
        for number, texts in enumerate(body):
            row(sheet, 100 + 18 * number, texts, "llrrr")

    (table,), _ = read(draw)
    assert table == [heads, *body]


def test_a_long_name_printed_over_a_figure_leaves_the_other_rows_their_columns() -> None:
    """One of eight names reaches over the figure behind it."""
    xs = (40, 150, 230, 340)
    heads = ["名称", "合计", "基本支出"]
    body = [[f"事业支出{number}", f"{number}1.50", f"{number}0.50"] for number in range(1, 8)]
    long = ["机关事业单位基本养老保险缴费支出的补助", "66.66", "55.55"]

    def draw(sheet: Sheet) -> None:
        titled(sheet, "支出总表")
        row(sheet, 82, heads, "mmm", xs)
        for number, texts in enumerate([*body[:3], long, *body[3:]]):
            row(sheet, 100 + 18 * number, texts, "lrr", xs)

    (table,), _ = read(draw)
    rows = [[text.strip() for text in texts] for texts in table]
    assert rows[:4] + rows[5:] == [heads, *body]
