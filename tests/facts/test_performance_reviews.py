"""Sheets that review a project (绩效自评表): what was budgeted and spent, what was reached, and the points for it."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from facts.test_layouts import derived, items
from facts.test_performance_forms import kpis, projects, unparsed

from pipeline.documents.reading import read
from pipeline.warehouse.derive import derive

HEADS = ["年初预算数", "全年预算数", "全年执行数", "分值", "得分"]


@pytest.mark.parametrize("group", ["项目预算执行情况（10分）（万元）", "预算安排与落实（万元）"])
def test_money_of_a_review_bears_the_name_beside_it_and_not_that_of_its_group(group: str) -> None:
    """A group that gives its points, or that no word tells but its cell, which goes on beside the rows."""
    frames = derived(
        "项目支出绩效自评表",
        ["项目名称", ("食品安全抽检", 3, 1), "项目编码", ("130121250001", 2, 1)],
        ["主管部门", ("某市数据局", 3, 1), "实施单位", ("某市信息中心", 2, 1)],
        [(group, 1, 3), "", *HEADS],
        ["年度资金总额", "300.00", "290.00", "261.00", "10", "9"],
        ["其中：当年财政拨款", "280.00", "270.00", "241.00", "—", "—"],
        [("年度总体目标", 1, 2), ("年初设定目标", 3, 1), ("年度总体目标完成情况综述", 3, 1)],
        [("完成抽检任务。", 3, 1), ("已全面完成。", 3, 1)],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "未完成原因及改进措施"],
        ["产出指标", "数量指标", "抽检批次", "≥480批次", "470批次", "20", "进度滞后"],
    )
    assert items(frames, "label", "column_path", "fund_source", "phase", "amount_yuan") == [
        ("年度资金总额", "年初预算数", "total", "budget", Decimal(3_000_000)),
        ("年度资金总额", "全年预算数", "total", "revised", Decimal(2_900_000)),
        ("年度资金总额", "全年执行数", "total", "actual", Decimal(2_610_000)),
        ("其中：当年财政拨款", "年初预算数", "fiscal", "budget", Decimal(2_800_000)),
        ("其中：当年财政拨款", "全年预算数", "fiscal", "revised", Decimal(2_700_000)),
        ("其中：当年财政拨款", "全年执行数", "fiscal", "actual", Decimal(2_410_000)),
    ]
    assert projects(frames, "project_name", "budget_yuan", "goals") == [
        ("食品安全抽检", Decimal(3_000_000), "完成抽检任务。")
    ]
    assert kpis(frames, "level3", "target_raw", "weight_raw") == [("抽检批次", "≥480批次", "20")]
    listed = {row["text"]: row["reason"] for row in frames["audit.unparsed_cell"]}
    assert listed["进度滞后"] == "what a review says of an indicator, which no fact holds"
    assert "470批次" in unparsed(frames)


def test_the_name_of_a_project_stands_behind_blanks_where_a_file_prints_a_merged_cell_once() -> None:
    lines = [
        "某市数据局2025年部门预算公开,,,,,,,,",
        "项目支出绩效自评表,,,,,,,,",
        "项目名称,,食品安全抽检,,,,项目编码,13012125P001234,",
        "主管部门及代码,,302某市数据局,,,,实施单位,某市信息中心,",
        "项目预算执行情况（10分）（万元）,,,年初预算数（A）,全年预算数（B）,全年执行数（C）,分值,执行率,得分",
        ",,年度资金总额,300.00,290.00,261.00,10,90.00%,9",
        ",,其中：当年财政拨款,280.00,270.00,241.00,—,89.26%,—",
        ",,其他资金,20.00,20.00,20.00,—,100.00%,—",
        "年度总体目标,,年初设定目标,,,,目标完成情况,,",
        ',,"1.完成抽检；\n2.公布结果。",,,,已完成。,,',
        "年度绩效指标,一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分,偏差原因分析",
        ",成本指标,经济成本指标,设备单价,≤5000元/台,5000元/台,5,5,",
        ",,质量指标,合格率,≥98%,98%,20,20,",
    ]
    document = read("\n".join(lines).encode("utf-8-sig"))
    disclosure = SimpleNamespace(disclosure_id="D", fiscal_year=2025, kind="budget")
    frames = {name: frame.to_dicts() for name, frame in derive([document], disclosure).items()}  # type: ignore[arg-type]
    (project,) = frames["core.fact_project"]
    assert (project["project_name"], project["project_code"]) == ("食品安全抽检", "13012125P001234")
    assert {row["project_id"] for row in frames["core.fact_kpi"]} == {project["project_id"]}
