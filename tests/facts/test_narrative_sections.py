from decimal import Decimal

import pytest
from facts.making import document

from pipeline.documents.model import Block, Cell, Content, Document, Paragraph, Table
from pipeline.facts.narrative import narrative_rows
from pipeline.facts.narrative.folding import fold_paragraph
from pipeline.facts.narrative.sections import heading_level, heading_topic, passages

TABLE = "<table>"


def texts(*blocks: str) -> list[str]:
    """The texts of the passages of a document; TABLE stands for a table."""
    made: list[Block] = []
    for number, text in enumerate(blocks, start=1):
        made.append(Table(number, 1, 1, (Cell(1, 1, "9万元"),)) if text == TABLE else Paragraph(number, text))
    document = Document("d" * 16, "d" * 64, 0, "text/plain", "test", "1", Content(tuple(made)))
    return [passage.paragraph.text for passage in passages(document)]


def test_tables_and_the_notes_under_them_are_left_out() -> None:
    kept = texts(
        "一、收支",
        TABLE,
        "注：1.含上年2万元。",
        "2.不含3万元。",
        "二、支出",
        "支出3万元。",
        TABLE,
        "本表含4万元。",
        "支出5万元。",
    )
    assert kept == ["一、收支", "二、支出", "支出3万元。", "支出5万元。"]


def test_the_glossary_lasts_until_the_next_heading_of_its_level() -> None:
    kept = texts("八、名词解释", "1、财政拨款：指拨付的9万元。", "（1）其中：指8万元", "九、其他事项", "另有7万元。")
    assert kept == ["九、其他事项", "另有7万元。"]


def test_the_items_of_a_glossary_may_be_numbered_like_its_heading() -> None:
    kept = texts(
        "八、名词解释", "一、财政拨款：指拨付的9万元。", "二、基本支出：是指8万元。", "九、其他事项", "另有7万元。"
    )
    assert kept == ["九、其他事项", "另有7万元。"]


def test_a_part_of_the_document_ends_a_glossary() -> None:
    kept = texts(
        "第三部分 名词解释", "一、财政拨款：是指9万元。", "二、其他：是指8万元。", "第四部分 预算说明", "支出7万元。"
    )
    assert kept == ["第四部分 预算说明", "支出7万元。"]


def test_a_title_ends_a_glossary_without_a_number() -> None:
    kept = texts("名词解释", "（一）基本支出：指9万元。", "补充的文字8万元", "2025年单位预算编制说明", "支出7万元。")
    assert kept == ["2025年单位预算编制说明", "支出7万元。"]


def test_the_table_of_contents_opens_no_glossary() -> None:
    kept = texts("目录", "第二部分 名词解释", "第三部分 预算表", "第一部分 概况........3", "支出7万元。")
    assert kept == ["目录", "第二部分 名词解释", "第三部分 预算表", "支出7万元。"]


def test_unit_lines_are_left_out() -> None:
    assert texts("单位：万元", "金额单位：元", "支出7万元。") == ["支出7万元。"]


def test_heading_levels() -> None:
    headings = ["第一部分 概况", "一、收支情况", "（二）公务接待费", "3、支出说明", "（1）商品", "支出7万元。"]
    assert [heading_level(fold_paragraph(text).text) for text in headings] == [0, 1, 2, 3, 4, None]


@pytest.mark.parametrize(
    "heading",
    [
        "公务接待费", "公务接待费：", "公务接待费情况说明。", "某市司法局2026年公务接待费预算情况说明", "## 公务接待费",
        "### 3. 公务接待费", "**公务接待费**", "【公务接待费】", "● 公务接待费", "1) 公务接待费", "1.1 公务接待费",
    ],
)  # fmt: skip
def test_headings_that_no_number_or_another_sign_begins(heading: str) -> None:
    found = stated(heading, "预算5.00万元，与上年持平。", "培训费", "预算3.00万元。")
    assert found == [
        ("reception", 2021, Decimal(50_000)),
        ("change_reception", 2021, Decimal(0)),
        ("training", 2021, Decimal(30_000)),
    ]


@pytest.mark.parametrize(
    ("lines", "measures"),
    [
        # What all money comes from or goes to is no new subject below a narrower one, without a title's words.
        (("（一）公务接待费", "支出预算", "2021年安排5.00万元。"), ["reception"]),
        (("（一）公务接待费", "收入预算情况说明", "2021年安排5.00万元。"), ["income_total"]),
        # A name of much else, a line that a sentence goes on with, a line of another subject, a table.
        (("教育", "投入资金5.00万元，用于校舍改造。"), ["other"]),
        (("机关运行经费", "2021年安排5.00万元。", "党建工作", "投入3.00万元。"), ["operating_cost", "other"]),
        (("机关运行经费", "2021年安排5.00万元。", "四、其他", "投入3.00万元。"), ["operating_cost", "other"]),
        (("1.5万元用于公务接待费", "投入3.00万元。"), ["other", "other"]),
        (("2.3.1 公务接待费：2021年预算5.00万元。", "1.5万亩农田建设", "投入3.00万元。"), ["reception", "other"]),
    ],
)
def test_how_far_a_heading_without_a_number_reaches(lines: tuple[str, ...], measures: list[str]) -> None:
    assert [measure for measure, _, _ in stated(*lines)] == measures


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        # What says only that it is spent is of the heading right before, unless the paragraph names that.
        (("（一）公务接待费", "2021年支出预算5.00万元。"), [("reception", 50_000)]),
        (("三、机关运行经费", "支出总额5.00万元，比上年减少1.00万元。"),
         [("operating_cost", 50_000), ("change_operating_cost", -10_000)]),
        (("（一）公务接待费", "支出预算9.00万元，其中公务接待费5.00万元。"),
         [("expenditure_total", 90_000), ("reception", 50_000)]),
        (("二、部门支出预算情况", "2021年支出预算9.00万元。"), [("expenditure_total", 90_000)]),
        (("（一）某市司法局本级", "支出预算9.00万元。"), [("expenditure_total", 90_000)]),
        # A heading that names what no measure is for, and one that is about something else.
        (("四、科普宣传经费", "预算2.00万元。"), [("other", 20_000)]),
        (("四、其他事项", "预算2.00万元。"), [("other", 20_000)]),
        # The headings of a section of projects are their names.
        (("四、重点项目", "1.智慧水利", "预算20.00万元。", "2.绿化", "支出30.00万元。", "五、收支", "支出90.00万元。"),
         [("project_amount", 200_000), ("project_amount", 300_000), ("expenditure_total", 900_000)]),
        (("四、重点项目", "1.绩效目标", "支出30.00万元。"), [("other", 300_000)]),
    ],
)  # fmt: skip
def test_a_budget_alone_under_a_heading(lines: tuple[str, ...], found: list[tuple[str, int]]) -> None:
    assert [(measure, amount) for measure, _, amount in stated(*lines)] == [(m, Decimal(yuan)) for m, yuan in found]


@pytest.mark.parametrize(
    ("lines", "measures"),
    [
        # A fund below a heading of income is income, with a number or without, in a line of its own or with a colon.
        (("一、收入预算", "（一）一般公共预算", "安排9万元。", "二、支出预算", "（一）一般公共预算", "安排9万元。"),
         ["income_general_public", "expenditure_general_public"]),
        (("一、收入说明", "收入总计：9万元", "财政拨款：9万元"), ["income_total", "income_fiscal"]),
        # 1,000.00 is no line that goes on behind its comma.
        (("收入预算", "一般公共预算拨款", "1,000.00万元", "政府性基金预算拨款", "0.00万元"),
         ["income_general_public", "income_gov_fund"]),
    ],
)  # fmt: skip
def test_funds_below_a_heading_of_income(lines: tuple[str, ...], measures: list[str]) -> None:
    assert [measure for measure, _, _ in stated(*lines)] == measures


def test_what_a_heading_is_about() -> None:
    def measure(text: str) -> str | None:
        topic = heading_topic(fold_paragraph(text).text)
        return topic.measure if topic else None

    assert measure("四、财政拨款“三公”经费预算情况及增减变化原因") == "three_public_total"
    assert measure("（三）公务用车购置及运行维护费") == "vehicle_total"
    assert measure("三、机关运行经费安排情况") == "operating_cost"
    assert measure("（一）绩效目标设置情况说明") is None


@pytest.mark.parametrize("printed", ["14.60万", "14.60 万"])
def test_an_amount_whose_unit_a_break_cuts_is_one(printed: str) -> None:
    lines = [f"2019年收入预算20.00万元，其中行政事业性收费减少{printed}", "元。支出预算20.00万元。"]
    rows = narrative_rows(document(*lines), fiscal_year=2019, projects={})
    assert [abs(row["amount_yuan"]) for row in rows] == [Decimal(200000), Decimal(146000), Decimal(200000)]
    assert [row["paragraph_no"] for row in rows] == [1, 1, 2]


def stated(*lines: str) -> list[tuple[object, object, object]]:
    """Measure, year and amount of each row of a text of 2021."""
    paragraphs = tuple(Paragraph(number, line) for number, line in enumerate(lines, start=1))
    of = Document("d" * 16, "d" * 64, 0, "text/plain", "test", "1", Content(paragraphs))
    rows = narrative_rows(of, fiscal_year=2021, projects={})
    return [(row["measure"], row["fiscal_year"], row["amount_yuan"]) for row in rows]


def test_stocks_listed_under_a_date_are_of_that_date() -> None:
    found = stated(
        "（三）国有资产占用情况：截至2020年底，总体情况为：",
        "1.房屋3260平方米，价值812万元。",
        "2.车辆5辆，价值98万元。",
        "（四）绩效情况：涉及资金7万元。",
    )
    assert [(year, amount) for _, year, amount in found] == [
        (2020, Decimal(8_120_000)), (2020, Decimal(980_000)), (2021, Decimal(70_000)),
    ]  # fmt: skip


def test_what_is_counted_beside_a_stock_is_a_part_of_it() -> None:
    found = stated("截至2020年底，固定资产总额812.3万元，其中房屋3260平方米，价值500万元；车辆5辆，价值98万元。")
    assert [(measure, amount) for measure, _, amount in found] == [
        ("fixed_assets_total", Decimal(8_123_000)), ("other", Decimal(5_000_000)), ("other", Decimal(980_000)),
    ]  # fmt: skip
    assert [measure for measure, *_ in stated("截至2020年底，固定资产共624件，价值198.48万元。")] == [
        "fixed_assets_total"
    ]


def test_the_departments_own_part_is_no_second_total() -> None:
    found = stated("2021年支出12万元，其中本级支出5万元，下属单位支出7万元。", "“三公”经费10万元，其中：本级4万元。")
    measures = [measure for measure, _, _ in found]
    assert measures == ["expenditure_total", "other", "other", "three_public_total", "other"]


def test_a_fund_alone_under_a_heading_of_income_is_income() -> None:
    found = stated("二、关于2021年收入预算情况说明", "收入预算9万元，其中：", "一般公共预算9万元，占100%。")
    assert [measure for measure, _, _ in found] == ["income_total", "income_general_public"]


def test_examples_before_a_measure_are_no_part_of_its_name() -> None:
    found = stated("2021年基本支出6万元，包括用于津贴补贴等人员经费5万元以及办公费、印刷费等公用经费1万元。")
    assert [measure for measure, _, _ in found] == ["basic", "personnel", "public_use"]


def test_an_entry_whose_name_many_have_is_a_part_of_the_class_above_it() -> None:
    """其他支出 is a 款 of several functional classes and one of the economic classification (39999)."""
    lines = ["（六）援助其他地区支出（类）", "1.其他支出（款）支出 502 万元，与上年相比增加 15 万元，增长 3.08%。"]
    rows = narrative_rows(document(*lines), fiscal_year=2025, projects={})
    assert [(row["measure"], row["function_code"], row["amount_yuan"]) for row in rows] == [
        ("function_amount", "21999", Decimal(5_020_000)), ("change_function_amount", "21999", Decimal(150_000)),
    ]  # fmt: skip
    (alone,) = narrative_rows(document("其他支出（款）支出502万元。"), fiscal_year=2025, projects={})
    assert (alone["measure"], alone["function_code"]) == ("function_amount", None)
