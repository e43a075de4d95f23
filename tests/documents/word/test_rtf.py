"""Rich text as Word writes it, in pieces made for the purpose."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.model import Paragraph, Table, UnreadableError
from pipeline.documents.reading import read
from pipeline.documents.word import rtf
from samples import word_rtf

HEAD = rb"{\rtf1\ansi\ansicpg936\uc1{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset134 SimSun;}{\f2\fcharset136 MingLiU;}}"


def blocks(body: bytes) -> list[str | list[tuple[int, int, int, int, str]]]:
    """Paragraphs as texts, tables as cells: row, column, rows, columns, text."""
    return [
        block.text
        if isinstance(block, Paragraph)
        else [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in block.cells]
        for block in rtf.read(HEAD + body + b"}").blocks
    ]


def gbk(text: str) -> bytes:
    return word_rtf.escaped(text).encode()


def row(*edges: int, cells: bytes, kinds: dict[int, bytes] | None = None) -> bytes:
    described = b"".join((kinds or {}).get(i, b"") + rb"\cellx%d" % edge for i, edge in enumerate(edges))
    return rb"\trowd\trleft0" + described + rb"\pard\intbl " + cells + rb"\row "


def test_characters_are_read_in_the_encoding_of_their_font() -> None:
    assert blocks(rb"{\f1 \'d4\'a4\'cb\'e3}\par{\f2 \'b9\'77\'ba\'e2}\par{\f0 \'d4\'a4}\par") == ["预算", "預算", "预"]
    # The second byte of a character may be that of a letter or of a mark of the format.
    assert blocks(rb"{\f1 \'81A\'81\\}\par") == ["丄乗"]


def test_a_number_stands_for_a_character_before_what_older_programs_show() -> None:
    assert blocks(rb"\u39044\'3f\u31639 ?{\uc2\u-27103\'a1\'f5x}{\uc0\u38134 }y\par") == ["预算阡x银y"]
    assert blocks(rb"\uc0\u-10187 \u-9144 \par") == ["\U0001d448"]


def test_what_is_not_printed_is_left_out() -> None:
    body = (
        rb"{\footer \pard foot\par}{\*\bkmkstart a}{\info{\title t}}a{\v hidden}{\deleted gone}\~b\_c{\*\unknown x}"
        rb"{\field{\*\fldinst PAGE}{\fldrslt 3}}{\footnote note}\par{\listtext\pard 1.\tab}item\par"
    )
    assert blocks(body) == ["a b-c3", "1. item"]


def test_a_page_header_stands_before_its_section() -> None:
    rows = row(1000, 2000, cells=rb"a\cell 12\cell ")
    head = rb"{\headerl \pard head of all\par page 3}{\headerr \pard head of all\par unit\par}"
    body = rb"\sectd" + head + rb"title\par " + rows + rb"\pard\sect\sectd{\header two\par}" + rb"after\par"
    assert blocks(body) == ["head of all", "unit", "title", [(1, 1, 1, 1, "a"), (1, 2, 1, 1, "12")], "two", "after"]


def test_cells_lie_between_the_edges_of_their_rows() -> None:
    body = (
        row(1000, 3000, cells=rb"name\cell money\cell ", kinds={0: rb"\clvmgf"})
        + row(1000, 2000, 3000, cells=rb"\cell 1\cell 2\cell ", kinds={0: rb"\clvmrg"})
        + row(1000, 2000, 3000, cells=rb"a\par b\cell 3\cell \cell ", kinds={1: rb"\clmgf", 2: rb"\clmrg"})
        + rb"\pard after\par"
    )
    assert blocks(body) == [
        [(1, 1, 2, 1, "name"), (1, 2, 1, 2, "money"), (2, 2, 1, 1, "1"), (2, 3, 1, 1, "2"), (3, 1, 1, 1, "a\nb"),
         (3, 2, 1, 2, "3")],
        "after",
    ]  # fmt: skip


def test_cells_that_the_row_does_not_describe_are_kept() -> None:
    assert blocks(row(1000, cells=rb"a\cell b\cell ")) == [[(1, 1, 1, 1, "a"), (1, 2, 1, 1, "b")]]


def test_a_table_in_a_cell_is_one_of_its_own() -> None:
    nested = b"".join(
        rb"\pard\intbl\itap2 %s\nestcell %s\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}"
        rb"{\nonesttables\par}" % pair
        for pair in ((b"a", b"1"), (b"b", b"2"))
    )
    body = rb"\trowd\cellx2000\cellx4000" + nested + rb"\pard\intbl\itap1 left\cell right\cell\row"
    assert blocks(body) == [
        [(1, 1, 1, 1, "left"), (1, 2, 1, 1, "right")],
        [(1, 1, 1, 1, "a"), (1, 2, 1, 1, "1"), (2, 1, 1, 1, "b"), (2, 2, 1, 1, "2")],
    ]


def test_a_column_that_frames_titles_and_tables_is_no_table() -> None:
    """Two cells, one below the other, each with a title and a table."""

    def framed(title: bytes, *pairs: tuple[bytes, bytes]) -> bytes:
        inner = b"".join(
            rb"\pard\intbl\itap2 %s\nestcell %s\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}"
            rb"{\nonesttables\par}" % pair
            for pair in pairs
        )
        return rb"\trowd\cellx4000\pard\intbl\itap1 " + title + rb"\par" + inner + rb"\pard\intbl\itap1\cell\row"

    body = framed(b"income", (b"a", b"1"), (b"b", b"2")) + framed(b"spending", (b"c", b"3"), (b"d", b"4"))
    assert blocks(body) == [
        "income",
        [(1, 1, 1, 1, "a"), (1, 2, 1, 1, "1"), (2, 1, 1, 1, "b"), (2, 2, 1, 1, "2")],
        "spending",
        [(1, 1, 1, 1, "c"), (1, 2, 1, 1, "3"), (2, 1, 1, 1, "d"), (2, 2, 1, 1, "4")],
    ]


def test_a_text_box_stands_before_the_paragraph_that_holds_it() -> None:
    body = rb"before{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt \pard boxed\par}}{\shprslt boxed}} behind\par"
    assert blocks(body) == ["boxed", "before behind"]


def test_indentation_is_printed_as_blanks() -> None:
    body = row(1000, 2000, cells=rb"\li420 a\cell\pard\intbl\qr\li420 1\cell ")
    assert blocks(body) == [[(1, 1, 1, 1, "    a"), (1, 2, 1, 1, "1")]]


def test_pictures_and_objects_that_cannot_be_read_are_named() -> None:
    body = (
        rb"a{\*\shppict{\pict\wmetafile8 0100090000}}{\object{\*\objdata 0105}{\result x}}{\nonshppict{\pict 00}}\par"
    )
    content = rtf.read(HEAD + body + b"}")
    assert [part.reason.partition(":")[0] for part in content.unread] == ["a picture", "an embedded object"]


def test_the_door_takes_it_by_its_first_bytes() -> None:
    document = read(HEAD + gbk("某县某局2025年部门预算") + rb"\par}")
    assert (document.reader, document.media_type) == ("rtf", "application/rtf")


def test_a_file_that_ends_before_its_groups_is_truncated() -> None:
    with pytest.raises(UnreadableError, match="truncated"):
        rtf.read(HEAD + rb"a\par{b\par}")


def test_groups_without_end_are_refused() -> None:
    with pytest.raises(UnreadableError, match="nested deeper"):
        rtf.read(b"{\\rtf1" + b"{" * 5000 + b"a\\par")


@given(st.text(st.characters(exclude_categories=["C"], exclude_characters="\xa0"), max_size=30))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    body = b"(" + gbk(text) + rb")\par"
    assert blocks(body.replace(b"\\'a1\\'f5", b"?")) == [f"({text})"] or "\u2028" in text or "\u2029" in text


@given(st.binary(max_size=60))
def test_any_bytes_end_in_content_or_in_a_word_why_not(body: bytes) -> None:
    with suppress(UnreadableError):
        assert all(isinstance(block, Paragraph | Table) for block in rtf.read(HEAD + body).blocks)
