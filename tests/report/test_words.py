"""Names and marks of the report's pages."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.report.pages import peers, words


@pytest.mark.parametrize(
    ("region", "department", "shown"),
    [
        ("井陉县", "井陉县教育局", "井陉县 教育局"),
        ("海港区", "秦皇岛市海港区教育局", "海港区 教育局"),
        ("海港区", "中共秦皇岛市海港区委组织部", "海港区 区委组织部"),
        ("井陉县", "教育局", "井陉县 教育局"),
        (None, None, "(not identified)"),
    ],
)
def test_a_department_is_named_once_with_its_region(region: str | None, department: str | None, shown: str) -> None:
    assert words.place({"region_name": region, "department_name": department}) == shown


@pytest.mark.parametrize(("comparable", "median"), [("yes", 40.0), ("mapped", 40.0), ("no", None)])
def test_a_figure_that_compares_with_none_has_no_median(comparable: str, median: float | None) -> None:
    row: dict[str, Any] = {
        "region_name": "井陉县",
        "department_name": "教育局",
        "scope": "department",
        "function_code": "205",
        "function_name": "教育支出",
        "share": Decimal(30),
        "peer_median_share": Decimal(40),
        "comparable": comparable,
        "reason": None,
        "amount_year": 2025,
        "amount_yuan": Decimal(3),
        "fact_ids": [],
    }
    scope: Any = SimpleNamespace(links=SimpleNamespace(to_facts=lambda ids: ""))
    assert peers._dot(scope, row)["median"] == median
