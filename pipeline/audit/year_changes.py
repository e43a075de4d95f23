"""Columns that print how money changed from one year to the next: 增减额, or 增加 and 减少 beside each other."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.audit.figures import Item, TableFigures
from pipeline.audit.identity import Identity, Term
from pipeline.statements.model import Column
from pipeline.statements.text import fold
from pipeline.statements.vocabulary import any_of

_UP, _DOWN = Decimal(1), Decimal(-1)
_YEARS = 2


def net_pairs(table: TableFigures) -> list[tuple[int, int]]:
    """The columns 增加 and 减少 under one header of which each row fills one: a change with its sign in two columns.

    Where a row fills both they are what was added and what was taken away, each a sum of its own.
    """
    places = table.by_place()
    pairs = []
    for up in _changes(table.reading.columns, "increases"):
        for down in _changes(table.reading.columns, "decreases"):
            beside = (up.panel, up.path[:-1]) == (down.panel, down.path[:-1])
            rows = {row for row, col in places if col in {up.col, down.col}}
            if beside and not any(_is_filled(places, row, up) and _is_filled(places, row, down) for row in rows):
                pairs.append((up.col, down.col))
    return pairs


def changes_of_years(table: TableFigures) -> Iterator[Identity]:
    """In a panel with the money of two years alone a change is that of the later less that of the earlier year."""
    places = table.by_place()
    pairs = net_pairs(table)
    for panel in {column.panel for column in table.reading.columns}:
        money = [c for c in table.reading.columns if c.panel == panel and c.concept == "money"]
        years = [column for column in money if column.phase != "change"]
        signs = _signs([column for column in money if column.phase == "change"], pairs)
        if len(years) != _YEARS or not signs:
            continue
        for row_no in {row for row, _ in places}:
            left = tuple(
                Term(places[row_no, col].figure, sign) for col, sign in signs.items() if (row_no, col) in places
            )
            of_years = [places[row_no, column.col] for column in years if (row_no, column.col) in places]
            of_years.sort(key=lambda item: int(item.row["fiscal_year"]))
            if left and len(of_years) == _YEARS and len({item.row["fiscal_year"] for item in of_years}) == _YEARS:
                before, after = of_years
                right = (Term(after.figure), Term(before.figure, _DOWN))
                yield Identity("change of years", table.reading.statement, table.document_id, left, right)


def net_sums(table: TableFigures, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Identity]]:
    """The number of each row with parts, and that its change is that of its parts, over such pairs of columns."""
    places = table.by_place()
    for up, down in pairs:
        signs = {up: _UP, down: _DOWN}
        parts: dict[int, list[Term]] = {}
        for item in table.items:
            parent = item.row["parent_row_no"]
            if item.col_no in signs and parent is not None and item.row["row_role"] != "of_which":
                parts.setdefault(parent, []).append(Term(item.figure, signs[item.col_no]))
        for row_no, right in parts.items():
            left = tuple(
                Term(places[row_no, col].figure, sign) for col, sign in signs.items() if (row_no, col) in places
            )
            if left:
                rule, statement = "children = parent", table.reading.statement
                yield row_no, Identity(rule, statement, table.document_id, left, tuple(right))


def _changes(columns: Sequence[Column], kind: str) -> list[Column]:
    words = any_of("columns", "money", kind)
    of_change = (column for column in columns if column.concept == "money" and column.phase == "change" and column.path)
    return [column for column in of_change if words.fullmatch(fold(column.path[-1]))]


def _signs(changes: Sequence[Column], pairs: Sequence[tuple[int, int]]) -> dict[int, Decimal]:
    """The columns that tell the change of a panel, with their signs; none where they are several changes."""
    cols = {column.col for column in changes}
    for up, down in pairs:
        if cols == {up, down}:
            return {up: _UP, down: _DOWN}
    one_sided = {column.col for kind in ("increases", "decreases") for column in _changes(changes, kind)}
    return dict.fromkeys(cols, _UP) if len(cols) == 1 and not one_sided else {}


def _is_filled(places: dict[tuple[int, int], Item], row_no: int, column: Column) -> bool:
    item = places.get((row_no, column.col))
    return item is not None and item.figure.value != 0
