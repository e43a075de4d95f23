"""Long lists of projects with their indicators: units over them, signs in their own column, headers that are lost."""

from decimal import Decimal

from facts.test_layouts import all_proven, derived, items
from facts.test_performance_forms import kpis, projects


def test_codes_and_names_of_units_over_projects_are_their_units() -> None:
    frames = derived(
        "部门预算项目绩效目标汇总表",
        [("单位编码（项目编码）", 1, 2), ("项目单位（项目名称）", 1, 2), ("项目金额", 1, 2), ("产出指标", 2, 1)],
        ["三级指标", "指标值"],
        ["208", "", "548.5", "", ""],
        ["208001", "某县水利局", "420.0", "", ""],
        ["411502250000000186201", "水库维修养护", "420.0", "养护水库", "≥168座"],
        ["208002", "某县河道管理所", "128.5", "", ""],
        ["411502250000000186355", "河道巡查", "128.5", "巡河次数", "≥1200次"],
    )
    names = ("project_name", "unit_code", "unit_name", "budget_yuan")
    assert [tuple(row[name] for name in names) for row in frames["core.fact_project"]] == [
        ("水库维修养护", "208001", "某县水利局", Decimal(4_200_000)),
        ("河道巡查", "208002", "某县河道管理所", Decimal(1_285_000)),
    ]


def test_a_bare_name_of_a_unit_without_amounts_is_the_unit_of_the_projects_under_it() -> None:
    frames = derived(
        "部门项目支出绩效目标表",
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
        ["某区司法局", "", "", "", "", "", "", ""],
        ["法律援助", "办理案件680件。", "产出指标", "数量指标", "办理案件数", ">=", "680", "件"],
        ["", "", "产出指标", "质量指标", "评查合格率", ">=", "95", "%"],
    )
    assert [(row["project_name"], row["unit_name"]) for row in frames["core.fact_project"]] == [
        ("法律援助", "某区司法局")
    ]


def test_a_code_alone_over_that_of_its_unit_is_no_project() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["单位（专项）名称", "资金总额", "一级指标", "二级指标", "三级指标", "指标值内容", "度量单位", "绩效指标类型"],
        ["402", "460.00", "", "", "", "", "", ""],
        ["402001-某区城市管理局", "460.00", "", "", "", "", "", ""],
        ["违法建设治理", "460.00", "产出指标", "数量指标", "拆除面积", "3.6", "万平方米", "≥"],
        ["", "", "产出指标", "时效指标", "完成时间", "2025年12月31日前", "", "定性"],
        ["", "", "效益指标", "社会效益指标", "新增违建", "0", "处", "＝"],
    )
    assert [(row["project_name"], row["unit_code"], row["unit_name"]) for row in frames["core.fact_project"]] == [
        ("违法建设治理", "402001", "某区城市管理局")
    ]
    assert items(frames, "row_role", "unit_code", "unit_name", "amount_yuan")[:2] == [
        ("unit", "402", None, Decimal(4_600_000)),
        ("unit", None, "402001-某区城市管理局", Decimal(4_600_000)),
    ]
    assert [(row["operator"], row["target_value"], row["target_unit"]) for row in frames["core.fact_kpi"]] == [
        (">=", Decimal("3.6"), "万平方米"),
        ("before", None, None),
        ("=", Decimal(0), "处"),
    ]


def test_numbers_beside_signs_are_no_money_where_the_header_is_lost() -> None:
    frames = derived(
        "",
        ["产出指标", "数量指标", "养护工程", "≥", "42.6", "公里", "10"],
        ["产出指标", "质量指标", "验收合格率", "＝", "100.0", "%", "10"],
        ["效益指标", "社会效益指标", "责任事故", "≤", "1.2", "起", "10"],
    )
    assert frames["core.fact_line_item"] == []
    assert {"42.6", "100.0", "1.2"} <= {row["text"] for row in frames["audit.unparsed_cell"]}


def test_a_line_over_a_sheet_with_code_and_name_is_its_unit() -> None:
    frames = derived(
        "绩效目标表</p><p>382001某区市场监督管理局本级",
        ["项目编码", "13050323P00418110012X", "项目名称", "监督抽检经费"],
        ["预算规模", "预算数", "其中：财政资金", "其他资金"],
        ["", "156.00", "156.00", "0.00"],
        ["绩效目标", ("抽检2600批次。", 3, 1)],
    )
    assert [(row["project_name"], row["unit_code"], row["unit_name"]) for row in frames["core.fact_project"]] == [
        ("监督抽检经费", "382001", "某区市场监督管理局本级")
    ]


def test_what_years_before_were_given_is_listed_and_not_dropped() -> None:
    frames = derived(
        "项目支出绩效目标表",
        [("项目名称：岸线整治修复", 5, 1)],
        [("预算执行情况", 1, 3), "资金来源", "项目总额（万元）", "2025年预算（万元）", "以前年度已安排（万元）"],
        ["财政拨款", "3600.00", "1200.00", "1100.00"],
        ["合计", "3600.00", "1200.00", "1100.00"],
        ["年度总体目标", ("修复岸线6.8公里。", 4, 1)],
        ["", "一级指标", "二级指标", "三级指标", "指标值"],
        ["", "产出指标", "数量指标", "修复长度", "≥6.8公里"],
    )
    assert [(r["project_name"], r["budget_yuan"], r["total_yuan"]) for r in frames["core.fact_project"]] == [
        ("岸线整治修复", Decimal(12_000_000), Decimal(36_000_000))
    ]
    assert [row["text"] for row in frames["audit.unparsed_cell"]] == ["1100.00", "1100.00"]


def test_amounts_of_years_before_under_a_caption_are_none_of_the_year() -> None:
    frames = derived(
        "部门整体支出绩效目标申报表",
        ["部门（单位）名称", ("某区应急管理局", 5, 1)],
        [
            ("部门总体资金情况", 1, 6),
            ("总体资金情况", 1, 2),
            ("当年金额", 1, 2),
            ("占比", 1, 2),
            ("近两年收支金额", 2, 1),
        ],
        ["2023年", "2024年"],
        [("支出构成", 5, 1)],
        ["人员类项目支出", "720.00", "60%", "680.00", "700.00"],
        ["特定目标类项目支出", "480.00", "40%", "390.00", "428.00"],
        ["合计", "1200.00", "100%", "1070.00", "1128.00"],
        ["年度绩效目标", "一级指标", "二级指标", "三级指标", "指标值", "绩效标准"],
        ["", "产出指标", "数量指标", "检查企业", "≥260家次", "计划标准"],
    )
    amounts = [Decimal(figure) for figure in ("7200000", "4800000", "12000000")]
    assert [amount for (amount,) in items(frames, "amount_yuan")] == amounts
    assert {"680.00", "700.00", "1070.00", "1128.00"} <= {row["text"] for row in frames["audit.unparsed_cell"]}


def test_kinds_of_both_levels_in_one_cell_beside_one_of_the_first_alone() -> None:
    frames = derived(
        "预算项目绩效目标表",
        ["项目名称", "金额", "指标类型", "指标名称", "目标值"],
        ["养老服务补贴", "865.00", "产出指标-数量指标", "服务老人数", "≥1200人"],
        ["", "", "产出指标-成本指标", "人均补贴标准", "≤600元/月"],
        ["", "", "满意度指标", "老人满意度", "≥95%"],
    )
    assert [(row["level1"], row["level2"], row["level3"]) for row in frames["core.fact_kpi"]] == [
        ("产出指标", "数量指标", "服务老人数"),
        ("产出指标", "成本指标", "人均补贴标准"),
        ("满意度指标", None, "老人满意度"),
    ]


def test_indicators_with_signs_that_semicolons_part_are_one_each() -> None:
    frames = derived(
        "项目支出绩效目标表",
        [("项目名称", 1, 2), ("预算金额", 1, 2), ("产出指标", 2, 1), ("满意度指标", 1, 2)],
        ["数量指标", "时效指标"],
        ["免费开放", "186.00", "开放场馆≥2个；接待群众≥32万人次", "完工时间≤2025年11月底", "满意度≥95%"],
    )
    assert [
        (row["level2"], row["level3"], row["operator"], row["target_value"]) for row in frames["core.fact_kpi"]
    ] == [
        ("数量指标", "开放场馆", ">=", Decimal(2)),
        ("数量指标", "接待群众", ">=", Decimal(32)),
        ("时效指标", "完工时间", "before", None),
        (None, "满意度", ">=", Decimal(95)),
    ]


def test_what_heads_the_goals_of_a_sheet_is_no_goal_and_a_marked_part_has_the_fund_over_it() -> None:
    frames = derived(
        "项目支出绩效目标申报表",
        ["项目名称", ("最低生活保障", 3, 1)],
        [("资金来源", 1, 4), ("资金来源项目", 2, 1), "金额（万元）"],
        [("合计", 2, 1), "3200.00"],
        [("一般公共预算财政拨款", 2, 1), "3000.00"],
        [("其中：申请当年预算拨款", 2, 1), "2900.00"],
        [("项目绩效总目标", 1, 2), "名称", ("目标说明", 2, 1)],
        ["年度绩效目标1", ("保障4600人的基本生活。", 2, 1)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "保障人数", "≥4600人"],
    )
    assert [row["goals"] for row in frames["core.fact_project"]] == ["保障4600人的基本生活。"]
    assert items(frames, "amount_raw", "fund_source") == [
        ("3200.00", "total"),
        ("3000.00", "general_public"),
        ("2900.00", "general_public"),
    ]


def test_figures_under_each_other_beside_a_key_are_listed() -> None:
    frames = derived(
        "绩效目标表",
        ["项目编码", "13090325P00310420008T", "项目名称", "小区改造", "", ""],
        [("预算规模及资金用途", 1, 2), "预算数", "1260000<br>0.00", "其中：财政资金", "1260000<br>0.00", "其他资金"],
        [("用于小区改造。", 5, 1)],
        ["绩效目标", ("完成改造。", 5, 1)],
    )
    assert [(row["project_name"], row["budget_yuan"]) for row in frames["core.fact_project"]] == [("小区改造", None)]
    assert [row["text"].split() for row in frames["audit.unparsed_cell"]] == [["1260000", "0.00"], ["1260000", "0.00"]]


def test_a_kind_of_indicators_under_another_is_no_indicator() -> None:
    frames = derived(
        "",
        ["产出指标", "数量指标", "鉴定房屋栋数", "完成鉴定栋数", "＝320栋", "工作计划"],
        ["", "成本指标", "单栋鉴定费用", "平均鉴定费用", "≤1500元/栋", "市场询价"],
        ["效益指标", "社会效益指标", "倒塌事故", "年度事故数", "0起", "历史标准"],
    )
    assert frames["core.fact_kpi"] == []


def test_the_money_of_the_whole_life_beside_that_of_the_year_in_a_list() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", "项目概况", "实施期资金总额", "年度资金总额", "一级指标", "二级指标", "三级指标", "指标值"],
        [("河道清淤", 1, 2), ("清理淤泥", 1, 2), ("90.00", 1, 2), ("30.00", 1, 2),
         "产出指标", "数量指标", "清淤里程", "≥12公里"],
        ["效益指标", "社会效益指标", "受益人数", "≥300人"],
        ["护林防火", "巡护林区", "20.00", "10.00", "产出指标", "数量指标", "巡护次数", "≥48次"],
    )  # fmt: skip
    assert projects(frames, "project_name", "total_yuan", "budget_yuan", "purpose") == [
        ("河道清淤", 900_000, 300_000, "清理淤泥"),
        ("护林防火", 200_000, 100_000, "巡护林区"),
    ]
    assert set(items(frames, "fund_source")) == {("total",)}


def test_names_of_units_over_projects_whose_sum_they_are() -> None:
    frames = derived(
        "项目支出表",
        ["项目名称", "项目类别", "合计", "财政拨款"],
        ["某区文化管理所", "", "30.00", "25.00"],
        ["展览布置", "特定目标类", "20.00", "15.00"],
        ["图书馆", "特定目标类", "10.00", "10.00"],
        ["某区文化事务中心", "", "7.00", "7.00"],
        ["场馆维修", "其他运转类", "7.00", "7.00"],
    )
    assert all_proven(frames)
    assert projects(frames, "project_name", "unit_name", "budget_yuan") == [
        ("展览布置", "某区文化管理所", 200_000),
        ("图书馆", "某区文化管理所", 100_000),
        ("场馆维修", "某区文化事务中心", 70_000),
    ]


def test_a_project_named_like_a_unit_that_is_no_sum_is_a_project() -> None:
    frames = derived(
        "项目支出表",
        ["项目名称", "合计"],
        ["展览布置", "20.00"],
        ["某区图书馆", "10.00"],
        ["场馆维修", "7.00"],
    )
    assert projects(frames, "project_name", "unit_name") == [
        ("展览布置", None),
        ("某区图书馆", None),
        ("场馆维修", None),
    ]


def test_what_stands_over_projects_in_the_column_of_their_numbers_keeps_its_name() -> None:
    frames = derived(
        "项目支出表",
        ["序号", "项目名称", "金额"],
        ["某区水利局", "", "30.00"],
        ["1", "河道清淤", "20.00"],
        ["2", "水库维修", "10.00"],
        ["其他资金安排", "", "7.00"],
        ["3", "物资储备", "7.00"],
    )
    assert items(frames, "label", "row_role", "unit_name") == [
        ("某区水利局", "unit", "某区水利局"),
        ("河道清淤", "leaf", "某区水利局"),
        ("水库维修", "leaf", "某区水利局"),
        ("其他资金安排", "subtotal", None),
        ("物资储备", "leaf", "某区水利局"),
    ]
    assert projects(frames, "project_name") == [("河道清淤",), ("水库维修",), ("物资储备",)]


def test_thousands_in_a_target_behind_the_name_and_a_colon() -> None:
    frames = derived(
        "项目支出绩效目标表",
        [("项目名称", 1, 2), ("金额", 1, 2), ("产出指标", 2, 1), "满意度指标"],
        ["数量指标", "成本指标", "服务对象满意度指标"],
        ["设备更新", "43.00", "改造面积≥1,500平方米", "设备单价：≤8,600元/台", "服务对象满意度：≥95%"],
    )
    assert kpis(frames, "level2", "level3", "target_raw", "target_value") == [
        ("数量指标", "改造面积", "≥1,500平方米", 1500),
        ("成本指标", "设备单价", "≤8,600元/台", 8600),
        ("服务对象满意度指标", "服务对象满意度", "≥95%", 95),
    ]


def test_a_kind_that_a_page_break_cut_under_a_kind_of_the_first_level() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("路灯维护", 3, 1)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        [("满意度指标", 1, 3), "服务对象满", "居民满意度", "≥90%"],
        [("意度", 1, 2), "商户满意度", "≥85%"],
        ["司机满意度", "≥80%"],
    )
    assert kpis(frames, "level2", "level3") == [
        ("服务对象满意度", "居民满意度"),
        ("服务对象满意度", "商户满意度"),
        ("服务对象满意度", "司机满意度"),
    ]


def test_what_was_spent_in_the_name_of_a_group_of_money_is_no_header_of_a_phase() -> None:
    frames = derived(
        "项目支出绩效自评表",
        ["项目名称", ("路灯维护", 4, 1)],
        [("预算执行情况（万元）", 1, 3), "", "年初预算数", "全年执行数", "执行率"],
        ["年度资金总额", "50.00", "45.00", "90%"],
        ["其中：财政拨款", "40.00", "35.00", ""],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"],
        ["产出指标", "数量指标", "维护路灯", "≥300盏", "310盏"],
        kind="final_accounts",
    )
    assert items(frames, "label", "column_path", "fund_source", "phase", "amount_yuan") == [
        ("年度资金总额", "年初预算数", "total", "budget", 500_000),
        ("年度资金总额", "全年执行数", "total", "actual", 450_000),
        ("其中：财政拨款", "年初预算数", "fiscal", "budget", 400_000),
        ("其中：财政拨款", "全年执行数", "fiscal", "actual", 350_000),
    ]
    assert projects(frames, "budget_yuan", "fiscal_yuan") == [(500_000, 400_000)]


def test_rows_that_are_funds_by_their_header_in_a_table_of_no_known_statement() -> None:
    frames = derived(
        "部门预算执行情况表",
        ["资金来源", "年初预算数", "全年执行数", "执行率"],
        ["一般公共预算", "12.00", "11.00", "91.67%"],
        ["其他资金", "3.00", "2.00", "66.67%"],
        ["合计", "15.00", "13.00", "86.67%"],
        kind="final_accounts",
    )
    assert items(frames, "statement", "axis", "fund_source", "phase") == [
        ("other", "fund", "general_public", "budget"),
        ("other", "fund", "general_public", "actual"),
        ("other", "fund", "other", "budget"),
        ("other", "fund", "other", "actual"),
        ("other", "fund", "total", "budget"),
        ("other", "fund", "total", "actual"),
    ]
    assert all_proven(frames)


def test_a_unit_over_projects_that_print_their_amount_beside_each_indicator() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", "金额", "一级指标", "二级指标", "三级指标", "指标值"],
        ["某市应急信息中心", "30.00", "", "", "", ""],
        ["平台运维", "20.00", "产出指标", "数量指标", "系统数", "≥3个"],
        ["平台运维", "20.00", "产出指标", "质量指标", "故障率", "≤2%"],
        ["信息采集", "10.00", "产出指标", "数量指标", "采集点", "≥8个"],
        ["信息采集", "10.00", "产出指标", "质量指标", "准确率", "≥98%"],
    )
    assert projects(frames, "project_name", "unit_name", "budget_yuan") == [
        ("平台运维", "某市应急信息中心", 200_000),
        ("信息采集", "某市应急信息中心", 100_000),
    ]


def test_ways_to_divide_the_money_over_columns_whose_widths_are_lost() -> None:
    frames = derived(
        "部门整体支出绩效目标表",
        ["部门名称", "某市司法局", "", "", "", ""],
        ["年度预算申请", "资金总额", "90.00", "", "", ""],
        ["", "按收入性质分", "", "", "按支出性质分", ""],
        ["", "财政拨款", "80.00", "", "基本支出", "60.00"],
        ["", "其他资金", "10.00", "", "项目支出", "30.00"],
        ["年度绩效目标", "推进法治建设。", "", "", "", ""],
    )
    assert items(frames, "label", "column_path") == [
        ("资金总额", ""),
        ("财政拨款", "按收入性质分"),
        ("基本支出", "按支出性质分"),
        ("其他资金", "按收入性质分"),
        ("项目支出", "按支出性质分"),
    ]
