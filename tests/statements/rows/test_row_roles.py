"""Rows that are totals, units or parts of units."""

import pytest

from pipeline.documents.model import Cell, Table
from pipeline.statements.model import Row
from pipeline.statements.rows.hierarchy import set_parents
from pipeline.statements.understand import understand
from tests.statements.small_tables import document, reading_of, row, table


def test_a_row_of_procurement_is_called_by_its_item() -> None:
    reading = reading_of(
        "政府采购支出表",
        ["采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计"],
        ["合计", "", "", "", "", "2.00"],
        ["服务", "", "", "", "", "2.00"],
        ["", "专项宣传费", "办公费", "印刷服务", "分散采购", "2.00"],
    )
    assert [r.label for r in reading.rows] == ["合计", "服务", "印刷服务"]


def test_a_row_without_a_name_stands_on_the_lowest_step() -> None:
    reading = reading_of(
        "政府采购支出表",
        ["采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计"],
        ["合计", "", "", "", "", "39.00"],
        ["服务", "", "", "", "", "39.00"],
        ["", "机关运转经费", "物业管理费", "", "", "37.00"],
        ["", "", "", "物业管理服务", "集中采购", "33.00"],
        ["", "", "", "", "分散采购", "2.00"],
        ["", "", "", "其他服务", "分散采购", "2.00"],
        ["", "会议经费", "会议费", "", "", "2.00"],
        ["", "", "", "", "集中采购", "2.00"],
    )
    assert [(r.label, r.parent) for r in reading.rows[3:]] == [
        ("物业管理服务", 4),
        ("", 4),
        ("其他服务", 4),
        ("会议费", 3),
        ("", 8),
    ]


def test_a_class_out_of_order_is_known_by_its_name() -> None:
    reading = reading_of(
        "收支总表",
        ["收入", "收入", "支出", "支出"],
        ["项目", "预算数", "项目", "预算数"],
        ["一、其他收入", "6.00", "二十、国有资本经营预算支出", "1.00"],
        ["", "", "二十一、粮油物资储备支出", "2.00"],
        ["", "", "二十二、灾害防治及应急管理支出", "3.00"],
        ["收入总计", "6.00", "支出总计", "6.00"],
    )
    inferred = [row.function_inferred for row in reading.rows if row.panel == 1 and row.role != "total"]
    assert inferred == ["223", "222", "224"]


def test_an_item_that_has_one_number_in_every_section() -> None:
    reading = reading_of(
        "支出预算总表",
        ["支出功能分类科目", "总计"],
        ["公共安全支出", "6.00"],
        ["监狱", "6.00"],
        ["行政运行", "3.00"],
        ["一般行政管理事务", "3.00"],
    )
    assert [r.function_inferred for r in reading.rows] == ["204", "20407", "2040701", "2040702"]


def test_a_name_that_a_page_break_cut_is_one_row() -> None:
    reading = reading_of(
        "收支预算总表",
        ["收入", "收入", "支出", "支出"],
        ["项目", "金额", "功能科目名称", "金额"],
        ["一、财政拨款", "3.00", "八、社会保障和就", "2.00"],
        ["", "", "业支出", ""],
        ["", "", "九、卫生健康支出", "1.00"],
        ["收入合计", "3.00", "支出合计", "3.00"],
    )
    joined = row(reading, "八、社会保障和就业支出")
    assert (joined.function_inferred, joined.figures, joined.is_leaf) == ("208", ("2.00",), True)


def test_a_class_printed_twice_is_no_part_of_itself() -> None:
    reading = reading_of(
        "部门收支总表",
        ["收入项目", "预算数", "支出项目", "预算数"],
        ["一、一般公共预算拨款收入", "2.00", "一、一般公共服务支出", "2.00"],
        ["", "", "一、一般公共服务支出", "2.00"],
        ["收入总计", "2.00", "支出总计", "2.00"],
    )
    twice = [row for row in reading.rows if row.label == "一、一般公共服务支出"]
    assert [row.parent for row in twice] == [4, 4]


def test_what_an_of_which_row_leaves_over_is_an_of_which_row_too() -> None:
    reading = reading_of(
        "部门综合预算收支总表",
        ["收入", "收入"],
        ["项目", "预算数"],
        ["一、财政拨款", "5.00"],
        ["本年收入合计", "5.00"],
        ["上年结转", "3.00"],
        ["其中：财政拨款资金结转", "2.00"],
        ["非财政拨款资金结余", "1.00"],
        ["收入总计", "8.00"],
    )
    rest = row(reading, "非财政拨款资金结余")
    assert (rest.role, rest.parent, rest.is_leaf) == ("of_which", row(reading, "上年结转").row, False)
    assert row(reading, "上年结转").is_leaf


def test_parts_of_basic_expenditure_and_of_vehicles_go_on_after_the_first_of_them() -> None:
    reading = reading_of(
        "部门支出预算总表",
        ["支出性质", "合计"],
        ["基本支出", "5.00"],
        ["其中：人员经费", "4.00"],
        ["公用经费", "1.00"],
        ["项目支出", "3.00"],
        ["合计", "8.00"],
    )
    assert [(r.role, r.parent) for r in reading.rows] == [
        ("leaf", 6),
        ("of_which", 2),
        ("of_which", 2),
        ("leaf", 6),
        ("total", None),
    ]
    reading = reading_of(
        "“三公”经费预算表",
        ["项目", "金额"],
        ["合计", "5.00"],
        ["公务用车购置及运行维护费", "4.00"],
        ["其中：购置费", "3.00"],
        ["运行维护费", "1.00"],
        ["公务接待费", "1.00"],
    )
    assert [r.role for r in reading.rows] == ["total", "leaf", "of_which", "of_which", "leaf"]


def test_rows_that_name_sources_of_money_are_funds() -> None:
    reading = reading_of(
        "部门支出预算分资金来源表",
        ["资金来源", "合计", "基本支出", "项目支出"],
        ["合计", "6.00", "4.00", "2.00"],
        ["一般公共预算", "5.00", "4.00", "1.00"],
        ["政府性基金预算", "1.00", "", "1.00"],
    )
    assert (reading.axis, [r.label for r in reading.rows]) == ("fund", ["合计", "一般公共预算", "政府性基金预算"])


def test_nothing_is_part_of_a_row_without_label_and_figures() -> None:
    """A page break has cut the goal of the first project, whose rest stands in a row that prints nothing else."""
    rows = table(
        ["项目名称", "合计", "一般公共预算", "绩效目标"],
        ["合计", "3.00", "3.00", ""],
        ["某市某某局", "3.00", "3.00", ""],
        ["   物业管理费", "2.00", "2.00", "保障办公场所安全整洁，"],
        ["", "", "", "设施完好。"],
        ["   宣传经费", "1.00", "1.00", "办好宣传活动。"],
    )
    (reading,) = understand(document("部门项目支出预算表", "单位名称：某市某某局", "单位：万元", rows)).readings
    assert row(reading, "宣传经费").parent == row(reading, "物业管理费").parent == 3


def test_meetings_and_training_are_no_part_of_the_three_public_items() -> None:
    reading = reading_of(
        "一般公共预算“三公”经费、会议费、培训费支出情况表",
        ["项目", "2026年预算"],
        ["“三公”经费合计", "3.00"],
        ["1.公务接待费", "1.00"],
        ["2.公务用车购置及运行费", "2.00"],
        ["（1）公务用车购置费", "0.00"],
        ["（2）公务用车运行维护费", "2.00"],
        ["会议费", "0.50"],
        ["培训费", "0.70"],
    )
    assert [row(reading, label).parent for label in ("会议费", "培训费")] == [None, None]
    assert row(reading, "（2）公务用车运行维护费").is_leaf


def test_a_category_of_procurement_without_items_is_a_leaf() -> None:
    reading = reading_of(
        "政府采购预算明细表",
        ["项目", "合计", "一般公共预算"],
        ["合计", "3.00", "3.00"],
        ["货物类", "2.00", "2.00"],
        ["服务类", "1.00", "1.00"],
    )
    assert [r.role for r in reading.rows] == ["total", "leaf", "leaf"]


def test_a_list_of_tables_without_a_header_leaves_nothing_unread() -> None:
    titles = ["单位收支总表", "单位收入总表", "单位支出总表", "财政拨款收支总表", "一般公共预算支出表"]
    listed = table(*([f"表{number}", title] for number, title in enumerate(titles, start=1)))
    (reading,) = understand(document("目录", listed)).readings
    assert (reading.rows, reading.unparsed) == ((), {}) or not reading.unparsed
    assert set(reading.uses.values()) <= {"furniture", "header"}


def test_two_sides_in_one_list_are_panels_of_their_own() -> None:
    reading = reading_of(
        "收支总表",
        ["项目", "预算数"],
        ["一、本年收入", "9.00"],
        ["（一）一般公共预算拨款", "7.00"],
        ["（二）政府性基金预算拨款", "2.00"],
        ["收入总计", "9.00"],
        ["一、本年支出", "9.00"],
        ["（一）教育支出", "9.00"],
        ["支出总计", "9.00"],
    )
    assert [r.panel for r in reading.rows] == [0, 0, 0, 0, 1, 1, 1]
    assert [r.parent for r in reading.rows] == [5, 2, 2, None, 8, 6, None]
    assert {column.panel: column.flow for column in reading.columns} == {0: "revenue", 1: "expenditure"}
    assert dict(reading.axes) == {0: "fund", 1: "function"}


def test_classes_of_the_government_alone_in_their_rows_divide_the_class_of_the_department_above() -> None:
    """基本工资 5.00 of an office (50101) and of an institution (50501); 奖金 has its second class in the next row."""
    reading = reading_of(
        "一般公共预算基本支出表",
        ["部门经济科目编码", "部门经济科目名称", "政府经济科目编码", "政府经济科目名称", "合计"],
        ["", "合计", "", "", "9.00"],
        ["301", "工资福利支出", "", "", "9.00"],
        ["30101", "基本工资", "", "", "5.00"],
        ["", "", "50101", "工资奖金津补贴", "2.00"],
        ["", "", "50501", "工资福利支出", "3.00"],
        ["30103", "奖金", "50101", "工资奖金津补贴", "1.00"],
        ["", "", "50501", "工资福利支出", "3.00"],
    )
    first = reading.rows[0].row
    assert [r.parent and r.parent - first for r in reading.rows] == [None, 0, 1, 2, 2, 1, 1]
    assert [r.role for r in reading.rows] == ["total", "subtotal", "subtotal", "leaf", "leaf", "leaf", "leaf"]


def test_a_merged_label_that_begins_above_the_body_is_no_row() -> None:
    """Amounts that run together with their names make rows of a header, into which a label of the body reaches."""
    groups = {
        1: "项目名称",
        3: "一般公共预算资金",
        6: "政府性基金",
        7: "财政专户管理资金",
        10: "其他资金",
        15: "上年结转资金",
    }
    names = ["金额", "", "小计 31.00", "公共财政拨款 31.00", "专项收入", "小计", "小计", "专户管理教育收费"]
    names += ["其他非税收入", "小计", "事业收入", "经营收入", "其他收入", "债务资金", "小计", "动用上年结转资金"]
    ends = [*list(groups)[1:], 17]
    cells = [
        Cell(row, 1, text, row_span=1 if row == 1 else end - row)
        for (row, text), end in zip(groups.items(), ends, strict=True)
    ]
    cells += [Cell(2, 1, "收入总计 31.00", col_span=2)]
    cells += [Cell(number, 2, text) for number, text in enumerate(names, 1) if text]
    (reading,) = understand(document("收支总表", "单位：万元", Table(1, 16, 2, tuple(cells)))).readings
    assert reading.rows
    assert all(row.parent in {None, *(other.row for other in reading.rows)} for row in reading.rows)


def test_a_row_has_a_figure_for_each_column_of_money_also_where_no_cell_is() -> None:
    rows = [
        ["单位名称", "合计", "基本支出"],
        ["某局", "5.00", "3.00"],
        ["某局机关", "4.00", ""],
        ["某中心", "1.00", ""],
    ]
    places = [(row, col, text) for row, texts in enumerate(rows, 1) for col, text in enumerate(texts, 1)]
    cells = tuple(Cell(row, col, text) for row, col, text in places if text)
    (reading,) = understand(document("支出总表", "单位：万元", Table(1, 4, 3, cells))).readings
    assert [row.figures for row in reading.rows] == [("5.00", "3.00"), ("4.00", ""), ("1.00", "")]


def test_an_indicator_grid_with_a_wide_target_and_nothing_under_it_is_read() -> None:
    cells = (Cell(1, 1, "一级指标"), Cell(1, 2, "三级指标"), Cell(1, 3, "指标值", col_span=2))
    cells += (Cell(2, 1, "产出指标"), Cell(2, 2, "检查次数"))
    (reading,) = understand(document("项目支出绩效目标表", Table(1, 2, 4, cells))).readings
    assert reading.statement == "project_performance"


@pytest.mark.parametrize("with_kind", [True, False])
def test_economic_classes_set_in_below_a_functional_entry_divide_it(with_kind: bool) -> None:
    rows = [
        ["功能科目编码", "经济科目编码", "科目名称", "预算数"],
        ["", "", "合计", "5.00"],
        ["204", "", "公共安全支出", "3.00"],
        ["20404", "", "　检察", "3.00"],
        ["2040401", "", "　　行政运行", "3.00"],
        ["", "", "　　　基本支出", "3.00"],
        ["", "301", "　　　　工资福利支出", "3.00"],
        ["", "30101", "　　　　　基本工资", "3.00"],
        ["208", "", "社会保障和就业支出", "2.00"],
        ["", "303", "　对个人和家庭的补助", "2.00"],
    ]
    reading = reading_of("支出预算明细表", *(line for line in rows if with_kind or line[2] != "　　　基本支出"))
    above = {line.row: line.label for line in reading.rows}
    parents = {line.label: above.get(line.parent or 0) for line in reading.rows}
    assert parents["工资福利支出"] == ("基本支出" if with_kind else "行政运行")
    assert (parents["基本工资"], parents["对个人和家庭的补助"]) == ("工资福利支出", "社会保障和就业支出")
    assert parents["社会保障和就业支出"] == "合计"


def test_economic_classes_printed_again_under_each_functional_entry_divide_it() -> None:
    """No blanks say what lies in what, and an entry has both kinds of expenditure."""
    reading = reading_of(
        "支出预算明细表",
        ["科目编码", "科目名称", "预算数"],
        ["", "合计", "9.00"],
        ["2040401", "行政运行", "7.00"],
        ["", "基本支出", "4.00"],
        ["301", "工资福利支出", "4.00"],
        ["", "项目支出", "3.00"],
        ["302", "商品和服务支出", "3.00"],
        ["30201", "办公费", "3.00"],
        ["2080505", "机关事业单位基本养老保险缴费支出", "2.00"],
        ["301", "工资福利支出", "2.00"],
    )
    assert [line.parent for line in reading.rows] == [None, 2, 3, 4, 3, 6, 7, 2, 9]


def test_reception_at_home_and_of_guests_from_abroad_are_its_parts() -> None:
    reading = reading_of(
        "财政拨款“三公”经费支出决算表",
        ["项目", "行次", "预算数", "决算数"],
        ["“三公”经费支出合计", "1", "12.00", "9.00"],
        ["1．因公出国（境）费", "2", "0.00", "0.00"],
        ["2．公务用车购置及运行维护费", "3", "10.00", "8.00"],
        ["（1）公务用车购置费", "4", "0.00", "0.00"],
        ["（2）公务用车运行维护费", "5", "10.00", "8.00"],
        ["3．公务接待费", "6", "2.00", "1.00"],
        ["（1）国内接待费", "7", "2.00", "1.00"],
        ["其中：外事接待费", "8", "0.00", "0.00"],
        ["（2）国（境）外接待费", "9", "0.00", "0.00"],
    )
    assert (row(reading, "“三公”经费支出合计").role, row(reading, "“三公”经费支出合计").level) == ("total", 0)
    reception = row(reading, "3．公务接待费").row
    assert row(reading, "（1）国内接待费").parent == row(reading, "（2）国（境）外接待费").parent == reception


def test_figures_wider_than_their_column_leave_the_sides_apart() -> None:
    reading = reading_of(
        "部门收支总表",
        ["收入", "收入", "支出", "支出"],
        ["项目", "金额", "项目", "金额"],
        ["一、一般公共预算拨款收入", "###", "一、教育支出", "7.00"],
        ["", "", "二、农林水支出", "###"],
        ["收入总计", "###", "支出总计", "###"],
    )
    assert row(reading, "一、教育支出").ancestors == ()
    money = [column for column in reading.columns if column.concept == "money"]
    assert [(column.col, column.flow) for column in money] == [(2, "revenue"), (4, "expenditure")]


def test_rows_that_would_be_parts_of_each_other_are_not() -> None:
    rows = [Row(1, 1, "甲", parent=2), Row(2, 1, "乙", parent=1)]
    set_parents(rows)
    assert [row.parent for row in rows] == [2, None]
    assert rows[0].ancestors == ("乙",)
