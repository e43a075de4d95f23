"""Tables without ruling lines whose rows are no further apart than lines: to which row a line of a label belongs."""

from collections.abc import Callable, Sequence

from pipeline.documents.model import Paragraph, Table
from pipeline.documents.pdf import pdf
from tests.documents.pdf_making import Sheet, make_pdf

STEP = 14.0
CODED = [
    ["科目编码", "科目名称", "合计", "项目支出"],
    ["208", "社会保障和就业", "26.00", "0.00"],
    ["", "支出"],
    ["20805", "行政事业单位养", "26.00", "0.00"],
    ["", "老支出"],
    ["2080505", "机关事业单位基", "26.00", "0.00"],
    ["", "本养老保险缴费"],
    ["", "支出"],
    ["2080506", "职业年金", "0.00", "0.00"],
    ["", "缴费"],
    ["221", "住房保障支出", "1.00", "0.00"],
]
CODED_XS = (100, 160, 250, 350)


def printed(sheet: Sheet, top: float, xs: Sequence[float], rows: Sequence[Sequence[str]]) -> None:
    """Texts at the left ends of their columns, as a word processor prints them."""
    for number, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            sheet.text(x, top + STEP * number, text)


def read(*pages: Callable[[Sheet], None]) -> tuple[list[list[list[str]]], list[str]]:
    """The texts of the tables, and the paragraphs."""
    blocks = pdf.read(make_pdf(*pages)).blocks
    tables = [block for block in blocks if isinstance(block, Table)]
    texts = [[[cell.text.replace("\n", "") for cell in row] for row in table.rows] for table in tables]
    return texts, [block.text for block in blocks if isinstance(block, Paragraph)]


def test_lines_hang_down_from_the_row_of_their_code() -> None:
    """Also 缴费, which an editor has broken off where there was room: no row of its own prints no code."""
    (table,), _ = read(lambda sheet: printed(sheet, 100, CODED_XS, CODED))
    assert [row[:3] for row in table[1:]] == [
        ["208", "社会保障和就业支出", "26.00"],
        ["20805", "行政事业单位养老支出", "26.00"],
        ["2080505", "机关事业单位基本养老保险缴费支出", "26.00"],
        ["2080506", "职业年金缴费", "0.00"],
        ["221", "住房保障支出", "1.00"],
    ]


def test_lines_stand_up_from_the_row_of_their_code() -> None:
    rows = [
        ["科目编码", "科目名称", "合计", "项目支出"],
        ["205", "教育支出", "32.00", "0.00"],
        ["", "社会保障和就业"],
        ["208", "支出", "26.00", "0.00"],
        ["", "机关事业单位基"],
        ["", "本养老保险缴费"],
        ["2080505", "支出", "26.00", "0.00"],
        ["221", "住房保障支出", "6.00", "0.00"],
    ]
    (table,), _ = read(lambda sheet: printed(sheet, 100, CODED_XS, rows))
    assert [row[:3] for row in table[1:]] == [
        ["205", "教育支出", "32.00"],
        ["208", "社会保障和就业支出", "26.00"],
        ["2080505", "机关事业单位基本养老保险缴费支出", "26.00"],
        ["221", "住房保障支出", "6.00"],
    ]


def test_the_longest_label_of_a_column_with_room_goes_on_in_no_other() -> None:
    """The row of 债务发行费用支出 is blank; its label ends far before the figures, which all begin in one place."""
    rows = [
        ["项目", "预算数", "项目", "预算数"],
        ["财政拨款收入", "12,000.00", "教育支出", "2,000.00"],
        ["事业收入", "0.00", "住房保障支出", "10,000.00"],
        ["", "", "债务发行费用支出"],
        ["收入合计", "12,000.00", "支出合计", "12,000.00"],
        ["上年结转", "", "年终结转"],
        ["收入总计", "12,000.00", "支出总计", "12,000.00"],
    ]
    (table,), _ = read(lambda sheet: printed(sheet, 100, (100, 200, 300, 430), rows))
    assert table == [[*row, *[""] * (4 - len(row))] for row in rows]


def test_headers_at_the_left_end_of_their_columns() -> None:
    """支出 stands in the middle over three columns, and all others at the left of theirs: it is over two."""
    rows = [
        ["收入", "", "支出"],
        ["项目", "预算", "项目", "预算"],
        ["一、财政拨款", "9,433.72", "一、一般公共服务支出", "9,433.72"],
        ["二、事业收入", "50.00", "二、教育支出", "50.00"],
        ["收入总计", "9,483.72", "支出总计", "9,483.72"],
    ]

    def draw(sheet: Sheet) -> None:
        printed(sheet, 100, (72, 190, 300, 430), rows)

    (table,) = (block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table))
    assert [(cell.text, cell.col, cell.col_span) for cell in table.rows[0]] == [("收入", 1, 2), ("支出", 3, 2)]
    assert [cell.text for cell in table.rows[1]] == ["项目", "预算", "项目", "预算"]


def test_the_last_label_of_a_table_ends_below_its_figures() -> None:
    """The lines below are of a bracket that is open; what follows is the title of another table."""
    rows = [
        ["单位名称", "合计", "财政拨款"],
        ["合计", "8.00", "8.00"],
        ["某某市统计普查", "1.00", "1.00"],
        ["中心"],
        ["某某市统计监测", "7.00", "7.00"],
        ["中心（某某市统"],
        ["计发展"],
        ["中心）"],
        ["支出总体情况"],
    ]
    (table,), lines = read(lambda sheet: printed(sheet, 100, (100, 180, 300), rows))
    assert [row[0] for row in table] == [
        "单位名称", "合计", "某某市统计普查中心", "某某市统计监测中心（某某市统计发展中心）"
    ]  # fmt: skip
    assert lines == ["支出总体情况"]


def test_a_header_at_the_end_of_a_page_begins_a_table_in_the_columns_of_the_one_before() -> None:
    first = [
        ["项目", "预算", "上年预算"],
        ["财政拨款", "9.00", "1.00"],
        ["事业收入", "0.00", "0.00"],
        ["收入总计", "9.00", "1.00"],
    ]
    head = ["科目名称", "小计", "项目支出"]
    second = [["教育支出", "9.00", "8.00"], ["住房保障支出", "0.00", "0.00"], ["合计", "9.00", "8.00"]]
    xs = (100, 230, 350)

    def above(sheet: Sheet) -> None:
        printed(sheet, 700, xs, [*first, ["一般公共预算支出表"], ["单位：万元"], head])

    tables, _ = read(above, lambda sheet: printed(sheet, 60, xs, second))
    assert tables == [first, [head, *second]]


def test_texts_about_the_middle_of_rows_that_touch() -> None:
    """Lines of a text are 14 points apart, and the last line of one is 12 above the first of the next."""
    goals = [
        ["完成本年度农业普", "查的登记和", "数据审核工作。"],
        ["发布统计年鉴和经", "济形势的分析，为决", "策服务。"],
    ]

    def draw(sheet: Sheet) -> None:
        printed(
            sheet, 56, (72, 170, 260, 360), [["项目名称", "合计", "财政拨款", "绩效目标"], ["合计", "3.00", "3.00"]]
        )
        for number, (name, goal) in enumerate(zip(["农业普查", "统计年鉴"], goals, strict=True)):
            top = 100 + 40 * number
            for line, text in enumerate(goal):
                sheet.text(360, top + STEP * line, text)
            for x, text in ((72, name), (170, f"{number + 1}.00"), (260, f"{number + 1}.00")):
                sheet.text(x, top + STEP, text)

    (table,), _ = read(draw)
    assert table[1:] == [
        ["合计", "3.00", "3.00", ""],
        ["农业普查", "1.00", "1.00", "".join(goals[0])],
        ["统计年鉴", "2.00", "2.00", "".join(goals[1])],
    ]
