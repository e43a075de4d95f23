"""Several indicators in one text: numbered, told by their kinds, parted by semicolons, or each on lines of its own."""

import re
import unicodedata
from collections.abc import Sequence

from pipeline.statements.heads.indicator_kinds import by_kinds, kind_in_name, name_and_target
from pipeline.statements.text import split_ordinal, squeeze

_BETWEEN = re.compile("[；;]")
_FEWEST_NUMBERED = 2
# What no line break parts, and how wide a letter or digit is beside a character.
_UNPARTED = re.compile(r"[≥≤]?[\x21-\x7e]+|.")
_NARROW = 0.55
# By how many characters the width of a line is not known exactly.
_INEXACT = 0.5
_MOST_LINES = 24
_TARGET = re.compile(r"[≥≤><=＞＜＝]+\d[\d.,]*(?:[%％‰]|[^\W\d]{0,4}(?:/[^\W\d]{1,3})?)")
_MARKS = (
    re.compile("(?P<number>[①-⑳])"),
    re.compile(r"[(（](?P<number>\d{1,2})[)）]"),
    re.compile(r"(?<![\d.])(?P<number>\d{1,2})[.．、](?!\d)"),
)
# One figure with a short unit behind a name that says nothing of a change.
_NAMED_BY_FIGURE = re.compile(
    r"(?P<name>[^\W\d较比约至每第增减]{2,20}?)(?P<target>(?:达到?|(?:[大小]于或?)?等于|不[低少高大]于|不超过|大于|小于|为)?[\d.,]+"
    r"(?:[%％‰]|[^\W\d]{1,4}|[^\W\d]{1,3}/[^\W\d]{1,3})(?:以上|以内|以下)?)"
)


def several_in(text: str) -> list[tuple[str, str]]:
    """Names and targets of the indicators that one text tells; empty where it tells one alone or none."""
    return numbered(text) or named_by_kind(text) or _named_by_sign(text) or _named_by_line(text)


def numbered_items(text: str) -> list[str]:
    """The items that a text numbers from 1 on, without their numbers (1.养护道路 2.维修桥梁); empty for none."""
    for mark in _MARKS:
        marks = list(mark.finditer(text))
        numbers = [unicodedata.normalize("NFKC", match["number"]) for match in marks]
        if len(marks) < _FEWEST_NUMBERED or numbers != [str(n) for n in range(1, len(marks) + 1)] or marks[0].start():
            continue
        ends = [*(match.start() for match in marks[1:]), len(text)]
        return [text[match.end() : end].strip().rstrip("；;。，,、") for match, end in zip(marks, ends, strict=True)]
    return []


def numbered(text: str) -> list[tuple[str, str]]:
    """Names and targets of the indicators that a text numbers, each with a figure of its own: ①免疫牛5万头；②...

    Empty where it numbers none, or one of them has no name and figure.
    """
    items = numbered_items(text)
    named = [_numbered(item) for item in items]
    return named if all(name for name, _ in named) else []


def _numbered(item: str) -> tuple[str, str]:
    """Name and target of an item of a list, its kind, where it prints one, before the name."""
    kind, text = kind_in_name(item)
    name, target = name_and_figure(text)
    return (f"{kind}:{name}" if kind and name else name), target


def named_by_kind(text: str) -> list[tuple[str, str]]:
    """Names, with their kinds before them, and targets of the indicators that a text tells by their kinds:
    数量指标：加固海塘≥15公里；修桥≥2座；质量指标：工程合格率100%.

    Empty where it tells one alone, or one of them has no kind, name or figure.
    """
    named = []
    for part in by_kinds(squeeze(text)):
        kind, rest = kind_in_name(split_ordinal(part)[1])
        for item in filter(None, _BETWEEN.split(rest.rstrip("；;。，,、"))):
            both = name_and_figure(item.rstrip("。"))
            if not kind or not both[0]:
                return []
            named.append((f"{kind}:{both[0]}", both[1]))
    return named if len(named) > 1 else []


def _named_by_sign(text: str) -> list[tuple[str, str]]:
    """Names and targets of the indicators that semicolons part, each with its sign: 开放场馆≥2个；接待群众≥32万人次.

    Empty where it tells one alone, or one of them has no name and sign.
    """
    named = [name_and_target(item.rstrip("。")) for item in _BETWEEN.split(squeeze(text).rstrip("；;。"))]
    return named if len(named) > 1 and all(name for name, _ in named) else []


def _named_by_line(text: str) -> list[tuple[str, str]]:
    """Names and targets of the indicators that each begin a line, each with its sign, on one line or more.

    Empty where it tells one alone, or where lines do not make one indicator each in one way only.
    """
    lines = [squeeze(line) for line in text.splitlines() if line.strip()]
    ways = _ways(lines, max(map(_width, lines), default=0)) if len(lines) <= _MOST_LINES else []
    return [name_and_target(item) for item in ways[0]] if len(ways) == 1 and len(ways[0]) > 1 else []


def _ways(lines: Sequence[str], widest: float) -> list[list[str]]:
    """The ways, two at most, to put lines together to indicators: a line with room for what comes next ends one."""
    if not lines:
        return [[]]
    ways: list[list[str]] = []
    item = ""
    for end, line in enumerate(lines, 1):
        item += line
        if _is_indicator(item):
            ways += [[item, *others] for others in _ways(lines[end:], widest)]
        unit = _UNPARTED.match(lines[end]) if end < len(lines) else None
        if unit is None or _width(line) + _width(unit[0]) < widest - _INEXACT or len(ways) > 1:
            break
    return ways[:2]


def _is_indicator(item: str) -> bool:
    """Whether a text is a name and a target: a figure behind its sign, with no more than a unit."""
    name, target = name_and_target(item)
    return bool(name) and _TARGET.fullmatch(target) is not None


def _width(text: str) -> float:
    return sum(1.0 if sign > "\xff" else _NARROW for sign in text)


def name_and_figure(text: str) -> tuple[str, str]:
    """A text that tells one indicator taken apart before its sign or its one figure; else it has no name."""
    both = name_and_target(text)
    match = _NAMED_BY_FIGURE.fullmatch(squeeze(text)) if not both[0] else None
    return both if match is None else (match["name"], match["target"])
