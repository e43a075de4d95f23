"""Published warehouses made of a few rows."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
from made_views import work_out

from pipeline import contract
from pipeline.warehouse.build import build, create_views, load_frame
from pipeline.warehouse.lake import Lake

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


@pytest.fixture(scope="session")
def without_rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables and views and no rows."""
    folder = tmp_path_factory.mktemp("without_rows")
    create_views(build(Lake(folder / "lake"), folder / "budget.duckdb").path)
    return folder / "budget.duckdb"


@pytest.fixture
def published(without_rows: Path, tmp_path: Path) -> Callable[[Rows], Path]:
    """``published({"core.fact_kpi": [row, ...]})`` is the folder of a warehouse that holds these rows."""

    def make(rows: Rows) -> Path:
        shutil.copy(without_rows, tmp_path / "budget.duckdb")
        with duckdb.connect(str(tmp_path / "budget.duckdb")) as connection:
            for table, some in rows.items():
                load_frame(connection, table, contract.frame(table, list(some)))
            work_out(connection)
        return tmp_path

    return make
