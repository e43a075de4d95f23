"""Small warehouses made of synthetic fact rows."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
from made_views import work_out

from pipeline import contract
from pipeline.warehouse import ingest
from pipeline.warehouse.build import build, create_views, load_frame
from pipeline.warehouse.lake import Lake

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
Query = Callable[..., list[Any]]


@pytest.fixture
def no_check_before_publication(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check in a fresh process has tests of its own and would double the time of others."""
    monkeypatch.setattr("pipeline.warehouse.publish.verify", lambda *_: None)


@pytest.fixture(scope="session")
def real(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Query]:
    """A function that queries the warehouse of the exports."""
    workspace = ingest.Workspace(exports, tmp_path_factory.mktemp("warehouse"))
    ingest.run(workspace)
    with duckdb.connect(str(workspace.database), read_only=True) as connection:
        yield lambda sql, *parameters: connection.execute(sql, list(parameters)).fetchall()


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables and views and no rows."""
    folder = tmp_path_factory.mktemp("empty")
    create_views(build(Lake(folder / "lake"), folder / "empty.duckdb").path)
    return folder / "empty.duckdb"


@pytest.fixture
def warehouse(empty_warehouse: Path, tmp_path: Path) -> Iterator[Callable[[Rows], Query]]:
    """``warehouse({"core.fact_kpi": [row, ...]})`` fills a database and gives a function that queries it."""
    connections: list[duckdb.DuckDBPyConnection] = []

    def make(rows: Rows) -> Query:
        path = tmp_path / "warehouse.duckdb"
        shutil.copy(empty_warehouse, path)
        connection = duckdb.connect(str(path))
        connections.append(connection)
        for table, some in rows.items():
            load_frame(connection, table, contract.frame(table, list(some)))
        work_out(connection)
        return lambda sql, *parameters: connection.execute(sql, list(parameters)).fetchall()

    yield make
    for connection in connections:
        connection.close()
