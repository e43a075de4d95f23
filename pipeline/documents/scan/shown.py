"""Whether a picture that shows no ruled table shows text in lines: a chart, an unruled table, a page as a photograph.

Such a picture is not read and has to be named. Logos, seals, photographs and small pictures are furniture.
"""

from collections.abc import Sequence

import numpy as np

from pipeline.documents.scan import strips, unlined
from pipeline.documents.scan.components import Components, components
from pipeline.documents.scan.image import Picture, ink
from pipeline.documents.scan.rule import Rule

# Paper is lighter than this, and so much of a picture with text is paper.
_PAPER = 190
_MOSTLY = 0.5
# Dots at 200 to the inch: what is smaller is a logo or a seal.
_FEWEST_DOTS = (250, 400)
# Lines of text that are so many characters wide, and how high a character may be, in dots.
_FEWEST_TEXTS = 3
_FEWEST_LINES = 2
_WIDE = 1.5
_HIGHEST = 60.0


def shows_texts(picture: Picture, rulings: Sequence[Rule]) -> bool:
    """Whether a gray picture of 200 dots per inch with these ruling lines shows several lines of several texts on light
    paper."""
    height, width = picture.shape
    if min(height, width) < _FEWEST_DOTS[0] or max(height, width) < _FEWEST_DOTS[1]:
        return False
    if float(np.mean(picture >= _PAPER)) < _MOSTLY:
        return False
    clean = unlined.without(picture, rulings)
    text = ink(clean)
    size = strips.character_size(text)
    if size > _HIGHEST:
        return False
    pieces = components(text)
    if not _are_print(pieces, size):
        return False
    found = strips.outside(pieces.removed(text, strips.are_specks(pieces, size)), [], size)
    texts = [strip for strip in found if sum(x1 - x0 for x0, x1 in strip.pieces) >= _WIDE * size]
    rows = {round((strip.inner_top + strip.inner_bottom) / 2 / size) for strip in texts}
    return len(texts) >= _FEWEST_TEXTS and len(rows) >= _FEWEST_LINES


def _are_print(pieces: Components, size: float) -> bool:
    """Whether most of what hangs together is as high as characters are, unlike in a photograph."""
    large = pieces.height[pieces.height > size / 4]
    return bool(len(large)) and float(np.mean(large <= 2 * size)) >= _MOSTLY
