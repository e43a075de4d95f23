"""mart.line_item, mart.project, mart.kpi and mart.trace."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from synthetic import department, disclosure, line, told

BASE = {
    "core.dim_department": [department("dep", "key-431", "130121", "数据和政务服务局")],
    "core.dim_region": [
        {"region_code": "130121", "name": "旧县", "level": "county", "valid_from": 1981, "valid_to": 2014},
        {"region_code": "130121", "name": "井陉县", "level": "county", "valid_from": 2015},
    ],
    "core.disclosure": [
        disclosure("d25", "130121", "dep", 2025),
        disclosure("d24", "130121", "dep", 2024),
        disclosure("older", "130121", "dep", 2025, is_current=False),
    ],
}


def place(disclosure_id="d25", **columns):
    return {"disclosure_id": disclosure_id, "document_id": f"doc-{disclosure_id}", "proof": "unchecked"} | columns


def project(project_id, budget, disclosure_id="d25", **columns):
    return (
        place(
            disclosure_id,
            project_id=project_id,
            project_key="key-p",
            key_reason="code",
            project_name="大厅运转",
            budget_yuan=None if budget is None else Decimal(budget),
            table_no=12,
            row_no=2,
        )
        | columns
    )


def kpi(kpi_id, **columns):
    return place(kpi_id=kpi_id, seq=1, table_no=13, row_no=2) | columns


def test_line_items_carry_names_of_their_year_and_say_what_is_inferred(warehouse):
    query = warehouse(
        BASE
        | {
            "core.dim_function": [
                {"code": "2010301", "name": "行政运行", "level": 3, "valid_from": 2007, "is_official": True},
                {"code": "2010301", "name": "机关运行", "level": 3, "valid_from": 2030, "is_official": True},
            ],
            "core.dim_economic": [
                {"code": "30101", "name": "观察到的", "level": 2, "is_official": False},
                {"code": "30101", "name": "基本工资", "level": 2, "is_official": True},
            ],
            "core.fact_line_item": [
                line("L1", "d25", "expenditure", "3019236.00", function_code="2010301"),
                line("L2", "d25", "expenditure", "1.00", function_code_inferred="2010301", economic_code="30101"),
                line("L3", "d25", "expenditure", "2.00", function_code="9999999"),
                line("L4", "older", "expenditure", "3.00"),
            ],
        }
    )
    assert query(
        "SELECT line_item_id, region_name, department_name, function_code, function_code_source, function_name, "
        "economic_name, amount_yuan FROM mart.line_item ORDER BY 1"
    ) == [
        ("L1", "井陉县", "数据和政务服务局", "2010301", "printed", "行政运行", None, Decimal("3019236.00")),
        ("L2", "井陉县", "数据和政务服务局", "2010301", "inferred", "行政运行", "基本工资", Decimal("1.00")),
        ("L3", "井陉县", "数据和政务服务局", "9999999", "printed", None, None, Decimal("2.00")),
    ]


def test_projects_carry_share_prior_year_and_kpis(warehouse):
    query = warehouse(
        BASE
        | {
            "core.fact_project": [
                project("P1", "640000"),
                project("P2", "160000", project_key="key-q"),
                project("P0", "600000", "d24"),
                project("Pold", "1", "older"),
            ],
            "core.fact_kpi": [kpi("K1", project_id="P1"), kpi("K2", project_id="P1"), kpi("K3")],
            "core.fact_project_schedule": [
                place(project_id="P1", month=month, share=Decimal(share), amount_yuan=Decimal(share) * 6400)
                | {"raw": f"{share}%", "table_no": 12, "row_no": 5, "col_no": 3}
                for month, share in [(3, 25), (6, 50), (12, 100)]
            ],
        }
    )
    assert query(
        "SELECT project_id, fiscal_year, share_of_projects, prior_budget_yuan, change_yuan, kpis, spent_by_june_share, "
        "spent_by_june_yuan FROM mart.project ORDER BY 1"
    ) == [
        ("P0", 2024, 100, None, None, 0, None, None),
        ("P1", 2025, 80, 600000, 40000, 2, 50, 320000),
        ("P2", 2025, 20, None, None, 0, None, None),
    ]


def test_a_project_that_stands_twice_in_a_year_is_not_compared(warehouse):
    rows = {"core.fact_project": [project("P1", "1"), project("P2", "2"), project("P0", "3", "d24")]}
    assert warehouse(BASE | rows)("SELECT project_id, change_yuan FROM mart.project ORDER BY 1") == [
        ("P0", None),
        ("P1", None),
        ("P2", None),
    ]


COST = {"project_id": "P1", "level1": "成本指标", "level2": "经济成本指标", "operator": "<=", "target_unit": "万元"}


@pytest.mark.parametrize(
    ("printed", "yuan", "columns", "limit", "above"),
    [
        ("≤320万元", "3200000", {}, "3200000.00", True),
        ("≤246万元", "2460000", {}, "2460000.00", False),
        ("≤246.005万元", "2460050", {}, "2460050.00", False),  # the budget is printed as 246.00万元
        ("≤246.006万元", "2460060", {}, "2460060.00", True),
        ("≤247万元", "2470000", {}, "2470000.00", True),
        ("320万元", "3200000", {"operator": "=", "level1": "产出指标", "level2": "成本指标"}, "3200000.00", True),
        ("≤10000万元", "100000000", {"level1": "产出指标", "level2": "数量指标"}, None, None),  # loans handed out
        ("≤10000万元", "100000000", {"level1": "效益指标", "level2": "经济效益指标"}, None, None),
        ("≤10000万元", "100000000", {"level2": "生态环境成本指标"}, None, None),
        ("≤10000万元", "100000000", {"level2": "社会成本"}, None, None),
        ("≥320万元", "3200000", {"operator": ">="}, None, None),
        ("≤4348.46元/人", None, {"target_unit": "元/人"}, None, None),
        ("≤320万元", "3200000", {"project_id": None}, "3200000.00", None),  # of the department as a whole
    ],
)
def test_only_a_cost_is_held_against_the_budget(warehouse, printed, yuan, columns, limit, above):
    at = {"target_raw": printed, "amount_yuan": yuan and Decimal(yuan)}
    budget = project("P1", "2460000", budget_digit_yuan=Decimal(100))
    query = warehouse(BASE | {"core.fact_project": [budget], "core.fact_kpi": [kpi("K1", **(COST | at | columns))]})
    assert query("SELECT cost_limit_yuan, is_above_budget FROM mart.kpi") == [(limit and Decimal(limit), above)]
    (verdict,) = query("SELECT cost_verdict FROM mart.project_quality")
    assert (verdict == ("above",)) == bool(above)


def test_kpis_carry_their_project(warehouse):
    query = warehouse(
        BASE
        | {
            "core.fact_project": [project("P1", "640000", project_code="13012125P00000910004M")],
            "core.fact_kpi": [
                kpi("K1", project_id="P1", operator=">=", target_value=Decimal(745), target_unit="套"),
                kpi("K2", operator="before", target_date=date(2025, 12, 31)),
                kpi("K3", operator="text", target_raw="有所提高"),
            ],
        }
    )
    assert query(
        "SELECT kpi_id, subject, project_name, project_yuan, target_value, is_measurable, region_name "
        "FROM mart.kpi ORDER BY 1"
    ) == [
        ("K1", "project", "大厅运转", Decimal("640000.00"), Decimal("745.000000"), True, "井陉县"),
        ("K2", "department", None, None, None, True, "井陉县"),
        ("K3", "department", None, None, None, False, "井陉县"),
    ]


def cell(table_no, row_no, col_no, text, row_span=1, col_span=1, document_id="doc-d25", **columns):
    return {
        "document_id": document_id,
        "table_no": table_no,
        "row_no": row_no,
        "col_no": col_no,
        "row_span": row_span,
        "col_span": col_span,
        "text": text,
    } | columns


@pytest.fixture
def traced(warehouse):
    """A warehouse with a fact of every kind, and a function that gives a fact's traces as dicts."""
    at = {"table_no": 12, "row_no": 2}
    query = warehouse(
        BASE
        | {
            "raw.document": [
                {"document_id": "doc-d25", "path": "county/a.txt", "root": "/raw", "status": "loaded"}
                | {"first_seen_at": datetime(2025, 3, 1)}
            ],
            "raw.table": [
                {"document_id": "doc-d25", "table_no": 3, "title": "部门预算支出总表", "page_from": 4}
                | {"statement": "expenditure", "n_rows": 4, "n_cols": 5},
                {"document_id": "doc-d25", "table_no": 12, "n_rows": 2, "n_cols": 2},
            ],
            "raw.cell": [
                cell(3, 4, 3, "合计"),
                cell(3, 4, 4, " 7780957.46", page=5, x0=10.0, top=20.0, x1=30.0, bottom=40.0),
                cell(3, 4, 4, "of another document", document_id="other"),
                cell(12, 1, 1, "效果指标", row_span=2, page=45, x0=1.0, top=700.0, x1=9.0, bottom=800.0),
                cell(12, 2, 2, "满意度", page=46, x0=10.0, top=5.0, x1=20.0, bottom=15.0),
                cell(12, 3, 1, "next row"),
            ],
            "raw.paragraph": [{"document_id": "doc-d25", "paragraph_no": 7, "text": "安排 100 元。"}],
            "core.fact_line_item": [line("L1", "d25", "expenditure", "7780957.46"), line("L2", "older", "income", "1")],
            "core.fact_narrative": [told("N1", "d25", "basic", 2025, "100", paragraph_no=7, label="基本支出")],
            "core.fact_project": [project("P1", "640000")],
            "core.fact_kpi": [kpi("K1", level3="满意度", target_raw="≥95%") | at],
            "core.fact_procurement": [place(procurement_id="Q1", item_name="复印纸", total_yuan=Decimal(5)) | at],
            "core.fact_asset": [place(asset_id="A1", item="车辆", value_yuan=Decimal(6), value_raw="6") | at],
            "core.fact_institution": [place(institution_id="I1", unit_name="中心") | at],
            "core.fact_task": [place(task_id="T1", seq=1, name="任务") | at],
            "audit.identity_result": [
                {"identity_id": name, "disclosure_id": "d25", "rule": "row", "equation": text, "holds": "exact"}
                | {"expected": Decimal("7780957.46"), "actual": Decimal("7780957.46"), "difference": Decimal(0)}
                for name, text in [("I-1", "total = basic + project"), ("I-2", "total = sum of rows")]
            ],
            "audit.identity_member": [
                {"identity_id": "I-1", "fact_id": "L1", "side": "expected", "coefficient": Decimal(1)},
                {"identity_id": "I-2", "fact_id": "L1", "side": "actual", "coefficient": Decimal(-1)},
            ],
        }
    )
    columns = [row[0] for row in query("DESCRIBE FROM mart.trace('')")]
    return lambda fact_id: [dict(zip(columns, row, strict=True)) for row in query("FROM mart.trace(?)", fact_id)]


def test_trace_shows_the_cell_and_every_identity(traced):
    first, second = traced("L1")
    assert {name: first[name] for name in ("document_path", "page", "table_title", "row_no", "col_no", "raw_text")} == {
        "document_path": "county/a.txt",
        "page": 5,
        "table_title": "部门预算支出总表",
        "row_no": 4,
        "col_no": 4,
        "raw_text": " 7780957.46",
    }
    assert (first["x0"], first["bottom"], first["statement"], first["label"]) == (10.0, 40.0, "expenditure", "合计")
    assert [(row["identity_id"], row["side"], row["coefficient"], row["holds"]) for row in (first, second)] == [
        ("I-1", "expected", 1, "exact"),
        ("I-2", "actual", -1, "exact"),
    ]


@pytest.mark.parametrize(
    ("fact_id", "kind", "label", "raw_text"),
    [
        ("P1", "project", "大厅运转", "效果指标 | 满意度"),
        ("K1", "kpi", "满意度", "效果指标 | 满意度"),
        ("Q1", "procurement", "复印纸", "效果指标 | 满意度"),
        ("A1", "asset", "车辆", "效果指标 | 满意度"),
        ("I1", "institution", "中心", "效果指标 | 满意度"),
        ("T1", "task", "任务", "效果指标 | 满意度"),
        ("N1", "narrative", "基本支出", "安排 100 元。"),
    ],
)
def test_trace_takes_any_fact_and_needs_no_identity(traced, fact_id, kind, label, raw_text):
    (row,) = traced(fact_id)
    assert (row["fact_id"], row["fact_kind"], row["label"], row["raw_text"]) == (fact_id, kind, label, raw_text)
    assert row["identity_id"] is None
    assert row["is_current"] is True


def test_a_row_is_traced_to_its_own_page_where_a_merged_cell_begins_on_the_page_before(traced):
    (row,) = traced("K1")
    assert (row["page"], row["x0"], row["top"], row["x1"], row["bottom"]) == (46, 10.0, 5.0, 20.0, 15.0)


def test_trace_of_an_old_version_and_of_an_unknown_id(traced):
    (row,) = traced("L2")
    assert (row["is_current"], row["raw_text"]) == (False, None)
    assert traced("L-none") == []
