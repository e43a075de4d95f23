"""The one resource of the code location: where files come from, where the warehouse lies, who may write to it."""

import os
from contextlib import ExitStack

import dagster as dg
from dagster import InitResourceContext
from filelock import FileLock, Timeout
from pydantic import Field, PrivateAttr

from pipeline.paths import DEFAULT_RAW_DIR, DEFAULT_WAREHOUSE_DIR, PROJECT_ROOT
from pipeline.warehouse.cluster import ClusterWorkers
from pipeline.warehouse.isolation import DEFAULT_LIMITS, Limits
from pipeline.warehouse.making import SHARE, VARIABLE
from pipeline.warehouse.pool import Workers
from pipeline.warehouse.recovery import running
from pipeline.warehouse.workspace import Workspace, logger


class Warehouse(dg.ConfigurableResource[Workspace]):
    """Folders of the raw files and of the warehouse; relative ones count from the root of the repository.

    A run holds the warehouse's lock from its first step to its last, and one pool of worker processes.
    """

    raw_dir: str = Field(default=str(DEFAULT_RAW_DIR), description="Folder that holds the disclosures")
    warehouse_dir: str = Field(default=str(DEFAULT_WAREHOUSE_DIR), description="Folder of budget.duckdb and lake/")
    workers: int = Field(default=0, description="Processes that read documents; 0 = one per processor")
    cluster: str = Field(
        default="",
        description="Address of the scheduler of a dask cluster that reads documents instead (tcp://host:8786); "
        "empty = the environment's BUDGET_CLUSTER, or this machine",
    )
    document_seconds: float = Field(default=DEFAULT_LIMITS.seconds, description="What one document may take")
    document_megabytes: int = Field(default=DEFAULT_LIMITS.megabytes, description="Memory that one document may take")
    database_megabytes: int = Field(
        default=0,
        description="Memory that DuckDB may take while the database is made; 0 = the environment's "
        f"{VARIABLE}, or {SHARE} of the machine's",
    )
    settle_seconds: float = Field(
        default=2, description="A file written less than this ago is taken for one that is still being copied"
    )
    lock_seconds: float = Field(default=600, description="How long to wait while another run writes")

    _held: ExitStack | None = PrivateAttr(default=None)
    _pool: Workers | None = PrivateAttr(default=None)
    _run_id: str | None = PrivateAttr(default=None)

    @property
    def workspace(self) -> Workspace:
        """The folders and the worker processes, as the stages take them."""
        return Workspace(
            PROJECT_ROOT / self.raw_dir,
            PROJECT_ROOT / self.warehouse_dir,
            self._pool or Workers(1),
            self.settle_seconds,
            self._run_id,
            database_megabytes=self.database_megabytes or int(os.environ.get(VARIABLE, 0)) or None,
        )

    def setup_for_execution(self, context: InitResourceContext) -> None:
        """Take the lock for a run; a sensor only looks. Raises TimeoutError when another run keeps the lock."""
        if context.run is None:
            return
        workspace = self.workspace
        workspace.warehouse_dir.mkdir(parents=True, exist_ok=True)
        lock = FileLock(workspace.lock_file)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            logger.info("another ingest is writing to %s; waiting for it", workspace.warehouse_dir)
            try:
                lock.acquire(timeout=self.lock_seconds)
            except Timeout as error:
                raise TimeoutError(
                    f"another ingest has been writing to {workspace.warehouse_dir} for {self.lock_seconds:.0f} s; "
                    "try again when it has finished"
                ) from error
        with ExitStack() as stack:
            stack.callback(lock.release)
            stack.enter_context(running(workspace))
            self._pool = stack.enter_context(self._workers())
            self._run_id = context.run.run_id
            self._held = stack.pop_all()

    def _workers(self) -> Workers:
        limits = Limits(self.document_seconds, self.document_megabytes)
        cluster = self.cluster or os.environ.get("BUDGET_CLUSTER", "")
        return ClusterWorkers(cluster, limits) if cluster else Workers(self.workers or None, limits=limits)

    def teardown_after_execution(self, context: InitResourceContext) -> None:
        """Stop the worker processes and release the lock."""
        if self._held:
            self._held.close()
        self._held = self._pool = None
