"""Headers as places print them (data/headers.csv): what each column of a table holds, money of what and of when.

A field that is empty is not asked; a concept may be one of several (function_code|code).
"""

import csv
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from pipeline.statements.model import Column
from pipeline.statements.understand import understand
from tests.statements.small_tables import document, under_headers

LIST = Path(__file__).parent / "data" / "headers.csv"
YEAR = 2025
Expected = dict[str, str]

_TEXTS = {
    "function_code": ("201", "20103", "2010301"),
    "code": ("201", "20103", "2010301"),
    "function_name": ("一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行"),
    "economic_code": ("301", "30101", "30102"),
    "economic_name": ("工资福利支出", "基本工资", "津贴补贴"),
    "gov_economic_code": ("501", "50101", "50102"),
    "gov_economic_name": ("机关工资福利支出", "工资奖金津补贴", "社会保障缴费"),
    "class_part": ("201", "201", "201"),
    "section_part": ("", "03", "03"),
    "item_part": ("", "", "01"),
    "unit_code": ("101001", "101002", "101003"),
    "unit_name": ("某县司法局", "某县档案馆", "某县信访局"),
    "project_code": ("41072621P000001", "41072621P000002", "41072621P000003"),
    "project_name": ("办案业务费", "运维费", "专项费"),
    "catalogue_code": ("A02010104", "A02010105", "A02010106"),
    "serial": ("1", "2", "3"),
    "quantity": ("2", "3", "4"),
    "share": ("5.00", "10.00", "15.00"),
    "money": ("10.00", "20.00", "30.00"),
}
_SIDES = {
    "收入": ("一、一般公共预算拨款收入", "二、政府性基金预算拨款收入", "收入总计"),
    "支出": ("一、一般公共服务支出", "二、公共安全支出", "支出总计"),
}


def tables() -> Iterator[tuple[str, list[Expected]]]:
    with LIST.open(encoding="utf-8") as lines:
        for (_, title), rows in groupby(csv.DictReader(lines), key=lambda row: (row["table"], row["title"])):
            yield title, list(rows)


def texts(expected: Expected) -> tuple[str, ...]:
    """What the body prints in a column."""
    concept = expected["concept"].split("|")[0]
    side = expected["path"].split("/")[0]
    return _SIDES[side] if concept == "label" and side in _SIDES else _TEXTS.get(concept, ("甲", "乙", "丙"))


def read(title: str, headers: list[Expected]) -> tuple[Column, ...]:
    body = (list(row) for row in zip(*map(texts, headers), strict=True))
    table = under_headers([tuple(row["path"].split("/")) for row in headers], *body)
    (reading,) = understand(document(f"某县司法局{YEAR}年预算", title, "单位：万元", table)).readings
    return reading.columns


@pytest.mark.parametrize(("title", "headers"), list(tables()))
def test_each_column_says_what_it_holds(title: str, headers: list[Expected]) -> None:
    columns = read(title, headers)
    assert ["/".join(column.path) for column in columns] == [expected["path"] for expected in headers]
    for column, expected in zip(columns, headers, strict=True):
        offset = column.year - YEAR if column.year else column.year_offset
        found = {
            "concept": column.concept,
            "fund": column.fund,
            "component": column.component,
            "phase": column.phase,
            "year_offset": str(offset),
        }
        for key, value in found.items():
            assert not expected[key] or value in expected[key].split("|"), (expected["path"], key)
