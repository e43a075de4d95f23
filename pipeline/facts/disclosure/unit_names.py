"""Names of budget units: the text that is one, the one that begins a text, and those that a running text names.

Most end like units (局, 中心, 支队); where a title or a label says that a name stands there, any other end is one too.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from pipeline.documents.titles import SAID
from pipeline.facts.disclosure.peers import is_department_name
from pipeline.facts.vocabulary import load
from pipeline.reference.regions import find_region, name_mentions, short_province_or_prefecture
from pipeline.reference.text import squeeze

Scope = Literal["department", "unit", "own"]

HEADING = re.compile(
    r"^[#*•·-]*(?:第[一二三四五六七八九十\d]+部分[:：、]?|附件\d*[:：、]?|附\d*[:：]|\d+[.、．]|[一二三四五六七八九十]+、)?"
)
"""What numbers a heading, before its words."""

LETTER = r"(?:[一-鿿（）()、·]|(?<=第)\d{1,3}(?=[一-鿿]))"
"""What a name is made of: characters, brackets and the number of one of several (第28中学)."""

_SHORTEST, _LONGEST = 3, 45
# So many characters a name of an unknown end has at most, and at least behind its region.
_LONGEST_UNKNOWN, _SHORTEST_REST = 30, 2
_CHARACTERS = re.compile(r"[一-鿿（）·]+")
_SENTENCE = re.compile("[,，。;；:：]")
_NUMBER_BEHIND = re.compile(r"(?<![\d\s_.—-])[\d\s_.—-]+$")
_CODE_BEFORE = re.compile(r"^[\[（(]?\d{3}(?:\d{3}){0,2}[\]）)]?[\s_:：—-]*(?=[一-鿿])")
_BELONGING = re.compile(r"(?P<superior>.{3,}?)(?:所属|下属|直属)(?P<unit>.{2,})")
_SECOND_NAME = re.compile(r"(?P<name>[^（）]{3,})（(?:加挂)?(?P<second>[^（）]{3,}?)(?:牌子)?）")
_ORGANS = ("局", "委员会", "办公室", "厅")
_IN_BRACKETS = re.compile(r"（(?P<name>.+)）")


@dataclass(frozen=True, slots=True)
class Organisation:
    """A unit's name without the marks behind it, the scope the marks state, and the name as printed."""

    name: str
    scope: Scope | None
    printed: str


def any_of(words: Sequence[str]) -> str:
    """A pattern of any of the words, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def organisation(text: str) -> Organisation | None:
    """A unit's name, if the text is one: it ends like a unit and does not speak of units in general.

    Of a department with two names (宣传部（新闻出版局）) it is the first.
    """
    if len(text) < _SHORTEST:
        return None
    name = printed = _without_heading(text)
    scope: Scope | None = None
    while (mark := _mark(name)) and _ends_as_unit(name.removesuffix(mark)):
        name, scope = name.removesuffix(mark), _marks()[mark]
    both = _SECOND_NAME.fullmatch(name)
    if both is not None and (_is_aside(both) or _bears(both["name"], both["second"].split("、"))):
        name = both["name"]
    if not _is_specific(name, _LONGEST) or not _ends_as_unit(name):
        return None
    return Organisation(name, scope, printed)


def named_organisation(text: str, *, certain: bool = False) -> Organisation | None:
    """A unit's name where a title or a label has one: a name that ends like a unit, or any that begins with its region.

    ``certain``: the place is a unit's name for sure, so that it need not begin with a region.
    """
    known = organisation(text)
    if known is not None:
        return known
    name = printed = _without_heading(text)
    scope: Scope | None = None
    while (mark := _mark(name)) and len(name) - len(mark) >= _SHORTEST:
        name, scope = name.removesuffix(mark), _marks()[mark]
    words = load("identity")["organisation"]
    says_more = any(word in name for word in words["never"]) or name.endswith(tuple(words["no_end"]))
    if not _is_specific(name, _LONGEST_UNKNOWN) or says_more or not _CHARACTERS.fullmatch(name):
        return None
    rest = _behind_region(name)
    if rest is None:
        return Organisation(name, scope, printed) if certain else None
    return Organisation(name, scope, printed) if len(rest) >= _SHORTEST_REST else None


def organisation_in(text: str, *, certain: bool = False) -> Organisation | None:
    """The unit's name at the beginning of a label's value: all of it, or what stands before the first blank.

    A budget code before the name is no part of it. ``certain``: a name with an unknown end counts too.
    """
    value = _CODE_BEFORE.sub("", re.split(rf"\s*{SAID}[:：]", text)[0])
    first = value.split(" ")[0]
    found = organisation(value) or organisation(first)
    return found or (named_organisation(first, certain=True) if certain else None)


def organisation_alone(line: str) -> Organisation | None:
    """The unit whose name alone a line prints, also with a number behind it: sheets of one unit that are numbered."""
    return organisation_in(_NUMBER_BEHIND.sub("", line))


def name_beside_title(text: str) -> Organisation | None:
    """The unit that a line next to a title names; in brackets whatever its end where it begins with a region."""
    text = text.lstrip("-—–―")
    match = _IN_BRACKETS.fullmatch(text)
    return named_organisation(match["name"]) if match else organisation_in(text)


def parted(name: Organisation) -> tuple[Organisation, Organisation] | None:
    """The department and its unit where a name says both: X局所属Y站."""
    superior = superior_in(name.name)
    match = _BELONGING.fullmatch(name.name)
    unit = organisation(match["unit"]) if match else None
    return (superior, replace(unit, scope=unit.scope or name.scope)) if superior and unit else None


def superior_in(text: str) -> Organisation | None:
    """The department that a text names before what belongs to it: X局所属学校."""
    match = _BELONGING.fullmatch(text)
    return organisation(match["superior"]) if match else None


def is_government(name: str) -> bool:
    """Whether a name is that of a region's government as a whole, which has no budget of its own as a unit."""
    return _behind_region(name) in load("identity")["organisation"]["government"]


def is_second_name(name: str, other: str) -> bool:
    """Whether two names are of one department that bears both (合署办公), the second beside the first."""
    pairs = load("identity")["two_names"]
    return any(re.search(f"(?:{pair['name']})$", name) and re.search(f"(?:{pair['second']})$", other) for pair in pairs)


def names_in_text(text: str, year: int | None) -> Iterator[Organisation]:
    """The units that a running text names by the full names of their regions and what follows, up to where they end."""
    for mention in name_mentions(text, year):
        match = _leading().match(text, mention.end)
        name = text[mention.start : match.end()] if match is not None else ""
        if len(name) >= _SHORTEST and not any(word in name for word in load("identity")["organisation"]["never"]):
            yield Organisation(name, None, name)


def _is_aside(both: re.Match[str]) -> bool:
    """Whether the bracket behind a unit's name is no other name: （含下属看守所）."""
    aside = tuple(load("identity")["organisation"]["aside"])
    return _ends_as_unit(both["name"]) and both["second"].startswith(aside)


def _bears(name: str, others: Sequence[str]) -> bool:
    """Whether the names in brackets behind a unit's are further ones of the same: of organs, or such as it may bear."""
    if all(is_second_name(name, other) for other in others):
        return True
    return is_department_name(name) and others[-1].endswith(_ORGANS)


def _without_heading(text: str) -> str:
    name = HEADING.sub("", squeeze(text)).replace("(", "（").replace(")", "）")
    for word in load("identity")["organisation"]["sealed"]:
        name = name.removesuffix(word)
    for word in load("identity")["organisation"]["before"]:
        name = name.removeprefix(word)
    return name


def _is_specific(name: str, longest: int) -> bool:
    """Whether a name is of a length that names have, with whole brackets, no sentence, and not of units in general.

    Names of regions may begin with the same character: 本溪市, 全州县.
    """
    general = name.startswith(tuple(load("identity")["organisation"]["general"])) and _behind_region(name) is None
    is_whole = name.count("（") == name.count("）") and _SENTENCE.search(name) is None
    return _SHORTEST <= len(name) <= longest and not general and is_whole


def _behind_region(name: str) -> str | None:
    """What follows the region that a name begins with, None where it begins with none."""
    place = find_region(name)
    if place is None or place.start > 0:
        place = short_province_or_prefecture(name)
    return None if place is None or place.start > 0 else name[place.end :]


def _mark(name: str) -> str | None:
    return next((mark for mark in _marks() if name.endswith(mark)), None)


@cache
def _marks() -> Mapping[str, Scope]:
    """What may stand behind a name, longer marks first, and the scope it states."""
    scopes: tuple[Scope, ...] = ("own", "department", "unit")
    marks = {mark: scope for scope in scopes for mark in load("identity")["organisation"][scope]}
    return dict(sorted(marks.items(), key=lambda mark: -len(mark[0])))


def _ends_as_unit(name: str) -> bool:
    return name.endswith(tuple(load("identity")["organisation"]["endings"]))


@cache
def _leading() -> re.Pattern[str]:
    """The shortest beginning that ends as a unit's name does, where what stands behind is no part of a longer name."""
    words = load("identity")["organisation"]
    return re.compile(
        rf"(?:[一-鿿]|(?<=第)\d{{1,3}}(?=[一-鿿])){{0,{_LONGEST_UNKNOWN}}}?(?:{any_of(words['endings'])})(?=[^一-鿿（]|$|{any_of(words['behind'])})"
    )
