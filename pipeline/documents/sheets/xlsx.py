"""Excel workbooks (.xlsx): what each visible sheet shows, read from the package's XML.

Pictures of tables and text boxes follow the cells. Macros, charts, links to other files and formulas are not looked
at; a formula's cell holds its last result, and where none is stored the formula itself, so that a figure that is
missing is seen.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.documents.model import Content, UnreadableError, UnsupportedError
from pipeline.documents.packages import Package
from pipeline.documents.sheets import sheets
from pipeline.documents.sheets.number_formats import BUILT_IN, displayed
from pipeline.documents.sheets.sheets import Sheet

VERSION = "21"

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_BOX = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}txBody"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW, _CELL, _COLUMN, _MERGED = _S + "row", _S + "c", _S + "col", _S + "mergeCell"
_FORMULA = _S + "f"
_HEADS = (_S + "firstHeader", _S + "oddHeader", _S + "evenHeader")
_VALUE, _INLINE, _TEXT, _RUN = _S + "v", _S + "is", _S + "t", _S + "r"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ZERO = re.compile(r"0+(?:\.0+)?")
_BLANKS_PER_INDENT = 2
_MAX_INDENT = 20


@dataclass(frozen=True, slots=True)
class _Look:
    """How a cell style shows a value: number format code ('' is General) and indentation in levels."""

    code: str
    indent: int


@dataclass(frozen=True, slots=True)
class _Book:
    strings: Sequence[str]
    looks: Sequence[_Look]
    is_1904: bool


def read(data: bytes) -> Content:
    """The content of an .xlsx; raises UnreadableError where the package is damaged or a bomb."""
    package, workbook = _opened(data)
    entries = [
        entry for entry in workbook.iterfind(f"{_S}sheets/{_S}sheet") if entry.get("state", "visible") == "visible"
    ]
    return sheets.content(_sheets(package, workbook, entries))


def read_object(data: bytes) -> Content:
    """What an .xlsx shows where it is embedded in a page: the range of its active sheet that it says, without names.

    Raises UnreadableError where the package is damaged or a bomb.
    """
    package, workbook = _opened(data)
    entries = list(workbook.iterfind(f"{_S}sheets/{_S}sheet"))
    view = workbook.find(f"{_S}bookViews/{_S}workbookView")
    active = 0 if view is None else _number(view.get("activeTab"))
    shown = list(_sheets(package, workbook, entries[active : active + 1]))
    size = workbook.find(_S + "oleSize")
    ends = [] if size is None else [_place(end) for end in (size.get("ref") or "").split(":")]
    for sheet in shown:
        sheet.name = ""
        if ends and ends[0] is not None and ends[-1] is not None:
            sheet.keep(ends[0], ends[-1])
    return sheets.content(shown)


def _opened(data: bytes) -> tuple[Package, etree._Element]:
    package = Package(data, "an Excel workbook (.xlsx)")
    if "xl/workbook.xml" not in package:
        raise UnsupportedError("an Excel binary workbook (.xlsb): not supported; save it as .xlsx")
    return package, package.xml("xl/workbook.xml")


def _sheets(package: Package, workbook: etree._Element, entries: Sequence[etree._Element]) -> Iterator[Sheet]:
    properties = workbook.find(_S + "workbookPr")
    book = _Book(
        strings=_strings(package),
        looks=_looks(package),
        is_1904=properties is not None and _is_true(properties.get("date1904")),
    )
    targets = package.relations("xl/workbook.xml", "/worksheet")
    for entry in entries:
        part = targets.get(entry.get(_ID) or "")
        if part is not None and part in package:
            sheet = _sheet(package, part, entry.get("name") or "", book)
            for drawing in package.relations(part, "/drawing").values():
                _read_drawing(sheet, package, drawing)
            yield sheet


def _read_drawing(sheet: Sheet, package: Package, drawing: str) -> None:
    """What lies over the cells: texts in boxes, and pictures."""
    if drawing not in package:
        return
    root = package.xml(drawing)
    images = package.relations(drawing, "/image")
    for body in root.iter(_BOX):
        sheet.boxes.extend("".join(text.text or "" for text in line.iter(_A + "t")) for line in body.iter(_A + "p"))
    for blip in root.iter(_A + "blip"):
        image = images.get(blip.get(_EMBED) or "")
        if image is not None and image in package:
            sheet.pictures.append(package.read(image))


def _strings(package: Package) -> list[str]:
    name = "xl/sharedStrings.xml"
    if name not in package:
        return []
    return [_rich_text(entry) for entry in package.xml(name).iterchildren(_S + "si")]


def _rich_text(element: etree._Element) -> str:
    """The text of a string, its runs joined; phonetic readings are left out."""
    pieces = []
    for child in element.iterchildren(_TEXT, _RUN):
        text = child if child.tag == _TEXT else child.find(_TEXT)
        pieces.append("" if text is None else text.text or "")
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(pieces)).replace("\r", "")


def _looks(package: Package) -> list[_Look]:
    name = "xl/styles.xml"
    if name not in package:
        return []
    root = package.xml(name)
    codes = dict(BUILT_IN)
    for entry in root.iterfind(f"{_S}numFmts/{_S}numFmt"):
        codes[_number(entry.get("numFmtId"))] = entry.get("formatCode") or ""
    looks = []
    for entry in root.iterfind(f"{_S}cellXfs/{_S}xf"):
        alignment = entry.find(_S + "alignment")
        indent = 0 if alignment is None else _number(alignment.get("indent"))
        if alignment is not None and alignment.get("horizontal") in ("right", "center"):
            indent = 0
        looks.append(_Look(codes.get(_number(entry.get("numFmtId")), ""), min(indent, _MAX_INDENT)))
    return looks


def _sheet(package: Package, part: str, name: str, book: _Book) -> Sheet:
    sheet = Sheet(name)
    row_no = -1
    for element in package.elements(part, _COLUMN, _ROW, _MERGED, *_HEADS):
        if element.tag == _ROW:
            row_no = _number(element.get("r"), row_no + 2) - 1
            if _is_true(element.get("hidden")) or _is_zero(element.get("ht")):
                sheet.hidden_rows.add(row_no)
            _read_row(sheet, element, row_no, book)
        elif element.tag == _MERGED:
            ends = [_place(end) for end in (element.get("ref") or "").split(":")]
            if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
                sheet.merges.append((*ends[0], *ends[1]))
        elif element.tag in _HEADS:
            sheet.page_heads.append(element.text or "")
        elif _is_true(element.get("hidden")) or _is_zero(element.get("width")):
            sheet.hidden_columns.append((_number(element.get("min")) - 1, _number(element.get("max")) - 1))
    return sheet


def _read_row(sheet: Sheet, row: etree._Element, row_no: int, book: _Book) -> None:
    col = -1
    for cell in row.iterchildren(_CELL):
        place = _place(cell.get("r") or "")
        col = col + 1 if place is None else place[1]
        if len(cell):
            text = _cell_text(cell, book)
            if text.strip():
                sheet.texts[row_no, col] = text
                sheet.without_result += _has_no_result(cell)


def _cell_text(cell: etree._Element, book: _Book) -> str:
    kind = cell.get("t", "n")
    style = _number(cell.get("s"))
    look = book.looks[style] if 0 <= style < len(book.looks) else _Look("", 0)
    indent = " " * (_BLANKS_PER_INDENT * look.indent)
    if kind == "inlineStr":
        inline = cell.find(_INLINE)
        return "" if inline is None else indent + _rich_text(inline).rstrip()
    value = cell.findtext(_VALUE) or ""
    if kind == "s":
        index = _number(value, -1)
        return indent + book.strings[index].rstrip() if 0 <= index < len(book.strings) else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind in ("str", "e", "d"):
        return indent + value.rstrip()
    if _has_no_result(cell):
        return f"={cell.findtext(_FORMULA) or ''}"
    return indent + _shown_number(value, look, book) if value else ""


def _has_no_result(cell: etree._Element) -> bool:
    """Whether a cell holds a formula of a number, and no number."""
    return cell.get("t", "n") == "n" and not cell.findtext(_VALUE) and cell.find(_FORMULA) is not None


def _shown_number(value: str, look: _Look, book: _Book) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    if number != number or abs(number) == float("inf"):
        return value
    return displayed(number, look.code, is_1904=book.is_1904)


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column from 0 of a reference such as B12."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _number(text: str | None, default: int = 0) -> int:
    if text is None:
        return default
    try:
        return int(text)
    except ValueError as error:
        raise UnreadableError(f"an Excel workbook (.xlsx) with {text[:20]!r} in place of a number: damaged") from error


def _is_zero(size: str | None) -> bool:
    """Whether a row or column is drawn to nothing, which hides it."""
    return size is not None and _ZERO.fullmatch(size) is not None


def _is_true(text: str | None) -> bool:
    return text in ("1", "true", "on")
