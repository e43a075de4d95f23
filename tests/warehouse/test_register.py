"""The register: what it keeps, in which order it tells it, and what an interruption leaves of it."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from pipeline.warehouse import manifest
from pipeline.warehouse import register as registering
from pipeline.warehouse.entries import Entry, Note
from pipeline.warehouse.lake import Lake
from pipeline.warehouse.register import Queue, Register


def entry(path: str, document_id: str, status: str, day: int = 1, reason: str | None = None) -> Entry:
    return Entry("/raw", path, document_id, document_id * 4, 1, None, datetime(2025, 3, day), status, reason)


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    lake = Lake(tmp_path)
    with Register.writing(lake) as register:
        register.put(
            [
                entry("b.txt", "d1", manifest.LOADED, 2),
                entry("a.txt", "d1", manifest.WITHDRAWN, 1),
                entry("c.txt", "d2", manifest.QUARANTINED, reason="empty"),
                entry("d.txt", "d3", manifest.SEEN),
            ]
        )
    return lake


def test_every_value_of_an_entry_comes_back(tmp_path: Path) -> None:
    moment = datetime(2025, 3, 1, 12, 30, 0, 250)
    whole = Entry(
        "/raw", "甲/b.txt", "d1", "s", 7, moment, moment, "loaded", "why", "text/plain", "plain_text", "1.0", 3, moment,
        "D1", moment, True, [moment, datetime(2025, 3, 2)],
    )  # fmt: skip
    with Register.writing(Lake(tmp_path)) as register:
        register.put([whole])
        register.put_note(Note("d1", identity="[]"))
    with Register.reading(Lake(tmp_path)) as register:
        held = register.held("d1")
    assert (held.entries, held.note) == ([whole], Note("d1", identity="[]"))


def test_a_document_has_one_row_and_its_names_one_each(lake: Lake) -> None:
    with Register.reading(lake) as register:
        (documents,) = map(manifest.documents, register.document_frames())
        (paths,) = map(manifest.document_paths, register.name_frames())
    assert documents.select("document_id", "path", "status", "first_seen_at").rows() == [
        ("d1", "b.txt", "loaded", datetime(2025, 3, 1)),
        ("d2", "c.txt", "quarantined", datetime(2025, 3, 1)),
    ]
    assert paths.select("path", "is_present").rows() == [("a.txt", False), ("b.txt", True), ("c.txt", True)]


def test_documents_and_names_come_whole_and_in_order_however_few_are_held_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registering, "_AT_ONCE", 2)
    contents = [(f"{n}.txt", f"d{n % 4}") for n in range(9)] + [("0.txt", "d9")]
    with Register.writing(Lake(tmp_path)) as register:
        register.put(entry(path, name, manifest.LOADED) for path, name in contents)
        held = {one.document_id: [found.path for found in one.entries] for one in register.every()}
        names = [(found.path, found.document_id) for found in register.by_name()]
        known = [path for path, _ in register.known("/raw")]
        queue = Queue(register)
        for name in ("d3", "d0", "d9", "d3"):
            queue.add(name, 5, mark=int(name == "d0"))
        queued = [(one.document_id, mark) for one, mark in queue]
        count = len(queue)
    assert held == {
        "d0": ["0.txt", "4.txt", "8.txt"],
        "d1": ["1.txt", "5.txt"],
        "d2": ["2.txt", "6.txt"],
        "d3": ["3.txt", "7.txt"],
        "d9": ["0.txt"],
    }
    assert list(held) == sorted(held)
    assert names == sorted(contents)
    assert known == [f"{n}.txt" for n in range(9)]
    assert (queued, count, queue.size) == ([("d3", 0), ("d0", 1), ("d9", 0)], 3, 15)


def test_what_an_error_interrupts_is_not_kept_but_what_was_saved_is(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.warehouse.register_file._SAVE_SECONDS", -1)

    def interrupted() -> None:
        with Register.writing(lake) as register:
            register.put([entry("e.txt", "d5", manifest.SEEN)])
            register.save_now_and_then()
            with Register.reading(lake) as beside:
                assert beside.held("d5").entries[0].path == "e.txt"
            register.put([entry("f.txt", "d6", manifest.SEEN)])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with Register.reading(lake) as after:
        assert [one.document_id for one in after.every()] == ["d1", "d2", "d3", "d5"]
    assert os.listdir(lake.root) == ["register.sqlite"]


def test_a_reader_sees_the_register_as_it_was_when_it_opened_it(lake: Lake) -> None:
    with Register.reading(lake) as before:
        with Register.writing(lake) as register:
            register.put([entry("e.txt", "d5", manifest.SEEN)])
        assert before.count() == 3
    with Register.reading(lake) as after:
        assert after.count() == 4


def test_the_register_of_a_lake_of_two_files_is_taken_over(lake: Lake, tmp_path: Path) -> None:
    with Register.reading(lake) as register:
        (frame,) = register.name_frames()
        before = list(register.by_name())
    older = Lake(tmp_path / "older")
    older.root.mkdir()
    frame.drop("taken_at").write_parquet(older.root / "manifest.parquet")
    pl.DataFrame({"document_id": ["d1"]}).write_parquet(older.root / "notes.parquet")
    with Register.writing(older) as register:
        assert list(register.by_name()) == before
    assert os.listdir(older.root) == ["register.sqlite"]


def test_entries_of_another_version_of_the_program_get_the_columns_that_they_lack(lake: Lake) -> None:
    with closing(sqlite3.connect(lake.register_path)) as connection, connection:
        connection.execute("ALTER TABLE entry DROP COLUMN taken_at")
    with Register.writing(lake) as register:
        assert [found.taken_at for found in register.by_name()] == [None] * 4
