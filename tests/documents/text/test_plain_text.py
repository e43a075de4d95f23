from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.loose import with_loose_figures
from pipeline.documents.model import Paragraph, Table
from pipeline.documents.text.plain_text import detect, read
from tests.documents.contents import texts


def test_paragraphs_and_tables_in_order() -> None:
    text = "收入总表\n单位：万元\n项目\t2024年\t2025年\n工资\t1.00\t2.00\n注：无\n\n支出总表\n项目\t金额\n\n另表\t1\n"
    first, second, table, third, fourth, other, last = read(text).blocks
    assert [first, second] == [Paragraph(1, "收入总表"), Paragraph(2, "单位：万元")]
    assert isinstance(table, Table)
    assert texts(table) == [["项目", "2024年", "2025年"], ["工资", "1.00", "2.00"]]
    assert (table.number, table.n_rows, table.n_cols) == (1, 2, 3)
    assert [third, fourth] == [Paragraph(3, "注：无"), Paragraph(4, "支出总表")]
    assert isinstance(other, Table)
    assert isinstance(last, Table)
    assert (other.number, last.number) == (2, 3)


def test_rows_keep_their_own_number_of_cells() -> None:
    (table,) = read("a\tb\tc\nd\t\ne\tf\n").blocks
    assert isinstance(table, Table)
    assert texts(table) == [["a", "b", "c"], ["d", ""], ["e", "f"]]
    assert table.n_cols == 3


def test_lines_of_tabs_alone_are_nothing() -> None:
    assert read("\t\t\n \n").blocks == ()


def test_any_text_is_taken() -> None:
    assert detect("")
    assert detect("a\tb")


@given(st.lists(st.text(alphabet="一二ab1 .\t"), max_size=30))
def test_nothing_printed_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    read_back = "".join(
        block.text if isinstance(block, Paragraph) else "".join(cell.text for cell in block.cells)
        for block in read(text).blocks
    )
    assert "".join(read_back.split()) == "".join(text.split())


def test_commas_part_cells_where_lines_in_succession_have_equally_many() -> None:
    table, prose = read('项目,金额,备注\n工资,"1,234.50",\n合计,"1,234.50",无\n甲,乙\n').blocks
    assert isinstance(table, Table)
    assert texts(table) == [["项目", "金额", "备注"], ["工资", "1,234.50", ""], ["合计", "1,234.50", "无"]]
    assert prose == Paragraph(1, "甲,乙")


def test_figures_with_commas_are_no_rows() -> None:
    text = "收入1,234,567.00元\n支出 1,234,567.00 元\n共计1,234,567.00元\n"
    assert all(isinstance(block, Paragraph) for block in read(text).blocks)


def test_a_sheet_saved_with_commas() -> None:
    """Lines over the table, merged headers and a line break in a cell, as a spreadsheet saves them."""
    text = (
        "支出总表,,,,\n单位：万元,,,,\n科目名称,合计,基本支出,,项目\n,,人员,公用,\n"
        '"社会保障\n和就业支出",9.00,5.00,1.00,3.00\n'
    )
    title, unit, table = read(text).blocks
    assert [title, unit] == [Paragraph(1, "支出总表"), Paragraph(2, "单位：万元")]
    assert isinstance(table, Table)
    assert texts(table)[2:] == [["社会保障\n和就业支出", "9.00", "5.00", "1.00", "3.00"]]
    assert [(cell.text, cell.col, cell.col_span) for cell in table.rows[0]] == [
        ("科目名称", 1, 1), ("合计", 2, 1), ("基本支出", 3, 2), ("项目", 5, 1),
    ]  # fmt: skip


def test_the_title_of_a_sheet_saved_with_commas_may_begin_with_its_number() -> None:
    text = "1.收入总表,,\n项目,2024年,2025年\n事业收入,1.00,2.00\n\n1,234,567\n2,345,678\n3,456,789\n"
    title, table, *figures = read(text).blocks
    assert title == Paragraph(1, "1.收入总表") or texts(table)[0][0] == "1.收入总表"
    assert isinstance(table, Table)
    assert texts(table)[-1] == ["事业收入", "1.00", "2.00"]
    assert not any(isinstance(block, Table) for block in figures)


def test_names_and_amounts_with_a_comma_between_are_rows() -> None:
    rows = '支出总表,\n公开03表,单位：万元\n项目,预算数\n一、基本支出,"1,200.50"\n二、项目支出,\n支出总计,"1,200.50"\n'
    (table,) = read(rows).blocks
    assert isinstance(table, Table)
    assert texts(table)[2:] == [
        ["项目", "预算数"], ["一、基本支出", "1,200.50"], ["二、项目支出", ""], ["支出总计", "1,200.50"],
    ]  # fmt: skip
    prose = read("预算收入增加,支出减少\n人员增加,2025\n车辆减少,相应支出减少\n会议减少,12\n")
    assert not any(isinstance(block, Table) for block in prose.blocks)


def test_a_header_over_a_header_that_goes_on() -> None:
    text = "科目\t预算\t\t\n\t基本支出\t\t项目\n\t人员\t公用\t\n工资\t5.00\t1.00\t3.00\n"
    (table,) = read(text).blocks
    assert isinstance(table, Table)
    assert [[(cell.text, cell.col_span) for cell in row if cell.text] for row in table.rows[:3]] == [
        [("科目", 1), ("预算", 3)], [("基本支出", 2), ("项目", 1)], [("人员", 1), ("公用", 1)],
    ]  # fmt: skip


def test_a_quotation_mark_that_stays_open_joins_no_lines() -> None:
    blocks = read('"甲,乙,丙\n丁\n戊\n').blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ['"甲,乙,丙', "丁", "戊"]


def test_a_merged_cell_that_is_printed_once_covers_its_columns() -> None:
    head = "科目\t合计\t基本支出\n编码\t名称\t\t小计\t人员\n"
    (table,) = read(head + "201\t教育\t9.00\t7.00\t7.00\n208\t养老\t4.00\t4.00\t\n合计\t13.00\t11.00\t7.00\n").blocks
    assert isinstance(table, Table)
    assert [(cell.text, cell.col, cell.col_span) for cell in table.rows[0]] == [
        ("科目", 1, 2), ("合计", 3, 1), ("基本支出", 4, 2),
    ]  # fmt: skip
    assert [(cell.text, cell.col) for cell in table.rows[4]] == [("合计", 1), ("13.00", 3), ("11.00", 4), ("7.00", 5)]


def test_codes_and_totals_cover_the_columns_that_no_number_of_a_column_stands_under() -> None:
    rows = [
        ["项目", "年初结转", "本年支出"],
        ["功能分类科目编码", "科目名称", "合计", "合计", "基本"],
        ["类", "款", "项", "栏次", "1", "2", "3"],
        ["合计", "3.00", "9.00", "8.00"],
        ["205", "教育支出", "3.00", "9.00", "8.00"],
        ["206", "科学技术支出", "", "", ""],
    ]
    (table,) = read("\n".join("\t".join(row) for row in rows)).blocks
    assert isinstance(table, Table)
    spans = [[cell.col_span for cell in row] for row in table.rows[3:]]
    assert spans == [[4, 1, 1, 1], [3, 1, 1, 1, 1], [3, 1, 1, 1, 1]]


def test_rows_whose_blank_cells_are_not_printed_are_no_table() -> None:
    """As a program prints them that ends the line where two marks of cells follow each other."""
    rows = ["科目\t合计\t基本支出\t项目支出", "\t教育支出\t9.00\t7.00", "\t小学\t9.00", "\t卫生支出\t4.00\t1.00\t3.00"]
    content = read("支出总表\n" + "\n".join(rows) + "\n合计\t13.00\n")
    assert [block.text for block in content.blocks if isinstance(block, Paragraph)][2] == "教育支出    9.00    7.00"
    assert not [block for block in content.blocks if isinstance(block, Table)]
    assert [note.reason[:7] for note in with_loose_figures(content).unread] == ["4 lines"]
    (table,) = read("\n".join([*rows, "\t合计\t\t13.00"])).blocks
    assert isinstance(table, Table)


def test_lines_with_blank_cells_are_rows_though_a_figure_begins_a_cell_of_the_first() -> None:
    lines = ["项目名称,,数据平台,起止时间,2025.01-2025.12", ",,资金总额,30.00,", ",,财政拨款,20.00,", "目标,,完成,,"]
    (table,) = read("\n".join(lines)).blocks
    assert isinstance(table, Table)
    assert texts(table)[1] == ["", "", "资金总额", "30.00", ""]


def test_a_quoted_cell_with_line_breaks_ends_its_row_of_tabs() -> None:
    lines = ["序号\t项目\t绩效指标", '1\t校舍\t"合格率≥98%', '及时率=100%"', '2\t图书\t"册数≥300册', '满意度≥90%"']
    (table,) = read("\n".join(lines)).blocks
    assert isinstance(table, Table)
    assert texts(table)[1:] == [["1", "校舍", "合格率≥98%\n及时率=100%"], ["2", "图书", "册数≥300册\n满意度≥90%"]]
