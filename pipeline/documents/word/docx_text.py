"""The text of a Word paragraph as it is printed with all changes accepted.

Dropped: deleted and moved-away text, field codes, hidden text, references to notes and comments.
Kept: inserted text, results of fields, line breaks (as line feeds). Text boxes and objects are handed out apart, once.
"""

from dataclasses import dataclass

from lxml import etree

from pipeline.documents.word.docx_styles import Styles, W, is_on

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DROPPED = frozenset(
    W + name
    for name in (
        "del", "moveFrom", "instrText", "delText", "delInstrText", "footnoteReference", "endnoteReference",
        "footnoteRef", "endnoteRef", "commentReference", "annotationRef", "pPr", "rPr", "rt",
        "softHyphen", "separator", "continuationSeparator", "sdtPr", "sdtEndPr", "fldData", "pgNum", "ptab",
    )
)  # fmt: skip
_BREAKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_PLAIN = W + "t"
_TEXT = frozenset((_PLAIN, _M + "t"))
_RUN, _FIELD, _SYMBOL, _BOX = W + "r", W + "fldChar", W + "sym", W + "txbxContent"
_RUN_PROPERTIES, _RUN_STYLE, _VANISH = W + "rPr", W + "rStyle", W + "vanish"
_ALTERNATE, _CHOICE, _FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
_PRIVATE = range(0xE000, 0xF900)
_PRIVATE_ASCII, _SAME_IN_SYMBOL = 0xF000, frozenset("0123456789()+,-./%:;<=>[]|")
_OBJECT, _OLE = W + "object", "{urn:schemas-microsoft-com:office:office}OLEObject"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ID = _RELATIONS + "id"
_PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip": _RELATIONS + "embed",
    "{urn:schemas-microsoft-com:vml}imagedata": _RELATIONS + "id",
}
_CHARTS = frozenset(
    {
        "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
        "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart",
    }
)


@dataclass(frozen=True, slots=True)
class Embedded:
    """An object in a paragraph: the id of its part, its program, whether an icon stands for the whole of it."""

    part: str
    program: str
    is_whole: bool

    @property
    def name(self) -> str:
        """What it is called."""
        return f"an embedded object ({self.program})" if self.program else "an embedded object"


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The branch of mc:AlternateContent that counts: the first choice, else the fallback."""
    choice = alternate.find(_CHOICE)
    return alternate.find(_FALLBACK) if choice is None else choice


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a paragraph, by the id of its part."""

    part: str
    name = "a picture"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in a paragraph, by the id of its part."""

    part: str
    name = "a chart"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A file that goes on with the text, by the id of its part."""

    part: str
    is_whole = True
    name = "an included file"


Part = Embedded | Picture | Chart | Chunk


class Inline:
    """Walks one paragraph: ``text`` is what it prints, ``boxes`` and ``objects`` what its text boxes hold, and what is
    embedded, in order."""

    def __init__(self, paragraph: etree._Element, styles: Styles, is_hidden: bool) -> None:
        self.boxes: list[etree._Element] = []
        self.objects: list[Part] = []
        self._styles = styles
        self._is_hidden = is_hidden
        self._pieces: list[str] = []
        # For each field that is open: whether its code is being read (True) or its result. A code that is never
        # followed by a result ends with the paragraph, so that a broken field cannot swallow the rest.
        self._in_code: list[bool] = []
        self._walk(paragraph)
        self.text = "".join(self._pieces)

    def _walk(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag not in _DROPPED:
                self._take(child, tag)

    def _run(self, run: etree._Element) -> None:
        is_hidden = self._is_hidden
        for child in run:
            tag = child.tag
            if tag == _RUN_PROPERTIES:
                is_hidden = self._hides(child)
            elif not is_hidden:
                if tag == _PLAIN:
                    self._add(child.text or "")
                elif tag not in _DROPPED:
                    self._take(child, tag)

    def _take(self, child: etree._Element, tag: str) -> None:
        if tag in _TEXT:
            self._add(child.text or "")
        elif tag in _BREAKS:
            self._add(_BREAKS[tag])
        elif tag == _FIELD:
            self._field(child.get(W + "fldCharType"))
        elif tag == _SYMBOL:
            self._add(_symbol(child.get(W + "char"), child.get(W + "font")))
        elif tag == _BOX:
            self.boxes.append(child)
        elif tag == _OBJECT:
            self.objects.extend(
                Embedded(ole.get(ID) or "", ole.get("ProgID") or "", ole.get("DrawAspect") == "Icon")
                for ole in child.iter(_OLE)
            )
        elif tag in _CHARTS:
            self.objects.append(Chart(child.get(ID) or ""))
        elif tag in _PICTURES:
            part = child.get(_PICTURES[tag])
            if part:
                self.objects.append(Picture(part))
        elif tag == _ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                self._walk(branch)
        else:
            self._walk(child)

    def _add(self, text: str) -> None:
        if not any(self._in_code):
            self._pieces.append(text)

    def _hides(self, properties: etree._Element) -> bool:
        by_style: bool | None = None
        for child in properties.iterchildren(_VANISH, _RUN_STYLE):
            if child.tag == _VANISH:
                return bool(is_on(properties, "vanish"))
            by_style = self._styles[child.get(W + "val")].is_hidden
        return self._is_hidden if by_style is None else by_style

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._in_code.append(True)
        elif kind == "separate" and self._in_code:
            self._in_code[-1] = False
        elif kind == "end" and self._in_code:
            self._in_code.pop()


def _symbol(code: str | None, font: str | None) -> str:
    """The character of w:sym; those of picture fonts have no meaning as text.

    A font of symbols has its own characters from F000 on; in the one that is named Symbol the first are those of ASCII,
    but for the letters.
    """
    try:
        value = int(code or "", 16)
    except ValueError:
        return ""
    if font == "Symbol" and value & 0xFF00 == _PRIVATE_ASCII and chr(value & 0xFF) in _SAME_IN_SYMBOL:
        return chr(value & 0xFF)
    return "" if value in _PRIVATE or not 31 < value < 0x110000 else chr(value)
