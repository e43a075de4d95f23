"""Tables of four columns on pages for tests, whose texts are set apart from the lines that a test draws."""

from collections.abc import Sequence

from reportlab.pdfbase import pdfmetrics

from pipeline.documents.model import Paragraph
from pipeline.documents.pdf import pdf
from tests.documents.pdf_making import FONT, Sheet

WIDTHS = [70, 160, 80, 80]
HEAD = ["科目编码", "科目名称", "合计", "基本支出"]
LEFT = 50.0
RIGHT = LEFT + sum(WIDTHS)


def shown(data: bytes) -> list[object]:
    """Paragraphs as texts, tables as rows of texts."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text.strip() for cell in row] for row in block.rows]
        for block in pdf.read(data).blocks
    ]


def texts(sheet: Sheet, top: float, rows: Sequence[Sequence[str]]) -> float:
    """Rows of texts, the first two columns to the left, the others to the right; returns where they end."""
    for number, row in enumerate(rows):
        for col, text in enumerate(row):
            left = LEFT + sum(WIDTHS[:col])
            parts = text.split("\n")
            for line, part in enumerate(parts):
                wide = pdfmetrics.stringWidth(part, FONT, 10)
                x = left + 3 if col < 2 else left + WIDTHS[col] - 3 - wide
                sheet.text(x, top + 20 * number + (4 if len(parts) == 1 else 10 * line), part)
    return top + 20 * len(rows)
