"""Whether a document holds figures of a budget."""

from dataclasses import replace

import pytest
from facts.making import document

from pipeline.documents.model import Unread
from pipeline.facts.disclosure.figures_held import holds_figures, no_figures


@pytest.mark.parametrize(
    ("blocks", "held"),
    [
        (["某局2026年度部门预算公开", "详见文件。"], False),
        (["某局2026年度部门预算公开", [["序号", "文件名称"], ["1", "2026年部门预算.pdf"]]], False),
        (["支出总表", "单位：万元", [["科目名称", "合计"], ["公共安全支出", ""]]], False),
        (["支出总表", "单位：万元", [["科目名称", "合计"], ["公共安全支出", "12"]]], True),
        (["支出总表", "单位：万元", [["科目名称", "合计"], ["公共安全支出", "12.50"]]], True),
        (["支出总表", "单位：万元", [["科目名称", "合计"], ["", ""]], "注：本表无数据。"], True),
        (["支出总表", "单位：万元", [["科目名称", "合计"], ["", ""]], "注：如无此项支出，空表列示。"], False),
        (["2026年收入预算12万元。"], True),
        (["公务接待费与上年预算持平。"], True),
        (["某局2025年水质监测报告", "全年监测费用36.00万元，共取样480份。"], False),
        (["绩效目标表", [["一级指标", "二级指标", "指标值"], ["产出指标", "数量指标", "≥20"]]], True),
    ],
)
def test_documents(blocks: list[str | list[list[str]]], held: bool) -> None:
    assert holds_figures(document(*blocks)) is held


def test_the_reason_names_what_was_not_read() -> None:
    read = document("某局2026年度部门预算公开")
    assert no_figures(read) == "it holds no figures of a budget"
    unread = (Unread(1, "a picture: too small"), Unread(1, "9 cells hold formulas"))
    partly = replace(read, content=replace(read.content, unread=unread))
    assert no_figures(partly) == "it holds no figures of a budget; unread: a picture: too small (and 1 more)"
