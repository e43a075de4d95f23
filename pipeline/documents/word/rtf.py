"""Rich text (.rtf): paragraphs and tables in order, with the spans of merged cells.

Some offices save it under the name of a .doc. Of its control words only those are looked at that say what is printed:
the characters, which paragraphs stand in tables, where the cells of a row begin and which are merged. Text boxes,
pictures of tables and embedded workbooks are read where they stand; footnotes and comments are no part of it. The words
are those of Microsoft's Rich Text Format Specification 1.9.1.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.documents.building import Builder
from pipeline.documents.embedded import content_of
from pipeline.documents.media_type import OLE_MAGIC
from pipeline.documents.model import Content, UnreadableError, UnsupportedError
from pipeline.documents.scan.pictured import pictured
from pipeline.documents.word import docx
from pipeline.documents.word.cell_rows import EdgeCell, Story
from pipeline.documents.word.indentation import TWIPS_PER_CHARACTER, blanks
from pipeline.documents.word.rtf_tokens import Token, tokens

VERSION = "10"

# Groups whose content is not printed where they stand.
_UNPRINTED = frozenset((
    "fonttbl", "colortbl", "stylesheet", "info", "footer", "footerl", "footerr", "footerf", "footnote", "annotation",
    "nonshppict", "nonesttables", "shprslt", "revtbl", "fldinst", "result",
    # What a shape is like, by name and value.
    "sp",
))  # fmt: skip
_PAGE_HEADS = frozenset(("header", "headerl", "headerr", "headerf"))
# Groups for newer programs, unknown ones of which hold nothing printed, and those that do.
_NEWER = frozenset(("shpinst", "shppict", "nesttableprops", "objdata"))
_CHARACTERS = {
    "tab": "\t", "line": "\n", "page": "\n", "column": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_ENDS_PARAGRAPH = frozenset(("par", "sect"))
_NOT_LEFT = frozenset(("qc", "qr"))
_INDENTS = {"li": 1.0, "fi": 1.0, "culi": TWIPS_PER_CHARACTER / 100, "cufi": TWIPS_PER_CHARACTER / 100}
_MOST_GROUPS = 2_000
# The width of a cell that no row describes.
_WIDTH = 1000


def read(data: bytes) -> Content:
    """The content of an .rtf; raises UnreadableError for one that is truncated or nests deeper than any document."""
    reader = _Reader()
    for token in tokens(data):
        reader.take(token)
    return reader.content()


@dataclass(frozen=True, slots=True)
class _Shown:
    """A picture, or an embedded object, as the bytes of its file."""

    data: bytes
    is_object: bool


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits from the one around it and changes for itself.

    ``skipped``: nothing in it is printed; ``holds``: the name of a group that holds a file as digits, '' for any other.
    """

    skipped: bool = False
    holds: str = ""
    hidden: bool = False
    in_table: bool = False
    depth: int = 1
    is_left: bool = True
    indents: tuple[tuple[str, int], ...] = ()
    of_nested_row: bool = False
    of_box: bool = False
    of_page_head: bool = False


class _Reader:
    """Takes token by token and tells the story of paragraphs and rows."""

    def __init__(self) -> None:
        self._builder = Builder()
        self._story = Story(self._builder, self._show)
        self._state, self._around = _State(), list[_State]()
        self._begins = self._may_be_unknown = False
        self._text: list[str] = []
        self._boxed: list[list[str]] = []
        self._page_head: list[str] = []
        self._shown: list[_Shown] = []
        self._held: list[bytes] = []
        self._rows: dict[bool, list[EdgeCell]] = {}
        self._cell = EdgeCell(0, 0, "")

    def content(self) -> Content:
        """What was read."""
        if self._around:
            raise UnreadableError("the rich text (.rtf) is truncated")
        if self._text:
            self._end_paragraph()
        self._story.end()
        return self._builder.content()

    def take(self, token: Token) -> None:
        """One token in the order of the file."""
        if token.kind == "open":
            self._open()
        elif token.kind == "close":
            self._close()
        elif token.kind == "word":
            self._word(token.word, token.number)
        elif token.kind == "star":
            self._may_be_unknown = True
            return
        elif self._state.holds:
            self._held.append(token.data)
        elif not (self._state.skipped or self._state.hidden):
            self._text.append(token.text)
        self._begins = token.kind == "open"
        self._may_be_unknown = False

    # Groups

    def _open(self) -> None:
        if len(self._around) > _MOST_GROUPS:
            raise UnreadableError("groups nested deeper than in any document")
        self._around.append(self._state)

    def _close(self) -> None:
        if not self._around:
            return
        ended, self._state = self._state, self._around.pop()
        if ended.holds and not self._state.holds:
            data, self._held = _bytes_of(self._held), []
            self._shown.append(_Shown(data, ended.holds == "objdata"))
        if ended.of_box and not self._state.of_box:
            if self._text:
                self._end_paragraph()
            self._text = self._boxed.pop()
        if ended.of_page_head and not self._state.of_page_head:
            self._story.end()
            self._builder.page_head("\n".join([*self._page_head, self._taken()]))
            self._page_head, self._shown = [], []
            self._text = self._boxed.pop()

    def _begin(self, word: str) -> None:
        """The word with which a group begins says what it is for."""
        if word in ("pict", "objdata") and not self._state.skipped:
            self._state = replace(self._state, holds=word)
        elif word in _UNPRINTED or (self._may_be_unknown and word not in _NEWER):
            self._state = replace(self._state, skipped=True)
        elif word == "nesttableprops":
            self._state = replace(self._state, of_nested_row=True)
        elif word in _PAGE_HEADS and not self._state.skipped:
            self._boxed.append(self._text)
            self._text = []
            self._state = replace(self._state, of_page_head=True)
        elif word == "shptxt" and not self._state.skipped:
            self._boxed.append(self._text)
            self._text = []
            self._state = replace(self._state, of_box=True)

    # Words

    def _word(self, word: str, number: int | None) -> None:
        if self._begins or self._may_be_unknown:
            self._begin(word)
        if self._state.skipped or self._state.holds:
            return
        if word in _CHARACTERS:
            if not self._state.hidden:
                self._text.append(_CHARACTERS[word])
        elif word in _ENDS_PARAGRAPH:
            self._end_paragraph()
        elif word in ("cell", "nestcell"):
            self._end_paragraph(ends_cell=True, depth=1 if word == "cell" else max(self._state.depth, 2))
        elif word in ("row", "nestrow"):
            self._end_row(nested=word == "nestrow")
        elif word.startswith(("cl", "cell", "tr")):
            self._describe(word, number or 0)
        else:
            self._set(word, number)

    def _set(self, word: str, number: int | None) -> None:
        """A word that changes what the following characters and paragraphs are like."""
        state = self._state
        if word == "pard":
            state = replace(state, in_table=False, depth=1, is_left=True, indents=())
        elif word == "plain":
            state = replace(state, hidden=False)
        elif word in ("v", "deleted"):
            state = replace(state, hidden=number != 0)
        elif word == "intbl":
            state = replace(state, in_table=True)
        elif word == "itap":
            state = replace(state, depth=number or 0, in_table=bool(number))
        elif word in _INDENTS:
            state = replace(state, indents=(*(i for i in state.indents if i[0] != word), (word, number or 0)))
        elif word in _NOT_LEFT or word in ("ql", "qj"):
            state = replace(state, is_left=word not in _NOT_LEFT)
        self._state = state

    def _describe(self, word: str, number: int) -> None:
        """A word of the description of a row and its cells."""
        row = self._rows.setdefault(self._state.of_nested_row, [])
        if word == "trowd":
            row.clear()
            self._cell = EdgeCell(0, 0, "")
        elif word == "trleft" and not row:
            self._cell.left = number
        elif word == "clmrg":
            self._cell.goes_on = True
        elif word in ("clvmgf", "clvmrg"):
            self._cell.down = "restart" if word == "clvmgf" else "continue"
        elif word == "cellx":
            self._cell.right = number
            row.append(self._cell)
            self._cell = EdgeCell(number, 0, "")

    # Paragraphs and rows

    def _end_paragraph(self, *, ends_cell: bool = False, depth: int | None = None) -> None:
        state = self._state
        text = self._taken()
        if state.of_page_head:
            self._page_head.append(text)
            return
        shown, self._shown = self._shown, []
        if state.is_left and text.strip():
            text = " " * blanks(round(sum(_INDENTS[word] * number for word, number in state.indents))) + text
        inside = depth if depth is not None else state.depth if state.in_table else 0
        self._story.paragraph(text, inside, ends_cell=ends_cell, shown=shown)

    def _taken(self) -> str:
        text, self._text = "".join(self._text), []
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _end_row(self, *, nested: bool) -> None:
        if self._state.of_page_head:
            return
        described = self._rows.get(nested, [])
        depth = max(self._state.depth, 2) if nested else 1
        self._story.end_row(depth, lambda texts: list(_cells(texts, described)))

    def _show(self, shown: Sequence[_Shown]) -> None:
        """Add what is embedded, and the tables that pictures show."""
        for one in shown:
            try:
                self._builder.include(_content(one))
            except UnreadableError as error:
                self._builder.unread(f"{'an embedded object' if one.is_object else 'a picture'}: {error}")


def _cells(texts: Sequence[str], described: Sequence[EdgeCell]) -> Iterator[EdgeCell]:
    """The cells of a row; those that the row does not describe stand behind the others, all of one width."""
    for index in range(max(len(texts), len(described))):
        text = texts[index] if index < len(texts) else ""
        if index < len(described):
            yield replace(described[index], text=text)
        else:
            left = (described[-1].right if described else 0) + (index - len(described)) * _WIDTH
            yield EdgeCell(left, left + _WIDTH, text)


def _bytes_of(held: Sequence[bytes]) -> bytes:
    """The bytes of a file that is written as digits; digits that are none are left out."""
    digits = re.sub(rb"[^0-9a-fA-F]", b"", b"".join(held))
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))


def _content(shown: _Shown) -> Content:
    if not shown.is_object:
        return pictured(shown.data)
    start = shown.data.find(OLE_MAGIC)
    if start < 0:
        raise UnsupportedError("no workbook, or not in the file")
    return content_of(shown.data[start:], is_whole=False, document=docx.read)
