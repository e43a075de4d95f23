"""One night for all tests here: a published warehouse, and the files of the next night beside it."""

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from crash.canonical import export, set_aside
from crash.processes import Progress, ingest_process, reading
from small_disclosures import disclosed, disclosure, write

from pipeline.in_process import run_ingest
from samples.make import files as sample_files


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


@pytest.fixture(scope="session")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    folder = tmp_path_factory.mktemp("crash")
    raw = folder / "raw"
    write(raw, {path: data for path, data in sample_files().items() if path.endswith("2025年部门预算公开.txt")})
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
            pass
        answers.append(seen.answers[0])
    assert answers[0] != answers[1]
    assert set_aside(folder / "whole" / "budget.duckdb") == ["poison.docx"]
    return Night(raw, folder / "before", export(folder / "whole" / "budget.duckdb"), tuple(answers), seconds)
