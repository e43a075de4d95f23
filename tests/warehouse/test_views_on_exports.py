"""The views on the four real exports, against figures that a person read in them or worked out from them by hand."""

from decimal import Decimal

import duckdb
import pytest

from pipeline.warehouse import ingest, view_files


@pytest.fixture(scope="module")
def real(exports, tmp_path_factory):
    """A function that queries the warehouse of the exports."""
    workspace = ingest.Workspace(exports, tmp_path_factory.mktemp("warehouse"))
    ingest.run(workspace)
    with duckdb.connect(str(workspace.database), read_only=True) as connection:
        yield lambda sql, *parameters: connection.execute(sql, list(parameters)).fetchall()


@pytest.mark.parametrize("measure", ["income_total", "expenditure_total"])
@pytest.mark.parametrize(
    ("region", "year", "yuan", "source"),
    [
        ("井陉县", 2020, "4753900.00", "implied"),  # 599.41 - 124.02 万元
        ("井陉县", 2021, "5994100.00", "narrative"),
        ("井陉县", 2024, "7598017.00", "implied"),  # 7780957.46 - 182940.46
        ("井陉县", 2025, "7780957.46", "table"),
        ("海港区", 2024, "21521700.00", "implied"),  # 2085.50 + 66.67 万元
        ("海港区", 2025, "20855000.00", "table"),
        ("延津县", 2023, "4170100.00", "implied"),  # 421.29 - 4.28 万元
        ("延津县", 2024, "4212900.00", "table"),
    ],
)
def test_headline_totals(real, region, year, yuan, source, measure):
    assert real(
        "SELECT amount_yuan, source FROM mart.department_year "
        "WHERE region_name = ? AND fiscal_year = ? AND measure = ?",
        region,
        year,
        measure,
    ) == [(Decimal(yuan), source)]


def test_a_renamed_department_is_one_over_time(real):
    assert real(
        "SELECT DISTINCT department_name, count(DISTINCT department_key) OVER () FROM mart.department_year "
        "WHERE region_name = '井陉县' AND is_own ORDER BY 1"
    ) == [("井陉县数据和政务服务局", 1), ("井陉县行政审批局", 1)]


@pytest.mark.parametrize(
    ("region", "measure", "yuan"),
    [
        ("井陉县", "basic", "5084965.46"),
        ("井陉县", "project", "2695992.00"),
        ("井陉县", "personnel", "4781965.46"),
        ("井陉县", "public_use", "303000.00"),
        ("井陉县", "operating_cost", "303000.00"),
        ("井陉县", "three_public_total", "20000.00"),
        ("井陉县", "vehicle_operation", "20000.00"),
        ("井陉县", "reception", "0.00"),
        ("海港区", "basic", "10895000.00"),
        ("海港区", "project", "9960000.00"),
        ("海港区", "three_public_total", "2600.00"),
        ("海港区", "reception", "2600.00"),
    ],
)
def test_headline_parts_of_2025(real, region, measure, yuan):
    assert real(
        "SELECT amount_yuan FROM mart.department_year WHERE region_name = ? AND fiscal_year = 2025 AND measure = ?",
        region,
        measure,
    ) == [(Decimal(yuan),)]


def test_two_counties_side_by_side(real):
    # 行政运行: 3019236.00 of 7780957.46 元, 857.61 of 2085.50 万元.
    assert real(
        "SELECT region_name, amount_yuan, share, peers, rank, peer_median_yuan, comparable "
        "FROM mart.cross_county_function "
        "WHERE fiscal_year = 2025 AND basis = 'all_money' AND function_code = '2010301' ORDER BY region_code"
    ) == [
        ("井陉县", Decimal("3019236.00"), Decimal("38.8029"), 2, 2, Decimal("5797668.00"), "yes"),
        ("海港区", Decimal("8576100.00"), Decimal("41.1225"), 2, 1, Decimal("5797668.00"), "yes"),
    ]


def test_every_fact_of_the_mart_can_be_traced_to_text(real):
    facts = real(
        "SELECT line_item_id FROM mart.line_item UNION ALL SELECT kpi_id FROM mart.kpi "
        "UNION ALL SELECT project_id FROM mart.project UNION ALL SELECT narrative_id FROM core.fact_narrative"
    )
    assert len(facts) > 1000
    for (fact_id,) in facts[:: len(facts) // 50]:
        ((path, text),) = real("SELECT DISTINCT document_path, raw_text FROM mart.trace(?)", fact_id)
        assert path.endswith(".txt")
        assert text


def test_the_printed_amount_stands_in_the_traced_cell(real):
    assert (
        real(
            "SELECT item.line_item_id, item.amount_raw, cell.text FROM mart.line_item AS item "
            "LEFT JOIN raw.cell AS cell USING (document_id, table_no, row_no, col_no) "
            "WHERE cell.text IS NULL OR NOT contains(cell.text, item.amount_raw)"
        )
        == []
    )


@pytest.mark.parametrize(
    "view", [file for file in view_files.load().values() if not file.is_macro], ids=lambda view: view.name
)
def test_what_a_header_calls_unique_is(real, view):
    key = ", ".join(view.unique)
    assert real(f"SELECT {key} FROM {view.name} GROUP BY {key} HAVING count(*) > 1") == []
    assert real(f"SELECT count(*) > 0 FROM {view.name}") == [(True,)]
