"""Grids of projects and indicators: targets of years, four levels, plans of payments in lists, criteria by grade."""

from decimal import Decimal
from typing import Any

from facts.test_layouts import derived, items

_SHEET = [["项目名称", ("农村公路养护", 4, 1)], ["项目当年预算", ("820.00", 4, 1)]]


def _targets(frames: dict[str, list[dict[str, Any]]]) -> list[tuple[str, str | None, str | None]]:
    return [(row["level3"], row["level2"], row["target_raw"]) for row in frames["core.fact_kpi"]]


def test_the_target_of_an_indicator_is_that_of_the_disclosures_year() -> None:
    frames = derived(
        "项目绩效目标表",
        *_SHEET,
        ["指标名称", "指标类别", "2024年", "2025年", "2026年"],
        ["养护里程", "数量指标", "2010公里", "2050公里", "2100公里"],
        ["公里养护成本", "成本指标", "0.42万元", "0.40万元", "0.40万元"],
    )
    assert _targets(frames) == [("养护里程", "数量指标", "2050公里"), ("公里养护成本", "成本指标", "0.40万元")]
    assert frames["audit.unparsed_cell"] == []


def test_an_indicator_without_a_target_of_the_disclosures_year_has_none() -> None:
    frames = derived(
        "项目绩效目标表",
        *_SHEET,
        ["一级指标", "二级指标", "三级指标", "2022年目标值", "2023年目标值"],
        ["产出指标", "数量指标", "养护里程", "2010公里", "2050公里"],
    )
    assert _targets(frames) == [("养护里程", "数量指标", None)]


def test_years_in_brackets_behind_the_words_for_them() -> None:
    frames = derived(
        "项目绩效目标表",
        *_SHEET,
        ["二级指标", "三级指标", "前年（2023年）", "上年（2024年）", "预计当年（2025年）"],
        ["数量指标", "养护里程", "1980公里", "2010公里", "2050公里"],
    )
    assert _targets(frames) == [("养护里程", "数量指标", "2050公里")]


def test_the_fourth_level_names_the_indicator() -> None:
    frames = derived(
        "项目绩效目标表",
        *_SHEET,
        ["一级指标", "二级指标", "三级指标", "四级指标", "目标值"],
        ["产出指标", "数量指标", "养护", "养护里程", "2050公里"],
    )
    (row,) = frames["core.fact_kpi"]
    assert (row["level3"], row["description"], row["target_raw"]) == ("养护里程", "养护", "2050公里")


def test_criteria_by_grade_of_what_a_department_does() -> None:
    frames = derived(
        "部门职责-工作活动绩效目标",
        [("职责活动", 1, 2), ("年度预算数", 1, 2), ("内容描述", 1, 2), ("绩效指标", 1, 2), ("评价标准", 4, 1)],
        ["优", "良", "中", "差"],
        ["公路养护", "820.00", "养护县乡公路", "路况优良率", "≥86%", "≥80%", "≥75%", "＜75%"],
    )
    assert _targets(frames) == [("路况优良率", None, "≥86%")]
    assert items(frames, "statement", "label", "fund_source") == [("overall_performance", "公路养护", "total")]
    (task,) = frames["core.fact_task"]
    assert (task["name"], task["content"], int(task["total_yuan"])) == ("公路养护", "养护县乡公路", 8_200_000)


def _plan(*rows: list[str]) -> list[tuple[int, Decimal | None, Decimal]]:
    frames = derived(
        "项目支出绩效目标表",
        [("项目名称", 1, 2), ("预算年度", 1, 2), ("分月支出计划", 3, 1), ("项目资金", 2, 1), ("绩效目标", 1, 2)],
        ["3月", "6月", "12月", "总计", "财政拨款"],
        *rows,
    )
    return [(row["month"], row["share"], row["amount_yuan"]) for row in frames["core.fact_project_schedule"]]


def test_a_plan_in_a_list_reaches_the_budget_in_its_last_month() -> None:
    found = _plan(["公路养护", "2025", "205.00", "410.00", "820.00", "820.00", "820.00", "提升路况"])
    assert found == [
        (3, Decimal("25"), Decimal("2050000.00")),
        (6, Decimal("50"), Decimal("4100000.00")),
        (12, Decimal("100"), Decimal("8200000.00")),
    ]


def test_months_with_money_of_their_own_are_no_cumulative_plan() -> None:
    assert _plan(["公路养护", "2025", "205.00", "205.00", "410.00", "820.00", "820.00", "提升路况"]) == []


def _fiscal(*amounts: str) -> tuple[int | None, int | None]:
    frames = derived(
        "项目支出绩效目标表",
        [("项目名称", 1, 2), ("资金来源", 4, 1), ("指标名称", 1, 2), ("目标值", 1, 2)],
        ["合计", "上级财政资金", "本级财政资金", "自有资金"],
        ["卒中中心设备购置", *amounts, "购置设备", "3台"],
        ["远程会诊平台", "80.00", "80.00", "", "", "会诊次数", "≥60次"],
    )
    project = frames["core.fact_project"][0]
    fiscal, other = project["fiscal_yuan"], project["other_yuan"]
    return None if fiscal is None else int(fiscal), None if other is None else int(other)


def test_fiscal_money_of_two_governments_is_their_sum_where_it_makes_the_budget() -> None:
    assert _fiscal("560.00", "300.00", "160.00", "100.00") == (4_600_000, 1_000_000)
    assert _fiscal("560.00", "300.00", "160.00", "90.00")[0] is None


def test_money_named_in_one_cell_with_its_amount() -> None:
    frames = derived(
        "整体支出绩效目标表",
        ["部门名称", ("某市农业农村局", 2, 1)],
        [("年度预算申请（万元）", 1, 4), ("资金总额：5,236.40", 2, 1)],
        ["其中：一般公共预算：4,836.40", "其中：基本支出：2,136.40"],
        ["政府性基金拨款：300.00", "项目支出：3,100.00"],
        ["财政专户管理资金：100.00", ""],
        ["整体绩效目标", ("粮食总产稳定。", 2, 1)],
    )
    assert items(frames, "label", "fund_source", "proof") == [
        ("资金总额", "total", "proven"),
        ("其中：一般公共预算", "general_public", "proven"),
        ("其中：基本支出", "total", "unchecked"),
        ("政府性基金拨款", "gov_fund", "proven"),
        ("项目支出", "total", "unchecked"),
        ("财政专户管理资金", "fiscal_account", "proven"),
    ]


def test_amounts_by_phase_of_a_group_without_a_name() -> None:
    frames = derived(
        "部门整体支出绩效自评表",
        ["部门名称", ("某市文化局", 4, 1)],
        [("部门预算执行", 1, 2), "年初预算数", "全年预算数（A）", "全年执行数（B）", "执行率"],
        ["1,680.00", "1,860.50", "1,792.30", "96.33%"],
        ["年度总体目标", ("推进文旅融合。", 4, 1)],
    )
    assert items(frames, "fund_source", "phase", "amount_yuan") == [
        ("total", "budget", Decimal("16800000.00")),
        ("total", "revised", Decimal("18605000.00")),
        ("total", "actual", Decimal("17923000.00")),
    ]


def test_quantities_that_print_what_they_count() -> None:
    frames = derived(
        "政府采购预算表",
        ["采购品目名称", "采购数量", "金额"],
        ["执法记录仪", "120台", "21.60"],
        ["物业服务", "一年", "60.00"],
    )
    found = [(row["item_name"], row["quantity"], row["measure_unit"]) for row in frames["core.fact_procurement"]]
    assert found == [("执法记录仪", Decimal("120"), "台"), ("物业服务", None, None)]


def test_parts_in_the_column_of_the_year_beside_those_of_the_whole_life() -> None:
    frames = derived(
        "政策绩效目标表",
        ["政策名称", ("产业奖补政策", 3, 1)],
        [("政策资金（万元）", 1, 3), "实施期资金总额", "900.00", "2025年资金安排", "300.00"],
        ["其中：中央资金", "500.00", "其中：中央资金", "180.00"],
        ["省级资金", "400.00", "省级资金", "120.00"],
        ["2025年度绩效目标", ("建成基地。", 4, 1)],
    )
    (project,) = frames["core.fact_project"]
    assert (int(project["total_yuan"]), int(project["budget_yuan"])) == (9_000_000, 3_000_000)
    assert (int(project["fiscal_yuan"]), project["goals"]) == (3_000_000, "建成基地。")


def test_years_down_the_rows_under_funds() -> None:
    frames = derived(
        "重点项目绩效目标表",
        ["项目名称", ("农村饮水安全", 4, 1)],
        [("资金安排", 1, 4), "年度", "合计", "中央财政", "市县财政"],
        ["2024年", "600.00", "400.00", "200.00"],
        ["2025年", "680.00", "480.00", "200.00"],
        ["合计", "1,280.00", "880.00", "400.00"],
        ["年度绩效目标", ("新建供水工程6处。", 4, 1)],
    )
    (project,) = frames["core.fact_project"]
    assert (int(project["total_yuan"]), int(project["budget_yuan"]), int(project["fiscal_yuan"])) == (
        12_800_000,
        6_800_000,
        6_800_000,
    )
    found = items(frames, "fund_source", "fiscal_year", "amount_yuan")
    assert found[:2] == [("total", 2024, Decimal("6000000.00")), ("fiscal", 2024, Decimal("4000000.00"))]


def test_kinds_without_the_word_for_indicators_over_columns_of_texts() -> None:
    frames = derived(
        "项目支出绩效目标表",
        [("项目名称", 1, 3), ("预算单位", 1, 3), ("资金总额", 1, 3), ("绩效指标", 3, 1)],
        [("产出", 2, 1), ("满意度", 1, 1)],
        ["数量", "时效", "服务对象"],
        ["渡口渡船维护", "某市水运中心", "36.50", "维护渡船≥12艘", "10月底前", "≥92%"],
    )
    found = [(row["level1"], row["level2"], row["level3"], row["operator"]) for row in frames["core.fact_kpi"]]
    assert found == [
        ("产出", "数量", "维护渡船", ">="),
        ("产出", "时效", None, "before"),
        ("满意度", "服务对象", None, ">="),
    ]
    (project,) = frames["core.fact_project"]
    assert (project["project_name"], int(project["budget_yuan"])) == ("渡口渡船维护", 365_000)


def test_pairs_of_name_and_target_under_numbers() -> None:
    frames = derived(
        "项目绩效目标一览表",
        [("项目名称", 1, 2), ("指标1", 2, 1), ("指标2", 2, 1), ("年度预算", 1, 2)],
        ["名称", "目标值", "名称", "目标值"],
        ["道路清扫保洁", "清扫面积", "≥420万平方米", "机械化清扫率", "≥85%", "1,260.00"],
        ["生活垃圾清运", "清运垃圾", "≥8.6万吨", "日产日清率", "100%", "836.00"],
    )
    names = {row["project_id"]: row["project_name"] for row in frames["core.fact_project"]}
    assert [(names[row["project_id"]], row["level3"], row["target_raw"]) for row in frames["core.fact_kpi"]] == [
        ("道路清扫保洁", "清扫面积", "≥420万平方米"),
        ("道路清扫保洁", "机械化清扫率", "≥85%"),
        ("生活垃圾清运", "清运垃圾", "≥8.6万吨"),
        ("生活垃圾清运", "日产日清率", "100%"),
    ]


def test_tasks_under_a_group_that_does_not_speak_of_tasks() -> None:
    frames = derived(
        "部门整体支出绩效目标申报表",
        ["部门名称", ("某市应急管理局", 4, 1)],
        [("年度履职目标", 1, 2), "重点任务", "任务说明", "涉及资金", "预期成果"],
        ["防灾减灾救灾", "更新救灾物资储备", "320.00", "储备物资15类"],
        ["年度预算总额", "320.00", "年度绩效目标", ("守住安全底线。", 2, 1)],
    )
    (task,) = frames["core.fact_task"]
    assert (task["name"], task["content"], int(task["total_yuan"])) == ("防灾减灾救灾", "更新救灾物资储备", 3_200_000)


def test_a_total_beside_the_budget_of_a_year_over_several_columns() -> None:
    frames = derived(
        "项目支出绩效目标表",
        [("项目名称", 1, 2), ("项目总金额", 1, 2), ("2025年预算金额", 2, 1), ("指标内容", 1, 2), ("指标目标值", 1, 2)],
        ["小计", "财政拨款"],
        ["公共就业服务", "960.00", "320.00", "300.00", "开展招聘会", "≥48场"],
        ["劳动保障监察", "45.00", "45.00", "45.00", "检查用人单位", "≥560户"],
    )
    first = frames["core.fact_project"][0]
    assert (int(first["total_yuan"]), int(first["budget_yuan"]), int(first["fiscal_yuan"])) == (
        9_600_000,
        3_200_000,
        3_000_000,
    )


def test_the_unit_of_an_asset_is_no_limit_of_price() -> None:
    frames = derived(
        "国有资产占有使用情况表",
        ["项目", "计量单位", "数量", "原值"],
        ["大型设备（单价100万元以上）", "台/套", "2", "286.00"],
    )
    (asset,) = frames["core.fact_asset"]
    assert (asset["quantity"], asset["quantity_unit"]) == (Decimal("2"), "台/套")


def test_units_over_units_in_the_column_of_projects_are_no_projects() -> None:
    frames = derived(
        "部门预算项目支出绩效目标表",
        ["单位名称/项目名称", "预算金额", "年度绩效目标", "二级指标", "三级指标", "绩效指标值", "权重"],
        ["某县司法局", "186.00", "", "", "", "", ""],
        ["某县司法局本级", "160.00", "", "", "", "", ""],
        ["法律援助", "60.00", "提供法律援助。", "数量指标", "办理案件", "≥320件", "25"],
        ["", "", "", "质量指标", "案卷合格率", "≥95%", "25"],
        ["人民调解", "100.00", "化解矛盾。", "数量指标", "调解案件", "≥2600件", "50"],
        ["某县公证处", "26.00", "", "", "", "", ""],
        ["公证服务", "26.00", "提供公证。", "数量指标", "办理公证", "≥860件", "50"],
    )
    assert [(row["project_name"], row["unit_name"]) for row in frames["core.fact_project"]] == [
        ("法律援助", "某县司法局本级"),
        ("人民调解", "某县司法局本级"),
        ("公证服务", "某县公证处"),
    ]


def test_the_direction_of_an_indicator_is_not_its_operator() -> None:
    frames = derived(
        "项目支出绩效信息表",
        ["项目名称", "年初预算金额", "二级指标", "三级指标", "运算符号", "指标值", "度量单位", "本年权重", "指标方向"],
        ["撂荒地复耕", "260.00", "数量指标", "复耕面积", "≥", "5000", "亩", "30", "正向"],
    )
    (row,) = frames["core.fact_kpi"]
    assert (row["operator"], row["target_value"], row["target_unit"], row["weight_raw"]) == (
        ">=",
        Decimal("5000"),
        "亩",
        "30",
    )


def test_targets_of_half_a_year_are_none_of_the_year() -> None:
    frames = derived(
        "项目支出绩效目标表",
        *_SHEET,
        ["一级指标", "二级指标", "三级指标", "半年（程）目标值", "全年（程）目标值"],
        ["产出指标", "数量指标", "建成河道", "≥8条", "≥18条"],
    )
    assert _targets(frames) == [("建成河道", "数量指标", "≥18条")]


def test_a_list_of_projects_with_their_self_evaluation() -> None:
    frames = derived(
        "项目支出绩效自评情况表",
        ["序号", "项目名称", "年初预算数", "全年预算数", "执行数", "执行率", "自评得分"],
        ["1", "学校公用经费", "5,600.00", "5,720.00", "5,688.30", "99.45%", "98.5"],
        ["2", "生均补助", "860.00", "860.00", "816.40", "94.93%", "95.2"],
        ["", "合计", "6,460.00", "6,580.00", "6,504.70", "98.86%", ""],
    )
    assert [(row["project_name"], int(row["budget_yuan"])) for row in frames["core.fact_project"]] == [
        ("学校公用经费", 56_000_000),
        ("生均补助", 8_600_000),
    ]
    assert [row[1:] for row in items(frames, "label", "fund_source", "phase") if row[0] == "生均补助"] == [
        ("total", "budget"),
        ("total", "revised"),
        ("total", "actual"),
    ]


def test_a_plan_in_percent_in_a_list() -> None:
    frames = derived(
        "项目支出绩效目标汇总表",
        [("项目名称", 1, 2), ("预算金额", 1, 2), ("资金支出计划", 3, 1), ("绩效目标", 1, 2)],
        ["3月底", "6月底", "12月底"],
        ["公益岗补贴", "126.00", "25%", "50%", "100%", "安置60人"],
        ["创业孵化", "48.00", "20%", "40%", "90%", "孵化20家"],
    )
    found = [(row["month"], row["share"], row["amount_yuan"]) for row in frames["core.fact_project_schedule"]]
    assert found == [
        (3, Decimal("25"), Decimal("315000.00")),
        (6, Decimal("50"), Decimal("630000.00")),
        (12, Decimal("100"), Decimal("1260000.00")),
    ]


def test_the_money_of_the_year_as_a_part_of_that_of_all_years() -> None:
    frames = derived(
        "预算项目绩效目标表",
        ["项目名称", ("供热管网改造", 4, 1)],
        [("项目资金（万元）", 1, 3), "总金额", "2,600.00", "其中：当年安排", "860.00"],
        ["其中：中央资金", "1,500.00", "其中：中央资金", "500.00"],
        ["县级资金", "1,100.00", "县级资金", "360.00"],
        ["总体目标", ("改造管网36公里。", 4, 1)],
    )
    (project,) = frames["core.fact_project"]
    assert (int(project["total_yuan"]), int(project["budget_yuan"]), int(project["fiscal_yuan"])) == (
        26_000_000,
        8_600_000,
        8_600_000,
    )


def test_indicators_numbered_in_one_cell_of_a_list() -> None:
    frames = derived(
        "部门预算项目绩效目标表",
        [("项目名称", 1, 2), ("合计", 1, 2), ("年度资金来源", 2, 1), ("绩效目标", 1, 2), ("年度绩效指标", 1, 2)],
        ["财政资金", "其他资金"],
        ["教师培训", "86.00", "86.00", "", "提升教师业务能力。", "1.培训教师≥1200人次；2.培训合格率≥98%"],
    )
    assert _targets(frames) == [("培训教师", None, "≥1200人次"), ("培训合格率", None, "≥98%")]
    (project,) = frames["core.fact_project"]
    assert project["goals"] == "提升教师业务能力。"


def test_the_sum_of_scores_is_no_indicator() -> None:
    frames = derived(
        "项目支出绩效自评表",
        *_SHEET,
        ["一级指标", "二级指标", "三级指标", "年度指标值", "分值"],
        ["产出指标", "数量指标", "养护里程", "2050公里", "90"],
        ["", "", "总分", "", "90"],
    )
    assert _targets(frames) == [("养护里程", "数量指标", "2050公里")]


def test_a_blank_under_a_project_in_a_list_of_purchases_is_not_of_the_total() -> None:
    frames = derived(
        "政府采购预算表",
        ["项目名称", "采购物品名称", "数量", "采购金额"],
        ["合计", "", "", "76.80"],
        ["水旱灾害防御", "防汛抢险车辆", "2", "56.80"],
        ["", "水位监测设备", "10", "20.00"],
    )
    assert "合计" not in {row["project_name"] for row in frames["core.fact_procurement"] if row["row_role"] == "leaf"}


def test_a_row_under_a_project_without_code_and_unit_is_its_own() -> None:
    frames = derived(
        "项目支出预算表",
        ["项目单位", "项目编码", "项目名称", "经济科目编码", "经济科目名称", "合计", "一般公共预算"],
        ["某县农业局", "532931251100003456781", "农产品质量监测", "30218", "专用材料费", "26.00", "26.00"],
        ["", "", "农产品质量监测", "30227", "委托业务费", "14.00", "14.00"],
        ["合计", "", "", "", "", "40.00", "40.00"],
    )
    (project,) = frames["core.fact_project"]
    assert (int(project["budget_yuan"]), int(project["fiscal_yuan"])) == (400_000, 400_000)
