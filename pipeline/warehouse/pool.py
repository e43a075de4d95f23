"""Work on many documents at once: a pool of processes that survives the document that kills one of them."""

import logging
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

logger = logging.getLogger("pipeline.ingest")

Item = TypeVar("Item")
Result = TypeVar("Result")

SERIAL_BELOW = 400_000
"""Bytes of input up to which starting processes costs more than it saves (measured by bench/ingest.py)."""


@dataclass(frozen=True)
class Outcome(Generic[Item, Result]):
    """What became of one item: its result, or the exception that it raised."""

    item: Item
    result: Result | None = None
    error: BaseException | None = None


class Workers:
    """A pool that starts when first needed and is kept for the whole run.

    Processes are spawned, not forked, because polars and Dagster run threads. ``count`` None = one per processor.
    """

    def __init__(self, count: int | None = None) -> None:
        self.count = count or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def run(
        self, function: Callable[[Item], Result], items: Sequence[Item], *, size: int, label: str
    ) -> Iterator[Outcome[Item, Result]]:
        """Call ``function`` on every item and yield the outcomes as they come, in any order.

        ``function`` is a module's own function and the items can be pickled; ``size`` is the input in bytes, by which
        small work stays in this process; ``label`` is what the progress lines call the work.
        """
        small = self.count == 1 or len(items) < 2 or size < SERIAL_BELOW
        outcomes = self._here(function, items) if small else self._there(function, items)
        progress = _Progress(label, len(items))
        for done, outcome in enumerate(outcomes, start=1):
            progress.report(done)
            yield outcome

    @staticmethod
    def _here(function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Outcome[Item, Result]]:
        for item in items:
            try:
                yield Outcome(item, function(item))
            except Exception as error:  # whatever a document provokes is the outcome of that document
                yield Outcome(item, error=error)

    def _there(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Outcome[Item, Result]]:
        if self._pool is None:
            self._pool = _pool(self.count)
        futures = {self._pool.submit(function, item): item for item in items}
        suspects: list[Item] = []
        for future in as_completed(futures):
            outcome = _outcome(futures[future], future)
            if isinstance(outcome.error, BrokenProcessPool):
                suspects.append(outcome.item)
            else:
                yield outcome
        if suspects:
            self.close()
        for item in suspects:
            with _pool(1) as lonely:
                outcome = _outcome(item, lonely.submit(function, item))
            if isinstance(outcome.error, BrokenProcessPool):
                outcome = Outcome(item, error=RuntimeError("the process that worked on it died"))
            yield outcome


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _leave_interruption_to_the_parent)


def _leave_interruption_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _outcome(item: Item, future: "Future[Result]") -> Outcome[Item, Result]:
    error = future.exception()
    return Outcome(item, error=error) if error else Outcome(item, future.result())


class _Progress:
    """At most one line a second, and one at the end, so that neither a console nor an event log drowns."""

    def __init__(self, label: str, total: int) -> None:
        self.label, self.total = label, total
        self._next = time.monotonic() + 1

    def report(self, done: int) -> None:
        """Note that ``done`` items are finished."""
        if done == self.total or time.monotonic() >= self._next:
            logger.info("%s %d/%d", self.label, done, self.total)
            self._next = time.monotonic() + 1
