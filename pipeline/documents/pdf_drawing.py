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
    return Drawing(
        number,
        source,
        [_char(item) for item in items if isinstance(item, LTChar)],
        [_shape(item) for item in items if isinstance(item, LTCurve)],
        sum(isinstance(item, LTImage) for item in items),
    )


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
