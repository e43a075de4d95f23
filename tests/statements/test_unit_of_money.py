"""How print states a unit of money."""

import pytest

from pipeline.statements.text import fold
from pipeline.statements.unit_of_money import (
    has_unit_behind,
    is_line_of_unit,
    is_only_unit,
    without_unit,
    without_units,
)


@pytest.mark.parametrize("text", ["元", "（万元）", "金额单位：千元", "单位：人民币亿元", "百万元"])
def test_a_text_that_is_a_unit_and_nothing_else(text: str) -> None:
    assert is_only_unit(fold(text))


@pytest.mark.parametrize("text", ["单位：某某中心", "预算数（万元）", "单位：个", "", "元旦"])
def test_a_text_that_is_no_unit(text: str) -> None:
    assert not is_only_unit(fold(text))


@pytest.mark.parametrize(("text", "is_line"), [("单位：万元", True), ("货币单位：元", True), ("万元", False)])
def test_a_line_of_the_unit_says_so(text: str, is_line: bool) -> None:
    assert is_line_of_unit(fold(text)) is is_line


def test_a_header_loses_the_unit_behind_it_and_keeps_other_brackets() -> None:
    assert without_unit(fold("预算金额（单位：万元）：")) == "预算金额"
    assert without_unit(fold("金额（含税）")) == "金额(含税)"
    assert without_units(fold("设备（单价100万元）购置")) == "设备购置"


@pytest.mark.parametrize(
    ("text", "has_unit"), [("项目资金（元）", True), ("（元）", False), ("项目资金（元）合计", False)]
)
def test_a_key_that_states_its_unit(text: str, has_unit: bool) -> None:
    assert has_unit_behind(fold(text)) is has_unit
