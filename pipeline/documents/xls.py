"""Excel 97-2003 workbooks (.xls): what each visible sheet shows."""

import io

import xlrd  # type: ignore[import-untyped]

from pipeline.documents import sheets
from pipeline.documents.model import Content, UnreadableError
from pipeline.documents.number_formats import displayed
from pipeline.documents.sheets import Sheet

_BLANKS_PER_INDENT = 2
_LEFT = (0, 1)


def read(data: bytes) -> Content:
    """The content of an .xls; raises UnreadableError where it is damaged or under a password."""
    try:
        # Files of other office programs share sectors of the container, which the library takes for corruption.
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=io.StringIO(), ignore_workbook_corruption=True
        )
        read_sheets = [_sheet(book, sheet) for sheet in book.sheets() if sheet.visibility == 0]
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise UnreadableError("an Excel 97-2003 workbook under a password; publish it without one") from error
        raise UnreadableError("an Excel 97-2003 workbook (.xls) that is truncated or damaged") from error
    except Exception as error:
        # The library answers damaged files with whatever its parsing runs into.
        raise UnreadableError("an Excel 97-2003 workbook (.xls) that is damaged") from error
    return sheets.content(read_sheets)


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
