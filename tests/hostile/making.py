"""Files that mean harm, or were harmed: `python tests/hostile/making.py FOLDER` writes them all, for trying by hand.

Each is bytes by name. What they have in common: nothing in them is to be run or fetched, none may stop an ingest.
"""

import io
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import xlwt
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from samples import pdf, web_page, word_doc, word_docx, word_rtf, workbook
from samples.blocks import Cell, Paragraph, Table

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TITLE = "延津县教育局2025年部门预算公开"

TABLE = Table(
    tuple(
        tuple(map(Cell, row))
        for row in (
            ("201延津县教育局", "预算年度：2025", "单位：元"),
            ("科目编码", "科目名称", "合计"),
            ("", "合计", "88000.00"),
            ("2050101", "行政运行", "88000.00"),
        )
    ),
    header_rows=2,
)
BLOCKS = (Paragraph(_TITLE), Paragraph("部门支出总表"), TABLE)
"""A small sound disclosure, from which harmed files are made."""

SOUND: Mapping[str, Callable[[], bytes]] = {
    "pdf": lambda: pdf.write(BLOCKS),
    "docx": lambda: word_docx.write(BLOCKS),
    "xlsx": lambda: workbook.write(BLOCKS),
    "doc": lambda: word_doc.write(BLOCKS),
    "rtf": lambda: word_rtf.write(BLOCKS),
    "html": lambda: web_page.write(BLOCKS),
    "xls": lambda: xls(),
}


_REMOTE_RTF = (
    rb"{\*\template http://127.0.0.1:9/t.dot}"
    rb"{\field{\*\fldinst INCLUDEPICTURE http://127.0.0.1:9/p.png}{\fldrslt }}"
)


def xls() -> bytes:
    """The disclosure as a workbook of 1997."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("支出总表")
    sheet.write(0, 0, _TITLE)
    for number, row in enumerate(TABLE.rows, start=1):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell.text)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(members: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_members(data: bytes, members: Mapping[str, bytes]) -> bytes:
    """A package with some members replaced or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        old = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**old, **members})


def docx(body: str, before: str = "") -> bytes:
    xml = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return with_members(SOUND["docx"](), {"word/document.xml": xml.encode()})


def xlsx(inside: str) -> bytes:
    xml = f'<?xml version="1.0"?><worksheet xmlns="{_S}">{inside}</worksheet>'
    return with_members(SOUND["xlsx"](), {"xl/worksheets/sheet1.xml": xml.encode()})


def made_pdf(objects: Mapping[int, bytes], root: int = 1) -> bytes:
    """A PDF of these objects with a table of where they stand."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f")
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, start)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def one_page(content: bytes, page: bytes = b"", more: Mapping[int, bytes] | None = None) -> bytes:
    """A PDF of one page; its content is object 4, its resources are object 5."""
    return made_pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources 5 0 R %s >>"
            % (page or b"/MediaBox [0 0 595 842]"),
            4: content,
            5: b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>",
            **(more or {}),
        }
    )


_WORDS = stream(b"BT /F1 12 Tf 72 700 Td (budget 2025) Tj ET")


def _many_pages(number: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number_of + 10) for number_of in range(number))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    return made_pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, number),
            4: _WORDS,
            **{number_of + 10: page for number_of in range(number)},
        }
    )


def _encrypted() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption("reader", "owner", strength=128))
    canvas.drawString(72, 700, "budget 2025")
    canvas.save()
    return file.getvalue()


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    line = b"\0" * ((width + 7) // 8 + 1)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(line * min(height, 2000)))
        + chunk(b"IEND", b"")
    )


def _looped_sectors(data: bytes) -> bytes:
    """An OLE file whose table of sectors leads every sector to the first one."""
    start = 512 * (struct.unpack_from("<I", data, 0x4C)[0] + 1)
    return data[:start] + struct.pack("<I", 0) * 128 + data[start + 512 :]


def _broken_table(data: bytes) -> bytes:
    """An OLE file whose table of sectors is noise."""
    start = 512 * (struct.unpack_from("<I", data, 0x4C)[0] + 1)
    return data[:start] + bytes(range(256)) * 2 + data[start + 512 :]


def html(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


def _table_page(rows: int, columns: int) -> bytes:
    row = "<tr>" + "<td>1</td>" * columns + "</tr>"
    return html(f"<p>{_TITLE}</p><table>{row * rows}</table>")


_SCRIPT = html(
    f"<script>fetch('http://127.0.0.1:9/x')</script><iframe src='http://127.0.0.1:9/'></iframe>"
    f"<img src='http://127.0.0.1:9/a.png' onerror='alert(1)'><link rel=stylesheet href='http://127.0.0.1:9/a.css'>"
    f"<p>{_TITLE}</p><p>部门支出总表</p><table><tr><td>科目编码</td><td>合计</td></tr></table>"
)
_REMOTE = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    b'attachedTemplate" Target="http://127.0.0.1:9/evil.dotm" TargetMode="External"/></Relationships>'
)
_ENTITY = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY f SYSTEM "http://127.0.0.1:9/x">]>'
_LAUGHS = (
    "<!DOCTYPE d ["
    + '<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)
_DEEP = 200_000


def files() -> Iterator[tuple[str, bytes]]:
    """Name and content of every bad file; the names are good."""
    # Containers that unpack to more than they are.
    yield "bomb.docx", with_members(SOUND["docx"](), {"word/document.xml": b"\0" * 300_000_000})
    yield "bomb.xlsx", with_members(SOUND["xlsx"](), {"xl/worksheets/sheet1.xml": b" " * 150_000_000})
    nested = zipped({"a.txt": b"0" * 10_000_000})
    for _ in range(6):
        nested = zipped({f"{n}.zip": nested for n in range(10)})
    yield "nested.zip", nested
    yield "bomb.pdf", one_page(stream(zlib.compress(b"0 0 m 9 9 l S\n" * 20_000_000), b"/Filter /FlateDecode"))
    # Word
    yield "entities.docx", docx("<w:p><w:r><w:t>&e;&f;</w:t></w:r></w:p>", _ENTITY)
    yield "laughs.docx", docx("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", _LAUGHS)
    yield (
        "remote-template.docx",
        with_members(SOUND["docx"](), {"word/_rels/settings.xml.rels": _REMOTE, "word/settings.xml": b"<settings/>"}),
    )
    yield "macros.docx", with_members(SOUND["docx"](), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"Auto_Open" * 99})
    yield "deep.docx", docx("<w:sdt>" * _DEEP)
    yield "deep-tables.docx", docx("<w:tbl><w:tr><w:tc>" * 80 + "</w:tc></w:tr></w:tbl>" * 80)
    yield (
        "wide-span.docx",
        docx(
            "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr>"
            "<w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        ),
    )
    yield "climbing-members.docx", with_members(SOUND["docx"](), {"../../escaped.txt": b"out", "/etc/escaped": b"out"})
    yield "remote.rtf", SOUND["rtf"]().replace(rb"{\colortbl", _REMOTE_RTF + rb"{\colortbl", 1)
    yield "groups-without-end.rtf", b"{\\rtf1" + b"{" * 1_000_000
    yield "digits-of-a-picture.rtf", b"{\\rtf1{\\pict\\bin2000000000 " + b"\0" * 5_000_000
    yield "damaged-table.doc", _broken_table(SOUND["doc"]())
    yield "looped.doc", _looped_sectors(SOUND["doc"]())
    # PDF
    yield "pages.pdf", _many_pages(100_000)
    yield (
        "page-loop.pdf",
        made_pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"}),
    )
    yield (
        "parent-loop.pdf",
        made_pdf(
            {
                1: b"<< /Type /Catalog /Pages 2 0 R >>",
                2: b"<< /Type /Pages /Kids [3 0 R] /Parent 3 0 R /Count 1 >>",
                3: b"<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 1 >>",
            }
        ),
    )
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R /Y 6 0 R >> >>"
    yield (
        "form-loop.pdf",
        one_page(
            stream(b"/X Do"),
            b"/MediaBox [0 0 595 842] /Resources << /XObject << /X 6 0 R >> >>",
            {6: stream(b"/X Do /Y Do", form)},
        ),
    )
    yield "length-loop.pdf", one_page(b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream")
    yield "page-box.pdf", one_page(_WORDS, b"/MediaBox [0 0 99999999999 99999999999]")
    yield "page-box-turned.pdf", one_page(_WORDS, b"/MediaBox [595 842 0 0]")
    yield "deep.pdf", one_page(stream(b"[" * _DEEP))
    yield "deep-state.pdf", one_page(stream(b"q " * _DEEP + b"BT ET"))
    yield (
        "giant-image.pdf",
        one_page(
            stream(b"595 0 0 842 0 0 cm /I Do"),
            b"/MediaBox [0 0 595 842] /Resources << /XObject << /I 6 0 R >> >>",
            {
                6: stream(
                    zlib.compress(b"\0" * 10_000),
                    b"/Type /XObject /Subtype /Image /Width 200000 /Height 200000 /BitsPerComponent 8 "
                    b"/ColorSpace /DeviceGray /Filter /FlateDecode",
                )
            },
        ),
    )
    yield (
        "actions.pdf",
        made_pdf(
            {
                1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL('http://127.0.0.1:9'))"
                b" >> /AA << /WC << /S /Launch /F (/bin/sh) >> >> >>",
                2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
                4: _WORDS,
            }
        ),
    )
    yield "password.pdf", _encrypted()
    # Pictures
    yield "giant.png", _png(100_000, 100_000)
    yield "truncated.png", _png(800, 800)[:60]
    # Sheets
    yield (
        "whole-sheet.xlsx",
        xlsx(
            '<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
            '<row r="1"><c r="A1"><v>2</v></c></row></sheetData>'
            '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
    )
    yield "million.xlsx", xlsx("<sheetData>" + f"<row>{'<c><v>1</v></c>' * 1000}</row>" * 1000 + "</sheetData>")
    yield (
        "external-link.xlsx",
        with_members(SOUND["xlsx"](), {"xl/externalLinks/_rels/externalLink1.xml.rels": _REMOTE}),
    )
    yield "looped.xls", _looped_sectors(SOUND["xls"]())
    yield "damaged-table.xls", _broken_table(SOUND["xls"]())
    # Web pages
    yield "scripts.html", _SCRIPT
    yield (
        "spans.html",
        html("<table>" + "<tr><td colspan=1000000000 rowspan=1000000000>1</td><td>2</td></tr>" * 50 + "</table>"),
    )
    yield "zero-span.html", html("<table>" + "<tr><td colspan=1000 rowspan=0>1</td></tr>" * 500 + "</table>")
    yield "deep.html", html("<div>" * _DEEP)
    yield "deep-tables.html", html("<table><tr><td>" * 5000)
    yield "million.html", _table_page(1000, 1000)
    # Text
    yield "empty.txt", b""
    yield "blanks.txt", b" \n\t" * 100_000
    yield "noise.txt", bytes(range(256)) * 4000
    yield "broken-utf8.txt", f"{_TITLE}\n部门支出总表\n".encode() * 50 + b"\xff\xfe\xe5\xbb" + "延津县".encode()
    yield "mixed.txt", f"{_TITLE}\n部门支出总表\n".encode() * 20 + "收入合计".encode("gb18030") * 500
    yield "one-line.txt", f"{_TITLE}，收入预算88000.00元，".encode() * 800_000
    yield "digits.txt", f"{_TITLE}\n".encode() + b"1" * 300_000
    yield "brackets.txt", f"{_TITLE}\n".encode() + ("（" * 100_000).encode()
    yield "formulas.txt", f"{_TITLE}\n部门支出总表\n\t=cmd|'/c calc'!A0\n\t+1\n\t-1\n\t@SUM(A1)\n\n".encode()
    # Names that lie
    yield "really-a-pdf.docx", SOUND["pdf"]()
    yield "really-a-docx.pdf", SOUND["docx"]()
    yield "program.pdf", b"MZ\x90\x00" + b"\0" * 1000
    yield "nothing-behind-the-mark.pdf", b"%PDF-1.7\n"
    yield "nothing-behind-the-mark.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    yield "nothing-behind-the-mark.docx", b"PK\x05\x06" + b"\0" * 18
    for ending in ("pdf", "docx", "xlsx", "doc", "rtf"):
        data = SOUND[ending]()
        for tenth in range(1, 10):
            yield f"truncated-{tenth}.{ending}", data[: len(data) * tenth // 10]


BAD_NAMES = (
    'it\'s "quoted".txt',
    "new\nline.txt",
    "..%2f..%2fetc%2fpasswd.txt",
    "...txt",
    "; rm -rf $(HOME) `id` | & .txt",
    "'); DROP TABLE raw.document; --.txt",
    "=HYPERLINK(1).txt",
    "<script>alert(1)</script>.txt".replace("/", "∕"),
    "\udce5\udcff not utf-8.txt",
    "名" * 80 + ".txt",
    "\u202egnp.txt",
    "%s%n{0}{path}.txt",
)


def write(folder: Path) -> int:
    """Write all of them below a folder; the number of files."""
    count = 0
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files():
        (folder / name).write_bytes(content)
        count += 1
    return count


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))
