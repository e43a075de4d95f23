"""What a PDF page prints, as everything above needs it: characters and ruling edges in reading position.

A page is turned until most of its text runs from left to right; :meth:`Page.place` leads back to the page as a viewer
displays it. Nothing here knows of cells, tables or paragraphs.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber.page
from pdfplumber.utils.geometry import obj_to_edges

from pipeline.documents.model import Box
from pipeline.reference.text import fold

Edge = dict[str, Any]
"""An edge as pdfplumber's table finder takes it: orientation ``h`` or ``v``, x0, top, x1, bottom."""

# How far two prints of one character may be apart to be a bold face made by printing twice.
_DOUBLE = 1.0
# A filled rectangle that is no thicker is a ruling line.
_THICKEST_LINE = 3.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character; blanks are glyphs too.

    ``size`` is the height of the type in points, ``base`` the height of the line that it stands on, which characters of
    all fonts in one line share, whatever their boxes are.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    base: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page in reading position. ``turn`` is how many quarter turns it took to make the text run to the right."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    edges: tuple[Edge, ...]
    turn: int = 0
    n_images: int = 0

    def place(self, box: Box) -> Box:
        """A box in reading position as a box of the displayed page."""
        x0, top, x1, bottom = box.x0, box.top, box.x1, box.bottom
        match self.turn:
            case 1:
                return Box(self.height - bottom, x0, self.height - top, x1)
            case 2:
                return Box(self.width - x1, self.height - bottom, self.width - x0, self.height - top)
            case 3:
                return Box(top, self.width - x1, bottom, self.width - x0)
            case _:
                return box


def page_of(source: pdfplumber.page.Page) -> Page:
    """The page that pdfplumber opened.

    Raises what pdfplumber and pdfminer raise for a damaged page.
    """
    left, top, width, height = _displayed(source)
    turn = _turn(source.chars)
    glyphs = []
    for char in source.chars:
        text, direction = _printed(char["text"]), _direction(char)
        if text and direction is not None and (direction == turn or not text.isspace()):
            box = _turned(char, turn, left, top, width, height)
            origin = _turned(_origin(char, source), turn, left, top, width, height)
            glyphs.append(Glyph(text, *box, size=char["size"], base=origin[1]))
    edges = [_edge(edge, _turned(edge, turn, left, top, width, height), turn) for edge in _ruling(source)]
    if turn % 2:
        width, height = height, width
    visible = (glyph for glyph in glyphs if _inside(glyph, width, height))
    return Page(source.page_number, width, height, tuple(_once(visible)), tuple(edges), turn, len(source.images))


def _displayed(page: pdfplumber.page.Page) -> tuple[float, float, float, float]:
    """Left, top, width and height of the displayed part of a page, in pdfplumber's coordinates."""
    media, crop = (_ordered(box) for box in (page.page_obj.mediabox, page.page_obj.cropbox))
    x0, y0 = max(media[0], crop[0]), max(media[1], crop[1])
    x1, y1 = min(media[2], crop[2]), min(media[3], crop[3])
    if x1 <= x0 or y1 <= y0:
        x0, y0, x1, y1 = media
    left, top = {
        0: (x0 - media[0], media[3] - y1),
        90: (y0 - media[1], x0 - media[0]),
        180: (media[2] - x1, y0 - media[1]),
        270: (media[3] - y1, media[2] - x1),
    }.get(page.rotation, (0.0, 0.0))
    width, height = x1 - x0, y1 - y0
    if page.rotation in {90, 270}:
        width, height = height, width
    return page.bbox[0] + left, page.bbox[1] + top, width, height


def _ordered(box: Sequence[float]) -> tuple[float, float, float, float]:
    x0, x1 = sorted((float(box[0]), float(box[2])))
    y0, y1 = sorted((float(box[1]), float(box[3])))
    return x0, y0, x1, y1


def _printed(text: str) -> str:
    """The text of a character: control characters gone, radicals and compatibility forms as the ideograph."""
    if (len(text) == 1 and " " < text < "\x7f") or "\u4e00" <= text <= "\u9fff":
        return text
    return "".join(_ideograph(c) if _is_radical(c) else " " if c in "\t\n\r" else c for c in text if not _is_control(c))


def _ideograph(radical: str) -> str:
    """The ideograph of a radical; Unicode folds ⼾ to the traditional 戶, which looks the same and is 户."""
    return fold(radical).replace("戶", "户")


def _is_radical(character: str) -> bool:
    return "\u2e80" <= character <= "\u2fdf" or "\uf900" <= character <= "\ufaff"


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cn", "Cs"} and character not in "\t\n\r"


def _direction(char: dict[str, Any]) -> int | None:
    """In which direction a character runs, in quarter turns clockwise; None for slanted text (a watermark)."""
    a, b = char["matrix"][:2]
    if abs(b) * 5 < abs(a):
        return 0 if a > 0 else 2
    if abs(a) * 5 < abs(b):
        return 3 if b > 0 else 1
    return None


def _turn(chars: Sequence[dict[str, Any]]) -> int:
    """The quarter turns clockwise that most of the text has."""
    found = Counter(_direction(char) for char in chars if not char["text"].isspace())
    direction, count = max(found.items(), key=lambda item: item[1], default=(0, 0))
    return direction if direction is not None and count * 2 > found.total() else 0


def _turned(
    item: dict[str, Any], turn: int, left: float, above: float, width: float, height: float
) -> tuple[float, float, float, float]:
    x0, x1 = item["x0"] - left, item["x1"] - left
    top, bottom = item["top"] - above, item["bottom"] - above
    match turn:
        case 1:
            return top, width - x1, bottom, width - x0
        case 2:
            return width - x1, height - bottom, width - x0, height - top
        case 3:
            return height - bottom, x0, height - top, x1
        case _:
            return x0, top, x1, bottom


def _origin(char: dict[str, Any], page: pdfplumber.page.Page) -> dict[str, float]:
    """The point at which a character is set, in pdfplumber's coordinates."""
    x, y = char["matrix"][4] + page.bbox[0], page.bbox[3] - char["matrix"][5]
    return {"x0": x, "x1": x, "top": y, "bottom": y}


def _ruling(page: pdfplumber.page.Page) -> Iterator[Edge]:
    """The straight edges of what is drawn, without those of white areas: shading behind a text, which nobody sees."""
    for item in [*page.lines, *page.rects, *page.curves]:
        if not _is_white_area(item):
            yield from (edge for edge in obj_to_edges(item) if edge["orientation"] is not None)


def _is_white_area(item: dict[str, Any]) -> bool:
    """Whether an item is a filled area, not a line drawn as a thin rectangle, in white and without a border."""
    if item["stroke"] or not item["fill"] or min(item["width"], item["height"]) <= _THICKEST_LINE:
        return False
    color = item["non_stroking_color"]
    parts = tuple(color) if isinstance(color, tuple | list) else (color,)
    if not all(isinstance(part, int | float) for part in parts):
        return False
    return len(parts) == 4 and not any(parts) if len(parts) not in {1, 3} else all(part >= 0.99 for part in parts)


def _edge(edge: Edge, box: tuple[float, float, float, float], turn: int) -> Edge:
    x0, top, x1, bottom = box
    orientation = edge["orientation"]
    if turn % 2:
        orientation = {"h": "v", "v": "h"}[orientation]
    return {
        "orientation": orientation,
        "object_type": edge["object_type"],
        "x0": x0,
        "top": top,
        "x1": x1,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _inside(glyph: Glyph, width: float, height: float) -> bool:
    return 0 <= (glyph.x0 + glyph.x1) / 2 <= width and 0 <= (glyph.top + glyph.bottom) / 2 <= height


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Each character once, where a bold face is made by printing it twice at nearly the same place."""
    seen: dict[tuple[str, int, int], Glyph] = {}
    for glyph in glyphs:
        x, y = round(glyph.x0), round(glyph.top)
        near = (seen.get((glyph.text, x + i, y + j)) for i in (-1, 0, 1) for j in (-1, 0, 1))
        if any(
            other is not None and abs(other.x0 - glyph.x0) < _DOUBLE and abs(other.top - glyph.top) < _DOUBLE
            for other in near
        ):
            continue
        seen[glyph.text, x, y] = glyph
        yield glyph
