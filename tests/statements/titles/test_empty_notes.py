"""Notes that a statement has nothing to report, and lines that only look like one."""

import pytest

from pipeline.statements.titles.empty_notes import is_empty_note


@pytest.mark.parametrize(
    "text",
    [
        "本单位无政府性基金预算拨款",
        "注：本表无数据",
        "无锡市某局没有政府性基金预算",
        "说明：本部门2026年没有使用政府性基金预算拨款安排的支出，故本表无数据。",
        "此表为空表",
        "本表为空。",
        "（本部门无此项内容）",
        "本单位没有专项转移支付项目，此表为空白表",
        "本表数据为零",
        "本年未发生",
        "不涉及",
    ],
)
def test_notes(text: str) -> None:
    assert is_empty_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "无锡市财政局2026年部门预算",
        "无锡市大数据管理局",
        "无锡本级政府性基金预算支出表",
        "无为市数据资源管理局",
        "无棣县财政局部门预算",
        "某省无线电监测站部门预算",
        "无政府性基金预算12.00万元以外的支出",
    ],
)
def test_names_of_places_and_things_are_none(text: str) -> None:
    assert not is_empty_note(text)
