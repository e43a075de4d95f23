"""A night costs what is new: a document is read once, whatever becomes of the words that it is understood by."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from small_disclosures import disclosure, write

from pipeline.documents import reading
from pipeline.warehouse import ingest, work
from pipeline.warehouse.pool import Workers

pytestmark = pytest.mark.usefixtures("no_check_before_publication")


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often documents were read, asked who they are, and derived."""
    calls = dict.fromkeys(("read", "identify_sections", "derive"), 0)

    def counting(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            calls[name] += 1
            return original(*arguments)

        return call

    for name in calls:
        monkeypatch.setattr(work, name, counting(name, getattr(work, name)))
    return calls


@pytest.fixture
def place(tmp_path: Path, counted: dict[str, int]) -> ingest.Workspace:
    """A warehouse of twenty disclosures."""
    schools = {f"{n}.txt": disclosure(f"井陉县第{n}中学", amounts={"2050204": f"{n}.00"}) for n in range(20)}
    write(tmp_path / "raw", schools)
    place = ingest.Workspace(tmp_path / "raw", tmp_path / "warehouse", Workers(1, limits=None))
    ingest.run(place)
    assert counted == {"read": 20, "identify_sections": 20, "derive": 20}
    counted.update(dict.fromkeys(counted, 0))
    return place


def test_ten_new_files_are_ten_documents_to_read(place: ingest.Workspace, counted: dict[str, int]) -> None:
    new = {f"新{n}.txt": disclosure(f"井陉县第{n}小学", amounts={"2050202": f"{n + 1}.00"}) for n in range(10)}
    write(place.raw_dir, new)
    ingest.run(place)
    assert counted == {"read": 10, "identify_sections": 10, "derive": 10}


def test_another_vocabulary_derives_the_facts_anew_and_reads_nothing(
    place: ingest.Workspace, counted: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("disclosing", "ingest", "units"):
        monkeypatch.setattr(f"pipeline.warehouse.{module}.code_version", lambda: "another vocabulary")
    ingest.run(place)
    assert counted == {"read": 0, "identify_sections": 20, "derive": 20}


def test_another_version_of_a_reader_reads_its_documents_anew_and_no_others(
    place: ingest.Workspace, counted: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(place.raw_dir, {"别.txt": "井陉县某局2025年部门预算\n支出合计1.00万元。\n"})
    ingest.run(place)
    counted.update(dict.fromkeys(counted, 0))
    newer = f"{reading.READER_VERSIONS['word_text']}+"
    dialects = (replace(one, version=newer) if one.name == "word_text" else one for one in reading._DIALECTS)
    monkeypatch.setattr(reading, "_DIALECTS", tuple(dialects))
    monkeypatch.setitem(reading.READER_VERSIONS, "word_text", newer)
    ingest.run(place)
    assert counted == {"read": 20, "identify_sections": 20, "derive": 20}
    ingest.run(place)
    assert counted == {"read": 20, "identify_sections": 20, "derive": 20}
