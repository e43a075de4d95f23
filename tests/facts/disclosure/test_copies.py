"""A scan with misread figures is a copy of the digital disclosure; a restatement that is scanned is none."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.facts.disclosure.copies import Figure, is_misread_copy

ITEMS = {"行政运行": "1200.00", "一般行政管理事务": "300.00", "培训支出": "45.60", "住房公积金": "118.25"}
STATEMENTS = ("expenditure", "general_public_expenditure", "fiscal_expenditure")


def figures(items: dict[str, str] = ITEMS, proof: str = "proven") -> list[Figure]:
    """Every item and the total in each statement: fifteen figures."""
    total = str(sum(map(Decimal, items.values())))
    return [
        Figure(statement, label, Decimal(amount), proof)
        for statement in STATEMENTS
        for label, amount in {"合计": total, **items}.items()
    ]


def with_figure(index: int, amount: str, proof: str, label: str | None = None) -> list[Figure]:
    """The figures as recognised, one of them otherwise."""
    read = figures()
    read[index] = replace(read[index], amount=Decimal(amount), proof=proof, label=label or read[index].label)
    return read


@pytest.mark.parametrize(
    "read",
    [
        figures(),
        with_figure(1, "1208.00", "disputed"),
        with_figure(4, "113.25", "unchecked"),
        with_figure(4, "118.25", "proven", label="住房公积企"),
        with_figure(4, "113.25", "disputed", label="住房公积企"),
        with_figure(2, "0", "disputed"),
        with_figure(2, "309.00", "corrected"),
    ],
)
def test_a_misread_figure_leaves_a_copy(read: list[Figure]) -> None:
    assert is_misread_copy(read, figures())


@pytest.mark.parametrize(
    "read",
    [
        with_figure(1, "1208.00", "proven"),
        with_figure(1, "7451.00", "unchecked"),
        with_figure(1, "300.00", "proven"),
        figures({**ITEMS, "行政运行": "1208.00"}),
        figures({**ITEMS, "行政运行": "1208.00"}, proof="disputed"),
        figures()[:4],
        [],
    ],
)
def test_what_holds_its_sums_or_resembles_nothing_is_no_misreading(read: list[Figure]) -> None:
    assert not is_misread_copy(read, figures())


def test_a_restated_total_stands_everywhere_even_where_a_sum_fails() -> None:
    many = {f"项目{number}": f"{number}000.00" for number in range(1, 40)}
    read = [
        replace(figure, amount=figure.amount + 300, proof="disputed") if figure.label == "合计" else figure
        for figure in figures(many)
    ]
    assert not is_misread_copy(read, figures(many))
