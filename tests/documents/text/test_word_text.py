"""Word text exports: the grammar of blank lines, merged headers and broken rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.model import Content, Table
from pipeline.documents.text.word_text import detect, read
from tests.documents.contents import paragraphs, texts


def table_of(content: Content, number: int = 1) -> Table:
    return next(block for block in content.blocks if isinstance(block, Table) and block.number == number)


PLAIN = "标题表\n\t科目\n\t金额\n\n\t办公费\n\t1.00\n\n\t电费\n\t\n\n\n说明"


def test_a_table_between_paragraphs() -> None:
    content = read(PLAIN)
    assert paragraphs(content) == ["标题表", "说明"]
    assert texts(table_of(content)) == [["科目", "金额"], ["办公费", "1.00"], ["电费", ""]]


def test_bookmarks_and_page_numbers_are_gone() -> None:
    content = read(
        "[bookmark: _Toc1]部门预算收支总表\n\t甲\n\t乙\n\n\t1\n\t2\n\n\n\n38\n39\n6、 [bookmark: _Toc2]其他\n"
    )
    assert paragraphs(content) == ["部门预算收支总表", "6、 其他"]


def test_a_line_without_tab_right_after_a_cell_continues_it() -> None:
    content = read("\t名称\n\t内容\n\n\t目标\n\t第一行\n第二行\t\t\t\n\n\n")
    assert texts(table_of(content))[1] == ["目标", "第一行\n第二行"]


def test_two_blank_lines_and_a_cell_are_the_same_table_three_are_a_new_one() -> None:
    row = "\t甲\n\t乙\n\t丙\n"
    content = read(row + "\n\n" + row + "\n\n\n" + row)
    assert [block.n_rows for block in content.blocks if isinstance(block, Table)] == [2, 1]


def test_pieces_of_a_row_are_joined_below_the_first_full_row() -> None:
    header = "\t一级指标\n\t二级指标\n\t指标值\n\t依据\n\n\n"
    broken = "\t\n\t质量指标\n\n\t100%\n\n\t合同\n\n\n"
    whole = "\t产出指标\n\t数量指标\n\t≥7项\n\t合同\n\n\n"
    assert texts(table_of(read(header + whole + broken)))[2] == ["", "质量指标", "100%", "合同"]


def test_a_cell_of_one_space_is_empty() -> None:
    assert texts(table_of(read("\t其他资金\n\t \n\n\t预算数\n\t5.00\n\n\n")))[0] == ["其他资金", ""]


def test_header_cells_cover_the_columns_whose_blanks_do_not_continue_them() -> None:
    header = "\t序号\n\t收入\n\t支出\n\n\t\n\t项目\n\t预算数\n\t项目\n\t合计\n\t一般公共预算\n\n"
    body = "\t1\n\t一、拨款\n\t5.00\n\t一、公共服务\n\t5.00\n\t5.00\n\n" * 2
    top = table_of(read(header + body + "\n\n")).rows[0]
    assert [(cell.text, cell.col, cell.col_span) for cell in top] == [("序号", 1, 1), ("收入", 2, 2), ("支出", 4, 3)]


@pytest.mark.parametrize("text", ["", "没有表格的文字\n第二段", "甲\t乙\t丙\n1\t2\t3\n" * 4])
def test_other_texts_are_not_taken(text: str) -> None:
    assert not detect(text)


def test_the_form_is_detected() -> None:
    assert detect(PLAIN)


CELL = st.text(alphabet="甲乙丙丁12.（）", min_size=1, max_size=6)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=2, max_size=6))
def test_rows_of_one_width_come_back_as_they_were_written(rows: list[list[str]]) -> None:
    written = "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows) + "\n\n"
    assert texts(table_of(read(written))) == rows


def test_short_rows_of_a_form_are_not_put_together_where_they_add_up_to_its_width() -> None:
    rows = [
        ["项目名称", "设备购置"], ["资金总额", "资金", "9.00"], ["", "其他资金", "0.00"], ["年度目标", "完成购置"],
        ["指标", "一级", "二级", "三级", "值"], ["", "产出", "数量", "台数", "9台"], ["备注", "无", "另见附件"],
        ["附注", "无"], ["", "效益", "社会", "满意", "90%"], ["说明", "无"],
    ]  # fmt: skip
    text = "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)
    assert texts(table_of(read("目标表\n" + text + "\n\n\n"))) == rows


def exported(*rows: str) -> str:
    """Rows of cells, written with | between them, as an export prints them."""
    return "".join("".join(f"\t{cell}\n" for cell in row.split("|")) + "\n" for row in rows)


def test_tables_that_touch_are_laid_out_one_by_one() -> None:
    income = exported(
        "收入决算表",
        "项目|本年收入",
        "编码|名称|合计|财政拨款",
        "201|一般公共服务支出|5.00|5.00",
        "205|教育支出|2.00|2.00",
    )
    travel = exported(
        "“三公”经费支出表", "合计|出国费|公务用车|接待费", "||小计|购置费|运行费|", "9.00||8.00||8.00|1.00"
    )
    content = read(income + "\n" + travel + "\n\n\n说明")
    first, second = (block for block in content.blocks if isinstance(block, Table))
    assert (first.n_cols, texts(first)[0], texts(first)[-1]) == (4, ["收入决算表"], ["205", "教育支出", "2.00", "2.00"])
    assert texts(second)[-1] == ["9.00", "", "8.00", "", "8.00", "1.00"]
    assert {cell.text: cell.col_span for cell in second.rows[1]} == {"合计": 1, "出国费": 1, "公务用车": 3, "接待费": 1}
    assert {cell.text: cell.col_span for cell in first.rows[1]} == {"项目": 2, "本年收入": 2}
