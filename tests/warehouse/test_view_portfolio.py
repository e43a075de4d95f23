"""mart.yoy_project, mart.yoy_kpi, mart.project_quality, mart.kpi_quality, mart.structure, mart.per_head."""

from decimal import Decimal

import pytest
from synthetic import department, disclosure, line, told

BASE = {
    "core.dim_department": [department("dep", "key-431", "130121", "数据和政务服务局")],
    "core.dim_region": [{"region_code": "130121", "name": "井陉县", "level": "county"}],
    "core.disclosure": [
        disclosure("d25", "130121", "dep", 2025),
        disclosure("d24", "130121", "dep", 2024),
        disclosure("older", "130121", "dep", 2025, is_current=False, version=0),
        disclosure("own", "130121", "dep", 2025, scope="own"),
    ],
}


def place(disclosure_id="d25", **columns):
    return {"disclosure_id": disclosure_id, "document_id": f"doc-{disclosure_id}", "proof": "proven"} | columns


def project(project_id, key, budget, disclosure_id="d25", **columns):
    return place(disclosure_id, project_id=project_id, project_key=key, key_reason="code", table_no=12, row_no=2) | {
        "project_name": key,
        "budget_yuan": None if budget is None else Decimal(budget),
        **columns,
    }


def kpi(kpi_id, name, target, disclosure_id="d25", **columns):
    return place(disclosure_id, kpi_id=kpi_id, seq=1, table_no=13, row_no=2, level3=name, target_raw=target) | columns


BY_NAME = "the same by its name, not by a code"
ABSENT = "not in the list of"
PORTFOLIO = [
    project("P1", "大厅运转", "640000"),
    project("P2", "系统升级", "160000"),
    project("P3", "评估", None),
    project("P0", "大厅运转", "600000", "d24"),
    project("P9", "普查", "400000", "d24"),
    project("P8", "评估", "5", "d24", key_reason="name"),
    project("Pold", "大厅运转", "1", "older"),
    project("Pown", "大厅运转", "600000", "own"),
]


def test_a_portfolio_says_what_goes_on_what_is_new_and_what_ended(warehouse):
    query = warehouse(BASE | {"core.fact_project": PORTFOLIO})
    assert query(
        "SELECT project_name, status, amount_yuan, prior_amount_yuan, change_yuan, change_percent, share, prior_share, "
        "comparable, reason FROM mart.yoy_project WHERE fiscal_year = 2025 AND scope = 'department' "
        "ORDER BY project_key"
    ) == [
        # 640000 of 800000 printed, 600000 of 1000005.
        ("大厅运转", "continuing", 640000, 600000, 40000, Decimal("6.6667"), 80, Decimal("59.9997"), "yes", None),
        (
            "普查",
            "ended",
            None,
            400000,
            -400000,
            None,
            None,
            Decimal("39.9998"),
            "mapped",
            f"{ABSENT} 2025 by code or name",
        ),
        ("系统升级", "new", 160000, None, 160000, None, 20, None, "mapped", f"{ABSENT} 2024 by code or name"),
        ("评估", "continuing", None, 5, None, None, None, Decimal("0.0005"), "no", "an amount is not printed"),
    ]


def test_without_an_earlier_list_nothing_is_new(warehouse):
    query = warehouse(BASE | {"core.fact_project": PORTFOLIO})
    assert query(
        "SELECT DISTINCT status, change_yuan, comparable, reason FROM mart.yoy_project "
        "WHERE fiscal_year = 2024 OR scope = 'own' ORDER BY reason"
    ) == [
        ("first", None, "no", "no earlier list of projects"),
        ("first", None, "no", "no earlier list of projects; scope: 2024 is disclosed for department only"),
    ]


def test_projects_of_one_name_in_several_units_are_added_up(warehouse):
    rows = [
        project("P1", "日常运行", "10", key_reason="name"),
        project("P2", "日常运行", "20", key_reason="name", row_no=3),
        project("P0", "日常运行", "25", "d24", key_reason="name"),
    ]
    assert warehouse(BASE | {"core.fact_project": rows})(
        "SELECT amount_yuan, prior_amount_yuan, change_yuan, change_percent, project_ids, comparable, reason "
        "FROM mart.yoy_project WHERE fiscal_year = 2025"
    ) == [(30, 25, 5, 20, ["P1", "P2"], "mapped", f"{BY_NAME}; several projects of this name are added up")]


def test_a_list_that_is_not_all_of_project_expenditure_says_so(warehouse):
    rows = {
        "core.fact_project": [project("P1", "甲", "60"), project("P0", "甲", "50", "d24")],
        "core.fact_line_item": [
            line("E25", "d25", "expenditure", "100", component="project"),
            line("E24", "d24", "expenditure", "50", component="project", fiscal_year=2024),
        ],
    }
    assert warehouse(BASE | rows)(
        "SELECT listed_share, prior_listed_share, comparable, reason FROM mart.yoy_project WHERE fiscal_year = 2025"
    ) == [(60, 100, "mapped", "the list of 2025 is 60.0 % of its project expenditure")]


KPIS = [
    kpi("K1", "受理件数", "≥100件", project_id="P1", operator=">=", target_value=Decimal(100), target_unit="件"),
    kpi("K2", "办结率", "100%", project_id="P1", operator="=", target_value=Decimal(100), target_unit="%", seq=2),
    kpi("K3", "办结率", "100%", project_id="P1", operator="=", target_value=Decimal(100), target_unit="%", seq=3),
    kpi("K4", "数量指标", "有所提高", project_id="P1", operator="text", level2="数量指标", seq=4),
    kpi("K5", "办结率", "100 %", project_id="P2", operator="=", target_value=Decimal(100), target_unit="%"),
    kpi("K6", "满意度", "≥95%", operator=">=", target_value=Decimal(95), target_unit="%"),
    kpi("J1", "受理件数", "≥80件", "d24", project_id="P0", operator=">=", target_value=Decimal(80), target_unit="件"),
    kpi("J2", "办结率", "100%", "d24", project_id="P0", operator="=", target_value=Decimal(100), target_unit="%"),
]


def test_indicators_against_those_of_the_year_before(warehouse):
    query = warehouse(BASE | {"core.fact_project": PORTFOLIO, "core.fact_kpi": KPIS})
    assert query(
        "SELECT kpi_id, prior_kpi_id, change_value, is_unchanged, is_full, is_unnamed, is_duplicate, is_copied, reason "
        "FROM mart.yoy_kpi WHERE fiscal_year = 2025 ORDER BY 1"
    ) == [
        ("K1", "J1", 20, False, False, False, False, False, None),
        ("K2", "J2", 0, True, True, False, True, True, None),
        ("K3", "J2", 0, True, True, False, True, True, None),
        ("K4", None, None, False, False, True, False, False, "no indicator of this name in 2024"),
        ("K5", None, None, None, True, False, False, True, "no indicators of an earlier year"),
        ("K6", None, None, None, False, False, False, False, "no indicators of an earlier year"),
    ]


def test_quality_of_a_project_and_of_a_disclosure(warehouse):
    query = warehouse(BASE | {"core.fact_project": PORTFOLIO, "core.fact_kpi": KPIS})
    assert query(
        "SELECT project_id, kpis, quantified_share, full_share, unnamed, duplicates, copied, unchanged_share "
        "FROM mart.project_quality WHERE disclosure_id = 'd25' ORDER BY 1"
    ) == [
        ("P1", 4, 75, 50, 1, 2, 2, 50),
        ("P2", 1, 100, 100, 0, 0, 1, None),
        ("P3", 0, None, None, 0, 0, 0, None),
    ]
    # Five of six are quantified, three of six promise 100 %; of the four of P1 two are as they were.
    assert query(
        "SELECT projects, projects_without_kpis, kpis, quantified_share, full_share, unnamed_share, duplicate_share, "
        "copied_share, compared, unchanged_share FROM mart.kpi_quality WHERE disclosure_id = 'd25'"
    ) == [(3, 1, 6, Decimal("83.3333"), 50, Decimal("16.6667"), Decimal("33.3333"), 50, 4, 50)]


@pytest.mark.parametrize(
    ("earlier", "later", "reason"),
    [
        ("2024年办公场所租赁费", "2025年办公场所租赁费", None),
        ("2024 年度设备更新", "2025年度设备更新", None),
        ("设备更新", "设备采购", "renamed project: 设备更新 is now 设备采购"),
        # Two lists of one year: what the second names is another year's.
        ("2024年设备更新", "2024年设备更新尾款", "renamed project: 2024年设备更新 is now 2024年设备更新尾款"),
    ],
)
def test_a_name_that_moves_with_the_year_is_no_other_name(warehouse, earlier, later, reason):
    rows = [project("P0", earlier, "1", "d24", project_key="key"), project("P1", later, "1", project_key="key")]
    assert warehouse(BASE | {"core.fact_project": rows})(
        "SELECT status, reason FROM mart.yoy_project WHERE fiscal_year = 2025 AND scope = 'department'"
    ) == [("continuing", reason)]


@pytest.mark.parametrize(
    ("earlier", "later", "unchanged"),
    [
        ("2024年12月31日前", "2025年12月31日前", True),
        ("≤2024.12", "≤2025.12", True),
        ("2024年12月31日前", "2024年12月31日前", False),  # a day of the year before, then of two years before
        ("2024年12月31日前", "2025年11月30日前", False),
        ("≥2024个", "≥2025个", False),
        ("≥95 %", "≥95%", True),
    ],
)
def test_a_target_that_moves_with_the_year_is_unchanged(warehouse, earlier, later, unchanged):
    rows = [
        kpi("K0", "2024年培训时间", earlier, "d24", project_id=None),
        kpi("K1", "2025年培训时间", later, project_id=None),
    ]
    assert warehouse(BASE | {"core.fact_kpi": rows})(
        "SELECT prior_kpi_id, is_unchanged FROM mart.yoy_kpi WHERE kpi_id = 'K1'"
    ) == [("K0", unchanged)]


@pytest.mark.parametrize(
    ("budget", "targets", "verdict"),
    [
        ("14400", ["1.8"], "above"),
        ("14400", ["1.44"], "equal"),
        ("14400", ["1.4"], "equal"),  # 1.4 万元 is 14400 元 rounded to its own last digit.
        ("14400", ["1.0", "1.2"], "sum_above"),
        ("14400", ["1.00", "0.44"], "equal"),
        ("14400", ["1.0"], "below"),
        ("14400", [], "none"),
        (None, ["1.0"], None),
    ],
)
def test_costs_against_the_budget(warehouse, budget, targets, verdict):
    costs = [
        kpi(f"K{number}", "成本", f"≤{target}万元", project_id="P1", level1="成本指标", operator="<=", seq=number)
        | {"target_unit": "万元", "target_value": Decimal(target), "amount_yuan": Decimal(target) * 10000}
        for number, target in enumerate(targets)
    ]
    rows = {"core.fact_project": [project("P1", "租赁", budget)], "core.fact_kpi": costs}
    assert warehouse(BASE | rows)("SELECT cost_limits, costs_sum_yuan, cost_verdict FROM mart.project_quality") == [
        (len(targets), sum(map(Decimal, targets)) * 10000 if targets else None, verdict)
    ]


def structure(query, columns):
    return query(f"SELECT {columns} FROM mart.structure WHERE scope = 'department' AND fiscal_year = 2025")


SPENT = [
    line("E", "d25", "expenditure", "1000"),
    line("B", "d25", "expenditure", "600", component="basic", col_no=5),
    line("P", "d25", "expenditure", "380", component="project", col_no=6),
    line("W", "d25", "basic_by_economic", "450", component="personnel", fund_source=None, table_no=6),
    line("U", "d25", "basic_by_economic", "50", component="public_use", fund_source=None, table_no=6, col_no=5),
]


def test_structure_of_one_year(warehouse):
    query = warehouse(BASE | {"core.fact_line_item": SPENT})
    # 20 of 1000 are neither; personnel and public use are those of the general public budget, 450 and 50 of 500.
    assert structure(
        query,
        "basic_share, project_share, other_expenditure_yuan, personnel_share, public_use_share, parts_fund_source, "
        "reason",
    ) == [(60, 38, 20, 90, 10, "general_public", None)]


def test_shares_of_other_money_are_not_given(warehouse):
    public = line("B", "d25", "general_public_expenditure", "600", component="basic", fund_source="general_public")
    query = warehouse(BASE | {"core.fact_line_item": [SPENT[0], public]})
    assert structure(query, "basic_yuan, basic_share, other_expenditure_yuan, reason") == [
        (600, None, None, "basic may cover other money than expenditure: general_public against total")
    ]


@pytest.mark.parametrize(("basic", "share"), [("60", Decimal(60)), ("50", None)])
def test_figures_of_a_text_have_shares_where_they_add_up(warehouse, basic, share):
    text = [
        told("N1", "d25", "expenditure_total", 2025, "100000"),
        told("N2", "d25", "basic", 2025, f"{basic}000"),
        told("N3", "d25", "project", 2025, "40000"),
    ]
    assert structure(warehouse(BASE | {"core.fact_narrative": text}), "basic_share") == [(share,)]


def test_basic_expenditure_of_all_money_is_its_parts_where_only_they_are_printed(warehouse):
    items = [
        SPENT[0],
        line("W", "d25", "expenditure", "500", component="personnel", col_no=5),
        line("U", "d25", "expenditure", "100", component="public_use", col_no=6),
        line("G", "d25", "general_public_expenditure", "550", component="basic", fund_source="general_public"),
    ]
    assert structure(warehouse(BASE | {"core.fact_line_item": items}), "basic_yuan, basic_share, reason") == [
        (600, 60, "basic is personnel + public use")
    ]


def persons(staff_id, measure, number, **columns):
    return place(staff_id=staff_id, paragraph_no=5, measure=measure, persons=number, raw=f"{number}人") | {
        "category": "total",
        **columns,
    }


PER_HEAD = (
    "SELECT residents, per_resident_yuan, staff, per_staff_yuan, posts, per_post_yuan, price_region, price_base_year, "
    "constant_yuan, reason FROM mart.per_head WHERE scope = 'department' AND fiscal_year = 2025 "
    "AND measure = 'expenditure_total'"
)
SILENT = "no residents of the region and year in data/reference/population.csv"


def test_nothing_is_per_head_without_a_number_of_heads(warehouse):
    reason = (
        f"{SILENT}; the disclosure states no staff; the disclosure states no posts; "
        "no price level of the region and year in data/reference/price_index.csv"
    )
    assert warehouse(BASE | {"core.fact_line_item": SPENT})(PER_HEAD) == [(*[None] * 9, reason)]


def test_per_resident_per_member_of_staff_and_in_constant_prices(warehouse):
    given = {
        "core.fact_line_item": SPENT,
        "core.dim_population": [
            {"region_code": "130121", "fiscal_year": 2025, "residents": 400, "source": "x"},
            {"region_code": "130000", "fiscal_year": 2025, "residents": 1, "source": "x"},
        ],
        "core.dim_price_index": [
            {"region_code": code, "fiscal_year": year, "price_index": Decimal(index), "source": "x"}
            for code, year, index in [("000000", 2025, 50), ("130000", 2025, 100), ("130000", 2026, 110)]
        ],
        "core.fact_staff": [
            persons("S1", "staff", 20),
            persons("S2", "staff", 20, paragraph_no=9),
            persons("S3", "staff", 15, category="administrative"),
            persons("S4", "posts", 25),
            persons("S5", "posts", 30, paragraph_no=9),
        ],
    }
    # 1000 元: 2.50 for each of 400, 50 for each of 20; two numbers of posts; in prices of 2026 1000 x 110 / 100.
    assert warehouse(BASE | given)(PER_HEAD) == [
        (
            400,
            Decimal("2.50"),
            20,
            50,
            None,
            None,
            "130000",
            2026,
            1100,
            "the disclosure states several numbers of posts",
        )
    ]
