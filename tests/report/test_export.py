"""Exports of views: exact figures, whole rows, and no text that a spreadsheet would run."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.report import export as exporting
from pipeline.report.database import WarehouseError
from pipeline.report.export import FileFormat, export, harmless

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one view of every kind of value and of hostile texts."""
    folder = tmp_path_factory.mktemp("export")
    with duckdb.connect(str(folder / "budget.duckdb")) as connection:
        connection.execute("CREATE SCHEMA mart; CREATE TABLE mart.texts (place INTEGER, text VARCHAR)")
        connection.executemany("INSERT INTO mart.texts VALUES (?, ?)", list(enumerate([*HOSTILE, "正常", "a=1", None])))
        connection.execute(
            "CREATE VIEW mart.kinds AS SELECT -58212.00::DECIMAL(20,2) AS amount, 90071992547409.93::DECIMAL(20,2) "
            "AS large, DATE '2025-12-31' AS day, true AS yes, ['L1', 'L2'] AS fact_ids, NULL::VARCHAR AS nothing"
        )
        connection.execute("COMMENT ON COLUMN mart.kinds.amount IS '=amount in 元'")
        connection.execute(f"CREATE TABLE mart.long AS SELECT repeat('长', {32_768}) AS text")
        connection.execute("CREATE TABLE mart.odd AS SELECT 'a' || chr(7) || 'b' AS text")
    return folder


def texts(file: Path) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return [row[1] for row in csv.reader(stream)][1:]


def test_csv_neutralises_formulas(warehouse: Path, tmp_path: Path) -> None:
    file, rows = export(warehouse, "texts", FileFormat.CSV, tmp_path / "texts.csv")
    assert rows == len(HOSTILE) + 3
    assert texts(file) == [*(f"'{text}" for text in HOSTILE), "正常", "a=1", ""]
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")


def test_csv_writes_exact_values(warehouse: Path, tmp_path: Path) -> None:
    file, _ = export(warehouse, "mart.kinds", FileFormat.CSV, tmp_path / "kinds.csv")
    with file.open(encoding="utf-8-sig", newline="") as stream:
        header, row = csv.reader(stream)
    assert header == ["amount", "large", "day", "yes", "fact_ids", "nothing"]
    assert row == ["-58212.00", "90071992547409.93", "2025-12-31", "true", '["L1", "L2"]', ""]


def test_parquet_keeps_types_and_texts(warehouse: Path, tmp_path: Path) -> None:
    file, _ = export(warehouse, "kinds", FileFormat.PARQUET, tmp_path / "it's.parquet")
    frame = pl.read_parquet(file)
    assert frame.schema["amount"] == pl.Decimal(20, 2)
    assert frame.row(0)[:3] == (Decimal("-58212.00"), Decimal("90071992547409.93"), date(2025, 12, 31))
    assert frame.row(0)[3:] == (True, ["L1", "L2"], None)
    file, _ = export(warehouse, "texts", FileFormat.PARQUET, tmp_path / "texts.parquet")
    assert pl.read_parquet(file)["text"].to_list()[: len(HOSTILE)] == HOSTILE


def test_xlsx_has_no_formulas_and_says_what_columns_mean(warehouse: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs the extra xlsx")
    file, _ = export(warehouse, "texts", FileFormat.XLSX, tmp_path / "texts.xlsx")
    cells = [row[1] for row in openpyxl.load_workbook(file)["data"].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == [*(f"'{text}" for text in HOSTILE), "正常", "a=1", None]
    assert all(cell.data_type != "f" for cell in cells)
    file, _ = export(warehouse, "kinds", FileFormat.XLSX, tmp_path / "kinds.xlsx")
    book = openpyxl.load_workbook(file)
    assert [cell.value for cell in book["data"][2]][3:5] == [True, '["L1", "L2"]']
    assert [cell.value for cell in book["columns"][2]] == ["amount", "DECIMAL(20,2)", "'=amount in 元"]


def test_a_number_with_more_digits_than_excel_keeps_is_text(warehouse: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs the extra xlsx")
    file, _ = export(warehouse, "kinds", FileFormat.XLSX, tmp_path / "kinds.xlsx")
    amount, large, *_ = openpyxl.load_workbook(file)["data"][2]
    assert (amount.data_type, amount.value) == ("n", -58212)
    assert (large.data_type, large.value) == ("s", "90071992547409.93")


def test_what_excel_cannot_hold_is_an_error_and_leaves_no_file(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("openpyxl", reason="needs the extra xlsx")
    with pytest.raises(WarehouseError, match="column text has 32,768 characters"):
        export(warehouse, "long", FileFormat.XLSX, tmp_path / "long.xlsx")
    monkeypatch.setattr(exporting, "_SHEET_ROWS", 3)
    with pytest.raises(WarehouseError, match="rows at most"):
        export(warehouse, "texts", FileFormat.XLSX, tmp_path / "texts.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_unprintable_characters_do_not_break_a_workbook(warehouse: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs the extra xlsx")
    file, _ = export(warehouse, "odd", FileFormat.XLSX, tmp_path / "odd.xlsx")
    assert openpyxl.load_workbook(file)["data"]["A2"].value == "a\ufffdb"


def test_a_file_that_cannot_be_written_is_said(warehouse: Path, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="cannot be written"):
        export(warehouse, "texts", FileFormat.CSV, tmp_path / "no folder" / "texts.csv")


@given(st.text())
def test_no_text_begins_as_a_formula(text: str) -> None:
    assert harmless(text).lstrip()[:1] not in set("=+-@")
    assert harmless(text) in (text, f"'{text}")


def test_every_view_can_be_exported(samples_warehouse: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(samples_warehouse / "budget.duckdb"), read_only=True) as connection:
        # Views that are worked out once are tables.
        found = connection.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'mart'")
        views = [name for (name,) in found.fetchall()]
        counts = {view: connection.execute(f"SELECT count(*) FROM mart.{view}").fetchall()[0][0] for view in views}
    assert len(views) >= 25
    for view in views:
        file, rows = export(samples_warehouse, view, FileFormat.PARQUET, tmp_path / f"{view}.parquet")
        assert pl.read_parquet(file).height == rows == counts[view]


def test_the_command_names_the_file_and_its_rows(warehouse: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    result = CliRunner().invoke(app, ["export", "texts", "-f", "csv", "-o", str(target), "--warehouse", str(warehouse)])
    assert (result.exit_code, result.stdout) == (0, f"{target}: {len(HOSTILE) + 3} rows\n")


def test_the_name_of_the_file_says_its_kind(warehouse: Path, tmp_path: Path) -> None:
    def run(name: str) -> str:
        result = CliRunner().invoke(app, ["export", "texts", "-o", str(tmp_path / name), "--warehouse", str(warehouse)])
        return result.stderr

    assert run("out.CSV") == ""
    assert (tmp_path / "out.CSV").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "end the name with one of parquet, csv, xlsx" in run("out.xls").lower()
    assert not (tmp_path / "out.xls").exists()


def test_a_view_that_is_misspelt_is_answered_with_the_nearest(warehouse: Path) -> None:
    result = CliRunner().invoke(app, ["export", "text", "--warehouse", str(warehouse)])
    assert "did you mean mart.texts" in result.stderr


def test_an_unknown_view_names_the_known_ones(warehouse: Path) -> None:
    result = CliRunner().invoke(app, ["export", "nothing", "--warehouse", str(warehouse)])
    assert result.exit_code == 1
    assert "there are: mart.kinds, mart.long" in result.stderr
