"""The questions of sql/examples, asked of the samples; the answers are what a person reads in the samples' tables."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import made_rows
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.report import dictionary, examples
from pipeline.warehouse import view_files
from pipeline.warehouse.relations import relations

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

NOT_GIVEN = (
    "no residents of the region and year in data/reference/population.csv; the disclosure states no staff; "
    "the disclosure states no posts; no price level of the region and year in data/reference/price_index.csv"
)

# Amounts of 万元 in 元; shares and changes worked out by hand. '...' closes an answer of which only the top is given.
ANSWERS = {
    "as-of": """
        130121 井陉县数据和政务服务局 2025 1 True 7780957.46
        130302 秦皇岛市海港区数据和政务服务局 2025 1 True 20855000.00
        410726 延津县政务服务和大数据管理局 2024 1 True 4212900.00""",
    "codes-compared": """
        井陉县 井陉县数据和政务服务局 2025 economic 1 no no figure of an earlier year 3
        井陉县 井陉县数据和政务服务局 2025 economic 2 no no figure of an earlier year 17
        井陉县 井陉县数据和政务服务局 2025 function 1 no no figure of an earlier year 4
        井陉县 井陉县数据和政务服务局 2025 function 2 no no figure of an earlier year 5
        延津县 延津县政务服务和大数据管理局 2024 economic 1 no no figure of an earlier year; summed from lower codes 3
        延津县 延津县政务服务和大数据管理局 2024 economic 2 no no figure of an earlier year 19
        延津县 延津县政务服务和大数据管理局 2024 function 1 no no figure of an earlier year; summed from lower codes 4
        延津县 延津县政务服务和大数据管理局 2024 function 2 no no figure of an earlier year; summed from lower codes 5
        海港区 秦皇岛市海港区数据和政务服务局 2025 economic 1 no no figure of an earlier year 2
        海港区 秦皇岛市海港区数据和政务服务局 2025 economic 2 no no figure of an earlier year 19
        海港区 秦皇岛市海港区数据和政务服务局 2025 function 1 no no figure of an earlier year 4
        海港区 秦皇岛市海港区数据和政务服务局 2025 function 2 no no figure of an earlier year 5""",
    "codes-renamed": """
        function 2013804 2020 2021 市场主体管理
        function 2013804 2024 2025 经营主体管理
        function 21105 2020 2021 天然林保护
        function 21105 2024 2025 森林保护修复
        function 2130153 2020 2021 农田建设
        function 2130153 2024 2025 耕地建设与利用
        function 21305 2020 2021 扶贫
        function 21305 2024 2025 巩固拓展脱贫攻坚成果衔接乡村振兴
        function 2130599 2020 2021 其他扶贫支出
        function 2130599 2024 2025 其他巩固拓展脱贫攻坚成果衔接乡村振兴支出
        function 22402 2020 2021 消防事务
        function 22402 2024 2025 消防救援事务""",
    "cross-county-differences": """
        井陉县 井陉县数据和政务服务局 2025 all_money 208 社会保障和就业支出 6.9872 5.8415 1.1457 2
        井陉县 井陉县数据和政务服务局 2025 all_money 221 住房保障支出 5.1827 4.4175 0.7652 2
        井陉县 井陉县数据和政务服务局 2025 all_money 210 卫生健康支出 2.9528 2.8619 0.0909 2
        井陉县 井陉县数据和政务服务局 2025 general_public 208 社会保障和就业支出 6.9872 5.8415 1.1457 2
        井陉县 井陉县数据和政务服务局 2025 general_public 221 住房保障支出 5.1827 4.4175 0.7652 2
        井陉县 井陉县数据和政务服务局 2025 general_public 210 卫生健康支出 2.9528 2.8619 0.0909 2
        井陉县 井陉县数据和政务服务局 2025 general_public_basic 301 工资福利支出 93.6235 90.8214 2.8021 2
        海港区 秦皇岛市海港区数据和政务服务局 2025 all_money 201 一般公共服务支出 88.8808 86.8791 2.0017 2
        海港区 秦皇岛市海港区数据和政务服务局 2025 general_public 201 一般公共服务支出 88.8808 86.8791 2.0017 2
        海港区 秦皇岛市海港区数据和政务服务局 2025 general_public_basic 302 商品和服务支出 11.9807 8.9697 3.0110 2""",
    "basic-items": """
        井陉县 井陉县数据和政务服务局 2025 30101 基本工资 1665696.00 32.7573
        井陉县 井陉县数据和政务服务局 2025 30107 绩效工资 966155.00 19.0002
        井陉县 井陉县数据和政务服务局 2025 30102 津贴补贴 592130.00 11.6447
        井陉县 井陉县数据和政务服务局 2025 30108 机关事业单位基本养老保险缴费 499287.04 9.8189
        井陉县 井陉县数据和政务服务局 2025 30113 住房公积金 403265.28 7.9305
        延津县 延津县政务服务和大数据管理局 2024 30101 基本工资 781400.00 47.8154
        ...""",
    "cost-above-budget": """
        井陉县 井陉县数据和政务服务局 2025 2025年办公场所租赁费 办公场所租赁费 ≤1.8万元 18000.00 14400.00
        海港区 秦皇岛市海港区数据和政务服务局 2025 办事大厅购买服务费（RY) 成本控制数 ≤320万元 3200000.00 2460000.00
        海港区 秦皇岛市海港区数据和政务服务局 2025 审批大厅运行费 各项支出成本 ≤597万元 5970000.00 5200000.00""",
    "coverage": """
        井陉县 井陉县行政审批局 2021 declared_empty procurement
        井陉县 井陉县行政审批局 2021 missing basic_by_economic, budget_summary, expenditure, fiscal_summary, \
general_public_expenditure, gov_fund_expenditure, income, state_capital_expenditure, three_public
        井陉县 井陉县数据和政务服务局 2025 declared_empty gov_fund_expenditure, procurement, state_capital_expenditure
        延津县 延津县政务服务和大数据管理局 2024 declared_empty gov_fund_expenditure, three_public
        延津县 延津县政务服务和大数据管理局 2024 missing state_capital_expenditure
        海港区 秦皇岛市海港区数据和政务服务局 2025 declared_empty gov_fund_expenditure, state_capital_expenditure""",
    "cross-county": """
        海港区 秦皇岛市海港区数据和政务服务局 2025 8576100.00 41.1225 39.9627 1 100.0000 yes
        井陉县 井陉县数据和政务服务局 2025 3019236.00 38.8029 39.9627 2 100.0000 yes
        延津县 延津县政务服务和大数据管理局 2024 1239200.00 29.4144 39.9627 None 100.0000 no""",
    "cross-county-project-share": """
        海港区 秦皇岛市海港区数据和政务服务局 2025 9960000.00 47.7583 41.2035 1 yes None
        井陉县 井陉县数据和政务服务局 2025 2695992.00 34.6486 41.2035 2 yes None
        延津县 延津县政务服务和大数据管理局 2024 2578700.00 61.2096 41.2035 None no other year: the nearest figure \
is of 2024""",
    "cross-county-salaries": """
        30101 基本工资 延津县 延津县政务服务和大数据管理局 2024 781400.00 47.8154 no
        30101 基本工资 井陉县 井陉县数据和政务服务局 2025 1665696.00 32.7573 yes
        30101 基本工资 海港区 秦皇岛市海港区数据和政务服务局 2025 2575900.00 23.6430 yes
        30201 办公费 延津县 延津县政务服务和大数据管理局 2024 38000.00 2.3253 no
        30201 办公费 井陉县 井陉县数据和政务服务局 2025 67500.00 1.3274 yes
        30201 办公费 海港区 秦皇岛市海港区数据和政务服务局 2025 132000.00 1.2116 yes""",
    "data-quality": "...",
    "findings": """
        warning cost_ceiling_above_budget 井陉县数据和政务服务局 2025 3600.00 project "2025年办公场所租赁费": cost \
indicator "办公场所租赁费" \
allows ≤1.8万元 = 18000.00 元, the budget is 14400.00 元
        ...""",
    "function-changes": """
        井陉县 井陉县数据和政务服务局 2025 201 一般公共服务支出 6604266.00 None None None no no figure of an earlier \
year
        井陉县 井陉县数据和政务服务局 2025 208 社会保障和就业支出 543670.18 None None None no no figure of an \
earlier year
        ...""",
    "functions": """
        井陉县 井陉县数据和政务服务局 2025 201 一般公共服务支出 6604266.00 84.8773 100.0000
        井陉县 井陉县数据和政务服务局 2025 208 社会保障和就业支出 543670.18 6.9872 100.0000
        井陉县 井陉县数据和政务服务局 2025 221 住房保障支出 403265.28 5.1827 100.0000
        井陉县 井陉县数据和政务服务局 2025 210 卫生健康支出 229756.00 2.9528 100.0000
        延津县 延津县政务服务和大数据管理局 2024 201 一般公共服务支出 3817900.00 90.6240 100.0000
        延津县 延津县政务服务和大数据管理局 2024 208 社会保障和就业支出 188400.00 4.4720 100.0000
        延津县 延津县政务服务和大数据管理局 2024 221 住房保障支出 135600.00 3.2187 100.0000
        延津县 延津县政务服务和大数据管理局 2024 210 卫生健康支出 71000.00 1.6853 100.0000
        海港区 秦皇岛市海港区数据和政务服务局 2025 201 一般公共服务支出 18536100.00 88.8808 100.0000
        海港区 秦皇岛市海港区数据和政务服务局 2025 208 社会保障和就业支出 979300.00 4.6958 100.0000
        海港区 秦皇岛市海港区数据和政务服务局 2025 221 住房保障支出 761700.00 3.6524 100.0000
        海港区 秦皇岛市海港区数据和政务服务局 2025 210 卫生健康支出 577900.00 2.7710 100.0000""",
    "headlines": """
        井陉县 井陉县行政审批局 2021 5994100.00 4344100.00 1650000.00 narrative proven
        井陉县 井陉县数据和政务服务局 2025 7780957.46 5084965.46 2695992.00 table proven
        延津县 延津县政务服务和大数据管理局 2024 4212900.00 1634200.00 2578700.00 table proven
        海港区 秦皇岛市海港区数据和政务服务局 2025 20855000.00 10895000.00 9960000.00 table proven""",
    "income-sources": """
        井陉县 井陉县数据和政务服务局 2025 fiscal 7780957.46 proven
        延津县 延津县政务服务和大数据管理局 2024 general_public 4212900.00 proven
        海港区 秦皇岛市海港区数据和政务服务局 2025 fiscal 20855000.00 proven""",
    "indicator-quality": """
        井陉县 井陉县行政审批局 2021 32 32 0 100.0000
        井陉县 井陉县数据和政务服务局 2025 35 35 5 100.0000
        延津县 延津县政务服务和大数据管理局 2024 50 43 10 86.0000
        海港区 秦皇岛市海港区数据和政务服务局 2025 30 27 9 90.0000""",
    "largest-projects": """
        井陉县 井陉县行政审批局 2021 行政审批技术服务评估费 500000.00 30.3030 4 proven
        井陉县 井陉县行政审批局 2021 行政服务大厅自动标准化建设费 300000.00 18.1818 4 proven
        井陉县 井陉县行政审批局 2021 行政审批中心综合业务经费 250000.00 15.1515 4 proven
        井陉县 井陉县数据和政务服务局 2025 井陉县数据和政务服务局2025年劳务派遣人员支出 1147992.00 42.5814 6 proven
        ...""",
    "levels-add-up": """
        井陉县 井陉县数据和政务服务局 2025 201 一般公共服务支出 6604266.00 0.00
        井陉县 井陉县数据和政务服务局 2025 208 社会保障和就业支出 543670.18 0.00
        井陉县 井陉县数据和政务服务局 2025 210 卫生健康支出 229756.00 0.00
        井陉县 井陉县数据和政务服务局 2025 221 住房保障支出 403265.28 0.00
        海港区 秦皇岛市海港区数据和政务服务局 2025 201 一般公共服务支出 18536100.00 0.00
        海港区 秦皇岛市海港区数据和政务服务局 2025 208 社会保障和就业支出 979300.00 0.00
        海港区 秦皇岛市海港区数据和政务服务局 2025 210 卫生健康支出 577900.00 0.00
        海港区 秦皇岛市海港区数据和政务服务局 2025 221 住房保障支出 761700.00 0.00""",
    "not-understood": """
        井陉县 井陉县行政审批局 2021 井陉县县直部门固定资产占用情况表 no legible number in a column of money 2 租用
        ...""",
    "per-head": f"""
        井陉县 井陉县行政审批局 2021 5994100.00 None None {NOT_GIVEN}
        井陉县 井陉县数据和政务服务局 2025 7780957.46 None None {NOT_GIVEN}
        延津县 延津县政务服务和大数据管理局 2024 4212900.00 None None {NOT_GIVEN}
        海港区 秦皇岛市海港区数据和政务服务局 2025 20855000.00 None None {NOT_GIVEN}""",
    "procurement": """
        海港区 秦皇岛市海港区数据和政务服务局 2025 房屋租赁服务 C21020000 审批大厅运行费 4149900.00 53.4361 4149900.00
        海港区 秦皇岛市海港区数据和政务服务局 2025 行业统计分析服务 C23080200 办事大厅购买服务费（RY) 2460000.00 \
31.6761 2460000.00
        海港区 秦皇岛市海港区数据和政务服务局 2025 暖气生产和分配服务 C08020100 公用经费一 650200.00 8.3723 650200.00
        海港区 秦皇岛市海港区数据和政务服务局 2025 其他服务 C99000000 企业开办刻章经费 450000.00 5.7944 450000.00
        海港区 秦皇岛市海港区数据和政务服务局 2025 复印纸 A05040101 行政审批综合管理经费 56000.00 0.7211 56000.00""",
    "procurement-share": """
        井陉县 井陉县行政审批局 2021 declared_empty None None
        井陉县 井陉县数据和政务服务局 2025 declared_empty None None
        海港区 秦皇岛市海港区数据和政务服务局 2025 present 7766100.00 37.2386""",
    "renamed": """
        井陉县 2021 井陉县行政审批局 5994100.00
        井陉县 2025 井陉县数据和政务服务局 7780957.46""",
    "spending-pace": """
        井陉县 井陉县行政审批局 2021 8 7 1600000.00 800000.00 50.0000
        井陉县 井陉县数据和政务服务局 2025 6 5 2055992.00 1027996.00 50.0000
        延津县 延津县政务服务和大数据管理局 2024 7 0 None None None
        海港区 秦皇岛市海港区数据和政务服务局 2025 6 6 9960000.00 4980000.00 50.0000""",
    "three-public": """
        井陉县 井陉县行政审批局 2021 missing 40000.00 None 40000.00 0.00 None 0.00 mapped
        井陉县 井陉县数据和政务服务局 2025 present 20000.00 0.00 20000.00 0.00 0.00 0.00 mapped
        延津县 延津县政务服务和大数据管理局 2024 declared_empty 0.00 0.00 0.00 0.00 0.00 0.00 mapped
        海港区 秦皇岛市海港区数据和政务服务局 2025 present 2600.00 0.00 0.00 2600.00 0.00 2600.00 mapped""",
    "where-it-stands": """
        部门预算支出总表 5 7780957.46 children = parent exact 4
        部门预算支出总表 5 7780957.46 columns = total exact 4
        ...""",
    "year-over-year": """
        井陉县 井陉县行政审批局 2021 basic 3753900.00 4344100.00 590200.00 15.7223 590200.00 mapped
        井陉县 井陉县行政审批局 2021 expenditure_total 4753900.00 5994100.00 1240200.00 26.0881 1240200.00 mapped
        井陉县 井陉县行政审批局 2021 project 1000000.00 1650000.00 650000.00 65.0000 650000.00 mapped
        井陉县 井陉县数据和政务服务局 2025 basic 4843813.00 5084965.46 241152.46 4.9786 241152.46 mapped
        井陉县 井陉县数据和政务服务局 2025 expenditure_total 7598017.00 7780957.46 182940.46 2.4077 182940.46 mapped
        井陉县 井陉县数据和政务服务局 2025 project 2754204.00 2695992.00 -58212.00 -2.1136 -58212.00 mapped
        延津县 延津县政务服务和大数据管理局 2024 expenditure_total 4170100.00 4212900.00 42800.00 1.0264 42800.00 mapped
        海港区 秦皇岛市海港区数据和政务服务局 2025 basic 9735700.00 10895000.00 1159300.00 11.9077 1159300.00 mapped
        海港区 秦皇岛市海港区数据和政务服务局 2025 expenditure_total 21521700.00 20855000.00 -666700.00 -3.0978 \
-666700.00 mapped
        海港区 秦皇岛市海港区数据和政务服务局 2025 project 11786000.00 9960000.00 -1826000.00 -15.4930 -1826000.00 \
mapped""",
    "costs-and-budgets": """
        井陉县 井陉县行政审批局 2021 none 8 1650000.00
        井陉县 井陉县数据和政务服务局 2025 above 1 14400.00
        井陉县 井陉县数据和政务服务局 2025 below 3 1500000.00
        井陉县 井陉县数据和政务服务局 2025 equal 1 33600.00
        井陉县 井陉县数据和政务服务局 2025 none 1 1147992.00
        延津县 延津县政务服务和大数据管理局 2024 equal 7 2578700.00
        海港区 秦皇岛市海港区数据和政务服务局 2025 above 2 7660000.00
        海港区 秦皇岛市海港区数据和政务服务局 2025 below 1 200000.00
        海港区 秦皇岛市海港区数据和政务服务局 2025 equal 3 2100000.00""",
    "indicators-copied": """
        井陉县 井陉县行政审批局 2021 服务对象满意度 ≥95百分比 4
        井陉县 井陉县行政审批局 2021 数量指标 ≥95百分比 2
        井陉县 井陉县行政审批局 2021 服务对象满意度指标 ≥95百分比 2
        井陉县 井陉县行政审批局 2021 社会效益指标 ≥95百分比 2
        井陉县 井陉县行政审批局 2021 项目预算控制数 ≥95百分比 2
        井陉县 井陉县数据和政务服务局 2025 办事群众满意度 ≥95% 2
        延津县 延津县政务服务和大数据管理局 2024 验收合格 100% 2
        海港区 秦皇岛市海港区数据和政务服务局 2025 服务对象满意度 ≥95% 2""",
    "indicators-unchanged": """
        井陉县 井陉县行政审批局 2021 32 100.0000 0.0000 0.0000 37.5000 None
        井陉县 井陉县数据和政务服务局 2025 35 100.0000 14.2857 0.0000 5.7143 None
        延津县 延津县政务服务和大数据管理局 2024 50 86.0000 20.0000 0.0000 4.0000 None
        海港区 秦皇岛市海港区数据和政务服务局 2025 30 90.0000 26.6667 0.0000 6.6667 None""",
    "project-portfolio": """
        井陉县 井陉县行政审批局 2021 None first 8 1650000.00 None None
        井陉县 井陉县数据和政务服务局 2025 2021 ended 8 None 1650000.00 -1650000.00
        井陉县 井陉县数据和政务服务局 2025 2021 new 6 2695992.00 None 2695992.00
        延津县 延津县政务服务和大数据管理局 2024 None first 7 2578700.00 None None
        海港区 秦皇岛市海港区数据和政务服务局 2025 None first 6 9960000.00 None None""",
    "structure": """
        井陉县 井陉县行政审批局 2021 5994100.00 72.4729 27.5271 93.9366 0.6673 None
        井陉县 井陉县数据和政务服务局 2025 7780957.46 65.3514 34.6486 94.0413 0.2570 None
        延津县 延津县政务服务和大数据管理局 2024 4212900.00 38.7904 61.2096 93.9848 0.0000 None
        海港区 秦皇岛市海港区数据和政务服务局 2025 20855000.00 52.2417 47.7583 88.0193 0.0125 None""",
    "what-there-is": """
        河北省 井陉县 井陉县行政审批局 政务服务和数据 2021 budget department True
        河北省 井陉县 井陉县数据和政务服务局 政务服务和数据 2025 budget department True
        河南省 延津县 延津县政务服务和大数据管理局 政务服务和数据 2024 budget department True
        河北省 海港区 秦皇岛市海港区数据和政务服务局 政务服务和数据 2025 budget department True""",
}


def test_every_example_has_an_answer_and_there_are_enough() -> None:
    assert examples.load().keys() == ANSWERS.keys()
    assert len(ANSWERS) >= 15


def test_every_view_is_asked_by_an_example() -> None:
    """And shown with it in the dictionary, which lists the examples of each relation."""
    views = view_files.load()
    assert views.keys() - dictionary.asked_of(relations()).keys() == set()


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answer_is_what_the_samples_say(samples: duckdb.DuckDBPyConnection, name: str) -> None:
    found = [" ".join(str(value) for value in row) for row in samples.sql(examples.load()[name].sql).fetchall()]
    expected = [line.strip() for line in ANSWERS[name].strip().split("\n")]
    if expected[-1] == "...":
        expected.pop()
        assert len(found) > len(expected)
        found = found[: len(expected)]
    assert found == expected


def test_figures_of_every_document_are_counted(samples: duckdb.DuckDBPyConnection) -> None:
    """The answer of data-quality turns with every identity that is added; what holds whatever comes is checked."""
    rows = samples.sql(examples.load()["data-quality"].sql).fetchall()
    assert len(rows) == 4
    assert all(status == "loaded" and figures and not disputed for _, status, figures, disputed, *_ in rows)
    assert sum(row[2] for row in rows) == samples.sql("SELECT count(*) FROM mart.line_item").fetchall()[0][0]


def test_sources_of_income_may_be_added_up(published: Callable[[Rows], Path]) -> None:
    columns = [
        ("总计", "total", "150"),
        ("本年收入/一般公共预算", "general_public", "100"),
        ("本年收入/事业收入", "business", "20"),
        ("上年结转结余/小计", "carry_over", "30"),
        ("上年结转结余/一般公共预算", "carry_over", "25"),
        ("上年结转结余/政府性基金预算", "carry_over", "5"),
    ]
    lines = [
        made_rows.line(
            f"L{n}", statement="income", column_path=path, fund_source=fund, amount_yuan=Decimal(yuan), col_no=n
        )
        for n, (path, fund, yuan) in enumerate(columns)
    ]
    warehouse = published(
        {
            "core.disclosure": [made_rows.disclosure("d25")],
            "core.dim_department": [{"department_id": "dep-d25", "name": "数据局", "department_key": "k"}],
            "core.fact_line_item": lines,
        }
    )
    with duckdb.connect(str(warehouse / "budget.duckdb"), read_only=True) as connection:
        rows = connection.execute(examples.load()["income-sources"].sql).fetchall()
    assert [row[3:5] for row in rows] == [("general_public", 100), ("carry_over", 30), ("business", 20)]


def test_the_header_is_question_and_reading() -> None:
    some = examples.parse("x", "-- What\n-- now?\n--\n-- Reading: as\n-- it is.\nSELECT 1 -- not this\n")
    assert (some.question, some.reading) == ("What now?", "as it is.")


@pytest.mark.parametrize(
    ("sql", "lacks"), [("-- A statement.\nSELECT 1", "question"), ("-- A question?\nSELECT 1", "Reading")]
)
def test_a_header_that_is_not_whole_names_the_file(sql: str, lacks: str) -> None:
    with pytest.raises(ValueError, match=rf"sql/examples/x\.sql: .*{lacks}"):
        examples.parse("x", sql)


def budget(*words: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(word) for word in words])
    return result.exit_code, result.stdout, result.stderr


def test_an_example_is_asked_by_name(samples_warehouse: Path) -> None:
    code, output, said = budget("sql", "--example", "renamed", "-f", "csv", "--warehouse", samples_warehouse)
    assert code == 0
    assert output.splitlines()[1] == "井陉县,2021,井陉县行政审批局,5994100.00"
    assert said.startswith("Which bureaus changed their name")


def test_examples_are_listed() -> None:
    code, output, _ = budget("sql", "--examples")
    assert code == 0
    assert len(output.splitlines()) == len(ANSWERS)
    assert "cross-county-salaries " in output


def test_an_unknown_example_names_the_known_ones() -> None:
    code, _, said = budget("sql", "--example", "nothing")
    assert code == 1
    assert "there are: as-of, basic-items," in said


@pytest.mark.parametrize("words", [[], ["SELECT 1", "--example", "renamed"]])
def test_one_question_at_a_time(words: list[str]) -> None:
    code, _, said = budget("sql", *words)
    assert code == 2
    assert "budget sql --examples" in said
