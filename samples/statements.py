"""Budget statements of the form with numbered columns (序号 and 栏次) as tables.

Each builder takes a disclosure and returns one table whose first row is unit name, 预算年度 and 单位.
"""

from collections.abc import Sequence

from samples.blocks import Cell, Table, header, texts
from samples.figures import Disclosure, add, ordinal

Row = Sequence[str]


def budget_summary(disclosure: Disclosure) -> Table:
    """收支总表: revenue by source beside expenditure by 类, each side with its closing rows."""
    form = disclosure.form("budget_summary")
    total = disclosure.total[0]
    left = [(f"{ordinal(i)}、{name}", total if i == 1 else "") for i, name in enumerate(form["income"], start=1)]
    right = _categories(disclosure)
    rows = [(*(left[i] if i < len(left) else ("", "")), *pair) for i, pair in enumerate(right)]
    for revenue, expenditure in form["closing"]:
        amount = "" if "结转" in revenue else total
        rows.append((revenue, amount, expenditure, amount))
    return _numbered(disclosure, "budget_summary", rows)


def income(disclosure: Disclosure) -> Table:
    """收入总表: functional rows, all of it 财政拨款收入 of the year."""
    rows = []
    for code, name, basic, project in _with_total(disclosure):
        amount = add([basic, project])
        rows.append((code, name, amount, amount, amount, *[""] * 7))
    return _numbered(disclosure, "income", rows)


def expenditure(disclosure: Disclosure) -> Table:
    """支出总表: functional rows by basic, project and other expenditure."""
    rows = [(code, name, add([b, p]), b, p, "", "", "") for code, name, b, p in _with_total(disclosure)]
    return _numbered(disclosure, "expenditure", rows)


def fiscal_summary(disclosure: Disclosure) -> Table:
    """财政拨款收支总表: as 收支总表, the expenditure side by fund."""
    form = disclosure.form("fiscal_summary")
    total = disclosure.total[0]
    left = [(f"{ordinal(i)}、{name}", total if i == 1 else "") for i, name in enumerate(form["income"], start=1)]
    rows: list[Row] = []
    for i, (name, amount) in enumerate(_categories(disclosure)):
        rows.append((*(left[i] if i < len(left) else ("", "")), name, amount, amount, "", ""))
    (revenue, spent), (opening, closing), (revenue_all, spent_all) = form["closing"]
    rows.append((revenue, total, spent, total, total, "", ""))
    rows.append((opening, "", closing, "", "", "", ""))
    rows.extend((name, "", "", "", "", "", "") for name, _ in left)
    rows.append((revenue_all, total, spent_all, total, total, "", ""))
    return _numbered(disclosure, "fiscal_summary", rows)


def general_public_expenditure(disclosure: Disclosure) -> Table:
    """一般公共预算财政拨款支出表: functional rows by basic and project expenditure."""
    rows = [(code, name, add([b, p]), b, p) for code, name, b, p in _with_total(disclosure)]
    return _numbered(disclosure, "general_public_expenditure", rows)


def basic_by_economic(disclosure: Disclosure) -> Table:
    """一般公共预算财政拨款基本支出表: rows of the departmental economic classification."""
    printed = disclosure.data["economics"]
    leaves = [row for row in printed if len(row[0]) == 5]
    total = ("", "合计", add([row[2] for row in leaves]), add([row[3] for row in leaves]))
    rows = [(code, name, add([p, u]), p, u) for code, name, p, u in [total, *printed]]
    return _numbered(disclosure, "basic_by_economic", rows)


def gov_fund_expenditure(disclosure: Disclosure) -> Table:
    """政府性基金支出表 without rows."""
    return _numbered(disclosure, "gov_fund_expenditure", [[""] * 5], is_empty=True)


def state_capital_expenditure(disclosure: Disclosure) -> Table:
    """国有资本经营预算支出表 without rows."""
    return _numbered(disclosure, "state_capital_expenditure", [[""] * 5], is_empty=True)


def three_public(disclosure: Disclosure) -> Table:
    """“三公”经费支出表: item rows by fund."""
    rows = [(label, amount, amount, "", "") for label, amount in disclosure.data["three_public"]]
    return _numbered(disclosure, "three_public", rows)


def _with_total(disclosure: Disclosure) -> list[tuple[str, str, str, str]]:
    _, basic, project = disclosure.total
    return [("", "合计", basic, project), *disclosure.functions]


def _categories(disclosure: Disclosure) -> list[tuple[str, str]]:
    amounts = disclosure.by_class()
    names = disclosure.data["categories"]
    missing = amounts.keys() - set(names)
    if missing:
        raise ValueError(f"{disclosure.data['path']}: categories lacks {sorted(missing)}")
    return [(f"{ordinal(i)}、{name}", amounts.get(name, "")) for i, name in enumerate(names, start=1)]


def _numbered(disclosure: Disclosure, name: str, rows: Sequence[Row], is_empty: bool = False) -> Table:
    head = header(disclosure.form(name)["header"])
    width = len(rows[0]) + 1
    data = disclosure.data
    information = (
        Cell(data["printed_department"], cols=width - 2),
        Cell(f"预算年度：{data['year']}"),
        Cell(f"单位：{data['unit']}"),
    )
    columns = texts(["栏次", *(str(i) for i in range(1, width))])
    body = [texts(["" if is_empty else str(i), *row]) for i, row in enumerate(rows, start=1)]
    return Table((information, *head, columns, *body), header_rows=len(head) + 2)
