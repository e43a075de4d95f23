"""Titles in the last rows of a table, cut from their own table by the end of a page."""

import pytest

from pipeline.documents.foot_titles import with_titles_over_tables
from pipeline.documents.model import Cell, Content, Paragraph, Table

HEAD, ROW = ["科目编码", "科目名称", "金额"], ["201", "一般公共服务支出", "5.00"]
GOODS = ["采购项目", "数量", "金额"]


def _table(number: int, *rows: list[str]) -> Table:
    """A text alone in its row covers all three columns."""
    cells = [
        Cell(row, col, text, col_span=3 if len(texts) == 1 else 1)
        for row, texts in enumerate(rows, start=1)
        for col, text in enumerate(texts, start=1)
    ]
    return Table(number, len(rows), 3, tuple(cells))


def _shown(*blocks: Paragraph | Table) -> list[object]:
    content = with_titles_over_tables(Content(blocks))
    return [
        (block.number, block.text)
        if isinstance(block, Paragraph)
        else (block.number, [[cell.text for cell in row] for row in block.rows])
        for block in content.blocks
    ]


@pytest.mark.parametrize("lines", [["政府采购预算表"], ["政府采购预算表", "单位：元"]])
def test_a_title_at_the_foot_stands_over_the_next_table(lines: list[str]) -> None:
    first = _table(1, ["支出总表"], HEAD, ROW, *([line] for line in lines))
    second = _table(2, ["附表11"], GOODS, ["打印机", "2", "1.00"])
    assert _shown(Paragraph(1, "第二部分"), first, second, Paragraph(2, "注：无")) == [
        (1, "第二部分"),
        (1, [["支出总表"], HEAD, ROW]),
        (2, [*([line] for line in lines), ["附表11"], GOODS, ["打印机", "2", "1.00"]]),
        (2, "注：无"),
    ]


@pytest.mark.parametrize(
    ("foot", "behind"),
    [
        (["注：本表为空。"], [GOODS]),
        (["政府采购预算表"], [["资产配置表"], GOODS]),
        (["支出总表"], [HEAD]),
        (["政府采购预算表"], [["打印机", "2", "1.00"]]),
    ],
)
def test_any_other_foot_stays(foot: list[str], behind: list[list[str]]) -> None:
    first, second = _table(1, ["支出总表"], HEAD, ROW, foot), _table(2, *behind)
    assert with_titles_over_tables(content := Content((first, second))) is content
