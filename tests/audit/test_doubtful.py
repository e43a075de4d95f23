"""Rows and columns whose amounts no sum proves."""

import pytest

from pipeline.audit.doubtful import doubtful_of
from pipeline.statements.understand import understand
from tests.statements.small_tables import document, table

HEADS = ["功能科目", "合计", "基本支出"]


@pytest.mark.parametrize(
    ("name", "is_several"),
    [
        ("2120101-行政运行50209-维修（护）费2120101-行政运行50299-其他商品和服务支出", True),
        ("行政运行：2120101-行政运行", True),
        ("2120101-行政运行", False),
        ("某市12345热线运行", False),
        ("某局T2026001系统维护", False),
    ],
)
def test_a_recognised_row_with_the_names_of_several_is_doubtful(name: str, is_several: bool) -> None:
    (reading,) = understand(document("支出总表", "单位：万元", table(HEADS, [name, "3.00", "3.00"]))).readings
    assert doubtful_of(reading, is_recognised=True).holds(2, 2) == is_several
    assert not doubtful_of(reading, is_recognised=False).holds(2, 2)


def test_a_column_with_an_amount_in_its_header_is_doubtful() -> None:
    """The line under a row of figures was lost: 18.060000 stands in the header."""
    printed = table(["功能科目", "合计\n18.060000", "基本支出"], ["2120101-行政运行", "3.00", "3.00"])
    (reading,) = understand(document("支出总表", "单位：万元", printed)).readings
    found = doubtful_of(reading, is_recognised=True)
    assert (found.holds(2, 2), found.holds(2, 3)) == (True, False)
