"""Texts that are higher than their row and are printed over the rows above and below."""

from tests.documents.pdf_making import Sheet, make_pdf
from tests.documents.ruled_making import HEAD, LEFT, RIGHT, WIDTHS, shown

ROW = 13.0
TOP = 100.0
# How far apart the lines of one text are, in type of 10 points.
STEP = 12.5


def ruled(sheet: Sheet, rows: list[list[str]], *, from_top: bool = False) -> None:
    """A table of low rows: first the texts of one line, row by row, then those of several, each text as a whole.

    Texts stand in the middle of their row, or begin at its top (``from_top``); names of items (项) are indented.
    """
    end = TOP + ROW * len(rows)
    for number in range(len(rows) + 1):
        sheet.line(LEFT, TOP + ROW * number, RIGHT, TOP + ROW * number)
    edges = [LEFT + sum(WIDTHS[:col]) for col in range(len(WIDTHS) + 1)]
    for x in edges:
        sheet.line(x, TOP, x, end)
    for is_high in (False, True):
        for number, row in enumerate(rows):
            for x, text in zip(edges, row, strict=False):
                lines = text.split("\n")
                if (len(lines) > 1) is is_high:
                    room = ROW - 10 - STEP * (len(lines) - 1)
                    top = TOP + ROW * number + (1 if from_top else room / 2)
                    for at, line in enumerate(lines):
                        indent = 3 if x == edges[1] and len(row[0]) == 7 else 0
                        sheet.text(x + 2 + indent, top + STEP * at, line)


TWO = [
    HEAD,
    ["20805", "行政事业单位养老支出", "65.20", "65.20"],
    ["2080505", "机关事业单位基本养老\n保险缴费支出", "27.50", "27.50"],
    ["2080506", "机关事业单位职业年金\n缴费支出", "37.70", "37.70"],
    ["210", "卫生健康支出", "38.90", "38.90"],
]


def test_texts_of_two_lines_over_each_other_and_over_the_rows_beside_them_are_whole() -> None:
    assert shown(make_pdf(lambda sheet: ruled(sheet, TWO))) == [TWO]


def test_a_last_line_of_one_character_under_which_the_next_text_begins_is_of_its_own_text() -> None:
    rows = [
        *TWO[:2],
        ["21011", "行政事业单位医\n疗", "1.00", "1.00"],
        ["221", "住房保障支\n出", "2.00", "2.00"],
        TWO[4],
    ]
    assert shown(make_pdf(lambda sheet: ruled(sheet, rows))) == [rows]


def test_a_text_of_three_lines_leaves_its_neighbours_their_own() -> None:
    rows = [*TWO[:2], ["2080505", "机关事业单位基本\n养老保险\n缴费支出", "65.20", "65.20"], TWO[4]]
    assert shown(make_pdf(lambda sheet: ruled(sheet, rows))) == [rows]


def test_a_text_that_begins_at_the_top_of_its_row_and_goes_on_over_the_next_one_is_of_its_row() -> None:
    rows = [*TWO[:3], TWO[4]]
    assert shown(make_pdf(lambda sheet: ruled(sheet, rows, from_top=True))) == [rows]


def test_lines_stay_in_their_rows_where_a_row_would_lose_its_only_text() -> None:
    """Names drawn one right after the other, each at the foot of its row, beside a text that is too high for its."""
    names = ["行政运行", "事业运行", "信息化建设", "其他支出"]

    def draw(sheet: Sheet) -> None:
        rows = [HEAD, *([f"20{number}", "", "1.00", "1.00"] for number in range(1, 5))]
        rows[3][3] = "1.00\n注"
        ruled(sheet, rows)
        for number, name in enumerate(names, start=1):
            sheet.text(LEFT + WIDTHS[0] + 2, TOP + ROW * number + 5, name)

    [table] = shown(make_pdf(draw))
    assert isinstance(table, list)
    assert [row[1] for row in table[1:]] == names


def test_a_line_that_stands_well_in_its_row_stays_there_beside_another_text() -> None:
    def draw(sheet: Sheet) -> None:
        ruled(sheet, [HEAD, ["201", "", "1.00", "1.00"], ["202", "", "1.00", "1.00\n注"], ["203", "", "1.00", "1.00"]])
        sheet.text(LEFT + WIDTHS[0] + 2, TOP + ROW + 1.5, "行政运行")
        sheet.text(LEFT + WIDTHS[0] + 2, TOP + ROW * 2 + 1.5, "事业运行")
        sheet.text(LEFT + WIDTHS[0] + 80, TOP + ROW * 2 + 1.5, "（二级）")

    [table] = shown(make_pdf(draw))
    assert isinstance(table, list)
    assert [row[1] for row in table[1:]] == ["行政运行", "事业运行 （二级）", ""]
