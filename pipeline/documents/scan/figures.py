"""Lines of type that was recognised as nearly a figure (117,680,00, Z84.50): they are looked at once more.

Small or narrow type loses one of two equal digits, a point becomes a comma and a digit a letter of its shape. Such a
line is recognised again from two other preparations of its picture, with the characters of figures alone. What both say
is taken where it is a whole figure; else the line stays as it was read first, and is no figure.
"""

import re
from collections.abc import Sequence

import cv2
import numpy as np

from pipeline.documents.scan import engine
from pipeline.documents.scan.engine import Recognised
from pipeline.documents.scan.image import Picture

# A figure with or without marks for thousands, or a code.
_FIGURE = re.compile(r"[-－]?(\d{1,3}([,，]\d{3})+|\d+)(\.\d+)?%?")
# What is nearly one: digits, marks and letters that look like digits. Longer texts with letters are codes of projects,
# and a letter in front that is none of these begins a code of the catalogue of procurement (B0101).
_NEARLY = re.compile(r"[-－]?[\dZUOQDoIli|][\d.,，;'’ZUOQDoIli|SB]*%?")
_LONGEST_WITH_LETTERS = 9
# Points between more than two groups of three digits are marks for thousands.
_IN_THREES = re.compile(r"^\d{1,3}([.,]\d{3}){2,}(?=([.,]\d\d)?$)")
# A comma before the last two digits of so many is no mark for thousands, and none of a list of numbers.
_POINT = re.compile(r"(?<=\d{3}),(\d\d)$")
_FEWEST_DIGITS = 2
# Below this sureness it is no misread figure that the engine saw.
_SURE = 0.75
# The lightness that becomes black, and that which becomes paper, as percentiles.
_DARK, _LIGHT = 2, 90


def read_again(pictures: Sequence[Picture], read: Sequence[Recognised]) -> list[Recognised]:
    """What the lines say, those that are nearly a figure read again."""
    found = list(read)
    nearly = [index for index, line in enumerate(read) if line.score >= _SURE and is_nearly_figure(line.text)]
    as_is = engine.recognise_figures([pictures[index] for index in nearly])
    clear = engine.recognise_figures([_cleared(pictures[index]) for index in nearly])
    for index, one, other in zip(nearly, as_is, clear, strict=True):
        if text := _agreed(one.text, other.text):
            found[index] = one.spelled(text)
    return found


def is_nearly_figure(text: str) -> bool:
    """Whether a text has digits, and else only what digits and marks are misread as, but is no figure."""
    if _FIGURE.fullmatch(text) or not _NEARLY.fullmatch(text):
        return False
    digits = sum(character.isdigit() for character in text)
    has_letters = any(character.isalpha() for character in text)
    if has_letters and "." not in text and len(text) > _LONGEST_WITH_LETTERS:
        return False
    return digits >= _FEWEST_DIGITS and 2 * digits > len(text)


def _agreed(one: str, other: str) -> str:
    """The figure that two readings say, '' where they say none; a comma of one may be a point of the other."""
    if one.replace(",", ".") != other.replace(",", "."):
        return ""
    pointed = (_POINT.sub(r".\1", _IN_THREES.sub(_with_commas, text)) for text in (one, other))
    return next((text for text in pointed if _FIGURE.fullmatch(text)), "")


def _with_commas(marked: re.Match[str]) -> str:
    return marked[0].replace(".", ",")


def _cleared(picture: Picture) -> Picture:
    """The picture at twice its size, its print black and its paper white."""
    large = cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC).astype(np.float64)
    dark, light = np.percentile(large, (_DARK, _LIGHT))
    return np.asarray(np.clip((large - dark) / max(light - dark, 1) * 255, 0, 255), dtype=np.uint8)
