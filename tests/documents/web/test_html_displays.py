"""Tables that a web page makes of other elements than table."""

import pytest

from pipeline.documents.model import Paragraph, Table
from pipeline.documents.web.html import read

ROWS = [["科目名称", "合计"], ["行政运行", "9.00"], ["合计", "9.00"]]


def shown(head: str, body: str) -> list[object]:
    blocks = read(f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()).blocks
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in blocks
    ]


def made(table: str, row: str, cell: str) -> str:
    rows = "".join(f"<div {row}>{''.join(f'<div {cell}>{text}</div>' for text in texts)}</div>\n" for texts in ROWS)
    return f"<p>支出总表</p><div {table}>\n{rows}</div><p>注：无</p>"


@pytest.mark.parametrize(
    ("head", "marks"),
    [
        ("", ('style="display:table;width:90%"', 'style="display: table-row"', 'style="color:red;display:table-cell"')),
        (
            "<style>.t, .x { display: table } div.r{display:table-row} .c { margin:0; display: table-cell }</style>",
            ('class="t wide"', 'class="r"', 'class="c"'),
        ),
        ("", ('role="table"', 'role="row"', 'role="cell"')),
    ],
)
def test_elements_shown_as_a_table_are_one(head: str, marks: tuple[str, str, str]) -> None:
    assert shown(head, made(*marks)) == ["支出总表", ROWS, "注：无"]


def test_a_layout_that_only_uses_a_table_style_loses_nothing() -> None:
    body = '<div style="display:table"><p>第一段</p><div style="display:table-cell">第二段</div></div>'
    assert shown("", body) == ["第一段", "第二段"]


def test_groups_of_rows_and_a_caption() -> None:
    head = '<div role="row"><div role="columnheader" aria-colspan="2">收入</div></div>'
    row = '<div role="row"><div role="cell">合计</div><div role="cell">9.00</div></div>'
    groups = f'<div role="rowgroup">{head}</div><div role="rowgroup">{row}</div>'
    blocks = read(f'<html><body><div role="table">{groups}</div></body></html>'.encode()).blocks
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert [[(cell.text, cell.col_span) for cell in row] for row in table.rows] == [
        [("收入", 2)], [("合计", 1), ("9.00", 1)]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "is_hidden"),
    [
        (".old {color:red; display: none}", True),
        ("tr.old, b {display:none}", True),
        (".old {display:none} .old {display:table-row}", False),
        ("@media print { .new {color:red} .old {display:none} }", False),
    ],
)
def test_rows_that_the_style_sheet_does_not_display_are_left_out(sheet: str, is_hidden: bool) -> None:
    rows = "<tr><td>甲</td><td>1.00</td></tr><tr class='old'><td>甲</td><td>9.00</td></tr>"
    hidden = [] if is_hidden else [["甲", "9.00"]]
    assert shown(f"<style>{sheet}</style>", f"<table>{rows}</table>") == [[["甲", "1.00"], *hidden]]


def test_a_part_of_the_page_that_the_style_sheet_does_not_display_is_read() -> None:
    head, body = (
        "<style>.tab {display:none}</style>",
        "<div class='tab'>第一部分</div><div class='tab on'>第二部分</div>",
    )
    assert shown(head, body) == ["第一部分", "第二部分"]
