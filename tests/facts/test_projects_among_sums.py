"""Projects among rows that are none (functions, units, sums of a kind), and what names them in one cell with a code."""

from decimal import Decimal
from typing import Any

import pytest
from facts.test_layouts import all_proven, derived, items

from pipeline.statements.rows.project_names import code_and_name

KPIS = (["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "修复面积", "≥5万亩"])


def projects(frames: dict[str, list[dict[str, Any]]], *names: str) -> list[tuple[Any, ...]]:
    """Name and what else is asked of each project; amounts in 万元."""
    rows = frames["core.fact_project"]
    return [
        (row["project_name"], *(int(row[n] / 10_000) if isinstance(row[n], Decimal) else row[n] for n in names))
        for row in rows
    ]


def test_projects_under_units_under_functional_codes() -> None:
    """By hand: 9 + 6 = 15 of the first code, 22 + 9 = 31 of the second, 46 in all."""
    frames = derived(
        "部门预算项目支出表",
        ["科目编码", "科目（单位、项目）名称", "合计", "一般公共预算", "单位资金"],
        ["", "合计", "46.00", "42.00", "4.00"],
        ["2100199", "其他卫生健康管理事务支出", "15.00", "15.00", ""],
        ["", "某市卫生局", "15.00", "15.00", ""],
        ["", "健康宣传专项", "9.00", "9.00", ""],
        ["", "信息系统运维", "6.00", "6.00", ""],
        ["2100201", "综合医院", "31.00", "27.00", "4.00"],
        ["", "某市第一医院", "31.00", "27.00", "4.00"],
        ["", "专科能力提升", "22.00", "18.00", "4.00"],
        ["", "医师培训", "9.00", "9.00", ""],
    )
    assert all_proven(frames)
    assert projects(frames, "unit_name", "budget_yuan", "fiscal_yuan", "other_yuan") == [
        ("健康宣传专项", "某市卫生局", 9, 9, None),
        ("信息系统运维", "某市卫生局", 6, 6, None),
        ("专科能力提升", "某市第一医院", 22, 18, 4),
        ("医师培训", "某市第一医院", 9, 9, None),
    ]


def test_sums_of_units_under_their_rows() -> None:
    frames = derived(
        "项目支出表",
        ["单位名称", "项目编码", "项目名称", "合计", "一般公共预算"],
        ["某市教育局机关", "430100251050000118", "教师培训", "9.00", "9.00"],
        ["某市教育局机关", "430100251050000119", "学生资助", "27.00", "27.00"],
        [("某市教育局机关 小计", 3, 1), "36.00", "36.00"],
        ["某市第一中学", "430100251050000231", "校舍维修", "15.00", "15.00"],
        ["某市第一中学", "430100251050000232", "实验设备", "7.00", "7.00"],
        [("某市第一中学 小计", 3, 1), "22.00", "22.00"],
        [("总计", 3, 1), "58.00", "58.00"],
    )
    assert all_proven(frames)
    assert [name for name, *_ in projects(frames)] == ["教师培训", "学生资助", "校舍维修", "实验设备"]


def test_sums_in_the_columns_of_codes_and_of_kinds_are_no_projects() -> None:
    frames = derived(
        "项目支出预算表",
        ["类型", "项目编码", "项目名称", "合计", "一般公共预算"],
        [("总计", 3, 1), "20.00", "20.00"],
        [("专项业务", 3, 1), "12.00", "12.00"],
        ["专项业务", "430100251050000118", "法律援助", "5.00", "5.00"],
        ["专项业务", "430100251050000119", "资格考试", "7.00", "7.00"],
        [("公用项目", 3, 1), "8.00", "8.00"],
        ["公用项目", "430100251050000231", "办公用房租赁", "8.00", "8.00"],
    )
    assert [name for name, *_ in projects(frames)] == ["法律援助", "资格考试", "办公用房租赁"]
    frames = derived(
        "项目支出预算表",
        ["单位", "项目编码", "项目名称", "合计", "一般公共预算"],
        [("总计", 3, 1), "12.00", "12.00"],
        [("某市司法局", 1, 3), "430100251050000118", "法律援助", "5.00", "5.00"],
        ["430100251050000119", "资格考试", "7.00", "7.00"],
        [("小计", 2, 1), "12.00", "12.00"],
    )
    assert [name for name, *_ in projects(frames)] == ["法律援助", "资格考试"]


def test_code_and_name_under_one_header_and_names_without_their_ordinals() -> None:
    frames = derived(
        "项目支出预算表",
        ["序号", "项目编码及名称", "项目类别", "起始年度", "2025年预算数"],
        ["", "合计", "", "", "30.00"],
        ["1", "330200250010021-公交补贴考核", "经常性项目", "2025", "12.00"],
        ["2", "330200240010037-智慧港航平台", "一次性项目", "2024", "18.00"],
    )
    assert projects(frames, "project_code", "project_type") == [
        ("公交补贴考核", "330200250010021", "经常性项目"),
        ("智慧港航平台", "330200240010037", "一次性项目"),
    ]
    frames = derived(
        "项目支出预算明细表",
        ["项目", "2025年预算数"],
        ["一、特定目标类项目", "30.00"],
        ["（一）海洋牧场建设", "20.00"],
        ["（二）海域动态监管", "10.00"],
        ["合计", "30.00"],
    )
    assert projects(frames) == [("海洋牧场建设",), ("海域动态监管",)]
    assert items(frames, "label")[1] == ("（一）海洋牧场建设",)
    assert code_and_name("001应急物资储备") == (None, "应急物资储备")
    assert code_and_name("120急救中心运行") == (None, "120急救中心运行")


def test_the_money_of_the_whole_life_is_not_that_of_the_year() -> None:
    amounts = ("budget_yuan", "total_yuan", "fiscal_yuan", "other_yuan")
    by_row = derived(
        "项目支出绩效目标表",
        ["项目名称", ("大气治理", 4, 1)],
        [("预算金额（万元）", 1, 2), "实施期总金额", "2,850.00", "其中：财政拨款", "2,700.00", "其他资金 150.00"],
        ["年度金额", "960.00", "其中：财政拨款", "900.00", "其他资金 60.00"],
        *KPIS,
    )
    assert projects(by_row, *amounts) == [("大气治理", 960, 2850, 900, 60)]
    by_column = derived(
        "项目支出绩效目标表",
        ["项目名称", ("大气治理", 3, 1)],
        [("资金构成（万元）", 1, 5), "资金来源", "实施期金额", "2025年金额"],
        ["财政拨款", "2,700.00", "900.00"],
        ["其中：上级补助", "600.00", "200.00"],
        ["自筹资金", "150.00", "60.00"],
        ["合计", "2,850.00", "960.00"],
        *KPIS,
    )
    assert projects(by_column, *amounts) == [("大气治理", 960, 2850, 900, 60)]
    assert "disputed" not in {proof for (proof,) in items(by_column, "proof")}
    with_years_before = derived(
        "项目绩效目标表",
        ["项目名称", "农村公路改造", "主管部门", "某市交通局"],
        [("二、项目资金（万元）", 4, 1)],
        ["资金来源", "总投资", "以前年度已安排", "2025年安排"],
        ["合计", "9,000.00", "3,000.00", "3,200.00"],
        ["财政资金", "8,400.00", "2,800.00", "3,000.00"],
        ["其他资金", "600.00", "200.00", "200.00"],
        *KPIS,
    )
    assert projects(with_years_before, *amounts) == [("农村公路改造", 3200, 9000, 3000, 200)]


def test_names_by_level_and_sums_among_them() -> None:
    frames = derived(
        "部门专项支出预算表",
        ["专项名称（一级）", "子项名称（二级）", "使用单位", "本年预算数", "测算依据"],
        [("公共卫生专项", 1, 3), "重大传染病防控", "某市疾控中心", "560.00", "任务数"],
        ["妇幼健康", "某市疾控中心", "40.00", "人均标准"],
        [("小计", 2, 1), "600.00", ""],
        [("合计", 3, 1), "600.00", ""],
    )
    assert projects(frames, "unit_name", "budget_yuan") == [
        ("重大传染病防控", "某市疾控中心", 560),
        ("妇幼健康", "某市疾控中心", 40),
    ]


def test_a_summary_that_heads_its_names_with_a_bare_word() -> None:
    frames = derived(
        "部门预算项目绩效目标汇总表",
        [("项目", 1, 2), ("预算资金", 2, 1), ("绩效目标", 1, 2), ("绩效指标", 4, 1)],
        ["总额", "其中：财政资金", "一级指标", "二级指标", "三级指标", "指标值"],
        ["应急物资储备", "650.00", "600.00", "储备物资。", "产出指标", "数量指标", "储备物资种类", "≥45种"],
        ["", "", "", "", "", "质量指标", "物资完好率", "≥98%"],
        ["执法检查", "185.00", "165.00", "开展检查。", "产出指标", "数量指标", "检查企业", "＞1200家"],
        ["合计", "835.00", "765.00", "", "", "", "", ""],
    )
    assert projects(frames, "budget_yuan", "fiscal_yuan", "goals") == [
        ("应急物资储备", 650, 600, "储备物资。"),
        ("执法检查", 185, 165, "开展检查。"),
    ]
    assert len(frames["core.fact_kpi"]) == 3


def test_units_and_projects_under_one_header() -> None:
    """A name that ends like a unit's is a project where it prints a project's code."""
    frames = derived(
        "项目支出预算公开表",
        [("部门/单位/项目", 1, 2), ("项目代码", 1, 2), ("项目属性", 1, 2), ("预算总额", 1, 2), ("财政拨款", 2, 1)],
        ["当年预算", "结转资金"],
        ["某市文化局", "", "", "21.00", "20.00", "1.00"],
        ["某市文化局（本级）", "", "", "13.00", "12.00", "1.00"],
        ["惠民活动", "32050026A0001001", "延续", "13.00", "12.00", "1.00"],
        ["某市图书馆", "", "", "8.00", "8.00", ""],
        ["数字阅读平台", "32050026A0001108", "新增", "8.00", "8.00", ""],
    )
    assert projects(frames, "project_code", "unit_name", "project_type", "budget_yuan") == [
        ("惠民活动", "32050026A0001001", "某市文化局（本级）", "延续", 13),
        ("数字阅读平台", "32050026A0001108", "某市图书馆", "新增", 8),
    ]


def test_projects_with_their_functions_in_a_column_beside() -> None:
    """A year of 结转 is no amount, and a kind of projects under an unknown header of names is no name."""
    frames = derived(
        "项目支出预算明细表",
        ["预算单位", "项目", "结转年度", "功能科目", "金额合计", "一般公共预算"],
        ["某市教育局", "[2301002500027781]校园安防", "2024", "20502普通教育", "9.00", "9.00"],
        ["某市教育局", "[2301002500027782]教研活动", "2024", "20502普通教育", "6.00", "6.00"],
        [("合计", 4, 1), "15.00", "15.00"],
    )
    assert projects(frames, "project_code", "budget_yuan", "fiscal_yuan") == [
        ("校园安防", "2301002500027781", 9, 9),
        ("教研活动", "2301002500027782", 6, 6),
    ]
    assert len(items(frames, "amount_yuan")) == 6
    frames = derived(
        "项目支出预算表",
        ["序号", "所报事由", "项目类别", "金额"],
        ["1", "公交补贴考核", "经常性项目", "12.00"],
        ["2", "智慧港航平台", "一次性项目", "18.00"],
    )
    assert projects(frames) == []


def test_indicators_that_one_cell_of_a_list_tells_by_their_kinds() -> None:
    """What a text does not part is listed as not read."""
    frames = derived(
        "重点项目绩效目标表",
        ["项目名称", "年度预算（万元）", "绩效目标", "绩效指标"],
        [
            "海塘安澜工程",
            "126.00",
            "加固海塘",
            "数量指标：加固海塘≥15公里；质量指标：工程合格率100%；效益指标：保护人口≥20万人",
        ],
        ["山塘整治", "8.60", "整治山塘", "整治山塘若干座，群众较为满意"],
    )
    found = [
        (row["level3"], row["operator"], row["target_value"], row["target_unit"]) for row in frames["core.fact_kpi"]
    ]
    assert found == [
        ("加固海塘", ">=", Decimal(15), "公里"),
        ("工程合格率", "=", Decimal(100), "%"),
        ("保护人口", ">=", Decimal(20), "万人"),
    ]
    assert [row["text"] for row in frames["audit.unparsed_cell"]] == ["整治山塘若干座，群众较为满意"]


def test_an_amount_under_no_known_header_is_not_the_budget() -> None:
    frames = derived(
        "项目支出绩效目标申报表",
        ["项目名称", ("就业补助", 3, 1)],
        [("项目资金需求来源", 1, 4), "资金来源", "金额", "其中：政府采购"],
        ["合计", "150.00", "20.00"],
        ["一般公共预算财政拨款", "140.00", "20.00"],
        ["单位自有资金", "10.00", "0.00"],
        *KPIS,
    )
    assert projects(frames, "budget_yuan", "fiscal_yuan", "other_yuan") == [("就业补助", 150, 140, 10)]


def test_projects_over_the_economic_classes_of_their_money() -> None:
    frames = derived(
        "部门项目支出预算表",
        ["序号", "项目名称/经济科目", "科目编码", "合计", "一般公共预算"],
        ["", "合计", "", "25.00", "25.00"],
        ["1", "村级公益事业", "2130705", "16.00", "16.00"],
        ["1.1", "生活补助", "30305", "9.00", "9.00"],
        ["1.2", "其他商品和服务支出", "30299", "7.00", "7.00"],
        ["2", "环境整治", "2120501", "9.00", "9.00"],
        ["2.1", "委托业务费", "30227", "9.00", "9.00"],
    )
    assert all_proven(frames)
    assert projects(frames, "budget_yuan") == [("村级公益事业", 16), ("环境整治", 9)]


def test_one_column_of_codes_of_units_and_of_projects() -> None:
    frames = derived(
        "部门项目支出预算表",
        ["单位/项目编码", "单位/项目名称", "立项年度", "预算金额"],
        ["", "合计", "", "25.00"],
        ["460001", "某区林业局", "", "16.00"],
        ["13050325P00460001", "太行山绿化", "2025", "16.00"],
        ["460002", "某区国有林场", "", "9.00"],
        ["13050325P00460002", "森林防火", "2025", "9.00"],
    )
    units = items(frames, "row_role", "unit_code", "unit_name")
    assert [unit for role, *unit in units if role == "unit"] == [["460001", "某区林业局"], ["460002", "某区国有林场"]]
    assert projects(frames, "unit_code", "budget_yuan") == [("太行山绿化", "460001", 16), ("森林防火", "460002", 9)]


def test_a_unit_behind_the_projects_of_a_kind_of_another_unit() -> None:
    """By hand: 16.4 = 15.6 + 0.8 of the bureau, 2.65 of the station, 19.05 in all."""
    frames = derived(
        "2025年部门预算项目支出明细表",
        ["单位名称/项目名称", "总计", "一般公共预算", "上年结转"],
        ["总计", "19.05", "18.45", "0.60"],
        ["某县住建局", "16.40", "16.00", "0.40"],
        ["特定目标类", "15.60", "15.20", "0.40"],
        ["农村危房改造补助", "4.60", "4.20", "0.40"],
        ["污水管网工程", "11.00", "11.00", ""],
        ["其他运转类", "0.80", "0.80", ""],
        ["办公楼运行维护", "0.80", "0.80", ""],
        ["某县市政所", "2.65", "2.45", "0.20"],
        ["特定目标类", "2.65", "2.45", "0.20"],
        ["路灯电费", "2.65", "2.45", "0.20"],
    )
    assert all_proven(frames)
    assert [name[:2] for name in projects(frames, "unit_name")] == [
        ("农村危房改造补助", "某县住建局"),
        ("污水管网工程", "某县住建局"),
        ("办公楼运行维护", "某县住建局"),
        ("路灯电费", "某县市政所"),
    ]
    paths = {row["label"]: row["label_path"] for row in frames["core.fact_line_item"]}
    assert paths["某县市政所"] == "某县市政所"
    assert paths["路灯电费"] == "某县市政所/特定目标类/路灯电费"


def test_units_under_a_kind_of_a_department_are_parts_of_it() -> None:
    """By hand: 9 = 5 + 4 of the kind, 3 of the other one, 12 of the department."""
    frames = derived(
        "2025年部门预算项目支出明细表",
        ["单位名称/项目名称", "总计", "一般公共预算"],
        ["某县住建局", "12.00", "12.00"],
        ["特定目标类", "9.00", "9.00"],
        ["某县市政所", "5.00", "5.00"],
        ["路灯电费", "5.00", "5.00"],
        ["某县园林站", "4.00", "4.00"],
        ["绿化管护", "4.00", "4.00"],
        ["其他运转类", "3.00", "3.00"],
        ["办公楼运行维护", "3.00", "3.00"],
    )
    assert all_proven(frames)
    paths = {row["label"]: row["label_path"] for row in frames["core.fact_line_item"]}
    assert paths["绿化管护"] == "某县住建局/特定目标类/某县园林站/绿化管护"
    assert paths["办公楼运行维护"] == "某县住建局/其他运转类/办公楼运行维护"


@pytest.mark.parametrize(("budget", "spent"), [("预算资金", "执行资金"), ("资金安排情况", "资金使用情况")])
def test_money_spent_beside_the_budget_is_headed_as_money_of_its_execution(budget: str, spent: str) -> None:
    """What is spent stands under the same names of funds as the budget, in a summary of how projects were assessed."""
    frames = derived(
        "项目支出绩效自评结果汇总表",
        [("项目名称", 1, 2), ("实施单位", 1, 2), (budget, 2, 1), (spent, 2, 1), ("自评得分", 1, 2)],
        ["合计", "财政拨款", "合计", "财政拨款"],
        ["秸秆利用", "某旗农牧局", "260.00", "240.00", "252.40", "234.00", "96.5"],
        ["动物防疫", "某旗疫控中心", "126.50", "126.50", "110.00", "110.00", "85.2"],
        kind="final_accounts",
    )
    assert items(frames, "column_path", "phase", "fund_source")[:4] == [
        (f"{budget}/合计", "budget", "total"),
        (f"{budget}/财政拨款", "budget", "fiscal"),
        (f"{spent}/合计", "actual", "total"),
        (f"{spent}/财政拨款", "actual", "fiscal"),
    ]
    assert [(row["budget_yuan"], row["fiscal_yuan"]) for row in frames["core.fact_project"]] == [
        (2_600_000, 2_400_000),
        (1_265_000, 1_265_000),
    ]


def test_the_name_of_a_unit_under_a_header_that_is_not_known_is_a_label_and_not_listed() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["责任方", "项目名称", "金额", "一级指标", "二级指标", "三级指标", "指标值"],
        ["某市应急管理局", "", "420.00", "", "", "", ""],
        ["", "应急广播建设", "300.00", "产出指标", "数量指标", "终端数", "≥200个"],
        ["", "灾害普查更新", "120.00", "产出指标", "数量指标", "图件数", "≥20幅"],
    )
    first = frames["core.fact_line_item"][0]
    assert (first["label"], first["row_role"], first["unit_name"]) == ("某市应急管理局", "unit", "某市应急管理局")
    assert frames["audit.unparsed_cell"] == []
