"""Files of rows as programs export them."""

import pytest

from pipeline.documents.model import Paragraph
from pipeline.documents.reading import read

HEAD = ["科目编码", "科目名称", "合计", "基本支出"]
BODY = [["201", "一般公共服务\n支出", "12.50", "10.00"], ["20103", "政府办公厅", "12.50", ""]]


def _row(cells: list[str], mark: str) -> str:
    return mark.join(f'"{cell}"' if "\n" in cell else cell for cell in cells)


def _shown(text: str) -> tuple[str, list[object]]:
    document = read(text.encode())
    return document.reader, [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
    ]


@pytest.mark.parametrize("mark", [";", "|"])
@pytest.mark.parametrize("first", [[], ["sep={}"]])
def test_other_marks_than_commas(mark: str, first: list[str]) -> None:
    lines = [*(line.format(mark) for line in first), "支出总表" + 3 * mark, *(_row(row, mark) for row in [HEAD, *BODY])]
    assert _shown("\n".join(lines)) == ("exported", ["支出总表", [HEAD, *BODY]])


def test_a_tab_beside_a_comma_keeps_a_code_a_text_and_begins_no_cell() -> None:
    lines = ['"支出总表","","",""', *("\t" + _row(row, ",") for row in [HEAD, *BODY])]
    assert _shown("\n".join(lines)) == ("exported", ["支出总表", [HEAD, *BODY]])


@pytest.mark.parametrize("guard", ['="{}"', "'{}", '"=""{}"""'])
def test_a_code_is_read_without_what_keeps_it_a_text(guard: str) -> None:
    rows = [[guard.format(code), *rest] for code, *rest in BODY]
    assert _shown("\n".join(["支出总表", *(_row(row, ",") for row in [HEAD, *rows])]))[1] == ["支出总表", [HEAD, *BODY]]


def test_a_text_alone_in_its_row_has_no_quotation_marks() -> None:
    lines = [
        '"第一部分 概况"',
        '"支出总表","","",""',
        *(",".join(f'"{cell}"' for cell in row) for row in [HEAD, *BODY]),
    ]
    assert _shown("\n".join(lines)) == ("exported", ["第一部分 概况", "支出总表", [HEAD, *BODY]])


def test_amounts_of_millions_between_tabs_are_no_rows_of_commas() -> None:
    lines = ["\t项目", "\t1,234,567.00", "\t2,234,567.00", "\t3,234,567.00"]
    assert _shown("\n".join(lines))[0] != "exported"


def test_a_sentence_with_semicolons_is_a_sentence() -> None:
    text = "一、职责;二、机构;三、人员。\n部门预算包括本级预算。\n无其他说明。"
    assert _shown(text)[0] == "plain_text"


def test_a_header_broken_inside_a_year_and_amounts_with_full_width_commas() -> None:
    lines = ["支出总表,", '支出项目,"20\n25年预算数"', "一、基本支出,998.21", "支出合计,1，157.88"]
    table = [["支出总表", ""], ["支出项目", "20\n25年预算数"], ["一、基本支出", "998.21"], ["支出合计", "1，157.88"]]
    assert _shown("\n".join(lines))[1] == [table]


def test_rows_between_bars_may_have_a_blank_first_and_last_cell() -> None:
    rows = [HEAD, *BODY, ["", "合计", "12.50", ""]]
    lines = ["第二部分", "支出总表|||", *(_row(row, "|") for row in rows)]
    assert _shown("\n".join(lines)) == ("exported", ["第二部分", "支出总表", rows])


def test_a_table_of_markdown_is_none_of_an_export() -> None:
    lines = ["| 科目 | 合计 |", "|---|---|", "| 教育支出 | 1.00 |"]
    assert _shown("\n".join(lines)) == ("ruled_text", [[["科目", "合计"], ["教育支出", "1.00"]]])
