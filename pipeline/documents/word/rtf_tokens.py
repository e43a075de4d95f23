"""The tokens of rich text: groups, control words, and characters decoded by the encoding that holds at their place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<symbol>.)"
    rb"|(?P<brace>[{}])|(?P<furniture>[\r\n\0]+)|(?P<text>[^\\{}\r\n\0]+)",
    re.DOTALL,
)
_SYMBOLS = {b"~": " ", b"_": "-"}
_LITERAL = frozenset((b"{", b"}", b"\\"))
_LINE_ENDS = frozenset((b"\r", b"\n"))
# The encodings of the character sets that a font may be of, and of the code pages of a file, in two bytes.
_CHARSETS = {134: "gb18030", 136: "big5hkscs", 128: "cp932", 129: "cp949"}
_CODE_PAGES = {936: "gb18030", 54936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949", 65001: "utf-8"}
_OTHER = "cp1252"
_CHINESE = "gb18030"


@dataclass(frozen=True, slots=True)
class Token:
    """``kind`` is open or close (of a group), star (what follows is for newer programs), word (with its number) or
    text, as ``data`` and decoded."""

    kind: str
    word: str = ""
    number: int | None = None
    text: str = ""
    data: bytes = b""


_OPEN, _CLOSE, _STAR, _PARAGRAPH = Token("open"), Token("close"), Token("star"), Token("word", "par")


@dataclass(slots=True)
class _Encodings:
    """Which encoding holds: that of the font where it is of two bytes, else the file's.

    A font of another script has none that counts: programs print Chinese text in a Western font's name.
    """

    page: str | None = None
    fonts: dict[int, str] = field(default_factory=dict)
    default: int | None = None
    listed: int | None = None

    def decode(self, data: bytes, font: int | None) -> str:
        if data.isascii():
            return data.decode("ascii")
        known = self.fonts.get(font if font is not None else self.default if self.default is not None else -1)
        chinese = _CHINESE if _CHINESE in self.fonts.values() else None
        for encoding in (known, self.page, chinese):
            if encoding is not None:
                try:
                    return data.decode(encoding)
                except UnicodeDecodeError:
                    continue
        return data.decode(known or self.page or _OTHER, "replace")

    def notice(self, word: str, number: int | None) -> None:
        """Take what the head of the file says of its code page and its fonts."""
        if word == "ansicpg" and number is not None:
            self.page = _CODE_PAGES.get(number)
        elif word == "deff":
            self.default = number
        elif word == "f":
            self.listed = number
        elif word == "fcharset" and self.listed is not None and number in _CHARSETS:
            self.fonts[self.listed] = _CHARSETS[number]


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file in order; what stands in it for programs without Unicode is left out."""
    encodings = _Encodings()
    font: int | None = None
    fallback = 1
    around: list[tuple[int | None, int]] = []
    pending = bytearray()
    to_skip = position = 0
    while (match := _TOKEN.match(data, position)) is not None:
        position = match.end()
        kind = match.lastgroup
        if kind in ("hex", "text", "furniture") or (kind == "symbol" and match["symbol"] in _LITERAL):
            found = bytes.fromhex(match["hex"].decode("ascii")) if kind == "hex" else match["symbol"] or match["text"]
            skipped = min(to_skip, len(found or b""))
            to_skip -= skipped
            pending += (found or b"")[skipped:]
            continue
        if pending:
            yield Token("text", text=encodings.decode(bytes(pending), font), data=bytes(pending))
            pending.clear()
        if kind == "brace":
            to_skip = 0
            if match["brace"] == b"{":
                around.append((font, fallback))
                yield _OPEN
            else:
                font, fallback = around.pop() if around else (font, fallback)
                yield _CLOSE
        elif kind == "symbol":
            if match["symbol"] == b"*":
                yield _STAR
            elif match["symbol"] in _LINE_ENDS:
                yield _PARAGRAPH
            elif match["symbol"] in _SYMBOLS:
                yield Token("text", text=_SYMBOLS[match["symbol"]])
        else:
            word, printed = match["word"].decode("ascii"), match["number"]
            number = int(printed) if printed is not None else None
            if word == "u" and number is not None:
                yield Token("text", text=chr(number & 0xFFFF))
                to_skip = fallback
            elif word == "bin" and number is not None:
                held = data[position : position + max(number, 0)]
                position += len(held)
                yield Token("text", data=held.hex().encode("ascii"))
            else:
                fallback = max(number or 0, 0) if word == "uc" else fallback
                encodings.notice(word, number)
                font = number if word == "f" else None if word == "plain" else font
                yield Token("word", word, number)
    if pending:
        yield Token("text", text=encodings.decode(bytes(pending), font), data=bytes(pending))
