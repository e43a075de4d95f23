"""Targets whose header is divided by places, and directions of indicators beside signs."""

from typing import Any

from facts.test_layouts import derived

_SHEET = [["项目名称", ("农村公路养护", 5, 1)], ["项目当年预算（万元）", ("820.00", 5, 1)]]


def _targets(frames: dict[str, list[dict[str, Any]]]) -> list[tuple[str, str | None]]:
    return [(row["level3"], row["target_raw"]) for row in frames["core.fact_kpi"]]


def _listed(frames: dict[str, list[dict[str, Any]]]) -> list[str]:
    return [row["text"] for row in frames["audit.unparsed_cell"]]


def test_the_target_of_all_places_and_those_of_each_beside_it() -> None:
    frames = derived(
        "项目绩效目标表",
        *_SHEET,
        [("一级指标", 1, 2), ("二级指标", 1, 2), ("三级指标", 1, 2), ("年度指标值", 3, 1)],
        ["全市", "东河区", "西岭县"],
        ["产出指标", "数量指标", "养护里程", "≥128公里", "≥86公里", "≥42公里"],
        ["产出指标", "质量指标", "验收合格率", "≥98%", "≥97%", "≥98%"],
    )
    assert _targets(frames) == [("养护里程", "≥128公里"), ("验收合格率", "≥98%")]
    assert _listed(frames) == ["≥86公里", "≥42公里", "≥97%", "≥98%"]


def test_a_target_divided_by_places_alone_is_none() -> None:
    frames = derived(
        "项目绩效目标表",
        *_SHEET,
        [("一级指标", 1, 2), ("二级指标", 1, 2), ("三级指标", 1, 2), ("年度指标值", 2, 1), ("备注", 1, 2)],
        ["东河区", "西岭县"],
        ["产出指标", "数量指标", "养护里程", "≥86公里", "≥42公里", ""],
    )
    assert _targets(frames) == [("养护里程", None)]


def test_signs_under_an_unknown_header_beside_directions() -> None:
    frames = derived(
        "项目绩效目标表",
        ["项目名称", ("农村公路养护", 6, 1)],
        ["项目当年预算（万元）", ("820.00", 6, 1)],
        ["一级指标", "二级指标", "三级指标", "指标值", "计量单位", "达标方式", "指标方向"],
        ["产出指标", "数量指标", "养护里程", "128", "公里", "≥", "正向指标"],
        ["产出指标", "成本指标", "公里成本", "0.4", "万元", "≤", "反向指标"],
    )
    assert _targets(frames) == [("养护里程", "≥128公里"), ("公里成本", "≤0.4万元")]
