"""What recognition confuses: other readings of an illegible figure, and whether one figure may be another misread."""

import re
import unicodedata

from pipeline.statements.numbers import parse_number

_MOST_READINGS = 40
_MOST_PIECES = 4
_LETTERS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8", "Z": "2", "。": "."})
_ANY_DIGIT = re.compile(r"[¢€£?]")
_STRAY = re.compile(r"^[^\d(+-]+|[^\d)%]+$")


def illegible_readings(text: str) -> list[str]:
    """The numbers that a text with digits may stand for, without repetition; an empty list where there are too many.

    Stray marks around it gone, blanks gone, a comma or a blank for the point, a sign such as ¢ for any digit, letters
    for digits, and pieces at either end left out. Many pieces are no misread figure but a column run together.
    """
    folded = unicodedata.normalize("NFKC", text.replace("¢", "\ue000")).replace("\ue000", "¢").strip()
    readings: dict[str, None] = {}
    pieces = folded.split()
    if len(pieces) > _MOST_PIECES:
        return []
    runs = (pieces[i:j] for j in range(len(pieces), 0, -1) for i in range(j))
    for base in (folded, *(" ".join(run) for run in runs)):
        for candidate in _spellings(base.translate(_LETTERS)):
            if parse_number(candidate) is not None:
                readings.setdefault(candidate.replace(" ", ""))
    return list(readings) if len(readings) <= _MOST_READINGS else []


def _spellings(text: str) -> list[str]:
    trimmed = _STRAY.sub("", text.replace("¢", "?")) if "¢" not in text else text
    bare = trimmed.rstrip(")") if "(" not in trimmed else trimmed
    pointed = re.sub(r"\s*[,，.]\s*(\d+[?¢]?)$", r".\1", bare)
    blank_point = re.sub(r"\s+(\d+)$", r".\1", bare)
    forms = [bare, bare.replace(" ", ""), pointed.replace(" ", ""), blank_point.replace(" ", "")]
    return [spelling for form in forms for spelling in _digits_for_signs(form)]


def _digits_for_signs(text: str) -> list[str]:
    if not _ANY_DIGIT.search(text.replace("¢", "?")):
        return [text]
    head, tail = _ANY_DIGIT.split(text.replace("¢", "?"), maxsplit=1)
    return [f"{head}{digit}{rest}" for digit in "0123456789" for rest in _digits_for_signs(tail)]


def plausible(printed: str, true: str) -> bool:
    """Whether one figure may have been recognised as the other by one slip.

    One digit other, lost or added, two neighbours swapped, the point moved, lost or added, the sign lost or added.
    """
    one, other = _plain(printed), _plain(true)
    if one == other:
        return False
    digits, others = re.sub(r"\D", "", one), re.sub(r"\D", "", other)
    if one.startswith("-") != other.startswith("-"):
        return digits == others
    return digits.strip("0") == others.strip("0") or _one_slip(digits, others)


def _plain(text: str) -> str:
    number = parse_number(text)
    return f"{number.value:f}" if number is not None else re.sub(r"[^\d.-]", "", text)


def _one_slip(one: str, other: str) -> bool:
    if len(one) == len(other):
        differing = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(differing) == 1:
            return True
        swapped = len(differing) == 2 and differing[1] - differing[0] == 1
        return swapped and one[differing[0]] == other[differing[1]] and one[differing[1]] == other[differing[0]]
    shorter, longer = sorted((one, other), key=len)
    return len(longer) - len(shorter) == 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
