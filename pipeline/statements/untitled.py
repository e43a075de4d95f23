"""What tables without a title are: by their columns and codes, then by what the document says of its tables.

A table's columns, codes and funds leave some statements that it can be (:func:`candidates`). Of these the ones go whose
figure, as other tables of the document print it, is not the table's own. What is left has to stand in the order of the
tables: the list that the document prints of them, else the standard one. A table for which several are left stays
``other``: nothing is chosen because it is likely.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.reference.loader import codes_by_name
from pipeline.statements.items import item_of
from pipeline.statements.model import Column, Reading, Row
from pipeline.statements.numbers import parse_number
from pipeline.statements.table_order import Order
from pipeline.statements.text import fold, split_ordinal
from pipeline.statements.titles import FISCAL_FUNDS, StatementKind, kind_named, kind_of_headers, kinds
from pipeline.statements.vocabulary import column_terms, labels, load

_OF_CARRIED = frozenset({"carry_over", "fiscal"})
_FUNCTION = frozenset({"expenditure", "fiscal_expenditure", "general_public_expenditure", "carry_over_expenditure"})
_ECONOMIC = frozenset({"economic_summary", "general_public_project_by_economic"})
_BASIC = frozenset({"basic_by_economic", "fiscal_basic_by_economic"})
_BEYOND = frozenset({"operating_spend", "to_superior", "to_affiliated"})
_BASIC_CLASSES = ("301", "302", "303", "307", "310", "399")
_OF_YEAR = frozenset({"budget", "revised", "actual"})
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
        known = _known_figures((groups[index].reading, kind) for index, kind in kinds_known.items())
        left = {
            index: agreeing
            for index, names in possible.items()
            if index not in found and (agreeing := _not_contradicted(groups[index].reading, names, known))
        }
        new = _by_order(kinds_known, left, orders) or _by_sums(groups, kinds_known, left, known, orders)
        if not new:
            return found
        found |= new


def _as_listed(kind: StatementKind, orders: Sequence[Order]) -> StatementKind:
    """A kind with what the list of the tables says more exactly of it: its fund, whether it is of final accounts."""
    listed = (other for order in orders for other in order.kinds if other.name == kind.name)
    return next((other for other in listed if other.fund == kind.fund or kind.fund == "fiscal"), kind)


def _by_order(
    known: Mapping[int, StatementKind], left: Mapping[int, frozenset[str]], orders: Sequence[Order]
) -> dict[int, StatementKind]:
    """The groups for which the order leaves one kind, which in the standard order is left for no other."""
    fixed = {index: kind.name for index, kind in known.items()}
    for order in orders:
        fitting = order.fitting(fixed, left)
        if fitting is not None:
            unplaced = [index for index, found in fitting.items() if None in found and not order.is_printed]
            outside = {name for index in unplaced for name in left[index]}
            alone = ((index, next(iter(found))) for index, found in fitting.items() if len(found) == 1)
            return {index: kind for index, kind in alone if kind is not None and kind.name not in outside}
    return {}


def _by_sums(
    groups: Sequence[Group],
    known: Mapping[int, StatementKind],
    left: Mapping[int, frozenset[str]],
    figures: Mapping[tuple[str, str], frozenset[Decimal]],
    orders: Sequence[Order],
) -> dict[int, StatementKind]:
    """The groups with one candidate left, of which other tables print the figure, that no other table is or can be."""
    names = [kind.name for kind in known.values()] + [name for of_group in left.values() for name in of_group]
    kinds_listed = {kind.name: kind for order in reversed(orders) for kind in order.kinds}
    return {
        index: kinds_listed[name]
        for index, (name, *others) in ((index, sorted(of_group)) for index, of_group in left.items())
        if not others and names.count(name) == 1 and name in kinds_listed
        if (kinds_listed[name].fund, kinds_listed[name].component) in figures and _total(groups[index].reading)
    }


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
    if _total(reading) == 0 and not printed:
        # A disclosure has expenditure; what prints none is of a fund that it has not.
        return frozenset(under)
    return _FUNCTION if printed else _FUNCTION | under.keys()


def _by_economic(reading: Reading, parts: set[str | None]) -> frozenset[str]:
    codes = [code for row in reading.rows if (code := row.codes.economic or row.economic_inferred)]
    is_wider = "project" in parts or any(not code.startswith(_BASIC_CLASSES) for code in codes)
    return _ECONOMIC if is_wider else _ECONOMIC | _BASIC


def _amounts(reading: Reading, row: Row, columns: Iterable[Column]) -> Iterator[tuple[Column, Decimal]]:
    """The amounts of a row in columns of money of this year, in 元."""
    for column in columns:
        cell = reading.table.grid.get((row.row, column.col))
        number = parse_number(cell.text) if cell is not None and cell.row == row.row else None
        of_year = column.phase in _OF_YEAR and not column.year_offset and column.panel == row.panel
        if column.concept == "money" and of_year and column.unit is not None and number is not None:
            yield column, column.unit.yuan(number)


def _total(reading: Reading) -> Decimal | None:
    """The first amount of a table's total; 0 where nothing but zeros is printed, None without a total."""
    of_rows = [(row, amount) for row in reading.rows for _, amount in _amounts(reading, row, reading.columns)]
    if not any(amount for _, amount in of_rows):
        return Decimal(0)
    if all(not row.label for row in reading.rows) and len(reading.rows) == 1:
        return of_rows[0][1]
    return next((amount for row, amount in of_rows if row.role == "total"), None)


def _known_figures(tables: Iterable[tuple[Reading, StatementKind]]) -> dict[tuple[str, str], frozenset[Decimal]]:
    """What the tables whose kind is known print for each fund and component: totals, and rows of revenue."""
    found: dict[tuple[str, str], set[Decimal]] = {}
    for reading, kind in tables:
        if not kind.expected:
            continue
        for row in reading.rows:
            by_fund = reading.axes.get(row.panel, reading.axis) == "fund"
            fund = labels("fund").search(fold(split_ordinal(row.label)[1])) if by_fund else None
            named = fund if fund != "total" else None
            if named is None and not (
                row.role == "total" or row.of_year or (row.role == "subtotal" and not row.parent)
            ):
                continue
            for column, amount in _amounts(reading, row, reading.columns):
                of, component = named or column.fund or kind.fund, column.component or kind.component
                if of is not None and component is not None:
                    found.setdefault((of, component), set()).add(amount)
    return {key: frozenset(amounts) for key, amounts in found.items()}


def _not_contradicted(
    reading: Reading, names: frozenset[str], known: Mapping[tuple[str, str], frozenset[Decimal]]
) -> frozenset[str]:
    """The candidates but those for which other tables print other figures than the table's total.

    What is carried over from the year before may be counted in the total and stand apart in another table.
    """
    total = _total(reading)
    return names if total is None else frozenset(name for name in names if _agrees(kind_named(name), total, known))


def _agrees(kind: StatementKind, total: Decimal, known: Mapping[tuple[str, str], frozenset[Decimal]]) -> bool:
    printed = known.get((kind.fund or "", kind.component or ""))
    carried = known.get(("carry_over", "total"), frozenset())
    return (
        kind.sides or not printed or any(total in {amount, *(amount + more for more in carried)} for amount in printed)
    )
