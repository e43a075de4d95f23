"""What a table's money is in all, and which figures tables print for a fund and a component, to compare them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.statements.components import PARTS
from pipeline.statements.model import Column, Reading, Row, Unit
from pipeline.statements.numbers import Number, parse_number
from pipeline.statements.text import fold, split_ordinal
from pipeline.statements.titles.titles import StatementKind, kind_named
from pipeline.statements.vocabulary import labels

OF_CARRIED_OVER = ("carry_over", "total")
"""The fund and component of what is carried over."""

_OF_YEAR = ("budget", "revised", "actual")
_BOTH_YEARS = 2


def money_by_row(reading: Reading) -> dict[tuple[str, str], Decimal]:
    """The first amount of each row of a table that is not zero, by code and label."""
    found: dict[tuple[str, str], Decimal] = {}
    for row in reading.rows:
        amount = next((amount for _, amount in amounts(reading, row, reading.columns)), Decimal(0))
        code = row.codes.main or row.function_inferred or row.economic_inferred or ""
        if amount:
            found.setdefault((code, row.label), amount)
    return found


def amounts(reading: Reading, row: Row, columns: Iterable[Column]) -> Iterator[tuple[Column, Decimal]]:
    """The amounts of a row in columns of money of this year, in 元."""
    for column, unit, number in _numbers(reading, row, columns):
        yield column, unit.yuan(number)


def _numbers(reading: Reading, row: Row, columns: Iterable[Column]) -> Iterator[tuple[Column, Unit, Number]]:
    """The figures of a row in columns of money of this year, with the unit of each."""
    columns = _of_latest_year(list(columns))
    for column in columns:
        cell = reading.table.grid.get((row.row, column.col))
        number = parse_number(cell.text) if cell is not None and cell.row == row.row else None
        of_year = column.phase in _OF_YEAR and not column.year_offset and column.panel == row.panel
        if column.concept == "money" and of_year and column.unit is not None and number is not None:
            yield column, column.unit, number


def _of_latest_year(columns: Sequence[Column]) -> Sequence[Column]:
    """Of columns of two printed years those of the later one; of a plan of more years none is known to be this one."""
    years = sorted({column.year for column in columns if column.year is not None and column.phase in _OF_YEAR})
    if len(years) < _BOTH_YEARS:
        return columns
    return [c for c in columns if c.year in {None, years[-1]}] if len(years) == _BOTH_YEARS else []


def total(reading: Reading) -> Decimal | None:
    """All money of a table: of the row of its total, else of its leaves; None where no row is either."""
    of_rows = [(row, list(amounts(reading, row, reading.columns))) for row in reading.rows]
    of_rows = [(row, printed) for row, printed in of_rows if printed]
    sums = next((printed for row, printed in of_rows if row.role == "total"), None)
    if sums is not None:
        return _whole(sums)
    leaves = [_whole(printed) for row, printed in of_rows if row.is_leaf]
    return sum(leaves, Decimal(0)) if leaves or not of_rows else None


def _whole(printed: Sequence[tuple[Column, Decimal]]) -> Decimal:
    """The amount of a row in all its columns: the largest under a header of no component, else the sum of the parts.

    Of 年初预算数 beside 决算数 the last counts: what other tables of final accounts print.
    """
    last = max(_OF_YEAR.index(column.phase) for column, _ in printed if column.phase is not None)
    printed = [(column, amount) for column, amount in printed if column.phase == _OF_YEAR[last]]
    whole = [amount for column, amount in printed if column.component in {None, "total"}]
    if whole:
        return max(whole)
    widest = next((parts for parts in PARTS.values() if any(column.component in parts for column, _ in printed)), ())
    return sum((amount for column, amount in printed if column.component in widest), Decimal(0))


def known_figures(tables: Iterable[tuple[Reading, StatementKind]]) -> dict[tuple[str, str], frozenset[Decimal]]:
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
            for column, amount in amounts(reading, row, reading.columns):
                of, component = named or column.fund or kind.fund, column.component or kind.component
                if of is not None and component is not None:
                    found.setdefault((of, component), set()).add(amount)
        if not kind.sides and not any(row.role == "total" for row in reading.rows):
            for column, amount in _sums_of_leaves(reading):
                of, component = column.fund or kind.fund, column.component or kind.component
                if of is not None and component is not None:
                    found.setdefault((of, component), set()).add(amount)
    return {key: frozenset(amounts) for key, amounts in found.items()}


def _sums_of_leaves(reading: Reading) -> list[tuple[Column, Decimal]]:
    """What the leaves of a table make together in each column of money of this year."""
    sums: dict[int, tuple[Column, Decimal]] = {}
    for row in reading.rows:
        for column, amount in amounts(reading, row, reading.columns) if row.is_leaf else ():
            sums[column.col] = column, amount + (sums[column.col][1] if column.col in sums else 0)
    return list(sums.values())


def not_contradicted(
    reading: Reading, names: frozenset[str], known: Mapping[tuple[str, str], frozenset[Decimal]]
) -> frozenset[str]:
    """The candidates but those for which other tables print other figures than the table's total.

    What is carried over from the year before may be counted in the total and stand apart in another table. Where none
    prints the figure of a fund, it is no more than that of all money.
    """
    money, digit = total(reading), _last_digit(reading)
    if money is None:
        return names
    return frozenset(name for name in names if _agrees(kind_named(name), money, digit, known))


def _agrees(
    kind: StatementKind, total: Decimal, digit: Decimal, known: Mapping[tuple[str, str], frozenset[Decimal]]
) -> bool:
    if kind.sides:
        return True
    printed = known.get((kind.fund or "", kind.component or ""))
    carried = known.get(OF_CARRIED_OVER, frozenset())
    if not printed:
        of_all_money = known.get(("total", kind.component or ""), frozenset())
        return not of_all_money or total <= max(of_all_money) + max(carried, default=Decimal(0))
    return total in printed or any(abs(amount + more - total) <= digit for amount in printed for more in carried)


def _last_digit(reading: Reading) -> Decimal:
    """One in the last digit that a table prints, in 元: so far a total may be from the sum of two figures."""
    numbers = [(unit, number) for row in reading.rows for _, unit, number in _numbers(reading, row, reading.columns)]
    digits = (unit.yuan(replace(number, value=Decimal((0, (1,), _exponent(number))))) for unit, number in numbers)
    return min(digits, default=Decimal(0))


def _exponent(number: Number) -> int:
    return int(number.value.as_tuple().exponent)
