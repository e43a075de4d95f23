"""Tables without ruling lines, and text that only looks like one."""

from collections.abc import Sequence

from reportlab.pdfbase import pdfmetrics

from pipeline.documents.model import Paragraph, Table
from pipeline.documents.pdf import pdf
from tests.documents.pdf_making import Sheet, make_pdf

ROWS = [
    ["科目名称", "本年预算", "上年预算"],
    ["工资福利支出", "1,234.50", "1,100.00"],
    ["商品和服务支出", "200.00", "90.50"],
    ["资本性支出", "", "3.00"],
    ["合计", "1,434.50", "1,193.50"],
]


def columns(sheet: Sheet, top: float, rows: Sequence[Sequence[str]]) -> None:
    """Labels to the left, figures to the right, no lines."""
    for number, (label, *figures) in enumerate(rows):
        sheet.text(100, top + 20 * number, label)
        for col, figure in enumerate(figures):
            wide = pdfmetrics.stringWidth(figure, "STSong-Light", 10)
            sheet.text(330 + 100 * col - wide, top + 20 * number, figure)


def test_aligned_figures_under_headers_are_a_table() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(240, 60, "支出总表", 16)
        sheet.text(100, 90, "部门：某某局")
        sheet.text(400, 90, "单位：万元")
        columns(sheet, 120, ROWS)
        sheet.text(100, 260, "注：本表为空。")

    content = pdf.read(make_pdf(draw))
    (table,) = (block for block in content.blocks if isinstance(block, Table))
    assert [[cell.text for cell in row] for row in table.rows] == ROWS
    assert [block.text for block in content.blocks if isinstance(block, Paragraph)] == [
        "支出总表",
        "部门：某某局",
        "单位：万元",
        "注：本表为空。",
    ]


def test_figures_behind_the_sign_of_the_currency_are_figures() -> None:
    rows = [ROWS[0], *([label, *(figure and f"¥{figure}" for figure in figures)] for label, *figures in ROWS[1:])]
    content = pdf.read(make_pdf(lambda sheet: columns(sheet, 120, rows)))
    (table,) = (block for block in content.blocks if isinstance(block, Table))
    assert [[cell.text for cell in row] for row in table.rows] == rows


def test_a_table_of_contents_is_none() -> None:
    def draw(sheet: Sheet) -> None:
        columns(sheet, 120, [["部门概况", "3"], ["收支总表", "12"], ["收入总表", "14"], ["支出总表", "15"]])

    assert not any(isinstance(block, Table) for block in pdf.read(make_pdf(draw)).blocks)


def test_figures_without_headers_are_none() -> None:
    def draw(sheet: Sheet) -> None:
        columns(sheet, 120, ROWS[1:])

    assert not any(isinstance(block, Table) for block in pdf.read(make_pdf(draw)).blocks)


def test_a_name_of_two_lines_about_its_figures_is_one_row() -> None:
    def draw(sheet: Sheet) -> None:
        columns(sheet, 120, [["科目编码", "合计", "基本支出"], ["201", "8.00", "8.00"]])
        sheet.text(170, 120, "科目名称")
        sheet.text(170, 140, "一般公共服务支出")
        sheet.text(170, 160, "政府办公厅（室）及")
        columns(sheet, 168, [["20103", "8.00", "8.00"]])
        sheet.text(170, 176, "相关机构事务")
        columns(sheet, 198, [["2010301", "8.00", "8.00"]])
        sheet.text(170, 198, "行政运行")
        sheet.text(170, 218, "其他支出")

    (table,) = (block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table))
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["科目编码", "科目名称", "合计", "基本支出"],
        ["201", "一般公共服务支出", "8.00", "8.00"],
        ["20103", "政府办公厅（室）及\n相关机构事务", "8.00", "8.00"],
        ["2010301", "行政运行", "8.00", "8.00"],
    ]


def test_figures_with_their_left_ends_under_each_other_right_behind_names() -> None:
    names = ["工资福利支出", "商品和服务支出及其他", "资本性支出"]

    def draw(sheet: Sheet) -> None:
        for col, header in enumerate(["科目名称", "本年预算", "上年预算"]):
            sheet.text(100 + 110 * col, 120, header)
        for row, name in enumerate(names):
            sheet.text(100, 140 + 20 * row, name)
            sheet.text(203, 140 + 20 * row, f"{row + 1},000.00")
            sheet.text(320, 140 + 20 * row, f"{row + 1}.00")

    (table,) = (block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table))
    assert [[cell.text for cell in row] for row in table.rows[1:]] == [
        [name, f"{row + 1},000.00", f"{row + 1}.00"] for row, name in enumerate(names)
    ]


def test_a_page_without_header_goes_on_with_the_table_of_the_page_before() -> None:
    more = [["其他支出", "5.00", ""], ["债务利息支出", "6.00", "1.00"], ["基本建设支出", "7.00", "2.00"]]

    def first(sheet: Sheet) -> None:
        columns(sheet, 720, ROWS)

    def second(sheet: Sheet) -> None:
        columns(sheet, 60, more)

    (table,) = (block for block in pdf.read(make_pdf(first, second)).blocks if isinstance(block, Table))
    assert [[cell.text for cell in row] for row in table.rows] == ROWS + more
    assert (table.page_from, table.page_to) == (1, 2)


def test_a_short_table_under_a_title_and_a_unit() -> None:
    """One row of figures, as 三公经费 prints them across, and two rows of a fund."""

    def draw(sheet: Sheet) -> None:
        sheet.text(200, 60, "“三公”经费支出表")
        sheet.text(400, 80, "单位：万元")
        for x, text in ((100, "合计"), (200, "因公出国（境）费"), (330, "公务接待费")):
            sheet.text(x, 100, text)
        for x, text in ((100, "3.00"), (225, "0.00"), (340, "3.00")):
            sheet.text(x, 120, text)
        sheet.text(200, 200, "政府性基金预算支出表")
        columns(sheet, 240, of_fund)

    of_fund = [["科目名称", "合计", "项目支出"], ["城乡社区支出", "2.00", "2.00"], ["合计", "2.00", "2.00"]]
    content = pdf.read(make_pdf(draw))
    tables = [block for block in content.blocks if isinstance(block, Table)]
    assert [[[cell.text for cell in row] for row in table.rows] for table in tables] == [
        [["合计", "因公出国（境）费", "公务接待费"], ["3.00", "0.00", "3.00"]],
        of_fund,
    ]
    assert [block.text for block in content.blocks if isinstance(block, Paragraph)] == [
        "“三公”经费支出表", "单位：万元", "政府性基金预算支出表"
    ]  # fmt: skip


def test_a_text_of_few_figures_without_title_is_no_table() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(100, 60, "一、概况")
        columns(sheet, 100, [["其中", "人员经费"], ["本年", "3.00"]])

    assert not any(isinstance(block, Table) for block in pdf.read(make_pdf(draw)).blocks)


def test_a_header_under_which_nothing_is_printed_keeps_its_column() -> None:
    def draw(sheet: Sheet) -> None:
        columns(sheet, 120, [
            ["科目名称", "本年预算", "上年预算", "增减额"],
            ["工资福利支出", "1,234.50", "", "34.50"],
            ["商品和服务支出", "200.00", "", "-10.00"],
            ["合计", "1,434.50", "", "24.50"],
        ])  # fmt: skip

    (table,) = (block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table))
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["科目名称", "本年预算", "上年预算", "增减额"],
        ["工资福利支出", "1,234.50", "", "34.50"],
        ["商品和服务支出", "200.00", "", "-10.00"],
        ["合计", "1,434.50", "", "24.50"],
    ]


def test_the_last_row_of_a_table_on_the_next_page() -> None:
    pages = [lambda sheet: columns(sheet, 760, ROWS[:-1]), lambda sheet: columns(sheet, 60, ROWS[-1:])]
    (table,) = (block for block in pdf.read(make_pdf(*pages)).blocks if isinstance(block, Table))
    assert [[cell.text for cell in row] for row in table.rows] == ROWS


def test_a_total_in_the_middle_of_its_column_is_beside_no_name() -> None:
    """科目名称 and 合计 at 220 in a column from 160 to 300, in which names begin at 160, the longest of 7 characters;
    the first name ends before, the last one reaches under both."""
    rows = [
        ("", "", "9.00", "8.00"),
        ("301", "工资", "5.00", "4.00"),
        ("302", "办公", "1.00", "1.00"),
        ("303", "对个人和家庭补助", "3.00", "3.00"),
    ]

    def draw(sheet: Sheet) -> None:
        sheet.text(200, 60, "基本支出表")
        sheet.text(400, 80, "单位：万元")
        for x, text in ((100, "科目编码"), (210, "科目名称"), (315, "合计"), (395, "人员经费")):
            sheet.text(x, 110, text)
        sheet.text(220, 130, "合计")
        for number, (code, name, *figures) in enumerate(rows):
            sheet.text(100, 130 + 20 * number, code)
            sheet.text(160, 130 + 20 * number, name)
            for col, figure in enumerate(figures):
                sheet.text(318 + 90 * col, 130 + 20 * number, figure)

    (table,) = (block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table))
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["科目编码", "科目名称", "合计", "人员经费"],
        ["", "合计", "9.00", "8.00"],
        *([code, name, *figures] for code, name, *figures in rows[1:]),
    ]


def test_many_headers_beside_their_figures_stand_in_the_middle_of_a_header() -> None:
    """类, 款 and 项 below 科目编码; of six other headers in the middle of both lines none stands over a figure."""
    heads = ("合计", "人员", "公用", "项目", "经营", "上缴")

    def draw(sheet: Sheet) -> None:
        sheet.text(200, 60, "支出总表")
        sheet.text(480, 80, "单位：万元")
        sheet.text(62, 110, "科目编码")
        for x, text in ((52, "类"), (77, "款"), (102, "项")):
            sheet.text(x, 130, text)
        sheet.text(145, 120, "科目名称")
        for number, text in enumerate(heads):
            sheet.text(215 + 60 * number + (60 - 10 * len(text)) / 2, 120, text)
        for row, (codes, name, figure) in enumerate(
            ((("", "", ""), "合计", "9.0"), (("201", "", ""), "公共", "9.0"), (("201", "03", "01"), "行政", "9.0"))
        ):
            for x, code in zip((50, 77, 102), codes, strict=True):
                sheet.text(x, 155 + 20 * row, code)
            sheet.text(130, 155 + 20 * row, name)
            for number in range(3):
                sheet.text(260 + 60 * number, 155 + 20 * row, figure)

    (table,) = (block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table))
    assert [cell.text for cell in table.rows[0]] == ["科目编码", "科目名称", *heads]
    assert [cell.text for cell in table.rows[2]] == ["", "", "", "合计", "9.0", "9.0", "9.0", "", "", ""]


def test_a_number_of_the_page_in_dashes_is_not_the_end_of_a_table() -> None:
    def first(sheet: Sheet) -> None:
        columns(sheet, 720, ROWS[:4])
        for x, sign in ((285, "-"), (297, "8"), (309, "-")):
            sheet.text(x, 815, sign)

    def second(sheet: Sheet) -> None:
        columns(sheet, 60, [["其他支出", "7.00", "6.00"], ["合计", "1,441.50", "1,199.50"]])

    (table,) = (block for block in pdf.read(make_pdf(first, second)).blocks if isinstance(block, Table))
    texts = [[cell.text for cell in row] for row in table.rows]
    assert texts == [*ROWS[:4], ["其他支出", "7.00", "6.00"], ["合计", "1,441.50", "1,199.50"]]


def test_a_total_whose_characters_blanks_spread_beyond_the_names_is_one_text() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(240, 60, "支出总表", 16)
        columns(sheet, 120, [*ROWS[:4], ["收  入  总  计", *ROWS[4][1:]]])

    (table,) = (block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table))
    texts = [["".join(cell.text.split()) for cell in row] for row in table.rows]
    assert texts == [*ROWS[:4], ["收入总计", *ROWS[4][1:]]]


def test_codes_printed_whole_under_three_single_characters_are_one_column() -> None:
    body = [
        ["208", "社会保障和就业支出", "8.00"],
        ["20805", "行政事业单位养老支出", "8.00"],
        ["2080501", "离退休", "8.00"],
    ]

    def draw(sheet: Sheet) -> None:
        sheet.text(240, 60, "支出总表", 16)
        for x, sign in ((62, "类"), (87, "款"), (107, "项")):
            sheet.text(x, 120, sign)
        sheet.text(165, 120, "科目名称")
        sheet.text(320, 120, "合计")
        for number, (code, name, figure) in enumerate(body):
            sheet.text(58, 140 + 20 * number, code)
            sheet.text(130, 140 + 20 * number, name)
            sheet.text(340 - pdfmetrics.stringWidth(figure, "STSong-Light", 10), 140 + 20 * number, figure)

    (table,) = (block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table))
    texts = [["".join(cell.text.split()) for cell in row] for row in table.rows]
    assert texts == [["类款项", "科目名称", "合计"], *body]


def test_a_sign_of_percent_over_its_column_is_a_header() -> None:
    """Over a group of two columns, the lower line of which ends with the sign alone."""
    rows = [["", "金额", "%"], *([name, figure, "1.50"] for name, figure, _ in ROWS[1:] if figure)]

    def draw(sheet: Sheet) -> None:
        sheet.text(342, 100, "增减情况")
        sheet.text(100, 110, "科目名称")
        columns(sheet, 120, rows)

    (table,) = (block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table))
    printed = [[cell.text for cell in row] for row in table.rows]
    assert printed == [["科目名称", "增减情况"], ["金额", "%"], *rows[1:]]


def test_rows_without_figures_under_a_header_that_is_printed_again_go_on_with_the_table() -> None:
    more = [["债务还本支出", "", ""], ["债务付息支出", "", ""], ["总计", "1,434.50", "1,193.50"]]

    def first(sheet: Sheet) -> None:
        columns(sheet, 720, ROWS)

    def second(sheet: Sheet) -> None:
        columns(sheet, 60, [ROWS[0], *more])

    (table,) = (block for block in pdf.read(make_pdf(first, second)).blocks if isinstance(block, Table))
    printed = [[cell.text for cell in row] for row in table.rows]
    assert [row for row in printed if row != ROWS[0]] == ROWS[1:] + more


def test_a_header_over_several_blank_columns_is_no_line_of_one_of_them() -> None:
    """本年收入 in the middle of four columns, over the edge of the third one's header, under which nothing stands."""

    def draw(sheet: Sheet) -> None:
        sheet.text(100, 112, "单位名称")
        for x, text in ((210, "合计"), (270, "财政拨款"), (340, "事业收入"), (410, "其他收入")):
            sheet.text(x, 120, text)
        sheet.text(310, 104, "本年收入")
        for row, name in enumerate(["某局机关", "某局中心", "某局学校"]):
            sheet.text(100, 140 + 20 * row, name)
            sheet.text(208, 140 + 20 * row, "9.00")
            sheet.text(276, 140 + 20 * row, "9.00")

    (table,) = (block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table))
    assert [cell.text for cell in table.rows[1]][-4:] == ["合计", "财政拨款", "事业收入", "其他收入"]


def test_the_last_row_without_an_amount_is_one_where_its_texts_stand_in_columns() -> None:
    rows = [
        ["任务名称", "主要内容", "预算金额"],
        ["安全监管", "开展执法检查", "150.00"],
        ["防灾减灾", "储备救灾物资", "180.00"],
        ["应急演练", "组织综合演练", "20.00"],
        ["党建工作", "开展主题党日", ""],
    ]

    def draw(sheet: Sheet) -> None:
        sheet.text(200, 60, "重点任务表", 16)
        for number, (name, content, amount) in enumerate(rows):
            sheet.text(100, 120 + 20 * number, name)
            sheet.text(200, 120 + 20 * number, content)
            if amount:
                sheet.text(330, 120 + 20 * number, amount)
        # Signatures are as far down as a row, and in no column.
        sheet.text(100, 220, "填表人：张某")
        sheet.text(260, 220, "审核人：李某")

    content = pdf.read(make_pdf(draw))
    (table,) = (block for block in content.blocks if isinstance(block, Table))
    assert [[cell.text for cell in row] for row in table.rows] == rows
    assert "填表人：张某" in "".join(block.text for block in content.blocks if isinstance(block, Paragraph))


def test_lines_over_the_first_figures_of_a_page_are_of_their_row_where_no_line_parts_them() -> None:
    """A line across over and under each row: the name in the first row overleaf has three lines, the target five."""
    heads = ["项目名称", "合计", "绩效目标"]
    target = ["完善统计系统的功能", "提高系统的运维效率", "保障系统的网络安全", "做好每日值守的工作", "及时处理故障"]
    above = [
        ["统计调查", "5.00", "按时完成调查"],
        ["普查经费", "6.00", "摸清基本情况"],
        ["运行经费", "7.00", "保障后勤"],
    ]

    def row(sheet: Sheet, top: float, height: float, cells: Sequence[Sequence[str]]) -> None:
        """Texts of each column in the middle of a row between lines."""
        for x, lines in zip((100, 250, 330), cells, strict=True):
            for number, line in enumerate(lines):
                sheet.text(x, top + height / 2 - 5 - 7 * (len(lines) - 1) + 14 * number, line)
        for y in (top, top + height):
            sheet.line(95, y, 500, y)

    def first(sheet: Sheet) -> None:
        for number, cells in enumerate([heads, *above]):
            row(sheet, 700 + 20 * number, 20, [[text] for text in cells])

    def second(sheet: Sheet) -> None:
        row(sheet, 40, 76, [["某市统计局", "2025年信息系", "统运维项目"], ["5.35"], target])
        row(sheet, 116, 20, [["农业普查经费"], ["8.00"], ["查清农业情况"]])

    (table,) = (block for block in pdf.read(make_pdf(first, second)).blocks if isinstance(block, Table))
    printed = [[cell.text.replace("\n", "") for cell in cells] for cells in table.rows]
    assert printed == [
        heads,
        *above,
        ["某市统计局2025年信息系统运维项目", "5.35", "".join(target)],
        ["农业普查经费", "8.00", "查清农业情况"],
    ]


def test_the_last_digit_of_a_code_in_the_line_below_is_of_its_row() -> None:
    """The codes of 项 have no room in their column; names and amounts stand at the middle of their two lines."""
    head = ["编码", "科目名称", "合计", "基本支出"]
    rows = [
        ["208", "社会保障和就业支出", "9.50", "9.50"],
        ["20805", "行政事业单位养老支出", "9.50", "9.50"],
        ["2080501", "行政单位离退休", "4.50", "4.50"],
        ["2080505", "养老保险缴费支出", "5.00", "5.00"],
    ]

    def draw(sheet: Sheet) -> None:
        sheet.text(240, 60, "支出总表", 16)
        top = 100.0
        for row in (head, *rows):
            high = 13.0 if len(row[0]) == 7 else 0.0
            sheet.text(60, top, row[0][:6])
            sheet.text(60, top + high, row[0][6:])
            for x, text in zip((110, 250, 330), row[1:], strict=True):
                sheet.text(x, top + high / 2, text)
            top += 19 + high

    (table,) = (block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table))
    assert [[cell.text.replace("\n", "") for cell in row] for row in table.rows] == [head, *rows]
