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
    cells = [
        Cell(row_no, col, text, row_span=2 if text in {"204", "05"} else 1)
        for row_no, texts in enumerate(printed, start=1)
        for col, text in enumerate(texts, start=1)
        if text is not None
    ]
    table = Table(1, len(printed), len(printed[0]), tuple(cells))
    (reading,) = understand(document("部门支出总表", "单位：万元", table)).readings
    assert [row.codes.function for row in reading.rows] == ["2040501", "2040504", "2101101"]
