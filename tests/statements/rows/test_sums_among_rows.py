"""Rows that are sums: totals of a list, subtotals, and the rows that they close."""

import pytest

from tests.statements.small_tables import reading_of, row


def test_the_last_total_of_a_side_is_its_total() -> None:
    reading = reading_of(
        "财政拨款收支预算总表",
        ["收入", "收入", "支出", "支出"],
        ["项目", "金额", "项目", "金额"],
        ["一、一般公共预算", "3.00", "一、基本支出", "2.00"],
        ["二、政府性基金预算", "", "二、项目支出", "1.00"],
        ["收入合计", "3.00", "支出合计", "3.00"],
    )
    assert (row(reading, "收入合计").role, row(reading, "支出合计").level) == ("total", 0)
    assert row(reading, "一、基本支出").ancestors == ()
    assert row(reading, "一、基本支出").parent == 5


def test_a_total_of_one_component_is_not_the_total() -> None:
    reading = reading_of(
        "一般公共预算财政拨款基本支出决算表",
        ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"],
        ["301", "工资福利支出", "2.00", "302", "商品和服务支出", "1.00"],
        ["30101", "基本工资", "2.00", "30201", "办公费", "1.00"],
        ["人员经费合计", "", "2.00", "公用经费合计", "", "1.00"],
    )
    assert row(reading, "人员经费合计").role == "subtotal"
    assert row(reading, "工资福利支出").parent == row(reading, "人员经费合计").row


def test_what_is_left_for_the_next_year_closes_the_expenditure() -> None:
    reading = reading_of(
        "收支总体情况表",
        ["收入", "收入", "支出", "支出"],
        ["项目", "预算", "项目", "预算"],
        ["一、预算拨款", "3.00", "一、一般公共服务支出", "2.00"],
        ["收入总计", "3.00", "本年支出合计", "2.00"],
        ["", "", "结转结余下年", "1.00"],
        ["", "", "支出总计", "3.00"],
    )
    assert row(reading, "结转结余下年").role == "closing"


def test_the_total_of_purchases_is_a_total() -> None:
    reading = reading_of(
        "政府采购预算表",
        ["项目名称", "采购品目", "总计"],
        ["平台运维", "网络设备", "2.00"],
        ["政府采购项目支出总计", "", "2.00"],
    )
    assert [r.role for r in reading.rows] == ["leaf", "total"]


def test_a_total_of_the_year_in_the_first_row_has_its_parts_below() -> None:
    reading = reading_of(
        "财政拨款收支总表",
        ["项目", "预算数", "项目", "合计"],
        ["一、一般公共预算拨款", "9.00", "本年支出", "9.00"],
        ["", "", "教育支出", "5.00"],
        ["", "", "卫生健康支出", "4.00"],
        ["收入总计", "9.00", "支出总计", "9.00"],
    )
    labels = {row.row: row.label for row in reading.rows if row.panel == 1}
    parents = {row.label: labels.get(row.parent or 0) for row in reading.rows if row.panel == 1}
    assert parents == {"本年支出": "支出总计", "教育支出": "本年支出", "卫生健康支出": "本年支出", "支出总计": None}


def test_a_sum_that_is_not_that_of_the_rows_over_it_closes_none() -> None:
    reading = reading_of(
        "部门支出总表",
        ["功能科目编码", "功能科目名称", "支出总计"],
        ["2070101", "行政运行", "5.00"],
        ["", "小计", "7.00"],
        ["2070104", "图书馆", "3.00"],
        ["", "合计", "10.00"],
    )
    assert reading.rows[0].parent == reading.rows[3].row


def test_a_sum_that_names_a_class_under_its_rows_closes_them() -> None:
    reading = reading_of(
        "一般公共预算基本支出表",
        ["经济科目编码", "经济科目名称", "金额"],
        ["30101", "基本工资", "5.00"],
        ["30102", "津贴补贴", "2.00"],
        ["", "工资福利支出小计", "7.00"],
        ["30201", "办公费", "3.00"],
        ["", "商品和服务支出小计", "3.00"],
        ["", "合计", "10.00"],
    )
    assert [r.parent for r in reading.rows] == [4, 4, 7, 6, 7, None]
    assert [r.is_leaf for r in reading.rows] == [True, True, False, True, False, False]


@pytest.mark.parametrize("nil", ["", "-", "—"])
def test_a_plain_sum_over_what_is_carried_over_is_that_of_the_year_with_nils_or_blanks(nil: str) -> None:
    """1.26 财政拨款结转 and 17.37 of the year make 18.63."""
    reading = reading_of(
        "部门收支总体情况表",
        ["收入", "收入", "支出", "支出"],
        ["项目", "预算数", "功能分类", "预算数"],
        ["财政拨款（补助）", "17.37", "213农林水支出", "18.63"],
        ["一般公共预算", "17.37", "", ""],
        ["政府性基金预算", nil, "", ""],
        ["事业收入", nil, "", ""],
        ["小计", "17.37", "小计", "18.63"],
        ["单位上年结余（不包括国库集中支付额度结余）", nil, "", ""],
        ["财政拨款结转", "1.26", "", ""],
        ["收入总计", "18.63", "支出总计", "18.63"],
    )
    left = {row.label: row for row in reading.rows if row.panel == 0}
    assert left["财政拨款（补助）"].parent == left["事业收入"].parent == left["小计"].row
    assert left["小计"].parent == left["财政拨款结转"].parent == left["收入总计"].row


@pytest.mark.parametrize("label", ["共计", "（合计）", "合计（万元）", "全部合计", "部门汇总", "总数"])
def test_a_total_by_another_word(label: str) -> None:
    reading = reading_of(
        "支出总表",
        ["科目编码", "科目名称", "合计", "基本支出"],
        ["", label, "3.00", "2.00"],
        ["205", "教育支出", "3.00", "2.00"],
    )
    assert (row(reading, label).role, row(reading, label).level) == ("total", 0)


def test_the_sum_of_a_page_is_a_subtotal() -> None:
    reading = reading_of(
        "支出总表",
        ["科目编码", "科目名称", "合计", "基本支出"],
        ["", "合计", "3.00", "2.00"],
        ["205", "教育支出", "3.00", "2.00"],
        ["", "本页合计", "3.00", "2.00"],
    )
    assert row(reading, "本页合计").role == "subtotal"


def test_the_first_row_of_basic_expenditure_is_its_total() -> None:
    reading = reading_of(
        "一般公共预算基本支出分经济科目表",
        ["经济科目编码", "经济科目名称", "预算数"],
        ["基本支出合计", "", "3.00"],
        ["301", "工资福利支出", "2.00"],
        ["302", "商品和服务支出", "1.00"],
    )
    assert (row(reading, "基本支出合计").role, row(reading, "工资福利支出").parent) == ("total", 2)


@pytest.mark.parametrize(("last", "role"), [("三、其他收入", "total"), ("上年结转", "subtotal")])
def test_the_only_sum_of_a_list_that_it_heads_is_its_total(last: str, role: str) -> None:
    reading = reading_of(
        "收入总表",
        ["收入项目", "预算数"],
        ["收入合计", "6.00"],
        ["一、一般公共预算拨款收入", "3.00"],
        ["二、事业收入", "2.00"],
        [last, "1.00"],
    )
    assert row(reading, "收入合计").role == role


def test_the_sum_of_another_way_to_divide_the_money_is_part_of_nothing() -> None:
    reading = reading_of(
        "收入支出决算总表",
        ["收入", "收入", "支出", "支出"],
        ["项目", "决算数", "项目（按支出性质和经济分类）", "决算数"],
        ["一、财政拨款收入", "3.00", "一、基本支出", "2.00"],
        ["二、其他收入", "", "二、项目支出", "1.00"],
        ["", "", "三、对附属单位补助支出", ""],
        ["", "", "经济分类支出合计", "3.00"],
        ["", "", "一、工资福利支出", "1.80"],
        ["", "", "二、商品和服务支出", "1.20"],
        ["本年收入合计", "3.00", "本年支出合计", "3.00"],
    )
    division = row(reading, "经济分类支出合计")
    assert (division.role, division.parent, division.ancestors) == ("subtotal", None, ())
    assert row(reading, "一、工资福利支出").parent == row(reading, "二、商品和服务支出").parent == division.row
    assert row(reading, "一、基本支出").parent == row(reading, "本年支出合计").row


def test_a_sum_behind_of_which_rows_is_none_of_them() -> None:
    reading = reading_of(
        "一般公共预算“三公”经费、会议费、培训费支出情况表",
        ["项目", "预算数"],
        ["一、因公出国（境）费用", "1.00"],
        ["二、公务接待费", "2.00"],
        ["三、公务用车费", "9.00"],
        ["其中：公务用车购置费", "3.00"],
        ["　　　公务用车运行维护费", "6.00"],
        ["“三公”经费合计", "12.00"],
        ["四、会议费", "4.00"],
        ["五、培训费", "5.00"],
        ["总计", "21.00"],
    )
    whole = row(reading, "“三公”经费合计")
    assert whole.role != "of_which"
    assert [row(reading, label).parent for label in ("一、因公出国（境）费用", "三、公务用车费")] == [whole.row] * 2
    assert whole.parent == row(reading, "四、会议费").parent == row(reading, "总计").row
    assert row(reading, "公务用车运行维护费").role == "of_which"


def test_what_is_distributed_of_a_surplus_closes_a_side() -> None:
    reading = reading_of(
        "收入支出决算总表",
        ["收入", "收入", "支出", "支出"],
        ["项目", "决算数", "项目", "决算数"],
        ["一、一般公共预算财政拨款收入", "9.00", "一、教育支出", "7.00"],
        ["本年收入合计", "9.00", "本年支出合计", "7.00"],
        ["年初结转和结余", "", "结余分配", "1.00"],
        ["", "", "年末结转和结余", "1.00"],
        ["总计", "9.00", "总计", "9.00"],
    )
    assert row(reading, "结余分配").role == row(reading, "年末结转和结余").role == "closing"


def test_the_sum_of_two_divisions_of_expenditure_has_its_words_in_the_first() -> None:
    """Not merged: 支出合计 stands under 支出功能, its amount at the end of 支出用途."""
    reading = reading_of(
        "收支总表",
        ["收入", "收入", "支出", "支出", "支出", "支出"],
        ["项目", "金额", "支出功能", "金额", "支出用途", "金额"],
        ["一、一般公共预算", "3.00", "一、教育支出", "3.00", "一、基本支出", "2.00"],
        ["二、政府性基金预算", "", "", "", "二、项目支出", "1.00"],
        ["收入合计", "3.00", "支出合计", "", "", "3.00"],
    )
    assert [(r.panel, r.label, r.role) for r in reading.rows if r.role == "total" and any(r.figures)] == [
        (0, "收入合计", "total"),
        (2, "支出合计", "total"),
    ]


def test_an_amount_without_words_is_not_named_by_the_other_side() -> None:
    reading = reading_of(
        "收支总表",
        ["收入", "收入", "支出", "支出"],
        ["项目", "金额", "项目", "金额"],
        ["一、一般公共预算", "3.00", "一、教育支出", "3.00"],
        ["收入合计", "", "", "3.00"],
    )
    assert [r.label for r in reading.rows if any(r.figures)] == ["一、一般公共预算", "一、教育支出", ""]


def test_revenue_and_expenditure_one_under_the_other_head_their_own_rows() -> None:
    reading = reading_of(
        "部门收支预算增减变化情况表",
        ["项目", "2024年预算数", "2025年预算数", "增减额"],
        ["收入合计", "30.00", "35.00", "5.00"],
        ["一般公共预算拨款收入", "25.00", "30.00", "5.00"],
        ["政府性基金预算拨款收入", "5.00", "5.00", "0.00"],
        ["支出合计", "30.00", "35.00", "5.00"],
        ["基本支出", "20.00", "22.00", "2.00"],
        ["项目支出", "10.00", "13.00", "3.00"],
    )
    assert [(r.label, r.parent) for r in reading.rows] == [
        ("收入合计", None),
        ("一般公共预算拨款收入", 2),
        ("政府性基金预算拨款收入", 2),
        ("支出合计", None),
        ("基本支出", 5),
        ("项目支出", 5),
    ]
