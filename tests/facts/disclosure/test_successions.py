"""Successions of departments in texts: sentences in the wording of government disclosures, written for the tests."""

import pytest

from pipeline.documents.model import Content, Document, Paragraph
from pipeline.facts.disclosure.successions import successions_in
from pipeline.facts.line_items import Source

SOURCE = Source("0123456789abcdef", "d", 2026)


def stated(text: str) -> list[tuple[str, str, str]]:
    document = Document(SOURCE.document_id, "0" * 64, 1, "text/plain", "t", "1", Content((Paragraph(7, text),)))
    rows = successions_in(SOURCE, document)
    assert all(row["raw"] in text.replace(" ", "") for row in rows)
    return [(row["relation"], row["former_name"], row["name"]) for row in rows]


@pytest.mark.parametrize(
    ("text", "former", "name"),
    [
        ("根据机构改革方案，原甲县行政审批局更名为甲县数据和政务服务局。", "甲县行政审批局", "甲县数据和政务服务局"),
        ("2019 年，县环境保护局更名为县生态环境局，主要职责不变。", "县环境保护局", "县生态环境局"),
        ("县水利局于2019年3月正式更名为县水务局", "县水利局", "县水务局"),
        ("甲县数据和政务服务局（原甲县行政审批局）是县政府工作部门。", "甲县行政审批局", "甲县数据和政务服务局"),
        ("原市安全生产监督管理局（现市应急管理局）负责该项工作。", "市安全生产监督管理局", "市应急管理局"),
        ("我局前身为县国土资源局，2019年组建。", "县国土资源局", "我局"),
        ("我局由原乙县行政服务中心更名而来。", "乙县行政服务中心", "我局"),
        ("丙区数据局，原名丙区行政审批局，为正科级单位。", "丙区行政审批局", "丙区数据局"),
        ("我县农业局更名为县农业农村局。", "县农业局", "县农业农村局"),
        (
            "将县行政审批局的职责整合，组建县数据和政务服务局。不再保留县行政审批局。",
            "县行政审批局",
            "县数据和政务服务局",
        ),
    ],
)
def test_one_department_follows_another(text: str, former: str, name: str) -> None:
    assert stated(text) == [("succeeds", former, name)]


@pytest.mark.parametrize(
    ("text", "formers", "name"),
    [
        (
            "将县农业局、县畜牧局的职责整合，组建县农业农村局。不再保留县农业局、县畜牧局。",
            ["县农业局", "县畜牧局"],
            "县农业农村局",
        ),
        (
            "由县卫生和计划生育局、县中医药管理局合并组建县卫生健康委员会",
            ["县卫生和计划生育局", "县中医药管理局"],
            "县卫生健康委员会",
        ),
        ("将县政府办公室的职责整合，组建县数据局。", ["县政府办公室"], "县数据局"),
    ],
)
def test_one_that_is_made_of_several_or_of_one_that_stays_follows_none(
    text: str, formers: list[str], name: str
) -> None:
    assert stated(text) == [("formed_from", former, name) for former in formers]


@pytest.mark.parametrize(
    "text",
    [
        "组建行政审批局项目领办帮办工作组，局长任组长，其他班子成员为组成人员。",
        "将县发展和改革局的物价检查职责划入市场监督管理局。",
        "上年新成立的市医疗保障经办服务中心组建期购置资产支出预算较大；",
        "要组建运行好战略性新兴产业专项基金，推动全市产业发展。",
        "本部门由办公室、财务处等组成，机构设置没有变化。",
        "该项目更名为政务大厅运行费。",
    ],
)
def test_other_sentences_state_none(text: str) -> None:
    assert stated(text) == []


def test_a_pair_that_is_told_twice_is_one() -> None:
    text = "县环境保护局更名为县生态环境局。县生态环境局（原县环境保护局）为正科级。"
    assert stated(text) == [("succeeds", "县环境保护局", "县生态环境局")]
