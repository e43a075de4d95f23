"""Printed figures: what is a number, what is a printed nil, and what only looks like a number."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from pipeline.reference.text import remembered

# A blank beside the decimal point is a trait of recognised text ("421. 29") and changes no digit.
# Points for all commas of thousands are another: before a point with two decimals they can be nothing else.
# Thousands are parted by commas (千分撇), which may leave a blank behind, or by blanks (千分空): GB/T 15835. As blanks
# part figures as well, they are of one figure only before its two decimals.
_NUMBER = re.compile(
    r"(?P<sign>[-+△▲]?)(?P<whole>[0-9]{1,3}(?:, ?[0-9]{3})+|[0-9]{1,3}(?:[.,][0-9]{3})+(?= ?\. ?[0-9]{2}$)"
    r"|[1-9][0-9]{0,2}(?: [0-9]{3})+(?=\.[0-9]{2}$)|[0-9]+)?"
    r"(?: ?\. ?(?P<fraction>[0-9]+))?"
)
# A figure broken over the lines of its cell: a line shows that it goes on, by its point or by its commas, or the next
# line begins with the point or a comma. No line is longer than the decimals that money has.
_BROKEN = re.compile(
    r"([0-9,]*[0-9]\.[0-9]*|[0-9]{1,3}(?:,[0-9]{3})*,[0-9]{0,2})\s*\n\s*(?=[0-9]{1,6}(?![0-9]))"
    r"|(?<=[0-9])\s*\n\s*(?=[.,][0-9])"
)
# Digits that mark a note (², ①, ⑴): no part of a figure, although they fold to digits. Others mark it with a star.
_RAISED = re.compile("[²³¹⁰⁴-⁹₀-₉①-⒛⓪-⓿❶-➓㉑-㉟㊱-㊿]")
_MARK = re.compile(rf"(?<=\d)\s*(?P<mark>{_RAISED.pattern}|[*＊※]+)$")
# Dashes shorter than — are printed for the sign.
_MINUS = re.compile("[−‐‑‒–](?=[0-9.¥])")
_NOTE = re.compile(r"\((?P<note>[^()\d¥][^()]*)\)$")
# ⸺ and ⸻ are what some fonts make of two and three strokes.
_NIL = re.compile(r"[-—–－⸺⸻_/\\…·•.、]+|无")
_DIGIT = re.compile(r"\d")
_CENT = Decimal("0.01")
FACTORS = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
"""How many 元 each unit of money is."""
UNIT = f"(?:{'|'.join(sorted(FACTORS, key=len, reverse=True))})"
"""One of them, for patterns."""
_WITH_UNIT = re.compile(rf"(?P<sign>[-+△▲]?)\s*[¥￥]?\s*(?P<figure>[^¥￥]*\d\)?)\s*(?P<unit>{UNIT})?")

_FEWEST_OF_TWO = 2
_LONGEST = 200
"""No figure is longer, its remark included."""


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number. ``value`` has the printed decimals, ``note`` a bracketed remark such as 原值, or ① or *.

    ``unit`` is the unit of money that is printed behind the figure, if there is one.
    """

    value: Decimal
    note: str | None = None
    unit: str | None = None


@remembered
def parse_number(text: str) -> Number | None:
    """The number that a cell prints, or None.

    Takes thousands commas, a leading sign or △, an amount in brackets as negative, a bracketed remark or the mark of a
    note behind it, a unit of money behind it or ￥ before it, a blank beside the decimal point or behind a comma of
    thousands, and points or blanks for the commas before two decimals (``1.421.29``, ``1 421.29``). Anything else, such
    as ``421, 29`` or ``257 9``, is not read as a number: a wrong number is worse than none.
    """
    if len(text) > _LONGEST:
        return None
    note = None
    text = text.strip()
    if (marked := _MARK.search(text)) is not None:
        note, text = marked["mark"], text[: marked.start()]
    if _RAISED.search(text) is not None:
        return None
    folded = _rejoined(_MINUS.sub("-", unicodedata.normalize("NFKC", text)))
    if (remark := _NOTE.search(folded)) is not None:
        note, folded = remark["note"], folded[: remark.start()].strip()
    unit = None
    negative = False
    for _ in range(2):
        if len(folded) > 2 and folded[0] == "(" and folded[-1] == ")" and not negative:
            negative, folded = True, folded[1:-1].strip()
        if unit is None and (with_unit := _WITH_UNIT.fullmatch(folded)) is not None:
            folded, unit = with_unit["sign"] + with_unit["figure"], with_unit["unit"]
    match = _NUMBER.fullmatch(folded)
    if match is None or (match["whole"] is None and match["fraction"] is None):
        return None
    value = Decimal(f"{re.sub('[., ]', '', match['whole'] or '0')}.{match['fraction'] or ''}".rstrip("."))
    if negative or match["sign"] in {"-", "△", "▲"}:
        value = -value
    return Number(value, note, unit)


def _rejoined(text: str) -> str:
    """The text with a figure put together that is broken over two and more lines; two points are of two figures."""
    whole = text
    while (joined := _BROKEN.sub(lambda match: match[1] or "", whole)) != whole:
        whole = joined
    return whole if whole.count(".") < _FEWEST_OF_TWO else text


def is_nil(text: str) -> bool:
    """Whether a cell prints a nil: ``-``, ``—``, ``/`` and the like, or 无."""
    return _NIL.fullmatch(text.strip()) is not None


def has_digit(text: str) -> bool:
    """Whether a digit is printed at all."""
    return _DIGIT.search(unicodedata.normalize("NFKC", text)) is not None


def to_yuan(value: Decimal, factor: int) -> Decimal:
    """An amount in a unit of ``factor`` 元 as 元 with two decimals, rounded half-even."""
    return (value * factor).quantize(_CENT, rounding=ROUND_HALF_EVEN)
