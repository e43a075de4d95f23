"""A table too wide for its paper, whose columns go on on the next page."""

from collections.abc import Callable, Sequence

import pytest

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
NAMES = [row[:2] for row in WIDE]


def page(
    rows: Sequence[Sequence[str]], title: str = "", height: float = 20, at: float = 200, top: float = 100
) -> Callable[[Sheet], object]:
    def draw(sheet: Sheet) -> None:
        sheet.text(at, 40, title)
        sheet.table(50, top, [110] * len(rows[0]), rows, height=height)

    return draw


def tables(*pages: Callable[[Sheet], object]) -> list[Table]:
    return list(read(make_pdf(*pages)).tables)


@pytest.mark.parametrize("rows", [RIGHT, [[*names, *row] for names, row in zip(NAMES, RIGHT, strict=True)]])
def test_columns_on_the_next_page_are_the_rest_of_the_table(rows: list[list[str]]) -> None:
    """With the names of the rows printed again, or without."""
    (table,) = tables(page(LEFT, "部门收入总表"), page(rows))
    assert [[cell.text for cell in row] for row in table.rows] == WIDE
    cell = table.grid[2, 6]
    assert (cell.text, cell.page, table.page_from, table.page_to) == ("0.00", 2, 1, 2)
    assert cell.box is not None
    assert round(cell.box.top) == 120


def test_a_table_of_its_own_is_not_laid_beside() -> None:
    own = [["收入项目", "预算数"], ["事业收入", "2.00"], ["其他收入", "0.00"], ["收入总计", "2.00"]]
    again = [[*names, row[2]] for names, row in zip(NAMES, WIDE, strict=True)]
    for second in (page(own), page(again), page(RIGHT, "部门支出总表"), page(RIGHT, height=24), page(RIGHT[:3])):
        assert len(tables(page(LEFT, "部门收入总表"), second)) == 2


def shown(*pages: Callable[[Sheet], object]) -> list[object]:
    """Paragraphs as texts, tables as rows of texts."""
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Table) else block.text
        for block in read(make_pdf(*pages)).blocks
    ]


def test_the_title_of_a_wide_table_is_printed_on_the_next_page() -> None:
    assert shown(page(LEFT), page(RIGHT, "部门收入总表")) == ["部门收入总表", WIDE]


def test_a_title_that_the_paper_cuts_is_one() -> None:
    pages = page(LEFT, "部门收入总表（按功能", at=400), page(RIGHT, "分类科目）", at=50)
    assert shown(*pages) == ["部门收入总表（按功能分类科目）", WIDE]


@pytest.mark.parametrize(
    ("left", "second"),
    [
        (LEFT, page(RIGHT, "部门支出总表", top=130)),
        ([row[2:] for row in LEFT], page(RIGHT, "部门支出总表")),
        ([["", *row[1:]] for row in LEFT[:3]] + [["", "", *row[2:]] for row in LEFT[3:]], page(RIGHT, "单位：元")),
    ],
)
def test_figures_under_a_title_that_stand_elsewhere_or_name_no_rows_are_a_table(
    left: list[list[str]], second: Callable[[Sheet], object]
) -> None:
    assert len(tables(page(left), second)) == 2


def test_a_header_that_the_paper_cuts_is_one() -> None:
    """The words before the edge at 380 end there: six characters of 10 points from 320 on."""
    left = [["科目", "合计", "财"], ["工资", "9.00", "8.00"], ["津贴", "4.00", "1.00"]]
    right = [["收入", "其他"], ["1.00", "0.00"], ["1.00", "2.00"]]

    def first(sheet: Sheet) -> None:
        page([["科目", "合计", ""], *left[1:]])(sheet)
        sheet.text(320, 104, "财政专户拨款")

    assert shown(first, page(right)) == [
        [
            ["科目", "合计", "财政专户拨款收入", "其他"],
            ["工资", "9.00", "8.00", "1.00", "0.00"],
            ["津贴", "4.00", "1.00", "1.00", "2.00"],
        ]
    ]
