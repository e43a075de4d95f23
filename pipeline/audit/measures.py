"""Which measures of the narrative the figures of the tables are printings of.

The names are those of ``core.fact_narrative.measure``, with the project or the functional code behind a colon where a
text names one (``project:...``, ``function:...``), so that an amount of a text finds the cells that print the same.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.audit.figures import Item, TableFigures
from pipeline.statements.items import item_of
from pipeline.statements.model import Column
from pipeline.statements.text import fold, split_ordinal

PROCUREMENT = frozenset({"procurement", "purchase_of_services"})
"""Statements that print what is bought."""

_OPERATING_COST = "机关运行经费"
# A row beside the “三公” items that a text calls 行政经费（机关运行经费）.
_OPERATING_COST_ROW = re.compile(r"(?:行政|机关运行)经费(?:\([^()]*\))?")
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
_BY_COMPONENT = {
    "total": ("expenditure_total",),
    "basic": ("basic",),
    "personnel": ("personnel",),
    # What a table of administrations prints as 公用经费 a text calls 机关运行经费.
    "public_use": ("public_use", "operating_cost"),
    "project": ("project",),
}
# Funds to which a text limits the total expenditure: 一般公共预算财政拨款支出.
_LIMITED = frozenset({"fiscal", "general_public", "gov_fund", "state_capital"})


def measure_of(row: Mapping[str, Any]) -> str:
    """The measure of a row of the narrative, as :func:`by_measure` names it."""
    if row["measure"] == "project_amount" and row["project_id"]:
        return f"project:{row['project_id']}"
    if row["measure"] == "function_amount" and row["function_code"]:
        return f"function:{row['function_code']}"
    return str(row["measure"])


def by_measure(tables: Sequence[TableFigures]) -> dict[tuple[str, int], list[Item]]:
    """The printings of each measure of the narrative by year."""
    printed: dict[tuple[str, int], list[Item]] = {}
    for table in tables:
        for item in table.items:
            for measure in measures(item):
                printed.setdefault((measure, item.row["fiscal_year"]), []).append(item)
    return printed


def measures(item: Item) -> Iterator[str]:
    """The measures that an item prints: those of the first kind of figure that it is."""
    return next((of_kind(item) for is_kind, of_kind in _KINDS if is_kind(item)), iter(()))


def is_operating_cost(item: Item) -> bool:
    """Whether an item stands under a header of 机关运行经费."""
    return item.column is not None and bool(item.column.path) and _OPERATING_COST in fold(item.column.path[-1])


def _is_in(*statements: str) -> Callable[[Item], bool]:
    return lambda item: item.row["statement"] in statements


def _is_total(item: Item) -> bool:
    return bool(item.row["row_role"] == "total")


def _total_is(measure: str) -> Callable[[Item], Iterator[str]]:
    return lambda item: iter((measure,) if _is_total(item) else ())


def _of_three_public(item: Item) -> Iterator[str]:
    name = item_of(item.row["label"]) or (_item_of_column(item.column) if item.column is not None else None)
    if name is not None:
        yield name
    elif is_operating_cost(item) or _OPERATING_COST_ROW.fullmatch(split_ordinal(fold(item.row["label"]))[1]):
        yield "operating_cost"


def _item_of_column(column: Column) -> str | None:
    """The item of a table that prints the items as columns: its header, or the line above where it says 小计."""
    names = [name for text in column.path if (name := item_of(text)) is not None]
    return names[-1] if names else None


def _of_procurement(item: Item) -> Iterator[str]:
    if _is_total(item) and item.row["fund_source"] == "total":
        yield "procurement_total"


def _of_sheet(item: Item) -> Iterator[str]:
    if _is_total(item) and item.row["project_id"] is not None:
        yield f"project:{item.row['project_id']}"


def _is_of_year(item: Item) -> bool:
    row = item.row
    is_whole = row["fund_source"] == "total" or row["fund_source"] in _LIMITED
    return row["row_role"] == "subtotal" and is_whole and _OF_YEAR.match(row["label"]) is not None


def _of_year(item: Item) -> Iterator[str]:
    """What a year took in and spent; of some funds a text says so without 本年 beside the sum with what is carried."""
    fund, is_revenue = item.row["fund_source"], item.row["flow"] == "revenue"
    if fund == "total":
        yield "income_current_year" if is_revenue else "expenditure_current_year"
    else:
        yield f"income_{fund}" if is_revenue else f"expenditure_{fund}"


def _is_income(item: Item) -> bool:
    return bool(item.row["axis"] == "fund" or (item.row["flow"] == "revenue" and _is_total(item)))


def _of_income(item: Item) -> Iterator[str]:
    if _is_total(item):
        yield "income_total"
    if item.row["fund_source"] in _BY_FUND:
        yield _BY_FUND[item.row["fund_source"]]


def _is_expenditure_total(item: Item) -> bool:
    return _is_total(item) and item.row["flow"] == "expenditure"


def _of_expenditure(item: Item) -> Iterator[str]:
    yield from _BY_COMPONENT.get(item.row["component"], ())
    if item.row["component"] == "total" and item.row["fund_source"] in _LIMITED:
        yield f"expenditure_{item.row['fund_source']}"


def _names_component(item: Item) -> bool:
    """Whether an item stands in a row of a summary that names a part of expenditure (一、基本支出)."""
    row = item.row
    is_part = row["component"] in _BY_COMPONENT.keys() - {"total"}
    return bool(row["axis"] == "item" and row["flow"] == "expenditure" and is_part)


def _of_component(item: Item) -> Iterator[str]:
    return iter(_BY_COMPONENT[item.row["component"]])


def _is_function(item: Item) -> bool:
    """Whether an item is the amount of a code, also in a list of revenue: the money of this year alone."""
    return bool(item.row["flow"] in {"expenditure", "revenue"} and item.row["component"] == "total")


def _of_function(item: Item) -> Iterator[str]:
    code = item.row["function_code"] or item.row["function_code_inferred"]
    if code:
        yield f"function:{code}"


# Kinds of figures and the measures that each prints; an item is of the first kind that fits.
_KINDS: Sequence[tuple[Callable[[Item], bool], Callable[[Item], Iterator[str]]]] = (
    (_is_in("three_public"), _of_three_public),
    (_is_in(*PROCUREMENT), _of_procurement),
    (_is_in("fixed_assets"), _total_is("fixed_assets_total")),
    (lambda item: item.column is None, _of_sheet),
    (_is_of_year, _of_year),
    (_is_income, _of_income),
    (_is_in("operating_cost"), _total_is("operating_cost")),
    (_is_expenditure_total, _of_expenditure),
    (_names_component, _of_component),
    (_is_function, _of_function),
)
