"""Sheets and grids that say less than they seem to: levels that do not agree, funds named beside amounts."""

from decimal import Decimal

import pytest
from facts.test_layouts import derived, items
from facts.test_performance_forms import kpis, projects, unparsed

from pipeline.statements.forms.form_pairs import named_figures
from pipeline.statements.heads.indicator_kinds import are_of_one_family

GRID = ["一级指标", "二级指标", "三级指标", "指标值"]
NAME = ["项目名称", ("殡葬改革", 3, 1)]


def test_a_first_level_filled_down_that_the_second_cannot_be_of_is_none_and_listed() -> None:
    frames = derived(
        "项目支出绩效目标表",
        NAME,
        GRID,
        ["产出指标", "数量指标", "建设公墓", "3处"],
        ["", "质量指标", "合格率", "100%"],
        ["", "社会效益指标", "散埋乱葬", "减少"],
    )
    assert kpis(frames, "level1", "level2", "level3") == [
        ("产出指标", "数量指标", "建设公墓"),
        ("产出指标", "质量指标", "合格率"),
        (None, "社会效益指标", "散埋乱葬"),
    ]
    assert "社会效益指标" in unparsed(frames)


def test_a_first_level_at_the_middle_of_its_rows_is_of_those_above_it_too() -> None:
    frames = derived(
        "项目支出绩效目标表",
        NAME,
        GRID,
        ["产出指标", "数量指标", "建设公墓", "3处"],
        ["", "经济效益指标", "节约土地", "≥2亩"],
        ["效益指标", "社会效益指标", "散埋乱葬", "减少"],
        ["", "生态效益指标", "节地率", "≥20%"],
    )
    assert kpis(frames, "level1", "level2") == [
        ("产出指标", "数量指标"),
        ("效益指标", "经济效益指标"),
        ("效益指标", "社会效益指标"),
        ("效益指标", "生态效益指标"),
    ]
    assert not unparsed(frames)


def test_a_first_level_that_is_printed_over_another_family_stands_as_printed() -> None:
    frames = derived(
        "项目支出绩效目标表",
        NAME,
        GRID,
        [("产出指标", 1, 2), "数量指标", "建设公墓", "3处"],
        ["社会效益指标", "散埋乱葬", "减少"],
    )
    assert kpis(frames, "level1", "level2") == [("产出指标", "数量指标"), ("产出指标", "社会效益指标")]
    assert not unparsed(frames)


@pytest.mark.parametrize(
    ("level1", "level2", "agree"),
    [
        ("产出指标", "成本指标", True),
        ("成本指标", "经济成本指标", True),
        ("成本指标", "社会成本指标", True),
        ("效益指标", "社会成本指标", False),
        ("效益指标", "服务对象满意度指标", True),
        ("产出指标", "满意度指标", False),
        ("履职效能", "整体效能", None),
        ("", "数量指标", None),
    ],
)
def test_families_of_kinds(level1: str, level2: str, agree: bool | None) -> None:
    assert are_of_one_family(level1, level2) is agree


def test_satisfaction_among_kinds_of_the_second_level_is_of_the_first() -> None:
    frames = derived(
        "项目支出绩效目标表",
        NAME,
        ["绩效指标", "指标名称", ("指标值", 2, 1)],
        ["数量指标", "建设公墓", ("3处", 2, 1)],
        ["成本指标", "单价", ("≤20万元", 2, 1)],
        ["满意度指标", "群众满意度", ("≥90%", 2, 1)],
    )
    assert kpis(frames, "level1", "level2", "level3") == [
        (None, "数量指标", "建设公墓"),
        (None, "成本指标", "单价"),
        ("满意度指标", None, "群众满意度"),
    ]


def test_satisfaction_told_in_a_text_is_of_the_first_level_too() -> None:
    frames = derived(
        "项目支出绩效目标汇总表",
        ["项目名称", "项目金额", "绩效指标"],
        ["急救站点建设", "200.00", "数量指标：新建站点4个；满意度指标：群众满意度≥90%"],
    )
    assert kpis(frames, "level1", "level2", "level3") == [
        (None, "数量指标", "新建站点"),
        ("满意度指标", None, "群众满意度"),
    ]


def test_several_amounts_in_one_cell() -> None:
    frames = derived(
        "项目支出绩效目标表",
        NAME,
        ["年度预算", "120.00", ("其中：财政拨款 100.00 其他 20.00", 2, 1)],
        GRID,
        ["产出指标", "数量指标", "建设公墓", "3处"],
    )
    assert projects(frames, "budget_yuan", "fiscal_yuan", "other_yuan") == [
        (Decimal(1_200_000), Decimal(1_000_000), Decimal(200_000))
    ]
    assert set(items(frames, "label", "amount_yuan")) == {
        ("年度预算", Decimal(1_200_000)),
        ("其中：财政拨款", Decimal(1_000_000)),
        ("其他", Decimal(200_000)),
    }
    assert len({row["line_item_id"] for row in frames["core.fact_line_item"]}) == 3
    assert {row["proof"] for row in frames["core.fact_line_item"]} == {"proven"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("省级补助 2,600.00", [("省级补助", "2,600.00")]),
        ("一般公共预算180万元", [("一般公共预算", "180万元")]),
        ("财政拨款：100；其他资金：20", [("财政拨款", "100"), ("其他资金", "20")]),
        ("财政拨款 100.00 完成率 95.00", []),
        ("财政拨款 100", []),
        ("财政拨款占95.00%", []),
    ],
)
def test_names_of_money_with_their_figures(text: str, found: list[tuple[str, str]]) -> None:
    assert named_figures(text) == found


def test_figures_beside_a_key_of_money_that_are_no_amount_are_listed() -> None:
    frames = derived(
        "项目支出绩效目标表", NAME, ["年度预算", ("按人均600元乘以120人", 3, 1)], ["绩效目标", ("节地", 3, 1)]
    )
    assert projects(frames, "budget_yuan") == [(None,)]
    assert unparsed(frames) == ["按人均600元乘以120人"]


@pytest.mark.parametrize(("text", "fiscal"), [("财政拨款", 1_200_000), ("财政拨款、单位资金", None)])
def test_the_fund_of_all_money_of_a_sheet(text: str, fiscal: int | None) -> None:
    frames = derived("项目支出绩效目标表", NAME, ["资金性质", text, "年度预算", "120.00"], ["绩效目标", ("节地", 3, 1)])
    assert projects(frames, "budget_yuan", "fiscal_yuan", "project_type") == [
        (Decimal(1_200_000), None if fiscal is None else Decimal(fiscal), None)
    ]


def test_money_of_the_government_above_beside_that_of_its_own_is_fiscal() -> None:
    frames = derived(
        "项目支出绩效目标表",
        NAME,
        ["年度预算", ("110.00", 3, 1)],
        ["其中：上级补助", "80.00", "其中：本级安排", "30.00"],
        ["绩效目标", ("节地", 3, 1)],
    )
    assert projects(frames, "budget_yuan", "fiscal_yuan") == [(Decimal(1_100_000), Decimal(1_100_000))]


def test_a_changed_budget_is_the_budget_where_no_other_is_printed() -> None:
    frames = derived(
        "项目支出绩效自评情况汇总表",
        ["序号", "项目名称", "全年预算数", "执行数"],
        ["1", "招生考试经费", "145.00", "140.00"],
    )
    assert projects(frames, "project_name", "budget_yuan") == [("招生考试经费", Decimal(1_450_000))]
    assert [row["phase"] for row in frames["core.fact_line_item"]] == ["revised", "actual"]


def test_targets_of_districts_beside_that_of_the_whole_are_listed() -> None:
    frames = derived(
        "转移支付区域绩效目标表",
        ["专项名称", ("公共卫生", 5, 1)],
        ["年度金额（万元）", ("6,200.00", 5, 1)],
        [*GRID[:3], "全市目标值", "东湖区", "西湖区"],
        ["产出指标", "数量指标", "患者管理人数", "≥18万人", "≥10万人", "≥8万人"],
    )
    assert kpis(frames, "level3", "target_raw") == [("患者管理人数", "≥18万人")]
    assert unparsed(frames) == ["≥10万人", "≥8万人"]


def test_the_fund_of_the_years_budget_under_that_of_the_whole_life() -> None:
    frames = derived(
        "项目支出绩效目标表",
        NAME,
        ["项目总预算", "360万元", "本年度预算", "180万元"],
        ["资金来源", ("一般公共预算180万元", 3, 1)],
        ["绩效目标", ("节地", 3, 1)],
    )
    assert projects(frames, "total_yuan", "budget_yuan", "fiscal_yuan") == [
        (Decimal(3_600_000), Decimal(1_800_000), Decimal(1_800_000))
    ]
