"""Word documents (.docx): paragraphs and tables of the body in order, as printed with all changes accepted.

Workbooks and documents that are embedded are read where they stand. Of page headers what the body does not say stands
before their section; footers, notes and comments are no part of it; macros and whatever the file refers to outside
itself are never looked at. The format has no pages before it is laid out, so no block has one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from pipeline.documents.building import Builder, Placed, make_table
from pipeline.documents.embedded import content_of
from pipeline.documents.model import Content, UnreadableError
from pipeline.documents.packages import Package
from pipeline.documents.scan.pictured import pictured
from pipeline.documents.word.docx_grid import RowShape, capped, cell_lines
from pipeline.documents.word.docx_heads import page_heads
from pipeline.documents.word.docx_styles import Numbering, Properties, Styles, W, is_on, number_of, properties_of
from pipeline.documents.word.docx_text import ID, Chart, Chunk, Inline, Part, Picture, chosen
from pipeline.documents.word.indentation import blanks

VERSION = "18"

_P, _TBL, _TR, _TC, _CHUNK = W + "p", W + "tbl", W + "tr", W + "tc", W + "altChunk"
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_SECTION = f"{W}pPr/{W}sectPr"
_PROPERTIES, _ROW_PROPERTIES, _CELL_PROPERTIES = W + "pPr", W + "trPr", W + "tcPr"
_SPAN, _WIDTH, _MERGE, _MERGE_ACROSS, _DELETED = (
    W + name for name in ("gridSpan", "tcW", "vMerge", "hMerge", "cellDel")
)
_MOST_EMBEDDED = 3
_INDENTED = frozenset((None, "left", "start", "both", "distribute"))


def read(data: bytes) -> Content:
    """The content of a .docx; raises UnreadableError where the package or its XML is damaged or a bomb."""
    return _read(data, 0)


def _read(data: bytes, depth: int) -> Content:
    """The content of a document that is embedded in so many others."""
    if depth > _MOST_EMBEDDED:
        raise UnreadableError("documents embedded in each other more deeply than is read")
    package = Package(data, "a Word document (.docx)")
    root = package.xml("word/document.xml")
    reader = _Reader(
        Styles(package.xml("word/styles.xml") if "word/styles.xml" in package else None),
        Numbering(package.xml("word/numbering.xml") if "word/numbering.xml" in package else None),
        _Objects(package, depth),
    )
    body = root.find(W + "body")
    if body is not None:
        reader.story(body, page_heads(package, body))
    return reader.builder.content()


class _Objects:
    """The objects that are embedded in a package."""

    def __init__(self, package: Package, depth: int) -> None:
        self._package = package
        self._depth = depth
        self._parts = package.relations("word/document.xml")

    def content(self, found: Part) -> Content:
        """What an object or a picture shows; raises UnreadableError where that is not read."""
        if isinstance(found, Chart):
            raise UnreadableError("its figures are not read; publish them as a table")
        part = self._parts.get(found.part)
        if part is None:
            raise UnreadableError("it is not in the file")
        data = self._package.read(part)
        if isinstance(found, Picture):
            return pictured(data)
        return content_of(data, is_whole=found.is_whole, document=lambda inner: _read(inner, self._depth + 1))


@dataclass(slots=True)
class _Grid:
    """A table whose texts are read, with the tables that stand in its cells."""

    cells: list[Placed]
    n_rows: int
    nested: list["_Grid"] = field(default_factory=list)

    @property
    def is_tabular(self) -> bool:
        """Whether it has at least two rows and two columns; anything less is text in a frame."""
        return self.n_rows >= 2 and len({cell.left for cell in self.cells}) >= 2


@dataclass(slots=True)
class _Row:
    shape: RowShape
    cells: list[etree._Element]
    merges: list[str | None]


@dataclass(slots=True)
class _Printed:
    """A paragraph: its text with list number, what it holds besides, whether the next paragraph continues it (their
    mark is deleted or hidden), and the blanks that stand for its indentation."""

    text: str
    inline: Inline
    runs_on: bool
    blanks: int = 0


def _inside(parent: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """The wanted elements in a container, through content controls and accepted insertions."""
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, *wanted)
        elif child.tag == _ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from _inside(branch, *wanted)


class _Reader:
    """Reads a document once, from its beginning to its end: list numbers count along."""

    def __init__(self, styles: Styles, numbering: Numbering, objects: _Objects) -> None:
        self.builder = Builder()
        self._styles = styles
        self._numbering = numbering
        self._objects = objects
        # Objects in the cells of the table that is being read stand behind it.
        self._held: list[Part] = []

    def story(self, container: etree._Element, heads: Sequence[Sequence[etree._Element]] = ()) -> None:
        """Adds the paragraphs and tables of the body, of a text box, or of a cell that only lays out.

        ``heads``: the page headers of each section of the body.
        """
        carried = ""
        sections = iter(heads)
        self._page_head(next(sections, ()))
        for element in _inside(container, _P, _TBL, _CHUNK):
            if element.tag == _TBL:
                self._table(element)
                continue
            if element.tag == _CHUNK:
                self._show([Chunk(element.get(ID) or "")])
                continue
            paragraph = self._paragraph(element)
            carried += paragraph.text
            if not paragraph.runs_on:
                self.builder.paragraph(carried)
                carried = ""
            for box in paragraph.inline.boxes:
                self.story(box)
            if paragraph.inline.objects:
                self.builder.paragraph(carried)
                carried = ""
            self._show(paragraph.inline.objects)
            if element.find(_SECTION) is not None:
                self._page_head(next(sections, ()))
        self.builder.paragraph(carried)

    def _page_head(self, heads: Sequence[etree._Element]) -> None:
        if heads:
            self.builder.page_head("\n".join(self._paragraph(line).text for head in heads for line in head.iter(_P)))

    def _show(self, objects: Sequence[Part]) -> None:
        for found in objects:
            try:
                self.builder.include(self._objects.content(found))
            except UnreadableError as error:
                self.builder.unread(f"{found.name}: {error}")

    def _table(self, element: etree._Element) -> None:
        rows = _rows(element)
        if _is_layout(rows):
            for row in rows:
                for cell in row.cells:
                    self.story(cell)
            return
        self._add(self._grid(element, rows))
        held, self._held = self._held, []
        self._show(held)

    def _add(self, grid: _Grid) -> None:
        self.builder.table(grid.cells, grid.n_rows)
        for nested in grid.nested:
            self._add(nested)

    def _grid(self, element: etree._Element, rows: Sequence[_Row]) -> _Grid:
        columns = [number_of(column, "w") or 0 for column in element.iterfind(f"{W}tblGrid/{W}gridCol")]
        lines = cell_lines(columns, [row.shape for row in rows])
        grid = _Grid([], len(rows))
        merging: dict[tuple[int, int], Placed] = {}
        for row_no, (row, row_lines) in enumerate(zip(rows, lines, strict=True)):
            above, merging = merging, {}
            for cell, merge, (left, right) in zip(row.cells, row.merges, row_lines, strict=True):
                upper = above.get((left, right))
                if merge == "continue" and upper is not None:
                    upper.row_span += 1
                    merging[left, right] = upper
                    continue
                placed = Placed(row_no, left, right, self._cell(cell, grid.nested))
                grid.cells.append(placed)
                if merge is not None:
                    merging[left, right] = placed
        return grid

    def _cell(self, cell: etree._Element, nested: list[_Grid]) -> str:
        """The text of a cell, its paragraphs on lines of their own; the first one's indentation as leading blanks."""
        lines: list[str] = []
        carried = ""
        for element in _inside(cell, _P, _TBL, _CHUNK):
            if element.tag == _CHUNK:
                self._held.append(Chunk(element.get(ID) or ""))
                continue
            if element.tag == _TBL:
                inner = self._grid(element, _rows(element))
                if inner.is_tabular:
                    nested.append(inner)
                else:
                    lines.extend(_as_lines(inner))
                    nested.extend(inner.nested)
                continue
            paragraph = self._paragraph(element)
            carried += paragraph.text
            if not paragraph.runs_on:
                is_first = bool(carried) and not any(lines)
                lines.append(" " * paragraph.blanks + carried if is_first else carried)
                carried = ""
            for box in paragraph.inline.boxes:
                lines.append(self._cell(box, nested))
            self._held.extend(paragraph.inline.objects)
        lines.append(carried)
        return "\n".join(lines).replace("\t", " ").rstrip().lstrip("\n")

    def _paragraph(self, element: etree._Element) -> _Printed:
        first = next(element.iterchildren(_PROPERTIES), None)
        own = properties_of(first)
        name = self._styles.default if own.style is None else own.style
        style = self._styles[name]
        inline = Inline(element, self._styles, bool(style.is_hidden))
        if own.runs_on:
            return _Printed(inline.text, inline, True)
        list_id, level = own.list_id, own.level
        if list_id is None and style.list_id is not None:
            list_id = style.list_id
            if level is None:
                level = style.level if style.level is not None else self._numbering.level_of(list_id, name)
        twips = own.indent
        number = ""
        if list_id:
            number = self._numbering.next(list_id, level or 0)
            twips = self._numbering.indent(list_id, level or 0) if twips is None else twips
        return _Printed(number + inline.text, inline, False, _blanks(own, style.indent if twips is None else twips))


def _blanks(own: Properties, twips: int | None) -> int:
    """How many blanks stand for an indentation: one for half a character; none where the text is not at the left."""
    if not twips or own.alignment not in _INDENTED:
        return 0
    return blanks(twips)


def _rows(table: etree._Element) -> list[_Row]:
    """The rows that are printed: deleted and hidden ones are not."""
    return [
        _row(row)
        for row in _inside(table, _TR)
        if row.find(f"{W}trPr/{W}del") is None and not is_on(row.find(W + "trPr"), "hidden")
    ]


def _row(row: etree._Element) -> _Row:
    cells: list[etree._Element] = []
    merges: list[str | None] = []
    spans: list[int] = []
    widths: list[int | None] = []
    before = after = 0
    for cell in _inside(row, _TC, _ROW_PROPERTIES):
        if cell.tag == _ROW_PROPERTIES:
            before = _left_out(cell.find(W + "gridBefore"))
            after = _left_out(cell.find(W + "gridAfter"))
            continue
        shape = _shape(cell)
        if shape.is_deleted:
            continue
        if shape.goes_on and cells:
            last = widths[-1]
            spans[-1] += shape.span
            widths[-1] = None if last is None or shape.width is None else last + shape.width
            continue
        cells.append(cell)
        merges.append(shape.merge)
        spans.append(shape.span)
        widths.append(shape.width)
    return _Row(RowShape(before, tuple(spans), after, tuple(widths)), cells, merges)


@dataclass(slots=True)
class _Shape:
    """What w:tcPr says: span and width, part of a vertical merge ('restart', 'continue'), goes on the cell before."""

    span: int = 1
    width: int | None = None
    merge: str | None = None
    goes_on: bool = False
    is_deleted: bool = False


def _shape(cell: etree._Element) -> _Shape:
    shape = _Shape()
    for properties in cell.iterchildren(_CELL_PROPERTIES):
        for child in properties.iterchildren(_SPAN, _WIDTH, _MERGE, _MERGE_ACROSS, _DELETED):
            tag = child.tag
            if tag == _SPAN:
                shape.span = capped(number_of(child))
            elif tag == _WIDTH:
                shape.width = _width(child)
            elif tag == _MERGE:
                shape.merge = child.get(W + "val") or "continue"
            elif tag == _MERGE_ACROSS:
                shape.goes_on = child.get(W + "val") != "restart"
            else:
                shape.is_deleted = True
    return shape


def _left_out(columns: etree._Element | None) -> int:
    count = number_of(columns) or 0
    return capped(count) if count > 0 else 0


def _width(width: etree._Element) -> int | None:
    """A cell's width in twips; None where it is automatic or a share."""
    return number_of(width, "w") if width.get(W + "type", "dxa") == "dxa" else None


def _is_layout(rows: Sequence[_Row]) -> bool:
    """Whether a table is one column or one row that frames other tables."""
    return (len(rows) == 1 or all(len(row.cells) == 1 for row in rows)) and any(
        len(inner) >= 2 and any(len(row.cells) >= 2 for row in inner)
        for row in rows
        for cell in row.cells
        for inner in (_rows(table) for table in _inside(cell, _TBL))
    )


def _as_lines(grid: _Grid) -> list[str]:
    """The texts of a table that is no more than text in a frame, a row a line."""
    table = make_table(0, grid.cells, grid.n_rows)
    if table is None:
        return []
    return [" ".join(cell.text for cell in row if cell.text) for row in table.rows]
