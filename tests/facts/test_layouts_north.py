"""Forms of northern provinces and ministries, printed small: what each amount is, worked out by hand."""

from tests.facts.test_layouts import all_proven, derived, items


def test_the_number_of_a_form_ends_before_the_words_of_its_title() -> None:
    """表5一般公共预算 is table 5 of 一般公共预算, not table 五一 of 般公共预算."""
    frames = derived(
        "表5 一般公共预算支出表",
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["201", "一般公共服务支出", "30.00", "20.00", "10.00"],
    )
    assert set(items(frames, "statement", "fund_source")) == {("general_public_expenditure", "general_public")}


def test_a_year_over_all_columns_is_part_of_their_path() -> None:
    frames = derived(
        "一般公共预算“三公”经费支出情况表",
        [("2025年预算数", 3, 1)],
        ["合计", "因公出国（境）费", "公务接待费"],
        ["9.00", "3.00", "6.00"],
    )
    assert items(frames, "column_path", "amount_yuan") == [
        ("2025年预算数/合计", 90000),
        ("2025年预算数/因公出国（境）费", 30000),
        ("2025年预算数/公务接待费", 60000),
    ]


def test_rows_of_expenditure_that_name_components_are_items() -> None:
    """河南 and 宁夏 set revenue by source beside expenditure by component, under plain headers."""
    frames = derived(
        "部门收支总体情况表",
        [("收入", 2, 1), ("支出", 2, 1)],
        ["项目", "预算数", "项目", "预算数"],
        ["一、财政拨款收入", "100.00", "一、基本支出", "80.00"],
        ["1.一般公共预算拨款收入", "100.00", "1.人员支出", "70.00"],
        ["2.政府性基金预算拨款收入", "", "2.公用支出", "10.00"],
        ["二、其他收入", "5.00", "二、项目支出", "25.00"],
        ["收入总计", "105.00", "支出总计", "105.00"],
    )
    assert all_proven(frames)
    found = {(row["label"], row["axis"], row["component"]) for row in frames["core.fact_line_item"]}
    assert {("1.人员支出", "item", "personnel"), ("2.公用支出", "item", "public_use")} <= found
    assert {("二、项目支出", "item", "project"), ("二、其他收入", "fund", "total")} <= found


def test_a_total_merged_over_columns_of_kinds_and_names_is_a_total() -> None:
    frames = derived(
        "项目支出表",
        ["类型", "项目名称", "项目单位", "合计", "一般公共预算"],
        [("合计", 3, 1), "30.00", "30.00"],
        ["其他运转类", "设备维护", "某市数据局本级", "10.00", "10.00"],
        ["特定目标类", "数据共享", "某市数据局本级", "20.00", "20.00"],
    )
    assert all_proven(frames)
    assert items(frames, "label", "row_role", "is_leaf")[::2] == [
        ("合计", "total", False), ("设备维护", "leaf", True), ("数据共享", "leaf", True),
    ]  # fmt: skip


def test_kinds_of_projects_as_rows_are_the_sums_of_the_projects_under_them() -> None:
    frames = derived(
        "项目支出预算表",
        ["项目名称", "单位名称", "总计", "一般公共预算"],
        ["合计", "", "30.00", "30.00"],
        ["其他运转类", "", "10.00", "10.00"],
        ["设备维护", "某市数据局本级", "10.00", "10.00"],
        ["特定目标类", "", "20.00", "20.00"],
        ["数据共享", "某市数据局本级", "20.00", "20.00"],
    )
    assert all_proven(frames)
    assert items(frames, "label", "row_role")[::2] == [
        ("合计", "total"), ("其他运转类", "subtotal"), ("设备维护", "leaf"),
        ("特定目标类", "subtotal"), ("数据共享", "leaf"),
    ]  # fmt: skip


def test_the_item_that_all_rows_are_part_of_is_the_total() -> None:
    frames = derived(
        "“三公”经费预算表",
        ["项目", "预算数"],
        ["“三公”经费合计", "9.00"],
        ["一、因公出国（境）费", "3.00"],
        ["二、公务接待费", "2.00"],
        ["三、公务用车购置及运行费", "4.00"],
        ["公务用车购置费", "1.00"],
        ["公务用车运行费", "3.00"],
    )
    assert all_proven(frames)
    assert items(frames, "row_role", "is_leaf") == [
        ("total", False), ("leaf", True), ("leaf", True), ("subtotal", False), ("leaf", True), ("leaf", True),
    ]  # fmt: skip


def test_items_of_expenditure_as_columns_have_the_fund_and_component_of_their_statement() -> None:
    frames = derived(
        "机关运行经费情况表",
        ["单位名称", "合计", "办公费", "取暖费", "其他"],
        ["某市数据局本级", "6.00", "3.00", "1.00", "2.00"],
    )
    assert set(items(frames, "fund_source", "component")) == {("general_public", "public_use")}


def test_revenue_of_one_fund_under_a_plain_header_is_of_that_fund() -> None:
    frames = derived(
        "部门政府性基金预算收入表",
        [("政府性基金预算收入科目", 2, 1), ("2024年预算数", 1, 2), ("2025年预算数", 1, 2)],
        ["科目编码", "科目名称"],
        ["10301", "政府性基金收入", "5.00", "6.00"],
    )
    assert items(frames, "flow", "fund_source", "fiscal_year", "amount_yuan") == [
        ("revenue", "gov_fund", 2024, 50000),
        ("revenue", "gov_fund", 2025, 60000),
    ]


def test_what_a_sheet_of_a_project_carries_over_is_a_part_of_its_money() -> None:
    frames = derived(
        "项目支出绩效目标表",
        [("项目名称", 2, 1), ("数据共享", 2, 1)],
        [("主管部门", 2, 1), "某市数据局", "实施单位"],
        [("项目资金（万元）", 1, 3), "年度资金总额：", ("52.10", 2, 1)],
        ["其中：财政拨款", ("50.00", 2, 1)],
        ["上年结转", ("2.10", 2, 1)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "共享次数", "≥4次"],
    )
    assert all_proven(frames)
    assert items(frames, "label", "fund_source", "row_role", "amount_yuan") == [
        ("年度资金总额：", "total", "total", 521000),
        ("其中：财政拨款", "fiscal", "leaf", 500000),
        ("上年结转", "carry_over", "leaf", 21000),
    ]


def test_projects_headed_over_two_lines_beside_their_indicators() -> None:
    frames = derived(
        "项目支出绩效目标汇总表",
        [("项目名称", 1, 2), ("项目金额", 1, 2), ("年度绩效目标", 1, 2), ("绩效指标", 4, 1)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["办案业务费", "7.00", "保障办案", "产出指标", "数量指标", "办案数", "≥100件"],
        ["网络维护费", "1.00", "系统稳定", "效益指标", "社会效益指标", "故障率", "≤1%"],
    )
    assert items(frames, "label", "amount_yuan") == [("办案业务费", 70000), ("网络维护费", 10000)]
    assert [(row["budget_yuan"], row["project_code"]) for row in frames["core.fact_project"]] == [
        (70000, None), (10000, None),
    ]  # fmt: skip


def test_final_accounts_of_one_fund_with_opening_and_closing() -> None:
    frames = derived(
        "一般公共预算财政拨款收入支出决算表",
        [("项目", 2, 1), ("年初结转和结余", 1, 2), ("本年收入", 1, 2), ("本年支出", 3, 1), ("年末结转和结余", 1, 2)],
        ["科目编码", "科目名称", "小计", "基本支出", "项目支出"],
        [("合计", 2, 1), "1.00", "9.00", "8.00", "5.00", "3.00", "2.00"],
        ["201", "一般公共服务支出", "1.00", "9.00", "8.00", "5.00", "3.00", "2.00"],
    )
    first = [row for row in frames["core.fact_line_item"] if row["row_no"] == 3]
    assert {row["statement"] for row in first} == {"general_public_expenditure"}
    assert [(row["phase"], row["flow"], row["component"]) for row in first] == [
        ("opening", "expenditure", "total"), ("actual", "revenue", "total"), ("actual", "expenditure", "total"),
        ("actual", "expenditure", "basic"), ("actual", "expenditure", "project"), ("closing", "expenditure", "total"),
    ]  # fmt: skip


def test_tables_without_any_title_are_known_by_their_headers() -> None:
    summary = derived(
        "", [("收入", 2, 1), ("支出", 2, 1)], ["项目", "预算数", "项目", "预算数"],
        ["一、一般公共预算拨款收入", "9.00", "一、一般公共服务支出", "10.00"],
        ["二、事业收入", "1.00", "", ""],
        ["收入总计", "10.00", "支出总计", "10.00"],
    )  # fmt: skip
    assert set(items(summary, "statement", "axis", "fund_source")) == {
        ("budget_summary", "fund", "general_public"), ("budget_summary", "fund", "business"),
        ("budget_summary", "fund", "total"), ("budget_summary", "function", "total"),
    }  # fmt: skip
    expenditure = derived("", ["科目编码", "科目名称", "一般公共预算支出合计", "基本支出", "项目支出"],
                          ["201", "一般公共服务支出", "9.00", "8.00", "1.00"])  # fmt: skip
    assert items(expenditure, "statement", "fund_source", "component") == [
        ("general_public_expenditure", "general_public", "total"),
        ("general_public_expenditure", "general_public", "basic"),
        ("general_public_expenditure", "general_public", "project"),
    ]
    by_item = derived("", ["项目", "预算数"], ["合计", "5.00"], ["因公出国（境）费", "1.00"], ["公务接待费", "2.00"],
                      ["公务用车购置及运行费", "2.00"])  # fmt: skip
    assert set(items(by_item, "statement")) == {("three_public",)}


def test_revenue_without_ordinals_nests_funds_under_fiscal_money_and_ends_at_its_subtotal() -> None:
    """The form of 新疆 and 兵团: 财政拨款（补助） over its funds, 小计 for the year."""
    frames = derived(
        "部门收支总体情况表",
        [("收入", 2, 1), ("支出", 2, 1)],
        ["项目", "预算数", "功能分类", "预算数"],
        ["财政拨款（补助）", "100.00", "201 一般公共服务支出", "110.00"],
        ["一般公共预算", "90.00", "202 外交支出", ""],
        ["政府性基金预算", "10.00", "", ""],
        ["事业收入", "5.00", "", ""],
        ["小    计", "105.00", "小    计", "110.00"],
        ["单位上年结余（不包括国库集中支付额度结余）", "5.00", "", ""],
        ["收 入 总 计", "110.00", "支 出 总 计", "110.00"],
    )
    assert all_proven(frames)
    left = [row for row in frames["core.fact_line_item"] if row["col_no"] == 2]
    assert [(row["row_role"], row["is_leaf"], row["fund_source"]) for row in left] == [
        ("subtotal", False, "fiscal"), ("leaf", True, "general_public"), ("leaf", True, "gov_fund"),
        ("leaf", True, "business"), ("subtotal", False, "total"), ("leaf", True, "carry_over"),
        ("total", False, "total"),
    ]  # fmt: skip


def test_classes_as_rows_of_a_summary_are_no_components() -> None:
    """陕西 sets both economic classifications beside the functional one; only basic and project are told apart."""
    frames = derived(
        "部门综合预算收支总表",
        [("收入", 2, 1), ("支出", 4, 1)],
        ["项目", "预算数", "支出经济分类科目（按大类）", "预算数", "政府预算支出经济分类科目（按大类）", "预算数"],
        ["一、财政拨款", "120.00", "1、人员经费和公用经费支出", "80.00", "1、机关工资福利支出", "70.00"],
        ["", "", "（1）工资福利支出", "70.00", "2、机关商品和服务支出", "50.00"],
        ["", "", "（2）商品和服务支出", "10.00", "", ""],
        ["", "", "2、专项业务经费支出", "40.00", "", ""],
        ["", "", "（1）商品和服务支出", "40.00", "", ""],
        ["收入总计", "120.00", "支出总计", "120.00", "支出总计", "120.00"],
    )
    by_place = {(row["row_no"], row["col_no"]): row["component"] for row in frames["core.fact_line_item"]}
    assert [by_place[row, 4] for row in range(3, 8)] == ["basic", "basic", "basic", "project", "project"]
    assert [by_place[row, 6] for row in (3, 4)] == ["total", "total"]


def test_a_change_printed_as_increase_or_decrease_against_a_year() -> None:
    frames = derived(
        "一般公共预算财政拨款支出预算表",
        [("支出功能分类", 2, 1), ("2024年预算", 1, 2), ("2025年预算", 1, 2), ("2025年比2024年", 1, 1)],
        ["科目代码", "科目名称", "增加（减少）额"],
        ["201", "一般公共服务支出", "8.00", "9.00", "1.00"],
    )
    assert items(frames, "phase", "fiscal_year") == [("budget", 2024), ("budget", 2025), ("change", 2025)]


def test_a_key_of_a_sheet_may_state_its_unit_and_a_part_its_fund() -> None:
    frames = derived(
        "项目绩效目标表",
        ["项目名称", "数据共享", "项目负责人", "张某"],
        ["预算金额（元）", "52000.00", "其中：一般公共预算", "50000.00"],
        ["单位资金", "2000.00", "主管部门", "某市数据局"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "共享次数", "≥4次"],
    )
    assert all_proven(frames)
    assert items(frames, "label", "fund_source", "row_role", "amount_yuan") == [
        ("预算金额（元）", "total", "total", 52000),
        ("其中：一般公共预算", "general_public", "leaf", 50000),
        ("单位资金", "unit_funds", "leaf", 2000),
    ]


def test_an_amount_beside_the_name_of_a_group_is_no_header() -> None:
    frames = derived(
        "部门整体绩效目标表",
        [("部门（单位）名称", 1, 1), ("某市数据局", 3, 1)],
        ["年度履职目标", ("数据共享。", 3, 1)],
        [("预算情况", 1, 2), "部门预算总额（万元）", ("205.00", 2, 1)],
        ["2、资金结构：（1）基本支出", ("100.50", 2, 1)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "共享次数", "≥4次"],
    )
    assert items(frames, "label", "component", "amount_yuan") == [
        ("部门预算总额（万元）", "total", 2050000),
        ("2、资金结构：（1）基本支出", "basic", 1005000),
    ]


def test_parts_of_one_item_after_an_of_which_row_are_of_which_rows_too() -> None:
    frames = derived(
        "“三公”经费预算情况表",
        ["项目", "2025年预算数"],
        ["“三公”经费支出", "9.50"],
        ["因公出国（境）费用", "0.00"],
        ["公务接待费", "1.50"],
        ["公务用车购置及运行费", "8.00"],
        ["其中：公务用车运行维护费", "8.00"],
        ["公务用车购置费", "0.00"],
    )
    assert items(frames, "row_role", "is_leaf") == [
        ("total", False), ("leaf", True), ("leaf", True), ("leaf", True), ("of_which", False), ("of_which", False),
    ]  # fmt: skip


def test_kinds_of_projects_in_a_summary_are_parts_of_project_expenditure() -> None:
    frames = derived(
        "部门收支总体情况表",
        [("收入", 2, 1), ("支出", 2, 1)],
        ["项目", "金额", "项目", "金额"],
        ["一、一般公共预算", "105.00", "一、基本支出", "80.00"],
        ["", "", "二、项目支出", "25.00"],
        ["", "", "1、其他运转类", "5.00"],
        ["", "", "2、特定目标类", "20.00"],
        ["收入总计", "105.00", "支出总计", "105.00"],
    )
    assert all_proven(frames)
    right = [row for row in frames["core.fact_line_item"] if row["col_no"] == 4]
    assert [(row["row_role"], row["component"]) for row in right] == [
        ("leaf", "basic"), ("subtotal", "project"), ("leaf", "project_operating"), ("leaf", "project_specific"),
        ("total", "total"),
    ]  # fmt: skip


def test_the_budget_of_a_year_beside_its_final_account() -> None:
    frames = derived(
        "一般公共预算财政拨款“三公”经费支出决算表",
        [("2025年度预算数", 2, 1), ("2025年度决算数", 2, 1)],
        ["合计", "公务接待费", "合计", "公务接待费"],
        ["5.00", "5.00", "4.00", "4.00"],
    )
    assert items(frames, "phase") == [("budget",), ("budget",), ("actual",), ("actual",)]


def test_the_parts_of_the_whole_life_beside_those_of_the_year_are_not_the_years() -> None:
    frames = derived(
        "项目支出绩效目标申报表",
        ["项目名称", ("数据共享", 3, 1)],
        ["主管部门", "某市数据局", "项目单位", "某市数据局本级"],
        ["实施期资金总额", "900.00", "年度资金总额", "300.00"],
        ["其中：财政拨款", "890.00", "其中：财政拨款", "290.00"],
        ["其他资金", "10.00", "其他资金", "10.00"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "共享次数", "≥4次"],
    )
    assert all_proven(frames)
    assert [
        (row["budget_yuan"], row["total_yuan"], row["fiscal_yuan"], row["other_yuan"])
        for row in frames["core.fact_project"]
    ] == [(3000000, 9000000, 2900000, 100000)]


def test_keys_of_money_without_an_amount_beside_them_are_headers_of_those_below() -> None:
    frames = derived(
        "部门整体绩效目标表",
        ["部门名称", ("某市数据局", 4, 1)],
        [("预算整体情况", 1, 3), "部门预算支出", "预算金额（万元）", "收入来源", "预算金额（万元）"],
        ["基本支出", "80.50", "财政拨款", "100.50"],
        ["项目支出", "20.50", "其他资金", "0.50"],
        ["总体目标", ("数据共享。", 4, 1)],
        ["一级指标", "二级指标", "三级指标", ("指标值", 2, 1)],
        ["产出指标", "数量指标", "共享次数", ("≥4次", 2, 1)],
    )
    assert items(frames, "label", "flow", "fund_source", "component", "amount_yuan") == [
        ("基本支出", "expenditure", "total", "basic", 805000),
        ("财政拨款", "revenue", "fiscal", "total", 1005000),
        ("项目支出", "expenditure", "total", "project", 205000),
        ("其他资金", "revenue", "other", "total", 5000),
    ]
    assert frames["audit.unparsed_cell"] == []
