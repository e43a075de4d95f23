"""The command line as a user meets it: exit codes, what it says, from any folder."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_disclosures import disclosure, write
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.in_process import IngestError
from pipeline.paths import PROJECT_ROOT


def budget(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of two disclosures and a file that cannot be read; ``place/raw`` and ``place/warehouse``."""
    place = tmp_path_factory.mktemp("cli")
    files: dict[str, str | bytes] = {
        "a.txt": disclosure(amounts={"2010301": "120000.00", "2010302": "3500.50"}),
        "b.txt": disclosure("延津县教育局", 2024, {"2050101": "7.00"}),
        "packed.rar": b"Rar!\x1a\x07\x00" + b"\0" * 40,
    }
    write(place / "raw", files)
    result = budget("ingest", place / "raw", "--warehouse", place / "warehouse")
    assert result.exit_code == 0, result.output
    (place / "output.txt").write_text(result.output, encoding="utf-8")
    return place


def test_ingest_closes_with_a_summary(place: Path) -> None:
    output = (place / "output.txt").read_text(encoding="utf-8")
    assert "3 files, 3 new or changed, 0 gone" in output
    assert "documents    3 (2 loaded, 1 quarantined)" in output
    assert "tables       2" in output
    assert "fact_line_item" in output
    assert "quarantined  1" in output
    assert "not supported" in output
    assert "packed.rar" in output
    assert "seconds" in output
    assert (place / "warehouse" / "budget.duckdb").is_file()
    assert (place / "warehouse" / "lake").is_dir()


def test_ingest_works_from_any_folder_with_relative_paths(tmp_path: Path) -> None:
    write(tmp_path / "here" / "raw", {"a.txt": disclosure()})
    run = subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import app; app()", "ingest", "raw", "--warehouse", "out/warehouse"],
        cwd=tmp_path / "here",
        env={**os.environ, "PYTHONPATH": str(PROJECT_ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "here" / "out" / "warehouse" / "budget.duckdb").is_file()
    assert "reading 1/1" in run.stderr
    assert "dagster" not in run.stderr.lower()


def test_changes_tells_what_a_run_changed(place: Path) -> None:
    for arguments in ([], ["--since", "2000-01-01"]):
        result = budget("changes", *arguments, "--warehouse", place / "warehouse")
        assert result.exit_code == 0, result.output
        assert "2 new; 1 file set aside" in result.stdout
        assert "new: 井陉县 井陉县数据和政务服务局 2025\n  a.txt" in result.stdout
        assert "quarantined  packed.rar" in result.stdout
    run = result.stdout.split("run ")[1].split()[0]
    assert budget("changes", "--run", run[:8], "--warehouse", place / "warehouse").stdout == result.stdout


def test_changes_says_which_run_is_unknown_and_what_to_name(place: Path) -> None:
    unknown = budget("changes", "--run", "zzz", "--warehouse", place / "warehouse")
    assert (unknown.exit_code, "no run zzz is known" in unknown.stderr) == (1, True)
    both = budget("changes", "--run", "a", "--since", "2025-01-01", "--warehouse", place / "warehouse")
    assert (both.exit_code, "not both" in both.stderr) == (2, True)
    later = budget("changes", "--since", "2999-01-01", "--warehouse", place / "warehouse")
    assert "nothing was published since 2999-01-01" in later.stdout


def test_an_empty_folder_is_said_first(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    result = budget("ingest", tmp_path / "raw", "--warehouse", tmp_path / "warehouse")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Nothing could be loaded from {tmp_path / 'raw'}; the warehouse is empty.")


def test_a_folder_of_unreadable_files_is_said_first(tmp_path: Path) -> None:
    write(tmp_path / "raw", {"files.rar": b"Rar!\x1a\x07\x00"})
    result = budget("ingest", tmp_path / "raw", "--warehouse", tmp_path / "warehouse")
    assert result.exit_code == 0
    assert result.stdout.startswith("Nothing could be loaded from")
    assert "files.rar" in result.stdout


def test_a_missing_folder_is_an_error_that_names_the_cure(tmp_path: Path) -> None:
    result = budget("ingest", tmp_path / "none", "--warehouse", tmp_path / "warehouse")
    assert result.exit_code == 1
    assert "name the folder that holds the disclosures" in result.stderr
    assert not (tmp_path / "warehouse").exists()


def test_a_run_that_did_not_publish_fails_with_its_reason(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise IngestError("the disk is full")

    monkeypatch.setattr("pipeline.in_process.run_ingest", fail)
    result = budget("ingest", place / "raw", "--warehouse", place / "warehouse")
    assert result.exit_code == 1
    assert "nothing was published: the disk is full" in result.stderr


def test_the_reason_of_a_failed_step_reaches_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("No space left on device")

    write(tmp_path / "raw", {"a.txt": disclosure()})
    monkeypatch.setattr("pipeline.warehouse.ingest.put_in_place", fail)
    result = budget("ingest", tmp_path / "raw", "--warehouse", tmp_path / "warehouse")
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert "Traceback" not in result.output


def test_an_interruption_says_how_to_go_on(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.in_process.run_ingest", interrupt)
    result = budget("ingest", place / "raw", "--warehouse", place / "warehouse")
    assert result.exit_code == 130
    assert "run the same command again" in result.stderr


def test_status_tells_what_there_is(place: Path) -> None:
    result = budget("status", "--warehouse", place / "warehouse")
    assert result.exit_code == 0
    assert "2 loaded, 1 quarantined" in result.stdout
    assert "井陉县 2025  a.txt" in result.stdout
    assert "accounted for" in result.stdout
    assert "findings of" in result.stdout
    assert budget("status", "--all", "--warehouse", place / "warehouse").stdout == result.stdout


@pytest.mark.parametrize("command", [["status"], ["sql", "SELECT 1"], ["trace", "L0"]])
def test_without_a_warehouse_the_cure_is_named(tmp_path: Path, command: list[str]) -> None:
    result = budget(*command, "--warehouse", tmp_path)
    assert result.exit_code == 1
    assert f"run: budget ingest RAW_DIR --warehouse {tmp_path}" in result.stderr


def test_a_file_given_for_the_folder_of_the_warehouse_names_the_folder(place: Path) -> None:
    result = budget("status", "--warehouse", place / "warehouse" / "budget.duckdb")
    assert result.exit_code == 1
    assert f"name the folder that it stands in: --warehouse {place / 'warehouse'}" in result.stderr


def test_a_warehouse_that_is_open_for_writing_elsewhere_says_where(place: Path) -> None:
    database = place / "warehouse" / "budget.duckdb"
    program = f"import duckdb; con = duckdb.connect({str(database)!r}); print('open', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"open\n"
        result = budget("status", "--warehouse", place / "warehouse")
        writer.communicate(b"\n")
    assert result.exit_code == 1
    assert f"(PID {writer.pid}); close it there, or open it there read-only" in result.stderr


def test_every_name_of_a_file_that_is_set_aside_is_listed(tmp_path: Path) -> None:
    write(tmp_path / "raw", {"one.zip": b"PK\x05\x06" + bytes(18), "two.zip": b"PK\x05\x06" + bytes(18)})
    lines = budget("ingest", tmp_path / "raw", "--warehouse", tmp_path / "warehouse").stdout.splitlines()
    reason = next(number for number, line in enumerate(lines) if "unpack it" in line)
    assert lines[reason + 1 : reason + 3] == ["    one.zip", "    two.zip"]


def test_a_dictionary_is_not_written_under_the_name_of_another_kind(tmp_path: Path) -> None:
    result = budget("dictionary", "-o", tmp_path / "dictionary.pdf")
    assert (result.exit_code, "end the name with .md" in result.stderr) == (2, True)
    assert not (tmp_path / "dictionary.pdf").exists()


QUERY = (
    "SELECT function_code, label, amount_yuan, project_id, fiscal_year FROM core.fact_line_item "
    "WHERE is_leaf AND column_path = '合计' ORDER BY 1"
)


def test_sql_writes_exact_csv(place: Path) -> None:
    result = budget("sql", QUERY, "--format", "csv", "--warehouse", place / "warehouse")
    rows = list(csv.reader(io.StringIO(result.stdout)))
    assert rows[0] == ["function_code", "label", "amount_yuan", "project_id", "fiscal_year"]
    assert rows[1] == ["2010301", "行政运行", "120000.00", "", "2025"]
    assert len(rows) == 4


def test_sql_writes_json_with_exact_numbers(place: Path) -> None:
    result = budget("sql", QUERY, "-f", "json", "--warehouse", place / "warehouse")
    assert '"amount_yuan": 3500.50' in result.stdout
    rows = json.loads(result.stdout)
    assert rows[0] == {
        "function_code": "2010301",
        "label": "行政运行",
        "amount_yuan": 120000.0,
        "project_id": None,
        "fiscal_year": 2025,
    }


def test_sql_json_holds_every_kind_of_value(place: Path) -> None:
    query = "SELECT [1.50::DECIMAL(9,2)] AS l, {'a': DATE '2025-01-02'} AS s, true AS b, TIMESTAMP '2025-01-02' AS t"
    result = budget("sql", query, "-f", "json", "--warehouse", place / "warehouse")
    assert json.loads(result.stdout) == [{"l": [1.5], "s": {"a": "2025-01-02"}, "b": True, "t": "2025-01-02T00:00:00"}]


def test_sql_shows_a_table_with_every_row(place: Path) -> None:
    result = budget("sql", "SELECT range AS n FROM range(2000)", "--warehouse", place / "warehouse")
    assert result.exit_code == 0
    assert result.stdout.count("\n") > 2000


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT nothing FROM core.fact_kpi", "nothing"),
        ("SELEC 1", "syntax"),
        ("DROP TABLE core.fact_kpi", "read-only"),
        ("DELETE FROM core.fact_kpi", "read-only"),
        ("SELECT 1; SELECT 2", "one at a time"),
    ],
)
def test_sql_that_fails_says_why_and_changes_nothing(place: Path, query: str, message: str) -> None:
    result = budget("sql", query, "--warehouse", place / "warehouse")
    assert result.exit_code == 1
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_trace_shows_the_place_of_a_fact(place: Path) -> None:
    query = "SELECT line_item_id FROM core.fact_line_item WHERE function_code = '2010302' AND column_path = '合计'"
    fact = budget("sql", query, "-f", "csv", "--warehouse", place / "warehouse").stdout.split()[1]
    result = budget("trace", fact, "--warehouse", place / "warehouse")
    assert result.exit_code == 0
    lines = dict(line.split(maxsplit=1) for line in result.stdout.splitlines() if line)
    assert lines["document_path"] == "a.txt"
    assert lines["raw_text"] == "3500.50"
    assert (lines["table_no"], lines["row_no"], lines["col_no"]) == ("1", "6", "3")
    assert lines["held_by"].endswith(("would be noticed", "would be located"))


def test_trace_of_an_unknown_fact_tells_where_ids_are(place: Path) -> None:
    result = budget("trace", "L0000", "--warehouse", place / "warehouse")
    assert result.exit_code == 1
    assert "there is no fact L0000" in result.stderr


@pytest.mark.parametrize("command", [[], ["ingest"], ["status"], ["sql"], ["trace"]])
def test_help_reads_well(command: list[str]) -> None:
    result = budget(*command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_a_run_on_the_repositorys_warehouse_is_kept_in_the_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a repository of its own: its dagster.yaml, its data folder."""
    from dagster import DagsterInstance

    (tmp_path / "dagster.yaml").write_bytes((PROJECT_ROOT / "dagster.yaml").read_bytes())
    monkeypatch.setattr("pipeline.in_process.PROJECT_ROOT", tmp_path)
    monkeypatch.setattr("pipeline.in_process.DEFAULT_WAREHOUSE_DIR", tmp_path / "data" / "warehouse")
    write(tmp_path / "data" / "raw", {"a.txt": disclosure()})
    result = budget("ingest", tmp_path / "data" / "raw", "--warehouse", tmp_path / "data" / "warehouse")
    assert result.exit_code == 0, result.output
    monkeypatch.chdir(tmp_path)
    with DagsterInstance.from_config(str(tmp_path)) as instance:
        (run,) = instance.get_runs()
    assert (run.job_name, run.status.value) == ("ingest", "SUCCESS")
    assert (tmp_path / "data" / "dagster").is_dir()
