"""The fonts of a document, as pdfminer loads them, with what was decoded by them remembered.

Two things are done otherwise than in pdfminer. The tables from codes to Unicode that programs embed have a plain form
nearly always, which is read by one expression. And text in a font of a predefined encoding is read by that encoding
where the font does not name its set of characters, as ISO 32000-1, 9.7.5.2 fixes both together.
"""

import re
from collections.abc import Mapping
from typing import Any

from pdfminer.cmapdb import CMapDB, FileUnicodeMap
from pdfminer.pdffont import PDFCIDFont, PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1

from pipeline.documents.pdf.operators import OddContentError, shown_parts, string_of

# Strings that are no longer than this are remembered with their characters.
_SHORT = 32
# The sets of characters by the beginnings of the names of predefined encodings.
_COLLECTIONS = {
    "Adobe-GB1": ("GB", "UniGB"),
    "Adobe-CNS1": ("B5", "HK", "ET", "CNS", "UniCNS"),
}
_HEX = rb"<((?:[0-9a-fA-F]{2})++)>\s*+"
_PAIR = re.compile(_HEX + _HEX)
_RANGE = re.compile(_HEX + _HEX + _HEX)
_SECTION = re.compile(
    rb"beginbf(?:char\s*+(?P<pairs>(?:" + _HEX * 2 + rb")*+)endbfchar"
    rb"|range\s*+(?P<ranges>(?:" + _HEX * 3 + rb")*+)endbfrange)"
)
_OTHER_SECTION = re.compile(rb"usecmap|begincid|beginnotdef")
_LONGEST_RANGE = 256

Decoded = tuple[str, float, bool]
Glyphs = tuple[Decoded, ...]
Shown = tuple[float | Glyphs, ...]


class Resources(PDFResourceManager):
    """pdfminer's store of the fonts of a document."""

    def __init__(self) -> None:
        super().__init__()
        self._faces: dict[PDFFont, Face] = {}

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font of an object of the file, as pdfminer's method of this name."""
        if objid and objid in self._cached_fonts:
            return self._cached_fonts[objid]
        stream = resolve1(spec.get("ToUnicode"))
        table = unicode_table(stream.get_data()) if isinstance(stream, PDFStream) else None
        font = super().get_font(objid, spec if table is None else {**spec, "ToUnicode": PDFStream({}, b"")})
        if table is not None:
            font.unicode_map = table  # type: ignore[attr-defined]
        elif isinstance(font, PDFCIDFont) and font.unicode_map is None:
            font.unicode_map = _predefined(str(font.cmap.attrs.get("CMapName", "")), font.is_vertical())
        return font

    def face(self, font: PDFFont) -> "Face":
        """What was decoded by a font. Raises OddContentError for one that runs from top to bottom."""
        if font not in self._faces:
            self._faces[font] = Face(font)
        return self._faces[font]


class Face:
    """A font. ``shown`` has for an operand what it shows: adjustments, and for each string its characters (text, width,
    whether it is code 32)."""

    def __init__(self, font: PDFFont) -> None:
        if font.is_vertical():
            raise OddContentError("text that runs from top to bottom")
        self.font = font
        self.is_multibyte = font.is_multibyte()
        self.descent = font.get_descent()
        self.shown: Mapping[bytes, Shown] = _Strings(font)


class _Glyphs(dict[int, Decoded]):
    """The characters of a font by their number, each looked up once."""

    def __init__(self, font: PDFFont) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, cid: int) -> Decoded:
        try:
            text = self._font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = f"(cid:{cid})"
        self[cid] = text, self._font.char_width(cid), cid == 32
        return self[cid]


class _Parts(dict[bytes, Glyphs]):
    """The short strings that were decoded by a font; others are decoded each time."""

    def __init__(self, font: PDFFont) -> None:
        super().__init__()
        self._font = font
        self._glyphs = _Glyphs(font)

    def __missing__(self, string: bytes) -> Glyphs:
        glyphs = tuple(map(self._glyphs.__getitem__, self._font.decode(string_of(string))))
        if len(string) <= _SHORT:
            self[string] = glyphs
        return glyphs


class _Strings(dict[bytes, Shown]):
    """The short operands that were shown in a font; others are taken apart each time."""

    def __init__(self, font: PDFFont) -> None:
        super().__init__()
        self._parts = _Parts(font)

    def __missing__(self, operand: bytes) -> Shown:
        parts = self._parts
        shown = tuple([part if isinstance(part, float) else parts[part] for part in shown_parts(operand)])
        if len(operand) <= _SHORT:
            self[operand] = shown
        return shown


def unicode_table(source: bytes) -> FileUnicodeMap | None:
    """The table of a ToUnicode stream, None where it holds more than single characters and short ranges of them."""
    if _OTHER_SECTION.search(source):
        return None
    sections = list(_SECTION.finditer(source))
    if len(sections) != source.count(b"beginbf"):
        return None
    table = FileUnicodeMap()
    for section in sections:
        for code, text in _PAIR.findall(section["pairs"] or b""):
            table.add_cid2unichr(int(code, 16), bytes.fromhex(text.decode("ascii")))
        for first, last, text in _RANGE.findall(section["ranges"] or b""):
            start, count = int(first, 16), int(last, 16) - int(first, 16) + 1
            character = int(text, 16)
            if len(first) != len(last) or len(text) != 4 or count > _LONGEST_RANGE or character + count > 0x10000:
                return None
            for offset in range(count):
                table.add_cid2unichr(start + offset, (character + offset).to_bytes(2, "big"))
    return table


def _predefined(encoding: str, vertical: bool) -> Any:
    for collection, beginnings in _COLLECTIONS.items():
        if encoding.startswith(beginnings):
            return CMapDB.get_unicode_map(collection, vertical)
    return None
