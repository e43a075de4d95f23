"""Rows and cells that a page break cuts, and rows that it leaves whole."""

from collections.abc import Sequence

import pytest

from tests.documents.contents import texts
from tests.documents.page.pages_joined import HEADER, LOWER, Draw, form, page, tables
from tests.documents.pdf_making import Sheet


def test_a_header_of_merged_cells_is_dropped_whole() -> None:
    rows = [["科目", "金额", ""], ["", "基本", "项目"], ["301", "1.00", ""]]
    spans = {(0, 0): (2, 1), (0, 1): (1, 2)}
    (table,) = tables(page(rows, spans=spans), page([*rows[:2], ["302", "", "2.00"]], spans=spans))
    assert [row[0] for row in texts(table)] == ["科目", "基本", "301", "302"]


def test_a_title_inside_the_first_row_begins_another_table() -> None:
    def sheet_of(name: str) -> list[list[str]]:
        return [[f"{name}项目绩效目标表", "", ""], ["项目名称", name, ""], ["金额", "1.00", ""]]

    spans = {(0, 0): (1, 3)}
    found = tables(page(sheet_of("物业"), spans=spans), page(sheet_of("租金"), spans=spans))
    assert [table.cells[0].text for table in found] == ["物业项目绩效目标表", "租金项目绩效目标表"]


def test_a_row_of_many_names_of_columns_printed_again_in_half_its_height_is_the_header() -> None:
    head = ["科目", "名称", "工资福利支出", "商品和服务支出", "资本性支出", "对企业补助"]
    cut = ["科目", "名称", "工资", "商品和服", "资本", "对企"]
    first, second = ["301", "工资", "1.00", "", "", ""], ["302", "商品", "", "2.00", "", ""]
    wide = [60.0, 60.0, *[90.0] * 4]
    (table,) = tables(page([head, first], widths=wide), page([cut, second], widths=wide))
    assert texts(table) == [head, first, second]


def test_the_rest_of_a_cut_row_goes_to_its_cells() -> None:
    first = page([HEADER, ["301", "某某市机动车驾驶员考试", "12,437.30"]], "收入总表")
    (table,) = tables(first, page([["", "服务中心", ""], ["302", "商品", "2.00"]]))
    assert texts(table) == [HEADER, ["301", "某某市机动车驾驶员考试\n服务中心", "12,437.30"], ["302", "商品", "2.00"]]


def test_a_figure_that_the_page_break_cut_goes_on() -> None:
    rows = [["单位", "总计", "事业收入"], ["某某市机动", "14,549.64", "12,437.3"]]
    widths = [56.0, 80.0, 50.0]
    first = page(rows, "收入总表", widths, right=frozenset({1, 2}))
    (table,) = tables(
        first, page([["车考试中心", "", "6"], ["地铁", "7.20", ""]], widths=widths, right=frozenset({1, 2}))
    )
    assert texts(table)[1:] == [["某某市机动\n车考试中心", "14,549.64", "12,437.3\n6"], ["地铁", "7.20", ""]]


@pytest.mark.parametrize(
    ("last", "following"),
    [
        (["201", "外交支出", "1.00"], ["", "国防支出", ""]),
        (["201", "外交支出", "1.00"], ["202", "国防支出", ""]),
        (["", "办公设备购置", "1.00"], ["", "分散采购", "1.00"]),
    ],
)
def test_a_row_with_little_in_it_is_a_row(last: list[str], following: list[str]) -> None:
    (table,) = tables(page([HEADER, last], "支出总表"), page([following, ["302", "商品", "2.00"]]))
    assert texts(table) == [HEADER, last, following, ["302", "商品", "2.00"]]


@pytest.mark.parametrize(("one", "other"), [("20", "21"), ("十", "十一")])
def test_the_next_entry_of_a_list_is_no_rest_of_a_cut_one(one: str, other: str) -> None:
    last, following = ["", f"{one}、住房保障有关的各\n项支出以及补助等支出", "1.00"], ["", f"{other}、粮油物资支出", ""]
    (table,) = tables(
        page([HEADER, last], "支出总表", height=32), page([following, ["302", "商品", "2.00"]], height=32)
    )
    assert texts(table) == [HEADER, last, following, ["302", "商品", "2.00"]]


def test_the_next_number_in_a_narrow_column_is_no_rest_of_one() -> None:
    widths, last, following = [26, 200, 80], ["33", "其他支出", "0.00"], ["34", "", ""]
    rows = [["序号", "项目", "金额"], last]
    (table,) = tables(page(rows, "支出总表", widths), page([following, ["35", "合计", "2.00"]], widths=widths))
    assert texts(table) == [*rows, following, ["35", "合计", "2.00"]]


def test_the_halves_of_a_merged_cell_that_both_print_the_text_are_one() -> None:
    head = ["一级指标", "三级指标", "值"]
    first = page(
        [head, ["产出", "面积", "5"], ["", "棵数", "6"]], spans={(1, 0): (2, 1)}, open_below=frozenset({0}), top=700
    )
    second = page(
        [["产出", "成活", "7"], ["", "时效", "8"], ["效益", "游客", "9"]],
        spans={(0, 0): (2, 1)},
        open_above=frozenset({0}),
    )
    (table,) = tables(first, second)
    (cell,) = (cell for cell in table.cells if cell.text == "产出")
    assert (cell.row, cell.row_span, cell.page) == (2, 4, 1)
    assert [row[-1].text for row in table.rows] == ["值", "5", "6", "7", "8", "9"]


def test_a_merged_cell_closed_by_lines_goes_on_with_a_blank_one() -> None:
    head = ["一级指标", "三级指标", "值"]
    first = page([head, ["产出", "面积", "5"], ["", "棵数", "6"]], spans={(1, 0): (2, 1)})
    (table,) = tables(first, page([["", "成活", "7"], ["", "时效", "8"]], spans={(0, 0): (2, 1)}))
    (cell,) = (cell for cell in table.cells if cell.text == "产出")
    assert cell.row_span == 4


def test_an_amount_of_the_next_project_does_not_go_up_into_a_blank_cell() -> None:
    widths = [80.0, 60.0, 60.0, 60.0, 80.0]
    merged = {(0, col): (2, 1) for col in range(4)}
    first = page(
        [["项目", "总额", "财政", "其他", "指标"], ["宣传", "110.70", "110.70", "", "消息"], ["", "", "", "", "报道"]],
        spans={(1, col): (2, 1) for col in range(4)},
        widths=widths,
        top=740,
    )
    second = page([["调查", "238.33", "235.58", "2.75", "登记"], ["", "", "", "", "质量"]], spans=merged, widths=widths)
    third = page([["核算", "66.48", "66.48", "", "产值"], ["", "", "", "", "速度"]], spans=merged, widths=widths)
    (table,) = tables(first, second, third)
    places = {cell.text: (cell.row, cell.row_span) for cell in table.cells}
    assert places["2.75"] == places["调查"] == (4, 2)
    assert places["核算"] == (6, 2)
    # A project that goes on keeps its merged cells.
    rest = page([["", "", "", "", "登记"], ["", "", "", "", "质量"]], spans=merged, widths=widths)
    (table,) = tables(first, rest)
    assert {cell.text: cell.row_span for cell in table.cells if cell.text in {"宣传", "110.70"}} == {
        "宣传": 4,
        "110.70": 4,
    }


def test_a_whole_page_inside_merged_cells_belongs_to_the_table() -> None:
    widths = [80.0, 80.0, 80.0]
    opened = frozenset({0, 1})
    first = page(
        [["项目", "目标", "指标"], ["绿化", "", "面积"], ["", "", "棵数"]], spans={(1, 0): (2, 1), (1, 1): (2, 1)},
        widths=widths, open_below=opened,
    )  # fmt: skip
    middle = page(
        [["", "多种树", "成活"], ["", "", "时效"]], spans={(0, 0): (2, 1), (0, 1): (2, 1)}, widths=widths,
        open_above=opened, open_below=opened,
    )  # fmt: skip
    last = page([["", "", "游客"], ["教育", "", "人数"]], widths=widths, open_above=opened)
    (table,) = tables(first, middle, last)
    place = {cell.text: (cell.row, cell.row_span) for cell in table.cells}
    assert place["绿化"] == (2, 5)
    assert place["多种树"] == (2, 5)
    assert place["人数"] == (7, 1)


def test_the_end_of_a_cut_text_that_its_beginning_holds_too_is_not_lost() -> None:
    widths = [106.0, 104.0, 80.0]
    first = page([["单位", "项目", "金额"], ["某市局治安分局（水上", "日常保障运行", "356.88"]], "支出表", widths)
    (table,) = tables(first, page([["治安分局）", "", ""], ["某市局", "执法办案", "2.00"]], widths=widths))
    assert texts(table)[1:] == [
        ["某市局治安分局（水上\n治安分局）", "日常保障运行", "356.88"],
        ["某市局", "执法办案", "2.00"],
    ]


def test_two_whole_amounts_are_never_one() -> None:
    narrow = [60.0, 40.0, 40.0]
    last, first = ["强制隔离戒", "4,282.07", "380.31"], ["行政运行", "3,901.76", ""]
    (table,) = tables(page([HEADER, last], "支出总表", narrow, height=16), page([first], widths=narrow, height=16))
    assert texts(table) == [HEADER, last, first]


def test_rows_of_which_one_amount_alone_could_go_on_are_two() -> None:
    """594390.8 and 0 would be 594390.80, but 594390.8 and 53680000 are no amount."""
    widths = [60.0, 80.0, 80.0, 60.0]
    last, first = ["2101101", "单位医疗", "594390.8", "594390.8"], ["2101102", "事业医疗", "53680000", "0"]
    (table,) = tables(
        page([["编码", "名称", "合计", "人员"], last], "支出总表", widths, top=740), page([first], widths=widths)
    )
    assert texts(table)[1:] == [last, first]


def test_a_code_of_digits_goes_on_with_its_letters_behind_a_page_break() -> None:
    rows, widths = [["编码", "项目名称", "金额"], ["52030425010", "村级组织运转", "12.00"]], [64.0, 120.0, 80.0]
    (table,) = tables(
        page(rows, "项目支出表", widths), page([["00037Q23", "", ""], ["合计", "", "12.00"]], widths=widths)
    )
    assert texts(table)[1:] == [["52030425010\n00037Q23", "村级组织运转", "12.00"], ["合计", "", "12.00"]]


def test_a_code_goes_on_with_digits_behind_its_letter_behind_a_page_break() -> None:
    rows, widths = [["编码", "项目名称", "金额"], ["99999921P0", "某县质量", "12.00"]], [56.0, 44.0, 80.0]
    below = [["000030103", "监督站", ""], ["合计", "", "12.00"]]
    (table,) = tables(page(rows, "项目支出表", widths), page(below, widths=widths))
    assert texts(table)[1:] == [["99999921P0\n000030103", "某县质量\n监督站", "12.00"], ["合计", "", "12.00"]]


def test_a_code_that_a_narrow_column_breaks_goes_on_behind_a_page_break() -> None:
    """42010 and 02512, 0T000, 20604 are one code; its name goes on beside it."""
    rows = [["编码", "项目名称", "金额"], ["42010", "计划用", "12.00"]]
    widths = [36.0, 40.0, 80.0]
    below = [["02512\n0T000\n20604", "水管理", ""], ["合计", "", "12.00"]]
    (table,) = tables(page(rows, "项目支出表", widths), page(below, widths=widths, height=48))
    assert texts(table)[1] == ["42010\n02512\n0T000\n20604", "计划用\n水管理", "12.00"]


def test_a_code_of_a_catalogue_goes_on_with_digits_behind_a_page_break() -> None:
    rows, widths = [["编码", "项目名称", "金额"], ["A0201011", "会议桌", "12.00"]], [52.0, 120.0, 80.0]
    (table,) = tables(page(rows, "采购表", widths), page([["11", "", ""], ["合计", "", "12.00"]], widths=widths))
    assert texts(table)[1:] == [["A0201011\n11", "会议桌", "12.00"], ["合计", "", "12.00"]]


def test_the_rest_of_a_cut_row_may_stand_in_the_middle_of_its_cells() -> None:
    """The longest text begins at the top of the rest of the row; the name's last character stands in its middle."""
    widths = [60.0, 110.0, 60.0]

    def rest(sheet: Sheet) -> None:
        sheet.table(50, 60, widths, [["", "", ""]], height=60)
        for number, text in enumerate(
            ["用核与辐射环境安全监", "督管理；负责全市土壤", "地下水等污染防治管理", "完毕。"]
        ):
            sheet.text(113, 62 + number * 13, text)
        sheet.text(53, 82, "治")

    head, cut = ["任务", "内容", "资金"], ["固废污染防", "负责全市固体废物居民", "1,394.00"]
    (table,) = tables(page([head, cut], "任务表", widths, height=16, top=740), rest)
    (row,) = texts(table)[1:]
    assert [row[0].replace("\n", ""), row[2]] == ["固废污染防治", "1,394.00"]
    assert row[1].replace("\n", "").startswith("负责全市固体废物居民用核与辐射环境安全监督管理；")


def test_a_merged_name_goes_on_where_all_amounts_stand_above_and_a_next_project_without_amounts_does_not() -> None:
    """The name fills its line of 80 points; the row is higher than the line, so that the text ends above the break."""
    widths = [80.0, 60.0, 60.0, 80.0]
    merged = {(0, col): (2, 1) for col in range(3)}
    head = ["项目", "总额", "财政", "指标"]
    rest = page([["运行维持费", "", "", "登记"], ["", "", "", "质量"]], spans=merged, widths=widths)
    first = page([head, ["怀柔区气象台站", "76.00", "76.00", "消息"]], widths=widths, height=40, top=700)
    (table,) = tables(first, rest)
    spans = {"".join(cell.text.split()): cell.row_span for cell in table.cells}
    assert spans["怀柔区气象台站运行维持费"] == spans["76.00"] == 3
    first = page([head, ["宣传", "76.00", "76.00", "消息"]], widths=widths, height=40, top=700)
    (table,) = tables(first, rest)
    assert {cell.text: (cell.row, cell.row_span) for cell in table.cells if cell.text in {"宣传", "运行维持费"}} == {
        "宣传": (2, 1),
        "运行维持费": (3, 2),
    }


def test_a_cut_row_goes_on_in_open_brackets_though_its_line_had_room() -> None:
    last, rest = ["某某交换站\n（某某市", "服务", "4.80"], ["公报编辑部）", "", ""]
    (table,) = tables(page([HEADER, last], "支出总表", height=32), page([rest]))
    assert texts(table)[-1] == ["某某交换站\n（某某市\n公报编辑部）", "服务", "4.80"]


def test_broken_texts_side_by_side_go_on_though_their_lines_had_room() -> None:
    header = ["单位", "其他\n专户", "国有\n资本"]
    (table,) = tables(
        page([header], "收入总表", height=32), page([["", "管理", "预算"], ["某局", "1.00", "2.00"]], height=32)
    )
    assert texts(table) == [["单位", "其他\n专户\n管理", "国有\n资本\n预算"], ["某局", "1.00", "2.00"]]


def test_amounts_inside_a_form_that_another_form_prints_too_are_no_repeated_header() -> None:
    form = [["资金总额", "财政拨款", "1.00"], ["目标", "运转", ""], ["指标", "次数", "5"]]
    (table,) = tables(
        page([["项目", "物业", ""], *form, ["项目", "租金", ""]]),
        page(form),
    )
    assert [row[0] for row in texts(table)] == ["项目", "资金总额", "目标", "指标", "项目", "资金总额", "目标", "指标"]


def test_a_form_cut_between_rows_of_other_columns_is_one_table() -> None:
    # The upper half is divided at 150, 330 and 430, the lower one at 150, 230 and 370: one of three in common.
    upper = [["项目名称", "道路养护", "主管部门", "某局"]]
    (whole,) = tables(
        form(upper, [100, 130, 50, 120], 780), form([["实施单位", "某所", "", ""], *LOWER], [100, 130, 80, 90], 40)
    )
    assert whole.n_rows == 4
    assert [row[0] for row in texts(whole)] == ["项目名称", "实施单位", "资金总额", "产出指标"]


def test_a_target_cut_at_its_point_goes_on_beside_merged_cells_of_a_project() -> None:
    """The goal and the amount are of several rows; the row of the last indicator is cut."""
    widths = [60.0, 60.0, 60.0, 30.0, 40.0]
    merged = {(1, col): (2, 1) for col in range(2)}
    head = ["目标", "总额", "指标", "值", "单位"]
    rows = [
        head,
        ["发生的重大的\n火灾下降且不", "3,2\n68.42", "覆盖率", "≥9", "%"],
        ["", "", "森林火灾受", "≤0.", "‰"],
    ]
    first = page(rows, widths=widths, height=16, top=740, spans=merged)
    rest = page(
        [["发生事故。", "", "害率", "9", ""], ["", "", "满意度", "≥8", "%"]],
        widths=widths,
        spans={(0, col): (2, 1) for col in range(2)},
    )
    (table,) = tables(first, rest)
    found = [[cell.text.replace("\n", "") for cell in row[-3:]] for row in table.rows[1:]]
    assert found == [["覆盖率", "≥9", "%"], ["森林火灾受害率", "≤0.9", "‰"], ["满意度", "≥8", "%"]]


def test_a_cut_last_row_of_a_project_goes_on_beside_its_goal() -> None:
    """The goal is of two rows above the break and beside the rest of the second one below it."""
    widths = [60.0, 60.0, 60.0, 40.0]
    rows = [
        ["目标", "总额", "指标", "值"],
        ["对城区供水\n水质开展监", "32.60", "点次", "≥6"],
        ["", "", "用水户的满", "≥9%"],
    ]
    first = page(rows, widths=widths, height=16, top=740, spans={(1, col): (2, 1) for col in range(2)})
    rest = page([["测。", "", "意度", ""], ["修复管网", "42.80", "长度", "36"]], widths=widths)
    (table,) = tables(first, rest)
    found = [[cell.text.replace("\n", "") for cell in row] for row in table.rows[1:]]
    assert found == [
        ["对城区供水水质开展监测。", "32.60", "点次", "≥6"],
        ["用水户的满意度", "≥9%"],
        ["修复管网", "42.80", "长度", "36"],
    ]


def test_a_text_whose_first_line_below_fits_nowhere_above_goes_on_beside_others_that_do() -> None:
    """每少 has room for 1%, which the program does not part from 扣."""
    widths = [44.0, 44.0, 60.0, 40.0]
    head = ["指标", "标准", "名称", "值"]
    last, rest = ["满意度", "每少", "城区市民满", "90"], ["指标", "1%扣分", "意度", ""]
    first = page([head, last], widths=widths, height=16, top=756)
    (table,) = tables(first, page([rest, ["产出", "酌情", "面积", "36"]], widths=widths))
    found = [[cell.text.replace("\n", "") for cell in row] for row in table.rows[1:]]
    assert found == [["满意度指标", "每少1%扣分", "城区市民满意度", "90"], ["产出", "酌情", "面积", "36"]]


def test_text_that_hangs_out_of_cells_cut_by_a_page_break_is_theirs() -> None:
    """A merged cell is cut where the first of its rows ends: its sides end there, and its text goes on below."""

    def draw(sheet: Sheet) -> None:
        sheet.table(
            50, 740, [60, 60], [["项目", "金额"], ["农村公路\n养护工程\n项目", "42.60"]], open_below=frozenset({0})
        )

    (table,) = tables(draw, page([["", "36.20"], ["校园安保", "18.00"]], widths=[60, 60], open_above=frozenset({0})))
    assert texts(table) == [["项目", "金额"], ["农村公路\n养护工程\n项目", "42.60"], ["36.20"], ["校园安保", "18.00"]]


def test_a_row_whose_texts_all_go_on_two_of_them_by_a_character_is_one() -> None:
    """产出指标, 时效指标, 危房改造完成时限 and 11月底前 are cut in each cell."""
    widths = [34.0, 34.0, 34.0, 34.0]
    head = ["一级", "二级", "三级", "指标值"]
    first = page([head, ["产出指", "时效指", "危房改", "11月底"]], widths=widths, height=16, top=772)
    (table,) = tables(first, page([["标", "标", "造完成", "前"], ["效益", "社会", "投诉", "5%"]], widths=widths))
    found = [[cell.text.replace("\n", "") for cell in row] for row in table.rows[1:]]
    assert found == [["产出指标", "时效指标", "危房改造完成", "11月底前"], ["效益", "社会", "投诉", "5%"]]


def test_single_characters_of_which_one_stands_under_a_blank_cell_are_a_row() -> None:
    widths = [60.0, 60.0, 34.0]
    first = page([["单位名称", "项目名称", "级别"], ["某局", "道路养护工程", ""]], widths=widths, height=16, top=788)
    (table,) = tables(first, page([["", "项", "甲"], ["某站", "开放", "乙"]], widths=widths))
    assert texts(table)[1:] == [["某局", "道路养护工程", ""], ["", "项", "甲"], ["某站", "开放", "乙"]]


def test_an_open_row_whose_lines_are_kept_together_goes_on_in_an_open_one() -> None:
    """Two lines of each text are kept together below, so that those above end before the foot of the page."""
    widths = [60.0, 26.0, 36.0, 40.0]
    every = frozenset(range(4))
    rows = [["项目", "指标", "名称", "值"], ["养护管理", "社会\n效益", "带动当\n地农民", "≥320"]]
    first = page(rows, widths=widths, height=42, top=700, open_below=every)
    rest = page(
        [["", "指标", "绿岗就\n业", ""], ["开放", "数量", "场馆", "≥2"]], widths=widths, height=36, open_above=every
    )
    (table,) = tables(first, rest)
    found = [[cell.text.replace("\n", "") for cell in row] for row in table.rows]
    assert found[1:] == [["养护管理", "社会效益指标", "带动当地农民绿岗就业", "≥320"], ["开放", "数量", "场馆", "≥2"]]


def test_a_header_cut_between_its_lines_goes_on_beside_the_text_over_its_columns() -> None:
    widths = [36.0, 36.0, 50.0, 50.0]
    first = page([["资金总", "项目绩", "绩效指标", ""]], widths=widths, height=16, top=772, spans={(0, 2): (1, 2)})
    rest = page([["额", "效目标", "三级指标", "指标值"], ["460.00", "拆违", "面积", "3.6"]], widths=widths)
    (table,) = tables(first, rest)
    found = [[(cell.text.replace("\n", ""), cell.row_span) for cell in row] for row in table.rows[:2]]
    assert found == [
        [("资金总额", 2), ("项目绩效目标", 2), ("绩效指标", 1)],
        [("三级指标", 1), ("指标值", 1)],
    ]


def test_a_cut_header_goes_on_beside_a_blank_cell_without_its_line() -> None:
    widths = [60.0, 22.0, 22.0, 22.0, 22.0]
    head = ["科目", "", "合\n计", "基\n本\n支", "项\n目\n支"]
    first = page([head], widths=widths, height=42, top=746, open_below=frozenset({1}))
    rest = page([["", "", "", "出", "出"], ["工资", "", "3.00", "2.00", "1.00"]], widths=widths)
    (table,) = tables(first, rest)
    found = [[cell.text.replace("\n", "") for cell in row] for row in table.rows]
    assert found == [["科目", "", "合计", "基本支出", "项目支出"], ["工资", "", "3.00", "2.00", "1.00"]]


def test_a_row_goes_on_where_no_line_of_its_pitch_has_room_above_the_break() -> None:
    """The lines of its texts stand further apart than those of the amount beside them, of which two have room."""
    widths = [34.0, 34.0, 60.0]

    def above(sheet: Sheet) -> None:
        sheet.table(50, 728, widths, [["项目", "单位", "金额"], ["高龄", "民政", "1,86\n0.00"]], height=31)

    def below(sheet: Sheet) -> None:
        sheet.table(50, 60, widths, [["", "部门", ""], ["社区", "街道", "2.00"]], height=40)
        sheet.text(53, 64, "老人")
        sheet.text(53, 81, "津贴")

    (table,) = tables(above, below)
    found = [[cell.text.replace("\n", "") for cell in row] for row in table.rows]
    assert found[1:] == [["高龄老人津贴", "民政部门", "1,860.00"], ["社区", "街道", "2.00"]]


def test_an_exact_amount_and_a_code_with_its_name_that_narrow_columns_break_go_on() -> None:
    widths = [36.0, 36.0, 60.0]
    last, rest = ["1100", "1,26", "养护面积"], ["0024\nT000\n0028\n8641\n1-平\n原林", "8.35\n0000", ""]
    first = page([["编码", "金额", "指标"], last], widths=widths, height=16, top=756)
    (table,) = tables(first, page([rest], widths=widths, height=82))
    found = [cell.text.replace("\n", "") for cell in table.rows[1]]
    assert found == ["11000024T000002886411-平原林", "1,268.350000", "养护面积"]


def test_two_indicators_whose_names_fill_their_cells_are_two_rows() -> None:
    """The first target has room for another line, which the name beside it has."""
    widths = [60.0, 60.0, 60.0]
    last, following = ["质量指标", "工程质量达\n标的合格率", "达到100%"], ["", "优良品种的\n覆盖率", "≥96%"]
    first = page([["二级指标", "三级指标", "指标值"], last], widths=widths, height=29, top=732)
    (table,) = tables(first, page([following], widths=widths, height=29))
    found = [[cell.text.replace("\n", "") for cell in row] for row in table.rows]
    assert found[1:] == [["质量指标", "工程质量达标的合格率", "达到100%"], ["", "优良品种的覆盖率", "≥96%"]]


def test_a_line_is_full_where_the_margin_on_its_left_leaves_no_room_on_its_right() -> None:
    """Type of 8 points with the margins of Word: 13 behind seven characters, of which 5.6 are margin."""
    widths = [60.0, 75.0, 60.0]

    def sheet_of(rows: Sequence[Sequence[str]], top: float) -> Draw:
        def draw(sheet: Sheet) -> None:
            sheet.table(50, top, widths, [["", "", ""]] * len(rows), height=17)
            for row, printed in enumerate(rows):
                for text, x in zip(printed, (55.6, 115.6, 190.6), strict=True):
                    sheet.text(x, top + row * 17 + 1, text, 8)

        return draw

    first = sheet_of([["科目", "名称", "金额"], ["2120801", "征地和拆迁补偿", "1869.05"]], 745)
    (table,) = tables(first, sheet_of([["", "支出", ""], ["221", "住房保障支出", "5.00"]], 60))
    found = [[cell.text.replace("\n", "") for cell in row] for row in table.rows[1:]]
    assert found == [["2120801", "征地和拆迁补偿支出", "1869.05"], ["221", "住房保障支出", "5.00"]]


def test_the_name_of_amounts_before_the_break_stands_behind_it() -> None:
    """The row is set in the middle: its amounts are on the first page, all lines of its name on the second."""
    rows = [HEADER, ["301", "工资", "1.00"], ["", "", "2.00"]]
    (table,) = tables(page(rows), page([HEADER, ["302", "商品和\n服务", ""], ["303", "补助", "3.00"]], height=30))
    assert texts(table) == [*rows[:2], ["302", "商品和\n服务", "2.00"], ["303", "补助", "3.00"]]


def test_a_name_without_amounts_behind_the_break_is_a_row() -> None:
    rows = [HEADER, ["301", "工资", "1.00"], ["", "合计", "2.00"]]
    (table,) = tables(page(rows), page([HEADER, ["302", "商品", ""], ["303", "补助", "3.00"]]))
    assert texts(table) == [*rows, ["302", "商品", ""], ["303", "补助", "3.00"]]


def test_a_row_whose_name_goes_on_with_a_bracket_behind_the_break_is_cut() -> None:
    """Behind the name there is room for a sign, not for （元 that no line break parts."""
    rows = [HEADER, ["301", "年度资金总额年度资", "1.00"]]
    (table,) = tables(page(rows, top=750), page([["", "（元）", ""], ["302", "商品", "2.00"]]))
    assert texts(table) == [HEADER, ["301", "年度资金总额年度资\n（元）", "1.00"], ["302", "商品", "2.00"]]


def test_a_line_below_the_open_foot_of_a_cell_is_of_its_text_though_it_touches_the_side() -> None:
    """The sides of the last row end at the foot of the page; 理资金 below begins a hair to the left of the one of its
    cell, and the row of the next page goes on under the header."""
    widths = [60.0, 56.0, 60.0]
    every = frozenset(range(3))

    def first(sheet: Sheet) -> None:
        sheet.table(50, 770, widths, [["项目", "财政专户管", "合计"]], height=16, open_below=every)
        sheet.text(109.8, 784, "理资金")

    rest = page([["教育费", "9.00", "9.00"], ["合计", "9.00", "9.00"]], widths=widths)
    (table,) = tables(first, rest)
    assert texts(table) == [
        ["项目", "财政专户管\n理资金", "合计"],
        ["教育费", "9.00", "9.00"],
        ["合计", "9.00", "9.00"],
    ]
