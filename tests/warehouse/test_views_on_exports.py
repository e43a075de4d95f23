"""The views on the four real exports, against figures that a person read in them or worked out from them by hand."""

from decimal import Decimal

import pytest

from pipeline.warehouse import view_files


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
        "SELECT region_name, amount_year, amount_yuan, share, peers, rank, peer_median_yuan, comparable "
        "FROM mart.cross_county_function "
        "WHERE fiscal_year = 2025 AND basis = 'all_money' AND function_code = '2010301' ORDER BY region_code"
    ) == [
        ("井陉县", 2025, Decimal("3019236.00"), Decimal("38.8029"), 2, 2, Decimal("5797668.00"), "yes"),
        ("海港区", 2025, Decimal("8576100.00"), Decimal("41.1225"), 2, 1, Decimal("5797668.00"), "yes"),
        # 123.92 of 421.29 万元 of another year.
        ("延津县", 2024, Decimal("1239200.00"), Decimal("29.4144"), 2, None, Decimal("5797668.00"), "no"),
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


@pytest.mark.parametrize(
    ("view", "code", "basis", "amounts"),
    [
        ("function", "2010301", "all_money", ["3019236.00", "8576100.00", "1239200.00"]),
        ("function", "2010302", "general_public", ["640000.00", "2460000.00", "1110600.00"]),
        ("function", "2080505", "all_money", ["499287.04", "979300.00", "180800.00"]),
        ("function", "2210201", "all_money", ["403265.28", "761700.00", "135600.00"]),
        ("economic", "30101", "general_public_basic", ["1665696.00", "2575900.00", "781400.00"]),
        ("economic", "30201", "general_public_basic", ["67500.00", "132000.00", "38000.00"]),
    ],
)
def test_three_bureaus_side_by_side(real, view, code, basis, amounts):
    rows = real(
        "SELECT region_name, amount_year, amount_yuan, proven_share, peers, comparable "
        f"FROM mart.cross_county_{view} WHERE fiscal_year = 2025 AND basis = ? AND {view}_code = ? "
        "ORDER BY region_code",
        basis,
        code,
    )
    first, second, third = map(Decimal, amounts)
    assert rows == [
        ("井陉县", 2025, first, 100, 2, "yes"),
        ("海港区", 2025, second, 100, 2, "yes"),
        ("延津县", 2024, third, 100, 2, "no"),
    ]


def test_office_expenses_of_all_money_are_not_mixed_with_basic_expenditure(real):
    # 办公费 53.41 万元 of 421.29 in all, 3.80 of 163.42 of it basic.
    assert real(
        "SELECT basis, amount_yuan, share FROM mart.cross_county_economic "
        "WHERE region_name = '延津县' AND fiscal_year = 2024 AND economic_code = '30201' ORDER BY 1"
    ) == [
        ("all_money", Decimal("534100.00"), Decimal("12.6777")),
        ("general_public_basic", Decimal("38000.00"), Decimal("2.3253")),
    ]


@pytest.mark.parametrize(
    ("region", "measure", "year", "change", "prior"),
    [
        ("井陉县", "basic", 2025, "241152.46", "4843813.00"),
        ("井陉县", "project", 2025, "-58212.00", "2754204.00"),
        ("海港区", "expenditure_total", 2025, "-666700.00", "21521700.00"),
        ("海港区", "basic", 2025, "1159300.00", "9735700.00"),
        ("海港区", "project", 2025, "-1826000.00", "11786000.00"),
        ("延津县", "expenditure_total", 2024, "42800.00", "4170100.00"),
    ],
)
def test_stated_changes(real, region, measure, year, change, prior):
    assert real(
        "SELECT change_yuan, stated_change_yuan, prior_amount_yuan, comparable FROM mart.yoy_department "
        "WHERE region_name = ? AND measure = ? AND fiscal_year = ?",
        region,
        measure,
        year,
    ) == [(Decimal(change), Decimal(change), Decimal(prior), "mapped")]


def test_three_public_expenses(real):
    assert real(
        "SELECT region_name, fiscal_year, table_status, total_yuan, vehicle_operation_yuan, reception_yuan, "
        "unexplained_yuan FROM mart.three_public WHERE is_own ORDER BY 1, 2"
    ) == [
        ("井陉县", 2021, "missing", 40000, 40000, 0, None),
        ("井陉县", 2025, "present", 20000, 20000, 0, 0),
        ("延津县", 2024, "declared_empty", 0, 0, 0, 0),
        ("海港区", 2025, "present", 2600, 0, 2600, 0),
    ]


def test_procurement_of_one_bureau(real):
    assert real(
        "SELECT item_name, catalogue_name, project_yuan, total_yuan FROM mart.procurement "
        "WHERE row_role = 'leaf' ORDER BY total_yuan DESC"
    ) == [
        ("房屋租赁服务", "房屋租赁服务", 5200000, 4149900),
        ("行业统计分析服务", "行业统计分析服务", 2460000, 2460000),
        ("暖气生产和分配服务", "暖气生产和分配服务", None, 650200),
        ("其他服务", "其他服务", 450000, 450000),
        ("复印纸", "复印纸", 360000, 56000),
    ]


def test_empty_and_missing_tables_are_told_apart(real):
    assert real(
        "SELECT fiscal_year, statement, status FROM mart.coverage "
        "WHERE region_name IN ('井陉县', '延津县') "
        "AND statement IN ('procurement', 'state_capital_expenditure', 'income') ORDER BY ALL"
    ) == [
        (2021, "income", "missing"),
        (2021, "procurement", "declared_empty"),
        (2021, "state_capital_expenditure", "missing"),
        (2024, "income", "present"),
        (2024, "state_capital_expenditure", "missing"),
        (2025, "income", "present"),
        (2025, "procurement", "declared_empty"),
        (2025, "state_capital_expenditure", "declared_empty"),
    ]


def test_quality_counts_are_those_of_the_tables_below(real):
    assert real("SELECT sum(figures), sum(unparsed), sum(identities) FROM mart.data_quality") == real(
        "SELECT (SELECT count(*) FROM mart.line_item), "
        "(SELECT count(*) FROM mart.unparsed WHERE reason <> 'printed nil'), "
        "(SELECT count(*) FROM audit.identity_result WHERE document_id IS NOT NULL)"
    )
