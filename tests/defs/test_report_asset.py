"""The report as an asset: the page beside the database, made by a job of its own."""

import shutil
from pathlib import Path

import dagster as dg
import pytest

from pipeline.defs.report import REPORT
from pipeline.in_process import definitions

pytest.importorskip("altair", reason="needs the extra report")
pytest.importorskip("vl_convert", reason="needs the extra report")


def test_the_job_writes_the_page_beside_the_database(samples_warehouse: Path, tmp_path: Path) -> None:
    shutil.copy(samples_warehouse / "budget.duckdb", tmp_path)
    config = {"raw_dir": str(tmp_path), "warehouse_dir": str(tmp_path), "workers": 1}
    with dg.DagsterInstance.ephemeral() as instance:
        result = (
            definitions()
            .resolve_job_def("report")
            .execute_in_process(instance=instance, run_config={"resources": {"warehouse": {"config": config}}})
        )
    (event,) = result.get_asset_materialization_events()
    assert event.asset_key == REPORT
    assert event.step_materialization_data.materialization.metadata["charts"].value == 4
    assert "7,780,957.46" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_an_ingest_does_not_wait_for_it() -> None:
    selected = definitions().resolve_job_def("ingest").asset_layer.selected_asset_keys
    assert REPORT not in selected
    assert len(selected) > 40
