"""Tables abreast in one grid, each under its title."""

import pytest

from pipeline.documents.abreast import parted
from pipeline.documents.model import Cell, Content, Table
from tests.documents.contents import shown

INCOME = ["科目", "合计"]
SPENT = ["编码", "名称", "金额"]


def grid(*lines: str) -> Content:
    """A grid of lines of cells parted by '|', 'text>3' over three columns."""
    cells = []
    for row, line in enumerate(lines, 1):
        col = 1
        for text in line.split("|"):
            printed, _, span = text.partition(">")
            cells.append(Cell(row, col, printed, col_span=int(span or 1)))
            col += int(span or 1)
    return Content((Table(1, len(lines), max(cell.col for cell in cells), tuple(cells)),))


BODY = ("科目|合计|编码|名称|金额", "教育支出|5.00|301|工资福利支出|3.00", "||302|商品和服务支出|2.00")


@pytest.mark.parametrize(
    "head", ["收入总表>2|基本支出表>3", "收入总表||基本支出表||", "收入总表>2|基本支出表（按经济分类）>3"]
)
def test_two_tables_under_their_titles(head: str) -> None:
    left, right = parted(grid(head, *BODY)).blocks
    assert isinstance(left, Table)
    assert isinstance(right, Table)
    assert (left.number, right.number) == (1, 2)
    assert [[cell.text for cell in row] for row in left.rows[1:]] == [INCOME, ["教育支出", "5.00"]]
    assert left.rows[0][0].text == "收入总表"
    assert right.rows[0][0].text.startswith("基本支出表")
    assert [cell.text for cell in right.rows[-1]] == ["302", "商品和服务支出", "2.00"]


def test_a_blank_column_between_and_lines_of_information() -> None:
    lines = ("表1>2||表2>3", "收入总表>2||基本支出表>3", "单位：元>2||单位：元>3", "科目|合计||编码|名称|金额")
    first, second = shown(parted(grid(*lines, "教育支出|5.00||301|工资福利支出|3.00")))
    assert first == [["表1"], ["收入总表"], ["单位：元"], INCOME, ["教育支出", "5.00"]]
    assert second == [["表2"], ["基本支出表"], ["单位：元"], SPENT, ["301", "工资福利支出", "3.00"]]


@pytest.mark.parametrize(
    "lines",
    [
        # Headers over blocks of columns are no titles, nor are numbers of forms.
        ("收入>2|支出>3", *BODY),
        ("收支总表>2|单位：万元>3", *BODY),
        ("附表1>2|附表2>3", *BODY),
        # A cell of the rows lies under both.
        ("收入总表>2|基本支出表>3", *BODY, "合计|5.00>2|总计|5.00"),
        # No names of columns stand under the second one.
        ("收入总表>2|基本支出表>3", "科目|合计|301|工资福利支出|3.00", "教育支出|5.00|||"),
    ],
)
def test_what_is_one_table(lines: tuple[str, ...]) -> None:
    content = grid(*lines)
    assert parted(content) is content
