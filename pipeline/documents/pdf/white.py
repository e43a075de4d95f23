"""What is no print on a page: white type on white paper, pale watermarks, and type that is far too small to be read."""

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from pipeline.documents.pdf.drawing import Char, Drawing, Shape

# Spaces of color in which a number is how much ink there is, or names something.
_INKS = frozenset({"Separation", "DeviceN", "Indexed", "Pattern", "Lab"})
_WHITE = 0.99
# Type lower than so many points, and than this part of the page's common type, is no print that anybody reads.
_SMALLEST = 3.0
_TINY = 0.3
# Type lower than so many points that is drawn over larger type is lower than this part of the common type, and its box
# overlaps by so much of a side.
_SCRAP = 0.6
_OVER = 0.1
_SIZE = itemgetter(5)
# Type is pale from this lightness on (0 black, 1 white), and a watermark where it is repeated as often on a page.
_PALE = 0.6
_REPEATED = 3
# Characters of a text begin no further apart, in heights; and boxes that overlap by less of a side only touch.
_NEXT = 2.5
_TOUCH = 0.25


def is_white(color: Any, space: str = "") -> bool:
    """Whether a color is white: gray, the parts of RGB or CMYK. ``space`` is the name of its color space."""
    if not color or space in _INKS:
        return False
    parts = tuple(color) if isinstance(color, tuple | list) else (color,)
    if not all(isinstance(part, int | float) for part in parts):
        return False
    return len(parts) == 4 and not any(parts) if len(parts) not in {1, 3} else all(part >= _WHITE for part in parts)


def is_pale(color: Any, space: str, alpha: float) -> bool:
    """Whether type is much lighter than print, by its color or because paper shines through (``alpha`` below 1)."""
    if space in _INKS:
        return alpha <= 1 - _PALE
    parts = tuple(color) if isinstance(color, tuple | list) else (color,)
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return alpha <= 1 - _PALE
    if len(parts) == 4:
        light = (1 - min(parts[3], 1)) * (1 - sum(parts[:3]) / 3)
    else:
        light = 0.3 * parts[0] + 0.59 * parts[1] + 0.11 * parts[2] if len(parts) == 3 else parts[0]
    return bool(1 - alpha * (1 - light) >= _PALE)


def shown(drawing: Drawing) -> Sequence[Char]:
    """The characters of a page that are seen; over a picture or a shading white ones are."""
    white = drawing.white
    if white and not drawing.n_images and not drawing.n_shadings:
        white = _on_ground(white, drawing.shapes)
    pale = _printed_pale(drawing) if drawing.pale else ()
    return _legible([*drawing.chars, *white, *pale] if white or pale else drawing.chars)


def _printed_pale(drawing: Drawing) -> list[Char]:
    """The pale characters that are print: on a dark ground, or in no text that stands over print or what is drawn,
    across it, or again and again on the page.

    On a page without darker print all is print.
    """
    pale = drawing.pale
    if len(pale) >= len(drawing.chars):
        return list(pale)
    dark = [shape for shape in drawing.shapes if not is_pale(shape.color, "", 1.0)]
    grounded = {id(char) for char in _on_ground(pale, dark)}
    runs = [(_text(run), run) for run in _runs([char for char in pale if id(char) not in grounded])]
    times = Counter(text for text, _ in runs)
    upright = sum(map(_runs_upwards, drawing.chars)) * 2 > len(drawing.chars)
    marks = {text for text, count in times.items() if count >= _REPEATED and any(map(str.isalpha, text))}
    drawn = [shape for shape in drawing.shapes if shape.kind != "curve" and not is_white(shape.color)]
    marks |= {
        text
        for text, run in runs
        if _runs_upwards(run[0]) != upright
        or (any(map(str.isalpha, text)) and any(_is_struck(char, shape) for char in run for shape in drawn))
        or any(_overlap(char, other) for char in run if not char.text.isspace() for other in drawing.chars)
    }
    kept = {id(char) for text, run in runs if text not in marks for char in run}
    return [char for char in pale if id(char) in grounded or id(char) in kept]


def _text(run: Sequence[Char]) -> str:
    return "".join(char.text for char in run).strip()


def _runs_upwards(char: Char) -> bool:
    return abs(char.b) > abs(char.a)


def _runs(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters drawn one after the other in one direction, each beside the one before."""
    runs: list[list[Char]] = []
    for char in chars:
        before = runs[-1][-1] if runs else None
        if (
            before is None
            or (before.a, before.b) != (char.a, char.b)
            or abs(before.x - char.x) + abs(before.y - char.y) > _NEXT * max(before.size, char.size)
        ):
            runs.append([])
        runs[-1].append(char)
    return runs


def _overlap(char: Char, other: Char, touch: float = _TOUCH) -> bool:
    """Whether two characters are printed over each other, by more than their boxes touch."""
    across = min(char.x1, other.x1) - max(char.x0, other.x0)
    upwards = min(char.y1, other.y1) - max(char.y0, other.y0)
    return (
        across > touch * min(char.x1 - char.x0, other.x1 - other.x0)
        and upwards > touch * min(char.y1 - char.y0, other.y1 - other.y0)
        and not other.text.isspace()
    )


def _is_struck(char: Char, drawn: Shape) -> bool:
    """Whether a line, or the edge of an area, runs through a character, not along its side."""
    x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
    across, upwards = _TOUCH * (char.x1 - char.x0), _TOUCH * (char.y1 - char.y0)
    x0, x1, y0, y1 = x - across, x + across, y - upwards, y + upwards
    is_inside = drawn.x0 <= x0 and x1 <= drawn.x1 and drawn.y0 <= y0 and y1 <= drawn.y1
    return not is_inside and drawn.x0 < x1 and x0 < drawn.x1 and drawn.y0 < y1 and y0 < drawn.y1


def _on_ground(white: Sequence[Char], shapes: Sequence[Shape]) -> list[Char]:
    """The white characters that stand on a ground that is filled with another color."""
    ground = [shape for shape in shapes if shape.fill and shape.kind != "line" and not is_white(shape.color)]
    return [char for char in white if any(_is_on(char, shape) for shape in ground)]


def _is_on(char: Char, shape: Shape) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
    return shape.x0 <= x <= shape.x1 and shape.y0 <= y <= shape.y1


def _legible(chars: Sequence[Char]) -> Sequence[Char]:
    """The characters without those in type that is far too small to be read, on a page of larger type.

    Type that is only small is a scrap where it is drawn over larger type; a figure is none.
    """
    if min(map(_SIZE, chars), default=_SMALLEST) >= _SMALLEST:
        return chars
    heights = list(map(_SIZE, chars))
    counts = Counter(map(round, heights))
    common = max(counts, key=lambda height: counts[height])
    least = min(_SMALLEST, _TINY * common)
    small = min(_SMALLEST, _SCRAP * common)
    scraps = _scraps(
        [char for char, height in zip(chars, heights, strict=True) if least <= height < small],
        [char for char, height in zip(chars, heights, strict=True) if height >= small],
    )
    return [char for char, height in zip(chars, heights, strict=True) if height >= least and id(char) not in scraps]


def _scraps(small: Sequence[Char], larger: Sequence[Char]) -> set[int]:
    """The small characters, by identity, of runs without figures that are drawn over larger ones."""
    runs = _runs([char for char in small if not char.text.isspace()])
    return {
        id(char)
        for run in runs
        if not any(map(str.isdigit, _text(run)))
        and any(_overlap(char, other, _OVER) for char in run for other in larger)
        for char in run
    }
