"""What goes wrong with a whole table at once, so that the sums inside it still hold: its unit, or its columns.

Printings elsewhere tell, or that most rows of a table fail together. A figure that is 10 000 times what another
printing leaves for it, to the digit, has but one explanation, and so have two figures of a row that stand crosswise in
another table. Where more of a table's figures say so than speak for it, all of them are in doubt: each is a term with
the coefficient 0 of the identity that fails.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from pipeline.audit.figures import Item, TableFigures
from pipeline.audit.identity import Identity, Term

_UNITS = Decimal(10_000)
# A factor is seen where rounding blurs the larger figure by a half at most.
_SHARP = 2
_HUNDREDTH = 100
_NOTHING = Decimal(0)

_TableKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Link:
    """An identity seen from a table: its own terms, and what the terms elsewhere leave for them."""

    own: tuple[Term, ...]
    rest: Decimal
    slack: Decimal
    identity: Identity

    @property
    def holds(self) -> bool:
        return self.identity.holds != "no"

    @property
    def value(self) -> Decimal:
        return sum((term.value for term in self.own), _NOTHING)

    @property
    def own_slack(self) -> Decimal:
        return sum((term.tolerance for term in self.own), _NOTHING)


def systematic_faults(
    tables: Sequence[TableFigures], within: Iterable[Identity], links: Iterable[Identity]
) -> list[Identity]:
    """An identity for every table whose unit, or whose columns, contradict what is printed elsewhere.

    ``within`` are the identities inside the tables, ``links`` all that tie figures of a table to another table or to a
    text, those that fail included.
    """
    within = list(within)
    by_table = _by_table(tables, links)
    failing_within = [identity for identity in within if identity.holds == "no"]
    if not failing_within and all(link.holds for of_table in by_table.values() for link in of_table):
        return []
    failing = {term.figure.fact_id for identity in failing_within for term in identity.terms}
    found = []
    for table in tables:
        of_table = by_table.get(_key(table), [])
        slip = _slip(of_table, failing)
        if slip is not None:
            found.append(_doubt("one unit of money", table, slip.identity, table.items))
            continue
        for link, columns in _crossed(table, of_table):
            in_columns = [item for item in table.items if item.col_no in columns]
            found.append(_doubt("columns under their headers", table, link.identity, in_columns))
    return [*found, *_unlike_headers(tables, within)]


def _unlike_headers(tables: Sequence[TableFigures], within: Sequence[Identity]) -> Iterator[Identity]:
    """Panels whose columns are not what their headers say.

    The columns of most rows fail to add up, or those of several rows by far although every column adds up by itself: a
    wrong cell breaks the sum of its column too.
    """
    places = {item.figure.fact_id: (table, item) for table in tables for item in table.items}
    broken = {
        _column_of(places[term.figure.fact_id])
        for identity in within
        if identity.holds == "no" and identity.rule == "children = parent"
        for term in identity.terms
    }
    rows: dict[tuple[_TableKey, int], dict[int, list[Identity]]] = {}
    for identity in within:
        if identity.rule == "columns = total" and any(term.value for term in identity.terms):
            table, item = places[identity.terms[0].figure.fact_id]
            panel = item.column.panel if item.column is not None else 0
            rows.setdefault((_key(table), panel), {}).setdefault(item.row_no, []).append(identity)
    by_key = {_key(table): table for table in tables}
    for (key, panel), by_row in rows.items():
        failing = [i for of_row in by_row.values() for i in of_row if i.holds == "no"]
        bad = sum(any(identity.holds == "no" for identity in of_row) for of_row in by_row.values())
        whole_columns = all(_is_far(identity) for identity in failing) and not any(
            _column_of(places[term.figure.fact_id]) in broken for identity in failing for term in identity.terms
        )
        if bad > 1 and (whole_columns or bad * 2 > len(by_row)):
            of_panel = [i for i in by_key[key].items if i.column is not None and i.column.panel == panel]
            yield _doubt("columns under their headers", by_key[key], failing[0], of_panel)


def _key(table: TableFigures) -> _TableKey:
    return table.document_id, table.reading.table.number


def _by_table(tables: Sequence[TableFigures], identities: Iterable[Identity]) -> dict[_TableKey, list[_Link]]:
    """The links of each table with what is printed outside it; zeros say nothing."""
    table_of = {item.figure.fact_id: _key(table) for table in tables for item in table.items}
    links: dict[_TableKey, list[_Link]] = {}
    for identity in identities:
        for side, sign in ((identity.left, 1), (identity.right, -1)):
            keys = dict.fromkeys(table_of.get(term.figure.fact_id) for term in side)
            opposite = identity.right if sign == 1 else identity.left
            for key in keys:
                if key is None or any(table_of.get(term.figure.fact_id) == key for term in opposite):
                    continue
                own = tuple(term for term in side if table_of.get(term.figure.fact_id) == key)
                value = sum((term.value for term in own), _NOTHING)
                rest = value + sign * identity.difference
                slack = identity.tolerance - sum((term.tolerance for term in own), _NOTHING)
                if value and rest:
                    links.setdefault(key, []).append(_Link(own, rest, slack, identity))
    return links


def _slip(links: Sequence[_Link], failing: set[str]) -> _Link | None:
    """The first figure that is off by a factor of 10 000, if more figures are so than agree with other printings."""
    slips = [link for link in links if not link.holds and _is_slip(link)]
    agreeing = sum(link.holds for link in links)
    sound = [link for link in slips if not any(term.figure.fact_id in failing for term in link.own)]
    return sound[0] if sound and len(slips) > agreeing else None


def _is_slip(link: _Link) -> bool:
    return _scaled(link.value, link.own_slack, link.rest, link.slack) or _scaled(
        link.rest, link.slack, link.value, link.own_slack
    )


def _scaled(small: Decimal, slack_small: Decimal, large: Decimal, slack_large: Decimal) -> bool:
    slack = slack_small * _UNITS + slack_large
    return slack * _SHARP <= abs(large) and abs(small * _UNITS - large) <= slack


def _crossed(table: TableFigures, links: Sequence[_Link]) -> Iterator[tuple[_Link, frozenset[int]]]:
    """Pairs of columns whose figures stand elsewhere under each other's header, in more rows than not."""
    items = {item.figure.fact_id: item for item in table.items}
    by_row: dict[int, dict[int, list[_Link]]] = {}
    agreeing: Counter[int] = Counter()
    for link in links:
        item = items[link.own[0].figure.fact_id]
        if link.holds:
            agreeing[item.col_no] += 1
        elif len(link.identity.terms) == 2:
            by_row.setdefault(item.row_no, {}).setdefault(item.col_no, []).append(link)
    evidence: dict[frozenset[int], dict[int, _Link]] = {}
    for row_no, failing in by_row.items():
        for first, second in combinations(sorted(failing), 2):
            crossed = (link for link in failing[first] for across in failing[second] if _is_crosswise(link, across))
            if (proof := next(crossed, None)) is not None:
                evidence.setdefault(frozenset({first, second}), {})[row_no] = proof
    for columns, rows in evidence.items():
        if len(rows) > sum(agreeing[col] for col in columns):
            yield next(iter(rows.values())), columns


def _is_crosswise(link: _Link, across: _Link) -> bool:
    return (
        abs(link.value - across.rest) <= link.own_slack + across.slack
        and abs(across.value - link.rest) <= across.own_slack + link.slack
    )


def _is_far(identity: Identity) -> bool:
    """Whether the sides of an identity differ by more than a hundredth."""
    return abs(identity.difference) * _HUNDREDTH > max(abs(identity.expected), abs(identity.actual))


def _column_of(place: tuple[TableFigures, Item]) -> tuple[_TableKey, int]:
    table, item = place
    return _key(table), item.col_no


def _doubt(rule: str, table: TableFigures, identity: Identity, items: Sequence[Item]) -> Identity:
    """The failing identity, about all figures of the table that stand and fall with it."""
    terms = {term.figure.fact_id for term in identity.terms}
    about = frozenset(item.figure.fact_id for item in items)
    dependent = [Term(item.figure, _NOTHING) for item in items if item.figure.fact_id not in terms]
    right = (*identity.right, *dependent)
    return Identity(rule, table.reading.statement, table.document_id, identity.left, right, about)
