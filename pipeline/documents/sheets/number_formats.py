"""How a spreadsheet shows a number: the value through its number format.

Covered: decimals, thousands, scaling by commas, percent, literals (also inside the digits, as in 0!.0000 for 万元),
sections by sign or condition, dates. Fractions and scientific notation are shown as General.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Final

BUILT_IN: Final[dict[int, str]] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-m-yy", 17: "yyyy-m",
    18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '¥#,##0;¥-#,##0;¥"-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '¥#,##0.00;¥-#,##0.00;¥"-"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The formats that a file names by number only, as a Chinese installation shows them; the rest is General."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)'
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|上午/下午|AM/PM|[aA]{3,4})|(?P<digit>[0#?])|(?P<exp>E[+-])|(?P<plain>.)",
    re.S,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_LONGEST_FORMAT = 255
_SIGNIFICANT = 15
# More digits than the longest format can ask for, a percent sign for each of its characters included.
_EXACT = Context(prec=1000)
_GENERAL_WIDTH = 11
_TOO_LARGE = Decimal(10) ** 15
_DAY_ZERO = datetime(1899, 12, 30)
_DAY_ZERO_1904 = datetime(1904, 1, 1)
_LAST_DAY = 2958466


@dataclass(slots=True)
class _Section:
    """One section of a format: its pieces in order, digits apart from what stands between them."""

    condition: tuple[str, Decimal] | None = None
    pieces: list[tuple[str, str]] = field(default_factory=list)
    kind: str = "text"

    def has_sign(self) -> bool:
        """Whether the section prints the sign of a negative number itself."""
        return any(kind == "literal" and text in ("-", "(", "（", "−", "△", "▲") for kind, text in self.pieces)


def displayed(value: float, code: str, *, is_1904: bool = False) -> str:
    """The text that a spreadsheet shows for a number in a cell with this format code, blanks at the ends removed."""
    exact = Decimal(format(value, f".{_SIGNIFICANT}g"))
    if not code or code == "@" or abs(exact) >= _TOO_LARGE:
        return _general(exact)
    sections = _of_numbers(_sections(code[:_LONGEST_FORMAT]))
    if not sections:
        return _general(exact)
    section, takes_sign = _choose(sections, exact)
    if section.kind == "general":
        literals = [_general(exact) if kind == "general" else text for kind, text in section.pieces]
        return "".join(literals).strip() if section.pieces else _general(exact)
    if section.kind == "date":
        return _date(value, section, is_1904)
    if section.kind == "text":
        return "".join(text for kind, text in section.pieces if kind == "literal").strip()
    body = _number(abs(exact), section)
    is_negative = exact < 0 and not takes_sign and any(char in "123456789" for char in body)
    return f"-{body}" if is_negative else body


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    sections = [_Section()]
    for match in _TOKEN.finditer(code):
        section = sections[-1]
        if match["plain"] == ";":
            sections.append(_Section())
        elif match["quoted"] is not None or match["escaped"] is not None:
            section.pieces.append(("literal", match["quoted"] if match["quoted"] is not None else match["escaped"]))
        elif match["bracket"] is not None:
            _bracket(section, match["bracket"])
        elif match["general"]:
            section.kind = "general"
            section.pieces.append(("general", ""))
        elif match["exp"]:
            section.pieces.append(("exponent", ""))
        elif match["date"]:
            section.kind = "date" if section.kind == "text" else section.kind
            section.pieces.append(("date", match["date"].lower()))
        elif match["digit"]:
            section.kind = "number" if section.kind in ("text", "number") else section.kind
            section.pieces.append(("digit", match["digit"]))
        elif match["plain"] is not None:
            kind = "mark" if match["plain"] in ".,%@" else "literal"
            section.pieces.append((kind, match["plain"]))
    for section in sections:
        is_fraction = section.kind == "number" and ("literal", "/") in section.pieces
        if is_fraction or ("exponent", "") in section.pieces:
            section.kind, section.pieces = "general", [("general", "")]
    return tuple(sections)


def _of_numbers(sections: Sequence[_Section]) -> Sequence[_Section]:
    """The sections for numbers: without the one for texts, the fourth, or before it the last if it holds an @."""
    prints_text = ("mark", "@") in sections[-1].pieces
    return sections[: min(len(sections) - prints_text, 3)]


def _bracket(section: _Section, inside: str) -> None:
    condition = _CONDITION.fullmatch(inside)
    if condition is not None:
        section.condition = (condition[1], Decimal(condition[2]))
    elif inside.startswith("$"):
        section.pieces.append(("literal", inside[1:].split("-")[0]))
    elif set(inside.lower()) in ({"h"}, {"m"}, {"s"}):
        section.kind = "date"
        section.pieces.append(("date", inside.lower()))


def _choose(sections: Sequence[_Section], value: Decimal) -> tuple[_Section, bool]:
    """The section for a value, and whether it prints the sign of a negative value."""
    if any(section.condition for section in sections[:2]):
        found = next((s for s in sections if s.condition is None or _meets(value, s.condition)), sections[-1])
        return found, found.has_sign()
    if len(sections) == 1 or value > 0 or (value == 0 and len(sections) < 3):
        return sections[0], len(sections) == 1 and sections[0].has_sign() and value > 0
    if value < 0:
        is_blank = not sections[1].pieces
        return sections[1], is_blank or sections[1].has_sign()
    return sections[2], True


def _meets(value: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, bound = condition
    return {
        "<": value < bound,
        ">": value > bound,
        "=": value == bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "<>": value != bound,
    }[sign]


def _number(value: Decimal, section: _Section) -> str:
    pieces = section.pieces
    point = next((i for i, piece in enumerate(pieces) if piece == ("mark", ".")), len(pieces))
    last = max(i for i, piece in enumerate(pieces) if piece[0] == "digit")
    commas = sum(piece == ("mark", ",") for piece in pieces[last + 1 :])
    grouped = any(piece == ("mark", ",") for piece in pieces[: min(point, last)])
    percents = sum(piece == ("mark", "%") for piece in pieces)
    decimals = sum(kind == "digit" for kind, _ in pieces[point:])
    scaled = value * Decimal(100) ** percents / Decimal(1000) ** commas
    text = format(scaled.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT), "f")
    whole, _, fraction = text.partition(".")
    return (_whole(whole.lstrip("0"), pieces[:point], grouped) + _fraction(fraction, pieces[point:])).strip()


def _whole(digits: str, pieces: Sequence[tuple[str, str]], grouped: bool) -> str:
    """The digits before the point laid into the pieces from the right; the first place takes all that are left."""
    out: list[str] = []
    places = sum(kind == "digit" for kind, _ in pieces)
    left = digits
    printed = 0

    def put(digit: str) -> None:
        nonlocal printed
        if grouped and printed and printed % 3 == 0:
            out.append(",")
        out.append(digit)
        printed += 1

    for kind, text in reversed(pieces):
        if kind == "digit":
            places -= 1
            if left:
                put(left[-1])
                left = left[:-1]
            elif text == "0":
                put("0")
            while places == 0 and left:
                put(left[-1])
                left = left[:-1]
        elif kind == "literal" or text == "%":
            out.append(text[::-1])
    if not places and left:
        out.append(left[::-1])
    return "".join(out)[::-1]


def _fraction(digits: str, pieces: Sequence[tuple[str, str]]) -> str:
    out: list[str] = []
    at = 0
    for kind, text in pieces:
        if kind == "digit":
            rest = digits[at:]
            if text == "0" or rest.strip("0"):
                out.append(digits[at : at + 1])
            at += 1
        elif kind == "literal" or text in ".%":
            out.append(text)
    printed = "".join(out)
    return re.sub(r"^\.(?!\d)", "", printed)


def _general(value: Decimal) -> str:
    """A number without a format: all digits of a whole number, else as many as a cell of usual width shows."""
    if value == value.to_integral_value():
        return format(value, "f").partition(".")[0] if abs(value) < _TOO_LARGE else str(value)
    whole = len(format(abs(value).to_integral_value(rounding="ROUND_DOWN"), "f"))
    decimals = max(_GENERAL_WIDTH - 1 - whole, 2)
    text = format(value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP), "f").rstrip("0").rstrip(".")
    return text if text not in ("0", "-0", "") else str(value)


def _date(value: float, section: _Section, is_1904: bool) -> str:
    if not 0 <= value < _LAST_DAY:
        return _general(Decimal(format(value, f".{_SIGNIFICANT}g")))
    # Day 60 of the 1900 system is the 29th of February 1900, which did not exist.
    shift = 1 if not is_1904 and value < 60 else 0
    base = _DAY_ZERO_1904 if is_1904 else _DAY_ZERO
    moment = base + timedelta(days=int(value) + shift, seconds=round((value % 1) * 86400))
    out: list[str] = []
    after_hour = False
    pieces = section.pieces
    for i, (kind, text) in enumerate(pieces):
        if kind != "date":
            out.append("" if text == "@" else text)
            continue
        following = next((other for other_kind, other in pieces[i + 1 :] if other_kind == "date"), "")
        is_minute = text[0] == "m" and len(text) <= 2 and (after_hour or following.startswith("s"))
        out.append(_date_part(moment, "n" * len(text) if is_minute else text))
        after_hour = text[0] == "h"
    return "".join(out).strip()


def _date_part(moment: datetime, token: str) -> str:
    number = {
        "y": moment.year if len(token) > 2 else moment.year % 100,
        "m": moment.month,
        "d": moment.day,
        "h": moment.hour,
        "n": moment.minute,
        "s": moment.second,
    }.get(token[0])
    if number is None or (token[0] == "d" and len(token) > 2):
        return ""
    return f"{number:02d}" if len(token) == 2 else str(number)
