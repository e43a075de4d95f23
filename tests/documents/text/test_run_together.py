"""Cells of recognised rows that ran together."""

import pytest

from pipeline.documents.text.run_together import with_cells_apart

FULL = ["208", "05", "05", "养老保险缴费", "18. 08", "18.08", ""]


@pytest.mark.parametrize(
    ("row", "apart"),
    [
        (["208", "08", "01", "死亡抚恤 345,073. 36", "345,073.36", ""], ["死亡抚恤", "345,073. 36", "345,073.36", ""]),
        (["208", "08", "01", "死亡抚恤", "3.36 3. 36", ""], ["死亡抚恤", "3.36", "3. 36", ""]),
        (["208", "05", "01 行政单位离退休", "7.00", "7.00", ""], ["行政单位离退休", "7.00", "7.00", ""]),
    ],
)
def test_a_cell_that_holds_two(row: list[str], apart: list[str]) -> None:
    assert with_cells_apart([[FULL], [row]])[1][0][3:] == apart


@pytest.mark.parametrize(
    "row",
    [
        # Of full width: the name ends so, as it is printed.
        ["208", "08", "01", "抚恤 3.36", "3.36", "3.36", ""],
        # Two columns are lost: which one the name begins with is not known.
        ["208", "05", "01 行政单位离退休", "7.00", "7.00"],
        # A figure broken by its blank is one, as is a date.
        ["208", "05", "01", "离退休", "345, 073. 36", ""],
        ["208", "05", "01", "截至 2024.12.31", "7.00", ""],
    ],
)
def test_what_stays(row: list[str]) -> None:
    assert with_cells_apart([[FULL, row]]) == [[FULL, row]]
