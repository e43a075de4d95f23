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
    assert [(row["item_name"], row["catalogue_code"], row["project_id"]) for row in found] == [
        ("接待中心安保服务", "C05040300", "P1"),
        ("复印机", "A02010105", None),
    ]


def test_an_item_that_stands_with_its_code_alone_is_called_by_its_name() -> None:
    printed = [["采购目录", "金额"], ["A02010105-台式计算机", "3.00"]]
    understanding = understand(document("政府采购预算表", "单位：元", printed))
    (found,) = procurement(Source("0" * 16, "D", 2026), understanding.readings, {})
    assert (found["item_name"], found["catalogue_code"]) == ("台式计算机", "A02010105")
