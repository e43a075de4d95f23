"""What tables without a title are: by their columns and codes, then by what the document says of its tables.

A table's columns, codes and funds leave some statements that it can be (:func:`candidates`). Of these the ones go whose
figure, as other tables of the document print it, is not the table's own. What is left has to stand in the order of the
tables: the list that the document prints of them, else the standard one. A table for which several are left stays
``other``: nothing is chosen because it is likely.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.reference.loader import codes_by_name
from pipeline.statements.items import item_of
from pipeline.statements.model import Column, Reading
from pipeline.statements.text import fold, split_ordinal
from pipeline.statements.titles.table_figures import (
    OF_CARRIED_OVER,
    amounts,
    known_figures,
    money_by_row,
    not_contradicted,
    total,
)
from pipeline.statements.titles.table_order import Order
from pipeline.statements.titles.titles import FISCAL_FUNDS, StatementKind, kind_named, kind_of_headers, kinds
from pipeline.statements.vocabulary import column_terms, labels, load

_OF_CARRIED = frozenset({"carry_over", "fiscal"})
_FUNCTION = frozenset({"expenditure", "fiscal_expenditure", "general_public_expenditure", "carry_over_expenditure"})
_BY_FUNCTION = frozenset({"general_public_expenditure", "fiscal_expenditure"})
_ECONOMIC = frozenset({"economic_summary", "general_public_project_by_economic"}) | _BY_FUNCTION
_BASIC = frozenset({"basic_by_economic", "fiscal_basic_by_economic"})
_BEYOND = frozenset({"operating_spend", "to_superior", "to_affiliated"})
_BASIC_CLASSES = ("301", "302", "303", "307", "310", "399")
_CODED = frozenset({"code", "class_part", "function_code", "economic_code", "function_name", "economic_name"})


@dataclass(frozen=True, slots=True)
class Group:
    """A table at the head of a printed statement: its reading, and the kind that its title names, if it has one."""

    reading: Reading
    kind: StatementKind | None


def decided(groups: Sequence[Group], orders: Sequence[Order]) -> dict[int, StatementKind]:
    """The kinds of the groups that have none, by index, as far as content, sums and order leave one only.

    ``orders`` are tried in turn: the first that the known tables follow counts.
    """
    found = {
        index: _as_listed(kind, orders)
        for index, group in enumerate(groups)
        if group.kind is None and (kind := by_content(group.reading)) is not None
    }
    possible = {
        index: candidates(group.reading)
        for index, group in enumerate(groups)
        if group.kind is None and index not in found
    }
    names = [kind.name for kind in found.values()] + [group.kind.name for group in groups if group.kind is not None]
    for index in [index for index, kind in found.items() if kind.name == "income" and names.count("income") > 1]:
        # Expenditure by where its money comes from has the headers of revenue.
        if _axis(groups[index].reading) != "fund":
            possible[index] = frozenset({"income", "expenditure"})
            del found[index]
    while True:
        kinds_known = {index: kind for index, g in enumerate(groups) if (kind := found.get(index, g.kind)) is not None}
        known = known_figures((groups[index].reading, kind) for index, kind in kinds_known.items())
        left = {
            index: agreeing
            for index, names in possible.items()
            if index not in found and (agreeing := not_contradicted(groups[index].reading, names, known))
        }
        new = _consistent(groups, kinds_known, _by_order(groups, kinds_known, left, orders)) or _by_sums(
            groups, kinds_known, left, known, orders
        )
        if not new:
            return found
        found |= new


def _as_listed(kind: StatementKind, orders: Sequence[Order]) -> StatementKind:
    """A kind with what the list of the tables says more exactly of it: its fund, whether it is of final accounts.

    Where no printed list names it, it is not known which of the fiscal funds it is of.
    """
    listed = [
        (order.is_printed, other)
        for order in orders
        for other in order.kinds
        if other.name == kind.name and (other.fund == kind.fund or kind.fund == "fiscal")
    ]
    is_printed, found = listed[0] if listed else (False, kind)
    return replace(found, one_of_funds=kind.fund == "fiscal" and not kind.sides and not is_printed)


def _consistent(
    groups: Sequence[Group], known: Mapping[int, StatementKind], new: Mapping[int, StatementKind]
) -> dict[int, StatementKind]:
    """Of groups that were decided at once those whose totals the figures of the others do not contradict."""
    found = {}
    for index, kind in new.items():
        others = {**known, **new}
        del others[index]
        figures = known_figures((groups[other].reading, of_other) for other, of_other in others.items())
        if not_contradicted(groups[index].reading, frozenset({kind.name}), figures):
            found[index] = kind
    return found


def _by_order(
    groups: Sequence[Group],
    known: Mapping[int, StatementKind],
    left: Mapping[int, frozenset[str]],
    orders: Sequence[Order],
) -> dict[int, StatementKind]:
    """The groups for which the order leaves one kind, which in a standard order is left for no other.

    A printed list is the order. Of the standard ones a longer one counts where it has a place for every group, and
    what it has more prints the same money as another table: then both are what they are called, whichever is which.
    """
    fixed = {index: kind.name for index, kind in known.items()}
    shorter: frozenset[str] | None = None
    for order in orders:
        placeable = left if order.is_printed else _standard(groups, left)
        fitting = order.fitting(fixed, placeable)
        if fitting is not None:
            unplaced = [index for index, found in fitting.items() if None in found and not order.is_printed]
            outside = {name for index in unplaced for name in placeable[index]}
            alone = ((index, next(iter(found))) for index, found in fitting.items() if len(found) == 1)
            new = {index: kind for index, kind in alone if kind is not None and kind.name not in outside}
            if order.is_printed or (new and shorter is None):
                return new
            placed = {**known, **new}
            if new and shorter is not None and not unplaced and len(new) == len(placeable):
                usual = [index for index, kind in placed.items() if kind.name in shorter]
                if all(index in usual or _has_twin(groups, index, usual) for index in new):
                    return new
        if not order.is_printed:
            shorter = (shorter or frozenset()) | {kind.name for kind in order.kinds}
    return {}


def _standard(groups: Sequence[Group], left: Mapping[int, frozenset[str]]) -> dict[int, frozenset[str]]:
    """The candidates that a standard order can mean: expenditure by function; the same by economic stands beside it."""
    of_groups = {
        index: names - _BY_FUNCTION if _axis(groups[index].reading) == "economic" else names
        for index, names in left.items()
    }
    return {index: names for index, names in of_groups.items() if names}


def _has_twin(groups: Sequence[Group], index: int, others: Iterable[int]) -> bool:
    """Whether one of other tables prints the same money as a table, row for row."""
    own = money_by_row(groups[index].reading)
    return bool(own) and any(money_by_row(groups[other].reading) == own for other in others)


def _by_sums(
    groups: Sequence[Group],
    known: Mapping[int, StatementKind],
    left: Mapping[int, frozenset[str]],
    figures: Mapping[tuple[str, str], frozenset[Decimal]],
    orders: Sequence[Order],
) -> dict[int, StatementKind]:
    """The groups with one candidate left, of which other tables print the figure, that no other table is or can be.

    The same money by another classification is another table. A disclosure has what is carried over where it prints
    that figure.
    """
    axes = {index: _axis(groups[index].reading) for index in {*known, *left}}
    taken = {(kind.name, axes[index]) for index, kind in known.items()} if is_one_disclosure(known) else set()
    possible = {
        index: sorted(
            name
            for name in of_group
            if (name, axes[index]) not in taken
            and (kind_named(name).fund != "carry_over" or OF_CARRIED_OVER in figures)
        )
        for index, of_group in left.items()
    }
    names = [(kind.name, axes[index]) for index, kind in known.items()]
    names += [(name, axes[index]) for index, of_group in possible.items() for name in of_group]
    kinds_listed = {kind.name: kind for order in reversed(orders) for kind in order.kinds}
    return {
        index: kinds_listed[name]
        for index, (name, *others) in ((index, of_group) for index, of_group in possible.items() if of_group)
        if not others and names.count((name, axes[index])) == 1 and name in kinds_listed
        if (kinds_listed[name].fund, kinds_listed[name].component) in figures and total(groups[index].reading)
    }


def is_one_disclosure(known: Mapping[int, StatementKind]) -> bool:
    """Whether no summary of revenue and expenditure stands twice, as it does where several units are in one file."""
    summaries = [kind.name for kind in known.values() if kind.sides]
    return len(summaries) == len(set(summaries))


def by_content(reading: Reading) -> StatementKind | None:
    """The kind that the columns and rows of a table name by themselves."""
    if is_two_sided(reading):
        names = candidates(reading)
        return kind_named(next(iter(names))) if len(names) == 1 else None
    texts = {fold(text): None for column in reading.columns for text in column.path}
    concepts = {column_terms().match(fold(column.path[-1])) for column in reading.columns if column.path}
    by_concepts = next((kind for kind in kinds() if kind.headed_by(concepts, texts)), None)
    if by_concepts is not None:
        return by_concepts
    if _is_list_of_funds(reading):
        return _income(reading)
    items = (row.label for row in reading.rows if item_of(row.label) is not None and row.codes.main is None)
    return kind_of_headers([*texts, *map(fold, items)], _axis(reading) or "item")


def candidates(reading: Reading) -> frozenset[str]:
    """The statements that a table can be by its columns, codes and funds; none where its form is none of theirs."""
    money = [column for column in reading.columns if column.concept == "money"]
    if not money:
        return frozenset()
    if is_two_sided(reading):
        return _two_sided(reading)
    if len({column.panel for column in money}) > 1:
        return frozenset()
    of_projects = any(column.concept in {"project_name", "item_name", "goals"} for column in reading.columns)
    axis = _axis(reading)
    parts = {column.component for column in money} - {None}
    of_amounts_only = len(money) == len(reading.columns) and {"basic", "project"} <= parts
    if of_projects or (axis not in {"function", "economic", ""} and not of_amounts_only):
        return frozenset()
    funds = {fund for column in money if (fund := _fund(column)) not in {None, "total", "carry_over"}}
    if len(funds) > 1:
        return frozenset()
    names = (_by_function(reading, parts) if axis != "economic" else frozenset()) | (
        _by_economic(reading, parts) if axis != "function" else frozenset()
    )
    if funds:
        names = frozenset(name for name in names if {kind.fund for kind in kinds() if kind.name == name} & funds)
    return names


def is_two_sided(reading: Reading) -> bool:
    """Whether a table prints revenue and expenditure side by side: by its headers, or by what its first rows name."""
    money = [column for column in reading.columns if column.concept == "money"]
    panels = list(dict.fromkeys(column.panel for column in money))
    if len(panels) < 2:
        return False
    flows = {panel: {_flow(c) for c in reading.columns if c.panel == panel} - {None} for panel in panels}
    if "expenditure" in flows[panels[0]]:
        return False
    others = set().union(*(flows[panel] for panel in panels[1:]))
    named = "revenue" in flows[panels[0]] or _mostly_funds(_labels(reading, panels[0]))
    return named and ("expenditure" in others or not _mostly_funds(_labels(reading, panels[1])))


def names_both_flows(paths: Mapping[int, tuple[str, ...]]) -> bool:
    """Whether the uppermost headers of a table name revenue and expenditure."""
    return {"revenue", "expenditure"} <= {labels("flow").search(fold(path[0])) for path in paths.values() if path}


def _flow(column: Column) -> str | None:
    return labels("flow").search(fold(column.path[0])) if column.path else None


def _fund(column: Column) -> str | None:
    return next((name for text in reversed(column.path) if (name := labels("fund").search(fold(text)))), None)


def _labels(reading: Reading, panel: int) -> list[str]:
    """The folded labels of the rows of a panel, totals left out, without ordinals."""
    rows = (row for row in reading.rows if row.panel == panel and row.role not in {"total", "closing"})
    return [text for row in rows if (text := fold(split_ordinal(row.label)[1]))]


def _mostly_funds(texts: Sequence[str]) -> bool:
    named = [name for text in texts if (name := labels("fund").search(text)) != "total"]
    return bool(named) and sum(name is not None for name in named) * 2 > len(named)


def _is_list_of_funds(reading: Reading) -> bool:
    """Whether one panel lists funds, under no header of a component: a table of revenue."""
    money = [column for column in reading.columns if column.concept == "money"]
    panels = {column.panel for column in money}
    if len(panels) != 1 or any(column.component not in {None, "total"} for column in money):
        return False
    return not any(row.codes.main for row in reading.rows) and _mostly_funds(_labels(reading, panels.pop()))


def _income(reading: Reading) -> StatementKind | None:
    funds = {labels("fund").search(text) for text in _labels(reading, reading.rows[0].panel)} - {None, "total"}
    own = funds - _OF_CARRIED
    fund = next(iter(own)) if len(own) == 1 else "total"
    wanted = fund if fund in {"gov_fund", "state_capital"} else "total"
    return next((kind for kind in kinds() if kind.name == "income" and kind.fund == wanted), None)


def _two_sided(reading: Reading) -> frozenset[str]:
    """By the funds of the revenue: others than fiscal ones make it a summary of all money, one alone a table of it."""
    texts = _labels(reading, min(column.panel for column in reading.columns if column.concept == "money"))
    funds = {name for text in texts if (name := labels("fund").search(text)) not in {None, "total"}}
    own = funds - _OF_CARRIED
    headers = [fold(text) for column in reading.columns for text in column.path]
    of_columns = {fund for text in headers if (fund := labels("fund").search(text)) not in {None, "total"}}
    if own - FISCAL_FUNDS:
        return frozenset({"budget_summary"})
    if own in ({"gov_fund"}, {"state_capital"}):
        return frozenset({f"{next(iter(own))}_expenditure"})
    if "fiscal" in of_columns or len(of_columns & FISCAL_FUNDS) > 1:
        return frozenset({"fiscal_summary"})
    return frozenset({"budget_summary", "fiscal_summary"}) if own else frozenset()


def _axis(reading: Reading) -> str | None:
    """What the rows are: ``''`` for a table of codes without a row that has one, None for rows of something else."""
    functions = sum(row.codes.function is not None for row in reading.rows)
    economic = sum((row.codes.economic or row.codes.gov_economic) is not None for row in reading.rows)
    if functions or economic:
        return "function" if functions >= economic else "economic"
    if reading.axis in {"function", "economic", "gov_economic"}:
        return "function" if reading.axis == "function" else "economic"
    named = [text for row in reading.rows if row.role in {"leaf", "subtotal"} and (text := split_ordinal(row.label)[1])]
    for axis in ("function", "economic"):
        if named and sum(bool(codes_by_name(axis, text)) for text in named) * 2 > len(named):
            return axis
    concepts = {column.concept for column in reading.columns}
    return "" if concepts & _CODED and not named else reading.axis


def _by_function(reading: Reading, parts: set[str | None]) -> frozenset[str]:
    if parts & _BEYOND:
        return frozenset({"expenditure"})
    if parts - {"total"} and not parts & {"basic", "project"}:
        return frozenset({"general_public_basic_by_function"})
    printed = [code for row in reading.rows if (code := row.codes.function or row.function_inferred) and len(code) > 3]
    under: Mapping[str, list[str]] = load("statements")["only_under"]
    names = {
        name
        for name, heads in under.items()
        if printed and all(any(code.startswith(head) for head in heads) for code in printed)
    }
    if names:
        return frozenset(names)
    if total(reading) == 0 and not printed:
        # A disclosure has expenditure; what prints none is of a fund that it has not.
        return frozenset(under)
    return _FUNCTION if printed else _FUNCTION | under.keys()


def _by_economic(reading: Reading, parts: set[str | None]) -> frozenset[str]:
    stating = [row for row in reading.rows if any(amount for _, amount in amounts(reading, row, reading.columns))]
    codes = [code for row in stating if (code := row.codes.economic or row.economic_inferred)]
    is_wider = "project" in parts or any(not code.startswith(_BASIC_CLASSES) for code in codes)
    return _ECONOMIC if is_wider else _ECONOMIC | _BASIC
