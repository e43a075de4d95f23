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


def test_lines_about_the_figures_of_rows_that_are_far_apart() -> None:
    """No label fills its column; the lines of one are 14 points apart, and rows are 40."""

    def draw(sheet: Sheet) -> None:
        printed(sheet, 60, (72, 170, 260), [["项目名称", "合计", "财政拨款"]])
        for number, lines in enumerate((["农业普查", "经费"], ["统计年鉴", "印刷"], ["信息化运维"])):
            top = 100 + 40 * number
            for line, text in enumerate(lines):
                sheet.text(72, top + STEP * (line - (len(lines) - 1) / 2), text)
            sheet.text(170, top, f"{number + 1}.00")
            sheet.text(260, top, f"{number + 1}.00")

    (table,), _ = read(draw)
    assert [row[:2] for row in table[1:]] == [
        ["农业普查经费", "1.00"],
        ["统计年鉴印刷", "2.00"],
        ["信息化运维", "3.00"],
    ]


def test_a_label_about_figures_that_are_broken() -> None:
    """Rows are 40 points apart; 1,381,588.06 does not fit in its column, and its two lines stand about the code."""

    def draw(sheet: Sheet) -> None:
        printed(sheet, 60, (72, 130, 230, 320), [["科目编码", "科目名称", "合计", "基本支出"]])
        rows = [
            ("30101", ["基本工资"], "868,678.80"),
            ("30108", ["机关事业单位", "基本养老", "保险缴费"], "381,588.06"),
        ]
        rows.append(("30109", ["职业年金", "缴费"], "750,794.03"))
        for number, (code, lines, amount) in enumerate(rows):
            top = 100 + 44 * number
            sheet.text(72, top, code)
            for line, text in enumerate(lines):
                sheet.text(130, top + STEP * (line - (len(lines) - 1) / 2), text)
            for x in (230, 320):
                sheet.text(x, top - STEP / 2, f"1,{amount[:-1]}")
                sheet.text(x, top + STEP / 2, amount[-1])

    (table,), _ = read(draw)
    assert [row[:3] for row in table[1:]] == [
        ["30101", "基本工资", "1,868,678.80"],
        ["30108", "机关事业单位基本养老保险缴费", "1,381,588.06"],
        ["30109", "职业年金缴费", "1,750,794.03"],
    ]


def test_a_header_over_the_figures_of_another_one_is_over_both() -> None:
    """其中 stands over the figures of 基本支出, whose own header ends left of them, and is no column of its own."""

    def draw(sheet: Sheet) -> None:
        for x, top, text in (
            (365, 90, "其中："), (100, 96, "科目名称"), (240, 96, "小计"), (312, 102, "基本支出"),
            (425, 102, "项目支出"), (72, 122, "教育支出"), (260, 122, "9.00"), (363, 122, "6.00"), (450, 122, "3.00"),
            (72, 142, "住房保障支出"), (260, 142, "2.00"), (363, 142, "2.00"), (450, 142, "0.00"),
            (72, 162, "合计"), (255, 162, "11.00"), (363, 162, "8.00"), (450, 162, "3.00"),
        ):  # fmt: skip
            sheet.text(x, top, text)

    (table,) = (block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table))
    assert [(cell.text.strip(), cell.col, cell.col_span) for row in table.rows[:2] for cell in row] == [
        ("科目名称", 1, 1), ("小计", 2, 1), ("其中：", 3, 2), ("基本支出", 3, 1), ("项目支出", 4, 1)
    ]  # fmt: skip


def test_headers_beside_each_other_are_of_two_columns_though_one_is_blank() -> None:
    """Two headers in two lines leave the others between their lines."""
    rows = [["301", "工资", "9.00", "1,208,867.00"], ["302", "商品", "8.00", "1,208,866.00"]]

    def draw(sheet: Sheet) -> None:
        for x, top, text in ((72, 90, "经济科目"), (82, 104, "编码"), (140, 90, "经济科目"), (150, 104, "名称")):
            sheet.text(x, top, text)
        for x, text in ((213, "合计"), (260, "公用经费支出"), (345, "备注")):
            sheet.text(x, 97, text)
        printed(sheet, 122, (72, 140, 210, 260), [*rows, ["303", "补助", "1.00", "1,208,865.00"]])

    (table,), _ = read(draw)
    assert table[0] == ["经济科目编码", "经济科目名称", "合计", "公用经费支出", "备注"]
    assert table[1:3] == [[*row, ""] for row in rows]


def test_the_last_label_about_its_figures_ends_as_far_below_them_as_it_begins_above() -> None:
    def draw(sheet: Sheet) -> None:
        printed(sheet, 60, (72, 170, 260), [["项目名称", "合计", "财政拨款"]])
        for number, lines in enumerate(
            (["市局"], ["市应急管", "理局（本", "级）"], ["市应急", "管理", "综合执", "法监督局"])
        ):
            top = 100 + 60 * number
            for line, text in enumerate(lines):
                sheet.text(72, top + STEP * (line - (len(lines) - 1) / 2), text)
            sheet.text(170, top, f"{number + 1}.00")
            sheet.text(260, top, f"{number + 1}.00")
        sheet.text(72, 300, "支出总体情况")

    (table,), lines = read(draw)
    assert [row[0] for row in table[1:]] == ["市局", "市应急管理局（本级）", "市应急管理综合执法监督局"]
    assert lines == ["支出总体情况"]


def test_the_next_page_prints_what_is_blank_so_far_on_the_first() -> None:
    """项 stands right of where its codes begin; the first page has none."""
    xs = (72, 110, 140, 200, 320, 400)
    head = ["类", "款", "", "科目名称", "合计", "项目支出"]
    first = [
        ["201", "", "", "一般公共服务支出", "134,339,860.00", "0.00"],
        ["201", "08", "", "审计事务", "134,339,860.00", "0.00"],
    ]
    second = [
        ["201", "08", "01", "行政运行", "114,479,860.00", "0.00"],
        ["201", "08", "04", "审计业务", "16,527,000.00", "0.00"],
    ]

    def above(sheet: Sheet) -> None:
        printed(sheet, 700, xs, [["支出总表"], head, *first])
        sheet.text(158, 700 + STEP, "项")

    (table,), _ = read(above, lambda sheet: printed(sheet, 60, xs, second))
    assert table == [["类", "款", "项", *head[3:]], *first, *second]


def test_one_row_of_figures_under_the_title_with_which_the_page_before_ends() -> None:
    """As 三公经费 prints them across."""
    rows = [["合计", "因公出国（境）费", "公务接待费"], ["3.00", "0.00", "3.00"]]
    pages = [lambda sheet: printed(sheet, 760, (100,), [["“三公”经费支出表"], ["单位：万元"]])]
    tables, _ = read(*pages, lambda sheet: printed(sheet, 60, (100, 200, 330), rows))
    assert tables == [rows]


def test_the_next_item_on_the_next_page_is_no_rest_of_the_longest_label() -> None:
    """Its row is blank but for the label, and the label above it fills the column."""
    xs = (72, 170, 250, 420)
    head = ["项目", "预算数", "项目", "预算数"]
    first = [
        ["本年收入", "9.00", "（二十一）教育支出", "1.00"],
        ["上年结转", "0.00", "（二十二）灾害防治及应急管理支出", "8.00"],
    ]
    second = [
        ["", "", "（二十三）预备费", ""],
        ["", "", "（二十四）其他支出", "0.00"],
        ["收入总计", "9.00", "支出总计", "9.00"],
    ]
    pages = [lambda sheet: printed(sheet, 740, xs, [["收支总表"], head, *first])]
    (table,), _ = read(*pages, lambda sheet: printed(sheet, 60, xs, second))
    assert table == [head, *first, *second]


def test_a_blank_row_with_an_indented_label_is_no_line_of_the_total_below() -> None:
    """年终结转 is indented by blanks and stands beside no text of the row 支出总计 as far as ink goes."""
    rows = [
        ["项目", "预算数", "项目", "预算数"],
        ["财政拨款", "12,000.00", "教育支出", "2,000.00"],
        ["事业收入", "0.00", "卫生健康支出", "10,000.00"],
        ["收入合计", "12,000.00", "支出合计", "12,000.00"],
        ["", "", "          年终结转"],
        ["收入总计", "12,000.00", "支出", "12,000.00"],
    ]
    (table,), _ = read(lambda sheet: printed(sheet, 100, (100, 200, 300, 430), rows))
    assert [[text.strip() for text in row] for row in table[4:]] == [["", "", "年终结转", ""], rows[5]]


def test_a_line_that_begins_with_a_bracket_is_of_the_label_above() -> None:
    rows = [
        ["单位名称", "合计", "财政拨款"],
        ["某某市统计局", "5.00", "5.00"],
        ["（本级）"],
        ["某某市统计普查", "1.00", "1.00"],
        ["中心"],
        ["某某市统计监测", "7.00", "7.00"],
        ["中心"],
        ["合计", "13.00", "13.00"],
    ]
    (table,), _ = read(lambda sheet: printed(sheet, 100, (100, 180, 300), rows))
    assert [row[0] for row in table[1:]] == ["某某市统计局（本级）", "某某市统计普查中心", "某某市统计监测中心", "合计"]


def test_a_label_goes_on_with_a_year() -> None:
    """2025 is no code, with which a row would begin."""
    rows = [
        ["项目名称", "合计", "财政拨款"],
        ["市政府办公厅的", "5.00", "5.00"],
        ["2025年度运维"],
        ["政务信息系统的", "1.00", "1.00"],
        ["建设"],
        ["合计", "6.00", "6.00"],
    ]
    (table,), _ = read(lambda sheet: printed(sheet, 100, (100, 180, 300), rows))
    assert [row[0] for row in table[1:]] == ["市政府办公厅的2025年度运维", "政务信息系统的建设", "合计"]


def test_lines_of_labels_beside_the_ends_of_broken_figures_hang_down() -> None:
    """The ends of the figures stand 12 points lower, and the second lines of the labels 14."""

    def draw(sheet: Sheet) -> None:
        printed(sheet, 60, (72, 114, 214), [["单位名称", "合计", "财政拨款"]])
        names = [["某某市", "统计局"], ["普查中", "心"], ["监测中", "心（数", "据发展", "中心）"]]
        top = 80.0
        for name, amount in zip(names, ("6,748.28", "1,373.74", "1,361.71"), strict=True):
            for line, text in enumerate(name):
                sheet.text(72, top + STEP * line, text)
            for x in (114, 214):
                sheet.text(x, top, amount[:-1])
                sheet.text(x, top + 12, amount[-1])
            top += STEP * len(name)

    (table,), _ = read(draw)
    assert table[1:] == [
        ["某某市统计局", "6,748.28", "6,748.28"],
        ["普查中心", "1,373.74", "1,373.74"],
        ["监测中心（数据发展中心）", "1,361.71", "1,361.71"],
    ]


def test_a_figure_that_a_page_break_cuts_is_one() -> None:
    """293,810,00 is no amount; 5.00 on the next page is its end, and 等支出 the end of the label."""
    xs = (72, 130, 215, 300)
    head = ["科目编码", "科目名称", "合计", "财政拨款"]
    first = [[code, "商贸事务", "21,601,733.00", "21,601,733.00"] for code in ("201", "202", "203", "204")]
    cut = ["215", "资源勘探信息", "293,810,00", "293,810,00"]
    second = [["", "等支出", "5.00", "5.00"], ["221", "住房保障支出", "1,410,886.00", "1,410,886.00"]]
    pages = [lambda sheet: printed(sheet, 700, xs, [["支出总表"], head, *first, cut])]
    (table,), _ = read(*pages, lambda sheet: printed(sheet, 60, xs, second))
    assert table[5:] == [["215", "资源勘探信息等支出", "293,810,005.00", "293,810,005.00"], second[1]]


def test_the_end_of_a_broken_figure_may_look_like_an_amount() -> None:
    rows = [
        ["科目编码", "科目名称", "合计", "财政拨款"],
        ["201", "商贸事务", "21,601,733.00", "21,601,733.00"],
        ["215", "资源勘探", "293,810,00", "293,810,00"],
        ["", "", "0.00", "0.00"],
        ["221", "住房保障", "1,410,886.00", "1,410,886.00"],
        ["229", "其他支出", "1,410,887.00", "1,410,887.00"],
    ]
    (table,), _ = read(lambda sheet: printed(sheet, 100, (72, 130, 215, 300), rows))
    assert table[2:] == [["215", "资源勘探", "293,810,000.00", "293,810,000.00"], *rows[4:]]
