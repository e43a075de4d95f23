"""Keys whose indexes do not fit into memory are not declared, and hold all the same."""

import duckdb
import pytest
from synthetic import department, disclosure, line

from pipeline import contract
from pipeline.warehouse import keys
from pipeline.warehouse.build import BuildError, build
from pipeline.warehouse.lake import Lake

ABOUT_COLUMNS = """
SELECT schema_name, table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns()
WHERE NOT internal ORDER BY ALL
"""
KEYED = "SELECT schema_name || '.' || table_name FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"


def _made(undeclared: frozenset[str]) -> tuple[list[tuple[object, ...]], set[str]]:
    with duckdb.connect() as connection:
        for script in contract.schema_files():
            connection.execute(keys.without(script, undeclared))
        columns = connection.execute(ABOUT_COLUMNS).fetchall()
        return columns, {table for (table,) in connection.execute(KEYED).fetchall()}


def test_a_table_without_its_key_is_the_same_but_for_the_key() -> None:
    columns, declared = _made(frozenset())
    assert declared == contract.primary_keys().keys()
    for table in declared:
        assert _made(frozenset({table})) == (columns, declared - {table})
    assert _made(frozenset(declared)) == (columns, set())


def test_the_largest_tables_are_left_out_until_the_rest_fits(tmp_path, monkeypatch) -> None:
    rows = {"core.fact_line_item": 3000, "core.fact_kpi": 2500, "core.fact_task": 2000, "raw.cell": 9000}
    files = {table: [tmp_path / f"{table}.parquet"] for table in rows}
    with duckdb.connect(config={"memory_limit": "90MiB"}) as connection:
        for table, count in rows.items():
            connection.execute(f"COPY (SELECT md5(i::VARCHAR) AS x FROM range({count}) r(i)) TO '{files[table][0]}'")
        # 30 MiB are 3,145 rows of 10 kB: 7,500 do not fit, nor 4,500, but 2,000 do. raw.cell has no key.
        monkeypatch.setattr(keys, "BYTES_PER_ROW", 10_000)
        assert keys.too_large(connection, files) == {"core.fact_line_item", "core.fact_kpi"}
        # 7,864 rows.
        monkeypatch.setattr(keys, "BYTES_PER_ROW", 4_000)
        assert keys.too_large(connection, files) == frozenset()


def _build(tmp_path, items):
    lake = Lake(tmp_path / "lake")
    for year, row in items:
        lake.write_facts("core.fact_line_item", "130121", year, contract.frame("core.fact_line_item", [row]))
    frames = {
        "core.disclosure": contract.frame("core.disclosure", [disclosure("d", "130121", "dep", 2025)]),
        "core.dim_department": contract.frame("core.dim_department", [department("dep", "key", "130121", "局")]),
    }
    return build(lake, tmp_path / "next.duckdb", frames)


def test_a_key_that_is_not_declared_holds(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(keys, "BYTES_PER_ROW", 1 << 50)
    first, second = line("L1", "d", "expenditure", "1.00"), line("L2", "d", "expenditure", "2.00")
    result = _build(tmp_path, [(2024, first), (2025, second)])
    assert result.rows["core.fact_line_item"] == 2
    with duckdb.connect(str(result.path), read_only=True) as connection:
        assert ("core.fact_line_item",) not in connection.execute(KEYED).fetchall()
        assert ("core.disclosure",) in connection.execute(KEYED).fetchall()
    with pytest.raises(BuildError, match=r"core.fact_line_item: .*the key L1 stands twice"):
        _build(tmp_path, [(2024, first), (2025, first)])
