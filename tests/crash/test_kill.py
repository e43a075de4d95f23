"""kill -9 of an ingest at seeded random moments: the published file stands, and the next run gives the same facts.

BUDGET_KILLS=50 make test     kills at 50 moments instead of 8 (about four minutes)
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from crash.canonical import export
from small_disclosures import disclosed, disclosure, write

from pipeline.defs.in_process import run_ingest
from pipeline.paths import PROJECT_ROOT
from samples.make import files as sample_files

KILLS = int(os.environ.get("BUDGET_KILLS", "8"))
_RANDOM = random.Random(20260401)
MOMENTS = [_RANDOM.random() for _ in range(KILLS)]
"""Parts of the time that an undisturbed ingest takes."""
STAGE_WORDS = ("reading", "identifying", "comparing", "deriving", "building", "published")
READER = Path(__file__).with_name("reader.py")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PROJECT_ROOT)}


def ingest_process(raw: Path, warehouse: Path) -> "subprocess.Popen[str]":
    """A real ``budget ingest``; its progress lines come over its error output."""
    command = ["-c", "from pipeline.cli import app; app()", "ingest", str(raw), "--warehouse", str(warehouse)]
    return subprocess.Popen(
        [sys.executable, *command],
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


class Progress(threading.Thread):
    """Follows the progress lines of an ingest; ``began`` is set at the first."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        super().__init__(daemon=True)
        self.began = threading.Event()
        self.lines: list[str] = []
        self._process = process
        self.start()

    @property
    def stage(self) -> str:
        """The first word of the last line that tells of progress; a worker that lost its ingest may add an error."""
        told = [
            line
            for line in self.lines
            if line.startswith(("reading", "identifying", "comparing", "deriving", "building"))
        ]
        return told[-1].split()[0] if told else "scanned"

    def run(self) -> None:
        assert self._process.stderr
        for line in self._process.stderr:
            self.lines.append(line.strip())
            self.began.set()
        self.began.set()


@dataclass(frozen=True)
class Night:
    """A published warehouse, the raw folder of the next night, and what an undisturbed ingest of it gives."""

    raw: Path
    before: Path
    facts: bytes
    answers: tuple[object, object]
    """What a reader gets before and after."""
    seconds: float
    """From the first progress line to the end."""


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    folder = tmp_path_factory.mktemp("crash")
    raw = folder / "raw"
    texts = {path: data for path, data in sample_files().items() if path.endswith((".txt", ".docx"))}
    write(raw, texts)
    write(raw, {f"{n}中.txt": disclosure(f"井陉县第{n}中学", amounts={"2050204": f"{n}00.00"}) for n in "123456"})
    run_ingest(raw, folder / "before")
    write(raw, {f"{n}小.txt": disclosure(f"井陉县第{n}小学", amounts={"2050202": f"{n}1.00"}) for n in "12345678"})
    write(raw, {"1中.txt": disclosure("井陉县第1中学", amounts={"2050204": "17.00"})})
    write(raw, {"多.txt": disclosed("井陉县财政局", "100.00") + disclosed("井陉县审计局", "200.00")})
    write(raw, {"poison.docx": b"PK\x03\x04" + b"\0" * 400})
    (raw / "2中.txt").unlink()
    shutil.copytree(folder / "before", folder / "whole")
    process = ingest_process(raw, folder / "whole")
    progress = Progress(process)
    progress.began.wait()
    began = time.monotonic()
    assert process.wait() == 0, progress.lines
    seconds = time.monotonic() - began
    answers = []
    for name in ("before", "whole"):
        with reading(folder / name / "budget.duckdb") as seen:
            time.sleep(1)
        answers.append(seen.answers[0])
    assert answers[0] != answers[1]
    return Night(raw, folder / "before", export(folder / "whole" / "budget.duckdb"), tuple(answers), seconds)


@dataclass
class Seen:
    """What a reader beside an ingest saw."""

    opened: int = 0
    answers: tuple[object, ...] = ()
    errors: tuple[str, ...] = ()


@contextmanager
def reading(database: Path) -> Iterator[Seen]:
    """An analyst opens the published file all the while; the result is filled in at the end."""
    seen = Seen()
    with subprocess.Popen(
        [sys.executable, str(READER), str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield seen
        finally:
            output, _ = process.communicate("\n", timeout=120)
        opened, answers, errors = json.loads(output)
        seen.opened, seen.answers, seen.errors = opened, tuple(map(tuple, answers)), tuple(errors)


STAGES: Counter[str] = Counter()


@pytest.mark.parametrize("moment", MOMENTS, ids="{:.3f}".format)
def test_a_killed_ingest_is_finished_by_the_next(night: Night, tmp_path: Path, moment: float) -> None:
    warehouse = tmp_path / "warehouse"
    shutil.copytree(night.before, warehouse)
    with reading(warehouse / "budget.duckdb") as seen:
        process = ingest_process(night.raw, warehouse)
        progress = Progress(process)
        progress.began.wait()
        time.sleep(moment * night.seconds)
        process.send_signal(signal.SIGKILL)  # to the ingest alone: its worker processes must end by themselves
        code = process.wait()
        progress.join()
        STAGES[progress.stage if code else "finished"] += 1
        if code == -signal.SIGKILL:
            run_ingest(night.raw, warehouse)
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
        pytest.skip("the kills were not all run in this session")
    print(dict(STAGES))
    assert STAGES["finished"] <= KILLS // 3
