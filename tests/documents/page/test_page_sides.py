"""Ruled tables whose left and right sides are not drawn."""

from collections.abc import Callable, Sequence

from pipeline.documents.model import Paragraph, Table
from pipeline.documents.pdf import pdf
from tests.documents.pdf_making import Sheet, make_pdf

ROWS = [("合计", "9.00", "8.00"), ("教育支出", "9.00", "8.00")]


def draw(sheet: Sheet) -> None:
    """科目 | 本年预算 over 合计 and 基本支出, two rows: lines between rows and columns, none at the sides."""
    sheet.text(60, 60, "部门支出总表")
    for y, x0 in ((100, 50), (120, 150), (140, 50), (160, 50), (180, 50)):
        sheet.line(x0, y, 350, y)
    sheet.line(150, 100, 150, 180)
    sheet.line(250, 120, 250, 180)
    sheet.text(55, 114, "科目")
    sheet.text(220, 104, "本年预算")
    sheet.text(160, 124, "合计")
    sheet.text(260, 124, "基本支出")
    for row, texts in enumerate(ROWS):
        for x, text in zip((55, 160, 260), texts, strict=True):
            sheet.text(x, 144 + 20 * row, text)
    # A line under another text is not the side of anything.
    sheet.line(50, 300, 350, 300)
    sheet.text(60, 280, "注释")


def test_open_sides_are_closed() -> None:
    blocks = pdf.read(make_pdf(draw)).blocks
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert {cell.text: (cell.row, cell.col, cell.row_span, cell.col_span) for cell in table.cells[:4]} == {
        "科目": (1, 1, 2, 1),
        "本年预算": (1, 2, 1, 2),
        "合计": (2, 2, 1, 1),
        "基本支出": (2, 3, 1, 1),
    }
    assert [[cell.text for cell in row] for row in table.rows[2:]] == [list(row) for row in ROWS]
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["部门支出总表", "注释"]


def the_table(draw: Callable[[Sheet], None]) -> Table:
    (found,) = (block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table))
    return found


def test_a_margin_beside_the_rows_that_no_text_fits_in_is_no_column() -> None:
    """The header goes to the frame 8 points outside; the rows end at a side that is not drawn. At the right the last
    row ends at a line in the margin, and a stub of a line is there in the header."""

    def page(sheet: Sheet) -> None:
        for y, x0 in ((100, 42), (120, 42), (140, 50), (160, 50), (180, 42)):
            sheet.line(x0, y, 350, y)
        sheet.line(42, 100, 42, 180)
        sheet.line(150, 100, 150, 180)
        sheet.line(341, 160, 341, 180)
        sheet.line(341, 110, 350, 110)
        for row, (name, amount) in enumerate((("科目", "合计"), ("教育", "9.00"), ("卫生", "8.00"), ("合计", "17.00"))):
            sheet.text(55, 104 + 20 * row, name)
            sheet.text(160, 104 + 20 * row, amount)

    found = the_table(page)
    assert [[(cell.text, cell.col, cell.col_span) for cell in row] for row in found.rows] == [
        [(name, 1, 1), (amount, 2, 1)]
        for name, amount in (("科目", "合计"), ("教育", "9.00"), ("卫生", "8.00"), ("合计", "17.00"))
    ]


def test_a_merged_name_that_the_page_break_cuts_is_closed_at_the_side() -> None:
    """甲项目 is of the two rows above the break, of which no line closes the second."""

    def page(sheet: Sheet) -> None:
        for y, x0 in ((100, 50), (120, 50), (140, 50), (160, 150)):
            sheet.line(x0, y, 350, y)
        for x in (150, 250):
            sheet.line(x, 100, x, 180)
        texts = (("项目", "指标", "值"), ("乙项目", "数量", "3"), ("甲项目", "质量", "5"), ("", "时效", "7"))
        for row, of_row in enumerate(texts):
            for x, text in zip((55, 160, 260), of_row, strict=True):
                sheet.text(x, 104 + 20 * row, text)

    found = the_table(page)
    assert {cell.text: (cell.row, cell.col, cell.row_span) for cell in found.cells if "项目" in cell.text} == {
        "项目": (1, 1, 1),
        "乙项目": (2, 1, 1),
        "甲项目": (3, 1, 2),
    }


def test_a_table_beside_another_one_has_a_side_of_its_own() -> None:
    """The right one of two tables is open at its left side: the lines of the left one are none of its sides."""
    rows = (("单位", "数量", "金额"), ("平方米", "2300", "5.00"), ("辆", "4", "9.00"))

    def page(sheet: Sheet) -> None:
        for left, title in ((50, "三公经费表"), (320, "资产情况表")):
            sheet.text(left + 60, 60, title)
            for row in range(4):
                sheet.line(left, 100 + 20 * row, left + 210, 100 + 20 * row)
            for x in (0, 70, 140, 210):
                if (left, x) != (320, 0):
                    sheet.line(left + x, 100, left + x, 160)
            for row, texts in enumerate(rows):
                for col, text in enumerate(texts):
                    sheet.text(left + 70 * col + 4, 104 + 20 * row, text)

    tables = [block for block in pdf.read(make_pdf(page)).blocks if isinstance(block, Table)]
    assert [[[cell.text for cell in row] for row in table.rows] for table in tables] == [
        [list(row) for row in rows]
    ] * 2


def test_an_open_row_over_a_shaded_header_is_of_its_table() -> None:
    """公开表1 | 万元 is parted where no column ends; the shade of the header begins half a line inside the lines."""
    heads = ("科目", "合计", "基本支出")

    def page(sheet: Sheet) -> None:
        sheet.canvas.setFillGray(0.9)
        sheet.canvas.rect(50, sheet.height - 140, 300, 20, stroke=0, fill=1)
        sheet.canvas.setFillGray(0)
        for row in range(5):
            sheet.line(49.8, 100 + 20 * row, 350.2, 100 + 20 * row)
        sheet.line(200, 100, 200, 120)
        for x in (150, 250):
            sheet.line(x, 120, x, 180)
        sheet.text(55, 104, "公开表1")
        sheet.text(300, 104, "万元")
        for row, texts in enumerate((heads, *ROWS)):
            for x, text in zip((55, 160, 260), texts, strict=True):
                sheet.text(x, 124 + 20 * row, text)

    rows = [[cell.text for cell in row] for row in the_table(page).rows]
    assert rows == [["公开表1", "万元"], list(heads), *map(list, ROWS)]


def test_a_side_drawn_in_part_is_that_of_the_other_rows_too_beside_a_narrow_column() -> None:
    """The last column is 8.5 points wide; shading draws the right side of the second row only."""

    def draw(sheet: Sheet) -> None:
        for y in (100, 120, 140, 160):
            sheet.line(50, y, 350, y)
        for x in (50, 150, 250, 341.5):
            sheet.line(x, 100, x, 160)
        sheet.line(350, 120, 350, 140)
        for row, texts in enumerate((("科目", "合计", "基本支出", "年"), *((*texts, "0") for texts in ROWS))):
            for x, text in zip((55, 160, 260, 343), texts, strict=True):
                sheet.text(x, 104 + 20 * row, text, 7)

    assert [[cell.text for cell in row] for row in the_table(draw).rows] == [
        ["科目", "合计", "基本支出", "年"],
        *([*texts, "0"] for texts in ROWS),
    ]


def test_open_sides_of_tables_side_by_side_under_a_line_across_the_page() -> None:
    """The rows of both end at other heights, and the line under the running head is as wide as both."""

    def two(sheet: Sheet) -> None:
        sheet.line(50, 40, 550, 40)
        for left, height in ((50, 20), (310, 23)):
            for row in range(4):
                sheet.line(left, 100 + height * row, left + 240, 100 + height * row)
            for x in (90, 170):
                sheet.line(left + x, 100, left + x, 100 + 3 * height)
            for row, texts in enumerate((("科目", "合计", "基本支出"), *ROWS)):
                for x, text in zip((5, 100, 180), texts, strict=True):
                    sheet.text(left + x, 104 + height * row, text)

    found = [block for block in pdf.read(make_pdf(two)).blocks if isinstance(block, Table)]
    assert [[[cell.text for cell in row] for row in table.rows] for table in found] == [
        [["科目", "合计", "基本支出"], *map(list, ROWS)]
    ] * 2


def test_the_rest_of_a_table_with_open_sides_has_its_first_and_last_column_under_a_page_break() -> None:
    """Lines stand between columns and around the header; on the next page the only one across closes the table."""
    rows = [
        ["科目", "合计", "基本支出", "项目支出"],
        ["合计", "9.00", "8.00", "1.00"],
        ["教育支出", "5.00", "4.00", "1.00"],
        ["卫生支出", "3.00", "3.00", "0.00"],
        ["农林支出", "1.00", "1.00", "0.00"],
    ]

    def part(sheet: Sheet, top: float, texts: Sequence[Sequence[str]], lines: Sequence[float]) -> None:
        for y in lines:
            sheet.line(50, y, 450, y)
        for x in (150, 250, 350):
            sheet.line(x, top, x, top + 20 * len(texts))
        for number, row in enumerate(texts):
            for x, text in zip((55, 160, 260, 360), row, strict=True):
                sheet.text(x, top + 4 + 20 * number, text)

    first, second = (
        (lambda sheet: part(sheet, 700, rows[:3], (700, 720, 760))),
        (lambda sheet: part(sheet, 50, rows[3:], (90,))),
    )
    (found,) = (block for block in pdf.read(make_pdf(first, second)).blocks if isinstance(block, Table))
    assert [[cell.text for cell in row] for row in found.rows] == rows
