"""Headers of tables without vertical lines: which text stands over which columns, and what lines and dots say."""

from collections.abc import Sequence
from itertools import pairwise

from reportlab.pdfbase import pdfmetrics

from pipeline.documents.model import Paragraph, Table
from pipeline.documents.pdf import pdf
from tests.documents.pdf_making import Sheet, make_pdf

SIZE = 10.0
Head = Sequence[tuple[float, float, str]]
BODY = [
    ["201", "一般公共服务支出", "8.00", "5.00", "3.00", ""],
    ["20103", "政府办公厅及相关机构事务", "8.00", "5.00", "3.00", ""],
    ["2010301", "行政运行", "5.00", "5.00", "", ""],
    ["2010302", "一般行政管理事务", "3.00", "", "3.00", ""],
]
# The edges and the middles of the columns.
EDGES = (55.0, 120.0, 265.0, 335.0, 405.0, 475.0, 545.0)
MIDDLES = (87.5, 192.5, 300.0, 370.0, 440.0, 510.0)
TWO_LEVELS = [
    (160.0, 100.0, "支出功能分类科目"), (87.5, 116.0, "科目编码"), (192.5, 116.0, "科目名称"), (300.0, 108.0, "合计"),
    (440.0, 100.0, "财政拨款"), (370.0, 116.0, "基本支出"), (440.0, 116.0, "项目支出"), (510.0, 116.0, "预留经费"),
]  # fmt: skip


def centred(sheet: Sheet, texts: Head) -> None:
    for middle, top, text in texts:
        sheet.text(middle - pdfmetrics.stringWidth(text, "STSong-Light", SIZE) / 2, top, text, SIZE)


def body(sheet: Sheet, top: float, rows: Sequence[Sequence[str]], pitch: float = 18.0) -> None:
    """Codes and names at the left of their columns, figures at the right of theirs."""
    for number, (code, name, *figures) in enumerate(rows):
        sheet.text(60, top + pitch * number, code, SIZE)
        sheet.text(125, top + pitch * number, name, SIZE)
        for middle, figure in zip(MIDDLES[2:], figures, strict=True):
            width = pdfmetrics.stringWidth(figure, "STSong-Light", SIZE)
            sheet.text(middle + 30 - width, top + pitch * number, figure, SIZE)


def tables(data: bytes) -> list[Table]:
    return [block for block in pdf.read(data).blocks if isinstance(block, Table)]


def spans(table: Table, rows: int) -> list[list[tuple[str, int, int]]]:
    """Text, rows and columns of each printed cell of the first rows."""
    return [[(c.text, c.row_span, c.col_span) for c in row if c.text] for row in table.rows[:rows]]


WANTED = [
    [("支出功能分类科目", 1, 2), ("合计", 2, 1), ("财政拨款", 1, 3)],
    [("科目编码", 1, 1), ("科目名称", 1, 1), ("基本支出", 1, 1), ("项目支出", 1, 1), ("预留经费", 1, 1)],
]


def test_a_text_over_several_columns_and_a_column_that_is_blank() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(250, 60, "支出总表")
        sheet.text(480, 78, "单位：万元")
        centred(sheet, TWO_LEVELS)
        body(sheet, 136, BODY)

    (table,) = tables(make_pdf(draw))
    assert spans(table, 2) == WANTED
    assert [[cell.text for cell in row] for row in table.rows[2:]] == BODY


def test_a_header_of_several_lines_is_one_cell() -> None:
    head = [
        (87.5, 108.0, "科目编码"), (192.5, 108.0, "科目名称"), (300.0, 108.0, "合计"), (370.0, 108.0, "基本支出"),
        (440.0, 102.0, "对附属单位"), (440.0, 114.0, "补助支出"), (510.0, 96.0, "上年结转"), (510.0, 108.0, "和结余资"),
        (510.0, 120.0, "金"),
    ]  # fmt: skip

    def draw(sheet: Sheet) -> None:
        centred(sheet, head)
        body(sheet, 140, BODY)

    (table,) = tables(make_pdf(draw))
    assert spans(table, 1) == [
        [(text, 1, 1) for text in (
            "科目编码", "科目名称", "合计", "基本支出", "对附属单位\n补助支出", "上年结转\n和结余资\n金"
        )]
    ]  # fmt: skip
    assert [[cell.text for cell in row] for row in table.rows[1:]] == BODY


def test_lines_drawn_cell_by_cell_give_the_columns() -> None:
    """The same header and body between three lines."""

    def draw(sheet: Sheet) -> None:
        for y in (95.0, 132.0, 206.0):
            for left, right in pairwise(EDGES):
                sheet.line(left, y, right, y)
        centred(sheet, TWO_LEVELS)
        body(sheet, 138, BODY)

    (table,) = tables(make_pdf(draw))
    assert spans(table, 2) == WANTED
    assert [[cell.text for cell in row] for row in table.rows[2:]] == BODY


def test_a_header_that_a_page_break_parts() -> None:
    def first(sheet: Sheet) -> None:
        sheet.text(250, 760, "支出总表")
        sheet.text(480, 776, "单位：万元")
        centred(sheet, [(160.0, 800.0, "支出功能分类科目"), (405.0, 800.0, "财政拨款")])

    def second(sheet: Sheet) -> None:
        below = [(middle, 50.0, text) for middle, top, text in TWO_LEVELS if top > 100]
        centred(sheet, below)
        body(sheet, 70, BODY)

    content = pdf.read(make_pdf(first, second))
    (table,) = (block for block in content.blocks if isinstance(block, Table))
    assert [text for row in spans(table, 2) for text, _, columns in row if columns > 1] == [
        "支出功能分类科目", "财政拨款"
    ]  # fmt: skip
    assert [block.text for block in content.blocks if isinstance(block, Paragraph)] == ["支出总表", "单位：万元"]


def test_a_figure_broken_because_its_column_is_narrow_is_one() -> None:
    """58341.63 of which the last digit stands below, as a browser breaks it; nothing must read 58341.6."""

    def draw(sheet: Sheet) -> None:
        sheet.text(480, 78, "单位：万元")
        for x, text in ((60, "单位"), (150, "合计"), (250, "本年"), (350, "上年")):
            sheet.text(x, 100, text, SIZE)
        for top, name, whole in ((124, "合计", "58341.6"), (164, "某某局", "46941.6")):
            sheet.text(60, top + 6, name, SIZE)
            sheet.text(150, top, whole, SIZE)
            sheet.text(174, top + 12, "3", SIZE)
            sheet.text(250, top, "13800.0", SIZE)
            sheet.text(274, top + 12, "0", SIZE)
            sheet.text(350, top + 6, "0.00", SIZE)

    (table,) = tables(make_pdf(draw))
    figures = [["".join(cell.text.split()) for cell in row] for row in table.rows[1:]]
    assert figures == [["合计", "58341.63", "13800.00", "0.00"], ["某某局", "46941.63", "13800.00", "0.00"]]


def test_lines_of_dots_rule_a_table() -> None:
    edges, heights = (55.0, 205.0, 305.0), (95.0, 115.0, 135.0)

    def draw(sheet: Sheet) -> None:
        sheet.canvas.setFillColorRGB(0.5, 0.5, 0.5)
        for y in heights:
            for step in range(168):
                sheet.canvas.rect(edges[0] + 1.5 * step, sheet.height - y, 0.7, 0.7, stroke=0, fill=1)
        for x in edges:
            for step in range(28):
                sheet.canvas.rect(x, sheet.height - heights[0] - 1.5 * step, 0.7, 0.7, stroke=0, fill=1)
        sheet.canvas.setFillColorRGB(0, 0, 0)
        for x, y, text in ((60, 100, "项目"), (210, 100, "预算数"), (60, 120, "办公费"), (210, 120, "3.00")):
            sheet.text(x, y, text, SIZE)

    (table,) = tables(make_pdf(draw))
    assert [[cell.text for cell in row] for row in table.rows] == [["项目", "预算数"], ["办公费", "3.00"]]


def test_codes_at_the_left_of_columns_whose_headers_stand_beside_the_end_of_one_over_both() -> None:
    """经济分类科目编码 over 类 and 款, whose codes stand left of them; nothing is printed under 公用经费."""
    rows = [
        ("301", "", "工资福利支出"),
        ("301", "01", "基本工资"),
        ("301", "02", "津贴补贴"),
        ("301", "07", "绩效工资"),
    ]

    def draw(sheet: Sheet) -> None:
        sheet.text(230, 60, "基本支出预算表", SIZE)
        centred(sheet, [(172, 100, "项目"), (423, 100, "一般公共预算基本支出"), (132, 116, "经济分类科目编码")])
        centred(sheet, [(257, 116, "部门经济分类"), (257, 130, "科目名称"), (339, 123, "合计"), (423, 123, "人员经费")])
        centred(sheet, [(506, 123, "公用经费"), (86, 130, "类"), (178, 130, "款")])
        for number, (kind, item, name) in enumerate(rows):
            top = 146 + 15 * number
            for x, text in ((53, kind), (136, item), (219, name), (325, f"{number + 3}.00"), (408, f"{number + 3}.00")):
                sheet.text(x, top, text, SIZE)

    (table,) = tables(make_pdf(draw))
    assert spans(table, 3) == [
        [("项目", 1, 3), ("一般公共预算基本支出", 1, 3)],
        [
            ("经济分类科目编码", 1, 2),
            ("部门经济分类\n科目名称", 2, 1),
            ("合计", 2, 1),
            ("人员经费", 2, 1),
            ("公用经费", 2, 1),
        ],
        [("类", 1, 1), ("款", 1, 1)],
    ]
    assert [cell.text for cell in table.rows[4]] == ["301", "01", "基本工资", "4.00", "4.00", ""]


def test_a_header_that_blanks_before_it_move_off_the_middle_of_its_column() -> None:
    """预算科目 stands 9 points right of the middle of its column; the others, and those over two, stand in theirs."""
    rows = [
        ["财政拨款", "9.00", "教育支出", "4.00"],
        ["其他资金", "1.00", "卫生健康支出", "6.00"],
        ["合计", "10.00", "合计", "10.00"],
    ]

    def draw(sheet: Sheet) -> None:
        sheet.text(230, 60, "收支预算总表", SIZE)
        centred(sheet, [(165, 100, "收入"), (415, 100, "支出")])
        centred(sheet, [(130 + 9, 116, "预算科目"), (245, 116, "金额"), (370, 116, "功能科目"), (505, 116, "金额")])
        for number, (income, of_income, spending, of_spending) in enumerate(rows):
            top = 134 + 16 * number
            for x, text in ((53, income), (233, of_income), (290, spending), (505, of_spending)):
                sheet.text(x, top, text, SIZE)

    (table,) = tables(make_pdf(draw))
    assert spans(table, 1) == [[("收入", 1, 2), ("支出", 1, 2)]]
    assert [cell.text for cell in table.rows[2]] == rows[0]


def test_a_text_far_over_the_middle_of_three_headers_is_no_line_of_it() -> None:
    """基本支出 stands three heights of type over 人员经费, 日常公用 one over 经费: texts stand at the end of cells."""
    head = [
        (160.0, 100.0, "支出功能分类科目"), (370.0, 100.0, "基本支出"), (87.5, 131.0, "科目编码"),
        (192.5, 131.0, "科目名称"), (300.0, 131.0, "小计"), (370.0, 131.0, "人员经费"),
        (440.0, 118.0, "日常公用"), (440.0, 131.0, "经费"), (510.0, 131.0, "项目支出"),
    ]  # fmt: skip

    def draw(sheet: Sheet) -> None:
        centred(sheet, [(300.0, 60.0, "支出总表"), *head])
        for y in (96.0, 144.0, 222.0):
            sheet.line(EDGES[0], y, EDGES[-1], y)
        body(sheet, 150, [[*row[:2], "5.00", "3.00", "2.00", "1.00"] for row in BODY])

    (table,) = tables(make_pdf(draw))
    assert spans(table, 2) == [
        [("支出功能分类科目", 1, 2), ("基本支出", 1, 3), ("项目支出", 2, 1)],
        [("科目编码", 1, 1), ("科目名称", 1, 1), ("小计", 1, 1), ("人员经费", 1, 1), ("日常公用\n经费", 1, 1)],
    ]


def test_a_header_in_larger_type_than_the_body_is_no_title() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(250, 60, "支出总表", 20)
        for middle, text in zip(
            MIDDLES, ("科目编码", "科目名称", "合计", "基本支出", "项目支出", "经营支出"), strict=True
        ):
            sheet.text(middle - 6.5 * len(text), 105, text, 13)
        for number in range(len(BODY) + 2):
            sheet.line(EDGES[0], 98 + 26 * number, EDGES[-1], 98 + 26 * number)
        body(sheet, 130, BODY, 26)

    (table,) = tables(make_pdf(draw))
    assert [cell.text for cell in table.rows[0]] == ["科目编码", "科目名称", "合计", "基本支出", "项目支出", "经营支出"]
    assert [cell.text for cell in table.rows[3]] == ["2010301", "行政运行", "5.00", "5.00", "", ""]
