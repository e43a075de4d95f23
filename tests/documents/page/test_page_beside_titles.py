"""Titles and headers over the strips of a table too wide for its paper."""

from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfbase import pdfmetrics

from tests.documents.page.wide_pages import LEFT, RIGHT, WIDE, page, shown, tables
from tests.documents.pdf_making import FONT, Sheet


def test_tables_with_a_title_each_inside_their_grid_are_tables_of_their_own() -> None:
    def sheet_of(side: str) -> list[list[str]]:
        body = [[f"{side}{number}", f"{number}.00"] for number in range(1, 7)]
        return [
            [f"{side}总表", ""],
            [f"{side}表", "单位：万元"],
            ["项目", "2024年预算"],
            *body,
            [f"{side}合计", "9.00"],
        ]

    def titled(rows: Sequence[Sequence[str]]) -> Callable[[Sheet], object]:
        return lambda sheet: sheet.table(50, 100, [110, 110], rows, spans={(0, 0): (1, 2)})

    found = tables(*(titled(sheet_of(side)) for side in ("收入", "支出")))
    assert [table.cells[0].text for table in found] == ["收入总表", "支出总表"]


def test_a_title_with_what_part_of_a_table_it_is_and_a_number_of_a_form_are_titles() -> None:
    for first, second in (("基本支出表--人员经费（工资福利支出）", "三公经费支出表"), ("公开表08", "公开表09")):
        assert len(tables(page(LEFT, first), page(RIGHT, second))) == 2


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


def test_a_side_with_names_of_its_own_goes_on_under_the_other_half_of_the_title() -> None:
    """Of a table of revenue and expenditure; a whole title at the same height is another table's."""
    rows = [
        ["收入", "预算数", "支出", "预算数"],
        ["事业收入", "2.00", "教育支出", "1.00"],
        ["其他收入", "0.00", "", ""],
    ]
    left, right = [row[:2] for row in rows], [row[2:] for row in rows]
    first = page(left, "部门预算收", at=400)
    assert shown(first, page(right, "支总表", at=50)) == ["部门预算收支总表", rows]
    assert len(tables(page(left, "部门收入总表", at=400), page(right, "支出总表", at=50))) == 2


@pytest.mark.parametrize("number", ["附表6", "公开06表", "公开14表-2"])
def test_the_number_of_a_form_behind_a_unit_line_of_its_height_is_no_title_that_the_paper_cut(number: str) -> None:
    """The last page of a long table, as high as its first: 单位：万元 there and 附表6 here make no name of a table."""
    head, row = ["科目", "合计"], ["办公费", "1.00"]
    stub = [head, ["工资", "9.00"], ["津贴", "4.00"]]
    last = [head, *[row] * 2]

    def drawn(rows: list[list[str]], left: str, right: str) -> Callable[[Sheet], object]:
        def draw(sheet: Sheet) -> None:
            sheet.text(60, 40, left)
            sheet.text(220, 40, right)
            sheet.table(50, 100, [110] * len(rows[0]), rows, height=20)

        return draw

    found = shown(drawn(stub, "附表5", "单位：万元"), drawn(last, number, "单位：万元"))
    assert [block for block in found if isinstance(block, list)] == [stub, last]


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


@pytest.mark.parametrize("lined", [True, False])
def test_a_header_over_columns_on_two_pages_is_over_all_of_them(lined: bool) -> None:
    """The paper ends inside 本年支出; what is left of it may have lines on the next page, or none."""
    rows = [["科目", "合计"], ["行政运行", "9.00"], ["事业运行", "4.00"]]
    last = [["基本支出"], ["8.00"], ["4.00"]]

    def left(sheet: Sheet) -> None:
        page([["", "本年支出"], *rows], "部门支出总表")(sheet)

    right = page([[""], *last]) if lined else page(last, top=120)
    (table,) = tables(left, right)
    over = table.grid[1, 2]
    assert (over.text, over.col_span, table.grid[2, 3].text) == ("本年支出", 2, "基本支出")


def test_a_title_printed_with_the_names_of_the_rows_is_that_of_one_table() -> None:
    """Three pages: of 上年结转, over the last two columns, the second page has the blank, the third one the words."""
    body = ["行政运行", "事业运行"]
    pages = [
        [["科目", "本年收入", ""], ["", "小计", "一般公共预算"], [body[0], "8.00", "8.00"], [body[1], "4.00", "4.00"]],
        [["科目", "事业收入", ""], ["", "", "小计"], [body[0], "", "1.00"], [body[1], "", "3.00"]],
        [["科目", "上年结转"], ["", "一般公共预算"], [body[0], "1.00"], [body[1], "3.00"]],
    ]
    spans = [{(0, 0): (2, 1), (0, 1): (1, 2)}, {(0, 0): (2, 1), (0, 1): (2, 1)}, {(0, 0): (2, 1)}]

    def draw(number: int) -> Callable[[Sheet], object]:
        def on(sheet: Sheet) -> None:
            sheet.text(50, 130, "部门收入总表")
            sheet.table(50, 150, [110] * len(pages[number][0]), pages[number], spans=spans[number])

        return on

    (table,) = tables(*(draw(number) for number in range(3)))
    heads = {(cell.row, cell.col): (cell.text, cell.row_span, cell.col_span) for cell in table.cells if cell.row < 3}
    assert heads == {
        (1, 1): ("科目", 2, 1),
        (1, 2): ("本年收入", 1, 2),
        (1, 4): ("事业收入", 2, 1),
        (1, 5): ("上年结转", 1, 2),
        (2, 2): ("小计", 1, 1),
        (2, 3): ("一般公共预算", 1, 1),
        (2, 5): ("小计", 1, 1),
        (2, 6): ("一般公共预算", 1, 1),
    }
    assert [cell.text for cell in table.rows[3]] == ["事业运行", "4.00", "4.00", "", "3.00", "3.00"]


def test_the_same_headers_under_the_same_title_are_no_more_columns() -> None:
    other = [LEFT[0], *([*row[:2], "7.00", "7.00"] for row in LEFT[1:])]
    assert {table.n_cols for table in tables(page(LEFT, "部门收入总表"), page(other, "部门收入总表"))} == {4}


def test_forms_filled_in_for_one_project_each_under_the_same_title_are_tables_of_their_own() -> None:
    """As printed from one sheet a project: the first column is the same, the words of the form come again."""

    def form(project: str, amount: str, target: str) -> list[list[str]]:
        return [
            ["项目名称", project, "主管部门", "林业局"],
            ["预算金额", amount, "其中：财政拨款", amount],
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["产出指标", "数量指标", target, "≥40次"],
        ]

    forms = [form("森林防火", "80.00", "巡查次数"), form("病虫害防治", "22.00", "监测次数")]
    found = tables(*(page(rows, "项目支出绩效目标表") for rows in forms))
    assert [[[cell.text for cell in row] for row in table.rows] for table in found] == forms


@pytest.mark.parametrize(("end", "rest"), [("预算财", "财政拨款支出表"), ("预算2025", "2025年支出表")])
def test_a_character_that_the_paper_cuts_is_printed_once(end: str, rest: str) -> None:
    """Columns to 380 and from 50 on: the title ends at the one and goes on at the other."""
    wide = pdfmetrics.stringWidth(end, FONT, 10)
    first = page([row[:3] for row in WIDE], end, at=380 - wide)
    assert shown(first, page([[row[3]] for row in WIDE], rest, at=50))[0] in {"预算财政拨款支出表", "预算2025年支出表"}


def test_a_title_in_the_middle_of_a_table_stands_over_the_next_page() -> None:
    """Names of revenue on the first page, of expenditure on the second, whose title is not in its middle."""
    rows = [
        ["收入", "预算数", "支出", "预算数", "备注"],
        ["事业收入", "2.00", "教育支出", "1.00", ""],
        ["其他收入", "0.00", "其他支出", "1.00", ""],
    ]
    right = [row[2:] for row in rows]

    def left(sheet: Sheet) -> None:
        page([row[:2] for row in rows])(sheet)
        sheet.text(50, 20, "表1")

    assert shown(left, page(right, "部门收支总表", at=75)) == ["表1", "部门收支总表", rows]
    # In the middle of its own columns, 50 to 380, it is the title of another table.
    assert len(tables(left, page(right, "部门支出总表", at=185))) == 2


def test_the_last_character_of_a_title_that_both_pages_print_is_no_other_title() -> None:
    """Columns to 490 and from 50 on, as above."""
    title = "部门收入总表"
    first = page(LEFT, title, at=490 - pdfmetrics.stringWidth(title, FONT, 10))
    assert shown(first, page(RIGHT, "表", at=50)) == [title, WIDE]


def test_a_title_over_the_middle_one_of_three_strips_is_that_of_all() -> None:
    """Nothing is printed in the middle strip but its header, in whose middle (50 to 380) the title stands."""
    names = ["行政运行", "机关服务", "事业运行", "信访业务", "公务员医疗"]
    pages = [
        [["科目", "合计", "基本支出"], *([name, "9.00", "8.00"] for name in names)],
        [["小计", "基本支出", "项目支出"], *([["", "", ""]] * len(names))],
        [["上年结转", "小计"], *([["1.00", "1.00"]] * len(names))],
    ]

    def draw(number: int) -> Callable[[Sheet], object]:
        def on(sheet: Sheet) -> None:
            sheet.text(50, 20, "表2-1" if number == 0 else "")
            page(pages[number], "财政拨款支出表" if number == 1 else "", at=180)(sheet)

        return on

    (wide,) = tables(*map(draw, range(3)))
    assert [cell.text for cell in wide.rows[1]] == ["行政运行", "9.00", "8.00", "", "", "", "1.00", "1.00"]
    # With names of its own it is another table.
    pages[1] = [["科目", "基本支出", "项目支出"], *([name, "", ""] for name in names)]
    assert len(tables(draw(0), draw(1))) == 2


def test_two_lines_of_a_header_that_stand_over_the_next_page_run_back() -> None:
    """本年支出 stands over four columns, 财政拨款 over three of them; the paper ends inside both."""
    left = [["科目", "", ""], ["", "合计", ""], ["", "", "小计"], ["工资", "9.00", "8.00"], ["津贴", "4.00", "4.00"]]
    right = [["本年支出", ""], ["财政拨款", ""], ["基本", "项目"], ["8.00", ""], ["", "4.00"]]

    def draw(
        rows: list[list[str]], spans: dict[tuple[int, int], tuple[int, int]], title: str
    ) -> Callable[[Sheet], object]:
        def on(sheet: Sheet) -> None:
            sheet.text(200, 40, title)
            sheet.table(50, 100, [110] * len(rows[0]), rows, height=20, spans=spans)

        return on

    (wide,) = tables(
        draw(left, {(0, 0): (3, 1), (0, 1): (1, 2), (1, 1): (2, 1)}, "部门支出总表"),
        draw(right, {(0, 0): (1, 2), (1, 0): (1, 2)}, ""),
    )
    heads = {(cell.row, cell.col): (cell.text, cell.col_span) for cell in wide.cells if cell.row < 3 and cell.col > 1}
    assert heads == {(1, 2): ("本年支出", 4), (2, 2): ("合计", 1), (2, 3): ("财政拨款", 3)}


def test_a_character_of_a_header_that_both_pages_print_is_one() -> None:
    """Columns to 380 and from 50 on: 财 of 财政拨款 is printed at the one edge and at the other."""
    wide = pdfmetrics.stringWidth("财", FONT, 10)

    def first(sheet: Sheet) -> None:
        page([["科目", "合计", ""], ["工资", "9.00", "8.00"], ["津贴", "4.00", "1.00"]], "部门收入总表")(sheet)
        sheet.text(380 - wide, 104, "财")

    def second(sheet: Sheet) -> None:
        page([["", "其他"], ["1.00", "0.00"], ["1.00", "2.00"]])(sheet)
        sheet.text(50, 104, "财政拨款")

    (wide_table,) = tables(first, second)
    assert wide_table.grid[1, 3].text == "财政拨款"


def test_a_page_with_the_header_again_and_rows_of_its_own_is_no_strip_of_remarks() -> None:
    head = [["收入", "", "支出", ""], ["项目", "预算", "项目", "预算"]]
    first = [[name, "1.00", use, "2.00"] for name, use in zip("甲乙丙丁戊", "东西南北中", strict=True)]
    last = [
        ["", "", "债务付息支出", "0.00"],
        ["", "", "转移性支出", "0.00"],
        ["本年收入合计", "6.00", "本年支出合计", "12.00"],
        ["", "", "结转下年", "0.00"],
        ["收入总计", "6.00", "支出总计", "12.00"],
    ]

    def draw(title: str, rows: list[list[str]]) -> Callable[[Sheet], object]:
        def on(sheet: Sheet) -> None:
            sheet.text(200, 40, title)
            sheet.table(50, 100, [110] * 4, [*head, *rows], height=20, spans={(0, 0): (1, 2), (0, 2): (1, 2)})

        return on

    (sheet,) = tables(draw("财政拨款收支总体情况表", first), draw("", last))
    assert (sheet.n_rows, sheet.n_cols) == (12, 4)
    assert [cell.text for cell in sheet.rows[-1]] == last[-1]


def test_a_header_that_has_no_side_on_its_page_is_over_all_of_them() -> None:
    """本年收入, over all columns but the first of three pages, is printed on the middle one, between lines across."""
    body = [["行政运行", "9.00"], ["事业运行", "4.00"]]

    def left(sheet: Sheet) -> None:
        sheet.table(50, 100, [110] * 2, [["科目", ""], ["", "小计"], *body], spans={(0, 0): (2, 1)})

    def middle(sheet: Sheet) -> None:
        sheet.text(150, 60, "部门收入总表")
        sheet.text(150, 104, "本年收入")
        sheet.line(50, 100, 270, 100)
        sheet.table(50, 120, [110] * 2, [["一般公共预算", "事业收入"], ["8.00", "1.00"], ["4.00", ""]])

    def right(sheet: Sheet) -> None:
        sheet.text(50, 60, "公开02表")
        sheet.table(50, 100, [110] * 2, [["", "上年结转"], ["其他收入", "小计"], ["", "0.00"], ["", "0.00"]])

    (table,) = tables(left, middle, right)
    heads = [(cell.text, cell.col, cell.col_span) for cell in table.rows[0] if cell.text]
    assert heads == [("科目", 1, 1), ("本年收入", 2, 4), ("上年结转", 6, 1)]
    assert [cell.text for cell in table.rows[2]] == ["行政运行", "9.00", "8.00", "1.00", "", "0.00"]


def test_a_heading_of_the_page_before_is_no_title_of_a_table_whose_title_stands_over_its_rest() -> None:
    def cover(sheet: Sheet) -> None:
        sheet.text(60, 60, "二、部门预算表")

    assert shown(cover, page(LEFT), page(RIGHT, "部门收入总表")) == ["二、部门预算表", "部门收入总表", WIDE]


def test_one_row_of_amounts_goes_on_under_the_title_of_both_beside_the_number_of_the_form() -> None:
    left = [["合计", "公务用车购置费", "公务用车运行费", "公务接待费"], ["41.00", "0.00", "36.00", "5.00"]]
    right = [["合计", "会议费"], ["35.00", "2.00"]]

    def rest(sheet: Sheet) -> None:
        sheet.text(50, 40, "三公经费支出表")
        sheet.text(170, 70, "公开07表")
        sheet.table(50, 100, [110, 110], right, height=20)

    found = [block for block in shown(page(left), rest) if isinstance(block, list)]
    assert found == [[[*left[0], *right[0]], [*left[1], *right[1]]]]


def test_a_header_over_the_middle_of_three_pages_ends_where_its_blank_rest_does() -> None:
    """工资福利支出 stands on the first page, 商品和服务支出 on the third; the second prints lines between the two."""

    def strip(
        rows: Sequence[Sequence[str]], over: Sequence[tuple[float, str]], parted: float = 0
    ) -> Callable[[Sheet], object]:
        def draw(sheet: Sheet) -> None:
            right = 50 + 110 * len(rows[0])
            sheet.line(50, 100, right, 100)
            if parted:
                sheet.line(parted, 100, parted, 120)
            for x, text in over:
                sheet.text(x, 104, text)
            sheet.table(50, 120, [110] * len(rows[0]), rows, height=20)

        return draw

    body = [("行政运行", "9.00", "8.00"), ("事业运行", "7.00", "6.00"), ("合计", "16.00", "14.00")]
    first = [["科目名称", "小计", "基本工资"], *map(list, body)]
    second = [["奖金", "津贴补贴", "小计", "电费"], *(["1.00", "2.00", "3.00", "0.50"] for _ in body)]
    third = [["办公费", "水费"], *(["4.00", "5.00"] for _ in body)]

    def names(sheet: Sheet) -> None:
        strip(first, [(230, "工资福利支出")])(sheet)
        sheet.text(60, 40, "一般公共预算支出表")
        for x in (50, 160, 380):
            sheet.line(x, 100, x, 120)

    (table,) = tables(names, strip(second, [], parted=270), strip(third, [(100, "商品和服务支出")]))
    spans = {cell.text: (cell.col, cell.col_span) for cell in table.rows[0] if cell.text}
    assert spans == {"工资福利支出": (2, 4), "商品和服务支出": (6, 4)}


def test_the_first_character_of_a_title_that_the_paper_cuts_is_no_page_number() -> None:
    def drawn(rows: Sequence[Sequence[str]], title: str, at: float) -> Callable[[Sheet], object]:
        def draw(sheet: Sheet) -> None:
            sheet.text(at, 40, title, size=16)
            sheet.table(50, 100, [110] * len(rows[0]), rows, height=20)

        return draw

    found = shown(drawn(LEFT, "一", 474), drawn(RIGHT, "般公共预算收入表", 50))
    assert found == ["一般公共预算收入表", WIDE]


def test_a_header_on_the_third_page_begins_where_nothing_stands_over_the_second() -> None:
    """本年收入 stands in the middle over both; on the second page no line closes its blank."""
    body = [("行政运行", "9.00"), ("事业运行", "7.00"), ("合计", "16.00")]
    first = [["科目名称", "总计"], *map(list, body)]
    second = [["小计", "一般公共预算"], *(["1.00", "2.00"] for _ in body)]
    third = [["事业收入", "其他收入"], *(["3.00", "4.00"] for _ in body)]

    def strip(rows: Sequence[Sequence[str]], header: str = "") -> Callable[[Sheet], object]:
        def draw(sheet: Sheet) -> None:
            sheet.line(50, 100, 270, 100)
            sheet.text(60, 104, header)
            sheet.table(50, 120, [110, 110], rows, height=20)

        return draw

    def names(sheet: Sheet) -> None:
        sheet.text(60, 40, "部门收入总表")
        rows = [first[0], ["", ""], *first[1:]]
        sheet.table(50, 100, [110, 110], rows, height=20, spans={(0, 0): (2, 1), (0, 1): (2, 1)})

    (table,) = tables(names, strip(second), strip(third, "本年收入"))
    spans = {cell.text: (cell.col, cell.col_span) for cell in table.rows[0] if cell.text}
    assert spans == {"科目名称": (1, 1), "总计": (2, 1), "本年收入": (3, 4)}


def test_the_word_that_ends_titles_is_the_beginning_of_one_that_the_paper_cut() -> None:
    pages = page(LEFT, "表", at=480), page(RIGHT, "二：部门收入总表", at=50)
    assert shown(*pages) == ["表二：部门收入总表", WIDE]


def test_halves_with_one_header_each_are_one_table_under_a_title_in_the_middle_of_its_three_pages() -> None:
    """收入 on the first page; the title stands in the middle of the second, 50 to 380, and so of all three."""
    names = ["教育支出", "卫生支出", "住房支出", "农林支出", "本年支出"]
    left = [["收入", ""], ["项目", "预算数"], ["事业收入", "2.00"], *([["", ""]] * 3), ["本年收入", "2.00"]]
    middle = [["支出", "", ""], ["项目", "合计", "一般公共预算"], *([name, "2.00", "1.00"] for name in names)]
    right = [["", ""], ["政府性基金", "备注"], *(["1.00", ""] for _ in names)]

    def drawn(rows: Sequence[Sequence[str]], title: str = "") -> Callable[[Sheet], object]:
        def draw(sheet: Sheet) -> None:
            sheet.text(215 - pdfmetrics.stringWidth(title, FONT, 10) / 2, 40, title)
            sheet.table(50, 100, [110] * len(rows[0]), rows, height=20, spans={(0, 0): (1, len(rows[0]))})

        return draw

    (table,) = tables(drawn(left), drawn(middle, "财政拨款收支总表"), drawn(right))
    assert [cell.text for cell in table.rows[1]] == [
        "项目",
        "预算数",
        "项目",
        "合计",
        "一般公共预算",
        "政府性基金",
        "备注",
    ]
    assert [cell.text for cell in table.rows[6]] == ["本年收入", "2.00", "本年支出", "2.00", "1.00", "1.00", ""]


def test_a_table_with_a_title_of_its_own_is_no_strip_of_remarks() -> None:
    words = [["职责"], ["办公室"], ["财务科"], ["法规科"], ["督查科"], ["信息科"]]
    rows = [["科目", "合计"], *([name, "1.00"] for name in "甲乙丙丁戊")]
    found = tables(page(rows), page([["序号", *head] for head in words], "内设机构情况表", at=125))
    assert len(found) == 2
