"""Tables without ruling lines, and text that only looks like one."""

from collections.abc import Sequence

from pdf_making import Sheet, make_pdf
from reportlab.pdfbase import pdfmetrics

from pipeline.documents import pdf
from pipeline.documents.model import Paragraph, Table

ROWS = [
    ["科目名称", "本年预算", "上年预算"],
    ["工资福利支出", "1,234.50", "1,100.00"],
    ["商品和服务支出", "200.00", "90.50"],
    ["资本性支出", "", "3.00"],
    ["合计", "1,434.50", "1,193.50"],
]


def columns(sheet: Sheet, top: float, rows: Sequence[Sequence[str]]) -> None:
    """Labels to the left, figures to the right, no lines."""
    for number, (label, *figures) in enumerate(rows):
        sheet.text(100, top + 20 * number, label)
        for col, figure in enumerate(figures):
            wide = pdfmetrics.stringWidth(figure, "STSong-Light", 10)
            sheet.text(330 + 100 * col - wide, top + 20 * number, figure)


def test_aligned_figures_under_headers_are_a_table() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(240, 60, "支出总表", 16)
        sheet.text(100, 90, "部门：某某局")
        sheet.text(400, 90, "单位：万元")
        columns(sheet, 120, ROWS)
        sheet.text(100, 260, "注：本表为空。")

    content = pdf.read(make_pdf(draw))
    (table,) = (block for block in content.blocks if isinstance(block, Table))
    assert [[cell.text for cell in row] for row in table.rows] == ROWS
    assert [block.text for block in content.blocks if isinstance(block, Paragraph)] == [
        "支出总表",
        "部门：某某局",
        "单位：万元",
        "注：本表为空。",
    ]


def test_a_table_of_contents_is_none() -> None:
    def draw(sheet: Sheet) -> None:
        columns(sheet, 120, [["部门概况", "3"], ["收支总表", "12"], ["收入总表", "14"], ["支出总表", "15"]])

    assert not any(isinstance(block, Table) for block in pdf.read(make_pdf(draw)).blocks)


def test_figures_without_headers_are_none() -> None:
    def draw(sheet: Sheet) -> None:
        columns(sheet, 120, ROWS[1:])

    assert not any(isinstance(block, Table) for block in pdf.read(make_pdf(draw)).blocks)
