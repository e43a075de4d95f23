"""What the server's documentation promises: units that parse, commands that exist, queries that run."""

import configparser
import json
import re
import shlex
import shutil
import sys
import tomllib
from pathlib import Path

import dagster as dg
import duckdb
import polars as pl
import pytest
import yaml
from typer.main import get_command

from pipeline.cli import app
from pipeline.paths import PROJECT_ROOT

GUIDE = (PROJECT_ROOT / "docs" / "running-on-a-server.md").read_text(encoding="utf-8")
DEPLOY = PROJECT_ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))


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


CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
WORKDIR = "/opt/budget"


def _instructions(name: str) -> list[str]:
    return re.findall(rf"^{name} (.+)$", CONTAINERFILE.replace("\\\n", " "), re.M)


def _is_installed(program: str) -> bool:
    return Path(sys.executable).with_name(program).exists()


def test_the_image_copies_what_is_there_and_all_that_is_needed() -> None:
    copied = [name for line in _instructions("COPY") for name in line.split()[:-1]]
    assert {"pipeline", "sql", "dagster.yaml", "pyproject.toml"} <= set(copied)
    assert all((PROJECT_ROOT / name).exists() for name in copied)
    admitted = (PROJECT_ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {line[1:] for line in admitted if line.startswith("!")} == set(copied)
    readme = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["readme"]
    assert readme in copied  # without it the package cannot be built


def test_the_image_runs_as_a_user_without_rights() -> None:
    assert _instructions("USER") == ["budget"]
    assert _instructions("WORKDIR") == [WORKDIR]
    assert f"DAGSTER_HOME={WORKDIR}" in _instructions("ENV")[0]
    assert _is_installed(json.loads(_instructions("CMD")[0])[0])
    assert all(
        Path(place).parts[:4] == ("/", "opt", "budget", "data") for place in json.loads(_instructions("VOLUME")[0])
    )


def test_the_containers_start_commands_that_are_installed() -> None:
    services = COMPOSE["services"]
    assert {name: service["command"][0] for name, service in services.items()} == {
        "daemon": "dagster-daemon",
        "webserver": "dagster-webserver",
    }
    for service in services.values():
        assert _is_installed(service["command"][0])
        assert PROJECT_ROOT.joinpath("deploy", service["build"]["context"]).resolve() == PROJECT_ROOT
        assert (PROJECT_ROOT / service["build"]["dockerfile"]).is_file()
        assert service["read_only"]
        mounts = [volume.split(":") for volume in service["volumes"]]
        of_data = {inside: source for source, inside, *_ in mounts if inside != "/tmp"}
        assert {f"{WORKDIR}/data/{name}" for name in ("raw", "reference", "warehouse", "dagster")} == set(of_data)
        for inside, source in of_data.items():
            assert PROJECT_ROOT.joinpath("deploy", source).resolve() == PROJECT_ROOT / Path(inside).relative_to(WORKDIR)


def test_the_ui_in_a_container_is_reached_from_its_machine_only() -> None:
    ports = [port for service in COMPOSE["services"].values() for port in service.get("ports", [])]
    assert [port.rpartition(":")[0].rpartition(":")[0] for port in ports] == ["127.0.0.1"]


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
