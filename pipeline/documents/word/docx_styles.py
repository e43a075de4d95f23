"""Paragraph properties of a Word document that are not on the paragraph: styles, and automatic list numbers.

Word prints the number of a list item from word/numbering.xml and counters; the number is nowhere in the text. What is
computed here is the number as printed, such as '一、', '（二）' or '3.'.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.documents.word.indentation import TWIPS_PER_CHARACTER
from pipeline.documents.word.list_numbers import formatted

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = W + "val"
_MAX_BASES = 20
_MAX_LEVEL = 8
_STYLE, _NUMBERING, _INDENT, _ALIGNMENT, _MARK = (W + name for name in ("pStyle", "numPr", "ind", "jc", "rPr"))
_OFF = {"0", "false", "off", "none"}


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """The value of a switch such as w:vanish among properties: on, off, or None where it is not there."""
    if properties is None:
        return None
    for switch in properties.iterchildren(W + name):
        return switch.get(_VAL, "1") not in _OFF
    return None


def number_of(element: etree._Element | None, name: str = "val") -> int | None:
    """An attribute of an element as a whole number; None where the element, the attribute or the number is missing."""
    value = None if element is None else element.get(W + name)
    try:
        return None if value is None else int(float(value))
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class Style:
    """What a style adds: a list (numId, level), an indentation in twips, hidden text; None: nothing said."""

    list_id: int | None = None
    level: int | None = None
    indent: int | None = None
    is_hidden: bool | None = None


NO_STYLE = Style()


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    style: str
    text: str
    suffix: str
    restart: int | None
    is_legal: bool
    indent: int | None


@dataclass(frozen=True, slots=True)
class Properties:
    """What w:pPr says of its own paragraph; None: nothing. ``runs_on``: its paragraph mark is deleted or hidden."""

    style: str | None = None
    list_id: int | None = None
    level: int | None = None
    indent: int | None = None
    alignment: str | None = None
    runs_on: bool = False


NO_PROPERTIES = Properties()


def properties_of(properties: etree._Element | None) -> Properties:
    """The properties of a paragraph, a style or a list level from its w:pPr."""
    if properties is None:
        return NO_PROPERTIES
    style = list_id = level = indent = alignment = None
    runs_on = False
    for child in properties.iterchildren(_STYLE, _NUMBERING, _INDENT, _ALIGNMENT, _MARK):
        tag = child.tag
        if tag == _STYLE:
            style = child.get(_VAL) or ""
        elif tag == _NUMBERING:
            list_id = number_of(child.find(W + "numId"))
            level = number_of(child.find(W + "ilvl"))
        elif tag == _INDENT:
            indent = _indent(child)
        elif tag == _ALIGNMENT:
            alignment = child.get(_VAL)
        else:
            gone = next(child.iterchildren(W + "del", W + "moveFrom"), None) is not None
            runs_on = gone or bool(is_on(child, "vanish"))
    return Properties(style, list_id, level, indent, alignment, runs_on)


def _indent(ind: etree._Element | None) -> int | None:
    """Where the first line begins: left + firstLine - hanging; measures in hundredths of a character come first."""
    if ind is None:
        return None
    left = _measure(ind, "left", "leftChars") or _measure(ind, "start", "startChars") or 0
    first = _measure(ind, "firstLine", "firstLineChars")
    hanging = _measure(ind, "hanging", "hangingChars")
    return left + (first or 0) - (hanging or 0)


def _measure(ind: etree._Element, twips: str, characters: str) -> int | None:
    in_characters = number_of(ind, characters)
    if in_characters:
        return in_characters * TWIPS_PER_CHARACTER // 100
    return number_of(ind, twips)


class Styles:
    """The styles of word/styles.xml with what they inherit."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._made: dict[str, Style] = {}
        self.default = ""
        for element in () if root is None else root.iterchildren(W + "style"):
            name = element.get(W + "styleId") or ""
            self._elements[name] = element
            if element.get(W + "type") == "paragraph" and element.get(W + "default", "0") not in _OFF:
                self.default = name

    def __getitem__(self, name: str | None) -> Style:
        if name is None or name not in self._elements:
            return NO_STYLE
        style = self._made.get(name)
        if style is None:
            style = self._made[name] = self._make(name)
        return style

    def _make(self, name: str) -> Style:
        list_id = level = indent = None
        is_hidden: bool | None = None
        at: str | None = name
        for _ in range(_MAX_BASES):
            element = self._elements.get(at) if at is not None else None
            if element is None:
                break
            own = properties_of(element.find(W + "pPr"))
            list_id = own.list_id if list_id is None else list_id
            level = own.level if level is None else level
            indent = own.indent if indent is None else indent
            is_hidden = is_on(element.find(W + "rPr"), "vanish") if is_hidden is None else is_hidden
            base = element.find(W + "basedOn")
            at = None if base is None else base.get(_VAL)
        return Style(list_id, level, indent, is_hidden)


class Numbering:
    """The lists of word/numbering.xml and how far each has counted; ask once per paragraph, in document order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract_of: dict[int, int] = {}
        self._levels: dict[int, dict[int, _Level]] = {}
        self._overrides: dict[int, dict[int, _Level]] = {}
        self._starts: dict[int, dict[int, int]] = {}
        self._by_style: dict[tuple[int, str], int] = {}
        self._counters: dict[int, dict[int, int]] = {}
        self._begun: set[int] = set()
        if root is not None:
            self._load(root)

    def level_of(self, list_id: int, style: str | None) -> int:
        """The level that a paragraph style has in a list; 0 where the list does not name the style."""
        return self._by_style.get((self._abstract_of.get(list_id, -1), style or ""), 0)

    def indent(self, list_id: int, level: int) -> int | None:
        """The indentation in twips that the list gives to items of a level."""
        found = self._level(list_id, level)
        return None if found is None else found.indent

    def next(self, list_id: int, level: int) -> str:
        """The number of the next item, with the blank after it where it would run into the text; '' for bullets."""
        found = self._level(list_id, level)
        if found is None:
            return ""
        counters = self._counters.setdefault(self._abstract_of[list_id], {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for restarted, start in self._starts.get(list_id, {}).items():
                counters[restarted] = start - 1
        counters[level] = counters[level] + 1 if level in counters else found.start
        for deeper in [number for number in counters if number > level]:
            restart = self._level(list_id, deeper)
            if restart is None or restart.restart != 0:
                del counters[deeper]
        if found.style in ("bullet", "none") or "%" not in found.text:
            return ""
        text = self._text(list_id, found, counters)
        runs_in = found.suffix != "nothing" and text[-1:].isascii()
        return text + " " if runs_in else text

    def _text(self, list_id: int, level: _Level, counters: Mapping[int, int]) -> str:
        text = level.text
        for number in range(_MAX_LEVEL, -1, -1):
            mark = f"%{number + 1}"
            if mark not in text:
                continue
            of_mark = self._level(list_id, number)
            style = of_mark.style if of_mark is not None else "decimal"
            start = of_mark.start if of_mark is not None else 1
            text = text.replace(mark, formatted(counters.get(number, start), "decimal" if level.is_legal else style))
        return text

    def _level(self, list_id: int, level: int) -> _Level | None:
        override = self._overrides.get(list_id, {}).get(level)
        return override or self._levels.get(self._abstract_of.get(list_id, -1), {}).get(level)

    def _load(self, root: etree._Element) -> None:
        links: dict[int, str] = {}
        linked: dict[str, int] = {}
        for element in root.iterchildren(W + "abstractNum"):
            abstract = number_of(element, "abstractNumId")
            if abstract is None:
                continue
            self._levels[abstract] = dict(map(_level, element.iterchildren(W + "lvl")))
            for lvl in element.iterchildren(W + "lvl"):
                style = lvl.find(W + "pStyle")
                if style is not None:
                    self._by_style[abstract, style.get(_VAL) or ""] = number_of(lvl, "ilvl") or 0
            link, name = element.find(W + "numStyleLink"), element.find(W + "styleLink")
            if link is not None:
                links[abstract] = link.get(_VAL) or ""
            if name is not None:
                linked[name.get(_VAL) or ""] = abstract
        for element in root.iterchildren(W + "num"):
            list_id, abstract = number_of(element, "numId"), number_of(element.find(W + "abstractNumId"))
            if list_id is None or abstract is None:
                continue
            self._abstract_of[list_id] = linked.get(links.get(abstract, ""), abstract)
            for override in element.iterchildren(W + "lvlOverride"):
                self._load_override(list_id, override)

    def _load_override(self, list_id: int, override: etree._Element) -> None:
        level = number_of(override, "ilvl") or 0
        start, lvl = number_of(override.find(W + "startOverride")), override.find(W + "lvl")
        if start is not None:
            self._starts.setdefault(list_id, {})[level] = start
        if lvl is not None:
            self._overrides.setdefault(list_id, {})[level] = _level(lvl)[1]


def _level(lvl: etree._Element) -> tuple[int, _Level]:
    def value(name: str, default: str) -> str:
        element = lvl.find(W + name)
        return default if element is None else element.get(_VAL) or ""

    start = number_of(lvl.find(W + "start"))
    return number_of(lvl, "ilvl") or 0, _Level(
        start=1 if start is None else start,
        style=value("numFmt", "decimal"),
        text=value("lvlText", ""),
        suffix=value("suff", "tab"),
        restart=number_of(lvl.find(W + "lvlRestart")),
        is_legal=bool(is_on(lvl, "isLgl")),
        indent=properties_of(lvl.find(W + "pPr")).indent,
    )
