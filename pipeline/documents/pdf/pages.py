"""What a PDF page prints, as everything above needs it: characters and ruling edges in reading position.

A page is turned until most of its text runs from left to right.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import islice, pairwise
from math import inf
from operator import itemgetter, sub

from pdfminer.pdfpage import PDFPage

from pipeline.documents.page.model import Edge, Glyph, Page, Rectangle, turned
from pipeline.documents.pdf.dots import with_dots_joined
from pipeline.documents.pdf.drawing import Char, Drawing, Shape, with_whole_figures
from pipeline.documents.pdf.extras import prints_annotations
from pipeline.documents.pdf.white import is_white, shown
from pipeline.reference.text import fold

# Of a character: by place, which takes half the time that it takes by name.
_TEXT: Callable[[Char], str] = itemgetter(0)
_DIRECTION: Callable[[Char], tuple[float, float]] = itemgetter(6, 7)
# Makes a character of its fields in a third of the time of its constructor: a page has a thousand of them.
_glyph_of = partial(tuple.__new__, Glyph)
_KINDS = ("line", "rect", "curve")
# How far, in points and in parts of its width, two prints of one character may be apart to be a bold face made by
# printing twice.
_DOUBLE = 1.0
_PART = 0.5
# How much text may rise along its way: where most of a page is straight, and on a page that lies askew.
_STRAIGHT = 0.03
_ASKEW = 0.2
# A line leans by no more, in points, where its matrix was computed (6e-17 for the cosine of a quarter turn).
_LEVEL = 0.01
# A filled rectangle that is no thicker is a ruling line.
_THICKEST_LINE = 3.0


def page_of(drawing: Drawing) -> Page:
    """The page that prints what is drawn."""
    left, above, width, height = _displayed(drawing.source)
    base = drawing.height - above
    drawn = shown(drawing)
    directions = _directions(drawn)
    turn = _turn(drawn, directions)
    texts, chars = _in_direction(drawn, directions, turn)
    if turn:
        glyphs = [
            _turned_glyph(text, char, left, base, turn, width, height) for text, char in zip(texts, chars, strict=True)
        ]
    else:
        glyphs = _straight_glyphs(texts, chars, left, base)
    edges = [edge if not turn else _turned_edge(edge, turn, width, height) for edge in _ruling(drawing, left, base)]
    if turn % 2:
        width, height = height, width
    visible = _on_page(glyphs, chars, width, height)
    return Page(
        drawing.number,
        width,
        height,
        tuple(_once(visible)),
        tuple(edges),
        turn,
        drawing.n_images,
        prints_annotations(drawing.source),
    )


def _in_direction(
    chars: Sequence[Char], directions: Mapping[tuple[float, float], int | None], turn: int
) -> tuple[Sequence[str], Sequence[Char]]:
    """What is printed and its characters, without texts in another direction than most: of these the blanks, and all
    that are slanted."""
    texts = list(map(_printed, map(_TEXT, chars)))
    if all(texts) and set(directions.values()) == {turn}:
        return texts, chars
    kept = []
    for text, char in zip(texts, chars, strict=True):
        direction = directions[char.a, char.b]
        if text and (direction == turn or (direction is not None and not text.isspace())):
            kept.append((text, char))
    return [text for text, _ in kept], [char for _, char in kept]


def _straight_glyphs(texts: Sequence[str], chars: Sequence[Char], left: float, base: float) -> list[Glyph]:
    """The characters on the displayed page, worked out for all of them field by field."""
    if not chars:
        return []
    _, x0, y0, x1, y1, size, _, _, _, y = zip(*chars, strict=True)
    # Nearly no page is cut at its left.
    lefts, rights = ([x - left for x in of_side] for of_side in (x0, x1)) if left else (x0, x1)
    tops, bottoms, bases = ([base - height for height in of_side] for of_side in (y1, y0, y))
    return list(map(_glyph_of, zip(texts, lefts, tops, rights, bottoms, size, bases, strict=True)))


def _turned_glyph(text: str, char: Char, left: float, base: float, turn: int, width: float, height: float) -> Glyph:
    _, x0, y0, x1, y1, size, _, _, x, y = char
    box = turned((x0 - left, base - y1, x1 - left, base - y0), turn, width, height)
    point = turned((x - left, base - y, x - left, base - y), turn, width, height)
    return Glyph(text, *box, size, point[1])


def _on_page(glyphs: Sequence[Glyph], chars: Sequence[Char], width: float, height: float) -> Sequence[Glyph]:
    """The characters that lie on the page; the end of a figure that lies beyond goes with what is seen of it."""
    if not glyphs:
        return glyphs
    _, x0s, tops, x1s, bottoms, _, _ = zip(*glyphs, strict=True)
    if min(x0s) >= 0 and max(x1s) <= width and min(tops) >= 0 and max(bottoms) <= height:
        return glyphs
    right, bottom = width * 2, height * 2
    inside = [0 <= x0 + x1 <= right and 0 <= top + lower <= bottom for _, x0, top, x1, lower, _, _ in glyphs]
    if all(inside):
        return glyphs
    visible, seen, hidden = [], [], []
    for glyph, char, is_inside in zip(glyphs, chars, inside, strict=True):
        if is_inside:
            visible.append(glyph)
            seen.append(char)
        else:
            hidden.append((len(seen), char))
    return [
        glyph if whole is char else glyph._replace(text=whole.text)
        for glyph, char, whole in zip(visible, seen, with_whole_figures(seen, hidden), strict=True)
    ]


def _displayed(page: PDFPage) -> Rectangle:
    """Left and top of the displayed part of a page in its MediaBox, width and height."""
    media, crop = (_ordered(box) for box in (page.mediabox, page.cropbox))
    x0, y0 = max(media[0], crop[0]), max(media[1], crop[1])
    x1, y1 = min(media[2], crop[2]), min(media[3], crop[3])
    if x1 <= x0 or y1 <= y0:
        x0, y0, x1, y1 = media
    left, above = {
        0: (x0 - media[0], media[3] - y1),
        90: (y0 - media[1], x0 - media[0]),
        180: (media[2] - x1, y0 - media[1]),
        270: (media[3] - y1, media[2] - x1),
    }.get(page.rotate, (0.0, 0.0))
    width, height = x1 - x0, y1 - y0
    if page.rotate in {90, 270}:
        width, height = height, width
    return left, above, width, height


def _ordered(box: Sequence[float]) -> Rectangle:
    x0, x1 = sorted((float(box[0]), float(box[2])))
    y0, y1 = sorted((float(box[1]), float(box[3])))
    return x0, y0, x1, y1


@cache
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


def _directions(chars: Sequence[Char]) -> dict[tuple[float, float], int | None]:
    """In which direction characters run, in quarter turns clockwise; None for slanted text (a watermark).

    A page that lies askew as a whole is read; beside straight text whatever is a little slanted is a watermark.
    """
    straight = {direction: _quarter_turns(*direction, _STRAIGHT) for direction in set(map(_DIRECTION, chars))}
    if None not in straight.values():
        return straight
    counts = Counter(straight[direction] is not None for direction in map(_DIRECTION, chars))
    slant = _STRAIGHT if counts[True] * 2 > counts.total() else _ASKEW
    return {direction: _quarter_turns(*direction, slant) for direction in straight}


def _quarter_turns(a: float, b: float, slant: float) -> int | None:
    if abs(b) < slant * abs(a):
        return 0 if a > 0 else 2
    if abs(a) < slant * abs(b):
        return 3 if b > 0 else 1
    return None


def _turn(chars: Iterable[Char], directions: Mapping[tuple[float, float], int | None]) -> int:
    """The quarter turns clockwise that most of the text has."""
    if set(directions.values()) == {0}:
        return 0
    found = Counter(directions[char.a, char.b] for char in chars if not char.text.isspace())
    direction, count = max(found.items(), key=lambda item: item[1], default=(0, 0))
    return direction if direction is not None and count * 2 > found.total() else 0


def _ruling(drawing: Drawing, left: float, base: float) -> Iterator[Edge]:
    """The straight edges of what is drawn, without those of white areas: shading behind a text, which nobody sees.

    Lines come first, then rectangles, then curves, then lines of dots.
    """
    shapes, dotted = with_dots_joined(drawing.shapes)
    for shape in sorted(shapes, key=lambda shape: _KINDS.index(shape.kind)):
        if _is_white_area(shape):
            continue
        x0, top, x1, bottom = shape.x0 - left, base - shape.y1, shape.x1 - left, base - shape.y0
        match shape.kind:
            case "line":
                yield _straight(x0, top, x1, bottom)
            case "rect":
                yield Edge(x0, top, x1, top, True)
                yield Edge(x0, top + (shape.y1 - shape.y0), x1, bottom, True)
                yield Edge(x0, top, x0, bottom, False)
                yield Edge(x1, top, x1, bottom, False)
            case _:
                points = [(x - left, base - y) for x, y in shape.points]
                for (ax, ay), (bx, by) in pairwise(points):
                    if abs(ax - bx) < _LEVEL or abs(ay - by) < _LEVEL:
                        yield _straight(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
    for x0, y0, x1, y1 in dotted:
        yield Edge(x0 - left, base - y1, x1 - left, base - y0, y0 == y1)


def _straight(x0: float, top: float, x1: float, bottom: float) -> Edge:
    """A line as an edge, level or upright where it leans by less than can be seen."""
    if bottom - top < _LEVEL:
        return Edge(x0, top, x1, top, True)
    return Edge(x0, top, x0 if x1 - x0 < _LEVEL else x1, bottom, False)


def _is_white_area(shape: Shape) -> bool:
    """Whether a shape is a filled area, not a line drawn as a thin rectangle, in white and without a border."""
    if shape.stroke or not shape.fill or min(shape.x1 - shape.x0, shape.y1 - shape.y0) <= _THICKEST_LINE:
        return False
    return is_white(shape.color)


def _turned_edge(edge: Edge, turn: int, width: float, height: float) -> Edge:
    x0, top, x1, bottom, is_level = edge
    return Edge(*turned((x0, top, x1, bottom), turn, width, height), is_level ^ bool(turn % 2))


def _once(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """Each character once, where a bold face is made by printing it twice at nearly the same place."""
    if not _stand_close(glyphs):
        return glyphs
    by_text: dict[str, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        by_text[glyph.text].append(glyph)
    repeats = {id(glyph) for group in by_text.values() if len(group) > 1 for glyph in _repeats(group)}
    return [glyph for glyph in glyphs if id(glyph) not in repeats] if repeats else glyphs


def _stand_close(glyphs: Sequence[Glyph]) -> bool:
    """Whether two of these stand at about one height and near each other there."""
    by_top: dict[float, list[float]] = defaultdict(list)
    for _, x0, top, _, _, _, _ in glyphs:
        by_top[top].append(x0)
    row: list[float] = []
    above = -inf
    for top in sorted(by_top):
        if top - above >= _DOUBLE:
            if _are_close(row):
                return True
            row = []
        row += by_top[top]
        above = top
    return _are_close(row)


def _are_close(places: Sequence[float]) -> bool:
    ordered = sorted(places)
    return min(map(sub, islice(ordered, 1, None), ordered), default=_DOUBLE) < _DOUBLE


def _repeats(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Those of the same text that are printed upon one before."""
    kept: dict[tuple[int, int], Glyph] = {}
    for glyph in glyphs:
        x, y = round(glyph.x0), round(glyph.top)
        near = (kept.get((x + i, y + j)) for i in (-1, 0, 1) for j in (-1, 0, 1))
        if any(
            other is not None
            and abs(other.x0 - glyph.x0) < min(_DOUBLE, _PART * (glyph.x1 - glyph.x0))
            and abs(other.top - glyph.top) < _DOUBLE
            for other in near
        ):
            yield glyph
        else:
            kept[x, y] = glyph
