"""Equalities between tables of one document."""

import pytest
from making import EXPENDITURE, changed, document, failing, proofs, table

EXPENDITURE_TABLE, GENERAL, FISCAL = "部门支出总表", "一般公共预算财政拨款支出表", "财政拨款支出表"


def tables(*rows, **kwargs):
    titles = [EXPENDITURE_TABLE, GENERAL, FISCAL]
    return document(*(table(of_table, title) for of_table, title in zip(rows, titles, strict=False)), **kwargs)


def test_two_tables_with_the_same_figures_hold():
    assert failing(tables(EXPENDITURE, EXPENDITURE)) == []


def consistent(rows, cents):
    """The rows with another amount in the leaf 2010302 and all that it is part of."""
    for row in (0, 1, 2, 4):
        for column in (2, 4):
            whole = rows[row][column]
            rows = changed(rows, row, column, f"{float(whole) + cents:.2f}")
    return rows


def test_two_tables_that_differ_are_both_in_doubt():
    # Each closes in itself: 60.00 against 65.00 for 一般行政管理事务.
    found = proofs(tables(EXPENDITURE, consistent(EXPENDITURE, 5)))
    assert found[1, "一般行政管理事务", "合计"] == "disputed"
    assert found[2, "一般行政管理事务", "合计"] == "disputed"
    assert found[1, "行政运行", "合计"] == "proven"


def test_other_money_in_a_list_tells_that_all_money_is_more_than_general_public_money():
    """60.00 of general public money and 5.00 of 其他资金 for 一般行政管理事务, which the list of projects tells."""
    head = ["项目名称", "合计", "一般公共预算", "其他资金"]
    projects = [["数据平台", "60.00", "60.00", ""], ["宣传", "5.00", "", "5.00"]]
    of = [table(consistent(EXPENDITURE, 5), EXPENDITURE_TABLE), table(EXPENDITURE, GENERAL)]
    assert failing(document(*of)) != []
    assert failing(document(*of, table(projects, "项目支出表", head=head))) == []


def test_of_three_tables_the_one_that_differs_is_in_doubt():
    found = proofs(tables(EXPENDITURE, consistent(EXPENDITURE, 5), EXPENDITURE))
    assert found[2, "一般行政管理事务", "合计"] == "disputed"
    assert found[1, "一般行政管理事务", "合计"] == "proven"
    assert found[3, "一般行政管理事务", "合计"] == "proven"


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (1, 2, 0)])
def test_the_majority_does_not_depend_on_the_order(order):
    rows = [consistent(EXPENDITURE, 5), EXPENDITURE, EXPENDITURE]
    found = proofs(tables(*(rows[i] for i in order)))
    odd = order.index(0) + 1
    assert [found[no, "一般行政管理事务", "合计"] for no in (1, 2, 3)] == [
        "disputed" if no == odd else "proven" for no in (1, 2, 3)
    ]


def test_columns_of_one_table_that_we_take_for_the_same_never_contradict_each_other():
    """本级安排 and 提前下达 are both general public money: neither is the figure of the other table."""
    head = ["科目编码", "科目名称", "一般公共预算（本级安排）", "一般公共预算（提前下达）"]
    rows = [["201", "一般公共服务支出", "150.00", "40.00"]]
    found = document(table(rows, GENERAL, head=head), table([["201", "一般公共服务支出", "190.00"]], GENERAL))
    assert failing(found) == []


NON_TAX = "纳入预算管理的行政事业性收费等非税收入"


def test_non_tax_revenue_beside_fiscal_money_is_no_part_of_it():
    """Forms of the north-east and of Hubei: 190.00 = 财政拨款 160.00 + 非税 30.00, and all of it is general public."""
    head = ["科目编码", "科目名称", "总计", "财政拨款", "纳入预算管理的非税收入", "政府性基金"]
    rows = [
        ["", "合计", "190.00", "160.00", "30.00"],
        ["201", "一般公共服务支出", "150.00", "120.00", "30.00"],
        ["208", "社会保障和就业支出", "40.00", "40.00", ""],
    ]
    found = document(table(rows, "部门收入总表", head=head), table(EXPENDITURE, GENERAL))
    assert failing(found) == []
    assert proofs(found)[1, "合计", "财政拨款"] == "proven"


def test_a_row_of_non_tax_revenue_leaves_the_general_public_row_short_of_its_fund():
    sides = [
        ["一、一般公共预算财政拨款收入", "160.00", "一、一般公共服务支出", "150.00"],
        [f"二、{NON_TAX}", "30.00", "二、社会保障和就业支出", "40.00"],
        ["收入总计", "190.00", "支出总计", "190.00"],
    ]
    found = document(
        table(sides, "部门收支总表", head=["项目", "预算数", "项目", "预算数"]), table(EXPENDITURE, GENERAL)
    )
    assert failing(found) == []


def test_general_public_money_beside_a_revenue_inside_it_is_not_all_of_it():
    """经费拨款 150.00 and 专项收入 40.00 make 财政拨款, and all of it is general public: 190.00 in the other table."""
    sides = [
        ["一、财政拨款", "190.00", "一、一般公共服务支出", "150.00"],
        ["　　经费拨款", "150.00", "二、社会保障和就业支出", "40.00"],
        ["　　专项收入", "40.00", "", ""],
        ["收入总计", "190.00", "支出总计", "190.00"],
    ]
    found = document(
        table(sides, "部门收支总表", head=["项目", "预算数", "项目", "预算数"]), table(EXPENDITURE, GENERAL)
    )
    assert failing(found) == []


def test_classes_of_all_expenditure_are_not_those_of_the_basic():
    """商品和服务 of 12.00 in all, of which 4.00 are basic; a class of the basic that is printed twice must agree."""
    by_class = table(
        [["201", "一般公共服务支出", "150.00", "138.00", "12.00"]],
        "支出预算分类汇总表（按政府预算经济分类）",
        head=["科目编码", "科目名称", "总计", "机关工资福利支出", "机关商品和服务支出"],
    )
    basic = table(
        [["201", "一般公共服务支出", "4.00", "4.00"]],
        "一般公共预算基本支出表--公用经费（商品和服务支出）（按政府预算经济分类）",
        head=["科目编码", "科目名称", "总计", "办公经费"],
    )
    assert failing(document(by_class, basic)) == []
    assert failing(document(basic, basic.replace("4.00", "5.00"))) != []


def test_of_two_rows_of_one_fund_none_is_known_to_be_all_of_it():
    """纳入政府性基金预算管理收入 prints 0.00 beside 政府性基金预算财政拨款收入 of 40.00."""
    sides = [
        ["一、政府性基金预算财政拨款收入", "40.00", "一、城乡社区支出", "40.00"],
        ["二、纳入政府性基金预算管理收入", "0.00", "", ""],
        ["收入总计", "40.00", "支出总计", "40.00"],
    ]
    summary = table(sides, "部门收支总表", head=["项目", "预算数", "项目", "预算数"])
    fund = table([["", "合计", "40.00"], ["2120899", "其他支出", "40.00"]], "政府性基金预算支出表")
    assert failing(document(summary, fund)) == []
