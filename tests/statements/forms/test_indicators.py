"""Levels of indicators where merged cells are known, and names that nobody filled in."""

import pytest

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.indicator_heads import header_row
from pipeline.statements.forms.indicator_lists import numbered
from pipeline.statements.forms.indicator_texts import texts_beside, texts_in_columns
from pipeline.statements.forms.indicators import read_indicators
from pipeline.statements.forms.indicators_across import indicators_across
from pipeline.statements.model import Column, Row

HEADER = [Cell(1, col, text) for col, text in enumerate(["一级指标", "二级指标", "三级指标", "指标值"], start=1)]


def rows(start: int, texts: list[tuple[str, str, str]], page: int = 1) -> list[Cell]:
    """Level 2, name and target of rows from ``start`` on; level 1 is put beside them by the test."""
    return [
        Cell(row, col, text, page=page)
        for row, of_row in enumerate(texts, start=start)
        for col, text in enumerate(of_row, start=2)
    ]


def levels(*cells: Cell, n_rows: int = 5) -> list[tuple[str, str]]:
    found = read_indicators(Table(1, n_rows, 4, (*HEADER, *cells)), 1, n_rows)
    return [(indicator.level1, indicator.level2) for indicator in found.indicators]


@pytest.mark.parametrize(("page", "level1"), [(1, ""), (2, "产出指标")])
def test_a_blank_cell_of_its_own_ends_the_level_above(page: int, level1: str) -> None:
    found = levels(
        Cell(2, 1, "产出指标", row_span=2, page=1),
        *rows(2, [("数量指标", "人数", "15人"), ("质量指标", "合格率", "≥95%")]),
        Cell(4, 1, "", row_span=2, page=page),
        *rows(4, [("时效指标", "完成时限", "12月"), ("成本指标", "单价", "1万元")], page),
    )
    assert found == [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        (level1, "时效指标"),
        (level1, "成本指标"),
    ]


def test_names_that_nobody_filled_in_are_no_indicators() -> None:
    texts = [("数量指标", "指标1：", ""), ("", "……", ""), ("质量指标", "合格率", ""), ("", "指标2", "≥5%")]
    assert len(levels(Cell(2, 1, "产出指标", row_span=4), *rows(2, texts))) == 2


NAMED_BY_CONTENT = [
    Cell(1, col, text) for col, text in enumerate(["一级指标", "二级指标", "指标内容", "指标值"], start=1)
]


def test_a_grid_without_a_third_level_names_its_indicators_by_their_content() -> None:
    body = [Cell(2, 1, "产出指标"), *rows(2, [("数量指标", "建成公租房户数", "2210户")])]
    (indicator,) = read_indicators(Table(1, 2, 4, (*NAMED_BY_CONTENT, *body)), 1, 2).indicators
    assert (indicator.level3, indicator.description, indicator.target) == ("建成公租房户数", "", "2210户")


def test_a_header_that_the_next_page_prints_again_is_no_indicator() -> None:
    again = [Cell(3, cell.col, cell.text) for cell in NAMED_BY_CONTENT]
    body = [
        *[Cell(2, 1, "产出指标"), *rows(2, [("质量指标", "施工过程质量", "合格")]), *again],
        *[Cell(4, 1, "产出指标"), *rows(4, [("时效指标", "按计划进度执行", "≥95%")])],
    ]
    found = read_indicators(Table(1, 4, 4, (*NAMED_BY_CONTENT, *body)), 1, 4)
    assert [(indicator.level2, indicator.level3) for indicator in found.indicators] == [
        ("质量指标", "施工过程质量"),
        ("时效指标", "按计划进度执行"),
    ]


@pytest.mark.parametrize("header", ["考察要点", "指标内容"])
def test_a_header_between_the_levels_and_the_target_heads_the_names(header: str) -> None:
    heads = [Cell(1, col, text) for col, text in enumerate(["一级指标", "二级指标", header, "标的", "指标值"], start=1)]
    body = [Cell(2, col, text) for col, text in enumerate(["产出指标", "数量指标", "巡查次数", "", "4次"], start=1)]
    (indicator,) = read_indicators(Table(1, 2, 5, (*heads, *body)), 1, 2).indicators
    assert (indicator.level2, indicator.level3, indicator.target) == ("数量指标", "巡查次数", "4次")


def as_printed(*texts: list[str]) -> list[tuple[str, str, str, str]]:
    cells = (Cell(r, c, text) for r, row in enumerate(texts, start=1) for c, text in enumerate(row, start=1))
    found = read_indicators(Table(1, len(texts), len(texts[0]), tuple(cells)), 1, len(texts))
    return [(one.level1, one.level2, one.level3, one.target) for one in found.indicators]


def test_columns_that_are_headed_otherwise_are_of_the_level_that_their_texts_name() -> None:
    assert as_printed(
        ["指标类型", "指标名称", "指标内容", "指标值"],
        ["产出指标", "数量指标", "发放企业数", "60家"],
        ["效益指标", "经济效益指标", "带动投入", "≥1000万元"],
    ) == [("产出指标", "数量指标", "发放企业数", "60家"), ("效益指标", "经济效益指标", "带动投入", "≥1000万元")]
    assert as_printed(["指标类型", "指标内容", "指标值"], ["产出指标", "合作社数量", "≥18个"]) == [
        ("产出指标", "", "合作社数量", "≥18个")
    ]
    assert as_printed(
        ["指标类别", "指标", "目标值", "单位"],
        ["产出指标—数量指标", "改造小区数", "32", "个"],
        ["", "惠及户数", "≥8600", "户"],
    ) == [("产出指标", "数量指标", "改造小区数", "32个"), ("产出指标", "数量指标", "惠及户数", "≥8600户")]


def test_names_that_repeat_their_kind_beside_both_levels_stay_names() -> None:
    texts = [
        ["一级指标", "二级指标", "三级指标", "指标描述", "指标值"],
        ["产出指标", "数量指标", "数量指标", "接入岗位的比例", "≥95%"],
        ["产出指标", "质量指标", "质量指标", "网络可用率", "≥95%"],
    ]
    cells = tuple(Cell(row, col, text) for row, line in enumerate(texts, 1) for col, text in enumerate(line, 1))
    first, second = read_indicators(Table(1, 3, 5, cells), 1, 3).indicators
    assert (first.level1, first.level2, first.level3, first.description) == (
        "产出指标", "数量指标", "数量指标", "接入岗位的比例",
    )  # fmt: skip
    assert (second.level3, second.description) == ("质量指标", "网络可用率")


def test_a_header_over_kinds_and_names() -> None:
    cells = [Cell(1, 1, "绩效指标", col_span=2), Cell(1, 3, "目标值")]
    cells += [Cell(2, 1, "产出数量"), Cell(2, 2, "机构数"), Cell(2, 3, "15家")]
    (found,) = read_indicators(Table(1, 2, 3, tuple(cells)), 1, 2).indicators
    assert (found.level2, found.level3, found.target) == ("产出数量", "机构数", "15家")
    cells = [Cell(1, 1, "指标"), Cell(1, 2, "指标内容", col_span=2), Cell(1, 4, "指标值")]
    cells += [Cell(2, 1, "产出指标", row_span=2), Cell(2, 2, "数量指标", row_span=2)]
    cells += [Cell(2, 3, "抽检批次"), Cell(2, 4, "1200批次"), Cell(3, 3, "检测批次"), Cell(3, 4, "200批次")]
    grid = read_indicators(Table(1, 3, 4, tuple(cells)), 1, 3)
    assert [(one.level1, one.level2, one.level3) for one in grid.indicators] == [
        ("产出指标", "数量指标", "抽检批次"),
        ("产出指标", "数量指标", "检测批次"),
    ]


def test_numbered_pairs_of_names_and_targets() -> None:
    names = as_printed(
        ["项目名称", "指标1", "指标值1", "指标2", "指标值2"], ["危桥改造", "改造危桥", "6座", "合格率", "100%"]
    )
    assert [(name, target) for _, _, name, target in names] == [("改造危桥", "6座"), ("合格率", "100%")]


def test_levels_in_front_of_the_name() -> None:
    assert as_printed(["绩效指标", "指标值"], ["产出指标/数量指标/安置人数", "≥300人"], ["办结/回复率", "100%"]) == [
        ("产出指标", "数量指标", "安置人数", "≥300人"),
        ("", "", "办结/回复率", "100%"),
    ]


def test_a_kind_in_front_of_the_name() -> None:
    assert as_printed(["一级指标", "三级指标", "指标值"], ["产出指标", "数量指标：培训人数", "80人"]) == [
        ("产出指标", "数量指标", "培训人数", "80人")
    ]
    assert as_printed(["一级指标", "三级指标", "指标值"], ["产出指标", "甲：培训人数", "80人"]) == [
        ("产出指标", "", "甲：培训人数", "80人")
    ]


def test_a_text_that_numbers_several_indicators() -> None:
    assert numbered("①免疫牛5万头；②免疫羊≥20万只；③合格率100%") == [
        ("免疫牛", "5万头"),
        ("免疫羊", "≥20万只"),
        ("合格率", "100%"),
    ]
    assert numbered("1.培训12期；2.参训率达到95%以上。") == [("培训", "12期"), ("参训率", "达到95%以上")]
    assert numbered("1.完善制度；2.培训12期") == []
    assert numbered("培训12期；参训率95%") == []
    assert numbered("1.5万人受益") == []


def test_texts_of_a_list_that_number_several_indicators() -> None:
    columns = (Column(1, ("数量指标",), "kpi_text"),)
    grid = Table(1, 2, 1, (Cell(1, 1, "数量指标"), Cell(2, 1, "1.培训12期；2.参训率≥95%")))
    found = texts_in_columns(grid, columns, [Row(2, 0, "")])
    assert [(one.level2, one.level3, one.target, one.part) for one in found] == [
        ("数量指标", "培训", "12期", 0),
        ("数量指标", "参训率", "≥95%", 1),
    ]


def test_kinds_without_their_word_and_several_in_a_row() -> None:
    texts = [
        ["绩效指标", "产出", "数量", "①免疫牛5万头；②免疫羊20万只", "", ""],
        ["产出指标", "数量指标", "整治路段", "16条", "时效指标", "12月底前"],
        ["产出指标", "质量指标", "合格率", "≥95%", "成本指标", "≤66万元"],
        ["效益指标", "社会效益", "市容", "改善", "满意度", "≥90%"],
    ]
    cells = (Cell(r, c, text) for r, row in enumerate(texts, start=1) for c, text in enumerate(row, start=1))
    grid, rows_read = texts_beside(Table(1, 4, 6, tuple(cells)), 4)
    assert rows_read == {1, 2, 3, 4}
    assert [(one.level1, one.level2, one.level3, one.target, one.part) for one in grid.indicators] == [
        ("产出", "数量", "免疫牛", "5万头", 0),
        ("产出", "数量", "免疫羊", "20万只", 1),
        ("产出指标", "数量指标", "整治路段", "16条", 0),
        ("产出指标", "时效指标", "", "12月底前", 0),
        ("产出指标", "质量指标", "合格率", "≥95%", 0),
        ("产出指标", "成本指标", "", "≤66万元", 0),
        ("效益指标", "社会效益", "市容", "改善", 0),
        ("效益指标", "满意度", "", "≥90%", 0),
    ]


def test_a_target_under_a_header_that_no_word_explains() -> None:
    names = ["一级指标", "二级指标", "三级指标", "考核尺度", "权重"]
    cells = [Cell(1, col, text) for col, text in enumerate(names, start=1)]
    cells += [Cell(2, col, t) for col, t in enumerate(["产出指标", "数量指标", "人数", "≥30人", "20"], start=1)]
    grid = Table(1, 2, 5, tuple(cells))
    assert header_row(grid) == 1
    (found,) = read_indicators(grid, 1, 2).indicators
    assert (found.level3, found.target, found.weight) == ("人数", "≥30人", "20")


def _under(*names: str, values: list[list[str]]) -> Table:
    rows = [["一级指标", "二级指标", "三级指标", *names], *values]
    cells = [Cell(row, col, text) for row, line in enumerate(rows, start=1) for col, text in enumerate(line, start=1)]
    return Table(1, len(rows), len(rows[0]), tuple(cells))


def test_levels_over_texts_without_a_sign_head_no_targets() -> None:
    table = _under("备注", values=[["产出指标", "数量指标", "人数", "见附件"]])
    grid = read_indicators(table, 1, 2)
    assert header_row(table) == 1
    assert [(one.level1, one.level2, one.level3, one.target) for one in grid.indicators] == [
        ("产出指标", "数量指标", "人数", "")
    ]
    assert (2, 4) not in grid.uses


@pytest.mark.parametrize(
    "name", ["半年进度", "参考历史值", "往年值", "行业标准值", "预警值", "1-6月完成值", "完成占比"]
)
def test_a_header_of_another_time_or_of_what_was_found_heads_no_targets(name: str) -> None:
    table = _under(name, values=[["产出指标", "数量指标", "人数", "≥18人"]])
    grid = read_indicators(table, 1, 2)
    assert [one.target for one in grid.indicators] == [""]
    assert (2, 4) not in grid.uses


def test_how_much_of_it_was_reached_is_known_and_no_target() -> None:
    grid = read_indicators(_under("完成比例", values=[["产出指标", "数量指标", "人数", "105%"]]), 1, 2)
    assert [one.target for one in grid.indicators] == [""]
    assert (2, 4) in grid.uses


def test_one_column_of_figures_under_a_word_for_targets_holds_them_and_its_header_is_not_explained() -> None:
    values = [["产出指标", "数量指标", "人数", "王强", "30人"], ["产出指标", "质量指标", "合格率", "赵刚", "95%"]]
    table = _under("责任人", "预期成果值", values=values)
    grid = read_indicators(table, 1, 3)
    assert [one.target for one in grid.indicators] == ["30人", "95%"]
    assert [cell.text for cell in grid.unexplained] == ["预期成果值"]
    assert (2, 4) not in grid.uses


def test_two_columns_that_may_both_hold_targets_are_none() -> None:
    table = _under("甲类标准", "乙类标准", values=[["产出指标", "数量指标", "人数", "≥30人", "≥20人"]])
    assert [one.target for one in read_indicators(table, 1, 2).indicators] == [""]


def test_what_a_first_target_leaves_blank_stands_in_the_second() -> None:
    values = [["产出指标", "数量指标", "人数", "≥30", "", "人"], ["产出指标", "质量指标", "成效", "", "明显", ""]]
    table = _under("指标值（数值）", "指标值（文字描述）", "计量单位", values=values)
    assert [(one.level3, one.target) for one in read_indicators(table, 1, 3).indicators] == [
        ("人数", "≥30人"),
        ("成效", "明显"),
    ]


def test_a_unit_of_measure_left_of_the_target() -> None:
    table = _under("单位", "历史值", "目标值", values=[["产出指标", "数量指标", "人数", "人", "25", "≥30"]])
    assert [one.target for one in read_indicators(table, 1, 2).indicators] == ["≥30人"]


def test_numbers_under_a_header_of_names_are_no_names() -> None:
    rows = [["绩效指标", "指标", "指标内容", "指标值"], ["产出数量指标", "1", "养护面积", "3万亩"]]
    cells = [Cell(row, col, text) for row, line in enumerate(rows, start=1) for col, text in enumerate(line, start=1)]
    (found,) = read_indicators(Table(1, 2, 4, tuple(cells)), 1, 2).indicators
    assert (found.level2, found.level3, found.target) == ("产出数量指标", "养护面积", "3万亩")


def test_a_kind_alone_in_a_row_is_of_the_indicators_under_it() -> None:
    rows = [
        ["二级指标", "三级指标", "指标值"],
        ["产出指标（50分）"],
        ["数量指标", "审计项目", "≥24个"],
        ["效益指标（30分）"],
    ]
    rows += [["社会效益指标", "促进整改", "≥80个"]]
    cells = [Cell(row, col, text) for row, line in enumerate(rows, start=1) for col, text in enumerate(line, start=1)]
    assert [(one.level1, one.level3) for one in read_indicators(Table(1, 5, 3, tuple(cells)), 1, 5).indicators] == [
        ("产出指标（50分）", "审计项目"),
        ("效益指标（30分）", "促进整改"),
    ]


def test_a_sum_of_scores_is_no_level_of_the_row_above_it() -> None:
    table = _under(
        "指标值", "权重", values=[["满意度指标", "居民满意度", "满意率", "≥85%", "10"], ["合计", "", "", "", "100"]]
    )
    assert [(one.level1, one.level3) for one in read_indicators(table, 1, 3).indicators] == [("满意度指标", "满意率")]


def test_kinds_under_a_header_that_no_word_explains() -> None:
    rows = [["维度", "指标", "目标值"], ["产出", "推介会", "≥8场"], ["效益", "到位内资", "≥20亿元"]]
    cells = [Cell(row, col, text) for row, line in enumerate(rows, start=1) for col, text in enumerate(line, start=1)]
    assert [(one.level1, one.level3) for one in read_indicators(Table(1, 3, 3, tuple(cells)), 1, 3).indicators] == [
        ("产出", "推介会"),
        ("效益", "到位内资"),
    ]


def test_kinds_of_both_levels_in_one_text_under_a_header_that_no_word_explains() -> None:
    rows = [
        ["指标层级", "指标内容", "指标值"],
        ["产出指标-数量指标", "学生数", "≥46000人"],
        ["产出指标-\n质量指标", "事故", "0起"],
    ]
    cells = [Cell(row, col, text) for row, line in enumerate(rows, start=1) for col, text in enumerate(line, start=1)]
    grid = read_indicators(Table(1, 3, 3, tuple(cells)), 1, 3)
    assert [(one.level1, one.level2, one.level3) for one in grid.indicators] == [
        ("产出指标", "数量指标", "学生数"),
        ("产出指标", "质量指标", "事故"),
    ]


def test_targets_of_parts_of_the_year_beside_that_of_the_year() -> None:
    table = _under(
        "上半年", "第三季度", "全年", values=[["产出指标", "数量指标", "样本", "1200份", "1800份", "2500份"]]
    )
    assert [one.target for one in read_indicators(table, 1, 2).indicators] == ["2500份"]


def test_names_under_a_header_that_no_word_explains_and_not_in_what_describes_them() -> None:
    rows = [["一级指标", "考核事项", "指标值", "指标解释"], ["产出指标", "抽检批次", "≥650批", "当年完成数"]]
    rows += [["产出指标", "准确率", "100%", "复检一致率"]]
    cells = [Cell(row, col, text) for row, line in enumerate(rows, start=1) for col, text in enumerate(line, start=1)]
    grid = read_indicators(Table(1, 3, 4, tuple(cells)), 1, 3)
    assert [(one.level3, one.description) for one in grid.indicators] == [
        ("抽检批次", "当年完成数"),
        ("准确率", "复检一致率"),
    ]
    assert [cell.text for cell in grid.unexplained] == ["考核事项"]


def test_names_stand_beside_a_column_of_kinds_that_is_headed_as_names() -> None:
    rows = [["类别", "指标", "内容", "指标值"], ["产出指标", "数量指标", "推广活动", "16次"]]
    rows += [["产出指标", "成本指标", "活动费用", "≤670万元"]]
    cells = [Cell(row, col, text) for row, line in enumerate(rows, start=1) for col, text in enumerate(line, start=1)]
    grid = read_indicators(Table(1, 3, 4, tuple(cells)), 1, 3)
    assert [(one.level1, one.level2, one.level3, one.target) for one in grid.indicators] == [
        ("产出指标", "数量指标", "推广活动", "16次"),
        ("产出指标", "成本指标", "活动费用", "≤670万元"),
    ]


def test_the_kind_in_brackets_behind_a_header_of_names() -> None:
    rows = [["绩效指标（产出）", "目标值", "绩效指标（效果）", "目标值"], ["老人数", "4200人", "覆盖率", "≥95%"]]
    cells = [Cell(row, col, text) for row, line in enumerate(rows, start=1) for col, text in enumerate(line, start=1)]
    grid = read_indicators(Table(1, 2, 4, tuple(cells)), 1, 2)
    assert [(one.level1, one.level3, one.target) for one in grid.indicators] == [
        ("产出", "老人数", "4200人"),
        ("效果", "覆盖率", "≥95%"),
    ]


def test_kinds_in_rows_of_their_own_between_pairs() -> None:
    rows = [
        ["指标名称", "指标值", "指标名称", "指标值"],
        ["产出指标", "", "效益指标", ""],
        ["巡护次数", "≥240次", "保护率", "≥62%"],
    ]
    rows += [["满意度指标", "", "成本指标", ""], ["村民满意度", "≥90%", "每公顷成本", "≤4万元"]]
    cells = [Cell(row, col, text) for row, line in enumerate(rows, start=1) for col, text in enumerate(line, start=1)]
    assert [(one.level1, one.level3) for one in read_indicators(Table(1, 5, 4, tuple(cells)), 1, 5).indicators] == [
        ("产出指标", "巡护次数"),
        ("效益指标", "保护率"),
        ("满意度指标", "村民满意度"),
        ("成本指标", "每公顷成本"),
    ]


def test_a_header_over_the_whole_grid_beside_its_levels_heads_no_names() -> None:
    rows = [
        ["绩效指标", "一级指标", "二级指标", "指标内容", "指标值"],
        ["绩效指标", "产出指标", "数量指标", "检查项目", "≥60个"],
    ]
    cells = [Cell(row, col, text) for row, line in enumerate(rows, start=1) for col, text in enumerate(line, start=1)]
    (found,) = read_indicators(Table(1, 2, 5, tuple(cells)), 1, 2).indicators
    assert (found.level1, found.level3, found.target) == ("产出指标", "检查项目", "≥60个")


def test_a_kind_over_each_of_two_sets_of_columns() -> None:
    cells = [Cell(1, 1, "产出指标", col_span=3), Cell(1, 4, "效益指标", col_span=3)]
    names = ["二级指标", "三级指标", "指标值"] * 2
    cells += [Cell(2, col, text) for col, text in enumerate(names, start=1)]
    values = ["数量指标", "人数", "≥30人", "社会效益指标", "就业", "增加"]
    cells += [Cell(3, col, text) for col, text in enumerate(values, start=1)]
    assert [
        (one.level1, one.level2, one.level3) for one in read_indicators(Table(1, 3, 6, tuple(cells)), 2, 3).indicators
    ] == [
        ("产出指标", "数量指标", "人数"),
        ("效益指标", "社会效益指标", "就业"),
    ]


def test_a_grid_on_its_side() -> None:
    cells = [Cell(1, 1, "一级指标"), Cell(1, 2, "产出指标", col_span=2), Cell(1, 4, "满意度指标")]
    rows = [
        ["二级指标", "数量指标", "质量指标", "居民满意度"],
        ["三级指标", "街巷", "合格率", "满意率"],
        ["指标值", "30条", "100%", "≥93%"],
    ]
    cells += [Cell(row, col, text) for row, line in enumerate(rows, start=2) for col, text in enumerate(line, start=1)]
    grid, rows_read = indicators_across(Table(1, 4, 4, tuple(cells)), 4)
    assert rows_read == {1, 2, 3, 4}
    assert [(one.level1, one.level2, one.level3, one.target, one.col) for one in grid.indicators] == [
        ("产出指标", "数量指标", "街巷", "30条", 2),
        ("产出指标", "质量指标", "合格率", "100%", 3),
        ("满意度指标", "居民满意度", "满意率", "≥93%", 4),
    ]


def test_a_target_printed_once_more_makes_no_pairs_of_names_and_targets() -> None:
    texts = ["三级指标", "指标性质", "指标值", "指标值"], ["评审报告数", "≥", "5", "5"]
    cells = tuple(
        Cell(row, col, text) for row, line in enumerate(texts, start=1) for col, text in enumerate(line, start=1)
    )
    (indicator,) = read_indicators(Table(1, 2, 4, cells), 1, 2).indicators
    assert (indicator.level3, indicator.target) == ("评审报告数", "≥5")


def test_a_row_with_a_sign_alone_for_its_target_stands_under_other_headers_and_is_listed() -> None:
    texts = [("数量指标", "人数", "15人"), ("", "数量指标", "≥")]
    found = read_indicators(Table(1, 3, 4, (*HEADER, *rows(2, texts))), 1, 3)
    assert [indicator.target for indicator in found.indicators] == ["15人"]
    assert not {(3, 3), (3, 4)} & found.uses.keys()


def test_the_kinds_of_rows_are_known_below_a_row_that_prints_one_text_alone() -> None:
    head = [Cell(1, col, text) for col, text in enumerate(["二级指标", "三级指标", "指标值"], start=1)]
    first = [Cell(2, 1, "数量指标"), Cell(2, 2, "人数"), Cell(2, 3, "15人")]
    alone = [Cell(3, 2, "效益指标")]
    last = [Cell(4, 1, "社会效益"), Cell(4, 2, "满意度"), Cell(4, 3, "≥95%")]
    found = read_indicators(Table(1, 4, 3, (*head, *first, *alone, *last)), 1, 4)
    assert found.kinds == {2: "数量指标", 3: "", 4: "社会效益"}
