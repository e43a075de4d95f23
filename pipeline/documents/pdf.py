"""Native PDF: pages with a text layer, read by pdfplumber, as paragraphs and tables in reading order."""

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from pipeline.documents.model import Block, Content, Paragraph, UnreadableError
from pipeline.documents.pdf_clip import layout_of
from pipeline.documents.pdf_grid import Grid, find_grids
from pipeline.documents.pdf_join import JoinedTable, append, begin, begins_anew, finished, repeats_header, same_columns
from pipeline.documents.pdf_lines import Line
from pipeline.documents.pdf_pages import Page, page_of
from pipeline.documents.pdf_text import Margins, PlacedLine, goes_on, joined, margins, outside_lines, running_lines
from pipeline.documents.pdf_unruled import find_unruled
from pipeline.documents.scan import scanned, with_scans

MOST_PAGES = 3000

Item = PlacedLine | Grid
Group = list[PlacedLine] | JoinedTable

_CONTINUED = re.compile(r"[(（]?续表?[)）]?\d*$")


def read(data: bytes) -> Content:
    """Paragraphs and tables of a PDF; cells have their page and their box on the displayed page.

    Pages without a text layer are recognised. Raises UnreadableError for a file under a password, a damaged one and
    one of more than 3000 pages, and UnsupportedError where pages are scans and text recognition is not installed.
    """
    pages = _pages(data)
    scans = scanned(data, pages)
    return replace(content_of(with_scans(data, pages, scans)), is_recognised=bool(scans))


def _pages(data: bytes) -> list[Page]:
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            count = len(pdf.pages)
            if count > MOST_PAGES:
                raise UnreadableError(f"the PDF has {count} pages; the most that is read is {MOST_PAGES}")
            if not count:
                raise UnreadableError("the PDF has no pages or is damaged")
            pages = []
            for source in pdf.pages:
                source._layout = layout_of(source.page_obj, pdf.rsrcmgr)
                pages.append(page_of(source))
                source.close()
            return pages
    except UnreadableError:
        raise
    except Exception as error:
        if _is_password(error):
            raise UnreadableError("the PDF is under a password; publish it without one") from error
        raise UnreadableError("the PDF is damaged: its structure cannot be read") from error


def _is_password(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, PDFPasswordIncorrect) or any(isinstance(arg, PDFPasswordIncorrect) for arg in error.args):
            return True
        error = error.__cause__ or error.__context__
    return False


def content_of(pages: Sequence[Page]) -> Content:
    """The blocks of these pages."""
    by_number = {page.number: page for page in pages}
    blocks: list[Block] = []
    paragraphs = tables = 0
    for group in _groups(_items(pages), pages):
        if isinstance(group, JoinedTable):
            tables += 1
            blocks.append(finished(group, tables, lambda page, box: by_number[page].place(box)))
        else:
            paragraphs += 1
            blocks.append(Paragraph(paragraphs, joined([placed.line for placed in group]), group[0].page))
    return Content(tuple(blocks), len(pages))


def _items(pages: Sequence[Page]) -> list[Item]:
    """Lines and tables of all pages in reading order, without running heads and page numbers."""
    lines: list[PlacedLine] = []
    grids: list[Grid] = []
    for page in pages:
        found, rest = find_grids(page)
        unruled, rest = find_unruled(page, rest)
        grids.extend([*found, *unruled])
        lines.extend(outside_lines(page, rest))
    running = running_lines(lines, len(pages), _common_size(pages))
    items: list[Item] = [*(placed for index, placed in enumerate(lines) if index not in running), *grids]
    return sorted(items, key=_reading_order)


def _common_size(pages: Sequence[Page]) -> float:
    sizes = Counter(round(glyph.size, 1) for page in pages for glyph in page.glyphs)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _reading_order(item: Item) -> tuple[int, float, float]:
    if isinstance(item, Grid):
        return item.page, item.box.top, item.box.x0
    return item.page, item.top, item.line.x0


def _groups(items: Sequence[Item], pages: Sequence[Page]) -> list[Group]:
    """Lines grouped to paragraphs and tables joined over pages, in reading order."""
    text_margins = _margins(items, pages)
    printed_pages = sorted({item.page for item in items})
    next_page = dict(pairwise(printed_pages))
    groups: list[Group] = []
    titles: list[str] = []
    table: JoinedTable | None = None
    between: list[PlacedLine] = []
    for item in items:
        if isinstance(item, PlacedLine):
            before = groups[-1] if groups else None
            if isinstance(before, list) and goes_on(before[-1], item, text_margins[item.page]):
                before.append(item)
            else:
                groups.append([item])
            between.append(item)
            continue
        follows = table is not None and next_page.get(table.page_to) == item.page
        if table is not None and follows and same_columns(table, item) and not begins_anew(table, item):
            repeated = all(_title_key(placed) in titles and placed.page == item.page for placed in between)
            if not between or (repeated and repeats_header(table, item)):
                del groups[_position(groups, table) + 1 :]
                append(table, item)
                between = []
                continue
        titles = [_title_key(placed) for placed in between]
        table, between = begin(item), []
        groups.append(table)
    return groups


def _margins(items: Sequence[Item], pages: Sequence[Page]) -> dict[int, Margins | None]:
    """The margins of each page, from its own lines, or from those of all pages of its size where it has too few."""
    lines: dict[int, list[Line]] = {page.number: [] for page in pages}
    sizes = {page.number: (round(page.width), round(page.height)) for page in pages}
    of_size: dict[tuple[int, int], list[Line]] = {size: [] for size in sizes.values()}
    for item in items:
        if isinstance(item, PlacedLine):
            lines[item.page].append(item.line)
            of_size[sizes[item.page]].append(item.line)
    common = {size: margins(found) for size, found in of_size.items()}
    return {number: margins(found) or common[sizes[number]] for number, found in lines.items()}


def _position(groups: Sequence[Group], table: JoinedTable) -> int:
    return next(index for index in range(len(groups) - 1, -1, -1) if groups[index] is table)


def _title_key(placed: PlacedLine) -> str:
    return _CONTINUED.sub("", "".join(placed.line.text.split()))
