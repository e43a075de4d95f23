"""Recognised tables with nothing between them."""

import pytest

from pipeline.documents.model import Table
from pipeline.documents.text.ocr_text import read

INCOME = [
    "科目编码\t科目名称\t合计\t一般公共预算\t政府性基金",
    "\t合计\t9.00\t8.00\t1.00",
    "205\t教育支出\t5.00\t5.00\t",
    "208\t社会保障和就业支出\t4.00\t3.00\t1.00",
]
EXPENDITURE = [
    "科目编码\t科目名称\t合计\t基本支出\t项目支出",
    "\t合计\t9.00\t6.00\t3.00",
    "205\t教育支出\t5.00\t5.00\t",
    "208\t社会保障和就业支出\t4.00\t1.00\t3.00",
]
SUMMARY = ["\t收入\t支出\t", "项目\t预算数\t项目\t预算数", "一、拨款\t9.00\t一、教育支出\t9.00"]


def tables(*lines: str) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row if cell.text] for row in block.rows]
        for block in read("\n".join(lines)).blocks
        if isinstance(block, Table)
    ]


@pytest.mark.parametrize("between", [[], [""], ["\t预算03\t表 支\t出总表", "\t\t\t\t单位:万元"]])
def test_another_header_begins_another_table(between: list[str]) -> None:
    first, second = tables(*INCOME, *between, *EXPENDITURE)
    assert first == [[text for text in line.split("\t") if text] for line in INCOME]
    assert second[-4:] == [[text for text in line.split("\t") if text] for line in EXPENDITURE]
    assert second[:-4] == ([["预算03表 支出总表"], ["单位:万元"]] if len(between) > 1 else [])


def test_a_title_begins_a_table_of_other_columns() -> None:
    first, second = tables(*INCOME, "\t\t财政拨款收支总表", *SUMMARY)
    assert len(first) == len(INCOME)
    assert second[0] == ["财政拨款收支总表"]


@pytest.mark.parametrize(
    "more",
    [
        # The next page: its header again, also misread, under the title or without.
        ["", INCOME[0], "210\t卫生健康支出\t1.00\t1.00\t"],
        ["", "科目编码\t科目名祢\t合汁\t一般公共预算\t政府性基金", "210\t卫生健康支出\t1.00\t1.00\t"],
        ["\t部门收入总表", INCOME[0], "210\t卫生健康支出\t1.00\t1.00\t"],
        # A row of words that stands over no figures, or in one column of them.
        ["\t其他\t\t\t", "210\t卫生健康支出\t1.00\t1.00\t"],
        ["其他\t备注\t详见附件\t\t", "210\t卫生健康支出\t1.00\t1.00\t"],
        # A heading that prints nils in the columns of figures.
        ["\t二、相关统计数\t—\t—\t—", "210\t卫生健康支出\t1.00\t1.00\t"],
    ],
)
def test_a_table_goes_on(more: list[str]) -> None:
    assert len(tables(*INCOME, *more)) == 1


def test_a_header_that_states_the_unit_is_not_torn() -> None:
    (found,) = tables("项目名称\t预算数(单位:万元)\t绩效目标", "修路\t9.00\t通车", "修桥\t3.00\t通车")
    assert found[0] == ["项目名称", "预算数(单位:万元)", "绩效目标"]


def test_a_name_and_its_figure_are_no_title_with_its_number() -> None:
    (found,) = tables("名称\t数量", "水表\t12", "电表\t3")
    assert found == [["名称", "数量"], ["水表", "12"], ["电表", "3"]]
