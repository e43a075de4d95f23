"""Project sheets in parts: goals and indicators under a title of their own, targets of several years, several funds."""

from types import SimpleNamespace
from typing import Any

from facts.test_layouts import derived, items

from pipeline.documents.reading import read
from pipeline.warehouse.derive import derive

_LEVELS = '<td rowspan="3">一级指标</td><td rowspan="3">二级指标</td><td rowspan="3">三级指标</td>'
_SHEET = (
    "<p>某市交通运输局2025年部门预算公开</p><p>项目绩效目标申报表</p><p>单位：万元</p><table>"
    "<tr><td>项目名称</td><td>农村公路养护</td><td>项目编码</td><td>42000024001Y000000012</td></tr>"
    "<tr><td>项目总预算</td><td>2,460.00</td><td>项目当年预算</td><td>820.00</td></tr></table>"
    "<p>年度绩效目标表</p><table>"
    '<tr><td>年度绩效目标</td><td colspan="6">完成日常养护，提升路况水平。</td></tr>'
    f'<tr><td rowspan="5">年度绩效指标</td>{_LEVELS}<td colspan="3">指标值</td></tr>'
    '<tr><td colspan="2">近两年指标值</td><td rowspan="2">预期当年实现值</td></tr>'
    "<tr><td>前年</td><td>上年</td></tr>"
    "<tr><td>成本指标</td><td>经济成本指标</td><td>公里养护成本</td><td>0.42万元</td><td>0.41万元</td><td>≤0.40万元</td></tr>"
    "<tr><td>产出指标</td><td>数量指标</td><td>养护里程</td><td>1980公里</td><td>2010公里</td><td>2050公里</td></tr></table>"
)


def test_goals_and_targets_of_this_year_under_a_title_of_their_own_are_of_the_sheets_project() -> None:
    document = read(f'<html><head><meta charset="utf-8"></head><body>{_SHEET}</body></html>'.encode())
    disclosure = SimpleNamespace(disclosure_id="D", fiscal_year=2025, kind="budget")
    frames = {name: frame.to_dicts() for name, frame in derive([document], disclosure).items()}  # type: ignore[arg-type]
    (project,) = frames["core.fact_project"]
    assert (project["project_name"], project["goals"]) == ("农村公路养护", "完成日常养护，提升路况水平。")
    found = [(row["level2"], row["level3"], row["target_raw"], row["project_id"]) for row in frames["core.fact_kpi"]]
    assert found == [
        ("经济成本指标", "公里养护成本", "≤0.40万元", project["project_id"]),
        ("数量指标", "养护里程", "2050公里", project["project_id"]),
    ]


def test_targets_under_headers_that_are_not_understood_are_listed() -> None:
    frames = derived(
        "项目绩效目标表",
        ["项目名称", ("农村公路养护", 5, 1)],
        [("绩效指标", 1, 3), ("一级指标", 1, 2), ("二级指标", 1, 2), ("三级指标", 1, 2), ("指标值", 2, 1)],
        ["甲方案", "乙方案"],
        ["产出指标", "数量指标", "养护里程", "2010公里", "2050公里"],
    )
    assert [(row["level3"], row["target_raw"]) for row in frames["core.fact_kpi"]] == [("养护里程", None)]
    assert [row["text"] for row in frames["audit.unparsed_cell"]] == ["2010公里", "2050公里"]


def _sheet(*funds: list[Any]) -> dict[str, list[dict[str, Any]]]:
    return derived(
        "项目绩效目标申报表",
        ["项目名称", "农村公路养护", "项目当年预算", "820.00"],
        [("项目资金来源", 1, len(funds) + 1), ("来源项目", 2, 1), "金额"],
        *funds,
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "养护里程", "2050公里"],
    )


def test_other_funds_beside_the_general_public_budget_are_fiscal_money() -> None:
    frames = _sheet(
        [("1.一般公共预算财政拨款", 2, 1), "700.00"],
        [("2.政府性基金预算财政拨款", 2, 1), "100.00"],
        [("3.其他资金", 2, 1), "20.00"],
    )
    (project,) = frames["core.fact_project"]
    assert (int(project["budget_yuan"]), int(project["fiscal_yuan"]), int(project["other_yuan"])) == (
        8_200_000,
        8_000_000,
        200_000,
    )
    assert {proof for _, proof in items(frames, "fund_source", "proof")} == {"proven"}


def test_funds_that_do_not_make_the_budget_are_disputed() -> None:
    frames = _sheet(
        [("1.一般公共预算财政拨款", 2, 1), "700.00"],
        [("2.政府性基金预算财政拨款", 2, 1), "10.00"],
        [("3.其他资金", 2, 1), "20.00"],
    )
    assert {proof for _, proof in items(frames, "fund_source", "proof")} == {"disputed"}


def test_the_target_of_the_whole_year_counts_not_that_of_half_of_it() -> None:
    frames = derived(
        "项目绩效目标表",
        ["项目名称", ("管网修复", 4, 1)],
        ["一级指标", "二级指标", "三级指标", "半年（目标值）", "全年（目标值）"],
        ["产出指标", "数量指标", "修复管网长度", "≥5公里", "≥12公里"],
    )
    assert [(row["level3"], row["target_raw"]) for row in frames["core.fact_kpi"]] == [("修复管网长度", "≥12公里")]
    assert [row["text"] for row in frames["audit.unparsed_cell"]] == ["≥5公里"]


def test_amounts_by_year_beside_a_column_of_notes() -> None:
    frames = derived(
        "项目支出绩效目标申报表",
        ["项目名称", ("电子商务进农村", 5, 1)],
        ["资金总额", "2025年", "2026年", "合计", "备注"],
        ["财政资金", "150.00", "120.00", "270.00", ""],
        ["其他资金", "30.00", "20.00", "50.00", ""],
        ["合计", "180.00", "140.00", "320.00", ""],
        ["一级指标", "二级指标", "三级指标", "指标值", ""],
        ["产出指标", "数量指标", "新建服务站", "≥60个", ""],
    )
    (project,) = frames["core.fact_project"]
    names = ("budget_yuan", "total_yuan", "fiscal_yuan", "other_yuan")
    assert [int(project[name]) for name in names] == [1_800_000, 3_200_000, 1_500_000, 300_000]
    found = items(frames, "fund_source", "fiscal_year", "column_path", "amount_yuan")
    assert ("total", 2026, "2026年", 1_400_000) in found
    assert ("fiscal", 2026, "2026年", 1_200_000) in found
    assert len(found) == 9


def test_a_kind_over_pairs_is_of_the_second_level_only() -> None:
    frames = derived(
        "项目绩效目标汇总表",
        [("项目名称", 1, 2), ("金额", 1, 2), ("产出数量指标", 2, 1), ("社会效益指标", 2, 1), ("满意度指标", 2, 1)],
        ["指标名称", "指标值"] * 3,
        ["山塘清淤", "320.00", "清淤口数", "≥65口", "受益农户", "≥2300户", "农户满意度", "≥90%"],
    )
    assert [(row["level1"], row["level2"], row["level3"]) for row in frames["core.fact_kpi"]] == [
        (None, "产出数量指标", "清淤口数"),
        (None, "社会效益指标", "受益农户"),
        ("满意度指标", None, "农户满意度"),
    ]


def test_kinds_of_assets_over_a_total_only() -> None:
    frames = derived(
        "国有资产使用情况表",
        [("项目", 1, 2), ("行次", 1, 2), ("资产总额", 1, 2), ("固定资产", 2, 1), ("无形资产", 1, 2)],
        ["小计", "房屋构筑物"],
        ["合计", "1", "1,286.40", "1,050.00", "820.00", "30.00"],
    )
    assert [(row["item"], row["value_yuan"]) for row in frames["core.fact_asset"]] == [
        ("资产总额", 12_864_000),
        ("固定资产/小计", 10_500_000),
        ("固定资产/房屋构筑物", 8_200_000),
        ("无形资产", 300_000),
    ]
