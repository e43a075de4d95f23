"""Phrases that name an entry of a classification: 教育支出（类）, 2080501-行政单位离退休, 工资福利支出（301）."""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.facts.narrative.coded_paths import BY_FIRST_DIGIT, find_coded_path, name_end
from pipeline.facts.narrative.words import any_of, measure_data
from pipeline.reference.loader import CLASSIFICATIONS, Classification, code_by_name, code_level, codes, codes_by_name

_PATH = re.compile(r"^(?P<path>.*（(?:\d+)?[类款项]）(?:支出)?)")
# 类, 款 and 项 by their names, which dashes part or which their levels follow without brackets.
_NAMED = (
    re.compile(r"^(?P<path>[^\d\W]+(?:（[^）]*）)?[^\d\W]*(?:[-—－→>/][^，。；：\d-]+){1,2})$"),
    re.compile(r"^(?P<path>[^，。；：\d（）]{2,}类[^，。；：\d]{2,}款(?:[^，。；：\d]{2,}项)?)(?:支出)?$"),
)
_SEPARATOR = re.compile(r"[-—－→>/]|(?<=[^（])[类款项](?!）)")
_STEP = re.compile(r"[-—－→>/]*(?P<name>.*?)（(?P<digits>\d{0,3})(?P<level>[类款项])）(?:支出(?!（|[^（]))?")
# Three digits before a unit are a count or a sum of money: 200万元以上大型设备, 302辆.
_CLASS = "[235]\\d{2}(?![个家名辆台套次批件条户只座间元万亿%年月日])"
_CODED = (
    re.compile(rf"(?<!\d)(?P<code>[235]\d{{2}}(?:\d{{2}}){{1,2}}|{_CLASS})[-—]?(?P<name>[^\d\W][^，。；：]*)$"),
    re.compile(r"^(?P<name>[^，。；：]*?[^\d\W）]）?)（(?P<code>[235]\d{2,6})）"),
    re.compile(r"^（(?P<code>[235]\d{2}(?:\d{2}){0,2})）(?P<name>[^\d\W][^，。；：]*)$"),
)
_END = re.compile(r"(?<!\d)20\d\d年|年初|当年|本年|全年|预算|决算|支出|经费|资金|安排|共|为|$")
_SHORTEST_NAME = 4
# What is left of any list; no name of an entry.
_REMAINDER = "其他"
_SUBJECT = re.compile(r"^(?P<name>[^，。；：]+?)(?:(?P<level>[类款项])级)?科目(?:预算)?$")
# A 类, a 款 and a 项 have so many digits; digits of a 项 alone, whose 款 is not printed, are no code.
_LENGTHS = (3, 5, 7)
_LEVEL_OF = {"类": 1, "款": 2, "项": 3}


@dataclass(frozen=True, slots=True)
class Classified:
    """An entry that a phrase names at ``phrase[start:end]``.

    ``code`` is the printed one, else the one that the name alone stands for; None where the name leaves several.
    """

    classification: Classification
    start: int
    end: int
    code: str | None


def find_classification(phrase: str, left: str, tail: str, *, under: str | None = None) -> Classified | None:
    """The entry that a folded phrase names; ``left`` and ``tail`` are patterns of what may stand around a bare name.

    ``under`` is the code of the entry that the text is about: 其他支出（款） below 援助其他地区支出（类） is a part of
    that, and of no other classification.
    """
    if (with_digits := find_coded_path(phrase, tail)) is not None:
        return Classified(*with_digits)
    path = _PATH.match(phrase)
    if path is not None:
        return Classified(*_entry_of_path(path["path"], path.end(), under))
    for pattern in _NAMED if _SEPARATOR.search(phrase) else ():
        named = pattern.match(phrase[: name_end(phrase, tail)])
        if named is not None and (code := _code_of_names(named["path"])) is not None:
            return Classified("function", 0, named.end("path"), code)
    for pattern in _CODED:
        coded = pattern.search(phrase)
        if coded is not None:
            return Classified(BY_FIRST_DIGIT[coded["code"][0]], *coded.span("name"), coded["code"])
    subject = _SUBJECT.match(phrase)
    if subject is not None:
        return Classified("function", *subject.span("name"), _code_of_subject(subject["name"], subject["level"]))
    for classification, pattern in _names(left, tail):
        named = pattern.match(phrase)
        if named is not None:
            # 小学教育 is no 教育 of a 小学.
            entry = find_entry(phrase, tail, among_functions=True) if named.start("core") else None
            if entry is not None:
                return entry
            code = code_by_name(classification, named["core"], level=1)
            return Classified(classification, *named.span("core"), code)
    return None


def find_entry(phrase: str, tail: str, *, among_functions: bool, within: str | None = None) -> Classified | None:
    """The functional 款 or 项 whose name alone a phrase begins with, ``tail`` aside: 行政单位医疗2025年预算数.

    The name must be of one code. One that an economic class bears too (住房公积金) counts only ``among_functions``, or
    where 支出 tells them apart. A name of one code ``within`` the entry that is divided is that one (行政运行).
    """
    ends = [match.start() for match in _END.finditer(phrase)] + [len(phrase)]
    for end in sorted(set(ends), reverse=True):
        name = phrase[:end]
        if not name or not re.fullmatch(tail, phrase[end:]):
            continue
        if within is not None and (part := code_by_name("function", name, within=within)) is not None:
            return Classified("function", 0, end, part)
        if len(name) < _SHORTEST_NAME or (not among_functions and name in measure_data()["classification"]["common"]):
            continue
        code = code_by_name("function", name, level=3) or code_by_name("function", name, level=2)
        if code is None and name in measure_data()["classification"]["standard"]:
            return Classified("function", 0, end, None)
        if code is None:
            continue
        official = codes("function")[code].name
        economic = codes_by_name("economic", name)
        told_apart = name.endswith("支出") and all(
            not codes("economic")[other].name.endswith("支出") for other in economic
        )
        if not economic or among_functions or told_apart:
            return Classified("function", 0, end, code) if official.removesuffix("支出") in name else None
    return None


def find_economic(phrase: str, tail: str) -> Classified | None:
    """The 款 of the departmental economic classification whose name alone a phrase is, ``tail`` aside: 办公费."""
    ends = [match.start() for match in _END.finditer(phrase)] + [len(phrase)]
    for end in sorted(set(ends), reverse=True):
        if end and phrase[:end] != _REMAINDER and re.fullmatch(tail, phrase[end:]):
            found = codes_by_name("economic", phrase[:end])
            if any(code_level(code) == _LEVEL_OF["款"] for code in found):
                return Classified("economic", 0, end, code_by_name("economic", phrase[:end], level=2))
    return None


def is_path(phrase: str) -> bool:
    """Whether a phrase names an entry by its level: （类）, （款）, （项）."""
    return _PATH.match(phrase) is not None


def _entry_of_path(path: str, end: int, under: str | None) -> tuple[Classification, int, int, str | None]:
    first, *others = _STEP.finditer(path)
    last = (others or [first])[-1]
    name, level = last["name"].removesuffix("支出"), _LEVEL_OF[last["level"]]
    if under is not None and not first["digits"] and first["level"] != "类":
        kind = BY_FIRST_DIGIT[under[0]]
        above = under[: _LENGTHS[_LEVEL_OF[first["level"]] - 2]]
        code = _code_of_path(path, kind, within=above) or _code_of_path(path, kind)
        if code is not None or name in _listed_names(kind):
            return kind, 0, end, code
    for classification in CLASSIFICATIONS:
        code = _code_of_path(path, classification)
        if code is not None:
            return BY_FIRST_DIGIT.get(code[0], "function"), 0, end, code
        if any(code_level(other) == level for other in codes_by_name(classification, last["name"])):
            # One of several entries of the name, of which another classification may have one only.
            return classification, 0, end, None
    listed = [kind for kind in CLASSIFICATIONS if name in _listed_names(kind)]
    return listed[0] if listed else "function", 0, end, None


def _code_of_subject(name: str, level: str | None) -> str | None:
    """The code of 名称科目; a 款 or 项 where it says so, where no 类 has the name, or below those named before it."""
    if level:
        return code_by_name("function", name, level=_LEVEL_OF[level])
    return code_by_name("function", name, level=1) or code_by_name("function", name) or _code_of_names(name)


def _code_of_names(path: str) -> str | None:
    """The code of 类, 款 and 项 printed as names."""
    code: str | None = None
    for level, name in enumerate(filter(None, _SEPARATOR.split(path)), start=1):
        code = code_by_name("function", name, within=code, level=level)
        if code is None:
            return None
    return code


@cache
def _listed_names(classification: Classification) -> frozenset[str]:
    return frozenset(entry.name.removesuffix("支出") for entry in codes(classification).values())


def _code_of_path(path: str, classification: Classification, *, within: str | None = None) -> str | None:
    """The code of 名称（类）名称（款）名称（项）: the printed digits joined, else the entries of these names.

    The first is a part of the entry ``within``. A 款 of a name that its 类 does not have is passed over where the 项
    has one code in the 类; a 类 that is none is the 款 of its name where that has the 项 (住房改革支出 is no 类).
    """
    code = within
    steps = list(_STEP.finditer(path))
    for place, step in enumerate(steps):
        if step["digits"]:
            code = (code or "") + step["digits"]
            continue
        found = code_by_name(classification, step["name"], within=code, level=_LEVEL_OF[step["level"]])
        if found is None and place == 0 and step["level"] == "类" and [other["level"] for other in steps[1:]] == ["项"]:
            found = code_by_name(classification, step["name"], level=_LEVEL_OF["款"])
        if found is None and step["level"] == "项" and place == len(steps) - 1:
            found = _code_of_run_on(classification, step["name"], within=code)
        if found is None and (code is None or place != 1 or place == len(steps) - 1):
            return None
        code = found or code
    return code if code is not None and len(code) in _LENGTHS else None


def _code_of_run_on(classification: Classification, name: str, *, within: str | None) -> str | None:
    """The code of a 款 and its 项 whose names run on without the level of the first: 人大事务行政运行（项）."""
    found = set()
    for cut in range(2, len(name) - 1):
        above = code_by_name(classification, name[:cut], within=within, level=_LEVEL_OF["款"])
        if above is not None:
            found.add(code_by_name(classification, name[cut:], within=above, level=_LEVEL_OF["项"]))
    found.discard(None)
    return found.pop() if len(found) == 1 else None


@cache
def _names(left: str, tail: str) -> tuple[tuple[Classification, re.Pattern[str]], ...]:
    names = measure_data()["classification"]
    return tuple(
        (kind, re.compile(rf"{left}(?P<core>{any_of(names[kind])}(?:支出)?){tail}"))
        for kind in reversed(CLASSIFICATIONS)
    )
