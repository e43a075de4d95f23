"""Tables without a title: columns, figures of other tables and the order say what they are, or nothing does."""

from pipeline.documents.model import Table
from pipeline.statements.model import Reading
from pipeline.statements.understand import understand
from tests.statements.small_tables import document, table

FUNCTION = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
ECONOMIC = ["科目编码", "科目名称", "合计", "人员经费", "公用经费"]


def summary(number: int, *, fiscal_only: bool, total: str, general: str, fund: str = "0.00") -> Table:
    """Revenue beside expenditure: all funds, or those of fiscal money."""
    own = [] if fiscal_only else [["三、事业收入", "0.00", "", ""]]
    return table(
        ["收入", "收入", "支出", "支出"],
        ["项目", "预算数", "项目", "预算数"],
        ["一、一般公共预算拨款", general, "一、一般公共服务支出", general],
        ["二、政府性基金预算拨款", fund, "二、城乡社区支出", fund],
        *own,
        ["收入总计", total, "支出总计", total],
        number=number,
    )


def income(number: int, total: str, general: str, fund: str = "0.00") -> Table:
    return table(
        ["单位名称", "合计", "一般公共预算拨款收入", "政府性基金预算拨款收入", "事业收入"],
        ["某市某某局", total, general, fund, "0.00"],
        number=number,
    )


def by_function(number: int, total: str, basic: str, project: str, code: str = "2010301") -> Table:
    return table(
        FUNCTION, ["", "合计", total, basic, project], [code, "行政运行", total, basic, project], number=number
    )


def by_economic(number: int, total: str) -> Table:
    return table(
        ECONOMIC, ["", "合计", total, total, "0.00"], ["30101", "基本工资", total, total, "0.00"], number=number
    )


def statements(*blocks: str | Table) -> list[str]:
    return [reading.statement for reading in read(*blocks)]


def read(*blocks: str | Table) -> tuple[Reading, ...]:
    spaced = [part for block in blocks for part in (("单位：万元", block) if isinstance(block, Table) else (block,))]
    return understand(document(*spaced)).readings


def test_the_order_tells_expenditure_of_all_money_from_that_of_the_general_budget() -> None:
    readings = read(
        summary(1, fiscal_only=False, total="9.00", general="9.00"),
        income(2, "9.00", "9.00"),
        by_function(3, "9.00", "5.00", "4.00"),
        summary(4, fiscal_only=True, total="9.00", general="9.00"),
        by_function(5, "9.00", "5.00", "4.00"),
        by_economic(6, "5.00"),
    )
    assert [(reading.statement, reading.axis) for reading in readings] == [
        ("budget_summary", "item"), ("income", "unit"), ("expenditure", "function"), ("fiscal_summary", "item"),
        ("general_public_expenditure", "function"), ("basic_by_economic", "economic"),
    ]  # fmt: skip
    assert [column.fund for column in readings[4].columns if column.concept == "money"] == ["general_public"] * 3


def test_without_the_other_tables_nothing_tells_them_apart() -> None:
    assert statements(by_function(1, "9.00", "5.00", "4.00")) == ["other"]
    assert statements(summary(1, fiscal_only=True, total="9.00", general="9.00")) == ["other"]


def test_the_figures_of_other_tables_tell_the_money_of_a_table() -> None:
    """All money is 12, of which 9 are of the general budget and 3 of funds: a total of 9 is no 支出总表."""
    titled = ["部门收支总表", summary(1, fiscal_only=False, total="12.00", general="9.00", fund="3.00")]
    assert statements(*titled, by_function(2, "9.00", "5.00", "4.00"))[1] == "general_public_expenditure"
    assert statements(*titled, by_function(2, "12.00", "5.00", "7.00"))[1] == "expenditure"
    assert statements(*titled, by_function(2, "8.00", "5.00", "3.00"))[1] == "other"


def test_codes_of_a_fund_alone_name_its_table() -> None:
    assert statements(by_function(1, "3.00", "0.00", "3.00", "2120804")) == ["gov_fund_expenditure"]
    assert statements(by_function(1, "3.00", "0.00", "3.00", "2230105")) == ["state_capital_expenditure"]


def test_a_list_of_the_tables_says_which_table_follows_which() -> None:
    contents = [
        "目录", "一、部门收支总表 ...... 1", "二、财政拨款收支总表 ...... 2", "三、财政拨款支出表 ...... 3",
        "四、财政拨款基本支出表 ...... 4", "五、一般公共预算支出表 ...... 5", "六、一般公共预算基本支出表 ...... 6",
    ]  # fmt: skip
    tables = [
        summary(1, fiscal_only=False, total="9.00", general="9.00"),
        summary(2, fiscal_only=True, total="9.00", general="9.00"),
        by_function(3, "9.00", "5.00", "4.00"), by_economic(4, "5.00"),
        by_function(5, "9.00", "5.00", "4.00"), by_economic(6, "5.00"),
    ]  # fmt: skip
    assert statements(*contents, *tables) == [
        "budget_summary", "fiscal_summary", "fiscal_expenditure", "fiscal_basic_by_economic",
        "general_public_expenditure", "basic_by_economic",
    ]  # fmt: skip


def test_expenditure_printed_twice_is_of_both_funds_where_the_figures_are_the_same() -> None:
    """All fiscal money is of the general budget: each of two equal tables is true of both, whichever was meant."""
    summaries = [
        summary(1, fiscal_only=False, total="9.00", general="9.00"),
        summary(2, fiscal_only=True, total="9.00", general="9.00"),
    ]
    first = [by_function(3, "9.00", "5.00", "4.00"), by_economic(4, "5.00")]
    assert statements(*summaries, *first, by_function(5, "9.00", "5.00", "4.00"), by_economic(6, "5.00"))[2:] == [
        "fiscal_expenditure", "fiscal_basic_by_economic", "general_public_expenditure", "basic_by_economic",
    ]  # fmt: skip
    other_code = by_function(5, "9.00", "5.00", "4.00", "2010302")
    assert statements(*summaries, *first, other_code, by_economic(6, "5.00"))[2:] == ["other"] * 4


def test_expenditure_by_economic_classification_beside_that_by_function() -> None:
    """9 of 12 are of the general budget, 5 of them basic: 9 by economic classes is the general budget once more."""
    readings = read(
        summary(1, fiscal_only=False, total="12.00", general="9.00", fund="3.00"),
        by_function(2, "12.00", "5.00", "7.00"),
        summary(3, fiscal_only=True, total="12.00", general="9.00", fund="3.00"),
        by_function(4, "9.00", "5.00", "4.00"),
        by_economic(5, "9.00"),
    )
    assert [(reading.statement, reading.axis) for reading in readings[3:]] == [
        ("general_public_expenditure", "function"), ("general_public_expenditure", "economic"),
    ]  # fmt: skip


def test_the_total_of_a_table_that_nothing_names_is_of_no_known_fund() -> None:
    (reading,) = read(by_function(1, "9.00", "5.00", "4.00"))
    assert [column.fund for column in reading.columns] == [None] * 5
    (reading,) = read("新增资产情况表", by_function(1, "9.00", "5.00", "4.00"))
    assert [column.fund for column in reading.columns] == [None] * 5


def test_a_title_that_names_no_statement_is_none() -> None:
    assert statements("第二部分 2025年部门预算表", summary(1, fiscal_only=False, total="9.00", general="9.00")) == [
        "budget_summary"
    ]


def test_a_header_that_comes_again_under_a_total_begins_another_table() -> None:
    """Two tables of one form, each with its total: in all 9 and 3, not one table of 12."""
    first, second = read(
        "一般公共预算支出表", by_function(1, "9.00", "5.00", "4.00"), by_function(2, "3.00", "0.00", "3.00", "2120804")
    )
    assert (first.statement, first.statement_no, second.statement_no) == ("general_public_expenditure", 1, 2)
    assert second.statement != first.statement


def test_the_same_codes_again_begin_another_table() -> None:
    """Without totals: all of the general budget by classes, then its basic part by the same classes."""
    header = ["科目编码", "科目名称", "预算数"]
    rows = [["301", "工资福利支出", "5.00"], ["30101", "基本工资", "3.00"], ["30102", "津贴补贴", "2.00"]]
    further = [["30103", "奖金", "1.00"], ["302", "商品和服务支出", "1.00"]]
    title = "一般公共预算支出表"
    again = read(title, table(header, *rows, number=1), table(header, *rows, number=2))
    assert [reading.statement_no for reading in again] == [1, 2]
    for page in (further, [rows[0], *further]):
        goes_on = read(title, table(header, *rows, number=1), table(header, *page, number=2))
        assert [reading.statement_no for reading in goes_on] == [1, 1]
    classes = [["301", "工资福利支出", "5.00"], ["302", "商品和服务支出", "1.00"]]
    again = read(title, table(header, *classes, number=1), table(header, *rows, number=2))
    assert [reading.statement_no for reading in again] == [1, 2]


def test_a_file_of_a_thousand_tables_without_titles_is_read() -> None:
    found = statements(*(by_function(number, "9.00", "5.00", "4.00") for number in range(1, 1101)))
    assert set(found) == {"other"}


def test_a_list_of_projects_by_funds_with_goals_is_no_summary_of_goals() -> None:
    listed = table(
        ["支出项目类别（资金使用单位）", "总计", "一般公共预算", "其他资金", "绩效目标"],
        ["平台运维经费", "120.00", "110.00", "10.00", "保障平台"],
    )
    goals = table(["项目", "预算数", "绩效目标"], ["平台运维经费", "120.00", "保障平台"], number=2)
    readings = understand(document("单位：万元", listed, "重点项目情况如下：", goals)).readings
    assert [reading.statement for reading in readings] == ["project_list", "project_performance_summary"]


def test_of_which_fiscal_fund_is_said_by_a_title_or_by_no_one() -> None:
    """三公 of 财政拨款 or of 一般公共预算: the columns alone do not tell; one that names its fund does."""
    rows = table(["合计", "因公出国（境）费", "公务用车购置及运行费", "公务接待费"], ["3.00", "1.00", "1.00", "1.00"])
    (untitled,) = read(rows)
    assert (untitled.statement, {column.fund for column in untitled.columns}) == ("three_public", {None})
    for title, fund in (("财政拨款“三公”经费支出表", "fiscal"), ("一般公共预算“三公”经费支出表", "general_public")):
        (titled,) = read(title, rows)
        assert {column.fund for column in titled.columns} == {fund}
    (named,) = read(
        table(["项目", "财政拨款"], ["因公出国（境）费", "1.00"], ["公务接待费", "1.00"], ["公务用车购置费", "1.00"])
    )
    assert [column.fund for column in named.columns if column.concept == "money"] == ["fiscal"]


def test_a_title_with_the_word_of_a_statement_names_it_only_if_its_total_does() -> None:
    whole = by_function(2, "10.00", "6.00", "4.00")
    part = by_function(3, "3.00", "1.00", "2.00")
    before = ["收支总表", "单位：万元", summary(1, fiscal_only=False, total="10.00", general="10.00")]
    for titles in (["支出总表", "乡村振兴支出表"], ["乡村建设支出总表", "甲类支出表"]):
        blocks = [*before, titles[0], "单位：万元", whole, titles[1], "单位：万元", part]
        readings = understand(document(*blocks)).readings
        assert [reading.statement for reading in readings] == ["budget_summary", "expenditure", "other"]
    # Without the whole table beside it nothing tells that the other is a part.
    (_, alone) = understand(document(*before, "支出总表", "单位：万元", part)).readings
    assert alone.statement == "expenditure"


def test_the_total_of_two_years_is_that_of_the_later_one() -> None:
    """A table of both years without a column 合计: 4.00 and 6.00 of this year make the total, 3.00 and 5.00 do not."""
    before = ["收支总表", "单位：万元", summary(1, fiscal_only=False, total="10.00", general="10.00")]
    header = [
        ["单位名称", *["基本支出"] * 2, *["项目支出"] * 2],
        ["单位名称", *["2025年预算数", "2026年预算数"] * 2],
    ]
    both = table(*header, ["合计", "3.00", "4.00", "5.00", "6.00"], ["某局", "3.00", "4.00", "5.00", "6.00"], number=3)
    whole = by_function(2, "10.00", "4.00", "6.00")
    blocks = [*before, "支出总表", "单位：万元", whole, "部门支出变动情况表", "单位：万元", both]
    assert statements(*blocks) == ["budget_summary", "expenditure", "expenditure"]


def test_the_total_of_final_accounts_is_what_was_spent_and_no_larger_budget() -> None:
    """年初预算数 12.00 beside 决算数 10.00: other tables print 10.00, so the table is what its title says."""
    before = ["收入支出决算总表", "单位：万元", summary(1, fiscal_only=False, total="10.00", general="10.00")]
    header = [
        ["科目编码", "科目名称", "年初预算数", "决算数", "决算数", "决算数"],
        ["科目编码", "科目名称", "年初预算数", "小计", "基本支出", "项目支出"],
    ]
    amounts = ["12.00", "10.00", "6.00", "4.00"]
    with_budget = table(*header, ["", "合计", *amounts], ["2010301", "行政运行", *amounts], number=2)
    detail = by_function(3, "10.00", "6.00", "4.00")
    titles = ["一般公共预算财政拨款支出决算表", "一般公共预算财政拨款支出决算明细表"]
    blocks = [*before, titles[0], "单位：万元", with_budget, titles[1], "单位：万元", detail]
    named = [reading.statement for reading in understand(document(*blocks)).readings]
    assert named == ["budget_summary", "general_public_expenditure", "general_public_expenditure"]
