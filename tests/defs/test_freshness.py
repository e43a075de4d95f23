"""The published warehouse by its policy, as Dagster's daemon judges it, on nights of a clock that is set by hand."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import dagster as dg
import pytest
from dagster._core.definitions.freshness import FreshnessState
from dagster._core.definitions.freshness_evaluator import CronFreshnessPolicyEvaluator
from dagster._core.loader import LoadingContextForTest
from dagster._core.test_utils import freeze_time

from pipeline.defs.warehouse import PUBLISHED
from pipeline.in_process import definitions


def at(day: int, hour: int, minute: int) -> datetime:
    """A moment of March 2025 in China."""
    return datetime(2025, 3, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


def state(published: list[datetime], now: datetime) -> FreshnessState:
    """What the daemon finds at a moment, after a run published, or found nothing to publish, at these."""
    node = definitions().resolve_asset_graph().get(PUBLISHED)
    with dg.DagsterInstance.ephemeral() as instance:
        for moment in published:
            with freeze_time(moment):
                instance.report_runless_asset_event(dg.AssetMaterialization(PUBLISHED))
        with freeze_time(now):
            context = LoadingContextForTest(instance)
            return asyncio.run(CronFreshnessPolicyEvaluator().evaluate_freshness(context, node))


@pytest.mark.parametrize(
    ("published", "now", "expected"),
    [
        ([], at(2, 6, 1), FreshnessState.UNKNOWN),
        ([at(2, 2, 7)], at(2, 6, 1), FreshnessState.PASS),
        ([at(2, 2, 7)], at(3, 5, 59), FreshnessState.PASS),  # the night of the 3rd has until six
        ([at(2, 2, 7)], at(3, 6, 1), FreshnessState.FAIL),  # and did not come through
        ([at(2, 2, 7), at(3, 1, 30)], at(3, 6, 1), FreshnessState.FAIL),  # in the evening before is too early
        ([at(2, 2, 7), at(3, 9, 0)], at(3, 9, 1), FreshnessState.PASS),  # late, but mended
    ],
)
def test_the_warehouse_is_late_from_six_until_a_run_comes_through(
    published: list[datetime], now: datetime, expected: FreshnessState
) -> None:
    assert state(published, now) is expected
