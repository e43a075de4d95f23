"""Titles of recognised text with a misread character name their statement where the document says which is meant."""

import pytest

from pipeline.documents.model import Table
from pipeline.statements.understand import understand
from tests.statements.small_tables import document, table

TEXT = "本部门2024年没有使用政府性基金预算拨款安排的支出。"


def statement(title: str, *, reader: str = "scan", text: str = TEXT) -> str:
    """What a table of expenditure by function is under a title."""
    return understand(document(text, title, "单位：万元", body(1), reader=reader)).readings[0].statement


def body(number: int) -> Table:
    return table(
        ["科目编码", "科目名称", "合计"],
        ["", "合计", "8.00"],
        ["212", "城乡社区支出", "8.00"],
        number=number,
    )


def test_the_word_that_the_document_prints_is_meant() -> None:
    assert statement("2024年政府性基全预算支出情况表") == "gov_fund_expenditure"


def test_a_title_in_digital_text_is_as_printed() -> None:
    assert statement("2024年政府性基全预算支出情况表", reader="word_text") == "other"


def test_where_nothing_says_which_word_is_meant_the_title_is_not_known() -> None:
    assert statement("2024年政府性基全预算支出情况表", text="某局2024年") == "other"


@pytest.mark.parametrize("title", ["2024年甲乙支出表", "2024年扶贫支出表"])
def test_a_word_that_is_new_stays_new(title: str) -> None:
    assert statement(title) == "other"


def test_the_title_of_another_table_says_which_word_is_meant() -> None:
    titles = "一般公共预算基本支出表", "一般公共顶算支出表"
    tables = [block for number, title in enumerate(titles, start=1) for block in (title, "单位：万元", body(number))]
    readings = understand(document("2023年决算支出8万元。", *tables, reader="scan")).readings
    assert readings[1].statement == "general_public_expenditure"
