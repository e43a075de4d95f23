"""Which files there are and which of them changed."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.warehouse.scan import Content, Found, Known, compare, content_of, summary, walk


def known(files: list[Found]) -> dict[str, Known]:
    return {
        found.path: Known(found.size_bytes, found.mtime, content_of(found).document_id, is_present=True)
        for found in files
    }


def differences(folder: Path, before: dict[str, Known], *more: Any) -> list[tuple[str, str]]:
    """Kind and path of each difference."""
    return [(found.kind, found.path) for found in compare(folder, sorted(before.items()), *more)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in {"b.txt": b"b", "a/c.txt": b"c", "a/d.pdf": b"d"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_files_come_in_the_order_of_their_paths(folder: Path) -> None:
    assert [found.path for found in walk(folder)] == ["a/c.txt", "a/d.pdf", "b.txt"]


@pytest.mark.parametrize("name", [".hidden", "~$report.docx", ".~lock.report.docx#", ".git/x.txt", "Thumbs.db"])
def test_what_no_publisher_made_is_ignored(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"x")
    assert len(list(walk(folder))) == 3


def test_a_folder_linked_into_itself_is_not_entered(folder: Path) -> None:
    (folder / "loop").symlink_to(folder)
    assert len(list(walk(folder))) == 3


def test_a_link_to_nothing_is_no_file(folder: Path) -> None:
    (folder / "broken.txt").symlink_to(folder / "nowhere")
    assert len(list(walk(folder))) == 3


def test_links_that_are_not_followed_are_named(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    elsewhere = folder.parent / f"{folder.name}-elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x.txt").write_bytes(b"x")
    (folder / "inside.txt").symlink_to(folder / "b.txt")
    list(compare(folder, []))
    assert caplog.messages == []
    (folder / "broken.txt").symlink_to(folder / "nowhere")
    (folder / "county").symlink_to(elsewhere)
    (folder / "x.txt").symlink_to(elsewhere / "x.txt")
    differences = list(compare(folder, []))
    assert [difference.path for difference in differences] == ["a/c.txt", "a/d.pdf", "b.txt", "inside.txt"]
    (message,) = caplog.messages
    assert message.startswith(f"{folder / 'broken.txt'} and 2 more: links out of the raw folder")


def test_a_missing_folder_is_an_error_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match="name the folder"):
        list(walk(tmp_path / "missing"))


def test_unchanged_files_are_not_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = known(list(walk(folder)))
    monkeypatch.setattr("pipeline.warehouse.scan.content_of", None)
    assert differences(folder, before) == []


def test_new_changed_touched_and_gone_files_are_told_apart(folder: Path) -> None:
    before = known(list(walk(folder)))
    (folder / "b.txt").write_bytes(b"other")
    (folder / "a/d.pdf").unlink()
    (folder / "e.txt").write_bytes(b"e")
    os.utime(folder / "a/c.txt", (1, 1))

    assert differences(folder, before) == [
        ("touched", "a/c.txt"),
        ("gone", "a/d.pdf"),
        ("changed", "b.txt"),
        ("changed", "e.txt"),
    ]
    assert summary(folder, sorted(before.items())).is_empty is False


def test_files_come_in_the_order_of_their_texts_also_where_a_folder_has_the_name_of_a_file(tmp_path: Path) -> None:
    for name in ("a.txt", "a/b.txt", "a b.txt", "ab.txt", "乙/1.txt", "甲.txt", "a/b/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_bytes(b"x")
    paths = [found.path for found in walk(tmp_path)]
    assert paths == sorted(paths)
    assert len(paths) == 7


def test_a_name_that_came_back_is_a_change(folder: Path) -> None:
    before = known(list(walk(folder)))
    name, entry = next(iter(before.items()))
    before[name] = Known(entry.size_bytes, entry.mtime, entry.document_id, is_present=False)
    assert differences(folder, before) == [("changed", name)]


def test_a_file_that_cannot_be_opened_has_a_problem(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = next(walk(folder))

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    content = content_of(found)
    assert content.sha256 is None
    assert "permission" in (content.problem or "").lower()
    assert len(content.document_id) == 16


def test_the_digest_names_what_changed(folder: Path) -> None:
    assert summary(folder, []).digest == summary(folder, []).digest
    gone = {"z.txt": Known(1, None, "0" * 16, is_present=True)}
    assert summary(folder, gone.items()).digest != summary(folder, []).digest


NOW = datetime(2025, 3, 1, 18, 0)


def written(path: Path, seconds_ago: float) -> None:
    moment = (NOW.replace(tzinfo=UTC) - timedelta(seconds=seconds_ago)).timestamp()
    os.utime(path, (moment, moment))


def test_a_file_written_just_now_waits_and_is_taken_when_it_stands_still(folder: Path) -> None:
    for name, age in {"b.txt": 1, "a/c.txt": 30, "a/d.pdf": -86400}.items():
        written(folder / name, age)
    found = differences(folder, {}, timedelta(seconds=2), NOW)
    assert found == [("changed", "a/c.txt"), ("changed", "a/d.pdf"), ("moving", "b.txt")]
    later = differences(folder, {}, timedelta(seconds=2), NOW + timedelta(seconds=60))
    assert later == [("changed", "a/c.txt"), ("changed", "a/d.pdf"), ("changed", "b.txt")]


def test_a_file_that_grows_while_it_is_hashed_waits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def growing(found: Found) -> Content:
        content = content_of(found)
        if found.path == "b.txt":
            found.absolute.write_bytes(b"b and more")
        return content

    monkeypatch.setattr("pipeline.warehouse.scan.content_of", growing)
    assert differences(folder, {}) == [("changed", "a/c.txt"), ("changed", "a/d.pdf"), ("moving", "b.txt")]


def test_a_known_file_that_is_being_overwritten_is_neither_gone_nor_changed(folder: Path) -> None:
    before = known(list(walk(folder)))
    (folder / "b.txt").write_bytes(b"half of the n")
    written(folder / "b.txt", 1)
    assert differences(folder, before, timedelta(seconds=2), NOW) == [("moving", "b.txt")]
    found = summary(folder, sorted(before.items()), timedelta(seconds=2), NOW)
    assert (found.is_empty, found.found, found.moving) == (True, 3, 1)


def test_files_of_a_folder_that_cannot_be_listed_are_not_gone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = known(list(walk(folder)))
    (folder / "b.txt").unlink()
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path) == folder / "a":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert differences(folder, before) == [("gone", "b.txt")]


def test_a_root_that_cannot_be_listed_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = known(list(walk(folder)))

    def refuse(path: str) -> object:
        raise OSError(5, "Input/output error", path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(OSError, match="Input/output error"):
        differences(folder, before)


def test_the_same_file_that_comes_again_is_another_change(folder: Path) -> None:
    first = summary(folder, [])
    gone = [
        (found.path, Known(found.size_bytes, found.mtime, content_of(found).document_id, False, NOW))
        for found in walk(folder)
    ]
    assert summary(folder, gone).digest != first.digest
    assert summary(folder, gone).digest == summary(folder, gone).digest
