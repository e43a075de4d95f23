"""The views on a few published disclosures, against what a person reads on their pages."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipeline.warehouse import ingest

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "disclosures" / "published"
FILES = [
    "西安/信访局_西安市信访局（汇总）2026年部门预算公开说明.pdf",
    "南京/江苏省政协办公厅-江苏省政协办公厅2018度部门预算公开表.pdf",
    "南京/江苏省高级人民法院-省法院2017年度部门预算公开.pdf",
    "上海普陀/上海市普陀区商务委员会25年预算.pdf",
    "上海普陀/上海市普陀区商务委员会单位25年预算.pdf",
    "昆明/审计局_2026年部门预算.html",
]


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A function that queries the warehouse of these files."""
    if not PUBLISHED.is_dir():
        pytest.skip(f"the published disclosures are not at {PUBLISHED}")
    folder = tmp_path_factory.mktemp("published")
    for name in FILES:
        file = folder / "raw" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes((PUBLISHED / name).read_bytes())
    workspace = ingest.Workspace(folder / "raw", folder / "warehouse", reference_dir=folder)
    ingest.run(workspace)
    with duckdb.connect(str(workspace.database), read_only=True) as connection:
        yield lambda sql, *parameters: connection.execute(sql, list(parameters)).fetchall()


def structure(query, name):
    return query(
        "SELECT expenditure_yuan, basic_yuan, project_yuan, other_expenditure_yuan, basic_share, reason "
        "FROM mart.structure WHERE department_name = ?",
        name,
    )


def test_personnel_and_public_use_in_one_line_are_basic_expenditure(published):
    # 部门综合预算收支总表: 1、人员经费和公用经费支出 19,328,114.71, 2、专项业务经费支出 9,056,120.00 of 28,384,234.71.
    assert structure(published, "西安市信访局") == [
        (Decimal("28384234.71"), Decimal("19328114.71"), Decimal("9056120.00"), 0, Decimal("68.0945"), None)
    ]


def test_what_is_neither_basic_nor_project_is_shown(published):
    # 收支预算总表: 一、基本支出 5,678.17, 二、项目支出 3,314.68, 三、单位预留机动经费 1,157.63 of 10,150.48 万元.
    assert structure(published, "江苏省政协办公厅") == [
        (101504800, 56781700, 33146800, 11576300, Decimal("55.9399"), None)
    ]


def test_a_text_on_fiscal_money_gives_no_share_of_all_money(published):
    # 总支出154,991,108.01元; 财政拨款安排支出121,884,997.75元，其中：基本支出101,126,495.75元, 项目支出20,758,502.00元.
    ((total, basic, project, other, share, reason),) = structure(published, "昆明市审计局")
    assert (total, basic, project) == (Decimal("154991108.01"), Decimal("101126495.75"), Decimal("20758502.00"))
    assert (other, share) == (None, None)
    assert reason.startswith("basic may cover other money than expenditure")


def test_money_per_member_of_staff(published):
    # 在职人员编制496人 ... 在职实有438人; 154,991,108.01 / 438 = 353,860.98.
    assert published(
        "SELECT posts, staff, per_staff_yuan, per_resident_yuan, constant_yuan FROM mart.per_head "
        "WHERE department_name = '昆明市审计局' AND measure = 'expenditure_total'"
    ) == [(496, 438, Decimal("353860.98"), None, None)]


def test_a_department_and_its_own_office_that_print_the_same_money_count_once(published):
    # Both print 371,514,655.00 元 in their 支出预算总表: the committee has no other unit.
    assert published(
        "SELECT scope, amount_yuan, is_widest FROM mart.department_year "
        "WHERE region_name = '普陀区' AND measure = 'expenditure_total' AND is_own ORDER BY 1"
    ) == [("department", 371514655, True), ("own", 371514655, False)]
    assert published(
        "SELECT scope, amount_yuan, share FROM mart.cross_county_department "
        "WHERE region_name = '普陀区' AND fiscal_year = 2025 AND measure = 'basic'"
    ) == [("department", 19830655, Decimal("5.3378"))]


def test_the_change_that_a_text_states_for_a_code_gives_the_year_before(published):
    # 案件审判（项）支出 1733.3 万元，与上年相比减少 200 万元，减少 10.35%.
    assert published(
        "SELECT DISTINCT prior_year, amount_yuan, prior_amount_yuan, change_yuan, change_percent, prior_source "
        "FROM mart.yoy_function WHERE function_code = '2040504' AND fiscal_year = 2017 AND prior_year IS NOT NULL"
    ) == [(2016, 17333000, 19333000, -2000000, Decimal("-10.3450"), "implied")]
