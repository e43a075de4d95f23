"""Texts as offices of many provinces word them, made for the purpose, with the rows that a reader expects of each.

``texts_of_provinces.txt``: ``#`` begins a document (with its fiscal year unless 2025), every other line is a paragraph,
and ``=`` an expected row: measure, amount in 万元, then %percent, Yyear (unless the document's), quantity (q2个), code.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from facts.test_narrative import rows

CASES = Path(__file__).parent / "texts_of_provinces.txt"


def documents() -> Iterator[tuple[str, int, list[tuple[str, list[str]]]]]:
    for part in CASES.read_text(encoding="utf-8").split("# ")[1:]:
        head, *lines = part.strip().splitlines()
        name, _, year = head.partition(" ")
        paragraphs: list[tuple[str, list[str]]] = []
        for line in lines:
            if line.startswith("  = "):
                paragraphs[-1][1].append(line.removeprefix("  = "))
            else:
                paragraphs.append((line, []))
        yield name, int(year or 2025), paragraphs


def plain(number: Decimal) -> str:
    return format(number.normalize(), "f")


def as_expected(row: dict[str, Any], year: int) -> str:
    code = row["function_code"] or row["economic_code"] or row["gov_economic_code"]
    is_change = row["measure"].startswith("change_")
    assert row["prior_year"] == (row["fiscal_year"] - 1 if is_change else None)
    parts = [
        row["measure"],
        plain(row["amount_yuan"] / 10_000),
        f"%{plain(row['percent'])}" if row["percent"] is not None else "",
        f"Y{row['fiscal_year']}" if row["fiscal_year"] != year else "",
        f"q{plain(row['quantity'])}{row['quantity_unit']}" if row["quantity"] is not None else "",
        f"c{code}" if code else "",
    ]
    return " ".join(filter(None, parts))


def normal(expected: str) -> str:
    measure, amount, *rest = expected.split()
    marks = [f"%{plain(Decimal(mark[1:]))}" if mark.startswith("%") else mark for mark in rest]
    return " ".join([measure, plain(Decimal(amount)), *marks])


@pytest.mark.parametrize(("year", "paragraphs"), [pytest.param(*case[1:], id=case[0]) for case in documents()])
def test_the_rows_of_a_text(year: int, paragraphs: list[tuple[str, list[str]]]) -> None:
    found = rows(*(text for text, _ in paragraphs), year=year)
    for number, (text, expected) in enumerate(paragraphs, start=1):
        derived = [as_expected(row, year) for row in found if row["paragraph_no"] == number]
        assert derived == [normal(row) for row in expected], text
