"""The bench of published disclosures counts what an ingest would load."""

import csv
from pathlib import Path

import pytest
from small_disclosures import disclosure, write

from bench.published import Figures, lines, measure, percent, write_csv, year_of_name

AMOUNTS = {"2010301": "120000.00", "2010302": "3500.50"}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Figures]:
    """Counts by path of a budget, the same under another name, one of another year, and a file that is no text."""
    place = tmp_path_factory.mktemp("published")
    files: dict[str, str | bytes] = {
        "2025年预算.txt": disclosure(amounts=AMOUNTS),
        "copy.txt": disclosure(amounts=AMOUNTS),
        "2026年预算.txt": disclosure("延津县教育局", 2024),
        "empty.pdf": b"%PDF-1.7\n",
    }
    write(place / "raw", files)
    return {figures.path: figures for figures in measure(place / "raw", place / "lake", 1)}


def test_cells_and_their_proof_are_counted(found: dict[str, Figures]) -> None:
    one = found["copy.txt"] if found["2025年预算.txt"].status == "superseded" else found["2025年预算.txt"]
    assert (one.printed, one.recognised, one.declared_empty) == (1, 1, 0)
    # The total and two items, each in 合计 and 基本支出; the column 项目支出 is blank.
    assert (one.money, one.budget, one.proven, one.disputed) == (6, 6, 6, 0)
    assert one.budget_twice == 6
    assert one.unparsed == 0


def test_files_that_add_nothing_say_why(found: dict[str, Figures]) -> None:
    twins = {found["copy.txt"].status, found["2025年预算.txt"].status}
    assert twins == {"loaded", "superseded"}
    assert found["empty.pdf"].status == "refused"
    assert found["empty.pdf"].reason


def test_a_name_that_states_another_year_is_told(found: dict[str, Figures]) -> None:
    text = "\n".join(lines(list(found.values())))
    assert "files whose name states another year than their content: 1" in text
    assert "2026年预算.txt: 2026 in the name, 2024 in the content" in text


def test_the_report_closes_with_the_targets(found: dict[str, Figures]) -> None:
    text = lines(list(found.values()))
    assert text[-6].split() == ["crashes", "0", "0"]
    assert text[-4].split() == ["budget", "cells", "proven", ">=", "96", "%", "100.00", "%"]


def test_a_csv_has_a_row_per_document(found: dict[str, Figures], tmp_path: Path) -> None:
    write_csv(list(found.values()), tmp_path / "run.csv")
    with (tmp_path / "run.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["path"] for row in rows] == sorted(found)
    assert sum(int(row["money"]) for row in rows) == sum(one.money for one in found.values())


@pytest.mark.parametrize(
    ("path", "year"),
    [
        ("城市/医保局_2026年部门预算.pdf", "2026"),
        ("商务委员会25年预算.pdf", "2025"),
        ("archives-1769321433314-826553525.pdf", ""),
        ("2024/局.pdf", ""),
        ("比2024年_2025年预算.pdf", "2025"),
    ],
)
def test_the_year_of_a_name(path: str, year: str) -> None:
    assert year_of_name(path) == year


def test_shares() -> None:
    assert percent(1, 8) == "12.50"
    assert percent(0, 0) == "-"
