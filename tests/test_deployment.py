"""What the server's documentation promises: units that parse, commands that exist, queries that run."""

import configparser
import re
import shlex
import shutil
import sys
from pathlib import Path

import dagster as dg
import duckdb
import polars as pl
import pytest
from typer.main import get_command

from pipeline.cli import app
from pipeline.paths import PROJECT_ROOT

GUIDE = (PROJECT_ROOT / "docs" / "running-on-a-server.md").read_text(encoding="utf-8")
UNITS = sorted((PROJECT_ROOT / "deploy").glob("*.service"))


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_that_is_installed(unit: Path) -> None:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(unit, encoding="utf-8")
    assert set(parser.sections()) == {"Unit", "Service", "Install"}
    program, *arguments = shlex.split(parser["Service"]["ExecStart"])
    assert Path(sys.executable).with_name(Path(program).name).exists()
    if "webserver" in unit.name:
        assert arguments[arguments.index("--host") + 1] == "127.0.0.1"
    assert Path(parser["Service"]["WorkingDirectory"]) in Path(program).parents


def test_both_units_are_there() -> None:
    assert [unit.name for unit in UNITS] == ["budget-daemon.service", "budget-webserver.service"]


def test_the_daemon_notices_dead_runs_and_late_assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A killed run is marked as failed and started again, a step that failed is not."""
    shutil.copy(PROJECT_ROOT / "dagster.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    with dg.DagsterInstance.from_config(str(tmp_path)) as instance:
        daemons = set(instance.get_required_daemon_types())
        assert {"SENSOR", "SCHEDULER", "MONITORING", "EVENT_LOG_CONSUMER", "FRESHNESS_DAEMON"} <= daemons
        assert (instance.run_retries_enabled, instance.run_retries_max_retries) == (True, 2)
        assert not instance.run_retries_retry_on_asset_or_op_failure


def test_the_commands_of_the_guide_exist() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    named = re.findall(r"^budget ([a-z]+)(.*)$", GUIDE, re.M)
    assert {name for name, _ in named} == {"ingest", "backup", "restore"}
    for name, rest in named:
        options = {option for parameter in commands[name].params for option in parameter.opts}
        assert set(re.findall(r"--[a-z]+", rest)) <= options


def test_the_queries_of_the_guide_run(samples_warehouse: Path) -> None:
    lake = str(samples_warehouse / "lake")
    of_duckdb, of_polars = (code.replace("LAKE", lake) for code in re.findall(r"```python\n(.*?)```", GUIDE, re.S))
    rows = eval(of_duckdb, {"duckdb": duckdb}).fetchall()
    frame = eval(of_polars, {"pl": pl})
    # The 支出总表 of the samples: 井陉县 2025 prints 7780957.46, see samples/disclosures/jingxing-2025.toml.
    assert ("130121", "2025", "7780957.46") in [(str(region), str(year), str(yuan)) for region, year, yuan in rows]
    assert [tuple(map(str, row)) for row in frame.rows()] == [tuple(map(str, row)) for row in rows]
