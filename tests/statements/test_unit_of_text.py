"""The unit of money where no line about a table states it: that of the document's heads, if they agree."""

from small_tables import document, table

from pipeline.statements.understand import understand

TABLE = table(["科目编码", "科目名称", "合计"], ["2010301", "行政运行", "9.00"])


def unit(*lines: str) -> str | None:
    (reading,) = understand(document(*lines, "第一部分 部门概况", "一般公共预算支出表", TABLE)).readings
    return reading.unit.name if reading.unit else None


def test_a_running_head_states_the_unit_of_all_tables() -> None:
    assert unit("某某市某某局2025年部门预算 单位：万元") == "万元"
    assert unit("（单位：元）") == "元"
    assert unit("单位：人民币（万元）") == "万元"
    assert unit("单位：￥元") == "元"
    assert unit("单位：人、万元") == "万元"


def test_heads_that_disagree_or_a_sentence_state_none() -> None:
    assert unit("单位：万元", "单位：元") is None
    assert (
        unit("本部门预算表以万元为单位，因四舍五入，合计数与分项之和可能有尾差，请以表中数据为准，金额单位：万元。")
        is None
    )
