"""The one door from bytes to a :class:`Document`: which kind of file, which reader, and a clear word where none.

A reader of a binary format is a function ``read(data) -> Content``. A reader of a dialect of text is a pair of
functions over the decoded text, ``detect(text) -> bool`` and ``read(text) -> Content``; the dialects are tried in the
order of the registry. A reader's ``VERSION`` stands in its module and changes whenever its output may change, because
what it made is kept under that version, with that of the step after all readers (``arranging``) behind it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from pipeline.documents import arranging, media_type, xml_files
from pipeline.documents.encoding import decode
from pipeline.documents.model import SCANNED, Content, Document, UnreadableError, UnsupportedError, recognises
from pipeline.documents.pdf import pdf
from pipeline.documents.scan import engine as scan_engine
from pipeline.documents.scan import scan
from pipeline.documents.sheets import xls, xlsx
from pipeline.documents.text import asciidoc_text, exported, ocr_text, plain_text, ruled_text, word_text
from pipeline.documents.web import html, mhtml, tagged_text
from pipeline.documents.word import doc, doc_file, docx, rtf


@dataclass(frozen=True, slots=True)
class _Dialect:
    name: str
    version: str
    detect: Callable[[str], bool]
    read: Callable[[str], Content]


# In order of how narrow the form is: the last one takes any text.
_DIALECTS = (
    _Dialect("tagged_text", tagged_text.VERSION, tagged_text.detect, tagged_text.read),
    _Dialect("asciidoc_text", asciidoc_text.VERSION, asciidoc_text.detect, asciidoc_text.read),
    _Dialect("exported", exported.VERSION, exported.detect, exported.read),
    _Dialect("ruled_text", ruled_text.VERSION, ruled_text.detect, ruled_text.read),
    _Dialect("word_text", word_text.VERSION, word_text.detect, word_text.read),
    _Dialect("ocr_text", ocr_text.VERSION, ocr_text.detect, ocr_text.read),
    _Dialect("plain_text", plain_text.VERSION, plain_text.detect, plain_text.read),
)


@dataclass(frozen=True, slots=True)
class _Format:
    name: str
    version: str
    read: Callable[[bytes], Content]


def _recognised(reader: _Format) -> _Format:
    """The reader under whose name a file is kept of which pages or pictures were recognised: a figure can be misread.

    What it gives is made by the format's reader and by that of scans.
    """
    if recognises(reader.name):
        return reader
    return _Format(f"{SCANNED}{reader.name}", f"{reader.version}.{scan.VERSION}", reader.read)


_FORMATS: Mapping[media_type.Kind, _Format] = {
    media_type.DOC: _Format("doc", doc.VERSION, doc.read),
    media_type.DOCX: _Format("docx", docx.VERSION, docx.read),
    media_type.HTML: _Format("html", html.VERSION, html.read),
    media_type.MHTML: _Format("mhtml", mhtml.VERSION, mhtml.read),
    media_type.PDF: _Format("pdf", pdf.VERSION, pdf.read),
    **{kind: _Format("scan", scan.VERSION, scan.read) for kind in media_type.IMAGES},
    media_type.RTF: _Format("rtf", rtf.VERSION, rtf.read),
    media_type.XLS: _Format("xls", xls.VERSION, xls.read),
    media_type.XLSX: _Format("xlsx", xlsx.VERSION, xlsx.read),
    media_type.EXCEL_XML: _Format("excel_xml", xml_files.VERSION, xml_files.read_workbook),
    media_type.WORD_XML: _Format("word_xml", xml_files.VERSION, xml_files.read_flat),
    media_type.WORD_2003_XML: _Format("word_2003_xml", xml_files.VERSION, xml_files.read_word_2003),
}

_READERS: tuple[_Dialect | _Format, ...] = (*_DIALECTS, *_FORMATS.values(), *map(_recognised, _FORMATS.values()))

_MOST_TEXT = 20_000_000
"""Characters; a county's whole collection as text has a tenth of it."""

READER_VERSIONS: dict[str, str] = {
    **{reader.name: f"{reader.version}.{arranging.VERSION}" for reader in _READERS},
    "containers": doc_file.installed() or "",
    "recognition": scan_engine.installed() or "",
}
"""The version under which what a reader gives is kept, by its name: its own and that of the arranging of all.

Also that of what an extra installs for some of them, '' where it is not there. With these, a file that was set aside
because an extra was missing is tried again once that is installed.
"""


def document_id(data: bytes) -> str:
    """The id of a document: the first 16 hex digits of the SHA-256 of its bytes."""
    return sha256(data).hexdigest()[:16]


def read(data: bytes) -> Document:
    """The document that a file holds, whatever its name says.

    Raises UnsupportedError for a known kind of file that has no reader, and UnreadableError for a file that is empty,
    damaged, binary, or text in an unknown encoding. Both messages are reasons that a person understands.
    """
    kind = media_type.kind_of(data)
    reader: _Dialect | _Format
    if kind is media_type.HTML and tagged_text.is_no_page(data.decode("utf-8", "replace").replace("\r\n", "\n")):
        kind = media_type.TEXT
    if kind is media_type.TEXT:
        text = decode(data)
        if not text.strip():
            raise UnreadableError("the file holds white space only")
        if len(text) > _MOST_TEXT:
            raise UnreadableError(f"a text of {len(text):,} characters, more than any disclosure has")
        reader = next(dialect for dialect in _DIALECTS if dialect.detect(text))
        content = reader.read(text)
    elif kind in _FORMATS:
        reader = _FORMATS[kind]
        content = reader.read(data)
        if content.is_recognised:
            reader = _recognised(reader)
    else:
        raise UnsupportedError(f"{kind.name}: not supported yet; {kind.instead}")
    if not content.blocks:
        unread = "".join(f"; unread: {part.reason}" for part in content.unread)
        raise UnreadableError(f"the file holds no text and no table{unread}")
    digest = sha256(data).hexdigest()
    return Document(
        document_id=digest[:16],
        sha256=digest,
        size_bytes=len(data),
        media_type=kind.media_type,
        reader=reader.name,
        reader_version=READER_VERSIONS[reader.name],
        content=arranging.arranged(content),
    )
