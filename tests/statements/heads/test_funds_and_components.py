"""Which money a column holds, by the names of funds and components in its header and title."""

import pytest

from tests.statements.small_tables import money, reading_of


def test_a_total_under_a_fund_is_the_whole_of_that_fund() -> None:
    reading = reading_of(
        "部门预算基本支出预算表",
        ["单位名称", "总计", "财政拨款", "财政拨款", "财政专户拨款"],
        ["单位名称", "总计", "合计", "一般公共预算", "财政专户拨款"],
        ["合计", "9.00", "8.00", "8.00", "1.00"],
        ["某市某局", "9.00", "8.00", "8.00", "1.00"],
    )
    assert [column.fund for column in money(reading)] == ["total", "fiscal", "general_public", "fiscal_account"]


def test_operating_spend_is_a_component_of_all_money() -> None:
    reading = reading_of(
        "支出总表",
        ["科目编码", "科目名称", "合计", "基本支出", "事业单位经营支出"],
        ["201", "一般公共服务支出", "3.00", "2.00", "1.00"],
    )
    assert [(column.fund, column.component) for column in money(reading)] == [
        ("total", "total"),
        ("total", "basic"),
        ("total", "operating_spend"),
    ]


@pytest.mark.parametrize(
    ("title", "header", "component"),
    [
        ("支出决算表", "本年支出合计", "total"),
        ("一般公共预算机关运行经费支出预算表", "机关运行经费支出", "public_use"),
        ("项目绩效目标汇总表", "预算数（单位：万元）", "project"),
        ("支出总表", "部门预算合计", "total"),
        ("支出总表", "本年支出预算数合计", "total"),
    ],
)
def test_a_plain_header_has_the_component_of_its_statement(title: str, header: str, component: str) -> None:
    reading = reading_of(title, ["科目编码", "科目名称", header], ["302", "商品和服务支出", "2.00"])
    assert [column.component for column in money(reading)] == [component]


def test_the_fund_in_a_title_narrows_its_statement() -> None:
    header, values = ["单位名称", "“三公”经费合计", "会议费"], ["某市某局", "2.00", "1.00"]
    narrow = reading_of("一般公共预算“三公”经费、会议费支出表", header, values)
    wide = reading_of("财政拨款“三公”经费、会议费支出表", header, values)
    assert {column.fund for column in money(narrow)} == {"general_public"}
    assert {column.fund for column in money(wide)} == {"fiscal"}


def test_a_list_of_projects_is_expenditure_whatever_its_money_comes_from() -> None:
    reading = reading_of(
        "项目支出预算表",
        ["单位名称", "项目名称", "总计", "财政拨款收入", "单位资金"],
        ["单位名称", "项目名称", "总计", "一般公共预算", "单位资金"],
        ["某市某局", "某项目", "3.00", "2.00", "1.00"],
    )
    assert [column.flow for column in money(reading)] == ["expenditure"] * 3


def test_sides_of_a_fund_keep_their_banner() -> None:
    reading = reading_of(
        "政府性基金收支表",
        ["收入", "收入", "支出", "支出"],
        ["项目", "预算数", "项目", "预算数"],
        ["一、政府性基金拨款", "2.00", "一、城乡社区支出", "2.00"],
    )
    assert [column.flow for column in money(reading)] == ["revenue", "expenditure"]


def test_rows_of_revenue_that_name_funds() -> None:
    reading = reading_of(
        "收入预算总表",
        ["项目名称", "金额"],
        ["收入总计", "3.00"],
        ["一般公共预算资金", "2.00"],
        ["其他资金", "1.00"],
    )
    assert reading.axis == "fund"
    assert [column.fund for column in money(reading)] == ["total"]
    by_function = reading_of("收入预算总表", ["科目名称", "金额"], ["公共安全支出", "2.00"], ["住房保障支出", "1.00"])
    assert by_function.axis == "function"


def test_what_is_carried_over_stays_so_whichever_fund_it_came_from() -> None:
    reading = reading_of(
        "部门收入总表",
        ["部门代码", "部门名称", "合计", "本年收入", "本年收入", "上年结转结余", "上年结转结余"],
        ["部门代码", "部门名称", "合计", "小计", "一般公共预算", "小计", "一般公共预算"],
        ["001", "某市某局", "9.00", "8.00", "8.00", "1.00", "1.00"],
    )
    funds = [column.fund for column in money(reading)]
    assert funds == ["total", "total", "general_public", "carry_over", "carry_over"]


@pytest.mark.parametrize(
    ("title", "fund", "component"),
    [
        ("财政专户管理资金预算支出表", "fiscal_account", "total"),
        ("财政拨款支出预算表（部门经济分类科目）", "fiscal", "total"),
        ("支出预算表（含上年结转）", "total", "total"),
        ("人员支出预算表", "total", "personnel"),
        ("一般公共预算基本支出表-人员经费（工资福利支出）", "general_public", "wages"),
        ("部门支出预算表（基本支出、项目支出）", "total", "total"),
        ("政府性基金预算收入表", "gov_fund", "total"),
    ],
)
def test_the_title_names_fund_and_component(title: str, fund: str, component: str) -> None:
    reading = reading_of(title, ["科目编码", "科目名称", "合计"], ["301", "工资福利支出", "2.00"])
    assert [(column.fund, column.component) for column in money(reading)] == [(fund, component)]


def test_the_money_appropriated_this_year_is_fiscal() -> None:
    reading = reading_of(
        "项目支出表",
        ["项目名称", "合计", "本年拨款", "本年拨款", "本年拨款", "财政拨款结转结余", "单位资金"],
        ["项目名称", "合计", "小计", "一般公共预算", "政府性基金预算", "一般公共预算", "单位资金"],
        ["河道治理", "9.00", "6.00", "5.00", "1.00", "2.00", "1.00"],
    )
    assert [column.fund for column in money(reading)] == [
        "total",
        "fiscal",
        "general_public",
        "gov_fund",
        "carry_over",
        "unit_funds",
    ]


def test_what_a_title_leaves_out_is_not_its_fund() -> None:
    header, values = ["单位名称", "“三公”经费合计"], ["某市某局", "2.00"]
    reading = reading_of("一般公共预算拨款“三公”经费预算表（不含上年结转）", header, values)
    assert [column.fund for column in money(reading)] == ["general_public"]


def test_a_title_of_several_items_narrows_no_component() -> None:
    reading = reading_of(
        "部门“三公”经费和机关运行经费预算表",
        ["“三公”经费合计", "公务接待费", "机关运行经费"],
        ["3.00", "3.00", "9.00"],
    )
    assert [column.component for column in money(reading)] == ["total", "total", "public_use"]


def test_a_change_of_revenue_is_that_of_all_money_unless_it_names_a_fund() -> None:
    reading = reading_of(
        "收入总表",
        ["单位名称", "合计", "上年预算数", "增减额", "事业收入增减额"],
        ["某市某局", "3.00", "2.00", "1.00", "0.50"],
    )
    assert [(column.fund, column.phase) for column in money(reading)] == [
        ("total", "budget"),
        ("total", "budget"),
        ("total", "change"),
        ("business", "change"),
    ]


@pytest.mark.parametrize(
    ("title", "header", "funds"),
    [
        ("“三公”经费预算表", ["总额", "其中：财政拨款"], ["total", "fiscal"]),
        ("“三公”经费预算表", ["合计", "财政拨款", "单位资金"], ["total", "fiscal", "unit_funds"]),
        ("“三公”经费预算表", ["合计", "一般公共预算", "政府性基金"], ["fiscal", "general_public", "gov_fund"]),
        ("财政拨款“三公”经费支出表", ["“三公”经费财政拨款预算总额"], ["fiscal"]),
        ("一般公共预算“三公”经费预算表", ["金额", "其中：财政拨款"], ["general_public", "general_public"]),
    ],
)
def test_what_stands_beside_a_part_of_fiscal_money_is_wider(title: str, header: list[str], funds: list[str]) -> None:
    reading = reading_of(title, ["项目", *header], ["公务接待费", *["1.00"] * len(header)])
    assert [column.fund for column in money(reading)] == funds


def test_the_two_sides_of_one_fund_are_told_by_the_title_and_one_side() -> None:
    reading = reading_of(
        "政府性基金预算收支表",
        ["项目", "金额", "项目", "金额"],
        ["上年结转", "1.00", "城乡社区支出", "3.00"],
        ["本年拨款", "2.00", "", ""],
        ["合计", "3.00", "合计", "3.00"],
    )
    assert [column.flow for column in money(reading)] == ["revenue", "expenditure"]
    assert [column.fund for column in money(reading)] == ["gov_fund", "gov_fund"]


@pytest.mark.parametrize(
    ("parts", "components"),
    [
        # Of two parts one is named, so the other one is what the name means.
        (["小计", "在岗开支", "公用经费"], ["basic", "personnel", "public_use"]),
        (["小计", "人员经费", "办事开支"], ["basic", "personnel", "public_use"]),
        (["小计", "人员类支出", "运转类支出"], ["basic", "personnel", "public_use"]),
        # Nothing says which of the two is which, and a third name may be a part of a part.
        (["小计", "在岗开支", "办事开支"], ["basic", None, None]),
        (["小计", "人员经费", "办事开支", "在岗开支"], ["basic", "personnel", None, None]),
    ],
)
def test_an_unknown_part_of_basic_expenditure_is_the_one_that_is_left_or_none(
    parts: list[str], components: list[str | None]
) -> None:
    rows = [
        ["科目编码", "科目名称", "合计", *["基本支出"] * len(parts), "项目支出"],
        ["科目编码", "科目名称", "合计", *parts, "项目支出"],
        ["201", "一般公共服务支出", "5.00", *["3.00"] * len(parts), "2.00"],
    ]
    found = money(reading_of("支出总表", *rows))
    assert [column.component for column in found] == ["total", *components, "project"]
    assert all((column.fund is None) == (column.component is None) for column in found)


def test_an_unknown_kind_of_projects_is_project_expenditure() -> None:
    rows = [
        ["科目编码", "科目名称", "合计", "项目支出", "项目支出"],
        ["科目编码", "科目名称", "合计", "小计", "延续安排"],
        ["201", "一般公共服务支出", "5.00", "3.00", "2.00"],
    ]
    assert [column.component for column in money(reading_of("支出总表", *rows))] == ["total", "project", "project"]


def test_beside_named_funds_a_header_that_is_not_understood_is_of_no_known_fund() -> None:
    """政府性墓全预算 may be any fund of 财政拨款; 本级财力 beside 上级专项 under one fund names none."""
    rows = [
        ["单位名称", "合计", *["财政拨款"] * 3, *["一般公共预算"] * 2, "事亚收人"],
        ["单位名称", "合计", "小计", "政府性墓全预算", "国有资本经营预算", "本级财力", "上级专项", "事亚收人"],
        ["某市某局", "9.00", "8.00", "8.00", "0.00", "0.00", "0.00", "1.00"],
    ]
    found = [column.fund for column in money(reading_of("部门收入总表", *rows))]
    assert found == ["total", "fiscal", None, "state_capital", "general_public", "general_public", None]


def test_fiscal_money_under_one_of_its_funds_is_of_that_fund() -> None:
    reading = reading_of(
        "项目支出预算表",
        ["项目名称", "合计", "一般公共预算", "一般公共预算"],
        ["项目名称", "合计", "当年财政拨款", "上年结转"],
        ["宣传经费", "3.00", "2.00", "1.00"],
    )
    assert [column.fund for column in money(reading)] == ["total", "general_public", "carry_over"]


def test_kinds_of_projects_are_parts_of_project_expenditure() -> None:
    reading = reading_of(
        "支出总表",
        ["科目编码", "科目名称", "总计", "项目支出", "项目支出", "项目支出"],
        ["科目编码", "科目名称", "总计", "小计", "一般性项目", "专项资金"],
        ["201", "一般公共服务支出", "3.00", "3.00", "2.00", "1.00"],
    )
    assert [(column.fund, column.component) for column in money(reading)][2:] == [("total", "project")] * 2


def test_a_class_named_after_a_fund_is_expenditure_of_all_money() -> None:
    reading = reading_of(
        "支出总表",
        ["科目编码", "科目名称", "合计", "工资福利支出", "对社会保障基金补助"],
        ["208", "社会保障和就业支出", "3.00", "2.00", "1.00"],
    )
    assert [column.fund for column in money(reading)] == ["total", "total", "total"]


def test_fiscal_money_of_another_level_is_other_revenue() -> None:
    reading = reading_of(
        "收入总表",
        ["科目编码", "科目名称", "合计", "本级财政拨款", "非本级财政拨款"],
        ["208", "社会保障和就业支出", "3.00", "2.00", "1.00"],
    )
    assert [column.fund for column in money(reading)] == ["total", "fiscal", "other"]


def test_a_component_of_purchases_is_of_all_money() -> None:
    reading = reading_of(
        "政府采购预算表",
        ["采购项目名称", "采购品目", "合计", "基本支出", "项目支出"],
        ["办公设备购置", "A02010105台式计算机", "3.00", "2.00", "1.00"],
    )
    assert [(column.fund, column.component) for column in money(reading)] == [
        ("total", "total"),
        ("total", "basic"),
        ("total", "project"),
    ]


def test_a_class_under_a_component_is_of_that_component() -> None:
    reading = reading_of(
        "部门支出总表",
        ["单位名称", "合计", "项目支出", "项目支出"],
        ["单位名称", "合计", "办公费", "维修（护）费"],
        ["某市水务局", "9.00", "4.00", "5.00"],
    )
    assert [column.component for column in money(reading)] == ["total", "project", "project"]


@pytest.mark.parametrize("time", ["", "本年", "其中：", "2025年度"])
@pytest.mark.parametrize(
    ("name", "fund"),
    [
        ("财政补助收入", "fiscal"),
        ("财政预算资金", "fiscal"),
        ("财拨", "fiscal"),
        ("上级财政补助", "superior"),
        ("其他自有收入", "other"),
        ("自筹资金", "unit_funds"),
        ("国资预算", "state_capital"),
        ("经营预算收入", "operating"),
        ("国有资本经营预算收入", "state_capital"),
    ],
)
def test_a_fund_is_known_by_other_names_and_of_any_time(time: str, name: str, fund: str) -> None:
    rows = [["科目编码", "科目名称", "合计", f"{time}{name}"], ["201", "一般公共服务支出", "3.00", "2.00"]]
    assert money(reading_of("部门收入总表", *rows))[-1].fund == fund


@pytest.mark.parametrize("time", ["", "本年", "其中：", "2025年"])
@pytest.mark.parametrize(
    ("name", "component"),
    [
        ("资本性支出", "capital"),
        ("基本建设支出", "capital"),
        ("商品及服务支出", "goods"),
        ("其他运转", "project_operating"),
        ("项目经费", "project"),
        ("项目类支出", "project"),
        ("人员费用", "personnel"),
        ("国有资本经营支出", "total"),
    ],
)
def test_a_component_is_known_by_other_names_and_of_any_time(time: str, name: str, component: str) -> None:
    rows = [["科目编码", "科目名称", "合计", f"{time}{name}"], ["201", "一般公共服务支出", "3.00", "2.00"]]
    assert money(reading_of("部门支出总表", *rows))[-1].component == component
