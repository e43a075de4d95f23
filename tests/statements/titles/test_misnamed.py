"""Tables of the same statement by their titles, of which figures of other tables contradict one."""

import pytest

from pipeline.statements.understand import understand
from tests.statements.small_tables import document, table

UNIT = "单位：万元"
HEADS = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
SPENDING = [
    ["", "合计", "19.00", "12.00", "7.00"],
    ["204", "公共安全支出", "16.00", "9.00", "7.00"],
    ["20406", "司法", "16.00", "9.00", "7.00"],
    ["2040601", "行政运行", "9.00", "9.00", ""],
    ["2040602", "一般行政管理事务", "7.00", "", "7.00"],
]
REST = [["221", "住房保障支出", "3.00", "3.00", ""], ["22102", "住房改革支出", "3.00", "3.00", ""]]
SUMMARY = [
    ["收入", "收入", "支出", "支出"],
    ["项目", "预算数", "项目", "预算数"],
    ["一、一般公共预算拨款收入", "19.00", "一、公共安全支出", "16.00"],
    ["", "", "二、住房保障支出", "3.00"],
    ["收入总计", "19.00", "支出总计", "19.00"],
]


@pytest.mark.parametrize(
    ("title", "heads", "statement"),
    [
        ("部门支出总表", HEADS, "expenditure"),
        ("债务支出表", HEADS, "other"),
        ("部门支出总表", ["科目编码", "科目名称", "合计", "人员支出", "其他支出"], "other"),
    ],
)
def test_a_table_with_another_total_is_the_statement_under_the_same_title_and_header_alone(
    title: str, heads: list[str], statement: str
) -> None:
    """Rows of 3.00 in all stand under a title of expenditure a second time: a page may print both again over the rest
    of its table."""
    blocks = ["收支总表", UNIT, table(*SUMMARY), "部门支出总表", UNIT, table(HEADS, *SPENDING, number=2)]
    readings = understand(document(*blocks, title, UNIT, table(heads, *REST, number=3))).readings
    assert [reading.statement for reading in readings] == ["budget_summary", "expenditure", statement]
