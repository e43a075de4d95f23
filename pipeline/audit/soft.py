"""Evidence that counts when it holds: projects, procurement and texts against the tables.

A list of projects may be a choice of them, a text may speak of another scope: where such an equality fails nothing is
proven wrong in the tables. A text that agrees with no printing of its figure is reported by itself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pipeline.audit.column_sums import column_sums
from pipeline.audit.figures import Item, TableFigures
from pipeline.audit.identity import Figure, Identity, Term, equality, total
from pipeline.statements.items import item_of
from pipeline.statements.model import Column
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold

# 机关运行经费 is the public use of some units only: where it differs from the table, nothing is wrong.
_WITHOUT_PRINTING = frozenset({"operating_cost"})
_OPERATING_COST = "机关运行经费"
_PROCUREMENT = frozenset({"procurement", "purchase_of_services"})


def soft_identities(tables: Sequence[TableFigures]) -> Iterator[Identity]:
    """Identities of lists; the caller drops those that do not hold."""
    budgets = _project_budgets(tables)
    yield from _project_sum(tables, budgets)
    yield from _project_amounts(tables, budgets)
    yield from _operating_cost(tables)
    for table in tables:
        yield from _schedule(table)
        if table.reading.statement in _PROCUREMENT:
            yield from _prices(table)


def _operating_cost(tables: Sequence[TableFigures]) -> Iterator[Identity]:
    """机关运行经费 beside the “三公” items is the public use of all tables, where all units are administrations."""
    public_use = [
        item
        for table in tables
        for item in table.items
        if item.column is not None and item.row["component"] == "public_use" and item.row["level"] == 0
    ]
    for table in tables:
        for item in table.items if table.reading.statement == "three_public" else ():
            if _is_operating_cost(item):
                yield from (
                    equality("same figure", "three_public", table.document_id, other.figure, item.figure)
                    for other in public_use
                    if other.row["fiscal_year"] == item.row["fiscal_year"]
                )


def _is_operating_cost(item: Item) -> bool:
    """Whether an item stands under a header of 机关运行经费."""
    return item.column is not None and bool(item.column.path) and _OPERATING_COST in fold(item.column.path[-1])


def _project_budgets(tables: Sequence[TableFigures]) -> dict[str, list[Item]]:
    """The printed budgets of each project: one of its sheet, one of each list."""
    budgets: dict[str, list[Item]] = {}
    for table in tables:
        keys = {(field.row, field.col): field.key for field in table.reading.fields}
        for item in table.items:
            project = item.row["project_id"]
            if project is None:
                continue
            in_sheet = keys.get((item.row_no, item.col_no)) == "budget"
            in_list = item.column is not None and item.row["axis"] == "project" and item.row["fund_source"] == "total"
            if in_sheet or in_list:
                budgets.setdefault(project, []).append(item)
    return budgets


def _project_sum(tables: Sequence[TableFigures], budgets: Mapping[str, list[Item]]) -> Iterator[Identity]:
    """The sum over the projects is the project expenditure of the total row, wherever that is printed."""
    firsts = [items[0] for items in budgets.values()]
    if not firsts:
        return
    for table in tables:
        for item in table.items:
            row = item.row
            if (
                item.column is not None
                and row["component"] == "project"
                and row["row_role"] == "total"
                and row["level"] == 0
                and row["statement"] in {"expenditure", "general_public_expenditure", "fiscal_expenditure"}
            ):
                yield total(
                    "sum of projects", row["statement"], table.document_id, item.figure, [f.figure for f in firsts]
                )


def _project_amounts(tables: Sequence[TableFigures], budgets: Mapping[str, list[Item]]) -> Iterator[Identity]:
    """A project's budget is the same in its sheet, in the lists and beside its procurement."""
    for items in budgets.values():
        for other in items[1:]:
            yield equality(
                "project amount", other.row["statement"], other.row["document_id"], items[0].figure, other.figure
            )
    for table in tables:
        if table.reading.statement not in _PROCUREMENT:
            continue
        for item in table.items:
            path = item.row["column_path"]
            project = item.row["project_id"]
            if project in budgets and path.endswith("预算资金"):
                yield equality(
                    "project amount", item.row["statement"], table.document_id, budgets[project][0].figure, item.figure
                )


def _schedule(table: TableFigures) -> Iterator[Identity]:
    """The last month of a cumulative plan in money reaches the project's budget."""
    places = table.by_place()
    fields = table.reading.fields
    budget = next((places[f.row, f.col] for f in fields if f.key == "budget" and (f.row, f.col) in places), None)
    last = next(
        (places[f.row, f.col] for f in fields if f.month == 12 and (f.row, f.col) in places),
        None,
    )
    if budget is not None and last is not None:
        yield equality("plan reaches budget", table.reading.statement, table.document_id, budget.figure, last.figure)


def _prices(table: TableFigures) -> Iterator[Identity]:
    """Quantity x unit price = total of a row of procurement."""
    quantity = next((c.col for c in table.reading.columns if c.concept == "quantity"), None)
    price = next((c.col for c in table.reading.columns if c.path and c.path[-1] == "单价"), None)
    whole = next((t.col for t, _ in column_sums(table.reading.columns)), None)
    places = table.by_place()
    if quantity is None or price is None or whole is None:
        return
    for row_no in dict.fromkeys(row for row, _ in places):
        cell = table.reading.table.grid.get((row_no, quantity))
        count = parse_number(cell.text) if cell is not None else None
        if count is not None and (row_no, price) in places and (row_no, whole) in places:
            yield Identity(
                "quantity x price = total",
                table.reading.statement,
                table.document_id,
                (Term(places[row_no, whole].figure),),
                (Term(places[row_no, price].figure, count.value),),
            )


def narrative_links(
    tables: Sequence[TableFigures], narrative: Sequence[Mapping[str, Any]], resolutions: Mapping[str, Decimal]
) -> list[Identity]:
    """Each amount of a text against every printing of its measure in a table, those that differ included.

    A table that prints a code under each of its units is compared as their sum too.
    """
    printed = _by_measure(tables)
    found = []
    for row in narrative:
        figure = Figure(
            row["narrative_id"],
            row["amount_yuan"],
            resolutions[row["narrative_id"]],
            f"text[{row['label'] or row['measure']}]",
        )
        printings = printed.get((_measure(row), row["fiscal_year"]), [])
        found += [equality("text = table", "narrative", row["document_id"], item.figure, figure) for item in printings]
        found += [
            Identity(
                "text = table", "narrative", row["document_id"], tuple(Term(i.figure) for i in items), (Term(figure),)
            )
            for items in _over_units(printings)
        ]
    return found


def _over_units(printings: Sequence[Item]) -> Iterator[list[Item]]:
    """What a table prints in one column once under each unit, a row that is part of another of them left out."""
    columns: dict[tuple[str, int, int], list[Item]] = {}
    for item in printings:
        columns.setdefault((item.row["document_id"], item.row["table_no"], item.col_no), []).append(item)
    for items in columns.values():
        rows = {item.row_no for item in items}
        apart = [item for item in items if item.row["parent_row_no"] not in rows]
        if len({item.row["unit_name"] or item.row["unit_code"] for item in apart}) == len(apart) > 1:
            yield apart


def narrative_identities(links: Iterable[Identity], narrative: Sequence[Mapping[str, Any]]) -> Iterator[Identity]:
    """Of the links of each amount of a text one that holds.

    Where the measure is printed and no printing agrees, an identity about the text's amount alone, which fails and so
    disputes the text but not the table.
    """
    free = {row["narrative_id"] for row in narrative if row["measure"] in _WITHOUT_PRINTING}
    by_text: dict[str, list[Identity]] = {}
    for identity in links:
        by_text.setdefault(identity.right[0].figure.fact_id, []).append(identity)
    for text, candidates in by_text.items():
        agreeing = next((identity for identity in candidates if identity.holds != "no"), None)
        if agreeing is not None:
            yield agreeing
        elif text not in free:
            yield replace(candidates[0], about=frozenset({text}))


def _measure(row: Mapping[str, Any]) -> str:
    if row["measure"] == "project_amount" and row["project_id"]:
        return f"project:{row['project_id']}"
    if row["measure"] == "function_amount" and row["function_code"]:
        return f"function:{row['function_code']}"
    return str(row["measure"])


_OF_YEAR = re.compile("本年(收入|支出)(合计|小计)$")
_BY_FUND = {
    "fiscal": "income_fiscal",
    "general_public": "income_general_public",
    "gov_fund": "income_gov_fund",
    "state_capital": "income_state_capital",
    "fiscal_account": "income_fiscal_account",
    "unit_funds": "income_unit",
    "carry_over": "carry_over",
}
# Funds to which a text limits the total expenditure: 一般公共预算财政拨款支出.
_LIMITED = frozenset({"fiscal", "general_public", "gov_fund", "state_capital"})
_BY_COMPONENT = {"total": "expenditure_total", "basic": "basic", "personnel": "personnel", "public_use": "public_use"}


def _by_measure(tables: Sequence[TableFigures]) -> dict[tuple[str, int], list[Item]]:
    """The printings of each measure of the narrative by year."""
    printed: dict[tuple[str, int], list[Item]] = {}
    for table in tables:
        for item in table.items:
            for measure in _measures(item, table):
                printed.setdefault((measure, item.row["fiscal_year"]), []).append(item)
    return printed


def _measures(item: Item, table: TableFigures) -> Iterator[str]:
    row = item.row
    statement = row["statement"]
    if statement == "three_public":
        name = item_of(row["label"]) or (_item_of_column(item.column) if item.column is not None else None)
        if name is not None:
            yield name
        elif _is_operating_cost(item):
            yield "operating_cost"
    elif statement in _PROCUREMENT:
        if row["row_role"] == "total" and row["fund_source"] == "total":
            yield "procurement_total"
    elif statement == "fixed_assets":
        if row["row_role"] == "total":
            yield "fixed_assets_total"
    elif item.column is None:
        if row["row_role"] == "total" and row["project_id"] is not None:
            yield f"project:{row['project_id']}"
    elif row["row_role"] == "subtotal" and row["fund_source"] == "total" and _OF_YEAR.match(row["label"]):
        yield "income_current_year" if row["flow"] == "revenue" else "expenditure_current_year"
    elif row["axis"] == "fund" or (row["flow"] == "revenue" and row["row_role"] == "total"):
        if row["row_role"] == "total":
            yield "income_total"
        yield _BY_FUND.get(row["fund_source"] or "", "")
    elif statement == "operating_cost":
        if row["row_role"] == "total":
            yield "operating_cost"
    elif row["row_role"] == "total" and row["flow"] == "expenditure":
        if row["component"] == "project":
            yield "project"
        else:
            yield _BY_COMPONENT.get(row["component"] or "", "")
            if row["component"] == "total" and row["fund_source"] in _LIMITED:
                yield f"expenditure_{row['fund_source']}"
            if row["component"] == "public_use":
                yield "operating_cost"
    elif row["flow"] == "expenditure" and row["component"] == "total":
        code = row["function_code"] or row["function_code_inferred"]
        if code:
            yield f"function:{code}"


def _item_of_column(column: Column) -> str | None:
    """The item of a table that prints the items as columns: its header, or the line above where it says 小计."""
    names = [name for text in column.path if (name := item_of(text)) is not None]
    return names[-1] if names else None
