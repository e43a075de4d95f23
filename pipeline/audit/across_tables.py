"""Identities between tables: the same figure printed in several tables, and revenue against expenditure.

Two cells print the same figure when year, phase, classification, fund source and component are the same. Where general
public money is the only fund of a disclosure, 合计, 财政拨款 and 一般公共预算 are one fund. What is carried over is
counted by some tables and not by others, lists show a choice and 机关运行经费 covers some units only: there, and where
a code stands in several rows, an equality is evidence when it holds and nothing when it does not (``soft``).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, pairwise

from pipeline.audit.column_sums import (
    column_sums,
    is_inside_fund,
    is_rest,
    names_family_beside,
    names_inside_fund,
)
from pipeline.audit.figures import Item, TableFigures
from pipeline.audit.identity import Identity, Term
from pipeline.statements.components import CLASSES
from pipeline.statements.items import item_of
from pipeline.statements.model import Column
from pipeline.statements.of_which import is_of_which
from pipeline.statements.text import fold, split_ordinal
from pipeline.statements.titles.titles import FISCAL_FUNDS
from pipeline.statements.vocabulary import labels

_GENERAL = frozenset({"total", "fiscal", "general_public"})
_FISCAL_OR_GENERAL = frozenset({"fiscal", "general_public"})
_LISTS = frozenset(
    {
        "project_list",
        "project_performance",
        "project_performance_summary",
        "procurement",
        "purchase_of_services",
        "operating_cost",
    }
)


@dataclass(frozen=True, slots=True)
class Key:
    """What a figure is, whichever table prints it."""

    year: int
    phase: str
    flow: str
    rows: str
    fund: str
    component: str


@dataclass(frozen=True, slots=True)
class Money:
    """What is known of all money of a disclosure."""

    only_general_public: bool
    carried_over: bool


def money_of(tables: Sequence[TableFigures]) -> Money:
    """Which funds the disclosure has, by the non-zero figures of its tables; what a list carries over is its choice."""
    funds = set()
    carried = False
    for table in tables:
        for item in table.items:
            if item.column is None or not item.figure.value:
                continue
            fund = item.row["fund_source"]
            funds.add(fund)
            is_carried = fund == "carry_over" or item.row["row_role"] == "closing"
            carried = carried or (is_carried and item.row["statement"] not in _LISTS)
    return Money(funds <= _GENERAL | {None} and bool(funds & _GENERAL), carried)


def identities_across(tables: Sequence[TableFigures]) -> Iterator[tuple[Identity, bool]]:
    """Identities with whether each is soft.

    Places that agree are linked one to the next. Where places disagree and one value has more printings than any
    other, the places that print another are held against all of these and are alone in doubt.
    """
    for table in tables:
        yield from ((identity, False) for identity in _balance(table))
    for group in same_figures(tables):
        hard = [side for side in group.sides if not side.soft]
        yield from ((identity, False) for identity in _settled(group, hard))
        for index, side in enumerate(group.sides):
            if side.soft or group.all_soft:
                later = () if group.all_soft else group.sides[index + 1 :]
                others = [*group.sides[:index], *(other for other in later if not other.soft)]
                found = (group.equality(other, side) for other in others)
                yield from ((identity, True) for identity in islice((i for i in found if i.holds != "no"), 1))


def all_across(tables: Sequence[TableFigures]) -> Iterator[tuple[Identity, bool]]:
    """As above, but every place against every other: what a repair must make hold."""
    for table in tables:
        yield from ((identity, False) for identity in _balance(table))
    for group in same_figures(tables):
        for one, other in combinations(group.sides, 2):
            yield group.equality(one, other), group.all_soft or one.soft or other.soft


@dataclass(frozen=True, slots=True)
class Side:
    """One place that prints a figure: a column of a table, one row of it or the rows of one code."""

    statement: str
    items: tuple[Item, ...]
    soft: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The places that print one figure."""

    key: Key
    sides: tuple[Side, ...]
    all_soft: bool

    def equality(self, one: Side, other: Side, about: frozenset[str] | None = None) -> Identity:
        """Two places print the same."""
        by_function = self.key.flow == "both" and self.key.rows != "total"
        rule = "income = expenditure by function" if by_function else "same figure"
        document_id = other.items[0].row["document_id"]
        return Identity(rule, other.statement, document_id, _terms(one.items), _terms(other.items), about)


def same_figures(tables: Sequence[TableFigures]) -> list[Group]:
    """The figures that stand in several places."""
    money = money_of(tables)
    groups = []
    for key, places in _by_key(tables, money).items():
        sides = tuple(
            Side(table.reading.statement, tuple(items), unsettled or len(items) > 1)
            for table, items, unsettled in places
        )
        groups.append(Group(key, sides, money.carried_over))
    return groups


def _settled(group: Group, sides: Sequence[Side]) -> Iterator[Identity]:
    """The equalities of places that must agree."""
    if group.all_soft:
        return
    clusters: list[list[Side]] = []
    for side in sides:
        agreeing = next((c for c in clusters if group.equality(c[0], side).holds != "no"), None)
        if agreeing is None:
            clusters.append([side])
        else:
            agreeing.append(side)
    for cluster in clusters:
        yield from (group.equality(one, other) for one, other in pairwise(cluster))
    most = max((len(cluster) for cluster in clusters), default=0)
    largest = [cluster for cluster in clusters if len(cluster) == most]
    majority = largest[0] if len(largest) == 1 else None
    for first, second in combinations(clusters, 2):
        pairs = [(one, other) for one in first for other in second]
        if majority is None:
            yield from (group.equality(one, other) for one, other in pairs)
        elif first is majority:
            yield from (group.equality(one, other, _facts(other)) for one, other in pairs)
        elif second is majority:
            yield from (group.equality(one, other, _facts(one)) for one, other in pairs)


def _facts(side: Side) -> frozenset[str]:
    return frozenset(item.figure.fact_id for item in side.items)


def _terms(items: Iterable[Item]) -> tuple[Term, ...]:
    return tuple(Term(item.figure) for item in items)


def _balance(table: TableFigures) -> Iterator[Identity]:
    """Total revenue = total expenditure of a summary, for the first column of money of each side.

    Another list with a column for each (社会保险基金) may leave a balance in every row.
    """
    sides: dict[tuple[str, str, int], list[Item]] = {}
    for item in table.items:
        row = item.row
        if item.column is not None and row["row_role"] == "total" and table.reading.axis == "item":
            sides.setdefault((row["flow"] or "", row["phase"], row["fiscal_year"]), []).append(item)
    for (flow, phase, year), revenue in sides.items():
        expenditure = sides.get(("expenditure", phase, year), [])
        if flow == "revenue" and expenditure:
            one, other = _last_row(revenue)[:1], _last_row(expenditure)
            funds = [item.row["fund_source"] for item in other]
            of_parts = one[0].row["fund_source"] == "fiscal" and FISCAL_FUNDS.issuperset(funds)
            # Columns of the three funds without one for all of them make 财政拨款 together.
            other = other if of_parts and len(set(funds)) == len(funds) else other[:1]
            if table.reading.statement == "other" and _panel_of(one[0]) == _panel_of(other[0]):
                continue
            yield Identity(
                "revenue = expenditure", table.reading.statement, table.document_id, _terms(one), _terms(other)
            )


def _panel_of(item: Item) -> int | None:
    return item.column.panel if item.column is not None else None


def _last_row(items: Sequence[Item]) -> list[Item]:
    """The items of the last row, from left to right."""
    last = max(item.row_no for item in items)
    return sorted((item for item in items if item.row_no == last), key=lambda item: item.col_no)


def _by_key(tables: Sequence[TableFigures], money: Money) -> Mapping[Key, list[tuple[TableFigures, list[Item], bool]]]:
    """For each key the places that print it: table, items of one column, and whether it may be another figure.

    A code may stand in several rows of a column, which then count together; totals never do.
    """
    found: dict[Key, list[tuple[TableFigures, list[Item], bool]]] = {}
    for table in tables:
        parts, alike = _columns_alike(table.reading.columns)
        beside_inside, of_all = _has_row_beside_fiscal(table), _divides_all(table.reading.columns)
        with_inside = _wholes_of_inside(table)
        of_table: dict[tuple[Key, int, int], list[Item]] = {}
        for item in table.items:
            key = _key(item, table, money)
            if key is None or item.col_no in parts:
                continue
            if of_all and key.component in CLASSES:
                key = replace(key, component=f"{key.component} of all")
            row_no = item.row_no if key.rows == "total" else 0
            of_table.setdefault((key, item.col_no, row_no), []).append(item)
        seen_totals: set[tuple[Key, int]] = set()
        named = Counter(
            (key, col_no) for (key, col_no, _), items in of_table.items() if _is_revenue_of(items[0], {key.fund})
        )
        for (key, col_no, row_no), items in of_table.items():
            if row_no and items[0].row["axis"] != "fund":
                if (key, col_no) in seen_totals:
                    continue
                seen_totals.add((key, col_no))
            unsettled = col_no in alike or table.reading.statement in _LISTS or _is_rest(items[0])
            unsettled = unsettled or (beside_inside and _is_revenue_of(items[0], _FISCAL_OR_GENERAL))
            unsettled = unsettled or (
                items[0].row["parent_row_no"] in with_inside and _is_revenue_of(items[0], {"general_public"})
            )
            # Of several rows that name one fund none is known to be all of it.
            unsettled = unsettled or (named[key, col_no] > 1 and _is_revenue_of(items[0], {key.fund}))
            found.setdefault(key, []).append((table, items, unsettled))
    return {key: places for key, places in found.items() if len(places) > 1}


def _divides_all(columns: Sequence[Column]) -> bool:
    """Whether classes of the economic classification divide all expenditure, basic and project, and not the basic."""
    components = {column.component for column in columns if column.concept == "money"}
    return "total" in components and not components & {"basic", "personnel", "public_use", "project"}


def _has_row_beside_fiscal(table: TableFigures) -> bool:
    """Whether a row of revenue inside the general public fund stands beside 财政拨款, which is then less than it."""
    return any(
        _is_revenue_of(item, _GENERAL)
        and names_inside_fund(split_ordinal(item.row["label"])[1])
        and not any(labels("fund").search(fold(text)) for text in item.row["label_path"].split("/")[:-1])
        for item in table.items
        if item.figure.value
    )


def _wholes_of_inside(table: TableFigures) -> set[int]:
    """The rows of which a revenue inside the general public fund (专项收入) is a part, and 经费拨款 beside it too."""
    parts = (item for item in table.items if item.figure.value and _is_revenue_of(item, FISCAL_FUNDS | _GENERAL))
    inside = (item for item in parts if names_inside_fund(split_ordinal(item.row["label"])[1]))
    return {parent for item in inside if (parent := item.row["parent_row_no"]) is not None}


def _is_revenue_of(item: Item, funds: Collection[str]) -> bool:
    return item.row["axis"] == "fund" and item.row["row_role"] != "total" and item.row["fund_source"] in funds


def _is_rest(item: Item) -> bool:
    """Whether a column holds the money that its neighbours leave (其他资金): other funds in other tables."""
    leaf = item.column.path[-1] if item.column is not None and item.column.path else ""
    return item.row["fund_source"] == "other" and is_rest(leaf)


def _columns_alike(columns: Sequence[Column]) -> tuple[frozenset[int], frozenset[int]]:
    """Columns of one panel that mean the same to us, which no table prints twice: parts of another of them, and others.

    A part never prints the figure of its whole (本级安排 beside 提前下达, both of one fund, under their 合计); which of
    the others prints the figure that other tables print is not known. Nor is it of 财政拨款 with 非税收入 beside it,
    nor of 人员支出 with 对个人和家庭的补助 beside it.
    """
    sums = column_sums(columns)
    groups: dict[tuple[object, ...], list[Column]] = {}
    for column in columns:
        if column.concept == "money" and not is_of_which(column.path):
            meaning = (column.panel, column.flow, column.fund, column.component, column.phase)
            groups.setdefault((*meaning, column.year, column.year_offset), []).append(column)
    inside = [column for column in columns if column.concept == "money" and is_inside_fund(column)]
    parts = {column.col for column in inside}
    alike: set[int] = set()
    for column in inside:
        wholes = {whole.fund for whole, of_whole in sums if any(part.col == column.col for part in of_whole)}
        if not wholes & _FISCAL_OR_GENERAL:
            alike |= {c.col for c in columns if c.panel == column.panel and c.fund in _FISCAL_OR_GENERAL} - parts
    if names_family_beside(column for column in columns if column.concept == "money"):
        alike |= {column.col for column in columns if column.component == "personnel"}
    for group in groups.values():
        own = {column.col for column in group}
        below = {part.col for whole, of_whole in sums if whole.col in own for part in of_whole} & own
        parts |= below
        if len(own - below) > 1:
            alike |= own - below
    return frozenset(parts), frozenset(alike)


def _key(item: Item, table: TableFigures, money: Money) -> Key | None:
    row = item.row
    of_which = item.column is not None and (is_of_which(item.column.path) or item.column.unit_name is not None)
    rows = _rows_key(item, table) if item.column is not None and not of_which else None
    if rows is None or row["fund_source"] is None or row["component"] is None:
        return None
    fund = row["fund_source"]
    if money.only_general_public and fund in _GENERAL:
        fund = "general_public"
    flow = "both" if not money.carried_over and row["flow"] in {"revenue", "expenditure"} else row["flow"] or ""
    return Key(row["fiscal_year"], row["phase"], flow, rows, fund, row["component"])


def _rows_key(item: Item, table: TableFigures) -> str | None:
    """The part of the key that the row says: a code, the total, or an item of the field's own rules."""
    row = item.row
    statement = row["statement"]
    if statement in {"procurement", "purchase_of_services", "fixed_assets"}:
        return None
    if statement in {"three_public", "meeting_training"}:
        return item_of(row["label"])
    codes = [code for code in (row["function_code"], row["function_code_inferred"]) if code]
    if row["axis"] in {"economic", "gov_economic"}:
        codes = [code for code in (row["economic_code"], row["economic_code_inferred"]) if code]
    if codes:
        # In a summary economic rows may stand for basic expenditure alone.
        economic_side = table.reading.axis == "item" and row["axis"] != "function"
        return None if economic_side else f"{row['axis']}:{codes[0]}"
    if row["axis"] == "fund":
        return _revenue_rows(item)
    if row["row_role"] == "total" and row["level"] == 0:
        return "total"
    return None


def _revenue_rows(item: Item) -> str | None:
    """A row of revenue that names a fund prints that fund's total; so does the last total of the panel.

    A part of a row that names the fund already is not its total.
    """
    row = item.row
    if row["row_role"] == "total":
        return "total"
    fund = row["fund_source"]
    if row["row_role"] not in {"leaf", "subtotal"} or fund in {"total", "fiscal"}:
        return None
    if names_inside_fund(split_ordinal(row["label"])[1]):
        return None
    *ancestors, own = (labels("fund").search(fold(split_ordinal(text)[1])) for text in row["label_path"].split("/"))
    return "total" if own == fund and fund not in ancestors else None
