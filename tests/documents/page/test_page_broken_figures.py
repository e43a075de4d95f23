"""Amounts that narrow columns break over lines, in cells of a row and between lines that part no rows."""

from collections.abc import Sequence

from reportlab.pdfbase import pdfmetrics

from pipeline.documents.model import Box
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.lines import Line
from pipeline.documents.page.missing_lines.broken_figures import with_broken_figures
from pipeline.documents.reading import read
from tests.documents.pdf_making import FONT, Sheet, make_pdf

Columns = Sequence[Sequence[tuple[float, str]]]


def between_uprights(widths: list[float], columns: Columns, bottom: float) -> list[list[str]]:
    """The rows under the header of a table whose body, from 120 to ``bottom``, has lines between columns alone.

    Each column is its texts with their heights, at the right end; the first column at the left.
    """
    edges = [50 + sum(widths[:col]) for col in range(len(widths) + 1)]

    def draw(sheet: Sheet) -> None:
        sheet.text(100, 60, "一般公共预算支出表")
        sheet.table(50, 100, widths, [["科目", "合计", "支出"][: len(widths)]])
        for x in edges:
            sheet.line(x, 120, x, bottom)
        sheet.line(edges[0], bottom, edges[-1], bottom)
        for col, texts in enumerate(columns):
            for top, text in texts:
                x = edges[col] + 2 if not col else edges[col + 1] - 2 - pdfmetrics.stringWidth(text, FONT, 10)
                sheet.text(x, top, text)

    (table,) = read(make_pdf(draw)).tables
    return [[cell.text for cell in row] for row in table.rows[1:]]


def test_the_decimals_of_a_column_say_where_its_amounts_end() -> None:
    """Two rows, each with its name beside the middle of two lines of figures."""
    names = [(130, "教育支出"), (158, "卫生支出"), (186, "住房支出")]
    broken = [(124, "139.2"), (136, "568"), (152, "22.58"), (164, "24"), (180, "161.8"), (192, "392")]
    assert between_uprights([200, 29, 29], [names, broken, broken], 208) == [
        ["教育支出", "139.2568", "139.2568"],
        ["卫生支出", "22.5824", "22.5824"],
        ["住房支出", "161.8392", "161.8392"],
    ]


def test_names_beside_the_last_lines_of_broken_amounts_are_of_their_rows() -> None:
    """The amount of one row has three lines, that of the next two; all rows stand at the bottom."""
    names = [(148, "教育支出"), (178, "卫生支出"), (208, "住房支出")]
    total = [(124, "34"), (136, ".0"), (148, "3"), (166, "9."), (178, "23"), (184, "43"), (196, ".2"), (208, "6")]
    other = [(136, "34."), (148, "03"), (166, "9.2"), (178, "3"), (196, "43."), (208, "26")]
    assert between_uprights([200, 14, 20], [names, total, other], 222) == [
        ["教育支出", "34.03", "34.03"],
        ["卫生支出", "9.23", "9.23"],
        ["住房支出", "43.26", "43.26"],
    ]


def test_names_without_an_amount_stay_rows_beside_broken_amounts() -> None:
    names = [(130, "一、教育支出"), (144, "二、卫生支出"), (158, "三、住房支出"), (178, "支出合计")]
    broken = [(124, "139.2"), (136, "568"), (172, "139.2"), (184, "568")]
    assert between_uprights([200, 29], [names, broken], 200) == [
        ["一、教育支出", "139.2568"],
        ["二、卫生支出", ""],
        ["三、住房支出", ""],
        ["支出合计", "139.2568"],
    ]


def test_a_name_without_an_amount_right_above_the_total_is_a_row() -> None:
    names = [(124, "一、教育支出"), (142, "二、结转下年"), (160, "支出总计")]
    amounts = [(124, "139.25"), (160, "139.25")]
    assert between_uprights([200, 60], [names, amounts], 176) == [
        ["一、教育支出", "139.25"],
        ["二、结转下年", ""],
        ["支出总计", "139.25"],
    ]


def test_thousands_say_where_amounts_without_decimals_end() -> None:
    names = [(136, "教育支出"), (166, "卫生支出")]
    broken = [(124, "3,40"), (136, "6,92"), (148, "0"), (160, "216,"), (172, "204")]
    assert between_uprights([200, 26], [names, broken], 190) == [["教育支出", "3,406,920"], ["卫生支出", "216,204"]]


def test_amounts_with_more_and_fewer_decimals_are_rows() -> None:
    """A sheet that prints no zeros behind the point: 698.1 and 660 under it are two amounts."""
    names = [(124, "教育支出"), (144, "卫生支出"), (164, "住房支出")]
    amounts = [(124, "698.1"), (144, "660"), (164, "38.15")]
    assert between_uprights([200, 60, 60], [names, amounts, amounts], 184) == [
        ["教育支出", "698.1", "698.1"],
        ["卫生支出", "660", "660"],
        ["住房支出", "38.15", "38.15"],
    ]


def cells_of(widths: list[float], rows: list[list[str]]) -> list[list[str]]:
    def draw(sheet: Sheet) -> None:
        sheet.text(100, 60, "收入总表")
        sheet.table(50, 100, widths, [["科目", "合计"], *rows], height=34)

    (table,) = read(make_pdf(draw)).tables
    return [[cell.text for cell in row] for row in table.rows[1:]]


def test_a_begin_without_decimals_is_none_of_a_column_of_hundredths() -> None:
    rows = [["教育支出", "109\n3.20"], ["卫生支出", "93.20"]]
    assert cells_of([200, 24], rows) == [["教育支出", "1093.20"], ["卫生支出", "93.20"]]


def test_whole_amounts_in_a_column_leave_two_lines_of_figures_as_they_are() -> None:
    rows = [["教育支出", "109\n3.20"], ["卫生支出", "112"]]
    assert cells_of([200, 24], rows) == [["教育支出", "109\n3.20"], ["卫生支出", "112"]]


def test_one_broken_amount_has_the_decimals_of_those_in_other_columns() -> None:
    """99.0 and 120 in a column of their own, beside amounts with four decimals."""
    names = [(130, "合计"), (158, "教育支出"), (186, "卫生支出")]
    total = [(124, "139.2"), (136, "568"), (152, "22.58"), (164, "24"), (180, "116.6"), (192, "744")]
    assert between_uprights([200, 29, 29], [names, total, [(124, "99.0"), (136, "120")]], 208) == [
        ["合计", "139.2568", "99.0120"],
        ["教育支出", "22.5824", ""],
        ["卫生支出", "116.6744", ""],
    ]


def test_many_broken_amounts_of_a_cell_are_all_put_together() -> None:
    lines = tuple(
        Line(text, 0, 10.0 * number, 50, 10.0 * number + 9, 9) for number, text in enumerate(["123456", "7.89"] * 800)
    )
    cell = GridCell(0, 0, 1, 1, Box(0, 0, 55, 16000), 1, lines)
    (whole,) = with_broken_figures(Grid((0, 55), (0, 16000), (cell,), 1)).cells
    assert [line.text for line in whole.lines] == ["1234567.89"] * 800
