"""Column lineage of sql/views and the order of creation."""

import pytest

from pipeline import contract
from pipeline.warehouse import lineage, view_files

FILES = view_files.load()


@pytest.mark.parametrize("name", FILES)
def test_the_header_names_exactly_what_the_view_reads(name):
    assert set(FILES[name].depends_on) == lineage.depends_on(FILES[name].sql)


@pytest.mark.parametrize("name", FILES)
def test_every_column_has_a_lineage_that_exists(name):
    columns = lineage.views()[name]
    assert list(columns) == list(FILES[name].columns)
    known = {table: set(some) for table, some in contract.tables().items()}
    known |= {view: set(some) for view, some in lineage.views().items()}
    missing = {(table, column) for sources in columns.values() for table, column in sources} - {
        (table, column) for table, some in known.items() for column in some
    }
    assert missing == set()


@pytest.mark.parametrize(
    ("view", "column", "sources"),
    [
        ("mart.kpi", "target_value", [("core.fact_kpi", "target_value")]),
        (
            "mart.line_item",
            "function_code",
            [("core.fact_line_item", "function_code"), ("core.fact_line_item", "function_code_inferred")],
        ),
        ("mart.line_item", "function_name", [("mart.code_name", "name")]),
        (
            "mart.code_name",
            "name",
            [
                (f"core.dim_{name}", column)
                for name in ("economic", "function", "gov_economic")
                for column in ("is_official", "name", "valid_from")
            ],
        ),
        (
            "mart.department_year",
            "amount_yuan",
            [("core.fact_line_item", "amount_yuan"), ("core.fact_narrative", "amount_yuan")],
        ),
        ("mart.department_year", "change_fact_id", [("core.fact_narrative", "narrative_id")]),
        ("mart.yoy_department", "change_yuan", [("mart.department_year", "amount_yuan")]),
        ("mart.trace", "document_path", [("raw.document", "path")]),
        ("mart.trace", "equation", [("audit.identity_result", "equation")]),
    ],
)
def test_a_column_comes_from(view, column, sources):
    assert lineage.views()[view][column] == sources


def test_a_union_by_name_is_followed_by_name():
    scripts = {
        "mart.both": "CREATE VIEW mart.both AS "
        "SELECT unit_name AS name, seq AS place FROM core.fact_task, core.fact_institution "
        "UNION ALL BY NAME SELECT row_no AS place, item AS name FROM core.fact_asset"
    }
    assert lineage.column_lineage(scripts)["mart.both"] == {
        "name": [("core.fact_asset", "item"), ("core.fact_institution", "unit_name")],
        "place": [("core.fact_asset", "row_no"), ("core.fact_task", "seq")],
    }


def test_views_come_after_what_they_read():
    scripts = {
        "mart.a": "CREATE VIEW mart.a AS SELECT seq FROM mart.c",
        "mart.b": "CREATE VIEW mart.b AS SELECT seq FROM core.fact_task",
        "mart.c": "CREATE VIEW mart.c AS SELECT seq FROM mart.b",
    }
    assert lineage.creation_order(scripts) == ["mart.b", "mart.c", "mart.a"]
    assert lineage.column_lineage(scripts)["mart.a"] == {"seq": [("mart.c", "seq")]}
    scripts["mart.b"] = "CREATE VIEW mart.b AS SELECT seq FROM mart.a"
    with pytest.raises(ValueError, match="read each other"):
        lineage.creation_order(scripts)


def test_a_view_comes_after_the_views_that_it_reads() -> None:
    names = [file.name for file in view_files.with_sources("mart.three_public")]
    assert names[-1] == "mart.three_public"
    assert set(names) == {"mart.disclosure", "mart.department_year", "mart.yoy_department", "mart.three_public"}
    assert names.index("mart.disclosure") < names.index("mart.department_year") < names.index("mart.yoy_department")


def test_a_column_is_followed_through_views_to_the_tables() -> None:
    columns = {
        "mart.changes": {"change": [("mart.years", "amount"), ("mart.years", "prior")], "note": []},
        "mart.years": {"amount": [("core.cells", "yuan")], "prior": [("core.cells", "yuan"), ("core.texts", "yuan")]},
    }
    assert lineage.in_the_end(columns)["mart.changes"] == {
        "change": [("core.cells", "yuan"), ("core.texts", "yuan")],
        "note": [],
    }
