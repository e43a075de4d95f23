"""Headers and labels of recognised tables in which a character was misread, and what is left as it was recognised."""

import pytest
from making import EXPENDITURE, HEAD, derived, document, table

TITLE = "部门支出总表"
SIDES = ["项目", "预算数", "项目", "预算数"]
BOTH = [
    ["一、一般公共预算拨款收入", "190.00", "一、一般公共服务支出", "150.00"],
    ["", "", "二、社会保障和就业支出", "40.00"],
    ["收入总计", "190.00", "支出总计", "190.00"],
]


def head(*texts: str) -> list[str]:
    return [*HEAD[:2], *texts]


def read(of):
    tables = derived(of)
    return tables["core.fact_line_item"], tables["audit.correction"]


def paths(of):
    return list(dict.fromkeys(item["column_path"] for item in read(of)[0]))


@pytest.mark.parametrize(
    ("misread", "meant"),
    [
        (head("合计", "基本变出", "项目支出"), "基本支出"),  # a word of the vocabulary
        (head("合#", "基本支出", "项目支出"), "合计"),  # another table prints it
        (head("合计", "预算载", "项目支出"), "预算数"),  # a short one
        (head("合汁", "基本支出", "项目支出"), "合计"),  # a known misreading
    ],
)
def test_a_header_with_a_misread_character_is_the_word_that_it_can_be(misread, meant):
    of = document(table(EXPENDITURE, TITLE, head=misread), table(EXPENDITURE, "财政拨款支出表"), recognised=True)
    items, corrections = read(of)
    assert meant in paths(of)
    column = [item["line_item_id"] for item in items if item["table_no"] == 1 and item["column_path"] == meant]
    assert sorted(row["fact_id"] for row in corrections) == sorted(column)
    before = next(text for text in misread if text not in HEAD)
    assert {(row["before"], row["after"]) for row in corrections} == {(before, meant)}
    # The amounts are as they were recognised, and proven by their sums.
    assert {item["proof"] for item in items} == {"proven"}


def test_what_a_title_prints_between_the_same_characters():
    misread = head("本年一般公共频算支出", "基本支出", "项目支出")
    of = document(table(EXPENDITURE, "一般公共预算支出表", head=misread), recognised=True)
    assert paths(of)[0] == "本年一般公共预算支出"


def test_a_label_that_no_code_explains_is_the_known_name():
    rows = [list(row) for row in BOTH]
    rows[1][2] = "二、社会保障和载业支出"
    of = document(table(rows, "部门收支总表", head=SIDES), recognised=True)
    items, corrections = read(of)
    assert "二、社会保障和就业支出" in [item["label"] for item in items]
    assert [(row["before"], row["after"]) for row in corrections] == [(rows[1][2], "二、社会保障和就业支出")]


def test_a_short_label_stays_though_one_character_makes_it_another():
    rows = [list(row) for row in BOTH]
    rows[1][2] = "印刷品"
    of = document(table(rows, "部门收支总表", head=SIDES), recognised=True)
    assert "印刷品" in [item["label"] for item in read(of)[0]]


@pytest.mark.parametrize(
    "printed",
    [
        "农户支出",  # a word that is new differs in one character from words that are known
        "增减额",  # known in no longer word
        "基本变汇",  # two of four characters
    ],
)
def test_a_header_that_may_be_printed_so_stays(printed):
    of = document(table(EXPENDITURE, TITLE, head=head("合计", printed, "项目支出")), recognised=True)
    assert printed in paths(of)
    assert read(of)[1] == []


def test_digital_text_stays_as_it_is_printed():
    of = document(table(EXPENDITURE, TITLE, head=head("合计", "基本变出", "项目支出")))
    assert paths(of) == ["合计", "基本变出", "项目支出"]
    assert read(of)[1] == []
