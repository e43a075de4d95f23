"""What a PDF page draws, in points from the lower left corner of its MediaBox as the page is displayed.

The form in which both ways to read a page hand it on: characters, and the shapes that can be ruling lines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTItem, LTLine, LTPage, LTRect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import literal_name

Point = tuple[float, float]

_FIGURE = re.compile(r"[-−]?\d[\d,]*(?:\.\d*)?%?")
_OF_FIGURES = frozenset("0123456789.,-−%")
# Characters of one figure begin no further apart than this part of their height, overlap by no more than that one, and
# stand as high within so many points.
_WIDEST_DIGIT = 0.65
_OVERLAP = 0.1
_SAME_BASE = 0.5
_LEFT_OUT = "…"
# A picture that is no thicker, in points, is a line.
_THICKEST = 2.0


class Char(NamedTuple):
    """A printed character with its box.

    ``size`` is the height of the type; ``a`` and ``b`` are the direction in which the text runs, ``x`` and ``y`` the
    point on the base line at which the character is set.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    a: float
    b: float
    x: float
    y: float


def runs_upright(a: float, b: float) -> bool:
    """Whether text of this direction runs up or down the page rather than across: its height is its box's width."""
    return abs(b) > abs(a)


FILLED, INVISIBLE = 0, 3
"""The text rendering modes of characters that are filled only, and of those not painted (ISO 32000-1, table 106)."""


class InvisibleChar(LTChar):
    """A character that pdfminer reads and that is not painted."""


class WhiteChar(LTChar):
    """A character that is filled with white."""


class PaleChar(LTChar):
    """A character in a color much lighter than print."""


class HiddenChar(LTChar):
    """A character that pdfminer reads and that a clipping path hides."""


class Shape(NamedTuple):
    """A path that is painted: a ``line``, a ``rect`` or a ``curve`` through ``points``, with its bounding box.

    ``color`` is what fills it: gray, the parts of RGB or CMYK, or whatever else a pattern is named by.
    """

    kind: str
    x0: float
    y0: float
    x1: float
    y1: float
    stroke: bool
    fill: bool
    color: Any
    points: Sequence[Point] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """One page. ``height`` is that of the displayed MediaBox, from which y counts downwards.

    ``white`` are the characters in white, seen or not as the ground under them is; ``pale`` may be a watermark.
    """

    number: int
    source: PDFPage
    chars: Sequence[Char]
    shapes: Sequence[Shape]
    n_images: int
    white: Sequence[Char] = ()
    n_shadings: int = 0
    pale: Sequence[Char] = ()

    @property
    def height(self) -> float:
        """The height of the MediaBox as the page is displayed."""
        x0, y0, x1, y1 = self.source.mediabox
        return abs(x1 - x0) if self.source.rotate in {90, 270} else abs(y1 - y0)


def drawing_of(layout: LTPage, source: PDFPage, number: int, n_shadings: int) -> Drawing:
    """The drawing in pdfminer's layout of a page."""
    items = list(_items(layout))
    chars: list[Char] = []
    white: list[Char] = []
    pale: list[Char] = []
    invisible: list[Char] = []
    hidden: list[tuple[int, Char]] = []
    of_kind: dict[type[LTChar], list[Char]] = {
        LTChar: chars,
        WhiteChar: white,
        PaleChar: pale,
        InvisibleChar: invisible,
    }
    for item in items:
        if isinstance(item, HiddenChar):
            hidden.append((len(chars), _char(item)))
        elif isinstance(item, LTChar):
            of_kind[type(item)].append(_char(item))
    shapes: list[Shape] = []
    n_images = 0
    for item in items:
        if isinstance(item, LTCurve):
            shapes.append(_shape(item))
        elif isinstance(item, LTImage):
            line = line_of_image(item.stream, item.bbox)
            n_images += line is None
            shapes += [line] if line is not None else []
    seen = seen_chars(with_whole_figures(chars, hidden), invisible, n_images)
    return Drawing(number, source, seen, shapes, n_images, white, n_shadings, pale)


def with_whole_figures(chars: Sequence[Char], hidden: Sequence[tuple[int, Char]]) -> Sequence[Char]:
    """The characters of a page with the ends of figures that a clipping path hides, ``hidden`` with the number of
    characters before each.

    A figure too wide for its cell is drawn whole and clipped to the cell: without its end it would be another one. The
    end goes with the first or last character that is seen, so that it stays in the cell. A figure of which less than
    half is seen may belong to another page: a mark says that there is more of it, so that it is read as no number.
    """
    pieces = [(index, char) for index, char in hidden if char.text in _OF_FIGURES]
    if not pieces:
        return chars
    whole = list(chars)
    run: list[tuple[Char, int | None]] = []
    for char, index in _in_order(chars, pieces):
        if run and not _goes_on(run[-1][0], char):
            _complete(whole, run)
            run = []
        run.append((char, index))
    _complete(whole, run)
    return whole


def _in_order(chars: Sequence[Char], hidden: Sequence[tuple[int, Char]]) -> Iterator[tuple[Char, int | None]]:
    """All characters as they were drawn, those that are seen with their index."""
    at = 0
    for index, char in hidden:
        yield from ((chars[seen], seen) for seen in range(at, index))
        yield char, None
        at = index
    yield from ((chars[seen], seen) for seen in range(at, len(chars)))


def _goes_on(before: Char, char: Char) -> bool:
    """Whether a character of a figure stands right behind another one, in text that runs to the right or upwards."""
    if before.text not in _OF_FIGURES or char.text not in _OF_FIGURES or (before.a, before.b) != (char.a, char.b):
        return False
    x, y = char.x - before.x, char.y - before.y
    along, across, room = (x, y, char.x - before.x1) if not char.b else (y, x, char.y - before.y1)
    return (
        min(char.a, char.b) == 0 < max(char.a, char.b)
        and along <= _WIDEST_DIGIT * char.size
        and room > -_OVERLAP * char.size
        and abs(across) < _SAME_BASE
    )


def _complete(whole: list[Char], run: Sequence[tuple[Char, int | None]]) -> None:
    """Give the first and last character seen of a figure what is hidden before and behind it."""
    seen = [index for _, index in run if index is not None]
    if not seen or len(seen) == len(run) or not _FIGURE.fullmatch("".join(char.text for char, _ in run)):
        return
    places = [place for place, (_, index) in enumerate(run) if index is not None]
    before = "".join(char.text for char, _ in run[: places[0]])
    behind = "".join(char.text for char, _ in run[places[-1] + 1 :])
    if len(seen) * 2 < len(run):
        before, behind = before and _LEFT_OUT, behind and _LEFT_OUT
    whole[seen[0]] = whole[seen[0]]._replace(text=before + whole[seen[0]].text)
    whole[seen[-1]] = whole[seen[-1]]._replace(text=whole[seen[-1]].text + behind)


def line_of_image(stream: PDFStream, box: tuple[float, float, float, float]) -> Shape | None:
    """The line that a picture in this box is, as some programs draw the borders of cells; None for all others.

    What is transparent in part may be a spacer that nobody sees.
    """
    x0, y0, x1, y1 = box
    is_thin = 0 < min(x1 - x0, y1 - y0) <= _THICKEST
    is_image = literal_name(stream.get("Subtype")) == "Image" and stream.get("SMask") is None
    return Shape("rect", x0, y0, x1, y1, False, True, None) if is_thin and is_image else None


def seen_chars(chars: Sequence[Char], invisible: Sequence[Char], n_images: int) -> Sequence[Char]:
    """The characters that a page shows.

    Invisible ones (text rendering mode 3) are the layer of text that recognition put over a picture, or stray text.
    Only where a page has next to nothing else, no picture either, do they say what its shapes draw.
    """
    return chars if n_images or len(chars) >= len(invisible) else [*chars, *invisible]


def _items(container: LTContainer[Any]) -> Iterator[LTItem]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _items(item)
        else:
            yield item


def _char(item: LTChar) -> Char:
    a, b, _, _, x, y = item.matrix
    size = item.x1 - item.x0 if runs_upright(a, b) else item.size
    return Char(item.get_text(), item.x0, item.y0, item.x1, item.y1, size, a, b, x, y)


def _shape(item: LTCurve) -> Shape:
    kind = "line" if isinstance(item, LTLine) else "rect" if isinstance(item, LTRect) else "curve"
    return Shape(kind, item.x0, item.y0, item.x1, item.y1, item.stroke, item.fill, item.non_stroking_color, item.pts)
