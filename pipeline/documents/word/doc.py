"""Word 97-2003 documents (.doc): paragraphs and tables in order, with the spans of merged cells.

The marks at the ends of paragraphs say what is a cell and what ends a row; a row's own description says where its cells
begin and which are merged. Workbooks that are embedded and pictures of tables are read where they stand. Notes and
comments are no part of it. A text box stands before the paragraph that holds it.
"""

import struct
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from pipeline.documents.building import Builder
from pipeline.documents.embedded import content_of
from pipeline.documents.model import Content, UnreadableError, UnsupportedError
from pipeline.documents.scan.pictured import pictured
from pipeline.documents.word import cell_rows, docx
from pipeline.documents.word.cell_rows import EdgeCell
from pipeline.documents.word.doc_boxes import Story
from pipeline.documents.word.doc_file import DocFile, Sprm
from pipeline.documents.word.indentation import TWIPS_PER_CHARACTER, blanks

VERSION = "18"

_CELL_MARK, _PARAGRAPH_MARKS = "\x07", "\r\x07\x0c"
_FIELD_BEGINS, _FIELD_RESULT, _FIELD_ENDS = "\x13", "\x14", "\x15"
_SHOWN = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\t": "\t"}
# The codes of the changes that are looked at.
_IN_TABLE, _ENDS_ROW, _DEPTH = 0x2416, 0x2417, 0x6649
_INNER_CELL, _INNER_ROW = 0x244B, 0x244C
_LEFT, _FIRST, _LEFT_OLD, _FIRST_OLD, _LEFT_CHARACTERS, _FIRST_CHARACTERS = (
    0x845E, 0x8460, 0x840F, 0x8411, 0x4456, 0x4457,
)  # fmt: skip
_ALIGNED, _ALIGNED_OLD = 0x2461, 0x2403
_ROW, _MERGE_ACROSS, _MERGE_DOWN = 0xD608, 0x5624, 0xD62B
_PLACE, _OBJECT, _PICTURE = 0x6A03, 0x080A, "\x01"
_HIDDEN, _DELETED, _SYMBOL = 0x083C, 0x0800, 0x6A09
_LIST, _LIST_LEVEL = 0x460B, 0x260A
_LAST_LIST = 0x7FF
_PICTURES = range(0xE000, 0xF900)
_FIRST_ACROSS, _NEXT_ACROSS, _DOWN, _FIRST_DOWN = 0x01, 0x02, 0x20, 0x40
_CELL_SIZE = 20


def read(data: bytes) -> Content:
    """The content of a .doc; raises UnreadableError for one under a password, of Word 6 or 95, or damaged."""
    file = DocFile(data)
    reader = _Reader(file)
    try:
        for story in file.stories:
            reader.story(story)
    except (struct.error, IndexError) as error:
        raise UnreadableError("the Word document (.doc) is damaged or truncated") from error
    return reader.builder.content()


@dataclass(frozen=True, slots=True)
class _Shown:
    """An object that is embedded in a paragraph, by its number, or a picture, by its place."""

    number: int
    is_object: bool


@dataclass(frozen=True, slots=True)
class _Printed:
    """A paragraph: where it starts and where its mark stands, its text, the depth of tables around it, whether its mark
    ends a cell or a row, its properties, and what is shown in it."""

    start: int
    mark: int
    text: str
    depth: int
    ends_cell: bool
    ends_row: bool
    properties: Sequence[Sprm]
    shown: Sequence[_Shown]


class _Reader:
    """Reads the stories of a file into blocks."""

    def __init__(self, file: DocFile) -> None:
        self.builder = Builder()
        self._file = file

    def story(self, story: Story) -> None:
        """Add the paragraphs and tables of a story."""
        told = cell_rows.Story(self.builder, self._show)
        sections = deque((start, heads) for start, heads in self._file.heads if story.start <= start < story.end)
        boxes = deque((place, box) for place, box in self._file.boxes if story.start <= place < story.end)
        for paragraph in self._paragraphs(story):
            while sections and sections[0][0] <= paragraph.start:
                self._page_head(told, sections.popleft()[1])
            while boxes and boxes[0][0] <= paragraph.mark:
                self._box(told, boxes.popleft()[1], paragraph.depth)
            if paragraph.ends_row:
                told.end_row(paragraph.depth, partial(_row, changes=paragraph.properties), paragraph.shown)
            else:
                told.paragraph(paragraph.text, paragraph.depth, ends_cell=paragraph.ends_cell, shown=paragraph.shown)
        told.end()

    def _box(self, told: cell_rows.Story[_Shown], box: Story, depth: int) -> None:
        """Add a text box; in a cell its lines are lines of the cell."""
        if not depth:
            told.end()
            self.story(box)
            return
        for line in self._paragraphs(box):
            told.paragraph(line.text, depth, ends_cell=False, shown=line.shown)

    def _page_head(self, told: cell_rows.Story[_Shown], heads: Sequence[Story]) -> None:
        if heads:
            told.end()
            self.builder.page_head("\n".join(line.text for head in heads for line in self._paragraphs(head)))

    def _show(self, shown: Sequence[_Shown]) -> None:
        """Add what is embedded, and the tables that pictures show."""
        for one in shown:
            try:
                self.builder.include(self._content(one))
            except UnreadableError as error:
                self.builder.unread(f"{'an embedded object' if one.is_object else 'a picture'}: {error}")

    def _content(self, shown: _Shown) -> Content:
        if not shown.is_object:
            return pictured(self._file.picture(shown.number))
        found = self._file.objects.get(shown.number)
        if found is None or not found.data:
            raise UnsupportedError("no workbook, or not in the file")
        return content_of(found.data, is_whole=found.is_icon, document=docx.read)

    def _paragraphs(self, story: Story) -> Iterator[_Printed]:
        text = self._file.text
        start = story.start
        for position in range(story.start, min(story.end, len(text))):
            if text[position] in _PARAGRAPH_MARKS:
                yield self._paragraph(start, position)
                start = position + 1

    def _paragraph(self, start: int, mark: int) -> _Printed:
        changes = self._file.paragraph(mark)
        properties = dict(changes)
        depth = 0
        if _flag(properties, _IN_TABLE):
            depth = max(_number(properties, _DEPTH, 1), 1)
        ends_row = _flag(properties, _INNER_ROW if depth > 1 else _ENDS_ROW)
        ends_cell = _flag(properties, _INNER_CELL) if depth > 1 else self._file.text[mark] == _CELL_MARK
        text, shown = self._printed(start, mark)
        number = self._number(properties) if text.strip() else ""
        text = _blanks(properties) + number + text
        return _Printed(start, mark, text, depth, ends_cell and depth > 0, ends_row, changes, shown)

    def _number(self, properties: dict[int, bytes]) -> str:
        """The number of a paragraph that is an item of a list, '' for any other."""
        use = _number(properties, _LIST, 0)
        if not 0 < use < _LAST_LIST:
            return ""
        return self._file.numbering.next(use, min(max(_number(properties, _LIST_LEVEL, 0), 0), 8))

    def _printed(self, start: int, end: int) -> tuple[str, list[_Shown]]:
        """The characters between two positions as printed, no field codes, nothing hidden or deleted; and what is
        shown among them. The picture in the result of a field that embeds an object is what the object looked like."""
        shown: list[str] = []
        beside: list[_Shown] = []
        in_code: list[bool] = []
        for run_start, run_end, changes in self._file.runs(start, end):
            if any(code in (_HIDDEN, _DELETED) and operand == b"\x01" for code, operand in changes):
                continue
            properties = dict(changes)
            if _PLACE in properties:
                is_object = _flag(properties, _OBJECT)
                has_object = bool(in_code) and bool(beside) and beside[-1].is_object
                if is_object or (_PICTURE in self._file.text[run_start:run_end] and not has_object):
                    beside.append(_Shown(_number(properties, _PLACE, 0) & 0xFFFFFFFF, is_object))
            symbol = properties.get(_SYMBOL)
            if symbol is not None and not any(in_code):
                # A character of a picture font, which has no meaning as text, or of a named font.
                code = int.from_bytes(symbol[2:4], "little")
                shown.append("" if code in _PICTURES or code < 32 else chr(code))
                continue
            for character in self._file.text[run_start:run_end]:
                if character == _FIELD_BEGINS:
                    in_code.append(True)
                elif character == _FIELD_RESULT and in_code:
                    in_code[-1] = False
                elif character == _FIELD_ENDS and in_code:
                    in_code.pop()
                elif not any(in_code):
                    shown.append(_SHOWN.get(character, character if character >= " " else ""))
        text = "".join(shown).replace("\x1f", "")
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"), beside


def _flag(properties: dict[int, bytes], code: int) -> bool:
    return bool(properties.get(code, b"\0")[:1] not in (b"\0", b""))


def _number(properties: dict[int, bytes], code: int, default: int) -> int:
    operand = properties.get(code)
    return default if operand is None else int.from_bytes(operand, "little", signed=True)


def _blanks(properties: dict[int, bytes]) -> str:
    """Blanks that stand for an indentation: one for half a character; none where the text is not at the left."""
    if _number(properties, _ALIGNED, _number(properties, _ALIGNED_OLD, 0)) in (1, 2):
        return ""
    twips = sum(
        _number(properties, characters, 0) * TWIPS_PER_CHARACTER // 100
        or _number(properties, new, _number(properties, old, 0))
        for characters, new, old in (
            (_LEFT_CHARACTERS, _LEFT, _LEFT_OLD),
            (_FIRST_CHARACTERS, _FIRST, _FIRST_OLD),
        )
    )
    return " " * blanks(twips)


def _row(texts: Sequence[str], changes: Sequence[Sprm]) -> list[EdgeCell]:
    """The cells of a row; without a description of the row they stand side by side, all of one width."""
    cells: list[EdgeCell] = []
    for code, operand in changes:
        if code == _ROW:
            cells = _described(texts, operand) or cells
        elif code == _MERGE_ACROSS:
            for cell in cells[operand[0] + 1 : operand[1]]:
                cell.goes_on = True
        elif code == _MERGE_DOWN and len(operand) > 1 and operand[0] < len(cells):
            cells[operand[0]].down = {1: "continue", 3: "restart"}.get(operand[1])
    return cells or [EdgeCell(1000 * index, 1000 * (index + 1), text) for index, text in enumerate(texts)]


def _described(texts: Sequence[str], operand: bytes) -> list[EdgeCell]:
    """The cells as the operand of sprmTDefTable describes them: edges, then 20 bytes for each cell."""
    count = operand[0] if operand else 0
    if 1 + 2 * (count + 1) > len(operand):
        return []
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    described = operand[1 + 2 * (count + 1) :]
    cells = []
    for index, (left, right) in enumerate(pairwise(edges)):
        flags = int.from_bytes(described[index * _CELL_SIZE : index * _CELL_SIZE + 2], "little")
        down = "restart" if flags & _FIRST_DOWN else "continue" if flags & _DOWN else None
        text = texts[index] if index < len(texts) else ""
        cells.append(EdgeCell(left, right, text, bool(flags & _NEXT_ACROSS and not flags & _FIRST_ACROSS), down))
    return cells
