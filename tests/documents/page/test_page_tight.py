"""Rows no further apart than lines: what two tables of a document say of each other, and figures in several lines."""

from tests.documents.page.test_page_wraps import CODED, CODED_XS, STEP, printed, read

BROKEN = [
    ["单位", "合计", "财政", "其他"],
    ["合计", "28,38", "28,38", ""],
    ["", "4,234.", "4,234."],
    ["", "71", "71"],
    ["西安", "28,38", "28,38", "0.50"],
    ["市信", "4,234.", "4,234."],
    ["访局", "71", "71"],
    ["市信", "20,00", "20,00", "0.25"],
    ["访接", "0,000.", "0,000."],
    ["待中", "00", "00"],
    ["心"],
]


def test_figures_in_three_lines_are_one_and_labels_begin_beside_their_first() -> None:
    (table,), _ = read(lambda sheet: printed(sheet, 100, (72, 110, 170, 230), BROKEN))
    assert table[1:] == [
        ["合计", "28,384,234.71", "28,384,234.71", ""],
        ["西安市信访局", "28,384,234.71", "28,384,234.71", "0.50"],
        ["市信访接待中心", "20,000,000.00", "20,000,000.00", "0.25"],
    ]


def test_a_table_that_does_not_tell_where_its_texts_stand_has_them_where_another_has() -> None:
    """By itself the line 的业务费支出 could be the first of the row of 合计 as well: both labels are as long."""
    rows = [
        ["类", "功能分类科目名称", "合计", "项目支出"],
        ["229", "其他支出", "26.00", "0.00"],
        ["229", "彩票发行销售机构", "26.00", "0.00"],
        ["", "业务费安排的支出"],
        ["229", "福利彩票销售机构", "26.00", "0.00"],
        ["", "的业务费支出"],
        ["合计", "", "26.00", "0.00"],
    ]

    (_, table), _ = read(
        lambda sheet: printed(sheet, 100, CODED_XS, CODED),
        lambda sheet: printed(sheet, 100, CODED_XS, [["政府性基金支出表"], ["单位：万元"], *rows]),
    )
    assert [row[1:3] for row in table[1:]] == [
        ["其他支出", "26.00"],
        ["彩票发行销售机构业务费安排的支出", "26.00"],
        ["福利彩票销售机构的业务费支出", "26.00"],
        ["", "26.00"],
    ]


def test_the_total_below_the_longest_label_of_blank_rows_is_a_row_of_its_own() -> None:
    """Above it a line under figures goes on with their label, so that its figures are no second line of a row."""
    rows = [
        ["项目", "预算数", "项目", "预算数"],
        ["一、财政拨款收入", "5,131.70", "一、一般公共服务支出", "5,133.73"],
        ["二、事业单位经营", "12.00", "二十五、债务付息支出", ""],
        ["收入"],
        ["", "", "二十六、抗疫国债安排支出", ""],
        ["本年收入合计", "5,143.70", "本年支出合计", "5,133.73"],
    ]
    (table,), _ = read(lambda sheet: printed(sheet, 100, (72, 162, 240, 380), [["收支总表"], ["单位：万元"], *rows]))
    assert table[2:] == [["二、事业单位经营收入", *rows[2][1:]], rows[4], rows[5]]


def test_six_blank_columns_that_only_the_header_tells() -> None:
    head = ["单位", "合计", "基金", "上级", "事业", "经营", "结转", "资金"]
    second = ["名称", "", "拨款", "补助", "收入", "收入", "结余", "其他"]
    xs = [72 + 45 * number for number in range(8)]
    body = [["市局", "28.71", "26.00"], ["本级", "20.00", "20.00"], ["中心", "8.71", "6.00"]]
    rows = [["收入总表"], ["单位：万元"], head, second, *([name, whole] for name, whole, _ in body)]
    (table,), _ = read(lambda sheet: printed(sheet, 100, xs, rows))
    assert [len(row) for row in table] == [8] * len(table)
    assert ["".join(texts) for texts in zip(*table[:-3], strict=True)] == [
        "单位名称", "合计", "基金拨款", "上级补助", "事业收入", "经营收入", "结转结余", "资金其他",
    ]  # fmt: skip
    assert table[-3:] == [[name, whole, *[""] * 6] for name, whole, _ in body]


def test_first_lines_of_several_labels_stand_above_the_figures_they_are_about() -> None:
    """Labels of two lines in two panels, the figures at half their height: neither first line is header."""

    def draw(sheet):  # type: ignore[no-untyped-def]
        printed(sheet, 60, (72, 170, 260, 380), [["收支总表"], ["单位：万元"], ["项目", "预算数", "项目", "预算数"]])
        top = 60 + 3 * STEP
        for left, right in ((("一、一般公共预", "算"), ("一、一般公共服", "务支出")),) * 3:
            for x, lines in ((72, left), (260, right)):
                for number, line in enumerate(lines):
                    sheet.text(x, top + STEP * number, line)
            for x in (170, 380):
                sheet.text(x, top + STEP / 2, "1,234.50")
            top += 2 * STEP

    (table,), _ = read(draw)
    assert table[-3:] == [["一、一般公共预算", "1,234.50", "一、一般公共服务支出", "1,234.50"]] * 3


def test_a_text_behind_the_figures_is_no_row_though_its_line_has_room() -> None:
    """调查编制 begins a line though it had room on the one above, and so does 体系。: an editor has broken them off."""
    rows = [
        ["项目名称", "总计", "财政拨款", "绩效目标"],
        ["人口抽样调", "15.00", "15.00", "通过开展全国"],
        ["查经费", "", "", "人口抽样调查"],
        ["", "", "", "查清数量。"],
        ["采购经理人", "10.00", "10.00", "通过开展采购"],
        ["指数", "", "", "经理人指数调"],
        ["调查编制", "", "", "查编制工作，"],
        ["", "", "", "完善指标"],
        ["", "", "", "体系。"],
        ["专项普查经", "9.50", "9.50", "通过开展高质"],
        ["费", "", "", "量统计服务。"],
    ]
    (table,), _ = read(lambda sheet: printed(sheet, 100, (72, 135, 195, 260), [["项目支出表"], ["单位：万元"], *rows]))
    assert [row[:2] for row in table[1:]] == [
        ["人口抽样调查经费", "15.00"],
        ["采购经理人指数调查编制", "10.00"],
        ["专项普查经费", "9.50"],
    ]
    assert [row[3] for row in table[1:]] == [
        "通过开展全国人口抽样调查查清数量。",
        "通过开展采购经理人指数调查编制工作，完善指标体系。",
        "通过开展高质量统计服务。",
    ]


def test_figures_close_beside_each_other_are_no_parts_of_a_figure() -> None:
    """Less than a character is between the columns, and rows are far apart: each line is a row."""
    rows = [
        ["工资福利支出", "55,121.30", "55,121.30"],
        ["津贴补贴", "14,624.13", "14,624.13"],
        ["奖金", "9.50", "9.50"],
    ]

    def draw(sheet):  # type: ignore[no-untyped-def]
        for number, row in enumerate([["科目名称", "合计", "人员经费"], *rows]):
            for x, text in zip((72, 160, 212), row, strict=True):
                sheet.text(x, 100 + 30 * number, text)

    (table,), _ = read(draw)
    assert table[1:] == rows


def test_headers_of_blank_columns_less_than_a_character_apart_are_headers_of_their_own() -> None:
    """财政拨款 is the header of the figures below it, 事业收入 and 其他收入 are of columns without any."""
    head = [(72, 100, "项目"), (260, 100, "收入预算"), (72, 120, "功能分类科目编码"), (72, 140, "类"), (100, 140, "款")]
    head += [
        (160, 130, "科目名称"),
        (260, 130, "合计"),
        (312, 130, "财政拨款"),
        (357, 130, "事业收入"),
        (402, 130, "其他收入"),
    ]
    rows = [["201", "", "审计事务", "134.50", "134.50"], ["201", "08", "审计业务", "20.00", "20.00"]]
    rows += [["208", "", "社会保障", "4.50", "4.50"], ["208", "05", "养老支出", "4.50", "4.50"]]

    def draw(sheet):  # type: ignore[no-untyped-def]
        for x, top, text in head:
            sheet.text(x, top, text)
        for number, row in enumerate(rows):
            for x, text in zip((72, 100, 160, 260, 312), row, strict=True):
                sheet.text(x, 165 + 20 * number, text)

    (table,), _ = read(draw)
    assert table[-4:] == [[*row, "", ""] for row in rows]
