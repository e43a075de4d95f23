"""Workbooks, documents and pictures that are put into a document: read where they stand, or said to be unread."""

import io
import struct
import zipfile

import numpy as np
import pytest
import xlwt
from PIL import Image, ImageDraw
from xlwt.CompoundDoc import XlsDoc

from pipeline.audit.accounting import unread_parts
from pipeline.documents.model import Unread
from pipeline.documents.reading import read
from pipeline.documents.scan import engine as scan_engine
from pipeline.documents.word import doc_file
from samples import word_doc
from samples.word_doc import Line
from tests.documents.contents import shown
from tests.documents.docx_making import docx, p, tbl, tc, tr
from tests.documents.pdf_making import Sheet, make_pdf, pdf_with_picture
from tests.documents.scan_making import FIGURES, page
from tests.documents.sheets.test_sheets import rows, xlsx

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TABLE = ("科目|金额", "基本支出|=120.5@1", "项目支出|=30@1")
_READ = [["科目", "金额"], ["基本支出", "120.50"], ["项目支出", "30.00"]]


def with_parts(body: str, parts: dict[str, bytes]) -> bytes:
    """A .docx that refers to these parts as rId1, rId2 ..."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/package" Target="{name}"/>'
        for number, name in enumerate(parts, start=1)
    )
    file = io.BytesIO(docx(body))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}'
            "</Relationships>",
        )
        for name, data in parts.items():
            archive.writestr(f"word/{name}", data)
    return file.getvalue()


def ole(number: int, program: str, aspect: str = "Content") -> str:
    """A run with an object."""
    return (
        f'<w:r><w:object><v:shape><v:imagedata xmlns:r="{_RELATIONS}" r:id="rId99"/></v:shape>'
        f'<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:r="{_RELATIONS}" Type="Embed" '
        f'ProgID="{program}" DrawAspect="{aspect}" r:id="rId{number}"/></w:object></w:r>'
    )


def blip(number: int) -> str:
    """A run with a picture."""
    return (
        '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'xmlns:r="{_RELATIONS}" r:embed="rId{number}"/></w:drawing></w:r>'
    )


def with_view(book: bytes, view: str) -> bytes:
    """A workbook that says which sheet is active and which range an object shows."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/workbook.xml":
                before, after = view.split("|")
                text = text.replace(b"<sheets>", before.encode() + b"<sheets>")
                text = text.replace(b"</sheets>", b"</sheets>" + after.encode())
            new.writestr(name, text)
    return file.getvalue()


def test_an_embedded_workbook_is_read_where_it_stands() -> None:
    body = p("一、收支总表") + p(ole(1, "Excel.Sheet.12")) + p("二、说明")
    document = read(with_parts(body, {"embeddings/book.xlsx": xlsx(("Sheet1", rows(*_TABLE)))}))
    assert shown(document) == ["一、收支总表", _READ, "二、说明"]
    assert not document.content.unread


def test_an_object_shows_its_active_sheet_and_the_range_it_says() -> None:
    book = xlsx(("草稿", rows("不显示|1")), ("收支", rows(*_TABLE, "备注|=1")))
    shows = '<bookViews><workbookView activeTab="1"/></bookViews>|<oleSize ref="A1:B3"/>'
    body = p(ole(1, "Excel.Sheet.12"))
    document = read(with_parts(body, {"embeddings/book.xlsx": with_view(book, shows)}))
    assert shown(document) == [_READ]


def test_an_icon_stands_for_the_whole_workbook() -> None:
    book = xlsx(("草稿", rows(*_TABLE)), ("收支", rows(*_TABLE)))
    document = read(with_parts(p(ole(1, "Excel.Sheet.12", "Icon")), {"embeddings/book.xlsx": book}))
    assert shown(document) == ["草稿", _READ, "收支", _READ]


def test_an_embedded_workbook_of_1997_is_read_in_the_range_it_shows() -> None:
    book = xlwt.Workbook()
    book.add_sheet("草稿").write(0, 0, "不显示")
    sheet = book.add_sheet("收支")
    for row, (name, amount) in enumerate([("科目", "金额"), ("基本支出", 120.5), ("项目支出", 30.0), ("草稿", 9.0)]):
        sheet.write(row, 0, name)
        sheet.write(row, 1, amount, xlwt.easyxf(num_format_str="0.00"))
    book.set_active_sheet(1)
    stream = book.get_biff_data()
    # The record of the range, rows 1 to 3 of columns A and B, in place of two that say how the book is saved and shown.
    others = struct.pack("<HHH", 0x0040, 2, 0) + struct.pack("<HHH", 0x008D, 2, 0)
    assert stream.count(others) == 1
    stream = stream.replace(others, struct.pack("<HHHHHBB", 0x00DE, 8, 0, 0, 2, 0, 1))
    file = io.BytesIO()
    XlsDoc().save(file, stream)
    document = read(with_parts(p(ole(1, "Excel.Sheet.8")), {"embeddings/object1.bin": file.getvalue()}))
    assert shown(document) == [_READ]


def test_an_object_in_a_cell_stands_behind_its_table() -> None:
    table = tbl(tr(tc("附表"), tc(p(ole(1, "Excel.Sheet.12")))), tr(tc("甲"), tc("乙")))
    document = read(with_parts(table + p("完"), {"embeddings/book.xlsx": xlsx(("Sheet1", rows(*_TABLE)))}))
    assert shown(document) == [[["附表", ""], ["甲", "乙"]], _READ, "完"]


def test_an_embedded_document_is_read_and_what_cannot_be_read_is_said() -> None:
    inner = docx(p("内文"))
    body = p("甲") + p(ole(1, "Word.Document.12")) + p(ole(2, "AcroExch.Document")) + p(ole(7, "Excel.Sheet.12"))
    document = read(with_parts(body, {"embeddings/a.docx": inner, "embeddings/b.pdf": b"%PDF-1.4 ..."}))
    assert shown(document) == ["甲", "内文"]
    assert [(row["paragraph_no"], row["stage"], row["reason"]) for row in unread_parts(document)] == [
        (2, "read", "an embedded object (AcroExch.Document): PDF (.pdf): not read inside another document"),
        (2, "read", "an embedded object (Excel.Sheet.12): it is not in the file"),
    ]


def test_files_that_go_on_with_the_text_are_read() -> None:
    chunk = '<w:altChunk xmlns:r="{}" r:id="rId{}"/>'
    page = "<html><meta charset=utf-8><table><tr><td>科目<td>金额<tr><td>基本支出<td>1.50</table></html>".encode()
    body = p("甲") + chunk.format(_RELATIONS, 1) + p("乙") + chunk.format(_RELATIONS, 2) + chunk.format(_RELATIONS, 3)
    parts = {"a.html": page, "b.docx": docx(p("丙")), "c.rtf": b"{\\rtf1 x}"}
    document = read(with_parts(body, parts))
    assert shown(document) == ["甲", [["科目", "金额"], ["基本支出", "1.50"]], "乙", "丙"]
    reason = "an included file: rich text (.rtf): not read inside another document"
    assert document.content.unread == (Unread(3, reason),)


def test_documents_embedded_in_each_other_end() -> None:
    data = docx(p("内"))
    for _ in range(6):
        data = with_parts(p("外") + p(ole(1, "Word.Document.12")), {"embeddings/a.docx": data})
    document = read(data)
    assert shown(document) == ["外"] * 4
    assert "more deeply" in document.content.unread[0].reason


def test_a_metafile_is_said_to_be_unread() -> None:
    metafile = b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(60)
    document = read(with_parts(p("甲") + p(blip(1)), {"media/a.emf": metafile}))
    assert [unread.reason[:32] for unread in document.content.unread] == ["a picture: drawn by commands to "]


@pytest.mark.skipif(scan_engine.installed() is None, reason="text recognition is not installed")
def test_a_picture_of_a_table_is_recognised_and_other_pictures_are_not() -> None:
    stored = io.BytesIO()
    page(size=(1400, 700), at=(60, 60)).save(stored, "PNG", dpi=(200, 200))
    plain = io.BytesIO()
    page(rows=(), size=(1400, 700), texts=[(80, 80, "1,234.50")]).save(plain, "PNG", dpi=(200, 200))
    parts = {"media/a.png": stored.getvalue(), "media/b.png": plain.getvalue()}
    document = read(with_parts(p("甲") + p(blip(1)) + p("乙") + p(blip(2)), parts))
    assert shown(document) == ["甲", [list(row) for row in FIGURES], "乙"]
    assert (document.reader, document.is_recognised) == ("scanned_docx", True)


@pytest.mark.skipif(scan_engine.installed() is None, reason="text recognition is not installed")
def test_figures_of_a_picture_are_recognised_in_rich_text_too() -> None:
    stored = io.BytesIO()
    page(size=(1400, 700), at=(60, 60)).save(stored, "PNG", dpi=(200, 200))
    picture = b"{\\pict\\pngblip " + stored.getvalue().hex().encode() + b"}"
    document = read(b"{\\rtf1\\ansi a\\par " + picture + b"\\par b\\par}")
    assert shown(document) == ["a", [list(row) for row in FIGURES], "b"]
    assert (document.reader, document.is_recognised) == ("scanned_rtf", True)


@pytest.mark.skipif(scan_engine.installed() is None, reason="text recognition is not installed")
def test_a_picture_of_a_table_on_a_page_with_text_joins_it() -> None:
    picture = page(size=(1400, 700), at=(60, 60))
    text = "一般公共预算财政拨款支出情况如下表"
    document = read(pdf_with_picture(picture, text=text))
    assert shown(document) == [text, [list(row) for row in FIGURES]]
    assert document.reader == "scanned_pdf"
    table = next(document.tables)
    first = table.rows[0][0].box
    # The picture stands at (60, 200) and is 0.36 points to a dot; the table begins at dot (60, 60).
    assert first is not None
    assert (round(first.x0), round(first.top)) == (60 + 22, 200 + 22)


CHART = [
    (80, 60, "Revenue of 2025"),
    (80, 200, "General 1,234.50"),
    (500, 200, "Funds 65.47"),
    (80, 320, "Carried 9.00"),
]
NOT_READ = "it shows texts without the lines of a table, which is not read"


@pytest.mark.skipif(scan_engine.installed() is None, reason="text recognition is not installed")
def test_a_chart_that_is_a_picture_is_said_to_be_unread() -> None:
    """On a page that prints text, and in a Word document."""
    chart = page(rows=(), size=(900, 500), texts=CHART)
    document = read(pdf_with_picture(chart, text="收入预算情况如下图"))
    assert shown(document) == ["收入预算情况如下图"]
    assert document.content.unread == (Unread(0, f"a picture on page 1: {NOT_READ}"),)
    stored = io.BytesIO()
    chart.save(stored, "PNG", dpi=(200, 200))
    document = read(with_parts(p("甲") + p(blip(1)), {"media/a.png": stored.getvalue()}))
    assert document.content.unread == (Unread(1, f"a picture: {NOT_READ}"),)


@pytest.mark.skipif(scan_engine.installed() is None, reason="text recognition is not installed")
def test_photographs_emblems_and_backgrounds_are_not_said_to_be_unread() -> None:
    dots = np.random.default_rng(3).integers(0, 256, (50, 90), dtype=np.uint8)
    photograph = Image.fromarray(dots).resize((900, 500), Image.Resampling.BICUBIC)
    emblem = Image.new("L", (900, 500), 255)
    ImageDraw.Draw(emblem).ellipse((250, 50, 650, 450), outline=0, width=30)
    for picture in (photograph, emblem):
        assert read(pdf_with_picture(picture, text="某县教育局的部门预算公开说明")).content.unread == ()
    background = page(rows=(), size=(1400, 500), texts=CHART)

    def printed_upon(sheet: Sheet) -> None:
        sheet.picture(background, 60, 200)
        sheet.text(70, 220, "背景之上印有正文，背景是什么并不重要。")

    assert read(make_pdf(printed_upon)).content.unread == ()
    letterhead = page(rows=(), size=(900, 500), texts=CHART)

    def headed(sheet: Sheet) -> None:
        sheet.picture(letterhead, 60, 60)
        sheet.text(60, 400, "各页都有同一信头，信头并非图表。")

    assert read(make_pdf(headed, headed, headed)).content.unread == ()


def test_a_large_picture_is_said_to_be_unread_where_nothing_recognises_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_engine, "installed", lambda: None)
    document = read(pdf_with_picture(page(size=(1400, 1400), at=(60, 60)), text="一般公共预算财政拨款支出情况如下表"))
    (unread,) = document.content.unread
    assert unread.reason.startswith("a picture on page 1: text recognition is not installed")


def test_a_chart_of_a_word_document_is_said_to_be_unread() -> None:
    chart = (
        '<w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'xmlns:r="{_RELATIONS}" r:id="rId1"/></w:drawing></w:r>'
    )
    document = read(with_parts(p("甲") + p(chart) + p("乙"), {"charts/chart1.xml": b"<c/>"}))
    assert shown(document) == ["甲", "乙"]
    assert document.content.unread == (Unread(1, "a chart: its figures are not read; publish them as a table"),)


class _Container:
    """The streams of a container by their paths."""

    def __init__(self, streams: dict[tuple[str, ...], bytes]) -> None:
        self._streams = streams

    def listdir(self) -> list[list[str]]:
        return [list(path) for path in self._streams]

    def exists(self, path: list[str]) -> bool:
        return tuple(path) in self._streams

    def openstream(self, path: list[str]) -> io.BytesIO:
        return io.BytesIO(self._streams[tuple(path)])


def test_the_objects_of_a_word_97_document_are_found_by_number() -> None:
    pool = "ObjectPool"
    container = _Container(
        {
            ("WordDocument",): b"",
            (pool, "_12", "Workbook"): b"book",
            (pool, "_12", "\x03ObjInfo"): b"\0\0",
            (pool, "_13", "Package"): b"PK",
            (pool, "_13", "\x03ObjInfo"): b"\x40\0",
            (pool, "_14", "Equation Native"): b"x",
        }
    )
    assert doc_file._objects(container) == {
        12: doc_file.Embedded(b"book", False),
        13: doc_file.Embedded(b"PK", True),
        14: doc_file.Embedded(b"", False),
    }


def test_an_object_of_a_word_97_document_is_read_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for row, cells in enumerate((("科目", "金额"), ("基本支出", 120.5), ("项目支出", 30.0))):
        for col, cell in enumerate(cells):
            sheet.write(row, col, cell, xlwt.easyxf(num_format_str="0.00"))
    objects = {7: doc_file.Embedded(book.get_biff_data(), False), 8: doc_file.Embedded(b"", False)}
    monkeypatch.setattr(doc_file, "_objects", lambda _: objects)

    def line(number: int) -> Line:
        code = "\x13 EMBED Excel.Sheet.8 "
        place, is_object = struct.pack("<HI", 0x6A03, number), struct.pack("<HB", 0x080A, 1)
        picture = struct.pack("<HI", 0x6A03, 0)
        return Line(f"{code}\x14\x01\x15\r", runs=((len(code), b""), (1, place + is_object), (1, picture)))

    document = read(word_doc.package([Line("甲\r"), line(7), Line("乙\r"), line(8), Line("丙\r")]))
    assert shown(document) == ["甲", _READ, "乙", "丙"]
    assert document.content.unread == (Unread(2, "an embedded object: no workbook, or not in the file"),)


def with_drawing(book: bytes, drawing: str, picture: bytes) -> bytes:
    """A workbook on whose first sheet something lies over the cells."""
    listed = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    one = '<Relationship Id="rId1" Type="{}/{}" Target="../{}"/>'
    namespaces = (
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{_RELATIONS}"'
    )
    file = io.BytesIO(book)
    with zipfile.ZipFile(file, "a") as archive:
        sheet = listed.format(one.format(_RELATIONS, "drawing", "drawings/drawing1.xml"))
        archive.writestr("xl/worksheets/_rels/sheet1.xml.rels", sheet)
        image = listed.format(one.format(_RELATIONS, "image", "media/image1.png"))
        archive.writestr("xl/drawings/_rels/drawing1.xml.rels", image)
        archive.writestr("xl/drawings/drawing1.xml", f"<xdr:wsDr {namespaces}>{drawing}</xdr:wsDr>")
        archive.writestr("xl/media/image1.png", picture)
    return file.getvalue()


@pytest.mark.skipif(scan_engine.installed() is None, reason="text recognition is not installed")
def test_text_boxes_and_pictures_of_tables_over_a_sheet_follow_its_cells() -> None:
    stored = io.BytesIO()
    page(size=(1400, 700), at=(60, 60)).save(stored, "PNG", dpi=(200, 200))
    drawing = (
        "<xdr:sp><xdr:txBody><a:p><a:r><a:t>注：</a:t></a:r><a:r><a:t>单位万元</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        '<xdr:pic><xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic>'
    )
    document = read(with_drawing(xlsx(("Sheet1", rows(*_TABLE))), drawing, stored.getvalue()))
    assert shown(document) == [_READ, "注：单位万元", [list(row) for row in FIGURES]]
    assert document.reader == "scanned_xlsx"
