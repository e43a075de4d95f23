"""The views on a few published disclosures, against what a person reads on their pages."""

import re
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipeline.warehouse import ingest, view_files

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "disclosures" / "published"
FILES = [
    "西安/信访局_西安市信访局（汇总）2026年部门预算公开说明.pdf",
    "南京/江苏省政协办公厅-江苏省政协办公厅2018度部门预算公开表.pdf",
    "南京/江苏省高级人民法院-省法院2017年度部门预算公开.pdf",
    "上海普陀/上海市普陀区商务委员会25年预算.pdf",
    "上海普陀/上海市普陀区商务委员会单位25年预算.pdf",
    "上海普陀/archives-1769321433314-826553525.pdf",
    "昆明/审计局_2026年部门预算.html",
    "南京/江苏省政协办公厅-2017年度部门预算公开表.pdf",
    "广州/信访局_2026年部门预算.pdf",
    "无锡/城市管理和综合执法局_无锡市应急管理综合行政执法监督局2026年度单位预算公开.html",
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
        "FROM mart.structure WHERE department_name = ? ORDER BY fiscal_year",
        name,
    )


def test_personnel_and_public_use_in_one_line_are_basic_expenditure(published):
    # 部门综合预算收支总表: 1、人员经费和公用经费支出 19,328,114.71, 2、专项业务经费支出 9,056,120.00 of 28,384,234.71.
    assert structure(published, "西安市信访局") == [
        (Decimal("28384234.71"), Decimal("19328114.71"), Decimal("9056120.00"), 0, Decimal("68.0945"), None)
    ]


def test_what_is_neither_basic_nor_project_is_shown(published):
    # 收支预算总表: 一、基本支出 5,678.17, 二、项目支出 3,314.68, 三、单位预留机动经费 1,157.63 of 10,150.48 万元.
    # The year before: 5,916.27, 3,123.68, 106.84 of 9,146.79.
    assert structure(published, "江苏省政协办公厅") == [
        (91467900, 59162700, 31236800, 1068400, Decimal("64.6814"), None),
        (101504800, 56781700, 33146800, 11576300, Decimal("55.9399"), None),
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
        "SELECT department_name, scope, is_widest, earlier_other FROM mart.disclosure "
        "WHERE region_name = '普陀区' AND fiscal_year = 2025 ORDER BY scope"
    ) == [
        ("上海市普陀区商务委员会", "department", True, None),
        ("上海市普陀区商务委员会本级", "own", False, None),
    ]
    assert published(
        "SELECT scope, amount_yuan, is_widest FROM mart.department_year "
        "WHERE region_name = '普陀区' AND fiscal_year = 2025 AND measure = 'expenditure_total' AND is_own ORDER BY 1"
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


def test_headline_figures_of_two_printed_years(published):
    # 收支预算总表 of 2018 and 2017: 支出合计 10,150.48 and 9,146.79 万元, 基本支出 5,678.17 and 5,916.27.
    assert published(
        "SELECT measure, prior_year, amount_yuan, prior_amount_yuan, change_yuan, change_percent, comparable, reason "
        "FROM mart.yoy_department WHERE department_name = '江苏省政协办公厅' AND fiscal_year = 2018 "
        "AND measure IN ('expenditure_total', 'basic') ORDER BY 1"
    ) == [
        ("basic", 2017, 56781700, 59162700, -2381000, Decimal("-4.0245"), "yes", None),
        ("expenditure_total", 2017, 101504800, 91467900, 10036900, Decimal("10.9731"), "yes", None),
    ]


def test_economic_classes_over_the_reform_of_2018(published):
    # 一般公共预算基本支出预算表: 30101 854.47 of 5,598.17 after 737.94 of 5,836.27; 301 3,806.26 after 2,097.51.
    # Since 2018 it holds 住房公积金 (30311 341.75, then 30113 391.66) and 医疗费 (30307 20.40, then 30114 20.16).
    assert published(
        "SELECT economic_code, amount_yuan, prior_amount_yuan, change_percent, share, prior_share, comparable, "
        "left(reason, 32) FROM mart.yoy_economic WHERE department_name = '江苏省政协办公厅' AND fiscal_year = 2018 "
        "AND basis = 'general_public_basic' AND economic_code IN ('301', '30101') ORDER BY 1"
    ) == [
        (
            *("301", 38062600, 20975100, Decimal("81.4656"), Decimal("67.9911"), Decimal("35.9392"), "mapped"),
            "code of other content since 2018",
        ),
        ("30101", 8544700, 7379400, Decimal("15.7913"), Decimal("15.2634"), Decimal("12.6440"), "yes", None),
    ]
    assert published(
        "SELECT fiscal_year, code, name FROM mart.code_name WHERE classification = 'economic' "
        "AND code IN ('30307', '30311', '30113') AND fiscal_year <= 2017 ORDER BY ALL"
    ) == [(2017, "30113", "住房公积金"), (2017, "30307", "医疗费"), (2017, "30311", "住房公积金")]


def test_codes_that_a_department_numbers_otherwise(published):
    # 部门预算基本支出部门预算经济分类预算表 prints 302 03 水费 60,000 and 302 05 邮电费 15,000, 302 01 办公费 69,000.
    assert published(
        "SELECT code, name, printed_name, other_code, amount_yuan FROM mart.code_year "
        "WHERE department_name = '上海市普陀区社会福利院' AND code IN ('30201', '30203', '30205') ORDER BY 1"
    ) == [
        ("30201", "办公费", "办公费", None, 69000),
        ("30203", "咨询费", "水费", "30205", 60000),
        ("30205", "水费", "邮电费", "30207", 15000),
    ]


def test_functions_of_one_department(published):
    # 一般公共预算支出明细表（按支出功能分类科目）: 2014004 信访业务 8,936,120.00, 2050803 培训支出 219,800.00
    # of 28,384,234.71.
    assert published(
        "SELECT code, name, level, amount_yuan, total_yuan, is_summed FROM mart.code_year "
        "WHERE department_name = '西安市信访局' AND basis = 'general_public' AND code IN ('201', '2014004', '2050803') "
        "ORDER BY 1"
    ) == [
        ("201", "一般公共服务支出", 1, Decimal("22669300.94"), Decimal("28384234.71"), False),
        ("2014004", "信访业务", 3, Decimal("8936120.00"), Decimal("28384234.71"), False),
        ("2050803", "培训支出", 3, Decimal("219800.00"), Decimal("28384234.71"), False),
    ]


def test_two_bureaus_of_one_group_by_function_and_by_economic_class(published):
    # 广州: [2014004]信访业务 397.28 of 3,944.08 万元, [30101]基本工资 374.86 of 3,204.78.
    # 西安: 8,936,120.00 of 28,384,234.71 元, 3,868,678.80 of 19,328,114.71.
    columns = "region_name, amount_yuan, share, peers, peer_median_yuan, rank, share_rank, comparable"
    assert published(
        f"SELECT {columns} FROM mart.cross_county_function WHERE function_code = '2014004' "
        "AND basis = 'general_public' AND fiscal_year = 2026 ORDER BY region_code"
    ) == [
        ("广州市", Decimal("3972800.00"), Decimal("10.0728"), 2, Decimal("6454460.00"), 2, 2, "yes"),
        ("西安市", Decimal("8936120.00"), Decimal("31.4827"), 2, Decimal("6454460.00"), 1, 1, "yes"),
    ]
    assert published(
        f"SELECT {columns} FROM mart.cross_county_economic WHERE economic_code = '30101' AND fiscal_year = 2026 "
        "AND basis = 'general_public_basic' AND peer_group = '信访' ORDER BY region_code"
    ) == [
        ("广州市", Decimal("3748600.00"), Decimal("11.6969"), 2, Decimal("3808639.40"), 2, 2, "yes"),
        ("西安市", Decimal("3868678.80"), Decimal("20.0158"), 2, Decimal("3808639.40"), 1, 1, "yes"),
    ]


def test_three_public_expenses_beside_last_years_column(published):
    # 上年: 小计 120,000, 公务接待费 20,000, 运行维护费 100,000. 当年: 101,000, 10,000, 91,000. 增减: -19,000.
    assert published(
        "SELECT fiscal_year, is_own, total_yuan, vehicle_operation_yuan, reception_yuan, change_yuan, share, reason "
        "FROM mart.three_public WHERE department_name = '西安市信访局' ORDER BY 1"
    ) == [
        (2025, False, 120000, 100000, 20000, None, None, "no figure of an earlier year"),
        (
            *(2026, True, 101000, 91000, 10000, -19000, Decimal("0.3558")),
            "the year before is only stated by another year's disclosure",
        ),
    ]


def test_what_a_bureau_buys(published):
    # 政府采购（资产配置、购买服务）预算表: six purchases, 合计 3,786,500.00; 采购项目 are projects,
    # 采购目录 holds code and name of what is bought in one cell.
    rows = published(
        "SELECT project_name, catalogue_code, item_name, total_yuan, project_yuan, share_of_procurement "
        "FROM mart.procurement WHERE department_name = '西安市信访局' AND row_role = 'leaf' AND is_additive "
        "AND statement = 'procurement' ORDER BY row_no"
    )
    assert rows == [
        ("接待中心安保服务", "C05040300", "保安服务", 499800, 500000, Decimal("13.1995")),
        ("接待中心运维", "C16990000", "其他信息技术服务", 280000, 1150000, Decimal("7.3947")),
        ("联合学院善后办工作事务", "C05040300", "保安服务", 250000, 1035000, Decimal("6.6024")),
        ("食堂包厨服务", "C22040000", "餐饮服务", 423800, 1310300, Decimal("11.1924")),
        ("物业管理服务", "C21040000", "物业管理服务", 897000, 897000, Decimal("23.6894")),
        ("驻京信访工作", "C21020000", "房屋租赁服务", 1435900, 2560000, Decimal("37.9216")),
    ]
    assert sum(row[3] for row in rows) == 3786500


def test_the_projects_of_a_list_and_of_their_sheets(published):
    # 专项业务经费支出表: twelve projects in groups, 合计 9,056,120.00. The sheet of 食堂包厨服务 prints 173.41 万元.
    assert published(
        "SELECT count(*), sum(budget_yuan), sum(kpis) FROM mart.project WHERE department_name = '西安市信访局'"
    ) == [(12, Decimal("9056120.00"), 63)]
    assert published(
        "SELECT project_name, budget_yuan, fiscal_yuan, share_of_projects, kpis FROM mart.project "
        "WHERE department_name = '西安市信访局' AND project_name IN ('食堂包厨服务', '驻京信访工作') ORDER BY 2"
    ) == [
        ("食堂包厨服务", 1310300, 1734100, Decimal("14.4687"), 7),
        ("驻京信访工作", 2560000, None, Decimal("28.2682"), 0),
    ]
    assert published(
        "SELECT DISTINCT status, listed_share, comparable, reason FROM mart.yoy_project "
        "WHERE department_name = '西安市信访局'"
    ) == [("first", Decimal(100), "no", "no earlier list of projects")]


def test_the_targets_of_one_project(published):
    # The sheet of 接待中心人员办公事务; 一级指标 of 社会效益指标 is left blank.
    assert published(
        "SELECT level1, level2, target_raw, operator, target_value, target_unit, amount_yuan FROM mart.kpi "
        "WHERE project_name = '接待中心人员办公事务' ORDER BY seq"
    ) == [
        ("成本指标", "经济成本", "≤24.7万元", "<=", Decimal("24.7"), "万元", 247000),
        ("产出指标", "数量指标", "≥60人", ">=", 60, "人", None),
        ("产出指标", "质量指标", "100%", "=", 100, "%", None),
        ("产出指标", "时效指标", "1年", "=", 1, "年", None),
        (None, "社会效益指标", "长期", "text", None, None, None),
        ("满意度指标", "服务对象满意度指标", "≥90%", ">=", 90, "%", None),
    ]
    assert published(
        "SELECT is_full, is_quantified, comparable, reason, count(*) FROM mart.yoy_kpi "
        "WHERE project_name = '接待中心人员办公事务' GROUP BY ALL ORDER BY ALL"
    ) == [
        (False, False, "no", "no indicators of an earlier year", 1),
        (False, True, "no", "no indicators of an earlier year", 4),
        (True, True, "no", "no indicators of an earlier year", 1),
    ]


def test_how_good_the_targets_of_a_bureau_are(published):
    # Nine sheets of 7, 6, 7, 7, 9, 6, 7, 7 and 7 rows and 14 of the whole department. 15 are in words or of several
    # values; 100 % are 按照财务制度 ... 100% and 复查复核程序合规率（%） 100; 项目发挥作用的可持续性 1年 stands in
    # three sheets, 服务保障市信访接待中心内工作人员满意率 ≥90% in two. Without a sheet: 2,560,000 + 550,000 + 300,000.
    assert published(
        "SELECT projects, projects_without_kpis, budget_without_kpis_yuan, kpis, quantified_share, full_share, "
        "copied_share, unchanged_share, projects_above_cost FROM mart.kpi_quality "
        "WHERE department_name = '西安市信访局'"
    ) == [(12, 3, 3410000, 77, Decimal("80.5195"), Decimal("2.5974"), Decimal("6.4935"), None, 0)]
    assert published(
        "SELECT project_name, kpis, quantified_share, full_share, cost_limits, highest_cost_yuan, cost_verdict "
        "FROM mart.project_quality WHERE department_name = '西安市信访局' "
        "AND project_name IN ('接待中心人员办公事务', '食堂包厨服务') ORDER BY kpis"
    ) == [
        ("接待中心人员办公事务", 6, Decimal("83.3333"), Decimal("16.6667"), 1, 247000, "equal"),
        # ≤42.38万元；≤88.65万元 in one cell
        ("食堂包厨服务", 7, Decimal("85.7143"), 0, 0, None, "none"),
    ]


def test_which_tables_a_bureau_prints(published):
    # 政府性基金收支表 and 财政拨款上年结转资金支出表 hold no figure; there is no table of 国有资本经营.
    assert published(
        "SELECT statement, status, title FROM mart.coverage WHERE department_name = '西安市信访局' AND statement IN "
        "('expenditure', 'gov_fund_expenditure', 'carry_over_expenditure', 'state_capital_expenditure') ORDER BY 1"
    ) == [
        ("carry_over_expenditure", "declared_empty", "部门综合预算财政拨款上年结转资金支出表"),
        ("expenditure", "present", "部门综合预算支出总表"),
        ("gov_fund_expenditure", "declared_empty", "部门综合预算政府性基金收支表"),
        ("state_capital_expenditure", "missing", None),
    ]


def test_what_became_of_each_document(published):
    """The last one is a page that only links to its attachment."""
    assert published(
        "SELECT department_name, fiscal_year, pages, status, reason, disputed, unparsed FROM mart.data_quality "
        "WHERE document_path LIKE '西安/%' OR document_path LIKE '无锡/%' OR document_path LIKE '广州/%' ORDER BY pages"
    ) == [
        ("广州市信访局", 2026, 25, "loaded", None, 0, 0),
        ("西安市信访局", 2026, 43, "loaded", None, 0, 0),
        (None, None, None, "quarantined", "read, but it holds no figures of a budget", 0, 4),
    ]
    # Its table says 信息索引号 014006438/2026-00680, below it 发布机构 无锡市应急管理局, and holds no amount.
    # 附件下载 below 生成日期 is a remark; the two names and what stands beside them have no meaning.
    assert published(
        "SELECT column_path, split_part(reason, ':', 1) FROM mart.unparsed "
        "WHERE document_path LIKE '无锡/%' AND text = '无锡市应急管理局'"
    ) == [("014006438/2026-00680", "meaning of column not found")]


def test_one_figure_from_the_view_to_its_place_on_the_page(published):
    # 表5, page 23: 2080501 行政单位离退休 440,330.00 = 410,930.00 人员经费支出 + 29,400.00 公用经费支出.
    rows = published(
        "SELECT column_path, amount_yuan, function_name, label_path, line_item_id FROM mart.line_item "
        "WHERE department_name = '西安市信访局' AND function_code = '2080501' AND label = '行政单位离退休' "
        "AND table_no = (SELECT table_no FROM raw.table WHERE title LIKE '%一般公共预算支出明细表（按支出功能%') "
        "ORDER BY col_no"
    )
    assert [row[:3] for row in rows] == [
        ("合计", 440330, "行政单位离退休"),
        ("人员经费支出", 410930, "行政单位离退休"),
        ("公用经费支出", 29400, "行政单位离退休"),
    ]
    assert rows[0][3] == "社会保障和就业支出/行政事业单位养老支出/行政单位离退休"
    # The text says 行政单位离退休（2080501）44.03万元, which is the same within its rounding.
    assert published("SELECT rule, page, raw_text, table_title, holds FROM mart.trace(?) ORDER BY 1", rows[0][4]) == [
        (rule, 23, "440,330.00", "部门综合预算一般公共预算支出明细表（按支出功能分类科目）", holds)
        for rule, holds in (
            ("children = parent", "exact"),
            ("columns = total", "exact"),
            ("text = table", "within_rounding"),
        )
    ]


def test_what_the_warehouse_showed_at_a_moment(published):
    """Nothing is known of a day before the first file was met; today all that is current."""
    assert published("SELECT count(*) FROM mart.as_of('2020-01-01')") == [(0,)]
    assert published("SELECT count(*) FROM mart.as_of('2099-12-31')") == published(
        "SELECT count(*) FROM mart.line_item"
    )


def test_every_view_is_asked_here():
    """Each view of sql/views stands in a question of this file; the two by classification in those made of them."""
    asked = set(re.findall(r"\bmart\.\w+", Path(__file__).read_text(encoding="utf-8")))
    assert view_files.load().keys() - asked <= {"mart.yoy_code", "mart.cross_county_code"}
