"""The unit of money where no line about a table states it: that of the document's heads, if they agree."""

from small_tables import document, table

from pipeline.documents.model import Cell, Table
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


def test_a_unit_alone_behind_the_number_of_the_form_is_that_of_its_table() -> None:
    for line in ("万元", "公开01表 万元", "预算1-2表 万元"):
        (reading,) = understand(document("一般公共预算支出表", line, TABLE)).readings
        assert reading.unit is not None
        assert reading.unit.name == "万元"
    rows = [["公开01表", "", "万元"], ["科目编码", "科目名称", "合计"], ["2010301", "行政运行", "9.00"]]
    (reading,) = understand(document("一般公共预算支出表", table(*rows))).readings
    assert reading.unit is not None


def test_heads_that_disagree_or_a_sentence_state_none() -> None:
    assert unit("单位：万元", "单位：元") is None
    assert (
        unit("本部门预算表以万元为单位，因四舍五入，合计数与分项之和可能有尾差，请以表中数据为准，金额单位：万元。")
        is None
    )


def in_the_table(*lines: str) -> Table:
    """A table whose title and lines of information are rows of its own, each line in the last cell of its row."""
    rows = [["部门支出预算表", "", ""], *(["", "", line] for line in lines)]
    body = [["科目编码", "科目名称", "合计"], ["2010301", "行政运行", "9.00"], ["", "合计", "9.00"]]
    cells = [Cell(r, c, text) for r, row in enumerate([*rows, *body], start=1) for c, text in enumerate(row, start=1)]
    return Table(1, len(rows) + len(body), 3, (Cell(1, 1, "部门支出预算表", col_span=3), *cells[3:]))


def test_a_unit_under_the_number_of_the_form_and_the_name_of_the_unit() -> None:
    (reading,) = understand(document(in_the_table("预算09-1表", "单位名称：某县某局", "单位：元"))).readings
    assert (reading.statement, reading.unit.name if reading.unit else None) == ("expenditure", "元")
    assert [column.path for column in reading.columns] == [("科目编码",), ("科目名称",), ("合计",)]
    assert [row.label for row in reading.rows] == ["行政运行", "合计"]
