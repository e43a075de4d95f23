"""Where a title and the rows under it are of different kinds: which statement it is, and what its rows are."""

import pytest

from pipeline.statements.understand import understand
from tests.statements.small_tables import document, table

_BY_FUNCTION = table(
    ["单位：万元"],
    ["科目编码", "科目名称", "总计", "办公费", "印刷费"],
    ["", "合计", "3.00", "2.00", "1.00"],
    ["2010301", "行政运行", "3.00", "2.00", "1.00"],
)
_IN_PARTS = table(
    ["单位：万元"],
    ["类", "款", "项", "科目名称", "合计", "基本工资"],
    ["", "", "", "合计", "3.00", "2.00"],
    ["201", "03", "01", "行政运行", "3.00", "2.00"],
)
_BY_UNIT = table(
    ["单位：万元"],
    ["编码", "名称", "合计", "基本支出", "项目支出"],
    ["", "合计", "3.00", "2.00", "1.00"],
    ["301001", "某局机关", "2.00", "1.00", "1.00"],
    ["301002", "某局信息中心", "1.00", "1.00", ""],
)


@pytest.mark.parametrize(
    ("title", "statement"),
    [
        ("一般公共预算基本支出表--公用经费（商品和服务支出）（按部门预算经济分类）", "basic_by_economic"),
        ("一般公共预算基本支出表", "general_public_basic_by_function"),
        ("一般公共预算基本支出表（按功能分类和经济分类）", "general_public_basic_by_function"),
    ],
)
def test_the_rows_of_basic_expenditure_decide_unless_its_title_does(title: str, statement: str) -> None:
    (reading,) = understand(document(title, _BY_FUNCTION)).readings
    assert (reading.statement, reading.axis) == (statement, "function")


def test_class_section_and_item_are_no_units() -> None:
    """基本支出决算明细表, whose title alone would be of units."""
    (reading,) = understand(document("基本支出决算明细表", _IN_PARTS)).readings
    assert reading.axis == "function"
    assert [row.codes.function for row in reading.rows] == [None, "2010301"]


def test_codes_of_six_digits_under_an_open_header_are_of_units() -> None:
    (reading,) = understand(document("部门支出总表", _BY_UNIT)).readings
    assert reading.axis == "unit"
    assert [row.role for row in reading.rows] == ["total", "unit", "unit"]
