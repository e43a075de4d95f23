"""Long lists of projects with their indicators: units over them, signs in their own column, headers that are lost."""

from decimal import Decimal

from facts.test_layouts import derived, items


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
