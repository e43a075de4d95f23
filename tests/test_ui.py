"""The Dagster UI of this repository starts and shows every asset."""

import json
import shutil
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from dagster_ui import serving

from pipeline.defs.tables import GROUPS
from pipeline.in_process import definitions
from pipeline.paths import PROJECT_ROOT


@pytest.fixture(scope="module")
def ui(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running UI; its instance lies in a folder of its own, its code is the repository's."""
    home = tmp_path_factory.mktemp("ui")
    shutil.copy(PROJECT_ROOT / "dagster.yaml", home)
    with serving(home) as address:
        yield address


def ask(address: str, query: str) -> dict[str, Any]:
    request = urllib.request.Request(
        f"{address}/graphql", json.dumps({"query": query}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        answer = json.load(response)
    assert "errors" not in answer, answer["errors"]
    data: dict[str, Any] = answer["data"]
    return data


def test_the_code_location_loads(ui: str) -> None:
    query = """{ workspaceOrError { ... on Workspace { locationEntries { name locationOrLoadError {
        __typename ... on PythonError { message } } } } } }"""
    (location,) = ask(ui, query)["workspaceOrError"]["locationEntries"]
    assert location["locationOrLoadError"]["__typename"] == "RepositoryLocation", location


def test_all_assets_and_groups_are_there(ui: str) -> None:
    nodes = ask(ui, "{ assetNodes { assetKey { path } groupName description owners { __typename } kinds } }")[
        "assetNodes"
    ]
    keys = {"/".join(node["assetKey"]["path"]) for node in nodes}
    expected = {key.to_user_string() for key in definitions().resolve_asset_graph().get_all_asset_keys()}
    assert keys == expected
    assert {node["groupName"] for node in nodes} == set(GROUPS)
    assert all(node["description"] and node["owners"] and node["kinds"] for node in nodes)


def test_job_schedule_and_sensor_are_there_and_on(ui: str) -> None:
    query = """{ repositoriesOrError { ... on RepositoryConnection { nodes {
        jobs { name } schedules { name scheduleState { status } } sensors { name sensorState { status } } } } } }"""
    (repository,) = ask(ui, query)["repositoriesOrError"]["nodes"]
    assert "ingest" in {job["name"] for job in repository["jobs"]}
    assert repository["schedules"] == [{"name": "nightly", "scheduleState": {"status": "RUNNING"}}]
    assert sorted((sensor["name"], sensor["sensorState"]["status"]) for sensor in repository["sensors"]) == [
        ("failed_ingest", "RUNNING"),
        ("new_files", "RUNNING"),
        ("published_anew", "RUNNING"),
    ]
