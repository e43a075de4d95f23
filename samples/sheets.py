"""Project sheets, procurement, fixed assets and institutions as tables."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from samples.blocks import Cell, Table, header, texts
from samples.figures import Disclosure


def project_sheet(project: Mapping[str, Any], unit: str) -> Table:
    """The upper part of a 绩效目标表: code, name, money, purpose, spending plan (percent or money) and goals."""
    return Table(
        (
            texts([*project.get("information", []), f"单位：{unit}"]),
            (Cell("项目编码"), Cell(project["code"], cols=2), Cell("项目名称"), Cell(project["name"], cols=3)),
            (
                Cell("预算规模及资金用途", rows=2),
                *texts(["预算数", project["budget"], project["fiscal_label"], project["fiscal"]]),
                *texts(["其他资金", project["other"]]),
            ),
            (Cell(project["purpose"], cols=6),),
            (Cell("资金支出计划（%）", rows=2), *_plan(["3月底", "6月底", "10月底", "12月底"])),
            _plan(project["plan"]),
            (Cell("绩效目标"), Cell(project["goals"], cols=6)),
        ),
        header_rows=1,
    )


def kpi_grid(disclosure: Disclosure, project: Mapping[str, Any]) -> Table:
    """The indicator rows of a project; equal neighbours of level 1 are one merged cell, level 2 is repeated."""
    head = header(disclosure.form("kpi_grid")["header"])
    body: list[tuple[Cell, ...]] = []
    for level1, group in groupby(project["kpis"], key=lambda kpi: kpi[0]):
        rows = list(group)
        for i, (_, *rest) in enumerate(rows):
            first = (Cell(level1, rows=len(rows)),) if i == 0 else ()
            body.append((*first, *texts(rest)))
    return Table((*head, *body), header_rows=1)


def procurement(disclosure: Disclosure) -> Table:
    """政府采购预算: total and unit rows, then (project, item) rows; empty rows where there is none."""
    data = disclosure.data["procurement"]
    head = header(disclosure.form(data.get("form", "procurement"))["header"])
    information = texts([data["information"], f"单位：{disclosure.data['unit']}"])
    return Table((information, *head, *(texts(row) for row in data["rows"])), header_rows=len(head) + 1)


def fixed_assets(disclosure: Disclosure) -> Table:
    """固定资产占用情况表: items by quantity and value; the rows above the header are data of the disclosure."""
    data = disclosure.data["assets"]
    head = header([f"{data['item_header']}|数量|价值（金额单位：{disclosure.data['unit']}）"])
    above: Sequence[Sequence[str]] = data["information"]
    rows = [*(texts(row) for row in above), *head, *(texts(row) for row in data["rows"])]
    return Table(tuple(rows), header_rows=len(above) + 1)


def institutions(disclosure: Disclosure) -> Table:
    """部门机构设置情况: the budget units with nature, rank and funding."""
    head = header(disclosure.form("institutions")["header"])
    return Table((*head, *(texts(row) for row in disclosure.data["institutions"])), header_rows=1)


def _plan(values: Sequence[str]) -> tuple[Cell, ...]:
    march, june, october, december = values
    return Cell(march, cols=2), Cell(june), Cell(october), Cell(december, cols=2)
