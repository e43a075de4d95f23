"""The process in which documents are worked on: it answers one question after the other and may do little else.

It is started with the number of a socket and serves the other end of it: it takes a function, its argument and the
folder that it may write to, and sends back the result or the exception. What it reads is not to be trusted, so the
process is kept from what no reader needs: network, other programs, and files outside that folder. That is a second wall
behind readers that do none of this; of native code it keeps the network only.
"""

import os
import pickle
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pipeline.warehouse.no_network import forbid_network

_FORBIDDEN = frozenset(
    {
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.system",
        "pty.spawn",
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.sendmsg",
        "socket.sendto",
        "subprocess.Popen",
        "urllib.Request",
        "webbrowser.open",
    }
)
_CHANGES = frozenset({"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate"})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class ForbiddenError(Exception):
    """Something that work on a document is kept from."""


Function = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Question:
    """One piece of work: ``seconds`` it may take, ``megabytes`` it may use above what the process has, ``folder`` in
    which it may write (None = nowhere).
    """

    function: Function
    item: Any
    seconds: float
    megabytes: int
    folder: Path | None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of it: ``error`` None means that ``result`` counts."""

    result: Any = None
    error: BaseException | None = None


class Guard:
    """An audit hook that refuses what no work on a document needs. Hooks cannot be taken away again."""

    def __init__(self) -> None:
        self.folder: str | None = None
        sys.addaudithook(self)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Raise ForbiddenError for a forbidden event."""
        if event in _FORBIDDEN:
            raise ForbiddenError(f"a document's process may not do this: {event}")
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & _WRITING and path != os.devnull:
                self._require(path)
        elif event in _CHANGES:
            if event == "os.mkdir" and os.path.isdir(arguments[0]):
                return  # it fails or is skipped: libraries make sure of folders of their own that are there
            self._require(arguments[0], arguments[-1])

    def _require(self, path: object, folder: object = -1) -> None:
        if isinstance(path, int) or (isinstance(folder, int) and folder >= 0):  # a file or folder that is open already
            return
        place = os.path.realpath(os.fsdecode(path))  # type: ignore[arg-type]
        if self.folder is None or not f"{place}{os.sep}".startswith(self.folder + os.sep):
            raise ForbiddenError(f"a document's process may write to the lake only, not to {place}")


def answer(question: Question, guard: Guard) -> Reply:
    """Do the work within its limits.

    The parent watches the clock; the alarm is for a process whose parent is gone. Its default action ends the process
    wherever it is.
    """
    guard.folder = None if question.folder is None else os.path.realpath(question.folder)
    signal.setitimer(signal.ITIMER_REAL, question.seconds + 10)
    _limit_memory(question.megabytes)
    try:
        return Reply(question.function(question.item))
    except Exception as error:
        return Reply(error=error)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        _limit_memory(None)


def _limit_memory(megabytes: int | None) -> None:
    """Let allocations fail above this much more than the process has now; None = lift the limit.

    RLIMIT_DATA counts what a process allocates and not what it only reserves, as pools of threads do. Where the system
    does not tell what a process has (macOS), or does not count so, there is no limit but the parent's clock.
    """
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    if megabytes is None:
        resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
        return
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return
    kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmData"))
    wanted = (kilobytes << 10) + (megabytes << 20)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def packed(reply: Reply) -> bytes:
    """A reply as bytes; an exception that does not survive the journey goes as its name and text."""
    try:
        data = pickle.dumps(reply)
        if reply.error is not None:
            pickle.loads(data)
    except Exception:
        lost = reply.error if reply.error is not None else TypeError("a result that cannot be sent")
        return pickle.dumps(Reply(error=RuntimeError(f"{type(lost).__name__}: {lost}")))
    return data


def main() -> None:
    """Serve until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is for the parent to deal with
    sys.dont_write_bytecode = True
    forbid_network()
    with Connection(int(sys.argv[1])) as line:
        guard = Guard()
        while True:
            try:
                reply = packed(answer(line.recv(), guard))
            except EOFError:
                return
            line.send_bytes(reply)
