"""Rows of recognised text that lost columns."""

from pipeline.documents.text.ragged import place

FULL = [
    ["201", "一般公共服务", "10.00", "", "5.00"],
    ["208", "社会保障", "7.00", "", "2.00"],
    ["210", "卫生健康", "3.00", "", "1.00"],
]


def test_rows_of_full_width_stay() -> None:
    assert place([FULL]) == [[1, 2, 3, 4, 5]] * 3


def test_a_page_that_lost_its_blank_column() -> None:
    short = [["221", "住房保障", "4.00", "1.00"], ["229", "其他支出", "6.00", "2.00"]]
    assert place([FULL, short])[3:] == [[1, 2, 3, 5]] * 2


def test_a_page_that_lost_its_first_column() -> None:
    short = [["住房保障", "4.00", "", "1.00"]]
    assert place([FULL, short])[3] == [2, 3, 4, 5]


def test_an_amount_among_blanks_stays_in_its_column_where_no_row_has_one_further_right() -> None:
    usual = [[str(code), "行政运行", "8.00", "8.00", "8.00", "", "", "", ""] for code in range(2010101, 2010121)]
    total = [["", "合计", "220.00", "160.00", "160.00", "", "60.00", "", ""]]
    lottery = [["2296003", "彩票公益金支出", "60.00", "", "", "", "60.00", "", ""]]
    assert place([total, usual, lottery])[-1] == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_a_head_of_texts_begins_new_columns() -> None:
    second = [["一级指标", "二级指标", "指标值"], ["产出指标", "数量指标", "≥5个"]]
    assert place([FULL, second])[3:] == [[1, 2, 3], [1, 2, 3]]


def test_names_of_years_are_no_figures_of_a_body() -> None:
    head = [
        ["科目编码", "科目名称", "2022年执行数", "合计", "", "基本支出", "", "项目支出", "2023年比2022年增减"],
        ["", "", "", "", "小计", "人员经费", "公用经费", "", ""],
    ]
    body = [[str(code), "行政运行", "8.00", "8.00", "8.00", "8.00", "", "", "-7.76%"] for code in (2010101, 2010102)]
    assert place([head, body])[1] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
