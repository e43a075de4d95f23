"""Faults put into the sample disclosures one at a time: a wrong number is never proven, and never made by a repair."""

import random
from collections import Counter
from pathlib import Path

import pytest

from bench.fault_judging import Outcome, judge, prepare
from bench.faults import SINGLE_CELL, cells_swapped, sample

REPOSITORY = Path(__file__).resolve().parents[2]
_EACH = 3
_SAMPLES = ["井陉县行政审批局2021年预算公开说明.txt", "井陉县数据和政务服务局2025年部门预算公开.txt"]


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    chance = random.Random(7)
    bases = [prepare(path) for name in _SAMPLES for path in (REPOSITORY / "data" / "raw").rglob(name)]
    return [judge(base, fault) for base in bases for fault in sample(base.document, base.targets, _EACH, chance)]


def test_there_are_faults_of_every_kind(outcomes: list[Outcome]) -> None:
    kinds = Counter(outcome.kind for outcome in outcomes)
    assert set(kinds) >= {*SINGLE_CELL, "row dropped", "row doubled", "cells of a row swapped"}


def test_a_wrong_number_is_never_proven(outcomes: list[Outcome]) -> None:
    assert [o.note for o in outcomes if o.proven_though_wrong and not o.excluded] == []


def test_a_repair_never_makes_a_wrong_number(outcomes: list[Outcome]) -> None:
    assert [o.note for o in outcomes if o.wrongly_repaired] == []


def test_digital_text_is_never_corrected(outcomes: list[Outcome]) -> None:
    assert [o.note for o in outcomes if o.corrected_digital] == []


def test_faults_in_budget_tables_are_noticed(outcomes: list[Outcome]) -> None:
    assert [o.note for o in outcomes if o.in_budget_table and not o.excluded and not o.detected] == []


def test_most_single_cells_are_repaired_to_the_true_figure(outcomes: list[Outcome]) -> None:
    counted = [o for o in outcomes if o.kind in SINGLE_CELL and not o.excluded]
    assert counted
    assert sum(o.repaired for o in counted) >= 0.9 * len(counted)


def test_two_amounts_of_a_sheet_that_changed_places_are_not_made_to_fit() -> None:
    """预算数 10.00 = 财政资金 10.00 + 其他资金 0 becomes 0 = 10.00 + 10.00: neither 20 nor -10.00 was printed."""
    (path,) = (REPOSITORY / "data" / "raw").rglob(_SAMPLES[0])
    base = prepare(path)
    sheet = next(target for target in base.targets if target.table.number == 4)
    outcome = judge(base, cells_swapped(sheet, 3, 3, 7))
    assert outcome.detected
    assert not outcome.wrongly_repaired
    assert outcome.proven_though_wrong == ()
