"""Performance tables of policies, shares of projects and their parts, and lists beside them: what a person reads."""

from decimal import Decimal

from facts.test_layouts import derived, items
from facts.test_performance_forms import kpis, projects, unparsed


def test_a_list_headed_as_items_of_expenditure_beside_their_classes_lists_projects() -> None:
    frames = derived(
        "项目支出明细表",
        ["单位名称", "支出项目", "功能科目", "经济科目", "合计", "财政拨款", "事业收入"],
        ["某区教育局", "", "", "", "397.40", "345.00", "52.40"],
        [
            "某区教育局机关",
            "招生考试经费",
            "2050199其他教育管理事务支出",
            "30299其他商品和服务支出",
            "145.00",
            "145.00",
            "",
        ],
        ["某区第一中学", "校舍修缮", "2050204高中教育", "31006大型修缮", "252.40", "200.00", "52.40"],
    )
    assert projects(frames, "project_name", "unit_name", "budget_yuan", "fiscal_yuan", "other_yuan") == [
        ("招生考试经费", "某区教育局机关", Decimal(1_450_000), Decimal(1_450_000), None),
        ("校舍修缮", "某区第一中学", Decimal(2_524_000), Decimal(2_000_000), Decimal(524_000)),
    ]


def test_what_a_stock_is_counted_in_beside_a_column_headed_as_projects() -> None:
    frames = derived(
        "国有资产占用情况表",
        ["序号", "项目名称", "单位", "数量", "金额（万元）"],
        ["1", "其中：房屋", "平方米", "152,300.00", "45,600.00"],
        ["2", "其中：汽车", "辆", "16", "386.20"],
    )
    assert [(row["item"], row["quantity"], row["quantity_unit"]) for row in frames["core.fact_asset"]] == [
        ("其中：房屋", Decimal(152_300), "平方米"),
        ("其中：汽车", Decimal(16), "辆"),
    ]


def test_the_sheet_of_a_policy_with_the_money_of_all_years() -> None:
    frames = derived(
        "政策支出绩效目标表",
        ["政策名称", ("民办幼儿园生均补助", 3, 1)],
        ["政策主管部门", "某区教育局", "政策期限", "2023年-2027年"],
        ["政策资金（万元）", "2,050.00", "其中：本年度预算", "410.00"],
        ["政策目标", ("扩大普惠性学前教育资源。", 3, 1)],
        ["指标类别", "绩效指标", "绩效目标值", "备注"],
        ["产出指标", "补助幼儿园数量", "≥42所", ""],
    )
    assert projects(frames, "project_name", "unit_name", "total_yuan", "budget_yuan") == [
        ("民办幼儿园生均补助", "某区教育局", Decimal(20_500_000), Decimal(4_100_000))
    ]
    assert unparsed(frames) == []


def test_the_parts_of_a_project_listed_in_its_sheet_are_no_projects() -> None:
    frames = derived(
        "项目绩效目标表",
        ["项目名称", ("农业技术推广", 5, 1)],
        ["项目单位", ("某县农业技术推广中心", 2, 1), "项目金额", ("86.00", 2, 1)],
        [("子项目", 1, 3), "子项目名称", "金额", "其中：财政拨款", ("测算依据", 2, 1)],
        ["新品种引进", "56.00", "56.00", ("12个品种", 2, 1)],
        ["技术培训", "30.00", "25.00", ("1500人次×200元", 2, 1)],
        ["总体目标", ("推广新技术10项。", 5, 1)],
        [("绩效指标", 1, 2), "一级指标", "二级指标", "三级指标", "指标值", "计分标准"],
        ["产出指标", "数量指标", "推广新技术", "≥10项", "完成得满分"],
    )
    assert projects(frames, "project_name", "unit_name", "budget_yuan") == [
        ("农业技术推广", "某县农业技术推广中心", Decimal(860_000))
    ]
    assert [row["level3"] for row in frames["core.fact_kpi"] if row["project_id"] is not None] == ["推广新技术"]
    assert frames["core.fact_task"] == []
    assert items(frames, "label", "column_path", "amount_yuan", "fund_source")[1:] == [
        ("新品种引进", "金额", Decimal(560_000), "total"),
        ("新品种引进", "其中：财政拨款", Decimal(560_000), "fiscal"),
        ("技术培训", "金额", Decimal(300_000), "total"),
        ("技术培训", "其中：财政拨款", Decimal(250_000), "fiscal"),
    ]


def test_who_fills_a_sheet_in_is_its_unit_where_no_other_is_named() -> None:
    frames = derived(
        "</p><p>",
        [("项目支出绩效目标表（2025年度）", 4, 1)],
        [("填报单位：某县农业农村局", 3, 1), "单位：万元"],
        ["项目名称：高标准农田建设", "项目编码：421122250000000000345", ("项目期限：2025年", 2, 1)],
        ["资金总额：3,450.00", "财政拨款：3,000.00", ("其他资金：450.00", 2, 1)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "建设面积", "≥1.5万亩"],
    )
    assert projects(frames, "project_name", "unit_name", "fiscal_yuan", "other_yuan") == [
        ("高标准农田建设", "某县农业农村局", Decimal(30_000_000), Decimal(4_500_000))
    ]


def test_money_that_is_not_fiscal_is_the_other_part() -> None:
    frames = derived(
        "项目支出绩效目标申报表",
        ["单位信息：", "105001-某县农业农村局本级", "项目名称：", "畜禽粪污资源化利用"],
        ["年度资金总额（万元）", "286.45", "其中：财政拨款：", "256.45"],
        ["其中：非财政拨款：", "30.00", "项目类型：", "其他运转类"],
        ["一级指标", "二级指标", "三级指标", "绩效指标值"],
        ["产出指标", "数量指标", "改造养殖场数量", "≥36家"],
    )
    assert projects(frames, "unit_code", "unit_name", "budget_yuan", "fiscal_yuan", "other_yuan") == [
        ("105001", "某县农业农村局本级", Decimal(2_864_500), Decimal(2_564_500), Decimal(300_000))
    ]
    assert kpis(frames, "level3") == [("改造养殖场数量",)]
    assert unparsed(frames) == []


def test_kinds_of_either_level_under_one_header_beside_the_names() -> None:
    frames = derived(
        "项目支出绩效目标表</p><p>填报单位：某市博物馆",
        ["项目名称", ("博物馆陈列展览提升", 3, 1)],
        ["项目总预算", "360万元", "本年度预算", "180万元"],
        ["绩效指标", "指标名称", "指标值", "备注"],
        ["产出指标", "完成陈列改造", "1个", ""],
        ["数量指标", "举办临时展览", "8个", ""],
        ["社会效益指标", "年参观人次", "不少于50万人次", ""],
    )
    assert kpis(frames, "level1", "level2", "level3") == [
        ("产出指标", None, "完成陈列改造"),
        (None, "数量指标", "举办临时展览"),
        (None, "社会效益指标", "年参观人次"),
    ]
    assert projects(frames, "project_name", "unit_name", "total_yuan", "budget_yuan") == [
        ("博物馆陈列展览提升", "某市博物馆", Decimal(3_600_000), Decimal(1_800_000))
    ]


def test_the_amount_of_a_task_under_another_word_for_money() -> None:
    frames = derived(
        "部门整体支出绩效目标申报表",
        ["部门（单位）名称", ("某市文化和旅游局", 3, 1)],
        [("年度主要任务", 1, 2), "任务名称", "主要内容", "资金预算（万元）"],
        ["文物保护利用", "实施文物保护工程", "1,320.00"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "修缮文物", "3处"],
    )
    (task,) = frames["core.fact_task"]
    assert (task["name"], task["total_yuan"]) == ("文物保护利用", Decimal(13_200_000))


def test_the_sum_over_kinds_of_transfers_and_regions_is_the_budget_of_a_project() -> None:
    frames = derived(
        "市对县（区）转移支付预算表",
        [("项目名称", 1, 2), ("合计", 1, 2), ("一般性转移支付", 1, 2), ("专项转移支付", 1, 2), ("分地区", 2, 1)],
        ["东湖区", "西湖区"],
        ["合计", "960.00", "360.00", "600.00", "500.00", "460.00"],
        ["公共文化服务体系建设", "600.00", "", "600.00", "320.00", "280.00"],
        ["基层文化人才补助", "360.00", "360.00", "", "180.00", "180.00"],
    )
    assert projects(frames, "project_name", "budget_yuan") == [
        ("公共文化服务体系建设", Decimal(6_000_000)),
        ("基层文化人才补助", Decimal(3_600_000)),
    ]


def test_the_stock_of_final_accounts_is_of_the_end_of_their_year() -> None:
    rows = (
        [("资产类别", 1, 2), ("计量单位", 1, 2), ("年初数", 2, 1), ("年末数", 2, 1)],
        ["数量", "账面原值", "数量", "账面原值"],
        ["车辆", "辆", "9", "212.60", "8", "189.40"],
    )
    accounts = derived("国有资产占有使用情况表", *rows, kind="final_accounts")
    (vehicles,) = accounts["core.fact_asset"]
    assert (vehicles["quantity"], vehicles["as_of"].isoformat()) == (Decimal(8), "2025-12-31")
    assert items(accounts, "amount_yuan", "fiscal_year") == [(Decimal(2_126_000), 2024), (Decimal(1_894_000), 2025)]
    budget = derived("国有资产占有使用情况表", *rows)
    assert [row["as_of"].isoformat() for row in budget["core.fact_asset"]] == ["2024-12-31"]


def test_a_sheet_under_another_in_one_table_begins_with_its_title() -> None:
    grid = ["一级指标", "二级指标", "三级指标", "指标值", "权重"]
    frames = derived(
        "",
        [("项目绩效目标表", 5, 1)],
        ["项目名称", ("疾病监测", 2, 1), "项目金额", "186.00"],
        ["主管单位", ("某市卫生健康委员会", 2, 1), "实施单位", "某市疾控中心"],
        grid,
        ["产出指标", "数量指标", "监测样本数", "≥3600份", "30"],
        ["满意度指标", "服务对象满意度", "群众满意度", "≥90%", "10"],
        [("项目绩效目标表", 5, 1)],
        ["项目名称", ("免疫规划", 2, 1), "项目金额", "92.00"],
        ["主管单位", ("某市卫生健康委员会", 2, 1), "实施单位", "某市疾控中心"],
        grid,
        ["产出指标", "数量指标", "接种人次", "≥12万人次", "30"],
    )
    names = {row["project_id"]: row["project_name"] for row in frames["core.fact_project"]}
    assert [(names[row["project_id"]], row["level1"], row["level3"]) for row in frames["core.fact_kpi"]] == [
        ("疾病监测", "产出指标", "监测样本数"),
        ("疾病监测", "满意度指标", "群众满意度"),
        ("免疫规划", "产出指标", "接种人次"),
    ]
    assert [table["title"] for table in frames["raw.table"]] == ["项目绩效目标表"] * 2


def test_a_sheet_whose_title_is_in_the_row_of_its_key_is_listed_and_no_indicators() -> None:
    frames = derived(
        "项目绩效目标表",
        ["项目名称", ("疾病监测", 2, 1), "项目金额", "186.00"],
        ["主管单位", ("某市卫生健康委员会", 2, 1), "实施单位", "某市疾控中心"],
        ["一级指标", "二级指标", "三级指标", "指标值", "权重"],
        ["产出指标", "数量指标", "监测样本数", "≥3600份", "30"],
        ["项目绩效目标表", "项目名称", "免疫规划", "项目金额", "92.00"],
        ["产出指标", "数量指标", "接种人次", "≥12万人次", "30"],
    )
    assert kpis(frames, "level3") == [("监测样本数",)]
    assert {"免疫规划", "接种人次"} <= set(unparsed(frames))


def test_fiscal_money_alone_beside_the_money_of_a_project_need_not_be_all_of_it() -> None:
    frames = derived(
        "部门预算项目绩效目标表",
        ["单位名称", "项目名称", "资金总额", "财政资金", "一级指标", "二级指标", "三级指标", "指标值"],
        ["某市急救中心", "急救站点建设", "200.00", "200.00", "产出指标", "数量指标", "新建站点", "4个"],
        ["某市中心血站", "采供血保障", "360.00", "300.00", "产出指标", "数量指标", "采集血液", "≥8万单位"],
    )
    assert items(frames, "amount_raw", "proof") == [
        ("200.00", "proven"),
        ("200.00", "proven"),
        ("360.00", "unchecked"),
        ("300.00", "unchecked"),
    ]


def test_units_over_their_purchases_in_one_column() -> None:
    frames = derived(
        "政府采购预算表",
        ["单位名称/采购项目", "采购品目名称", "数量", "单价", "总价", "资金来源"],
        ["合计", "", "", "", "418.00", ""],
        ["某市第一人民医院", "", "", "", "360.00", ""],
        ["医疗设备购置", "数字化X线机", "2", "180.00", "360.00", "单位资金"],
        ["某市疾病预防控制中心", "", "", "", "58.00", ""],
        ["疫苗冷链建设", "医用低温箱", "10", "5.80", "58.00", "一般公共预算"],
    )
    names = ("row_role", "project_name", "item_name", "total_yuan")
    assert [tuple(row[name] for name in names) for row in frames["core.fact_procurement"]] == [
        ("total", None, None, Decimal(4_180_000)),
        ("unit", None, None, Decimal(3_600_000)),
        ("leaf", "医疗设备购置", "数字化X线机", Decimal(3_600_000)),
        ("unit", None, None, Decimal(580_000)),
        ("leaf", "疫苗冷链建设", "医用低温箱", Decimal(580_000)),
    ]


def test_vehicles_by_use_are_counted() -> None:
    frames = derived(
        "公务用车保有情况表",
        ["单位名称", "车辆编制数", "车辆实有数", "其中：一般公务用车", "其中：特种专业技术用车"],
        ["某市急救中心", "42", "38", "4", "34"],
    )
    assert [(row["item"], row["quantity"]) for row in frames["core.fact_asset"]] == [
        ("某市急救中心/车辆编制数", Decimal(42)),
        ("某市急救中心/车辆实有数", Decimal(38)),
        ("某市急救中心/其中：一般公务用车", Decimal(4)),
        ("某市急救中心/其中：特种专业技术用车", Decimal(34)),
    ]


def test_a_sheet_of_a_budget_project() -> None:
    frames = derived(
        "项目绩效目标公开表",
        ["预算项目", "卫生应急能力建设", "预算数（万元）", "118.50"],
        ["预算单位", "某市急救中心", "项目周期", "1年"],
        ["年度目标", ("提升院前急救能力。", 3, 1)],
        ["指标", "指标内容", "计划值", "评分方法"],
        ["数量指标", "更新急救车辆", "6辆", "全部完成得满分"],
    )
    assert projects(frames, "project_name", "unit_name", "budget_yuan") == [
        ("卫生应急能力建设", "某市急救中心", Decimal(1_185_000))
    ]


def test_how_an_indicator_is_measured_is_no_kind_of_it() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("房屋安全鉴定", 3, 1), "项目金额", ("160.00", 2, 1)],
        ["主管部门", ("某区住建局", 3, 1), "是否重点项目", ("是", 2, 1)],
        ["一级指标", "二级指标", "三级指标", "指标类型", "指标方向", "目标值", "计量单位"],
        ["产出指标", "数量指标", "鉴定面积", "定量指标", "≥", "12", "万平方米"],
        ["产出指标", "质量指标", "鉴定报告质量", "定性指标", "", "合格", ""],
    )
    assert kpis(frames, "level1", "level2", "level3", "target_raw") == [
        ("产出指标", "数量指标", "鉴定面积", "≥12万平方米"),
        ("产出指标", "质量指标", "鉴定报告质量", "合格"),
    ]
    assert unparsed(frames) == []


def test_things_by_their_value_are_counted() -> None:
    frames = derived(
        "国有资产占用情况表",
        [("车辆（辆）", 2, 1), ("单位价值100万元以上设备（台，套）", 1, 2)],
        ["合计", "其他用车"],
        ["9", "9", "3"],
    )
    assert [(row["item"], row["quantity"]) for row in frames["core.fact_asset"]] == [
        ("车辆（辆）/合计", Decimal(9)),
        ("车辆（辆）/其他用车", Decimal(9)),
        ("单位价值100万元以上设备（台，套）", Decimal(3)),
    ]
    assert unparsed(frames) == []


def test_what_was_spent_beside_the_budget_as_revised() -> None:
    frames = derived(
        "项目支出预算执行情况表",
        ["项目名称", "年初预算数", "调整后预算数", "支出数", "执行率"],
        ["老旧小区改造", "1,800.00", "1,860.00", "1,790.00", "96.24%"],
    )
    assert items(frames, "column_path", "phase") == [
        ("年初预算数", "budget"),
        ("调整后预算数", "revised"),
        ("支出数", "actual"),
    ]
    alone = derived("项目支出预算表", ["项目名称", "支出数"], ["老旧小区改造", "1,800.00"])
    assert items(alone, "column_path", "phase") == [("支出数", "budget")]


def test_planned_and_actual_purchases_and_their_funds() -> None:
    frames = derived(
        "政府采购情况表",
        [("项目", 1, 2), ("采购计划金额", 3, 1), ("实际采购金额", 3, 1)],
        ["总计", "采购预算（财政性资金）", "非财政性资金"] * 2,
        ["合计", "1,286.00", "1,186.00", "100.00", "1,242.50", "1,150.00", "92.50"],
        kind="final_accounts",
    )
    assert items(frames, "phase", "fund_source", "amount_raw") == [
        ("budget", "total", "1,286.00"),
        ("budget", "fiscal", "1,186.00"),
        ("budget", "unit_funds", "100.00"),
        ("actual", "total", "1,242.50"),
        ("actual", "fiscal", "1,150.00"),
        ("actual", "unit_funds", "92.50"),
    ]


def test_the_fund_that_a_row_of_a_list_names_is_that_of_the_projects_money() -> None:
    frames = derived(
        "项目支出预算表",
        ["单位名称", "项目名称", "项目编码", "功能分类科目", "资金来源", "金额"],
        ["某区房管中心", "公租房管理", "110105250000000002", "2210106公共租赁住房", "一般公共预算拨款", "400.00"],
        ["某区房管中心", "公租房管理", "110105250000000002", "2210106公共租赁住房", "其他资金", "20.00"],
        ["合计", "", "", "", "", "420.00"],
    )
    assert projects(frames, "project_name", "budget_yuan", "fiscal_yuan", "other_yuan") == [
        ("公租房管理", Decimal(4_200_000), Decimal(4_000_000), Decimal(200_000))
    ]


def test_a_part_and_its_amount_in_one_cell_of_a_sheet() -> None:
    frames = derived(
        "项目支出绩效目标申报表",
        ["项目名称", ("公租房管理", 3, 1)],
        ["项目资金", "年度资金总额：420.00", "其中：财政拨款 400.00", "其他资金 20.00"],
        ["年度目标", ("完成维修养护。", 3, 1)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "维修套数", "860套"],
    )
    assert projects(frames, "budget_yuan", "fiscal_yuan", "other_yuan") == [
        (Decimal(4_200_000), Decimal(4_000_000), Decimal(200_000))
    ]


def test_several_indicators_with_their_targets_in_one_cell_of_a_grid() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("客运枢纽建设", 3, 1)],
        ["年度预算（万元）", ("5,000.00", 3, 1)],
        [("绩效指标", 1, 3), "一级指标", "二级指标", "指标内容及目标值"],
        ["产出指标", "数量指标", "1.完成建筑面积≥3.2万平方米<br>2.完成投资≥5000万元"],
        ["产出指标", "质量指标", "分项工程合格率100%"],
    )
    assert kpis(frames, "level2", "level3", "operator", "target_value", "target_unit") == [
        ("数量指标", "完成建筑面积", ">=", Decimal("3.2"), "万平方米"),
        ("数量指标", "完成投资", ">=", Decimal(5000), "万元"),
        ("质量指标", "分项工程合格率", "=", Decimal(100), "%"),
    ]
    assert len({row["kpi_id"] for row in frames["core.fact_kpi"]}) == 3


def test_names_and_targets_that_are_numbered_alike_are_indicators_each() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("农村公路养护", 3, 1)],
        ["年度预算（万元）", ("2,450.00", 3, 1)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "1.养护里程<br>2.维修桥梁", "1.≥2680公里<br>2.≥36座"],
        ["产出指标", "质量指标", "1.优良中等路率<br>2.抽检合格率", "≥88%"],
    )
    assert kpis(frames, "level3", "target_raw", "operator") == [
        ("养护里程", "≥2680公里", ">="),
        ("维修桥梁", "≥36座", ">="),
        ("1.优良中等路率2.抽检合格率", "≥88%", ">="),
    ]


def test_a_fund_under_each_way_to_purchase_is_one_amount() -> None:
    frames = derived(
        "政府采购预算表",
        [("项目名称", 1, 2), ("合计", 1, 2), ("集中采购", 3, 1), ("分散采购", 3, 1)],
        ["小计", "一般公共预算", "单位资金"] * 2,
        ["合计", "986.00", "286.00", "256.00", "30.00", "700.00", "700.00", ""],
        ["办公设备购置", "86.00", "86.00", "56.00", "30.00", "", "", ""],
    )
    names = ("total_yuan", "general_public_yuan", "unit_funds_yuan")
    assert [tuple(row[name] for name in names) for row in frames["core.fact_procurement"]] == [
        (Decimal(9_860_000), Decimal(9_560_000), Decimal(300_000)),
        (Decimal(860_000), Decimal(560_000), Decimal(300_000)),
    ]
    assert {row[0] for row in items(frames, "fund_source")} == {"total", "general_public", "unit_funds"}


def test_budget_and_what_was_spent_of_the_whole_year_in_a_list_of_reviews() -> None:
    frames = derived(
        "部门预算项目支出绩效自评结果汇总表",
        ["项目名称", "主管科室", "年初预算金额", "全年预算金额", "全年执行金额", "预算执行率", "自评等次"],
        ["农村公路养护", "养护科", "2,400.00", "2,450.00", "2,430.00", "99.18%", "优"],
    )
    assert items(frames, "column_path", "phase") == [
        ("年初预算金额", "budget"),
        ("全年预算金额", "revised"),
        ("全年执行金额", "actual"),
    ]
    assert unparsed(frames) == []


def test_what_is_kept_for_small_firms_and_a_directory_of_services() -> None:
    reserved = derived(
        "面向中小企业预留采购份额情况表",
        ["序号", "采购项目名称", "预算金额", "预留方式", "预留中小企业金额"],
        ["1", "公路养护工程", "700.00", "分包", "280.00"],
    )
    assert [(row["total_yuan"], row["sme_reserved_yuan"]) for row in reserved["core.fact_procurement"]] == [
        (Decimal(7_000_000), Decimal(2_800_000))
    ]
    services = derived(
        "政府购买服务预算表",
        ["购买主体", "购买项目", "购买目录", "预算金额"],
        ["某市公路中心", "公路桥梁检测", "B0904检验检疫检测服务", "180.00"],
    )
    names = ("project_name", "item_name", "catalogue_code")
    assert [tuple(row[name] for name in names) for row in services["core.fact_procurement"]] == [
        ("公路桥梁检测", "检验检疫检测服务", "B0904")
    ]


def test_whole_amounts_beside_each_other_under_one_line_are_no_header() -> None:
    frames = derived(
        "项目预算绩效目标一览表",
        [
            "项目单位",
            "项目",
            "预算数",
            "其中：本级",
            "其中：上级",
            "年度绩效目标",
            "产出指标",
            "效益指标",
            "满意度指标",
        ],
        [
            "某州民政局",
            "殡葬改革",
            "1200000",
            "200000",
            "1000000",
            "节地安葬。",
            "安葬率≥85%",
            "减少散葬",
            "满意度≥90%",
        ],
        ["某州福利院", "儿童养育", "860000", "860000", "", "保障养育。", "体检率100%", "健康成长", "满意度≥95%"],
        ["合计", "", "2060000", "1060000", "1000000", "", "", "", ""],
        unit="元",
    )
    assert projects(frames, "project_name", "unit_name", "budget_yuan") == [
        ("殡葬改革", "某州民政局", Decimal(1_200_000)),
        ("儿童养育", "某州福利院", Decimal(860_000)),
    ]
    assert len(frames["core.fact_kpi"]) == 6


def test_the_sum_of_a_purchase_is_its_total() -> None:
    frames = derived(
        "政府采购预算明细表",
        ["项目名称", "政府采购品目", "采购数量", "采购预算合计", "一般公共预算财政拨款", "其他资金"],
        ["食材采购", "A07030000农产品", "1", "110.00", "90.00", "20.00"],
    )
    assert [(row["total_yuan"], row["general_public_yuan"]) for row in frames["core.fact_procurement"]] == [
        (Decimal(1_100_000), Decimal(900_000))
    ]
