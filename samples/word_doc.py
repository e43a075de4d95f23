"""Word 97-2003 documents (.doc) of the blocks, as far as [MS-DOC] needs it for paragraphs and tables.

`write` prints blocks; `package` takes lines with properties of any kind, for what no sample prints. Text is kept in
pieces of one or two bytes a character, in the order of the document; each line has a list of changes (sprm: a code of
two bytes and its operand), which pages of 512 bytes (FKP) assign to the bytes of the text.
"""

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from samples import compound_file
from samples.blocks import Block, Paragraph, Placed, Table

CELL, END = "\x07", "\r"
"""The marks that end a cell (and a row) and a paragraph."""
IN_TABLE = struct.pack("<HB", 0x2416, 1)
ENDS_ROW = struct.pack("<HB", 0x2417, 1)
FIRST_DOWN, NEXT_DOWN = 0x60, 0x20
"""Flags of a cell: the uppermost of cells merged downwards, and the others."""

_TABLE_WIDTH = 9000
_PAGE = 512
_TEXT_AT = 1024
# Places in the header: offsets of (where, how long) in the stream 1Table.
_STYLES, _SECTIONS, _HEADS, _RUNS, _PARAGRAPHS, _FONTS = 0xA2, 0xCA, 0xF2, 0xFA, 0x102, 0x112
_SETTINGS, _PIECES = 0x192, 0x1A2
_LENGTHS = 0x4C
_BODY, _IN_HEADS, _BOXES = 0, 2, 6
# What does not fit on a page stands in the stream Data, and the page holds its place.
_ELSEWHERE = 0x6646
_MOST_ON_PAGE = 400


@dataclass(frozen=True)
class Line:
    """Characters up to a mark that ends a paragraph, a cell or a row, with the changes to the paragraph.

    `runs` are numbers of characters and the changes to them, from the start of the line; the rest has none.
    """

    text: str
    changes: bytes = b""
    runs: tuple[tuple[int, bytes], ...] = ()
    style: int = 0


def write(blocks: Iterable[Block]) -> bytes:
    """The whole document as the bytes of a .doc file; the same blocks give the same bytes."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(Line(block.lead + block.text + END))
        else:
            # Rows that follow each other are one table, so a paragraph parts two tables.
            lines += [Line(END)] * bool(lines and lines[-1].changes)
            lines += _table(block)
    return package([*lines, Line(END)])


def package(
    lines: Sequence[Line],
    boxes: Sequence[Line] = (),
    styles: Sequence[tuple[int, bytes]] = (),
    parts: Mapping[int, bytes] | None = None,
    heads: Mapping[int, Sequence[Line]] | None = None,
) -> bytes:
    """A .doc of these lines and those of its text boxes.

    `styles` are those from number 1 on, each with the one that it is based on (0 is the usual one) and its changes to
    paragraphs; `heads` are the page headers of the sections that begin with these lines, by their index; `parts` are
    further parts of the stream 1Table by their place in the header, in the order of the stream.
    """
    in_heads = [line for head in (heads or {}).values() for line in head]
    text, pieces, spans = _text([*lines, *in_heads, *boxes])
    main = _Pages(_TEXT_AT, text)
    paragraphs = main.add([(end, _papx(line, main)) for end, line in spans], 13)
    runs = main.add(list(_characters(spans)), 1)
    length, of_heads, of_boxes = (sum(map(_length, part)) for part in (lines, in_heads, boxes))
    begins = {sum(map(_length, lines[:index])): head for index, head in (heads or {0: ()}).items()}
    stored = {
        _STYLES: _style_sheet(styles),
        _SECTIONS: struct.pack(f"<{len(begins) + 1}I", *begins, length)
        + struct.pack("<HiHI", 0, -1, 0, 0xFFFFFFFF) * len(begins),
        **({_HEADS: _page_heads([sum(map(_length, head)) for head in begins.values()])} if of_heads else {}),
        _RUNS: runs,
        _PARAGRAPHS: paragraphs,
        _FONTS: _fonts(),
        _SETTINGS: bytes(500),
        _PIECES: b"\x02" + struct.pack("<I", len(pieces)) + pieces,
        **(parts or {}),
    }
    header, table = _header({_BODY: length, _IN_HEADS: of_heads, _BOXES: of_boxes}, stored, len(main.data))
    streams = {"WordDocument": header + bytes(main.data[len(header) :]), "1Table": table}
    return compound_file.write({**streams, "Data": bytes(main.elsewhere)} if main.elsewhere else streams)


def _page_heads(lengths: Sequence[int]) -> bytes:
    """Where the headers begin and end (PlcfHdd): behind six separators each section has that of its odd pages."""
    ends = [0] * 7
    for length in lengths:
        ends += [ends[-1], *[ends[-1] + length] * 5]
    return struct.pack(f"<{len(ends) + 1}I", *ends, ends[-1])


def row(texts: Iterable[str], edges: Sequence[int], flags: Sequence[int] = ()) -> list[Line]:
    """The lines of a table row: its cells, each ending in a mark, and the mark that describes it.

    `edges` are the left edges of the cells and the right one of the last, in twips; `flags` those of the cells.
    """
    lines = [Line(part + mark, IN_TABLE) for text in texts for part, mark in _marked(text)]
    return [*lines, Line(CELL, IN_TABLE + ENDS_ROW + described(edges, flags))]


def described(edges: Sequence[int], flags: Sequence[int] = ()) -> bytes:
    """The change that gives the cells of a row (sprmTDefTable): edges, then 20 bytes for each cell, flags first."""
    count = len(edges) - 1
    cells = b"".join(struct.pack("<HH16x", flag, 0) for flag in [*flags, *[0] * count][:count])
    operand = struct.pack(f"<B{count + 1}h", count, *edges) + cells
    return struct.pack("<HH", 0xD608, len(operand) + 1) + operand


def _marked(text: str) -> Iterator[tuple[str, str]]:
    """The paragraphs of a cell and their marks."""
    *first, last = text.split("\n")
    yield from ((part, END) for part in first)
    yield last, CELL


def _table(table: Table) -> Iterator[Line]:
    unit = _TABLE_WIDTH // table.width
    for placed in table.placed():
        edges = [unit * item.column for item in placed]
        last = placed[-1]
        texts = ["" if item.row_in_cell else item.cell.text for item in placed]
        yield from row(texts, [*edges, unit * (last.column + last.cell.cols)], [_flags(item) for item in placed])


def _flags(placed: Placed) -> int:
    if placed.cell.rows == 1:
        return 0
    return NEXT_DOWN if placed.row_in_cell else FIRST_DOWN


# ---- the stream WordDocument -------------------------------------------------------------------------------------


def _text(lines: Sequence[Line]) -> tuple[bytes, bytes, list[tuple[int, Line]]]:
    """The text as bytes, its table of pieces (PlcPcd), and each line with the place of its end in the file."""
    text = bytearray()
    places: list[tuple[int, int]] = []
    spans: list[tuple[int, Line]] = []
    position = 0
    for is_narrow, group in groupby(lines, lambda line: line.text.isascii()):
        at = _TEXT_AT + len(text)
        places.append((position, 2 * at | 0x40000000 if is_narrow else at))
        for line in group:
            text += line.text.encode("ascii" if is_narrow else "utf-16-le")
            position += _length(line)
            spans.append((_TEXT_AT + len(text), line))
    starts = [start for start, _ in places]
    pieces = struct.pack(f"<{len(places) + 1}I", *starts, position)
    return bytes(text), pieces + b"".join(struct.pack("<HIH", 0, place, 0) for _, place in places), spans


def _length(line: Line) -> int:
    """The number of characters as the format counts them: one outside the basic plane is two."""
    return len(line.text.encode("utf-16-le")) // 2


class _Pages:
    """The stream from its start, with pages of properties behind the text; `elsewhere` is the stream Data."""

    def __init__(self, text_at: int, text: bytes) -> None:
        self.data = bytearray(text_at) + text
        self.data += bytes(-len(self.data) % _PAGE)
        self.elsewhere = bytearray()
        self._text_at = text_at

    def add(self, spans: Sequence[tuple[int, bytes]], entry: int) -> bytes:
        """Write pages for spans of text (end, properties); `entry` bytes place each. Returns their index (PlcBte)."""
        starts, numbers = [self._text_at], []
        waiting = list(spans)
        while waiting:
            ends, held, room = [starts[-1]], [], _PAGE - 5
            while waiting and room >= 4 + entry + len(waiting[0][1]) + 1:
                end, properties = waiting.pop(0)
                ends.append(end)
                held.append(properties)
                room -= 4 + entry + len(properties) + 1
            numbers.append(len(self.data) // _PAGE)
            self.data += _page(ends, held, entry)
            starts.append(ends[-1])
        return struct.pack(f"<{len(starts) + len(numbers)}I", *starts, *numbers)


def _page(ends: Sequence[int], held: Sequence[bytes], entry: int) -> bytes:
    page = bytearray(_PAGE)
    struct.pack_into(f"<{len(ends)}I", page, 0, *ends)
    at = _PAGE - 1
    for index, properties in enumerate(held):
        if properties:
            at = (at - len(properties)) // 2 * 2
            page[at : at + len(properties)] = properties
            page[4 * len(ends) + entry * index] = at // 2
    page[-1] = len(held)
    return bytes(page)


def _papx(line: Line, pages: _Pages) -> bytes:
    changes = line.changes
    if len(changes) > _MOST_ON_PAGE:
        place = len(pages.elsewhere)
        pages.elsewhere += struct.pack("<H", len(changes)) + changes
        changes = struct.pack("<HI", _ELSEWHERE, place)
    content = struct.pack("<H", line.style) + changes
    if len(content) % 2:
        return bytes([len(content) // 2 + 1]) + content
    return bytes([0, len(content) // 2]) + content


def _characters(spans: Sequence[tuple[int, Line]]) -> Iterator[tuple[int, bytes]]:
    """Runs of characters: where they end in the file, and their changes behind the number of bytes of these."""
    plain = 0
    start = _TEXT_AT
    for end, line in spans:
        width = 1 if line.text.isascii() else 2
        for count, changes in line.runs:
            if plain:
                yield plain, b""
            start += width * count
            yield start, bytes([len(changes)]) + changes if changes else b""
            plain = 0
        start = end
        plain = end
    yield plain, b""


def _header(lengths: Mapping[int, int], parts: Mapping[int, bytes], size: int) -> tuple[bytes, bytes]:
    """The header (FIB) and the stream 1Table with the parts that the header points to."""
    fib = bytearray(900)
    struct.pack_into("<HHHHHH", fib, 0, 0xA5EC, 0xC1, 0, 0x0804, 0, 0x1200)
    struct.pack_into("<H", fib, 0x0C, 0xBF)
    struct.pack_into("<II", fib, 0x18, _TEXT_AT, size)
    struct.pack_into("<H", fib, 0x20, 14)
    struct.pack_into("<H", fib, 0x3E, 22)
    struct.pack_into("<I", fib, 0x40, size)
    struct.pack_into("<H", fib, 0x98, 93)
    for story, length in lengths.items():
        struct.pack_into("<I", fib, _LENGTHS + 4 * story, length)
    table = bytearray()
    for place, part in parts.items():
        struct.pack_into("<II", fib, place, len(table), len(part))
        table += part
    return bytes(fib), bytes(table)


def _style_sheet(styles: Sequence[tuple[int, bytes]]) -> bytes:
    """The styles (STSH); 15 numbers are reserved, of which only the first is used unless there are more."""
    count = max(15, len(styles) + 1)
    head = struct.pack("<HHHHHHHHH", count, 10, 1, 0x5B, 15, 0, 0, 0, 0)
    found = [_style("Normal", 0, 0xFFF, b"")]
    found += [_style(f"Style {number}", 0xFFE, base, changes) for number, (base, changes) in enumerate(styles, start=1)]
    return struct.pack("<H", len(head)) + head + b"".join(found) + bytes(2 * (count - len(found)))


def _style(name: str, kind: int, base: int, changes: bytes) -> bytes:
    style = bytearray(struct.pack("<HHHHH", kind, 1 | base << 4, 2, 0, 0))
    style += struct.pack("<H", len(name)) + name.encode("utf-16-le") + b"\0\0"
    for properties in (b"\0\0" + changes, b""):
        style += struct.pack("<H", len(properties)) + properties + bytes(len(properties) % 2)
    return struct.pack("<H", len(style)) + bytes(style)


def _fonts() -> bytes:
    name = "宋体".encode("utf-16-le") + b"\0\0"
    font = struct.pack("<BhBB34x", 0, 400, 134, 0) + name
    return struct.pack("<HHB", 1, 0, len(font)) + font
