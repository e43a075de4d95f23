"""Work in processes: results, exceptions, limits, and processes that die."""

import ctypes
import errno
import os
import platform
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.warehouse import isolation, pool
from pipeline.warehouse.child import ForbiddenError
from pipeline.warehouse.isolation import LimitError, Limits, isolated
from pipeline.warehouse.pool import Outcome, Workers

LIMITS = Limits(seconds=20, megabytes=200)


@pytest.fixture(autouse=True)
def no_process_is_left() -> Iterator[None]:
    yield
    isolation.end_all()


def work(item: int) -> int:
    """Doubles; 3 is refused, 5 kills its process."""
    if item == 3:
        raise ValueError("three")
    if item == 5:
        os._exit(1)
    return 2 * item


def process(_: object) -> int:
    return os.getpid()


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def spin(_: object) -> None:
    while True:
        pass


def hold(megabytes: int) -> int:
    return len(bytearray(megabytes << 20))


def connect(port: int) -> None:
    socket.create_connection(("127.0.0.1", port), timeout=1)


def look_up(name: str) -> None:
    socket.getaddrinfo(name, 80)


def start_a_program(path: Path) -> None:
    subprocess.run(["touch", str(path)], check=True)


def run_in_a_shell(path: Path) -> None:
    os.system(f"touch '{path}'")


def write(path: Path) -> None:
    path.write_text("written", encoding="utf-8")


def rename(path: Path) -> None:
    os.rename(path, path.with_name("elsewhere"))


def outcomes_of(workers: Workers, items: list[int]) -> dict[int, Outcome[int, int]]:
    return {outcome.item: outcome for outcome in workers.run(work, items, size=10, label="testing")}


def test_trusted_work_can_stay_in_this_process() -> None:
    with Workers(2, limits=None) as workers:
        outcomes = list(workers.run(lambda _: os.getpid(), [1, 2], size=10, label="testing"))
    assert {outcome.result for outcome in outcomes} == {os.getpid()}


def test_small_work_shares_one_process_that_is_not_this_one() -> None:
    with Workers(2) as workers:
        found = {outcome.result for outcome in workers.run(process, [1, 2, 3], size=10, label="testing")}
    assert len(found) == 1
    assert found != {os.getpid()}


def test_an_exception_is_the_outcome_of_its_item_only() -> None:
    outcomes = outcomes_of(Workers(1), [1, 3, 4])
    assert [outcomes[item].result for item in (1, 4)] == [2, 8]
    assert isinstance(outcomes[3].error, ValueError)


@pytest.mark.parametrize("serial_below", [0, 1000])
def test_a_process_that_dies_takes_no_other_item_with_it(serial_below: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "SERIAL_BELOW", serial_below)
    with Workers(2) as workers:
        outcomes = outcomes_of(workers, [1, 2, 3, 5, 6, 7])
        again = outcomes_of(workers, [8, 9])
    assert {item: outcome.result for item, outcome in outcomes.items() if outcome.result} == {1: 2, 2: 4, 6: 12, 7: 14}
    assert isinstance(outcomes[3].error, ValueError)
    assert str(outcomes[5].error) == "the process that read it died (exit code 1)"
    assert sorted(outcome.result or 0 for outcome in again.values()) == [16, 18]


def test_another_executor_takes_the_work() -> None:
    with ThreadPoolExecutor(1) as executor, Workers(2, executor=executor) as workers:
        outcomes = outcomes_of(workers, [1, 2, 3, 5])
    assert [outcomes[item].result for item in (1, 2)] == [2, 4]
    assert isinstance(outcomes[5].error, LimitError)


def test_few_results_are_held_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "SERIAL_BELOW", 0)
    with Workers(2, limits=None) as workers:
        started: list[int] = []
        for outcome in workers.run(lambda item: started.append(item), list(range(1, 101)), size=10, label="testing"):
            if outcome.item == 1:
                time.sleep(0.2)
                break
    assert len(started) < 20


@pytest.mark.parametrize("work", [sleep, spin])
def test_work_that_takes_too_long_is_ended(work: object) -> None:
    began = time.monotonic()
    with pytest.raises(LimitError, match="took longer than 1 s"):
        isolated(work, 60, Limits(seconds=1), None)  # type: ignore[arg-type]
    assert time.monotonic() - began < 10


def test_work_that_needs_too_much_memory_is_ended() -> None:
    assert isolated(hold, 100, LIMITS, None) == 100 << 20
    with pytest.raises(LimitError, match="needed more than 200 MB of memory"):
        isolated(hold, 400, LIMITS, None)
    assert isolated(hold, 100, LIMITS, None) == 100 << 20


def _socket_of_native_code(family: int) -> int:
    """0 when the C library opens a socket of this family, else why not, past all that Python is told of."""
    library = ctypes.CDLL(None, use_errno=True)
    return 0 if library.socket(family, socket.SOCK_DGRAM, 0) >= 0 else ctypes.get_errno()


@pytest.mark.skipif(platform.system() != "Linux", reason="the wall is the kernel's")
def test_native_code_has_no_network_either() -> None:
    families = [socket.AF_INET, socket.AF_INET6, socket.AF_UNIX]
    assert [_socket_of_native_code(family) for family in families] == [0, 0, 0]
    found = list(Workers(1).run(_socket_of_native_code, families, size=1, label="opening"))
    assert [outcome.result for outcome in found] == [errno.EACCES, errno.EACCES, 0]


def test_the_network_cannot_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with pytest.raises(ForbiddenError, match=r"socket\."):
            isolated(connect, server.getsockname()[1], LIMITS, None)
        server.settimeout(0.1)
        with pytest.raises(TimeoutError):
            server.accept()
    with pytest.raises(ForbiddenError, match=r"socket\.getaddrinfo"):
        isolated(look_up, "localhost", LIMITS, None)


@pytest.mark.parametrize("start", [start_a_program, run_in_a_shell])
def test_no_program_can_be_started(start: object, tmp_path: Path) -> None:
    with pytest.raises(ForbiddenError):
        isolated(start, tmp_path / "made", LIMITS, tmp_path)  # type: ignore[arg-type]
    assert not (tmp_path / "made").exists()


def test_only_the_folder_can_be_written_to(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    isolated(write, inside / "a", LIMITS, inside)
    assert (inside / "a").read_text(encoding="utf-8") == "written"
    for place in (tmp_path / "b", inside / ".." / "b"):
        with pytest.raises(ForbiddenError, match="the lake only"):
            isolated(write, place, LIMITS, inside)
    with pytest.raises(ForbiddenError, match="the lake only"):
        isolated(rename, inside / "a", LIMITS, None)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "inside"]


def make_sure_of(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)


def test_a_library_may_make_sure_of_a_folder_that_is_there(tmp_path: Path) -> None:
    """Text recognition does so with the folder of its models."""
    isolated(make_sure_of, tmp_path, LIMITS, tmp_path / "lake")
    with pytest.raises(ForbiddenError, match="the lake only"):
        isolated(make_sure_of, tmp_path / "new", LIMITS, tmp_path / "lake")
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told_at_the_end(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="pipeline.ingest"):
        list(Workers(1).run(work, [1, 2], size=1, label="testing"))
    assert caplog.messages[-1] == "testing 2/2"
