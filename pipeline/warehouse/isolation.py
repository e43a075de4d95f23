"""Work on a document in a process of its own, which a clock and a limit of memory end without harm to anything else.

:func:`isolated` can be called in any thread of any process: here, in a pool, on a worker of a cluster. A process that
did its work is kept for the next piece of it.
"""

import atexit
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pipeline.warehouse.child import Function, Question, Reply

_SERVE = "from pipeline.warehouse.child import main; main()"
_KEPT_MEGABYTES = 600
"""A process that holds more after its work is not kept, so that no document pays for an earlier one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: seconds, and megabytes above what the process needs for itself."""

    seconds: float = 900
    megabytes: int = 4000

    def __str__(self) -> str:
        return f"{self.seconds:.0f} s, {self.megabytes} MB"


DEFAULT_LIMITS = Limits()


class LimitError(Exception):
    """Work that was ended from outside; the message says why in words for a person."""


class _Child:
    """One process and the line to it."""

    def __init__(self) -> None:
        here, there = socket.socketpair()
        with there:
            # One thread each: the processes are many already, and each thread of a library has memory of its own.
            environment = os.environ | {
                "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
                "POLARS_MAX_THREADS": "1",
                "OMP_NUM_THREADS": "1",
            }
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-c", _SERVE, str(there.fileno())],
                stdin=subprocess.DEVNULL,
                pass_fds=[there.fileno()],
                env=environment,
            )
        self.line = Connection(here.detach())

    def ask(self, question: Question) -> Reply:
        """The reply. Raises LimitError when the process took too long or died; it is of no use after that."""
        try:
            self.line.send(question)
            if not self.line.poll(question.seconds):
                raise LimitError(f"reading was ended: it took longer than {question.seconds:.0f} s")
            reply: Reply = pickle.loads(self.line.recv_bytes())
        except (EOFError, ConnectionError) as error:
            raise LimitError(_death(self.process.wait(), question)) from error
        return reply

    def megabytes(self) -> int:
        """The memory that the process holds; 0 where the system does not tell."""
        try:
            pages = int(Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1])
        except (FileNotFoundError, ProcessLookupError):
            return 0
        return pages * os.sysconf("SC_PAGE_SIZE") >> 20

    def end(self) -> None:
        """Kill the process."""
        self.process.kill()
        self.process.wait()
        self.line.close()


_lock = threading.Lock()
_idle: list[_Child] = []
_busy: set[_Child] = set()


def isolated(function: Function, item: Any, limits: Limits, folder: Path | None) -> Any:
    """What ``function(item)`` gives in a process of its own that may write in ``folder`` only.

    ``function`` is a module's own, the item and the result can be pickled. Raises what the function raised, or
    LimitError when it took too long, needed too much memory, or its process died.
    """
    with _lock:
        child = _idle.pop() if _idle else _Child()
        _busy.add(child)
    is_sound = False
    try:
        reply = child.ask(Question(function, item, limits.seconds, limits.megabytes, folder))
        is_sound = child.megabytes() < _KEPT_MEGABYTES
    finally:
        with _lock:
            _busy.discard(child)
            if is_sound:
                _idle.append(child)
        if not is_sound:
            child.end()
    if isinstance(reply.error, MemoryError):
        raise LimitError(_memory(limits.megabytes)) from reply.error
    if reply.error is not None:
        raise reply.error
    return reply.result


@atexit.register
def end_all() -> None:
    """Kill the processes, those at work too."""
    with _lock:
        children = [*_idle, *_busy]
        _idle.clear()
    for child in children:
        child.process.kill()


def _memory(megabytes: int) -> str:
    return f"reading was ended: it needed more than {megabytes} MB of memory"


def _death(code: int, question: Question) -> str:
    if code == -signal.SIGABRT:  # how native code answers to an allocation that fails
        return _memory(question.megabytes)
    if code == -signal.SIGKILL:
        return "the process that read it was killed, most likely because the machine ran out of memory"
    how = signal.strsignal(-code) if code < 0 else f"exit code {code}"
    return f"the process that read it died ({how})"
