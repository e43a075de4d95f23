"""Rows that name a fund over the codes of its money, and names of one level alone."""

from pipeline.facts.line_items import Source, line_items
from pipeline.statements.model import Reading
from pipeline.statements.understand import understand
from tests.statements.small_tables import document, row, table

HEADER = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]


def expenditure(*rows: list[str]) -> Reading:
    (reading,) = understand(document("支出预算总表", "单位：万元", table(HEADER, *rows))).readings
    return reading


def test_a_fund_heads_the_codes_whose_sum_it_is() -> None:
    """The total above, the names of the funds in the column of names; their codes begin with the 类."""
    reading = expenditure(
        ["", "合计", "35.00", "20.00", "15.00"],
        ["", "一般公共预算", "30.00", "20.00", "10.00"],
        ["201", "一般公共服务支出", "30.00", "20.00", "10.00"],
        ["20103", "政府办公厅（室）及相关机构事务", "30.00", "20.00", "10.00"],
        ["2010301", "行政运行", "20.00", "20.00", ""],
        ["2010302", "一般行政管理事务", "10.00", "", "10.00"],
        ["", "政府性基金预算", "5.00", "", "5.00"],
        ["2120803", "城市建设支出", "5.00", "", "5.00"],
    )
    assert row(reading, "一般公共服务支出").ancestors == ("一般公共预算",)
    assert row(reading, "城市建设支出").ancestors == ("政府性基金预算",)
    leaves = [r.label for r in reading.rows if r.is_leaf]
    assert leaves == ["行政运行", "一般行政管理事务", "城市建设支出"]
    items = line_items(Source("0" * 16, "D", 2025), [reading])
    funds = {item["label"]: item["fund_source"] for item in items}
    assert (funds["合计"], funds["行政运行"], funds["城市建设支出"]) == ("total", "general_public", "gov_fund")


def test_a_fund_in_the_column_of_codes_heads_them_too_with_the_total_below() -> None:
    reading = expenditure(
        ["一、一般公共预算支出", "", "30.00", "20.00", "10.00"],
        ["2010301", "行政运行", "20.00", "20.00", ""],
        ["2010302", "一般行政管理事务", "10.00", "", "10.00"],
        ["二、政府性基金预算支出", "", "5.00", "", "5.00"],
        ["2120803", "城市建设支出", "5.00", "", "5.00"],
        ["合计", "", "35.00", "20.00", "15.00"],
    )
    parents = {r.label: r.parent for r in reading.rows}
    assert (parents["行政运行"], parents["一般行政管理事务"], parents["城市建设支出"]) == (2, 2, 5)
    assert parents["一、一般公共预算支出"] == parents["二、政府性基金预算支出"] == 7


def test_a_fund_that_is_no_sum_of_the_codes_below_heads_none() -> None:
    reading = expenditure(
        ["一、一般公共预算支出", "", "31.00", "20.00", "11.00"],
        ["2010301", "行政运行", "20.00", "20.00", ""],
        ["2010302", "一般行政管理事务", "10.00", "", "10.00"],
        ["合计", "", "61.00", "40.00", "21.00"],
    )
    assert row(reading, "行政运行").ancestors == ()
    assert row(reading, "一、一般公共预算支出").fund is None


def test_names_of_divisions_alone_stand_beside_each_other() -> None:
    """款 of two 类 without these: each name is one code."""
    (reading,) = understand(
        document(
            "政府性基金预算支出表",
            "单位：万元",
            table(
                ["项目", "合计", "项目支出"],
                ["合计", "22.00", "22.00"],
                ["国有土地使用权出让收入安排的支出", "17.00", "17.00"],
                ["彩票公益金安排的支出", "5.00", "5.00"],
            ),
        )
    ).readings
    assert [(r.function_inferred, r.level, r.parent) for r in reading.rows[1:]] == [("21208", 2, 2), ("22960", 2, 2)]
