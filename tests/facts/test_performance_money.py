"""Money in performance sheets: ways to divide it, what is bought of it, the whole life; several sheets in one table."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from facts.test_layouts import Cell, derived, items

_GRID = ["一级指标", "二级指标", "三级指标", "指标值"]


@pytest.mark.parametrize(
    ("money", "label", "mark"),
    [
        ([("年度预算申请", 1, 4), "资金总额", "2,890.40", "", ""], "资金总额", ""),
        # The whole and the ways to divide it stand in the first column.
        (["年度预算申请", "2,890.40", "", ""], "年度预算申请", "："),
    ],
)
def test_what_comes_in_and_what_goes_out_in_a_departments_sheet(money: Sequence[Cell], label: str, mark: str) -> None:
    frames = derived(
        "部门整体支出绩效目标表",
        ["部门名称", ("某市司法局", len(money) - 1, 1)],
        money,
        [(f"按收入性质分{mark}", 2, 1), (f"按支出性质分{mark}", 2, 1)],
        ["其中：一般公共预算", "2,850.40", "其中：基本支出", "2,010.40"],
        ["其他资金", "40.00", "项目支出", "880.00"],
        ["整体绩效目标", ("推进法治建设。", len(money) - 1, 1)],
    )
    found = [(row["label"], row["flow"], row["column_path"]) for row in frames["core.fact_line_item"]]
    assert found == [
        (label, "expenditure", ""),
        ("其中：一般公共预算", "revenue", f"按收入性质分{mark}"),
        ("其中：基本支出", "expenditure", f"按支出性质分{mark}"),
        ("其他资金", "revenue", f"按收入性质分{mark}"),
        ("项目支出", "expenditure", f"按支出性质分{mark}"),
    ]


def test_what_is_bought_of_the_money_is_a_part_of_it() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", "信息化运维", "单位编码", "101001"],
        ["实施单位", "某市政府办公室", "项目类别", "其他运转类"],
        ["年度资金总额", "168.00", "其中：政府采购", "120.00"],
        ["财政拨款", "168.00", "其中：政府采购", "115.00"],
        ["绩效目标", ("系统稳定运行。", 3, 1)],
    )
    (project,) = frames["core.fact_project"]
    assert (project["budget_yuan"], project["unit_code"]) == (Decimal("1680000.00"), "101001")
    bought = [row for row in frames["core.fact_line_item"] if row["label"] == "其中：政府采购"]
    assert [(row["row_role"], row["is_leaf"], row["amount_raw"]) for row in bought] == [
        ("of_which", False, "120.00"),
        ("of_which", False, "115.00"),
    ]


def test_sheets_of_numbered_projects_in_one_table() -> None:
    frames = derived(
        "部门预算项目绩效目标表",
        ["项目1", ("人工影响天气", 2, 1), "95.00"],
        ["目标", ("开展增雨作业。", 3, 1)],
        _GRID,
        ["产出指标", "数量指标", "作业点", "≥22个"],
        ["项目2", ("气象科普", 2, 1), "18.00"],
        ["目标", ("普及防灾知识。", 3, 1)],
        _GRID,
        ["产出指标", "数量指标", "活动", "≥8次"],
    )
    names = {row["project_id"]: (row["project_name"], row["goals"]) for row in frames["core.fact_project"]}
    assert [(*names[row["project_id"]], row["level3"]) for row in frames["core.fact_kpi"]] == [
        ("人工影响天气", "开展增雨作业。", "作业点"),
        ("气象科普", "普及防灾知识。", "活动"),
    ]


def test_names_of_projects_with_the_function_they_are_of() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称（功能科目）", "年度预算", *_GRID],
        ["文物保护维修（2070204文物保护）", "460.00", "产出指标", "数量指标", "维修处数", "≥3处"],
        ["图书馆开放（2070104）", "98.60", "产出指标", "数量指标", "开放天数", "≥300天"],
    )
    found = [(row["project_name"], row["project_code"], row["budget_yuan"]) for row in frames["core.fact_project"]]
    assert found == [
        ("文物保护维修", None, Decimal("4600000.00")),
        ("图书馆开放", None, Decimal("986000.00")),
    ]


def test_a_rate_and_its_percentage_in_a_column_of_a_kind() -> None:
    frames = derived(
        "项目绩效目标情况表",
        ["项目名称", "年初预算", "年度绩效目标", "质量指标", "满意度指标"],
        ["温室建设", "700.00", "新建温室。", "验收合格率100%", "农户满意度达到90%"],
    )
    assert [(row["level3"], row["target_value"], row["target_unit"]) for row in frames["core.fact_kpi"]] == [
        ("验收合格率", Decimal(100), "%"),
        ("农户满意度", Decimal(90), "%"),
    ]


def test_a_number_before_the_only_indicator_of_a_text() -> None:
    frames = derived(
        "项目支出绩效目标汇总表",
        ["项目名称", "预算安排", "总体目标", "产出指标", "效益指标"],
        ["文化保护", "135.00", "传承文化。", "1.举办展演≥15场；2.培训学员≥600人次", "1.参与人数≥2万人次"],
    )
    assert [(row["level1"], row["level3"], row["target_raw"]) for row in frames["core.fact_kpi"]] == [
        ("产出指标", "举办展演", "≥15场"),
        ("产出指标", "培训学员", "≥600人次"),
        ("效益指标", "参与人数", "≥2万人次"),
    ]


def test_the_sums_of_what_comes_in_and_goes_out() -> None:
    frames = derived(
        "部门整体支出绩效目标表",
        ["部门名称", ("某市海洋局", 4, 1)],
        [("年度预算", 1, 3), ("收入预算", 2, 1), ("支出预算", 2, 1)],
        ["一般公共预算拨款", "3,750.00", "基本支出", "1,250.00"],
        ["合计", "3,750.00", "合计", "1,250.00"],
        ["整体绩效目标", ("建设海洋城市。", 4, 1)],
    )
    found = [(row["label"], row["flow"], row["row_role"], row["is_leaf"]) for row in frames["core.fact_line_item"]]
    assert found == [
        ("一般公共预算拨款", "revenue", "leaf", True),
        ("基本支出", "expenditure", "leaf", True),
        ("合计", "revenue", "total", False),
        ("合计", "expenditure", "total", False),
    ]


def test_years_with_a_word_for_them_in_brackets_head_the_amounts_of_these_years() -> None:
    years = ["2023年（前年）", "2024年（上年）", "2025年（预计）", "备注"]
    frames = derived(
        "部门整体支出绩效目标申报表",
        ["部门名称", ("某市民政局", 5, 1)],
        ["部门职能概述", ("负责社会救助。", 5, 1)],
        [("部门收入", 1, 2), "收入来源", *years],
        ["财政拨款", "5,100.00", "5,350.00", "5,480.00", ""],
        [("部门支出", 1, 3), "支出构成", *years],
        ["项目支出", "5,100.00", "5,350.00", "5,480.00", ""],
        ["合计", "5,100.00", "5,350.00", "5,480.00", ""],
        ["整体绩效总目标", ("完善救助体系。", 5, 1)],
    )
    rows = frames["core.fact_line_item"]
    assert [(row["label"], row["flow"], row["fiscal_year"], row["row_role"], row["amount_raw"]) for row in rows] == [
        ("财政拨款", "revenue", 2023, "leaf", "5,100.00"),
        ("财政拨款", "revenue", 2024, "leaf", "5,350.00"),
        ("财政拨款", "revenue", 2025, "leaf", "5,480.00"),
        ("项目支出", "expenditure", 2023, "leaf", "5,100.00"),
        ("项目支出", "expenditure", 2024, "leaf", "5,350.00"),
        ("项目支出", "expenditure", 2025, "leaf", "5,480.00"),
        ("合计", "expenditure", 2023, "total", "5,100.00"),
        ("合计", "expenditure", 2024, "total", "5,350.00"),
        ("合计", "expenditure", 2025, "total", "5,480.00"),
    ]


def test_kinds_without_their_word_under_one_with_it_head_indicators() -> None:
    frames = derived(
        "项目绩效目标表",
        [("项目名称", 1, 2), ("预算数", 1, 2), ("绩效目标", 1, 2), ("产出指标", 3, 1), ("满意度指标", 1, 1)],
        ["数量", "质量", "成本", "服务对象"],
        ["公路养护", "890.00", "保障畅通", "养护里程≥320公里", "优良路率≥85%", "每公里≤2.8万元", "乘客满意率≥90%"],
    )
    assert [(r["level1"], r["level2"], r["level3"], r["target_raw"]) for r in frames["core.fact_kpi"]] == [
        ("产出指标", "数量", "养护里程", "≥320公里"),
        ("产出指标", "质量", "优良路率", "≥85%"),
        ("产出指标", "成本", "每公里", "≤2.8万元"),
        ("满意度指标", "服务对象", "乘客满意率", "≥90%"),
    ]


def test_another_sheet_under_indicators_is_none_of_them() -> None:
    frames = derived(
        "项目绩效目标表",
        ["项目1", ("人工影响天气", 2, 1), "95.00"],
        ["目标", ("开展增雨作业。", 3, 1)],
        _GRID,
        ["产出指标", "数量指标", "作业点", "≥22个"],
        ["项目2", ("气象科普", 2, 1), "18.00"],
        ["目标", ("普及防灾知识。", 3, 1)],
        ["一级指标", "二级指标", "三级指标", "拟达标准"],
        ["产出指标", "数量指标", "活动", "≥8次"],
    )
    assert [row["level3"] for row in frames["core.fact_kpi"]] == ["作业点"]
    listed = [row["text"] for row in frames["audit.unparsed_cell"]]
    assert {"气象科普", "18.00", "活动", "≥8次"} <= set(listed)


def test_money_spent_beside_the_budget_and_the_parts_of_both() -> None:
    frames = derived(
        "项目支出绩效自评表",
        ["项目名称", ("动物疫病防控", 3, 1)],
        ["主管部门", ("某市农业农村局", 3, 1)],
        [("预算执行情况", 1, 3), "预算数", "350.00", "执行数", "343.70"],
        ["其中：财政拨款", "330.00", "其中：财政拨款", "325.00"],
        ["其他资金", "20.00", "其他资金", "18.70"],
        ["绩效目标", ("不发生重大动物疫情。", 3, 1)],
    )
    (project,) = frames["core.fact_project"]
    found = [project["budget_yuan"], project["fiscal_yuan"], project["other_yuan"]]
    assert found == [Decimal("3500000.00"), Decimal("3300000.00"), Decimal("200000.00")]
    rows = frames["core.fact_line_item"]
    assert [(row["phase"], row["fund_source"], row["amount_raw"]) for row in rows] == [
        ("budget", "total", "350.00"),
        ("actual", "total", "343.70"),
        ("budget", "fiscal", "330.00"),
        ("actual", "fiscal", "325.00"),
        ("budget", "other", "20.00"),
        ("actual", "other", "18.70"),
    ]


def test_several_kinds_without_their_word_head_indicators_of_a_list() -> None:
    frames = derived(
        "绩效目标申报汇总",
        ["项目", "金额", "当年目标", "产出数量", "产出质量", "社会效益"],
        ["水库维护", "130.00", "维护水库", "≥12座", "合格率100%", "保障防洪"],
        ["采砂监管", "40.00", "巡查河道", "≥200次", "查处率≥98%", "维护秩序"],
    )
    found = [(r["level2"], r["level3"], r["target_raw"]) for r in frames["core.fact_kpi"]]
    assert found == [
        ("产出数量", None, "≥12座"),
        ("产出质量", "合格率", "100%"),
        ("社会效益", None, "保障防洪"),
        ("产出数量", None, "≥200次"),
        ("产出质量", "查处率", "≥98%"),
        ("社会效益", None, "维护秩序"),
    ]


def test_the_budget_of_another_year_beside_that_of_the_sheet_is_none_of_it() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("天然林管护", 3, 1)],
        ["2019年预算数", ("77.70", 3, 1)],
        ["年度资金总额", "860.00", "其中：财政拨款", "820.00"],
        ["以前年度投入", ("55.00", 3, 1)],
        ["绩效目标", ("管护天然林。", 3, 1)],
    )
    (project,) = frames["core.fact_project"]
    assert (project["budget_yuan"], project["fiscal_yuan"]) == (Decimal("8600000.00"), Decimal("8200000.00"))
    rows = [(row["amount_raw"], row["fiscal_year"]) for row in frames["core.fact_line_item"]]
    assert rows == [("77.70", 2019), ("860.00", 2025), ("820.00", 2025)]
    assert "55.00" in [row["text"] for row in frames["audit.unparsed_cell"]]


def test_columns_of_two_years_before_are_so_in_each_group_under_their_header() -> None:
    frames = derived(
        "部门整体支出绩效目标申报表",
        ["单位名称", ("某市数据局", 6, 1)],
        [
            ("部门总体资金情况", 1, 6),
            ("总体资金情况", 2, 2),
            ("当年金额", 1, 2),
            ("占比", 1, 2),
            ("近两年收支金额", 2, 1),
        ],
        ["2023年", "2024年"],
        [("收入构成", 1, 2), "财政拨款", "500.00", "100%", "480.00", "460.00"],
        ["合计", "500.00", "100%", "480.00", "460.00"],
        [("支出构成", 1, 2), "项目支出", "200.00", "40%", "190.00", "180.00"],
        ["合计", "500.00", "100%", "480.00", "460.00"],
        ["年度目标", ("保障平台", 6, 1)],
        ["一级指标", "二级指标", ("三级指标", 2, 1), ("指标值", 3, 1)],
        ["产出指标", "数量指标", ("系统数量", 2, 1), ("12个", 3, 1)],
    )
    found = [(item["label"], item["amount_yuan"]) for item in frames["core.fact_line_item"]]
    assert found == [
        ("财政拨款", Decimal(5_000_000)),
        ("合计", Decimal(5_000_000)),
        ("项目支出", Decimal(2_000_000)),
        ("合计", Decimal(5_000_000)),
    ]
    aside = [cell["text"] for cell in frames["audit.unparsed_cell"]]
    assert [text for text in aside if "." in text] == [
        *("480.00", "460.00", "480.00", "460.00", "190.00", "180.00", "480.00", "460.00")
    ]


def test_a_unit_with_its_code_over_its_projects_is_no_project() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["单位编码", "单位（专项）名称", "资金总额", "绩效目标", "一级指标", "二级指标", "三级指标", "指标值"],
        ["205001", "某县卫生健康局本级", "150.00", "", "", "", "", ""],
        ["205001", "公共卫生服务", "120.00", "服务居民", "产出指标", "数量指标", "服务人数", "≥12人"],
        ["205001", "疾病防治", "30.00", "防治疾病", "产出指标", "数量指标", "筛查人数", "≥30人"],
    )
    found = [(row["project_name"], row["unit_name"], row["budget_yuan"]) for row in frames["core.fact_project"]]
    assert found == [
        ("公共卫生服务", "某县卫生健康局本级", Decimal(1_200_000)),
        ("疾病防治", "某县卫生健康局本级", Decimal(300_000)),
    ]


def test_the_whole_budget_of_projects_in_a_list_and_a_rate_named_behind_its_indicator() -> None:
    frames = derived(
        "项目绩效目标公开表",
        ["项目名称", "项目预算总金额", "其中：财政资金", "年度绩效目标", "绩效指标名称", "指标值"],
        ["绿地养护", "865.20", "800.00", "养护绿地", "养护单价（元/平方米·年）", "≤6.8"],
    )
    (row,) = frames["core.fact_project"]
    assert (row["budget_yuan"], row["fiscal_yuan"]) == (Decimal(8_652_000), Decimal(8_000_000))
    (kpi,) = frames["core.fact_kpi"]
    assert (kpi["target_value"], kpi["target_unit"], kpi["amount_yuan"]) == (Decimal("6.8"), "元/平方米·年", None)


def test_years_as_rows_under_the_headers_of_what_came_in_and_went_out() -> None:
    frames = derived(
        "部门整体支出绩效目标申报表",
        [("部门整体支出规模", 1, 4), "年度", "收入合计", "基本支出", "项目支出", "支出合计"],
        ["2023年决算", "1,920.00", "620.00", "1,300.00", "1,920.00"],
        ["2024年预算", "2,010.00", "640.00", "1,370.00", "2,010.00"],
        ["2025年预算", "2,126.50", "655.50", "1,471.00", "2,126.50"],
        ["年度绩效总目标", ("空气优良", 5, 1)],
        [*_GRID[:3], ("指标值", 3, 1)],
        ["产出指标", "数量指标", "信访件数", ("≥320件", 3, 1)],
    )
    found = [(row["fiscal_year"], row["phase"], row["amount_raw"]) for row in frames["core.fact_line_item"]]
    assert found == [
        *((2023, "actual", amount) for amount in ("1,920.00", "620.00", "1,300.00", "1,920.00")),
        *((2024, "budget", amount) for amount in ("2,010.00", "640.00", "1,370.00", "2,010.00")),
        *((2025, "budget", amount) for amount in ("2,126.50", "655.50", "1,471.00", "2,126.50")),
    ]
    components = [row["component"] for row in frames["core.fact_line_item"]]
    assert components[1:3] == ["basic", "project"]


def test_an_adjusted_budget_between_that_of_the_years_beginning_and_what_was_spent() -> None:
    frames = derived(
        "项目绩效运行情况表",
        ["项目名称", "安全生产执法", "项目编号", ("450000240000000321", 4, 1)],
        ["项目资金（万元）", "年初预算", "150.00", "调整预算", "148.00", "执行数", "146.30"],
        kind="final_accounts",
    )
    assert items(frames, "label", "phase") == [("年初预算", "budget"), ("调整预算", "revised"), ("执行数", "actual")]


def test_the_fund_of_a_key_that_ends_with_a_colon() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("路灯维护", 2, 1)],
        [("项目资金", 1, 3), "年度资金总额：", "50.00"],
        ["其中：财政拨款：", "40.00"],
        ["自筹资金：", "10.00"],
    )
    assert items(frames, "fund_source") == [("total",), ("fiscal",), ("unit_funds",)]


def test_the_unit_of_an_indicators_target_in_the_first_rows_is_not_the_unit_of_the_table() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", "预算资金", "一级指标", "三级指标", "性质", "指标值", "度量单位"],
        ["路灯维护", "500000.00", "成本指标", "维护成本", "≤", "50", "万元"],
        ["", "", "", "更换成本", "≤", "12", "万元"],
        unit="元",
    )
    assert items(frames, "amount_yuan", "unit_printed") == [(Decimal(500_000), "元")]
