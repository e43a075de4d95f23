"""Tables in a frame with lines under their rows and none between their columns, as web pages have them."""

from collections.abc import Mapping, Sequence

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.documents.model import Table
from pipeline.documents.page.missing_lines.frames import without_frames
from pipeline.documents.pdf import pdf
from tests.documents.pdf_making import FONT, Sheet, make_pdf

LEFT, WIDTHS, HEIGHT = 40.0, (70.0, 200.0, 80.0, 80.0, 80.0), 18.0
HEAD = [["科目编码", "科目名称", "合计", "其中", ""], ["", "", "", "基本支出", "项目支出"]]
SPANS = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 2)}
BODY = [
    ["201", "一般公共服务支出", "1,209.50", "900.00", "309.50"],
    ["20103", "政府办公厅（室）及相关机构事务", "1,209.50", "900.00", "309.50"],
    ["2010301", "行政运行", "900.00", "900.00", ""],
    ["2010302", "一般行政管理事务", "309.50", "", "309.50"],
    ["208", "社会保障和就业支出", "88.20", "88.20", ""],
    ["20805", "行政事业单位养老支出", "88.20", "88.20", ""],
    ["2080505", "机关事业单位基本养老保险缴费支出", "88.20", "88.20", ""],
    ["", "合计", "1,297.70", "988.20", "309.50"],
]


def framed(
    sheet: Sheet, top: float, rows: Sequence[Sequence[str]], spans: Mapping[tuple[int, int], tuple[int, int]]
) -> None:
    """Rows with a line under each cell, and a frame around all."""
    right, bottom = LEFT + sum(WIDTHS), top + HEIGHT * len(rows)
    sheet.line(LEFT, top, right, top)
    sheet.line(LEFT, top, LEFT, bottom)
    sheet.line(right, top, right, bottom)
    hidden = {(r + i, c + j) for (r, c), (n, m) in spans.items() for i in range(n) for j in range(m) if i or j}
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            if (row, col) in hidden:
                continue
            n_rows, n_cols = spans.get((row, col), (1, 1))
            x0, width = LEFT + sum(WIDTHS[:col]), sum(WIDTHS[col : col + n_cols])
            y0, y1 = top + row * HEIGHT, top + (row + n_rows) * HEIGHT
            sheet.line(x0, y1, x0 + width, y1)
            room = width - stringWidth(text, FONT, 8)
            is_head = row < len(rows) - len(BODY)
            sheet.text(x0 + (room / 2 if is_head else room - 3 if col > 1 else 3), (y0 + y1) / 2 - 4, text, 8)


@pytest.mark.parametrize("n_head", [1, 2])
def test_a_framed_table_without_lines_between_its_columns_is_read_as_one_without_lines(n_head: int) -> None:
    head = HEAD if n_head == 2 else [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    data = make_pdf(lambda sheet: framed(sheet, 80, [*head, *BODY], SPANS if n_head == 2 else {}))
    (table,) = (block for block in pdf.read(data).blocks if isinstance(block, Table))
    texts = [[cell.text.strip() for cell in row] for row in table.rows]
    assert texts[-len(BODY) :] == BODY
    heads = [row for row in texts[: -len(BODY)] if any(row)]
    assert [[text for text in row if text] for row in heads] == [[text for text in row if text] for row in head]


def test_lines_between_columns_keep_the_sides() -> None:
    """A ruled table, one with a single line between its columns, and a frame around two lines of text."""

    def draw(sheet: Sheet) -> None:
        sheet.table(LEFT, 60, WIDTHS, BODY)
        framed(sheet, 300, BODY, {})
        sheet.line(LEFT + 270, 300, LEFT + 270, 300 + HEIGHT * len(BODY))
        sheet.table(LEFT, 600, [400], [["填表说明"], ["本表金额单位为万元。"]])

    pages = pdf.pages_of(make_pdf(draw))
    assert list(without_frames(pages)) == pages
