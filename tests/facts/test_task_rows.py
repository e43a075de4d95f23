"""Tasks with their money at the left of the indicators of a department's sheet."""

from decimal import Decimal
from typing import Any

from facts.test_layouts import derived

_HEAD = (
    ["部门名称", ("某市应急管理局", 5, 1)],
    ["年度总体目标", ("遏制重特大事故。", 5, 1)],
    ["重点任务", "对应项目", "预算金额（万元）", "其中：财政拨款", "绩效指标", "指标值"],
)


def _amounts(frames: dict[str, list[dict[str, Any]]]) -> list[tuple[Any, ...]]:
    return [
        (row["label_path"], row["row_role"], row["fund_source"], int(row["amount_yuan"]) // 10_000)
        for row in frames["core.fact_line_item"]
    ]


def test_the_money_of_tasks_merged_over_their_indicators() -> None:
    frames = derived(
        "部门整体绩效目标表",
        *_HEAD,
        [("安全生产监管", 1, 2), ("执法", 1, 2), ("150.00", 1, 2), ("140.00", 1, 2), "检查企业", "≥800家"],
        ["隐患整改率", "100%"],
        ["防灾减灾", "物资储备", "180.00", "180.00", "储备物资种类", "≥45种"],
    )
    assert _amounts(frames) == [
        ("安全生产监管", "leaf", "total", 150),
        ("安全生产监管", "leaf", "fiscal", 140),
        ("防灾减灾", "leaf", "total", 180),
        ("防灾减灾", "leaf", "fiscal", 180),
    ]
    tasks = [(task["name"], task["total_yuan"], task["fiscal_yuan"]) for task in frames["core.fact_task"]]
    assert tasks == [
        ("安全生产监管", Decimal(1_500_000), Decimal(1_400_000)),
        ("防灾减灾", Decimal(1_800_000), Decimal(1_800_000)),
    ]
    assert len(frames["core.fact_kpi"]) == 3
    assert frames["audit.unparsed_cell"] == []


def test_a_task_over_the_money_of_several_projects_has_no_amount_of_its_own() -> None:
    frames = derived(
        "部门整体绩效目标表",
        *_HEAD,
        [("安全生产监管", 1, 2), "执法", "150.00", "150.00", "检查企业", "≥800家"],
        ["宣传", "20.00", "10.00", "隐患整改率", "100%"],
        ["防灾减灾", "物资储备", "180.00", "170.00", "储备物资种类", "≥45种"],
        ["合计", "", "350.00", "330.00", "", ""],
    )
    assert [row for row in _amounts(frames) if row[2] == "total"] == [
        ("安全生产监管/执法", "leaf", "total", 150),
        ("安全生产监管/宣传", "leaf", "total", 20),
        ("防灾减灾", "leaf", "total", 180),
        ("合计", "total", "total", 350),
    ]
    assert {row["proof"] for row in frames["core.fact_line_item"]} == {"proven"}
    tasks = [(task["name"], task["total_yuan"]) for task in frames["core.fact_task"]]
    assert tasks == [("安全生产监管", None), ("防灾减灾", Decimal(1_800_000))]
