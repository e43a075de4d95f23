"""The contract: sql/schema as DuckDB and polars see it."""

from datetime import date
from decimal import Decimal

import duckdb
import polars as pl
import pytest
from polars.exceptions import PolarsError

from pipeline import contract
from pipeline.warehouse.relations import relations

LINE_ITEM = (
    "line_item_id disclosure_id document_id statement axis flow fiscal_year phase unit_code unit_name function_code "
    "economic_code gov_economic_code function_code_inferred economic_code_inferred label label_path level row_role "
    "is_leaf parent_row_no column_path fund_source component amount_yuan amount_raw unit_printed project_id proof "
    "table_no row_no col_no"
)
COMMON = {"document_id", "disclosure_id", "proof"}


@pytest.fixture(scope="module")
def database():
    with duckdb.connect() as connection:
        for script in contract.schema_files():
            connection.execute(script)
        yield connection


def test_every_table_and_column_has_a_comment(database):
    bare = database.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE NOT internal AND comment IS NULL "
        "UNION ALL SELECT schema_name || '.' || table_name || '.' || column_name FROM duckdb_columns() "
        "WHERE NOT internal AND comment IS NULL"
    ).fetchall()
    assert bare == []


def test_schemas_are_the_four_rooms(database):
    found = database.execute("SELECT schema_name FROM duckdb_schemas() WHERE NOT internal ORDER BY 1").fetchall()
    assert [name for (name,) in found if name != "main"] == ["audit", "core", "mart", "raw"]


def test_line_items_have_the_designs_columns_in_order():
    assert list(contract.columns("core.fact_line_item")) == LINE_ITEM.split()


@pytest.mark.parametrize("table", [name for name in contract.tables() if name.startswith("core.fact_")])
def test_every_fact_names_document_disclosure_place_and_proof(table):
    columns = contract.columns(table).keys()
    assert columns >= COMMON
    assert "paragraph_no" in columns or {"table_no", "row_no"} <= columns


@pytest.mark.parametrize("table", contract.tables())
def test_types_are_the_conventions(table):
    for name, kind in contract.columns(table).items():
        if name.endswith("_yuan") or name in ("expected", "actual", "difference", "tolerance"):
            assert kind == pl.Decimal(20, 2), name
        elif name.endswith("_id"):
            assert kind == pl.String(), name
        elif name == "fiscal_year":
            assert kind == pl.Int16(), name
        elif name in ("share", "percent"):
            assert kind == pl.Decimal(9, 4), name
        elif name == "target_value":
            assert kind == pl.Decimal(24, 6), name
        else:
            assert not kind.is_float() or name in ("x0", "top", "x1", "bottom"), name


@pytest.mark.parametrize("view", [name for name in relations() if name.startswith("mart.")])
def test_types_of_views_are_the_conventions(view):
    for name, kind, _ in relations()[view].columns:
        if name.endswith("_yuan"):
            assert kind in {"DECIMAL(20,2)", ""}, name
        elif name.endswith(("share", "percent")):
            assert kind in {"DECIMAL(9,4)", ""}, name
        elif name.endswith("_id"):
            assert kind in {"VARCHAR", ""}, name
        else:
            assert kind not in {"DOUBLE", "FLOAT"}, name


def test_a_frame_has_exactly_the_contracts_columns():
    frame = contract.frame(
        "core.fact_kpi",
        [{"kpi_id": "K1", "target_value": Decimal("0.5"), "target_date": date(2025, 12, 31), "amount_yuan": None}],
    )
    assert frame.schema == pl.Schema(contract.columns("core.fact_kpi"))
    assert frame.select("kpi_id", "target_value", "target_date", "level1").row(0) == (
        "K1",
        Decimal("0.500000"),
        date(2025, 12, 31),
        None,
    )


def test_no_rows_are_a_frame_too():
    assert contract.frame("audit.unparsed_cell", []).schema == pl.Schema(contract.columns("audit.unparsed_cell"))


def test_an_unknown_column_is_named():
    with pytest.raises(ValueError, match=r"core\.fact_kpi has no column amount"):
        contract.frame("core.fact_kpi", [{"amount": 1}])


def test_a_value_of_another_type_fails_where_it_is_made():
    with pytest.raises((TypeError, PolarsError)):
        contract.frame("core.fact_task", [{"seq": "one"}])
