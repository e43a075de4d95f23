"""A folded paragraph cut into pieces: the words up to a punctuation mark, an amount or a percentage."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.facts.narrative.amounts import Money, Percent, amounts, percents

LONGEST_CLAUSE = 400
"""Of words without a single mark only so many are looked at."""

_MARKS = "，。；：、！？"
_LONGEST_REMARK = 40
# The comma of 1，290 parts nothing.
_GROUPED = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
# 收、支预算, 收入、支出预算 and 收入总计、支出总计 are one name.
_ONE_NAME = re.compile(r"(?<=收)、(?=支)|(?<=收入)、(?=支出)|(?<=收入[总合]计)、(?=支出[总合]计)")


@dataclass(frozen=True, slots=True)
class Piece:
    """The words ``text[start:end]`` and what ends them: an amount, a percentage, or the mark ``end_mark``.

    ``end_mark`` is one of ，。；：、！？（ ） or '' at the end of the paragraph and after an amount or a percentage.
    """

    start: int
    end: int
    end_mark: str = ""
    money: Money | None = None
    percent: Percent | None = None


def _brackets(text: str, figures: list[Money | Percent]) -> dict[int, int]:
    """The brackets that cut: those around a figure or a long remark; （境） and （类） are part of a name."""
    stack: list[int] = []
    cutting: dict[int, int] = {}
    for place, character in enumerate(text):
        if character == "（":
            stack.append(place)
        elif character == "）" and stack:
            opened = stack.pop()
            holds = any(opened < figure.start < place for figure in figures)
            if holds or place - opened > _LONGEST_REMARK:
                cutting[opened] = place
                cutting[place] = opened
    for opened in stack:
        if any(opened < figure.start for figure in figures):
            cutting[opened] = len(text)
    return cutting


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of a folded paragraph in order; together they cover it."""
    figures: list[Money | Percent] = sorted([*amounts(text), *percents(text)], key=lambda figure: figure.start)
    cutting = _brackets(text, figures)
    by_start = {figure.start: figure for figure in figures}
    plain = _plain_brackets(text, cutting)
    one_name = {match.start() for match in _ONE_NAME.finditer(text)}
    grouped = {match.start() for match in _GROUPED.finditer(text)}
    start = place = 0
    while place < len(text):
        figure = by_start.get(place)
        if figure is not None:
            if isinstance(figure, Money):
                yield Piece(start, place, money=figure)
            else:
                yield Piece(start, place, percent=figure)
            start = place = figure.end
            continue
        mark = text[place]
        kept = place in plain or place in one_name or place in grouped
        cuts = (mark in _MARKS and not kept) or place in cutting
        if cuts:
            yield Piece(start, place, end_mark=mark)
            start = place + 1
        place += 1
    if start < len(text):
        yield Piece(start, len(text))


def _plain_brackets(text: str, cutting: dict[int, int]) -> set[int]:
    """The places inside brackets that do not cut: punctuation there ends nothing."""
    inside: set[int] = set()
    stack: list[int] = []
    for place, character in enumerate(text):
        if character == "（":
            stack.append(place)
        elif character == "）" and stack:
            opened = stack.pop()
            if opened not in cutting:
                inside.update(range(opened, place))
    return inside
