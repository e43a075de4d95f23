"""A dask cluster of two worker processes gives the facts that this machine gives."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from small_disclosures import disclosure, write

from pipeline.warehouse import ingest
from pipeline.warehouse.cluster import ClusterError, ClusterWorkers
from pipeline.warehouse.pool import Workers

distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")


TIMES = ("first_seen_at", "superseded_at")
"""What two ingests of the same files may differ in."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        yield cluster.scheduler_address


def facts(workspace: ingest.Workspace) -> dict[str, pl.DataFrame]:
    ingest.scan(workspace)
    ingest.read_new(workspace)
    ingest.resolve_disclosures(workspace)
    ingest.derive_changed(workspace)
    files = sorted((workspace.lake.root / "facts").rglob("*.parquet"))
    read = {str(file.relative_to(workspace.lake.root)): pl.read_parquet(file) for file in files}
    return {name: frame.drop(TIMES, strict=False) for name, frame in read.items()}


def test_the_facts_are_the_same(address: str, tmp_path: Path) -> None:
    content: dict[str, str | bytes] = {
        f"{i}.txt": disclosure("井陉县教育局", 2020 + i, amounts={"2050101": f"{i + 1}000.00"}) for i in range(4)
    }
    raw = write(tmp_path / "raw", {**content, "empty.txt": b""})
    here = facts(ingest.Workspace(raw, tmp_path / "here", Workers(1)))
    with ClusterWorkers(address) as workers:
        there = facts(ingest.Workspace(raw, tmp_path / "there", workers))
    assert len(here) > 4
    assert here.keys() == there.keys()
    for name, frame in here.items():
        assert frame.equals(there[name]), name


def test_an_address_where_nobody_answers() -> None:
    with pytest.raises(ClusterError, match="no dask scheduler"):
        ClusterWorkers("tcp://127.0.0.1:1", seconds=1)
