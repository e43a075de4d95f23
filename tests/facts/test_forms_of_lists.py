"""Tables that list units, projects and items under one another: what each row is, and that the arithmetic closes."""

from decimal import Decimal

from test_layouts import all_proven, derived, items


def test_rows_of_units_under_a_header_for_units_and_items() -> None:
    frames = derived(
        "一般公共预算“三公”经费支出预算表",
        [("单位编码", 1, 2), ("单位名称（科目）", 1, 2), ("当年财政拨款预算安排", 3, 1)],
        ["合计", "因公出国（境）费用", "公务接待费"],
        ["", "合 计", "5.00", "2.00", "3.00"],
        ["101001", "某市数据局", "4.00", "2.00", "2.00"],
        ["101002", "某市数据中心", "1.00", "", "1.00"],
    )
    assert all_proven(frames)
    assert set(items(frames, "statement", "axis", "fund_source")) == {("three_public", "unit", "general_public")}
    assert {label for label, role in items(frames, "label", "row_role") if role == "unit"} == {
        "某市数据局",
        "某市数据中心",
    }


def test_an_item_named_alone_heads_the_projects_that_print_its_code() -> None:
    frames = derived(
        "一般公共预算项目支出预算表",
        [("科目编码", 3, 1), ("单位代码", 1, 2), ("单位名称（科目）", 1, 2), ("金额", 1, 2)],
        ["类", "款", "项"],
        ["", "", "", "", "合计", "9.00"],
        ["", "", "", "", "某市数据局", "9.00"],
        ["", "", "", "", "一般行政管理事务", "9.00"],
        ["201", "03", "02", "101001", "云平台运维", "5.00"],
        ["201", "03", "02", "101001", "宣传推广", "4.00"],
    )
    assert all_proven(frames)
    assert items(frames, "statement", "label", "function_code", "function_code_inferred", "row_role")[2:] == [
        ("project_list", "一般行政管理事务", None, "2010302", "subtotal"),
        ("project_list", "云平台运维", "2010302", None, "leaf"),
        ("project_list", "宣传推广", "2010302", None, "leaf"),
    ]


def test_a_project_alone_in_its_row_heads_its_rows_with_codes() -> None:
    """Projects with their codes below, an of-which column of no fund, the total in the column of kinds."""
    frames = derived(
        "部门项目支出预算表",
        [("项目分类", 1, 2), ("项目代码", 1, 2), ("项目名称", 1, 2), ("项目单位", 1, 2), ("经济科目编码", 1, 2),
         ("经济科目名称", 1, 2), ("资金来源", 3, 1)],
        ["合计", "其中：本次下达", "一般公共预算"],
        ["", "", "云平台运维", "", "", "", "5.00", "5.00", "5.00"],
        ["313事业发展类", "530111251100003", "云平台运维", "某市数据局", "30201", "办公费", "2.00", "2.00", "2.00"],
        ["313事业发展类", "530111251100003", "云平台运维", "某市数据局", "30227", "委托业务费", "3.00", "3.00", "3.00"],
        ["合 计", "", "", "", "", "", "5.00", "5.00", "5.00"],
    )  # fmt: skip
    first = [row for row in frames["core.fact_line_item"] if row["col_no"] == 7]
    assert [(row["label"], row["row_role"], row["is_leaf"], row["economic_code"]) for row in first] == [
        ("云平台运维", "subtotal", False, None),
        ("云平台运维", "leaf", True, "30201"),
        ("云平台运维", "leaf", True, "30227"),
        ("合计", "total", False, None),
    ]
    assert {row["proof"] for row in first} == {"proven"}
    assert {row["component"] for row in frames["core.fact_line_item"]} == {"project"}


def test_names_listed_under_a_part_of_the_expenditure() -> None:
    frames = derived(
        "收支总表",
        [("收入", 2, 1), ("支出", 2, 1)],
        ["项目", "本年预算", "项目(按部门预算经济分类)", "本年预算"],
        ["一、一般公共预算拨款收入", "100.00", "一、基本支出", "70.00"],
        ["", "", "工资福利支出", "60.00"],
        ["", "", "商品和服务支出", "10.00"],
        ["", "", "二、项目支出", "30.00"],
        ["", "", "按项目管理的商品和服务支出", "30.00"],
        ["收入总计", "100.00", "支出总计", "100.00"],
    )
    assert all_proven(frames)
    assert [
        (label, role) for label, role, flow in items(frames, "label", "row_role", "flow") if flow == "expenditure"
    ] == [
        ("一、基本支出", "subtotal"),
        ("工资福利支出", "leaf"),
        ("商品和服务支出", "leaf"),
        ("二、项目支出", "subtotal"),
        ("按项目管理的商品和服务支出", "leaf"),
        ("支出总计", "total"),
    ]


def test_indicators_under_a_header_of_two_lines_with_projects_at_the_left() -> None:
    frames = derived(
        "项目支出绩效目标表",
        [("单位代码", 1, 2), ("单位（专项）名称", 1, 2), ("资金总额", 1, 2), ("绩效指标", 5, 1)],
        ["一级指标", "二级指标", "三级指标", "指标值", "度量单位"],
        [("101001", 1, 2), ("云平台运维", 1, 2), ("125.00", 1, 2), "产出指标", "数量指标", "云主机数量", "≥200", "台"],
        ["产出指标", "质量指标", "可用率", "≥99.9", "%"],
        [("101001", 1, 1), ("平台建设", 1, 1), ("64.00", 1, 1), "产出指标", "数量指标", "建设数量", "=1", "个"],
    )
    assert items(frames, "label", "column_path", "component", "amount_yuan") == [
        ("云平台运维", "资金总额", "project", Decimal("1250000.00")),
        ("平台建设", "资金总额", "project", Decimal("640000.00")),
    ]
    assert [row["project_name"] for row in frames["core.fact_project"]] == ["云平台运维", "平台建设"]
    assert [(row["level3"], row["target_raw"], row["seq"]) for row in frames["core.fact_kpi"]] == [
        ("云主机数量", "≥200台", 1),
        ("可用率", "≥99.9%", 2),
        ("建设数量", "=1个", 1),
    ]


def test_money_divided_in_two_ways_in_one_row_of_a_department() -> None:
    frames = derived(
        "整体支出绩效目标表",
        [("单位名称", 1, 3), ("年度预算申请", 5, 1), ("一级指标", 1, 3), ("三级指标", 1, 3), ("指标值", 1, 3)],
        [("资金总额", 1, 2), ("按收入性质分", 2, 1), ("按支出性质分", 2, 1)],
        ["一般公共预算", "政府性基金拨款", "基本支出", "项目支出"],
        ["某市数据局", "9.00", "7.00", "2.00", "5.00", "4.00", "产出指标", "办件量", "≥200件"],
    )
    assert all_proven(frames)
    assert items(frames, "column_path", "fund_source", "component") == [
        ("年度预算申请/资金总额", "total", "total"),
        ("年度预算申请/按收入性质分/一般公共预算", "general_public", "total"),
        ("年度预算申请/按收入性质分/政府性基金拨款", "gov_fund", "total"),
        ("年度预算申请/按支出性质分/基本支出", "total", "basic"),
        ("年度预算申请/按支出性质分/项目支出", "total", "project"),
    ]


def test_all_fiscal_money_by_economic_classification_is_fiscal_expenditure() -> None:
    frames = derived(
        "财政拨款支出预算表（部门经济分类科目）",
        ["科目编码", "科目名称", "金额"],
        ["301", "工资福利支出", "60.00"],
        ["30101", "基本工资", "60.00"],
    )
    assert set(items(frames, "statement", "axis", "fund_source")) == {("fiscal_expenditure", "economic", "fiscal")}


def test_a_list_of_codes_that_runs_on_in_the_next_panel() -> None:
    """The form of final accounts: 302 stands at the foot of one panel, its last items at the top of the next."""
    frames = derived(
        "一般公共预算财政拨款基本支出决算表",
        [("人员经费", 3, 1), ("公用经费", 6, 1)],
        ["科目编码", "科目名称", "决算数"] * 3,
        ["301", "工资福利支出", "300.00", "302", "商品和服务支出", "90.00", "30228", "工会经费", "10.00"],
        ["30101", "基本工资", "300.00", "30201", "办公费", "80.00", "310", "资本性支出", "20.00"],
        ["", "", "", "", "", "", "31002", "办公设备购置", "20.00"],
        [("人员经费合计", 2, 1), "300.00", ("公用经费合计", 5, 1), "110.00"],
    )
    assert all_proven(frames)
    assert [
        (row["label"], row["label_path"], row["parent_row_no"])
        for row in frames["core.fact_line_item"]
        if row["economic_code"] in {"30201", "30228"}
    ] == [
        ("办公费", "公用经费合计/商品和服务支出/办公费", 3),
        ("工会经费", "公用经费合计/商品和服务支出/工会经费", 3),
    ]


def test_basic_and_project_expenditure_as_rows() -> None:
    frames = derived(
        "支出总体情况表",
        ["项目", "2025年预算"],
        ["一、基本支出", "70.00"],
        ["工资福利支出", "60.00"],
        ["商品和服务支出", "10.00"],
        ["二、项目支出", "30.00"],
        ["支出总计", "100.00"],
    )
    assert all_proven(frames)
    assert items(frames, "statement", "axis", "label", "component") == [
        ("expenditure", "item", "一、基本支出", "basic"),
        ("expenditure", "item", "工资福利支出", "wages"),
        ("expenditure", "item", "商品和服务支出", "goods"),
        ("expenditure", "item", "二、项目支出", "project"),
        ("expenditure", "item", "支出总计", "total"),
    ]


def test_a_name_of_several_codes_under_a_unit_is_that_of_the_open_class() -> None:
    """Two 款 of 301 were called 其他社会保障缴费: its code is not known, its 类 is."""
    frames = derived(
        "部门预算基本支出预算表",
        ["预算单位", "支出项目类别", "总计"],
        ["合计", "", "63.00"],
        ["某市数据局", "", "63.00"],
        ["", "工资福利支出", "60.00"],
        ["", "基本工资", "50.00"],
        ["", "其他社会保障缴费", "10.00"],
        ["", "资本性支出", "3.00"],
        ["", "办公设备购置", "3.00"],
    )
    assert all_proven(frames)
    assert items(frames, "label", "economic_code_inferred", "row_role")[2:] == [
        ("工资福利支出", "301", "subtotal"),
        ("基本工资", "30101", "leaf"),
        ("其他社会保障缴费", None, "leaf"),
        ("资本性支出", "310", "subtotal"),
        ("办公设备购置", "31002", "leaf"),
    ]


def test_people_in_the_sheet_of_a_department_are_no_money() -> None:
    frames = derived(
        "部门整体支出绩效目标表",
        ["部门名称", "某市数据局", "联系人", "某某"],
        ["编制控制数", "20", "在职人员总数", "18"],
        ["收入预算合计", "784.15", "其他资金", "0.00"],
        [("年度绩效目标", 1, 1), ("做好数据工作。", 3, 1)],
        ["一级指标", "二级指标", "三级指标", "目标值"],
        ["产出指标", "数量指标", "系统数量", "≥12套"],
    )
    assert items(frames, "label", "amount_yuan") == [
        ("收入预算合计", Decimal("7841500.00")),
        ("其他资金", Decimal("0.00")),
    ]


def test_tables_without_a_title_are_known_by_their_headers() -> None:
    income = derived(
        "表2",
        [("单位代码", 1, 2), ("单位名称", 1, 2), ("合计", 1, 2), ("本年收入", 3, 1)],
        ["一般公共预算", "政府性基金预算", "事业收入"],
        ["", "合计", "9.00", "6.00", "2.00", "1.00"],
        ["101001", "某市数据局", "9.00", "6.00", "2.00", "1.00"],
    )
    assert set(items(income, "statement", "axis", "flow")) == {("income", "unit", "revenue")}
    fund = derived(
        "表8",
        [("科目编码", 1, 2), ("科目名称", 1, 2), ("本年政府性基金预算支出", 2, 1)],
        ["基本支出", "项目支出"],
        ["212", "城乡社区支出", "", "5.00"],
    )
    assert set(items(fund, "statement", "fund_source")) == {("gov_fund_expenditure", "gov_fund")}
    any_fund = derived(
        "表5",
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["201", "一般公共服务支出", "5.00", "3.00", "2.00"],
    )
    assert set(items(any_fund, "statement")) == {("other",)}


def test_expenditure_of_one_fund_that_has_no_statement_of_its_own() -> None:
    frames = derived(
        "财政专户管理资金支出预算表",
        [("科目编码", 1, 2), ("科目名称", 1, 2), ("本年财政专户管理资金支出", 3, 1)],
        ["合计", "基本支出", "项目支出"],
        ["205", "教育支出", "5.00", "3.00", "2.00"],
        ["20502", "普通教育", "5.00", "3.00", "2.00"],
    )
    assert set(items(frames, "statement", "axis", "flow", "fund_source")) == {
        ("other", "function", "expenditure", "fiscal_account")
    }
    assert items(frames, "component")[:3] == [("total",), ("basic",), ("project",)]


def test_what_is_carried_over_is_no_money_of_the_fund_that_the_title_names() -> None:
    frames = derived(
        "政府性基金预算收支表",
        [("收入", 2, 1), ("支出", 2, 1)],
        ["项目", "预算数", "项目", "预算数"],
        ["一、政府性基金预算拨款收入", "50.00", "一、城乡社区支出", "53.00"],
        ["二、上年结转", "3.00", "", ""],
        ["收入总计", "53.00", "支出总计", "53.00"],
    )
    assert all_proven(frames)
    revenue = [row for row in frames["core.fact_line_item"] if row["flow"] == "revenue"]
    assert [row["fund_source"] for row in revenue] == ["gov_fund", "carry_over", "gov_fund"]


def test_a_column_of_kinds_states_the_component_of_each_row() -> None:
    frames = derived(
        "部门支出预算明细表",
        ["单位", "支出类别", "项目名称", "金额", "一般公共预算"],
        ["合计", "", "", "120.00", "120.00"],
        ["某县残联", "基本支出", "人员及公用经费", "80.00", "80.00"],
        ["某县残联", "项目支出", "残疾人康复", "40.00", "40.00"],
    )
    found = [(r["row_no"], r["component"], str(r["amount_yuan"])) for r in frames["core.fact_line_item"]]
    assert found == [
        (2, "total", "1200000.00"),
        (2, "total", "1200000.00"),
        (3, "basic", "800000.00"),
        (3, "basic", "800000.00"),
        (4, "project", "400000.00"),
        (4, "project", "400000.00"),
    ]
    assert frames["audit.unparsed_cell"] == []
    assert [r["project_name"] for r in frames["core.fact_project"]] == ["残疾人康复"]


def test_what_was_reached_is_money_where_no_indicators_stand() -> None:
    frames = derived(
        "补贴资金分村情况表",
        ["村名", "计划数", "实际完成值", "得分"],
        ["合计", "30.00", "28.00", "93.50"],
        ["东村", "20.00", "19.00", "96.00"],
        ["西村", "10.00", "9.00", "91.00"],
    )
    found = [(r["label"], r["phase"], r["amount_raw"]) for r in frames["core.fact_line_item"]]
    assert found == [
        ("合计", "budget", "30.00"),
        ("合计", "actual", "28.00"),
        ("东村", "budget", "20.00"),
        ("东村", "actual", "19.00"),
        ("西村", "budget", "10.00"),
        ("西村", "actual", "9.00"),
    ]


def test_names_as_far_in_as_each_other_are_parts_of_one_row() -> None:
    frames = derived(
        "一般公共预算基本支出表",
        ["政府预算支出经济分类科目", "本年预算数"],
        ["机关工资福利支出", "90.00"],
        ["　工资奖金津补贴", "60.00"],
        ["　社会保障缴费", "20.00"],
        ["　住房公积金", "10.00"],
        ["机关商品和服务支出", "10.00"],
        ["　办公经费", "7.00"],
        ["　会议费", "3.00"],
        ["合计", "100.00"],
    )
    found = [(r["label"], r["parent_row_no"]) for r in frames["core.fact_line_item"]]
    assert found == [
        ("机关工资福利支出", 9),
        ("工资奖金津补贴", 2),
        ("社会保障缴费", 2),
        ("住房公积金", 2),
        ("机关商品和服务支出", 9),
        ("办公经费", 6),
        ("会议费", 6),
        ("合计", None),
    ]


def test_sources_and_quarters_each_divide_the_money_of_a_project() -> None:
    frames = derived(
        "项目支出表",
        [("项目名称", 1, 2), ("合计", 1, 2), ("资金来源", 2, 1), ("用款计划", 2, 1)],
        ["本年拨款", "上年结转", "上半年", "下半年"],
        ["文物修缮", "50.00", "40.00", "10.00", "15.00", "35.00"],
        ["合计", "50.00", "40.00", "10.00", "15.00", "35.00"],
    )
    assert {r["proof"] for r in frames["core.fact_line_item"]} == {"proven"}


def test_a_column_of_funds_states_the_fund_of_each_row() -> None:
    frames = derived(
        "部门支出预算明细表",
        ["功能科目编码", "功能科目名称", "资金来源", "预算数"],
        ["", "合计", "", "120.00"],
        ["2140106", "公路养护", "一般公共预算", "80.00"],
        ["2120803", "城市建设支出", "政府性基金预算", "25.00"],
        ["2140112", "公路运输管理", "其他收入", "15.00"],
    )
    found = [(r["label"], r["fund_source"], r["proof"]) for r in frames["core.fact_line_item"]]
    assert found == [
        ("合计", "total", "proven"),
        ("公路养护", "general_public", "proven"),
        ("城市建设支出", "gov_fund", "proven"),
        ("公路运输管理", "other", "proven"),
    ]


def test_totals_with_ordinals_over_their_parts() -> None:
    frames = derived(
        "所属单位收支预算汇总表",
        ["项目", "合计", "某县交通局", "某县公路中心"],
        ["一、收入总计", "100.00", "60.00", "40.00"],
        ["（一）一般公共预算拨款", "90.00", "55.00", "35.00"],
        ["（二）其他收入", "10.00", "5.00", "5.00"],
        ["二、支出总计", "100.00", "60.00", "40.00"],
        ["（一）基本支出", "70.00", "45.00", "25.00"],
        ["（二）项目支出", "30.00", "15.00", "15.00"],
    )
    rows = frames["core.fact_line_item"]
    assert {r["row_no"]: r["parent_row_no"] for r in rows} == {2: None, 3: 2, 4: 2, 5: None, 6: 5, 7: 5}
    assert {r["proof"] for r in rows} == {"proven"}


def test_a_change_in_a_column_of_increases_or_in_one_of_decreases() -> None:
    frames = derived(
        "部门收入预算增减变化情况表",
        [("项目", 1, 2), ("2025年预算数", 1, 2), ("2026年预算数", 1, 2), ("比上年增减", 2, 1)],
        ["增加", "减少"],
        ["收入总计", "100.00", "95.00", "", "5.00"],
        ["一般公共预算拨款收入", "90.00", "80.00", "", "10.00"],
        ["政府性基金预算拨款收入", "10.00", "15.00", "5.00", ""],
    )
    assert [(r["amount_raw"], r["proof"]) for r in frames["core.fact_line_item"]] == [
        (text, "proven") for text in ("100.00", "95.00", "5.00", "90.00", "80.00", "10.00", "10.00", "15.00", "5.00")
    ]


def test_a_change_that_is_not_that_of_the_years_beside_it_is_not_proven() -> None:
    frames = derived(
        "项目支出情况表",
        ["项目名称", "2025年预算数", "2026年预算数", "增减额"],
        ["农村公路养护", "80.00", "92.00", "12.00"],
        ["通组路建设", "30.00", "25.00", "4.00"],
    )
    assert [(r["amount_raw"], r["proof"]) for r in frames["core.fact_line_item"]] == [
        ("80.00", "proven"),
        ("92.00", "proven"),
        ("12.00", "proven"),
        ("30.00", "unchecked"),
        ("25.00", "unchecked"),
        ("4.00", "unchecked"),
    ]


def test_a_text_that_lists_several_funds_states_none_of_them() -> None:
    frames = derived(
        "部门支出预算明细表",
        ["功能科目编码", "功能科目名称", "支出性质", "资金来源", "预算数"],
        ["", "合计", "", "", "120.00"],
        ["2140106", "公路养护", "基本支出、项目支出", "一般公共预算、政府性基金", "80.00"],
        ["2140112", "公路运输管理", "人员经费和公用经费", "上年结转和结余", "40.00"],
    )
    found = [(r["label"], r["fund_source"], r["component"]) for r in frames["core.fact_line_item"]]
    assert found == [
        ("合计", "total", "total"),
        ("公路养护", "total", "total"),
        ("公路运输管理", "carry_over", "basic"),
    ]


def test_a_text_in_the_row_names_the_fund_of_a_purchase() -> None:
    frames = derived(
        "政府采购预算表",
        ["采购品目", "资金来源", "数量", "金额"],
        ["合计", "", "", "30.00"],
        ["疫苗", "一般公共预算", "100", "20.00"],
        ["冷链设备", "政府性基金", "2", "10.00"],
    )
    found = [
        (r["item_name"], r["total_yuan"], r["general_public_yuan"], r["gov_fund_yuan"])
        for r in frames["core.fact_procurement"]
    ]
    assert found == [
        (None, Decimal("300000.00"), None, None),
        ("疫苗", Decimal("200000.00"), Decimal("200000.00"), None),
        ("冷链设备", Decimal("100000.00"), None, Decimal("100000.00")),
    ]
