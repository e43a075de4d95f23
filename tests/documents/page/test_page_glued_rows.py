"""Ruled tables in which the line between two rows is missing."""

from collections.abc import Callable, Sequence

import pytest

from pipeline.documents.model import Table
from pipeline.documents.pdf import pdf
from tests.documents.pdf_making import Sheet, make_pdf
from tests.documents.ruled_making import HEAD, LEFT, RIGHT, WIDTHS, shown, texts

BODY = [
    ["201", "公共服务", "1,204", "1,000"],
    ["20101", "人大事务", "204", "200"],
    ["20103", "办公厅", "1,000", "800"],
    ["205", "教育支出", "96", ""],
    ["20502", "普通教育", "96", ""],
]
EDGES = [LEFT + sum(WIDTHS[:col]) for col in range(len(WIDTHS) + 1)]


def ruled(rows: Sequence[Sequence[str]], missing: Sequence[int], height: float = 20) -> bytes:
    """A table at 80 with lines around all cells but the lines over these rows."""

    def draw(sheet: Sheet) -> None:
        bottom = 80 + height * len(rows)
        for number in range(len(rows) + 1):
            if number not in missing:
                sheet.line(LEFT, 80 + height * number, RIGHT, 80 + height * number)
        for x in EDGES:
            sheet.line(x, 80, x, bottom)
        texts(sheet, 80, rows)

    return make_pdf(draw)


@pytest.mark.parametrize("row", [2, 3])
def test_two_rows_of_amounts_without_a_line_between_are_two(row: int) -> None:
    rows = [[*of_row[:2], *(text and f"{text}.50" for text in of_row[2:])] for of_row in BODY]
    assert shown(ruled([HEAD, *rows], [row])) == [[HEAD, *rows]]


def test_amounts_whose_thousands_are_parted_are_amounts_without_decimals_too() -> None:
    rows = [["201", "公共服务", "1,204", "1,000"], ["205", "教育支出", "2,096", "0"], ["206", "科技", "1,500", "0"]]
    assert shown(ruled([HEAD, *rows], [2])) == [[HEAD, *rows]]


def test_amounts_under_the_texts_of_a_header_are_the_first_row() -> None:
    rows = [["201", "公共服务", "1,204.00", "1,000.00"], ["205", "教育支出", "96.00", ""]]
    assert shown(ruled([HEAD, *rows], [1])) == [[HEAD, *rows]]


@pytest.mark.parametrize("amount", ["(1,204.00)", "（1,204.00）", "△1,204.00"])
def test_negative_amounts_under_the_texts_of_a_header_are_the_first_row(amount: str) -> None:
    rows = [["201", "公共服务", amount, amount], ["205", "教育支出", "96.00", ""]]
    assert shown(ruled([HEAD, *rows], [1])) == [[HEAD, *rows]]


def test_a_row_as_high_as_two_with_a_line_in_the_middle_of_each_is_two() -> None:
    names = ["一、公共服务", "二、外交支出", "三、国防支出", "四、公共安全", "五、教育支出", "六、科技支出"]
    rows = [["", name, "8.00" if number == 0 else "", ""] for number, name in enumerate(names)]
    assert shown(ruled([HEAD, *rows], [3])) == [[HEAD, *rows]]


def test_a_name_of_two_full_lines_in_a_row_as_high_as_two_is_one() -> None:
    def draw(sheet: Sheet) -> None:
        for y in (80, 100, 120, 140, 160, 180, 220):
            sheet.line(LEFT, y, RIGHT, y)
        for x in EDGES:
            sheet.line(x, 80, x, 220)
        texts(sheet, 80, [HEAD, *([[str(201 + n), "支出", "1.00", ""] for n in range(4)])])
        sheet.text(LEFT + 73, 184, "机关事业单位基本养老保险缴费支")
        sheet.text(LEFT + 73, 204, "出")

    (table,) = [block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table)]
    assert table.n_rows == 6
    assert [cell.text for cell in table.rows[-1] if cell.text] == ["机关事业单位基本养老保险缴费支\n出"]


def test_names_of_two_lines_hang_at_their_amounts() -> None:
    def draw(sheet: Sheet) -> None:
        for y in (80, 100, 164, 184):
            sheet.line(LEFT, y, RIGHT, y)
        for x in EDGES:
            sheet.line(x, 80, x, 184)
        for x, text in zip((55, 125, 290, 370), HEAD, strict=True):
            sheet.text(x, 84, text)
        for top, code, name, amount in (
            (111, "2080506", ("机关事业单位职业年金缴费支", "出"), "45.05"),
            (143, "2080899", ("其他优抚支出和其他各项支出", "补助"), "10.00"),
        ):
            sheet.text(LEFT + 3, top, code)
            sheet.text(LEFT + 73, top - 7, name[0])
            sheet.text(LEFT + 73, top + 7, name[1])
            sheet.text(300, top, amount)
        sheet.text(300, 168, "55.05")

    assert shown(make_pdf(draw)) == [
        [
            HEAD,
            ["2080506", "机关事业单位职业年金缴费支\n出", "45.05", ""],
            ["2080899", "其他优抚支出和其他各项支出\n补助", "10.00", ""],
            ["", "", "55.05", ""],
        ]
    ]


def test_lines_between_columns_that_end_in_a_cell_end_at_a_line_that_is_missing() -> None:
    """本年收入 over 项目 and 预算数, without the line between: the line of the columns begins under 本年收入."""

    def draw(sheet: Sheet) -> None:
        for y in (80, 120, 140, 160):
            sheet.line(50, y, 450, y)
        for x in (50, 250, 450):
            sheet.line(x, 80, x, 160)
        for x in (150, 350):
            sheet.line(x, 100, x, 160)
        for x, text in ((130, "本年收入"), (330, "本年支出")):
            sheet.text(x, 84, text)
        for top, row in ((104, ["项目", "预算数"]), (124, ["税收", "7.00"]), (144, ["其他", "3.00"])):
            for x, text in zip((55, 155, 255, 355), row * 2, strict=True):
                sheet.text(x, top, text)

    (table,) = [block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table)]
    assert [(cell.text, cell.row, cell.col, cell.col_span) for cell in table.cells[:6]] == [
        ("本年收入", 1, 1, 2),
        ("本年支出", 1, 3, 2),
        ("项目", 2, 1, 1),
        ("预算数", 2, 2, 1),
        ("项目", 2, 3, 1),
        ("预算数", 2, 4, 1),
    ]


def test_amounts_of_a_row_and_of_the_total_under_it_in_merged_cells_are_parted() -> None:
    """The line over 合计, which is one cell over code and name, is missing at the amounts."""

    def draw(sheet: Sheet) -> None:
        for y, right in ((80, RIGHT), (100, RIGHT), (120, RIGHT), (140, EDGES[2]), (160, RIGHT)):
            sheet.line(LEFT, y, right, y)
        for x, bottom in zip(EDGES, (160, 140, 160, 160, 160), strict=True):
            sheet.line(x, 80, x, bottom)
        texts(sheet, 80, [HEAD, ["201", "公共服务", "4.00", "4.00"], ["205", "教育支出", "3.00", ""]])
        sheet.text(140, 144, "合计")
        sheet.text(290, 144, "7.00")
        sheet.text(370, 144, "4.00")

    (table,) = [block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row if cell.text] for row in table.rows[1:]] == [
        ["201", "公共服务", "4.00", "4.00"],
        ["205", "教育支出", "3.00"],
        ["合计", "7.00", "4.00"],
    ]


def test_a_sentence_in_a_merged_cell_whose_figures_fill_their_lines_is_one_text() -> None:
    goals = ["维修渠道", "36.8", "公里，保障", "12.6", "万亩农田。"]

    def draw(sheet: Sheet) -> None:
        for y, left in ((80, LEFT), (100, LEFT), (140, EDGES[2]), (180, LEFT)):
            sheet.line(left, y, RIGHT, y)
        for x in EDGES:
            sheet.line(x, 80, x, 180)
        texts(sheet, 80, [HEAD])
        sheet.text(LEFT + 3, 104, "渠系")
        for number, line in enumerate(goals):
            sheet.text(LEFT + 73, (104, 124, 142, 154, 166)[number], line)
        for top, amount in ((104, "5.00"), (144, "3.00")):
            sheet.text(290, top, amount)

    (table,) = [block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table)]
    (cell,) = (cell for cell in table.cells if "渠道" in cell.text)
    assert (cell.text.split("\n"), cell.row, cell.row_span) == (goals, 2, 2)


def test_a_line_with_gaps_is_one_line() -> None:
    def draw(sheet: Sheet) -> None:
        for y in (80, 100, 140):
            sheet.line(LEFT, y, RIGHT, y)
        for x in range(int(LEFT), int(RIGHT), 66):
            sheet.line(x, 120, x + 60, 120)
        for x in EDGES:
            sheet.line(x, 80, x, 140)
        texts(sheet, 80, [HEAD, *rows])

    rows = [["201", "公共服务", "", ""], ["205", "教育支出", "3.00", "2.00"]]
    assert shown(make_pdf(draw)) == [[HEAD, *rows]]


@pytest.mark.parametrize("is_cut", [False, True])
def test_two_projects_between_which_the_line_is_missing_are_two(is_cut: bool) -> None:
    """Name and amount stand in the middle of the indicators of each, of which two stand in one cell as well.

    The second may have more indicators on the next page.
    """
    second = 225 if is_cut else 210

    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [100, 80, 80], [["项目", "金额", "指标"]])
        for x in (50, 150, 230, 310):
            sheet.line(x, 120, x, 240)
        sheet.line(50, 120, 310, 120)
        for y in (140, 160, 200, 220):
            sheet.line(230, y, 310, y)
        if not is_cut:
            sheet.line(50, 240, 310, 240)
        for middle, name, amount in ((150, ("印制", "年鉴"), "4.50"), (second, ("产权", "管理"), "7.20")):
            sheet.text(53, middle - 12, name[0])
            sheet.text(53, middle + 1, name[1])
            sheet.text(153, middle - 5, amount)
        for number, text in enumerate(("数量", "质量", "成本", "时效", "成果", "满意")):
            sheet.text(233, 124 + 20 * number, text)

    (found,) = [block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table)]
    printed = [(cell.row, cell.row_span, cell.text) for cell in found.cells if cell.col < 3 and cell.row > 1]
    assert printed == [(2, 3, "印制\n年鉴"), (2, 3, "4.50"), (5, 3, "产权\n管理"), (5, 3, "7.20")]
    assert [cell.text for cell in found.cells if cell.col == 3] == [
        "指标",
        "数量",
        "质量",
        "成本",
        "时效",
        "成果",
        "满意",
    ]


def drawn(draw: Callable[[Sheet], None]) -> list[list[str]]:
    (found,) = [block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table)]
    return [[cell.text for cell in row] for row in found.rows]


@pytest.mark.parametrize(("pitch", "names"), [(20, ["会议", "住宿", "餐饮"]), (13, ["会议\n住宿\n餐饮"])])
def test_names_in_the_middles_of_the_rows_of_a_merged_cell_are_of_these_rows(pitch: int, names: list[str]) -> None:
    """The lines between the rows begin behind the names. Nearer to each other these are one name over all rows."""

    def draw(sheet: Sheet) -> None:
        sheet.table(50, 80, [110, 80], [["品名", "金额"]])
        sheet.table(50, 100, [110, 80], [["", ""]], height=60)
        for row in range(3):
            sheet.line(160, 120 + 20 * row, 240, 120 + 20 * row)
            sheet.text(53, 124 + pitch * (row - 1), ("会议", "住宿", "餐饮")[row])
            sheet.text(163, 104 + 20 * row, ("1.00", "2.00", "3.00")[row])

    rows = drawn(draw)
    assert [row[0] for row in rows if len(row) == 2] == ["品名", *names]
    assert [row[-1] for row in rows] == ["金额", "1.00", "2.00", "3.00"]


@pytest.mark.parametrize(("last", "n_rows"), [("三、国有资本预算拨款", 6), ("（从上级财政下达的）", 5)])
def test_rows_as_high_as_two_are_parted_where_an_ordinal_begins(last: str, n_rows: int) -> None:
    """The line over the last row is missing, and the name before it fills its cell; an ordinal begins the next one."""
    names = [("项目", "预算数"), ("一、一般公共预算", "5.00"), ("二、政府性基金预算", ""), (last, "7.00")]

    def draw(sheet: Sheet) -> None:
        for y in (100, 126, 152, 204, 230, 256):
            sheet.line(50, y, 220, y)
        for x in (50, 145, 220):
            sheet.line(x, 100, x, 256)
        for row, (name, amount) in enumerate(names):
            sheet.text(53, 108 + 26 * row, name)
            sheet.text(190, 108 + 26 * row, amount)
        sheet.text(53, 212, "上年结转")
        sheet.text(53, 238, "合计")
        sheet.text(190, 238, "12.00")

    assert len(drawn(draw)) == n_rows


@pytest.mark.parametrize(("above", "n_rows"), [("七、文化支出", 4), ("一、提高质量", 3)])
def test_a_row_with_two_ordinals_between_those_above_and_below_is_two(above: str, n_rows: int) -> None:
    """The row is higher than two, because a name in it is broken, and its amount stands beside the first name."""

    def draw(sheet: Sheet) -> None:
        for y in (100, 120, 175, 195 if n_rows == 4 else 205):
            sheet.line(50, y, 300, y)
        for x in (50, 220, 300):
            sheet.line(x, 100, x, 195 if n_rows == 4 else 205)
        for y, text in ((104, above), (126, "八、社会保障支出"), (147, "九、医疗卫生与计划生育支"), (160, "出")):
            sheet.text(53, y, text)
        sheet.text(53, 179, "十、节能环保支出" if n_rows == 4 else "一、降低成本")
        sheet.text(223, 126, "2347.13")

    rows = drawn(draw)
    assert len(rows) == n_rows
    if n_rows == 4:
        assert rows[1:3] == [["八、社会保障支出", "2347.13"], ["九、医疗卫生与计划生育支\n出", ""]]


def test_rows_beside_a_cell_over_them_and_others_are_parted() -> None:
    rows = ["事业收入", "经营收入", "其他收入", "债务收入", "投资收益", "捐赠收入"]

    def draw(sheet: Sheet) -> None:
        sheet.table(50, 80, [60, 100, 80], [["来源", "项目", "金额"]])
        for row in (0, 1, 3, 4, 5):
            sheet.line(110, 100 + 20 * row, 290, 100 + 20 * row)
        sheet.line(50, 220, 290, 220)
        for x in (50, 110, 210, 290):
            sheet.line(x, 100, x, 220)
        sheet.text(53, 154, "其他资金")
        for row, name in enumerate(rows):
            sheet.text(113, 104 + 20 * row, name)
        sheet.text(213, 144, "80.00")
        sheet.text(213, 104, "9.00")

    printed = drawn(draw)
    assert [row[-2:] for row in printed[2:4]] == [["经营收入", ""], ["其他收入", "80.00"]]
    assert len(printed) == 7


def test_an_amount_broken_over_two_lines_is_in_one_row() -> None:
    """The row is as high as two, and each of its lines stands in the middle of a half."""
    names = ["公共服务", "外交支出", "国防支出", "公共安全", "教育支出", "科技支出"]

    def draw(sheet: Sheet) -> None:
        top = sheet.table(LEFT, 80, WIDTHS, [HEAD, *(["", name, "", ""] for name in names)])
        sheet.table(LEFT, top, WIDTHS, [["206", "文化支出", "", ""]], height=40)
        sheet.text(EDGES[2] + 3, top + 4, "620.4")
        sheet.text(EDGES[2] + 3, top + 24, "041")

    (rows,) = shown(make_pdf(draw))
    assert rows[-1] == ["206", "文化支出", "620.4\n041", ""]


@pytest.mark.parametrize(("under", "n_rows"), [("人次", 8), ("8人", 9)])
def test_a_figure_has_room_for_a_word_behind_it_only_with_a_space_between(under: str, n_rows: int) -> None:
    """The target ends 17 points before the line: a character of 10 with its margin has room there, no space besides."""
    names = ["公共服务", "外交支出", "国防支出", "公共安全", "教育支出", "科技支出"]
    widths = [60.0, 90.0, 64.0]

    def draw(sheet: Sheet) -> None:
        top = sheet.table(50, 80, widths, [["一", "二", "三"], *([name, "8.00", ""] for name in names)])
        sheet.table(50, top, widths, [["培训", "9.00", ""]], height=40)
        sheet.text(203, top + 4, "不少于300")
        sheet.text(203, top + 24, under)

    (rows,) = shown(make_pdf(draw))
    assert len(rows) == n_rows


def test_a_name_broken_before_its_bracket_in_a_row_as_high_as_two_is_one() -> None:
    """（元） has no room behind the name, though one character would have."""
    names = ["公共服务", "外交支出", "国防支出", "公共安全", "教育支出", "科技支出"]

    def draw(sheet: Sheet) -> None:
        top = sheet.table(LEFT, 80, WIDTHS, [HEAD, *(["", name, "8.00", ""] for name in names)])
        sheet.table(LEFT, top, WIDTHS, [["", "", "9.00", ""]], height=40)
        sheet.text(EDGES[1] + 3, top + 4, "机关事业单位本年度资金总额")
        sheet.text(EDGES[1] + 3, top + 24, "（元）")

    (rows,) = shown(make_pdf(draw))
    assert rows[-1] == ["", "机关事业单位本年度资金总额\n（元）", "9.00", ""]


@pytest.mark.parametrize(("lines", "whole"), [(["4067", "600.0", "0"], "4067600.00"), (["9278", "00.00"], "927800.00")])
def test_an_amount_that_a_narrow_column_breaks_in_a_cell_over_two_rows_is_one(lines: list[str], whole: str) -> None:
    def draw(sheet: Sheet) -> None:
        top = sheet.table(50, 80, [100, 32, 100], [["项目", "金额", "指标"]])
        sheet.table(50, top, [100, 32], [["", ""]], height=60)
        sheet.table(182, top, [100], [["次数"], ["里程"]], height=30)
        sheet.text(53, top + 4, "道路养护")
        for number, text in enumerate(lines):
            sheet.text(153, top + 4 + 12 * number, text)

    (rows,) = shown(make_pdf(draw))
    assert [text for row in rows for text in row if text.replace("\n", "") == whole] == [whole]
