"""Stages on small folders: what changes, what stays, what is set aside. Dagster is not needed for any of it."""

import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest
from small_disclosures import disclosed, disclosure, write

from pipeline import contract
from pipeline.documents.reading import document_id
from pipeline.warehouse import ingest, work
from pipeline.warehouse.changes import TABLES as CHANGES
from pipeline.warehouse.pool import Workers
from pipeline.warehouse.register import Register

pytestmark = pytest.mark.usefixtures("no_check_before_publication")

RUN_COLUMNS = {"first_seen_at", "superseded_at", "changed_at", "loaded_at", "mtime", "root"}
"""What may differ between two ingests of the same files."""

Rows = list[tuple[Any, ...]]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return write(
        tmp_path / "raw",
        {
            "a/井陉县数据和政务服务局2025.txt": disclosure(amounts={"2010301": "120000.00", "2010302": "3500.50"}),
            "b/井陉县教育局2025.txt": disclosure("井陉县教育局", amounts={"2050101": "88000.00"}),
        },
    )


@pytest.fixture
def place(raw: Path, tmp_path: Path) -> ingest.Workspace:
    return ingest.Workspace(raw, tmp_path / "warehouse", Workers(1, limits=None))


def content(workspace: ingest.Workspace) -> dict[str, Rows]:
    """Every table of the published database, without what a run is free to choose."""
    found = {}
    with duckdb.connect(str(workspace.database), read_only=True) as connection:
        for table, columns in contract.tables().items():
            if table in CHANGES:  # they tell of runs
                continue
            schema, name = table.split(".")
            kept = ", ".join(f'"{column}"' for column in columns if column not in RUN_COLUMNS)
            found[table] = connection.sql(f'SELECT {kept} FROM {schema}."{name}" ORDER BY ALL').fetchall()
    return found


def statuses(workspace: ingest.Workspace) -> dict[str, tuple[str, str | None]]:
    with duckdb.connect(str(workspace.database), read_only=True) as connection:
        rows = connection.sql("SELECT path, status, reason FROM raw.document").fetchall()
    return {path: (status, reason) for path, status, reason in rows}


def amounts(workspace: ingest.Workspace) -> list[tuple[str, str]]:
    with duckdb.connect(str(workspace.database), read_only=True) as connection:
        return connection.sql(
            "SELECT function_code, amount_yuan::VARCHAR "
            "FROM core.fact_line_item JOIN core.disclosure USING (disclosure_id) "
            "WHERE is_current AND is_leaf AND column_path = '合计' ORDER BY ALL"
        ).fetchall()


def test_a_folder_becomes_a_warehouse(place: ingest.Workspace) -> None:
    ingest.run(place)

    assert amounts(place) == [("2010301", "120000.00"), ("2010302", "3500.50"), ("2050101", "88000.00")]
    assert {status for status, _ in statuses(place).values()} == {"loaded"}
    assert not place.next_database.exists()


def test_a_second_run_reads_nothing_and_publishes_nothing(
    place: ingest.Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest.run(place)
    before = place.database.stat()

    def fail(*_: object) -> None:
        raise AssertionError("a document was read again")

    monkeypatch.setattr("pipeline.warehouse.work.read", fail)
    monkeypatch.setattr("pipeline.warehouse.lake.Lake.read_document", fail)
    ingest.run(place)

    after = place.database.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_touched_file_is_not_read_again(place: ingest.Workspace, raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest.run(place)
    before = content(place)
    os.utime(raw / "b/井陉县教育局2025.txt", (1, 1))

    assert ingest.changes(place).is_empty
    monkeypatch.setattr("pipeline.warehouse.work.read", None)
    ingest.run(place)

    assert content(place) == before


def test_one_more_file_adds_only_its_rows(place: ingest.Workspace, raw: Path) -> None:
    ingest.run(place)
    before = content(place)
    write(raw, {"c.txt": disclosure("井陉县民政局", amounts={"2080201": "5000.00"})})

    ingest.scan(place)
    assert ingest.read_new(place).read == 1
    ingest.resolve_disclosures(place)
    assert ingest.derive_changed(place).units == 1
    ingest.run(place)

    after = content(place)
    for table, rows in before.items():
        assert set(rows) <= set(after[table]), table
    added = set(after["core.fact_line_item"]) - set(before["core.fact_line_item"])
    assert {row[2] for row in added} == {_document(place, "c.txt")}
    assert len(after["core.disclosure"]) == 3


def test_a_new_warehouse_has_the_same_content(place: ingest.Workspace, raw: Path, tmp_path: Path) -> None:
    ingest.run(place)
    write(raw, {"c.txt": disclosure("井陉县民政局", amounts={"2080201": "5000.00"})})
    ingest.run(place)

    again = ingest.Workspace(raw, tmp_path / "again", Workers(1, limits=None))
    ingest.run(again)

    assert content(again) == content(place)


def test_workers_and_their_order_do_not_matter(
    place: ingest.Workspace, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest.run(place)
    monkeypatch.setattr("pipeline.warehouse.pool.SERIAL_BELOW", 0)
    with Workers(2) as workers:
        parallel = ingest.Workspace(raw, tmp_path / "parallel", workers)
        ingest.run(parallel)
    assert content(parallel) == content(place)


def test_outcomes_may_come_in_any_order(place: ingest.Workspace, raw: Path, tmp_path: Path) -> None:
    ingest.run(place)

    class Shuffled(Workers):
        def run(self, *arguments: Any, **named: Any) -> Iterator[Any]:  # type: ignore[override]
            outcomes = list(super().run(*arguments, **named))
            random.Random(1).shuffle(outcomes)
            yield from outcomes

    shuffled = ingest.Workspace(raw, tmp_path / "shuffled", Shuffled(1, limits=None))
    ingest.run(shuffled)

    assert content(shuffled) == content(place)


@pytest.mark.parametrize("stage", ["read_new", "resolve_disclosures", "derive_changed", "build_next", "publish_next"])
def test_an_interrupted_run_is_finished_by_the_next(
    place: ingest.Workspace, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(ingest, stage, _interrupt)
        with pytest.raises(KeyboardInterrupt):
            ingest.run(place)
    assert not place.database.exists()

    ingest.run(place)

    whole = ingest.Workspace(raw, tmp_path / "whole", Workers(1, limits=None))
    ingest.run(whole)
    assert content(place) == content(whole)


def test_an_interruption_amid_the_partitions_leaves_no_stale_rows(
    place: ingest.Workspace, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(raw, {"d.txt": disclosure("延津县教育局", 2024)})
    ingest.run(place)
    (raw / "d.txt").unlink()
    write(raw, {"a/井陉县数据和政务服务局2025.txt": disclosure(amounts={"2010301": "1.00"})})
    with monkeypatch.context() as broken:
        broken.setattr("pipeline.warehouse.lake.Lake.clear_partition", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            ingest.run(place)

    ingest.run(place)

    assert amounts(place) == [("2010301", "1.00"), ("2050101", "88000.00")]


def test_a_file_that_is_gone_is_withdrawn_with_its_facts(place: ingest.Workspace, raw: Path) -> None:
    ingest.run(place)
    (raw / "b/井陉县教育局2025.txt").unlink()
    ingest.run(place)

    assert statuses(place)["b/井陉县教育局2025.txt"] == ("withdrawn", "the file is gone")
    assert amounts(place) == [("2010301", "120000.00"), ("2010302", "3500.50")]


def test_a_file_that_comes_back_is_loaded_without_reading(
    place: ingest.Workspace, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest.run(place)
    before = content(place)
    path = raw / "b/井陉县教育局2025.txt"
    data = path.read_bytes()
    path.unlink()
    ingest.run(place)
    path.write_bytes(data)
    monkeypatch.setattr("pipeline.warehouse.work.read", None)
    ingest.run(place)

    assert content(place) == before


def test_new_content_under_an_old_name_is_a_new_version(place: ingest.Workspace, raw: Path) -> None:
    ingest.run(place)
    write(raw, {"b/井陉县教育局2025.txt": disclosure("井陉县教育局", amounts={"2050101": "99000.00"})})
    ingest.run(place)

    assert ("2050101", "99000.00") in amounts(place)
    assert ("2050101", "88000.00") not in amounts(place)
    with duckdb.connect(str(place.database), read_only=True) as connection:
        found = connection.sql("SELECT status FROM raw.document WHERE path LIKE 'b/%' ORDER BY 1").fetchall()
        present = connection.sql("SELECT is_present FROM raw.document_path WHERE path LIKE 'b/%' ORDER BY 1").fetchall()
        versions = connection.sql(
            "SELECT version, is_current, amount_yuan::VARCHAR FROM core.disclosure JOIN core.fact_line_item "
            "USING (disclosure_id) WHERE function_code = '2050101' AND column_path = '合计' ORDER BY 1"
        ).fetchall()
    assert found == [("loaded",), ("superseded",)]
    assert present == [(False,), (True,)]
    assert versions == [(1, False, "88000.00"), (2, True, "99000.00")]


def test_a_file_that_gets_its_first_content_back_is_its_first_version_again(place: ingest.Workspace, raw: Path) -> None:
    name = "b/井陉县教育局2025.txt"
    for amount in ("88000.00", "99000.00", "88000.00"):
        write(raw, {name: disclosure("井陉县教育局", amounts={"2050101": amount})})
        ingest.run(place)

    assert ("2050101", "88000.00") in amounts(place)
    with duckdb.connect(str(place.database), read_only=True) as connection:
        versions = connection.sql(
            "SELECT version, is_current, amount_yuan::VARCHAR FROM core.disclosure JOIN core.fact_line_item "
            "USING (disclosure_id) WHERE function_code = '2050101' AND column_path = '合计' ORDER BY 1"
        ).fetchall()
        documents = connection.sql("SELECT status, path FROM raw.document WHERE path LIKE 'b/%' ORDER BY 1").fetchall()
        moved = connection.sql(
            "SELECT change, version_before, version FROM audit.disclosure_change JOIN audit.run USING (run_id) "
            "WHERE version_before IS NOT NULL ORDER BY run_at"
        ).fetchall()
    assert versions == [(1, True, "88000.00"), (2, False, "99000.00")]
    assert documents == [("loaded", name), ("superseded", name)]
    assert moved == [("restated", 1, 2), ("restated", 2, 1)]


def test_a_file_that_becomes_another_bureaus_is_withdrawn_with_its_facts(place: ingest.Workspace, raw: Path) -> None:
    ingest.run(place)
    write(raw, {"b/井陉县教育局2025.txt": disclosure("井陉县民政局", amounts={"2080201": "5000.00"})})
    ingest.run(place)

    assert amounts(place) == [("2010301", "120000.00"), ("2010302", "3500.50"), ("2080201", "5000.00")]
    with duckdb.connect(str(place.database), read_only=True) as connection:
        (reason,) = connection.sql("SELECT reason FROM raw.document WHERE status = 'withdrawn'").fetchall()
        facts = connection.sql("SELECT count(*) FROM core.fact_line_item WHERE function_code = '2050101'").fetchall()
    assert reason[0].startswith("the file has another content now")
    assert facts == [(0,)]


def test_a_file_that_is_republished_broken_is_withdrawn_and_comes_back_mended(
    place: ingest.Workspace, raw: Path
) -> None:
    path = raw / "b/井陉县教育局2025.txt"
    ingest.run(place)
    path.write_bytes(b"")
    ingest.run(place)
    assert amounts(place) == [("2010301", "120000.00"), ("2010302", "3500.50")]
    write(raw, {"b/井陉县教育局2025.txt": disclosure("井陉县教育局", amounts={"2050101": "99000.00"})})
    ingest.run(place)
    with duckdb.connect(str(place.database), read_only=True) as connection:
        versions = connection.sql("SELECT version, is_current FROM core.disclosure ORDER BY ALL").fetchall()
    assert versions == [(1, False), (1, True), (2, True)]


def test_a_moved_file_keeps_its_place_among_the_versions(place: ingest.Workspace, raw: Path) -> None:
    ingest.run(place)
    write(raw, {"b/again.txt": disclosure("井陉县教育局", amounts={"2050101": "90000.00"})})
    ingest.run(place)
    (raw / "archive").mkdir()
    (raw / "b/井陉县教育局2025.txt").rename(raw / "archive/井陉县教育局2025.txt")
    ingest.run(place)

    assert statuses(place)["archive/井陉县教育局2025.txt"][0] == "superseded"
    assert ("2050101", "90000.00") in amounts(place)


def test_one_content_under_two_names_is_one_document(place: ingest.Workspace, raw: Path) -> None:
    ingest.run(place)
    facts = content(place)["core.fact_line_item"]
    write(raw, {"copy.txt": (raw / "b/井陉县教育局2025.txt").read_bytes()})
    ingest.run(place)

    assert content(place)["core.fact_line_item"] == facts
    assert len(content(place)["raw.document"]) == 2
    assert len(content(place)["raw.document_path"]) == 3

    (raw / "b/井陉县教育局2025.txt").unlink()
    ingest.run(place)
    assert statuses(place)["copy.txt"] == ("loaded", None)
    assert content(place)["core.fact_line_item"] == facts


def test_a_later_file_with_other_figures_is_a_new_version(place: ingest.Workspace, raw: Path) -> None:
    ingest.run(place)
    write(raw, {"b/again.txt": disclosure("井陉县教育局", amounts={"2050101": "90000.00"})})
    ingest.run(place)

    found = statuses(place)
    assert found["b/again.txt"] == ("loaded", None)
    assert found["b/井陉县教育局2025.txt"][0] == "superseded"
    with duckdb.connect(str(place.database), read_only=True) as connection:
        current = connection.sql(
            "SELECT amount_yuan::VARCHAR FROM core.fact_line_item JOIN core.disclosure USING (disclosure_id) "
            "WHERE is_current AND function_code = '2050101' AND column_path = '合计'"
        ).fetchall()
    assert current == [("90000.00",)]


def test_the_same_figures_in_another_file_are_a_repeat(place: ingest.Workspace, raw: Path) -> None:
    ingest.run(place)
    facts = content(place)["core.fact_line_item"]
    write(raw, {"z.txt": disclosure("井陉县教育局", amounts={"2050101": "88000.00"}) + "\n\n"})
    ingest.run(place)

    assert statuses(place)["z.txt"] == ("superseded", "repeats b/井陉县教育局2025.txt")
    assert content(place)["core.fact_line_item"] == facts
    assert len(content(place)["raw.table"]) == 3


def test_files_of_another_folder_stay(place: ingest.Workspace, tmp_path: Path) -> None:
    ingest.run(place)
    other = write(tmp_path / "other", {"x.txt": disclosure("延津县教育局", 2024, {"2050101": "7.00"})})
    ingest.run(ingest.Workspace(other, place.warehouse_dir, Workers(1, limits=None)))

    assert len(amounts(place)) == 4
    assert {status for status, _ in statuses(place).values()} == {"loaded"}


BAD = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "picture.txt": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "half.docx": b"PK\x03\x04" + b"\0" * 40,
    "old.doc": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600,
    "print.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "packed.rar": b"Rar!\x1a\x07\x00" + b"\0" * 40,
}


def recognised(text: str) -> str:
    """A disclosure in Word's dialect as recognition exports it: one row a line, cells between TABs."""
    head, _, rest = text.partition("部门支出总表\n")
    rows = ["\t".join(row.replace("\t", "").split("\n")) for row in rest.strip("\n").split("\n\n")]
    return f"{head}部门支出总表\n\n" + "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("changed", "expected"), [({"2010305": "3508.50"}, "superseded"), ({}, "superseded"), (None, "loaded")]
)
def test_a_scan_with_a_misread_figure_is_no_new_version(
    place: ingest.Workspace, raw: Path, changed: dict[str, str] | None, expected: str
) -> None:
    amounts_of = {f"20103{number:02}": f"{number}503.50" for number in (1, 2, 3, 4, 5, 6)}
    digital = disclosure(amounts=amounts_of)
    if changed is None:
        scan = recognised(disclosure(amounts=amounts_of | {"2010303": "8503.50"}))
    else:
        scan = recognised(digital)
        for code, amount in changed.items():
            scan = scan.replace(f"{code}\t行政运行\t{amounts_of[code]}", f"{code}\t行政运行\t{amount}")
        assert (scan == recognised(digital)) == (not changed)
    write(raw, {"a/井陉县数据和政务服务局2025.txt": digital, "c/scan.txt": scan})
    ingest.run(place)

    status, reason = statuses(place)["c/scan.txt"]
    assert (status, reason) == (expected, None if expected == "loaded" else "repeats a/井陉县数据和政务服务局2025.txt")
    with duckdb.connect(str(place.database), read_only=True) as connection:
        (reader,) = connection.sql("SELECT reader FROM raw.document WHERE path = 'c/scan.txt'").fetchall()[0]
    assert reader == "ocr_text"


def test_what_cannot_be_read_is_set_aside_and_the_rest_loads(place: ingest.Workspace, raw: Path) -> None:
    write(raw, BAD)
    ingest.run(place)

    found = statuses(place)
    for name in BAD:
        status, reason = found[name]
        assert status == "quarantined", name
        assert len(reason or "") > 10, name
    assert "not supported" in (found["packed.rar"][1] or "")
    assert len(amounts(place)) == 3
    with duckdb.connect(str(place.database), read_only=True) as connection:
        listed = connection.sql("SELECT path, stage FROM audit.quarantine ORDER BY path").fetchall()
    assert listed == [(name, "read") for name in sorted(BAD)]


def test_bad_files_are_not_tried_again_until_the_readers_change(
    place: ingest.Workspace, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(raw, BAD)
    ingest.run(place)
    before = statuses(place)
    ingest.scan(place)
    assert ingest.read_new(place) == ingest.ReadReport(2 + len(BAD), 0, {})
    assert statuses(place) == before

    monkeypatch.setattr("pipeline.warehouse.work.READER_VERSIONS", {"another": "1"})
    assert set(ingest.read_new(place).quarantined) == set(BAD)


def test_hidden_files_and_lock_files_are_ignored(place: ingest.Workspace, raw: Path) -> None:
    write(raw, {".hidden.txt": "x", "~$b.docx": "x", ".~lock.b.docx#": "x", ".git/config": "x"})
    ingest.run(place)

    assert len(statuses(place)) == 2


def test_a_page_that_only_points_to_files_is_set_aside(place: ingest.Workspace, raw: Path) -> None:
    write(raw, {"note.txt": "延津县教育局2024年度部门预算公开\n\n详见文件。\n"})
    ingest.run(place)

    assert statuses(place)["note.txt"] == ("quarantined", "read, but it holds no figures of a budget")


def test_a_document_without_a_year_is_read_and_set_aside(place: ingest.Workspace, raw: Path) -> None:
    write(raw, {"note.txt": "关于会议的通知\n\n请按时参加。\n"})
    ingest.run(place)

    status, reason = statuses(place)["note.txt"]
    assert status == "quarantined"
    assert "year" in (reason or "")
    with duckdb.connect(str(place.database), read_only=True) as connection:
        paragraphs = connection.sql("SELECT count(*) FROM raw.paragraph WHERE disclosure_id IS NULL").fetchall()
        listed = connection.sql("SELECT path, stage FROM audit.quarantine").fetchall()
    assert paragraphs == [(2,)]
    assert listed == [("note.txt", "identity")]


@pytest.mark.parametrize(("function", "stage"), [("identify_sections", "identity"), ("derive", "facts")])
def test_a_failure_of_the_program_stops_one_document_only(
    place: ingest.Workspace, raw: Path, monkeypatch: pytest.MonkeyPatch, function: str, stage: str
) -> None:
    original = getattr(work, function)
    victim = _id(raw / "b/井陉县教育局2025.txt")

    def failing(first: Any, second: Any, *more: Any) -> Any:
        documents = first if isinstance(first, list) else [first]
        if any(document.document_id == victim for document in documents) and second is not None:
            raise ZeroDivisionError("of a cell")
        return original(first, second, *more)

    with monkeypatch.context() as broken:
        broken.setattr(work, function, failing)
        ingest.run(place)
        status, reason = statuses(place)["b/井陉县教育局2025.txt"]
        assert status == "quarantined"
        assert "ZeroDivisionError: of a cell" in (reason or "")
        assert "report" in (reason or "")
        assert amounts(place) == [("2010301", "120000.00"), ("2010302", "3500.50")]
        quarantine = content(place)["audit.quarantine"]
        assert [(row[0], row[4]) for row in quarantine] == [(victim, stage)]
        assert {row[0] for row in content(place)["raw.cell"]} == {victim, _id(raw / "a/井陉县数据和政务服务局2025.txt")}

        before = content(place)
        ingest.run(place)
        assert content(place) == before

    for module in ("disclosing", "units"):
        monkeypatch.setattr(f"pipeline.warehouse.{module}.code_version", lambda: "repaired")
    ingest.run(place)
    assert len(amounts(place)) == 3
    assert statuses(place)["b/井陉县教育局2025.txt"] == ("loaded", None)


def test_a_folder_without_a_disclosure_gives_an_empty_warehouse(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    workspace = ingest.Workspace(tmp_path / "raw", tmp_path / "warehouse", Workers(1, limits=None))
    ingest.run(workspace)

    assert statuses(workspace) == {}
    assert amounts(workspace) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match="not there is not a folder"):
        ingest.run(ingest.Workspace(tmp_path / "not there", tmp_path / "warehouse", Workers(1, limits=None)))


@pytest.mark.parametrize("damage", ["DELETE FROM note", "ALTER TABLE note ADD COLUMN other"])
def test_notes_that_are_lost_or_of_another_version_are_worked_out_again(
    place: ingest.Workspace, raw: Path, damage: str
) -> None:
    write(raw, BAD)
    ingest.run(place)
    before = content(place)
    with closing(sqlite3.connect(place.lake.register_path)) as connection, connection:
        connection.execute(damage)
    ingest.run(place)

    assert content(place) == before


def test_files_are_known_before_any_is_read(place: ingest.Workspace) -> None:
    ingest.scan(place)

    with Register.reading(place.lake) as register:
        entries = list(register.by_name())
    assert {entry.status for entry in entries} == {"seen"}
    assert len({entry.first_seen_at for entry in entries}) == 1


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _id(path: Path) -> str:
    return document_id(path.read_bytes())


def _document(workspace: ingest.Workspace, path: str) -> str:
    with Register.reading(workspace.lake) as register:
        return next(entry.document_id for entry in register.by_name() if entry.path == path)


def test_a_file_of_two_bureaus_gives_two_disclosures(tmp_path: Path) -> None:
    both = disclosed("井陉县财政局", "100.00") + disclosed("井陉县教育局", "200.00")
    raw = write(tmp_path / "raw", {"井陉县2025.txt": both})
    workspace = ingest.Workspace(raw, tmp_path / "warehouse", Workers(1, limits=None))
    ingest.run(workspace)

    assert statuses(workspace) == {"井陉县2025.txt": ("loaded", None)}
    with duckdb.connect(str(workspace.database), read_only=True) as connection:
        found = connection.sql(
            "SELECT p.name, count(*), sum(l.amount_yuan)::VARCHAR FROM core.fact_line_item l "
            "JOIN core.disclosure d USING (disclosure_id) JOIN core.dim_department p USING (department_id) "
            "GROUP BY p.name ORDER BY p.name"
        ).fetchall()
        tables = connection.sql(
            "SELECT count(*), count(DISTINCT disclosure_id), count(DISTINCT (document_id, table_no)) FROM raw.table"
        ).fetchall()
        of_document = connection.sql("SELECT disclosure_id FROM raw.document").fetchall()
    assert found == [("井陉县教育局", 12, "2400.00"), ("井陉县财政局", 12, "1200.00")]
    assert tables == [(6, 2, 6)]
    assert of_document == [(None,)]


def test_a_new_file_beside_a_file_of_two_bureaus_keeps_their_rows(tmp_path: Path) -> None:
    both = disclosed("井陉县财政局", "100.00") + disclosed("井陉县教育局", "200.00")
    raw = write(tmp_path / "raw", {"井陉县2025.txt": both})
    workspace = ingest.Workspace(raw, tmp_path / "warehouse", Workers(1, limits=None))
    ingest.run(workspace)
    before = content(workspace)
    new = raw / "井陉县审计局2025.txt"
    new.write_bytes(disclosure("井陉县审计局").encode())
    ingest.run(workspace)
    assert set(before["core.fact_line_item"]) < set(content(workspace)["core.fact_line_item"])
    new.unlink()
    ingest.run(workspace)
    after = content(workspace)
    assert after["core.fact_line_item"] == before["core.fact_line_item"]
    assert after["raw.cell"] == before["raw.cell"]
