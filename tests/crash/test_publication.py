"""What else can go wrong around a publication: another ingest, a full disk, a folder that may not be written."""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from crash.canonical import export
from crash.conftest import Night
from crash.processes import ENVIRONMENT, ingest_process, reading

from pipeline.in_process import run_ingest

NOBODY = 65534


@pytest.fixture
def warehouse(night: Night, tmp_path: Path) -> Path:
    """A warehouse of its own in which last night's files are published."""
    shutil.copytree(night.before, tmp_path / "warehouse")
    return tmp_path / "warehouse"


def test_of_two_ingests_at_once_the_second_waits(night: Night, warehouse: Path) -> None:
    with reading(warehouse / "budget.duckdb") as seen:
        ingests = [ingest_process(night.raw, warehouse) for _ in range(2)]
        said = [ingest.communicate(timeout=300)[1] for ingest in ingests]
    assert [ingest.returncode for ingest in ingests] == [0, 0], said
    assert sum("another ingest is writing" in text for text in said) == 1
    assert export(warehouse / "budget.duckdb") == night.facts
    assert (seen.errors, set(seen.answers) <= set(night.answers)) == ((), True)


@pytest.mark.parametrize("kilobytes", [2, 12, 1000], ids="{} KB".format)
def test_a_full_disk_stops_the_ingest_and_the_next_one_heals(night: Night, warehouse: Path, kilobytes: int) -> None:
    """No file may grow beyond so much: like a disk that is full at the register, at a document, at the database."""
    before = export(warehouse / "budget.duckdb")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes << 10, kilobytes << 10))

    with reading(warehouse / "budget.duckdb") as seen:
        process = ingest_process(night.raw, warehouse, limit)
        said = process.communicate(timeout=300)[1]
        assert process.returncode == 1, said
        assert "nothing was published" in said
        assert "File too large" in said
        assert "Traceback" not in said
        assert export(warehouse / "budget.duckdb") == before
        run_ingest(night.raw, warehouse)
    assert export(warehouse / "budget.duckdb") == night.facts
    assert (seen.errors, set(seen.answers) <= set(night.answers)) == ((), True)


def _can_run(folder: Path) -> bool:
    """Whether a user without privileges can run the program."""
    try:
        probe = subprocess.run(
            [sys.executable, "-c", "import pipeline.cli"],
            env=ENVIRONMENT,
            user=NOBODY,
            group=NOBODY,
            extra_groups=[],
            cwd=folder,
            capture_output=True,
            check=False,
        )
    except PermissionError:
        return False
    return probe.returncode == 0


@pytest.fixture
def place_of_nobody() -> Iterator[Path]:
    """A folder that a user without privileges can reach; root, who may write anywhere, needs one to run as."""
    folder = Path(tempfile.mkdtemp())
    try:
        folder.chmod(0o755)
        if os.geteuid() == 0 and not _can_run(folder):
            pytest.skip("root may write anywhere, and no other user can run this Python")
        yield folder
    finally:
        for path in folder.rglob("*"):
            if path.is_dir():
                path.chmod(0o755)
        shutil.rmtree(folder)


def test_a_folder_that_may_not_be_written_is_named_and_the_next_ingest_heals(
    night: Night, place_of_nobody: Path
) -> None:
    warehouse, raw = place_of_nobody / "warehouse", place_of_nobody / "raw"
    shutil.copytree(night.before, warehouse)
    shutil.copytree(night.raw, raw)
    before = export(warehouse / "budget.duckdb")
    for path in (warehouse, warehouse / "lake"):
        path.chmod(0o555)
    process = ingest_process(raw, warehouse, user=NOBODY if os.geteuid() == 0 else None)
    said = process.communicate(timeout=300)[1]
    assert process.returncode == 1, said
    assert "nothing was published" in said
    assert "Permission denied" in said
    assert str(warehouse) in said
    assert "Traceback" not in said
    assert export(warehouse / "budget.duckdb") == before
    for path in (warehouse, warehouse / "lake"):
        path.chmod(0o755)
    run_ingest(raw, warehouse)
    # The files stand under another root than before, so the names of the first one stay: another end than night.facts.
    shutil.copytree(night.before, place_of_nobody / "undisturbed")
    run_ingest(raw, place_of_nobody / "undisturbed")
    assert export(warehouse / "budget.duckdb") == export(place_of_nobody / "undisturbed" / "budget.duckdb")


def test_a_published_file_that_was_damaged_is_made_again_though_nothing_changed(night: Night, warehouse: Path) -> None:
    run_ingest(night.raw, warehouse)
    database = warehouse / "budget.duckdb"
    database.with_name("budget.duckdb.wal").write_bytes(b"of another database" * 100)
    run_ingest(night.raw, warehouse)
    assert export(database) == night.facts
    database.chmod(0o644)
    database.write_bytes(database.read_bytes()[:5000])
    run_ingest(night.raw, warehouse)
    assert export(database) == night.facts
