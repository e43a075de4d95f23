"""Lines over a table that inform about it."""

import pytest

from pipeline.statements.information import is_info


@pytest.mark.parametrize(
    ("text", "informs"),
    [
        ("公开07表　　金额单位：万元", True),
        ("公开07表  部门：某县教育局  单位：元", True),
        ("2025年度\t单位：元", True),
        ("公开10表 金额单位：万元", True),
        ("收入支出决算总表　　单位：万元", False),
        ("收入　　支出", False),
    ],
)
def test_a_line_of_information_may_print_several_with_wide_blanks_between(text: str, informs: bool) -> None:
    assert is_info(text) is informs
