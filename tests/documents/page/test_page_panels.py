"""Tables side by side without vertical lines, each under a title of its own."""

from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfbase import pdfmetrics

from pipeline.documents.model import Paragraph, Table
from pipeline.documents.pdf import pdf
from tests.documents.pdf_making import FONT, Sheet, make_pdf

INCOME = [["项目", "本年预算"], ["财政拨款收入", "30.00"], ["事业收入", "6.00"], ["收入合计", "36.00"]]
SPENT = [
    ["科目名称", "合计", "基本支出"],
    ["行政运行", "25.00", "20.00"],
    ["办公用房", "5.00", "4.00"],
    ["住房公积金", "3.00", "2.00"],
    ["离退休费", "3.00", "2.00"],
    ["支出合计", "36.00", "28.00"],
]
Draw = Callable[[Sheet], None]


def block(sheet: Sheet, x: float, top: float, rows: Sequence[Sequence[str]], step: float = 20) -> None:
    """Names at the left, figures that end under each other, no lines."""
    for number, (name, *figures) in enumerate(rows):
        sheet.text(x, top + step * number, name)
        for col, figure in enumerate(figures):
            wide = pdfmetrics.stringWidth(figure, FONT, 10)
            sheet.text(x + 130 + 55 * col - wide, top + step * number, figure)


def shown(draw: Draw) -> list[object]:
    """Paragraphs as texts, tables as rows of texts."""
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Table) else block.text
        for block in pdf.read(make_pdf(draw)).blocks
        if isinstance(block, Table | Paragraph)
    ]


@pytest.mark.parametrize("step", [20, 17])
@pytest.mark.parametrize("lines", [False, True])
def test_titles_at_one_height_over_a_blank_band_part_two_tables(step: float, lines: bool) -> None:
    """Also where their rows are not at one height, and lines across are drawn under the rows of both."""

    def draw(sheet: Sheet) -> None:
        sheet.text(230, 40, "某某局公开")
        sheet.text(70, 80, "部门收入预算表", 12)
        sheet.text(355, 80, "部门支出预算表", 12)
        sheet.text(130, 105, "单位：万元")
        sheet.text(440, 105, "单位：万元")
        block(sheet, 50, 130, INCOME)
        block(sheet, 300, 130, SPENT, step)
        if lines:
            for number in range(5):
                sheet.line(50, 126 + 20 * number, 490, 126 + 20 * number)
        sheet.text(50, 300, "说明：本表数据均为当年预算安排的资金，不含上年结转资金，各项目合计与明细一致，详见后文。")

    found = shown(draw)
    assert found[:7] == ["某某局公开", "部门收入预算表", "单位：万元", INCOME, "部门支出预算表", "单位：万元", SPENT]
    assert found[7].startswith("说明") if isinstance(found[7], str) else False


def test_numbers_of_rows_begin_the_table_at_the_right() -> None:
    numbered = [["序号", "本年预算"], ["1", "30.00"], ["2", "6.00"], ["3", "36.00"]]

    def draw(sheet: Sheet) -> None:
        sheet.text(70, 80, "部门收入预算表", 12)
        sheet.text(315, 80, "采购预算表", 12)
        block(sheet, 50, 130, INCOME)
        block(sheet, 300, 130, numbered)

    assert shown(draw) == ["部门收入预算表", INCOME, "采购预算表", numbered]


def test_one_title_beside_the_number_of_its_form_parts_nothing() -> None:
    both = [[*left, *right] for left, right in zip(INCOME, SPENT, strict=False)]

    def draw(sheet: Sheet) -> None:
        sheet.text(200, 80, "部门收支预算总表", 12)
        sheet.text(440, 80, "公开01表")
        block(sheet, 50, 130, INCOME)
        block(sheet, 300, 130, SPENT[: len(INCOME)])

    assert [item for item in shown(draw) if isinstance(item, list)] == [both]


def test_the_number_of_the_page_in_the_band_between_two_tables_is_of_neither() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(70, 80, "部门收入预算表", 12)
        sheet.text(355, 80, "部门支出预算表", 12)
        block(sheet, 50, 130, INCOME)
        block(sheet, 245, 130, SPENT)
        sheet.text(228, 790, "- 4 -")

    assert shown(draw) == ["部门收入预算表", INCOME, "部门支出预算表", SPENT]


def test_a_table_without_figures_beside_another_is_read_after_it_with_its_title() -> None:
    """Its lines are no table, and its title is not the last one over the table at the left."""

    def draw(sheet: Sheet) -> None:
        sheet.text(70, 80, "部门收入预算表", 12)
        sheet.text(355, 80, "部门支出预算表", 12)
        sheet.text(130, 105, "单位：万元")
        sheet.text(440, 105, "单位：万元")
        block(sheet, 50, 130, INCOME)
        block(sheet, 300, 130, [["科目名称", "合计", "基本支出"], ["无", "", ""]])

    found = shown(draw)
    assert found[:5] == ["部门收入预算表", "单位：万元", INCOME, "部门支出预算表", "单位：万元"]
    assert found[5] == "科目名称"
