"""What begins with an ordinal."""

import pytest

from pipeline.documents.ordinals import begins_with_ordinal


@pytest.mark.parametrize(
    "text", ["第一部分 部门概况", "第3节", "一、收入", "十二．支出", "（二）项目", "3.说明", "2）甲"]
)
def test_the_number_of_a_part_a_paragraph_or_an_item(text: str) -> None:
    assert begins_with_ordinal(text)


@pytest.mark.parametrize("text", ["3.5万元", "2025年", "一般公共预算", "（按功能分类）", "1,200.00", "第一季度"])
def test_a_figure_or_a_name_is_none(text: str) -> None:
    assert not begins_with_ordinal(text)
