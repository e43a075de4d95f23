"""Publication: readers see the old file or the new one, whatever happens in between."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.warehouse import publish as publication
from pipeline.warehouse.publish import PublicationError, publish, verify
from pipeline.warehouse.published import connect


def database(path: Path, value: int) -> Path:
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"CREATE TABLE answer AS SELECT {value} AS value")
        connection.execute("CHECKPOINT")
    return path


def value(path: Path) -> int:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute("SELECT value FROM answer").fetchone()[0]


@pytest.fixture
def published(tmp_path: Path) -> Path:
    target = tmp_path / "budget.duckdb"
    publish(database(tmp_path / "next.duckdb", 1), target)
    return target


def test_the_new_file_takes_the_place_and_is_read_only(published, tmp_path):
    assert value(published) == 1
    assert published.stat().st_mode & 0o777 == 0o444
    publish(database(tmp_path / "next.duckdb", 2), published)
    assert value(published) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["budget.duckdb"]


def test_a_reader_keeps_its_snapshot(published, tmp_path):
    reader = "import sys, duckdb\nc = duckdb.connect(sys.argv[1], read_only=True)\nprint('open', flush=True)\n"
    reader += "input()\nprint(c.execute('SELECT value FROM answer').fetchone()[0])"
    with subprocess.Popen(
        [sys.executable, "-c", reader, str(published)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "open\n"
        publish(database(tmp_path / "next.duckdb", 2), published)
        answer, _ = process.communicate("\n", timeout=60)
    assert answer == "1\n"
    assert value(published) == 2


def test_a_file_that_is_replaced_while_it_is_opened_is_opened_anew(published, tmp_path, monkeypatch):
    path, plain, openings = database(tmp_path / "next.duckdb", 2), duckdb.connect, []

    def opening(name: str, **how: bool) -> duckdb.DuckDBPyConnection:
        # Between DuckDB's two looks at a file: the header is of the old one, the rest of the new one.
        openings.append(name)
        if len(openings) == 1:
            os.replace(path, published)
            raise duckdb.Error("Failed to load metadata pointer")
        return plain(name, **how)

    with monkeypatch.context() as patched:
        patched.setattr(duckdb, "connect", opening)
        with connect(published) as connection:
            assert connection.execute("SELECT value FROM answer").fetchall() == [(2,)]
    assert len(openings) == 2


def test_a_connection_to_a_file_that_was_replaced_meanwhile_is_not_kept(published, tmp_path, monkeypatch):
    path, plain = database(tmp_path / "next.duckdb", 2), duckdb.connect

    def opening(name: str, **how: bool) -> duckdb.DuckDBPyConnection:
        connection = plain(name, **how)
        if path.exists():
            os.replace(path, published)
        return connection

    with monkeypatch.context() as patched:
        patched.setattr(duckdb, "connect", opening)
        with connect(published) as connection:
            assert connection.execute("SELECT value FROM answer").fetchall() == [(2,)]


def test_a_damaged_file_is_not_opened_again_and_again(published):
    published.chmod(0o644)
    published.write_bytes(published.read_bytes()[:5000])
    with pytest.raises(duckdb.Error):
        connect(published)


def test_a_stale_wal_of_a_client_does_not_stop_readers(published, tmp_path):
    # A client that opened read-write and died leaves its .wal; under another file every open would fail.
    published.chmod(0o644)
    client = (
        "import sys, os, duckdb\nc = duckdb.connect(sys.argv[1])\nc.execute('CREATE TABLE mine AS SELECT 1 AS a')\n"
    )
    subprocess.run([sys.executable, "-c", client + "os._exit(1)", str(published)], check=False)
    wal = published.with_name("budget.duckdb.wal")
    assert wal.exists()
    publish(database(tmp_path / "next.duckdb", 2), published)
    assert not wal.exists()
    assert value(published) == 2


LATE_CLIENT = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
print("open", flush=True)
input()
try:
    connection.execute("CREATE TABLE mine AS SELECT 1 AS a")
    print("written", flush=True)
except duckdb.Error as error:
    print(type(error).__name__, flush=True)
input()
"""


@pytest.mark.parametrize("how_it_ends", ["closes", "dies"])
def test_a_client_that_writes_to_the_old_file_afterwards_does_not_stop_readers(published, tmp_path, how_it_ends):
    published.chmod(0o644)
    with subprocess.Popen(
        [sys.executable, "-c", LATE_CLIENT, str(published)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as client:
        assert client.stdout.readline() == "open\n"
        publish(database(tmp_path / "next.duckdb", 2), published)
        assert value(published) == 2
        client.stdin.write("\n")
        client.stdin.flush()
        assert client.stdout.readline() == "TransactionException\n"
        assert value(published) == 2
        if how_it_ends == "dies":
            client.kill()
        client.communicate("\n", timeout=60)
    assert value(published) == 2
    publish(database(tmp_path / "next.duckdb", 3), published)
    assert value(published) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["budget.duckdb"]


def test_a_database_that_does_not_open_is_not_published(published, tmp_path):
    broken = tmp_path / "next.duckdb"
    broken.write_bytes(b"not a database" * 1000)
    with pytest.raises(PublicationError, match="a reader cannot open it"):
        publish(broken, published)
    assert value(published) == 1


def test_a_view_that_cannot_be_read_stops_the_publication(published, tmp_path):
    path = tmp_path / "next.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE answer AS SELECT 'x' AS value; CREATE VIEW v AS SELECT value::INT FROM answer")
    with pytest.raises(PublicationError, match="Could not convert"):
        publish(path, published)
    assert value(published) == 1


def test_nothing_built_and_not_closed_are_said(published, tmp_path):
    with pytest.raises(PublicationError, match="nothing to publish"):
        publish(tmp_path / "next.duckdb", published)
    path = database(tmp_path / "next.duckdb", 2)
    path.with_name("next.duckdb.wal").write_bytes(b"x")
    with pytest.raises(PublicationError, match="not closed"):
        publish(path, published)
    assert value(published) == 1


def test_an_empty_database_is_not_published(tmp_path):
    duckdb.connect(str(tmp_path / "next.duckdb")).close()
    with pytest.raises(PublicationError, match="it has no tables"):
        publish(tmp_path / "next.duckdb", tmp_path / "budget.duckdb")


@pytest.mark.parametrize("step", ["link", "replace", "fsync"])
def test_a_crash_at_any_step_leaves_a_database_that_opens(published, tmp_path, monkeypatch, step):
    path = database(tmp_path / "next.duckdb", 2)

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, step, crash)
        with pytest.raises(KeyboardInterrupt):
            publish(path, published)
    assert value(published) == 1
    publish(path, published)
    assert value(published) == 2


def test_a_file_that_fails_after_the_rename_is_taken_back(published, tmp_path, monkeypatch):
    path = database(tmp_path / "next.duckdb", 2)

    def fail_in_place(where: Path, megabytes: int) -> None:
        if where == published:
            raise PublicationError("the disk lies")
        verify(where, megabytes)

    monkeypatch.setattr(publication, "verify", fail_in_place)
    with pytest.raises(PublicationError, match="the disk lies; the database published before is back in place"):
        publish(path, published)
    assert value(published) == 1
