"""core.fact_procurement: what is bought, and which amount is the total."""

from decimal import Decimal

from facts.making import document

from pipeline.facts.line_items import Source
from pipeline.facts.procurement import procurement
from pipeline.statements.understand import understand


def rows(title: str, *printed: list[str]) -> list[tuple[object, ...]]:
    understanding = understand(document(title, "单位：元", list(printed)))
    found = procurement(Source("0" * 16, "D", 2026), understanding.readings, {})
    return [(row["row_role"], row["item_name"], row.get("total_yuan"), row.get("general_public_yuan")) for row in found]


def test_a_row_without_a_column_of_items_is_called_by_its_label() -> None:
    found = rows("政府采购预算明细表", ["采购类别", "金额"], ["A-货物", "3.00"], ["C-服务", "5.00"], ["合计", "8.00"])
    assert found == [
        ("leaf", "A-货物", Decimal("3.00"), None),
        ("leaf", "C-服务", Decimal("5.00"), None),
        ("total", None, Decimal("8.00"), None),
    ]


def test_the_sum_of_a_category_is_nothing_bought() -> None:
    header = ["采购类别", "采购品目", "金额"]
    assert rows(
        "政府采购预算表", header, ["货物", "", "9.00"], ["货物", "复印机", "5.00"], ["货物", "电脑", "4.00"]
    ) == [
        ("subtotal", None, Decimal("9.00"), None),
        ("leaf", "复印机", Decimal("5.00"), None),
        ("leaf", "电脑", Decimal("4.00"), None),
    ]


def test_the_named_total_counts_before_a_plain_column() -> None:
    header = ["采购项目", "预算资金", "总计", "一般公共预算"]
    assert rows("政府采购预算表", header, ["复印纸", "9.00", "4.00", "4.00"]) == [
        ("leaf", "复印纸", Decimal("4.00"), Decimal("4.00"))
    ]


def test_a_unit_is_no_item() -> None:
    header = ["单位编码", "单位名称", "采购品目名称", "总计"]
    found = rows("政府采购支出表", header, ["105001", "某市水务局", "", "4.00"], ["", "", "复印机", "4.00"])
    assert [(role, item) for role, item, *_ in found] == [("unit", None), ("leaf", "复印机")]


def test_a_catalogue_code_before_its_name_and_the_project_of_a_purchase() -> None:
    """西安's table has 采购项目, which are projects, beside 采购目录, which is code and name in one cell."""
    header = ["采购项目", "采购目录", "数量", "预算金额"]
    printed = [header, ["接待中心安保服务", "C05040300保安服务", "1", "9.00"], ["复印机", "A02010105", "1", "4.00"]]
    understanding = understand(document("部门综合预算政府采购预算表", "单位：元", printed))
    found = procurement(Source("0" * 16, "D", 2026), understanding.readings, {"接待中心安保服务": "P1"})
    keys = ("project_name", "item_name", "catalogue_code", "project_id")
    assert [tuple(row[key] for key in keys) for row in found] == [
        ("接待中心安保服务", "保安服务", "C05040300", "P1"),
        (None, "复印机", "A02010105", None),
    ]


def test_an_item_that_stands_with_its_code_alone_is_called_by_its_name() -> None:
    printed = [["采购目录", "金额"], ["A02010105-台式计算机", "3.00"]]
    understanding = understand(document("政府采购预算表", "单位：元", printed))
    (found,) = procurement(Source("0" * 16, "D", 2026), understanding.readings, {})
    assert (found["item_name"], found["catalogue_code"]) == ("台式计算机", "A02010105")


def whole(title: str, *printed: list[str]) -> list[dict[str, object]]:
    understanding = understand(document(title, "单位：万元", list(printed)))
    return list(procurement(Source("0" * 16, "D", 2026), understanding.readings, {}))


def test_project_goods_unit_price_and_what_is_counted() -> None:
    header = ["单位名称", "采购项目名称", "采购品目", "数量", "单位", "单价（元）", "合计", "一般公共预算"]
    total, bought = whole(
        "政府采购预算表",
        header,
        ["合计", "", "合计", "", "合计", "", "10.00", "10.00"],
        ["某局本级", "办公设备购置", "台式计算机", "20", "台", "5000", "10.00", "10.00"],
    )
    assert (total["row_role"], total["measure_unit"], total["catalogue_code"]) == ("total", None, None)
    keys = ("project_name", "item_name", "quantity", "measure_unit", "unit_price_yuan", "total_yuan")
    assert [bought[key] for key in keys] == ["办公设备购置", "台式计算机", 20, "台", 5000, 100_000]


def test_a_subtotal_names_the_project_of_the_purchases_under_it() -> None:
    found = whole(
        "政府采购支出表",
        ["采购品目大类", "专项名称", "经济科目", "采购物品名称", "总计"],
        ["合计", "", "", "", "9.00"],
        ["一、货物A", "", "", "", "6.00"],
        ["", "网络建设费", "软件购置", "", "6.00"],
        ["", "", "", "服务器", "6.00"],
        ["二、服务C", "", "", "", "3.00"],
        ["", "", "会议费", "", "3.00"],
        ["", "", "", "会议服务", "3.00"],
    )
    assert [(row["row_role"], row["project_name"]) for row in found] == [
        ("total", None),
        ("subtotal", None),
        ("subtotal", "网络建设费"),
        ("leaf", "网络建设费"),
        ("subtotal", None),
        ("subtotal", None),
        ("leaf", None),
    ]
    assert [row["item_name"] for row in found] == [None, "一、货物A", None, "服务器", "二、服务C", None, "会议服务"]


def test_a_list_of_services_names_no_project_after_who_provides_them() -> None:
    found = whole(
        "政府购买服务预算表",
        ["序号", "购买服务项目名称", "指导性目录代码", "承接主体类别", "预算金额"],
        ["1", "法律顾问", "B0101", "企业", "5.00"],
    )
    keys = ("project_name", "item_name", "catalogue_code", "total_yuan")
    assert [tuple(row[key] for key in keys) for row in found] == [(None, "法律顾问", "B0101", 50_000)]


def test_a_service_is_named_by_the_guiding_catalogue_beside_its_project() -> None:
    """功能分类科目 holds the code alone, which names neither the row nor a unit."""
    found = whole(
        "政府购买服务支出预算表",
        ["单位名称", "支出功能分类科目", "项目名称", "购买服务指导目录（三级）", "资金来源", "预算金额"],
        ["某市数据局", "2010350", "平台运维", "B1001系统维护服务", "一般公共预算", "120.00"],
    )
    keys = ("row_role", "project_name", "item_name", "catalogue_code", "total_yuan")
    assert [tuple(row[key] for key in keys) for row in found] == [
        ("leaf", "平台运维", "系统维护服务", "B1001", 1_200_000)
    ]


def test_what_a_service_consists_of_names_it_where_nothing_else_does() -> None:
    found = whole(
        "政府购买服务预算表",
        ["单位", "购买服务内容", "服务类别", "承接主体", "预算金额"],
        ["某市数据局", "", "", "", "5.00"],
        ["某市数据局本级", "法律顾问服务", "政府履职辅助性服务", "社会力量", "5.00"],
        ["合计", "", "", "", "5.00"],
    )
    assert [(row["row_role"], row["item_name"]) for row in found] == [
        ("unit", None),
        ("leaf", "法律顾问服务"),
        ("total", None),
    ]


def test_what_was_bought_beside_what_was_planned() -> None:
    header = ["项目", "采购计划金额", "实际采购金额"]
    understanding = understand(document("政府采购情况表", "单位：万元", [header, ["货物", "10.00", "9.00"]]))
    (reading,) = understanding.readings
    assert [column.phase for column in reading.columns if column.concept == "money"] == ["budget", "actual"]


def test_what_is_bought_beside_the_name_of_the_purchase_is_what_the_catalogue_calls_it() -> None:
    coded = whole(
        "政府购买服务支出预算表",
        ["购买主体", "购买服务项目名称", "对应指导性目录（代码）", "预算金额", "购买方式"],
        ["某县司法局", "法律援助", "B0301 法律咨询服务", "36.50", "公开招标"],
    )
    by_level = whole(
        "政府购买服务预算表",
        ["购买项目名称", "一级目录", "二级目录", "预算金额"],
        ["养老评估", "公共服务", "养老服务", "30.00"],
    )
    keys = ("item_name", "catalogue_code", "total_yuan")
    assert [tuple(row[key] for key in keys) for row in (*coded, *by_level)] == [
        ("法律咨询服务", "B0301", 365_000),
        ("养老服务", None, 300_000),
    ]


def test_revenue_that_is_no_tax_is_not_all_of_the_general_public_budget() -> None:
    found = whole(
        "政府采购预算表",
        ["采购品目", "数量", "合计", "财政拨款", "纳入预算管理的非税收入"],
        ["复印机", "4", "42.00", "30.00", "12.00"],
    )
    assert [(row["total_yuan"], row.get("general_public_yuan")) for row in found] == [(420_000, None)]


def test_a_sum_under_the_money_of_purchased_services_is_their_total() -> None:
    (bought,) = whole(
        "政府购买服务预算表",
        ["单位名称", "项目名称", "购买服务预算金额", "购买服务预算金额"],
        ["", "", "合计", "一般公共预算"],
        ["某局本级", "居家养老服务", "168.00", "100.00"],
    )
    assert (bought["total_yuan"], bought["general_public_yuan"]) == (1_680_000, 1_000_000)


def test_money_kept_for_firms_by_their_size_is_all_of_it() -> None:
    kept = "其中：专门面向中小企业采购"
    found = whole(
        "政府采购预算表",
        ["采购项目", "品目名称", "采购预算", kept, kept],
        ["", "", "", "中型企业", "小微企业"],
        ["设备采购", "教学仪器", "96.00", "20.00", "40.00"],
        ["保安服务", "保安服务", "44.60", "", "20.00"],
    )
    assert [(row["total_yuan"], row["sme_reserved_yuan"]) for row in found] == [(960_000, 600_000), (446_000, 200_000)]


def test_money_kept_for_the_smallest_firms_is_inside_that_for_small_ones() -> None:
    (bought,) = whole(
        "政府采购预算表",
        ["采购项目", "品目名称", "采购预算", "预留中小企业份额", "其中：小微企业"],
        ["设备采购", "教学仪器", "96.00", "60.00", "40.00"],
    )
    assert bought["sme_reserved_yuan"] == 600_000


def test_a_project_of_services_beside_the_catalogue() -> None:
    (bought,) = whole(
        "政府购买服务预算表",
        ["单位名称", "政府购买服务项目", "政府购买服务目录", "合计"],
        ["某局本级", "法律顾问项目", "B0101 法律顾问服务", "4.00"],
    )
    assert (bought["project_name"], bought["catalogue_code"]) == ("法律顾问项目", "B0101")


def test_a_word_that_runs_on_over_the_columns_of_a_sum_is_no_measure_or_code() -> None:
    """小计 and the name of a unit over all columns before the amount, as merged cells are read."""
    header = ["采购项目名称", "采购内容", "品目编码", "计量单位", "数量", "预算金额"]
    found = whole(
        "政府采购预算明细表",
        header,
        ["招商推介", "展台搭建服务", "C06", "项", "1", "385000.00"],
        ["小计", "小计", "小计", "小计", "", "385000.00"],
    )
    keys = ("row_role", "item_name", "catalogue_code", "measure_unit")
    assert [tuple(row[key] for key in keys) for row in found] == [
        ("leaf", "展台搭建服务", "C06", "项"),
        ("subtotal", None, None, None),
    ]
