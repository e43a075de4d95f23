"""More containers: text in its dialects, pages that are turned, tables side by side on a page."""

import csv
import ctypes
import io
from collections.abc import Sequence
from html import escape

import pypdfium2
import pypdfium2.raw as pdfium

from bench.metamorphic_forms import FORMS as CONTAINERS
from bench.metamorphic_forms import STYLE, Form, blocks_of, chromium, printed_by_chromium, table_html
from bench.metamorphic_sheets import Sheet
from samples import word_text
from samples.blocks import Block, Paragraph

_MOST_BESIDE = 5, 24
"""Tables with more columns or rows do not stand beside another."""


def text_export(sheets: Sequence[Sheet], year: int) -> bytes:
    """Text as a word processor exports it, one cell a line."""
    return word_text.write(blocks_of(sheets, year)).encode()


def lines_of(blocks: Sequence[Block]) -> list[list[str]]:
    """Paragraphs and rows as lists of texts; a merged cell is printed once and leaves blanks."""
    lines: list[list[str]] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append([block.text])
            continue
        for row in block.placed():
            line = [""] * block.width
            for placed in row:
                line[placed.column] = "" if placed.row_in_cell else placed.cell.text
            lines.append(line)
    return lines


def delimited(sign: str) -> Form:
    """Lines of cells that ``sign`` parts, as a spreadsheet saves them."""

    def write(sheets: Sequence[Sheet], year: int) -> bytes:
        file = io.StringIO()
        lines = lines_of(blocks_of(sheets, year))
        width = max(len(line) for line in lines)
        csv.writer(file, delimiter=sign).writerows([*line, *[""] * (width - len(line))] for line in lines)
        return file.getvalue().encode("utf-8-sig")

    return write


def turned(*, sideways: bool) -> Form:
    """PDF whose pages are turned by 90 degrees to be looked at, and so drawn that they are upright then or lie."""

    def write(sheets: Sequence[Sheet], year: int) -> bytes:
        document = pypdfium2.PdfDocument(chromium("ruled")(sheets, year))
        for page in document:
            width, height = page.get_size()
            # A quarter to the left: (x, y) is drawn at (height - y, x).
            matrix = pdfium.FS_MATRIX(0, 1, -1, 0, height, 0)
            clip = pdfium.FS_RECTF(0, width, height, 0)
            pdfium.FPDFPage_TransFormWithClip(page, ctypes.byref(matrix), ctypes.byref(clip))
            page.set_mediabox(0, 0, height, width)
            page.set_cropbox(0, 0, height, width)
            page.set_rotation(0 if sideways else 90)
            pdfium.FPDFPage_GenerateContent(page)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    return write


def beside(sheets: Sequence[Sheet], year: int) -> bytes:
    """PDF on which two narrow tables with their titles stand beside each other."""
    parts: list[str] = [f"<p>某市民政局{year}年部门预算公开</p>"]
    waiting: Sheet | None = None
    for sheet in sheets:
        if sheet.n_cols > _MOST_BESIDE[0] or sheet.n_rows > _MOST_BESIDE[1]:
            parts.append(_one(sheet))
        elif waiting is None:
            waiting = sheet
        else:
            halves = "".join(f'<div class="half">{_one(each)}</div>' for each in (waiting, sheet))
            parts.append(f'<div class="pair">{halves}</div>')
            waiting = None
    parts += [_one(waiting)] if waiting is not None else []
    style = STYLE + ".pair { display: flex; gap: 1cm; break-inside: avoid } .half { flex: 1 } td { font-size: 7pt }"
    head = f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><style>{style}</style></head>'
    return printed_by_chromium(f"{head}<body>{''.join(parts)}</body></html>".encode())


def _one(sheet: Sheet) -> str:
    blocks = sheet.printed()
    return "".join(f"<p>{escape(b.text)}</p>" if isinstance(b, Paragraph) else table_html(b) for b in blocks)


FORMS: dict[str, Form] = {
    **CONTAINERS,
    "text export": text_export,
    "csv": delimited(","),
    "tabs": delimited("\t"),
    "pages turned": turned(sideways=False),
    "pages sideways": turned(sideways=True),
    "two beside": beside,
}
