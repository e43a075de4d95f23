"""Projects merged over tables, their plans and indicators."""

from decimal import Decimal

import pytest

from pipeline.documents.grid import align
from pipeline.documents.model import Cell, Content, Document, Paragraph, Table
from pipeline.facts.indicators.kpis import kpis
from pipeline.facts.line_items import Source, line_items
from pipeline.facts.projects.project_links import link_projects
from pipeline.facts.projects.project_model import Project
from pipeline.facts.projects.projects import find_projects, name_key, unique_names
from pipeline.facts.projects.schedules import schedules
from pipeline.statements.model import Understanding
from pipeline.statements.understand import understand

SOURCE = Source("0123456789abcdef", "d", 2025)


def table(number: int, *rows: list[str]) -> Table:
    n_cols, cells = align(list(rows))
    return Table(number, len(rows), n_cols, cells)


def understood(*blocks: str | Table) -> Understanding:
    made = tuple(Paragraph(i, b) if isinstance(b, str) else b for i, b in enumerate(blocks, 1))
    return understand(Document(SOURCE.document_id, "0" * 64, 1, "text/plain", "word_text", "1", Content(made)))


def sheet(number: int, name: str, code: str, budget: str, plan: list[str]) -> Table:
    return table(
        number,
        ["单位：万元"],
        ["项目编码", code, "项目名称", name],
        ["预算规模及资金用途", "预算数", budget, "其中：财政资金", budget, "其他资金", ""],
        ["", "用于运转"],
        ["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底"],
        ["", *plan],
        ["绩效目标", "1.运转"],
    )


def projects_of(understanding: Understanding) -> list[Project]:
    return find_projects([(SOURCE.document_id, understanding.readings)], SOURCE.fiscal_year)


def test_a_list_and_a_sheet_are_one_project_with_the_more_precise_amount() -> None:
    understanding = understood(
        "2025年项目支出表",
        "单位：万元",
        table(1, ["项目名称", "项目单位", "合计"], ["合计", "", "36.1"], ["网络租赁费", "某局", "36.1"]),
        "网络租赁费绩效目标表",
        sheet(2, "网络租赁费", "41072624A000000025607", "36.06", ["25%", "50%", "75%", "100%"]),
    )
    (project,) = projects_of(understanding)
    assert (project.name, project.code, project.unit_name) == ("网络租赁费", "41072624A000000025607", "某局")
    assert project.amounts["budget"].yuan == Decimal("360600.00")
    assert (project.purpose, project.goals) == ("用于运转", "1.运转")


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("女子看守所保障经费项目绩效目标表", ["女子看守所保障经费"]),
        ("2022年专项资金总体绩效目标表", []),
        ("某市公安局项目支出绩效目标表", []),
        ("项目绩效目标表", []),
    ],
)
def test_a_sheet_without_a_place_for_the_name_has_that_of_its_title(title: str, names: list[str]) -> None:
    sheet = table(
        1,
        ["项目资金(万元)", "资金总额", "203"],
        ["", "财政拨款", "203"],
        ["总体目标", "保障看守所运转"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "收押人数", "≥20人"],
    )
    assert [project.name for project in projects_of(understood(title, sheet))] == names


def test_plans_in_percent_and_in_money() -> None:
    understanding = understood(
        "甲绩效目标表",
        sheet(1, "甲", "A1", "246.00", ["61.50", "123.00", "205.00", "246.00"]),
        "乙绩效目标表",
        sheet(2, "乙", "A2", "50.00", ["25%", "50%", "75%", "100%"]),
        "丙绩效目标表",
        sheet(3, "丙", "A3", "40.00", ["25", "50", "75", "100"]),
    )
    rows = schedules(SOURCE, understanding.readings, projects_of(understanding))
    shares = [(row["month"], row["share"], row["amount_yuan"]) for row in rows]
    assert shares[:2] == [(3, Decimal("25.0000"), Decimal("615000.00")), (6, Decimal("50.0000"), Decimal("1230000.00"))]
    assert shares[2] == (10, Decimal("83.3333"), Decimal("2050000.00"))
    assert shares[4] == (3, Decimal("25.0000"), Decimal("125000.00"))
    assert shares[8] == (3, Decimal("25.0000"), Decimal("100000.00"))


def test_a_plan_without_figures_has_no_rows() -> None:
    understanding = understood("甲绩效目标表", sheet(1, "甲", "A1", "5.00", ["", "", "", ""]))
    assert schedules(SOURCE, understanding.readings, projects_of(understanding)) == []


def test_indicators_are_numbered_within_their_project() -> None:
    head = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]
    grid = [
        ["产出指标", "数量指标", "次数", "次数", "≥5次", "合同"],
        ["", "成本指标", "成本", "成本", "≤4.8万", "合同"],
    ]
    understanding = understood(
        "甲绩效目标表",
        sheet(1, "甲", "A1", "5.00", ["", "", "", "100%"]),
        table(2, head, *grid),
        "乙绩效目标表",
        sheet(3, "乙", "A2", "5.00", ["", "", "", "100%"]),
        table(4, head, *grid),
    )
    found = projects_of(understanding)
    rows = kpis(SOURCE, understanding.readings, found)
    assert [(row["project_id"], row["seq"]) for row in rows] == [
        (found[0].project_id, 1),
        (found[0].project_id, 2),
        (found[1].project_id, 1),
        (found[1].project_id, 2),
    ]
    assert [row["amount_yuan"] for row in rows] == [None, Decimal("48000.00")] * 2


def test_year_tokens_do_not_count_in_names() -> None:
    assert name_key("2025年政务服务体系综合管理经费") == name_key("政务服务体系综合管理经费")


def test_a_name_listed_for_several_units_is_a_project_of_each() -> None:
    rows = [
        ["甲市甲局", "运行费", "1.00"],
        ["甲市乙局", "运行费", "2.00"],
        ["甲市乙局", "宣传经费", "3.00"],
    ]
    understanding = understood(
        "项目支出预算表",
        "单位：万元",
        table(1, ["单位名称", "项目名称", "总计"], *rows),
        "项目支出绩效表",
        "单位：万元",
        table(2, ["单位名称", "项目名称", "金额"], *rows[::-1]),
    )
    projects = projects_of(understanding)
    assert [(p.unit_name, p.name, p.amounts["budget"].yuan) for p in projects] == [
        ("甲市甲局", "运行费", Decimal("10000.00")),
        ("甲市乙局", "运行费", Decimal("20000.00")),
        ("甲市乙局", "宣传经费", Decimal("30000.00")),
    ]
    items = line_items(SOURCE, understanding.readings)
    link_projects(items, understanding, projects)
    assert len({(item["project_id"], item["amount_yuan"]) for item in items}) == len(projects)


@pytest.mark.parametrize(
    ("keys", "budget", "total"),
    [
        (["资金总额", "5.00"], "50000.00", None),
        (["实施期资金总额", "5.00"], None, "50000.00"),
        (["资金总额", "5.00", "年度资金总额", "2.00"], "20000.00", "50000.00"),
    ],
)
def test_a_total_that_names_no_term_is_the_budget(keys: list[str], budget: str | None, total: str | None) -> None:
    understanding = understood(
        "绩效目标表",
        "单位：万元",
        table(1, ["项目名称", "网络租赁费"], ["主管部门", "某局"], keys, ["绩效目标", "1.运转"]),
    )
    (project,) = projects_of(understanding)
    found = {name: str(amount.yuan) for name, amount in project.amounts.items()}
    assert (found.get("budget"), found.get("total")) == (budget, total)


def test_a_project_of_several_units_has_the_sum_of_their_amounts() -> None:
    # Beside one merged name the long table prints 32 and 93.3 万元, each with indicators of its own.
    header = ["项目名称", "项目总额", "一级指标", "二级指标", "三级指标", "绩效指标性质", "本年绩效指标值"]
    header.append("绩效度量单位")
    indicator = ["产出指标", "数量指标", "事故处理单位数", "≤", "6", "所"]
    cells = [Cell(1, col, text) for col, text in enumerate(header, 1)]
    cells += [Cell(2, 1, "11000022T000000432892-执法办案经费", row_span=4), Cell(2, 2, "32.00", row_span=2)]
    cells += [Cell(4, 2, "93.30", row_span=2), Cell(6, 1, "11000022T000000432903-举报奖励支出"), Cell(6, 2, "5.00")]
    cells += [Cell(row, col, text) for row in range(2, 7) for col, text in enumerate(indicator, 3)]
    understanding = understood("项目支出绩效目标表", "金额单位：万元", Table(1, 6, 8, tuple(cells)))
    budgets = {project.name: project.amounts["budget"] for project in projects_of(understanding)}
    assert {name: amount.yuan for name, amount in budgets.items()} == {
        "执法办案经费": Decimal("1253000.00"),
        "举报奖励支出": Decimal("50000.00"),
    }
    assert len(budgets["执法办案经费"].line_items) == 2


def test_of_projects_of_one_name_the_amount_tells_which_is_meant() -> None:
    understanding = understood(
        "2025年项目支出预算表",
        "单位：万元",
        table(
            1,
            ["单位名称", "项目名称", "总计"],
            ["某市城管局", "其他运行经费", "549.75"],
            ["某市渣土管理处", "其他运行经费", "24.50"],
        ),
        "2025年重点项目绩效目标表",
        "单位：万元",
        table(2, ["项目", "预算数", "绩效目标"], ["其他运行经费", "549.75", "保障运转"]),
    )
    projects = projects_of(understanding)
    items = line_items(SOURCE, understanding.readings)
    link_projects(items, understanding, projects)
    assert [project.unit_name for project in projects] == ["某市城管局", "某市渣土管理处"]
    assert [item["project_id"] for item in items] == [projects[i].project_id for i in (0, 1, 0)]
    assert unique_names(projects) == {}


def test_a_title_that_may_name_a_unit_names_a_project_among_others() -> None:
    def sheet_of(number: int) -> Table:
        return table(
            number,
            ["项目资金(万元)", "资金总额", "203"],
            ["", "财政拨款", "203"],
            ["总体目标", "保障运转"],
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["产出指标", "数量指标", "次数", "≥20次"],
        )

    centre, others = "某市智慧调度指挥中心项目绩效目标表", ("办案经费项目绩效目标表", "看守所经费项目绩效目标表")
    among = understood(others[0], sheet_of(1), others[1], sheet_of(2), centre, sheet_of(3))
    assert projects_of(understood(centre, sheet_of(1))) == []
    assert [project.name for project in projects_of(among)] == ["办案经费", "看守所经费", "某市智慧调度指挥中心"]


def test_sheets_of_one_name_for_several_units_are_projects_of_each() -> None:
    def sheet_of(number: int, unit: str, total: str) -> Table:
        return table(
            number,
            ["项目名称", "综合工作经费"],
            ["主管部门", "某市医疗保障局", "实施单位", unit],
            ["专项资金情况（万元）", "资金总额", total],
            ["", "财政拨款", total],
            ["年度目标", "保障运转"],
        )

    understanding = understood(
        "项目绩效目标表",
        sheet_of(1, "某市医疗保障局", "260.00"),
        "项目绩效目标表",
        sheet_of(2, "某市医疗保障基金中心", "81.00"),
    )
    projects = projects_of(understanding)
    assert [(project.unit_name, project.amounts["budget"].yuan) for project in projects] == [
        ("某市医疗保障局", Decimal("2600000.00")),
        ("某市医疗保障基金中心", Decimal("810000.00")),
    ]


def test_a_sheet_that_names_the_unit_behind_the_project_is_of_that_unit() -> None:
    def sheet_of(number: int, name: str) -> Table:
        return table(number, ["项目名称", name], ["资金总额", "2.00"], ["年度目标", "保障运转"])

    understanding = understood(
        "项目支出预算表",
        "单位：万元",
        table(
            1,
            ["单位名称", "项目名称", "总计"],
            ["甲市甲局", "工作经费", "1.00"],
            ["甲市乙局", "工作经费", "2.00"],
        ),
        "项目绩效目标表",
        "单位：万元",
        sheet_of(2, "工作经费（甲市乙局）"),
        "项目绩效目标表",
        "单位：万元",
        sheet_of(3, "工作经费（丙线）"),
    )
    projects = projects_of(understanding)
    assert [(project.unit_name, project.name, bool(project.goals)) for project in projects] == [
        ("甲市甲局", "工作经费", False),
        ("甲市乙局", "工作经费", True),
        (None, "工作经费（丙线）", True),
    ]


def test_rows_of_one_project_in_a_list_make_its_amount_together() -> None:
    understanding = understood(
        "2025年项目支出表",
        "单位：元",
        table(
            1,
            ["项目编码", "项目名称", "合计"],
            ["", "合计", "60.00"],
            ["11000026T000003731041", "安全审计", "20.00"],
            ["11000026T000003731042", "运行维护", "10.00"],
            ["11000026T000003731041", "安全审计", "30.00"],
        ),
        "安全审计绩效目标表",
        sheet(2, "安全审计", "11000026T000003731041", "0.0050", ["", "", "", ""]),
    )
    audit, upkeep = projects_of(understanding)
    assert [audit.amounts["budget"].yuan, upkeep.amounts["budget"].yuan] == [Decimal("50.00"), Decimal("10.00")]
    assert len(audit.amounts["budget"].line_items) == 2


@pytest.mark.parametrize(
    ("function", "economic", "budget"),
    [("2013816", "30211", "506000.00"), ("2013801", "30211", "480000.00"), ("2013816", "302", "480000.00")],
)
def test_a_project_printed_once_has_the_economic_codes_under_it(function: str, economic: str, budget: str) -> None:
    understanding = understood(
        "2025年项目支出表",
        "单位：元",
        table(
            1,
            ["项目名称", "功能科目编码", "经济科目编码", "经济科目名称", "合计"],
            ["食品抽检经费", "2013816", "30227", "委托业务费", "480000.00"],
            ["", function, economic, "差旅费", "26000.00"],
            ["中央食品监管补助", "2013816", "30218", "专用材料费", "355000.00"],
        ),
    )
    first, second = projects_of(understanding)[:2]
    assert (first.name, first.amounts["budget"].yuan) == ("食品抽检经费", Decimal(budget))
    assert second.amounts["budget"].yuan == Decimal("355000.00")


def test_of_names_of_projects_by_level_the_narrowest_counts_and_a_correction_is_no_budget() -> None:
    understanding = understood(
        "2025年项目支出表",
        "单位：万元",
        table(
            1,
            ["一级项目名称", "二级项目名称", "年初预算", "调整数", "调整后预算"],
            ["合计", "", "200.00", "-30.00", "170.00"],
            ["市政维护", "道路养护", "120.00", "-50.00", "70.00"],
            ["市政维护", "桥梁检测", "80.00", "20.00", "100.00"],
        ),
    )
    found = projects_of(understanding)
    assert [(p.name, p.amounts["budget"].yuan) for p in found] == [("道路养护", 1_200_000), ("桥梁检测", 800_000)]
    items = line_items(SOURCE, understanding.readings)
    assert [item["phase"] for item in items[:3]] == ["budget", "change", "revised"]


@pytest.mark.parametrize(("second", "n_projects"), [("8.00", 2), ("12.50", 1)])
def test_sheets_of_one_name_that_print_other_money_are_of_two_projects(second: str, n_projects: int) -> None:
    plan = ["25%", "50%", "75%", "100%"]
    understanding = understood(
        "项目绩效目标表",
        sheet(1, "综合工作经费", "", "12.50", plan),
        "项目绩效目标表",
        sheet(2, "综合工作经费", "", second, plan),
    )
    assert len(projects_of(understanding)) == n_projects


def test_the_only_amount_of_a_list_of_projects_without_a_known_title_is_the_budget() -> None:
    rows = ["序号", "项目名称", "预算安排", "绩效目标"], ["1", "禁毒宣传", "12.00", "提高识毒能力"]
    (project,) = projects_of(understood("禁毒工作一览", "单位：万元", table(1, *map(list, rows))))
    assert (project.name, project.amounts["budget"].yuan) == ("禁毒宣传", 120_000)


def test_the_other_part_of_a_budget_in_a_list_is_told_by_the_columns_that_make_it_up() -> None:
    understanding = understood(
        "项目支出预算表",
        "单位：万元",
        table(
            1,
            ["项目名称", "总计", "一般公共预算", "财政专户管理资金", "单位资金", "事业收入"],
            ["法治保障", "479.75", "451.15", "", "28.60", ""],
            ["日常保障运行", "967.80", "", "", "967.80", ""],
            ["考试服务", "30.00", "10.00", "5.00", "15.00", ""],
            ["狱政设施建设", "1059.66", "120.50", "", "939.16", "939.16"],
            ["法治社会建设", "990.04", "990.04", "", "", ""],
        ),
    )
    # 事业收入 is a part of 单位资金 there: the columns do not make up the budget.
    assert [
        (p.name, p.amounts["other"].yuan if "other" in p.amounts else None) for p in projects_of(understanding)
    ] == [
        ("法治保障", 286_000),
        ("日常保障运行", 9_678_000),
        ("考试服务", 200_000),
        ("狱政设施建设", None),
        ("法治社会建设", None),
    ]


def test_classes_of_expenditure_beside_the_sum_of_a_project_are_no_more_of_its_money() -> None:
    """The form 一般公共预算项目支出情况表: 5.00 of 护林 are services of 4.00 and equipment of 1.00."""
    listed = table(
        2,
        ["类", "款", "项", "科目名称", "项目名称", "项目支出合计", "商品和服务支出", "资本性支出"],
        ["213", "02", "09", "森林生态效益补偿", "护林", "5.00", "4.00", "1.00"],
        ["213", "02", "34", "林业草原防灾减灾", "防火", "2.00", "2.00", ""],
        ["", "", "", "合计", "", "7.00", "6.00", "1.00"],
    )
    (first, second) = projects_of(understood("一般公共预算项目支出情况表", "单位：万元", listed))
    assert (first.amounts["fiscal"].yuan, second.amounts["fiscal"].yuan) == (50_000, 20_000)
    assert "budget" not in first.amounts, "other funds may pay too"


def test_a_list_of_one_fund_prints_the_whole_budget_where_it_is_all_project_expenditure_of_its_code() -> None:
    """Of 造价管理 other funds pay 3.00 of 8.00; 危房改造 has no other money. The codes are not the projects'."""
    expenditure = table(
        1,
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["", "合计", "20.00", "10.00", "10.00"],
        ["2120101", "行政运行", "10.00", "10.00", ""],
        ["2120106", "工程建设管理", "8.00", "", "8.00"],
        ["2210105", "农村危房改造", "2.00", "", "2.00"],
    )
    listed = table(
        2,
        ["类", "款", "项", "单位名称（科目）", "金额"],
        ["", "", "", "合计", "7.00"],
        ["", "", "", "工程建设管理", "5.00"],
        ["212", "01", "06", "造价管理", "5.00"],
        ["", "", "", "农村危房改造", "2.00"],
        ["221", "01", "05", "危房改造补助", "2.00"],
    )
    blocks = ("部门支出总表", "单位：万元", expenditure, "一般公共预算项目支出预算表", "单位：万元", listed)
    found = {project.name: project.amounts for project in projects_of(understood(*blocks))}
    assert {name: amounts["fiscal"].yuan for name, amounts in found.items()} == {
        "造价管理": 50_000, "危房改造补助": 20_000,
    }  # fmt: skip
    assert "budget" not in found["造价管理"]
    assert found["危房改造补助"]["budget"].yuan == 20_000


def test_what_money_is_spent_on_is_part_of_it_in_a_list() -> None:
    understanding = understood(
        "一般公共预算项目支出情况表",
        "单位：万元",
        table(
            1,
            ["科目编码", "科目名称", "项目名称", "项目支出合计", "商品和服务支出", "资本性支出", "对企业补助"],
            ["", "合计", "", "39.00", "25.00", "10.00", "4.00"],
            ["2080102", "一般行政管理事务", "人才引进", "25.00", "20.00", "5.00", ""],
            ["2080799", "其他就业补助支出", "岗位补贴", "14.00", "5.00", "5.00", "4.00"],
        ),
    )
    assert {p.name: p.amounts["fiscal"].yuan for p in projects_of(understanding)} == {
        "人才引进": 250_000,
        "岗位补贴": 140_000,
    }
