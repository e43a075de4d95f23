"""What all tests share."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, settings

# A run that gates a change gives the same answer twice, and none that depends on how busy the machine is;
# `pytest --hypothesis-profile=explore` draws new examples.
settings.register_profile("gate", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("gate")

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def exports() -> Path:
    """The folder of the real text exports; tests that need it are skipped where it is not at hand."""
    folder = REPOSITORY.parent / "shared" / "disclosures" / "exports"
    if not folder.is_dir():
        pytest.skip(f"the real text exports are not at {folder}")
    return folder


@pytest.fixture(scope="session")
def samples_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a warehouse of the files that data/raw ships, made once."""
    from small_disclosures import write

    from pipeline.warehouse import ingest
    from pipeline.warehouse.pool import Workers
    from samples.make import files

    folder = tmp_path_factory.mktemp("samples")
    shipped = write(folder / "raw", files())
    with Workers(1) as workers:
        workspace = ingest.Workspace(shipped, folder / "warehouse", workers)
        ingest.run(workspace)
    return workspace.database.parent


@pytest.fixture(scope="session")
def samples(samples_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to that warehouse."""
    with duckdb.connect(str(samples_warehouse / "budget.duckdb"), read_only=True) as connection:
        yield connection
