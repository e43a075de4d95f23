"""Tables that run over pages: headers, cut rows, cut merged cells, and tables that are not one."""

from collections.abc import Iterator

import pytest

from pipeline.documents.model import Box, Paragraph, Table
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.join import append
from pipeline.documents.page.joined_table import begin
from pipeline.documents.page.lines import Line
from pipeline.documents.page.part import Part
from pipeline.documents.page.same_columns import same_columns
from pipeline.documents.page.sheet_tops import are_titled_apart, begins_alike
from pipeline.documents.pdf import pdf
from tests.documents.contents import texts
from tests.documents.page.pages_joined import HEADER, LOWER, WIDTHS, Draw, form, page, tables
from tests.documents.pdf_making import Sheet, make_pdf


def test_a_continuation_without_a_header_goes_on() -> None:
    (table,) = tables(page([HEADER, ["301", "工资", "1.00"]], "支出总表"), page([["302", "商品", "2.00"]]))
    assert texts(table) == [HEADER, ["301", "工资", "1.00"], ["302", "商品", "2.00"]]
    assert (table.page_from, table.page_to) == (1, 2)
    assert [cell.page for cell in table.rows[2]] == [2, 2, 2]


def test_a_repeated_header_is_dropped() -> None:
    (table,) = tables(
        page([HEADER, ["301", "工资", "1.00"]], "支出总表"),
        page([HEADER, ["302", "商品", "2.00"]]),
        page([HEADER, ["303", "补助", "3.00"]]),
    )
    assert [row[0] for row in texts(table)] == ["科目", "301", "302", "303"]
    assert table.page_to == 3


def test_a_repeated_header_whose_cells_had_no_room_is_dropped() -> None:
    head = ["科目", "名称", "对个人和家庭的补助"]
    cut = ["科目", "名称", "对个人和家庭的"]
    (table,) = tables(
        page([head, ["301", "工资", "1.00"]], widths=[80, 120, 110]),
        page([cut, ["302", "商品", "2.00"]], widths=[80, 120, 110]),
    )
    assert texts(table) == [head, ["301", "工资", "1.00"], ["302", "商品", "2.00"]]


@pytest.mark.parametrize("amount", ["1.00", "12000"])
def test_a_row_of_money_that_the_page_before_begins_with_is_no_header(amount: str) -> None:
    same, head = ["台式计算机", "某局", amount], ["品目", "单位", "金额"]
    (table,) = tables(
        page([head, same, ["复印纸", "某局", "3.00"]], "政府采购预算表"),
        page([head, same, ["办公桌", "某局", "4.00"]]),
    )
    assert [row[0] for row in texts(table)] == ["品目", "台式计算机", "复印纸", "台式计算机", "办公桌"]


def test_the_total_that_is_printed_again_with_the_header_is_dropped() -> None:
    total, head = ["合计", "", "7.00"], ["品目", "单位", "金额"]
    (table,) = tables(
        page([head, total, ["复印纸", "某局", "3.00"]], "政府采购预算表"),
        page([head, total, ["办公桌", "某局", "4.00"]]),
    )
    assert [row[0] for row in texts(table)] == ["品目", "合计", "复印纸", "办公桌"]


def test_a_repeated_title_and_header_are_dropped() -> None:
    many = [HEADER, *[["301", "工资", "1.00"]] * 30]
    blocks = pdf.read(make_pdf(page(many, "支出总表"), page(many[:3], "支出总表（续）"))).blocks
    assert [type(block) for block in blocks] == [Paragraph, Table]


def test_the_rest_under_the_word_that_says_it_goes_on_needs_no_title() -> None:
    rows = [HEADER, ["301", "工资", "1.00"], ["302", "商品", "2.00"]]
    for rest in ([HEADER, ["303", "补助", "3.00"]], [["303", "补助", "3.00"]]):
        blocks = pdf.read(make_pdf(page(rows, "支出总表"), page(rest, "续表"), page(rest, "附表"))).blocks
        assert [type(block) for block in blocks] == [Paragraph, Table, Paragraph, Table]
        assert isinstance(blocks[1], Table)
        assert texts(blocks[1]) == [*rows, ["303", "补助", "3.00"]]


def test_a_repeated_title_after_room_was_left_begins_another_table() -> None:
    sheet = [["主管部门", "某某局", ""], ["项目", "物业", "1.00"]]
    far_down = page([["甲", "1.00"], ["乙", "2.00"]], widths=[80, 80], top=700)
    blocks = pdf.read(make_pdf(page(sheet, "项目绩效目标表"), page(sheet, "项目绩效目标表"), far_down)).blocks
    assert [type(block) for block in blocks] == [Paragraph, Table, Paragraph, Table, Table]


def test_another_title_begins_another_table() -> None:
    found = tables(
        page([HEADER, ["301", "工资", "1.00"]], "支出总表"), page([HEADER, ["302", "商品", "2.00"]], "收入总表")
    )
    assert len(found) == 2


def test_the_same_title_over_other_values_begins_another_sheet() -> None:
    def sheet_of(name: str) -> list[list[str]]:
        return [
            ["项目绩效目标填报表", "", ""],
            ["（2023年度）", "", ""],
            ["项目名称", name, "项目性质"],
            ["金额", "1.00", ""],
        ]

    spans = {(0, 0): (1, 3), (1, 0): (1, 3)}
    found = tables(page(sheet_of("物业"), spans=spans), page(sheet_of("租金"), spans=spans))
    assert [table.rows[2][1].text for table in found] == ["物业", "租金"]


def test_a_repeated_title_and_year_without_the_header_go_on() -> None:
    rows = [["支出总表", "", ""], ["（2023年度）", "", ""], HEADER, ["301", "工资", "1.00"]]
    spans = {(0, 0): (1, 3), (1, 0): (1, 3)}
    (table,) = tables(page(rows, spans=spans), page([*rows[:2], ["302", "商品", "2.00"]], spans=spans))
    assert [row[0] for row in texts(table)][2:] == ["科目", "301", "302"]


def test_other_columns_begin_another_table() -> None:
    found = tables(
        page([HEADER, ["301", "工资", "1.00"]]), page([HEADER, ["302", "商品", "2.00"]], widths=[40, 40, 90])
    )
    assert len(found) == 2


def test_columns_that_moved_a_little_are_the_same() -> None:
    (table,) = tables(page([HEADER, ["301", "工资", "1.00"]]), page([["302", "商品", "2.00"]], widths=[85, 113, 82]))
    assert (table.n_rows, table.n_cols) == (3, 3)


def test_no_two_cells_of_a_joined_table_cover_one_place() -> None:
    spans = {(1, 0): (2, 1)}
    (table,) = tables(
        page([HEADER, ["产出", "面积", "5"], ["", "棵数", "6"]], spans=spans),
        page([["", "成活", "7"], ["效益", "时效", "8"], ["", "游客", "9"]], spans=spans),
    )
    assert sum(cell.row_span * cell.col_span for cell in table.cells) == len(table.grid) == table.n_rows * table.n_cols


def test_a_title_under_the_number_of_its_form_begins_another_table() -> None:
    """Both stand inside the ruled area, over all columns, as sheets of a workbook are printed."""
    first = [["支出总表", "", ""], HEADER, ["301", "工资", "1.00"]]
    second = [["附表6", "", ""], ["基本支出表", "", ""], HEADER, ["302", "商品", "2.00"]]
    found = tables(
        page(first, spans={(0, 0): (1, 3)}),
        page(second, spans={(0, 0): (1, 3), (1, 0): (1, 3)}),
    )
    assert [table.rows[0][0].text for table in found] == ["支出总表", "附表6"]


def test_a_form_goes_on_under_its_title_where_its_first_key_does_not_come_again() -> None:
    keys = [["部门名称", "某某局", "1.00"], ["一级指标", "三级指标", "指标值"]]
    sheet = [*keys, *[["产出指标", f"数量{row}", "2.00"] for row in range(33)]]
    (table,) = tables(page(sheet, "整体绩效目标表"), page([["效益指标", "满意度", "9.00"]], "整体绩效目标表"))
    assert texts(table)[-2:] == [["产出指标", "数量32", "2.00"], ["效益指标", "满意度", "9.00"]]
    another = [["部门名称", "另一局", "3.00"], ["一级指标", "三级指标", "指标值"]]
    assert len(tables(page(sheet, "整体绩效目标表"), page(another, "整体绩效目标表"))) == 2


LOWER_WIDTHS = [100.0, 80.0, 140.0, 80.0]


def test_halves_that_share_few_columns_and_the_next_sheet_of_a_form_are_tables_of_their_own() -> None:
    upper = [["项目名称", "道路养护", "主管部门", "某局"]]
    assert len(tables(form(upper, [60, 150, 90, 100], 780), form(LOWER, LOWER_WIDTHS, 40))) == 2
    again = [["项目名称", "绿化养护", "主管部门", "某局"]]
    assert len(tables(form(upper, [100, 130, 50, 120], 780), form(again, [100, 130, 80, 90], 40))) == 2
    # A table that had room to go on, on a page that others fill, ended.
    full = page([HEADER, *[["301", "工资", "1.00"]] * 30], "支出总表")
    assert len(tables(full, form(upper, [100, 130, 50, 120], 100), form(LOWER, [100, 130, 80, 90], 40))) == 3


def test_a_header_of_which_single_characters_are_left_goes_on() -> None:
    widths = [60.0, 60.0, 34.0, 34.0]
    head = [["单位名称", "项目名称", "产出指标", ""], ["", "", "数量指", "质量指"]]
    first = page(head, widths=widths, height=16, top=756, spans={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2)})
    (table,) = tables(first, page([["", "", "标", "标"], ["某局", "开放", "2个", "98%"]], widths=widths))
    found = [[cell.text.replace("\n", "") for cell in row] for row in table.rows]
    assert found == [["单位名称", "项目名称", "产出指标"], ["数量指标", "质量指标"], ["某局", "开放", "2个", "98%"]]


def test_the_top_of_a_table_is_known_without_its_other_pages() -> None:
    sheet = Grid((0, 100, 200), (0, 20, 40), (cell_of(0, "科目"), cell_of(1, "工资")), 1)
    table = begin(sheet)
    table.cells = Unending(table.cells)
    assert begins_alike(table, sheet)
    assert not are_titled_apart(table, sheet)


def test_an_edge_that_stands_elsewhere_is_compared_with_all_pages_without_looking_at_their_cells() -> None:
    xs, ys = (0, 100, 200), (0, 20, 40)
    elsewhere = Grid((0, 60, 200), ys, (cell_of(0, "303"),), 3)
    table = begin(Grid(xs, ys, (cell_of(0, "科目"), cell_of(1, "301")), 1))
    table.cells = Unending(table.cells)
    assert same_columns(table, elsewhere)
    table = begin(Grid(xs, ys, (cell_of(0, "科目"), cell_of(1, "301")), 1))
    append(table, Grid(xs, ys, (cell_of(0, "302"), cell_of(1, "对个人和家庭的补助", 90)), 2))
    assert not same_columns(table, elsewhere)


def cell_of(row: int, text: str, end: float = 25) -> GridCell:
    top = row * 20.0
    return GridCell(row, 0, row + 1, 1, Box(0, top, 100, top + 20), 1, (Line(text, 5, top + 5, end, top + 15, 10),))


class Unending(list[Part]):
    """Cells of which none but the first two may be looked at."""

    def __iter__(self) -> Iterator[Part]:
        yield from self[:2]
        raise AssertionError("the cells of the other pages are looked at")


@pytest.mark.parametrize(("left", "n_tables"), [(44, 1), (20, 2)])
def test_a_page_whose_first_column_begins_a_little_further_out_goes_on(left: float, n_tables: int) -> None:
    """A frame around the table takes the place of its side there."""
    rows = [["302", "商品", "2.00", "1.00"]]

    def further_out(sheet: Sheet) -> None:
        sheet.table(left, 60, [90 - left + 40, 120, 80, 80], rows)

    found = tables(page([[*HEADER, "其中"], ["301", "工资", "1.00", "1.00"]], widths=[80, 120, 80, 80]), further_out)
    assert len(found) == n_tables
    assert texts(found[-1])[-1] == rows[0]


@pytest.mark.parametrize(("name", "n_cols"), [("商品", 3), ("对个人和家庭补助支出", 4)])
def test_an_edge_between_texts_that_stands_elsewhere_on_the_next_page_is_the_same(name: str, n_cols: int) -> None:
    """Its line is missing on one page; where a name is printed over the place of the other page it is another one."""
    (table,) = tables(
        page([HEADER, ["301", "工资", "1.00"]], widths=[80, 120, 100]),
        page([["302", name, "2.00"]], widths=[80, 70, 150], right=frozenset({2})),
    )
    assert table.n_cols == n_cols
    assert n_cols == 4 or texts(table)[-1] == ["302", name, "2.00"]


def test_the_first_key_of_the_next_form_repeats_no_header_though_its_value_is_the_same() -> None:
    """Two projects of one unit, each on its page."""

    def sheet_of(name: str, goal: str) -> Draw:
        def draw(sheet: Sheet) -> None:
            end = sheet.table(50, 60, [80, 200], [["实施单位", "某市农业监测站"], ["项目名称", name]])
            sheet.table(50, end, WIDTHS, [["指标", "内容", "目标值"], ["数量指标", "次数", goal]])

        return draw

    (table,) = tables(sheet_of("动物防疫", "≥12次"), sheet_of("土壤监测", "≥20次"))
    assert texts(table)[4:] == [
        ["实施单位", "某市农业监测站"],
        ["项目名称", "土壤监测"],
        ["指标", "内容", "目标值"],
        ["数量指标", "次数", "≥20次"],
    ]


def test_a_merged_cell_of_which_one_row_is_left_goes_on_with_its_bracket() -> None:
    def first(sheet: Sheet) -> None:
        end = sheet.table(50, 750, [60, 80, 80], [["项目", "名称", "金额"]])
        sheet.table(50, end, [60, 80, 80], [["资金总额(万", "", "预算数"]])

    def second(sheet: Sheet) -> None:
        sheet.table(50, 60, [60], [["元）"]], height=40)
        sheet.table(110, 60, [80, 80], [["财政拨款", "8.00"], ["其他资金", "2.00"]], height=20)

    (table,) = tables(first, second)
    assert [cell.text for cell in table.cells if cell.col == 1] == ["项目", "资金总额(万\n元）"]
    assert [cell.row_span for cell in table.cells if cell.col == 1] == [1, 3]


def test_rows_of_the_body_that_an_earlier_project_has_too_are_no_header_printed_again() -> None:
    head = ["项目名称", "一级指标", "二级指标", "三级指标", "指标值"]
    blank = ["", "", "", "", ""]
    first = [head, ["校舍维修", *blank[1:]], ["", "产出指标", *blank[2:]], ["", "", "质量指标", "", ""]]
    first += [["", "", "", "验收合格率", "≥98%"], ["教师培训", *blank[1:]]]
    rest = [["", "产出指标", *blank[2:]], ["", "", "质量指标", "", ""], ["", "", "", "培训合格率", "≥95%"]]
    widths = [80, 70, 70, 90, 60]
    (table,) = tables(page(first, widths=widths), page(rest, widths=widths))
    assert texts(table) == [*first, *rest]
