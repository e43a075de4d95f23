"""A table too wide for its paper, whose columns go on on the next page."""

from collections.abc import Callable, Sequence

import pytest

from tests.documents.page.wide_pages import LEFT, RIGHT, WIDE, page, shown, tables
from tests.documents.pdf_making import Sheet

NAMES = [row[:2] for row in WIDE]


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


LONG = [
    ["科目编码", "科目名称", "合计", "一般公共预算", "政府性基金预算"],
    *([f"20103{number:02}", f"科目{number}", f"{number}.00", "0.00", f"{number}.00"] for number in range(1, 7)),
]


def parts(rows: Sequence[Sequence[str]], *, across: bool = False) -> list[list[list[str]]]:
    """Four pages of a table: its rows 1-4 and 5-7 in the columns 1-3, then in 4-5, or first all columns (across)."""
    pages = [[[*row[:3]] for row in rows[:4]], [[*row[:3]] for row in rows[4:]]]
    pages += [[[*row[3:]] for row in rows[:4]], [[*row[3:]] for row in rows[4:]]]
    return [pages[number] for number in ((0, 2, 1, 3) if across else (0, 1, 2, 3))]


@pytest.mark.parametrize("across", [False, True])
def test_a_table_longer_and_wider_than_its_paper(across: bool) -> None:
    """Printed down, then over, or over, then down: one table, whose last row 206 stands on the pages 2 and 4."""
    (table,) = tables(*(page(rows) for rows in parts(LONG, across=across)))
    assert [[cell.text for cell in row] for row in table.rows] == LONG
    pages = [cell.page for cell in table.rows[6]]
    assert pages == ([3, 3, 3, 4, 4] if across else [2, 2, 2, 4, 4])


def test_pages_without_any_text_are_left_out() -> None:
    """Of the last columns only the second page prints a figure."""
    rows = [[*row[:3], *((row[3], row[4]) if number in (0, 6) else ("", ""))] for number, row in enumerate(LONG)]
    (table,) = tables(*(page(of_page) for of_page in parts(rows)))
    printed = {(cell.row, cell.col): cell.text for cell in table.cells if cell.text}
    assert printed == {
        (row, col): text for row, texts in enumerate(rows, 1) for col, text in enumerate(texts, 1) if text
    }


def test_one_column_alone_on_its_page_is_the_last_of_the_table() -> None:
    (table,) = tables(page(WIDE), page([["上年结转"], ["1.00"], [""], ["1.00"]]))
    assert [row[6].text for row in table.rows] == ["上年结转", "1.00", "", "1.00"]
    assert len(tables(page(WIDE), page([["部门"], ["一、"], ["二、"], ["三、"]]))) == 1


def test_a_note_under_the_first_columns_parts_them_from_no_others() -> None:
    """The note at the foot of the sheet stands under the whole table, what is over the other columns stays over it."""

    def left(sheet: Sheet) -> None:
        page(LEFT, "部门收入总表")(sheet)
        sheet.text(50, 200, "注：本表反映本年度取得的各项收入情况。")

    def right(sheet: Sheet) -> None:
        page(RIGHT)(sheet)
        sheet.text(200, 80, "单位：万元")

    assert shown(left, right) == ["部门收入总表", "单位：万元", WIDE, "注：本表反映本年度取得的各项收入情况。"]
    # Another line under the table ends it, and so does the title of another table behind the note.
    for text, title in (("二、支出情况", "单位：万元"), ("注：本表反映收入。", "部门支出总表")):

        def other(sheet: Sheet, text: str = text) -> None:
            page(LEFT, "部门收入总表")(sheet)
            sheet.text(50, 200, text)

        assert len(tables(other, page(RIGHT, title))) == 2


def test_columns_of_names_alone_are_the_first_ones_of_a_sheet() -> None:
    """A list of purchases whose amounts stand on the second page, under the title and a header of two lines, and
    remarks on the third."""
    items = [["台式计算机", "台"], ["打印机", "台"], ["复印纸", "箱"], ["保安服务", "项"], ["物业服务", "项"]]
    money = [["5", "2.50", "2.50"], ["2", "0.60", "0.60"], ["9", "0.18", "0.18"], ["1", "8.00", ""], ["1", "9.00", ""]]
    months = ["3月", "3月", "5月", "1月", "1月"]

    def draw(
        rows: list[list[str]], number: str, title: str, spans: dict[tuple[int, int], tuple[int, int]]
    ) -> Callable[[Sheet], object]:
        def on(sheet: Sheet) -> None:
            sheet.text(50, 20, number)
            sheet.text(90, 40, title)
            sheet.table(50, 100, [110] * len(rows[0]), rows, height=20, spans=spans)

        return on

    high = {(0, 0): (2, 1), (0, 1): (2, 1)}
    blank = ["", ""]
    (sheet,) = tables(
        draw([["品目", "计量单位"], blank, *items], "附表2", "", high),
        draw(
            [["数量", "资金来源", ""], ["", "合计", "一般公共预算"], *money],
            "",
            "政府采购预算表",
            {(0, 0): (2, 1), (0, 1): (1, 2)},
        ),
        draw([["上年结转", "备注"], blank, *(["", month] for month in months)], "", "", high),
    )
    assert [cell.text for cell in sheet.rows[2]] == ["台式计算机", "台", "5", "2.50", "2.50", "", "3月"]
    assert (sheet.grid[1, 4].text, sheet.grid[2, 5].text, sheet.grid[1, 1].row_span) == ("资金来源", "一般公共预算", 2)


def test_a_note_on_a_page_of_its_own_parts_no_columns() -> None:
    def note(sheet: Sheet) -> None:
        sheet.text(60, 40, "注：本表反映部门本年度收入情况。")

    last = [["其他收入"], ["0.50"], ["0.60"], ["1.10"]]
    wider = [[*row, *more] for row, more in zip(WIDE, last, strict=True)]
    found = shown(page(LEFT, "部门收入总表"), note, page(RIGHT), page(last, "单位：元"))
    assert found == ["部门收入总表", "单位：元", wider, "注：本表反映部门本年度收入情况。"]


def test_a_grid_that_names_the_rows_again_is_the_next_table_of_strips() -> None:
    """部门支出总表 and 一般公共预算支出表 have the same codes and names; the title of each stands over its amounts."""
    rows = [["类", "款", "科目名称"], *([f"2{n:02}", f"0{n}", f"科目{n}"] for n in range(1, 8))]
    amounts = [[["合计", "基本支出"], *([f"{n}{of}.00", f"{n}.50"] for n in range(1, 8))] for of in (1, 2)]
    first, second = (
        (page(rows), page(of_one, title)) for of_one, title in zip(amounts, ("部门支出总表", "预算支出表"), strict=True)
    )
    assert shown(*first, *second) == [
        "部门支出总表",
        [[*names, *values] for names, values in zip(rows, amounts[0], strict=True)],
        "预算支出表",
        [[*names, *values] for names, values in zip(rows, amounts[1], strict=True)],
    ]


def test_one_column_with_one_amount_goes_on_in_the_rows_of_the_page_before() -> None:
    left = [["合计", "公务用车购置费", "公务用车运行费"], ["8.60", "0.00", "8.00"]]

    def first(sheet: Sheet) -> None:
        sheet.text(60, 40, "三公经费支出表")
        sheet.table(50, 100, [110] * 3, left, height=20)

    def rest(sheet: Sheet) -> None:
        sheet.table(50, 100, [110], [["公务接待费"], ["0.60"]], height=20)

    assert shown(first, rest) == ["三公经费支出表", [[*left[0], "公务接待费"], [*left[1], "0.60"]]]


def test_a_page_with_the_columns_of_the_first_one_goes_on_with_it_and_is_no_strip_of_remarks() -> None:
    """Three pages of a summary, the last as high as the first: its rows name no figures of the first page."""
    widths = [110.0] * 4

    def draw(title: str, rows: list[list[str]], top: float) -> Callable[[Sheet], object]:
        def on(sheet: Sheet) -> None:
            sheet.text(200, 40, title)
            sheet.table(50, top, widths, rows, height=20)

        return on

    head = ["收入项目", "预算", "支出项目", "预算"]
    first = [head, *([name, "1.00", use, "2.00"] for name, use in zip("甲乙丙丁戊己", "东西南北中上", strict=True))]
    middle = [["", "", use, "2.00"] for use in ("金", "木", "水", "火")]
    last = [["", "", use, ""] for use in ("其他", "债务付息", "转移性", "预备费", "发行费", "结转")]
    last.append(["收入合计", "6.00", "支出合计", "20.00"])
    (sheet,) = tables(draw("收支总表", first, 600), draw("", middle, 60), draw("", last, 600))
    assert (sheet.n_rows, sheet.n_cols) == (18, 4)
