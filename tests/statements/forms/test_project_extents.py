"""Rows of projects whose names stand at their middle."""

import pytest

from pipeline.statements.forms.project_extents import extents
from pipeline.statements.understand import understand
from tests.statements.small_tables import document, table

OUTPUT, BENEFIT, CONTENT = "产出指标", "效益指标", "满意度指标"
# Two projects of five rows from row 2 on.
KINDS = dict(enumerate([OUTPUT, OUTPUT, OUTPUT, BENEFIT, CONTENT] * 2, start=2))


def test_a_kind_that_comes_again_begins_a_project() -> None:
    assert extents([[4], [9]], KINDS, ()) == [(2, 6), (7, 11)]
    assert extents([[3, 4, 5], [8, 9, 10]], KINDS, ()) == [(2, 6), (7, 11)]


def test_names_at_the_top_stay_there() -> None:
    assert extents([[2], [7]], KINDS, ()) is None


def test_names_in_the_first_row_and_at_the_middle() -> None:
    kinds = {2: OUTPUT, 3: BENEFIT, **dict(enumerate([OUTPUT, OUTPUT, OUTPUT, BENEFIT], start=4))}
    assert extents([[2], [5]], kinds, ()) == [(2, 3), (4, 7)]


@pytest.mark.parametrize(
    "kinds",
    [
        dict.fromkeys(KINDS, ""),
        # The first project begins its outputs twice, and three are counted.
        {**KINDS, 3: BENEFIT},
        # The second one begins with its benefits, which the first had.
        {**KINDS, 7: BENEFIT, 8: OUTPUT},
    ],
)
def test_without_kinds_that_tell_only_the_ends_are_certain(kinds: dict[int, str]) -> None:
    assert extents([[4], [9]], kinds, ()) == [(2, 4), (9, 11)]


def test_no_project_reaches_over_a_sum() -> None:
    kinds = {row: kind for row, kind in KINDS.items() if row != 7} | {12: CONTENT}
    assert extents([[4], [10]], kinds, {7}) == [(2, 6), (8, 12)]


def test_the_indicators_above_a_name_are_its_own() -> None:
    """As a recognised page prints them: each project beside the third of its five rows."""
    kinds = ["产出指标", "产出指标", "产出指标", "效益指标", "满意度指标"]
    names = ["", "", "修路", "", "", "", "", "修桥", "", ""]
    rows = [
        [name, "5.00" if name else "", kind, "数量指标", f"指标{number}项", f"≥{number}项"]
        for number, (name, kind) in enumerate(zip(names, kinds * 2, strict=True), start=1)
    ]
    header = ["项目名称", "预算金额", "一级指标", "二级指标", "三级指标", "指标值"]
    (reading,) = understand(document("项目支出绩效目标表", "单位：万元", table(header, *rows))).readings
    assert [(block.name, block.first, block.last) for block in reading.blocks] == [("修路", 2, 6), ("修桥", 7, 11)]
    assert [indicator.block for indicator in reading.indicators] == [0] * 5 + [1] * 5
