"""kill -9 of an ingest at seeded random moments: the published file stands, and the next run gives the same facts.

BUDGET_KILLS=50 make test     kills at 50 moments instead of 8
"""

import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from crash.canonical import export
from crash.conftest import Night
from crash.processes import Progress, ingest_process, reading

from pipeline.warehouse import ingest
from pipeline.warehouse.pool import Workers

KILLS = int(os.environ.get("BUDGET_KILLS", "8"))
_RANDOM = random.Random(20260401)
MOMENTS = [_RANDOM.random() for _ in range(KILLS)]
"""Parts of the time that an undisturbed ingest takes."""
TRIES = 3

STAGES: Counter[str] = Counter()


@pytest.mark.parametrize("moment", MOMENTS, ids="{:.3f}".format)
def test_a_killed_ingest_is_finished_by_the_next(night: Night, tmp_path: Path, moment: float) -> None:
    warehouse = tmp_path / "warehouse"
    seconds = night.seconds
    for _ in range(TRIES):  # one that was quicker than the undisturbed ingest had ended before its moment came
        shutil.rmtree(warehouse, ignore_errors=True)
        shutil.copytree(night.before, warehouse)
        with Workers(2) as workers, reading(warehouse / "budget.duckdb") as seen:
            process = ingest_process(night.raw, warehouse)
            progress = Progress(process)
            progress.began.wait()
            began = time.monotonic()
            with suppress(subprocess.TimeoutExpired):
                process.wait(moment * seconds)
                seconds = time.monotonic() - began
            process.send_signal(signal.SIGKILL)  # to the ingest alone: its worker processes must end by themselves
            code = process.wait()
            progress.join()
            if code == -signal.SIGKILL:
                ingest.run(ingest.Workspace(night.raw, warehouse, workers))
        if code:
            break
    STAGES[progress.stage if code else "finished"] += 1
    assert code in (0, -signal.SIGKILL)
    assert export(warehouse / "budget.duckdb") == night.facts
    assert seen.errors == ()
    assert set(seen.answers) <= set(night.answers)
    assert seen.answers
    assert seen.opened > 5
    unfinished = [path.name for path in warehouse.rglob(".*") if path.name != ".ingest.lock"]
    assert unfinished == []
    assert not (warehouse / "next.duckdb").exists()


def test_the_moments_met_the_ingest_at_work(night: Night) -> None:
    """The kills above are worth something only if most of them came before the end."""
    if sum(STAGES.values()) < KILLS:
        pytest.skip("only some of the kills were run")
    print(dict(STAGES))
    assert STAGES["finished"] <= KILLS // 3
