"""Forms of western and southern provinces, printed small: what each amount is, worked out by hand."""

from types import SimpleNamespace

import pytest

from pipeline.documents.reading import read
from pipeline.warehouse.derive import derive
from tests.facts.test_layouts import all_proven, derived, items


def test_what_a_source_of_money_leaves_out_is_not_its_name() -> None:
    """深圳 prints 财政专户拨款 beside 事业收入（不含财政专户拨款）."""
    frames = derived(
        "部门收入预算总表",
        ["预算单位", "收入合计", "财政专户拨款", "事业收入（不含财政专户拨款）"],
        ["某市教育局", "50.00", "30.00", "20.00"],
    )
    assert all_proven(frames)
    assert items(frames, "fund_source", "amount_yuan") == [
        ("total", 500_000), ("fiscal_account", 300_000), ("business", 200_000),
    ]  # fmt: skip


def test_a_department_over_its_units_without_codes_or_total_is_their_sum() -> None:
    frames = derived(
        "部门支出预算总表",
        ["预算单位", "支出总计", "基本支出", "项目支出"],
        ["某市教育局", "60.00", "45.00", "15.00"],
        ["某市第一中学", "40.00", "30.00", "10.00"],
        ["某市第二中学", "20.00", "15.00", "5.00"],
    )
    assert items(frames, "label", "is_leaf", "parent_row_no")[::3] == [
        ("某市教育局", False, None), ("某市第一中学", True, 2), ("某市第二中学", True, 2),
    ]  # fmt: skip
    assert all_proven(frames)


def test_units_that_are_no_sum_of_each_other_stand_side_by_side() -> None:
    frames = derived(
        "部门支出预算总表",
        ["预算单位", "支出总计", "基本支出", "项目支出"],
        ["某市第三中学", "61.00", "46.00", "15.00"],
        ["某市第一中学", "40.00", "30.00", "10.00"],
        ["某市第二中学", "20.00", "15.00", "5.00"],
    )
    assert {leaf for (leaf,) in items(frames, "is_leaf")} == {True}


def test_rows_that_print_the_code_of_the_unit_above_have_its_name() -> None:
    """四川 and 广西 print the unit's code beside the codes of each 项."""
    frames = derived(
        "一般公共预算支出预算表",
        [("科目编码", 3, 1), ("单位代码", 1, 2), ("单位名称（科目）", 1, 2), ("合计", 1, 2)],
        ["类", "款", "项"],
        ["", "", "", "", "合计", "12.00"],
        ["", "", "", "318001", "某市审计局本级", "12.00"],
        ["201", "08", "01", "318001", "行政运行", "8.00"],
        ["201", "08", "04", "318001", "审计业务", "4.00"],
    )
    assert all_proven(frames)
    assert items(frames, "label", "unit_code", "unit_name")[2:] == [
        ("行政运行", "318001", "某市审计局本级"), ("审计业务", "318001", "某市审计局本级"),
    ]  # fmt: skip


def test_what_is_carried_over_is_no_part_of_the_row_above_though_its_ordinal_starts_anew() -> None:
    frames = derived(
        "财政拨款收支预算总表",
        [("收入", 2, 1), ("支出", 2, 1)],
        ["项目", "预算数", "项目", "预算数"],
        ["一、本年收入", "30.00", "一、本年支出", "32.00"],
        ["一般公共预算拨款收入", "25.00", "一般公共服务支出", "32.00"],
        ["政府性基金预算拨款收入", "5.00", "", ""],
        ["一、上年结转", "2.00", "", ""],
        ["一般公共预算拨款收入", "2.00", "二、结转下年", ""],
        ["收入总数", "32.00", "支出总数", "32.00"],
    )
    assert all_proven(frames)
    revenue = [row for row in frames["core.fact_line_item"] if row["flow"] == "revenue"]
    assert [(row["row_no"], row["parent_row_no"], row["fund_source"]) for row in revenue] == [
        (3, 8, "fiscal"), (4, 3, "general_public"), (5, 3, "gov_fund"),
        (6, 8, "carry_over"), (7, 6, "carry_over"), (8, None, "fiscal"),
    ]  # fmt: skip


def test_funds_under_what_is_carried_over_behind_the_total_of_the_year_are_its_parts() -> None:
    frames = derived(
        "收支总表",
        [("收入", 2, 1), ("支出", 2, 1)],
        ["项目", "预算数", "项目", "预算数"],
        ["一、一般公共预算拨款收入", "30.00", "一、一般公共服务支出", "31.00"],
        ["二、单位资金收入", "4.00", "二、城乡社区支出", "7.00"],
        ["本年收入小计", "34.00", "本年支出小计", "38.00"],
        ["上年结转结余", "4.00", "结转下年", ""],
        ["一般公共预算", "3.00", "", ""],
        ["政府性基金预算", "1.00", "", ""],
        ["收入总计", "38.00", "支出总计", "38.00"],
    )
    assert all_proven(frames)
    assert [fund for flow, fund in items(frames, "flow", "fund_source") if flow == "revenue"] == [
        "general_public", "unit_funds", "total", "carry_over", "carry_over", "carry_over", "total",
    ]  # fmt: skip


def test_funds_of_which_that_make_all_of_the_fiscal_money_prove_it() -> None:
    """贵州 prints the three funds of 财政拨款收入 behind 其中：; a fund alone proves nothing."""

    def revenue(*funds: tuple[str, str]) -> set[tuple[str, str]]:
        frames = derived(
            "部门收入总表",
            ["项目", "预算数"],
            ["一、财政拨款收入", "30.00"],
            *funds,
            ["二、其他收入", "5.00"],
            ["收入总计", "35.00"],
        )
        return {(row["label"], row["proof"]) for row in frames["core.fact_line_item"]}

    first, second = ("其中：一般公共预算拨款", "25.00"), ("政府性基金预算拨款", "5.00")
    assert {proof for _, proof in revenue(first, second)} == {"proven"}
    assert ("其中：一般公共预算拨款", "unchecked") in revenue(first)
    # 4.00 beside 25.00 is not all of 30.00, which may be so.
    assert {proof for label, proof in revenue(first, (second[0], "4.00"))} == {"proven", "unchecked"}


def test_a_function_over_the_projects_that_print_its_code_is_their_sum() -> None:
    frames = derived(
        "一般公共预算项目支出预算表",
        [("科目编码", 3, 1), ("单位代码", 1, 2), ("单位名称（项目）", 1, 2), ("金额", 1, 2)],
        ["类", "款", "项"],
        ["", "", "", "", "合计", "19.00"],
        ["", "", "", "348001", "某市交通运输局本级", "19.00"],
        ["", "", "", "", "公路养护", "12.00"],
        ["214", "01", "06", "348001", "农村公路养护补助", "7.00"],
        ["214", "01", "06", "348001", "公路桥梁检测", "5.00"],
        ["", "", "", "", "水体", "7.00"],
        ["211", "03", "02", "348001", "港口污水处理", "7.00"],
    )
    assert all_proven(frames)
    assert items(frames, "label", "parent_row_no", "is_leaf") == [
        ("合计", None, False), ("某市交通运输局本级", 3, False),
        ("公路养护", 4, False), ("农村公路养护补助", 5, True), ("公路桥梁检测", 5, True),
        ("水体", 4, False), ("港口污水处理", 8, True),
    ]  # fmt: skip
    assert {row["project_name"] for row in frames["core.fact_project"]} == {
        "农村公路养护补助", "公路桥梁检测", "港口污水处理",
    }  # fmt: skip


def test_a_list_of_codes_in_two_panels_has_its_total_in_the_last() -> None:
    frames = derived(
        "一般公共预算财政拨款基本支出决算明细表",
        [("人员经费", 3, 1), ("公用经费", 6, 1)],
        ["经济分类科目编码", "科目名称", "决算数"] * 3,
        ["301", "工资福利支出", "30.00", "302", "商品和服务支出", "9.00", "30217", "公务接待费", "2.00"],
        ["30101", "基本工资", "30.00", "30201", "办公费", "7.00", "310", "资本性支出", "1.00"],
        ["", "", "", "", "", "", "31002", "办公设备购置", "1.00"],
        ["", "人员经费合计", "30.00", "", "", "", "", "公用经费合计", "10.00"],
    )
    assert all_proven(frames)


def test_a_title_without_the_word_for_a_table_and_the_name_of_the_unit_after_a_stroke() -> None:
    frames = derived(
        "一般公共预算机关运行经费",
        [("部门/单位：某市审计局", 2, 1), ("单位：元", 2, 1)],
        ["单位名称", "合计", "办公费", "差旅费"],
        ["某市审计局", "9.00", "5.00", "4.00"],
    )
    assert items(frames, "statement", "fund_source", "component", "column_path", "amount_yuan") == [
        ("operating_cost", "general_public", "public_use", "合计", 9),
        ("operating_cost", "general_public", "public_use", "办公费", 5),
        ("operating_cost", "general_public", "public_use", "差旅费", 4),
    ]


def test_basic_and_project_expenditure_beside_sources_divide_the_total_in_two_ways() -> None:
    def printed(project: str) -> set[str]:
        frames = derived(
            "部门支出总表",
            [("科目名称", 1, 2), ("合计", 1, 2), ("基本支出", 1, 2), ("项目支出", 1, 2), ("资金来源", 3, 1)],
            ["一般公共预算", "政府性基金预算", "上年结转"],
            ["一般公共服务支出", "30.00", "20.00", project, "24.00", "5.00", "1.00"],
        )
        return {row["proof"] for row in frames["core.fact_line_item"]}

    assert printed("10.00") == {"proven"}
    assert "disputed" in printed("11.00")


def test_rows_that_are_years_have_the_amounts_of_these_years() -> None:
    """深圳 prints one row a year under the items of 三公经费."""
    frames = derived(
        "财政拨款安排“三公”经费支出预算表",
        ["年度", "“三公”经费合计", "因公出国（境）费", "公务接待费"],
        ["2024年", "9.00", "6.00", "3.00"],
        ["2025年", "8.00", "6.00", "2.00"],
        ["2024年决算数", "7.00", "6.00", "1.00"],
        ["增减率", "-11.11", "0.00", "-33.33"],
    )
    assert all_proven(frames)
    assert items(frames, "fiscal_year", "phase", "amount_yuan")[::3] == [
        (2024, "budget", 90_000), (2025, "budget", 80_000), (2024, "actual", 70_000),
    ]  # fmt: skip


def test_units_whose_codes_look_like_those_of_a_classification() -> None:
    frames = derived(
        "部门收入总表",
        ["部门（单位）", "合计", "一般公共预算拨款收入", "单位资金"],
        ["合计", "30.00", "26.00", "4.00"],
        ["206-某市科学技术局", "30.00", "26.00", "4.00"],
        ["206001-某市科学技术局本级", "20.00", "20.00", ""],
        ["206002-某市科技信息中心", "10.00", "6.00", "4.00"],
    )
    assert all_proven(frames)
    first = [row for row in frames["core.fact_line_item"] if row["col_no"] == 2]
    assert [(row["unit_code"], row["unit_name"], row["function_code"], row["parent_row_no"]) for row in first] == [
        (None, None, None, None),
        ("206", "某市科学技术局", None, 2),
        ("206001", "某市科学技术局本级", None, 3),
        ("206002", "某市科技信息中心", None, 3),
    ]


def test_units_over_their_projects_in_one_column_under_a_stroke() -> None:
    frames = derived(
        "部门项目支出表",
        ["部门（单位）/项目名称", "总计", "一般公共预算"],
        ["合计", "19.00", "19.00"],
        ["412001-某市科学技术局本级", "19.00", "19.00"],
        ["重点研发计划", "12.00", "12.00"],
        ["科技孵化平台建设", "7.00", "7.00"],
    )
    assert all_proven(frames)
    assert {(row["project_name"], row["unit_name"]) for row in frames["core.fact_project"]} == {
        ("重点研发计划", "某市科学技术局本级"), ("科技孵化平台建设", "某市科学技术局本级"),
    }  # fmt: skip


def test_whole_amounts_under_headers_that_name_a_phase_an_item_or_an_economic_class() -> None:
    """Amounts in 万元 without decimals, some of which print a stroke."""
    frames = derived(
        "一般公共预算基本支出表",
        ["科目编码", "科目名称", "2024年执行数", "批复数", "基本工资", "增减额"],
        ["201", "一般公共服务支出", "310", "300", "300", "-10"],
        ["20101", "人大事务", "310", "300", "300", "-10"],
        ["2010101", "行政运行", "310", "300", "300", "-10"],
        ["208", "社会保障和就业支出", "-", "-", "-", "-"],
        ["20805", "行政事业单位养老支出", "-", "-", "-", "-"],
    )
    assert items(frames, "column_path", "phase", "fiscal_year", "amount_yuan")[:4] == [
        ("2024年执行数", "actual", 2024, 3_100_000),
        ("批复数", "budget", 2025, 3_000_000),
        ("基本工资", "budget", 2025, 3_000_000),
        ("增减额", "change", 2025, -100_000),
    ]


def test_a_total_with_a_colon_is_a_total() -> None:
    frames = derived(
        "部门支出总表",
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["201", "一般公共服务支出", "20.00", "15.00", "5.00"],
        ["208", "社会保障和就业支出", "10.00", "10.00", ""],
        ["", "合计：", "30.00", "25.00", "5.00"],
    )
    assert all_proven(frames)
    assert items(frames, "row_role")[-1] == ("total",)


def test_a_column_beside_two_panels_does_not_part_their_list() -> None:
    frames = derived(
        "一般公共预算基本支出表",
        [*["科目编码", "科目名称", "预算数"] * 2, "备注"],
        ["301", "工资福利支出", "30.00", "30201", "办公费", "7.00", ""],
        ["30101", "基本工资", "30.00", "30217", "公务接待费", "2.00", "压减"],
        ["302", "商品和服务支出", "9.00", "", "合计", "39.00", ""],
    )
    assert all_proven(frames)


def test_amounts_under_a_banner_and_a_header_that_together_read_like_a_label() -> None:
    """支出 over 项目支出 is no 支出项目."""
    frames = derived(
        "政府性基金收支表",
        [("收入", 2, 1), ("支出", 4, 1)],
        ["项目", "预算数", "科目名称", "合计", "基本支出", "项目支出"],
        ["一、政府性基金预算拨款", "9.00", "城乡社区支出", "9.00", "2.00", "7.00"],
        ["收入总计", "9.00", "支出总计", "9.00", "2.00", "7.00"],
    )
    assert all_proven(frames)
    assert [row for row in items(frames, "column_path", "component", "amount_yuan") if "项目支出" in row[0]] == [
        ("支出/项目支出", "project", 70_000),
        ("支出/项目支出", "project", 70_000),
    ]


def test_public_finance_budget_is_the_older_name_of_the_general_public_budget() -> None:
    frames = derived(
        "公共财政预算支出表",
        ["科目代码", "科目", "合计", "基本支出", "项目支出"],
        ["201", "一般公共服务支出", "9.00", "2.00", "7.00"],
    )
    assert set(items(frames, "statement", "fund_source")) == {("general_public_expenditure", "general_public")}


def test_years_under_each_item_and_no_column_for_all_of_the_vehicles() -> None:
    frames = derived(
        "财政拨款“三公”经费预算表",
        [("单位名称", 1, 2), ("“三公”经费合计", 2, 1), ("因公出国（境）费", 2, 1), ("公务用车购置费", 2, 1),
         ("公务用车运行维护费", 2, 1)],
        ["2024年预算", "2025年预算"] * 4,
        ["某市审计局", "9.00", "8.00", "2.00", "1.00", "4.00", "4.00", "3.00", "3.00"],
    )  # fmt: skip
    assert all_proven(frames)
    assert [year for (year,) in items(frames, "fiscal_year")] == [2024, 2025] * 4


def test_two_sides_without_a_banner_are_told_by_the_texts_of_their_rows() -> None:
    frames = derived(
        "部门收支总表",
        ["项目", "预算数", "项目", "预算数"],
        ["一、一般公共预算拨款", "20.00", "一、教育支出", "25.00"],
        ["二、其他收入", "5.00", "", ""],
        ["收入总计", "25.00", "支出总计", "25.00"],
    )
    assert all_proven(frames)
    assert items(frames, "label", "flow", "fund_source") == [
        ("一、一般公共预算拨款", "revenue", "general_public"), ("二、其他收入", "revenue", "other"),
        ("收入总计", "revenue", "total"),
        ("一、教育支出", "expenditure", "total"), ("支出总计", "expenditure", "total"),
    ]  # fmt: skip


def test_columns_of_the_three_funds_without_one_for_all_balance_the_revenue_together() -> None:
    def printed(gov_fund: str) -> set[str]:
        frames = derived(
            "财政拨款收支总表",
            [("收入", 2, 1), ("支出", 3, 1)],
            ["项目", "预算数", "项目", "一般公共预算", "政府性基金预算"],
            ["一、一般公共预算拨款", "20.00", "一、教育支出", "20.00", ""],
            ["二、政府性基金拨款", "5.00", "二、其他支出", "", gov_fund],
            ["收入总计", "25.00", "支出总计", "20.00", gov_fund],
        )
        return {row["proof"] for row in frames["core.fact_line_item"]}

    assert printed("5.00") == {"proven"}
    assert "disputed" in printed("4.00")


def test_headers_end_with_a_colon_or_with_which_columns_they_are_the_sum_of() -> None:
    frames = derived(
        "部门支出总表",
        ["科目编码", "科目名称", "合计（1=2+3）", "基本支出：", "项目支出："],
        ["201", "一般公共服务支出", "20.00", "15.00", "5.00"],
    )
    assert all_proven(frames)
    assert items(frames, "column_path", "component") == [
        ("合计", "total"), ("基本支出", "basic"), ("项目支出", "project"),
    ]  # fmt: skip


def test_unit_lines_without_the_word_unit() -> None:
    for line in ("（万元）", "金额：万元"):
        body = f"<p>某市数据局2025年部门预算公开</p><p>部门支出总表</p><p>{line}</p>"
        rows = "<tr><td>科目名称</td><td>合计</td></tr><tr><td>教育支出</td><td>20.00</td></tr>"
        document = read(f'<meta charset="utf-8">{body}<table>{rows}</table>'.encode())
        disclosure = SimpleNamespace(disclosure_id="D", fiscal_year=2025, kind="budget")
        found = derive([document], disclosure)  # type: ignore[arg-type]
        assert found["core.fact_line_item"]["amount_yuan"].to_list() == [200_000]


def test_the_number_of_a_form_the_title_and_who_filled_it_in_stand_in_the_grid() -> None:
    """江西 prints [335]某县水利局 , 填报单位：某县水利局 at the left and the unit of money at the right."""
    frames = derived(
        "部门预算公开表",
        [("部门预算02表", 4, 1)],
        [("部门支出总表", 4, 1)],
        [("[335]某县水利局 , 填报单位：某县水利局", 2, 1), ("单位：元", 2, 1)],
        ["科目名称", "合计", "基本支出", "项目支出"],
        ["农林水支出", "20.00", "15.00", "5.00"],
    )
    assert all_proven(frames)
    assert items(frames, "statement", "column_path", "amount_yuan") == [
        ("expenditure", "合计", 20), ("expenditure", "基本支出", 15), ("expenditure", "项目支出", 5),
    ]  # fmt: skip


def test_names_that_run_on_in_the_next_panel_are_one_list_with_one_total() -> None:
    frames = derived(
        "一般公共预算基本支出表",
        ["科目名称", "金额"] * 2,
        ["工资福利支出", "30.00", "培训费", "2.00"],
        ["基本工资", "30.00", "对个人和家庭的补助", "1.00"],
        ["商品和服务支出", "9.00", "退休费", "1.00"],
        ["办公费", "7.00", "", ""],
        ["合计", "40.00", "", ""],
    )
    assert all_proven(frames)
    assert items(frames, "label", "economic_code_inferred", "parent_row_no") == [
        ("工资福利支出", "301", 6), ("基本工资", "30101", 2), ("商品和服务支出", "302", 6), ("办公费", "30201", 4),
        ("合计", None, None), ("培训费", "30216", 4), ("对个人和家庭的补助", "303", 6), ("退休费", "30302", 3),
    ]  # fmt: skip


def test_components_in_headers_are_known_with_one_character_misread() -> None:
    frames = derived(
        "一般公共预算支出表",
        [("科目名称", 1, 2), ("合计", 1, 2), ("基本支岀", 3, 1), ("项日支出", 1, 2), ("其他支出", 1, 2)],
        ["小计", "人员经赛", "公用经费"],
        ["教育支出", "30.00", "20.00", "15.00", "5.00", "10.00", "1.00"],
    )
    found = items(frames, "column_path", "component")
    assert found[:5] == [
        ("合计", "total"), ("基本支岀/小计", "basic"), ("基本支岀/人员经赛", "personnel"),
        ("基本支岀/公用经费", "public_use"), ("项日支出", "project"),
    ]  # fmt: skip
    # 其他支出 differs from 基本支出 in two characters.
    assert found[5][1] not in {"basic", "project"}


def test_a_sentence_across_all_columns_says_that_a_statement_is_empty() -> None:
    frames = derived(
        "政府性基金预算支出表",
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["", "合计", "", "", ""],
        [("本单位2025年无政府性基金预算支出。", 5, 1)],
    )
    assert [row["state"] for row in frames["raw.table"]] == ["declared_empty"]
    assert frames["audit.unparsed_cell"] == []


@pytest.mark.parametrize(
    ("header", "of_names"),
    [
        ("科目（单位）编码", "单位（科目）名称"),
        ("科目、单位代码", "单位（科目）名称"),
        ("单位（科目）编号", "单位（科目）名称"),
        ("单位编码", "单位名称"),
        ("单位代码", "科目名称"),
    ],
)
def test_one_column_of_codes_of_units_and_of_functions(header: str, of_names: str) -> None:
    frames = derived(
        "部门支出总表",
        [header, of_names, "合计", "基本支出", "项目支出"],
        ["", "合计", "30.00", "20.00", "10.00"],
        ["318001", "某县司法局本级", "30.00", "20.00", "10.00"],
        ["204", "公共安全支出", "30.00", "20.00", "10.00"],
        ["20406", "司法", "30.00", "20.00", "10.00"],
        ["2040601", "行政运行", "20.00", "20.00", ""],
        ["2040602", "一般行政管理事务", "10.00", "", "10.00"],
    )
    assert all_proven(frames)
    totals = [row for row in frames["core.fact_line_item"] if row["col_no"] == 3]
    assert [(row["row_role"], row["unit_code"], row["function_code"]) for row in totals[:4]] == [
        ("total", None, None), ("unit", "318001", None), ("subtotal", "318001", "204"), ("subtotal", "318001", "20406"),
    ]  # fmt: skip


def test_units_over_their_economic_classes() -> None:
    """单位/科目名称, and units that no other table of the document names; else the sums tell them."""
    rows = (
        ["", "合计", "50.00", "42.00", "8.00"],
        ["", "某县档案馆", "20.00", "17.00", "3.00"],
        ["301", "工资福利支出", "17.00", "17.00", ""],
        ["302", "商品和服务支出", "3.00", "", "3.00"],
        ["", "某县信访局", "30.00", "25.00", "5.00"],
        ["301", "工资福利支出", "25.00", "25.00", ""],
        ["302", "商品和服务支出", "5.00", "", "5.00"],
    )
    for name in ("单位/科目名称", "科目名称"):
        frames = derived("一般公共预算基本支出表", ["科目编码", name, "合计", "人员经费", "公用经费"], *rows)
        assert all_proven(frames)
        totals = [row for row in frames["core.fact_line_item"] if row["col_no"] == 3]
        assert [row["row_role"] for row in totals] == ["total", "unit", "leaf", "leaf", "unit", "leaf", "leaf"]


def test_the_step_of_the_budget_before_a_unit_of_money() -> None:
    frames = derived(
        "支出决算表",
        ["项目", "2025年预算数（万元）", "2025年全年预算数（万元）", "决算数（万元）"],
        ["基本支出", "8.00", "8.50", "8.20"],
        ["项目支出", "2.00", "1.50", "1.40"],
        ["合计", "10.00", "10.00", "9.60"],
        kind="final_accounts",
    )
    assert items(frames, "phase")[:3] == [("budget",), ("revised",), ("actual",)]


def test_a_sentence_on_what_a_table_shows_under_its_columns_is_a_note() -> None:
    frames = derived(
        "“三公”经费支出决算表",
        ["合计", "因公出国（境）费", "公务接待费"],
        ["5.00", "2.00", "3.00"],
        [("本表反映部门本年度财政拨款“三公”经费支出预决算情况。", 3, 1)],
        kind="final_accounts",
    )
    assert items(frames, "column_path", "amount_yuan") == [
        ("合计", 50_000), ("因公出国（境）费", 20_000), ("公务接待费", 30_000),
    ]  # fmt: skip
    assert not frames["audit.unparsed_cell"]


def test_sums_whose_header_states_their_unit_are_proven() -> None:
    frames = derived(
        "“三公”经费支出决算表",
        [
            ("合计（万元）", 1, 2),
            ("因公出国（境）费（万元）", 1, 2),
            ("公务用车购置及运行维护费", 3, 1),
            ("公务接待费（万元）", 1, 2),
        ],
        ["小计（万元）", "公务用车购置费（万元）", "公务用车运行维护费（万元）"],
        ["10.00", "2.00", "7.00", "3.00", "4.00", "1.00"],
        kind="final_accounts",
    )
    assert all_proven(frames)
