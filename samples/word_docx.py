"""Word documents (.docx) of the blocks: what a word processor would save of the same disclosure.

Merged cells are spans of a table grid, list marks and page furniture are left to the reader's tests. The same blocks
give the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

from samples.blocks import Block, Paragraph, Placed, Table

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    _HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    _HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_TABLE_WIDTH = 9000


def write(blocks: Iterable[Block]) -> bytes:
    """The whole document as the bytes of a .docx file."""
    body = "".join(_paragraph(block) if isinstance(block, Paragraph) else _table(block) for block in blocks)
    return package({"word/document.xml": f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'})


def package(parts: dict[str, str]) -> bytes:
    """A .docx of these parts (path in the package -> XML), with the parts that every package has."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, **parts}.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _paragraph(paragraph: Paragraph) -> str:
    return _text(paragraph.lead + paragraph.text)


def _text(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _table(table: Table) -> str:
    width = table.width
    grid = "".join(f'<w:gridCol w:w="{_TABLE_WIDTH // width}"/>' for _ in range(width))
    rows = "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in table.placed())
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _cell(placed: Placed) -> str:
    cell = placed.cell
    properties = f'<w:gridSpan w:val="{cell.cols}"/>' if cell.cols > 1 else ""
    if cell.rows > 1:
        properties += "<w:vMerge/>" if placed.row_in_cell else '<w:vMerge w:val="restart"/>'
    text = "<w:p/>" if placed.row_in_cell else "".join(map(_text, cell.text.split("\n")))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>"
