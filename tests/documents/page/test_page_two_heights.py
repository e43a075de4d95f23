"""Tables without lines between rows, whose codes and names stand at one height and whose amounts at another."""

from collections.abc import Sequence

from tests.documents.page.test_page_wraps import read
from tests.documents.pdf_making import Sheet

XS = (60, 130, 260, 340)
HEAD = ["科目编码", "科目名称", "合计", "基本支出"]
# A code, the lines of a name, the amounts.
ROWS = [
    (["合计", ""], ["26.00", "25.00"]),
    (["208", "社会保障和就业支", "出"], ["18.00", "17.00"]),
    (["20805", "行政事业单位养老", "支出"], ["18.00", "17.00"]),
    (["2080501", "行政单位离退休"], ["18.00", "17.00"]),
    (["221", "住房保障支出"], ["8.00", "8.00"]),
]


def page(sheet: Sheet, rows: Sequence[tuple[list[str], list[str]]], *, is_text_above: bool) -> None:
    """Rows 30 points high under a header between two lines: amounts 12 points below the texts, or 8 above them."""
    sheet.text(60, 60, "部门支出总表")
    sheet.text(340, 60, "单位：万元")
    for x, text in zip(XS, HEAD, strict=True):
        sheet.text(x, 80, text)
    for y in (76, 96):
        sheet.line(55, y, 400, y)
    for number, ((code, *names), amounts) in enumerate(rows):
        top = 100 + 30 * number
        text_top, amount_top = (top + 2, top + 14) if is_text_above else (top + 10, top)
        sheet.text(XS[0], text_top, code)
        for line, name in enumerate(names):
            sheet.text(XS[1], text_top + 10 * line, name)
        for x, amount in zip(XS[2:], amounts, strict=True):
            sheet.text(x, amount_top, amount)


EXPECTED = [HEAD, *([code, "".join(names), *amounts] for (code, *names), amounts in ROWS)]


def test_amounts_below_their_codes() -> None:
    (table,), _ = read(lambda sheet: page(sheet, ROWS, is_text_above=True))
    assert table == EXPECTED


def test_amounts_above_their_codes() -> None:
    (table,), _ = read(lambda sheet: page(sheet, ROWS, is_text_above=False))
    assert table == EXPECTED


def test_a_code_without_amounts_over_items_that_have_names_is_a_row_of_its_own() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(60, 60, "部门支出总表")
        sheet.text(340, 60, "单位：万元")
        rows = [HEAD, ["208", "社会保障", "", ""], ["", "养老补助", "9.00", "9.00"], ["221", "住房保障", "", ""]]
        for number, row in enumerate([*rows, ["", "住房补贴", "8.00", "8.00"]]):
            for x, text in zip(XS, row, strict=True):
                sheet.text(x, 80 + 20 * number, text)

    (table,), _ = read(draw)
    assert [row[0] for row in table] == ["科目编码", "208", "", "221", ""]
    assert table[2] == ["", "养老补助", "9.00", "9.00"]
