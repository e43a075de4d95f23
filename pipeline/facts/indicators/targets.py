"""KPI targets (指标值): one printed text into an operator, a value with its unit, a date, an amount of money.

A target is understood only where it is clearly one figure with one unit, or one date; all else is ``text`` and its
printed form is the fact. The grammar, over a text without white space and in half-width punctuation::

    figure = [name] [sign or word of comparison] number [unit] [ending]      ≥745套  不低于95%  90%以上  满意度≥95%
    date   = [word] year [month [day]] [period end] [ending]                 2025年12月31日前  2025年底前  ≤2026年12月
           and without the year, where it is a last day                             12月31日前  10月底前完成

Which signs, words, endings and units there are is data (vocabulary/targets.toml).
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

import cn2an  # type: ignore[import-untyped]

from pipeline.facts.indicators.target_words import BARE, NEEDS_ENDING, Folded, Words, fold, words


@dataclass(frozen=True, slots=True)
class Target:
    """What a target says.

    ``operator`` is >=, <=, =, >, <, before (a last day, itself included) or text (not one figure and not one date).
    ``value`` is in the printed unit, with six decimals at most; ``unit`` as printed, percent signs half-width.
    ``amount_yuan`` is the figure in 元 to the fen where the unit is money; a rate (元/人/月) is not.
    """

    operator: str
    value: Decimal | None = None
    unit: str | None = None
    date: datetime.date | None = None
    amount_yuan: Decimal | None = None


TEXT = Target("text")
"""A target that is words, a range, several figures or nothing."""

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_CHINESE_NUMBER = re.compile(r"[零〇一二两三四五六七八九十][零〇一二两三四五六七八九十百千]*")
_CHINESE_LARGE_NUMBER = re.compile(r"[零〇一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿]*")
_CHINESE_PERCENT = re.compile(r"百分之(?P<number>[零〇一二两三四五六七八九十百点]+|\d+(?:\.\d+)?)|(?P<all>百分百)")
_NAME = re.compile(r"[^\W\d_]{1,16}[:]?")
_LOOSE_UNIT = re.compile(r"[^\W\d_()]{1,8}(?:\([^\d()。;]{1,12}\))?[^\W\d_()]{0,4}(?:[/·.][^\W\d_()]{1,6}){0,3}")
_QUOTES = "\"'“”‘’"
_FINAL_PUNCTUATION = "。;,、.!:"
_LONGEST = 120
_MAX_DIGITS = 18
_SCALE = Decimal("0.000001")
_FEN = Decimal("0.01")
_COMPACT_DATE = re.compile(r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
# A day with a point behind its month: 12.31日.
_POINTED_DAY = re.compile(r"(?<![\d.])(1[0-2]|0?[1-9])\.(1\d|2\d|3[01])(?=日)")
_CALENDAR_YEARS = range(1900, 2101)


def parse_target(text: str, *, money: bool = False, year: int | None = None) -> Target:
    """The target that a text states; a bare figure is ``=``.

    ``money`` says that the indicator is one of cost, where a scale alone is money (``≤55.12万`` is 551,200 元);
    ``year`` is the one that a last day is in that states none (12月31日前).
    Never raises: what is not clear is :data:`TEXT`.
    """
    vocabulary = words()
    folded = fold(text) if len(text) <= _LONGEST else None
    if folded is None:
        return TEXT
    folded = _stripped(folded)
    declared_qualitative = folded.plain.startswith(vocabulary.qualitative)
    for declaration in (vocabulary.qualitative, vocabulary.quantitative):
        if folded.plain.startswith(declaration):
            folded = folded.part(len(declaration))
    folded = _as_rate(folded, vocabulary)
    if _POINTED_DAY.search(folded.plain):
        return _date(_POINTED_DAY.sub(r"\1月\2", folded.plain), vocabulary, year) or TEXT
    target = _date(folded.plain, vocabulary, year) or _figure(
        _without_year(folded, vocabulary, year), vocabulary, money=money
    )
    if declared_qualitative and target.date is None and not _begins_compared(folded.plain, vocabulary):
        return TEXT
    return target


def _without_year(folded: Folded, vocabulary: Words, year: int | None) -> Folded:
    """A figure without the year before its name, where that is ``year``: 1-12月执行率≥95%."""
    match = vocabulary.whole_year.match(folded.plain)
    return folded if match is None or match["year"] not in {None, str(year)} else folded.part(match.end())


def _as_rate(folded: Folded, vocabulary: Words) -> Folded:
    """A rate that begins with what it is for (每人每年600元) as one that ends with it: 600元/人/年."""
    match = vocabulary.rate.fullmatch(folded.plain)
    if match is None:
        return folded
    of_whom = [match[name] for name in ("thing", "period", "only") if match[name]]
    text = "/".join([match["amount"], *of_whom])
    return Folded(text, text)


def _stripped(folded: Folded) -> Folded:
    start, end = 0, len(folded.plain)
    while start < end and folded.plain[start] in _QUOTES:
        start += 1
    while start < end and folded.plain[end - 1] in _QUOTES + _FINAL_PUNCTUATION:
        end -= 1
    return folded.part(start, end)


def _date(plain: str, vocabulary: Words, of_year: int | None) -> Target | None:
    """A date or a period's last day; None where there is no year or no day, or the text says more.

    A date without its year is one of ``of_year`` where it says that it is the last day.
    """
    match = vocabulary.date.fullmatch(plain)
    if match is None:
        return None
    year, month, day = (int(match[group]) if match[group] else None for group in ("year", "month", "day"))
    inclusive = match["until"] or match["within"]
    if year is None:
        is_last = (day or match["end"]) and (inclusive or match["strict"] or match["before"])
        if of_year is None or month is None or not is_last:
            return None
        year = of_year
    if day is None:
        if match["strict"] or not (match["end"] or inclusive):
            return TEXT
        month = month or 12
        day = calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 0
    elif month is None or match["end"]:
        return TEXT
    try:
        stated = datetime.date(year, month, day)
    except ValueError:
        return TEXT
    return Target("before" if inclusive or match["strict"] or match["before"] else "=", date=stated)


def _figure(folded: Folded, vocabulary: Words, *, money: bool) -> Target:
    plain = folded.plain
    match = _NUMBER.search(plain)
    percent = _CHINESE_PERCENT.search(plain)
    if percent is not None and (match is None or match.start() > percent.start()):
        return _chinese_percent(folded, percent, vocabulary)
    if match is None:
        return _chinese_figure(folded, vocabulary, money=money)
    value = Decimal(match[0].replace(",", ""))
    head, rest = plain[: match.start()], folded.part(match.end())
    head_operator, name, signed = _head(head.removesuffix("-"), vocabulary)
    if head.endswith("-"):
        if head_operator is None:
            return TEXT
        value = -value
    wrapped = vocabulary.single_unit.fullmatch(name + rest.plain) if name and signed else None
    if wrapped:
        # A unit broken over the lines of a narrow cell stands around its figure.
        unit: str | None = folded.printed[: len(name)] + rest.printed
        ending = None
    else:
        ending, rest = _ending(rest, vocabulary)
        unit = _unit(rest, vocabulary, loose=signed)
        compared = _compares(head_operator) or ending is not None
        if unit is None or not _clear_name(name, unit, vocabulary, compared=compared):
            return TEXT
    operator = _combined(head_operator, ending)
    if operator is None or (not _compares(head_operator) and _numbers_a_thing(unit or "", ending, vocabulary)):
        return TEXT
    return _target(operator, value, unit or "", vocabulary, money=money)


def _chinese_figure(folded: Folded, vocabulary: Words, *, money: bool) -> Target:
    """A Chinese numeral with a unit that counts (三次, 不少于十五人); without one it is a word like any other."""
    operator, start = _head_at_start(folded.plain, vocabulary)
    ending, body = _ending(folded.part(start), vocabulary)
    for pattern in (_CHINESE_NUMBER, _CHINESE_LARGE_NUMBER):
        match = pattern.match(body.plain)
        if match is None:
            continue
        unit = body.part(match.end()).plain
        value = _chinese_value(match[0])
        if value is None or not vocabulary.unit.fullmatch(unit) or unit in vocabulary.ordinal_chinese:
            continue
        combined = _combined(operator, ending)
        printed = body.part(match.end()).printed
        return TEXT if combined is None else _target(combined, value, printed, vocabulary, money=money)
    return TEXT


def _chinese_percent(folded: Folded, match: re.Match[str], vocabulary: Words) -> Target:
    """百分之九十五, 百分之95, 百分百: the unit is then ``%``."""
    operator, name, _ = _head(folded.plain[: match.start()], vocabulary)
    ending, rest = _ending(folded.part(match.end()), vocabulary)
    value = Decimal(100) if match["all"] or match["number"] == "百" else _chinese_value(match["number"])
    combined = _combined(operator, ending)
    if value is None or combined is None or rest.plain or not _clear_name(name, "%", vocabulary, compared=True):
        return TEXT
    return _target(combined, value, "%", vocabulary, money=False)


def _chinese_value(numeral: str) -> Decimal | None:
    if numeral.replace(".", "").isdigit() and numeral.isascii():
        return Decimal(numeral)
    try:
        return Decimal(str(cn2an.cn2an(numeral.replace("〇", "零"), "normal")))
    except (ValueError, ArithmeticError):
        return None


def _head(head: str, vocabulary: Words) -> tuple[str | None, str, bool]:
    """The operator before the figure, the name before that, and whether the operator is a sign."""
    for text, operator in vocabulary.heads:
        if head.endswith(text):
            return operator, head.removesuffix(text), text in vocabulary.signs
    return None, head, False


def _begins_compared(plain: str, vocabulary: Words) -> bool:
    """Whether a text begins with a sign or a word that compares: ≥95%, 不低于95%."""
    return _compares(_head_at_start(plain, vocabulary)[0])


def _head_at_start(plain: str, vocabulary: Words) -> tuple[str | None, int]:
    for text, operator in vocabulary.heads:
        if plain.startswith(text):
            return operator, len(text)
    return None, 0


def _ending(rest: Folded, vocabulary: Words) -> tuple[str | None, Folded]:
    """The operator that stands after figure and unit, and what is left without it."""
    for tail in vocabulary.tails:
        if rest.plain.endswith(tail):
            rest = rest.part(0, len(rest.plain) - len(tail))
            break
    for text, operator in vocabulary.endings:
        if rest.plain.endswith(text):
            return operator, rest.part(0, len(rest.plain) - len(text))
    return None, rest


def _unit(rest: Folded, vocabulary: Words, *, loose: bool) -> str | None:
    """The unit as printed, '' for none, None where the text after the figure is no unit.

    ``loose``: after a sign any short text counts, because the form prints sign, figure and unit and nothing else.
    """
    if len(rest.plain) > 2 and rest.plain[0] == "(" and rest.plain[-1] == ")" and rest.plain.count("(") == 1:
        rest = rest.part(1, -1)
    if not rest.plain or vocabulary.unit.fullmatch(rest.plain):
        return rest.printed
    if loose and _LOOSE_UNIT.fullmatch(rest.plain) and not vocabulary.not_a_unit.search(rest.plain):
        return rest.printed
    return None


def _clear_name(name: str, unit: str, vocabulary: Words, *, compared: bool) -> bool:
    """Whether the words before the figure are only the indicator's name, so that the figure is its level."""
    if not name:
        return True
    name = name.removesuffix(":")
    if not _NAME.fullmatch(name) or vocabulary.relative.search(name):
        return False
    return compared or (name.endswith(vocabulary.rates) and unit.replace("％", "%") in vocabulary.percent)


def _compares(operator: str | None) -> bool:
    return operator not in (None, BARE, NEEDS_ENDING)


def _numbers_a_thing(unit: str, ending: str | None, vocabulary: Words) -> bool:
    return unit in vocabulary.ordinal and not (ending is not None and unit in vocabulary.within)


def _combined(head: str | None, ending: str | None) -> str | None:
    """One operator of what stands before and after the figure; None where they contradict each other."""
    if head in (None, BARE, NEEDS_ENDING):
        return ending or (None if head == NEEDS_ENDING else "=")
    return head if ending in (None, head) else None


def _target(operator: str, value: Decimal, unit: str, vocabulary: Words, *, money: bool) -> Target:
    unit = unit.replace("％", "%").replace("﹪", "%")
    if unit == "年" and value in _CALENDAR_YEARS:
        return TEXT
    if value.adjusted() >= _MAX_DIGITS or (not unit and _COMPACT_DATE.fullmatch(str(value))):
        return TEXT
    factor = _money_factor(unit, vocabulary, money=money)
    amount = None if factor is None else (value * factor).quantize(_FEN, ROUND_HALF_EVEN)
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        value = value.quantize(_SCALE, ROUND_HALF_EVEN)
    return Target(operator, value, unit or None, amount_yuan=amount)


def _money_factor(unit: str, vocabulary: Words, *, money: bool) -> Decimal | None:
    """What one of the unit is worth in 元; None where it is not money, as a rate (元/人/月) is not."""
    if money and unit in vocabulary.bare_money:
        return vocabulary.bare_money[unit]
    return vocabulary.money.get(unit)
