"""Word 97-2003 documents: what is printed, and where each cell stands."""

import struct
import sys
from contextlib import suppress

import pytest

pytest.importorskip("olefile", reason="the extra doc is not installed")

from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.model import Table, UnreadableError, UnsupportedError
from pipeline.documents.reading import read
from samples import word_doc, word_docx
from samples.blocks import Cell
from samples.blocks import Table as PrintedTable
from samples.word_doc import CELL, END, ENDS_ROW, FIRST_DOWN, IN_TABLE, NEXT_DOWN, Line, described, package, row
from tests.documents.contents import texts


def sprm(code: int, *operand: int) -> bytes:
    """A change: its code and the bytes of its operand."""
    return struct.pack("<H", code) + bytes(operand)


def twips(code: int, value: int) -> bytes:
    return struct.pack("<Hh", code, value)


HIDDEN, DELETED = sprm(0x083C, 1), sprm(0x0800, 1)
CENTERED = sprm(0x2461, 1)
FIRST_ACROSS, NEXT_ACROSS = 0x01, 0x02


def paragraphs(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in read(data).paragraphs]


def table(*lines: Line) -> Table:
    (only,) = read(package([*lines, Line(END)])).tables
    return only


def spans(found: Table) -> dict[str, tuple[int, int, int, int]]:
    return {cell.text: (cell.row, cell.col, cell.row_span, cell.col_span) for cell in found.cells if cell.text}


# ---- text --------------------------------------------------------------------------------------------------------


def test_a_document_is_known_by_its_content() -> None:
    document = read(package([Line("收入总表\r")]))
    assert (document.reader, document.media_type) == ("doc", "application/msword")
    assert not document.is_recognised


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        (Line("预算总表\r"), "预算总表"),
        (Line("Budget 2025\r"), "Budget 2025"),
        (Line("第\x13 PAGE \x143\x15页\r"), "第3页"),
        (Line("甲\x13 TOC \\o \x13 X \x14x\x15 \x14目录\x15乙\r"), "甲目录乙"),
        (Line("一\t二\x1e三\x1f四\r"), "一 二-三四"),
        (Line("图\x01\x08片\r"), "图片"),
        (Line("𠮷林村\r"), "𠮷林村"),
        (Line("见藏不见\r", runs=((1, b""), (1, HIDDEN))), "见不见"),
        (Line("旧新\r", runs=((1, DELETED),)), "新"),
        (Line("(是\r", runs=((1, sprm(0x6A09, 0, 0, 0xFE, 0xF0)),)), "是"),
        (Line("(万元\r", runs=((1, sprm(0x6A09, 0, 0, 0xA5, 0x00)),)), "¥万元"),
    ],
)
def test_the_text_is_what_is_printed(line: Line, printed: str) -> None:
    assert paragraphs(package([Line("前文\r"), line, Line("last\r")])) == ["前文", printed, "last"]


def test_a_line_break_ends_a_paragraph_and_a_blank_one_is_none() -> None:
    assert paragraphs(package([Line("上\x0b下\r"), Line("\r"), Line("页末\x0c"), Line("末\r")])) == [
        "上",
        "下",
        "页末",
        "末",
    ]


def test_text_boxes_follow_the_body() -> None:
    assert paragraphs(package([Line("正文\r")], [Line("附表一\r"), Line("box\r")])) == ["正文", "附表一", "box"]


def placed(shapes: list[tuple[int, int]], boxes: list[tuple[int, int]], end: int, whole: int) -> dict[int, bytes]:
    """The parts that place shapes in the body (position, number) and begin their boxes (position, number of shape)."""
    at = struct.pack(f"<{len(shapes) + 1}I", *(position for position, _ in shapes), end)
    of = struct.pack(f"<{len(boxes) + 1}I", *(position for position, _ in boxes), whole)
    return {
        0x1DA: at + b"".join(struct.pack("<i22x", number) for _, number in shapes),
        0x25A: of + b"".join(struct.pack("<14xi4x", number) for _, number in boxes),
    }


def test_a_text_box_stands_before_the_paragraph_that_holds_it() -> None:
    lines = [Line("前文\r"), Line("\x08单位：元\r"), Line("末\r")]
    boxes = [Line("收入总表\r"), Line("无处\r")]
    parts = placed([(3, 1026)], [(0, 1026), (5, 1030)], end=11, whole=8)
    assert paragraphs(package(lines, boxes, parts=parts)) == ["前文", "收入总表", "单位：元", "末", "无处"]


def test_a_text_box_in_a_cell_is_of_the_cell() -> None:
    cells = row(["\x08一般", "5.00"], [0, 2000, 4000])
    parts = placed([(0, 7)], [(0, 7)], end=11, whole=3)
    (found,) = read(package([*cells, Line(END)], [Line("公共\r")], parts=parts)).tables
    assert texts(found) == [["公共\n一般", "5.00"]]


def test_two_hundred_paragraphs_need_several_pages_of_properties() -> None:
    lines = [Line(f"第{number}条\r", twips(0x845E, 210 * (number % 3))) for number in range(200)]
    assert paragraphs(package(lines)) == [f"第{number}条" for number in range(200)]


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", min_codepoint=33, exclude_categories=["Z", "C"]), min_size=1), min_size=1
    )
)
def test_any_text_comes_back(printed: list[str]) -> None:
    assert paragraphs(package([Line(text + END) for text in printed])) == printed


def test_a_page_header_stands_before_its_section_unless_the_body_says_it_or_the_pages_before_had_it() -> None:
    rows = [*row(["科目", "合计"], [0, 2000, 4000]), *row(["教育", "12.00"], [0, 2000, 4000])]
    body = [Line("收入总表\r"), *rows, Line("\x0c"), Line("支出总表\r"), *rows, Line("\x0c"), Line("末\r")]
    second, third = len(rows) + 2, 2 * len(rows) + 4
    heads = {
        0: [Line("青山县水利局\r"), Line("收入总表\r")],
        second: [Line("青山县水利局\r"), Line("单位：万元\r"), Line("第\x13 PAGE \x143\x15页\r")],
        third: [],
    }
    found = read(package(body, [Line("框\r")], heads=heads)).blocks
    assert ["表" if isinstance(block, Table) else block.text for block in found] == [
        "青山县水利局", "收入总表", "表", "单位：万元", "支出总表", "表", "末", "框",
    ]  # fmt: skip


# ---- lists -------------------------------------------------------------------------------------------------------

CHINESE, DECIMAL, BULLET = 39, 0, 23


def level(style: int, text: str) -> bytes:
    """A level of a list (LVL): starts at 1, has no properties, and prints 'text', where \0 and \1 are numbers."""
    return struct.pack("<iBB9xB12x", 1, style, 0, 2) + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def list_parts(levels: bytes, uses: int) -> dict[int, bytes]:
    """One list of nine levels (PlfLst), used by so many numbers (PlfLfo). The levels stand right behind the list.

    No part is known by their place; 0x9A is a place that readers ignore.
    """
    head = struct.pack("<H", 1) + struct.pack("<II", 7, 0) + bytes(18) + bytes(2)
    used = struct.pack("<I", uses) + (struct.pack("<I", 7) + bytes(12)) * uses + b"\xff\xff\xff\xff" * uses
    return {0x2E2: head, 0x9A: levels, 0x2EA: used}


def test_list_numbers_are_printed() -> None:
    levels = level(CHINESE, "\0、") + level(CHINESE, "（\1）") + level(DECIMAL, "\2.") + level(BULLET, "●") * 6
    item = [sprm(0x460B, 1, 0) + sprm(0x260A, depth) for depth in range(4)]
    lines = [
        Line("职责\r", item[0]), Line("机构\r", item[1]), Line("人员\r", item[1]), Line("科室\r", item[2]),
        Line("收支\r", item[0]), Line("收入\r", item[1]), Line("要点\r", item[3]), Line("不编号\r"),
    ]  # fmt: skip
    assert paragraphs(package(lines, parts=list_parts(levels, 1))) == [
        "一、职责", "（一）机构", "（二）人员", "1.科室", "二、收支", "（一）收入", "要点", "不编号",
    ]  # fmt: skip


# ---- tables ------------------------------------------------------------------------------------------------------


def test_the_cells_of_a_table() -> None:
    found = table(
        *row(["科目", "预算数"], (0, 3000, 5000)),
        *row(["工资福利\n支出", "1,234.50"], (0, 3000, 5000)),
    )
    assert texts(found) == [["科目", "预算数"], ["工资福利\n支出", "1,234.50"]]
    assert (found.n_rows, found.n_cols) == (2, 2)


def test_paragraphs_around_tables_keep_their_order() -> None:
    content = read(
        package(
            [
                Line("表一\r"),
                *row(["甲", "1"], (0, 900, 1800)),
                Line("表二\r"),
                *row(["乙", "2"], (0, 900, 1800)),
                Line("末\r"),
            ]
        )
    ).blocks
    assert [texts(block)[0][0] if isinstance(block, Table) else block.text for block in content] == [
        "表一", "甲", "表二", "乙", "末",
    ]  # fmt: skip


def test_merged_cells() -> None:
    found = table(
        *row(["项目", "收入"], (0, 2000, 6000), (FIRST_DOWN, 0)),
        *row(["", "上年", "本年"], (0, 2000, 4000, 6000), (NEXT_DOWN, 0, 0)),
        *row(["合计", "3.00", "4.00"], (0, 2000, 4000, 6000)),
    )
    assert spans(found) == {
        "项目": (1, 1, 2, 1), "收入": (1, 2, 1, 2), "上年": (2, 2, 1, 1), "本年": (2, 3, 1, 1),
        "合计": (3, 1, 1, 1), "3.00": (3, 2, 1, 1), "4.00": (3, 3, 1, 1),
    }  # fmt: skip


def test_cells_merged_by_flags_and_by_later_changes() -> None:
    edges = (0, 1000, 2000, 3000)
    merged = described(edges) + sprm(0x5624, 1, 3) + sprm(0xD62B, 2, 0, 3)
    goes_on = described(edges) + sprm(0xD62B, 2, 0, 1)
    found = table(
        *row(["收入", "", "支出"], edges, (FIRST_ACROSS, NEXT_ACROSS, 0)),
        *(Line(text + CELL, IN_TABLE) for text in ("甲", "乙", "")), Line(CELL, IN_TABLE + ENDS_ROW + merged),
        *(Line(text + CELL, IN_TABLE) for text in ("", "丙", "丁")), Line(CELL, IN_TABLE + ENDS_ROW + goes_on),
    )  # fmt: skip
    assert spans(found) == {
        "收入": (1, 1, 1, 2), "支出": (1, 3, 1, 1), "甲": (2, 1, 2, 1), "乙": (2, 2, 1, 2), "丙": (3, 2, 1, 1),
        "丁": (3, 3, 1, 1),
    }  # fmt: skip


def test_edges_that_nearly_coincide_are_one_line() -> None:
    found = table(
        *row(["科目", "上年", "本年"], (-108, 2000, 4000, 6000)),
        *row(["合计", "1.00", "2.00"], (-100, 2009, 3992, 6003)),
    )
    assert found.n_cols == 3
    assert texts(found) == [["科目", "上年", "本年"], ["合计", "1.00", "2.00"]]


def test_a_row_without_a_description_keeps_its_cells() -> None:
    found = table(*(Line(text + CELL, IN_TABLE) for text in ("甲", "乙", "丙")), Line(CELL, IN_TABLE + ENDS_ROW))
    assert texts(found) == [["甲", "乙", "丙"]]


def test_a_row_too_wide_for_a_page_of_properties() -> None:
    edges = range(0, 400 * 41, 400)
    found = table(*row([f"{number}" for number in range(40)], edges), *row(["x"] * 40, edges))
    assert texts(found)[0] == [f"{number}" for number in range(40)]
    assert found.n_cols == 40


def test_a_table_in_a_cell_is_a_table_after_it() -> None:
    inner = IN_TABLE + struct.pack("<Hi", 0x6649, 2)
    in_cell = sprm(0x244B, 1)
    nested = [
        line
        for cells in (("内一", "1"), ("内二", "2"))
        for line in (
            *(Line(text + END, inner + in_cell) for text in cells),
            Line(END, inner + sprm(0x244C, 1) + described((0, 900, 1800))),
        )
    ]
    lines = [*nested, *row(["外", "9"], (0, 3000, 6000)), Line(END)]
    outer, inside = read(package(lines)).tables
    assert texts(outer) == [["外", "9"]]
    assert texts(inside) == [["内一", "1"], ["内二", "2"]]


def test_indentation_is_kept_as_blanks_and_alignment_is_none() -> None:
    left, first, in_characters = twips(0x845E, 420), twips(0x8460, 210), twips(0x4456, 200)
    cells = [left, left + first, in_characters, left + CENTERED, twips(0x840F, 210)]
    lines = [Line("项" + CELL, IN_TABLE + changes) for changes in cells]
    found = table(*lines, Line(CELL, IN_TABLE + ENDS_ROW + described((0, 900, 1800, 2700, 3600, 4500))))
    assert texts(found) == [["    项", "      项", "    项", "项", "  项"]]


def test_properties_come_from_styles() -> None:
    styles = [(0, IN_TABLE), (1, twips(0x845E, 210))]
    lines = [
        Line("甲" + CELL, style=1),
        Line("乙" + CELL, style=2),
        Line(CELL, ENDS_ROW + described((0, 900, 1800)), style=1),
        Line(END),
    ]
    (found,) = read(package(lines, styles=styles)).tables
    assert texts(found) == [["甲", "  乙"]]


def _width(cells: list[tuple[str, int]]) -> int:
    return sum(cols for _, cols in cells)


@given(
    st.lists(
        st.lists(st.tuples(st.text("甲乙1.5 ", max_size=4), st.integers(1, 3)), min_size=1, max_size=5),
        min_size=1,
        max_size=6,
    )
)
def test_a_table_is_that_of_the_same_docx(drawn: list[list[tuple[str, int]]]) -> None:
    width = max(_width(cells) for cells in drawn)
    rows = tuple(
        (Cell("项"), *(Cell(text.strip(), cols) for text, cols in cells), *[Cell("x")] * (width - _width(cells)))
        for cells in drawn
    )
    printed = [PrintedTable(rows)]
    assert read(word_doc.write(printed)).blocks == read(word_docx.write(printed)).blocks


# ---- what cannot be read -----------------------------------------------------------------------------------------

GOOD = package([Line("收入总表\r"), *row(["科目", "预算数"], (0, 3000, 5000)), Line("末\r")])


def changed(offset: int, value: int) -> bytes:
    """The good file with two bytes of the header of its text changed."""
    data = bytearray(GOOD)
    struct.pack_into("<H", data, GOOD.index(b"\xec\xa5\xc1\x00") + offset, value)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (changed(0x0A, 0x1300), "under a password"),
        (changed(0x02, 0x0065), "Word 6 or 95"),
        (changed(0x00, 0x0000), "Word 6 or 95"),
        (changed(0x4E, 0x7FFF), "damaged"),
        (changed(0x1A4, 0x7FFF), "damaged"),
        (GOOD[:1500], "damaged"),
        (GOOD[:600], "no Word, Excel or PowerPoint document, or is damaged"),
        (package([Line("\r")]), "no text and no table"),
    ],
)
def test_a_reason_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason) as caught:
        read(data)
    assert not isinstance(caught.value, UnsupportedError)


def test_without_the_extra_the_reason_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "olefile", None)
    with pytest.raises(UnsupportedError, match=r"run pip install 'budget-disclosures\[doc\]'"):
        read(GOOD)


@given(st.integers(0, len(GOOD)), st.binary(min_size=1, max_size=6), st.booleans())
def test_a_damaged_file_is_read_or_refused(place: int, other: bytes, is_cut: bool) -> None:
    data = GOOD[:place] if is_cut else GOOD[:place] + other + GOOD[place + len(other) :]
    with suppress(UnreadableError):
        read(data)
