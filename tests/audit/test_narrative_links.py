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
