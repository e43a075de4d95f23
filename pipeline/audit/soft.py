"""Evidence that counts when it holds: projects, procurement and texts against the tables.

A list of projects may be a choice of them, a text may speak of another scope: where such an equality fails nothing is
proven wrong in the tables. A text that agrees with no printing of its figure is reported by itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pipeline.audit.column_sums import column_sums
from pipeline.audit.figures import Item, TableFigures
from pipeline.audit.identity import Figure, Identity, Term, equality, total
from pipeline.audit.measures import PROCUREMENT, by_measure, is_operating_cost, measure_of
from pipeline.audit.unit_texts import by_unit_measure, units_of_texts
from pipeline.statements.numbers import parse_number

# 机关运行经费 is the public use of some units only: where it differs from the table, nothing is wrong.
_WITHOUT_PRINTING = frozenset({"operating_cost"})


def soft_identities(tables: Sequence[TableFigures]) -> Iterator[Identity]:
    """Identities of lists; the caller drops those that do not hold."""
    budgets = _project_budgets(tables)
    yield from _project_sum(tables, budgets)
    yield from _project_amounts(tables, budgets)
    yield from _operating_cost(tables)
    for table in tables:
        yield from _schedule(table)
        if table.reading.statement in PROCUREMENT:
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
            if is_operating_cost(item):
                yield from (
                    equality("same figure", "three_public", table.document_id, other.figure, item.figure)
                    for other in public_use
                    if other.row["fiscal_year"] == item.row["fiscal_year"]
                )


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
        if table.reading.statement not in PROCUREMENT:
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

    A table that prints a code under each of its units is compared as their sum too. A text about one of the units is
    compared with the unit's rows besides; where they do not print its measure, it is compared with nothing that
    differs.
    """
    printed, of_units = by_measure(tables), by_unit_measure(tables)
    units = units_of_texts(tables, narrative)
    found = []
    for row in narrative:
        figure = Figure(
            row["narrative_id"],
            row["amount_yuan"],
            resolutions[row["narrative_id"]],
            f"text[{row['label'] or row['measure']}]",
        )
        measure, year = measure_of(row), row["fiscal_year"]
        printings = printed.get((measure, year), [])
        if (unit := units.get(row["narrative_id"])) is not None:
            own = of_units.get((unit, measure, year), [])
            printings = own + [item for item in printings if own or item.figure.value == figure.value]
        found += [equality("text = table", "narrative", row["document_id"], item.figure, figure) for item in printings]
        found += [
            Identity(
                "text = table", "narrative", row["document_id"], tuple(Term(i.figure) for i in items), (Term(figure),)
            )
            for items in (_over_units(printings) if row["function_code"] else ())
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
