"""Bodies of tables whose lines are drawn in part: under a ruled header, in frames, between shaded rows, overleaf."""

from collections.abc import Callable, Sequence

import pytest

from pipeline.documents.model import Table
from pipeline.documents.pdf import pdf
from tests.documents.pdf_making import Sheet, make_pdf
from tests.documents.ruled_making import HEAD, LEFT, RIGHT, WIDTHS, shown, texts

BODY = [
    ["", "合计", "1,434.50", "1,234.50"],
    ["301", "工资福利支出", "1,234.50", "1,234.50"],
    ["302", "商品和服务支出", "200.00", ""],
    ["303", "对个人和家庭的补助", "", ""],
]


def frame(sheet: Sheet, top: float, bottom: float) -> None:
    sheet.canvas.rect(LEFT, sheet.height - bottom, RIGHT - LEFT, bottom - top)


def shade(sheet: Sheet, top: float, height: float = 20) -> None:
    """The ground of each cell of a row."""
    sheet.canvas.setFillGray(0.9)
    for col, width in enumerate(WIDTHS):
        left = LEFT + sum(WIDTHS[:col])
        sheet.canvas.rect(left, sheet.height - top - height, width, height, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)


def one_frame(sheet: Sheet, top: float) -> None:
    frame(sheet, top, texts(sheet, top, BODY))


def frames_of_rows(sheet: Sheet, top: float) -> None:
    texts(sheet, top, BODY)
    for row in range(len(BODY)):
        frame(sheet, top + 20 * row, top + 20 * (row + 1))


def lines_across(sheet: Sheet, top: float) -> None:
    texts(sheet, top, BODY)
    for row in range(len(BODY)):
        sheet.line(LEFT, top + 20 * (row + 1), RIGHT, top + 20 * (row + 1))


@pytest.mark.parametrize("draw_body", [one_frame, frames_of_rows, lines_across])
def test_a_body_without_columns_has_those_of_its_header(draw_body: Callable[[Sheet, float], None]) -> None:
    assert shown(make_pdf(lambda sheet: draw_body(sheet, sheet.table(LEFT, 80, WIDTHS, [HEAD])))) == [[HEAD, *BODY]]


@pytest.mark.parametrize("shaded", [(0, 2), (1, 3)])
def test_rows_between_shaded_ones_are_of_the_same_table(shaded: Sequence[int]) -> None:
    def draw(sheet: Sheet) -> None:
        for top in (80.0, *(100.0 + 20 * row for row in shaded)):
            shade(sheet, top)
        texts(sheet, 80, [HEAD, *BODY])

    rows = [row for block in shown(make_pdf(draw)) for row in ([block] if isinstance(block, str) else block)]
    assert rows[:4] == [HEAD, *BODY[:3]]


def test_a_row_of_two_lines_between_shaded_ones_is_one() -> None:
    body = [BODY[0], ["301", "工资福\n利支出", "1,234.50", "1,234.50"], BODY[2]]

    def draw(sheet: Sheet) -> None:
        for top in (80.0, 100.0, 140.0):
            shade(sheet, top)
        texts(sheet, 80, [HEAD, *body])

    assert shown(make_pdf(draw)) == [[HEAD, *body]]


def test_a_title_between_tables_of_the_same_columns_parts_them() -> None:
    def draw(sheet: Sheet) -> None:
        end = sheet.table(LEFT, 80, WIDTHS, [HEAD, BODY[0]])
        sheet.text(130, end + 6, "基本支出表")
        sheet.table(LEFT, end + 24, WIDTHS, [HEAD, BODY[1]])

    assert shown(make_pdf(draw)) == [[HEAD, BODY[0]], "基本支出表", [HEAD, BODY[1]]]


def test_amounts_beside_the_columns_of_a_header_are_not_its_body() -> None:
    def draw(sheet: Sheet) -> None:
        end = sheet.table(LEFT, 80, WIDTHS, [HEAD])
        sheet.text(60, end + 6, "本年收入合计1,434.50元，支出合计1,234.50元")

    assert shown(make_pdf(draw)) == [[HEAD], "本年收入合计1,434.50元，支出合计1,234.50元"]


def test_a_body_goes_on_overleaf_in_the_columns_of_its_header() -> None:
    def draw(sheet: Sheet) -> None:
        one_frame(sheet, sheet.table(LEFT, 700, WIDTHS, [HEAD]))

    def overleaf(sheet: Sheet) -> None:
        frame(sheet, 60, texts(sheet, 60, [["304", "其他", "15.00", "15.00"]]))

    assert shown(make_pdf(draw, overleaf)) == [[HEAD, *BODY, ["304", "其他", "15.00", "15.00"]]]


def test_a_total_under_a_closed_table_is_its_last_row() -> None:
    total = ["", "总计", "1,434.50", "1,234.50"]

    def draw(sheet: Sheet) -> None:
        end = sheet.table(LEFT, 80, WIDTHS, [HEAD, *BODY[1:]], right=frozenset({2, 3}))
        texts(sheet, end, [total])

    assert shown(make_pdf(draw)) == [[HEAD, *BODY[1:], total]]


def test_a_spread_text_over_several_columns_is_one() -> None:
    def draw(sheet: Sheet) -> None:
        end = sheet.table(LEFT, 80, WIDTHS, [HEAD])
        end = texts(sheet, end, BODY[1:3])
        sheet.text(110, end + 4, "合   计")
        texts(sheet, end, [["", "", "1,434.50", "1,234.50"]])

    table = shown(make_pdf(draw))[0]
    assert isinstance(table, list)
    assert table[-1] == ["", "合 计", "1,434.50", "1,234.50"]


def test_lines_between_rulings_are_rows_where_an_amount_stands_beside_one_of_them() -> None:
    names = ["一、公共安全支出", "二、教育支出", "三、科学技术支出", "四、文化支出"]

    def draw(sheet: Sheet) -> None:
        end = sheet.table(LEFT, 80, WIDTHS, [HEAD])
        frame(sheet, end, end + 80)
        for col in (1, 2, 3):
            sheet.line(LEFT + sum(WIDTHS[:col]), end, LEFT + sum(WIDTHS[:col]), end + 80)
        texts(sheet, end, [["", name, "15.00" if name.startswith("二") else "", ""] for name in names])

    body = [["", name, "15.00" if name.startswith("二") else "", ""] for name in names]
    assert shown(make_pdf(draw)) == [[HEAD, *body]]


def test_an_amount_in_the_middle_of_a_text_of_lines_is_one_row() -> None:
    def draw(sheet: Sheet) -> None:
        end = sheet.table(LEFT, 80, WIDTHS, [HEAD])
        frame(sheet, end, end + 60)
        for col in (1, 2, 3):
            sheet.line(LEFT + sum(WIDTHS[:col]), end, LEFT + sum(WIDTHS[:col]), end + 60)
        texts(sheet, end, [["", "行政事业单位", "", ""], ["", "养老和医疗", "15.00", ""], ["", "保险支出", "", ""]])

    assert shown(make_pdf(draw)) == [[HEAD, ["", "行政事业单位\n养老和医疗\n保险支出", "15.00", ""]]]


def across(sheet: Sheet, heights: Sequence[float], top: float) -> None:
    for height in heights:
        top += height
        sheet.line(LEFT, top, RIGHT, top)


def test_a_name_over_blank_columns_is_in_the_first_of_them() -> None:
    name = "某某市交通运输局（本级）"
    body = [["合计", "", "9.00", "9.00"], [name, "", "9.00", "9.00"], ["2140101", "行政运行", "9.00", "9.00"]]

    def draw(sheet: Sheet) -> None:
        top = sheet.table(LEFT, 80, WIDTHS, [HEAD])
        texts(sheet, top, body)
        across(sheet, [20] * 3, top)

    assert shown(make_pdf(draw)) == [[HEAD, *body]]


def test_lines_across_close_rows_of_two_lines_and_rows_without_figures() -> None:
    """The ground of the first row has sides, as where every other row is shaded."""
    label = "机关事业单位基\n本养老保险缴费"
    body = [["208", "社会保障支出", "9.00", "9.00"], ["2080505", label, "9.00", "9.00"], ["22102", "住房改革", "", ""]]

    def draw(sheet: Sheet) -> None:
        top = sheet.table(LEFT, 80, WIDTHS, [HEAD, [""] * len(HEAD)])
        texts(sheet, top - 20, body[:2])
        texts(sheet, top + 26, body[2:])
        across(sheet, [26, 20], top)

    assert shown(make_pdf(draw)) == [[HEAD, *body]]


def test_names_in_columns_of_a_shaded_row_without_figures_are_cells() -> None:
    body = [["三", "上年结转", "", ""], ["", "合计", "9.00", "9.00"]]

    def draw(sheet: Sheet) -> None:
        top = sheet.table(LEFT, 80, WIDTHS, [HEAD])
        texts(sheet, top, body)
        frame(sheet, top, top + 20)
        across(sheet, [20] * 2, top)

    assert shown(make_pdf(draw)) == [[HEAD, *body]]


@pytest.mark.parametrize("shaded", [(1, 3), (2, 4)])
def test_the_header_over_shaded_rows_is_theirs(shaded: Sequence[int]) -> None:
    """Every other row is shaded, cell by cell, as browsers print it: the first or the second one of the header."""
    rows = [["科目", "", "预算数", ""], HEAD, *BODY[:3]]

    def draw(sheet: Sheet) -> None:
        for row in shaded:
            shade(sheet, 80 + 20 * row)
        sheet.text(LEFT + 95, 84, "科目")
        sheet.text(LEFT + 295, 84, "预算数")
        for col, name in enumerate(HEAD):
            sheet.text(LEFT + sum(WIDTHS[:col]) + WIDTHS[col] / 2 - 5 * len(name), 104, name)
        texts(sheet, 120, BODY[:3])

    (table,) = (block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table))
    assert [(cell.text, cell.col, cell.col_span) for cell in table.rows[0]] == [("科目", 1, 2), ("预算数", 3, 2)]
    assert [[cell.text.strip() for cell in row] for row in table.rows[1:4]] == rows[1:4]


BLANK = [["", "债务利息", "", ""], ["", "其他支出", "", ""]]
NOTE = "注：以上各项不含上年结转"


@pytest.mark.parametrize("heads", [[HEAD], []])
def test_last_rows_without_an_amount_are_of_a_table_that_goes_on_overleaf(heads: Sequence[Sequence[str]]) -> None:
    def draw(sheet: Sheet) -> None:
        end = texts(sheet, sheet.table(LEFT, 640, WIDTHS, [HEAD]), [*BODY[:3], *BLANK])
        sheet.text(300, end + 20, "1")

    def overleaf(sheet: Sheet) -> None:
        top = sheet.table(LEFT, 60, WIDTHS, heads) if heads else 60
        texts(sheet, top, [BODY[3], BODY[0]])

    assert shown(make_pdf(draw, overleaf)) == [[HEAD, *BODY[:3], *BLANK, BODY[3], BODY[0]]]


def test_a_note_under_a_table_that_goes_on_overleaf_is_no_row() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(LEFT + 20, texts(sheet, sheet.table(LEFT, 640, WIDTHS, [HEAD]), BODY[:3]) + 6, NOTE)

    def overleaf(sheet: Sheet) -> None:
        texts(sheet, sheet.table(LEFT, 60, WIDTHS, [HEAD]), [BODY[0]])

    assert NOTE in shown(make_pdf(draw, overleaf))


def test_whole_figures_without_a_thousand_are_rows_under_a_header() -> None:
    body = [["301", "工资福利支出", "906", "872"], ["302", "商品和服务支出", "34", "34"]]
    assert shown(make_pdf(lambda sheet: texts(sheet, sheet.table(LEFT, 80, WIDTHS, [HEAD]), body))) == [[HEAD, *body]]


def test_a_row_in_the_middle_between_two_lines_across_is_of_the_table() -> None:
    """The lines are further below the text than the text is high."""

    def draw(sheet: Sheet) -> None:
        end = sheet.table(LEFT, 80, WIDTHS, [HEAD])
        for number, row in enumerate([*BODY[:2], *BLANK]):
            texts(sheet, end + 34 * number + 8, [row])
            sheet.line(LEFT, end + 34 * (number + 1), RIGHT, end + 34 * (number + 1))

    assert shown(make_pdf(draw)) == [[HEAD, *BODY[:2], *BLANK]]


def test_a_page_number_under_a_ruled_table_that_goes_on_overleaf_is_no_row() -> None:
    """It begins where the names of its column do."""
    rows = [["208", "社会保障", "9.00", "9.00"], ["20805", "养老支出", "9.00", "9.00"]]
    rest = [["210", "卫生健康", "8.00", "8.00"], ["21011", "行政医疗", "8.00", "8.00"]]

    def draw(sheet: Sheet) -> None:
        end = sheet.table(LEFT, 720, WIDTHS, [HEAD, *rows])
        sheet.text(LEFT + WIDTHS[0] + 3, end + 6, "第1页")

    def overleaf(sheet: Sheet) -> None:
        sheet.table(LEFT, 60, WIDTHS, [HEAD, *rest])

    assert shown(make_pdf(draw, overleaf)) == [[HEAD, *rows, *rest]]


def test_a_row_between_lines_whose_columns_break_code_and_amounts_is_one() -> None:
    """No line stands between the columns of the body; 2040601 and 738.9896 have no room in theirs."""
    rows = [["204", "公共安全", "738.989\n6", "9.00"], ["204060\n1", "行政运行", "738.989\n6", "9.00"]]

    def draw(sheet: Sheet) -> None:
        top = sheet.table(LEFT, 80, WIDTHS, [HEAD])
        for number, row in enumerate(rows):
            for part in range(2):
                texts(sheet, top + 30 * number + 13 * part, [[[*text.split("\n"), ""][part] for text in row]])
        across(sheet, [30] * 2, top)
        for x in (LEFT, RIGHT):
            sheet.line(x, top, x, top + 60)

    assert shown(make_pdf(draw)) == [[HEAD, *rows]]


def test_rows_that_stand_far_apart_in_the_middle_between_lines_across_are_of_the_table() -> None:
    def draw(sheet: Sheet) -> None:
        end = sheet.table(LEFT, 80, WIDTHS, [HEAD])
        for number, row in enumerate(BODY[:3]):
            texts(sheet, end + 50 * number + 16, [row])
            sheet.line(LEFT, end + 50 * (number + 1), RIGHT, end + 50 * (number + 1))

    assert shown(make_pdf(draw)) == [[HEAD, *BODY[:3]]]


@pytest.mark.parametrize("is_framed", [True, False])
def test_a_code_over_its_name_is_one_row_with_the_figures_between_lines_across(*, is_framed: bool) -> None:
    """The figures stand beside neither of the two lines, at the middle between them."""
    codes = [("2080501", "行政单位离退休"), ("2080505", "养老保险缴费"), ("2101101", "行政单位医疗")]
    amounts = ["4.91", "88.74", "12.89"]

    def draw(sheet: Sheet) -> None:
        top = sheet.table(LEFT, 80, WIDTHS, [HEAD])
        for number, ((code, name), amount) in enumerate(zip(codes, amounts, strict=True)):
            begin = top + 30 * number
            texts(sheet, begin, [["", code, "", ""]])
            texts(sheet, begin + 6, [["", "", amount, amount]])
            texts(sheet, begin + 12, [["", name, "", ""]])
            sheet.line(LEFT, begin + 30, RIGHT, begin + 30)
        if is_framed:
            frame(sheet, top, top + 90)

    rows = [["", f"{code}\n{name}", amount, amount] for (code, name), amount in zip(codes, amounts, strict=True)]
    assert shown(make_pdf(draw)) == [[HEAD, *rows]]
