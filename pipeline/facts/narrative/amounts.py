"""Amounts of money, percentages and page furniture in a folded paragraph: what is printed, not what it is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

import cn2an  # type: ignore[import-untyped]

from pipeline.facts.narrative.words import any_of, word_data

_CENT = Decimal("0.01")
# What DECIMAL(20,2) holds; a longer row of digits is no amount.
_LIMIT = Decimal(10) ** 18
_SCALE = {
    "万亿": Decimal(10) ** 12,
    "亿": Decimal(10) ** 8,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "十万": Decimal(10) ** 5,
    "万": Decimal(10) ** 4,
    "千": Decimal(1000),
    "百": Decimal(100),
    "": Decimal(1),
}
_UNITS = "万亿|亿|千万|百万|十万|万|千|百"
# Recognised text prints a decimal point as a blank (257 9) or a comma (140,01); a blank before a number that has a
# point of its own separates it from a code.
_NUMBER = (
    # Thousands grouped by commas, with stray blanks inside a group; grouped by blanks, unless a class's code is first.
    r"\d{1,3}(?:[，,]\d[ ]?\d[ ]?\d){1,8}(?:\.[ ]?\d+)?(?!\d)"
    r"|(?!(?:2[0-3]|3[01]|5[01])\d )\d{1,3}(?: \d{3}){1,8}(?:\.\d+)?(?![\d.])"
    r"|\d+[ ]\d{1,2}(?![\d.])|\d+[，,]\d{1,2}(?!\d)|\d+(?:\.\d+)?|(?<!\.)\.\d+"
)
# The words that tell what a number is stand within so many characters of it.
_WORDS = 40
_DIGITS = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_TENS = "十百千万亿拾佰仟"
_NUMERAL = rf"[{_DIGITS}][{_DIGITS}{_TENS}]*(?:点[{_DIGITS}]+)?[万亿]*|[十拾][{_DIGITS}{_TENS}]*"
_PERCENT = re.compile(
    r"(?P<sign>(?<![\d\w])[-−+])?(?<![\d.])(?P<number>\d{1,3}(?:[，,]\d{3}){1,8}(?:\.\d+)?|\d+(?:\.\d+)?)%"
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount at ``text[start:end]`` in 元, rounded half-even to two decimals."""

    start: int
    end: int
    yuan: Decimal


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage at ``text[start:end]`` in percent points."""

    start: int
    end: int
    points: Decimal


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = word_data("amounts")
    money = re.compile(
        rf"(?P<sign>(?<![\d\w])[-−])?(?<!\d)(?<!\d[.，,])(?:"
        rf"(?:(?P<high>\d{{1,4}})(?P<high_scale>[亿万]))?(?P<number>{_NUMBER})"
        rf"(?:[余多]?(?P<scale>{_UNITS})?[余多]?元|（(?P<bracketed>{_UNITS})?元）)"
        rf"|(?P<bare>{_NUMBER})(?P<bare_scale>万|亿)(?={any_of(data['bare_unit_before'])})"
        rf"|(?<=[为是])(?P<nought>0(?:\.0{{1,4}})?|零)(?=[，。；、！（）]|$)"
        rf"|(?<![几数多好上近\d第{_DIGITS}{_TENS}])(?P<numeral>{_NUMERAL})元)(?!{any_of(data['no_money_after'])})"
    )
    after = re.compile(any_of(data["limit_after"]))
    before = re.compile(any_of(data["limit_before"]) + "$")
    return money, after, before


@cache
def _bare_after() -> re.Pattern[str]:
    return re.compile(any_of(word_data("amounts")["bare_unit_after"]) + "$")


@cache
def _minus() -> re.Pattern[str]:
    return re.compile(any_of(word_data("amounts")["minus_after"]) + "[-−]$")


@cache
def _nought_after() -> re.Pattern[str]:
    return re.compile(any_of(word_data("amounts")["nought_after"]) + "$")


def _signed(match: re.Match[str], text: str) -> tuple[int, int]:
    """Where a figure begins with its sign, and which: 增加-23.5万元 is below zero, 10万元-20万元 is a range."""
    if match["sign"]:
        return match.start(), 1 if match["sign"] == "+" else -1
    if _minus().search(text, max(0, match.start() - _WORDS), match.start()):
        return match.start() - 1, -1
    return match.start(), 1


def parse_number(printed: str) -> Decimal:
    """A folded number: ``1，234.5`` and ``1 234.5`` are 1234.5, ``140，01`` and ``140 01`` are 140.01."""
    if re.fullmatch(r"\d{1,3}(?:(?:[，,]\d ?\d ?\d)+|(?: \d{3})+)(?:\. ?\d+)?", printed):
        return Decimal(re.sub("[，, ]", "", printed))
    return Decimal(re.sub("[ ，,]", ".", printed))


def parse_numeral(printed: str) -> Decimal | None:
    """A number in Chinese numerals (三十二万, 三点五万); None when it is none."""
    whole, _, fraction = printed.partition("点")
    digits = fraction.rstrip("万亿")
    try:
        value = _whole(whole)
        if digits:
            value += sum(
                (_whole(digit) / Decimal(10) ** place for place, digit in enumerate(digits, start=1)), Decimal(0)
            )
            value *= _SCALE[fraction[len(digits) :]]
    except (ValueError, KeyError):
        return None
    return value


def _whole(numeral: str) -> Decimal:
    return Decimal(str(cn2an.cn2an(numeral.replace("〇", "零"), "smart")))


def amounts(text: str) -> Iterator[Money]:
    """The amounts of money of a folded text in order; limits such as 单价50万元以上 are left out.

    Units are 元, 千元, 万元, 百万元, 亿元, two of them in 1亿2000万元; a bare 万 or 亿 counts from where words before
    one speak of money. A nought counts without a unit where words before it speak of money (预算为0).
    Numbers may have thousands commas, the blanks of recognised text, or Chinese numerals.
    """
    money, after, before = _patterns()
    in_bare_units = False
    for match in money.finditer(text):
        if after.match(text, match.end()) or before.search(text, max(0, match.start() - _WORDS), match.start()):
            continue
        if match["bare"] is not None and not in_bare_units:
            in_bare_units = _bare_after().search(text, max(0, match.start() - _WORDS), match.start()) is not None
            if not in_bare_units:
                continue
        if match["nought"] and not _nought_after().search(text, max(0, match.start() - _WORDS), match.start()):
            continue
        yuan = _value(match)
        if yuan is not None and yuan < _LIMIT:
            start, sign = _signed(match, text)
            yield Money(start, match.end(), (yuan * sign).quantize(_CENT, ROUND_HALF_EVEN))


def _value(match: re.Match[str]) -> Decimal | None:
    if match["nought"] is not None:
        return Decimal(0)
    if match["numeral"] is not None:
        # 一元化 and the like: a single numeral is a word more often than an amount.
        return parse_numeral(match["numeral"]) if len(match["numeral"]) > 1 else None
    if match["number"] is not None:
        value = parse_number(match["number"]) * _SCALE[match["scale"] or match["bracketed"] or ""]
        high = Decimal(match["high"]) * _SCALE[match["high_scale"]] if match["high"] else Decimal(0)
        return high + value if not high or value < _SCALE[match["high_scale"]] else None
    return parse_number(match["bare"]) * _SCALE[match["bare_scale"]]


def percents(text: str) -> Iterator[Percent]:
    """The percentages of a folded text in order; limits such as 30%以上 are left out."""
    _, after, before = _patterns()
    for match in _PERCENT.finditer(text):
        if after.match(text, match.end()) or before.search(text, max(0, match.start() - _WORDS), match.start()):
            continue
        start, sign = _signed(match, text)
        yield Percent(start, match.end(), parse_number(match["number"]) * sign)
