"""Tables side by side whose lines make one grid, each under a title of its own."""

import pytest
from reportlab.pdfbase import pdfmetrics

from pipeline.documents.model import Paragraph, Table
from pipeline.documents.pdf import pdf
from tests.documents.contents import texts
from tests.documents.pdf_making import FONT, Sheet, make_pdf

TRIPS = [["项目", "上年", "本年"], ["公务接待费", "26.00", "20.00"], ["公务用车运行费", "60.00", "60.00"]]
FUNDS = [["科目", "合计", "项目支出"], ["城乡社区支出", "5.00", "5.00"]]
TITLES = "“三公”经费支出表", "政府性基金支出表"
# A4 across has room for two tables of three columns.
ACROSS = 842.0, 595.0
WIDTHS = [140.0, 70.0, 70.0]


def centred(sheet: Sheet, x0: float, x1: float, text: str) -> None:
    """A title in the middle between two places."""
    sheet.text((x0 + x1 - pdfmetrics.stringWidth(text, FONT, 14)) / 2, 80, text, 14)


def shown(data: bytes) -> list[object]:
    """Paragraphs as texts, tables as rows of texts."""
    return [
        texts(block) if isinstance(block, Table) else block.text
        for block in pdf.read(data).blocks
        if isinstance(block, Table | Paragraph)
    ]


@pytest.mark.parametrize("room", [0.0, 2.0])
def test_titles_over_two_blocks_of_columns_part_tables_whose_lines_touch(room: float) -> None:
    def draw(sheet: Sheet) -> None:
        beside = 330 + room
        centred(sheet, 50, 330, TITLES[0])
        centred(sheet, beside, beside + 280, TITLES[1])
        sheet.text(290, 100, "单位：元")
        sheet.text(beside + 240, 100, "单位：元")
        sheet.table(50, 120, WIDTHS, TRIPS)
        sheet.table(beside, 120, WIDTHS, FUNDS)

    assert shown(make_pdf(draw, size=ACROSS)) == [TITLES[0], "单位：元", TRIPS, TITLES[1], "单位：元", FUNDS]


def test_a_blank_column_between_two_titled_blocks_is_of_none() -> None:
    rows = [[*left, "", *right] for left, right in zip(TRIPS, [*FUNDS, ["", "", ""]], strict=True)]

    def draw(sheet: Sheet) -> None:
        centred(sheet, 50, 330, TITLES[0])
        centred(sheet, 360, 640, TITLES[1])
        sheet.table(50, 120, [*WIDTHS, 30, *WIDTHS], rows)

    assert shown(make_pdf(draw, size=ACROSS)) == [TITLES[0], TRIPS, TITLES[1], [*FUNDS, ["", "", ""]]]


def test_titles_in_the_first_row_of_the_grid_part_it_under_their_columns() -> None:
    rows = [[*left, *right] for left, right in zip(TRIPS, [*FUNDS, ["", "", ""]], strict=True)]
    title = [TITLES[0], "", "", TITLES[1], "", ""]

    def draw(sheet: Sheet) -> None:
        sheet.table(50, 120, [*WIDTHS, *WIDTHS], [title, *rows], spans={(0, 0): (1, 3), (0, 3): (1, 3)})

    assert shown(make_pdf(draw, size=ACROSS)) == [[[TITLES[0]], *TRIPS], [[TITLES[1]], *FUNDS, ["", "", ""]]]


def test_titles_of_which_one_stands_over_the_middle_of_no_block_part_nothing() -> None:
    """The title of the one table, and beside it the name of a form that it refers to."""
    rows = [[*left, *right] for left, right in zip(TRIPS, [*FUNDS, ["", "", ""]], strict=True)]

    def draw(sheet: Sheet) -> None:
        centred(sheet, 50, 610, TITLES[0])
        sheet.text(500, 80, "见收支总表", 10)
        sheet.table(50, 120, [*WIDTHS, *WIDTHS], rows)

    assert rows in shown(make_pdf(draw, size=ACROSS))


def test_a_header_over_both_blocks_keeps_them_in_one_table() -> None:
    rows = [[*left, *right] for left, right in zip(TRIPS, [*FUNDS, ["", "", ""]], strict=True)]
    head = ["项目", "", "支出", "", "", ""]

    def draw(sheet: Sheet) -> None:
        centred(sheet, 50, 330, TITLES[0])
        centred(sheet, 330, 610, TITLES[1])
        sheet.table(50, 120, [*WIDTHS, *WIDTHS], [head, *rows], spans={(0, 0): (1, 2), (0, 2): (1, 4)})

    assert [["项目", "支出"], *rows] in shown(make_pdf(draw, size=ACROSS))
