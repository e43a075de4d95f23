"""Workbooks (.xlsx) of the blocks: the paragraphs before a table are the first rows of its sheet.

Figures are numbers with a number format, everything else is text.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from samples.blocks import Block, Paragraph, Placed, Table

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = '<cellXfs><xf numFmtId="0"/><xf numFmtId="2"/></cellXfs>'
_MONEY = re.compile(r"-?(0|[1-9]\d{0,12})\.\d{2}")


def write(blocks: Iterable[Block]) -> bytes:
    """The whole workbook as the bytes of an .xlsx file."""
    sheets = [_sheet(paragraphs, table) for paragraphs, table in _parts(blocks)]
    parts = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(sheets, start=1)}
    names = "".join(f'<sheet name="Sheet{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(sheets) + 1))
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts |= {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}relationships">{relations}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{_STYLES}</styleSheet>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), _HEAD + xml, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _parts(blocks: Iterable[Block]) -> Iterator[tuple[list[Paragraph], Table | None]]:
    """Each table with the paragraphs before it, and the paragraphs after the last one."""
    paragraphs: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            paragraphs.append(block)
        else:
            yield paragraphs, block
            paragraphs = []
    if paragraphs:
        yield paragraphs, None


def _sheet(paragraphs: Sequence[Paragraph], table: Table | None) -> str:
    rows = [f'<row r="{n}">{_text(f"A{n}", p.lead + p.text)}</row>' for n, p in enumerate(paragraphs, start=1)]
    merges: list[str] = []
    for number, row in enumerate(table.placed() if table else (), start=len(paragraphs) + 1):
        begun = [item for item in row if not item.row_in_cell]
        rows.append(f'<row r="{number}">{"".join(_cell(item, number) for item in begun)}</row>')
        merges += [_range(item, number) for item in begun if item.cell.cols > 1 or item.cell.rows > 1]
    merged = "".join(f'<mergeCell ref="{reference}"/>' for reference in merges)
    after = f"<mergeCells>{merged}</mergeCells>" if merges else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'


def _cell(placed: Placed, row: int) -> str:
    place = f"{_letter(placed.column)}{row}"
    if _MONEY.fullmatch(placed.cell.text):
        return f'<c r="{place}" s="1"><v>{placed.cell.text}</v></c>'
    return _text(place, placed.cell.text)


def _text(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _range(placed: Placed, row: int) -> str:
    last = f"{_letter(placed.column + placed.cell.cols - 1)}{row + placed.cell.rows - 1}"
    return f"{_letter(placed.column)}{row}:{last}"


def _letter(column: int) -> str:
    return chr(ord("A") + column) if column < 26 else _letter(column // 26 - 1) + _letter(column % 26)
