"""The Frictionless data package: valid by the specification's own tool, exact, and with where everything comes from."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from frictionless import validate
from typer.testing import CliRunner

from pipeline import contract
from pipeline.cli import app
from pipeline.report.database import WarehouseError
from pipeline.report.package import ResourceFormat, write_package


@pytest.fixture(scope="module")
def folder(samples_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("package") / "new"
    write_package(samples_warehouse, target)
    return target


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return found


def resource(folder: Path, name: str) -> dict[str, Any]:
    return next(one for one in manifest(folder)["resources"] if one["name"] == name)


def field(folder: Path, table: str, name: str) -> dict[str, Any]:
    return next(one for one in resource(folder, table)["schema"]["fields"] if one["name"] == name)


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_it_is_valid_types_keys_and_hashes_included(folder: Path) -> None:
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])
    tables = {name for name in contract.tables() if name.startswith("core.") or name == "raw.document"}
    assert {one["name"] for one in manifest(folder)["resources"]} == tables
    assert report.stats["tasks"] == len(tables)


def test_a_fact_of_an_unknown_disclosure_makes_it_invalid(samples_warehouse: Path, tmp_path: Path) -> None:
    """The validation above would notice: here a reference is broken, and size and hash are made to fit."""
    write_package(samples_warehouse, tmp_path)
    file = tmp_path / "core.disclosure.csv"
    file.write_text("\n".join(file.read_text(encoding="utf-8").splitlines()[:2]) + "\n", encoding="utf-8")
    described = manifest(tmp_path)
    for one in described["resources"]:
        del one["bytes"], one["hash"]
    (tmp_path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    report = validate(str(tmp_path / "datapackage.json"))
    assert {"foreign-key"} == {code for (code,) in report.flatten(["type"])}


def test_amounts_are_the_exact_text_of_the_decimal(folder: Path, samples: duckdb.DuckDBPyConnection) -> None:
    written = {row["line_item_id"]: row["amount_yuan"] for row in rows(folder, "core.fact_line_item")}
    expected = samples.sql("SELECT line_item_id, amount_yuan FROM core.fact_line_item").fetchall()
    assert written == {fact: format(amount, "f") for fact, amount in expected}
    assert "7780957.46" in written.values()


def test_columns_say_what_they_are_and_in_which_unit(folder: Path) -> None:
    amount = field(folder, "core.fact_line_item", "amount_yuan")
    assert (amount["type"], amount["unit"], amount["constraints"]) == ("number", "CNY", {"required": True})
    assert field(folder, "core.fact_project_schedule", "share")["unit"] == "percent"
    schema = resource(folder, "core.fact_kpi")["schema"]
    assert schema["primaryKey"] == ["kpi_id"]
    assert {"fields": ["project_id"], "reference": {"resource": "core.fact_project", "fields": ["project_id"]}} in (
        schema["foreignKeys"]
    )
    for one in manifest(folder)["resources"]:
        assert one["description"]
        assert all(column["description"] for column in one["schema"]["fields"]), one["name"]


def test_documents_are_the_sources_and_the_licence_is_left_open(folder: Path) -> None:
    described = manifest(folder)
    assert "licenses" not in described
    shipped = {row["path"]: f"sha256:{row['sha256']}" for row in rows(folder, "raw.document")}
    assert {source["title"]: source["hash"] for source in described["sources"]} == shipped
    assert "延津县/2024/延津县政务服务和大数据管理局2024年度部门预算.txt" in shipped


def test_parquet_keeps_decimals(samples_warehouse: Path, tmp_path: Path) -> None:
    write_package(samples_warehouse, tmp_path, ResourceFormat.PARQUET)
    frame = pl.read_parquet(tmp_path / "core.fact_line_item.parquet")
    assert frame.schema["amount_yuan"] == pl.Decimal(20, 2)
    assert Decimal("7780957.46") in frame["amount_yuan"].to_list()


def test_no_text_of_a_package_in_csv_runs_as_a_formula(tmp_path: Path) -> None:
    printed = [
        "=1+1",
        "+1+1",
        "-其中",
        "@SUM(A1)",
        "\t=1",
        "\u3000＝1",
        "-1,2",
        "'=1",
        "-28.00",
        "+5%",
        "-1+A1",
        "正常",
    ]
    with duckdb.connect(str(tmp_path / "budget.duckdb")) as connection:
        connection.execute(
            "CREATE SCHEMA core; CREATE SCHEMA raw; CREATE TABLE core.texts (place INTEGER, text VARCHAR)"
        )
        connection.execute(
            "CREATE TABLE raw.document (path VARCHAR, document_id VARCHAR, sha256 VARCHAR, status VARCHAR)"
        )
        connection.executemany("INSERT INTO core.texts VALUES (?, ?)", list(enumerate(printed)))
    write_package(tmp_path, tmp_path / "csv")
    as_csv = [row["text"] for row in rows(tmp_path / "csv", "core.texts")]
    assert as_csv == [*(f"'{text}" for text in printed[:6]), "-1,2", "'=1", "-28.00", "+5%", "'-1+A1", "正常"]
    write_package(tmp_path, tmp_path / "parquet", ResourceFormat.PARQUET)
    assert pl.read_parquet(tmp_path / "parquet" / "core.texts.parquet")["text"].to_list() == printed


def test_an_earlier_package_is_replaced_and_other_files_are_not_touched(
    samples_warehouse: Path, tmp_path: Path
) -> None:
    first, _ = write_package(samples_warehouse, tmp_path)
    before = first.read_bytes()
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    write_package(samples_warehouse, tmp_path)
    assert first.read_bytes() == before
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(WarehouseError, match="is not empty and holds no data package"):
        write_package(samples_warehouse, other)


def test_the_command(samples_warehouse: Path, tmp_path: Path) -> None:
    words = ["export", "--package", str(tmp_path / "p"), "--warehouse", str(samples_warehouse)]
    result = CliRunner().invoke(app, words)
    assert (result.exit_code, result.stdout.split(" ")[-1]) == (0, "tables\n")


@pytest.mark.parametrize("words", [[], ["project", "--package", "p"], ["--package", "p", "-f", "xlsx"]])
def test_one_thing_at_a_time(words: list[str]) -> None:
    assert CliRunner().invoke(app, ["export", *words]).exit_code == 2
