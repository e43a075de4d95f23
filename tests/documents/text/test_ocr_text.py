from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.model import Paragraph, Table
from pipeline.documents.reading import read as read_document
from pipeline.documents.text import word_text
from pipeline.documents.text.ocr_text import detect, read


def shape(text: str) -> list[str | list[list[str]]]:
    """Paragraphs as texts, tables as lists of rows."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in read(text).blocks
    ]


def test_a_blank_line_inside_a_table_is_a_page_break() -> None:
    assert shape("支出表\n\n单位:万元\n\n项目\t金额\n甲\t1. 00\n\n乙\t2,00\n") == [
        "支出表",
        "单位:万元",
        [["项目", "金额"], ["甲", "1. 00"], ["乙", "2,00"]],
    ]


def test_a_paragraph_between_rows_ends_the_table() -> None:
    assert shape("项目\t金额\n甲\t1\n\n注: 无\n\n项目\t金额\n乙\t2\n") == [
        [["项目", "金额"], ["甲", "1"]],
        "注: 无",
        [["项目", "金额"], ["乙", "2"]],
    ]


def test_pieces_of_other_widths_are_one_table_with_ragged_rows() -> None:
    (table,) = read("a\tb\tc\n1\t2\t3\n\n4\t5\n\n6\t7\t8\t\n").blocks
    assert isinstance(table, Table)
    assert [len(row) for row in table.rows] == [3, 3, 2, 4]
    assert table.n_cols == 4


def test_a_row_of_one_cell_inside_a_table_is_kept_as_a_row() -> None:
    assert shape("项目\t金额\n一般公共服务支出\n行政运行\t1\n\n") == [
        [["项目", "金额"], ["一般公共服务支出"], ["行政运行", "1"]]
    ]


def test_a_title_or_note_that_touches_its_table_is_a_paragraph() -> None:
    assert shape("支出表\n项目\t金额\n甲\t1\n注: 无\n\n正文\n") == [
        "支出表",
        [["项目", "金额"], ["甲", "1"]],
        "注: 无",
        "正文",
    ]


def test_cells_keep_the_debris_that_the_file_prints_and_paragraphs_lose_only_list_marks() -> None:
    assert shape(
        "- 一、收入\n - (二)支出\n\n-5 万元\n\n台升\t \\rightarrow \\(\\lambda \\) \t421. 2¢\n-\t<u></u>\t- 1\n"
    ) == [
        "一、收入",
        "(二)支出",
        "-5 万元",
        [["台升", "\\rightarrow \\(\\lambda \\)", "421. 2¢"], ["-", "<u></u>", "- 1"]],
    ]


@pytest.mark.parametrize(
    "numbers", [("- 12 -", "- 13 -"), ("12", "13"), ("第 12 页", "第 13 页 共 20 页"), ("— 3 —", "4")]
)
def test_page_numbers_neither_stay_nor_end_a_table(numbers: tuple[str, str]) -> None:
    first, second = numbers
    assert shape(f"项目\t金额\n甲\t1\n\n{first}\n\n乙\t2\n\n正文\n\n{second}\n")[0] == [
        ["项目", "金额"],
        ["甲", "1"],
        ["乙", "2"],
    ]


def test_a_lone_number_that_does_not_count_pages_stays() -> None:
    assert shape("正文\n\n300\n\n文\t1\n文\t2\n") == ["正文", "300", [["文", "1"], ["文", "2"]]]
    assert shape("正文\n\n30\n\n29\n") == ["正文", "30", "29"]


LONG = "全年工作围绕三个方面展开,包括设备更新、人员培训、大厅维护以及数据平台的统一建"


def test_a_sentence_cut_by_a_page_break_is_put_together() -> None:
    assert shape(f"{LONG}\n\n设运行,各项资金按月拨付。\n") == [f"{LONG}设运行,各项资金按月拨付。"]
    assert shape(f"- (一){LONG}\n\n- 3 -\n\n设运行,各项资金按月拨付。\n") == [f"(一){LONG}设运行,各项资金按月拨付。"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LONG + "。", "设运行,各项资金按月拨付。"),
        ("二、预算单位构成", "预算单位有两个,名单如下。"),
        (LONG, "三、支出预算总体情况,说明如下。"),
        (LONG, "- (二)支出,说明如下。"),
        (LONG, "部门收支总体情况表"),
        (LONG + "12", "34 万元,增长。"),
        (LONG + "1", "万元,增长。"),
    ],
)
def test_paragraphs_are_only_joined_where_all_signs_agree(before: str, after: str) -> None:
    assert shape(f"{before}\n\n{after}\n") == [before, after.removeprefix("- ")]


def test_a_table_between_paragraphs_keeps_them_apart() -> None:
    assert shape(f"{LONG}\n\na\tb\n\n设运行,各项资金按月拨付。\n")[0] == LONG


def test_detect() -> None:
    assert detect("表\n\n项目\t金额\n甲\t1\n\n乙\t2\n")
    assert detect("- 一、收入\n- 二、支出\n\n- 三、其他\n\n正文\n")
    assert not detect("表\n项目\t金额\n甲\t1\n支出表\n项目\t金额\n")
    assert not detect("正文\n\n正文\n")
    assert not detect("表\n\t项目\n\t金额\n\n\t甲\n\t1\n\n\n文\n")


_cells = st.text(alphabet="甲乙丙12.,%≥ -", max_size=6)
_rows = st.lists(_cells, min_size=2, max_size=5).map("\t".join)
_texts = st.text(alphabet="甲乙丙,。、 -12", min_size=1, max_size=60)


@given(st.lists(_rows | _texts | st.just(""), max_size=30))
def test_no_figure_or_word_is_lost_but_marks_and_page_numbers(lines: list[str]) -> None:
    text = "\n".join(lines)
    kept = "".join(
        block.text if isinstance(block, Paragraph) else "".join(cell.text for cell in block.cells)
        for block in read(text).blocks
    )
    for word in "甲乙丙%≥":
        assert kept.count(word) == text.count(word)


@given(st.lists(_rows | _texts | st.just(""), max_size=30))
def test_blocks_are_numbered_and_two_tables_never_follow_each_other(lines: list[str]) -> None:
    blocks = read("\n".join(lines)).blocks
    tables = [block.number for block in blocks if isinstance(block, Table)]
    paragraphs = [block.number for block in blocks if isinstance(block, Paragraph)]
    assert tables == list(range(1, len(tables) + 1))
    assert paragraphs == list(range(1, len(paragraphs) + 1))
    assert not any(isinstance(left, Table) and isinstance(right, Table) for left, right in pairwise(blocks))


def test_the_real_export(exports: Path) -> None:
    """Counted on the page: 12 statements, each one table, whatever the page breaks."""
    text = (exports / "yanjin-2024.txt").read_text(encoding="utf-8")
    assert detect(text)
    assert not word_text.detect(text)
    document = read_document(text.encode())
    tables = list(document.tables)
    assert [table.n_rows for table in tables] == [36, 7, 16, 36, 15, 15, 23, 3, 5, 12, 42, 33]
    assert [table.n_cols for table in tables] == [4, 19, 14, 8, 14, 7, 18, 6, 14, 12, 9, 18]
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert not any(text.startswith("- ") for text in texts)
    assert "2024年项目支出表" in texts
    income = tables[1].rows
    assert income[2][1].text == "\\rightarrow \\(\\lambda \\)"
    assert income[4][1].text == "421, 29"
    assert income[5][3].text == "421. 2¢"
    kpis = tables[11].rows
    assert [cell.text for cell in kpis[8]][6:14] == [
        "电子政务外网租赁",
        "30.00万 元",
        "光纤电路数量",
        "108条",
        "为企业群众办事提供便 利",
        "便利",
        "各窗口单位满意",
        "≥95%",
    ]


@pytest.mark.parametrize("name", ["jingxing-2021", "jingxing-2025", "haigang-2025"])
def test_word_exports_are_not_taken(exports: Path, name: str) -> None:
    assert not detect((exports / f"{name}.txt").read_text(encoding="utf-8"))
