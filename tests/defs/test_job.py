"""The ingest job as Dagster runs it: what it logs, what it skips, what stops it."""

import os
from pathlib import Path

import dagster as dg
import pytest
from dagster_ui import report_failure
from filelock import FileLock
from small_disclosures import disclosure, write

from pipeline.defs.automation import new_files, nightly, published_anew
from pipeline.defs.checks import data_quality_rules
from pipeline.defs.resources import Warehouse
from pipeline.defs.warehouse import LAST_RUN, PUBLISHED
from pipeline.in_process import definitions, reason_of


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    raw = write(
        tmp_path / "raw", {"a.txt": disclosure(), "b.txt": disclosure("延津县教育局", 2024, {"2050101": "7.00"})}
    )
    return Warehouse(
        raw_dir=str(raw), warehouse_dir=str(tmp_path / "warehouse"), workers=1, lock_seconds=0, settle_seconds=0
    )


def run(warehouse: Warehouse, instance: dg.DagsterInstance) -> dg.ExecuteInProcessResult:
    return (
        definitions()
        .resolve_job_def("ingest")
        .execute_in_process(
            instance=instance,
            resources={"warehouse": warehouse},
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            raise_on_error=False,
        )
    )


def materialized(result: dg.ExecuteInProcessResult) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = {}
    for event in result.get_asset_materialization_events():
        assert event.asset_key
        found.setdefault(event.asset_key.to_user_string(), []).append(event.partition)
    return found


def test_a_run_materialises_every_asset_and_each_changed_partition(warehouse: Warehouse) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        result = run(warehouse, instance)
        assert result.success
        found = materialized(result)
        assert found.pop("lake/region_year") == ["130121-2025", "410726-2024"]
        keys = {key.to_user_string() for key in definitions().resolve_asset_graph().get_all_asset_keys()}
        assert set(found) == keys - {"lake/region_year", "warehouse/report"}  # the report has a job of its own
        assert all(partitions == [None] for partitions in found.values())
        assert sorted(instance.get_dynamic_partitions("region_year")) == ["130121-2025", "410726-2024"]
        rows = instance.get_latest_materialization_event(dg.AssetKey(["core", "fact_line_item"]))
        assert rows
        assert rows.asset_materialization
        assert rows.asset_materialization.metadata["dagster/row_count"].value == 8
        checks = {check.check_name: check.passed for check in result.get_asset_check_evaluations()}
        failed = {name for name, passed in checks.items() if not passed}
        assert failed == {"table_missing"}  # a disclosure of one table lacks the others
        assert {"facts_have_sources", "all_documents_read", "all_cells_understood"} < checks.keys()


def test_a_run_without_changes_rewrites_no_partition_and_builds_no_database(warehouse: Warehouse) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        first = run(warehouse, instance)
        published = warehouse.workspace.database.stat()
        again = run(warehouse, instance)
    assert again.success
    found = materialized(again)
    assert {key for key in found if key.startswith(("lake", "warehouse", "mart", "core/dim"))} == {
        "warehouse/next",
        "warehouse/budget",  # looked at and left as it is, so that it is not late
    }
    assert warehouse.workspace.database.stat() == published
    assert versions_of(again).items() <= versions_of(first).items()
    checks = [
        {evaluation.check_name: evaluation.passed for evaluation in result.get_asset_check_evaluations()}
        for result in (first, again)
    ]
    assert checks[0].pop("last_ingest_published")  # in the second run it belongs to no step
    assert checks[0] == checks[1]


def versions_of(result: dg.ExecuteInProcessResult) -> dict[str, str | None]:
    """The data version of each asset that was materialised."""
    events = (event.step_materialization_data.materialization for event in result.get_asset_materialization_events())
    return {event.asset_key.to_user_string(): (event.tags or {}).get("dagster/data_version") for event in events}


def test_a_change_gives_new_versions(warehouse: Warehouse) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        first = versions_of(run(warehouse, instance))
        write(Path(warehouse.raw_dir), {"c.txt": disclosure("井陉县民政局", amounts={"2080201": "5.00"})})
        second = versions_of(run(warehouse, instance))
    changed = {key for key in second if second[key] != first[key]}
    assert {"raw/document_path", "raw/document", "core/disclosure", "core/fact_line_item", "warehouse/next"} <= changed


def test_only_the_changed_partition_is_rewritten_and_a_vanished_one_is_forgotten(warehouse: Warehouse) -> None:
    raw = Path(warehouse.raw_dir)
    with dg.DagsterInstance.ephemeral() as instance:
        run(warehouse, instance)
        write(raw, {"c.txt": disclosure("井陉县民政局", amounts={"2080201": "5.00"})})
        assert materialized(run(warehouse, instance))["lake/region_year"] == ["130121-2025"]
        (raw / "b.txt").unlink()
        run(warehouse, instance)
        assert instance.get_dynamic_partitions("region_year") == ["130121-2025"]


def test_facts_without_a_source_are_not_published(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.defs.checks._ORPHANS", "SELECT 1")
    with dg.DagsterInstance.ephemeral() as instance:
        result = run(warehouse, instance)
    assert not result.success
    assert not (Path(warehouse.warehouse_dir) / "budget.duckdb").exists()


def test_a_second_writer_is_turned_away(warehouse: Warehouse) -> None:
    workspace = warehouse.workspace
    workspace.warehouse_dir.mkdir()
    with FileLock(workspace.lock_file), dg.DagsterInstance.ephemeral() as instance:
        result = run(warehouse, instance)
    assert not result.success
    assert "try again when it has finished" in reason_of(result)
    assert not workspace.database.exists()


def test_the_lock_is_free_after_a_run(warehouse: Warehouse) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        assert run(warehouse, instance).success
    with FileLock(warehouse.workspace.lock_file, timeout=0):
        pass


def test_a_run_that_cannot_tell_what_it_changed_says_so_in_a_check(warehouse: Warehouse) -> None:
    def told(result: dg.ExecuteInProcessResult) -> dg.AssetCheckEvaluation:
        return next(check for check in result.get_asset_check_evaluations() if check.check_name == "changes_told")

    with dg.DagsterInstance.ephemeral() as instance:
        assert told(run(warehouse, instance)).passed
        published = warehouse.workspace.database
        published.chmod(0o644)
        published.write_bytes(b"damaged")
        result = run(warehouse, instance)
        assert result.success
        check = told(result)
    assert (check.passed, check.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert "could not be told" in str(check.metadata["reason"].value)


def test_only_a_wrong_load_is_red(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """What documents print wrong is a warning: they always do, and nobody would look at red any more."""
    with dg.DagsterInstance.ephemeral() as instance:
        assert run(warehouse, instance).success
    monkeypatch.setattr("pipeline.warehouse.rules.violations", lambda *_: (1, []))
    found = {result.check_name: result for result in data_quality_rules(warehouse=warehouse)}
    assert not found["identity_fails"].passed
    red = {name for name, result in found.items() if result.severity == dg.AssetCheckSeverity.ERROR}
    assert red == {"duplicate_fact", "fact_without_cell", "fact_without_source", "two_current_versions"}


def look(warehouse: Warehouse) -> dg.RunRequest | dg.SkipReason:
    """What the sensor says."""
    with dg.build_sensor_context(resources={"warehouse": warehouse}) as context:
        found = new_files(context)
    assert isinstance(found, dg.RunRequest | dg.SkipReason)
    return found


def test_the_sensor_asks_for_one_run_per_set_of_changes(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = Path(warehouse.raw_dir)
    first = look(warehouse)
    assert isinstance(first, dg.RunRequest)
    assert first.run_key == getattr(look(warehouse), "run_key", None)

    with dg.DagsterInstance.ephemeral() as instance:
        run(warehouse, instance)
    assert isinstance(look(warehouse), dg.SkipReason)

    monkeypatch.setattr("pipeline.warehouse.work.read", None)
    write(raw, {"c.txt": disclosure("井陉县民政局", amounts={"2080201": "5.00"})})
    second = look(warehouse)
    assert isinstance(second, dg.RunRequest)
    assert second.run_key != first.run_key


def test_the_sensor_waits_for_a_file_that_is_still_being_copied(warehouse: Warehouse) -> None:
    raw = Path(warehouse.raw_dir)
    patient = Warehouse(raw_dir=str(raw), warehouse_dir=warehouse.warehouse_dir, workers=1, settle_seconds=60)
    for path in raw.iterdir():
        os.utime(path, (1, 1))
    complete = look(patient)
    write(raw, {"c.txt": disclosure("井陉县民政局", amounts={"2080201": "5.00"})[:200]})
    assert getattr(look(patient), "run_key", None) == getattr(complete, "run_key", "")
    for path in (raw / "a.txt", raw / "b.txt"):
        path.unlink()
    reason = look(patient)
    assert isinstance(reason, dg.SkipReason)
    assert "1 are still being written" in (reason.skip_message or "")
    os.utime(raw / "c.txt", (1, 1))
    assert isinstance(look(patient), dg.RunRequest)


def test_schedule_and_sensor_name_the_run_by_the_same_set_of_changes(warehouse: Warehouse, tmp_path: Path) -> None:
    with dg.build_schedule_context(resources={"warehouse": warehouse}) as context:
        request = nightly(context)
    assert isinstance(request, dg.RunRequest)
    assert request.run_key == getattr(look(warehouse), "run_key", None)
    missing = Warehouse(raw_dir=str(tmp_path / "none"), warehouse_dir=str(tmp_path))
    with dg.build_schedule_context(resources={"warehouse": missing}) as context:
        assert isinstance(nightly(context), dg.RunRequest)


_LAST_RUN = dg.AssetCheckKey(PUBLISHED, LAST_RUN)


def _last_check(instance: dg.DagsterInstance) -> dg.AssetCheckEvaluation:
    record = instance.event_log_storage.get_latest_asset_check_execution_by_key([_LAST_RUN])[_LAST_RUN]
    assert record.event
    evaluation = record.event.dagster_event.event_specific_data  # type: ignore[union-attr]
    assert isinstance(evaluation, dg.AssetCheckEvaluation)
    return evaluation


def test_a_failed_ingest_marks_the_published_warehouse_until_one_comes_through(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        assert run(warehouse, instance).success
        assert _last_check(instance).passed
        write(Path(warehouse.raw_dir), {"c.txt": disclosure("井陉县民政局", amounts={"2080201": "5.00"})})
        with monkeypatch.context() as full:
            full.setattr("pipeline.warehouse.build._load_unread", _disk_full)
            result = run(warehouse, instance)
        assert not result.success
        report_failure(instance, result)
        evaluation = _last_check(instance)
        assert not evaluation.passed
        assert "No space left on device" in str(evaluation.metadata["reason"].value)
        assert evaluation.metadata["step"].value == "build_database"
        assert run(warehouse, instance).success
        assert _last_check(instance).passed
        report_failure(instance, result)  # the daemon was slow
        assert _last_check(instance).passed
        assert run(warehouse, instance).success  # nothing to publish
        assert _last_check(instance).passed


def test_a_failed_run_that_is_started_again_is_left_to_the_last_try(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dagster shows the check that was planned last: a report between two tries would stand above the success."""
    with dg.DagsterInstance.ephemeral() as instance:
        monkeypatch.setattr("pipeline.warehouse.ingest.read_new", _disk_full)
        result = run(warehouse, instance)
        instance.add_run_tags(result.run_id, {"dagster/will_retry": "true"})
        before = instance.event_log_storage.get_latest_asset_check_execution_by_key([_LAST_RUN])
        report_failure(instance, result)
        assert instance.event_log_storage.get_latest_asset_check_execution_by_key([_LAST_RUN]) == before
        instance.add_run_tags(result.run_id, {"dagster/will_retry": "false"})
        report_failure(instance, result)
        assert not _last_check(instance).passed


def test_the_report_is_asked_for_once_per_published_database(warehouse: Warehouse) -> None:
    pytest.importorskip("altair", reason="needs the extra report")
    pytest.importorskip("vl_convert", reason="needs the extra report")

    def asked_after(instance: dg.DagsterInstance) -> str | None:
        run(warehouse, instance)
        data = published_anew.evaluate_tick(dg.build_sensor_context(instance, cursor=None))
        (request,) = data.run_requests or ()
        return request.run_key

    with dg.DagsterInstance.ephemeral() as instance:
        first = asked_after(instance)
        assert asked_after(instance) == first  # nothing was published
        write(Path(warehouse.raw_dir), {"c.txt": disclosure("井陉县民政局", amounts={"2080201": "5.00"})})
        assert asked_after(instance) != first


def _disk_full(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(("number", "tries"), [(5, 3), (116, 3), (28, 1), (30, 1)])
def test_only_a_disk_that_was_away_is_tried_again(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, number: int, tries: int
) -> None:
    calls = []

    def fail(*_: object) -> None:
        calls.append(1)
        raise OSError(number, "of the disk")

    monkeypatch.setattr("pipeline.warehouse.ingest.read_new", fail)
    monkeypatch.setattr("pipeline.defs.failures.WAIT_SECONDS", 0)
    with dg.DagsterInstance.ephemeral() as instance:
        result = run(warehouse, instance)
    assert not result.success
    assert len(calls) == tries
    assert "of the disk" in reason_of(result)


def test_the_sensor_looks_while_a_run_writes(warehouse: Warehouse) -> None:
    warehouse.workspace.warehouse_dir.mkdir()
    with FileLock(warehouse.workspace.lock_file):
        assert isinstance(look(warehouse), dg.RunRequest)


def test_the_sensor_says_when_the_folder_is_missing(tmp_path: Path) -> None:
    reason = look(Warehouse(raw_dir=str(tmp_path / "none"), warehouse_dir=str(tmp_path)))
    assert isinstance(reason, dg.SkipReason)
    assert "name the folder" in (reason.skip_message or "")


def test_the_environment_gives_the_memory_for_nightly_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Warehouse().workspace.database_megabytes is None
    monkeypatch.setenv("BUDGET_DATABASE_MEGABYTES", "700")
    assert Warehouse().workspace.database_megabytes == 700
    assert Warehouse(database_megabytes=300).workspace.database_megabytes == 300


def test_views_tell_where_their_columns_come_from() -> None:
    from pipeline.defs.tables import column_lineage

    deps = column_lineage("mart.kpi").deps_by_column["target_value"]
    assert [(dep.asset_key.to_user_string(), dep.column_name) for dep in deps] == [("core/fact_kpi", "target_value")]
