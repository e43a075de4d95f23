"""Whole tables: units, panels, header paths, codes, roles, parents and states."""

import pytest
from small_tables import document, table

from pipeline.documents.model import Cell, Table
from pipeline.statements.model import Reading, Row
from pipeline.statements.understand import understand


def reading_of(*blocks: str | Table) -> Reading:
    (reading,) = understand(document(*blocks)).readings
    return reading


def paths(reading: Reading, concept: str = "money") -> list[str]:
    return ["/".join(column.path) for column in reading.columns if column.concept == concept]


def row(reading: Reading, label: str) -> Row:
    return next(row for row in reading.rows if row.label == label)


EXPENDITURE = table(
    ["431某县某局", "预算年度：2025", "单位：元"],
    ["序号", "功能分类科目", "合计", "基本支出", "项目支出"],
    ["", "科目编码", "科目名称", "", "", ""],
    ["栏次", "1", "2", "3", "4", "5"],
    ["1", "", "合计", "30.00", "20.00", "10.00"],
    ["2", "201", "一般公共服务支出", "30.00", "20.00", "10.00"],
    ["3", "20103", "政府办公厅（室）及相关机构事务", "30.00", "20.00", "10.00"],
    ["4", "2010301", "行政运行", "20.00", "20.00", ""],
    ["5", "2010302", "一般行政管理事务", "10.00", "", "10.00"],
)


def test_a_table_by_functional_code() -> None:
    reading = reading_of("部门预算支出总表", EXPENDITURE)
    assert (reading.statement, reading.axis, reading.state) == ("expenditure", "function", "present")
    assert reading.unit is not None
    assert reading.unit.name == "元"
    assert paths(reading) == ["合计", "基本支出", "项目支出"]
    assert [column.component for column in reading.columns if column.concept == "money"] == [
        "total",
        "basic",
        "project",
    ]
    assert [(r.codes.function, r.level, r.role, r.parent) for r in reading.rows] == [
        (None, 0, "total", None),
        ("201", 1, "subtotal", 5),
        ("20103", 2, "subtotal", 6),
        ("2010301", 3, "leaf", 7),
        ("2010302", 3, "leaf", 7),
    ]
    assert row(reading, "行政运行").ancestors == ("一般公共服务支出", "政府办公厅（室）及相关机构事务")
    assert not reading.unparsed


def test_side_by_side_panels() -> None:
    reading = reading_of(
        "收支总表",
        "单位：万元",
        table(
            ["收入", "支出"],
            ["项目", "预算数", "项目", "预算数"],
            ["一、一般公共预算拨款收入", "9.00", "一、一般公共服务支出", "7.00"],
            ["二、政府性基金预算拨款收入", "", "二、外交支出", ""],
            ["", "", "八、社会保障和就业支出", "2.00"],
            ["本年收入合计", "9.00", "本年支出合计", "9.00"],
            ["上年结转结余", "", "年终结转结余", ""],
            ["收入总计", "9.00", "支出总计", "9.00"],
        ),
    )
    assert paths(reading) == ["收入/预算数", "支出/预算数"]
    assert {(column.panel, column.flow) for column in reading.columns} == {(0, "revenue"), (1, "expenditure")}
    service = row(reading, "一、一般公共服务支出")
    assert (service.codes.function, service.function_inferred, service.level) == (None, "201", 1)
    assert service.parent == row(reading, "本年支出合计").row
    assert row(reading, "本年支出合计").parent == row(reading, "支出总计").row
    assert [r.is_leaf for r in reading.rows if r.panel == 1] == [True, True, True, False, True, False]


def test_split_codes_are_completed_from_the_rows_above() -> None:
    reading = reading_of(
        "支出预算总表",
        "单位：元",
        table(
            ["类", "款", "项", "科目名称", "合计"],
            ["208", "", "", "社会保障和就业支出", "5.00"],
            ["", "05", "", "行政事业单位养老支出", "5.00"],
            ["", "", "05", "机关事业单位基本养老保险缴费支出", "5.00"],
        ),
    )
    assert [r.codes.function for r in reading.rows] == ["208", "20805", "2080505"]


def test_a_misprinted_code_leaves_the_one_of_the_name() -> None:
    reading = reading_of(
        "支出预算总表",
        "单位：元",
        table(
            ["类", "款", "项", "科目名称", "合计"],
            ["210", "", "", "卫生健康支出", "5.00"],
            ["210", "11", "", "行政事业单位医疗", "5.00"],
            ["210", "11", "01", "行政单位医疗", "2.00"],
            ["7", "11", "02", "事业单位医疗", "3.00"],
            ["221", "", "", "住房保障支出", "4.00"],
            ["", "", "", "事业单位医疗", "4.00"],
        ),
    )
    assert [(r.codes.function, r.function_inferred, r.level) for r in reading.rows[3:]] == [
        (None, "2101102", 3),
        ("221", None, 1),
        (None, None, None),
    ]
    assert row(reading, "行政事业单位医疗").row == reading.rows[3].parent


def test_a_code_and_a_name_in_one_cell() -> None:
    reading = reading_of(
        "一般公共预算基本支出情况表",
        "单位：万元",
        table(
            ["部门预算支出经济科目", "预算"],
            ["合计", "3.00"],
            ["[301]工资福利支出", "3.00"],
            ["[30101]基本工资", "3.00"],
        ),
    )
    assert [(r.label, r.codes.economic) for r in reading.rows] == [
        ("合计", None),
        ("工资福利支出", "301"),
        ("基本工资", "30101"),
    ]


def test_names_only_get_codes_where_they_stand() -> None:
    reading = reading_of(
        "市级部门支出预算总表",
        "单位：万元",
        table(
            ["功能分类科目名称", "总计", "基本支出", "项目支出"],
            ["合计", "12.00", "", "12.00"],
            ["一般公共服务支出", "5.00", "", "5.00"],
            ["其他一般公共服务支出", "5.00", "", "5.00"],
            ["其他一般公共服务支出", "5.00", "", "5.00"],
            ["公共安全支出", "7.00", "", "7.00"],
            ["公安", "7.00", "", "7.00"],
            ["行政运行", "7.00", "", "7.00"],
        ),
    )
    assert [r.function_inferred for r in reading.rows] == [None, "201", "20199", "2019999", "204", "20402", "2040201"]
    assert all(r.codes.function is None for r in reading.rows)


def test_the_unit_of_a_header_beats_the_unit_line() -> None:
    reading = reading_of(
        "固定资产占用情况表",
        "单位：万元",
        table(["项目", "数量", "价值（金额单位：元）"], ["资产总额", "", "155000.00"]),
    )
    assert reading.columns[2].unit is not None
    assert reading.columns[2].unit.name == "元"


def test_a_table_without_any_unit_has_no_amounts() -> None:
    reading = reading_of(
        "部门预算支出总表", table(["科目编码", "科目名称", "合计"], ["201", "一般公共服务支出", "5.00"])
    )
    assert reading.columns[2].unit is None
    assert reading.unparsed == {(2, 3): "unit of money not found in header, table or document"}


def test_figures_with_their_unit_need_no_other() -> None:
    rows = [["合计", "12.50万元", "125,000.00元"], ["一般公共服务支出", "12.50万元", "125,000.00元"]]
    (reading,) = understand(document("支出总表", table(["科目名称", "合计", "基本支出"], *rows))).readings
    assert [column.unit and column.unit.name for column in reading.columns] == [None, "万元", "元"]
    assert not reading.unparsed


def test_a_note_in_the_last_row_is_no_row() -> None:
    (reading,) = understand(
        document(
            "财政拨款收支总表",
            "单位：万元",
            table(
                ["收入", "收入", "支出", "支出"],
                ["项目", "预算数", "项目", "预算数"],
                ["一、一般公共预算拨款", "9.00", "一、一般公共服务支出", "9.00"],
                ["收入总计", "9.00", "支出总计", "9.00"],
                ["备注：数据因四舍五入可能存在尾差。", "", "", ""],
            ),
        )
    ).readings
    assert [(row.label, row.role) for row in reading.rows] == [
        ("一、一般公共预算拨款", "leaf"), ("收入总计", "total"),
        ("一、一般公共服务支出", "leaf"), ("支出总计", "total"),
    ]  # fmt: skip


def test_declared_empty_and_unreadable() -> None:
    head = ["科目编码", "科目名称", "合计"]
    empty = reading_of(
        "政府性基金预算支出表", "单位：元", table(head, ["", "", ""]), "注：无政府性基金预算，空表列示。"
    )
    assert empty.state == "declared_empty"
    nothing = reading_of("政府性基金预算支出表", "单位：元", table(head, ["无", "无", "无"]))
    assert (nothing.state, nothing.unparsed) == ("declared_empty", {(2, 3): "printed nil"})
    garbled = reading_of("政府性基金预算支出表", "单位：元", table(head, ["201", "一般公共服务支出", "4 2 1, 2"]))
    assert garbled.state == "unreadable"
    assert garbled.unparsed == {(2, 3): "no legible number in a column of money"}


def test_of_which_rows_and_the_parts_of_three_public() -> None:
    reading = reading_of(
        "“三公”经费支出表",
        "单位：元",
        table(
            ["项目", "合计"],
            ["合计", "25.00"],
            ["“三公”经费小计", "20.00"],
            ["一、因公出国（境）费", ""],
            ["二、公务用车购置及运维费", "20.00"],
            ["    其中：公务用车购置费", ""],
            ["          公务用车运行维护费", "20.00"],
            ["三、公务接待费", ""],
            ["四、会议费", "5.00"],
        ),
    )
    roles = {r.label: (r.role, r.is_leaf) for r in reading.rows}
    assert roles["公务用车运行维护费"] == ("of_which", False)
    assert roles["二、公务用车购置及运维费"] == ("leaf", True)
    assert row(reading, "三、公务接待费").parent == row(reading, "“三公”经费小计").row
    assert row(reading, "四、会议费").parent == row(reading, "合计").row


def test_a_project_sheet_and_its_indicators_are_one_statement() -> None:
    sheet = table(
        ["单位：万元"],
        ["项目编码", "13030225P000025100017", "项目名称", "专家评审费"],
        ["预算规模及资金用途", "预算数", "20.00", "其中：财政资金", "20.00", "其他资金", ""],
        ["", "用于评审"],
        ["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底"],
        ["", "25%", "50%", "75%", "100%"],
        ["绩效目标", "1.完成评审"],
    )
    grid = table(
        ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"],
        ["产出指标", "数量指标", "评审次数", "全年评审", "≥235次", "合同"],
        ["", "质量指标", "通过率", "通过", "100%", "合同"],
        ["满意度指标", "服务对象满意度指标", "满意度", "满意", "≥95%", "问卷"],
        number=2,
    )
    first, second = understand(document("1、专家评审费绩效目标表", sheet, grid)).readings
    assert first.statement_no == second.statement_no
    fields = {field.key: field.value for field in first.fields if field.key != "period"}
    assert fields["project_code"] == "13030225P000025100017"
    assert (fields["budget"], fields["purpose"], fields["goals"]) == ("20.00", "用于评审", "1.完成评审")
    assert [(f.month, f.value) for f in first.fields if f.key == "period"] == [
        (3, "25%"),
        (6, "50%"),
        (10, "75%"),
        (12, "100%"),
    ]
    assert [(i.level1, i.level2, i.level3, i.target) for i in second.indicators] == [
        ("产出指标", "数量指标", "评审次数", "≥235次"),
        ("产出指标", "质量指标", "通过率", "100%"),
        ("满意度指标", "服务对象满意度指标", "满意度", "≥95%"),
    ]


def test_the_goals_and_indicators_of_a_sheet_that_the_page_break_cut_are_its_own() -> None:
    """A sheet of another project, which names it, is a statement of its own; so is one under a title."""
    sheet = table(["项目名称", "应急物资储备"], ["项目资金（万元）", "126.00"], ["其他资金", "0.00"])
    goals = [["年度绩效目标", "年度绩效目标"], ["储备物资6批次。", "储备物资6批次。"]]
    grid = [["二级指标", "三级指标", "指标值"], ["数量指标", "储备物资批次", "≥6批次"]]

    def numbers(*blocks: str | Table) -> list[int]:
        return [r.statement_no for r in understand(document("项目支出绩效目标表", *blocks)).readings]

    assert numbers(sheet, table(*goals, *grid, number=2)) == [1, 1]
    assert numbers(sheet, "项目支出绩效目标表", table(*goals, *grid, number=2)) == [1, 2]
    assert numbers(sheet, table(["项目名称", "防汛"], ["年度金额", "3.00"], *grid, number=2)) == [1, 2]


def test_a_column_without_meaning_keeps_its_cells_in_sight() -> None:
    reading = reading_of(
        "部门预算支出总表",
        "单位：元",
        table(["科目编码", "科目名称", "合计", "甲乙"], ["201", "一般公共服务支出", "5.00", "丙"]),
    )
    assert reading.unparsed == {(2, 4): "meaning of column not found: 甲乙"}


def test_the_rows_of_a_summary_are_items_although_one_side_prints_a_classification() -> None:
    reading = reading_of(
        "收支预算总表",
        "单位：万元",
        table(
            ["收入", "收入", "支出", "支出", "支出", "支出"],
            ["项目名称", "金额", "功能科目名称", "金额", "项目名称", "金额"],
            ["一、财政拨款", "3.00", "一、一般公共服务支出", "3.00", "一、基本支出", "2.00"],
            ["", "", "", "", "二、项目支出", "1.00"],
            ["收入合计", "3.00", "支出合计", "3.00", "支出合计", "3.00"],
        ),
    )
    assert reading.axis == "item"


def test_a_table_goes_on_under_a_note_only_with_its_whole_header() -> None:
    head, rows = ["科目编码", "科目名称", "合计"], [["201", "一般公共服务支出", "5.00"], ["20106", "财政事务", "5.00"]]
    lead = ("部门支出总表", "单位：元", table(head, rows[0]), "注：续下页。")
    again = understand(document(*lead, table(head, rows[1], number=2))).readings
    assert [reading.statement for reading in again] == ["expenditure", "expenditure"]
    assert {reading.statement_no for reading in again} == {1}
    other = understand(document(*lead, table(["编码", "名称", "数量"], rows[1], number=2))).readings
    assert [reading.statement_no for reading in other] == [1, 2]


def test_a_code_in_brackets_behind_its_name_is_a_code() -> None:
    reading = reading_of(
        "部门支出总表",
        "单位：元",
        table(
            ["科目", "合计"],
            ["合计", "12.00"],
            ["教育支出（205）", "12.00"],
            ["进修及培训(20508)", "12.00"],
            ["培训支出（2050803）", "12.00"],
        ),
    )
    assert [(row.label, row.codes.function, row.level) for row in reading.rows[1:]] == [
        ("教育支出", "205", 1),
        ("进修及培训", "20508", 2),
        ("培训支出", "2050803", 3),
    ]


def test_rows_that_name_economic_classes_alone_are_of_that_classification() -> None:
    reading = reading_of(
        "一般公共预算支出表",
        "单位：元",
        table(
            ["科目名称", "预算数"],
            ["合计", "6.00"],
            ["工资福利支出", "3.00"],
            ["商品和服务支出", "2.00"],
            ["对个人和家庭的补助", "1.00"],
        ),
    )
    assert reading.axis == "economic"
    assert [row.economic_inferred for row in reading.rows] == [None, "301", "302", "303"]


def test_a_remark_alone_is_no_row_of_its_panel() -> None:
    reading = reading_of(
        "部门收支总表",
        "单位：元",
        table(
            ["收入", "预算数", "支出", "预算数", "备注"],
            ["一、财政拨款收入", "3.00", "一、教育支出", "5.00", ""],
            ["二、事业收入", "2.00", "", "", "含上年项目"],
            ["收入总计", "5.00", "支出总计", "5.00", ""],
        ),
    )
    assert [row.label for row in reading.rows if row.panel == 1] == ["一、教育支出", "支出总计"]


def test_a_misprinted_code_is_told() -> None:
    """20l0301 has a letter for a figure; 101001 is a unit's code and 类 | 款 | 项 stand apart."""
    coded = table(
        ["科目编码", "科目名称", "合计"],
        ["20l0301", "行政运行", "3.00"],
        ["2010302", "一般行政管理事务", "4.00"],
        ["101001", "某市数据局", "7.00"],
    )
    parted = table(["类", "款", "项", "科目名称", "合计"], ["201", "O3", "01", "行政运行", "3.00"], number=2)
    understanding = understand(
        document("一般公共预算支出表", "单位：万元", coded, "部门支出总表", "单位：万元", parted)
    )
    found = [(reading.table.number, place) for reading in understanding.readings for place in reading.unparsed]
    assert found == [(1, (2, 1)), (2, (2, 2))]


@pytest.mark.parametrize(("word", "phase"), [("决算", "actual"), ("预算", "budget")])
def test_a_table_without_a_phase_has_that_of_the_standard_tables(word: str, phase: str) -> None:
    rows = table(["科目编码", "科目名称", "合计"], ["2010301", "行政运行", "9.00"])
    purchases = table(["项目", "合计", "货物", "服务"], ["政府采购支出", "3.00", "1.00", "2.00"])
    standard = [f"{name}支出{word}表" for name in ("部门", "一般公共预算财政拨款", "政府性基金预算财政拨款")]
    blocks = [block for title in standard for block in (title, "单位：万元", rows)]
    readings = understand(document(*blocks, "政府采购情况表", "单位：万元", purchases)).readings
    assert readings[-1].statement == "procurement"
    assert {column.phase for column in readings[-1].columns if column.concept == "money"} == {phase}


@pytest.mark.parametrize(
    ("word", "title", "phase"),
    [
        ("决算", "机构运行信息表", "actual"),
        ("决算", "来年机构运行信息预算表", "budget"),
        ("预算", "机构运行信息表", "budget"),
    ],
)
def test_a_table_of_no_known_statement_in_accounts_prints_actual_amounts(word: str, title: str, phase: str) -> None:
    rows = table(["科目编码", "科目名称", "合计"], ["2010301", "行政运行", "9.00"])
    run = table(["项目", "统计数"], ["公务接待费", "3.00"], ["办公费", "1.00"])
    standard = [f"{name}支出{word}表" for name in ("部门", "一般公共预算财政拨款", "政府性基金预算财政拨款")]
    blocks = [block for name in standard for block in (name, "单位：万元", rows)]
    last = understand(document(*blocks, title, "单位：万元", run)).readings[-1]
    assert last.statement == "other"
    assert [column.phase for column in last.columns if column.concept == "money"] == [phase]


def test_a_form_number_among_headers_heads_nothing_and_is_furniture() -> None:
    reading = reading_of(
        "部门支出预算表",
        table(
            ["科目编码", "科目名称", "合计", "单位：万元", "公开05表"],
            ["", "", "", "基本支出", "项目支出"],
            ["2010301", "行政运行", "9.00", "6.00", "3.00"],
        ),
    )
    assert paths(reading) == ["合计", "基本支出", "项目支出"]
    assert [reading.uses[1, col] for col in (3, 4, 5)] == ["header", "furniture", "furniture"]


def test_of_two_classifications_side_by_side_each_has_its_own_axis() -> None:
    banners = ("政府预算支出经济分类科目", "部门预算支出经济分类科目")
    cells = [Cell(1, 1 + 4 * number, banner, col_span=4) for number, banner in enumerate(banners)]
    names = ["类", "款", "科目名称", "合计"] * 2
    body = ["501", "", "机关工资福利支出", "9.00", "301", "", "工资福利支出", "9.00"]
    cells += [Cell(row, col, text) for row, of in ((2, names), (3, body)) for col, text in enumerate(of, 1)]
    (reading,) = understand(
        document("财政拨款支出明细表（按经济分类科目）", "单位：万元", Table(1, 3, 8, tuple(cells)))
    ).readings
    assert [reading.axes[row.panel] for row in reading.rows] == ["gov_economic", "economic"]


def test_a_title_of_no_statement_alone_in_the_first_row_of_a_sheet_is_one() -> None:
    """Cells beside it are blank, not merged with it: 机构运行信息表 lists 三公经费 among other things."""
    printed = table(
        ["某局机构运行信息表", "", ""],
        ["部门：某局", "", "单位：元"],
        ["项目", "预算数", "决算统计数"],
        ["一、“三公”经费支出", "", ""],
        ["（一）支出合计", "100000.00", "86543.00"],
        ["1.因公出国（境）费", "0.00", "0.00"],
        ["2.公务接待费", "100000.00", "86543.00"],
        ["二、机关运行经费", "", "1058707.89"],
    )
    (reading,) = understand(document("某局2021年度部门决算", printed)).readings
    assert (reading.title, reading.statement) == ("某局机构运行信息表", "other")


def test_a_header_printed_again_names_no_rows_and_its_numbers_are_no_money() -> None:
    head = ["项目", "本年收入合计", "财政拨款收入", "经营收入", "其他收入"]
    numbers = ["栏次", "1", "2", "3", "4"]
    reading = reading_of(
        "收入决算表",
        "单位：万元",
        table(
            head,
            numbers,
            ["合计", "9.00", "6.00", "", "3.00"],
            ["教育支出", "5.00", "5.00", "", ""],
            head,
            numbers,
            ["住房保障支出", "4.00", "1.00", "", "3.00"],
        ),
    )
    assert [r.label for r in reading.rows] == ["合计", "教育支出", "住房保障支出"]
    assert paths(reading) == head[1:]
