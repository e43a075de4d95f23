"""Databases are made within a bound of memory, with room on the disk for what is beyond it."""

from pathlib import Path

import pytest
from small_disclosures import disclosure, write

from pipeline.warehouse import ingest, view_files
from pipeline.warehouse.build import create_views
from pipeline.warehouse.making import MakingError, bounded, settings
from pipeline.warehouse.pool import Workers
from pipeline.warehouse.recovery import sweep

ROWS = 400_000
"""Of a text of 32 characters: sorted, they do not fit into 60 MB."""


def test_what_is_beyond_the_memory_goes_to_the_disk_and_is_gone_afterwards(tmp_path: Path) -> None:
    with bounded(tmp_path / "x.duckdb", tmp_path, 60) as connection:
        connection.execute(
            f"CREATE TABLE t AS SELECT md5(CAST(range AS VARCHAR)) AS s FROM range({2 * ROWS}) ORDER BY s"
        )
        (spill,) = tmp_path.glob(".spill.*")
        first = connection.execute("SELECT s FROM t LIMIT 1").fetchone()
    assert first == ("0000180e94707c0d90547614c17076bf",)
    assert not spill.exists()


def test_what_fits_nowhere_is_refused_with_the_cure(tmp_path: Path) -> None:
    query = f"SELECT length(string_agg(repeat(md5(CAST(range AS VARCHAR)), 10))) FROM range({ROWS})"
    with pytest.raises(MakingError, match="budget ingest --database-megabytes 120"):  # noqa: SIM117
        with bounded(tmp_path / "x.duckdb", tmp_path, 60) as connection:
            connection.execute(query)


def test_keys_that_do_not_fit_are_no_fault_of_the_rows(tmp_path: Path) -> None:
    keys = f"""
        CREATE TABLE t (s VARCHAR PRIMARY KEY);
        INSERT INTO t SELECT md5(CAST(range AS VARCHAR)) FROM range({2 * ROWS})
    """
    with pytest.raises(MakingError, match="or give more memory"):  # noqa: SIM117
        with bounded(tmp_path / "x.duckdb", tmp_path, 40) as connection:
            connection.execute(keys)


def test_fewer_threads_work_within_less_memory() -> None:
    assert settings(Path(), 300)["threads"] == 1
    assert settings(Path(), 100)["memory_limit"] == "100MB"


def test_an_ingest_without_enough_memory_ends_with_the_cure_and_keeps_what_is_published(tmp_path: Path) -> None:
    raw = write(tmp_path / "raw", {"a.txt": disclosure("井陉县教育局")})
    ingest.run(ingest.Workspace(raw, tmp_path / "warehouse", Workers(1, limits=None)))
    published = (tmp_path / "warehouse" / "budget.duckdb").read_bytes()
    write(raw, {"b.txt": disclosure("井陉县民政局")})
    small = ingest.Workspace(raw, tmp_path / "warehouse", Workers(1, limits=None), database_megabytes=1)
    with pytest.raises(MakingError, match="give more memory: budget ingest --database-megabytes"):
        ingest.run(small)
    assert (tmp_path / "warehouse" / "budget.duckdb").read_bytes() == published


def test_a_view_that_needs_too_much_is_no_fault_of_its_script(tmp_path: Path) -> None:
    with bounded(tmp_path / "x.duckdb", tmp_path, 60) as connection:
        connection.execute(f"CREATE SCHEMA mart; CREATE TABLE t AS FROM range({ROWS})")
    header = "-- mart.long: a text.\n--\n-- Row: one.\n-- Depends on: core.disclosure\n-- Unique: s\n"
    script = "CREATE TABLE mart.long AS SELECT string_agg(repeat(md5(CAST(range AS VARCHAR)), 10)) AS s FROM t"
    with pytest.raises(MakingError):
        create_views(
            tmp_path / "x.duckdb",
            {"mart.long": view_files.parse(f"{header}-- Columns:\n--   s  it\n{script}", "long.sql")},
            megabytes=60,
        )


def test_what_a_killed_run_spilled_is_swept_away(tmp_path: Path) -> None:
    spill = Path(str(settings(tmp_path, 100)["temp_directory"]))
    spill.mkdir()
    (spill / "duckdb_temp_storage.tmp").write_bytes(b"x")
    assert sweep(tmp_path) == 1
    assert not spill.exists()
