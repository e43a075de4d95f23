"""Objects embedded in a Word document: workbooks and documents of which the page shows a part, or an icon.

A table that was made in a spreadsheet is often put into the text as an object; the page then prints a picture of it,
and its cells stand in the object alone. An object shows one sheet, an icon stands for the whole file.
"""

import io
import struct
from collections.abc import Callable

from xlrd.compdoc import CompDoc, CompDocError  # type: ignore[import-untyped]

from pipeline.documents import media_type
from pipeline.documents.media_type import OLE_MAGIC
from pipeline.documents.model import Content, UnreadableError, UnsupportedError
from pipeline.documents.sheets import xls, xlsx
from pipeline.documents.web import html

# How the stream of a workbook begins that was taken out of its container.
_BOOK = b"\x09\x08\x10\x00"
_PACKED = "Package"
_NATIVE = "\x01Ole10Native"
_MARKS = (b"PK\x03\x04", OLE_MAGIC, b"%PDF-")


def content_of(data: bytes, *, is_whole: bool, document: Callable[[bytes], Content]) -> Content:
    """What an embedded file shows, of a workbook what an object shows or, ``is_whole``, all sheets.

    ``document`` reads one that is a Word document (.docx).

    Raises UnreadableError for a damaged object and UnsupportedError for one of another kind.
    """
    data = unpacked(data)
    kind = media_type.XLS if data.startswith(_BOOK) else media_type.kind_of(data)
    if kind is media_type.XLSX:
        return xlsx.read(data) if is_whole else xlsx.read_object(data)
    if kind is media_type.XLS:
        return xls.read(data) if is_whole else xls.read_object(data)
    if kind is media_type.DOCX:
        return document(data)
    if kind is media_type.HTML:
        return html.read(data)
    raise UnsupportedError(f"{kind.name}: not read inside another document")


def unpacked(data: bytes) -> bytes:
    """The file in an object's container: newer programs put their file as a stream into the container of an object."""
    if not data.startswith(OLE_MAGIC):
        return data
    try:
        container = CompDoc(data, logfile=io.StringIO(), ignore_workbook_corruption=True)
        packed = container.get_named_stream(_PACKED)
        native = None if packed else container.get_named_stream(_NATIVE)
    except (CompDocError, struct.error, IndexError, AssertionError) as error:
        raise UnreadableError("an object whose container is damaged") from error
    if packed:
        return bytes(packed)
    # The names of the file and of its folder stand before the file itself.
    starts = [at for mark in _MARKS if native and (at := native.find(mark)) >= 0]
    return bytes(native[min(starts) :]) if native and starts else data
