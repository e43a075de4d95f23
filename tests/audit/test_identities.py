"""When an identity holds: exactly, within rounding, or not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import figure

from pipeline.audit.identity import Identity, Term, equality, total


@pytest.mark.parametrize(
    ("parts", "holds"),
    [
        (["10.00", "20.00"], "exact"),
        (["10.00", "20.01"], "within_rounding"),  # three figures of 0.01 may differ by 0.015
        (["10.00", "20.02"], "no"),
        (["10.00", "19.98"], "no"),
    ],
)
def test_k_figures_differ_by_half_a_unit_each(parts, holds):
    whole = figure("whole", "30.00")
    identity = total("r", "s", "d", whole, [figure(part, part) for part in parts])
    assert identity.holds == holds
    assert identity.tolerance == Decimal("0.015")


def test_a_whole_with_one_part_is_that_part():
    # 38.1 and 38.0 万元 cannot both be the rounding of one amount.
    whole, part, nothing = figure("w", "381000", "1000"), figure("p", "380000", "1000"), figure("n", "0", "1000")
    assert total("r", "s", "d", whole, [part, nothing]).holds == "no"
    finer = figure("p", "380600", "100")
    assert total("r", "s", "d", whole, [finer, nothing]).holds == "within_rounding"


def test_printings_of_different_resolution():
    # 421.29 万元 and 421.3 万元: half of 1000 元 and half of 100 元 are allowed.
    assert equality("r", "s", "d", figure("a", "4212900", "100"), figure("b", "4213000", "1000")).holds == (
        "within_rounding"
    )
    assert equality("r", "s", "d", figure("a", "4212300", "100"), figure("b", "4213000", "1000")).holds == "no"


def test_an_equation_reads_as_printed():
    identity = Identity(
        "quantity x price = total",
        "procurement",
        "d",
        (Term(figure("合计", "650200")),),
        (Term(figure("单价", "325100"), Decimal(2)), Term(figure("其他", "5"), Decimal(0))),
    )
    assert identity.equation == "合计 650200 = 2 x 单价 325100"
    assert identity.holds == "exact"


def test_terms_that_stand_and_fall_with_others_are_members_and_add_nothing():
    other = figure("other", "7")
    identity = Identity("unit", "s", "d", (Term(figure("a", "1")),), (Term(figure("b", "2")), Term(other, Decimal(0))))
    assert (identity.difference, identity.tolerance) == (Decimal(1), Decimal("0.010"))
    assert [term.figure.name for term in identity.members] == ["a", "b", "other"]


def test_members_are_those_the_identity_is_about():
    identity = Identity("r", "s", "d", (Term(figure("a", "1")),), (Term(figure("b", "2")),), about=frozenset({"b"}))
    assert [term.figure.name for term in identity.members] == ["b"]


def test_the_id_depends_on_rule_and_figures_not_on_values():
    one = equality("r", "s", "d", figure("a", "1"), figure("b", "1"))
    assert one.identity_id == equality("r", "s", "d", figure("a", "2"), figure("b", "3")).identity_id
    assert one.identity_id != equality("q", "s", "d", figure("a", "1"), figure("b", "1")).identity_id
    assert one.identity_id != equality("r", "s", "d", figure("b", "1"), figure("a", "1")).identity_id


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=12))
def test_rounding_of_true_amounts_never_fails(cents):
    """Parts and whole rounded from cents to 万元 with two decimals (100 元) agree within rounding."""

    def rounded(value: int) -> str:
        return str((Decimal(value) / 100 / 100).quantize(Decimal(1)) * 100)

    whole = figure("whole", rounded(sum(cents)), "100")
    parts = [figure(str(i), rounded(value), "100") for i, value in enumerate(cents)]
    if sum(part.value != 0 for part in parts) > 1:
        assert total("r", "s", "d", whole, parts).holds != "no"
