"""Summaries as places print them (data/summaries.csv), revenue and expenditure beside each other, row for row.

A field that is empty is not asked: the fund of expenditure, the component of revenue.
"""

import csv
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from pipeline.facts.line_items import Source, line_items
from pipeline.statements.understand import understand
from tests.statements.small_tables import document, under_headers

LIST = Path(__file__).parent / "data" / "summaries.csv"
Printed = dict[str, str]


def summaries() -> Iterator[tuple[str, list[Printed]]]:
    with LIST.open(encoding="utf-8") as lines:
        for (_, title), rows in groupby(csv.DictReader(lines), key=lambda row: (row["table"], row["title"])):
            yield title, list(rows)


@pytest.mark.parametrize(("title", "rows"), list(summaries()))
def test_each_row_is_what_it_says(title: str, rows: list[Printed]) -> None:
    phase = "决算数" if "决算" in title else "预算数"
    paths = [("收入", "项目"), ("收入", phase), ("支出", "项目"), ("支出", phase)]
    sides = [[row for row in rows if row["side"] == side] for side in ("revenue", "expenditure")]
    body = [[text for row in pair for text in (row["label"], row["amount"])] for pair in zip(*sides, strict=True)]
    (reading,) = understand(document("某县司法局2025年预算", title, "单位：万元", under_headers(paths, *body))).readings
    read = {(row.row - len(paths[0]), row.panel): row for row in reading.rows}
    facts = {(fact["row_no"], fact["flow"]): fact for fact in line_items(Source("d", "x", 2025), [reading])}
    for side, flow in zip(sides, ("revenue", "expenditure"), strict=True):
        for number, expected in enumerate(side, start=1):
            row = next((read[key] for key in read if key[0] == number and read[key].label == expected["label"]), None)
            if not expected["label"]:
                continue
            assert row is not None, expected["label"]
            assert (row.role, row.is_leaf) == (expected["role"], expected["is_leaf"] == "true"), expected["label"]
            codes = (row.function_inferred or "", row.economic_inferred or "")
            assert codes == (expected["function_code"], expected["economic_code"]), expected["label"]
            fact = facts.get((row.row, flow))
            for key, name in (("fund", "fund_source"), ("component", "component")):
                assert not expected[key] or fact is None or fact[name] == expected[key], expected["label"]
