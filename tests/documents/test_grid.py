"""Grids from rows without geometry."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.grid import align, body_width

FULL = ["1", "甲", "2.00", "乙", "3.00"]


def spans(rows: list[list[str]]) -> list[list[tuple[str, int]]]:
    _, cells = align(rows)
    return [[(c.text, c.col_span) for c in cells if c.row == number] for number in range(1, len(rows) + 1)]


def test_a_repeated_first_header_splits_a_run() -> None:
    rows = [["序号", "收入", "支出"], ["", "项目", "金额", "项目", "合计"], FULL, FULL]
    assert spans(rows)[0] == [("序号", 1), ("收入", 2), ("支出", 2)]


def test_three_levels_of_headers() -> None:
    rows = [
        ["编码", "支出"],
        ["", "合计", "其中"],
        ["", "", "基本", "项目"],
        ["201", "9", "4", "5"],
        ["208", "2", "1", "1"],
    ]
    assert spans(rows)[:2] == [[("编码", 1), ("支出", 3)], [("合计", 1), ("其中", 2)]]


def test_names_behind_figures_begin_another_side() -> None:
    rows = [
        ["收入", "支出"],
        ["项目名称", "金额", "支出用途"],
        ["", "", "项目名称", "金额"],
        ["一、财政拨款", "9.00", "一、基本支出", "5.00"],
        ["二、其他收入", "", "二、项目支出", "4.00"],
    ]
    assert spans(rows)[:2] == [[("收入", 2), ("支出", 2)], [("项目名称", 1), ("金额", 1), ("支出用途", 2)]]


def test_a_header_over_codes_and_names_ends_before_the_figures() -> None:
    """Also where the numbers of the columns stand under the header and some columns are blank."""
    rows = [
        ["项目", "收入预算"],
        ["科目编码", "科目名称", "合计", "财政拨款收入", "事业收入", "其他收入"],
        ["栏次", "", "1", "2", "3", "4"],
        ["201", "一般公共服务支出", "￥9.00", "￥9.00", "", ""],
        ["20101", "人大事务", "-￥9.00", "-￥9.00", "", ""],
    ]
    assert spans(rows)[0] == [("项目", 2), ("收入预算", 4)]
    named = [
        ["功能分类科目", "预算数"],
        ["科目名称", "合计", "基本支出", "项目支出"],
        ["行政运行", "9.00", "8.00", "1.00"],
    ]
    assert spans(named)[0] == [("功能分类科目", 1), ("预算数", 3)]


def test_a_short_body_row_begins_with_a_merged_cell() -> None:
    rows = [["编码", "名称", "金额"], ["201", "甲", "1.00"], ["202", "乙", "2.00"], ["合计", "3.00"]]
    assert spans(rows)[-1] == [("合计", 2), ("3.00", 1)]


def test_a_form_has_no_common_columns() -> None:
    form = [
        ["项目编码", "X1", "项目名称", "Y"],
        ["预算规模", "预算数", "5.00", "财政资金", "5.00"],
        ["绩效目标", "文字"],
    ]
    assert body_width(form) is None
    assert spans(form)[2] == [("绩效目标", 1), ("文字", 4)]


def test_a_header_stands_under_the_one_that_it_repeats_a_word_of() -> None:
    """收入 over two columns and 支出 over six, not over four each."""
    names = ["项目", "预算数", "支出功能科目", "预算数", "支出经济科目", "预算数", "支出部门科目", "预算数"]
    rows = [["收入", "支出"], names, ["甲", "1.00", "乙", "1.00", "丙", "1.00", "丁", "1.00"]]
    assert spans(rows)[0] == [("收入", 2), ("支出", 6)]


def test_a_row_above_a_shorter_one_keeps_all_its_cells() -> None:
    # A sheet over its grid of indicators: the second row has more cells than the one below it.
    grid = ["年度绩效指标", "一级", "二级", "指标值"]
    rows = [["项目", "甲", "金额", "1.00"], ["目标", "完成"], grid, grid, grid]
    assert spans(rows)[0] == [(text, 1) for text in rows[0]]
    assert sum(width for _, width in spans(rows)[1]) == len(grid)


def test_a_code_over_the_columns_of_its_parts() -> None:
    rows = [
        ["科目编码", "科目名称", "本年支出"],
        ["类", "款", "项", "", "小计", "基本", "项目"],
        ["合计", "9.00", "8.00", "1.00"],
        ["205", "教育支出", "9.00", "8.00", "1.00"],
        ["20502", "普通教育", "9.00", "8.00", "1.00"],
    ]
    assert spans(rows)[0] == [("科目编码", 3), ("科目名称", 1), ("本年支出", 3)]
    assert [widths[0][1] for widths in spans(rows)[2:]] == [4, 3, 3]


def test_a_code_over_the_columns_of_its_parts_under_a_row_that_numbers_the_columns() -> None:
    rows = [
        ["项目", "年初结转", "本年支出"],
        ["功能分类科目编码", "科目名称", "合计", "合计", "基本", "项目"],
        ["类", "款", "项", "栏次", "1", "2", "3", "4"],
        ["合计", "3.00", "9.00", "8.00", "1.00"],
        ["205", "教育支出", "3.00", "9.00", "8.00", "1.00"],
        ["20502", "普通教育", "", "9.00", "8.00", "1.00"],
    ]
    assert [len(widths) for widths in spans(rows)] == [3, 6, 8, 5, 6, 6]
    assert [[span for _, span in widths] for widths in spans(rows)[3:]] == [[4, 1, 1, 1, 1], *[[3, 1, 1, 1, 1, 1]] * 2]


def test_totals_under_panels_side_by_side_stand_under_their_own_columns() -> None:
    head = ["编码", "名称", "金额"] * 3
    full = ["301", "工资", "1.00", "302", "办公费", "2.00", "303", "补助", "3.00"]
    found = spans([head, full, full, ["人员经费合计", "1.00", "公用经费合计", "5.00"]])[-1]
    assert found == [("人员经费合计", 2), ("1.00", 1), ("公用经费合计", 5), ("5.00", 1)]


def test_a_total_over_a_column_of_counts_stands_before_its_own_figures() -> None:
    head = ["项目", "品目", "数量", "小计", "一般", "其他"]
    full = ["甲", "服务", "600", "480,000.00", "480,000.00", ""]
    found = spans([head, full, full, ["合计", "480,000.00", "480,000.00", ""]])[-1]
    assert [width for _, width in found] == [3, 1, 1, 1]


def test_dashes_are_no_names_under_a_header() -> None:
    rows = [
        ["编码", "名称", "合计", "基本支出", "项目支出"],
        ["", "", "", "小计", "工资", "商品", "补助", "小计", "商品", "资本"],
        ["201", "甲", "9.00", "5.00", "3.00", "1.00", "1.00", "4.00", "2.00", "2.00"],
        ["208", "乙", "5.00", "5.00", "4.00", "—", "1.00", "—", "—", "—"],
        ["210", "丙", "5.00", "5.00", "4.00", "—", "1.00", "—", "—", "—"],
    ]
    assert spans(rows)[0][3:] == [("基本支出", 4), ("项目支出", 3)]


def test_a_header_reaches_down_over_the_blanks_under_it_and_no_further() -> None:
    rows = [["编码", "支出"], ["", "合计", "基本"], ["", "9", "5"], ["201", "9", "5"]]
    _, cells = align(rows)
    assert [(c.row, c.text, c.row_span) for c in cells if c.col == 1] == [(1, "编码", 2), (3, "", 1), (4, "201", 1)]


def test_a_group_has_one_sum_however_many_columns_follow_it() -> None:
    """Details of final accounts: each class of the economic classification begins with its 小计."""
    widths = {"工资福利": 8, "商品和服务": 14, "补助": 3, "资本性": 2}
    names = [name for text, width in widths.items() for name in ("小计", *(f"{text[0]}{n}号" for n in range(1, width)))]
    body = ["201", "甲", *["1.00"] * len(names)]
    found = spans([["项目", *widths], ["编码", "名称", *names], body, body])[0]
    assert found == [("项目", 2), *widths.items()]


def test_the_numbers_of_columns_do_not_make_them_columns_of_figures() -> None:
    names = ["项目代码", "项目名称", "单位", "功能编码", "功能名称", "经济编码", "经济名称"]
    heads = [[*names, "上级补助"], [*[""] * 7, "小计", "一般", "基金"]]
    numbers = [str(number) for number in range(1, 11)]
    codes = ["410726240000000012345", "代表活动", "甲局", "2010104", "人大会议", "30226", "劳务费"]
    project = [*codes, "80,000.00", "80,000.00", ""]
    found = spans([*heads, numbers, project, ["合计", "80,000.00", "80,000.00", ""]])[-1]
    assert found == [("合计", 7), ("80,000.00", 1), ("80,000.00", 1), ("", 1)]


ROWS = st.lists(st.lists(st.sampled_from(["", "甲", "乙", "1.00"]), min_size=1, max_size=7), min_size=1, max_size=8)


@given(ROWS)
def test_every_text_has_one_cell_inside_the_grid(rows: list[list[str]]) -> None:
    n_cols, cells = align(rows)
    assert [c.text for c in cells if c.text] == [text for row in rows for text in row if text]
    assert all(c.col >= 1 and c.col_span >= 1 and c.col + c.col_span - 1 <= n_cols for c in cells)


def test_the_only_row_under_a_header_begins_at_its_figures() -> None:
    rows = [["编码", "名称", "小计", "其中："], ["", "", "", "基本支出", "项目支出"], ["合计", "0.00", "0.00", "0.00"]]
    width, cells = align(rows)
    assert width == 5
    assert [(cell.text, cell.col, cell.col_span) for cell in cells if cell.row == 3] == [
        ("合计", 1, 2), ("0.00", 3, 1), ("0.00", 4, 1), ("0.00", 5, 1),
    ]  # fmt: skip
