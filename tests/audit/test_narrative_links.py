"""Amounts of a text against the tables: totals of one fund, of the year, of all money."""

import pytest
from making import EXPENDITURE, derived, document, table

SUMMARY = [
    ["一、财政拨款收入", "190.00", "一、一般公共服务支出", "150.00"],
    ["二、其他收入", "10.00", "二、社会保障和就业支出", "50.00"],
    ["本年收入合计", "200.00", "本年支出合计", "200.00"],
    ["上年结转结余", "5.00", "年终结转结余", "5.00"],
    ["收入总计", "205.00", "支出总计", "205.00"],
]
TABLES = (
    table(SUMMARY, "部门收支总表", head=["收入项目", "预算数", "支出项目", "预算数"]),
    table(EXPENDITURE, "一般公共预算财政拨款支出表"),
)


@pytest.mark.parametrize(
    ("text", "measure", "proof"),
    [
        ("2025年一般公共预算财政拨款支出190.00元。", "expenditure_general_public", "proven"),
        ("2025年一般公共预算财政拨款支出191.00元。", "expenditure_general_public", "disputed"),
        ("2025年财政拨款收入190.00元。", "income_fiscal", "proven"),
        ("2025年本年收入合计200.00元。", "income_current_year", "proven"),
        ("2025年本年支出合计200.00元。", "expenditure_current_year", "proven"),
        ("2025年本年支出合计205.00元。", "expenditure_current_year", "disputed"),
    ],
)
def test_a_text_agrees_with_its_own_total(text: str, measure: str, proof: str) -> None:
    (row,) = derived(document(*TABLES, text=text))["core.fact_narrative"]
    assert (row["measure"], row["proof"]) == (measure, proof)


@pytest.mark.parametrize(("amount", "proof"), [("150.00", "proven"), ("140.00", "proven"), ("130.00", "disputed")])
def test_a_row_of_a_summary_that_names_a_part_of_expenditure_prints_it(amount: str, proof: str) -> None:
    summary = table(
        [["一、财政拨款收入", "190.00", "一、基本支出", "150.00"],
         ["二、其他收入", "10.00", "二、项目支出", "50.00"],
         ["收入合计", "200.00", "支出合计", "200.00"]],
        "部门收支总表", head=["收入项目", "预算数", "支出用途", "预算数"],
    )  # fmt: skip
    fiscal = table(
        [["", "合计", "140.00"], ["301", "工资福利支出", "100.00"], ["302", "商品和服务支出", "40.00"]],
        "财政拨款基本支出表", head=["科目编码", "科目名称", "金额"],
    )  # fmt: skip
    (row,) = derived(document(summary, fiscal, text=f"2025年基本支出{amount}元。"))["core.fact_narrative"]
    assert (row["measure"], row["proof"]) == ("basic", proof)


@pytest.mark.parametrize(("printed", "proof"), [("20.00", "proven"), ("19.00", "unchecked")])
def test_operating_cost_beside_the_three_items_is_public_use_or_nothing(printed: str, proof: str) -> None:
    basic = table(
        [["", "合计", "120.00", "100.00", "20.00"], ["301", "工资福利支出", "100.00", "100.00", ""],
         ["302", "商品和服务支出", "20.00", "", "20.00"]],
        "一般公共预算基本支出部门预算经济分类预算表", head=["科目编码", "科目名称", "合计", "人员经费", "公用经费"],
    )  # fmt: skip
    items = table(
        [["3.00", "1.00", "2.00", printed]],
        "“三公”经费和机关运行经费预算表",
        head=["“三公”经费合计", "公务接待费", "公务用车运行费", "机关运行经费预算数"],
    )
    found = derived(document(basic, items))["core.fact_line_item"]
    (cost,) = (row for row in found if row["column_path"] == "机关运行经费预算数")
    assert cost["proof"] == proof


@pytest.mark.parametrize(("amount", "proof"), [("9.00", "proven"), ("8.00", "unchecked")])
def test_a_row_of_administrative_cost_beside_the_three_items_is_operating_cost_or_nothing(
    amount: str, proof: str
) -> None:
    items = table(
        [["行政经费", "9.00"], ["“三公”经费", "3.00"],
         ["其中：（一）公务接待费", "1.00"], ["（二）公务用车运行费", "2.00"]],
        "财政拨款安排的行政经费及“三公”经费预算表", head=["项目", "一般公共预算"],
    )  # fmt: skip
    text = f"2025年行政经费（机关运行经费）安排{amount}元。"
    (row,) = derived(document(items, text=text))["core.fact_narrative"]
    assert (row["measure"], row["proof"]) == ("operating_cost", proof)


@pytest.mark.parametrize(("amount", "proof"), [("100.00", "proven"), ("60.00", "proven"), ("90.00", "disputed")])
def test_a_code_that_stands_under_each_unit_is_compared_as_their_sum(amount: str, proof: str) -> None:
    units = table(
        [["", "合计", "100.00", "100.00"],
         ["431001", "某局", "60.00", "60.00"], ["2010301", "行政运行", "60.00", "60.00"],
         ["431002", "某中心", "40.00", "40.00"], ["2010301", "行政运行", "40.00", "40.00"]],
        "部门支出总表", head=["科目编码", "单位名称（科目）", "合计", "基本支出"],
    )  # fmt: skip
    text = f"1.一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）：2025年预算数为{amount}元。"
    (row,) = derived(document(units, text=text))["core.fact_narrative"]
    assert (row["function_code"], row["proof"]) == ("2010301", proof)


@pytest.mark.parametrize(("amount", "proof"), [("195.00", "proven"), ("200.00", "proven"), ("190.00", "disputed")])
def test_what_was_spent_of_a_fund_is_either_with_or_without_what_is_carried_over(amount: str, proof: str) -> None:
    both = table(
        [["一般公共预算财政拨款", "190.00", "一、一般公共服务支出", "195.00"],
         ["本年收入合计", "190.00", "本年支出合计", "195.00"],
         ["年初财政拨款结转和结余", "10.00", "年末财政拨款结转和结余", "5.00"],
         ["总计", "200.00", "总计", "200.00"]],
        "财政拨款收入支出决算总表", head=["收入项目", "决算数", "支出项目", "决算数"],
    )  # fmt: skip
    (row,) = derived(document(both, text=f"2025年财政拨款支出{amount}元。"))["core.fact_narrative"]
    assert (row["measure"], row["proof"]) == ("expenditure_fiscal", proof)


@pytest.mark.parametrize(("goods", "proof"), [("35.00", "proven"), ("34.00", "unchecked")])
def test_parts_of_a_whole_in_the_paragraphs_below_it_are_its_sum_or_say_nothing(goods: str, proof: str) -> None:
    lines = (
        "2025年度财政拨款基本支出预算171.00元，其中：",
        "（一）人员经费136.00元。主要包括：基本工资、津贴补贴。",
        f"（二）公用经费{goods}元。主要包括：办公费、水费。",
    )
    whole, *parts = derived(document(*TABLES, text="\n".join(lines)))["core.fact_narrative"]
    assert [row["measure"] for row in (whole, *parts)] == ["basic", "personnel", "public_use"]
    assert [row["proof"] for row in parts] == [proof, proof]
