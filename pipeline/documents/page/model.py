"""A page that is printed: characters and ruling edges in reading position.

A page is turned until most of its text runs from left to right; :meth:`Page.place` leads back to the page as a viewer
displays it. Nothing here knows of cells, tables or paragraphs.
"""

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.documents.model import Box

Rectangle = tuple[float, float, float, float]


class Edge(NamedTuple):
    """A straight edge, level or upright (:attr:`is_level`): a ruling line, or a side of what is drawn."""

    x0: float
    top: float
    x1: float
    bottom: float
    is_level: bool

    @property
    def length(self) -> float:
        """How long the edge is."""
        return self.x1 - self.x0 if self.is_level else self.bottom - self.top


class Glyph(NamedTuple):
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
    """One page in reading position. ``turn`` is how many quarter turns it took to make the text run to the right.

    ``is_printed_upon`` says that fields or texts are put on the page besides its contents.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    edges: tuple[Edge, ...]
    turn: int = 0
    n_images: int = 0
    is_printed_upon: bool = False

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

    def reading_place(self, box: Box) -> Box:
        """A box of the displayed page as a box in reading position."""
        width, height = (self.height, self.width) if self.turn % 2 else (self.width, self.height)
        return Box(*turned((box.x0, box.top, box.x1, box.bottom), self.turn, width, height))


def turned(box: Rectangle, turn: int, width: float, height: float) -> Rectangle:
    """A box after so many quarter turns; width and height are those of the page before."""
    x0, top, x1, bottom = box
    match turn:
        case 1:
            return top, width - x1, bottom, width - x0
        case 2:
            return width - x1, height - bottom, width - x0, height - top
        case 3:
            return height - bottom, x0, height - top, x1
        case _:
            return box
