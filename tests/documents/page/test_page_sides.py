"""Ruled tables whose left and right sides are not drawn."""

from pipeline.documents.model import Paragraph, Table
from pipeline.documents.pdf import pdf
from tests.documents.pdf_making import Sheet, make_pdf

ROWS = [("合计", "9.00", "8.00"), ("教育支出", "9.00", "8.00")]


def draw(sheet: Sheet) -> None:
    """科目 | 本年预算 over 合计 and 基本支出, two rows: lines between rows and columns, none at the sides."""
    sheet.text(60, 60, "部门支出总表")
    for y, x0 in ((100, 50), (120, 150), (140, 50), (160, 50), (180, 50)):
        sheet.line(x0, y, 350, y)
    sheet.line(150, 100, 150, 180)
    sheet.line(250, 120, 250, 180)
    sheet.text(55, 114, "科目")
    sheet.text(220, 104, "本年预算")
    sheet.text(160, 124, "合计")
    sheet.text(260, 124, "基本支出")
    for row, texts in enumerate(ROWS):
        for x, text in zip((55, 160, 260), texts, strict=True):
            sheet.text(x, 144 + 20 * row, text)
    # A line under another text is not the side of anything.
    sheet.line(50, 300, 350, 300)
    sheet.text(60, 280, "注释")


def test_open_sides_are_closed() -> None:
    blocks = pdf.read(make_pdf(draw)).blocks
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert {cell.text: (cell.row, cell.col, cell.row_span, cell.col_span) for cell in table.cells[:4]} == {
        "科目": (1, 1, 2, 1),
        "本年预算": (1, 2, 1, 2),
        "合计": (2, 2, 1, 1),
        "基本支出": (2, 3, 1, 1),
    }
    assert [[cell.text for cell in row] for row in table.rows[2:]] == [list(row) for row in ROWS]
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["部门支出总表", "注释"]
