"""Names and amounts that answer to each other in order: 公务接待费、公务用车运行维护费分别为2万元、14万元.

Years may be the names: 2024年、2025年三公经费分别为3万元、2万元.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from pipeline.facts.narrative.measures import find_topic, ordinal_end, says_nothing
from pipeline.facts.narrative.pieces import LONGEST_CLAUSE, Piece
from pipeline.facts.narrative.subjects import Span
from pipeline.facts.narrative.words import words

_YEAR = re.compile(r"20\d\d年度?")
_NOWHERE = (0, 0)
_APART = "分别"
# So many figures answer to names, not one.
_FEWEST = 2
# A comma stands between.
_NEXT = 2


class Answer(NamedTuple):
    """The places of what an amount is called and of its year; both are empty for words that only list names.

    ``sign`` is that of a change. ``back`` is how many statements before it the one stands to which a change without a
    name, or a percentage, belongs; 0 where it has a name. ``flow`` is the side that the last of the names states for
    all (一般公共预算、政府性基金预算拨款收入分别为).
    """

    name: Span
    year: Span
    sign: int | None = None
    back: int = 0
    flow: str | None = None


def respective_names(text: str, pieces: Sequence[Piece]) -> Mapping[int, Answer]:
    """The name of each amount of such a run by the number of its piece, an empty one for the pieces before.

    There must be as many names as amounts; else nothing says which amount is whose.
    """
    found: dict[int, Answer] = {}
    for index, piece in enumerate(pieces):
        match = words().respectively.search(text[piece.start : piece.end]) if piece.money is not None else None
        if match is None:
            continue
        first = _first(pieces, index)
        amounts = _amounts(text, pieces, index)
        names = _listed(text, (_first_name(text, pieces, index), piece.start + match.start()), len(amounts))
        if len(names) > 1:
            found.update(dict.fromkeys(range(first, amounts[-1] + 1), Answer(_NOWHERE, _NOWHERE)))
            found.update(zip(amounts, _answers(text, names), strict=True))
    return found


def respective_changes(text: str, pieces: Sequence[Piece]) -> Mapping[int, Answer]:
    """What each change and percentage of such a run belongs to: 收入、支出分别增加1万元、2万元, 分别增长5%、6%.

    Shares are percentages, too: 基本支出1万元、项目支出3万元，分别占25%和75%.
    """
    found: dict[int, Answer] = {}
    before: list[int] = []
    for index, piece in enumerate(pieces):
        phrase = text[max(piece.start, piece.end - LONGEST_CLAUSE) : piece.end]
        apart = phrase.find(_APART)
        if piece.percent is not None and before and index - before[-1] == _NEXT:
            # 分别增加1万元、2万元，增长5%、6%
            apart = max(apart, 0) if len(_amounts(text, pieces, index)) == len(before) else apart
        verb = words().verb.search(phrase) if apart >= 0 and (piece.money or piece.percent) else None
        shares = verb is None and apart >= 0 and piece.percent and words().share.search(phrase)
        run = _amounts(text, pieces, index) if verb is not None or shares else []
        if len(run) < _FEWEST:
            continue
        before = run
        base = words().base.search(phrase)
        start = piece.end - len(phrase)
        begin = _first_name(text, pieces, index)
        span = (begin, start + min(apart, base.start() if base is not None else apart))
        names = _listed(text, span, len(run)) if piece.money is not None else []
        sign = (-1 if words().decreasing.search(verb["verb"]) else 1) if verb is not None else None
        for place, number in enumerate(run):
            name = names[place] if names else _NOWHERE
            back = len(run) - (place if piece.percent is not None else 0)
            found[number] = Answer(name, name, _own_sign(text, pieces[number], sign), 0 if names else back)
    return found


def _own_sign(text: str, piece: Piece, sign: int | None) -> int | None:
    """The sign of a figure of the run, which its own verb may state: 分别增加1万元、减少2万元."""
    verb = words().verb.search(text[max(piece.start, piece.end - LONGEST_CLAUSE) : piece.end])
    return sign if verb is None else -1 if words().decreasing.search(verb["verb"]) else 1


def _first(pieces: Sequence[Piece], index: int) -> int:
    """The piece with which a list of names begins that ends with another piece."""
    return index - sum(1 for _ in takewhile(lambda piece: piece.end_mark == "、", reversed(pieces[:index])))


def _first_name(text: str, pieces: Sequence[Piece], index: int) -> int:
    begin = pieces[_first(pieces, index)].start
    return begin + ordinal_end(text[begin : pieces[index].end])


def _answers(text: str, names: Sequence[Span]) -> list[Answer]:
    """Where all but one of the names are years, that one names every amount."""
    named = [span for span in names if not _YEAR.fullmatch(text, *span)]
    first, last = (words().flow.search(text[slice(*names[place])]) for place in (0, -1))
    flow = ("income" if last[0] == "收" else "expenditure") if last is not None and first is None else None
    return [Answer(named[0] if len(named) == 1 else span, span, flow=flow) for span in names]


def _names_something(phrase: str) -> bool:
    return not says_nothing(phrase) or find_topic(phrase) is not None


def _listed(text: str, span: Span, count: int) -> list[Span]:
    """So many names between the marks that join them; the words that join (和, 及) may be part of a name."""
    possible: list[list[Span]] = []
    for names in _readings(text, span):
        named = [_names_something(text[slice(*name)]) for name in names]
        years = [_YEAR.search(text, *name) is not None for name in names]
        dated = all(years) and (any(named) or all(_YEAR.fullmatch(text, *name) for name in names))
        if len(names) == count and (all(named) or dated):
            possible.append(names)
    known = (names for names in possible if all(find_topic(text[slice(*name)]) for name in names))
    return next(known, possible[0] if possible else [])


def _readings(text: str, span: Span) -> Iterator[list[Span]]:
    """The names of a list as marks part it, with a word that joins between the last two only, and with all words."""
    narrowest, *others = words().joins
    parted = _parted(text, span, narrowest)
    yield parted
    for mark in others[-1].finditer(text, *parted[-1]):
        yield [*parted[:-1], (parted[-1][0], mark.start()), (mark.end(), span[1])]
    for joins in others:
        yield _parted(text, span, joins)


def _parted(text: str, span: Span, marks: re.Pattern[str]) -> list[Span]:
    names, start = [], span[0]
    for mark in marks.finditer(text, *span):
        names.append((start, mark.start()))
        start = mark.end()
    return [*names, (start, span[1])]


def _amounts(text: str, pieces: Sequence[Piece], index: int) -> list[int]:
    """The pieces of the amounts, or percentages, of a run: only a mark or a word that joins stands between two."""
    found = [index]
    of_money = pieces[index].money is not None
    for number in range(index + 1, len(pieces)):
        piece = pieces[number]
        figure = piece.money if of_money else piece.percent
        between = text[piece.start : piece.end] + ("" if figure is not None else piece.end_mark)
        verb = words().verb.search(between) if figure is not None and len(between) <= LONGEST_CLAUSE else None
        joined = between[: verb.start()] if verb is not None else between
        if joined and not words().joins[-1].fullmatch(joined):
            break
        if figure is not None:
            found.append(number)
    return found
