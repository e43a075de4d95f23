"""Ruled tables of one page: merged cells, open cells, frames, white areas, several tables, indentation."""

import pytest

from pipeline.documents.model import Paragraph, Table
from pipeline.documents.pdf import pdf
from tests.documents.pdf_making import Sheet, make_pdf


def tables(data: bytes) -> list[Table]:
    return [block for block in pdf.read(data).blocks if isinstance(block, Table)]


def paragraphs(data: bytes) -> list[str]:
    return [block.text for block in pdf.read(data).blocks if isinstance(block, Paragraph)]


def placed(table: Table) -> dict[str, tuple[int, int, int, int]]:
    return {cell.text: (cell.row, cell.col, cell.row_span, cell.col_span) for cell in table.cells if cell.text}


def test_merged_cells_stand_once_with_their_spans() -> None:
    rows = [["项目", "本年", "", "上年"], ["", "基本", "项目支出", ""], ["工资", "1.00", "2.00", "3.00"]]

    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [100, 80, 80, 80], rows, spans={(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (2, 1)})

    (table,) = tables(make_pdf(draw))
    assert (table.n_rows, table.n_cols, len(table.cells)) == (3, 4, 9)
    assert placed(table)["项目"] == (1, 1, 2, 1)
    assert placed(table)["本年"] == (1, 2, 1, 2)
    assert placed(table)["上年"] == (1, 4, 2, 1)
    assert placed(table)["项目支出"] == (2, 3, 1, 1)


def test_a_figure_that_is_wider_than_its_cell_stays_one() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [100, 60, 42, 60], [["项目", "合计", "基本", "项目"], ["", "", "", ""]])
        sheet.text(53, 124, "教育")
        sheet.text(152, 124, "107.000000", font="Helvetica")
        # 47.26 wide, it ends at 250 and begins at 202.74: its 5 stands left of the edge at 210, over the last 0 of 107.
        sheet.text(202.74, 124, "57.000000", font="Helvetica")
        sheet.text(255, 124, "50.000000", font="Helvetica")

    (table,) = tables(make_pdf(draw))
    assert [cell.text for cell in table.rows[1]] == ["教育", "107.000000", "57.000000", "50.000000"]


@pytest.mark.parametrize("left", [35, 53, 14], ids=["in the middle", "from the left", "to the right"])
def test_a_text_that_is_wider_than_its_cell_stays_one(left: float) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [104, 80, 60], [["单位", "合计", "基本"], ["", "", ""]])
        # 140 wide in a cell from 50 to 154.
        sheet.text(left, 124, "水上市容环境卫生管理处二分局")
        sheet.text(205, 124, "57.00", font="Helvetica")

    data = make_pdf(draw)
    (table,) = tables(data)
    assert [cell.text for cell in table.rows[1]] == ["水上市容环境卫生管理处二分局", "57.00", ""]
    assert not paragraphs(data)


@pytest.mark.parametrize("left", [145.0, 44.5], ids=["into the next cell", "out of the table"])
def test_a_code_of_which_a_figure_hangs_over_the_edge_is_whole(left: float) -> None:
    """The 3 is 5 wide and ends right at the edge at 150 or at 50."""

    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [100, 150], [["功能分类", "经济分类"], ["", ""]])
        sheet.text(53 if left > 100 else 165, 124, "行政运行")
        sheet.text(left, 124, "30113-住房公积金")

    data = make_pdf(draw)
    (table,) = tables(data)
    assert {cell.text for cell in table.rows[1]} == {"行政运行", "30113-住房公积金"}
    assert not paragraphs(data)


def test_an_amount_that_touches_the_text_behind_it_stays_apart() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [60, 50, 100], [["项目", "金额", "项目"], ["", "", ""]])
        sheet.text(53, 124, "教育")
        # 32 wide, it ends at 162, and its last 0 stands on the edge at 160.
        sheet.text(130.03, 124, "191.92", font="Helvetica")
        sheet.text(162.05, 124, "公共安全")

    (table,) = tables(make_pdf(draw))
    assert [cell.text for cell in table.rows[1]] == ["教育", "191.92", "公共安全"]


def test_figures_that_touch_at_the_edge_stay_two() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [50, 50, 50], [["甲", "乙", "丙"], ["", "", ""]])
        # 12 ends and 34 begins at the edge at 100.
        sheet.text(100 - 11.12, 124, "12", font="Helvetica")
        sheet.text(100, 124, "34", font="Helvetica")

    (table,) = tables(make_pdf(draw))
    assert [cell.text for cell in table.rows[1]] == ["12", "34", ""]


def test_line_breaks_in_a_cell_are_kept() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [100, 100], [["机关事业\n单位", "1.00"], ["合计", "1.00"]], height=34)

    assert tables(make_pdf(draw))[0].cells[0].text == "机关事业\n单位"


def test_a_line_of_two_fonts_is_one_line() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [100, 100], [["", "指标"], ["面积", ""]], height=30)
        sheet.text(60, 106, "大于", size=10)
        sheet.text(82, 101.5, "514", size=14, font="Helvetica")
        sheet.text(106, 106, "平", size=10)

    assert tables(make_pdf(draw))[0].cells[0].text == "大于514平"


def test_blanks_of_indentation_lead_the_texts_of_a_column_set_to_the_left() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [150, 80], [["", "1.00"]] * 5)
        for row, (indent, text) in enumerate(
            [(0, "公共安全支出"), (1, "司法"), (2, "行政运行"), (1, "监狱"), (0, "教育")]
        ):
            sheet.text(53 + 10 * indent, 104 + 20 * row, text)

    (table,) = tables(make_pdf(draw))
    assert [row[0].text for row in table.rows] == ["公共安全支出", "  司法", "    行政运行", "  监狱", "教育"]


def test_centred_texts_are_not_indented() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [150, 80], [["", "1.00"]] * 4)
        for row, text in enumerate(["公共安全支出", "司法", "行政运行", "监狱管理"]):
            sheet.text(50 + (150 - 10 * len(text)) / 2, 104 + 20 * row, text)

    assert [row[0].text for row in tables(make_pdf(draw))[0].rows] == ["公共安全支出", "司法", "行政运行", "监狱管理"]


def test_two_tables_on_one_page_stay_two() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [100, 100], [["甲", "1"], ["乙", "2"]])
        sheet.table(50, 160, [100, 100], [["丙", "3"], ["丁", "4"]])

    assert [[cell.text for cell in table.cells] for table in tables(make_pdf(draw))] == [
        ["甲", "1", "乙", "2"],
        ["丙", "3", "丁", "4"],
    ]


def test_tables_side_by_side_are_read_left_first() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(310, 100, [80, 80], [["支出", "3"], ["丁", "4"]])
        sheet.table(50, 100, [80, 80], [["收入", "1"], ["乙", "2"]])

    assert [table.cells[0].text for table in tables(make_pdf(draw))] == ["收入", "支出"]


def test_a_frame_around_text_is_no_table() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [300], [["目录"], ["收支总表"]])

    assert tables(make_pdf(draw)) == []
    assert paragraphs(make_pdf(draw)) == ["目录", "收支总表"]


def test_white_areas_behind_the_text_rule_nothing() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.canvas.setFillGray(1)
        for x, width in ((50, 5), (55, 90), (145, 5)):
            sheet.canvas.rect(x, sheet.height - 120, width, 20, stroke=0, fill=1)
        sheet.canvas.rect(50, sheet.height - 100, 200, 30, stroke=0, fill=1)
        sheet.canvas.setFillGray(0)
        sheet.text(60, 80, "支出总表")
        sheet.table(50, 100, [100, 100], [["项目", "1.00"], ["合计", "1.00"]])

    data = make_pdf(draw)
    (table,) = tables(data)
    assert (table.n_rows, table.n_cols) == (2, 2)
    assert paragraphs(data) == ["支出总表"]


def test_a_cell_without_a_lower_line_is_a_cell() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(
            50, 100, [80, 80, 80], [["项目", "指标", "值"], ["绿化", "面积", "5"], ["", "棵数", "6"]],
            spans={(1, 0): (2, 1)}, open_below=frozenset({0}),
        )  # fmt: skip

    (table,) = tables(make_pdf(draw))
    assert placed(table)["绿化"] == (2, 1, 2, 1)


def test_a_first_row_without_an_upper_line_is_a_row() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 60, [80, 80], [["30108", "1.00"], ["30109", "2.00"]], open_above=frozenset({0, 1}))

    (table,) = tables(make_pdf(draw))
    assert [[cell.text for cell in row] for row in table.rows] == [["30108", "1.00"], ["30109", "2.00"]]


def test_no_two_cells_cover_one_place() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.canvas.rect(40, sheet.height - 300, 320, 250)
        sheet.text(50, 60, "收入总表")
        sheet.table(40, 100, [160, 160], [["项目", "1.00"]] * 10)

    (table,) = tables(make_pdf(draw))
    assert sum(cell.row_span * cell.col_span for cell in table.cells) == len(table.grid)


def test_a_line_drawn_too_short_does_not_take_the_texts_of_a_merged_header_out_of_the_table() -> None:
    """The line under 公务用车 ends before the line at the right of 小计: a frame around both, and around two cells."""
    columns = [50.0, 130.0, 190.0, 250.0, 310.0]

    def draw(sheet: Sheet) -> None:
        for x in (50.0, 130.0, 310.0):
            sheet.line(x, 100, x, 160)
        for x in (190.0, 250.0):
            sheet.line(x, 120, x, 160)
        for y in (100.0, 140.0, 160.0):
            sheet.line(50, y, 310, y)
        sheet.line(130, 120, 180, 120)
        sheet.line(190, 120, 310, 120)
        sheet.text(53, 113, "项目")
        sheet.text(133, 104, "公务用车")
        for x, text in zip(columns[1:], ["小计", "购置费", "运行费"], strict=False):
            sheet.text(x + 3, 124, text)
        for x, text in zip(columns, ["合计", "6.00", "1.00", "5.00"], strict=False):
            sheet.text(x + 3, 144, text)

    (table,) = tables(make_pdf(draw))
    places = placed(table)
    assert places["公务用车"] == (1, 2, 1, 3)
    assert [places[text] for text in ("小计", "购置费", "运行费")] == [(2, 2, 1, 1), (2, 3, 1, 1), (2, 4, 1, 1)]
    assert paragraphs(make_pdf(draw)) == []


def test_a_line_on_the_lower_edge_of_a_table_is_of_its_last_row() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [100, 100], [["项目", "金额"], ["信息系统", "5.00"]])
        # The table ends at 140: a part of this line, less than half, is in it.
        sheet.text(53, 134.8, "运行维护")
        sheet.text(53, 152, "注：单位万元")

    data = make_pdf(draw)
    (table,) = tables(data)
    assert [cell.text for cell in table.rows[1]] == ["信息系统\n运行维护", "5.00"]
    assert paragraphs(data) == ["注：单位万元"]


def test_an_amount_that_a_narrow_cell_breaks_is_one_and_amounts_in_a_wide_one_stay_apart() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(50, 60, [50, 90, 50], [["预算数", "1260000\n0.00", "1260000\n0.00"]], height=40)

    (table,) = tables(make_pdf(draw))
    assert [cell.text for cell in table.rows[0]] == ["预算数", "1260000\n0.00", "12600000.00"]
