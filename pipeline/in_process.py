"""The ingest job in this process, for the command line."""

from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

import dagster as dg
from dagster import DagsterEvent, DagsterInstance

from pipeline.definitions import defs
from pipeline.defs.failures import reason_of_error
from pipeline.paths import DEFAULT_WAREHOUSE_DIR, PROJECT_ROOT


class IngestError(Exception):
    """A run that did not publish; the message says what stopped it."""


def run_ingest(
    raw_dir: Path,
    warehouse_dir: Path,
    workers: int | None = None,
    cluster: str | None = None,
    database_megabytes: int | None = None,
) -> None:
    """Run the job ``ingest`` on these folders, given as absolute paths.

    On the repository's own warehouse the run is kept in the history that the UI shows; elsewhere nothing is kept.
    Raises IngestError when a step failed, KeyboardInterrupt when the run was interrupted.
    """
    config = {
        "raw_dir": str(raw_dir),
        "warehouse_dir": str(warehouse_dir),
        "workers": workers or 0,
        "cluster": cluster or "",
        "database_megabytes": database_megabytes or 0,
    }
    job = definitions().resolve_job_def("ingest")
    with _instance(warehouse_dir) as instance:
        result = job.execute_in_process(
            instance=instance,
            run_config={
                "resources": {"warehouse": {"config": config}},
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            },
            raise_on_error=False,
        )
    if any(_is_interruption(event) for event in result.all_events):
        raise KeyboardInterrupt
    if not result.success:
        raise IngestError(reason_of(result))


def definitions() -> dg.Definitions:
    """The definitions of the code location."""
    return defs()


@contextmanager
def _instance(warehouse_dir: Path) -> Iterator[DagsterInstance]:
    if warehouse_dir != DEFAULT_WAREHOUSE_DIR:
        with DagsterInstance.ephemeral() as instance:
            yield instance
        return
    with chdir(PROJECT_ROOT):  # the relative paths of dagster.yaml count from there
        Path("data/dagster").mkdir(parents=True, exist_ok=True)
        with DagsterInstance.from_config(str(PROJECT_ROOT)) as instance:
            yield instance


def _is_interruption(event: DagsterEvent) -> bool:
    error = getattr(event.event_specific_data, "error", None) if event.is_failure else None
    return error is not None and error.cls_name == "DagsterExecutionInterruptedError"


def reason_of(result: dg.ExecuteInProcessResult) -> str:
    """What the first failed step of a run died of, without Dagster's wrapping."""
    for event in result.all_events:
        error = getattr(event.event_specific_data, "error", None) if event.is_failure else None
        if error is not None:
            return reason_of_error(error)
    return "the run failed"
