"""The lists of a .doc as those of a .docx: the same levels, formats and restarts, so that one counter serves both."""

import struct
from collections.abc import Iterator

from lxml import etree

from pipeline.documents.word.docx_styles import Numbering, W

_LIST_SIZE, _OVERRIDES_SIZE, _LEVEL_SIZE = 28, 16, 28
_LEVELS = 9
_MOST_LISTS = 10_000
_FOLLOWED_BY = {0: "tab", 1: "space", 2: "nothing"}
_FORMATS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital",
    11: "japaneseCounting", 14: "decimalFullWidth", 17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle",
    19: "decimalFullWidth2", 22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese", 30: "ideographTraditional", 31: "ideographZodiac", 33: "taiwaneseCounting",
    34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting",
    38: "chineseLegalSimplified", 39: "chineseCountingThousand", 255: "none",
}  # fmt: skip


def numbering_of(table: bytes, lists: tuple[int, int], uses: tuple[int, int]) -> Numbering:
    """The lists of a document; ``lists`` and ``uses`` are offset and length of PlfLst and PlfLfo in the table stream.

    Raises struct.error and IndexError where they are damaged.
    """
    root = etree.Element(W + "numbering")
    if lists[1]:
        count = min(struct.unpack_from("<h", table, lists[0])[0], _MOST_LISTS)
        at = lists[0] + lists[1]
        for index in range(count):
            head = table[lists[0] + 2 + _LIST_SIZE * index :][:_LIST_SIZE]
            abstract = _child(root, "abstractNum", abstractNumId=struct.unpack_from("<I", head)[0])
            for level in range(1 if head[26] & 1 else _LEVELS):
                at = _level(abstract, level, table, at)
    if uses[1]:
        _uses(root, table, uses[0])
    return Numbering(root)


def _uses(root: etree._Element, table: bytes, start: int) -> None:
    count = min(struct.unpack_from("<I", table, start)[0], _MOST_LISTS)
    at = start + 4 + _OVERRIDES_SIZE * count
    for index in range(count):
        number = struct.unpack_from("<I", table, start + 4 + _OVERRIDES_SIZE * index)[0]
        overrides = table[start + 4 + _OVERRIDES_SIZE * index + 12]
        use = _child(root, "num", numId=index + 1)
        _child(use, "abstractNumId", val=number)
        at += 4
        for _ in range(overrides):
            first, flags = struct.unpack_from("<iI", table, at)
            at += 8
            override = _child(use, "lvlOverride", ilvl=flags & 0xF)
            if flags & 0x20:
                at = _level(override, flags & 0xF, table, at)
            elif flags & 0x10:
                _child(override, "startOverride", val=first)


def _level(parent: etree._Element, number: int, table: bytes, at: int) -> int:
    """Add the level that is described at a place; returns where the description ends."""
    head = table[at : at + _LEVEL_SIZE]
    first, style, flags = struct.unpack_from("<iBB", head)
    at += _LEVEL_SIZE + head[24] + head[25]
    length: int = struct.unpack_from("<H", table, at)[0]
    text = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    level = _child(parent, "lvl", ilvl=number)
    _child(level, "start", val=first)
    _child(level, "numFmt", val=_FORMATS.get(style, "decimal"))
    _child(level, "lvlText", val="".join(_marks(text)))
    _child(level, "suff", val=_FOLLOWED_BY.get(head[15], "tab"))
    if flags & 0x04:
        _child(level, "isLgl", val="1")
    if flags & 0x08:
        _child(level, "lvlRestart", val=head[26])
    return at + 2 + 2 * length


def _marks(text: str) -> Iterator[str]:
    """The text of a level with %1 for the number of the first level, as .docx writes it."""
    for character in text:
        if ord(character) < _LEVELS:
            yield f"%{ord(character) + 1}"
        elif character >= " ":
            yield character


def _child(parent: etree._Element, name: str, **values: object) -> etree._Element:
    return etree.SubElement(parent, W + name, {W + key: str(value) for key, value in values.items()})
