"""Figures that count vehicles, rooms and persons beside amounts of money: none of them is money."""

from decimal import Decimal
from typing import Any

import pytest
from facts.making import document
from facts.test_layouts import derived

from pipeline.facts.line_items import Source, line_items
from pipeline.statements.rows.counts import is_counted
from pipeline.statements.understand import understand


def stock(frames: dict[str, list[dict[str, Any]]]) -> list[tuple[Any, ...]]:
    return [
        (row["item"], row["quantity"], row["quantity_unit"], row["value_yuan"]) for row in frames["core.fact_asset"]
    ]


def test_counts_among_the_amounts_of_a_table_are_no_money() -> None:
    """机构运行信息表 of the accounts: vehicles, groups and visits under the same header as money in 万元."""
    frames = derived(
        "机构运行信息表",
        ["项目", "统计数", "项目", "统计数"],
        ["一、“三公”经费支出", "18.00", "二、机关运行经费", "50.00"],
        ["1.公务用车购置及运行维护费", "14.00", "三、国有资产占用情况", ""],
        ["2.公务接待费", "4.00", "（一）车辆数合计（辆）", "5"],
        ["（二）相关统计数", "", "1.机要通信用车", "1"],
        ["1.国内公务接待批次（个）", "20", "2.其他用车", "4"],
        ["2.国内公务接待人次（人）", "160", "（二）单价100万元（含）以上设备（不含车辆）（台、套）", "3"],
    )
    assert [item["amount_yuan"] for item in frames["core.fact_line_item"]] == [
        Decimal(180_000),
        Decimal(140_000),
        Decimal(40_000),
        Decimal(500_000),
    ]
    assert frames["audit.unparsed_cell"] == []


def test_the_sum_under_a_heading_without_figures_has_the_parts_of_the_heading() -> None:
    """三公 of the accounts: the heading prints a nil, （一）支出合计 under it what 1. to 3. come to."""
    frames = derived(
        "财政拨款“三公”经费支出决算表",
        ["项目", "预算数", "决算统计数"],
        ["一、“三公”经费支出", "—", "—"],
        ["（一）支出合计", "27.00", "25.34"],
        ["1.因公出国（境）费", "", ""],
        ["2.公务用车购置及运行维护费", "24.00", "23.11"],
        ["（1）公务用车购置费", "", ""],
        ["（2）公务用车运行维护费", "24.00", "23.11"],
        ["3.公务接待费", "3.00", "2.23"],
        ["（二）相关统计数", "—", "—"],
        ["1.国内公务接待批次（个）", "", "20"],
    )
    items = frames["core.fact_line_item"]
    assert len(items) == 8
    assert {item["proof"] for item in items} == {"proven"}
    assert {(item["phase"], item["component"]) for item in items} == {("budget", "total"), ("actual", "total")}
    assert {item["label_path"] for item in items if item["label"].startswith(("（一）", "3."))} == {
        "一、“三公”经费支出/（一）支出合计",
        "一、“三公”经费支出/（一）支出合计/3.公务接待费",
    }
    assert not any(item["is_leaf"] for item in items if item["label"] == "（一）支出合计")


def test_a_sum_under_a_heading_is_no_total_of_the_table() -> None:
    """四、政府采购支出信息 of the accounts: （一） is a sum under it, and （二） stands beside it."""
    frames = derived(
        "机构运行信息表",
        ["项目", "统计数"],
        ["二、机关运行经费", "50.00"],
        ["四、政府采购支出信息", "—"],
        ["（一）政府采购支出合计", "12.00"],
        ["1．政府采购货物支出", "7.00"],
        ["2．政府采购服务支出", "5.00"],
        ["（二）政府采购授予中小企业合同金额", "6.00"],
    )
    items = {item["label"]: item for item in frames["core.fact_line_item"]}
    whole = items["（一）政府采购支出合计"]
    assert (whole["row_role"], whole["label_path"]) == ("subtotal", "四、政府采购支出信息/（一）政府采购支出合计")
    assert [label for label, item in items.items() if item["proof"] == "proven"] == [
        "（一）政府采购支出合计", "1．政府采购货物支出", "2．政府采购服务支出",
    ]  # fmt: skip


def test_a_sum_of_one_kind_of_money_is_a_line_of_a_list_of_several() -> None:
    """四、政府采购支出合计 is no total of what stands over it: 6.50 and 45.30 are no part of 30."""
    frames = derived(
        "“三公”经费支出决算表",
        ["项目", "预算数", "决算数"],
        ["一、“三公”经费支出", "8.00", "6.50"],
        ["1.公务用车购置及运行维护费", "6.00", "5.50"],
        ["2.公务接待费", "2.00", "1.00"],
        ["三、机关运行经费", "—", "45.30"],
        ["四、政府采购支出合计", "—", "30.00"],
        ["（一）政府采购货物支出", "—", "10.00"],
        ["（二）政府采购服务支出", "—", "20.00"],
    )
    items = {item["label"]: item for item in frames["core.fact_line_item"] if item["phase"] == "actual"}
    assert {label: item["proof"] for label, item in items.items() if item["proof"] != "proven"} == {
        "三、机关运行经费": "unchecked"
    }
    assert items["四、政府采购支出合计"]["row_role"] == "subtotal"
    assert items["（二）政府采购服务支出"]["label_path"] == "四、政府采购支出合计/（二）政府采购服务支出"


def test_the_sum_of_two_panels_under_one_header_has_its_words_in_the_first() -> None:
    """基本支出决算明细表 without merged cells: the amount of 公用经费合计 stands at the end of the third panel."""
    frames = derived(
        "一般公共预算财政拨款基本支出决算明细表",
        ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"],
        ["301", "工资福利支出", "9.00", "302", "商品和服务支出", "5.00", "30239", "其他交通费用", "2.00"],
        ["30101", "基本工资", "9.00", "30201", "办公费", "3.00", "310", "资本性支出", "1.00"],
        ["人员经费合计", "", "9.00", "公用经费合计", "", "", "", "", "6.00"],
    )
    items = frames["core.fact_line_item"]
    (whole,) = (item for item in items if item["label"] == "公用经费合计")
    assert (whole["amount_raw"], whole["row_role"], whole["is_leaf"]) == ("6.00", "subtotal", False)
    assert {item["proof"] for item in items} == {"proven"}


@pytest.mark.parametrize(("batches", "persons"), [("35", "280"), ("35.00", "280.00")])
def test_batches_and_persons_beside_the_money_of_an_item_are_no_money(batches: str, persons: str) -> None:
    """三公 of older forms: 批次 and 人次 without brackets under the item whose money stands beside them."""
    frames = derived(
        "2016年部门“三公”经费预算表",
        [("单位名称", 1, 2), ("因公出国（境）费", 3, 1), ("公务接待费", 3, 1)],
        ["金额", "团组数", "人次数", "金额", "批次", "人次"],
        ["合计", "6.00", "1", "2", "2.60", batches, persons],
        ["推广站", "6.00", "1", "2", "2.60", batches, persons],
    )
    printed = [(item["label"], item["column_path"], item["amount_raw"]) for item in frames["core.fact_line_item"]]
    assert printed == [
        (label, f"{cost}/金额", amount)
        for label in ("合计", "推广站")
        for cost, amount in (("因公出国（境）费", "6.00"), ("公务接待费", "2.60"))
    ]


def test_what_is_counted_over_the_budget_and_what_was_reached_is_no_money() -> None:
    """三公 with its counts in the same table, each over 预算数 and 决算数."""
    frames = derived(
        "“三公”经费统计表",
        [("单位名称", 1, 2), ("公务接待费", 2, 1), ("国内公务接待批次", 2, 1), ("公务用车保有量（辆）", 2, 1)],
        ["预算数", "决算数", "预算数", "决算数", "预算数", "决算数"],
        ["合计", "2.60", "2.10", "35", "30", "4", "4"],
        ["推广站", "2.60", "2.10", "35", "30", "4", "4"],
    )
    printed = [(item["label"], item["column_path"], item["amount_raw"]) for item in frames["core.fact_line_item"]]
    assert printed == [
        ("合计", "公务接待费/预算数", "2.60"),
        ("合计", "公务接待费/决算数", "2.10"),
        ("推广站", "公务接待费/预算数", "2.60"),
        ("推广站", "公务接待费/决算数", "2.10"),
    ]


def test_a_header_over_what_something_costs_and_how_many_there_are_is_not_cut() -> None:
    frames = derived(
        "“三公”经费支出表",
        [("单位", 1, 2), ("公务用车", 3, 1)],
        ["经费", "购置（辆）", "保有（辆）"],
        ["合计", "8.00", "0", "4"],
        ["甲局", "8.00", "0", "4"],
    )
    assert {item["column_path"] for item in frames["core.fact_line_item"]} == {"公务用车/经费"}


def test_the_words_of_the_sum_of_two_panels_are_merged_over_the_first() -> None:
    """公用经费合计 fills code, name and amount of the second panel, its amount stands at the end of the third."""
    frames = derived(
        "一般公共预算财政拨款基本支出决算表",
        ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"],
        ["301", "工资福利支出", "9.00", "302", "商品和服务支出", "5.00", "30239", "其他交通费用", "2.00"],
        ["30101", "基本工资", "9.00", "30201", "办公费", "3.00", "310", "资本性支出", "1.00"],
        [("人员经费合计", 2, 1), "9.00", ("公用经费合计", 3, 1), "", "", "6.00"],
    )
    items = frames["core.fact_line_item"]
    (whole,) = (item for item in items if item["amount_raw"] == "6.00")
    assert (whole["label"], whole["row_role"], whole["is_leaf"]) == ("公用经费合计", "subtotal", False)


def test_a_stock_of_rooms_and_vehicles_beside_values() -> None:
    frames = derived(
        "国有资产占用情况表",
        ["项目", "期初数", "期末数"],
        ["资产总额", "900.00", "1000.00"],
        ["一、固定资产", "800.00", "850.00"],
        ["其中：房屋（平方米）", "1900", "2000"],
        ["车辆（辆）", "6", "0"],
        ["二、无形资产", "100.00", "150.00"],
    )
    assert stock(frames) == [
        ("资产总额", None, None, Decimal(10_000_000)),
        ("一、固定资产", None, None, Decimal(8_500_000)),
        ("其中：房屋（平方米）", Decimal(2000), "平方米", None),
        ("车辆（辆）", Decimal(0), "辆", None),
        ("二、无形资产", None, None, Decimal(1_500_000)),
    ]


def test_vehicles_by_their_use_in_rows_without_a_unit_of_money() -> None:
    frames = derived(
        "国有资产占用情况表",
        ["项目", "行次", "期末数"],
        ["一、车辆数合计（辆）", "1", "3"],
        ["1.机要通信用车", "2", "1"],
        ["2.其他用车", "3", "2"],
        ["二、单价100万元（含）以上设备（不含车辆）（台、套）", "4", "0"],
        unit="",
    )
    assert [row[:2] for row in stock(frames)] == [
        ("一、车辆数合计（辆）", 3),
        ("1.机要通信用车", 1),
        ("2.其他用车", 2),
        ("二、单价100万元（含）以上设备（不含车辆）（台、套）", 0),
    ]
    assert frames["core.fact_line_item"] == frames["audit.unparsed_cell"] == []
    assert [row["proof"] for row in frames["core.fact_asset"]] == ["proven", "proven", "proven", "unchecked"]


def test_uses_that_do_not_make_all_vehicles_prove_nothing() -> None:
    frames = derived(
        "国有资产占用情况表",
        ["项目", "行次", "期末数"],
        ["一、车辆数合计（辆）", "1", "4"],
        ["1.机要通信用车", "2", "1"],
        ["2.其他用车", "3", "2"],
        unit="",
    )
    assert {row["proof"] for row in frames["core.fact_asset"]} == {"unchecked"}
    assert frames["audit.identity_result"] == []


def test_vehicles_by_their_use_in_columns() -> None:
    frames = derived(
        "国有资产占用使用情况表",
        [("单位名称", 1, 2), ("车辆数量（辆）", 3, 1), ("单价50万元以上通用设备（台、套）", 1, 2)],
        ["合计", "机要通信用车", "其他用车"],
        ["合计", "3", "1", "2", "4"],
        ["某市数据中心", "2", "0", "2", "4"],
    )
    assert [row[:3] for row in stock(frames)] == [
        ("车辆数量（辆）/合计", 3, "辆"),
        ("车辆数量（辆）/机要通信用车", 1, "辆"),
        ("车辆数量（辆）/其他用车", 2, "辆"),
        ("单价50万元以上通用设备（台、套）", 4, "台、套"),
        ("某市数据中心/车辆数量（辆）/合计", 2, "辆"),
        ("某市数据中心/车辆数量（辆）/机要通信用车", 0, "辆"),
        ("某市数据中心/车辆数量（辆）/其他用车", 2, "辆"),
        ("某市数据中心/单价50万元以上通用设备（台、套）", 4, "台、套"),
    ]
    assert frames["core.fact_line_item"] == []
    assert [row["proof"] for row in frames["core.fact_asset"]] == (["proven"] * 3 + ["unchecked"]) * 2


def test_the_vehicles_of_a_department_are_those_of_its_units() -> None:
    frames = derived(
        "国有资产占用使用情况表",
        ["单位名称", "机要通信用车", "其他用车"],
        ["合计", "3", "2"],
        ["某市数据局本级", "2", "1"],
        ["某市数据中心", "1", "0"],
    )
    by_item = {row["item"]: row["proof"] for row in frames["core.fact_asset"]}
    assert by_item["机要通信用车"] == by_item["某市数据中心/机要通信用车"] == "proven"
    assert by_item["其他用车"] == by_item["某市数据中心/其他用车"] == "unchecked"


def test_what_equipment_is_worth_is_no_count_of_it() -> None:
    frames = derived(
        "国有资产占用使用情况表",
        ["单位名称", "资产总额", "房屋（平方米）", "单价50万元以上设备"],
        ["某市数据局", "1000.00", "2000.50", "200.00"],
    )
    assert [(item["column_path"], item["amount_yuan"]) for item in frames["core.fact_line_item"]] == [
        ("资产总额", Decimal(10_000_000)),
        ("单价50万元以上设备", Decimal(2_000_000)),
    ]
    assert [row["quantity"] for row in frames["core.fact_asset"]] == [Decimal("2000.50")]


def test_posts_and_staff_of_units_are_no_money() -> None:
    frames = derived(
        "部门机构设置情况表",
        [("单位名称", 1, 2), ("单位性质", 1, 2), ("编制数", 3, 1), ("实有人数", 2, 1)],
        ["小计", "行政", "事业", "在职", "退休"],
        ["合计", "", "30", "20", "10", "28", "12"],
        ["某市数据局本级", "行政", "20", "20", "0", "19", "10"],
    )
    assert frames["core.fact_line_item"] == frames["audit.unparsed_cell"] == frames["audit.quarantine"] == []
    assert [(row["unit_name"], row["nature"]) for row in frames["core.fact_institution"]] == [
        ("某市数据局本级", "行政")
    ]


def test_a_whole_number_of_which_row_and_header_contradict_each_other_is_not_read() -> None:
    frames = derived("国有资产占用情况表", ["项目", "金额"], ["车辆（辆）", "5"], ["固定资产", "850.00"])
    assert [item["label"] for item in frames["core.fact_line_item"]] == ["固定资产"]
    assert [row["text"] for row in frames["audit.unparsed_cell"]] == ["5"]


@pytest.mark.parametrize(
    ("label", "counted"),
    [
        ("公务用车保有量（辆）", True),
        ("5.国内公务接待批次（个）", True),
        ("其中：外事接待人次（人）", True),
        ("国内公务接待人次", True),
        ("国内公务接待批次数", True),
        ("因公出国（境）团（组）数", True),
        ("公务接待人数", True),
        ("年末车辆保有数", True),
        ("人均接待费（元/人次）", False),
        ("1.副部（省）级及以上领导用车", True),
        ("公务用车购置费", False),
        ("公务用车", False),
        ("因公出国（境）费", False),
        ("对个人和家庭的补助", False),
        ("维修（护）费", False),
    ],
)
def test_which_rows_count_things(label: str, counted: bool) -> None:
    assert is_counted(label) is counted


def test_what_came_and_went_in_the_year_is_no_stock() -> None:
    frames = derived(
        "国有资产占有使用情况表",
        [("资产类别", 1, 2), ("期初数", 2, 1), ("本期增加", 2, 1), ("本期减少", 2, 1), ("期末数", 2, 1)],
        ["数量", "价值", "数量", "价值", "数量", "价值", "数量", "价值"],
        ["一、车辆（辆）", "6", "132.50", "1", "18.00", "2", "40.50", "5", "110.00"],
        ["二、其他固定资产", "", "320.00", "", "12.00", "", "4.00", "", "328.00"],
    )
    assert stock(frames) == [
        ("一、车辆（辆）", 5, "辆", Decimal(1_100_000)),
        ("二、其他固定资产", None, None, Decimal(3_280_000)),
    ]
    assert [row["phase"] for row in frames["core.fact_line_item"]] == ["opening", "change", "change", "closing"] * 2
    assert {row["proof"] for row in frames["core.fact_line_item"]} == {"unchecked"}


def test_vehicles_of_a_unit_with_their_sum_in_a_table_without_money() -> None:
    frames = derived(
        "公务用车保有情况表",
        ["单位名称", "合计", "机要通信用车", "其他用车"],
        ["某市体育局", "18", "2", "16"],
        unit="辆",
    )
    assert [row[:2] for row in stock(frames)] == [
        ("某市体育局/合计", 18),
        ("某市体育局/机要通信用车", 2),
        ("某市体育局/其他用车", 16),
    ]
    assert frames["core.fact_line_item"] == frames["audit.unparsed_cell"] == []


def test_number_and_value_of_each_kind_of_things_of_a_unit() -> None:
    frames = derived(
        "国有资产占有使用情况表",
        [("单位名称", 1, 2), ("资产总额", 1, 2), ("房屋", 2, 1), ("车辆", 2, 1)],
        ["面积（平方米）", "价值", "数量（辆）", "价值"],
        ["合计", "1500.00", "5000", "900.00", "8", "120.00"],
        ["某局本级", "1500.00", "5000", "900.00", "8", "120.00"],
    )
    assert stock(frames)[:3] == [
        ("房屋", Decimal(5000), "平方米", Decimal(9_000_000)),
        ("车辆", Decimal(8), "辆", Decimal(1_200_000)),
        ("资产总额", None, None, Decimal(15_000_000)),
    ]
    assert [row["item"] for row in frames["core.fact_asset"]][3:] == [
        "某局本级/房屋",
        "某局本级/车辆",
        "某局本级/资产总额",
    ]


def test_devices_above_a_price_are_counted_where_no_measure_stands_beside() -> None:
    """机构运行信息表 since 2022: （二）单价100万元（含）以上设备（不含车辆） names neither 台 nor 套."""
    frames = derived(
        "机构运行信息表",
        ["项目", "决算数"],
        ["二、机关运行经费", "50.00"],
        ["三、资产信息", "—"],
        ["（一）车辆数合计（辆）", "5"],
        ["（二）单价100万元（含）以上设备（不含车辆）", "3"],
    )
    assert [item["label"] for item in frames["core.fact_line_item"]] == ["二、机关运行经费"]


def test_a_column_of_units_tells_money_from_counts_and_in_which_unit_it_is() -> None:
    """The table states its unit row by row, the line above it says another."""
    rows = [
        ["项目", "单位", "2024年", "2025年"],
        ["“三公”经费合计", "万元", "12.00", "11.00"],
        ["公务用车运行维护费", "万元", "10.00", "9.00"],
        ["公务接待费", "万元", "2.00", "2.00"],
        ["公务用车保有", "辆", "4", "4"],
        ["国内公务接待批次", "批", "20", "18"],
    ]
    understanding = understand(document("“三公”经费情况表", "单位：元", rows))
    items = line_items(Source("0" * 16, "D", 2025), understanding.readings)
    found = [(item["label"], item["fiscal_year"], item["amount_yuan"], item["unit_name"]) for item in items]
    assert found == [
        ("“三公”经费合计", 2024, Decimal("120000.00"), None),
        ("“三公”经费合计", 2025, Decimal("110000.00"), None),
        ("公务用车运行维护费", 2024, Decimal("100000.00"), None),
        ("公务用车运行维护费", 2025, Decimal("90000.00"), None),
        ("公务接待费", 2024, Decimal("20000.00"), None),
        ("公务接待费", 2025, Decimal("20000.00"), None),
    ]


def test_rows_in_two_units_of_money_are_listed() -> None:
    rows = [
        ["项目", "计量单位", "预算数"],
        ["“三公”经费合计", "万元", "12.00"],
        ["公务接待费", "元", "20000.00"],
    ]
    (reading,) = understand(document("“三公”经费情况表", "单位：元", rows)).readings
    assert line_items(Source("0" * 16, "D", 2025), [reading]) == []
    assert {(2, 3), (3, 3)} <= set(reading.unparsed)


def test_what_a_row_is_counted_in_leaves_its_money_where_no_row_is_in_money() -> None:
    """计量单位 beside numbers that no header calls a quantity: the amounts are money all the same."""
    rows = [
        ["资产分类", "资产名称", "计量单位", "更新", "新增", "合计", "一般公共预算"],
        ["合计", "", "", "8", "2", "10.00", "10.00"],
        ["通用设备", "台式机", "台", "8", "", "4.80", "4.80"],
        ["家具", "办公桌", "套", "", "2", "5.20", "5.20"],
    ]
    (reading,) = understand(document("新增资产配置预算表", "单位：万元", rows)).readings
    items = line_items(Source("0" * 16, "D", 2025), [reading])
    assert [(item["label"], item["column_path"], item["amount_raw"]) for item in items] == [
        ("合计", "合计", "10.00"),
        ("合计", "一般公共预算", "10.00"),
        ("台式机", "合计", "4.80"),
        ("台式机", "一般公共预算", "4.80"),
        ("办公桌", "合计", "5.20"),
        ("办公桌", "一般公共预算", "5.20"),
    ]
    assert {(2, 4), (2, 5), (3, 4), (4, 5)} <= set(reading.unparsed)
