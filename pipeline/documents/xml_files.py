"""Office files that are one XML file: workbooks of Excel 2003 (.xml, often named .xls) and documents of Word.

A Word document of 2003, or a package written flat, becomes the package that the reader of .docx takes.
"""

import base64
import binascii
import io
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.documents.model import Content, UnreadableError
from pipeline.documents.packages import parse
from pipeline.documents.sheets import sheets
from pipeline.documents.sheets.number_formats import displayed
from pipeline.documents.sheets.sheets import Sheet
from pipeline.documents.word import docx

VERSION = "14"

_S = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_WORD_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_WORD = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SECTIONS = "{http://schemas.microsoft.com/office/word/2003/auxHint}*"
# Names of 2003 that were written otherwise.
_RENAMED = ((b"<w:vmerge", b"<w:vMerge"), (b"<w:hmerge", b"<w:hMerge"))
_NAMED_FORMATS = {
    "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%", "Currency": "¥#,##0.00", "General Number": "",
    "General": "", "Short Date": "yyyy/m/d",
}  # fmt: skip
_BLANKS_PER_INDENT = 2
_MOST_SPAN = 20_000


def read_workbook(data: bytes) -> Content:
    """The content of a workbook of Excel 2003 in XML; raises UnreadableError where it is damaged."""
    root = parse(data, "an Excel workbook in XML")
    looks = dict(_looks(root))
    return sheets.content(
        _sheet(worksheet, looks) for worksheet in root.iterfind(_S + "Worksheet") if _is_visible(worksheet)
    )


def read_flat(data: bytes) -> Content:
    """The content of a Word document whose package is written as one XML file."""
    root = parse(data, "a Word document in XML")
    parts: dict[str, bytes] = {}
    for part in root.iterfind(_PKG + "part"):
        name = (part.get(_PKG + "name") or "").lstrip("/")
        xml, binary = part.find(_PKG + "xmlData"), part.findtext(_PKG + "binaryData")
        if xml is not None and len(xml):
            parts[name] = etree.tostring(xml[0])
        elif binary is not None:
            try:
                parts[name] = base64.b64decode(binary)
            except binascii.Error as error:
                raise UnreadableError("a Word document in XML of which a part is damaged") from error
    return docx.read(_packed(parts))


def read_word_2003(data: bytes) -> Content:
    """The content of a document of Word 2003 in XML; the automatic numbers of its lists are not printed."""
    root = parse(data, "a Word document in XML")
    etree.strip_tags(root, _SECTIONS)
    text = etree.tostring(root).replace(_WORD_2003, _WORD)
    for old, new in _RENAMED:
        text = text.replace(old, new)
    return docx.read(_packed({"word/document.xml": text}))


def _packed(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def _looks(root: etree._Element) -> Iterator[tuple[str, tuple[str, int]]]:
    """The format of numbers and the indentation of each style."""
    for style in root.iterfind(f"{_S}Styles/{_S}Style"):
        shown, placed = style.find(_S + "NumberFormat"), style.find(_S + "Alignment")
        code = "" if shown is None else shown.get(_S + "Format") or ""
        indent = 0 if placed is None else _number(placed.get(_S + "Indent"), 0)
        yield style.get(_S + "ID") or "", (_NAMED_FORMATS.get(code, code), indent)


def _is_visible(worksheet: etree._Element) -> bool:
    return worksheet.findtext(f"{_X}WorksheetOptions/{_X}Visible", "SheetVisible") == "SheetVisible"


def _sheet(worksheet: etree._Element, looks: Mapping[str, tuple[str, int]]) -> Sheet:
    sheet = Sheet(worksheet.get(_S + "Name") or "")
    table = worksheet.find(_S + "Table")
    col = row_no = -1
    for element in () if table is None else table:
        if element.tag == _S + "Column":
            col = _number(element.get(_S + "Index"), col + 2) - 1
            last = col + _number(element.get(_S + "Span"), 0)
            if element.get(_S + "Hidden") == "1":
                sheet.hidden_columns.append((col, last))
            col = last
        elif element.tag == _S + "Row":
            row_no = _number(element.get(_S + "Index"), row_no + 2) - 1
            last = row_no + _number(element.get(_S + "Span"), 0)
            if element.get(_S + "Hidden") == "1":
                sheet.hidden_rows.update(range(row_no, last + 1))
            _read_row(sheet, element, row_no, looks)
            row_no = last
    return sheet


def _read_row(sheet: Sheet, row: etree._Element, row_no: int, looks: Mapping[str, tuple[str, int]]) -> None:
    col = -1
    for cell in row.iterchildren(_S + "Cell"):
        col = _number(cell.get(_S + "Index"), col + 2) - 1
        across, down = (_number(cell.get(_S + name), 0) for name in ("MergeAcross", "MergeDown"))
        data = cell.find(_S + "Data")
        style = cell.get(_S + "StyleID") or row.get(_S + "StyleID") or "Default"
        text = "" if data is None else _text(data, *looks.get(style, ("", 0)))
        if text.strip():
            sheet.texts[row_no, col] = text
        if across or down:
            sheet.merges.append((row_no, col, row_no + down, col + across))
        col += across


def _text(data: etree._Element, code: str, indent: int) -> str:
    text = "".join(map(str, data.itertext()))
    if data.get(_S + "Type") == "Number":
        try:
            text = displayed(float(text), code)
        except (ValueError, OverflowError):
            return text
    return " " * (_BLANKS_PER_INDENT * indent) + text.rstrip() if text.strip() else ""


def _number(text: str | None, default: int) -> int:
    """A whole number of an attribute, within what a sheet has."""
    try:
        return default if text is None else min(max(int(text), 0), _MOST_SPAN)
    except ValueError as error:
        raise UnreadableError(f"an Excel workbook in XML with {text!r:.20} in place of a number: damaged") from error
