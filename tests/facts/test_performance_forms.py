"""Performance tables (绩效目标表) in the layouts of many provinces: the indicators and amounts that a person reads."""

from decimal import Decimal
from typing import Any

from facts.test_layouts import derived


def kpis(frames: dict[str, list[dict[str, Any]]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in frames["core.fact_kpi"]]


def projects(frames: dict[str, list[dict[str, Any]]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in frames["core.fact_project"]]


def unparsed(frames: dict[str, list[dict[str, Any]]]) -> list[str]:
    return [row["text"] for row in frames["audit.unparsed_cell"]]


def test_levels_in_rows_of_their_own() -> None:
    frames = derived(
        "项目支出绩效目标表（本次下达）",
        [
            "单位名称、项目名称",
            "项目年度绩效目标",
            "一级指标",
            "二级指标",
            "三级指标",
            "指标性质",
            "指标值",
            "度量单位",
        ],
        ["平台运维经费", "保障平台运行", "", "", "", "", "", ""],
        ["", "", "产出指标", "", "", "", "", ""],
        ["", "", "", "数量指标", "", "", "", ""],
        ["", "", "", "", "系统数量", ">=", "12", "个"],
        ["", "", "效益指标", "", "", "", "", ""],
        ["", "", "", "社会效益指标", "", "", "", ""],
        ["", "", "", "", "服务人数", ">=", "100", "万人"],
        ["数据采集经费", "采集数据", "", "", "", "", "", ""],
        ["", "", "产出指标", "", "", "", "", ""],
        ["", "", "", "时效指标", "", "", "", ""],
        ["", "", "", "", "采集周期", "<=", "30", "天"],
    )
    assert kpis(frames, "level1", "level2", "level3", "target_raw") == [
        ("产出指标", "数量指标", "系统数量", ">=12个"),
        ("效益指标", "社会效益指标", "服务人数", ">=100万人"),
        ("产出指标", "时效指标", "采集周期", "<=30天"),
    ]
    assert projects(frames, "project_name", "goals") == [("平台运维经费", "保障平台运行"), ("数据采集经费", "采集数据")]


def test_a_target_divided_by_years_is_this_years() -> None:
    frames = derived(
        "部门整体支出绩效目标申报表",
        ["部门名称", ("某市数据局", 6, 1)],
        ["年度目标", ("保障平台稳定运行", 6, 1)],
        [("年度绩效指标", 1, 4), ("一级指标", 1, 2), ("二级指标", 1, 2), ("三级指标", 1, 2), ("指标值", 3, 1)],
        ["前年", "上年", "预计当年实现"],
        ["产出指标", "数量指标", "系统数量", "10个", "11个", "12个"],
        ["", "质量指标", "正常运行率", "97%", "98%", "99%"],
    )
    assert kpis(frames, "level1", "level2", "level3", "target_raw") == [
        ("产出指标", "数量指标", "系统数量", "12个"),
        ("产出指标", "质量指标", "正常运行率", "99%"),
    ]


def test_indicators_told_in_words_beside_their_kind() -> None:
    frames = derived(
        "项目绩效目标表",
        ["项目名称", "平台运维", "项目金额", "120.00万元"],
        ["单位名称", ("某市数据局", 3, 1)],
        ["绩效目标", ("保障平台稳定运行", 3, 1)],
        [("绩效指标", 1, 3), "产出指标", ("运维系统12个，正常运行率99%以上", 2, 1)],
        ["效益指标", ("办事更便利", 2, 1)],
        ["满意度指标", "用户满意度", "≥90%"],
    )
    assert kpis(frames, "level1", "level3", "target_raw") == [
        ("产出指标", None, "运维系统12个，正常运行率99%以上"),
        ("效益指标", None, "办事更便利"),
        ("满意度指标", "用户满意度", "≥90%"),
    ]
    assert projects(frames, "project_name", "budget_yuan", "budget_digit_yuan") == [
        ("平台运维", Decimal(1_200_000), Decimal(100))  # the last digit of 120.00万元
    ]
    assert unparsed(frames) == []


def test_indicators_told_in_words_under_columns_of_a_list() -> None:
    frames = derived(
        "项目绩效目标汇总表",
        ["序号", "项目名称", "预算金额", "绩效目标", "产出指标", "满意度指标"],
        ["1", "平台运维", "120.00", "保障平台", "运维系统12个", "满意度90%"],
        ["2", "数据采集", "30.00", "采集数据", "数据100万条", ""],
        ["", "合计", "150.00", "", "", ""],
    )
    by_id = {row["project_id"]: row["project_name"] for row in frames["core.fact_project"]}
    assert [(by_id[project_id], *rest) for project_id, *rest in kpis(frames, "project_id", "level1", "target_raw")] == [
        ("平台运维", "产出指标", "运维系统12个"),
        ("平台运维", "满意度指标", "满意度90%"),
        ("数据采集", "产出指标", "数据100万条"),
    ]
    assert unparsed(frames) == []


def test_pairs_of_content_and_target_side_by_side() -> None:
    frames = derived(
        "项目绩效目标表",
        ["项目名称", ("平台运维", 4, 1)],
        ["主管部门", "某市数据局", "预算金额（万元）", ("120.00", 2, 1)],
        ["绩效目标", ("保障平台", 4, 1)],
        [("绩效指标", 1, 3), ("产出指标", 2, 1), ("效益指标", 2, 1)],
        ["指标内容", "指标值", "指标内容", "指标值"],
        ["系统数量", "12个", "服务人数", "100万人"],
    )
    assert kpis(frames, "level1", "level3", "target_raw") == [
        ("产出指标", "系统数量", "12个"),
        ("效益指标", "服务人数", "100万人"),
    ]


def test_goals_of_the_term_and_of_the_year_and_both_targets() -> None:
    frames = derived(
        "项目支出绩效目标申报表",
        ["项目名称", ("平台建设", 6, 1)],
        ["主管部门", ("某市数据局", 2, 1), "实施期限", ("3年", 3, 1)],
        [("资金情况（万元）", 1, 2), "中期资金总额", "360.00", "年度资金总额", ("120.00", 3, 1)],
        ["其中：财政拨款", "360.00", "其中：财政拨款", ("120.00", 3, 1)],
        [("总体目标", 1, 2), ("中期目标", 2, 1), ("年度目标", 4, 1)],
        [("三年建成平台", 2, 1), ("完成一期建设", 4, 1)],
        [("绩效指标", 1, 2), "一级指标", "二级指标", "三级指标", "指标值", "三级指标", "指标值"],
        ["产出指标", "数量指标", "建成系统", "30个", "建成系统", "10个"],
    )
    assert projects(frames, "total_yuan", "budget_yuan", "goals") == [
        (Decimal(3_600_000), Decimal(1_200_000), "三年建成平台\n完成一期建设")
    ]
    assert kpis(frames, "level2", "level3", "target_raw") == [
        ("数量指标", "建成系统", "30个"),
        ("数量指标", "建成系统", "10个"),
    ]


def test_a_project_printed_in_each_row_of_its_indicators_counts_once() -> None:
    frames = derived(
        "项目支出绩效信息表",
        ["项目名称", "预算金额", "总体目标", "一级指标", "二级指标", "三级指标", "指标方向", "指标值", "计量单位"],
        ["平台运维", "120.00", "保障平台", "产出指标", "数量指标", "系统数量", "≥", "12", "个"],
        ["平台运维", "120.00", "保障平台", "产出指标", "质量指标", "正常运行率", "≥", "99", "%"],
        ["数据采集", "30.00", "采集", "产出指标", "时效指标", "采集周期", "≤", "30", "天"],
    )
    assert projects(frames, "project_name", "budget_yuan") == [
        ("平台运维", Decimal(1_200_000)),
        ("数据采集", Decimal(300_000)),
    ]
    leaves = [item["amount_yuan"] for item in frames["core.fact_line_item"] if item["is_leaf"]]
    assert leaves == [Decimal(1_200_000), Decimal(300_000)]
    assert len(frames["core.fact_kpi"]) == 3


def test_a_project_of_two_units_keeps_an_amount_for_each() -> None:
    frames = derived(
        "项目支出绩效信息表",
        ["单位名称", "项目名称", "预算金额", "一级指标", "二级指标", "三级指标", "指标值"],
        ["某市数据局本级", "日常运维", "120.00", "产出指标", "数量指标", "系统数量", "12个"],
        ["某市数据中心", "日常运维", "120.00", "产出指标", "数量指标", "机房数量", "2个"],
    )
    assert sum(item["amount_yuan"] for item in frames["core.fact_line_item"] if item["is_leaf"]) == 2_400_000


def test_money_of_the_year_before_is_no_budget_of_this_one() -> None:
    frames = derived(
        "财政项目支出绩效目标申报表",
        ["项目名称：", ("平台运维", 3, 1)],
        ["项目类别：", ("经常性项目", 3, 1)],
        ["项目总预算（元）：", "1200000", "项目当年预算（元）：", "1000000"],
        ["同名项目上年预算额（元）：", "900000", "同名项目上年预算执行数（元）：", "880000"],
        ["项目年度绩效目标", ("保障平台", 3, 1)],
        ["一级指标", "二级指标", "三级指标", "指标目标值"],
        ["产出目标", "数量", "系统数量", "=12个"],
        unit="元",
    )
    found = [(item["amount_yuan"], item["fiscal_year"], item["phase"]) for item in frames["core.fact_line_item"]]
    assert found == [
        (Decimal(1_200_000), 2025, "budget"),
        (Decimal(1_000_000), 2025, "budget"),
        (Decimal(900_000), 2024, "budget"),
        (Decimal(880_000), 2024, "actual"),
    ]
    assert projects(frames, "budget_yuan", "total_yuan") == [(Decimal(1_000_000), Decimal(1_200_000))]


def test_shares_and_other_years_of_a_sheet_are_not_its_budget() -> None:
    frames = derived(
        "部门整体支出绩效目标申报表",
        ["部门名称", ("某市数据局", 5, 1)],
        [("部门总体资金情况（万元）", 1, 3), "总体资金情况", "当年金额", "占比", ("近两年收支金额", 2, 1)],
        ["基本支出", "300.00", "60%", "290.00", "280.00"],
        ["项目支出", "200.00", "40%", "190.00", "180.00"],
        ["年度目标", ("保障平台", 5, 1)],
        ["一级指标", "二级指标", ("三级指标", 2, 1), ("指标值", 2, 1)],
        ["产出指标", "数量指标", ("系统数量", 2, 1), ("12个", 2, 1)],
    )
    found = [(item["label"], item["component"], item["amount_yuan"]) for item in frames["core.fact_line_item"]]
    assert found == [("基本支出", "basic", Decimal(3_000_000)), ("项目支出", "project", Decimal(2_000_000))]
    assert unparsed(frames) == ["60%", "290.00", "280.00", "40%", "190.00", "180.00"]


def test_the_goal_under_a_list_of_tasks_is_no_task() -> None:
    frames = derived(
        "部门整体支出绩效目标表",
        [("部门（单位）名称", 2, 1), ("某市数据局", 4, 1)],
        [("年度主要任务", 1, 3), ("任务名称", 1, 2), ("主要内容", 1, 2), ("预算金额（万元）", 3, 1)],
        ["总额", "财政拨款", "其他资金"],
        ["任务1", "平台运维", "120.00", "100.00", "20.00"],
        [("年度总体目标", 2, 1), ("保障平台", 4, 1)],
        ["一级指标", "二级指标", ("三级指标", 2, 1), ("指标值", 2, 1)],
        ["产出指标", "数量指标", ("系统数量", 2, 1), ("12个", 2, 1)],
    )
    assert [(task["name"], task["total_yuan"]) for task in frames["core.fact_task"]] == [("任务1", Decimal(1_200_000))]


def test_sums_over_projects_are_no_projects() -> None:
    header = ["序号", "单位名称", "项目名称", "预算金额", "绩效目标", "一级指标", "二级指标", "三级指标", "指标值"]
    of_projects = [
        ["1", "某市数据局", "平台运维", "120.00", "保障", "产出指标", "数量指标", "系统数量", "12个"],
        ["2", "某市数据局", "数据采集", "30.00", "采集", "产出指标", "时效指标", "采集周期", "30天"],
    ]
    sums = [
        ["合计", "", "", "150.00", "", "", "", "", ""],
        ["", "合计", "", "150.00", "", "", "", "", ""],
        ["", "", "合计", "150.00", "", "", "", "", ""],
    ]
    for total in sums:
        for rows in ([*of_projects, total], [total, *of_projects]):
            frames = derived("项目绩效目标汇总表", header, *rows)
            assert projects(frames, "project_name", "budget_yuan", "proof") == [
                ("平台运维", Decimal(1_200_000), "proven"),
                ("数据采集", Decimal(300_000), "proven"),
            ]
            roles = {(item["label"], item["row_role"], item["amount_yuan"]) for item in frames["core.fact_line_item"]}
            assert ("合计", "total", Decimal(1_500_000)) in roles
            assert len(roles) == 3


def test_a_unit_over_its_projects_is_no_project() -> None:
    frames = derived(
        "项目绩效目标汇总表",
        ["单位名称", "项目名称", "预算金额", "其他资金", "绩效目标", "一级指标", "二级指标", "三级指标", "指标值"],
        ["", "合计", "150.00", "10.00", "", "", "", "", ""],
        ["", "某市数据局", "150.00", "10.00", "", "", "", "", ""],
        ["某市数据局", "平台运维", "120.00", "10.00", "保障", "产出指标", "数量指标", "系统数量", "12个"],
        ["某市数据局", "数据采集", "30.00", "", "采集", "产出指标", "时效指标", "采集周期", "30天"],
    )
    assert projects(frames, "project_name", "budget_yuan", "other_yuan") == [
        ("平台运维", Decimal(1_200_000), Decimal(100_000)),
        ("数据采集", Decimal(300_000), None),
    ]
    assert [item["row_role"] for item in frames["core.fact_line_item"]] == ["total"] * 2 + ["unit"] * 2 + ["leaf"] * 3


def test_indicators_without_a_header_with_sign_value_and_unit() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("平台运维", 5, 1)],
        ["主管部门", ("某市数据局", 3, 1), "预算金额（万元）", "120.00"],
        ["绩效目标", ("保障平台", 5, 1)],
        [("产出指标", 1, 2), "数量指标", "系统数量", "≥", "12", "个"],
        ["质量指标", "正常运行率", "≥", "99", "%"],
        ["效益指标", "社会效益指标", "服务人数", "100", "万人", "40"],
    )
    assert kpis(frames, "level1", "level2", "level3", "target_raw") == [
        ("产出指标", "数量指标", "系统数量", "≥12个"),
        ("产出指标", "质量指标", "正常运行率", "≥99%"),
    ]
    assert projects(frames, "goals") == [("保障平台",)]
    assert unparsed(frames) == ["服务人数", "100", "万人", "40"]


def test_a_key_project_told_key_by_key_and_as_a_list() -> None:
    sheet = derived(
        "项目支出情况说明表",
        ["项目名称", "平台运维"],
        ["项目概述", "对平台运维"],
        ["实施主体", "某市数据局"],
        ["实施周期", "2025年1月-12月"],
        ["年度预算安排", "120.00万元"],
        ["绩效目标和指标", "保障平台"],
    )
    listed = derived(
        "部门重点项目支出情况表",
        ["项目名称", "项目概述", "立项依据", "实施主体", "实施周期", "年度预算安排", "绩效目标和指标"],
        ["平台运维", "对平台运维", "某通知", "某市数据局", "2025年", "120.00", "保障平台"],
    )
    for frames in (sheet, listed):
        assert projects(frames, "project_name", "unit_name", "budget_yuan", "purpose", "goals") == [
            ("平台运维", "某市数据局", Decimal(1_200_000), "对平台运维", "保障平台")
        ]
        assert unparsed(frames) == []


def test_a_long_table_with_signs_in_a_column_of_types() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", "资金用途", "资金总额", "实施期绩效目标", "一级指标", "二级指标", "三级指标",
         "指标值", "度量单位", "指标值类型"],
        ["平台运维", "用于运维", "120.00", "保障平台", "产出指标", "数量指标", "平台数", "3", "个", "≥"],
        ["平台运维", "用于运维", "120.00", "保障平台", "满意度指标", "满意度指标", "群众满意度", "90", "%", "≥"],
    )  # fmt: skip
    assert kpis(frames, "level3", "operator", "target_value", "target_unit") == [
        ("平台数", ">=", Decimal(3), "个"),
        ("群众满意度", ">=", Decimal(90), "%"),
    ]
    assert projects(frames, "project_name", "budget_yuan", "goals") == [("平台运维", Decimal(1_200_000), "保障平台")]
    assert unparsed(frames) == []


def test_a_sheet_of_what_was_reached_tells_the_budget_from_what_was_spent() -> None:
    frames = derived(
        "项目支出绩效自评表",
        ["项目名称", ("平台运维", 7, 1)],
        ["主管部门", ("某市数据局", 7, 1)],
        [("项目资金（万元）", 1, 3), "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["年度资金总额", "120.00", "118.00", "115.00", "10", "97.46%", "9.7"],
        ["其中：财政拨款", "100.00", "98.00", "95.00", "—", "96.94%", "—"],
        [("年度总体目标", 1, 2), ("预期目标", 4, 1), ("实际完成情况", 3, 1)],
        [("保障平台", 4, 1), ("已完成", 3, 1)],
        [("绩效指标", 1, 2), "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "系统数量", "≥12个", "11个", "20", "18"],
    )
    names = ("label", "phase", "fund_source", "row_role", "amount_yuan")
    assert [tuple(item[name] for name in names) for item in frames["core.fact_line_item"]] == [
        ("年度资金总额", "budget", "total", "total", Decimal(1_200_000)),
        ("年度资金总额", "revised", "total", "total", Decimal(1_180_000)),
        ("年度资金总额", "actual", "total", "total", Decimal(1_150_000)),
        ("其中：财政拨款", "budget", "fiscal", "leaf", Decimal(1_000_000)),
        ("其中：财政拨款", "revised", "fiscal", "leaf", Decimal(980_000)),
        ("其中：财政拨款", "actual", "fiscal", "leaf", Decimal(950_000)),
    ]
    assert projects(frames, "budget_yuan", "fiscal_yuan", "goals") == [
        (Decimal(1_200_000), Decimal(1_000_000), "保障平台")
    ]
    assert kpis(frames, "level3", "target_raw", "weight_raw") == [("系统数量", "≥12个", "20")]
    assert unparsed(frames) == ["11个", "18"]


def test_money_spent_without_a_key_is_no_budget() -> None:
    frames = derived(
        "部门整体支出绩效自评表",
        ["部门名称", ("某市数据局", 5, 1)],
        [("部门预算（万元）", 1, 2), "预算构成", "年初预算数", "全年预算数", "全年执行数", "执行率"],
        ["基本支出", "100.00", "101.00", "99.00", "98%"],
        ["年度目标", ("保障", 5, 1)],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "得分"],
        ["产出指标", "数量指标", "系统数量", "12个", "12个", "20"],
    )
    found = [(item["component"], item["phase"], item["amount_yuan"]) for item in frames["core.fact_line_item"]]
    assert found == [
        ("basic", "budget", Decimal(1_000_000)),
        ("basic", "revised", Decimal(1_010_000)),
        ("basic", "actual", Decimal(990_000)),
    ]


def test_money_at_the_left_of_indicators_told_in_words_is_not_lost() -> None:
    frames = derived(
        "部门整体支出绩效目标表",
        [("单位名称", 1, 2), ("年度预算申请", 2, 1), ("整体绩效目标", 1, 2), ("年度绩效指标", 3, 1)],
        ["资金总额", "其中：财政拨款", "一级指标", "二级指标", "三级指标及指标值"],
        ["某市数据局", "150.00", "150.00", "保障平台", "产出指标", "数量指标", "系统数量12个"],
    )
    assert [item["amount_yuan"] for item in frames["core.fact_line_item"]] == [Decimal(1_500_000)] * 2
    assert kpis(frames, "level1", "level2", "target_raw") == [("产出指标", "数量指标", "系统数量12个")]


def test_texts_of_a_group_that_name_no_amount_are_listed() -> None:
    frames = derived(
        "部门整体支出绩效目标表",
        ["部门名称", ("某市数据局", 3, 1)],
        [("年度主要任务", 1, 2), "任务一", "平台运维", "120.00"],
        ["任务二", "数据采集", "30.00"],
        ["部门职责", ("负责数据工作", 3, 1)],
        ["年度总体目标", ("保障平台", 3, 1)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "系统数量", "12个"],
    )
    found = [(item["label"], item["amount_yuan"]) for item in frames["core.fact_line_item"]]
    assert found == [("平台运维", Decimal(1_200_000)), ("数据采集", Decimal(300_000))]
    assert unparsed(frames) == ["任务一", "任务二"]


def test_sheets_one_under_the_other_in_one_grid_are_projects_with_indicators_of_their_own() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("社区矫正经费", 3, 1)],
        ["预算金额", ("15.00", 3, 1)],
        ["一级指标", "二级指标", "三级指标", "目标值"],
        ["产出指标", "数量指标", "矫正对象人数", "120人"],
        ["项目名称", ("人民调解经费", 3, 1)],
        ["预算金额", ("22.40", 3, 1)],
        ["一级指标", "二级指标", "三级指标", "目标值"],
        ["产出指标", "数量指标", "调解案件数", "≥800件"],
    )
    by_id = {row["project_id"]: row["project_name"] for row in frames["core.fact_project"]}
    assert projects(frames, "project_name", "budget_yuan") == [
        ("社区矫正经费", Decimal(150_000)),
        ("人民调解经费", Decimal(224_000)),
    ]
    assert [(by_id[project_id], name) for project_id, name in kpis(frames, "project_id", "level3")] == [
        ("社区矫正经费", "矫正对象人数"),
        ("人民调解经费", "调解案件数"),
    ]


def test_the_target_of_the_year_beside_that_of_the_whole_term() -> None:
    frames = derived(
        "预算项目绩效目标表",
        ["项目编码", ("520300250000000000123", 2, 1), "项目名称", ("平台运维", 3, 1)],
        ["项目总金额", ("120.00", 2, 1), "年度金额", ("40.00", 3, 1)],
        ["项目总体绩效目标", ("三年内稳定运行", 6, 1)],
        ["一级指标", "二级指标", "三级指标", "指标方向", "指标值（全周期）", "指标值（2025年）", "计量单位"],
        ["成本指标", "经济成本指标", "运维成本", "小于等于", "120", "40", "万元"],
        ["效益指标", "社会效益指标", "服务居民数", "大于等于", "50000", "48000", "人"],
    )
    assert kpis(frames, "level3", "operator", "target_value", "target_unit") == [
        ("运维成本", "<=", Decimal(40), "万元"),
        ("服务居民数", ">=", Decimal(48_000), "人"),
    ]
    assert projects(frames, "budget_yuan", "total_yuan", "goals") == [
        (Decimal(400_000), Decimal(1_200_000), "三年内稳定运行")
    ]
    assert unparsed(frames) == ["120", "50000"]


def test_a_budget_that_names_its_year_beside_the_whole_investment() -> None:
    sheet = [
        ["项目名称", "内涝治理", "项目类型", "新增项目"],
        ["项目总投资（万元）", "6,500", "2025年预算（万元）", "1,800"],
        ["实施内容", ("新建管网", 3, 1)],
        ["一级指标", "二级指标", "三级指标", "2025年目标值"],
        ["产出指标", "数量指标", "新建管网", "12公里"],
    ]
    frames = derived("重点项目绩效目标表", *sheet)
    assert projects(frames, "budget_yuan", "total_yuan", "purpose") == [
        (Decimal(18_000_000), Decimal(65_000_000), "新建管网")
    ]
    several = derived("重点项目绩效目标表", *sheet[:2], ["2026年预算（万元）", "900", "主要内容", "管网"], *sheet[3:])
    assert projects(several, "budget_yuan") == [(Decimal(18_000_000),)]


def test_an_indicator_told_with_its_sign_has_a_name_and_a_target() -> None:
    frames = derived(
        "项目绩效目标汇总表",
        [("项目名称", 1, 2), ("预算金额", 1, 2), ("产出指标", 2, 1), "效益指标", "满意度指标"],
        ["数量指标", "时效指标", "社会效益", "服务对象满意度"],
        ["公益性岗位", "56.00", "岗位数≥80个", "按月发放", "就业率≥90%", "≥95%"],
    )
    assert kpis(frames, "level1", "level2", "level3", "target_raw") == [
        ("产出指标", "数量指标", "岗位数", "≥80个"),
        ("产出指标", "时效指标", None, "按月发放"),
        ("效益指标", "社会效益", "就业率", "≥90%"),
        ("满意度指标", "服务对象满意度", None, "≥95%"),
    ]
    assert unparsed(frames) == []


def test_names_and_targets_in_one_column_and_no_word_of_the_form_as_a_project() -> None:
    frames = derived(
        "重点项目绩效目标表",
        ["项目名称", ("农民培育", 2, 1)],
        ["项目金额（万元）", ("88", 2, 1)],
        ["一级指标", "二级指标", "指标内容及指标值"],
        [("产出指标", 1, 2), "数量指标", "培训农民≥1000人"],
        ["质量指标", "合格率≥95%"],
    )
    assert kpis(frames, "level2", "level3", "target_raw") == [
        ("数量指标", "培训农民", "≥1000人"),
        ("质量指标", "合格率", "≥95%"),
    ]
    assert projects(frames, "project_name", "budget_yuan") == [("农民培育", Decimal(880_000))]


def test_other_money_beside_money_of_governments_is_not_all_of_a_budget() -> None:
    frames = derived(
        "项目支出绩效目标申报表",
        ["项目名称", ("高标准农田", 5, 1)],
        [("项目资金（万元）", 1, 3), ("资金总额", 2, 1), ("1700.00", 3, 1)],
        [("1.中央资金", 2, 1), ("1200.00", 3, 1)],
        [("2.省级资金", 2, 1), ("500.00", 3, 1)],
        ["项目性质", "新增", ("3.其他资金", 2, 1), ("0.00", 2, 1)],
        ["年度目标", ("建设高标准农田1万亩", 5, 1)],
        ["一级指标", "二级指标", ("三级指标", 2, 1), "指标值", "备注"],
        ["产出指标", "数量指标", ("建设面积", 2, 1), "10000亩", ""],
    )
    assert projects(frames, "budget_yuan", "fiscal_yuan", "other_yuan") == [(Decimal(17_000_000), None, Decimal(0))]
    assert [row["equation"] for row in frames["audit.identity_result"] if row["holds"] == "no"] == []
