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
