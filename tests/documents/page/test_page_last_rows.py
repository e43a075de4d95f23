"""Tables without ruling lines: what stands below the last row of a table and is part of it, and what is no table."""

from tests.documents.page.test_page_wraps import printed, read
from tests.documents.pdf_making import Sheet

HEAD = [["收入总表"], ["单位：元"], ["单位编码", "单位名称", "合计", "其他收入"]]
XS = (72, 130, 200, 290)


def test_the_end_of_the_last_figure_is_no_number_of_the_page() -> None:
    """The 2 alone below 11207511.4 is its end , no number of the page; the label has no room and goes on overleaf."""
    rows = [
        *HEAD,
        ["271", "西安市国资", "1.00", "0.00"],
        ["", "委员会机关"],
        ["2710", "西安市国资", "11207511.4", "0.00"],
    ]

    def draw(sheet: Sheet) -> None:
        printed(sheet, 700, XS, rows)
        sheet.text(XS[2], 780, "2", 8)

    (table,), paragraphs = read(draw, lambda sheet: printed(sheet, 60, XS, [["", "委员会"], [], ["注：无"]]))
    assert table[1:] == [
        ["271", "西安市国资委员会机关", "1.00", "0.00"],
        ["2710", "西安市国资委员会", "11207511.42", "0.00"],
    ]
    assert paragraphs == ["收入总表", "单位：元", "注：无"]


def test_a_code_that_ends_in_the_next_line_is_one() -> None:
    lines = [["95180", "95180"], ["591.3", "591.3"], ["3", "3"], []]
    rows = [*HEAD[:2], ["编码", "名称", "合计", "财政", "其他"]]
    for codes, name in ((["271"], "西安市国资委员会机关"), (["27100", "1"], "西安市国资委员会本级")):
        for number, figures in enumerate(lines):
            code = codes[number] if number < len(codes) else ""
            rows.append([code, name[3 * number : 3 * number + 3], *figures, *["0.00"] * (number == 0)])
    (table,), _ = read(lambda sheet: printed(sheet, 100, (72, 120, 180, 230, 280), rows))
    assert table[1:] == [
        ["271", "西安市国资委员会机关", "95180591.33", "95180591.33", "0.00"],
        ["271001", "西安市国资委员会本级", "95180591.33", "95180591.33", "0.00"],
    ]


def test_the_last_of_rows_with_many_lines_ends_as_those_above_it_do() -> None:
    """Six lines part the rows of figures; that the last line of the text is short is told by the texts above it."""
    goal = "维护信访业务系统正常运行记录各类业务系统的运行情况进行相关业务系统的更新提高性能"

    def draw(sheet: Sheet) -> None:
        printed(
            sheet, 90, (72, 130, 190, 250), [["项目支出表"], ["单位：万元"], ["项目名称", "总计", "财政", "绩效目标"]]
        )
        for number in range(4):
            top = 150 + 120 * number
            printed(sheet, top, (250,), [[goal[:20]], [goal[20:]], [goal[:20]], [goal[20:]], [goal[:20]], ["信息平台"]])
            printed(sheet, top + 35, (130, 190), [[f"{number}.61", f"{number}.61"]])
            printed(sheet, top + 28, (72,), [["信访局"], ["运维"]])

    (table,), paragraphs = read(draw)
    assert table[-1] == ["信访局运维", "3.61", "3.61", f"{goal}{goal}{goal[:20]}信息平台"]
    assert paragraphs == ["项目支出表", "单位：万元"]


def test_figures_in_a_column_without_a_header_make_no_table() -> None:
    """金额 stands over the second names, so that nothing says what the figures are."""
    rows = [["收入预算表"], ["单位：万元"], ["项目名称", "金额"], ["收入总计", "", "9,146.79"]]
    rows += [["公共预算", "财政拨款资金", "9,066.79"], ["其他资金", "事业收入", "80.00"]]
    tables, paragraphs = read(lambda sheet: printed(sheet, 100, (72, 150, 290), rows))
    assert tables == []
    assert {"收入总计", "9,146.79", "其他资金", "80.00"} <= set(paragraphs)
