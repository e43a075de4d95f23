"""What recognition confuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audit.confusions import illegible_readings, plausible


@pytest.mark.parametrize(
    ("printed", "true"),
    [
        ("421, 29", "421.29"),
        ("421. 2¢", "421.29"),
        ("421.29)", "421.29"),
        ("257 9", "257.9"),
        ("140,01", "140.01"),
        ("1O.8O", "10.80"),
        ("1 36. 1", "36.1"),
        ("12|.5", "121.5"),
    ],
)
def test_readings_of_an_illegible_figure_have_the_true_one(printed, true):
    assert true in illegible_readings(printed)


def test_too_many_readings_are_none():
    assert illegible_readings("4¢¢.¢¢") == []
    assert illegible_readings("名称") == []
    assert illegible_readings("名称 合计 小计 421. 29 421. 29 421. 29") == []


@pytest.mark.parametrize(
    ("printed", "true"),
    [
        ("421.29", "421.79"),  # a digit
        ("421.29", "412.29"),  # two neighbours
        ("42.129", "421.29"),  # the point
        ("42129", "421.29"),
        ("-421.29", "421.29"),  # the sign
        ("21.29", "421.29"),  # a digit lost
        ("4211.29", "421.29"),  # a digit more
    ],
)
def test_one_slip(printed, true):
    assert plausible(printed, true)


@pytest.mark.parametrize(
    ("printed", "true"),
    [
        ("421.29", "421.29"),
        ("421.29", "487.29"),  # two digits
        ("421.29", "129.24"),
        ("0", "-2"),  # a digit and a sign
        ("421.29", "-421.79"),
        ("140.01", "0"),
    ],
)
def test_not_one_slip(printed, true):
    assert not plausible(printed, true)


@given(st.integers(1, 10**8), st.integers(1, 10**8))
def test_one_slip_goes_both_ways(one, other):
    first, second = f"{one / 100:.2f}", f"{other / 100:.2f}"
    assert plausible(first, second) == plausible(second, first)
