"""The containers: sheets printed as web page, Word, workbook and PDF of several producers and layouts.

Chromium and LibreOffice print a page of HTML under a style sheet, LibreOffice a workbook. What they print is kept in a
folder by the hash of what was asked, so that a second run reads only.
"""

import hashlib
import io
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from bench.metamorphic_sheets import Sheet
from samples import pdf, word_docx, workbook
from samples.blocks import Block, Paragraph, Table

CACHE = Path(tempfile.gettempdir()) / "metamorphic-printed"
_SECONDS = 240
_MOST_COLUMNS = 14
"""Tables with more columns are printed small, or a page would cut them off."""
_CHROMIUM = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
_CHROMIUM += ["--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer"]

Form = Callable[[Sequence[Sheet], int], bytes]

STYLE = """
@page { size: A4 landscape; margin: 1.5cm }
body { font: 9pt "Noto Serif CJK SC" } p { text-align: center; margin: 4pt; white-space: pre-wrap }
p.right { text-align: right } p.left { text-align: left }
table { border-collapse: collapse; width: 100%; margin-bottom: 12pt; page-break-inside: auto }
td { border: 0.7pt solid black; padding: 2pt 4pt; white-space: pre-wrap } td.figure { text-align: right }
table.wide td { font-size: 4.5pt; padding: 1pt; letter-spacing: -0.1pt }
tr { page-break-inside: avoid } td.head { text-align: center }
"""
STYLES = {
    "ruled": "",
    "no rulings": "td { border: none }",
    "horizontal": "td { border: none; border-bottom: 0.7pt solid black }",
    "three lines": "td { border: none } table { border-top: 1.5pt solid black; border-bottom: 1.5pt solid black }"
    " td.last { border-bottom: 0.7pt solid black }",
    "small pages": "@page { size: A4 landscape; margin: 5.5cm 1.5cm }",
    "small pages, header again": "@page { size: A4 landscape; margin: 5.5cm 1.5cm } .repeat { }",
    "heads and feet": '@page { @top-left { content: "某市民政局部门预算公开"; font-size: 8pt }'
    ' @bottom-center { content: "— " counter(page) " —"; font-size: 9pt } }',
    "open sides": "td.leftmost { border-left: none } td.rightmost { border-right: none }",
    "thick frame": "table { border: 2pt solid black } td { border: 0.25pt solid #888 }",
    "double": "table { border-collapse: separate; border-spacing: 1.5pt; border: 0.7pt solid black }",
    "rows cut": "@page { size: A4 landscape; margin: 6cm 1.5cm } tr { page-break-inside: auto }"
    " td { padding: 6pt 4pt }",
    "sans": 'body { font: 7pt "Noto Sans CJK SC" }',
    "large": 'body { font: 12pt "Noto Sans CJK SC" } @page { size: A3 landscape }',
    "narrow": "table { table-layout: fixed } td { word-break: break-all; padding: 1pt 2pt } @page { size: A4 }"
    " body { font-size: 8pt }",
    "narrow, no rulings": "table { table-layout: fixed } td { border: none; word-break: break-all; padding: 1pt 4pt }"
    " @page { size: A4 }",
    "narrow headers": "td.head { width: 2.2em; word-break: break-all } td.head.figure { text-align: center }",
    "dotted": "td { border: 0.5pt dotted gray }",
    "shaded": "td { border: 1pt solid white; background: #dde } td.head { background: #88a }",
    "top aligned": "td { vertical-align: top; padding: 6pt }",
    "centred figures": "td.figure { text-align: center }",
    "left figures": "td.figure { text-align: left }",
    "touching": "table { margin: 0 } p { margin: 0 }",
    "no rulings, centred figures": "td { border: none } td.figure { text-align: center }",
    "no rulings, spread": "td { border: none } td.head, td.text { letter-spacing: 0.3em }",
    "three lines, centred figures": "td { border: none } td.figure { text-align: center } td.last { border-bottom:"
    " 0.7pt solid black } table { border-top: 1.5pt solid black; border-bottom: 1.5pt solid black }",
}


def blocks_of(sheets: Sequence[Sheet], year: int) -> list[Block]:
    """The whole disclosure."""
    head: list[Block] = [Paragraph(f"某市民政局{year}年部门预算公开")]
    return [*head, *(block for sheet in sheets for block in sheet.printed())]


def page(sheets: Sequence[Sheet], year: int, style: str, *, repeat: bool = False) -> bytes:
    """A page of HTML; ``repeat`` prints the header again on each page."""
    parts = []
    blocks = blocks_of(sheets, year)
    for block in blocks:
        if isinstance(block, Paragraph):
            side = "right" if block.text.startswith("单位：") else "left" if "：" in block.text else ""
            parts.append(f'<p class="{side}">{escape(block.text)}</p>')
        else:
            parts.append(table_html(block, repeat=repeat))
    body = "\n".join(parts)
    head = f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><style>{style}</style></head>'
    return f"{head}<body>{body}</body></html>".encode()


def table_html(table: Table, *, repeat: bool = False) -> str:
    """A table as HTML; ``repeat`` puts its header at the top of each page."""
    rows = []
    of_figures = _columns_of_figures(table)
    for number, row in enumerate(table.placed(), start=1):
        cells = []
        for placed in row:
            if placed.row_in_cell:
                continue
            cell = placed.cell
            is_figure = placed.column in of_figures and _is_number(cell.text)
            names = ["head" if number <= table.header_rows else "figure" if is_figure else "text"]
            names += ["leftmost"] * (placed.column == 0)
            names += ["rightmost"] * (placed.column + cell.cols == table.width)
            names += ["last"] * (number + cell.rows - 1 == table.header_rows)
            spans = f' colspan="{cell.cols}"' * (cell.cols > 1) + f' rowspan="{cell.rows}"' * (cell.rows > 1)
            cells.append(f'<td class="{" ".join(names)}"{spans}>{escape(cell.text) or "&nbsp;"}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    start = '<table class="wide">' if table.width > _MOST_COLUMNS else "<table>"
    if repeat and table.header_rows:
        head, body = rows[: table.header_rows], rows[table.header_rows :]
        return f"{start}<thead>{''.join(head)}</thead><tbody>{''.join(body)}</tbody></table>"
    return f"{start}<tbody>{''.join(rows)}</tbody></table>"


def _columns_of_figures(table: Table) -> set[int]:
    """The columns of amounts: with a decimal or thousands in some row, or of numbers that are long for a code."""
    found: set[int] = set()
    codes: set[int] = set()
    for number, row in enumerate(table.placed(), start=1):
        for placed in row:
            text = placed.cell.text
            if number <= table.header_rows:
                codes |= {placed.column} if "码" in text else set()
            elif _is_number(text) and (not text.strip().isdigit() or (placed.column not in codes and len(text) > 7)):
                found.add(placed.column)
    return found


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "").replace("-", "").strip().isdigit()


def html(sheets: Sequence[Sheet], year: int) -> bytes:
    """A web page."""
    return page(sheets, year, "")


def chromium(style: str) -> Form:
    """PDF as a browser prints it."""

    def write(sheets: Sequence[Sheet], year: int) -> bytes:
        return printed_by_chromium(page(sheets, year, STYLE + STYLES[style], repeat="again" in style))

    return write


def printed_by_chromium(data: bytes) -> bytes:
    """A page of HTML as PDF."""
    return _kept(b"chromium" + data, lambda folder: _chromium(data, folder))


def _chromium(data: bytes, folder: Path) -> bytes:
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_bytes(data)
    command = [_tool("chromium"), *_CHROMIUM, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}"]
    subprocess.run([*command, source.as_uri()], check=True, capture_output=True, timeout=_SECONDS)
    return target.read_bytes()


def office(suffix: str, make: Form) -> Form:
    """PDF as LibreOffice prints a file."""

    def write(sheets: Sequence[Sheet], year: int) -> bytes:
        data = make(sheets, year)
        return _kept(b"office" + suffix.encode() + data, lambda folder: _office(data, suffix, folder))

    return write


def _office(data: bytes, suffix: str, folder: Path) -> bytes:
    source = folder / f"page{suffix}"
    source.write_bytes(data)
    command = [_tool("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
    return (folder / "page.pdf").read_bytes()


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise RuntimeError(f"{name} is not installed; install it or name only forms that need none")
    return found


def _kept(key: bytes, make: Callable[[Path], bytes]) -> bytes:
    file = CACHE / hashlib.sha256(key).hexdigest()
    if not file.exists():
        CACHE.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            data = make(Path(folder))
        half = file.with_suffix(f".{hashlib.sha256(folder.encode()).hexdigest()[:8]}")
        half.write_bytes(data)
        half.rename(file)
    return file.read_bytes()


def docx(sheets: Sequence[Sheet], year: int) -> bytes:
    """A Word document."""
    return word_docx.write(blocks_of(sheets, year))


def bordered_docx(sheets: Sequence[Sheet], year: int) -> bytes:
    """A Word document on wide pages whose tables have borders, as people make it."""
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    return wide_docx(sheets, year, "".join(f'<w:{edge} w:val="single" w:sz="4"/>' for edge in edges))


def wide_docx(sheets: Sequence[Sheet], year: int, edges: str = "") -> bytes:
    """A Word document on wide pages."""
    page = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:body>'
    source, target = io.BytesIO(docx(sheets, year)), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode().replace("</w:body>", page)
            text = text.replace(
                "<w:tblPr/>",
                f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>',
            )
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)
    return target.getvalue()


def xlsx(sheets: Sequence[Sheet], year: int) -> bytes:
    """A workbook of one sheet per statement."""
    return workbook.write(blocks_of(sheets, year))


def drawn(sheets: Sequence[Sheet], year: int) -> bytes:
    """PDF drawn by a report writer, in a font that is not embedded."""
    return pdf.write(blocks_of(sheets, year))


def unruled_html(sheets: Sequence[Sheet], year: int) -> bytes:
    """A web page whose tables have no borders."""
    return page(sheets, year, "@page { size: A4 landscape } table { width: 100% } td { border: none }")


def book(width: float, *, fit: bool, ruled: bool = True) -> Form:
    """A workbook with widths and borders, as people make it; not to ``fit`` splits wide tables over pages."""

    def write(sheets: Sequence[Sheet], year: int) -> bytes:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Border, Side
        from openpyxl.utils import get_column_letter

        made = Workbook()
        made.remove(made.active)
        thin = Side(style="thin")
        for number, sheet in enumerate(sheets, start=1):
            target = made.create_sheet(f"表{number}")
            lines = [*sheet.before_title, sheet.title, *sheet.above, *([f"单位：{sheet.unit}"] * sheet.unit_line)]
            lines = [line for line in lines if line]
            for row, line in enumerate(lines, start=1):
                target.cell(row, 1, line)
                if sheet.n_cols > 1:
                    target.merge_cells(start_row=row, end_row=row, start_column=1, end_column=sheet.n_cols)
                target.cell(row, 1).alignment = Alignment(horizontal="center" if line == sheet.title else "right")
            for item in sheet.items:
                row = item.row + len(lines)
                cell = target.cell(row, item.col, item.text)
                right = item.fact is not None
                cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="right" if right else None)
                for at in range(row, row + item.row_span if ruled else row):
                    for col in range(item.col, item.col + item.col_span):
                        target.cell(at, col).border = Border(thin, thin, thin, thin)
                if item.row_span > 1 or item.col_span > 1:
                    target.merge_cells(
                        start_row=row, end_row=row + item.row_span - 1,
                        start_column=item.col, end_column=item.col + item.col_span - 1,
                    )  # fmt: skip
            for row, height in _heights(sheet, width).items():
                target.row_dimensions[row + len(lines)].height = height
            for row, line in enumerate(sheet.below, start=len(lines) + sheet.n_rows + 1):
                target.cell(row, 1, line)
            for col in range(1, sheet.n_cols + 1):
                target.column_dimensions[get_column_letter(col)].width = _width(sheet, col, width)
            target.page_setup.paperSize = target.PAPERSIZE_A4
            target.page_setup.orientation = "landscape"
            target.sheet_properties.pageSetUpPr.fitToPage = fit
            target.page_setup.fitToHeight = 0
            target.oddFooter.center.text = "第 &P 页"
        made.properties.created = made.properties.modified = __import__("datetime").datetime(2020, 1, 1)
        file = io.BytesIO()
        made.save(file)
        return file.getvalue()

    return write


def _width(sheet: Sheet, col: int, widest: float) -> float:
    """The width of a column in digits."""
    longest = max((len(item.text) for item in sheet.items if item.col == col and item.col_span == 1), default=0)
    return min(longest * 1.6 + 3, widest)


def _heights(sheet: Sheet, widest: float) -> dict[int, float]:
    """The heights of rows in points: as many lines as their texts need."""
    heights: dict[int, float] = {}
    for item in sheet.items:
        width = sum(_width(sheet, col, widest) for col in range(item.col, item.col + item.col_span))
        lines = sum(-int(-len(line) * 2.4 // width) for line in item.text.split("\n")) or 1
        for row in range(item.row, item.row + item.row_span):
            heights[row] = max(heights.get(row, 0), 4 + 14 * lines / item.row_span)
    return heights


FORMS: dict[str, Form] = {
    "html": html,
    "docx": docx,
    "xlsx": xlsx,
    "pdf drawn": drawn,
    **{f"chromium, {name}": chromium(name) for name in STYLES},
    "office of docx": office(".docx", bordered_docx),
    "office of html": office(".html", html),
    "office of docx, no rulings": office(".docx", wide_docx),
    "office of html, no rulings": office(".html", unruled_html),
    "office of xlsx, no rulings": office(".xlsx", book(30, fit=True, ruled=False)),
    "office of xlsx": office(".xlsx", book(30, fit=True)),
    "office of xlsx, wide over pages": office(".xlsx", book(20, fit=False)),
}
