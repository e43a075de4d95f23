"""Pages with a strip each of a table too wide for its paper."""

from collections.abc import Callable, Sequence

from pipeline.documents.model import Table
from pipeline.documents.reading import read
from tests.documents.pdf_making import Sheet, make_pdf

WIDE = [
    ["科目编码", "科目名称", "合计", "一般公共预算", "政府性基金预算", "事业收入"],
    ["2010301", "行政运行", "9.00", "8.00", "1.00", "0.00"],
    ["2010302", "一般行政管理事务", "4.00", "1.00", "1.00", "2.00"],
    ["", "合计", "13.00", "9.00", "2.00", "2.00"],
]
LEFT, RIGHT = [row[:4] for row in WIDE], [row[4:] for row in WIDE]


def page(
    rows: Sequence[Sequence[str]], title: str = "", height: float = 20, at: float = 200, top: float = 100
) -> Callable[[Sheet], object]:
    """A page of these rows under a title."""

    def draw(sheet: Sheet) -> None:
        sheet.text(at, 40, title)
        sheet.table(50, top, [110] * len(rows[0]), rows, height=height)

    return draw


def tables(*pages: Callable[[Sheet], object]) -> list[Table]:
    """The tables that are read of these pages."""
    return list(read(make_pdf(*pages)).tables)


def shown(*pages: Callable[[Sheet], object]) -> list[object]:
    """Paragraphs as texts, tables as rows of texts."""
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Table) else block.text
        for block in read(make_pdf(*pages)).blocks
    ]
