"""The same files give the same warehouse, byte for byte, whatever their order, names' times and the workers."""

import os
import random
from pathlib import Path

import pytest
from crash.canonical import export, set_aside
from small_disclosures import disclosed, disclosure, write

from pipeline.warehouse import ingest
from pipeline.warehouse.pool import Workers
from samples.make import files as sample_files


@pytest.fixture(scope="module")
def files() -> dict[str, str | bytes]:
    """Disclosures in parts, repeats, versions and one file of two."""
    found: dict[str, str | bytes] = {}
    for n in range(1, 6):
        found[f"{n}.txt"] = disclosure(f"井陉县第{n}中学", amounts={"2050204": f"{n}.00"})
    found["a again.txt"] = disclosure("井陉县第1中学", amounts={"2050204": "17.00"})
    found["a repeat.txt"] = disclosure("井陉县第2中学", amounts={"2050204": "2.00"}) + "\n\n"
    found["two.txt"] = disclosed("井陉县财政局", "100.00") + disclosed("井陉县审计局", "200.00")
    found["part 1.txt"] = disclosed("井陉县教育局", "100.00", tables=["部门收入总表"])
    found["part 2.txt"] = disclosed("井陉县教育局", "100.00", tables=["部门支出总表"])
    found |= {path: data for path, data in sample_files().items() if path.endswith("2025年部门预算公开.txt")}
    return found


def warehouse(folder: Path, files: dict[str, str | bytes], workers: int, seed: int | None) -> bytes:
    """The canonical export of a warehouse of these files; ``seed`` shuffles the order they are written in and times."""
    names = list(files)
    raw = folder / "raw"
    if seed is not None:
        random.Random(seed).shuffle(names)
    for number, name in enumerate(names):
        write(raw, {name: files[name]})
        os.utime(raw / name, (10_000 * number, 10_000 * number))
    with Workers(workers) as pool:
        place = ingest.Workspace(raw, folder / "warehouse", pool)
        ingest.run(place)
    assert set_aside(place.database) == []
    return export(place.database)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, files: dict[str, str | bytes]) -> bytes:
    return warehouse(tmp_path_factory.mktemp("plain"), files, 1, None)


def test_the_order_and_the_times_of_files_do_not_matter(
    tmp_path: Path, files: dict[str, str | bytes], plain: bytes
) -> None:
    assert warehouse(tmp_path, files, 1, seed=20260401) == plain


def test_the_number_of_workers_does_not_matter(
    tmp_path: Path, files: dict[str, str | bytes], plain: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.warehouse.pool.SERIAL_BELOW", 0)
    assert warehouse(tmp_path, files, 2, seed=7) == plain
