"""A Dagster webserver of this repository's code on an instance of its own, and what its daemon does."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
import pytest

from pipeline.defs.automation import failed_ingest
from pipeline.paths import PROJECT_ROOT

START_SECONDS = 120


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """The address of a UI whose instance lies in ``home``, where dagster.yaml is."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = home / "log.txt"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "dagster_webserver",
                "-h",
                "127.0.0.1",
                "-p",
                str(port),
                "-m",
                "pipeline.definitions",
            ],
            cwd=home,
            env={**os.environ, "DAGSTER_HOME": str(home), "PYTHONPATH": str(PROJECT_ROOT)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(server, address, log)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail(f"the UI ended:\n{log.read_text(encoding='utf-8')}")
        try:
            with urllib.request.urlopen(f"{address}/server_info", timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"the UI did not start within {START_SECONDS} s:\n{log.read_text(encoding='utf-8')}")


def report_failure(instance: dg.DagsterInstance, failed: dg.ExecuteInProcessResult) -> None:
    """What the daemon does when a run failed."""
    run = instance.get_run_by_id(failed.run_id)
    assert run
    with dg.build_run_status_sensor_context(
        "failed_ingest", failed.get_run_failure_event(), instance, run
    ).for_run_failure() as context:
        failed_ingest(context)
