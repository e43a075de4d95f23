"""The vocabulary of targets as loaded from vocabulary/targets.toml, and the folding that it is written in."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from pipeline.facts.vocabulary import load

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_SPLIT_FRACTION = re.compile(r"(?<=\d\d)\s*\.\s*(?=\d)|(?<=\d)\s*\.\s*(?=\d\d)")
_SPLIT_THOUSANDS = re.compile(r"(?<=\d),\s+(?=\d{3}(?!\d))")
_BLANKS_IN_FIGURE = re.compile(r"\d\s+(?:\.\s*)?\d|\d\.\s+\d")
# Full-width ASCII and its small forms, one character for one, so that a place in the folded text is one in the printed.
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("﹪"): ord("%"), ord("−"): ord("-")}


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without white space twice, character for character: as printed, and folded to half-width ASCII."""

    printed: str
    plain: str

    def part(self, start: int, end: int | None = None) -> "Folded":
        """The part between two places."""
        return Folded(self.printed[start:end], self.plain[start:end])


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary, ready for matching: pairs of (text, operator) longest first, units as patterns."""

    heads: tuple[tuple[str, str], ...]
    signs: frozenset[str]
    endings: tuple[tuple[str, str], ...]
    tails: tuple[str, ...]
    qualitative: str
    quantitative: str
    rates: tuple[str, ...]
    relative: re.Pattern[str]
    unit: re.Pattern[str]
    single_unit: re.Pattern[str]
    percent: frozenset[str]
    not_a_unit: re.Pattern[str]
    ordinal: frozenset[str]
    ordinal_chinese: frozenset[str]
    within: frozenset[str]
    money: dict[str, Decimal]
    bare_money: dict[str, Decimal]
    debris: tuple[tuple[str, str], ...]
    date: re.Pattern[str]
    rate: re.Pattern[str]
    whole_year: re.Pattern[str]


BARE = "bare"
"""The operator of a phrase that only announces the figure (达到)."""
NEEDS_ENDING = "needs ending"
"""The operator of a phrase that says nothing without an ending (控制在 ... 以内)."""


def any_of(texts: Iterable[str]) -> str:
    """A pattern of alternatives, the longest first."""
    return "(?:" + "|".join(re.escape(text) for text in sorted(set(texts), key=len, reverse=True)) + ")"


@cache
def words() -> Words:
    """The vocabulary of targets."""
    data = load("targets")
    units, phrases = data["units"], data["phrases"]
    single = f"{any_of(units['scales'])}?{any_of(units['atoms'])}|{any_of(units['percent'])}"
    combined = f"{any_of(units['scales'])}?{any_of(units['atoms'])}{{1,3}}"
    separator = any_of(units["separators"])
    unit = f"{any_of(units['percent'])}|{any_of(units['scales'])}|{combined}(?:{separator}{{1,2}}{combined}){{0,3}}"
    heads = _pairs(data["signs"]) + _pairs(data["words"])
    heads += [(text, BARE) for text in phrases["bare"]] + [(text, NEEDS_ENDING) for text in phrases["with_ending"]]
    return Words(
        heads=_longest_first(heads),
        signs=frozenset(sign for signs in data["signs"].values() for sign in signs),
        endings=_longest_first(_pairs(data["endings"])),
        tails=tuple(phrases["tails"]),
        qualitative=phrases["qualitative"],
        quantitative=phrases["quantitative"],
        rates=tuple(data["labels"]["rates"]),
        relative=re.compile(any_of(data["labels"]["relative"])),
        unit=re.compile(rf"(?:{unit})(?:\([^()\d]{{1,12}}\))?"),
        single_unit=re.compile(single),
        percent=frozenset(units["percent"]),
        not_a_unit=re.compile(any_of(units["not_a_unit"])),
        ordinal=frozenset(units["ordinal"]),
        ordinal_chinese=frozenset(units["ordinal"]) | frozenset(units["ordinal_chinese"]),
        within=frozenset(units["within"]),
        money={word: Decimal(factor) for word, factor in data["money"]["factors"].items()},
        bare_money={word: Decimal(factor) for word, factor in data["money"]["bare_factors"].items()},
        debris=_longest_first(list(data["latex"].items())),
        date=_date_pattern(data),
        rate=_rate_pattern(data),
        whole_year=re.compile(rf"(?:(?P<year>20\d\d)年度?)?(?:{'|'.join(data['dates']['whole_year'])})?(?=[^\W\d_])"),
    )


def _pairs(section: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(text, operator) for operator, texts in section.items() for text in texts]


def _longest_first(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


def _rate_pattern(data: dict[str, Any]) -> re.Pattern[str]:
    """A rate of money that begins with what it is for: its things and periods, then the amount."""
    rates = data["rates"]
    money = any_of(data["money"]["factors"])
    return re.compile(
        rf"每(?:(?P<thing>{any_of(rates['things'])})(?:每?(?P<period>{any_of(rates['periods'])}))?"
        rf"|(?P<only>{any_of(rates['periods'])})):?(?P<amount>[^每\d]{{0,6}}[\d.,]+{money})"
    )


def _date_pattern(data: dict[str, Any]) -> re.Pattern[str]:
    """A date with what stands before and after it; groups say which words there were."""
    dates = data["dates"]
    until = any_of([*dates["until"], *data["signs"]["<="]])
    strict = any_of([*dates["strictly_before"], *data["signs"]["<"]])
    return re.compile(
        rf"{any_of(dates['neutral'])}{{0,2}}:?(?:(?P<until>{until})|(?P<strict>{strict}))?:?"
        r"(?:(?P<year>(?:19|20)\d\d)(?:年度?|[-/.](?=\d))|(?:本年度?|当年|每年|年内)?(?=\d{1,2}月))"
        r"(?:(?P<month>\d{1,2})(?:月份?|[-/.](?=\d)))?"
        r"(?:(?P<day>\d{1,2})[日号]?)?"
        rf"(?P<end>{any_of(dates['period_end'])})?"
        rf"(?:(?P<before>{any_of(dates['before'])})|(?P<within>{any_of(dates['within'])}))?"
        rf"{any_of(data['phrases']['tails'])}?"
    )


def fold(text: str) -> Folded | None:
    """The text without white space and debris; None where white space stands between two digits.

    Recognition prints blanks at a decimal point (``421. 29``) and between figure and unit (``10.80万 元``); these go. A
    blank between two digits may be a lost point, so the figure is not known.
    """
    text = _TAG.sub("", html.unescape(text))
    for debris, meaning in words().debris:
        text = text.replace(debris, meaning)
    plain = _SPLIT_THOUSANDS.sub(",", _SPLIT_FRACTION.sub(".", text.translate(_WIDTH)))
    if _BLANKS_IN_FIGURE.search(plain):
        return None
    plain = "".join(plain.split())
    printed = "".join(text.split())
    return Folded(printed, plain)
