"""Layouts of tables as several provinces print them: what each row and column is, and that the arithmetic closes."""

from collections.abc import Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from pipeline.documents.reading import read
from pipeline.warehouse.derive import derive

Cell = str | tuple[str, int, int]
"""A text, or a text with its column span and its row span."""


def derived(
    title: str, *rows: Sequence[Cell], unit: str = "万元", kind: str = "budget"
) -> dict[str, list[dict[str, Any]]]:
    lines = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    body = f"<p>某市数据局2025年部门预算公开</p><p>{title}</p><p>单位：{unit}</p><table>{lines}</table>"
    document = read(f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode())
    disclosure = SimpleNamespace(disclosure_id="D", fiscal_year=2025, kind=kind)
    return {name: frame.to_dicts() for name, frame in derive([document], disclosure).items()}  # type: ignore[arg-type]


def _cell(cell: Cell) -> str:
    text, cols, rows = cell if isinstance(cell, tuple) else (cell, 1, 1)
    return f'<td colspan="{cols}" rowspan="{rows}">{text}</td>'


def items(frames: dict[str, list[dict[str, Any]]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in frames["core.fact_line_item"]]


def all_proven(frames: dict[str, list[dict[str, Any]]]) -> bool:
    return {row["proof"] for row in frames["core.fact_line_item"]} == {"proven"}


def test_a_total_printed_once_under_two_panels_is_the_sum_of_both() -> None:
    """The form 公开06表 of final accounts: 公用经费 fills two panels and has one total."""
    frames = derived(
        "一般公共预算财政拨款基本支出决算表",
        [("人员经费", 3, 1), ("公用经费", 6, 1)],
        ["科目编码", "科目名称", "决算数"] * 3,
        ["301", "工资福利支出", "300.00", "302", "商品和服务支出", "80.00", "310", "资本性支出", "20.00"],
        ["30101", "基本工资", "300.00", "30201", "办公费", "80.00", "31002", "办公设备购置", "20.00"],
        [("人员经费合计", 2, 1), "300.00", ("公用经费合计", 5, 1), "100.00"],
    )
    assert all_proven(frames)
    assert {(row["component"], row["phase"]) for row in frames["core.fact_line_item"]} == {
        ("personnel", "actual"),
        ("public_use", "actual"),
    }


def test_two_classifications_of_the_same_money_share_a_total() -> None:
    frames = derived(
        "收支预算总表",
        [("收入", 2, 1), ("支出", 4, 1)],
        ["项目", "金额", "功能分类", "金额", "支出用途", "金额"],
        ["一、一般公共预算拨款", "100.00", "一、一般公共服务支出", "80.00", "一、基本支出", "70.00"],
        ["", "", "二、社会保障和就业支出", "20.00", "二、项目支出", "30.00"],
        ["收入合计", "100.00", ("支出合计", 3, 1), "100.00"],
    )
    assert all_proven(frames)
    assert [
        (label, axis, component)
        for label, axis, component in items(frames, "label", "axis", "component")
        if label in {"一、基本支出", "二、项目支出", "二、社会保障和就业支出"}
    ] == [
        ("二、社会保障和就业支出", "function", "total"),
        ("一、基本支出", "item", "basic"),
        ("二、项目支出", "item", "project"),
    ]


def test_what_is_neither_basic_nor_project_is_no_part_of_the_components_in_rows_as_in_columns() -> None:
    in_rows = derived(
        "收支预算总表",
        [("收入", 2, 1), ("支出", 4, 1)],
        ["项目", "金额", "功能分类", "金额", "支出用途", "金额"],
        ["一、一般公共预算拨款", "100.00", "一、一般公共服务支出", "80.00", "一、基本支出", "70.00"],
        ["", "", "二、预备费", "20.00", "二、项目支出", "20.00"],
        ["", "", "", "", "三、单位预留机动经费", "10.00"],
        ["收入合计", "100.00", ("支出合计", 3, 1), "100.00"],
    )
    assert all_proven(in_rows)
    assert dict(items(in_rows, "label", "component")) == {
        "一、一般公共预算拨款": "total",
        "一、一般公共服务支出": "total",
        "二、预备费": "total",
        "一、基本支出": "basic",
        "二、项目支出": "project",
        "三、单位预留机动经费": None,
        "收入合计": "total",
        "支出合计": "total",
    }
    in_columns = derived(
        "支出预算总表",
        ["合计", "基本支出", "项目支出", "单位预留机动经费"],
        ["100.00", "70.00", "20.00", "10.00"],
    )
    assert [component for (component,) in items(in_columns, "component")] == ["total", "basic", "project", None]


def test_units_and_codes_in_one_column_and_a_heading_without_its_code() -> None:
    frames = derived(
        "财政拨款支出预算表（部门经济分类科目）",
        [("项目", 4, 1), ("总计", 1, 3), ("当年财政拨款安排", 2, 1), ("上年结转安排", 2, 1)],
        [("科目编码", 2, 1), ("单位代码", 1, 2), ("单位名称（科目）", 1, 2), ("合计", 1, 2), ("一般公共预算拨款", 1, 2),
         ("合计", 1, 2), ("一般公共预算拨款", 1, 2)],
        ["类", "款"],
        ["", "", "", "合计", "75.00", "70.00", "70.00", "5.00", "5.00"],
        ["", "", "", "某市数据局", "75.00", "70.00", "70.00", "5.00", "5.00"],
        ["", "", "", "工资福利支出", "70.00", "70.00", "70.00", "", ""],
        ["301", "01", "301001", "基本工资", "40.00", "40.00", "40.00", "", ""],
        ["301", "02", "301001", "津贴补贴", "30.00", "30.00", "30.00", "", ""],
        ["", "", "", "商品和服务支出", "5.00", "", "", "5.00", "5.00"],
        ["302", "01", "301001", "办公费", "5.00", "", "", "5.00", "5.00"],
    )  # fmt: skip
    assert all_proven(frames)
    first = [row for row in frames["core.fact_line_item"] if row["col_no"] == 5]
    assert [
        (row["label"], row["row_role"], row["economic_code"] or row["economic_code_inferred"]) for row in first
    ] == [
        ("合计", "total", None),
        ("某市数据局", "unit", None),
        ("工资福利支出", "subtotal", "301"),
        ("基本工资", "leaf", "30101"),
        ("津贴补贴", "leaf", "30102"),
        ("商品和服务支出", "subtotal", "302"),
        ("办公费", "leaf", "30201"),
    ]
    assert [row["fund_source"] for row in frames["core.fact_line_item"] if row["row_no"] == 4] == [
        "fiscal", "fiscal", "general_public", "carry_over", "carry_over",
    ]  # fmt: skip


def test_the_first_of_two_classifications_is_what_the_rows_are() -> None:
    frames = derived(
        "一般公共预算基本支出预算表",
        [("科目编码", 2, 1), ("科目名称", 1, 2), ("政府预算支出经济分类科目", 2, 1), ("合计", 1, 2)],
        ["类", "款", "科目编码", "科目名称"],
        ["", "", "合计", "", "", "60.00"],
        ["301", "", "工资福利支出", "", "", "60.00"],
        ["301", "01", "基本工资", "50101", "工资奖金津补贴", "60.00"],
    )
    assert all_proven(frames)
    assert items(frames, "axis", "economic_code", "gov_economic_code", "label") == [
        ("economic", None, None, "合计"),
        ("economic", "301", None, "工资福利支出"),
        ("economic", "30101", "50101", "基本工资"),
    ]


def test_a_long_table_of_indicators_with_numbered_columns_and_units() -> None:
    frames = derived(
        "部门项目支出绩效目标表",
        ["单位名称、项目名称", "项目年度绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位",
         "指标属性", "指标内容"],
        [str(number) for number in range(1, 11)],
        ["某市数据局", *[""] * 9],
        [("政务云服务专项", 1, 2), ("平台稳定", 1, 2), "产出指标", "数量指标", "云主机数量", ">=", "200", "台",
         "定量指标", "反映数量"],
        ["产出指标", "质量指标", "可用率", ">=", "99.9", "%", "定量指标", "反映质量"],
    )  # fmt: skip
    assert [row["project_name"] for row in frames["core.fact_project"]] == ["政务云服务专项"]
    assert [
        (row["level2"], row["level3"], row["target_raw"], row["description"]) for row in frames["core.fact_kpi"]
    ] == [
        ("数量指标", "云主机数量", ">=200台", "反映数量"),
        ("质量指标", "可用率", ">=99.9%", "反映质量"),
    ]


def test_parts_of_what_is_carried_over_are_no_current_funds() -> None:
    frames = derived(
        "财政拨款收支总表",
        [("收入", 2, 1), ("支出", 3, 1)],
        ["项目", "预算数", "项目", "合计", "一般公共预算"],
        ["一、本年收入", "100.00", "一、本年支出", "105.00", "105.00"],
        ["（一）一般公共预算拨款", "100.00", "（一）一般公共服务支出", "105.00", "105.00"],
        ["二、上年结转", "5.00", "二、结转下年", "", ""],
        ["（一）一般公共预算拨款", "5.00", "", "", ""],
        ["收入总计", "105.00", "支出总计", "105.00", "105.00"],
    )
    assert all_proven(frames)
    revenue = [row for row in frames["core.fact_line_item"] if row["flow"] == "revenue"]
    assert [row["fund_source"] for row in revenue] == ["fiscal", "general_public", "carry_over", "carry_over", "fiscal"]


def test_a_unit_in_a_merged_cell_is_the_unit_of_every_row_beside_it() -> None:
    frames = derived(
        "部门支出总体情况表",
        ["单位名称", "功能科目编码", "功能科目名称", "合计", "基本支出", "项目支出"],
        ["合计", "", "", "100.00", "70.00", "30.00"],
        [("某市数据局", 1, 2), "2010301", "行政运行", "70.00", "70.00", ""],
        ["2010302", "一般行政管理事务", "30.00", "", "30.00"],
    )
    assert all_proven(frames)
    assert {row["unit_name"] for row in frames["core.fact_line_item"] if row["row_role"] == "leaf"} == {"某市数据局"}


def test_a_change_belongs_to_the_later_of_two_years() -> None:
    frames = derived(
        "一般公共预算支出情况表",
        [("功能分类科目", 1, 2), ("2024年预算数", 1, 2), ("2025年预算数", 1, 2), ("2025年预算数比2024年预算数", 2, 1)],
        ["增减额", "增减%"],
        ["合计", "90.00", "100.00", "10.00", "11.11%"],
        ["201一般公共服务支出", "90.00", "100.00", "10.00", "11.11%"],
    )
    assert [row[:3] for row in items(frames, "phase", "fiscal_year", "component")][:3] == [
        ("budget", 2024, "total"),
        ("budget", 2025, "total"),
        ("change", 2025, "total"),
    ]


def test_a_statement_is_what_its_rows_are() -> None:
    economic = derived(
        "部门基本支出预算表",
        [("部门预算支出经济分类科目", 2, 1), ("本年一般公共预算基本支出", 2, 1)],
        ["科目编码", "科目名称", "合计", "人员经费"],
        ["301", "工资福利支出", "100.00", "100.00"],
        ["30101", "基本工资", "100.00", "100.00"],
    )
    assert set(items(economic, "statement", "axis", "fund_source")) == {
        ("basic_by_economic", "economic", "general_public")
    }
    of_government = derived(
        "一般公共预算支出表（按政府预算支出经济分类）",
        [("科目编码", 2, 1), ("科目名称", 1, 2), ("金额", 1, 2)],
        ["类", "款"],
        ["501", "", "机关工资福利支出", "100.00"],
        ["501", "01", "工资奖金津补贴", "100.00"],
    )
    assert set(items(of_government, "statement", "axis")) == {("general_public_expenditure", "gov_economic")}


def test_assets_to_be_bought_are_no_stock() -> None:
    frames = derived(
        "新增资产配置预算表",
        ["单位名称", "资产类别", "资产名称", "计量单位", "数量", "单价", "金额"],
        ["合计", "", "", "", "", "", "6.00"],
        ["某市数据局", "办公设备", "台式计算机", "台", "10", "0.60", "6.00"],
    )
    assert set(items(frames, "flow", "fiscal_year")) == {("expenditure", 2025)}
    assert set(items(frames, "label")) == {("合计",), ("台式计算机",)}
    assert frames["core.fact_asset"] == []


def test_the_only_text_of_a_row_of_figures_is_its_label() -> None:
    """The bureau stands under a header of its own, left of the names of what is bought; so does a kind of things."""
    frames = derived(
        "新增资产配置表",
        ["单位名称、资产类别", "资产名称", "计量单位", "数量", "单价", "金额"],
        ["某市数据局", "", "", "32", "", "36.50"],
        ["设备", "办公电脑", "台", "30", "0.55", "16.50"],
        ["设备", "机房空调", "台", "2", "10.00", "20.00"],
    )
    assert [row for row in items(frames, "label", "row_role", "unit_name", "column_path") if row[3] == "金额"] == [
        ("某市数据局", "unit", "某市数据局", "金额"),
        ("办公电脑", "leaf", "某市数据局", "金额"),
        ("机房空调", "leaf", "某市数据局", "金额"),
    ]


def test_the_price_of_one_thing_is_of_no_fund() -> None:
    """资金来源 names the fund of the row's money: 10 x 5500 = 55000 of the general public budget."""
    bought = ["某市数据局", "台式机", "10", "5500", "55000", "一般公共预算"]
    frames = derived(
        "新增资产配置预算表", ["单位", "资产分类", "数量（台/套）", "单价", "总价", "资金来源"], bought, unit="元"
    )
    assert items(frames, "column_path", "fund_source") == [("单价", None), ("总价", "general_public")]
    beside = [
        ["单位名称", "资产名称", "计量单位", "数量", "参考单价", "财政拨款"],
        ["某局", "摄像机", "台", "2", "3.00", "6.00"],
    ]
    frames = derived("新增资产配置预算表", *beside)
    assert items(frames, "column_path", "fund_source") == [("参考单价", None), ("财政拨款", "fiscal")]


def test_a_table_of_an_unknown_title_keeps_title_unit_and_cells() -> None:
    frames = derived(
        "市对下转移支付预算表",
        [("单位名称（项目）", 1, 2), ("资金来源", 2, 1), ("地区", 2, 1)],
        ["合计", "一般公共预算", "甲县", "乙县"],
        ["合计", "60.00", "60.00", "40.00", "20.00"],
        ["数字乡村补助", "60.00", "60.00", "40.00", "20.00"],
    )
    (table,) = frames["raw.table"]
    assert (table["statement"], table["title"], table["unit"]) == ("other", "市对下转移支付预算表", "万元")
    assert len(frames["core.fact_line_item"]) == 8
    assert frames["audit.unparsed_cell"] == []


def test_names_of_the_government_classification_have_their_level() -> None:
    frames = derived(
        "部门综合预算收支总表",
        [("收入", 2, 1), ("支出", 4, 1)],
        ["项目", "预算数", "部门预算支出经济分类科目", "预算数", "政府预算支出经济分类科目", "预算数"],
        ["一、部门预算", "2714.83", "一、部门预算", "2714.83", "一、部门预算", "2714.83"],
        ["1、财政拨款", "2714.83", "1、工资福利支出", "1710.33", "1、机关工资福利支出", "1710.33"],
        ["", "", "2、商品和服务支出", "991.95", "2、机关商品和服务支出", "991.95"],
        ["", "", "3、资本性支出", "12.55", "3、机关资本性支出（一）", "9.55"],
        ["", "", "", "", "9、对个人和家庭的补助", "3.00"],
        ["收入总计", "2714.83", "支出总计", "2714.83", "支出总计", "2714.83"],
    )
    levels = [
        (row["label"], row["level"], row["economic_code_inferred"])
        for row in frames["core.fact_line_item"]
        if row["axis"] == "gov_economic"
    ]
    assert levels == [
        ("一、部门预算", None, None),
        ("1、机关工资福利支出", 1, None),
        ("2、机关商品和服务支出", 1, None),
        ("3、机关资本性支出（一）", 1, None),
        ("9、对个人和家庭的补助", 1, None),
        ("支出总计", 0, None),
    ]


def test_the_narrowest_of_several_names_is_the_label() -> None:
    frames = derived(
        "政府购买服务预算财政拨款明细表",
        [("指导性目录", 3, 1), ("预算金额", 1, 2)],
        ["一级", "二级", "三级"],
        ["合计", "", "", "30.00"],
        ["01-公共服务", "0101-公共信息服务", "010101-信息宣传服务", "30.00"],
    )
    assert items(frames, "label", "fund_source") == [("合计", "fiscal"), ("010101-信息宣传服务", "fiscal")]


def test_indicators_of_all_years_beside_those_of_the_year() -> None:
    frames = derived(
        "项目支出绩效目标申报表",
        ["项目名称", ("校舍维修", 7, 1)],
        [("绩效指标", 1, 5), ("实施期指标", 4, 1), ("年度指标", 3, 1)],
        ["一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"],
        [("产出指标", 1, 2), "数量指标", "维修学校数", "≥30所", "数量指标", "维修学校数", "≥10所"],
        ["质量指标", "合格率", "100%", "质量指标", "合格率", "98%"],
        ["效益指标", "社会效益指标", "受益学生", "≥9000人", "社会效益指标", "受益学生", "≥3000人"],
    )
    assert [
        (row["level1"], row["level2"], row["level3"], row["target_raw"], row["seq"]) for row in frames["core.fact_kpi"]
    ] == [
        ("产出指标", "数量指标", "维修学校数", "≥30所", 1),
        ("产出指标", "数量指标", "维修学校数", "≥10所", 2),
        ("产出指标", "质量指标", "合格率", "100%", 3),
        ("产出指标", "质量指标", "合格率", "98%", 4),
        ("效益指标", "社会效益指标", "受益学生", "≥9000人", 5),
        ("效益指标", "社会效益指标", "受益学生", "≥3000人", 6),
    ]


def test_a_second_column_of_the_target_describes_and_a_unit_is_beside_it() -> None:
    frames = derived(
        "项目支出绩效目标表",
        [("单位编码", 1, 2), ("项目名称", 1, 2), ("资金总额", 1, 2), ("年度目标", 1, 2), ("绩效指标", 7, 1)],
        ["一级指标", "二级指标", "三级指标", "符号", "指标值", "单位", "指标值内容"],
        [("307001", 1, 2), ("水库维修", 1, 2), ("150.00", 1, 2), ("完成维修", 1, 2), "产出指标", "数量指标", "维修水库",
         "≥", "12", "座", "维修12座"],
        ["成本指标", "经济成本指标", "成本", "≤", "150", "万元", "不超过150万元"],
    )  # fmt: skip
    assert [
        (row["level3"], row["target_raw"], row["amount_yuan"], row["description"]) for row in frames["core.fact_kpi"]
    ] == [
        ("维修水库", "≥12座", None, "维修12座"),
        ("成本", "≤150万元", 1_500_000, "不超过150万元"),
    ]
    (project,) = frames["core.fact_project"]
    assert (project["project_name"], project["budget_yuan"], project["goals"]) == ("水库维修", 1_500_000, "完成维修")


def test_a_unit_beside_several_projects_is_the_unit_of_each() -> None:
    frames = derived(
        "部门预算项目绩效目标表",
        ["单位名称", "项目名称", "年度目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
        [
            ("某县林业局", 1, 3),
            ("防火经费", 1, 2),
            ("无重大火灾", 1, 2),
            "产出指标",
            "数量指标",
            "批次",
            "≥",
            "3",
            "次",
        ],
        ["成本指标", "经济成本指标", "经费", "≤", "35", "万元"],
        ["林区道路", "道路畅通", "效益指标", "社会效益指标", "道路通畅", "定性", "优良", ""],
    )
    assert [(row["project_name"], row["unit_name"], row["goals"]) for row in frames["core.fact_project"]] == [
        ("防火经费", "某县林业局", "无重大火灾"),
        ("林区道路", "某县林业局", "道路畅通"),
    ]


def test_ranks_of_units_under_another_word() -> None:
    frames = derived(
        "部门所属单位基本情况表",
        ["序号", "单位名称", "单位类别", "单位级别", "拨款方式"],
        ["1", "某县教育局本级", "行政单位", "正科级", "全额拨款"],
    )
    (unit,) = frames["core.fact_institution"]
    assert (unit["nature"], unit["rank"], unit["funding"]) == ("行政单位", "正科级", "全额拨款")


def test_headers_of_indicators_in_other_words_and_a_direction_that_is_no_operator() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("道路养护", 5, 1)],
        ["一级指标", "二级指标", "三级指标名称", "2025年度指标值", "指标方向", "上年指标值"],
        [("产出指标", 1, 2), "数量指标", "养护里程", "≥120公里", "正向", "≥100公里"],
        ["质量指标", "合格率", "≥95%", "正向", "≥90%"],
    )
    assert [(row["level1"], row["level3"], row["target_raw"]) for row in frames["core.fact_kpi"]] == [
        ("产出指标", "养护里程", "≥120公里"),
        ("产出指标", "合格率", "≥95%"),
    ]


def test_a_unit_that_ends_the_name_of_an_indicator_is_that_of_a_bare_figure() -> None:
    frames = derived(
        "部门整体支出绩效目标表",
        ["部门名称", ("某市信访局", 3, 1)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "质量指标", "按期办结率（%）", "≥95"],
        ["成本指标", "经济成本", "设备购置（万元）", "≤12.5"],
        ["成本指标", "经济成本", "人均经费（万元/年）", "≤2"],
        ["效益指标", "社会效益", "满意度（问卷）", "≥90%"],
    )
    assert [
        (row["target_raw"], row["target_value"], row["target_unit"], row["amount_yuan"])
        for row in frames["core.fact_kpi"]
    ] == [
        ("≥95", 95, "%", None),
        ("≤12.5", Decimal("12.5"), "万元", 125_000),
        ("≤2", 2, "万元/年", None),
        ("≥90%", 90, "%", None),
    ]
