"""结余 beside a budget and what was spent of it: what is left at the end, of the fund that it is left of."""

import pytest
from facts.test_layouts import derived, items

_LEFT = ("column_path", "fund_source", "phase", "amount_yuan")


def _last(*rows: list[object], title: str = "项目支出预算执行情况表") -> list[tuple[object, ...]]:
    """The amounts of a table that are left."""
    return [row for row in items(derived(title, *rows, kind="final_accounts"), *_LEFT) if row[2] == "closing"]  # type: ignore[arg-type]


@pytest.mark.parametrize("left", ["结余", "结余资金", "年末结转结余", "未执行金额"])
def test_what_is_left_of_a_budget_is_of_its_fund_and_of_the_end(left: str) -> None:
    assert _last(
        ["项目名称", "年初预算", "调整后预算", "实际支出", left, "执行率（%）"],
        ["危化品监管", "240.00", "220.00", "215.60", "4.40", "98.00"],
    ) == [(left, "total", "closing", 44_000)]


def test_what_is_left_of_each_of_several_funds() -> None:
    assert _last(
        [("项目名称", 1, 2), ("财政拨款", 3, 1), ("其他资金", 3, 1)],
        ["预算数", "执行数", "结余", "预算数", "执行数", "结余"],
        ["危化品监管", "220.00", "215.60", "4.40", "20.00", "18.00", "2.00"],
    ) == [("财政拨款/结余", "fiscal", "closing", 44_000), ("其他资金/结余", "other", "closing", 20_000)]
    assert _last(
        [("项目名称", 1, 2), ("预算数", 2, 1), ("执行数", 2, 1), ("结余资金", 2, 1)],
        ["财政拨款", "单位资金", "财政拨款", "单位资金", "财政拨款", "单位资金"],
        ["危化品监管", "220.00", "20.00", "215.60", "18.00", "4.40", "2.00"],
    ) == [("结余资金/财政拨款", "fiscal", "closing", 44_000), ("结余资金/单位资金", "unit_funds", "closing", 20_000)]


def test_money_of_the_year_before_stays_carried_over_beside_what_is_left() -> None:
    frames = derived(
        "项目支出预算执行情况表",
        ["项目名称", "上年结转", "本年预算", "预算合计", "执行数", "结转结余"],
        ["危化品监管", "20.00", "220.00", "240.00", "215.60", "24.40"],
        kind="final_accounts",
    )
    assert [row[1:3] for row in items(frames, *_LEFT)] == [
        *(("carry_over", "budget"), ("total", "budget"), ("total", "budget")),
        *(("total", "actual"), ("total", "closing")),
    ]
    assert "disputed" not in {row["proof"] for row in frames["core.fact_line_item"]}


def test_what_is_left_in_the_sheet_of_a_project() -> None:
    frames = derived(
        "项目支出绩效自评表",
        ["项目名称", ("危化品监管", 5, 1)],
        [("项目资金（万元）", 1, 3), "", "年初预算数", "全年预算数", "全年执行数", "结余资金"],
        ["年度资金总额", "240.00", "220.00", "215.60", "4.40"],
        ["其中：财政拨款", "220.00", "200.00", "197.60", "2.40"],
        ["总体目标", ("建成监管系统。", 5, 1)],
        kind="final_accounts",
    )
    assert [row for row in items(frames, *_LEFT) if row[2] == "closing"] == [
        ("结余资金", "total", "closing", 44_000),
        ("结余资金", "fiscal", "closing", 24_000),
    ]
    (project,) = frames["core.fact_project"]
    assert int(project["budget_yuan"]) == 2_400_000


def test_the_phase_of_a_header_with_its_unit_of_money() -> None:
    frames = derived(
        "项目支出绩效自评情况表",
        ["项目名称", "年初预算数（万元）", "全年预算数（万元）", "全年执行数（万元）"],
        ["路灯维护", "50.00", "48.00", "45.00"],
        kind="final_accounts",
    )
    assert items(frames, "phase") == [("budget",), ("revised",), ("actual",)]
