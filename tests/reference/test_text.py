"""Folding of names."""

import pytest

from pipeline.reference.text import fold, squeeze, without_ordinal


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("一、教育支出", "教育支出"),
        ("（一）教育支出", "教育支出"),
        ("1. 教育支出", "教育支出"),
        ("其中：（2）教育支出", "教育支出"),
        ("二十三、其他支出", "其他支出"),
        ("一般公共服务支出", "一般公共服务支出"),
        ("12345热线", "12345热线"),
        ("3.5万元", "3.5万元"),
    ],
)
def test_without_ordinal(text: str, rest: str) -> None:
    assert without_ordinal(text) == rest


def test_folding() -> None:
    assert squeeze(" 政府办公厅 （室）\n⻔⻋ ") == "政府办公厅（室）门车"
    assert fold("维修（护）费") == fold("维修(护) 费")


@pytest.mark.parametrize(
    ("misread", "meant"),
    [
        ("合 汁", "合计"),
        ("科日编码", "科目编码"),
        ("一、项日支出", "一、项目支出"),
        ("2026年预箅数", "2026年预算数"),
        ("一般公共预算财政拔款", "一般公共预算财政拨款"),
        ("收人总计", "收入总计"),
        ("本年預算数", "本年预算数"),
        ("财政援款", "财政拨款"),
        ("上缴上级古出", "上缴上级支出"),
        # These are words.
        ("信息计算平台计划", "信息计算平台计划"),
        ("各项日常支出", "各项日常支出"),
        ("吸收人员", "吸收人员"),
    ],
)
def test_words_of_the_field_are_compared_as_they_were_meant(misread: str, meant: str) -> None:
    assert fold(misread) == meant
    assert len(fold(misread)) == len(squeeze(misread))


def test_other_forms_of_characters_are_the_simplified_ones() -> None:
    assert fold("部門收入預算總表") == "部门收入预算总表"
    assert fold("機關運行經費") == "机关运行经费"
    assert fold("对个人和家庭的补助") == "对个人和家庭的补助"
