"""Lists of procurement that print the catalogue level by level."""

import pytest

from pipeline.statements.rows.catalogue_rows import without_catalogue_code
from pipeline.statements.understand import understand
from tests.statements.small_tables import document, table


def nesting(*rows: list[str]) -> dict[str, tuple[str | None, str]]:
    """The label of the parent of each row and its role, by its label."""
    printed = table(["品目编码", "品目名称", "数量", "单价", "采购金额"], *rows)
    (reading,) = understand(document("政府采购预算表", "单位：元", printed)).readings
    labels = {row.row: row.label for row in reading.rows}
    return {row.label: (labels.get(row.parent or 0), row.role) for row in reading.rows}


def test_a_class_is_the_sum_of_what_is_bought_of_it() -> None:
    assert nesting(
        ["", "合计", "", "", "180.00"],
        ["A", "货物", "", "", "170.00"],
        ["A02010000", "信息化设备", "", "", "100.00"],
        ["A02010105", "台式计算机", "2", "30.00", "60.00"],
        ["A02021003", "打印机", "1", "10.00", "10.00"],
        ["C", "服务", "", "", "10.00"],
        ["C07", "体育服务", "", "", "10.00"],
        ["C07050000", "体育组织服务", "1", "10.00", "10.00"],
    ) == {
        "合计": (None, "total"),
        "货物": ("合计", "subtotal"),
        # 60 is not all of 100: bought like the others.
        "信息化设备": ("货物", "leaf"),
        "台式计算机": ("货物", "leaf"),
        "打印机": ("货物", "leaf"),
        "服务": ("合计", "subtotal"),
        "体育服务": ("服务", "subtotal"),
        "体育组织服务": ("体育服务", "leaf"),
    }


def test_the_levels_of_a_class_count_once() -> None:
    found = nesting(
        ["", "合计", "", "", "70.00"],
        ["A0201", "信息化设备", "", "", "70.00"],
        ["A02010105", "台式计算机", "2", "30.00", "60.00"],
        ["A02010108", "便携式计算机", "1", "10.00", "10.00"],
    )
    assert found["信息化设备"] == ("合计", "subtotal")
    assert found["台式计算机"] == found["便携式计算机"] == ("信息化设备", "leaf")


def test_a_project_heads_what_is_bought_for_it_where_it_is_the_sum() -> None:
    """动物防疫 42.00 + 8.28 = 50.28; 土壤普查 is no sum of what stands under it."""
    printed = table(
        ["政府采购项目来源", "采购物品名称", "数量", "单价", "总计"],
        ["合计", "", "", "", "115.78"],
        ["动物防疫", "", "", "", "50.28"],
        ["", "兽用疫苗", "120", "0.35", "42.00"],
        ["", "消毒设备", "18", "0.46", "8.28"],
        ["土壤普查", "", "", "", "65.50"],
        ["", "检测服务", "1", "60.00", "60.00"],
    )
    (reading,) = understand(document("部门政府采购预算", "单位：万元", printed)).readings
    labels = {row.row: row.label for row in reading.rows}
    assert [(row.label, labels.get(row.parent or 0), row.is_leaf) for row in reading.rows[1:]] == [
        ("动物防疫", "合计", False),
        ("兽用疫苗", "动物防疫", True),
        ("消毒设备", "动物防疫", True),
        ("土壤普查", "合计", True),
        ("检测服务", "合计", True),
    ]


def test_a_sum_that_prints_but_its_category_is_called_by_it() -> None:
    """采购类别 stands beside the name of every purchase, and alone in the sum of 货物: 12 + 114 = 126."""
    printed = table(
        ["采购类别", "采购品目", "数量", "采购金额"],
        ["货物", "", "23", "126.00"],
        ["货物", "台式计算机", "20", "12.00"],
        ["货物", "视频设备", "3", "114.00"],
        ["服务", "", "", "80.00"],
        ["服务", "演出服务", "1", "80.00"],
        ["其他", "", "", "4.00"],
        ["", "合计", "", "210.00"],
    )
    (reading,) = understand(document("政府采购预算表", "单位：万元", printed)).readings
    labels = {row.row: row.label for row in reading.rows}
    found = [(row.label, row.role, labels.get(row.parent or 0)) for row in reading.rows if row.label]
    assert found == [
        ("货物", "subtotal", "合计"),
        ("台式计算机", "leaf", "货物"),
        ("视频设备", "leaf", "货物"),
        ("服务", "subtotal", "合计"),
        ("演出服务", "leaf", "服务"),
        ("合计", "total", None),
    ]


def test_a_code_in_the_cell_of_the_name_is_no_part_of_the_label() -> None:
    """A4黑白打印机 begins with a size of paper and keeps it."""
    printed = table(
        ["单位名称", "项目名称", "采购品目", "数量", "采购金额"],
        ["某局", "城市环卫作业", "C13050200清扫服务", "1", "480.00"],
        ["某局", "办公设备", "A02021003A4黑白打印机", "10", "2.80"],
        ["某局", "办公设备", "A4复印纸", "10", "2.00"],
        ["某局", "法律援助", "B0301 法律咨询服务", "1", "36.50"],
    )
    (reading,) = understand(document("政府采购预算表", "单位：万元", printed)).readings
    assert [row.label for row in reading.rows] == ["清扫服务", "A4黑白打印机", "A4复印纸", "法律咨询服务"]


@pytest.mark.parametrize("printed", ["A02010105台式计算机", "A02010105|台式计算机", "A02010105-台式计算机"])
def test_a_code_of_the_catalogue_before_a_name_is_no_part_of_it(printed: str) -> None:
    assert without_catalogue_code(printed) == "台式计算机"
