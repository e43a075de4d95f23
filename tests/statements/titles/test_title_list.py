"""Titles as places print them (data/titles.csv): the statement that each names, its rows, its money.

A column that is empty is not asked. ``rows`` is what the rows of the table under the title are, ``sides`` revenue and
expenditure beside each other.
"""

import csv
from pathlib import Path

import pytest

from pipeline.statements.model import Reading
from pipeline.statements.titles.titles import as_titled, kind_of_title
from pipeline.statements.understand import understand
from tests.statements.small_tables import document, table

LIST = Path(__file__).parents[1] / "data" / "titles.csv"
TITLES = list(csv.DictReader(LIST.read_text(encoding="utf-8").splitlines()))

_CODED = ["科目编码", "科目名称", "合计"]
_BY_NATURE = ["基本支出", "项目支出"]
_OF_BASIC = ["人员经费", "公用经费"]
_BODIES = {
    "function": [["201", "一般公共服务支出"], ["20103", "政府办公厅（室）及相关机构事务"], ["2010301", "行政运行"]],
    "gov_fund": [["229", "其他支出"], ["22960", "彩票公益金安排的支出"], ["2296002", "用于社会福利的彩票公益金支出"]],
    "economic": [["301", "工资福利支出"], ["30101", "基本工资"], ["302", "商品和服务支出"], ["30201", "办公费"]],
    "gov_economic": [["501", "机关工资福利支出"], ["50101", "工资奖金津补贴"], ["502", "机关商品和服务支出"]],
    "project": [["办案业务费", "某县司法局"], ["系统运维费", "某县司法局"]],
    "unit": [["101001", "某县司法局"], ["101002", "某县法律援助中心"]],
    "item": [["甲类事项", "某"], ["乙类事项", "某"]],
}
_NAMES = {
    "project": ["项目名称", "单位名称", "合计"],
    "unit": ["单位编码", "单位名称", "合计"],
    "item": ["项目", "说明", "金额"],
}


def read(title: str, rows: str, statement: str) -> Reading:
    """The reading of a small table of such rows under a title."""
    if rows == "sides":
        printed = [
            ["收入", "收入", "支出", "支出"],
            ["项目", "金额", "项目", "金额"],
            ["一、本年拨款", "3.00", "一、一般公共服务支出", "3.00"],
            ["收入总计", "3.00", "支出总计", "3.00"],
        ]
    else:
        parts = _OF_BASIC if "basic" in statement else _BY_NATURE
        parts = {"project": ["本年安排", "上年结转"], "item": [], "unit": _OF_BASIC}.get(rows, parts)
        parts = ["本年拨款", "上年结转"] if statement == "income" else parts
        body = _BODIES["gov_fund" if statement == "gov_fund_expenditure" and rows == "function" else rows]
        printed = [[*_NAMES.get(rows, _CODED), *parts]]
        printed += [[*names, "3.00", *["2.00", "1.00"][: len(parts)]] for names in body]
    (reading,) = understand(document("某县司法局", title, "单位：万元", table(*printed))).readings
    return reading


@pytest.mark.parametrize("expected", TITLES, ids=lambda row: row["title"])
def test_a_title_names_its_statement(expected: dict[str, str]) -> None:
    title, statement = expected["title"], expected["statement"]
    found = kind_of_title(title)
    if not expected["rows"]:
        assert found is not None
        kind = as_titled(found, title)
        known = {"statement": kind.name, "flow": kind.flow, "fund": kind.fund, "phase": kind.phase}
        assert known == known | {key: value for key, value in expected.items() if key in known and value}
        return
    reading = read(title, expected["rows"], statement)
    money = [column for column in reading.columns if column.concept == "money"]
    assert reading.statement == statement
    assert expected["rows"] in {"sides", reading.axis}
    if expected["rows"] == "sides":
        assert [column.flow for column in money] == ["revenue", "expenditure"]
    for key in ("flow", "fund", "component", "phase"):
        if expected[key]:
            assert getattr(money[0], key) == expected[key]
