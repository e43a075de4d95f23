"""The copy of the lake: a back-up from which the warehouse is made again, and a copy that others can query."""

import json
import shutil
from pathlib import Path

import duckdb
import fsspec
import pytest
from small_disclosures import disclosure, write

from pipeline.warehouse import ingest
from pipeline.warehouse.mirror import MirrorError, back_up, restore
from pipeline.warehouse.pool import Workers

pytestmark = pytest.mark.usefixtures("no_check_before_publication")


@pytest.fixture
def place(tmp_path: Path) -> ingest.Workspace:
    raw = write(tmp_path / "raw", {"a.txt": disclosure(), "b.txt": disclosure("延津县教育局", 2024)})
    workspace = ingest.Workspace(raw, tmp_path / "warehouse", Workers(1, limits=None))
    ingest.run(workspace)
    return workspace


def again(place: ingest.Workspace) -> None:
    """Another run on the same folders."""
    ingest.run(ingest.Workspace(place.raw_dir, place.warehouse_dir, place.workers))


def amounts(workspace: ingest.Workspace) -> list[object]:
    with duckdb.connect(str(workspace.database), read_only=True) as connection:
        return connection.sql("SELECT line_item_id, amount_yuan FROM core.fact_line_item ORDER BY ALL").fetchall()


def interrupt_back_up(place: ingest.Workspace, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A back-up for which there is no space."""

    def fail(*_: object) -> None:
        raise OSError("no space")

    with monkeypatch.context() as broken:
        broken.setattr(fsspec.get_filesystem_class("file"), "put_file", fail)
        with pytest.raises(OSError, match="no space"):
            back_up(place.lake.root, url)


def test_raw_and_a_copy_of_the_lake_are_enough(
    place: ingest.Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = amounts(place)
    copied = back_up(place.lake.root, "memory://backup/lake")
    assert copied > 0
    shutil.rmtree(place.warehouse_dir)
    place.warehouse_dir.mkdir()

    assert restore("memory://backup/lake", place.lake.root) == copied
    monkeypatch.setattr("pipeline.warehouse.work.read", None)  # nothing is read again
    again(place)

    assert amounts(place) == before


def test_only_what_changed_is_copied_again(place: ingest.Workspace, tmp_path: Path) -> None:
    url = f"file://{tmp_path / 'copy'}"
    whole = back_up(place.lake.root, url)
    assert back_up(place.lake.root, url) == 0
    write(place.raw_dir, {"c.txt": disclosure("延津县水利局", 2023)})
    (place.raw_dir / "b.txt").unlink()
    again(place)
    assert 0 < back_up(place.lake.root, url) < whole
    held = {path.relative_to(tmp_path / "copy").as_posix() for path in (tmp_path / "copy").rglob("*.parquet")}
    assert held == {path.relative_to(place.lake.root).as_posix() for path in place.lake.root.rglob("*.parquet")}


def test_a_copy_that_was_interrupted_is_not_restored(
    place: ingest.Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"file://{tmp_path / 'copy'}"
    back_up(place.lake.root, url)
    write(place.raw_dir, {"c.txt": disclosure("延津县水利局", 2023)})
    again(place)

    interrupt_back_up(place, url, monkeypatch)
    with pytest.raises(MirrorError, match="no whole copy"):
        restore(url, tmp_path / "new" / "lake")
    back_up(place.lake.root, url)
    assert restore(url, tmp_path / "new" / "lake") > 0


def test_what_left_the_lake_leaves_the_copy_though_the_back_up_before_was_interrupted(
    place: ingest.Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Facts of a partition that is gone would count twice for whoever reads the copy by a pattern."""
    copy = tmp_path / "copy"
    back_up(place.lake.root, f"file://{copy}")
    gone = [path.relative_to(copy) for path in copy.rglob("region=410726/**/part.parquet")]
    assert gone
    write(place.raw_dir, {"c.txt": disclosure("井陉县教育局", 2023)})
    (place.raw_dir / "b.txt").unlink()
    again(place)

    interrupt_back_up(place, f"file://{copy}", monkeypatch)
    assert all((copy / path).exists() for path in gone)
    back_up(place.lake.root, f"file://{copy}")
    assert not any((copy / path).exists() for path in gone)
    here = {path.relative_to(place.lake.root) for path in place.lake.root.rglob("*") if path.is_file()}
    there = {path.relative_to(copy) for path in copy.rglob("*") if path.is_file()}
    assert there == here | {Path("mirror.json")}


def test_a_lake_is_never_overwritten(place: ingest.Workspace, tmp_path: Path) -> None:
    back_up(place.lake.root, f"file://{tmp_path / 'copy'}")
    with pytest.raises(MirrorError, match="stands there already"):
        restore(f"file://{tmp_path / 'copy'}", place.lake.root)
    with pytest.raises(MirrorError, match="ingest first"):
        back_up(tmp_path / "nothing", f"file://{tmp_path / 'copy'}")


def test_a_copy_cannot_write_elsewhere(place: ingest.Workspace, tmp_path: Path) -> None:
    back_up(place.lake.root, f"file://{tmp_path / 'copy'}")
    (tmp_path / "copy" / "mirror.json").write_text(json.dumps({"../out": [1, 1]}), encoding="utf-8")
    with pytest.raises(MirrorError, match="outside the lake"):
        restore(f"file://{tmp_path / 'copy'}", tmp_path / "new" / "lake")
