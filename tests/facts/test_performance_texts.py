"""Indicators that one cell tells one after the other, and amounts of a form under the headers of their funds."""

from decimal import Decimal

import pytest
from facts.test_layouts import derived, items
from facts.test_performance_forms import kpis, projects

TOLD = [
    ("质量指标", "验收合格率", "≥98%"),
    ("质量指标", "返工次数", "≤2次"),
    ("时效指标", "按期完成率", "=100%"),
]


@pytest.mark.parametrize(
    "text",
    [
        "质量指标：验收合格率≥98%质量指标：返工次数≤2次时效指标：按期完成率=100%",
        "质量指标：验收合格率≥98%；返工次数≤2次；时效指标：按期完成率=100%。",
        "1.质量指标：验收合格率≥98%；2.质量指标：返工次数≤2次；3.时效指标：按期完成率=100%。",
    ],
)
def test_indicators_of_one_cell_begin_with_their_kinds_whatever_stands_between_them(text: str) -> None:
    frames = derived(
        "项目支出绩效目标汇总表",
        ["序号", "项目名称", "项目金额", "绩效目标", "产出指标", "满意度指标"],
        ["1", "校舍维修", "30.00", "完成维修", text, "服务对象满意度指标：学生满意度≥90%。"],
        ["2", "图书购置", "20.00", "完成购置", text, "服务对象满意度指标：读者满意度≥95%。"],
    )
    of_first = [("产出指标", *told) for told in TOLD] + [
        ("满意度指标", "服务对象满意度指标", "学生满意度", "≥90%"),
    ]
    assert kpis(frames, "level1", "level2", "level3", "target_raw")[:4] == of_first


def test_a_name_that_ends_like_a_kind_begins_no_indicator() -> None:
    text = "质量指标：合格率≥98%；群众满意度指标：满意率≥90%"
    frames = derived(
        "项目支出绩效目标汇总表",
        ["项目名称", "项目金额", "绩效目标", "绩效指标"],
        ["校舍维修", "30.00", "完成维修", text],
        ["图书购置", "20.00", "完成购置", text],
    )
    assert "群众" not in {row["target_unit"] for row in frames["core.fact_kpi"]}
    assert all(row["level2"] != "满意度指标" for row in frames["core.fact_kpi"])


def test_amounts_of_basic_expenditure_are_of_the_fund_that_heads_them() -> None:
    frames = derived(
        "部门整体支出绩效目标表",
        ["部门名称", ("某市数据局", 5, 1)],
        [("预算支出（万元）", 1, 4), "支出类型", "合计", "一般公共预算", "政府性基金", "其他资金"],
        ["基本支出", "70.00", "70.00", "0.00", "0.00"],
        ["项目支出", "45.00", "20.00", "24.00", "1.00"],
        ["合计", "115.00", "90.00", "24.00", "1.00"],
        ["年度总体目标", ("保障运行", 5, 1)],
        ["一级指标", "二级指标", ("三级指标", 3, 1), "指标值"],
        ["产出指标", "数量指标", ("系统数量", 3, 1), "≥12个"],
    )
    found = items(frames, "label", "column_path", "fund_source", "component", "amount_yuan")
    assert found[5:8] == [
        ("项目支出", "一般公共预算", "general_public", "project", Decimal(200_000)),
        ("项目支出", "政府性基金", "gov_fund", "project", Decimal(240_000)),
        ("项目支出", "其他资金", "other", "project", Decimal(10_000)),
    ]
    assert [fund for *_, fund, _, _ in found] == ["total", "general_public", "gov_fund", "other"] * 3


def test_the_header_of_goals_that_names_its_year_is_no_goal() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("校舍维修", 3, 1)],
        ["主管部门", "某市教育局", "实施单位", "某市第一中学"],
        ["年度资金总额（万元）", ("30.00", 3, 1)],
        [("总体目标", 1, 2), ("2025年度目标", 3, 1)],
        [("完成维修。", 3, 1)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "维修校舍", "≥3栋"],
    )
    assert projects(frames, "project_name", "goals") == [("校舍维修", "完成维修。")]


def test_a_kind_before_the_name_parts_it_from_a_target_in_words() -> None:
    frames = derived(
        "项目支出绩效目标汇总表",
        ["项目名称", "项目金额", "绩效目标", "产出指标", "满意度指标"],
        ["校舍维修", "30.00", "完成维修", "1.质量指标：合格率>=98%；2.时效指标：及时率不低于95%",
         "1.服务对象满意度指标：学生满意度不少于90%"],
        ["图书购置", "20.00", "完成购置", "1.数量指标：购置图书不少于300册", "1.服务对象满意度指标：读者满意度≥95%"],
    )  # fmt: skip
    assert kpis(frames, "level2", "level3", "target_raw", "operator")[:4] == [
        ("质量指标", "合格率", ">=98%", ">="),
        ("时效指标", "及时率", "不低于95%", ">="),
        ("服务对象满意度指标", "学生满意度", "不少于90%", ">="),
        ("数量指标", "购置图书", "不少于300册", ">="),
    ]


def test_both_levels_of_a_kind_are_parted_by_a_bar() -> None:
    frames = derived(
        "项目绩效目标表",
        ["项目名称", ("校舍维修", 3, 1)],
        ["预算金额（万元）", "30.00", "预算单位", "某市第一中学"],
        ["年度绩效目标", ("完成维修。", 3, 1)],
        ["指标类别", ("指标名称", 2, 1), "指标值"],
        ["产出指标―数量指标", ("维修校舍", 2, 1), "≥3栋"],
        ["效益指标―社会效益指标", ("受益学生", 2, 1), "≥300人"],
    )
    assert kpis(frames, "level1", "level2", "level3") == [
        ("产出指标", "数量指标", "维修校舍"),
        ("效益指标", "社会效益指标", "受益学生"),
    ]


def test_indicators_that_each_begin_a_line_go_on_in_the_next_line_where_theirs_is_full() -> None:
    """In a narrow column of a page: 里 ends the unit of the line above, 率≥98% the name above."""
    counted = "养护里程≥128公<br>里<br>培训人次≥450人<br>次"
    frames = derived(
        "项目支出绩效目标表",
        [("项目名称", 1, 2), ("项目金额", 1, 2), ("绩效目标", 1, 2), ("产出指标", 2, 1)],
        ["数量指标", "质量指标"],
        ["公路养护", "30.00", "完成养护", counted, "设备验收合格<br>率≥98%<br>培训合格率<br>≥90%"],
        ["桥梁养护", "20.00", "完成养护", "养护桥梁≥3座", "合格率≥95%<br>及时率≥90%"],
    )
    assert kpis(frames, "level2", "level3", "target_raw") == [
        ("数量指标", "养护里程", "≥128公里"),
        ("数量指标", "培训人次", "≥450人次"),
        ("质量指标", "设备验收合格率", "≥98%"),
        ("质量指标", "培训合格率", "≥90%"),
        ("数量指标", "养护桥梁", "≥3座"),
        ("质量指标", "合格率", "≥95%"),
        ("质量指标", "及时率", "≥90%"),
    ]


def test_lines_that_are_not_one_indicator_each_stay_one_text() -> None:
    flowing = "改造面积≥3200平方米运维<br>系统数量=5个清运垃圾量≥<br>3.6万吨"
    frames = derived(
        "项目支出绩效目标表",
        [("项目名称", 1, 2), ("项目金额", 1, 2), ("绩效目标", 1, 2), ("产出指标", 2, 1)],
        ["数量指标", "质量指标"],
        ["公路养护", "30.00", "完成养护", flowing, "合格率≥98%"],
        ["桥梁养护", "20.00", "完成养护", "养护桥梁≥3座", "合格率≥95%"],
    )
    assert kpis(frames, "level3", "operator")[0] == (None, "text")


def test_the_widest_line_of_a_cell_ends_an_indicator_where_it_can_be_put_together_in_no_other_way() -> None:
    rates = "资金拨付及<br>时率≥100%<br>故障响应时<br>间≤24小时"
    frames = derived(
        "项目支出绩效目标表",
        [("项目名称", 1, 2), ("项目金额", 1, 2), ("绩效目标", 1, 2), ("产出指标", 2, 1)],
        ["数量指标", "时效指标"],
        ["公路养护", "30.00", "完成养护", "养护桥梁≥3座", rates],
        ["桥梁养护", "20.00", "完成养护", "养护桥梁≥2座", "及时率≥95%"],
    )
    assert kpis(frames, "level3", "target_raw")[1:3] == [("资金拨付及时率", "≥100%"), ("故障响应时间", "≤24小时")]


def test_words_of_comparison_are_of_the_target_and_not_of_the_name() -> None:
    text = "质量指标：验收合格率大于等于98%；时效指标：及时率等于100%"
    frames = derived(
        "项目支出绩效目标汇总表",
        ["项目名称", "项目金额", "绩效目标", "绩效指标"],
        ["校舍维修", "30.00", "完成维修", text],
        ["图书购置", "20.00", "完成购置", text],
    )
    assert kpis(frames, "level3", "target_raw", "operator")[:2] == [
        ("验收合格率", "大于等于98%", ">="),
        ("及时率", "等于100%", "="),
    ]
