"""The asset graph: a change of it is a reviewed change of graph.txt.

BUDGET_WRITE_SNAPSHOT=1 make test     writes graph.txt anew
"""

import os
from datetime import timedelta
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.definitions.assets.graph.asset_graph import AssetGraph

from pipeline.defs.tables import GROUPS, OWNERS
from pipeline.in_process import definitions
from pipeline.warehouse.relations import relations

SNAPSHOT = Path(__file__).with_name("graph.txt")


@pytest.fixture(scope="module")
def graph() -> AssetGraph:
    return definitions().resolve_asset_graph()


def test_assets_groups_and_dependencies_are_those_of_the_snapshot(graph: AssetGraph) -> None:
    nodes = sorted(graph.asset_nodes, key=lambda node: (GROUPS.index(node.group_name), node.key.to_user_string()))
    lines = []
    for node in nodes:
        lines.append(f"{node.group_name}: {node.key.to_user_string()}")
        lines += [f"    < {parent}" for parent in sorted(key.to_user_string() for key in node.parent_keys)]
    text = "\n".join(lines) + "\n"
    if os.environ.get("BUDGET_WRITE_SNAPSHOT"):
        SNAPSHOT.write_text(text, encoding="utf-8")
    assert text == SNAPSHOT.read_text(encoding="utf-8")


def test_groups_read_from_left_to_right(graph: AssetGraph) -> None:
    group = {node.key: GROUPS.index(node.group_name) for node in graph.asset_nodes}
    back = [
        (parent.to_user_string(), node.key.to_user_string())
        for node in graph.asset_nodes
        for parent in node.parent_keys
        if group[parent] > group[node.key]
    ]
    assert back == []


def test_every_asset_says_what_it_is_and_whose(graph: AssetGraph) -> None:
    for node in graph.asset_nodes:
        assert len(node.description or "") > 20, node.key
        assert node.owners == OWNERS, node.key
        assert node.kinds, node.key


def test_every_table_and_view_is_an_asset_with_its_columns(graph: AssetGraph) -> None:
    keys = {node.key.to_user_string().replace("/", "."): node for node in graph.asset_nodes}
    for name, relation in relations().items():
        schema = keys[name].metadata["dagster/column_schema"]
        columns = schema.value.columns if hasattr(schema, "value") else schema.columns
        assert [column.name for column in columns] == [column for column, _, _ in relation.columns]
        assert all(column.description for column in columns), name


def test_only_one_asset_is_partitioned(graph: AssetGraph) -> None:
    partitioned = [node.key.to_user_string() for node in graph.asset_nodes if node.partitions_def]
    assert partitioned == ["lake/region_year"]


def test_schedule_and_sensor_are_on_by_default() -> None:
    repository = definitions().get_repository_def()
    (schedule,) = repository.schedule_defs
    sensors = {sensor.name: sensor for sensor in repository.sensor_defs}
    assert sensors.keys() == {"new_files", "published_anew", "failed_ingest"}
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 2 * * *", "Asia/Shanghai")
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING
    assert {sensor.default_status for sensor in sensors.values()} == {dg.DefaultSensorStatus.RUNNING}
    assert schedule.job_name == sensors["new_files"].job_name == "ingest"


def test_the_published_warehouse_is_late_when_a_night_gave_none(graph: AssetGraph) -> None:
    policies = {node.key.to_user_string(): node.freshness_policy for node in graph.asset_nodes if node.freshness_policy}
    assert policies == {
        "warehouse/budget": dg.FreshnessPolicy.cron("0 6 * * *", timedelta(hours=4), "Asia/Shanghai"),
    }
