"""Rows that are a year, a phase or the change between two years."""

import pytest

from pipeline.statements.periods import period_of


@pytest.mark.parametrize(
    ("label", "phase"),
    [
        ("增减额", "change"),
        ("比上年增减变化情况", "change"),
        ("增减率（%）", None),
        ("增减原因", None),
        ("2025年预算数", "budget"),
    ],
)
def test_the_phase_of_a_row(label: str, phase: str | None) -> None:
    period = period_of(label)
    assert (period.phase if period is not None else None) == phase
