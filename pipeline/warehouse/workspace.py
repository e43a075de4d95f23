"""Where an ingest reads and writes, and what all of its stages share."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pipeline.documents.model import UnreadableError
from pipeline.paths import DEFAULT_REFERENCE_DIR, LAKE_NAME, LOCK_NAME
from pipeline.warehouse.isolation import LimitError
from pipeline.warehouse.lake import Lake
from pipeline.warehouse.pool import Counted, Item, Outcome, Result, Workers
from pipeline.warehouse.work import ChangedError, StorageError

logger = logging.getLogger("pipeline.ingest")
"""Progress, for whoever listens: the command line prints it, Dagster keeps it in the log of the run."""


@dataclass(frozen=True)
class Workspace:
    """Where an ingest reads and writes, and the processes that it works with."""

    raw_dir: Path
    warehouse_dir: Path
    workers: Workers = field(default_factory=Workers)
    settle_seconds: float = 0
    """A file that was written less than this ago is taken for one that is still being copied."""
    run_id: str | None = None
    """What the changes of the run are kept under; None = a name of their own."""
    reference_dir: Path = DEFAULT_REFERENCE_DIR
    """Tables that the user gives (pipeline.reference.given)."""
    database_megabytes: int | None = None
    """Memory that DuckDB may take while the database is made; None = a share of the machine's (making.SHARE)."""

    def work(
        self, function: Callable[[Item], Result], items: Sequence[Item] | Counted[Item], *, size: int, label: str
    ) -> Iterator[Outcome[Item, Result]]:
        """Call ``function`` on every item in the worker processes, which may write to the lake; see Workers.run.

        Raises StorageError as soon as one of them cannot use the lake: no outcome would be that of its document.
        """
        for outcome in self.workers.run(function, items, size=size, label=label, folder=self.lake.root):
            if isinstance(outcome.error, StorageError):
                raise outcome.error
            yield outcome

    @property
    def lake(self) -> Lake:
        """The Parquet files."""
        return Lake(self.warehouse_dir / LAKE_NAME)

    @property
    def database(self) -> Path:
        """The published database."""
        return self.warehouse_dir / "budget.duckdb"

    @property
    def next_database(self) -> Path:
        """The database while it is built."""
        return self.warehouse_dir / "next.duckdb"

    @property
    def lock_file(self) -> Path:
        """Held by the one process that writes."""
        return self.warehouse_dir / LOCK_NAME

    @property
    def published_mark(self) -> Path:
        """What the published database was built from; missing = build again."""
        return self.lake.root / "published"


def utc_now() -> datetime:
    """The time in UTC without a zone, as the warehouse keeps times."""
    return datetime.now(UTC).replace(tzinfo=None)


def failure_reason(error: BaseException | None) -> str:
    """A failure in words for a person: the reader's own, or what broke and what to do about it."""
    match error:
        case UnreadableError() | ChangedError() | LimitError():
            return str(error)
        case OSError():
            return f"the file cannot be opened ({error.strerror or error}); check it and run the ingest again"
        case _:
            what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            return f"the program failed on this document ({what}); please report it together with the file"
