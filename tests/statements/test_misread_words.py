"""Which characters of a recognised header make no known word, and what the header can be."""

import pytest

from pipeline.statements.misread_words import doubtful, known_words, meant, meant_beside


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("项目变出", {2, 3}),
        ("合#", {1}),
        ("工资福科支出", {3}),
        ("项目支出", set()),
        ("2025年预算数", set()),
        ("增减%", set()),
    ],
)
def test_doubtful_characters(text: str, expected: set[int]) -> None:
    assert doubtful(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("项目变出", {"项目支出"}),
        ("二、社会保障和载业支出", {"二、社会保障和就业支出"}),
        ("对个人和家阻的补需", {"对个人和家庭的补助"}),
        ("工公经费", set()),  # 工会经费, but 公经 is known: 办公经费
        ("项目支出", set()),
    ],
)
def test_the_word_of_the_vocabulary_that_a_text_can_be(text: str, expected: set[str]) -> None:
    assert meant(text, known_words()) == expected


def test_no_sign_stands_for_a_character() -> None:
    assert meant("增减额", ["增减%"]) == set()


def test_several_words_that_a_text_can_be_are_all_named() -> None:
    assert meant("科目细码", ["科目编码", "科目代码", "科目名称"]) == {"科目编码", "科目代码"}


def test_what_lines_print_between_the_same_characters() -> None:
    misread = "本年一般公共频算基本支出"
    assert meant_beside(misread, ["一般公共预算基本支出表"]) == {"本年一般公共预算基本支出"}
    # A line that prints the character that was recognised says that it is printed so.
    assert meant_beside(misread, ["一般公共预算基本支出表", "一般公共频算基本支出"]) == set()
    assert meant_beside(misread, ["政府性基金预算支出表"]) == set()
