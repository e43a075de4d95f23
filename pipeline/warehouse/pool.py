"""Work on many documents at once, on the processors of this machine or on any ``concurrent.futures.Executor``."""

import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.warehouse import isolation
from pipeline.warehouse.isolation import DEFAULT_LIMITS, Limits

logger = logging.getLogger("pipeline.ingest")

Item = TypeVar("Item")
Result = TypeVar("Result")

SERIAL_BELOW = 400_000
"""Bytes of input up to which starting more than one process costs more than it saves (measured by bench/ingest.py)."""

_AHEAD = 4
"""Pieces of work per worker that are handed out at a time: enough to keep all busy, few enough to hold in memory."""


@dataclass(frozen=True)
class Outcome(Generic[Item, Result]):
    """What became of one item: its result, or the exception that it raised."""

    item: Item
    result: Result | None = None
    error: BaseException | None = None


@dataclass(frozen=True)
class Counted(Generic[Item]):
    """Items that are made as they are asked for, once, and how many there will be."""

    count: int
    items: Iterable[Item]

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)


class Workers:
    """Where work on documents is done; each piece in a process of its own within ``limits`` (see isolation).

    ``count`` pieces at a time, None = one per processor. ``executor`` takes the pieces instead of threads of this
    process, for example that of a dask cluster, whose machines must see the same folders; its owner closes it.
    ``limits`` None is for work that can be trusted: it stays in the process of the executor.
    """

    def __init__(
        self, count: int | None = None, *, executor: Executor | None = None, limits: Limits | None = DEFAULT_LIMITS
    ) -> None:
        self.count = count or os.cpu_count() or 1
        self.limits = limits
        self._given = executor
        self._own: ThreadPoolExecutor | None = None

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give up what is not done yet, and end what is being done."""
        if self._own is not None:
            self._own.shutdown(wait=False, cancel_futures=True)
            self._own = None
            isolation.end_all()

    def run(
        self,
        function: Callable[[Item], Result],
        items: Sequence[Item] | Counted[Item],
        *,
        size: int,
        label: str,
        folder: Path | None = None,
    ) -> Iterator[Outcome[Item, Result]]:
        """Call ``function`` on every item and yield the outcomes as they come, in any order.

        ``function`` is a module's own function and the items can be pickled; ``size`` is the input in bytes, by which
        small work is done one by one; ``label`` is what the progress lines call the work; ``folder`` is where the
        function may write.
        """
        small = self._given is None and (self.count == 1 or len(items) < 2 or size < SERIAL_BELOW)
        outcomes = self._here(function, items, folder) if small else self._there(function, items, folder)
        progress = _Progress(label, len(items))
        for done, outcome in enumerate(outcomes, start=1):
            progress.report(done)
            yield outcome

    def _call(self, function: Callable[[Item], Result], folder: Path | None) -> tuple[Callable[..., Any], list[Any]]:
        """What an executor calls with an item, and the arguments after it."""
        if self.limits is None:
            return _plainly, [function]
        return _guarded, [function, self.limits, folder]

    def _here(
        self, function: Callable[[Item], Result], items: Sequence[Item] | Counted[Item], folder: Path | None
    ) -> Iterator[Outcome[Item, Result]]:
        call, more = self._call(function, folder)
        for item in items:
            try:
                yield Outcome(item, call(item, *more))
            except Exception as error:  # whatever a document provokes is the outcome of that document
                yield Outcome(item, error=error)

    def _there(
        self, function: Callable[[Item], Result], items: Sequence[Item] | Counted[Item], folder: Path | None
    ) -> Iterator[Outcome[Item, Result]]:
        call, more = self._call(function, folder)
        executor = self._executor()
        waiting = iter(items)
        running: dict[Future[Result], Item] = {}
        try:
            while True:
                while len(running) < self.count * _AHEAD and (item := next(waiting, None)) is not None:
                    running[executor.submit(call, item, *more)] = item
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    yield _outcome(running.pop(future), future)
        finally:
            for future in running:
                future.cancel()

    def _executor(self) -> Executor:
        if self._given is not None:
            return self._given
        if self._own is None:
            self._own = ThreadPoolExecutor(self.count, thread_name_prefix="documents")
        return self._own


def _plainly(item: Item, function: Callable[[Item], Result]) -> Result:
    return function(item)


def _guarded(item: Any, function: Callable[[Any], Any], limits: Limits, folder: Path | None) -> Any:
    return isolation.isolated(function, item, limits, folder)


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
