"""Excel 97-2003 workbooks (.xls): what each visible sheet shows."""

import io
import struct
from collections.abc import Callable
from dataclasses import dataclass

import xlrd  # type: ignore[import-untyped]
from xlrd.compdoc import SIGNATURE, CompDoc  # type: ignore[import-untyped]

from pipeline.documents.model import Content, UnreadableError
from pipeline.documents.sheets import sheets
from pipeline.documents.sheets.number_formats import displayed
from pipeline.documents.sheets.sheets import Sheet

_BLANKS_PER_INDENT = 2
_LEFT = (0, 1)
# Codes of records: which sheet is shown, the range that an embedded book shows, and the end of those for the book.
_WINDOW, _OLE_SIZE, _END = 0x003D, 0x00DE, 0x000A


def read(data: bytes) -> Content:
    """The content of an .xls; raises UnreadableError where it is damaged or under a password."""
    return sheets.content(_read(data, lambda book: [_sheet(book, s) for s in book.sheets() if s.visibility == 0]))


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
    try:
        stream = data
        if data.startswith(SIGNATURE):
            container = CompDoc(data, logfile=io.StringIO(), ignore_workbook_corruption=True)
            stream = container.get_named_stream("Workbook") or b""
    except Exception as error:
        # The library answers damaged files with whatever its parsing runs into.
        raise UnreadableError("an Excel 97-2003 workbook (.xls) that is damaged") from error
    at = 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        if code == _END:
            break
        if code == _WINDOW and length >= 12:
            view.sheet = struct.unpack_from("<H", stream, at + 14)[0]
        elif code == _OLE_SIZE and length >= 8:
            top, bottom, left, right = struct.unpack_from("<HHBB", stream, at + 6)
            view.ends = (top, left), (bottom, right)
        at += 4 + length
    return view


def _read(data: bytes, read_sheets: Callable[[xlrd.Book], list[Sheet]]) -> list[Sheet]:
    try:
        # Files of other office programs share sectors of the container, which the library takes for corruption.
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=io.StringIO(), ignore_workbook_corruption=True
        )
        return read_sheets(book)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise UnreadableError("an Excel 97-2003 workbook under a password; publish it without one") from error
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
