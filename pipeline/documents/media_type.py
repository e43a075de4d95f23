"""What kind of file the bytes are, by their content: names and extensions lie.

Only the outline of a container is looked at (the list of a zip's members, the stream names of an OLE file); nothing is
unpacked here. A kind says what it is called; whether a reader exists for it is :mod:`pipeline.documents.reading`'s.
"""

import io
import re
import zipfile
from dataclasses import dataclass

from pipeline.documents.model import UnreadableError


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its registered media type and the name a person knows it by."""

    media_type: str
    name: str
    instead: str = "save it as PDF"
    """What a person can do with a file of this kind while no reader for it exists."""


_UNPACK = "unpack it and put the files that it holds in its place"
TEXT = Kind("text/plain", "text (.txt)")
DOCX = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word document (.docx)")
XLSX = Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel workbook (.xlsx)")
PPTX = Kind(
    "application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint presentation (.pptx)"
)
OFD = Kind("application/ofd", "OFD document (.ofd)")
DOC = Kind("application/msword", "Word 97-2003 document (.doc)")
XLS = Kind("application/vnd.ms-excel", "Excel 97-2003 workbook (.xls)")
PPT = Kind("application/vnd.ms-powerpoint", "PowerPoint 97-2003 presentation (.ppt)")
PDF = Kind("application/pdf", "PDF (.pdf)")
HTML = Kind("text/html", "web page (.html)")
MHTML = Kind("multipart/related", "web archive (.mht)")
XML = Kind("application/xml", "XML file (.xml)")
WORD_XML = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document+xml", "Word document (.xml)")
WORD_2003_XML = Kind("application/msword+xml", "Word 2003 document (.xml)")
EXCEL_XML = Kind("application/vnd.ms-excel+xml", "Excel 2003 workbook (.xml)")
ODF = Kind("application/vnd.oasis.opendocument", "OpenDocument file (.odt, .ods)")
RTF = Kind("application/rtf", "rich text (.rtf)")
ZIP = Kind("application/zip", "ZIP archive (.zip)", _UNPACK)
RAR = Kind("application/vnd.rar", "RAR archive (.rar)", _UNPACK)
SEVEN_ZIP = Kind("application/x-7z-compressed", "7-Zip archive (.7z)", _UNPACK)
GZIP = Kind("application/gzip", "gzip archive (.gz)", _UNPACK)
PNG = Kind("image/png", "image (.png)")
JPEG = Kind("image/jpeg", "image (.jpg)")
GIF = Kind("image/gif", "image (.gif)", "save it as PNG")
BMP = Kind("image/bmp", "image (.bmp)")
TIFF = Kind("image/tiff", "image (.tif)")
WEBP = Kind("image/webp", "image (.webp)")
IMAGES = (PNG, JPEG, TIFF, BMP, WEBP)
"""Kinds of image files in which pages are published as pictures."""

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"{\\rtf", RTF),
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"\x1f\x8b\x08", GZIP),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)
_ZIP_MEMBERS: tuple[tuple[str, Kind], ...] = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("xl/workbook.bin", XLSX),
    ("ppt/presentation.xml", PPTX),
    ("OFD.xml", OFD),
    ("META-INF/manifest.xml", ODF),
)
_XML_NAMESPACES: tuple[tuple[bytes, Kind], ...] = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", EXCEL_XML),
    (b"http://schemas.microsoft.com/office/2006/xmlPackage", WORD_XML),
    (b"http://schemas.microsoft.com/office/word/2003/wordml", WORD_2003_XML),
)
# A web archive is a mail: heads first, one of which says that what follows belongs together.
_MAIL_START = re.compile(rb"[A-Za-z][A-Za-z-]{2,40}:[^\n]")
_ARCHIVE = re.compile(rb"^(?:MIME-Version:|Content-Type:\s*multipart/related)", re.I | re.M)
_OLE_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
)
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""With what files of older Office programs begin (compound files)."""
_BINARY_MAGIC = (b"MZ\x90\x00", b"\x7fELF", b"SQLite format 3\x00", b"PAR1", b"\xca\xfe\xba\xbe")
_UTF8_MARK = b"\xef\xbb\xbf"
_HTML_START = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*(?:<!doctype\s+html|<html|<head|<body"
    # What programs export as a workbook is often the table of a page and nothing around it.
    rb"|<(?:table|meta|style|title|link|script|div|center|span|font|p|h[1-6])[\s>])",
    re.I | re.S,
)


def kind_of(data: bytes) -> Kind:
    """The kind of a file with this content; what has no known signature counts as text.

    Raises UnreadableError for an empty file, a damaged or encrypted container and a program or database file.
    """
    if not data:
        raise UnreadableError("the file is empty")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if data.startswith(OLE_MAGIC):
        return _ole_kind(data)
    if data.startswith(_BINARY_MAGIC):
        raise UnreadableError("binary data (a program or a database), not a document")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[:2] == b"BM" and int.from_bytes(data[2:6], "little") == len(data):
        return BMP
    start = _start(data)
    if b"%PDF-" in start[:1024]:
        return PDF
    if _HTML_START.match(start):
        return HTML
    if start.lstrip().startswith(b"<?xml"):
        return next((kind for namespace, kind in _XML_NAMESPACES if namespace in start), XML)
    if _MAIL_START.match(start) and _ARCHIVE.search(start):
        return MHTML
    return TEXT


def _start(data: bytes) -> bytes:
    """How a file begins, without a mark of its encoding; UTF-16 with a mark as UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[:4096].decode("utf-16", "ignore").encode("utf-8", "ignore")
    return data[:4096].removeprefix(_UTF8_MARK)


def _zip_kind(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableError("a ZIP container (docx, xlsx, ofd ...) that is truncated or damaged") from error
    return next((kind for member, kind in _ZIP_MEMBERS if member in names), ZIP)


def _ole_kind(data: bytes) -> Kind:
    """Word, Excel or PowerPoint of 1997-2003 by the stream names, which are UTF-16 with a zero at the end."""
    for stream in ("EncryptedPackage", "EncryptionInfo"):
        if _ole_name(stream) in data:
            raise UnreadableError("an Office document under a password; replace it by one without")
    for stream, kind in _OLE_STREAMS:
        if _ole_name(stream) in data:
            return kind
    raise UnreadableError("an OLE container that is no Word, Excel or PowerPoint document, or is damaged")


def _ole_name(stream: str) -> bytes:
    return (stream + "\0").encode("utf-16-le")
