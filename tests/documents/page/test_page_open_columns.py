"""Ruled tables in which the line between two columns is missing: amounts beside texts, codes beside codes."""

from collections.abc import Sequence

from pipeline.documents.model import Table
from pipeline.documents.pdf import pdf
from tests.documents.pdf_making import Sheet, make_pdf


def table(rows: Sequence[Sequence[str | tuple[float, str]]], widths: Sequence[float]) -> Table:
    """A ruled table at (50, 100); a text with a number begins so far right of its cell's left edge."""

    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, widths, [["" for _ in row] for row in rows])
        for number, row in enumerate(rows):
            for col, text in enumerate(row):
                parts = [text] if isinstance(text, tuple) else [(3.0, text)]
                for offset, part in parts:
                    for piece in part.split("|"):
                        sheet.text(50 + sum(widths[:col]) + offset, 104 + number * 20, piece)
                        offset += 100

    (found,) = [block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table)]
    return found


def texts(found: Table) -> list[list[str]]:
    return [[cell.text for cell in row if cell.text] for row in found.rows]


def test_two_amounts_in_one_cell_are_two_columns_and_so_are_their_headers() -> None:
    found = table(
        [["项目", "基本支出|项目支出"], ["合计", "7.00|5.00"], ["教育", "4.00|3.00"], ["卫生", "3.00|2.00"]], [100, 200]
    )
    assert texts(found) == [
        ["项目", "基本支出", "项目支出"],
        ["合计", "7.00", "5.00"],
        ["教育", "4.00", "3.00"],
        ["卫生", "3.00", "2.00"],
    ]
    assert found.n_cols == 3


def test_a_header_in_the_middle_is_over_both_columns() -> None:
    found = table([["项目", (80, "本年预算")], ["合计", "7.00|5.00"], ["教育", "7.00|5.00"]], [100, 200])
    (header,) = [cell for cell in found.cells if cell.text == "本年预算"]
    assert (header.col, header.col_span) == (2, 2)
    assert texts(found)[1:] == [["合计", "7.00", "5.00"], ["教育", "7.00", "5.00"]]


def test_names_and_amounts_in_several_rows_are_two_columns() -> None:
    rows = [["编码", "名称|金额"], ["201", "公共服务|1,204.00"], ["205", "教育|96.50"], ["221", "住房保障|8.40"]]
    assert texts(table(rows, [60, 240])) == [
        ["编码", "名称", "金额"],
        ["201", "公共服务", "1,204.00"],
        ["205", "教育", "96.50"],
        ["221", "住房保障", "8.40"],
    ]


def test_a_code_and_a_name_in_one_cell_stay_together() -> None:
    rows = [["科目", "金额"], ["201|公共服务", "4.00"], ["205|教育", "3.00"], ["210|卫生", "1.00"]]
    assert table(rows, [200, 100]).n_cols == 2


def test_columns_of_codes_without_a_line_are_two() -> None:
    rows = [["款|项", "金额"], ["03|01", "4.00"], ["03|02", "3.00"], ["05|01", "1.00"]]
    assert texts(table(rows, [200, 100])) == [
        ["款", "项", "金额"],
        ["03", "01", "4.00"],
        ["03", "02", "3.00"],
        ["05", "01", "1.00"],
    ]
