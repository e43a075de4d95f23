"""No view counts a 部门 and its 本级 twice: documents of both, read and derived as any others."""

from decimal import Decimal

import duckdb
import pytest
from small_disclosures import disclosed, write

from pipeline.warehouse import ingest, view_files

BUREAU, OTHER = "井陉县数据和政务服务局", "正定县数据和政务服务局"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A function that queries the warehouse of a 部门 with 300 元, its 本级 with 200, a peer, and a 本级 alone."""
    folder = tmp_path_factory.mktemp("scopes")
    files = {
        "a/whole.txt": disclosed(BUREAU, "300.00"),
        "a/own.txt": disclosed(f"{BUREAU}本级", "200.00"),
        "b/whole.txt": disclosed(OTHER, "500.00"),
        "c/own.txt": disclosed("赞皇县数据和政务服务局本级", "70.00"),
    }
    workspace = ingest.Workspace(write(folder / "raw", files), folder / "warehouse")
    ingest.run(workspace)
    with duckdb.connect(str(workspace.database), read_only=True) as connection:
        yield lambda sql, *parameters: connection.execute(sql, list(parameters)).fetchall()


def test_both_are_disclosures_and_only_the_wider_may_be_added_up(made):
    assert made(
        "SELECT department_name, scope, is_widest, count(*) OVER (PARTITION BY whole_key) FROM mart.disclosure "
        "ORDER BY region_code, scope"
    ) == [
        (BUREAU, "department", True, 2),
        (f"{BUREAU}本级", "own", False, 2),
        (OTHER, "department", True, 1),
        ("赞皇县数据和政务服务局本级", "own", True, 1),
    ]


# One figure of each department and year, in each view that has amounts of departments.
SUMS = {
    "mart.line_item": "statement = 'expenditure' AND row_role = 'total' AND component = 'total'",
    "mart.department_year": "measure = 'expenditure_total'",
    "mart.yoy_department": "measure = 'expenditure_total'",
    "mart.code_year": "classification = 'function' AND code = '2010301' AND basis = 'all_money'",
    "mart.yoy_code": "classification = 'function' AND code = '2010301' AND basis = 'all_money'",
    "mart.yoy_function": "function_code = '2010301' AND basis = 'all_money'",
}


@pytest.mark.parametrize("view", SUMS)
def test_amounts_of_the_widest_scopes_add_up(made, view):
    where = f"FROM {view} WHERE fiscal_year = 2025 AND {SUMS[view]}"
    assert made(f"SELECT sum(amount_yuan) FILTER (WHERE is_widest), sum(amount_yuan) {where}") == [(870, 1070)]


def test_the_structure_of_the_widest_scopes_adds_up(made):
    assert made("SELECT sum(expenditure_yuan) FROM mart.structure WHERE is_widest") == [(870,)]


@pytest.mark.parametrize(
    ("view", "where"),
    [
        ("department", "measure = 'expenditure_total'"),
        ("function", "function_code = '2010301' AND basis = 'all_money'"),
        ("code", "code = '2010301' AND basis = 'all_money'"),
    ],
)
def test_peers_are_whole_departments_each_once(made, view, where):
    # The 本级 of 井陉 is part of its 部门 and has no row; that of 赞皇 stands alone, and nothing is compared with it.
    assert made(
        f"SELECT region_name, amount_yuan, peers, peer_median_yuan, rank, comparable FROM mart.cross_county_{view} "
        f"WHERE {where} ORDER BY region_code"
    ) == [
        ("井陉县", 300, 2, 400, 2, "yes"),
        ("正定县", 500, 2, 400, 1, "yes"),
        ("赞皇县", 70, 1, None, None, "no"),
    ]


def test_every_view_of_departments_tells_the_scopes_apart(made):
    """A view with amounts has the scope and is_widest, is of whole departments only, or has one row per document."""
    lacking = []
    for name, file in view_files.load().items():
        has_amounts = any(column.endswith("_yuan") for column in file.columns)
        compares = name.startswith("mart.cross_county_")
        if not file.is_macro and has_amounts and not compares and not {"scope", "is_widest"} <= file.columns.keys():
            lacking.append(name)
    assert lacking == []


def test_the_scopes_are_not_compared_over_years_with_each_other(made):
    assert made("SELECT count(*) FROM mart.yoy_department WHERE prior_amount_yuan IS NOT NULL") == [(0,)]
    assert made("SELECT sum(amount_yuan) FROM mart.department_year WHERE measure = 'basic' AND is_widest") == [
        (Decimal(870),)
    ]


def test_a_unit_that_a_department_lists_is_not_added_to_it_though_it_discloses_as_a_department(tmp_path):
    listing = "纳入部门预算编制范围的预算单位包括：井陉县教育局机关、井陉县第一中学。"
    files = {
        "whole.txt": disclosed("井陉县教育局", "300.00").replace("井陉县教育局按照要求公开预算。", listing),
        "school.txt": disclosed("井陉县第一中学", "200.00"),
    }
    workspace = ingest.Workspace(write(tmp_path / "raw", files), tmp_path / "warehouse")
    ingest.run(workspace)
    with duckdb.connect(str(workspace.database), read_only=True) as connection:
        assert connection.execute(
            "SELECT department_name, scope, is_widest, subject_unit FROM mart.disclosure ORDER BY scope"
        ).fetchall() == [("井陉县教育局", "department", True, ""), ("井陉县第一中学", "unit", False, "井陉县第一中学")]
