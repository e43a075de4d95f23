"""Tables drawn with characters: boxes, Markdown, padded cells."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.model import Cell, Paragraph, Table
from pipeline.documents.reading import read as read_document
from pipeline.documents.text.ruled_text import detect, read


def table_of(text: str) -> Table:
    """The one table of a text."""
    (table,) = (block for block in read(text).blocks if isinstance(block, Table))
    return table


def spans(table: Table) -> list[tuple[str, int, int, int, int]]:
    """The cells that hold a text, with their place and spans."""
    return [(c.text, c.row, c.col, c.row_span, c.col_span) for c in table.cells if c.text]


def test_boxes_show_the_spans_of_merged_cells() -> None:
    text = """支出表

+------------+--------------------+
| 科目       | 合计               |
|            +----------+---------+
|            | 基本支出 | 项目    |
+============+==========+=========+
| 机关事业   | 1.00     | 2.00    |
| 单位养老   |          |         |
+------------+----------+---------+
"""
    assert detect(text)
    assert isinstance(read(text).blocks[0], Paragraph)
    assert spans(table_of(text)) == [
        ("科目", 1, 1, 2, 1), ("合计", 1, 2, 1, 2), ("基本支出", 2, 2, 1, 1), ("项目", 2, 3, 1, 1),
        ("机关事业\n单位养老", 3, 1, 1, 1), ("1.00", 3, 2, 1, 1), ("2.00", 3, 3, 1, 1),
    ]  # fmt: skip


def test_a_padded_text_that_fills_its_cell_goes_on_in_the_next_line() -> None:
    text = """
|科目      |收入           |
|          |金额  |备注    |
|机关事业单|1.00  |        |
|位养老    |      |        |
"""
    assert spans(table_of(text)) == [
        ("科目", 1, 1, 1, 1), ("收入", 1, 2, 1, 2), ("金额", 2, 2, 1, 1), ("备注", 2, 3, 1, 1),
        ("机关事业单位养老", 3, 1, 1, 1), ("1.00", 3, 2, 1, 1),
    ]  # fmt: skip


def test_a_paragraph_of_a_cell_behind_a_blank_line_goes_on_in_it() -> None:
    """An outliner's table (pandoc's org): a blank line stands between two paragraphs of a cell."""
    text = """
| 编码    | 科目名称               | 合计   |
| 2080505 | 机关事业单位基本养老保 | 298.72 |
|         |                        |        |
|         | 险缴费                 |        |
|         |                        |        |
|         | 支出                   |        |
| 2080506 | 职业年金缴费支出       | 143.37 |
"""
    assert [[cell.text for cell in row] for row in table_of(text).rows] == [
        ["编码", "科目名称", "合计"],
        ["2080505", "机关事业单位基本养老保险缴费支出", "298.72"],
        ["2080506", "职业年金缴费支出", "143.37"],
    ]


def test_a_blank_row_over_another_row_parts_no_paragraphs() -> None:
    text = """
| 科目名称 | 合计   |
| 基本支出 | 298.72 |
|          |        |
| 其他     |        |
|          |        |
| 项目支出 | 143.37 |
"""
    assert [row[0].text for row in table_of(text).rows] == ["科目名称", "基本支出", "", "其他", "", "项目支出"]


def test_figures_that_fill_their_cells_are_rows_of_their_own() -> None:
    table = table_of("|合计  |265.35|\n|养老  |148.90|\n|医疗  |116.45|\n")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["合计", "265.35"], ["养老", "148.90"], ["医疗", "116.45"],
    ]  # fmt: skip


def test_a_text_repeated_in_markdown_is_one_merged_cell() -> None:
    text = "| 项目 | 支出 | 支出 |\n|---|---|---|\n| 项目 | 基本 | 项目 |\n| 合计 | 3.00 | 3.00 |\n"
    assert spans(table_of(text)) == [
        ("项目", 1, 1, 2, 1), ("支出", 1, 2, 1, 2), ("基本", 2, 2, 1, 1), ("项目", 2, 3, 1, 1),
        ("合计", 3, 1, 1, 1), ("3.00", 3, 2, 1, 1), ("3.00", 3, 3, 1, 1),
    ]  # fmt: skip


def test_an_amount_repeated_in_each_row_of_its_project_stands_once() -> None:
    rows = "| 甲项目 | 9.00 | 数量 |\n| 甲项目 | 9.00 | 质量 |\n| 乙项目 | 9.00 | 数量 |\n"
    table = table_of("| 项目名称 | 金额 | 指标 |\n|---|---|---|\n" + rows)
    assert [cell.row_span for cell in table.cells if cell.text == "9.00"] == [2, 1]


def test_codes_that_are_printed_again_are_codes_of_each_row() -> None:
    rows = "| 208 | 05 | 养老 | 1.00 |\n| 208 | 05 | 年金 | 2.00 |\n"
    table = table_of("| 类 | 款 | 科目 | 金额 |\n|---|---|---|---|\n" + rows)
    assert table.rows[1] == [Cell(2, 1, "208"), Cell(2, 2, "05"), Cell(2, 3, "养老"), Cell(2, 4, "1.00")]
    assert [cell.text for cell in table.rows[2]] == ["208", "05", "年金", "2.00"]


def test_the_reader_is_chosen_by_the_lines() -> None:
    assert read_document("收支表\n| 项目 | 金额 |\n|---|---|\n| 合计 | 1.00 |\n".encode()).reader == "ruled_text"
    assert read_document("收支表\n项目\t金额\n合计\t1.00\n".encode()).reader != "ruled_text"


def test_lines_with_pipes_between_their_cells_are_rows() -> None:
    text = "支出总表\n科目 | 合计 | 本年支出 | \n | | 基本支出 | 项目支出\n教育支出 | 9.00 | 7.00 | 2.00\n说明\n"
    assert detect(text)
    title, table, note = read(text).blocks
    assert [title, note] == [Paragraph(1, "支出总表"), Paragraph(2, "说明")]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row if cell.text] for row in table.rows] == [
        ["科目", "合计", "本年支出"], ["基本支出", "项目支出"], ["教育支出", "9.00", "7.00", "2.00"],
    ]  # fmt: skip
    assert [(c.col, c.col_span) for c in table.cells if c.text == "本年支出"] == [(3, 2)]


def test_a_merged_text_printed_in_each_of_its_places_stands_once() -> None:
    rows = "科目 | 科目 | 支出 | 支出\n编码 | 名称 | 基本支出 | 项目支出\n205 | 教育支出 | 7.00 | 7.00\n"
    rows += "合计 | 合计 | 7.00 | 7.00"
    for sign, start, end in ((" | ", "", ""), (" | ", "| ", " |"), ("\t", "", "")):
        lines = [f"{start}{line.replace(' | ', sign)}{end}" for line in rows.split("\n")]
        (table,) = read_document("\n".join(lines).encode()).tables
        assert [(c.text, c.row, c.col, c.col_span) for c in table.cells if c.row in (1, 4)] == [
            ("科目", 1, 1, 2), ("支出", 1, 3, 2), ("合计", 4, 1, 2), ("7.00", 4, 3, 1), ("7.00", 4, 4, 1),
        ]  # fmt: skip


def test_merged_cells_a_place_narrower_than_their_columns_stand_over_them() -> None:
    text = """
|项目               |支出                |
|类       |款       |金额     |备注      |
|205      |01       |教育管理 |178,830,4 |
|         |         |事务     |83        |
|205      |02       |普通教育 |3,196,880 |
|         |         |         |61,360    |
"""
    assert [(c.text, c.col, c.col_span) for c in table_of(text).cells if c.row == 1] == [("项目", 1, 2), ("支出", 3, 2)]
    assert [[cell.text for cell in row] for row in table_of(text).rows[2:]] == [
        ["205", "01", "教育管理事务", "178,830,483"], ["205", "02", "普通教育", "3,196,880"], ["", "", "", "61,360"],
    ]  # fmt: skip


def test_a_column_that_stays_blank_in_the_header_is_under_the_name_at_its_left() -> None:
    text = (
        "| 科目     | 支出     |          |\n|          | 基本支出 | 项目支出 |\n| 教育支出 | 7.00     | 2.00     |\n"
    )
    assert [(c.text, c.col, c.col_span) for c in table_of(text).rows[0]] == [("科目", 1, 1), ("支出", 2, 2)]


@given(st.lists(st.text(alphabet="一二 1.|-+"), max_size=12))
def test_nothing_between_pipes_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    read_back = "".join(
        block.text if isinstance(block, Paragraph) else "".join(cell.text for cell in block.cells)
        for block in read(text).blocks
    )
    for word in "一二1":
        assert read_back.count(word) == text.count(word)


def test_boxes_that_are_not_closed_stay_lines() -> None:
    text = "+------+------+\n| 教育 | 1.00 |\n+------+\n| 卫生 | 2.00 |\n+------+------+\n"
    assert [block.text for block in read(text).blocks if isinstance(block, Paragraph)][1] == "| 教育 | 1.00 |"


def test_signs_behind_a_backslash_are_themselves() -> None:
    text = "| 科目 | 金额 |\n|---|---|\n| \\[302\\]商品和服务 | 1.00 |\n\n1\\. 说明\n"
    assert table_of(text).rows[1][0].text == "[302]商品和服务"
    assert [block.text for block in read(text).blocks if isinstance(block, Paragraph)] == ["1. 说明"]


def test_the_lower_line_of_a_header_further_down_is_under_merged_names() -> None:
    text = "| 部门 | 某局 | 金额 | 9.00 |\n|---|---|---|---|\n| 任务 | 预算 | 预算 | 备注 |\n"
    text += "| 任务 | 总额 | 财政 | 备注 |\n| 保障 | 9.00 | 9.00 | 无 |\n"
    assert [(c.text, c.row_span, c.col_span) for c in table_of(text).rows[1]] == [
        ("任务", 2, 1), ("预算", 1, 2), ("备注", 2, 1),
    ]  # fmt: skip
