"""core.fact_line_item: the fund of rows of revenue."""

from facts.making import document

from pipeline.facts.line_items import Source, line_items
from pipeline.statements.understand import understand


def funds(*rows: list[str]) -> dict[str, str | None]:
    """The fund source of each row of a 收支总表 with these rows of revenue, by label."""
    header = [["收入", "收入", "支出", "支出"], ["项目", "预算数", "项目", "预算数"]]
    understanding = understand(document("收支总表", "单位：元", [*header, *([*row, "", ""] for row in rows)]))
    items = line_items(Source("0" * 16, "D", 2026), understanding.readings)
    return {item["label"]: item["fund_source"] for item in items}


def test_a_row_of_revenue_with_parts_names_its_fund_too() -> None:
    found = funds(
        ["一、财政拨款收入", "5.00"],
        ["1.一般公共预算资金", "4.00"],
        ["2.政府性基金", "1.00"],
        ["二、其他收入", "1.00"],
        ["本年收入合计", "6.00"],
        ["收入总计", "6.00"],
    )
    assert found == {
        "一、财政拨款收入": "fiscal",
        "1.一般公共预算资金": "general_public",
        "2.政府性基金": "gov_fund",
        "二、其他收入": "other",
        "本年收入合计": "total",
        "收入总计": "total",
    }


def test_a_part_that_names_no_fund_has_the_fund_of_its_row() -> None:
    found = funds(["一、预算拨款", "5.00"], ["（一）专项收入", "5.00"], ["收入总计", "5.00"])
    assert found["一、预算拨款"] == found["（一）专项收入"] == "fiscal"


def test_a_row_of_revenue_that_no_word_explains_is_of_no_fund() -> None:
    found = funds(
        ["一、配套收入", "5.00"],
        ["二、一般公共预算拨款", "4.00"],
        ["（一）本级财力", "4.00"],
        ["当年收入小计", "9.00"],
        ["收入总计", "9.00"],
    )
    assert found == {
        "一、配套收入": None,
        "二、一般公共预算拨款": "general_public",
        "（一）本级财力": "general_public",
        "当年收入小计": "total",
        "收入总计": "total",
    }


def years(title: str, header: list[str]) -> dict[str, tuple[int, str]]:
    """The year and phase of each column of a table in a budget of 2025."""
    rows = [["", "合计", "30.00", "33.00"], ["2010301", "行政运行", "30.00", "33.00"]]
    understanding = understand(document(title, "单位：万元", [["科目编码", "科目名称", *header], *rows]))
    items = line_items(Source("0" * 16, "D", 2025), understanding.readings)
    return {item["column_path"]: (item["fiscal_year"], item["phase"]) for item in items}


def test_what_a_budget_tells_of_the_money_spent_is_of_the_year_before_that_the_title_names() -> None:
    found = years("2024年度预算执行情况表", ["年初预算数", "执行数"])
    assert found == {"年初预算数": (2024, "budget"), "执行数": (2024, "actual")}
    # A title that was left from the year before tells of no money spent.
    found = years("2024年一般公共预算支出表", ["合计", "基本支出"])
    assert {year for year, _ in found.values()} == {2025}


def test_a_function_among_the_headers_is_no_fund() -> None:
    rows = [["单位名称", "合计", "一般公共服务支出", "卫生健康支出"], ["某局机关", "18.00", "12.00", "6.00"]]
    understanding = understand(document("支出预算表（按功能科目）", "单位：万元", rows))
    items = line_items(Source("0" * 16, "D", 2025), understanding.readings)
    assert [item["fund_source"] for item in items] == ["total", "total", "total"]
