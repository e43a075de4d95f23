"""Work in processes: results, exceptions, and processes that die."""

import os

import pytest

from pipeline.warehouse import pool
from pipeline.warehouse.pool import Workers


def work(item: int) -> int:
    """Doubles; 3 is refused, 5 kills its process."""
    if item == 3:
        raise ValueError("three")
    if item == 5:
        os._exit(1)
    return 2 * item


def test_small_work_stays_in_this_process() -> None:
    with Workers(2) as workers:
        outcomes = list(workers.run(lambda _: os.getpid(), [1, 2], size=10, label="testing"))
    assert {outcome.result for outcome in outcomes} == {os.getpid()}


def test_an_exception_is_the_outcome_of_its_item_only() -> None:
    outcomes = {outcome.item: outcome for outcome in Workers(1).run(work, [1, 3, 4], size=10, label="testing")}
    assert [outcomes[item].result for item in (1, 4)] == [2, 8]
    assert isinstance(outcomes[3].error, ValueError)


def test_a_process_that_dies_takes_no_other_item_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "SERIAL_BELOW", 0)
    with Workers(2) as workers:
        outcomes = {
            outcome.item: outcome for outcome in workers.run(work, [1, 2, 3, 5, 6, 7], size=10, label="testing")
        }
        again = list(workers.run(work, [8, 9], size=10, label="testing"))
    assert {item: outcome.result for item, outcome in outcomes.items() if outcome.result} == {1: 2, 2: 4, 6: 12, 7: 14}
    assert isinstance(outcomes[3].error, ValueError)
    assert "died" in str(outcomes[5].error)
    assert sorted(outcome.result or 0 for outcome in again) == [16, 18]


def test_progress_is_told_at_the_end(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="pipeline.ingest"):
        list(Workers(1).run(work, [1, 2], size=1, label="testing"))
    assert caplog.messages == ["testing 2/2"]
