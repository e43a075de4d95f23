"""What a run changed: worked out from the published database and the new one, kept in the lake, once each."""

import subprocess
import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from small_disclosures import disclosed, disclosure, write

from pipeline.warehouse import changes, derive, ingest
from pipeline.warehouse.change_log import ChangeLog
from pipeline.warehouse.pool import Workers

pytestmark = pytest.mark.usefixtures("no_check_before_publication")

EDUCATION, CIVIL = "井陉县教育局", "井陉县民政局"


class Place:
    """A raw folder and a warehouse; every ingest is a run of its own."""

    def __init__(self, folder: Path) -> None:
        self.raw, self.warehouse = folder / "raw", folder / "warehouse"
        self.runs = 0

    def workspace(self) -> ingest.Workspace:
        self.runs += 1
        return ingest.Workspace(self.raw, self.warehouse, Workers(1, limits=None), run_id=f"run{self.runs}")

    def ingest(self, **files: str) -> None:
        write(self.raw, {f"{name}.txt": text for name, text in files.items()})
        ingest.run(self.workspace())

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.warehouse / "budget.duckdb"), read_only=True) as connection:
            return connection.sql(query).fetchall()

    def disclosures(self, run: str) -> list[tuple[Any, ...]]:
        return self.ask(
            "SELECT change, department_name, version_before, version, documents, lines_moved "
            f"FROM audit.disclosure_change WHERE run_id = '{run}' ORDER BY department_name"
        )

    def amounts(self, run: str, grain: str) -> list[tuple[Any, ...]]:
        return self.ask(
            "SELECT coalesce(measure, label_path || '/' || column_path), amount_before_yuan::VARCHAR, "
            "amount_yuan::VARCHAR, change_yuan::VARCHAR FROM audit.amount_change "
            f"WHERE run_id = '{run}' AND grain = '{grain}' ORDER BY ALL"
        )


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    place.ingest(
        a=disclosure(EDUCATION, amounts={"2050101": "88000.00", "2050102": "5.00"}),
        b=disclosure(CIVIL, amounts={"2080201": "5000.00"}),
    )
    return place


def test_of_a_first_load_every_disclosure_is_new(place: Place) -> None:
    assert place.disclosures("run1") == [
        ("new", EDUCATION, None, 1, "a.txt", 0),
        ("new", CIVIL, None, 1, "b.txt", 0),
    ]
    assert place.amounts("run1", "headline") == []
    assert place.ask("SELECT documents, disclosures_new, disclosures_changed, note FROM audit.run") == [(2, 2, 0, None)]


def test_new_restated_and_withdrawn_disclosures_with_the_amounts_that_moved(place: Place) -> None:
    (place.raw / "b.txt").unlink()
    place.ingest(
        a=disclosure(EDUCATION, amounts={"2050101": "90000.00", "2050102": "5.00"}),
        c=disclosure("井陉县审计局", amounts={"2010801": "70.00"}),
    )
    assert place.disclosures("run2") == [
        ("new", "井陉县审计局", None, 1, "c.txt", 0),
        ("restated", EDUCATION, 1, 2, "a.txt", 4),
        ("withdrawn", CIVIL, 1, None, "b.txt", 0),
    ]
    assert place.amounts("run2", "headline") == [
        ("basic", "5000.00", None, "-5000.00"),
        ("basic", "88005.00", "90005.00", "2000.00"),
        ("basic", None, "70.00", "70.00"),
        ("expenditure_total", "5000.00", None, "-5000.00"),
        ("expenditure_total", "88005.00", "90005.00", "2000.00"),
        ("expenditure_total", None, "70.00", "70.00"),
    ]
    assert place.amounts("run2", "line") == [
        ("合计/合计", "88005.00", "90005.00", "2000.00"),
        ("合计/基本支出", "88005.00", "90005.00", "2000.00"),
        ("行政运行/合计", "88000.00", "90000.00", "2000.00"),
        ("行政运行/基本支出", "88000.00", "90000.00", "2000.00"),
    ]
    assert place.ask(
        "SELECT path, status_before, status FROM audit.document_change WHERE run_id = 'run2' ORDER BY ALL"
    ) == [
        ("a.txt", "loaded", "superseded"),
        ("a.txt", None, "loaded"),
        ("b.txt", "loaded", "withdrawn"),
        ("c.txt", None, "loaded"),
    ]
    assert place.ask(
        "SELECT run_id, disclosures_new, disclosures_changed, disclosures_gone, amounts_moved FROM audit.run ORDER BY 1"
    ) == [("run1", 2, 0, 0, 0), ("run2", 1, 1, 1, 4)]


def test_a_moved_line_can_be_traced(place: Place) -> None:
    place.ingest(a=disclosure(EDUCATION, amounts={"2050101": "90000.00", "2050102": "5.00"}))
    (row,) = place.ask(
        "SELECT fact_id FROM audit.amount_change "
        "WHERE label_path = '行政运行' AND column_path = '合计' AND run_id = 'run2'"
    )
    assert {text for (text,) in place.ask(f"SELECT raw_text FROM mart.trace('{row[0]}')")} == {"90000.00"}


def test_a_part_that_comes_later_is_no_restatement(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.ingest(a=disclosed(EDUCATION, "100.00", tables=["部门收入总表"]))
    place.ingest(b=disclosed(EDUCATION, "100.00", tables=["部门支出总表"]))
    (row,) = place.disclosures("run2")
    assert row[:5] == ("parts", EDUCATION, 1, 1, "a.txt; b.txt")
    assert ("expenditure_total", None, "100.00", "100.00") in place.amounts("run2", "headline")


def test_the_same_file_read_anew_with_other_figures_is_said_to_be_the_programs_doing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = derive.line_items

    def doubled(*arguments: Any) -> list[dict[str, Any]]:
        items = original(*arguments)
        return [item | {"amount_yuan": item["amount_yuan"] * Decimal(2)} for item in items]

    monkeypatch.setattr("pipeline.warehouse.derive.line_items", doubled)
    for module in ("disclosing", "ingest", "units"):
        monkeypatch.setattr(f"pipeline.warehouse.{module}.code_version", lambda: "doubled")
    place.ingest()
    assert [row[:4] for row in place.disclosures("run2")] == [("reread", EDUCATION, 1, 1), ("reread", CIVIL, 1, 1)]
    assert ("expenditure_total", "5000.00", "10000.00", "5000.00") in place.amounts("run2", "headline")


def test_another_version_of_the_program_that_finds_the_same_changes_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("disclosing", "ingest", "units"):
        monkeypatch.setattr(f"pipeline.warehouse.{module}.code_version", lambda: "another")
    place.ingest()
    assert place.disclosures("run2") == []
    assert place.ask("SELECT run_id, amounts_moved, note FROM audit.run ORDER BY 1") == [
        ("run1", 0, None),
        ("run2", 0, None),
    ]


def test_of_many_moved_lines_only_the_number_is_kept(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "LINES_SHOWN", 3)
    place.ingest(a=disclosure(EDUCATION, amounts={"2050101": "90000.00", "2050102": "5.00"}))
    assert [row[-1] for row in place.disclosures("run2")] == [4]
    assert place.amounts("run2", "line") == []
    assert len(place.amounts("run2", "headline")) == 2


def test_only_disclosures_whose_inputs_changed_are_looked_at(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[list[str]] = []
    original = changes._slice

    def noting(connection: Any, side: str, disclosures: list[str], *more: Any) -> Any:
        looked.append(disclosures)
        return original(connection, side, disclosures, *more)

    monkeypatch.setattr(changes, "_slice", noting)
    place.ingest(c=disclosure("井陉县审计局", amounts={"2010801": "70.00"}))
    (new,) = place.ask("SELECT disclosure_id FROM audit.disclosure_change WHERE run_id = 'run2'")
    assert looked == [[], [new[0]]]


def test_the_rows_depend_on_the_two_databases_only(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    before = place.warehouse / "before.duckdb"
    before.write_bytes((place.warehouse / "budget.duckdb").read_bytes())
    place.ingest(
        a=disclosure(EDUCATION, amounts={"2050101": "1.00"}), c=disclosure("井陉县审计局", amounts={"2010801": "7.00"})
    )
    after = place.warehouse / "budget.duckdb"
    monkeypatch.setattr(changes, "_AT_ONCE", 1)
    one, other = (
        changes.compare(before, after, candidates, "run", datetime(2025, 3, 1))
        for candidates in (None, {row[0] for row in place.ask("SELECT disclosure_id FROM core.disclosure")})
    )
    monkeypatch.setattr(changes, "_AT_ONCE", 200)
    together = changes.compare(before, after, None, "run", datetime(2025, 3, 1))
    assert one["audit.disclosure_change"].height == 2
    for table in changes.TABLES:
        assert one[table].equals(other[table])
        assert one[table].equals(together[table])


@pytest.mark.parametrize("step", ["put_in_place", "ChangeLog.published"])
def test_a_run_that_dies_around_the_publication_is_told_of_once(
    place: Place, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(f"pipeline.warehouse.ingest.{step}", die)
        with pytest.raises(KeyboardInterrupt):
            place.ingest(c=disclosure("井陉县审计局", amounts={"2010801": "70.00"}))
    place.ingest()
    rows = place.ask("SELECT run_id, change, department_name FROM audit.disclosure_change WHERE run_id <> 'run1'")
    assert rows == [("run3" if step == "put_in_place" else "run2", "new", "井陉县审计局")]
    assert len(ChangeLog(ingest.Workspace(place.raw, place.warehouse).lake).files("audit.run")) == len(
        place.ask("FROM audit.run")
    )


def test_a_published_database_that_is_damaged_is_replaced_and_the_run_says_so(place: Place) -> None:
    database = place.warehouse / "budget.duckdb"
    database.chmod(0o644)
    database.write_bytes(b"not a database" * 1000)
    place.ingest(c=disclosure("井陉县审计局", amounts={"2010801": "70.00"}))
    (note,) = place.ask("SELECT note FROM audit.run WHERE run_id = 'run2'")
    assert "could not be told" in note[0]
    assert place.ask("SELECT count(*) FROM core.disclosure") == [(3,)]


def test_a_published_database_that_a_client_keeps_locked_is_compared_all_the_same(place: Place) -> None:
    database = place.warehouse / "budget.duckdb"
    database.chmod(0o644)
    client = "import sys, duckdb\nc = duckdb.connect(sys.argv[1])\nprint('open', flush=True)\ninput()"
    with subprocess.Popen(
        [sys.executable, "-c", client, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "open\n"
        place.ingest(c=disclosure("井陉县审计局", amounts={"2010801": "70.00"}))
        process.communicate("\n", timeout=60)
    assert [row[:2] for row in place.disclosures("run2")] == [("new", "井陉县审计局")]
    # No copy is left. The .wal leads nowhere: it keeps what the client writes late from the new file (see publish).
    left = {path.name: path for path in place.warehouse.iterdir()}
    assert sorted(left) == ["budget.duckdb", "budget.duckdb.wal", "lake"]
    assert left["budget.duckdb.wal"].is_symlink()
    assert not left["budget.duckdb.wal"].exists()
    assert place.ask("SELECT count(*) FROM core.disclosure") == [(3,)]
