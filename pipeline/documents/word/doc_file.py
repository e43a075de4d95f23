"""The parts of a Word 97-2003 file (.doc): its characters in order and the properties of paragraphs, rows and runs.

Follows the published description of the format, [MS-DOC]: a header (FIB) tells where things are, a piece table which
bytes are which characters, and pages of 512 bytes hold the changes (sprm) that formatted paragraphs and characters
carry. Nothing here knows what a table is made of.
"""

import io
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pipeline.documents.model import UnreadableError, UnsupportedError
from pipeline.documents.word.doc_boxes import Story, placed_boxes
from pipeline.documents.word.doc_lists import numbering_of

INSTALL = "pip install 'budget-disclosures[doc]'"
_MAGIC = 0xA5EC
_ENCRYPTED, _OTHER_TABLE = 0x0100, 0x0200
_WORD_97 = 0x00C0
_PAGE = 512
_MOST_CHARACTERS = 50_000_000
_NO_STYLE = 0xFFF
# Places in the header: (offset of where, offset of how long).
_STYLES, _RUNS, _PARAGRAPHS, _PIECES, _LISTS, _LIST_USES = 0xA2, 0xFA, 0x102, 0x1A2, 0x2E2, 0x2EA
_SECTIONS, _HEADS, _SHAPES, _BOXES = 0xCA, 0xF2, 0x1DA, 0x25A
# Behind six separators of notes each section has six: heads of even and odd pages, their feet, first head, first foot.
_BEFORE_HEADS, _OF_A_SECTION, _ARE_HEADS = 6, 6, (1, 0, 4)
_SECTION_SIZE = 12
# Eight counts of characters: body, footnotes, page headers, macros, comments, endnotes, text boxes, those of headers.
_LENGTHS = 0x4C
# Sprms whose operand is a place in the Data stream with further sprms.
_ELSEWHERE = frozenset((0x6645, 0x6646, 0x646B))
_DEFINE_TABLE, _CHANGE_TABS = 0xD608, 0xC615
# The storage of embedded objects, the streams in which theirs are, and the mark of one that an icon stands for.
_POOL, _OF_OBJECTS, _ICON = "ObjectPool", ("Package", "Workbook", "Book"), 0x40
# How the pictures begin that are looked at.
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)

Sprm = tuple[int, bytes]


def installed() -> str | None:
    """The version of the package that opens the containers of .doc files, None where the extra is not installed."""
    try:
        return version("olefile")
    except PackageNotFoundError:
        return None


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    offset: int
    is_wide: bool

    def offset_of(self, position: int) -> int:
        return self.offset + (position - self.start) * (2 if self.is_wide else 1)


class DocFile:
    """A .doc that is open: ``text`` are all characters, ``stories`` the body and the text boxes without a place in it.

    ``boxes`` are the text boxes that have one, each with its position.

    ``heads`` are where the sections of the body start, each with its page headers; one without has those before it.
    ``numbering`` counts the items of its lists; ``objects`` are what is embedded, by its number.

    Raises UnreadableError for a file under a password, of Word 6 or 95, or damaged, and UnsupportedError where the
    package that opens such containers is not installed.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._open(data)
        except UnreadableError:
            raise
        except (OSError, struct.error, ValueError, IndexError, TypeError, AttributeError, RecursionError) as error:
            raise UnreadableError("the Word document (.doc) is damaged or truncated") from error

    def _open(self, data: bytes) -> None:
        try:
            import olefile  # type: ignore[import-untyped]
        except ImportError as error:
            raise UnsupportedError(
                f"a Word 97-2003 document, and its reader is not installed: run {INSTALL}"
            ) from error
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            self._main = container.openstream("WordDocument").read()
            magic, word = struct.unpack_from("<HH", self._main)
            flags = struct.unpack_from("<H", self._main, 0x0A)[0]
            if magic != _MAGIC or word <= _WORD_97:
                raise UnreadableError("a document of Word 6 or 95; save it as .docx")
            if flags & _ENCRYPTED:
                raise UnreadableError("the Word document (.doc) is under a password; replace it by one without")
            self._table = container.openstream("1Table" if flags & _OTHER_TABLE else "0Table").read()
            self._data = container.openstream("Data").read() if container.exists("Data") else b""
            self.objects = _objects(container)
        lengths = struct.unpack_from("<8i", self._main, _LENGTHS)
        if min(lengths) < 0 or sum(lengths) > _MOST_CHARACTERS:
            raise UnreadableError("the Word document (.doc) is damaged or truncated")
        before_boxes = sum(lengths[:6])
        of_boxes = Story(before_boxes, before_boxes + lengths[6])
        self.boxes, others = placed_boxes(self._part(_SHAPES), self._part(_BOXES), of_boxes)
        self.stories = (Story(0, lengths[0]), *others)
        self.heads = tuple(_heads(self._part(_SECTIONS), self._part(_HEADS), sum(lengths[:2])))
        self._pieces = list(_pieces(self._part(_PIECES)))
        self.text = "".join(self._characters(piece) for piece in self._pieces)
        self._starts = [piece.start for piece in self._pieces]
        self._paragraphs = _Properties(self._main, self._part(_PARAGRAPHS), is_paragraphs=True)
        self._runs = _Properties(self._main, self._part(_RUNS), is_paragraphs=False)
        self._styles = list(_styles(self._part(_STYLES)))
        lists, uses = (struct.unpack_from("<II", self._main, place) for place in (_LISTS, _LIST_USES))
        self.numbering = numbering_of(self._table, lists, uses)

    def _part(self, place: int) -> bytes:
        offset, length = struct.unpack_from("<II", self._main, place)
        part: bytes = self._table[offset : offset + length]
        return part

    def _characters(self, piece: _Piece) -> str:
        """The characters of a piece; one outside the basic plane stands as two halves, as positions count it."""
        length = piece.end - piece.start
        if piece.is_wide:
            raw = self._main[piece.offset : piece.offset + 2 * length]
            text = "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2])))
        else:
            text = self._main[piece.offset : piece.offset + length].decode("cp1252", "replace")
        return text.ljust(length, "\0")

    def _offset(self, position: int) -> int:
        return self._pieces[max(bisect_right(self._starts, position) - 1, 0)].offset_of(position)

    def picture(self, place: int) -> bytes:
        """The file of the picture at a place of the Data stream; b'' where it is no PNG and no JPEG."""
        if not 0 <= place <= len(self._data) - 6:
            return b""
        length, header = struct.unpack_from("<IH", self._data, place)
        described = self._data[place + header : place + length]
        starts = [at for mark in _PICTURES if (at := described.find(mark)) >= 0]
        return described[min(starts) :] if starts else b""

    def paragraph(self, position: int) -> list[Sprm]:
        """The properties of the paragraph whose mark stands at a position, those of its styles first."""
        span = self._paragraphs.at(self._offset(position))
        if span is None:
            return []
        _, style, changes = span
        return [*self._of_style(style), *self._expanded(changes)]

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, list[Sprm]]]:
        """The characters between two positions in runs of equal properties: from, to, changes."""
        while start < end:
            piece = self._pieces[max(bisect_right(self._starts, start) - 1, 0)]
            offset = piece.offset_of(start)
            span = self._runs.at(offset)
            stop = min(end, piece.end) if piece.end > start else end
            if span is not None:
                stop = min(stop, start + max(-(-(span[0] - offset) // (2 if piece.is_wide else 1)), 1))
            yield start, stop, [] if span is None else list(sprms(span[2]))
            start = stop

    def _of_style(self, number: int) -> list[Sprm]:
        found: list[Sprm] = []
        seen: set[int] = set()
        while number < len(self._styles) and number not in seen:
            seen.add(number)
            base, changes = self._styles[number]
            found[:0] = sprms(changes)
            number = base
        return found

    def _expanded(self, changes: bytes) -> Iterator[Sprm]:
        for code, operand in sprms(changes):
            if code in _ELSEWHERE:
                offset = struct.unpack("<I", operand)[0]
                if offset + 2 <= len(self._data):
                    length = struct.unpack_from("<H", self._data, offset)[0]
                    yield from sprms(self._data[offset + 2 : offset + 2 + length])
            else:
                yield code, operand


@dataclass(frozen=True, slots=True)
class Embedded:
    """An object: its file, or the stream of its workbook; whether an icon stands for it."""

    data: bytes
    is_icon: bool


def _heads(sections: bytes, heads: bytes, before: int) -> Iterator[tuple[int, tuple[Story, ...]]]:
    """Where each section starts, and its page headers; ``before`` characters stand before the first of these."""
    starts = struct.unpack_from(f"<{max(len(sections) - 4, 0) // (4 + _SECTION_SIZE)}I", sections)
    ends = struct.unpack_from(f"<{len(heads) // 4}I", heads)
    for number, start in enumerate(starts):
        first = _BEFORE_HEADS + number * _OF_A_SECTION
        found = (ends[first + kind : first + kind + 2] for kind in _ARE_HEADS)
        yield (
            start,
            tuple(Story(before + one[0], before + one[1]) for one in found if len(one) == 2),
        )


def _objects(container: Any) -> dict[int, Embedded]:
    """What is embedded, by the number by which the text refers to it; an object of another kind has no data."""
    found: dict[int, Embedded] = {}
    for name in {path[1] for path in container.listdir() if path[0] == _POOL and len(path) > 2}:
        if not name[1:].isdigit():
            continue
        streams = [stream for stream in _OF_OBJECTS if container.exists([_POOL, name, stream])]
        data = container.openstream([_POOL, name, streams[0]]).read() if streams else b""
        info = [_POOL, name, "\x03ObjInfo"]
        flags = container.openstream(info).read(2) if container.exists(info) else b"\0\0"
        found[int(name[1:])] = Embedded(data, bool(int.from_bytes(flags, "little") & _ICON))
    return found


def sprms(changes: bytes) -> Iterator[Sprm]:
    """The changes of a list, each with its operand; a list that breaks off ends there."""
    at = 0
    while at + 2 < len(changes):
        code = changes[at] | changes[at + 1] << 8
        at += 2
        size = _SIZES[code >> 13]
        if code == _DEFINE_TABLE:
            size = (changes[at] | changes[at + 1] << 8) - 1 if at + 1 < len(changes) else 0
            at += 2
        elif code == _CHANGE_TABS and changes[at] == 255:
            deleted = changes[at + 1] if at + 1 < len(changes) else 0
            added = changes[at + 2 + 4 * deleted] if at + 2 + 4 * deleted < len(changes) else 0
            size = 3 + 4 * deleted + 3 * added
        elif not size:
            size = changes[at]
            at += 1
        if size < 0 or at + size > len(changes):
            return
        yield code, changes[at : at + size]
        at += size


def _pieces(part: bytes) -> Iterator[_Piece]:
    at = 0
    while at < len(part) and part[at] == 1:
        at += 3 + struct.unpack_from("<H", part, at + 1)[0]
    if at >= len(part) or part[at] != 2:
        raise ValueError("no piece table")
    length = struct.unpack_from("<I", part, at + 1)[0]
    table = part[at + 5 : at + 5 + length]
    count = (len(table) - 4) // 12
    starts = struct.unpack_from(f"<{count + 1}I", table)
    for index in range(count):
        place = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * index + 2)[0]
        is_wide = not place & 0x40000000
        start, end = starts[index], starts[index + 1]
        if end < start or end > _MOST_CHARACTERS:
            raise ValueError("pieces out of order")
        yield _Piece(start, end, place & 0x3FFFFFFF if is_wide else (place & 0x3FFFFFFF) // 2, is_wide)


class _Properties:
    """Which properties the bytes of the text have, from the pages that hold them."""

    def __init__(self, main: bytes, index: bytes, is_paragraphs: bool) -> None:
        spans: dict[int, tuple[int, int, bytes]] = {}
        count = (len(index) - 4) // 8
        for (number,) in struct.iter_unpack("<I", index[4 * (count + 1) : 4 * (count + 1) + 4 * count]):
            page = main[(number & 0x3FFFFF) * _PAGE :][:_PAGE]
            if len(page) == _PAGE:
                spans.update(_paragraph_spans(page) if is_paragraphs else _run_spans(page))
        self._starts = sorted(spans)
        self._spans = [spans[start] for start in self._starts]

    def at(self, offset: int) -> tuple[int, int, bytes] | None:
        """End of the span around a byte, number of its style, its changes; None where there is none."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or self._spans[index][0] <= offset:
            return None
        return self._spans[index]


def _paragraph_spans(page: bytes) -> Iterator[tuple[int, tuple[int, int, bytes]]]:
    count = page[-1]
    ends = struct.unpack_from(f"<{count + 1}I", page)
    for index in range(count):
        at = 2 * page[4 * (count + 1) + 13 * index]
        if not at:
            yield ends[index], (ends[index + 1], 0, b"")
            continue
        size = 2 * page[at] - 1
        at += 1
        if size < 0:
            size = 2 * page[at]
            at += 1
        style = struct.unpack_from("<H", page, at)[0] if size >= 2 else 0
        yield ends[index], (ends[index + 1], style, page[at + 2 : at + size])


def _run_spans(page: bytes) -> Iterator[tuple[int, tuple[int, int, bytes]]]:
    count = page[-1]
    ends = struct.unpack_from(f"<{count + 1}I", page)
    for index in range(count):
        at = 2 * page[4 * (count + 1) + index]
        yield ends[index], (ends[index + 1], 0, page[at + 1 : at + 1 + page[at]] if at else b"")


def _styles(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Of each style the number of the one that it is based on and the changes that it makes to paragraphs."""
    if len(part) < 4:
        return
    size = struct.unpack_from("<H", part)[0]
    count, base_size = struct.unpack_from("<HH", part, 2)
    at = 2 + size
    for _ in range(count):
        length = struct.unpack_from("<H", part, at)[0] if at + 2 <= len(part) else 0
        style = part[at + 2 : at + 2 + length]
        at += 2 + length + length % 2
        if len(style) < base_size + 2:
            yield _NO_STYLE, b""
            continue
        kind, base = style[2] & 0xF, struct.unpack_from("<H", style, 2)[0] >> 4
        yield base, _paragraph_changes(style, base_size) if kind == 1 else b""


def _paragraph_changes(style: bytes, base_size: int) -> bytes:
    """The changes to paragraphs in a style's description: after its name, the first list, behind the style's number."""
    name = struct.unpack_from("<H", style, base_size)[0]
    at = base_size + 2 + 2 * name + 2
    at += at % 2
    if at + 2 > len(style):
        return b""
    length = struct.unpack_from("<H", style, at)[0]
    return style[at + 4 : at + 2 + length]
