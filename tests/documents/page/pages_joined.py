"""Pages with a part of a table each, drawn with its lines."""

from collections.abc import Callable, Sequence

from pipeline.documents.model import Table
from pipeline.documents.pdf import pdf
from tests.documents.pdf_making import Sheet, make_pdf

HEADER = ["科目", "名称", "金额"]
WIDTHS = [80.0, 120.0, 80.0]
LOWER = [["资金总额", "", "120.00", ""], ["产出指标", "数量指标", "巡查次数", "12次"]]
"""The lower half of a form."""

Draw = Callable[[Sheet], object]


def page(
    rows: Sequence[Sequence[str]], title: str = "", widths: Sequence[float] = WIDTHS, top: float = 60, **how: object
) -> Draw:
    """A page of these rows in a table, under a title."""

    def draw(sheet: Sheet) -> None:
        if title:
            sheet.text(250, 40, title, 16)
        sheet.table(50, top, widths, rows, **how)  # type: ignore[arg-type]

    return draw


def tables(*pages: Draw) -> list[Table]:
    """What the reader of PDF gives of these pages."""
    return [block for block in pdf.read(make_pdf(*pages)).blocks if isinstance(block, Table)]


def form(rows: Sequence[Sequence[str]], widths: Sequence[float], top: float) -> Draw:
    """A page of these rows without a title."""
    return page(rows, widths=widths, top=top)
