"""Excel 97-2003 workbooks (.xls): what each visible sheet shows."""

import io
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import xlrd  # type: ignore[import-untyped]
from xlrd.compdoc import SIGNATURE, CompDoc  # type: ignore[import-untyped]

from pipeline.documents.model import Content, UnreadableError
from pipeline.documents.sheets import sheets
from pipeline.documents.sheets.number_formats import displayed
from pipeline.documents.sheets.sheets import Sheet

VERSION = "17"

_EXCEL_97 = b"\0\x06"
_Read = TypeVar("_Read")
_BLANKS_PER_INDENT = 2
_LEFT = (0, 1)
# Codes of records: which sheet is shown, the range that an embedded book shows, where a sheet stands, its page header,
# and the end of those for the book or a sheet.
_WINDOW, _OLE_SIZE, _SHEET, _PAGE_HEAD, _END = 0x003D, 0x00DE, 0x0085, 0x0014, 0x000A


def read(data: bytes) -> Content:
    """The content of an .xls; raises UnreadableError where it is damaged or under a password."""
    shown = _read(data, lambda book: [(_sheet(book, s), s.visibility == 0) for s in book.sheets()])
    for (sheet, _), head in zip(shown, _page_heads(_stream(data)), strict=False):
        sheet.page_heads.extend([head] if head else [])
    return sheets.content(sheet for sheet, is_visible in shown if is_visible)


def read_object(data: bytes) -> Content:
    """What an .xls, or its stream alone, shows where it is embedded: the range of its active sheet that it says.

    Raises UnreadableError where it is damaged or under a password.
    """
    view = _view(data)
    shown = _read(data, lambda book: [_sheet(book, sheet) for sheet in book.sheets()[view.sheet : view.sheet + 1]])
    for sheet in shown:
        sheet.name = ""
        if view.ends is not None:
            sheet.keep(*view.ends)
    return sheets.content(shown)


@dataclass(slots=True)
class _View:
    """The sheet that a book shows, from 0, and first and last place of the range of it that an object shows."""

    sheet: int = 0
    ends: tuple[tuple[int, int], tuple[int, int]] | None = None


def _view(data: bytes) -> _View:
    """What the records for the whole book say."""
    view = _View()
    stream = _stream(data)
    for code, length, at in _records(stream, 0):
        if code == _WINDOW and length >= 12:
            view.sheet = struct.unpack_from("<H", stream, at + 10)[0]
        elif code == _OLE_SIZE and length >= 8:
            top, bottom, left, right = struct.unpack_from("<HHBB", stream, at + 2)
            view.ends = (top, left), (bottom, right)
    return view


def _page_heads(stream: bytes) -> Iterator[str]:
    """The page header of each sheet in the order of the book, '' for one without; none of a book before Excel 97."""
    if stream[4:6] != _EXCEL_97:
        return
    for code, length, at in _records(stream, 0):
        if code == _SHEET and length >= 6 and not stream[at + 5]:
            of_sheet = _records(stream, struct.unpack_from("<I", stream, at)[0])
            yield next(
                (_unpacked(stream[head : head + size]) for kind, size, head in of_sheet if kind == _PAGE_HEAD), ""
            )


def _unpacked(text: bytes) -> str:
    """A text as such records hold it: how long, whether its characters have two bytes each, the characters."""
    length, is_wide = struct.unpack_from("<HB", text.ljust(3, b"\0"))
    return text[3:][: 2 * length].decode("utf-16-le", "replace") if is_wide else text[3:][:length].decode("latin-1")


def _stream(data: bytes) -> bytes:
    """The records of a book, which may stand in a container."""
    if not data.startswith(SIGNATURE):
        return data
    try:
        container = CompDoc(data, logfile=io.StringIO(), ignore_workbook_corruption=True)
        stream: bytes = container.get_named_stream("Workbook") or b""
    except Exception as error:
        # The library answers damaged files with whatever its parsing runs into.
        raise UnreadableError("an Excel 97-2003 workbook (.xls) that is damaged") from error
    return stream


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """The records from a place to the end of the book or the sheet that begins there: code, length, place."""
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        if code == _END or at + 4 + length > len(stream):
            return
        yield code, length, at + 4
        at += 4 + length


def _read(data: bytes, read_sheets: Callable[[xlrd.Book], list[_Read]]) -> list[_Read]:
    try:
        # Files of other office programs share sectors of the container, which the library takes for corruption.
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=io.StringIO(), ignore_workbook_corruption=True
        )
        return read_sheets(book)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise UnreadableError("an Excel 97-2003 workbook under a password; replace it by one without") from error
        raise UnreadableError("an Excel 97-2003 workbook (.xls) that is truncated or damaged") from error
    except Exception as error:
        # The library answers damaged files with whatever its parsing runs into.
        raise UnreadableError("an Excel 97-2003 workbook (.xls) that is damaged") from error


def _sheet(book: xlrd.Book, found: xlrd.sheet.Sheet) -> Sheet:
    sheet = Sheet(found.name)
    sheet.hidden_rows.update(row for row, info in found.rowinfo_map.items() if info.hidden)
    sheet.hidden_columns.extend((col, col) for col, info in found.colinfo_map.items() if info.hidden)
    sheet.merges.extend((top, left, end - 1, right - 1) for top, end, left, right in found.merged_cells)
    for row in range(found.nrows):
        for col, cell in enumerate(found.row(row)):
            text = _cell_text(book, cell)
            if text.strip():
                sheet.texts[row, col] = text
    return sheet


def _cell_text(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    look = book.xf_list[cell.xf_index]
    indent = " " * (_BLANKS_PER_INDENT * look.alignment.indent_level if look.alignment.hor_align in _LEFT else 0)
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return indent + str(cell.value).replace("\r", "").rstrip()
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        code = book.format_map[look.format_key].format_str
        return indent + displayed(cell.value, code, is_1904=bool(book.datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, ""))
    return ""
