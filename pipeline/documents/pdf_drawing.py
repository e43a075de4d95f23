"""What a PDF page draws, in points from the lower left corner of its MediaBox as the page is displayed.

The form in which both ways to read a page hand it on: characters, and the shapes that can be ruling lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTItem, LTLine, LTPage, LTRect
from pdfminer.pdfpage import PDFPage

Point = tuple[float, float]


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


INVISIBLE = 3
"""The text rendering mode of characters that are not painted (ISO 32000-1, table 106)."""


class InvisibleChar(LTChar):
    """A character that pdfminer reads and that is not painted."""


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
    """One page. ``height`` is that of the displayed MediaBox, from which y counts downwards."""

    number: int
    source: PDFPage
    chars: Sequence[Char]
    shapes: Sequence[Shape]
    n_images: int

    @property
    def height(self) -> float:
        """The height of the MediaBox as the page is displayed."""
        x0, y0, x1, y1 = self.source.mediabox
        return abs(x1 - x0) if self.source.rotate in {90, 270} else abs(y1 - y0)


def drawing_of(layout: LTPage, source: PDFPage, number: int) -> Drawing:
    """The drawing in pdfminer's layout of a page."""
    items = list(_items(layout))
    chars = [item for item in items if isinstance(item, LTChar)]
    n_images = sum(isinstance(item, LTImage) for item in items)
    return Drawing(
        number,
        source,
        seen_chars(
            [_char(item) for item in chars if not isinstance(item, InvisibleChar)],
            [_char(item) for item in chars if isinstance(item, InvisibleChar)],
            n_images,
        ),
        [_shape(item) for item in items if isinstance(item, LTCurve)],
        n_images,
    )


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
    return Char(item.get_text(), item.x0, item.y0, item.x1, item.y1, item.size, a, b, x, y)


def _shape(item: LTCurve) -> Shape:
    kind = "line" if isinstance(item, LTLine) else "rect" if isinstance(item, LTRect) else "curve"
    return Shape(kind, item.x0, item.y0, item.x1, item.y1, item.stroke, item.fill, item.non_stroking_color, item.pts)
