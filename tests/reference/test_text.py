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
