"""The build: everything in the lake arrives once, with comments, and what does not fit names its table."""

from datetime import datetime

import duckdb
import polars as pl
import pytest
from synthetic import department, disclosure, line, told

from pipeline import contract
from pipeline.warehouse import view_files
from pipeline.warehouse.build import BuildError, build, create_views
from pipeline.warehouse.entries import Entry
from pipeline.warehouse.lake import Lake
from pipeline.warehouse.register import Register

D25, D21 = disclosure("d25", "130121", "dep", 2025), disclosure("d21", "130121", "dep", 2021)


def fill(lake: Lake) -> dict[str, pl.DataFrame]:
    lake.write_facts(
        "core.fact_line_item",
        "130121",
        2025,
        contract.frame("core.fact_line_item", [line("L1", "d25", "expenditure", "7780957.46")]),
    )
    lake.write_facts(
        "core.fact_narrative",
        "130121",
        2021,
        contract.frame("core.fact_narrative", [told("N1", "d21", "expenditure_total", 2021, "5994100")]),
    )
    seen = datetime(2025, 3, 1)
    with Register.writing(lake) as register:
        register.put(
            [
                Entry("/raw", "a.txt", "doc-d25", None, None, None, seen, "loaded"),
                Entry("/raw", "b.txt", "broken", None, None, None, seen, "quarantined", "the file is empty"),
            ]
        )
    return {
        "core.disclosure": contract.frame("core.disclosure", [D25, D21]),
        "core.dim_department": contract.frame("core.dim_department", [department("dep", "key", "130121", "局")]),
    }


def test_lake_manifest_and_frames_are_loaded(tmp_path):
    lake = Lake(tmp_path / "lake")
    result = build(lake, tmp_path / "out" / "next.duckdb", fill(lake))
    filled = {table: count for table, count in result.rows.items() if count}
    assert filled == {
        "audit.quarantine": 1,
        "core.disclosure": 2,
        "core.dim_department": 1,
        "core.fact_line_item": 1,
        "core.fact_narrative": 1,
        "raw.document": 2,
        "raw.document_path": 2,
    }
    assert result.rows.keys() == contract.tables().keys()
    assert not (tmp_path / "out" / "next.duckdb.wal").exists()
    with duckdb.connect(str(result.path), read_only=True) as connection:
        assert connection.execute("SELECT document_id, path, stage, reason FROM audit.quarantine").fetchall() == [
            ("broken", "b.txt", "read", "the file is empty")
        ]


def test_a_document_set_aside_later_is_listed_once(tmp_path):
    lake = Lake(tmp_path / "lake")
    frames = fill(lake)
    row = {"document_id": "broken", "path": "b.txt", "stage": "facts", "reason": "no fiscal year was found"}
    frames["audit.quarantine"] = contract.frame("audit.quarantine", [row])
    result = build(lake, tmp_path / "next.duckdb", frames)
    with duckdb.connect(str(result.path), read_only=True) as connection:
        assert connection.execute("SELECT stage FROM audit.quarantine").fetchall() == [("facts",)]


def test_what_is_set_aside_of_a_document_names_its_path(tmp_path):
    lake = Lake(tmp_path / "lake")
    row = {"document_id": "doc-d25", "paragraph_no": 3, "stage": "read", "reason": "a chart"}
    frames = fill(lake) | {"audit.quarantine": contract.frame("audit.quarantine", [row])}
    result = build(lake, tmp_path / "next.duckdb", frames)
    with duckdb.connect(str(result.path), read_only=True) as connection:
        assert connection.execute("SELECT path, reason FROM audit.quarantine ORDER BY path").fetchall() == [
            ("a.txt", "a chart"),
            ("b.txt", "the file is empty"),
        ]


def test_building_twice_gives_the_same_rows(tmp_path):
    lake = Lake(tmp_path / "lake")
    frames = fill(lake)
    path = tmp_path / "next.duckdb"

    def content() -> list[object]:
        create_views(build(lake, path, frames).path)
        with duckdb.connect(str(path), read_only=True) as connection:
            return [sorted(connection.execute(f"FROM {table}").fetchall(), key=str) for table in tables]

    tables = [name for name in contract.tables() if name != "raw.table"] + ["mart.department_year", "mart.line_item"]
    assert content() == content()


def test_an_empty_lake_makes_an_empty_warehouse(tmp_path):
    result = build(Lake(tmp_path / "lake"), tmp_path / "next.duckdb")
    assert set(result.rows.values()) == {0}
    assert {view.rows for view in create_views(result.path)} == {0, None}


def test_a_part_written_under_an_older_contract_is_loaded_with_nulls(tmp_path):
    lake = Lake(tmp_path / "lake")
    new = line("L1", "d25", "expenditure", "1", label="new")
    lake.write_facts("core.fact_line_item", "130121", 2025, contract.frame("core.fact_line_item", [new]))
    lake.write_facts("core.fact_line_item", "130302", 2025, contract.frame("core.fact_line_item", [new]))
    other = lake.fact_files("core.fact_line_item")[1]
    pl.read_parquet(other).drop("project_id").with_columns(line_item_id=pl.lit("L2")).write_parquet(other)
    assert build(lake, tmp_path / "next.duckdb").rows["core.fact_line_item"] == 2


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([line("L1", "d", "income", "1"), line("L1", "d", "income", "2")], "Duplicate key"),
        ([line("L1", "d", "income", "1", label=None)], "label"),
        ([line("L1", "d", "income", "1", row_role="sum")], "row_role"),
    ],
)
def test_rows_that_do_not_fit_name_their_table(tmp_path, rows, said):
    with pytest.raises(BuildError, match=rf"(?si)core\.fact_line_item: .*{said}"):
        build(
            Lake(tmp_path / "lake"),
            tmp_path / "next.duckdb",
            {"core.fact_line_item": contract.frame("core.fact_line_item", rows)},
        )


def test_frames_outside_the_contract_are_refused(tmp_path):
    with pytest.raises(BuildError, match=r"core\.fact_nothing"):
        build(Lake(tmp_path), tmp_path / "next.duckdb", {"core.fact_nothing": pl.DataFrame()})
    with pytest.raises(BuildError, match=r"core\.fact_task"):
        build(Lake(tmp_path), tmp_path / "next.duckdb", {"core.fact_task": pl.DataFrame({"task_id": ["T1"]})})


def test_every_view_and_column_has_a_comment(empty_warehouse):
    with duckdb.connect(str(empty_warehouse), read_only=True) as connection:
        views = connection.execute(
            "SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'mart' UNION ALL "
            "SELECT table_name, comment FROM duckdb_tables() WHERE schema_name = 'mart'"
        ).fetchall()
        bare = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'mart' AND comment IS NULL"
        ).fetchall()
        macro = connection.execute("SELECT comment FROM duckdb_functions() WHERE function_name = 'trace'").fetchall()
    assert len(views) == sum(not file.is_macro for file in view_files.load().values())
    assert all(comment for _, comment in views)
    assert bare == []
    assert "溯源" in macro[0][0]


def test_clients_since_the_long_term_release_open_it(empty_warehouse):
    """One that is older than the storage format refuses the file: 'version number 69, but we can only read ...'."""
    with duckdb.connect(str(empty_warehouse), read_only=True) as connection:
        (tags,) = connection.execute(
            "SELECT tags FROM duckdb_databases() WHERE database_name = current_database()"
        ).fetchone()
    assert tags["storage_version"] == "v1.4.0+"


def test_view_infos_follow_the_dependencies(tmp_path):
    infos = create_views(build(Lake(tmp_path / "lake"), tmp_path / "next.duckdb").path)
    names = [info.name for info in infos]
    assert names.index("mart.department_year") < names.index("mart.yoy_department")
    by_name = {info.name: info for info in infos}
    assert by_name["mart.kpi"].columns["target_value"] == "DECIMAL(24,6)"
    assert by_name["mart.trace"].rows is None
    assert by_name["mart.yoy_department"].depends_on == ("mart.department_year", "mart.disclosure")


HEADER = (
    "-- mart.one: a view.\n--\n-- Row: a row.\n-- Depends on: core.disclosure\n-- Unique: a\n-- Columns:\n--   a  it\n"
)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("CREATE VIEW mart.one AS SELECT nothing FROM core.disclosure;", "mart.one: the view cannot be made"),
        ("CREATE VIEW mart.one AS SELECT 1 AS b;", "mart.one: its header lists other columns than it has: b"),
    ],
)
def test_a_view_that_fails_is_named(tmp_path, sql, said):
    path = build(Lake(tmp_path / "lake"), tmp_path / "next.duckdb").path
    with pytest.raises(BuildError, match=said):
        create_views(path, {"mart.one": view_files.parse(HEADER + sql, "one.sql")})


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT 1", "the first line must read"),
        ("-- mart.one: a view.\n-- Row: a row.\nCREATE VIEW mart.one AS SELECT 1;", "no 'Depends on:' line"),
        (f"{HEADER}SELECT 1", "it creates no VIEW, TABLE or MACRO"),
    ],
)
def test_a_header_that_is_not_whole_names_its_file(sql, said):
    with pytest.raises(ValueError, match=f"one.sql.*{said}"):
        view_files.parse(sql, "one.sql")
