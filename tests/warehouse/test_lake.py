"""The lake: a document comes back as it went in, partitions are replaced whole."""

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import contract
from pipeline.documents.model import Box, Cell, Content, Document, Paragraph, Table, Unread
from pipeline.warehouse import files
from pipeline.warehouse.lake import Lake

numbers = st.integers(min_value=1, max_value=2**31 - 1)
pages = st.none() | numbers
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
points = st.floats(allow_nan=False)
boxes = st.none() | st.builds(Box, points, points, points, points)
cells = st.builds(Cell, numbers, numbers, texts, numbers, numbers, pages, boxes)
tables = st.builds(
    Table, numbers, numbers, numbers, st.lists(cells, max_size=5).map(tuple), pages, pages, st.booleans()
)
paragraphs = st.builds(Paragraph, numbers, texts, pages)
unread = st.lists(st.builds(Unread, numbers, texts), max_size=2).map(tuple)
documents = st.builds(
    Document,
    document_id=st.just("0123456789abcdef"),
    sha256=texts,
    size_bytes=st.integers(min_value=0, max_value=2**62),
    media_type=texts,
    reader=texts,
    reader_version=st.just("2.1"),
    content=st.builds(Content, st.lists(paragraphs | tables, max_size=6).map(tuple), pages, unread),
)


@given(document=documents)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_document_comes_back_exactly(tmp_path_factory, document):
    lake = Lake(tmp_path_factory.mktemp("lake"))
    assert not lake.has_document(document.document_id, "2.1")
    lake.write_document(document)
    assert lake.has_document(document.document_id, "2.1")
    assert not lake.has_document(document.document_id, "2.2")
    assert lake.read_document(document.document_id, "2.1") == document


@given(document=documents)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_document_in_the_form_of_older_lakes_is_read(tmp_path_factory, document):
    """A folder with a file for each part; the document's own did not always say what was not read."""
    lake = Lake(tmp_path_factory.mktemp("lake"))
    lake.write_document(document)
    (stored,) = lake.root.rglob("*.parquet")
    whole = pl.read_parquet(stored)
    for name in ("paragraphs", "tables", "cells"):
        whole[name].item().struct.unnest().write_parquet(stored.with_name(f"{name}.parquet"))
    head = whole.drop("paragraphs", "tables", "cells")
    for own in (head, head.drop("unread")) if not document.content.unread else (head,):
        own.write_parquet(stored)
        assert lake.has_document(document.document_id, "2.1")
        assert lake.read_document(document.document_id, "2.1") == document
    lake.write_document(document)
    assert set(pl.read_parquet(stored).columns) <= set(head.columns)  # what is there stays


def document(text: str, version: str = "1") -> Document:
    return Document("ab12", "ab", 3, "text/plain", "word", version, Content((Paragraph(1, text),)))


def test_a_document_is_immutable_and_kept_by_reader_version(tmp_path):
    lake = Lake(tmp_path)
    lake.write_document(document("first"))
    lake.write_document(document("second"))
    lake.write_document(document("by a newer reader", "2"))
    assert lake.read_document("ab12", "1") == document("first")
    assert lake.read_document("ab12", "2").blocks == (Paragraph(1, "by a newer reader"),)
    assert sorted(path.name for path in (tmp_path / "documents" / "ab12").iterdir()) == ["1", "2"]


def test_a_document_that_was_interrupted_is_not_there(tmp_path, monkeypatch):
    lake = Lake(tmp_path)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(pl.DataFrame, "write_parquet", fail)
        with pytest.raises(OSError, match="no space"):
            lake.write_document(document("text"))
    assert not lake.has_document("ab12", "1")
    lake.write_document(document("text"))
    assert lake.read_document("ab12", "1") == document("text")


@pytest.mark.parametrize("name", ["../../etc", "a/b", "", ".hidden"])
def test_names_that_leave_the_lake_are_refused(tmp_path, name):
    with pytest.raises(ValueError, match="cannot name"):
        Lake(tmp_path).has_document(name, "1")
    with pytest.raises(ValueError, match="cannot name"):
        Lake(tmp_path).write_facts("core.fact_task", name, 2025, contract.frame("core.fact_task", []))


def test_a_missing_document_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="ab12"):
        Lake(tmp_path).read_document("ab12", "1")


def tasks(*ids: str) -> pl.DataFrame:
    return contract.frame(
        "core.fact_task",
        [
            {"task_id": name, "disclosure_id": "d", "document_id": "x", "seq": 1, "proof": "unchecked"}
            | {"table_no": 1, "row_no": 1}
            for name in ids
        ],
    )


def read(lake: Lake, table: str = "core.fact_task") -> list[str]:
    return [name for file in lake.fact_files(table) for name in pl.read_parquet(file)["task_id"]]


def test_facts_lie_by_table_region_and_year(tmp_path):
    lake = Lake(tmp_path)
    lake.write_facts("core.fact_task", "130121", 2025, tasks("T1", "T2"))
    lake.write_facts("core.fact_task", "130121", 2021, tasks("T0"))
    lake.write_facts("core.fact_task", None, None, tasks("T9"))
    assert [path.relative_to(tmp_path).as_posix() for path in lake.fact_files("core.fact_task")] == [
        "facts/core.fact_task/region=130121/year=2021/part.parquet",
        "facts/core.fact_task/region=130121/year=2025/part.parquet",
        "facts/core.fact_task/region=unidentified/year=none/part.parquet",
    ]
    assert read(lake) == ["T0", "T1", "T2", "T9"]
    assert lake.partitions() == [("130121", 2021), ("130121", 2025), (None, None)]


def test_writing_replaces_and_nothing_removes(tmp_path):
    lake = Lake(tmp_path)
    lake.write_facts("core.fact_task", "130121", 2025, tasks("T1"))
    lake.write_facts("core.fact_task", "130121", 2025, tasks("T2"))
    assert read(lake) == ["T2"]
    lake.write_facts("core.fact_task", "130121", 2025, tasks())
    assert lake.fact_files("core.fact_task") == []


def test_columns_that_are_not_the_contracts_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"core\.fact_task"):
        Lake(tmp_path).write_facts("core.fact_task", "130121", 2025, tasks("T1").drop("name"))


def test_a_partition_is_replaced_whole_and_marked_when_complete(tmp_path):
    lake = Lake(tmp_path)
    assert lake.partition_digest("130121", 2025) is None
    lake.write_facts("core.fact_asset", "130121", 2025, contract.frame("core.fact_asset", [ASSET]))
    lake.write_partition("130121", 2025, {"core.fact_task": tasks("T1")}, "inputs-1")
    assert lake.partition_digest("130121", 2025) == "inputs-1"
    assert lake.fact_files("core.fact_asset") == []
    lake.write_facts("core.fact_task", "130121", 2025, tasks("T2"))
    assert lake.partition_digest("130121", 2025) is None, "a partition changed by hand is not known to be complete"
    lake.write_partition("130121", 2025, {}, "inputs-2")
    lake.clear_partition("130121", 2025)
    assert lake.partition_digest("130121", 2025) is None
    assert lake.partitions() == []


ASSET = {
    "asset_id": "A1",
    "disclosure_id": "d",
    "document_id": "x",
    "item": "车辆",
    "proof": "unchecked",
    "table_no": 1,
    "row_no": 1,
}


def test_an_interrupted_partition_has_no_digest(tmp_path, monkeypatch):
    lake = Lake(tmp_path)
    lake.write_partition("130121", 2025, {"core.fact_task": tasks("T1")}, "inputs-1")

    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(pl.DataFrame, "write_parquet", fail)
        with pytest.raises(KeyboardInterrupt):
            lake.write_partition("130121", 2025, {"core.fact_task": tasks("T2")}, "inputs-2")
    assert lake.partition_digest("130121", 2025) is None
    assert read(lake) == ["T1"]


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path):
    target = tmp_path / "file"
    files.write_text("old", target)

    def fail(path):
        path.write_text("half")
        raise RuntimeError("interrupted")

    with pytest.raises(RuntimeError):
        files.write_whole(target, fail)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
