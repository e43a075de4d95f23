"""Real processes beside each other: ingests, and an analyst who reads what is published."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.paths import PROJECT_ROOT

STAGE_WORDS = ("reading", "identifying", "comparing", "deriving", "building", "published")
READER = Path(__file__).with_name("reader.py")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PROJECT_ROOT)}


def ingest_process(
    raw: Path, warehouse: Path, limit: Callable[[], None] | None = None, user: int | None = None
) -> "subprocess.Popen[str]":
    """A real ``budget ingest``; its progress lines come over its error output.

    ``limit`` is called in the process before it begins; ``user`` is who it runs as.
    """
    command = ["-c", "from pipeline.cli import app; app()", "ingest", str(raw), "--warehouse", str(warehouse)]
    return subprocess.Popen(
        [sys.executable, *command],
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=limit,
        user=user,
        group=user,
        extra_groups=None if user is None else [],
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
        told = [line for line in self.lines if line.startswith(STAGE_WORDS)]
        return told[-1].split()[0] if told else "scanned"

    def run(self) -> None:
        assert self._process.stderr
        for line in self._process.stderr:
            self.lines.append(line.strip())
            self.began.set()
        self.began.set()


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
        [sys.executable, str(READER), str(database)],
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield seen
        finally:
            output, _ = process.communicate("\n", timeout=120)
        opened, answers, errors = json.loads(output)
        seen.opened, seen.answers, seen.errors = opened, tuple(map(tuple, answers)), tuple(errors)
