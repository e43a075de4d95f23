"""Statements of the form with split 类/款/项 columns and both economic classifications as tables.

Each builder takes a disclosure and returns the bare table: unit name and 单位 stand in lines above it.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby, zip_longest
from typing import Any

from samples.blocks import Cell, Table, header, texts
from samples.figures import Disclosure, add

Row = Sequence[str]


def budget_summary(disclosure: Disclosure) -> Table:
    """部门收支总体情况表: revenue by source beside expenditure by 类, each side with its closing rows."""
    form = disclosure.form("wide_budget_summary")
    total = _total(disclosure)
    left = [(name, total if i < 2 else "") for i, name in enumerate(form["income"])]
    right = [(f"{ordinal}、{name}", amount) for ordinal, name, amount in _categories(disclosure)]
    rows: list[Row] = [(*one, *other) for one, other in zip_longest(left, right, fillvalue=("", ""))]
    for revenue, expenditure in form["closing"]:
        amount = "" if "结转" in revenue else total
        rows.append((revenue, amount, expenditure, amount))
    return _table(disclosure, "wide_budget_summary", rows)


def income(disclosure: Disclosure) -> Table:
    """部门收入总体情况表: total, department and unit rows, all of it 财政拨款 of the year."""
    total = _total(disclosure)
    names = ["合计", disclosure.data["department"], disclosure.data["unit_name"]]
    return _table(disclosure, "wide_income", [(name, *[total] * 4, *[""] * 14) for name in names])


def expenditure(disclosure: Disclosure) -> Table:
    """部门支出总体情况表 and 一般公共预算支出情况表: total, department and 项 rows by component."""
    leaves = disclosure.data["functions"]
    sums = [add([row[column] for row in leaves]) for column in range(2, 8)]
    rows = [["", "", "", "", "合计", *_components(sums)]]
    rows.append(["", "", "", disclosure.data["department_code"], disclosure.data["department"], *_components(sums)])
    rows.extend([code[:3], code[3:5], code[5:], "", name, *_components(parts)] for code, name, *parts in leaves)
    return _table(disclosure, "wide_expenditure", rows)


def fiscal_summary(disclosure: Disclosure) -> Table:
    """财政拨款收支总体情况表: as the overall summary, the expenditure side by fund."""
    form = disclosure.form("wide_fiscal_summary")
    total = _total(disclosure)
    left = [(name, total if i < 3 else "") for i, name in enumerate(form["income"])]
    right = [("一、本年支出", total, total, total)]
    right += [(f"（{ordinal}）{name}", amount, amount, amount) for ordinal, name, amount in _categories(disclosure)]
    right.append(("二、年终结转结余", "", "", ""))
    rows: list[Row] = []
    for i, one in enumerate(right):
        rows.append((*(left[i] if i < len(left) else ("", "")), *one, "", ""))
    ((revenue, spent),) = form["closing"]
    rows.append((revenue, total, spent, *[total] * 3, "", ""))
    return _table(disclosure, "wide_fiscal_summary", rows)


def basic_by_economic(disclosure: Disclosure) -> Table:
    """一般公共预算基本支出情况表: rows that carry a departmental and a governmental economic code."""
    rows: list[Row] = []
    for code, name, gov_code, gov_name, basic, _ in disclosure.data["economics"]:
        personnel, public = (basic, "") if code.startswith(("301", "303")) else ("", basic)
        if basic:
            rows.append((code, name, gov_code, gov_name, basic, personnel, public))
    sums = [add([row[column] for row in rows]) for column in (4, 5, 6)]
    return _table(disclosure, "wide_basic_by_economic", [("合计", "", "", "", *sums), *rows])


def economic_summary(disclosure: Disclosure) -> Table:
    """支出经济分类汇总表: both classifications in split columns, over basic and project expenditure."""
    rows: list[Row] = []
    for code, name, gov_code, gov_name, basic, project in disclosure.data["economics"]:
        codes = (code[:3], code[3:], name, gov_code[:3], gov_code[3:], gov_name)
        rows.append((*codes, *[add([basic, project])] * 3, *[""] * 9))
    total = add([row[6] for row in rows])
    department = (disclosure.data["department_code"], "", disclosure.data["department"], "", "", "")
    above = [(*codes, *[total] * 3, *[""] * 9) for codes in (("", "", "合计", "", "", ""), department)]
    return _table(disclosure, "wide_economic_summary", [*above, *rows])


def three_public(disclosure: Disclosure) -> Table:
    """“三公”经费支出情况表: one row of amounts, the items as columns."""
    return _table(disclosure, "wide_three_public", [disclosure.data["three_public"]])


def gov_fund_expenditure(disclosure: Disclosure) -> Table:
    """政府性基金预算支出情况表 with a total row of printed zeros only."""
    return _table(disclosure, "wide_expenditure", [["", "", "", "", "合计", *["0.00"] * 9], [""] * 14])


def project_list(disclosure: Disclosure) -> Table:
    """项目支出表: total and department rows, then the projects, all of it 一般公共预算 of the year."""
    projects = disclosure.data["project"]
    total = add([project["budget"] for project in projects])
    unit = disclosure.data["unit_name"]
    rows = [["", "", "合计", total, total], ["", disclosure.data["department_code"], unit, total, total]]
    rows += [[item["type"], item["name"], unit, item["budget"], item["budget"]] for item in projects]
    return _table(disclosure, "wide_project_list", [[*row, *[""] * 7] for row in rows])


def overall_performance(disclosure: Disclosure) -> Table:
    """部门（单位）整体绩效目标表, upper part: goals, tasks and the budget in 万元 with one decimal."""
    data = disclosure.data["overall"]
    tasks = data["tasks"]
    rows = [
        (Cell("部门（单位）名称", cols=2), Cell(disclosure.data["department"])),
        (Cell("年度履职目标", cols=2), Cell(data["goal"])),
        (Cell("年度主要任务", rows=len(tasks) + 1), *texts(["任务名称", "主要内容"])),
        *(texts(task) for task in tasks),
    ]
    for i, line in enumerate(data["budget"]):
        first = (Cell("预算情况", rows=len(data["budget"])),) if i == 0 else ()
        rows.append((*first, *texts(line)))
    return Table(tuple(rows))


def overall_kpis(disclosure: Disclosure) -> Table:
    """部门（单位）整体绩效目标表, lower part: the department's own indicators with merged levels 1 and 2."""
    head = header(disclosure.form("wide_overall_kpi")["header"])
    body: list[tuple[Cell, ...]] = []
    for level1, group in groupby(disclosure.data["overall"]["kpis"], key=lambda kpi: kpi[0]):
        in_level1 = list(group)
        first: tuple[Cell, ...] = (Cell(level1, rows=len(in_level1)),)
        for level2, subgroup in groupby(in_level1, key=lambda kpi: kpi[1]):
            in_level2 = list(subgroup)
            second: tuple[Cell, ...] = (Cell(level2, rows=len(in_level2)),)
            for _, _, *rest in in_level2:
                body.append((*first, *second, *texts(rest)))
                first = second = ()
    return Table((*head, *body), header_rows=len(head))


def project_performance(disclosure: Disclosure) -> Table:
    """项目绩效目标汇总表: per project the amounts in 万元 with one decimal and its indicators in four groups."""
    form = disclosure.form("wide_project_performance")
    head = header(form["header"])
    projects = disclosure.data["project"]
    total = add([project["rounded"] for project in projects])[:-1]
    body = [
        texts([disclosure.data["department_code"], "", total, total, *[""] * 10]),
        texts([disclosure.data["unit_code"], disclosure.data["unit_name"], total, total, *[""] * 10]),
    ]
    for project in projects:
        body.extend(_project_rows(project, form["groups"]))
    return Table((*head, *body), header_rows=len(head))


def _project_rows(project: Mapping[str, Any], groups: Sequence[str]) -> list[tuple[Cell, ...]]:
    columns = [[kpi[1:] for kpi in project["kpis"] if kpi[0] == group] for group in groups]
    lines = [[text for pair in line for text in pair] for line in zip_longest(*columns, fillvalue=("", ""))]
    money = [project["rounded"], project["rounded"], "", ""]
    first = [Cell(text, rows=len(lines)) for text in [project["code"], project["name"], *money]]
    return [(*(first if i == 0 else ()), *texts(line)) for i, line in enumerate(lines)]


def _total(disclosure: Disclosure) -> str:
    return add([amount for row in disclosure.data["functions"] for amount in row[2:]])


def _components(parts: Row) -> list[str]:
    """[all, basic, 工资福利, 个人和家庭, 商品和服务, 资本性, project, 其他运转类, 特定目标类] from the six finest."""
    return [add(parts), add(parts[:4]), *parts[:4], add(parts[4:]), *parts[4:]]


def _categories(disclosure: Disclosure) -> list[tuple[str, str, str]]:
    """(ordinal, name, amount) of the 类 lines."""
    amounts: dict[str, list[str]] = {}
    for code, _, *parts in disclosure.data["functions"]:
        amounts.setdefault(code[:3], []).extend(parts)
    return [(ordinal, name, add(amounts.get(code, []))) for ordinal, name, code in disclosure.data["categories"]]


def _table(disclosure: Disclosure, name: str, rows: Sequence[Row]) -> Table:
    head = header(disclosure.form(name)["header"])
    return Table((*head, *(texts(row) for row in rows)), header_rows=len(head))
