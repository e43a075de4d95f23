"""Tables whose ruling lines are rows of dots."""

from pipeline.documents.model import Table
from pipeline.documents.reading import read
from tests.documents.pdf_making import Sheet, make_pdf


def dotted(sheet: Sheet, x0: float, top: float, x1: float, bottom: float) -> None:
    """A line of squares of 0.75 points, 1.5 points from one to the next."""
    steps = round(max(x1 - x0, bottom - top) / 1.5)
    for step in range(steps + 1):
        x, y = x0 + (x1 - x0) * step / steps, top + (bottom - top) * step / steps
        sheet.canvas.rect(x - 0.375, sheet.height - y - 0.375, 0.75, 0.75, stroke=0, fill=1)


def test_a_table_of_dotted_lines_keeps_its_merged_cells() -> None:
    def draw(sheet: Sheet) -> None:
        for top in (100, 140, 160, 180):
            dotted(sheet, 60, top, 300, top)
        dotted(sheet, 140, 120, 300, 120)
        for x in (60, 140, 300):
            dotted(sheet, x, 100, x, 180)
        dotted(sheet, 220, 120, 220, 180)
        texts = ((65, 112, "项目"), (200, 103, "支出"), (145, 123, "基本"), (225, 123, "项目支出"), (65, 143, "工资"))
        for x, top, text in (*texts, (180, 143, "1.00"), (65, 163, "津贴"), (260, 163, "2.50")):
            sheet.text(x, top, text)

    (table,) = (block for block in read(make_pdf(draw)).blocks if isinstance(block, Table))
    placed = {cell.text: (cell.row, cell.col, cell.row_span, cell.col_span) for cell in table.cells if cell.text}
    assert placed == {
        "项目": (1, 1, 2, 1),
        "支出": (1, 2, 1, 2),
        "基本": (2, 2, 1, 1),
        "项目支出": (2, 3, 1, 1),
        "工资": (3, 1, 1, 1),
        "1.00": (3, 2, 1, 1),
        "津贴": (4, 1, 1, 1),
        "2.50": (4, 3, 1, 1),
    }


def test_dots_here_and_there_are_no_lines() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(60, 60, "目录")
        for number in range(8):
            sheet.canvas.rect(60 + 20 * number, 600, 1, 1, stroke=0, fill=1)
            sheet.canvas.rect(60, 400 + 20 * number, 1, 1, stroke=0, fill=1)

    assert not any(isinstance(block, Table) for block in read(make_pdf(draw)).blocks)
