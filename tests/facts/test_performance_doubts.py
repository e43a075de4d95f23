"""Sheets and grids that say less than they seem to: levels that do not agree, funds named beside amounts."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from facts.test_layouts import derived, items
from facts.test_performance_forms import kpis, projects, unparsed

from pipeline.documents.reading import read
from pipeline.statements.forms.form_pairs import named_figures
from pipeline.statements.heads.indicator_kinds import are_of_one_family
from pipeline.warehouse.derive import derive

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


def two_tables(first: list[list[str]], second: list[list[str]], between: str = "") -> dict[str, list[dict[str, Any]]]:
    def lines(rows: list[list[str]]) -> str:
        return "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)

    tables = f"<table>{lines(first)}</table>{between}<table>{lines(second)}</table>"
    head = "<p>某市民政局2025年部门预算公开</p><p>项目支出绩效目标表</p><p>单位：万元</p>"
    document = read(f'<html><head><meta charset="utf-8"></head><body>{head}{tables}</body></html>'.encode())
    disclosure = SimpleNamespace(disclosure_id="D", fiscal_year=2025, kind="budget")
    return {name: frame.to_dicts() for name, frame in derive([document], disclosure).items()}  # type: ignore[arg-type]


SHEET = [
    ["项目名称", "殡葬改革", "预算金额", "60.00", ""],
    [*GRID, "备注"],
    ["产出指标", "数量指标", "建设公墓", "3处", ""],
]


def test_a_grid_of_indicators_goes_on_in_a_table_without_header() -> None:
    rest = [["", "质量指标", "合格率", "100%", ""], ["效益指标", "生态效益指标", "节地率", "≥20%", ""]]
    frames = two_tables(SHEET, rest)
    assert kpis(frames, "level1", "level2", "level3", "target_raw", "table_no", "row_no") == [
        ("产出指标", "数量指标", "建设公墓", "3处", 1, 3),
        ("产出指标", "质量指标", "合格率", "100%", 2, 1),
        ("效益指标", "生态效益指标", "节地率", "≥20%", 2, 2),
    ]
    (project,) = frames["core.fact_project"]
    assert {row["project_id"] for row in frames["core.fact_kpi"]} == {project["project_id"]}
    assert not unparsed(frames)


@pytest.mark.parametrize(
    ("rest", "between"),
    [
        ([["张某", "科长", "综合科", "81001", ""]], ""),
        ([["", "质量指标", "合格率", "", ""]], ""),
        ([["", "质量指标", "合格率", "100%"]], ""),
        ([["", "质量指标", "合格率", "100%", ""]], "<p>二、其他项目的指标如下。</p>"),
    ],
)
def test_a_table_that_is_no_rest_of_a_grid_is_listed(rest: list[list[str]], between: str) -> None:
    frames = two_tables(SHEET, rest, between)
    assert kpis(frames, "level3") == [("建设公墓",)]
    assert set(unparsed(frames)) >= {text for text in rest[0] if text and text != "质量指标"}


def test_a_first_level_beside_no_second_is_not_that_of_the_merged_cell_above() -> None:
    frames = derived(
        "项目支出绩效目标表",
        NAME,
        GRID,
        [("产出指标", 1, 2), "数量指标", "管护林地", "42万亩"],
        ["时效指标", "发放时间", "每月15日前"],
        ["成本指标", "", "人均补助", "≤2.4万元"],
    )
    assert kpis(frames, "level1", "level3") == [
        ("产出指标", "管护林地"),
        ("产出指标", "发放时间"),
        ("成本指标", "人均补助"),
    ]


def test_a_figure_is_no_level() -> None:
    frames = derived(
        "项目支出绩效目标表", NAME, GRID, ["产出指标", "数量指标", "建设公墓", "3处"], ["100", "", "", "97.9"]
    )
    assert kpis(frames, "level1") == [("产出指标",), ("产出指标",)]
    assert unparsed(frames) == ["100"]


def test_the_money_of_all_years_and_of_each() -> None:
    frames = derived(
        "专项资金（政策）绩效目标表",
        ["专项资金名称", ("草原补奖", 5, 1)],
        ["资金总额", "3,600.00", "其中：2025年", "1,200.00", "2026年", "1,100.00"],
        ["绩效目标", ("落实禁牧", 5, 1)],
    )
    assert projects(frames, "total_yuan", "budget_yuan") == [(Decimal(36_000_000), Decimal(12_000_000))]
    assert set(items(frames, "fiscal_year", "amount_yuan")) == {
        (2025, Decimal(36_000_000)),
        (2025, Decimal(12_000_000)),
        (2026, Decimal(11_000_000)),
    }


def test_headers_with_the_letters_of_a_formula() -> None:
    frames = derived(
        "项目支出绩效自评表",
        NAME,
        ["项目资金", "预算数（A）", "执行数（B）", "执行率（B/A）"],
        ["年度资金总额", "720.00", "698.40", "97.00%"],
        ["年度总体目标", ("节地", 3, 1)],
    )
    assert projects(frames, "budget_yuan") == [(Decimal(7_200_000),)]
    assert set(items(frames, "phase", "amount_yuan")) == {
        ("budget", Decimal(7_200_000)),
        ("actual", Decimal(6_984_000)),
    }


@pytest.mark.parametrize(("first", "second"), [("数量指标值", "时效指标值"), ("目标值", "目标值")])
def test_kinds_beside_their_values_head_names_and_targets(first: str, second: str) -> None:
    frames = derived(
        "项目支出绩效目标表",
        [("项目名称", 1, 2), ("资金总额", 1, 2), ("产出指标", 4, 1)],
        ["数量指标", first, "时效指标", second],
        ["路政执法", "180.00", "巡查里程", "≥8万公里", "办结时限", "≤15天"],
    )
    assert kpis(frames, "level1", "level2", "level3", "target_raw") == [
        ("产出指标", "数量指标", "巡查里程", "≥8万公里"),
        ("产出指标", "时效指标", "办结时限", "≤15天"),
    ]
    assert not unparsed(frames)


def test_targets_of_years_with_their_unit_beside_them() -> None:
    frames = derived(
        "项目绩效目标表",
        ["项目名称", ("噪声监测", 6, 1)],
        [("一级指标", 1, 2), ("二级指标", 1, 2), ("三级指标", 1, 2), ("绩效目标值", 4, 1)],
        ["2024年实际", "2025年目标", "2026年目标", "计量单位"],
        ["产出指标", "数量指标", "监测点位", "10", "26", "40", "个"],
    )
    assert kpis(frames, "level3", "target_raw", "target_value", "target_unit") == [
        ("监测点位", "26个", Decimal(26), "个")
    ]


def test_the_price_of_services_is_all_money() -> None:
    frames = derived(
        "政府购买服务预算表",
        ["购买主体", "购买服务项目", "购买方式", "购买预算"],
        ["某局", "应急演练服务", "竞争性磋商", "46.00"],
    )
    assert items(frames, "column_path", "fund_source") == [("购买预算", "total")]


def test_a_sheet_of_a_project_of_the_second_level_is_of_that() -> None:
    frames = derived(
        "二级项目绩效目标表",
        ["一级项目名称", "就业专项", "二级项目名称", "创业补贴"],
        ["项目单位", "某市人社局", "年度预算", "126.00"],
        ["绩效目标", ("扶持创业", 3, 1)],
    )
    assert projects(frames, "project_name", "unit_name", "budget_yuan") == [
        ("创业补贴", "某市人社局", Decimal(1_260_000))
    ]


def test_goals_beside_what_was_reached() -> None:
    frames = derived(
        "项目支出绩效自评表",
        NAME,
        ["年度预算", ("120.00", 3, 1)],
        [("总体目标完成情况", 1, 2), "总体目标", ("全年实际完成情况", 2, 1)],
        ["建公墓3处", ("建成3处", 2, 1)],
    )
    assert projects(frames, "goals") == [("建公墓3处",)]
    assert not unparsed(frames)


@pytest.mark.parametrize(("rest", "proof"), [(None, "unchecked"), ("其他资金", "disputed")])
def test_one_part_of_a_budget_disputes_it_only_where_the_rest_has_a_place(rest: str | None, proof: str) -> None:
    beside = [rest, ""] if rest else [("", 2, 1)]
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("殡葬改革", 5, 1)],
        ["年度预算", "120.00", "其中：财政拨款", "100.00", *beside],
        ["绩效目标", ("节地", 5, 1)],
    )
    assert {row["proof"] for row in frames["core.fact_line_item"]} == {proof}


def test_the_parts_of_a_project_with_what_is_counted_and_its_price() -> None:
    frames = derived(
        "项目支出预算绩效目标表",
        ["项目名称", ("农田管护", 4, 1)],
        ["预算金额", ("156.00", 4, 1)],
        [("支出明细", 1, 3), "明细项目", "数量", "单价", "金额"],
        ["管护员补助", "60", "1.20", "72.00"],
        ["巡查设备", "42", "2.00", "84.00"],
        ["年度绩效目标", ("管护5.2万亩", 4, 1)],
    )
    found = items(frames, "label", "column_path", "amount_yuan")
    assert set(found) == {
        ("预算金额", "", Decimal(1_560_000)),
        ("管护员补助", "单价", Decimal(12_000)),
        ("管护员补助", "金额", Decimal(720_000)),
        ("巡查设备", "单价", Decimal(20_000)),
        ("巡查设备", "金额", Decimal(840_000)),
    }
    # The price of one thing is no money of a fund.
    assert set(items(frames, "column_path", "fund_source")) == {("", "total"), ("单价", None), ("金额", "total")}


def test_a_kind_before_a_rate_told_in_a_text() -> None:
    frames = derived(
        "部门整体支出绩效目标表",
        ["部门名称", ("某局", 2, 1)],
        ["年度绩效目标", ("保障粮食安全", 2, 1)],
        [("年度绩效指标", 1, 2), ("产出指标", 1, 2), "数量指标：播种面积≥42万亩"],
        ["时效指标：补贴发放及时率100%"],
    )
    assert kpis(frames, "level1", "level2", "level3", "target_raw") == [
        ("产出指标", "数量指标", "播种面积", "≥42万亩"),
        ("产出指标", "时效指标", "补贴发放及时率", "100%"),
    ]


def test_money_of_governments_in_columns_is_fiscal_where_it_makes_the_budget() -> None:
    head = ["序号", "项目名称", "小计", "中央资金", "区级资金", "自筹资金"]
    whole = derived("项目支出预算表", head, ["1", "粪污利用", "1,000.00", "600.00", "300.00", "100.00"])
    assert projects(whole, "fiscal_yuan", "other_yuan") == [(Decimal(9_000_000), Decimal(1_000_000))]
    part = derived("项目支出预算表", head, ["1", "粪污利用", "1,000.00", "600.00", "", "100.00"])
    assert projects(part, "budget_yuan", "fiscal_yuan") == [(Decimal(10_000_000), None)]


def test_money_of_governments_as_it_was_changed() -> None:
    frames = derived(
        "专项转移支付绩效自评表",
        ["转移支付（项目）名称", ("就业补助", 3, 1)],
        [("资金（万元）", 1, 4), "", "全年预算数（A）", "全年执行数（B）"],
        ["年度资金总额：", "3,860.00", "3,752.00"],
        ["其中：中央财政资金", "3,000.00", "2,960.00"],
        ["地方资金", "860.00", "792.00"],
        ["年度目标", ("新增就业", 3, 1)],
    )
    assert projects(frames, "budget_yuan", "fiscal_yuan") == [(Decimal(38_600_000), Decimal(38_600_000))]


@pytest.mark.parametrize(("above", "budget"), [("项目期", Decimal(880_000)), ("三年", None)])
def test_an_amount_behind_a_blank_under_a_key(above: str, budget: Decimal | None) -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("立标", 3, 1)],
        ["项目类型", "新增", above, "一年"],
        ["项目资金（万元）", "年度资金总额：", "", "88.00"],
        ["绩效目标", ("立标3处", 3, 1)],
    )
    assert projects(frames, "budget_yuan") == [(budget,)]
    assert ("88.00" in unparsed(frames)) is (budget is None)


def test_indicators_of_three_levels_that_are_only_scored() -> None:
    frames = derived(
        "部门整体支出绩效评价评分表",
        ["一级指标", "二级指标", "三级指标", "评分标准", "分值", "得分"],
        [("投入（10分）", 1, 2), ("目标设定", 1, 2), "目标合理性", "符合得5分", "5", "5"],
        ["指标明确性", "细化得5分", "5", "4"],
    )
    assert kpis(frames, "level1", "level2", "level3", "target_raw", "weight_raw") == [
        ("投入（10分）", "目标设定", "目标合理性", None, "5"),
        ("投入（10分）", "目标设定", "指标明确性", None, "5"),
    ]
    assert unparsed(frames) == ["5", "4"]


def test_money_by_phase_of_a_group_without_a_name() -> None:
    frames = derived(
        "项目绩效自评表",
        ["项目名称", ("送戏下乡", 5, 1)],
        ["单位", ("某县文化馆", 2, 1), "资金性质", ("一般公共预算", 2, 1)],
        [("预算执行情况（万元）", 1, 2), "年初预算数", "年中调整数", "结余安排", "全年预算数", "全年执行数"],
        ["60.00", "-4.00", "1.00", "56.00", "55.00"],
        ["绩效目标", ("演出120场", 5, 1)],
    )
    assert projects(frames, "unit_name", "budget_yuan", "fiscal_yuan") == [
        ("某县文化馆", Decimal(600_000), Decimal(600_000))
    ]
    assert set(items(frames, "phase", "amount_yuan")) == {
        ("budget", Decimal(600_000)),
        ("change", Decimal(-40_000)),
        ("revised", Decimal(560_000)),
        ("actual", Decimal(550_000)),
    }
    assert "1.00" in unparsed(frames)


def test_projects_of_transfers_with_their_functions() -> None:
    frames = derived(
        "对乡镇转移支付预算表",
        ["功能科目编码", "功能科目名称", "项目名称", "合计", "城关镇", "石桥镇"],
        ["2070109", "群众文化", "文化站免费开放", "24.00", "12.00", "12.00"],
        ["2070205", "文物保护", "文物看护补助", "10.80", "4.80", "6.00"],
    )
    assert projects(frames, "project_name", "budget_yuan") == [
        ("文化站免费开放", Decimal(240_000)),
        ("文物看护补助", Decimal(108_000)),
    ]


def test_the_whole_life_of_three_years_and_targets_with_the_letter_of_a_formula() -> None:
    frames = derived(
        "项目支出绩效自评表",
        ["项目名称", ("疾病预防", 4, 1)],
        ["三年预算总额", "900.00", "2025年预算额", ("300.00", 2, 1)],
        [*GRID[:3], "年度指标值（A）", "实际完成值（B）"],
        ["产出指标", "数量指标", "监测样本", "≥1.2万份", "1.26万份"],
    )
    assert projects(frames, "total_yuan", "budget_yuan") == [(Decimal(9_000_000), Decimal(3_000_000))]
    assert kpis(frames, "level3", "target_raw") == [("监测样本", "≥1.2万份")]
    assert unparsed(frames) == ["1.26万份"]


def test_a_line_of_the_letters_of_a_formula_is_of_the_header() -> None:
    frames = derived(
        "项目支出绩效自评表",
        ["项目名称", ("疾病预防", 4, 1)],
        [*GRID[:3], "年度指标值", "实际完成值"],
        ["", "", "", "（A）", "（B）"],
        ["产出指标", "数量指标", "监测样本", "≥1.2万份", "1.26万份"],
    )
    assert kpis(frames, "level1", "level3", "target_raw") == [("产出指标", "监测样本", "≥1.2万份")]
    assert unparsed(frames) == ["1.26万份"]
