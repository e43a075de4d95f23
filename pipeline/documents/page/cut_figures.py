"""Figures and codes that a page break cuts: what ends above it as none does, and what completes it below."""

import re
from collections.abc import Sequence

from pipeline.documents.model import squeezed

# The code of a project, cut where the digits of its region and year end: 52030425010 and 00037Q23.
_LONG_NUMBER = re.compile(r"\d{8,}")
_REST_OF_CODE = re.compile(r"(?=\d*[A-Z])[0-9A-Z]{2,}")
# One cut behind its letter: 99999921P0 and 000030103.
_LETTERED = re.compile(r"\d{6,}[A-Z]\d*")
# The code of a catalogue, of which digits alone may stand below: A0201011 and 1.
_CATALOGUE_CODE = re.compile(r"[A-Z]\d{3,}")
_WHOLE = re.compile(r"-?\d{1,3}(?:,\d{3})*(?:\.\d{2})?|-?\d+\.\d{2}")
# An amount with more decimals than cents, its thousands parted.
_EXACT = re.compile(r"-?\d{1,3}(?:,\d{3})+\.\d{3,6}")
_FIGURE = re.compile(r"\d")
_SIGN = re.compile(r"[≥≤＞＜><=＝]")
_LISTED = re.compile("[;；]")
_CUT_TARGET = re.compile(r"[≥≤＞＜><=＝]+\d[\d,]*(?:(?:\.\||\|\.)\d+(?:[^\d.].*)?|(?:\.\d+)?\|[%％‰])")


def is_cut_figure(upper: str, lower: str) -> bool:
    """Whether an amount ends as none does, and what stands below the break completes it: 293,810,00 and 5.00."""
    above, whole = squeezed(upper), squeezed(upper) + squeezed(lower)
    if above == whole or _WHOLE.fullmatch(above) or not (_WHOLE.fullmatch(whole) or _EXACT.fullmatch(whole)):
        return False
    return "," in above or "." in above


def is_cut_target(upper: str, lower: str) -> bool:
    """Whether a target with its sign is cut at its decimal point, or before what it is of 100: ≤0. and 9, ≥95 and %."""
    return _CUT_TARGET.fullmatch(f"{squeezed(upper)}|{squeezed(lower)}") is not None


def are_targets(upper: str, lower: str) -> bool:
    """Whether a text with a figure and one that begins with a sign are two targets: 达到100% and ≥96%.

    A list of targets in one cell, parted by semicolons, may go on with a sign.
    """
    return bool(_FIGURE.search(upper) and _SIGN.match(squeezed(lower)) and not _LISTED.search(upper))


def is_target_alone(text: str) -> bool:
    """Whether a text begins with a sign of comparison, so that what it is the target of stands before it: ≥85%."""
    return _SIGN.match(squeezed(text)) is not None


def is_cut_code(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the lines of a text begin a code, of a project or a catalogue, and those below are the rest of it."""
    above, below = ("".join(map(squeezed, lines)) for lines in (upper, lower))
    if _LONG_NUMBER.fullmatch(above) and _REST_OF_CODE.fullmatch(below):
        return True
    is_begun = _CATALOGUE_CODE.fullmatch(above) or _LETTERED.fullmatch(above)
    return (is_begun is not None and below.isdigit()) or _is_code_in_lines(upper, lower)


def _is_code_in_lines(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether digits go on below as a code of letters and digits that a narrow column breaks: 42010, 0T000, 20.

    The name behind it may follow, parted by a dash: 1-某项目.
    """
    lines = [*upper, *lower]
    end = next((n for n, line in enumerate(lines) if "-" in line), len(lines) - 1)
    *full, last = [*lines[:end], lines[end].partition("-")[0]]
    if len(full) < 2 or len(set(map(len, full))) > 1 or len(last) > len(full[0]):
        return False
    rest = "".join((*full[len(upper) :], last))
    return "".join(upper).isdigit() and _REST_OF_CODE.fullmatch(rest) is not None
