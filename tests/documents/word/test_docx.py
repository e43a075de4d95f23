"""Word documents: what is printed, with all changes accepted, and where each cell stands."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.model import Table, UnreadableError
from pipeline.documents.reading import read
from samples import word_docx
from samples.blocks import Cell
from samples.blocks import Table as PrintedTable
from tests.documents.docx_making import CONTINUE, RESTART, W, docx, p, r, span, tbl, tc, tr


def paragraphs(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in read(data).paragraphs]


def table(data: bytes) -> Table:
    (only,) = read(data).tables
    return only


def rows(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table(data).rows]


def spans(data: bytes) -> dict[str, tuple[int, int, int, int]]:
    return {cell.text: (cell.row, cell.col, cell.row_span, cell.col_span) for cell in table(data).cells if cell.text}


# ---- text --------------------------------------------------------------------------------------------------------


def field(code: str, result: str) -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
    return char("begin") + instruction + char("separate") + r(result) + char("end")


@pytest.mark.parametrize(
    ("inside", "printed"),
    [
        (r("预算") + r("总表"), "预算总表"),
        (r("预") + f"<w:ins>{r('算')}</w:ins><w:del><w:r><w:delText>决算</w:delText></w:r></w:del>", "预算"),
        (f"<w:moveFrom>{r('旧')}</w:moveFrom><w:moveTo>{r('新')}</w:moveTo>", "新"),
        (r("第") + field("PAGE", "3") + r("页"), "第3页"),
        (r("甲") + '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> TOC </w:instrText></w:r>', "甲"),
        (r("甲") + r("藏", "<w:vanish/>") + r("乙", '<w:vanish w:val="0"/>'), "甲乙"),
        (r("注") + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="1"/></w:r>', "注"),
        (f'<w:hyperlink w:anchor="a">{r("目录")}</w:hyperlink>', "目录"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>", "控件"),
        ("<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:noBreakHyphen/></w:r>", "一 二-"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r>', "是"),
        ('<w:r><w:sym w:font="Symbol" w:char="F02D"/><w:t>5.00</w:t></w:r>', "-5.00"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F02D"/><w:t>5.00</w:t></w:r>', "5.00"),
        ('<w:r><w:sym w:font="Symbol" w:char="F061"/><w:t>5.00</w:t></w:r>', "5.00"),
        ("<w:r><w:t>1,2\u00ad34\u200b.5\ufeff6</w:t></w:r>", "1,234.56"),
        (r("3 &lt; 5 &amp; 6"), "3 < 5 & 6"),
    ],
)
def test_the_text_is_what_is_printed(inside: str, printed: str) -> None:
    assert paragraphs(docx(p(inside))) == [printed]


def test_a_line_break_ends_a_paragraph_and_a_blank_one_is_none() -> None:
    assert paragraphs(docx(p("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>") + p("") + p("末"))) == ["上", "下", "末"]


def test_a_field_without_an_end_swallows_no_later_paragraph() -> None:
    assert paragraphs(docx(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p("后文"))) == ["后文"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = p("收入", '<w:rPr><w:del w:id="1"/></w:rPr>') + p("总表")
    assert paragraphs(docx(body)) == ["收入总表"]
    assert rows(docx(tbl(tr(tc(body), tc("1"))))) == [["收入总表", "1"]]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('附表一')}</w:txbxContent>"
    inside = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert paragraphs(docx(p(inside) + p("正文"))) == ["附表一", "正文"]


def test_hidden_text_by_style() -> None:
    styles = '<w:style w:type="character" w:styleId="x"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = p(r("见") + r("不见", '<w:rStyle w:val="x"/>'))
    assert paragraphs(docx(body, styles=styles)) == ["见"]


# ---- list numbers ------------------------------------------------------------------------------------------------


def level(number: int, style: str, text: str, more: str = "") -> str:
    inside = f'<w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{inside}</w:lvl>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCounting", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "●")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def item(text: str, number: int = 0, list_id: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_list_numbers_are_printed() -> None:
    body = (
        item("职责") + item("机构", 1) + item("人员", 1) + item("科室", 2) + item("收支") + item("收入", 1)
        + item("要点", 0, 2) + item("三公") + item("重新", 0, 3) + item("不编号", 0, 0)
    )  # fmt: skip
    assert paragraphs(docx(body, numbering=NUMBERING)) == [
        "一、职责", "（一）机构", "（二）人员", "1. 科室", "二、收支", "（一）收入", "要点",
        "三、三公", "一、重新", "不编号",
    ]  # fmt: skip


def test_a_list_by_style_and_an_empty_numbered_cell() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h"><w:basedOn w:val="base"/></w:style>'
    )
    numbered = p("", '<w:pStyle w:val="h"/>')
    data = docx(tbl(tr(tc(numbered), tc("甲")), tr(tc(numbered), tc("乙"))), styles=styles, numbering=NUMBERING)
    assert rows(data) == [["一、", "甲"], ["二、", "乙"]]


# ---- tables ------------------------------------------------------------------------------------------------------


def test_spans() -> None:
    data = docx(
        tbl(
            tr(tc("项目", RESTART), tc("收入", span(2))),
            tr(tc("", CONTINUE), tc("预算数"), tc("决算数")),
            tr(tc("工资"), tc("1"), tc("2")),
            grid=(2000, 2000, 2000),
        )
    )
    assert spans(data)["项目"] == (1, 1, 2, 1)
    assert spans(data)["收入"] == (1, 2, 1, 2)
    assert spans(data)["决算数"] == (2, 3, 1, 1)
    assert (table(data).n_rows, table(data).n_cols) == (3, 3)


def test_a_continuation_that_lies_elsewhere_is_a_cell_of_its_own() -> None:
    data = docx(
        tbl(tr(tc("甲", RESTART), tc("乙")), tr(tc("丙"), tc("丁", CONTINUE)), tr(tc("戊", CONTINUE), tc("己")))
    )
    assert rows(data) == [["甲", "乙"], ["丙", "丁"], ["戊", "己"]]
    assert all(cell.row_span == 1 for cell in table(data).cells)


def test_lines_that_nearly_coincide_are_one() -> None:
    data = docx(
        tbl(
            tr(tc("甲", span(2)), tc("乙")),
            tr(tc("丙"), tc("丁", span(2))),
            grid=(2000, 30, 2000),
        )
    )
    assert table(data).n_cols == 2
    assert spans(data)["丁"] == (2, 2, 1, 1)


def test_a_grid_column_without_width_is_none() -> None:
    data = docx(tbl(tr(tc("甲", span(2)), tc("乙")), tr(tc("丙"), tc("丁", span(2))), grid=(2000, 0, 2000)))
    assert spans(data)["丁"] == (2, 2, 1, 1)


def test_a_narrow_column_of_cells_stays_a_column() -> None:
    data = docx(tbl(tr(tc("甲"), tc("乙"), tc("丙")), tr(tc("1"), tc("2"), tc("3")), grid=(2000, 90, 2000)))
    assert rows(data) == [["甲", "乙", "丙"], ["1", "2", "3"]]


def test_widths_say_where_cells_stand_if_spans_are_missing() -> None:
    def wide(text: str, width: int) -> str:
        return tc(text, f'<w:tcW w:w="{width}" w:type="dxa"/>')

    data = docx(
        tbl(
            tr(wide("项目", 3000), wide("收入", 4000)),
            tr(wide("工资", 3010), wide("1", 1990), wide("2", 2000)),
        )
    )
    assert spans(data)["收入"] == (1, 2, 1, 2)
    assert spans(data)["2"] == (2, 3, 1, 1)


def test_grid_columns_left_out_and_merges_of_old_files() -> None:
    data = docx(
        tbl(
            tr(tc("乙"), properties='<w:gridBefore w:val="1"/>'),
            tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>")),
        )
    )
    assert spans(data) == {"乙": (1, 2, 1, 1), "甲": (2, 1, 1, 2)}


def test_deleted_and_hidden_rows_are_not_printed() -> None:
    data = docx(
        tbl(
            tr(tc("甲"), tc("1")),
            tr(tc("乙"), tc("2"), properties="<w:del/>"),
            tr(tc("丙"), tc("3"), properties="<w:hidden/>"),
            tr(tc("丁"), tc("4"), properties="<w:ins/>"),
        )
    )
    assert rows(data) == [["甲", "1"], ["丁", "4"]]


def test_indentation_is_leading_blanks_and_paragraphs_are_lines() -> None:
    indent = '<w:ind w:left="210" w:firstLine="210"/>'
    data = docx(
        tbl(
            tr(tc(p("类款", indent)), tc(p("居中", indent + '<w:jc w:val="center"/>'))),
            tr(tc(p("项", '<w:ind w:firstLineChars="200"/>') + p("次", indent)), tc(p("") + p("后") + p(""))),
        )
    )
    assert rows(data) == [["    类款", "居中"], ["    项\n次", "后"]]


INNER = tbl(tr(tc("甲"), tc("乙")), tr(tc("1"), tc("2")))


def test_a_nested_table_follows_the_outer_one() -> None:
    data = docx(tbl(tr(tc("外"), tc(p("前") + INNER + p("后"))), tr(tc("下"), tc("末"))))
    outer, inner = read(data).tables
    assert [[cell.text for cell in row] for row in outer.rows] == [["外", "前\n后"], ["下", "末"]]
    assert [[cell.text for cell in row] for row in inner.rows] == [["甲", "乙"], ["1", "2"]]


def test_a_nested_table_of_one_row_is_text_of_the_cell() -> None:
    assert rows(docx(tbl(tr(tc("外"), tc(tbl(tr(tc("数量"), tc("5"))) + p("件")))))) == [["外", "数量 5\n件"]]


def test_a_table_that_frames_tables_is_unwrapped() -> None:
    data = docx(tbl(tr(tc(p("收支总表") + INNER + p("注：空表")))))
    assert paragraphs(data) == ["收支总表", "注：空表"]
    assert rows(data) == [["甲", "乙"], ["1", "2"]]
    side_by_side = docx(tbl(tr(tc(p("收入总表") + INNER), tc(p("支出总表") + INNER))))
    assert paragraphs(side_by_side) == ["收入总表", "支出总表"]
    assert [table.n_rows for table in read(side_by_side).tables] == [2, 2]


def test_a_blank_table_is_none() -> None:
    assert list(read(docx(p("文") + tbl(tr(tc(), tc())))).tables) == []


cell_texts = st.text(alphabet="预算收入支出0123456789.（）", max_size=6)


@st.composite
def printed_tables(draw: st.DrawFn) -> PrintedTable:
    """Tables with spans that tile their grid."""
    n_rows, n_cols = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    taken: set[tuple[int, int]] = set()
    made: list[tuple[Cell, ...]] = []
    for row in range(n_rows):
        cells: list[Cell] = []
        for col in range(n_cols):
            if (row, col) in taken:
                continue
            right = col + 1
            while right < n_cols and (row, right) not in taken and draw(st.booleans()):
                right += 1
            down = draw(st.integers(1, n_rows - row))
            taken |= {(r, c) for r in range(row, row + down) for c in range(col, right)}
            cells.append(Cell(draw(cell_texts), right - col, down))
        made.append(tuple(cells))
    return PrintedTable(tuple(made))


@given(printed_tables())
def test_every_cell_stands_where_it_was_written(printed: PrintedTable) -> None:
    written = sorted(
        (placed.cell.text, row)
        for row, placed_row in enumerate(printed.placed(), start=1)
        for placed in placed_row
        if placed.row_in_cell == 0 and placed.cell.text
    )
    if not written:
        return
    read_table = table(word_docx.write([printed]))
    assert sorted((cell.text, cell.row) for cell in read_table.cells if cell.text) == written
    covered = [
        (row, col)
        for cell in read_table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    ]
    assert len(covered) == len(set(covered)) == read_table.n_rows * read_table.n_cols


# ---- hostile and broken files --------------------------------------------------------------------------------------


def of_part(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", content)
    return file.getvalue()


def docx_part(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml")


BODY = docx_part(docx(p("文")))
ENTITIES = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = b'<!DOCTYPE d SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>'

DECLARING = BODY.replace(b"?><w", b"?>" + ENTITIES + b"<w", 1)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (DECLARING, "document type"),
        (BODY.replace(b"?><w", b"?>" + EXTERNAL + b"<w", 1), "document type"),
        (
            BODY.replace(b"?><w", b"?>" + ENTITIES + b"<w", 1).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
            "document",
        ),
        (BODY[:-20], "not well-formed"),
        (b"", "not well-formed"),
        (BODY.replace(b"<w:body>", b"<w:body>" + b"<w:sdt>" * 5000), "nested too deeply|not well-formed"),
        (BODY.replace(b"<w:body>", b"<w:body>" + b" " * 120_000_000), "ZIP bomb"),
    ],
)
def test_hostile_parts_have_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read(of_part(content))


def test_a_bomb_that_lies_about_its_size() -> None:
    data = bytearray(of_part(BODY + b" " * 3_000_000))
    size = len(BODY) + 3_000_000
    lie = bytes(data).replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    with pytest.raises(UnreadableError, match=r"ZIP bomb|damaged"):
        read(lie)


def test_absurd_spans_cost_nothing() -> None:
    data = docx(tbl(tr(tc("甲", span(10**9)), tc("乙")), tr(tc("丙"), tc("丁", span(10**12)))))
    assert table(data).n_cols <= 4


def test_tables_nested_beyond_reason_are_refused_or_read() -> None:
    inner = p("底")
    for _ in range(400):
        inner = tbl(tr(tc(inner))) + p("")
    with pytest.raises(UnreadableError, match="nested too deeply"):
        read(docx(inner))


def test_a_document_without_text() -> None:
    with pytest.raises(UnreadableError, match="no text and no table"):
        read(docx(p("")))


def test_broken_numbers_in_properties_are_ignored() -> None:
    data = docx(tbl(tr(tc("甲", '<w:gridSpan w:val="x"/>'), tc(p("乙", '<w:ind w:left="?"/>')))), styles="<w:style/>")
    assert rows(data) == [["甲", "乙"]]


# ---- page headers ------------------------------------------------------------------------------------------------

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_heads(body: str, **heads: str) -> bytes:
    """A .docx of a body whose sections refer to page headers by these names."""
    relations = "".join(f'<Relationship Id="{name}" Type="{OFFICE}/header" Target="{name}.xml"/>' for name in heads)
    space = f'xmlns:w="{W}" xmlns:r="{OFFICE}"'
    parts = {
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONSHIPS}">{relations}</Relationships>',
    }
    for name, inside in heads.items():
        parts[f"word/{name}.xml"] = f"<w:hdr {space}>{inside}</w:hdr>"
    return word_docx.package(parts)


def section(name: str) -> str:
    return f'<w:sectPr><w:headerReference w:type="default" r:id="{name}"/></w:sectPr>'


def test_a_page_header_that_the_body_does_not_say_stands_before_its_section() -> None:
    body = p("部门概况") + f"<w:p><w:pPr>{section('one')}</w:pPr>{r('职责')}</w:p>" + p("收支总表") + section("two")
    data = with_heads(body, one=p("甲县民政局 2025年部门预算"), two=p("单位：万元"))
    assert paragraphs(data) == ["甲县民政局 2025年部门预算", "部门概况", "职责", "单位：万元", "收支总表"]


def test_a_page_header_that_the_body_says_too_and_page_numbers_are_furniture() -> None:
    body = p("甲县民政局2025年部门预算") + p("部门概况") + section("one")
    data = with_heads(body, one=p("甲县民政局  2025年部门预算") + p("第" + "3" + "页"))
    assert paragraphs(data) == ["甲县民政局2025年部门预算", "部门概况"]
