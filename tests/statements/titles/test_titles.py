"""Titles name statements."""

import re

import pytest

from pipeline.documents.model import Paragraph
from pipeline.statements.titles.title_words import is_doubtful, is_narrower
from pipeline.statements.titles.titles import as_titled, bare_title, find_title, kind_named, kind_of_title
from pipeline.statements.understand import understand
from tests.statements.small_tables import document, table

TITLES = {
    "部门预算收支总表": "budget_summary",
    "表1：2026年市级部门收支预算总表": "budget_summary",
    "部门预算收入总表": "income",
    "政府性基金预算收入表": "income",
    "政府性基金预算收支表": "gov_fund_expenditure",
    "2023年度政府性基金预算财政拨款收支决算表": "gov_fund_expenditure",
    "国有资本经营预算财政拨款收支决算表": "state_capital_expenditure",
    "财政拨款收支总表（含政府性基金）": "fiscal_summary",
    "国有资本经营预算收入表": "income",
    "一般公共预算基本支出表-人员经费(工资福利支出)(按政府预算经济分类)": "basic_by_economic",
    "一般公共预算基本支出表（分单位）": "basic_by_unit",
    "部门项目中期规划预算表": "project_list",
    "2025年部门预算项目三年滚动支出表": "project_list",
    "专项资金预算汇总表": "project_list",
    "2025年专项资金安排情况表": "project_list",
    "本年支出总体情况表": "expenditure",
    "2026年预算单位财政拨款收支预算总表": "fiscal_summary",
    "部门预算一般公共预算财政拨款支出表": "general_public_expenditure",
    "部门预算一般公共预算财政拨款基本支出表": "basic_by_economic",
    "财政拨款基本支出表（经济科目）": "fiscal_basic_by_economic",
    "财政拨款支出表（功能科目）": "fiscal_expenditure",
    "部门预算政府性基金预算财政拨款支出表": "gov_fund_expenditure",
    "部门预算国有资本经营预算财政拨款支出表": "state_capital_expenditure",
    "部门预算财政拨款“三公”经费支出表": "three_public",
    "一般公共预算“三公”经费、会议费、培训费支出表": "three_public",
    "2024年支出经济分类汇总表": "economic_summary",
    "项目支出预算表（按经济分类）": "project_list",
    "基本支出和项目支出经济分类表": "economic_summary",
    "2024年项目支出表": "project_list",
    "1、办事大厅购买服务费（RY)绩效目标表": "project_performance",
    "2024年部门预算项目绩效目标汇总表": "project_performance_summary",
    "部门(单位)整体绩效目标表": "overall_performance",
    "部门整体支出绩效目标": "overall_performance",
    "部门政府采购预算": "procurement",
    "部门固定资产占用情况表": "fixed_assets",
    "部门机构设置情况": "institutions",
    "2022年部门综合预算一般公共预算支出明细表（按支出功能分类科目-不含上年结转）": "general_public_expenditure",
    "2022年部门综合预算财政拨款上年结转资金支出表": "carry_over_expenditure",
    "一般公共预算机关运行经费支出预算表": "operating_cost",
    "收入支出决算总表": "budget_summary",
    "财政拨款收入支出决算总表": "fiscal_summary",
    "一般公共预算财政拨款支出决算表": "general_public_expenditure",
    "一般公共预算财政拨款基本支出决算明细表": "basic_by_economic",
    "政府性基金预算财政拨款收入支出决算表": "gov_fund_expenditure",
    "国有资本经营预算财政拨款支出决算表": "state_capital_expenditure",
    "财政拨款“三公”经费支出决算表": "three_public",
    "财政拨款项目支出预算表": "project_list",
    "项目预算支出表": "project_list",
    "项目（其他运转类、特定目标类）支出表": "project_list",
    "部门预算专项资金明细表": "project_list",
    "财政拨款基本支出和项目支出表": "fiscal_expenditure",
    "一般公共预算基本支出、项目支出预算表": "general_public_expenditure",
    "新增资产购置预算表": "fixed_assets",
}


@pytest.mark.parametrize(("title", "statement"), TITLES.items())
def test_titles(title: str, statement: str) -> None:
    kind = kind_of_title(title)
    assert kind is not None
    assert kind.name == statement


@pytest.mark.parametrize("title", ["纳入专户管理的非税收入拨款支出表", "财政专户管理资金支出预算表"])
def test_expenditure_from_a_fund_named_for_its_revenue_is_expenditure(title: str) -> None:
    kind = kind_of_title(title)
    assert kind is not None
    assert (kind.name, kind.flow, kind.fund) == ("other", "expenditure", "fiscal_account")


@pytest.mark.parametrize(
    "title",
    [
        "2025年非税收入征收计划表",
        "行政事业性收费收入表",
        "非税收入计划表",
        "新增政府债券支出情况表",
        "2026年政府债务收支情况表",
        "社会保险基金预算收支表",
        "对村（社区）补助支出表",
    ],
)
def test_what_is_collected_and_what_is_borrowed_is_no_statement(title: str) -> None:
    assert kind_of_title(title) is None


@pytest.mark.parametrize("text", ["机构运行信息表", "部门决算相关信息统计表", "预算支出相关信息表"])
def test_a_table_of_several_kinds_of_information_is_no_statement(text: str) -> None:
    """三公经费, 机关运行经费, assets and procurement under each other."""
    assert kind_of_title(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "反映本部门当年全部收入。2025年预算收入778元，其中：一般公共预算收入778元，基金预算收入0元。",
        "按照预算管理有关规定，目前部门预算的编制实行综合预算管理",
        "（一）贯彻执行政务服务有关的法律法规",
        "单位：万元",
    ],
)
def test_texts_are_no_titles(text: str) -> None:
    assert kind_of_title(text) is None


def test_a_title_ends_where_the_unit_line_begins() -> None:
    assert (
        bare_title("一般公共预算支出情况表（按功能分类科目）单位名称：某市信访局")
        == "一般公共预算支出情况表（按功能分类科目）"
    )
    assert bare_title("2024年项目支出表") == "2024年项目支出表"


@pytest.mark.parametrize("unit", ["计算单位：万元", "计量单位：万元", "货币单位：人民币万元", "金额单位：元"])
def test_a_title_ends_before_the_unit_of_money_whatever_it_is_called(unit: str) -> None:
    assert bare_title(f"2025年部门预算项目支出明细表{unit}") == "2025年部门预算项目支出明细表"


@pytest.mark.parametrize("number", ["附件1：", "表一、", "预算公开02表", "部门公开表3-1"])
def test_a_title_begins_behind_the_number_of_its_form(number: str) -> None:
    assert bare_title(f"{number}一般公共预算支出情况表") == "一般公共预算支出情况表"


@pytest.mark.parametrize("number", ["表1 ", "附表3-2 ", "公开表10", "预算01表 "])
def test_the_number_of_a_form_ends_before_a_year(number: str) -> None:
    assert bare_title(f"{number}2025年部门收支总表") == "2025年部门收支总表"


@pytest.mark.parametrize(
    ("lines", "printed", "name"),
    [
        (["“三公”经费、会议费支出预算", "表", "部门：", "某省某某办公厅", "单位：万元"], [0, 1], "three_public"),
        (["一般公共预算“三公”经费、会议费、", "培训费支出表"], [0, 1], "three_public"),
        (["某市智慧调度指挥中心", "项目绩效目标表", "单位：万元"], [1], "project_performance"),
        (["二、收入情况说明", "收入总表"], [1], "income"),
        (
            ["一般公共预算基本支出情况表（按部门预算", "支出经济分类科目分列）", "单位：万元"],
            [0, 1],
            "basic_by_economic",
        ),
        # Nothing closes the bracket: the sheet was printed without the end of its title.
        (["一般公共预算基本支出情况表（按支出经济分类", "单位：万元"], [0], "basic_by_economic"),
    ],
)
def test_a_title_over_two_lines(lines: list[str], printed: list[int], name: str) -> None:
    found = find_title([Paragraph(number, line) for number, line in enumerate(lines, start=1)])
    assert found is not None
    assert found.text == "".join(lines[index] for index in printed)
    assert (found.first, found.lines, found.kind.name) == (printed[0], len(printed), name)


@pytest.mark.parametrize("number", ["一、二、三、四、", "1.2.3.4.", ""])
def test_a_title_right_behind_the_list_of_all_titles(number: str) -> None:
    names = ["收支预算总表", "收入预算总表", "支出预算总表", "政府采购支出预算表"]
    numbers = re.findall(r"\w[、.]", number) or [""] * 4
    listed = [Paragraph(n, f"{numbers[n - 1]} {name}") for n, name in enumerate(names, start=1)]
    last = [Paragraph(5, "收支预算总表"), Paragraph(6, "部门：某市某某局"), Paragraph(7, "单位：万元")]
    found = find_title([*listed, *last])
    assert found is not None
    assert (found.first, found.text, found.kind.name) == (4, "收支预算总表", "budget_summary")
    # The list alone names no table under it.
    assert find_title(listed) is None


def test_lists_of_units_and_lists_of_tables_without_a_title() -> None:
    def kind(*rows: list[str]) -> str:
        (reading,) = understand(document(table(*rows))).readings
        return reading.statement

    assert kind(["序号", "单位名称", "备注"], ["1", "某市某某局（本级）", ""]) == "institutions"
    assert kind(["单位名称", "经费性质", "在职人数"], ["某市某某局", "财政核拨", "5"]) == "institutions"
    assert kind(["单位名称", "合计（万元）"], ["某市某某局", "5.00"]) == "other"
    assert kind(["报表", "报表名称", "是否空表"], ["表1", "收支总表", ""]) == "other"


@pytest.mark.parametrize(
    "title",
    [
        "2025年甲乙丙丁戊己支出表",
        "甲类资金收支总表",
        "部门一股公共预算支出表",
        "一般公共预算维持性支出表",
        "某县某局2025年养人经费支出表",
    ],
)
def test_a_word_that_is_not_understood_makes_a_title_doubtful(title: str) -> None:
    kind = kind_of_title(title)
    assert kind is not None
    assert is_doubtful(kind, title)


@pytest.mark.parametrize(
    "title",
    [
        *(title for title, name in TITLES.items() if "绩效" not in name),
        "表3 某省某市人民检察院2025年部门支出预算总表",
        "某镇2024年收支预算总表",
        "某镇人民政府2025年部门预算收支总表",
        "某市第一中学2025年部门收支总表",
        "某省某某监狱支出总表",
        "某县国有林场收支总表",
        "国家税务总局某市税务局支出决算表",
        "一般公共预算支出表（不含上级专款）",
        "2025年一般公共预算“三公”经费及会议费、培训费支出预算表",
    ],
)
def test_titles_of_known_words_are_not_doubtful(title: str) -> None:
    kind = kind_of_title(title)
    assert kind is None or not is_doubtful(kind, title)


def test_what_a_doubtful_title_leaves_possible() -> None:
    expenditure, general = kind_named("expenditure"), kind_named("general_public_expenditure")
    basic, income = kind_named("basic_by_economic"), kind_named("income")
    assert [is_narrower(kind, expenditure) for kind in (expenditure, general, basic, income)] == [
        True,
        True,
        True,
        False,
    ]
    assert [is_narrower(kind, general) for kind in (expenditure, general, basic)] == [False, True, True]


def test_a_table_under_a_doubtful_title_is_no_statement_that_another_title_names() -> None:
    """A part of the money under a word that is in no vocabulary is not taken for all expenditure."""
    head = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    tables = [
        table(head, ["2010301", "行政运行", "9.00", "5.00", "4.00"], number=1),
        table(head, ["2010301", "行政运行", "7.00", "4.00", "3.00"], number=2),
    ]
    readings = understand(
        document("部门支出总表", "单位：万元", tables[0], "部门甲类资金支出表", "单位：万元", tables[1])
    ).readings
    assert [reading.statement for reading in readings] == ["expenditure", "other"]
    assert readings[1].title == "部门甲类资金支出表"


def test_what_most_titles_share_is_the_name_of_a_unit_and_makes_none_doubtful() -> None:
    """No vocabulary has 甲乙丙丁: before most titles it is a name, before one of them a word that may change it."""

    def statements(*titles: str) -> list[str]:
        rows = [
            ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
            ["2010301", "行政运行", "1.00", "1.00", "0.00"],
        ]
        blocks = [block for title in titles for block in (title, "单位：万元", table(*rows))]
        return [reading.statement for reading in understand(document(*blocks)).readings]

    assert statements("甲乙丙丁支出总表", "甲乙丙丁一般公共预算支出表", "政府性基金预算支出表") == [
        "expenditure",
        "general_public_expenditure",
        "gov_fund_expenditure",
    ]
    assert statements("甲乙丙丁支出表", "一般公共预算支出表", "政府性基金预算支出表")[0] == "other"
    titles = ["收入甲乙表", "支出甲乙表", "一般公共预算支出甲乙表"]
    others = ["政府性基金预算支出表", "国有资本经营预算支出表", "一般公共预算基本支出表"]
    assert statements(*titles, *others)[:3] == ["income", "expenditure", "general_public_expenditure"]
    assert statements("支出甲乙表", *others)[0] == "other"
    assert statements("支出总表（按甲乙丙丁划分）", "一般公共预算支出表")[0] == "expenditure"


def test_a_line_of_information_on_two_lines_hides_no_title() -> None:
    """公开06表 单位名称：某中学 in a narrow cell, with the unit of money beside its first line."""
    lines = ["一般公共预算基本支出表", "公开06表 单位名", "单位：元", "称：某县某某中学"]
    found = find_title([Paragraph(number, line) for number, line in enumerate(lines, start=1)])
    assert found is not None
    assert found.kind.name == "basic_by_economic"


@pytest.mark.parametrize("number", ["收支02表", "2025年部门收支公开02表", "预算公开1-2表"])
def test_the_number_of_a_form_is_no_title(number: str) -> None:
    found = find_title([Paragraph(1, "部门收入总表"), Paragraph(2, number), Paragraph(3, "单位：万元")])
    assert found is not None
    assert (found.text, found.kind.name) == ("部门收入总表", "income")


def test_a_title_cut_inside_its_brackets_is_not_doubtful() -> None:
    title = "13.表13某市司法局部门基本支出预算表（人员类、运转"
    kind = kind_of_title(title)
    assert kind is not None
    assert (kind.name, is_doubtful(kind, title)) == ("basic_by_unit", False)
    assert as_titled(kind, title).component == "basic"
