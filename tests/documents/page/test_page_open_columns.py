"""Ruled tables in which the line between two columns is missing: amounts beside texts, codes beside codes."""

from collections.abc import Callable, Sequence

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


def test_two_headers_in_the_middles_of_their_columns_are_two_though_no_row_prints_both_amounts() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [100, 200], [["", ""] for _ in range(4)])
        for x, text in ((90, "项目"), (180, "基本支出"), (280, "项目支出")):
            sheet.text(x, 104, text)
        for row, (name, x, amount) in enumerate((("教育", 215, "4.00"), ("卫生", 325, "3.00"), ("科技", 325, "2.00"))):
            sheet.text(53, 124 + 20 * row, name)
            sheet.text(x, 124 + 20 * row, amount)

    (found,) = [block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table)]
    assert [(cell.text, cell.row, cell.col) for cell in found.cells if cell.text] == [
        ("项目", 1, 1),
        ("基本支出", 1, 2),
        ("项目支出", 1, 3),
        ("教育", 2, 1),
        ("4.00", 2, 2),
        ("卫生", 3, 1),
        ("3.00", 3, 3),
        ("科技", 4, 1),
        ("2.00", 4, 3),
    ]


def test_a_header_of_two_words_in_the_middle_of_its_column_is_one() -> None:
    found = table([["项目", (70, "本年")], ["教育", "4.00"], ["卫生", "3.00"]], [100, 200])
    assert found.n_cols == 2
    spread = table([["项目", (50, "合|计")], ["教育", "4.00"], ["卫生", "3.00"]], [100, 200])
    assert spread.n_cols == 2


def test_nothing_beside_nothing_in_all_rows_is_two_columns() -> None:
    rows = [["项目", (30, "事业收入|其他收入")], ["科技", (60, "0|1.00")], ["教育", (60, "0|0")], ["卫生", (60, "0|0")]]
    assert texts(table(rows, [100, 200])) == [
        ["项目", "事业收入", "其他收入"],
        ["科技", "0", "1.00"],
        ["教育", "0", "0"],
        ["卫生", "0", "0"],
    ]


def test_the_columns_of_the_page_before_are_those_of_the_page_that_lacks_a_line() -> None:
    head = ["科目", "合计", "基本支出", "项目支出", "其他支出"]
    data = [["教育", "9.00", "4.00", "5.00", "0.00"], ["卫生", "3.00", "3.00", "", "0.00"]]

    def first(sheet: Sheet) -> None:
        sheet.table(50, 680, [100, 90, 90, 90, 90], [head, *data], right=frozenset({1, 2, 3, 4}))

    def second(sheet: Sheet) -> None:
        sheet.table(50, 60, [100, 90, 180, 90], [["", "", "", ""] for _ in data])
        for row, texts_of_row in enumerate(
            [["科技", "2.00", "2.00", "", "0.00"], ["农林", "1.00", "1.00", "", "0.00"]]
        ):
            for x, text in zip((53, 210, 300, 390, 480), texts_of_row, strict=True):
                sheet.text(x, 64 + 20 * row, text)

    (found,) = [block for block in pdf.read(make_pdf(first, second)).blocks if isinstance(block, Table)]
    assert (found.n_cols, found.n_rows) == (5, 5)
    assert [[cell.text for cell in row] for row in found.rows[3:]] == [
        ["科技", "2.00", "2.00", "", "0.00"],
        ["农林", "1.00", "1.00", "", "0.00"],
    ]


def test_lines_across_that_end_in_a_cell_end_at_a_line_between_columns_that_is_missing() -> None:
    """项目 beside 预算 over 合计 and 其中: the line over 合计 begins at the line beside it, which is not drawn."""

    def draw(sheet: Sheet) -> None:
        for y in (80, 120, 140):
            sheet.line(50, y, 350, y)
        for x in (50, 350):
            sheet.line(x, 80, x, 140)
        sheet.line(150, 100, 350, 100)
        sheet.line(250, 100, 250, 140)
        sheet.line(150, 120, 150, 140)
        for x, y, text in ((90, 94, "项目"), (240, 84, "预算"), (190, 104, "合计"), (290, 104, "其中")):
            sheet.text(x, y, text)
        for x, text in zip((53, 210, 310), ("教育", "4.00", "3.00"), strict=True):
            sheet.text(x, 124, text)

    (found,) = [block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table)]
    assert [(cell.text, cell.row, cell.col, cell.row_span, cell.col_span) for cell in found.cells[:4]] == [
        ("项目", 1, 1, 2, 1),
        ("预算", 1, 2, 1, 2),
        ("合计", 2, 2, 1, 1),
        ("其中", 2, 3, 1, 1),
    ]


def test_a_total_and_its_amount_in_one_merged_cell_are_parted_at_the_column_of_amounts() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(
            50, 100, [60, 100, 100, 100], [["编码", "名称", "合计", "基本支出"], ["205", "教育", "4.00", "3.00"]]
        )
        for x0, x1 in ((50, 310), (310, 410)):
            sheet.canvas.rect(x0, sheet.height - 160, x1 - x0, 20)
        sheet.text(120, 144, "合计")
        sheet.text(270, 144, "4.00")
        sheet.text(370, 144, "3.00")

    (found,) = [block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table)]
    assert [(cell.text, cell.col, cell.col_span) for cell in found.rows[-1]] == [
        ("合计", 1, 2),
        ("4.00", 3, 1),
        ("3.00", 4, 1),
    ]


def test_a_code_and_a_name_under_a_header_for_each_are_two_columns() -> None:
    rows = [["科目编码|科目名称", "金额"], ["201|公共服务", "4.00"], ["205|教育", "3.00"], ["210|卫生", "1.00"]]
    assert texts(table(rows, [200, 100]))[1:] == [
        ["201", "公共服务", "4.00"],
        ["205", "教育", "3.00"],
        ["210", "卫生", "1.00"],
    ]


def test_a_total_over_code_and_name_is_parted_where_a_line_before_the_amounts_is_missing() -> None:
    """The name and the amount share a cell in each row; 合计 stands in one cell over the code, too."""

    def draw(sheet: Sheet) -> None:
        sheet.table(
            50, 100, [60, 240, 100], [["编码", "", "基本支出"], ["", "", ""], ["205", "", "3.00"], ["210", "", "2.00"],
            ["221", "", "1.00"]], spans={(1, 0): (1, 2)},
        )  # fmt: skip
        printed = [("名称", "合计"), ("合计", "9.00"), ("教育", "4.00"), ("卫生", "3.00"), ("住房", "2.00")]
        for row, (name, amount) in enumerate(printed):
            sheet.text(120, 104 + 20 * row, name)
            sheet.text(250, 104 + 20 * row, amount)
        sheet.text(355, 124, "6.00")

    (found,) = [block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table)]
    assert [(cell.text, cell.col, cell.col_span) for cell in found.rows[1]] == [
        ("合计", 1, 2),
        ("9.00", 3, 1),
        ("6.00", 4, 1),
    ]
    assert texts(found)[2] == ["205", "教育", "4.00", "3.00"]


def test_no_figure_is_cut_at_a_line_that_another_row_has() -> None:
    # The stroke of a stamp through one row stands like a line; a mark before an amount stands left of it in another.
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [100, 150], [["名称", "金额"], *([name, ""] for name in ("合计", "教育", "小学", "中学"))])
        sheet.canvas.line(210, sheet.height - 160, 210, sheet.height - 180)
        for top, x, text in (
            (124, 190, "1,194.25"),
            (144, 190, "878.06"),
            (164, 215, "316.19"),
            (184, 160, "#"),
            (184, 215, "40.42"),
        ):
            sheet.text(x, top, text)

    (found,) = [block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table)]
    assert texts(found)[1:] == [["合计", "1,194.25"], ["教育", "878.06"], ["小学", "316.19"], ["中学", "# 40.42"]]


def test_a_header_off_the_middle_is_over_both_columns_where_each_has_its_own_under_it() -> None:
    rows = [
        ["收入", "金额", (5.0, "支出")],
        ["项目", "预算数", "项目|预算数"],
        ["合计", "9.00", "合计|9.00"],
        ["拨款", "7.00", "教育|7.00"],
        ["其他", "2.00", "卫生|2.00"],
    ]
    found = table(rows, [100, 80, 200])
    assert [(cell.text, cell.col, cell.col_span) for cell in found.rows[0]] == [
        ("收入", 1, 1),
        ("金额", 2, 1),
        ("支出", 3, 2),
    ]
    assert texts(found)[1:3] == [["项目", "预算数", "项目", "预算数"], ["合计", "9.00", "合计", "9.00"]]


def test_codes_and_names_of_units_beside_money_without_decimals_are_two_columns() -> None:
    rows = [
        ["单位编码|单位名称", "2025", "2026", "2027"],
        ["245|医保局", "551800", "30400", "147850"],
        ["245001|本级", "460000", "10000", "120000"],
        ["245002|中心", "91800", "20400", "27850"],
    ]
    assert texts(table(rows, [200, 80, 80, 80])) == [
        ["单位编码", "单位名称", "2025", "2026", "2027"],
        ["245", "医保局", "551800", "30400", "147850"],
        ["245001", "本级", "460000", "10000", "120000"],
        ["245002", "中心", "91800", "20400", "27850"],
    ]


def test_a_key_and_its_value_over_an_amount_and_over_a_target_are_no_headers() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [80, 100, 60, 80], [["项目名称", "立标", "项目期", "一年"]])
        sheet.table(
            50, 120, [80, 100, 140], [["资金", "年度资金总额", ""], ["资金", "财政拨款", ""], ["产出", "数量", "3处"]]
        )
        sheet.text(330, 124, "88.00")
        sheet.text(330, 144, "88.00")

    (found,) = [block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table)]
    assert [[(cell.text, cell.col_span) for cell in row] for row in found.rows] == [
        [("项目名称", 1), ("立标", 1), ("项目期", 1), ("一年", 1)],
        [("资金", 1), ("年度资金总额", 1), ("88.00", 2)],
        [("资金", 1), ("财政拨款", 1), ("88.00", 2)],
        [("产出", 1), ("数量", 1), ("3处", 2)],
    ]


def test_texts_left_and_right_of_a_line_that_other_rows_have_are_of_two_columns() -> None:
    """The line between 品名 and 方式 ends above the last three rows, of which one breaks its name."""
    rows = [["品名", "方式", "金额"], ["服务器", "集中采购", "24.00"]]
    below = [("会议服务", "", "自行组织"), ("办公设备维修", "服务", "自行组织"), ("印刷服务", "", "集中采购")]

    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [100, 80, 80], rows)
        sheet.table(50, 140, [180, 80], [["", "1.00"], ["", "2.00"], ["", "3.00"]], height=30)
        for number, (name, rest, way) in enumerate(below):
            sheet.text(53, 142 + 30 * number, name)
            sheet.text(53, 155 + 30 * number, rest)
            sheet.text(153, 148 + 30 * number, way)

    (found,) = [block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table)]
    assert texts(found) == [
        *rows,
        ["会议服务", "自行组织", "1.00"],
        ["办公设备维修\n服务", "自行组织", "2.00"],
        ["印刷服务", "集中采购", "3.00"],
    ]


def summary_over_two_pages(second: Callable[[Sheet], None]) -> list[list[str]]:
    """A summary of four columns at the foot of a page, and another page."""
    rows = [["项目", "预算数", "项目", "预算数"], ["一般公共预算", "9.00", "教育支出", "4.00"]]

    def first(sheet: Sheet) -> None:
        sheet.table(50, 740, [100, 80, 100, 80], rows)

    (found,) = [block for block in pdf.read(make_pdf(first, second)).blocks if isinstance(block, Table)]
    return [[cell.text for cell in row] for row in found.rows[2:]]


def test_a_page_that_lacks_a_line_and_begins_with_rows_without_amounts_has_the_columns_of_the_one_before() -> None:
    def second(sheet: Sheet) -> None:
        sheet.table(50, 60, [100, 180, 80], [["", "", text] for text in ("", "3.00", "2.00", "9.00")])
        for row, text in enumerate(("卫生健康支出", "住房保障支出", "其他支出", "支出总计")):
            sheet.text(233, 64 + 20 * row, text)
        sheet.text(53, 124, "收入总计")
        sheet.text(180, 124, "9.00")

    assert summary_over_two_pages(second) == [
        ["", "", "卫生健康支出", ""],
        ["", "", "住房保障支出", "3.00"],
        ["", "", "其他支出", "2.00"],
        ["收入总计", "9.00", "支出总计", "9.00"],
    ]


def test_names_of_sums_in_the_middle_of_merged_cells_are_over_the_columns_of_the_page_before() -> None:
    def second(sheet: Sheet) -> None:
        sheet.table(50, 60, [100, 180, 80], [["", "", ""], ["", "", "9.00"]])
        sheet.text(220, 64, "结转下年")
        sheet.text(220, 84, "支出总计")

    assert summary_over_two_pages(second) == [["", "结转下年", ""], ["", "支出总计", "9.00"]]


def rows_without_lines_between_columns(
    heads: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[str] = ()
) -> list[list[str]]:
    """What is read under a ruled header of columns 90 points wide: rows in lines across, and notes in the frame.

    Texts begin at the left edge of their columns, figures and nils end at the right one.
    """

    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [90] * len(heads), [heads])
        sheet.table(50, 120, [90 * len(heads)], [[""] for _ in (*rows, *notes)])
        for number, row in enumerate(rows):
            for col, text in enumerate(row):
                offset = 88 - 5 * len(text) if text.isascii() else 2
                sheet.text(50 + 90 * col + offset, 124 + 20 * number, text)
        for number, text in enumerate(notes, start=len(rows)):
            sheet.text(53, 124 + 20 * number, text)

    (found,) = [block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table)]
    return texts(found)[1:]


def test_notes_in_the_frame_of_a_table_keep_no_column_of_its_header_from_its_rows() -> None:
    rows = [
        ["一、一般公共预算", "9.00", "一、教育支出", "5.00"],
        ["二、政府性基金", "-", "二、卫生健康支出", "4.00"],
        ["收入总计", "9.00", "支出总计", "9.00"],
    ]
    notes = ["注：1.本表反映部门本年度收支预算情况，空表表示无该项收支。", "2.金额单位为万元。"]
    found = rows_without_lines_between_columns(["项目", "预算数", "项目", "预算数"], rows, notes)
    assert found == [*rows, *([note] for note in notes)]


def test_one_row_that_prints_a_text_under_each_header_has_its_columns() -> None:
    row, note = ["9.10", "-", "-", "9.10"], "注：本表反映部门本年度“三公”经费支出预算情况。"
    heads = ["合计", "因公出国费", "公务用车费", "公务接待费"]
    assert rows_without_lines_between_columns(heads, [row], [note]) == [row, [note]]


def test_a_key_and_its_value_over_amounts_alone_are_no_headers() -> None:
    """The form ends at the foot of the page: nothing but amounts stands under the key, all of them at the right."""

    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [80, 100, 60, 80], [["主管部门", "卫健局", "实施单位", "监测站"]])
        sheet.table(50, 120, [80, 100, 140], [["资金", "年度资金总额", ""], ["资金", "财政拨款", ""]])
        sheet.text(340, 124, "423.65")
        sheet.text(340, 144, "423.65")

    (found,) = [block for block in pdf.read(make_pdf(draw)).blocks if isinstance(block, Table)]
    assert [[(cell.text, cell.col_span) for cell in row] for row in found.rows][1:] == [
        [("资金", 1), ("年度资金总额", 1), ("423.65", 2)],
        [("资金", 1), ("财政拨款", 1), ("423.65", 2)],
    ]
