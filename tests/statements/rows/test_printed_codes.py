"""Codes of the classifications in the ways in which cells print them."""

import pytest

from pipeline.documents.model import Cell, Table
from pipeline.statements.rows.printed_codes import split_code, split_second
from pipeline.statements.understand import understand
from tests.statements.small_tables import document, table


@pytest.mark.parametrize(
    "text",
    [
        "2050202小学教育",
        "2050202-小学教育",
        "[2050202]小学教育",
        "【2050202】小学教育",
        "2050202|小学教育",
        "2050202/小学教育",
        "205 02 02 小学教育",
        "205.02.02 小学教育",
        "205-02-02小学教育",
        "205（类）02（款）02（项）小学教育",
        "205类02款02项小学教育",
        "小学教育（2050202）",
        "小学教育 2050202",
    ],
)
def test_a_code_and_its_name(text: str) -> None:
    assert split_code(text) == ("2050202", "小学教育")


@pytest.mark.parametrize(("text", "code"), [("2050000", "205"), ("2050200", "20502"), ("2050202", "2050202")])
def test_noughts_for_levels_that_a_code_does_not_have(text: str, code: str) -> None:
    assert split_code(text) == (code, "")


@pytest.mark.parametrize(
    "text", ["205.99.98其他", "301-2", "2018.05-2018.12", "教学楼 2050202", "206某县科学技术局", "12.34"]
)
def test_other_figures_are_no_code(text: str) -> None:
    assert split_code(text) == (None, "")


def test_a_name_that_repeats_its_code_is_read_without_it() -> None:
    (reading,) = understand(
        document(
            "支出总表",
            "单位：万元",
            table(
                ["科目编码", "科目名称", "合计"],
                ["205.02", "205.02 普通教育", "6.00"],
                ["205.02.02", "205.02.02 小学教育", "6.00"],
            ),
        )
    ).readings
    assert [(row.codes.function, row.label, row.role) for row in reading.rows] == [
        ("20502", "普通教育", "subtotal"),
        ("2050202", "小学教育", "leaf"),
    ]


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("普法宣传50201-办公经费", ("普法宣传", "50201")),
        ("普法宣传 30201办公费", ("普法宣传", "30201")),
        ("普法宣传50201-会议费", None),
        ("普法宣传", None),
        ("2040605-普法宣传", None),
    ],
)
def test_the_code_of_another_entry_behind_a_name(label: str, parts: tuple[str, str] | None) -> None:
    assert split_second(label) == parts


def test_two_entries_in_one_cell_are_one_row_with_both_codes() -> None:
    (reading,) = understand(
        document(
            "一般公共预算支出表",
            "单位：万元",
            table(["科目编码", "科目名称", "合计"], ["2040605", "普法宣传50201-办公经费", "6.00"]),
        )
    ).readings
    (row,) = reading.rows
    assert (row.codes.function, row.codes.gov_economic, row.label) == ("2040605", "50201", "普法宣传")


def test_classes_and_sections_merged_over_their_items_are_part_of_the_code_of_each() -> None:
    printed = [
        ["类", "款", "项", "科目名称", "合计"],
        ["204", "05", "01", "行政运行", "6.00"],
        [None, None, "04", "案件审判", "4.00"],
        ["210", "11", "01", "行政单位医疗", "2.00"],
    ]
    (reading,) = understand(document("部门支出总表", "单位：万元", _merged(printed))).readings
    assert [row.codes.function for row in reading.rows] == ["2040501", "2040504", "2101101"]


def test_the_code_of_a_merged_cell_is_that_of_all_rows_beside_it() -> None:
    """机关工资福利支出 over two departmental classes, and one function over two projects."""
    head = ["政府预算经济分类编码", "政府预算经济分类名称", "部门预算经济分类编码", "部门预算经济分类名称", "基本支出"]
    printed = [
        head,
        ["50101", "工资奖金津补贴", "30101", "基本工资", "6.00"],
        [None, None, "30102", "津贴补贴", "4.00"],
        ["50103", "住房公积金", "30113", "住房公积金", "2.00"],
    ]
    (reading,) = understand(document("一般公共预算基本支出表", "单位：万元", _merged(printed))).readings
    found = [(row.codes.economic, row.codes.gov_economic) for row in reading.rows]
    assert found == [("30101", "50101"), ("30102", "50101"), ("30113", "50103")]
    printed = [
        ["功能科目编码", "项目名称", "金额"],
        ["2081006", "福利院运转", "6.00"],
        [None, "福利院修缮", "4.00"],
        ["合计", "", "10.00"],
    ]
    (reading,) = understand(document("项目支出表", "单位：万元", _merged(printed))).readings
    assert [row.codes.function for row in reading.rows] == ["2081006", "2081006", None]


def _merged(printed: list[list[str | None]]) -> Table:
    """A table in which a cell goes on below where None stands."""
    cells = [
        Cell(row, col, text, row_span=2 if row < len(printed) and printed[row][col - 1] is None else 1)
        for row, texts in enumerate(printed, start=1)
        for col, text in enumerate(texts, start=1)
        if text is not None
    ]
    return Table(1, len(printed), len(printed[0]), tuple(cells))
