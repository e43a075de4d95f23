"""What a column of money holds: fund source, component, flow and phase, from its header and from its statement."""

import pytest

from pipeline.statements.understand import understand
from tests.statements.small_tables import document, money, reading_of, table


def test_a_line_of_units_under_the_header_says_the_unit_only() -> None:
    reading = reading_of(
        "支出总表",
        ["科目名称", "合计", "基本支出"],
        ["科目名称", "万元", "元"],
        ["一般公共服务支出", "2.00", "20000.00"],
    )
    assert [(column.component, column.unit and column.unit.name) for column in money(reading)] == [
        ("total", "万元"), ("basic", "元"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "headers", "phases"),
    [
        ("支出决算表", ["本年支出合计", "基本支出"], ["actual", "actual"]),
        ("财政拨款“三公”经费支出决算表", ["预算数", "决算数"], ["budget", "actual"]),
        ("“三公”经费支出预决算表", ["预算数", "合计"], ["budget", "budget"]),
        ("支出总表", ["合计", "基本支出"], ["budget", "budget"]),
    ],
)
def test_amounts_of_final_accounts_are_actual(title: str, headers: list[str], phases: list[str]) -> None:
    reading = reading_of(title, ["科目名称", *headers], ["一般公共服务支出", "2.00", "2.00"])
    assert [column.phase for column in money(reading)] == phases


def test_what_is_left_of_last_year_is_money_of_this_year() -> None:
    reading = reading_of(
        "收入总表",
        ["单位名称", "上年实户资金余额", "对附属单位上缴收入", "上年预算数"],
        ["某市某局", "1.00", "2.00", "3.00"],
    )
    found = [(column.fund, column.component, column.year_offset) for column in money(reading)]
    assert found == [("carry_over", "total", 0), ("affiliated", "total", 0), ("total", "total", -1)]


def test_a_panel_without_a_banner_has_the_flow_of_its_labels() -> None:
    reading = reading_of(
        "收支总表",
        ["收入项目", "预算数", "支出项目", "预算数"],
        ["一、其他收入", "2.00", "一、公共安全支出", "2.00"],
    )
    assert [column.flow for column in money(reading)] == ["revenue", "expenditure"]


def test_a_unit_behind_an_item_hides_it_not() -> None:
    reading = reading_of(
        "“三公”经费、会议费、培训费支出预算表",
        ["单位名称", "合计", "会议费（万元）", "培训费（万元）"],
        ["某市某局", "3.00", "2.00", "1.00"],
    )
    assert [column.component for column in money(reading)] == ["total"] * 3


@pytest.mark.parametrize(
    ("title", "header", "fund", "component"),
    [
        # Words of a title in a header that says more than the title make it no header of all money.
        ("支出总表", "维持性支出", None, None),
        ("财政拨款支出表", "甲类资金", None, None),
        ("收入总表", "配套收入", None, "total"),
        # It is of the statement's fund where that is one; which part of basic expenditure it is, nobody knows.
        ("一般公共预算支出表", "维持性支出", "general_public", None),
        ("一般公共预算基本支出表", "办事支出", "general_public", None),
        ("政府性基金预算支出表", "本级", "gov_fund", None),
        # An entry of the classification is understood.
        ("一般公共预算基本支出表", "办公费", "general_public", "basic"),
        ("支出总表", "2010301行政运行", "total", None),
        ("支出总表", "单位预留机动经费", "total", None),
        # A header that says no more than that money stands under it has the meaning of the statement.
        ("支出总表", "2026年规划数", "total", "total"),
        ("支出决算表", "调整预算数", "total", "total"),
    ],
)
def test_a_header_that_is_not_understood_names_nothing(
    title: str, header: str, fund: str | None, component: str | None
) -> None:
    rows = [["科目编码", "科目名称", "合计", header], ["201", "一般公共服务支出", "3.00", "2.00"]]
    column = money(reading_of(title, *rows))[-1]
    assert (column.fund, column.component) == (fund, component)


@pytest.mark.parametrize(
    ("header", "phases"),
    [
        (["年初预算数", "全年预算数", "决算数"], ["budget", "revised", "actual"]),
        (["年初预算", "全年预算", "决算数"], ["budget", "revised", "actual"]),
        (["年初财政拨款结转和结余", "决算数", "年末财政拨款结转和结余"], ["opening", "actual", "closing"]),
        (["全年预算数", "1月"], ["budget", "budget"]),
    ],
)
def test_the_budget_of_the_whole_year_is_a_revised_one_beside_what_was_spent(
    header: list[str], phases: list[str]
) -> None:
    rows = [["科目编码", "科目名称", *header], ["201", "一般公共服务支出", *["3.00"] * len(header)]]
    assert [column.phase for column in money(reading_of("支出表", *rows))] == phases


@pytest.mark.parametrize("budget", ["预算数", "年度预算数", "本年度预算数", "2023年度预算数", "当年预算"])
def test_the_budget_of_the_year_in_final_accounts_is_no_actual_amount(budget: str) -> None:
    rows = [["项目", budget, "决算数"], ["公务接待费", "3.00", "2.00"]]
    reading = reading_of("财政拨款“三公”经费支出决算表", *rows)
    assert [column.phase for column in money(reading)] == ["budget", "actual"]


@pytest.mark.parametrize("header", ["增减幅度", "变动率", "比上年降幅", "执行率"])
def test_a_rate_of_change_is_no_money(header: str) -> None:
    rows = [["科目编码", "科目名称", "合计", header], ["201", "一般公共服务支出", "3.00", "12.50"]]
    assert len(money(reading_of("支出总表", *rows))) == 1


def test_units_side_by_side_hold_the_money_of_the_statement() -> None:
    (reading,) = understand(
        document(
            "一般公共预算支出表",
            "单位名称：某县农业服务中心",
            "单位：万元",
            table(["科目编码", "科目名称", "合计", "某县农业服务中心"], ["201", "一般公共服务支出", "3.00", "2.00"]),
        )
    ).readings
    assert [(c.fund, c.component, c.unit_name) for c in money(reading)] == [
        ("general_public", "total", None),
        ("general_public", "total", "某县农业服务中心"),
    ]


@pytest.mark.parametrize("over", [(), ("项目",)])
def test_codes_under_a_misread_header_are_codes(over: tuple[str, ...]) -> None:
    head = [[*over * 2, *("支出预算",) * 2]] if over else []
    rows = [["201", "一般公共服务支出", "9.00", "9.00"], ["20103", "政府办公厅（室）及相关机构事务", "9.00", "9.00"]]
    rows += [["2010301", "行政运行", "8.00", "8.00"], ["2010302", "一般行政管理事务", "1.00", "1.00"]]
    reading = reading_of("部门支出总表", *head, ["科日编码", "科目名称", "合计", "基本支出"], *rows)
    assert [column.concept for column in reading.columns[:2]] == ["function_code", "function_name"]
    assert [(row.label, row.codes.function) for row in reading.rows[2:]] == [
        ("行政运行", "2010301"),
        ("一般行政管理事务", "2010302"),
    ]


def test_serial_numbers_and_figures_under_an_unknown_header_are_no_codes() -> None:
    reading = reading_of(
        "部门支出总表",
        ["代号", "科目名称", "某数", "合计"],
        ["101", "行政运行", "201", "8.00"],
        ["102", "事业运行", "208", "1.00"],
    )
    assert [column.concept for column in reading.columns] == [None, "label", None, "money"]


@pytest.mark.parametrize(
    ("title", "path", "fund", "component"),
    [
        # The lines above one that is not understood say only what is true of each part of them.
        ("支出总表", ["一般公共预算", "维持性支出"], "general_public", None),
        ("支出总表", ["财政拨款", "甲类资金"], None, None),
        ("一般公共预算支出表", ["基本支出", "养人支出"], "general_public", None),
        ("一般公共预算支出表", ["维持性支出", "小计"], "general_public", None),
        ("支出总表", ["甲类资金", "合计"], None, None),
        # Sources inside one fund, and what is left of one component, are of that fund and component.
        ("支出总表", ["一般公共预算", "上级转移支付"], "general_public", "total"),
        ("一般公共预算支出表", ["项目支出", "扣除基建项目后预算数"], "general_public", "project"),
        # 小计 under a line that names no fund, where no title says what the table is.
        ("村级补助明细", ["公务用车购置及运行维护费", "小计"], None, None),
        # The beginning of a line that was torn.
        ("支出总表", ["一般公", "小计"], "general_public", "total"),
        # Lines over 合计 that say no more than that money stands under them.
        ("项目支出表", ["资金来源", "合计"], "total", "project"),
        ("一般公共预算支出表", ["基本支出", "小计"], "general_public", "basic"),
        ("收入总表", ["一般公共预算拨款", "专项债券"], "general_public", "total"),
    ],
)
def test_a_line_that_is_not_understood_under_one_that_is(
    title: str, path: list[str], fund: str | None, component: str | None
) -> None:
    first = ["科目编码", "科目名称", "金额", path[0]]
    rows = [first, ["科目编码", "科目名称", "金额", path[1]], ["201", "一般公共服务支出", "3.00", "2.00"]]
    column = money(reading_of(title, *rows))[-1]
    assert (column.path, column.fund, column.component) == (tuple(path), fund, component)


def test_a_misread_line_under_a_known_one_is_the_lowest() -> None:
    reading = reading_of(
        "一般公共预算基本支出表",
        ["科目编码", "科目名称", *["一般公共预算基本支出"] * 3],
        ["科目编码", "科目名称", "合计", "人员经贵", "公用经费"],
        ["301", "工资福利支出", "9.00", "9.00", "0.00"],
    )
    assert [column.component for column in money(reading)] == ["basic", "personnel", "public_use"]


def test_a_year_without_its_word() -> None:
    reading = reading_of(
        "一般公共预算支出表",
        ["科目编码", "科目名称", "2025预算数", "2026预算数"],
        ["201", "一般公共服务支出", "9.00", "8.00"],
    )
    assert [column.year for column in money(reading)] == [2025, 2026]


@pytest.mark.parametrize("header", ["收入项目类别", "资金来源", "类型", "备注"])
def test_texts_before_the_only_amounts_of_a_side_are_its_labels(header: str) -> None:
    reading = reading_of(
        "部门收支预算总表",
        [header, "预算金额", "支出功能分类", "预算金额"],
        ["一、一般公共预算资金", "3.00", "一、一般公共服务支出", "3.00"],
        ["收入总计", "3.00", "支出总计", "3.00"],
    )
    assert [row.label for row in reading.rows if row.panel == 0] == ["一、一般公共预算资金", "收入总计"]
    assert [column.flow for column in money(reading)] == ["revenue", "expenditure"]


def test_a_column_without_a_unit_has_that_of_the_columns_beside() -> None:
    """No line states the unit; a price states that of the price alone."""
    rows = [["科目名称", "支出合计（元）", "基本支出", "项目支出"], ["教育支出", "3.00", "2.00", "1.00"]]
    (reading,) = understand(document("支出总表", table(*rows))).readings
    assert [column.unit.name for column in money(reading) if column.unit is not None] == ["元"] * 3
    rows = [["采购品目名称", "单价（元）", "总价"], ["计算机", "5000.00", "1.00"]]
    (reading,) = understand(document("政府采购预算表", table(*rows))).readings
    assert [column.unit is None for column in money(reading)] == [False, True]


def test_economic_codes_say_of_which_classification_they_are() -> None:
    rows = (
        ["经济科目编码", "经济科目名称", "合计"],
        ["501", "机关工资福利支出", "3.00"],
        ["50101", "工资奖金津补贴", "3.00"],
    )
    reading = reading_of("一般公共预算基本支出表", *rows)
    assert (reading.axis, [row.codes.gov_economic for row in reading.rows]) == ("gov_economic", ["501", "50101"])


def test_a_column_of_the_governments_class_holds_money_also_in_whole_numbers() -> None:
    reading = reading_of(
        "一般公共预算基本支出表--人员经费（对个人和家庭的补助）（按政府预算经济分类）",
        ["科目编码", "科目名称", "总计", "社会福利和救助", "离退休费"],
        ["208", "社会保障和就业支出", "7", "3", "4"],
    )
    assert len(money(reading)) == 3


def test_a_unit_s_code_under_a_classification_is_a_unit_s() -> None:
    reading = reading_of(
        "一般公共预算基本支出预算表",
        ["经济分类科目", "经济分类科目", "经济分类科目", "经济分类科目", "基本支出"],
        ["类", "款", "单位代码", "科目名称", "合计"],
        ["", "", "", "合计", "9.00"],
        ["301", "", "", "工资福利支出", "9.00"],
        ["301", "01", "237", "基本工资", "5.00"],
        ["301", "02", "237", "津贴补贴", "4.00"],
    )
    assert [(row.codes.economic, row.codes.function) for row in reading.rows[2:]] == [("30101", None), ("30102", None)]


@pytest.mark.parametrize("rows", [["502 机关商品和服务支出", "50201 办公经费"], ["机关商品和服务支出", "办公经费"]])
def test_the_classification_of_names_is_that_of_their_codes_or_of_the_title(rows: list[str]) -> None:
    reading = reading_of(
        "支出预算经济分类情况表（按政府预算支出经济分类科目）",
        ["经济分类科目", "合计", "基本支出"],
        [rows[0], "3.00", "3.00"],
        [rows[1], "3.00", "3.00"],
    )
    assert reading.axis == "gov_economic"
    assert [row.level for row in reading.rows] == [1, 2]


def test_preliminary_figures_are_of_what_was_spent() -> None:
    reading = reading_of(
        "一般公共预算支出表",
        ["科目编码", "科目名称", "2023年快报数", "2024年预算数"],
        ["208", "社会保障和就业支出", "3.00", "2.00"],
    )
    assert [(column.phase, column.component, column.year) for column in money(reading)] == [
        ("actual", "total", 2023),
        ("budget", "total", 2024),
    ]


def test_a_header_that_is_not_known_names_the_rows_where_nothing_else_does() -> None:
    """帮扶事宜 before a column that counts; a known column of names leaves it unknown."""
    head = ["帮扶事宜", "涉及乡镇数量", "资金额度"]
    reading = reading_of("帮扶资金分配表", head, ["耕地保护", "31", "10.40"], ["农业保险", "21", "8.00"])
    assert [column.concept for column in reading.columns] == ["label", "quantity", "money"]
    assert [row.label for row in reading.rows] == ["耕地保护", "农业保险"]
    reading = reading_of(
        "帮扶资金分配表", ["项目名称", *head], ["甲", "耕地", "31", "10.40"], ["乙", "保险", "21", "8.00"]
    )
    assert [column.concept for column in reading.columns][:2] == ["project_name", None]


@pytest.mark.parametrize(
    ("header", "concept"),
    [
        ("栏次", "serial"),
        ("部门经济分类", "economic_name"),
        ("执行单位", "unit_name"),
        ("项目明细", "project_name"),
        ("费用名称", "label"),
    ],
)
def test_headers_of_texts(header: str, concept: str) -> None:
    reading = reading_of("其他支出明细表", [header, "预算数"], ["办公", "3.00"], ["印刷", "2.00"])
    assert reading.columns[0].concept == concept


def test_projects_of_the_department_beside_transfers_are_of_all_money() -> None:
    reading = reading_of(
        "部门支出总体情况表",
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出", "项目支出", "项目支出"],
        ["科目编码", "科目名称", "合计", "基本支出", "小计", "部门预算项目", "专项资金"],
        ["201", "一般公共服务支出", "9.00", "4.00", "5.00", "3.00", "2.00"],
    )
    assert [(column.fund, column.component) for column in money(reading)] == [
        ("total", "total"),
        ("total", "basic"),
        *[("total", "project")] * 3,
    ]


def test_headers_of_other_years_and_quarters_are_of_indicators_only_beside_these() -> None:
    head = ["项目", "上年", "本年", "一季度", "数值"]
    reading = reading_of("“三公”经费支出表", head, ["公务接待费", "9.00", "8.00", "2.00", "1.00"])
    assert [(c.concept, c.year_offset) for c in reading.columns] == [
        ("label", 0), ("money", -1), ("money", 0), ("money", 0), ("money", 0),
    ]  # fmt: skip


def test_whole_figures_under_headers_of_quarters_are_listed() -> None:
    head = ["项目", "全年", "一季度", "二季度"]
    reading = reading_of("“三公”经费支出表", head, ["公务接待费", "9,000", "4,000", "5,000"])
    assert {reading.unparsed[2, col] for col in (2, 3, 4)} == {
        f"meaning of column not found: {header}" for header in head[1:]
    }


def test_the_rest_of_a_component_is_no_fund() -> None:
    head = ["项目", "合计", "人员支出", "人员支出", "人员支出", "项目支出", "项目支出"]
    below = ["项目", "合计", "工资性支出", "离退休费", "其他", "财政拨款", "其他"]
    reading = reading_of("部门支出总表", head, below, ["行政运行", "9.00", "3.00", "2.00", "1.00", "2.00", "1.00"])
    assert [(c.fund, c.component) for c in reading.columns[4:]] == [
        ("total", "personnel"), ("fiscal", "project"), ("other", "project"),
    ]  # fmt: skip


def test_a_class_across_the_header_is_all_money_of_that_class() -> None:
    reading = reading_of(
        "一般公共预算支出预算表",
        ["单位名称", "合计", "社会保障和就业支出", "农林水支出", "农林水支出"],
        ["单位名称", "合计", "社会保障和就业支出", "行政运行", "办公费"],
        ["合计", "9.00", "4.00", "3.00", "2.00"],
        ["某市水务局", "9.00", "4.00", "3.00", "2.00"],
    )
    assert {(column.fund, column.component) for column in money(reading)} == {("general_public", "total")}


@pytest.mark.parametrize("year", ["", "2025年", "2025年度", "2025", "本年度", "2025年部门", "2025年县级"])
@pytest.mark.parametrize(
    ("words", "phase"),
    [
        ("预算数", "budget"),
        ("预算安排数", "budget"),
        ("预算草案数", "budget"),
        ("预算控制数", "budget"),
        ("年初预算数", "budget"),
        ("支出预算批复数", "budget"),
        ("调整后预算数", "revised"),
        ("预算执行情况", "actual"),
        ("预计执行数", "actual"),
        ("决算", "actual"),
    ],
)
def test_a_year_and_a_phase_name_all_money_of_the_statement(year: str, words: str, phase: str) -> None:
    rows = [["科目编码", "科目名称", f"{year}{words}"], ["201", "一般公共服务支出", "3.00"]]
    (column,) = money(reading_of("部门支出总表", *rows))
    assert (column.fund, column.component, column.phase) == ("total", "total", phase)


@pytest.mark.parametrize("header", ["标准（元/人）", "定额标准（元/人·年）", "单价(元/平方米)", "人均标准元/人"])
def test_what_one_costs_is_in_the_unit_that_stands_before_it(header: str) -> None:
    """标准（元/人） under 单位：万元: the header beats the line."""
    reading = reading_of(
        "公用经费明细表",
        ["单位", "人数", header, "金额"],
        ["某局机关", "20", "2000", "4.00"],
        ["某局信息中心", "10", "2000", "2.00"],
    )
    assert [column.unit and column.unit.name for column in money(reading)] == ["元", "万元"]
