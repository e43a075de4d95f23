"""Amounts of sheets and lists of projects, units and purchases whose headers say the same in other words."""

from decimal import Decimal

from facts.test_layouts import derived, items
from facts.test_performance_forms import kpis, projects, unparsed

from tests.facts.listed import rows


def test_money_of_the_whole_life_beside_that_of_the_year() -> None:
    header = ["项目名称", "项目总额", "年度预算金额", "一级指标", "二级指标", "三级指标", "目标值"]
    frames = derived(
        "项目支出绩效表",
        header,
        ["河道清淤", "300.00", "100.00", "产出指标", "数量指标", "清淤长度", "8公里"],
        ["设施维修", "46.00", "46.00", "产出指标", "数量指标", "维修设施", "20处"],
        ["合计", "346.00", "146.00", "", "", "", ""],
    )
    assert projects(frames, "total_yuan", "budget_yuan") == [
        (Decimal(3_000_000), Decimal(1_000_000)),
        (Decimal(460_000), Decimal(460_000)),
    ]
    assert "disputed" not in {row["proof"] for row in frames["core.fact_line_item"]}


def test_a_plan_by_quarters_is_of_no_fund_of_the_columns_above_it() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("退耕还林补助", 7, 1)],
        [("资金情况（万元）", 1, 2), "合计", "一般公共预算", "政府性基金预算", ("单位资金", 4, 1)],
        ["426.00", "400.00", "26.00", ("", 4, 1)],
        ["季度用款计划（万元）", "第一季度", "60.00", "第二季度", "126.00", "第三季度", "240.00", ""],
        ["绩效目标", ("兑现政策补助", 7, 1)],
    )
    assert items(frames, "amount_raw", "fund_source") == [
        ("426.00", "total"),
        ("400.00", "general_public"),
        ("26.00", "gov_fund"),
        ("60.00", None),
        ("126.00", None),
        ("240.00", None),
    ]
    assert projects(frames, "budget_yuan", "fiscal_yuan") == [(Decimal(4_260_000), Decimal(4_260_000))]


def test_shares_of_a_plan_are_no_money() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("惠民演出", 4, 1)],
        ["年度预算（万元）", ("18.00", 4, 1)],
        [("资金支出计划（%）", 1, 2), "3月底", "6月底", "10月底", "12月底"],
        ["10", "40", "80", "100"],
        ["绩效目标", ("全年演出24场", 4, 1)],
    )
    assert items(frames, "amount_raw") == [("18.00",)]
    assert rows(frames, "project_schedule", "month", "amount_yuan")[:2] == [
        (3, Decimal(18_000)),
        (6, Decimal(72_000)),
    ]


def test_an_amount_right_of_its_group_and_parts_without_their_sum() -> None:
    frames = derived(
        "项目绩效目标表",
        ["项目名称", ("岗位补贴", 3, 1)],
        ["项目资金（万元）", ("186.60", 3, 1)],
        ["绩效目标", ("安置人员310人", 3, 1)],
    )
    assert projects(frames, "budget_yuan") == [(Decimal(1_866_000),)]
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("居民医保补助", 3, 1)],
        ["年度预算总额", "5360.00", "项目总预算", "16080.00"],
        [("资金来源", 1, 2), "一般公共预算财政拨款", "其他资金", "上年结转"],
        ["5000.00", "300.00", "60.00"],
        ["绩效目标", ("参保率稳定在95%以上", 3, 1)],
    )
    assert projects(frames, "budget_yuan", "total_yuan", "fiscal_yuan", "other_yuan") == [
        (Decimal(53_600_000), Decimal(160_800_000), Decimal(50_000_000), Decimal(3_000_000))
    ]


def test_all_money_left_of_the_years_and_the_year_among_all_money() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("药物补助", 5, 1)],
        [("项目资金（万元）", 1, 3), "资金来源", "金额", "2025年", "2026年", ""],
        ["财政拨款", "600.00", "400.00", "200.00", ""],
        ["合计", "600.00", "400.00", "200.00", ""],
        ["绩效目标", ("减轻负担", 5, 1)],
    )
    assert items(frames, "label", "amount_raw", "fund_source", "fiscal_year")[:3] == [
        ("财政拨款", "600.00", "fiscal", 2025),
        ("财政拨款", "400.00", "fiscal", 2025),
        ("财政拨款", "200.00", "fiscal", 2026),
    ]
    assert projects(frames, "total_yuan", "budget_yuan") == [(Decimal(6_000_000), Decimal(4_000_000))]
    frames = derived(
        "部门预算项目绩效目标公开表",
        ["项目名称", "项目总金额", "其中：2025年预算", "一级指标", "二级指标", "三级指标", "指标值"],
        ["学前教育", "900.00", "300.00", "产出指标", "数量指标", "补助幼儿园", "26所"],
    )
    assert projects(frames, "total_yuan", "budget_yuan") == [(Decimal(9_000_000), Decimal(3_000_000))]


def test_money_right_of_the_indicators() -> None:
    frames = derived(
        "项目绩效目标审核表",
        [("项目名称", 1, 2), ("绩效指标", 4, 1), ("项目资金", 2, 1)],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "总额", "其中：财政拨款"],
        [("系统维护", 1, 2), "产出指标", "数量指标", "维护次数", "≥24次", ("35.00", 1, 2), ("30.00", 1, 2)],
        ["产出指标", "质量指标", "可用率", "≥99.5%"],
    )
    assert projects(frames, "project_name", "budget_yuan", "fiscal_yuan") == [
        ("系统维护", Decimal(350_000), Decimal(300_000))
    ]
    assert items(frames, "amount_raw", "fund_source") == [("35.00", "total"), ("30.00", "fiscal")]


def test_the_sum_in_a_list_of_sources_is_the_budget() -> None:
    frames = derived(
        "项目支出绩效目标申报表",
        ["项目名称", ("药品监管", 2, 1)],
        [("项目资金来源（万元）", 1, 4), "来源项目", "金额"],
        ["合计", "55.00"],
        ["一般公共预算财政拨款", "50.00"],
        ["其他资金", "5.00"],
        ["年度绩效目标1", ("抽检200批次", 2, 1)],
    )
    assert projects(frames, "budget_yuan", "fiscal_yuan", "other_yuan", "goals") == [
        (Decimal(550_000), Decimal(500_000), Decimal(50_000), "抽检200批次")
    ]


def test_a_part_of_a_fund_counts_once() -> None:
    frames = derived(
        "项目支出表",
        [("项目名称", 1, 2), ("单位", 1, 2), ("合计", 1, 2), ("一般公共预算", 2, 1), ("其他来源", 1, 2)],
        ["小计", "其中：上级提前下达"],
        ["职工帮扶", "某市总工会", "40.00", "35.00", "20.00", "5.00"],
    )
    assert projects(frames, "budget_yuan", "fiscal_yuan", "other_yuan") == [
        (Decimal(400_000), Decimal(350_000), Decimal(50_000))
    ]


def test_years_of_a_sheet_are_no_amounts() -> None:
    frames = derived(
        "项目支出绩效目标批复表",
        ["项目名称", "食品监管", "项目编码", "450423240000019"],
        ["年度预算批复数", "62.00", "上年预算数", "58.00"],
        ["项目起始年份", "2024", "预计投用年份", "2026"],
        ["绩效目标", ("抽检食品650批次", 3, 1)],
    )
    assert items(frames, "amount_raw", "fiscal_year") == [("62.00", 2025), ("58.00", 2024)]


def test_what_is_to_be_bought_is_not_in_stock() -> None:
    frames = derived(
        "资产情况表",
        [("项目", 1, 2), ("2024年末", 2, 1), ("2025年预计新增", 2, 1)],
        ["数量", "金额", "数量", "金额"],
        ["房屋", "860", "120.00", "0", "0.00"],
        ["通用设备", "32", "18.20", "5", "2.60"],
    )
    assert rows(frames, "asset", "item", "quantity", "value_yuan") == [
        ("房屋", Decimal(860), Decimal(1_200_000)),
        ("通用设备", Decimal(32), Decimal(182_000)),
    ]
    assert items(frames, "amount_raw", "fiscal_year", "phase")[2:] == [
        ("18.20", 2024, "closing"),
        ("2.60", 2025, "change"),
    ]


def test_book_values_are_a_stock_at_the_end_of_a_year() -> None:
    frames = derived(
        "国有资产占有使用情况表</p><p>（截至2024年12月31日）",
        ["资产类别", "数量", "账面原值（万元）", "账面净值（万元）"],
        ["房屋", "8600", "3200.00", "1860.00"],
    )
    assert items(frames, "amount_raw", "fiscal_year", "phase") == [
        ("3200.00", 2024, "closing"),
        ("1860.00", 2024, "closing"),
    ]


def test_money_of_a_list_of_projects_without_a_known_title_is_spent_on_them() -> None:
    frames = derived(
        "跨年度重点项目安排情况表</p><p>单位：万元",
        ["项目名称", "建设单位", "项目总投资", "截至2024年底累计安排", "2025年预算安排", "以后年度安排"],
        ["引水工程", "某市水务局", "186.00", "86.00", "40.00", "60.00"],
    )
    assert projects(frames, "unit_name", "total_yuan", "budget_yuan") == [
        ("某市水务局", Decimal(1_860_000), Decimal(400_000))
    ]
    assert items(frames, "amount_raw", "flow", "fund_source") == [
        ("186.00", "expenditure", "total"),
        ("86.00", "expenditure", None),
        ("40.00", "expenditure", "total"),
        ("60.00", "expenditure", None),
    ]


def test_indicators_of_all_years_and_of_the_year_each_under_a_header_of_their_own() -> None:
    frames = derived(
        "项目绩效目标申报表",
        [("项目名称", 2, 1), ("校舍维修", 6, 1)],
        [("长期绩效指标", 8, 1)],
        ["目标名称", "一级指标", "二级指标", "三级指标", ("指标值", 2, 1), ("指标值确定依据", 2, 1)],
        ["长期目标1", "产出指标", "数量指标", "维修学校数", ("36所", 2, 1), ("规划", 2, 1)],
        [("年度绩效指标", 8, 1)],
        [
            *(("目标名称", 1, 3), ("一级指标", 1, 3), ("二级指标", 1, 3), ("三级指标", 1, 3)),
            *(("指标值", 3, 1), ("指标值确定依据", 1, 3)),
        ],
        [("近两年指标值", 2, 1), ("预期当年实现值", 1, 2)],
        ["前年", "上年"],
        ["年度目标1", "产出指标", "数量指标", "维修学校数", "10所", "11所", "12所", "规划"],
    )
    assert kpis(frames, "level1", "level2", "level3", "target_raw") == [
        ("产出指标", "数量指标", "维修学校数", "36所"),
        ("产出指标", "数量指标", "维修学校数", "12所"),
    ]


def test_a_target_divided_into_what_was_planned_and_done_is_the_plan() -> None:
    frames = derived(
        "2024年度项目绩效自评表",
        [("一级指标", 1, 2), ("二级指标", 1, 2), ("三级指标", 1, 2), ("指标值", 2, 1), ("分值", 1, 2)],
        ["计划", "完成"],
        ["产出指标", "数量指标", "修复矿山面积", "86公顷", "88公顷", "20"],
    )
    assert kpis(frames, "level3", "target_raw", "weight_raw") == [("修复矿山面积", "86公顷", "20")]


def test_a_rate_beside_amounts_by_phase_is_no_amount() -> None:
    frames = derived(
        "转移支付区域绩效自评表",
        ["转移支付名称", ("农田建设补助", 4, 1)],
        [("资金投入情况（万元）", 1, 2), "", "全年预算数（A）", "全年执行数（B）", "预算执行率（B/A）"],
        ["年度资金总额", "8,600.00", "8,428.00", "98.00%"],
        ["年度目标", ("建设农田", 4, 1)],
    )
    assert projects(frames, "budget_yuan") == [(Decimal(86_000_000),)]
    assert items(frames, "amount_raw", "phase") == [("8,600.00", "revised"), ("8,428.00", "actual")]


def test_the_one_amount_of_all_funds_beside_those_of_funds_is_the_total_of_a_purchase() -> None:
    frames = derived(
        "部门政府采购预算表</p><p>单位：万元",
        ["采购项目名称", "采购品目", "预算合计", "本年一般公共预算", "单位资金", "上年结转"],
        ["监测服务", "其他科学研究服务", "26.00", "20.00", "5.00", "1.00"],
    )
    assert rows(frames, "procurement", "project_name", "total_yuan", "general_public_yuan", "unit_funds_yuan") == [
        ("监测服务", Decimal(260_000), Decimal(200_000), Decimal(50_000))
    ]


def test_money_of_each_government_makes_the_fiscal_money_of_a_project() -> None:
    frames = derived(
        "项目资金安排表</p><p>单位：万元",
        [("项目名称", 1, 2), ("总投资", 1, 2), ("2025年资金安排", 5, 1)],
        ["小计", "中央", "自治区", "盟市", "旗县"],
        ["草原改良", "1800.00", "900.00", "700.00", "120.00", "40.00", "40.00"],
    )
    assert projects(frames, "total_yuan", "budget_yuan", "fiscal_yuan") == [
        (Decimal(18_000_000), Decimal(9_000_000), Decimal(9_000_000))
    ]


def test_a_sum_of_stocks_is_of_no_fund_as_its_parts_are() -> None:
    frames = derived(
        "国有资产占用情况表</p><p>单位：万元",
        [("单位名称", 1, 2), ("房屋", 2, 1), "其他固定资产", "合计"],
        ["面积（平方米）", "价值", "价值", "价值"],
        ["某局", "3200.00", "860.00", "320.00", "1180.00"],
    )
    assert items(frames, "amount_raw", "fund_source", "phase") == [
        ("860.00", None, "closing"),
        ("320.00", None, "closing"),
        ("1180.00", None, "closing"),
    ]


def test_what_is_bought_by_its_kinds_is_money_of_all_funds() -> None:
    frames = derived(
        "政府采购预算表</p><p>单位：万元",
        [("单位", 1, 2), ("采购计划金额", 4, 1), ("资金来源", 2, 1)],
        ["合计", "货物", "工程", "服务", "一般公共预算", "单位资金"],
        ["某局", "386.00", "126.00", "200.00", "60.00", "300.00", "86.00"],
    )
    assert items(frames, "column_path", "fund_source") == [
        ("采购计划金额/合计", "total"),
        ("采购计划金额/货物", "total"),
        ("采购计划金额/工程", "total"),
        ("采购计划金额/服务", "total"),
        ("资金来源/一般公共预算", "general_public"),
        ("资金来源/单位资金", "unit_funds"),
    ]


def test_tasks_whose_only_money_has_a_header_of_its_own() -> None:
    frames = derived(
        "单位职能及工作任务",
        ["单位名称", "年度工作任务", "任务预算"],
        ["湖区管理中心", "湖面保洁", "126.00"],
        ["湖区渔政站", "禁渔巡查", "15.00"],
    )
    assert rows(frames, "task", "name", "total_yuan") == [
        ("湖面保洁", Decimal(1_260_000)),
        ("禁渔巡查", Decimal(150_000)),
    ]


def test_projects_side_by_side_have_their_own_money_and_indicators() -> None:
    frames = derived(
        "项目绩效目标表",
        ["项目名称", "特别扶助", "艾滋病防治"],
        ["项目单位", "某市卫健委", "某市疾控中心"],
        ["预算金额（万元）", "186.00", "15.00"],
        ["年度绩效目标", "发放特扶金", "开展宣传"],
        ["产出数量指标", "发放人数≥310人", "检测≥6000人次"],
    )
    names = ("project_name", "unit_name", "budget_yuan", "goals")
    assert projects(frames, *names) == [
        ("特别扶助", "某市卫健委", Decimal(1_860_000), "发放特扶金"),
        ("艾滋病防治", "某市疾控中心", Decimal(150_000), "开展宣传"),
    ]
    by_id = {row["project_id"]: row["project_name"] for row in frames["core.fact_project"]}
    assert [(by_id[project], *rest) for project, *rest in kpis(frames, "project_id", "level2", "target_raw")] == [
        ("特别扶助", "产出数量指标", "≥310人"),
        ("艾滋病防治", "产出数量指标", "≥6000人次"),
    ]
    assert [(by_id[project], raw) for project, raw in items(frames, "project_id", "amount_raw")] == [
        ("特别扶助", "186.00"),
        ("艾滋病防治", "15.00"),
    ]
    assert unparsed(frames) == []


def test_a_table_whose_unit_line_counts_has_no_money() -> None:
    frames = derived(
        "车辆及大型设备情况表",
        ["单位名称", "车辆合计", "执法执勤用车", "单价50万元以上设备"],
        ["某旗公安局", "58", "46", "4"],
        unit="辆、台（套）",
    )
    assert items(frames, "amount_raw") == []
    assert rows(frames, "asset", "item", "quantity") == [
        ("某旗公安局/车辆合计", Decimal(58)),
        ("某旗公安局/执法执勤用车", Decimal(46)),
        ("某旗公安局/单价50万元以上设备", Decimal(4)),
    ]


def test_a_row_of_a_year_under_headers_of_funds() -> None:
    frames = derived(
        "项目支出绩效目标申报表</p><p>项目名称：校园安保",
        ["资金来源", "合计", "一般公共预算", "其他"],
        ["2025年预算", "420.00", "400.00", "20.00"],
        ["2024年预算", "390.00", "390.00", "0.00"],
        ["绩效目标", ("配备保安", 3, 1)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "配备保安人数", "≥140人"],
    )
    assert items(frames, "amount_raw", "fund_source", "fiscal_year") == [
        ("420.00", "total", 2025),
        ("400.00", "general_public", 2025),
        ("20.00", "other", 2025),
        ("390.00", "total", 2024),
        ("390.00", "general_public", 2024),
        ("0.00", "other", 2024),
    ]
    assert projects(frames, "budget_yuan", "fiscal_yuan", "other_yuan") == [
        (Decimal(4_200_000), Decimal(4_000_000), Decimal(200_000))
    ]


def test_money_of_one_government_is_not_all_fiscal_money() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("饮水工程", 2, 1)],
        [("项目资金（万元）", 1, 3), "资金总额", "410.00"],
        ["其中：本级财政资金", "210.00"],
        ["对口支援", "200.00"],
        ["绩效目标", ("维修管网", 2, 1)],
    )
    assert projects(frames, "budget_yuan", "fiscal_yuan") == [(Decimal(4_100_000), None)]


def test_what_a_stock_counts_is_no_money_beside_its_value() -> None:
    frames = derived(
        "国有资产配置及占用情况",
        ["资产类型", "单位", "上年末数", "本年增加", "年末数", "年末价值（万元）"],
        ["车辆", "辆", "21", "2", "23", "460.00"],
        ["环卫设备", "台", "46", "4", "50", "310.50"],
    )
    assert items(frames, "amount_raw") == [("460.00",), ("310.50",)]
    assert rows(frames, "asset", "item", "quantity", "quantity_unit", "value_yuan") == [
        ("车辆", Decimal(23), "辆", Decimal(4_600_000)),
        ("环卫设备", Decimal(50), "台", Decimal(3_105_000)),
    ]
