"""Codes of recognised rows that are read by the name beside them, and what is left."""

import pytest
from making import EXPENDITURE, changed, derived, document, table

TITLE = "部门支出总表"


def codes(of):
    return [item["function_code"] for item in derived(of)["core.fact_line_item"]]


def corrections(of):
    return [(row["place"], row["before"], row["after"]) for row in derived(of)["audit.correction"]]


CODES = codes(document(table(EXPENDITURE, TITLE)))


@pytest.mark.parametrize("misread", ["2980505", "20805O5", "2080.505"])
def test_a_code_that_no_list_has_is_that_of_the_name_beside_it(misread):
    of = document(table(changed(EXPENDITURE, 7, 0, misread), TITLE), recognised=True)
    assert codes(of) == CODES
    assert set(corrections(of)) == {("table 1, row 10, column 1", misread, "2080505")}
    assert {item["proof"] for item in derived(of)["core.fact_line_item"]} == {"proven"}


@pytest.mark.parametrize(
    ("row", "column", "text"),
    [
        (7, 0, "2980595"),  # two digits
        (7, 0, "2080506"),  # a code of the list: the department's own, with the name of another
        (7, 1, "某项支出"),  # a name that no code has
    ],
)
def test_what_the_name_does_not_settle_stays(row, column, text):
    of = document(table(changed(EXPENDITURE, row, column, text), TITLE), recognised=True)
    assert corrections(of) == []


def test_a_digital_document_prints_what_it_prints():
    of = document(table(changed(EXPENDITURE, 7, 0, "2980505"), TITLE))
    assert corrections(of) == []
