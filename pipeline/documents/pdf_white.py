"""What nobody sees on a page: white type on white paper, and type that is far too small to be read."""

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from pipeline.documents.pdf_drawing import Char, Drawing, Shape

# Spaces of color in which a number is how much ink there is, or names something.
_INKS = frozenset({"Separation", "DeviceN", "Indexed", "Pattern", "Lab"})
_WHITE = 0.99
# Type lower than so many points, and than this part of the page's common type, is no print that anybody reads.
_SMALLEST = 3.0
_TINY = 0.3
_SIZE = attrgetter("size")


def is_white(color: Any, space: str = "") -> bool:
    """Whether a color is white: gray, the parts of RGB or CMYK. ``space`` is the name of its color space."""
    if not color or space in _INKS:
        return False
    parts = tuple(color) if isinstance(color, tuple | list) else (color,)
    if not all(isinstance(part, int | float) for part in parts):
        return False
    return len(parts) == 4 and not any(parts) if len(parts) not in {1, 3} else all(part >= _WHITE for part in parts)


def shown(drawing: Drawing) -> Sequence[Char]:
    """The characters of a page that are seen; over a picture or a shading white ones are."""
    white = drawing.white
    if white and not drawing.n_images and not drawing.n_shadings:
        white = _on_ground(white, drawing.shapes)
    return _legible([*drawing.chars, *white] if white else drawing.chars)


def _on_ground(white: Sequence[Char], shapes: Sequence[Shape]) -> list[Char]:
    """The white characters that stand on a ground that is filled with another color."""
    ground = [shape for shape in shapes if shape.fill and shape.kind != "line" and not is_white(shape.color)]
    return [char for char in white if any(_is_on(char, shape) for shape in ground)]


def _is_on(char: Char, shape: Shape) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
    return shape.x0 <= x <= shape.x1 and shape.y0 <= y <= shape.y1


def _legible(chars: Sequence[Char]) -> Sequence[Char]:
    """The characters without those in type that is far too small to be read, on a page of larger type."""
    if min(map(_SIZE, chars), default=_SMALLEST) >= _SMALLEST:
        return chars
    # On a turned page the size is the width of a character.
    heights = [max(char.size, char.x1 - char.x0) for char in chars]
    counts = Counter(map(round, heights))
    common = max(counts, key=lambda height: counts[height])
    return [char for char, height in zip(chars, heights, strict=True) if height >= min(_SMALLEST, _TINY * common)]
