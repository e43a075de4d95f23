"""Web pages (.html): the text and tables of the page in reading order, without its navigation.

Left out are scripts, forms, hidden parts, the page's own navigation and blocks that are mostly links; but a form that
holds a table of figures or most of the text is the page, as servers of some kinds wrap it. A table whose cells hold
tables, or that has a single column, lays out the page and is unwrapped. Nothing is fetched or executed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.documents.building import Builder, Placed, make_table
from pipeline.documents.encoding import CHINESE, decode
from pipeline.documents.model import Content, UnreadableError
from pipeline.documents.text.delimited import parts
from pipeline.documents.web.html_displays import apply_displays
from pipeline.documents.web.html_rows import group_ends, rows_of
from pipeline.documents.web.html_shown import DROPPED, hides, is_dropped, is_hidden
from pipeline.documents.web.html_widths import Measure, measure, snapped

VERSION = "19"

_NEVER_TEXT = DROPPED - {"form"}
_FIGURE = re.compile(r"\s*-?\d[\d,]*(?:\.\d+)?\s*")
_BLOCKS = frozenset(
    (
        "html", "body", "address", "article", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main",
        "menu", "ol", "p", "pre", "section", "summary", "ul", "table", "caption", "thead", "tbody", "tfoot", "tr", "td",
        "th",
    )
)  # fmt: skip
_LINKED = frozenset(("div", "ul", "ol", "dl", "li", "section", "header", "menu", "center"))
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,30})", re.I)
# What a page says that Excel saved.
_EXCEL = re.compile(rb"urn:schemas-microsoft-com:office:excel|content=[\"']?(?:Microsoft Excel|Excel\.Sheet)", re.I)
_INDENT = re.compile(
    r"(?:^|;)\s*(?:text-indent|padding-left|margin-left)\s*:\s*(?P<value>-?\d+(?:\.\d+)?)\s*(?P<unit>pt|px|em|cm|mm)",
    re.I,
)
_BLANKS_PER_UNIT = {"pt": 1 / 5.25, "px": 1 / 7, "em": 2.0, "cm": 5.4, "mm": 0.54}
_MAX_BLANKS = 40
_SPACE = re.compile(r"[ \t\n\r\f]+")
_WRAPPED = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*[\n\r]+[ \t\n\r]*(?=[\u2e80-\u9fff\uff00-\uffef])")
_MAX_SPAN = 1000
_MAX_CELLS = 500_000
_MAX_DEPTH = 240
_MOSTLY_LINKS = 0.6
_MAX_BROKEN = 0.001


def read(data: bytes) -> Content:
    """The content of a web page; raises UnreadableError where it is nested too deeply or its encoding is unknown."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(_text(data).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("a web page that is empty or damaged") from error
    if root is None:
        raise UnreadableError("a web page without content")
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise UnreadableError("a web page that is nested too deeply")
    _check_depth(root)
    _open_forms(root)
    apply_displays(root)
    if _EXCEL.search(data[:8192]):
        _show_cut_texts(root)
    if sum(1 for _ in root.iter("td", "th")) > _MAX_CELLS:
        raise UnreadableError("a web page whose tables have more cells than any disclosure has")
    links = _Links(root)
    builder = Builder()
    body = root.find("body")
    _Flow(builder, links).story(root if body is None else body)
    return builder.content()


def _text(data: bytes) -> str:
    """The page's text: in the encoding that it declares if that fits, else as any text file."""
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decode(data)
    declared = _META.search(data[:8192]) or _XML_ENCODING.match(data[:200])
    if declared is None:
        return decode(data)
    name = declared[1].decode("ascii").lower()
    name = "gb18030" if name in CHINESE else name
    try:
        return data.decode(name)
    except LookupError:
        return decode(data)
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
        # A page that is put together from parts may have a few broken bytes; anything more is another encoding.
        return text if text.count("\ufffd") <= len(text) * _MAX_BROKEN else decode(data)


def _check_depth(root: etree._Element) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _MAX_DEPTH:
            raise UnreadableError("a web page that is nested too deeply")


def _open_forms(root: etree._Element) -> None:
    """Make parts of the page of the forms that are no boxes for a search or a login: they hold a table of figures, or
    more than two thirds of the text.
    """
    forms = list(root.iter("form"))
    whole = sum(map(len, _texts(root))) if forms else 0
    for form in forms:
        cells = (text for cell in form.iter("td", "th") for text in _texts(cell))
        if any(map(_FIGURE.fullmatch, cells)) or 3 * sum(map(len, _texts(form))) > 2 * whole:
            form.tag = "main"


def _texts(element: etree._Element) -> Iterator[str]:
    """The pieces of text that an element shows, without blanks around them, those of forms included."""
    yield (element.text or "").strip()
    for child in element:
        if child.tag not in _NEVER_TEXT and not is_hidden(child):
            yield from _texts(child)
        yield (child.tail or "").strip()


def _show_cut_texts(root: etree._Element) -> None:
    """Show the ends of texts that are too long for their column, which Excel hides in the cells of its pages."""
    for cell in root.iter("td"):
        for end in cell.iterchildren("span"):
            previous = end.getprevious()
            before = cell.text if previous is None else previous.tail
            if (before or "").strip() and hides(end.get("style")):
                del end.attrib["style"]


class _Links:
    """Which elements are mostly links: menus, lists of other pages, the way to this page."""

    def __init__(self, root: etree._Element) -> None:
        self._lengths: dict[etree._Element, tuple[int, int]] = {}
        for _, element in etree.iterwalk(root, events=("end",)):
            own = 0 if is_dropped(element) else len(_SPACE.sub("", element.text or ""))
            linked = 0
            for child in element:
                length, of_links = self._lengths[child]
                own += length + len(_SPACE.sub("", child.tail or ""))
                linked += of_links
            if is_dropped(element):
                own = linked = 0
            self._lengths[element] = (own, own if element.tag == "a" else linked)

    def is_menu(self, element: etree._Element) -> bool:
        """Whether a block is mostly links."""
        length, linked = self._lengths[element]
        return element.tag in _LINKED and length > 0 and linked > _MOSTLY_LINKS * length


@dataclass(slots=True)
class _Grid:
    cells: list[Placed] = field(default_factory=list)
    n_rows: int = 0


@dataclass(slots=True)
class _Line:
    """The line of text being collected."""

    pieces: list[str] = field(default_factory=list)

    def take(self) -> str:
        text = _WRAPPED.sub("", "".join(self.pieces))
        self.pieces.clear()
        return _SPACE.sub(" ", text).strip(" ").replace("\xa0", " ")


class _Flow:
    """Walks elements in order; a story gives paragraphs and tables, a cell gives lines."""

    def __init__(self, builder: Builder, links: _Links) -> None:
        self._builder = builder
        self._links = links

    def story(self, container: etree._Element) -> None:
        """Adds what a container shows."""
        line = _Line()
        for part in self._parts(container):
            if isinstance(part, str):
                line.pieces.append(part)
                continue
            self._builder.paragraph(line.take())
            if part is not None and part.tag == "pre":
                self._preformatted(part)
            elif part is not None:
                self._table(part)
        self._builder.paragraph(line.take())

    def _parts(self, element: etree._Element) -> Iterator[str | etree._Element | None]:
        """Pieces of text, tables, and None where a line ends."""
        if element.text:
            yield element.text
        for child in element:
            if not isinstance(child.tag, str):
                pass
            elif child.tag == "br":
                yield None
            elif is_dropped(child) or self._links.is_menu(child):
                yield None if child.tag in _BLOCKS else ""
            elif child.tag in ("table", "pre"):
                yield child
            elif child.tag in _BLOCKS:
                yield None
                yield from self._parts(child)
                yield None
            else:
                yield from self._parts(child)
            if child.tail:
                yield child.tail

    def _preformatted(self, element: etree._Element) -> None:
        """Lines that are shown as they are written; tables of text among them are tables."""
        for part in parts(_lines_of(element)):
            if isinstance(part, str):
                self._builder.paragraph(part.strip())
            else:
                cells = [Placed(r, c, c + 1, text.strip()) for r, row in enumerate(part) for c, text in enumerate(row)]
                self._builder.table(cells, len(part))

    def _table(self, table: etree._Element) -> None:
        rows = rows_of(table)
        caption = table.find("caption")
        if caption is not None:
            self.story(caption)
        if _is_layout(rows):
            for row in rows:
                for cell in row:
                    self.story(cell)
            return
        grid = self._grid(table, rows)
        self._builder.table(grid.cells, grid.n_rows)

    def _grid(self, table: etree._Element, rows: list[list[etree._Element]]) -> _Grid:
        """The cells at their places, as browsers place them; a span ends at a cell that already stands there."""
        grid = _Grid(n_rows=len(rows))
        widths: dict[tuple[int, int], Measure] = {}
        below: dict[int, int] = {}
        ends = group_ends(table)
        for row_no, row in enumerate(rows):
            col = 0
            for cell in row:
                while below.get(col, 0) > row_no:
                    col += 1
                right = col + 1
                wanted = col + _span(cell, "colspan")
                while right < wanted and below.get(right, 0) <= row_no:
                    right += 1
                span = _span(cell, "rowspan") if cell.get("rowspan", "1").strip() != "0" else len(rows)
                row_span = min(span, ends[row_no] - row_no)
                for column in range(col, right):
                    below[column] = row_no + row_span
                grid.cells.append(Placed(row_no, col, right, self._cell(cell), row_span))
                stated = measure(cell)
                if stated is not None:
                    widths.setdefault((col, right), stated)
                col = right
        hidden = set(_hidden_columns(table))
        if hidden:
            grid.cells = [cell for cell in grid.cells if not hidden.issuperset(range(cell.left, cell.right))]
        snapped(table, grid.cells, widths)
        return grid

    def _cell(self, cell: etree._Element) -> str:
        lines: list[str] = []
        line = _Line()
        for part in self._parts(cell):
            if isinstance(part, str):
                line.pieces.append(part)
                continue
            lines.append(line.take())
            if part is not None and part.tag == "pre":
                lines.extend(_lines_of(part))
            elif part is not None:
                lines.extend(self._as_lines(part))
        lines.append(line.take())
        text = "\n".join(text.rstrip() for text in lines if text.strip())
        return " " * _blanks(cell) + text if text else ""

    def _as_lines(self, table: etree._Element) -> list[str]:
        grid = self._grid(table, rows_of(table))
        made = make_table(0, grid.cells, grid.n_rows)
        return [] if made is None else [" ".join(cell.text for cell in row if cell.text) for row in made.rows]


def _hidden_columns(table: etree._Element) -> Iterator[int]:
    """The columns, from 0, that a table lists as hidden."""
    number = 0
    for column in table.iterfind("./col") if table.find("colgroup") is None else table.iterfind("./colgroup/col"):
        count = _span(column, "span")
        if is_hidden(column):
            yield from range(number, number + count)
        number += count


def _lines_of(element: etree._Element) -> list[str]:
    """The lines of preformatted text."""
    for line_break in element.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return "".join(map(str, element.itertext())).replace("\r\n", "\n").replace("\xa0", " ").split("\n")


def _is_layout(rows: list[list[etree._Element]]) -> bool:
    """Whether a table only places things: it has one column, or a cell holds a table of several rows and columns."""
    if all(len(row) <= 1 for row in rows):
        return True
    return any(_is_tabular(inner) for row in rows for cell in row for inner in cell.iter("table"))


def _is_tabular(table: etree._Element) -> bool:
    rows = rows_of(table)
    return sum(len(row) > 1 for row in rows) > 1 or any(inner is not table for inner in table.iter("table"))


def _span(cell: etree._Element, name: str) -> int:
    match = re.match(r"\s*(\d{1,6})", cell.get(name) or "")
    return min(max(int(match[1]), 1), _MAX_SPAN) if match else 1


def _blanks(cell: etree._Element) -> int:
    """The blanks that stand for the indentation that a cell, or its first block, gives in its style."""
    style = cell.get("style") or ""
    first = next((child for child in cell if isinstance(child.tag, str)), None)
    if first is not None and first.tag in ("p", "div") and not (cell.text or "").strip():
        style += ";" + (first.get("style") or "")
    if re.search(r"text-align\s*:\s*(center|right)", style, re.I) or cell.get("align") in ("center", "right"):
        return 0
    width = sum(float(match["value"]) * _BLANKS_PER_UNIT[match["unit"].lower()] for match in _INDENT.finditer(style))
    return min(max(round(width), 0), _MAX_BLANKS)
