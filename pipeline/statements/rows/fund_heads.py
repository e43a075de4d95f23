"""Names of funds over the codes of their money: 一、政府性基金预算支出 above its functions, told by sums."""

from collections.abc import Sequence

from pipeline.statements.model import Row
from pipeline.statements.rows.sum_nesting import is_sum
from pipeline.statements.text import fold, split_ordinal
from pipeline.statements.vocabulary import labels


def take_fund_heads(rows: Sequence[Row]) -> frozenset[int]:
    """The numbers of the rows that name a fund over a list of printed codes, whose sum each is in every column.

    They and the rows under them are given the fund. Where one is not the sum of its list, or codes stand before the
    first, none heads any: the names are entries like others.
    """
    lists: list[tuple[Row, str, list[Row]]] = []
    for row in rows:
        fund = _fund_alone(row)
        if fund is not None:
            lists.append((row, fund, []))
        elif row.codes.main is not None:
            if not lists:
                return frozenset()
            lists[-1][2].append(row)
    if not all(is_sum(head, _widest(coded)) for head, _, coded in lists):
        return frozenset()
    for head, fund, coded in lists:
        for row in (head, *coded):
            row.fund = row.fund or fund
    return frozenset(head.row for head, _, _ in lists)


def _fund_alone(row: Row) -> str | None:
    """The fund that a row without any code names; none for a total or a part of what is above."""
    if row.role not in {"leaf", "subtotal"} or row.codes.main is not None or row.unit_code or row.function_inferred:
        return None
    fund = labels("fund").search(fold(split_ordinal(row.label)[1]))
    return fund if fund != "total" else None


def _widest(coded: Sequence[Row]) -> list[Row]:
    """The rows of a list whose code no other row's begins."""
    printed = {row.row: row.codes.main or "" for row in coded}
    codes = set(printed.values())
    return [row for row in coded if not {printed[row.row][:length] for length in (3, 5)} & codes - {printed[row.row]}]
