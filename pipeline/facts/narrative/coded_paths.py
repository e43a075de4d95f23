"""Entries of a classification printed with their digits, level by level.

201（类）03（款）01（项）, 205教育支出（类）02普通教育（款）, 教育支出（205）普通教育（02）小学教育（02）.
"""

import re
from typing import NamedTuple

from pipeline.reference.loader import Classification, code_by_name, codes

BY_FIRST_DIGIT: dict[str, Classification] = {"2": "function", "3": "economic", "5": "gov_economic"}
"""The classification whose codes begin so."""

# A code, or the two digits that a 款 or a 项 adds to it, and no count; behind a code there may stand a year.
_DIGIT = re.compile(r"\d\d")
_COUNTED = "[个家名人辆台套次批件条处户只座间元万亿%年月日]"
_DIGITS = rf"(?<![\d.])(?:[235]\d{{2}}(?:\d{{2}}){{0,2}}|\d{{2}}(?!{_COUNTED}))(?=20\d\d年|[^\d.]|$)"
_MARK = re.compile(
    rf"（(?P<inner>{_DIGITS})?(?P<mark>[类款项])级?）(?:支出)?"
    rf"|（(?P<bracketed>{_DIGITS})）"
    rf"|(?P<digits>{_DIGITS})(?P<level>[类款项])?"
)
_SEPARATORS = " -—－→>/、，"
_PREFIX = re.compile(r"^(?:支出)?(?:功能|经济)?(?:分类)?科目(?:编码|代码)?：?")
_LEVELS = "类款项"
_LONGEST = 7
_ADDED = 2
_ENDS_OF_NAME = re.compile(r"20\d\d年|年初|当年|全年|预算|决算|安排")


class CodedPath(NamedTuple):
    """The entry that a phrase names at ``phrase[start:end]``."""

    classification: Classification
    start: int
    end: int
    code: str


class _Step(NamedTuple):
    name: str
    digits: str
    level: str


def find_coded_path(phrase: str, tail: str) -> CodedPath | None:
    """The entry whose code a phrase prints in parts, or whole beside its level; None where the parts make no code.

    ``tail`` is a pattern of what may stand behind the name. Digits stand before their names where the phrase begins
    with digits, else behind them. A level without digits counts by its name.
    """
    if not _DIGIT.search(phrase):
        return None
    prefix = _PREFIX.match(phrase)
    start = prefix.end() if prefix else 0
    marks = list(_MARK.finditer(phrase, start))
    if not any(match["inner"] or match["bracketed"] or match["digits"] for match in marks):
        return None
    steps, end = _steps(phrase, start, marks)
    code = _code(steps)
    if code is None:
        return None
    alone = len(steps) == 1 and not steps[0].level
    end_of_name = end + name_end(phrase[end:], tail)
    if alone and not prefix and (steps[0].name or end_of_name > end or len(code) == _length("类")):
        return None
    return CodedPath(BY_FIRST_DIGIT[code[0]], start, end_of_name, code)


def name_end(rest: str, tail: str) -> int:
    """Where a name ends that text begins with, without what belongs to its amount (2025年预算数为)."""
    cuts = (0, *(match.start() for match in _ENDS_OF_NAME.finditer(rest)), len(rest))
    return next(cut for cut in cuts if cut == len(rest) or re.fullmatch(tail, rest[cut:]))


def _steps(phrase: str, start: int, marks: list[re.Match[str]]) -> tuple[list[_Step], int]:
    """The levels of a path, and where it ends."""
    leading = marks[0]["digits"] is not None and not phrase[start : marks[0].start()].strip(_SEPARATORS)
    steps: list[_Step] = []
    name = digits = ""
    place = start
    for match in marks:
        name += phrase[place : match.start()].strip(_SEPARATORS)
        place = match.end()
        printed = match["inner"] or match["bracketed"] or match["digits"] or ""
        level = match["mark"] or match["level"] or ""
        if leading and printed and digits:
            steps.append(_Step(name, digits, ""))
            name = digits = ""
        digits = printed or digits
        is_bare = match["digits"] is not None and not level
        if level or not (leading or is_bare):
            steps.append(_Step(name, digits, level))
            name = digits = ""
    if digits and (leading or len(digits) > _ADDED):
        steps.append(_Step(name, digits, ""))
    return steps, place


def _code(steps: list[_Step]) -> str | None:
    code: str | None = None
    printed = ""
    for step in steps:
        if len(step.digits) > _ADDED and step.digits.startswith(code or ""):
            code = printed = step.digits
        elif step.digits and code is not None:
            code += step.digits
        elif step.level and not step.digits:
            kind = BY_FIRST_DIGIT[code[0]] if code else "function"
            code = code_by_name(kind, step.name, within=code, level=_LEVELS.index(step.level) + 1)
        else:
            return None
        if code is None or len(code) > _LONGEST or (step.level and len(code) != _length(step.level)):
            return None
    return code if code == printed or (code and code in codes(BY_FIRST_DIGIT[code[0]])) else None


def _length(level: str) -> int:
    return 3 + _ADDED * _LEVELS.index(level)
