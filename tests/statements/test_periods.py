"""Rows that are a year, a phase or the change between two years."""

import pytest
from small_tables import document, table

from pipeline.statements.periods import period_of
from pipeline.statements.understand import understand


@pytest.mark.parametrize(
    ("label", "phase"),
    [
        ("增减额", "change"),
        ("比上年增减变化情况", "change"),
        ("增减率（%）", None),
        ("增减原因", None),
        ("2025年预算数", "budget"),
        ("预算数", "budget"),
        ("全年预算数", "revised"),
        ("决算数", "actual"),
        ("预算", None),
    ],
)
def test_the_phase_of_a_row(label: str, phase: str | None) -> None:
    period = period_of(label)
    assert (period.phase if period is not None else None) == phase


def test_a_table_whose_rows_are_years() -> None:
    heads = ["年度", "合计", "因公出国（境）费用", "公务接待费", "公务用车购置及运行维护费"]
    rows = [["2024年预算数", "12.60", "0.00", "2.60", "10.00"], ["2025年预算数", "11.50", "0.00", "2.00", "9.50"]]
    (reading,) = understand(document("“三公”经费预算情况表", "单位：万元", table(heads, *rows))).readings
    assert (reading.statement, reading.axis) == ("three_public", "period")


def test_a_table_with_a_year_among_its_rows_is_of_items() -> None:
    rows = [["2025年预算数", "11.50"], ["其中：公务接待费", "2.00"]]
    (reading,) = understand(document("“三公”经费预算情况表", "单位：万元", table(["项目", "金额"], *rows))).readings
    assert reading.axis == "item"


def test_a_table_whose_rows_are_the_budget_and_what_was_spent() -> None:
    """三公 of the accounts: 预算数 over 决算数 under the items."""
    heads = ["项目", "合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行维护费"]
    rows = [["预算数", "9.00", "3.00", "2.00", "4.00"], ["决算数", "6.70", "2.80", "0.80", "3.10"]]
    (reading,) = understand(document("“三公”经费支出决算表", "单位：万元", table(heads, *rows))).readings
    assert (reading.statement, reading.axis) == ("three_public", "period")
