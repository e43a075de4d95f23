import io
import zipfile

import pytest

from pipeline.documents import media_type
from pipeline.documents.media_type import Kind, kind_of
from pipeline.documents.model import UnreadableError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def container(*members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return buffer.getvalue()


def ole(stream: str) -> bytes:
    return OLE + (stream + "\0").encode("utf-16-le") + bytes(64)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (container("[Content_Types].xml", "word/document.xml"), media_type.DOCX),
        (container("[Content_Types].xml", "xl/workbook.xml"), media_type.XLSX),
        (container("OFD.xml", "Doc_0/Document.xml"), media_type.OFD),
        (container("a.txt"), media_type.ZIP),
        (ole("WordDocument"), media_type.DOC),
        (ole("Workbook"), media_type.XLS),
        (ole("Book"), media_type.XLS),
        (b"%PDF-1.7\n", media_type.PDF),
        (b"\xef\xbb\xbf%PDF-1.7\n", media_type.PDF),
        (b"<!DOCTYPE html>\n<html>", media_type.HTML),
        (b'<?xml version="1.0"?>\n<!-- x -->\n<html xmlns="...">', media_type.HTML),
        (b"\xef\xbb\xbf  <HTML>", media_type.HTML),
        (b'<?xml version="1.0"?><budget/>', media_type.XML),
        (b"<!---->" * 500, media_type.TEXT),
        (b"{\\rtf1\\ansi", media_type.RTF),
        (b"MIME-Version: 1.0\r\n", media_type.MHTML),
        (b'From: "x"\r\nContent-Type: multipart/related;\r\n', media_type.MHTML),
        (b"From: 2025\r\nto 2026\r\n", media_type.TEXT),
        (b"<meta charset=utf-8><table><tr><td>1", media_type.HTML),
        (b"<TABLE border=1>", media_type.HTML),
        (b"<paid> 12", media_type.TEXT),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', media_type.EXCEL_XML),
        (container("META-INF/manifest.xml", "content.xml"), media_type.ODF),
        (b"Rar!\x1a\x07\x01\x00", media_type.RAR),
        (b"7z\xbc\xaf\x27\x1c", media_type.SEVEN_ZIP),
        (b"\x89PNG\r\n\x1a\n", media_type.PNG),
        (b"\xff\xd8\xff\xe0", media_type.JPEG),
        (b"II*\x00", media_type.TIFF),
        (b"RIFF\x00\x00\x00\x00WEBP", media_type.WEBP),
        (b"BM" + (30).to_bytes(4, "little") + bytes(24), media_type.BMP),
        (b"BMW 5 is a car and not a picture", media_type.TEXT),
        ("一、收入 < 支出".encode(), media_type.TEXT),
    ],
)
def test_the_content_decides(data: bytes, kind: Kind) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (container("word/document.xml")[:-10], "truncated or damaged"),
        (b"PK\x03\x04", "truncated or damaged"),
        (ole("EncryptedPackage"), "password"),
        (OLE, "damaged"),
        (b"MZ\x90\x00" + bytes(100), "binary data"),
        (b"\x7fELF", "binary data"),
    ],
)
def test_what_no_reader_could_ever_take_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        kind_of(data)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_page_in_utf_16_is_a_page(encoding: str) -> None:
    assert kind_of("\ufeff<html><body><h2>收入总表</h2></body></html>".encode(encoding)) == media_type.HTML
